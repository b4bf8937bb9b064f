"""Pages agree: a carried month is no judgement, unknown is never nought, nothing shows before it is known."""

import io

import pandas as pd
import pytest
import streamlit as st

from tests.conftest import database
from tests.pages.conftest import open_all, open_page, seen
from tests.pages.test_papers_walked import texts_of
from wkb_data.__main__ import main
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files
from wkb_data.standing import standing
from wkb_data.store.deliveries import Store
from wkb_reports.papers import papers
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


BEGUN = (
    ("planning", "pilots", "communication", "admission"),
    ("2021-07", "2021-08"),
    ("pilots", "2021-09", AUGUST),
)
# Of August; September has no judgements. Walked: no page or paper may say this of September.
COLOURS = "3 behaald, 9 op schema, 3 niet tijdig"


def test_every_page_of_a_begun_month_speaks_of_the_month_that_was_judged(over):
    over(*BEGUN)
    for name in TITLES:
        _, page = looked(name, "2021-09")
        wrong = (
            f"September 2021: {COLOURS}",
            "geen aspect beter",
            "geïnformeerd (gelijk",
            "Geen enkele kleur",
        )
        assert not [t for t in page.texts for w in wrong if w in t], name
    shown = " ".join(looked("overzicht", "2021-09")[1].texts)
    assert shown.count("stand aug ’21") >= 6 + 15  # each goal's colours and each aspect's
    (first, goals), (second, trends) = looked("doelen", "2021-09"), looked("trends", "2021-09")
    said = f"Augustus 2021: {COLOURS}, 0 nog niet beoordeeld."
    assert goals.readings[0] == said and said in trends.readings
    assert "september 2021 (vorige stand)" in goals.table("Aspect").columns
    older = "Secretariaat Regiegroep leverde niets over september 2021"
    assert all(any(w.value.startswith(older) for w in app.warning) for app in (first, second))
    assert any(
        r.startswith("Sinds augustus 2021: geen aspect is in beide maanden beoordeeld")
        for r in trends.readings
    )
    assert not [t for t in trends.texts if t.startswith("Gelijk gebleven")]


def test_what_is_late_in_a_begun_month_is_late_everywhere(over, capsys):
    """A7 (3.2) was due on 31 August and is not ready: by the end of September 30 days late."""
    over(*BEGUN)
    for month, late in (("2021-08", 0), ("2021-09", 1)):
        _, planning = looked("planning", month)
        told = "1 van 12 activiteiten is over tijd; het langst A7 Werving volumeprojecten (30 dagen)."
        assert any(told in r for r in planning.readings) == bool(late)
        app = open_page("doelen", month)
        app.selectbox(key="aspect").set_value("3.2").run()
        tail = ", 1 over tijd" if late else ""
        assert f"0 van 1 activiteit gereed{tail}." in seen(open_all(app)).texts
        assert main(["agenda", "--month", month]) == 0
        assert ("Activiteit A7" in capsys.readouterr().out) == bool(late)
    assert main(["measures", "--csv"]) == 0
    rows = [r for r in capsys.readouterr().out.splitlines() if "3.2,activities_overdue" in r]
    assert [r.split(",")[4] for r in rows] == ["0.0", "0.0", "1.0"]


def test_a_begun_month_without_applications_keeps_the_target_of_the_last_one_with_them(over):
    """5.195 applications in twelve months: 10% of 5.195 x (1 + 10/12) until July 2022 is 952."""
    over(*BEGUN)
    for month, moved in (("2021-08", "sinds juli"), ("2021-09", "stand aug ’21")):
        _, page = looked("overzicht", month)
        name = "Volumeprojecten: 3,5% van de opgegeven aanvragen, doel 10%"
        value, told = page.metrics[name]
        assert value == "181 van 952" and moved in told, month
    _, page = looked("volumeaanpak", "2021-09")
    assert page.readings[0].startswith("3,5% van de opgegeven aanvragen tot en met augustus 2021 liep")
    assert "Over september 2021 zijn nog geen aanvragen bekend." in " ".join(page.texts)


def test_papers_and_mail_of_a_begun_month_say_so_in_the_words_of_the_pages(over, tmp_path, capsys):
    over(*BEGUN)
    made = papers(standing(Store(database(tmp_path / "var")), load_plan(), "2021-09"))
    assert main(["digest", "--month", "2021-09"]) == 0
    told = {n: list(texts_of(n, c)) for n, c in made.items() if not n.endswith(".xlsx")}
    told["digest"] = capsys.readouterr().out.splitlines()
    for name, texts in told.items():
        whole = " ".join(texts)
        wrong = (f"September 2021: {COLOURS}", "Geen enkele kleur", "geen enkele kleur", "Vorige maand")
        assert not [w for w in wrong if w in whole], name
        assert "Over deze maand is nog niet geoordeeld." in whole, name
    assert f"Augustus 2021: {COLOURS}, 0 nog niet beoordeeld." in told["digest"]
    slides, report = " ".join(told["presentatie.pptx"]), " ".join(told["rapportage.docx"])
    assert "3 van 15 aspecten niet tijdig (stand augustus 2021)" in slides
    assert "Stand van augustus 2021: van de 15 aspecten zijn er 3 behaald" in report
    book = pd.read_excel(io.BytesIO(made["feitenboek.xlsx"]), sheet_name="Feiten", header=None)
    late = book[book.eq("activities_overdue").any(axis=1) & book.eq("3.2").any(axis=1)]
    assert [v for v in late.iloc[-1] if isinstance(v, int | float) and v == v] == [1]


def test_the_same_list_of_applications_gives_the_same_municipalities(over):
    """Also of June, which was not delivered: Gouda asked 45, 42 and 57 times in June, July and August."""
    over(("pilots",), ("2021-07", "2021-08"))
    _, page = looked("proefprojecten")
    table = page.table("Gemeente", "Aanvragen per maand")
    assert table["Gemeente"].tolist()[:3] == ["Gouda", "Leeuwarden", "Zwolle"]
    assert table["Aanvragen per maand"].tolist()[:3] == [48.0, 45.7, 45.0]


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
