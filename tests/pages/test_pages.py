"""Every page runs without an exception: with samples, empty, and with one month."""

import re
import shutil
from pathlib import Path

import pytest
import streamlit as st

from tests.pages.conftest import open_page, seen

# What no reader should meet: many with a verb of one, one with a verb of many, jargon, English, two words for
# one thing, a loose percent sign, a month as the store writes it.
WRONG = re.compile(
    r"prognoses viel\b|\b(?:[02-9]|\d{2,}) van \d+ [a-z]+(?: [a-z]+)? (?:heeft|is|wordt|doet)\b|zijn er 1\b"
    r"|\b1 (?:van \d+ )?[a-z]+ (?:zijn|hebben|worden|doen)\b|even kans|oorgetrokken|vorm (?:van|past)|\d %"
    r"|Gini|[Ss]howstopper|[Bb]lokkerend|\b[Pp]ilot|\bNone\b|\bnan\b|\bNaT\b|\b\d{4}-\d\d\b"
)
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
    page = seen(app)
    wrong = {t[max(0, f.start() - 40) : f.end() + 40] for t in page.texts for f in [WRONG.search(t)] if f}
    assert not wrong
