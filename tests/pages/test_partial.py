"""A delivery with a single table of its register: every page shows itself over it, with its URL and link."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.conftest import database
from tests.invented import BOOKS, workbook
from tests.pages.conftest import DOOR, go, seen
from tests.pages.test_pages import PAGES
from wkb_data.delivering import basis
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.facts import facts_of
from wkb_data.periods import add_months
from wkb_data.plan import load_plan
from wkb_data.schema import registers
from wkb_data.store.deliveries import Derived, New, Store
from wkb_views.contents import FIRST

PLAN = load_plan()
MONTH = add_months(PLAN.first_month, 5)


@pytest.fixture(scope="module")
def readings():
    return {r: read_workbook(workbook(r, PLAN, MONTH, 5), f"{r} {MONTH}.xlsx", PLAN, r, MONTH) for r in BOOKS}


TABLES = [(r, t) for r, book in BOOKS.items() for t in book(PLAN, MONTH, 5)]


def test_every_table_of_every_register_is_tried():
    assert sorted(TABLES) == sorted((r.name, t.name) for r in registers().values() for t in r.tables)


@pytest.mark.parametrize(("register", "table"), TABLES)
def test_every_page_shows_itself_over_one_table_alone(
    register, table, readings, tmp_path, monkeypatch, caplog
):
    store = Store(database(tmp_path / "var"))
    frames = {table: readings[register].frames[table]}
    derived = Derived(frames, facts_of(MONTH, frames, PLAN), [], basis(PLAN))
    store.add(New(register, MONTH, "BG", "deel.xlsx", table.encode(), derived))
    store.engine.dispose()
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    st.cache_resource.clear()
    app = AppTest.from_file(DOOR, default_timeout=60).run()
    for name in sorted(PAGES, key=lambda name: name != FIRST):  # where a visit begins
        go(app, name)
        assert not app.error, (name, caplog.text)
        assert app.title[0].value
        assert app.query_params["maand"] == MONTH, name
        assert re.search(rf"\?maand={MONTH}\b.*&bekend=2", app.code[0].value), name
        said = seen(app).texts  # nothing asks for a decision only where nothing is on the agenda
        assert not ("✓ Niets." in said and any(t.startswith("Agenda: ") for t in said)), name
        app.query_params.clear()  # as Streamlit does at a click in the sidebar
