"""Every page runs without an exception: with samples, empty, and with one month."""

from pathlib import Path

import pytest

from tests.pages.conftest import open_page

PAGES = sorted(p.stem for p in (Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("stand", ["samples", "empty", "one_month"])
def test_page_shows_itself(name, stand, store_with, caplog):
    store_with(stand)
    app = open_page(name)
    assert not app.exception
    assert not [e.value for e in app.error], caplog.text
    assert app.title[0].value
