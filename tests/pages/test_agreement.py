"""Pages agree: a carried month is no judgement, unknown is never nought, nothing shows before it is known."""

import pytest
import streamlit as st

from tests.conftest import database
from tests.pages.conftest import open_all, open_page, seen
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files
from wkb_data.store.deliveries import Store
from wkb_views.contents import TITLES

AUGUST = "pilots/Register proefprojecten aug-21.xlsx"


@pytest.fixture
def over(tmp_path, monkeypatch):
    """Makes a store with the samples of some registers and months, and others (register, month, file)."""

    def make(registers: tuple[str, ...], months: tuple[str, ...] = (), *more: tuple[str, str, str]) -> None:
        store, plan = Store(database(tmp_path / "var")), load_plan()
        chosen = [
            (r["register"], r["month"], r["file"], r["delivered_at"])
            for r in sample_files()
            if r["register"] in registers and (not months or r["month"] in months)
        ]
        for register, month, file, at in [*chosen, *((*m, "2021-09-20T10:00:00.000000Z") for m in more)]:
            path = FOLDER / file
            reading = read_workbook(path.read_bytes(), path.name, plan, register, month)
            deliver_reading(reading, store, plan, "BG", at)
        store.engine.dispose()
        monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
        st.cache_resource.clear()
        st.cache_data.clear()

    return make


def looked(name: str, month: str | None = None):
    app = open_all(open_page(name, month))
    assert not app.exception and not app.error
    return app, seen(app)


def test_a_carried_month_is_said_and_counts_as_no_judgement(over):
    over(("planning", "pilots"), ("2021-07", "2021-08"), ("pilots", "2021-09", AUGUST))
    _, page = looked("overzicht", "2021-09")
    older = (
        "! Secretariaat Regiegroep leverde niets over september 2021; "
        "hieronder staat de stand van augustus 2021."
    )
    assert older in page.texts
    assert any("oranje sinds jul ’21, 2e keer; stand aug ’21" in t for t in page.texts)
    assert "Over deze maand is nog niet geoordeeld." in page.texts
    assert not [t for t in page.texts if "geen actie opgegeven" in t]
    _, page = looked("trends", "2021-09")
    assert any(r.startswith("Augustus 2021: ") for r in page.readings)
    table = page.table("Maand", "behaald")
    assert table["Maand"].tolist() == ["2021-07", "2021-08"]


def test_a_begun_month_is_said_and_the_last_with_judgements_is_shown(over):
    over(("planning", "pilots"), ("2021-07", "2021-08"), ("pilots", "2021-09", AUGUST))
    app, page = looked("overzicht")
    assert app.title[0].value == "Stand augustus 2021"
    begun = "Over september 2021 is al geleverd: Proefprojecten. U ziet augustus 2021"
    assert [t for t in page.texts if t.startswith(begun)]


def test_what_was_never_delivered_is_unknown_on_every_page_and_never_nought(over):
    over(("planning",), ("2021-07", "2021-08"))
    _, page = looked("overzicht")
    assert {value for value, _ in page.metrics.values()} <= {"–", "– van 180"}
    assert page.texts.count("Er zijn nog geen cijfers.") == 3
    for name in TITLES:
        _, page = looked(name)
        assert not [t for t in page.texts if "0 van 180" in t], name


def test_the_first_month_calls_no_category_late_for_a_third_of_a_project(over):
    over(("pilots",), ("2020-09",))
    _, page = looked("proefprojecten")
    said = "Geen enkele categorie loopt een heel project achter op de geplande lijn"
    assert f"{said}; samen zijn er 0 gestart en 2 gepland." in page.readings


def test_a_view_of_a_month_shows_no_decision_that_was_taken_later(over):
    over(("planning",), ("2020-09",))
    _, page = looked("plan", "2020-09")
    days = page.table("Datum", "Wijziging")["Datum"]
    assert len(days) and all(d[6:] + d[3:5] <= "202009" for d in days), days.tolist()
