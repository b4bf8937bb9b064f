"""Every page runs without an exception: with samples, empty, and with one month."""

import shutil
from pathlib import Path

import pytest
import streamlit as st

from tests.pages.conftest import open_page

PAGES = sorted(p.stem for p in (Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.fixture(scope="module", params=["samples", "empty", "one_month"])
def stand(request, stand_folder, tmp_path_factory):
    """A server over that stand; its pages share its memory, as for readers."""
    folder = tmp_path_factory.mktemp("stand") / "var"
    shutil.copytree(stand_folder(request.param), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        yield request.param


@pytest.mark.parametrize("name", PAGES)
def test_page_shows_itself(name, stand, caplog):
    app = open_page(name)
    assert not app.exception
    assert not [e.value for e in app.error], caplog.text
    assert app.title[0].value
