"""Bottlenecks that two registers report add up, each source told apart.

Facilities and costs are counted by hand.
"""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from tests.conftest import database
from tests.pages.conftest import open_all, open_page, seen
from wkb_data.delivering import deliver_reading, measures
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.admission import costs
from wkb_data.measures.summary import series, value
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store

PLAN = load_plan()
PILOTS = {
    "Knelpunten": [
        ["Nr", "Gemeld op", "Knelpunt", "Aspect", "Onoverkomelijk", "Voorstel", "Status", "Opgelost op"],
        ["K1", date(2021, 3, 2), "Dossier te laat", "3.3", "ja", "Handreiking", "open", None],
        ["K2", date(2021, 2, 9), "Dubbele toets", "1.2", "nee", None, "open", None],
        ["K3", date(2021, 2, 1), "Kosten onbekend", "3.3", "nee", None, "opgelost", date(2021, 3, 8)],
    ]
}
TLOKB = {
    "Knelpunten Tlokb": [
        ["Nr", "Gemeld op", "Knelpunt", "Aspect", "Onoverkomelijk", "Voorstel", "Status", "Opgelost op"],
        ["K1", date(2021, 3, 4), "Kader past niet op verbouw", "6.1", "ja", "Kader aanpassen", "open", None],
        ["K2", date(2021, 1, 4), "Verklaring zonder vorm", "1.2", "nee", None, "in behandeling", None],
    ],
    "Instrumenten": [
        ["Instrument", "Aanbieder", "Status", "Kosten vanaf", "Kosten tot"],
        ["KiK", "KOMO", "toegelaten", "€ 1.250", 2500],
        ["TIS", "TIS", "aangevraagd", 900, None],
        ["WKI", "Woningborg", "aangevraagd", "n.n.b.", None],
        ["Oud", "Weg", "ingetrokken", 100, 9000],
    ],
}
DIGITAL = {
    "Voorzieningen": [
        ["Voorziening", "Status", "Gereed op"],
        ["Openbaar register van kwaliteitsborgers", "in test", "Q3 2021"],
        ["Landelijke voorziening DSO", "gereed", date(2021, 2, 1)],
        ["Berichten gereedmelding", "nee", None],
    ]
}


def read(register: str, month: str, sheets: dict[str, list[list]]):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue(), f"{register} {month}.xlsx", PLAN, register, month)
    assert not reading.errors, [f.message for f in reading.errors]
    return reading


@pytest.fixture
def store(tmp_path):
    made = Store(database(tmp_path / "var"))
    for register, month, sheets in (
        ("admission", "2021-03", TLOKB),
        ("pilots", "2021-03", PILOTS),
        ("digital", "2021-03", DIGITAL),
        ("pilots", "2021-04", PILOTS),
    ):
        deliver_reading(read(register, month, sheets), made, PLAN, "BG")
    return made


def test_both_sources_add_up_and_each_is_told_apart(store):
    facts = measures(store)
    counted = {
        m: [value(facts, f"bottlenecks_{m}", "2021-03", d) for d in ("", "source=pilots", "source=admission")]
        for m in ("open", "blocking", "new", "resolved")
    }
    assert counted == {"open": [4, 2, 2], "blocking": [2, 1, 1], "new": [2, 1, 1], "resolved": [1, 1, 0]}
    by_aspect = {a: value(facts, "bottlenecks_open", "2021-03", f"aspect={a}") for a in ("1.2", "3.3", "6.1")}
    assert by_aspect == {"1.2": 2, "3.3": 1, "6.1": 1}


def test_the_source_that_did_not_deliver_keeps_its_stock_and_adds_no_old_flow(store):
    facts = measures(store)
    assert value(facts, "bottlenecks_open", "2021-04") == 4
    assert value(facts, "bottlenecks_open", "2021-04", "source=admission") == 2
    assert value(facts, "bottlenecks_new", "2021-04") == 0  # the Tlokb's new one is of March
    assert value(facts, "bottlenecks_new", "2021-04", "source=admission") is None


def test_one_source_alone_is_the_whole(tmp_path):
    made = Store(database(tmp_path / "var"))
    deliver_reading(read("pilots", "2021-03", PILOTS), made, PLAN, "BG")
    facts = measures(made)
    assert (
        value(facts, "bottlenecks_open", "2021-03")
        == value(facts, "bottlenecks_open", "2021-03", "source=pilots")
        == 2
    )
    assert value(facts, "bottlenecks_open", "2021-03", "source=admission") is None


def test_facilities_are_counted_and_carried(store):
    facts = measures(store)
    assert series(facts, "facilities").to_dict() == {"2021-03": 3, "2021-04": 3}
    assert series(facts, "facilities_ready").to_dict() == {"2021-03": 1, "2021-04": 1}
    assert set(facts.loc[facts["measure"] == "facilities", "aspect"]) == {"4.3"}


def test_costs_are_of_instruments_that_are_not_withdrawn():
    reading = read("admission", "2021-03", TLOKB)
    frame = reading.frames["instruments"]
    assert frame["cost_from"].tolist()[:2] == [1250, 900]
    assert costs(frame) == (2, 3, 900, None)  # what TIS costs at most is not known
    assert costs(frame[frame["name"] == "KiK"]) == (1, 1, 1250, 2500)
    assert costs(frame[frame["name"] == "WKI"]) == (0, 1, None, None)


def test_costs_the_wrong_way_round_are_a_warning_at_the_cell():
    rows = [
        ["Instrument", "Aanbieder", "Status", "Kosten vanaf", "Kosten tot"],
        ["KiK", "KOMO", "toegelaten", 2500, 1250],
    ]
    found = [
        f for f in read("admission", "2021-03", {"Instrumenten": rows}).findings if f.column == "cost_from"
    ]
    assert [(f.level, f.cell) for f in found] == [("warning", "D2")]


def test_pages_show_them(store, tmp_path, monkeypatch):
    import streamlit as st

    store.engine.dispose()
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    st.cache_resource.clear()
    st.cache_data.clear()

    def page(name):
        app = open_all(open_page(name, "2021-03"))
        assert not app.exception and not app.error
        return seen(app)

    troubles = page("knelpunten")
    assert (
        troubles.readings[0]
        == "4 knelpunten open, waarvan 2 onoverkomelijk; deze maand 2 gemeld en 1 opgelost."
    )
    assert any("BG Proefprojecten 2 en Tlokb 2" in t for t in troubles.texts)
    listed = troubles.table("Nr", "Gemeld op", "Knelpunt")
    assert sorted(zip(listed["Nr"], listed["Bron"], strict=True)) == [
        ("K1", "BG Proefprojecten"), ("K1", "Tlokb"), ("K2", "BG Proefprojecten"), ("K2", "Tlokb"),
    ]  # fmt: skip
    cost = "opgegeven van 2 van 3 instrumenten: vanaf € 900; een bovengrens ontbreekt bij minstens één."
    assert any(cost in t for t in page("toelating").texts)
    assert any("1 van 3 voorzieningen" in r for r in page("digitalisering").readings)


def test_the_bottlenecks_of_the_tlokb_alone_are_shown(tmp_path, monkeypatch):
    import streamlit as st

    made = Store(database(tmp_path / "var"))
    deliver_reading(
        read("admission", "2021-03", {"Knelpunten Tlokb": TLOKB["Knelpunten Tlokb"]}), made, PLAN, "Tlokb"
    )
    made.engine.dispose()
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    st.cache_resource.clear()
    st.cache_data.clear()
    app = open_all(open_page("knelpunten", "2021-03"))
    assert not app.exception and not app.error
    told = seen(app).readings[0]
    assert told.startswith("2 knelpunten open, waarvan 1 onoverkomelijk")
    # Those of the pilots are not known: two is not all there are.
    assert told.endswith("Alleen van Tlokb: BG Proefprojecten leverde nog geen lijst.")
    assert any("2 knelpunten open (alleen Tlokb)" in t for t in seen(open_page("overzicht", "2021-03")).texts)
