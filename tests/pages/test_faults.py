"""A fault of the monitor is said as such, with a number that stands in the log.

The log holds no text of cells.
"""

import logging
import re

import pytest

from tests.pages.conftest import DOOR
from wkb_views import faults, uploads

SECRET = "Jan de Vries, Dorpsstraat 1"


def broken(*_, **__):
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(f"kan {SECRET} niet lezen") from error


def number_in(text):
    return re.search(r"dit nummer\\?: ([0-9A-F]{6})\.", text)[1]


def test_the_log_has_the_number_and_the_way_and_no_text_of_cells(caplog):
    with caplog.at_level(logging.ERROR, "wkb"):
        with pytest.raises(RuntimeError) as raised:
            broken()
        number = faults.number_of(raised.value, "proef")
    (record,) = caplog.records
    said = record.getMessage()
    assert number in said and "proef" in said and "in broken" in said
    assert (
        said.index("ValueError") < said.index("RuntimeError") and SECRET not in said and not record.exc_info
    )


def test_an_upload_that_breaks_the_reader_is_a_fault_of_the_monitor(monkeypatch, caplog):
    from types import SimpleNamespace

    monkeypatch.setattr(uploads, "check", broken)
    file = SimpleNamespace(file_id="1", name="werkmap.xlsx", getvalue=bytes)
    found = uploads.look(SimpleNamespace(plan=None, store=None, derived=""), file, None, None)
    assert found.refusal.startswith("werkmap.xlsx kon niet worden gelezen. Er is niets opgeslagen.")
    assert "opnieuw op" not in found.refusal and number_in(found.refusal) in caplog.text
    assert SECRET not in caplog.text and SECRET not in found.refusal


def test_a_page_that_falls_over_says_so_below_the_selectors(store_with, monkeypatch, caplog):
    from streamlit.testing.v1 import AppTest

    from wkb_views import show

    store_with("one_month")
    monkeypatch.setattr(show, "stop_when_empty", broken)
    app = AppTest.from_file(DOOR, default_timeout=60).run()
    assert not app.exception and app.selectbox
    (said,) = [e.value for e in app.error]
    assert said.startswith("Deze pagina kan niet worden getoond.") and number_in(said) in caplog.text
    assert SECRET not in caplog.text and SECRET not in said
