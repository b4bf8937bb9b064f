"""Every page runs without an exception: with samples, empty, and with one month."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = sorted(p.stem for p in (Path(__file__).parents[2] / "pages").glob("*.py"))


def open_page(name):
    app = AppTest.from_file(str(Path(__file__).parents[2] / "app.py"), default_timeout=60)
    app.run()
    if name != "overzicht":
        app.switch_page(f"pages/{name}.py").run()
    return app


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("stand", ["samples", "empty", "one_month"])
def test_page_shows_itself(name, stand, store_with, caplog):
    store_with(stand)
    app = open_page(name)
    assert not app.exception
    assert not [e.value for e in app.error], caplog.text
    assert app.title[0].value
