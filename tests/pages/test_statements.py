"""The same measure has one value for a month wherever it is said: pages, evidence, figures, command line."""

import csv
import io
import re

import pytest

from tests.pages.conftest import open_all, open_page, seen
from wkb_data.__main__ import main
from wkb_data.plan import load_plan
from wkb_views.contents import TITLES

N, P = r"([\d.]+)", r"([\d,]+)%"
# Measure -> how it is said, and on how many places at least. A text is a whole line of a page.
SAID = {
    "pilots_counted": (
        rf"Proefprojecten gestart: {N} van 180;",
        rf"^{N} van 180 gestart, ",
        rf"{N} van 180 proefprojecten gestart",
        rf"^Gestart \(ambassadeursnetwerk\), van 180 = {N}",
        rf"^Proefprojecten gestart = {N} van 180",
    ),
    "pilots_completed": (
        rf"Proefprojecten afgerond: {N} van 180",
        rf"^[\d.]+ van 180 gestart, {N} afgerond",
        rf"proefprojecten gestart, {N} afgerond",
        rf"^Proefprojecten afgerond \(plan: uitgevoerd\) = {N} van 180",
    ),
    "volume_share_total": (
        rf"^Volumeprojecten: {P} van de opgegeven aanvragen, doel 10% = ",
        rf"^{P} van de opgegeven aanvragen",
        rf"in de opgegeven aanvragen: {P}, streven",
    ),
    "municipalities_taking_part": (
        rf"^{N} van \d+ gemeenten (?:heeft|hebben) een gestart",
        rf"^{N} gemeenten? met gestarte proefprojecten",
        rf"^{N} van \d+ gemeenten do",
    ),
    "volume_pilots_total": (
        rf"^Teller: {N} volumeprojecten",
        rf"^Volumeprojecten: {N} van",
        rf"van de opgegeven aanvragen, doel 10% = {N} van",
    ),
    "bottlenecks_open": (
        rf"^{N} knelpunten? open, waarvan",
        rf"^{N} knelpunten? open [+−g]",
        rf"^{N} knelpunten staan open",
        rf"^{N} knelpunten? open in totaal",
    ),
    "bottlenecks_blocking": (
        rf"^waarvan {N} onoverkomelijk",
        rf"^\d+ knelpunten? open, waarvan {N} onoverkomelijk; deze maand",
        rf"open in totaal, waarvan {N} onoverkomelijk",
    ),
    "informed_share": (
        rf"^{N}% voldoende geïnformeerd",
        rf"^{N}% van de achterban",
        rf"Het totaal ging van \d+% naar {N}%",
    ),
    "questions_open": (rf"^{N} (?:vraag|vragen) open\.", rf"^{N} (?:vraag|vragen) open, een antwoord"),
    "materials_realised": (
        rf"^{N} van \d+ tot nu toe geplande uitingen",
        rf"; {N} van \d+ geplande uitingen",
    ),
    "municipalities_dso_ready": (rf"^{N} gemeenten zijn op het DSO aangesloten",),
    "information_moments_defined": (rf"^{N} van \d+ informatiemomenten (?:zijn )?vastgelegd",),
    "readiness_tasks_done": (rf"^{N} van \d+ taken gereed",),
    "instruments_admitted": (
        rf"^{N} instrumenten zijn \(voorlopig\) toegelaten",
        rf"^{N} instrumenten \(voorlopig\) toegelaten",
    ),
    "building_types_covered": (rf"^{N} van \d+ typen bouwwerk hebben", rf"; {N} van \d+ typen bouwwerk met"),
    "assurer_capacity": (
        rf"kunnen {N} bouwwerken per jaar aan",
        rf"capaciteit {N} bouwwerken per jaar",
        rf"Capaciteit: {N} van",
    ),
    "municipalities_case_system_ready": (rf"aangesloten, {N} hebben een werkend zaaksysteem",),
    "information_moments": (rf"^\d+ van {N} informatiemomenten (?:zijn )?vastgelegd",),
    "information_moments_processable": (rf"vastgelegd, {N} te verwerken",),
    "facilities": (rf"^\d+ van {N} voorzieningen",),
    "facilities_ready": (rf"^{N} van \d+ voorzieningen",),
    "readiness_tasks": (rf"^\d+ van {N} taken gereed",),
    "building_types": (rf"; \d+ van {N} typen bouwwerk met", rf"^\d+ van {N} typen bouwwerk hebben"),
    "providers": (rf"^\d+ van {N} aanbieders",),
    "providers_self_declared": (rf"^{N} van \d+ aanbieders",),
    "assurer_organisations": (rf"^{N} organisaties met",),
    "assurers": (rf"organisaties met {N} kwaliteitsborgers",),
    "bottlenecks_new": (rf"deze maand {N} gemeld",),
    "bottlenecks_resolved": (rf"gemeld en {N} opgelost",),
    "volume_share_month": (rf"in die maand zelf {P}",),
    "materials_planned": (
        rf"^[\d.]+ van {N} tot nu toe geplande uitingen",
        rf"; [\d.]+ van {N} geplande uitingen",
    ),
    "networks_active": (rf"^{N} netwerken actief",),
    "studies": (rf"^\d+ van {N} deelonderzoek",),
    "studies_adopted": (rf"^{N} van \d+ deelonderzoek(?:en)? vastgesteld",),
    "activities": (rf"^\d+ van {N} activiteit(?:en)? gereed",),
    "activities_done": (rf"^{N} van \d+ activiteit(?:en)? gereed",),
}
IN_PERCENTS = {"volume_share_total": 3, "volume_share_month": 3, "informed_share": 2}


def _value(measure: str, said: str) -> float:
    number = float(said.replace(".", "").replace(",", "."))
    return round(number / 100, 4) if measure in IN_PERCENTS else number


@pytest.fixture(scope="module")
def lines(sample_pages):
    """Gives the lines of every page by page for a month: texts, headlines, and Doelen for each aspect."""
    shown: dict[str, dict[str, list[str]]] = {}

    def of(month: str) -> dict[str, list[str]]:
        if month in shown:
            return shown[month]
        found = shown.setdefault(month, {})
        for name in TITLES:
            page = sample_pages(name, month)
            found[name] = [*page.texts, *(f"{label} = {v}" for label, (v, _) in page.metrics.items())]
        app = open_page("doelen", month)
        for aspect in load_plan().aspects:
            app.selectbox(key="aspect").set_value(aspect.id).run()
            found[f"doelen {aspect.id}"] = seen(open_all(app)).texts
        return found

    return of


@pytest.mark.parametrize("month", ["2021-03", "2021-08"])
def test_a_figure_is_the_same_wherever_it_is_said(month, lines, capsys):
    assert main(["measures", "--csv"]) == 0
    facts: dict[str, list[float]] = {}
    for row in csv.DictReader(io.StringIO(capsys.readouterr().out)):
        if row["month"] == month and not row["dimension"]:
            facts.setdefault(row["measure"], []).append(float(row["value"]))
    for measure, patterns in SAID.items():
        told = {
            (page, pattern): _value(measure, found[1])
            for page, texts in lines(month).items()
            for text in texts
            for pattern in patterns
            if (found := re.search(pattern, text))
        }
        unsaid = [p for p in patterns if p not in {pattern for _, pattern in told}]
        assert month != "2021-08" or not unsaid, (measure, unsaid)
        # Of what two aspects have, the page of both says the sum.
        digits = IN_PERCENTS.get(measure)
        expected = {round(v, digits) if digits else v for v in (*facts[measure], sum(facts[measure]))}
        assert set(told.values()) <= expected, (measure, expected, told)


def test_the_first_month_says_nothing_of_change(sample_pages):
    """There is no month before it: that nothing changed is not known."""
    first, second = (" ".join(sample_pages("overzicht", month).texts) for month in ("2020-09", "2020-10"))
    assert "Van de maand ervoor is geen oordeel bekend." in first and "kleur is veranderd" not in first
    assert "Van de maand ervoor" not in second
    assert sample_pages("doelen", "2020-09").readings[0].endswith("nog niet beoordeeld.")
    assert sample_pages("doelen", "2020-10").readings[0].endswith("van kleur.")


def test_without_volume_projects_there_is_one_sentence_and_no_figure_of_naughts(sample_pages):
    page = sample_pages("volumeaanpak", "2020-09")
    assert "Nog geen enkel volumeproject is gestart volgens het register van projecten." in page.readings
    assert not any("0 volumeprojecten" in r or "geen regels" in t for r in page.readings for t in page.texts)
    assert page.table_or_none("Type", "Volumeprojecten") is None
