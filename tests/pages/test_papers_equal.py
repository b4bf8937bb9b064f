"""The tables and charts of slides and paper hold what the pages show; their texts: test_papers_walked."""

import io
import re
import shutil

import pandas as pd
import pytest
from docx import Document

from tests.conftest import database
from tests.reports import opened
from wkb_data.plan import load_plan
from wkb_data.standing import standing
from wkb_data.store.deliveries import Store
from wkb_reports.papers import papers

MONTH = "2021-08"  # its series hold a month that was carried forward
SHOWN = ("proefprojecten", "volumeaanpak", "knelpunten")


@pytest.fixture(scope="module")
def both(sample_pages, sample_folder, tmp_path_factory):
    """The pages and the papers of a month."""
    copy = tmp_path_factory.mktemp("stukken")
    shutil.copytree(sample_folder, copy, dirs_exist_ok=True)
    made = papers(standing(Store(database(copy)), load_plan(), MONTH))
    return {name: sample_pages(name, MONTH) for name in SHOWN}, made


def figures(text: str) -> list[float]:
    """The numbers in a text, as they are written in Dutch."""
    found = re.findall(r"\d[\d.]*(?:,\d+)?", text)
    return [float(n.rstrip(".").replace(".", "").replace(",", ".")) for n in found]


def column(table, name: str) -> list[float | None]:
    """The numbers of a column of a page, which are numbers or text with a number in front."""
    return [
        next(iter(figures(v)), None) if isinstance(v, str) else (None if pd.isna(v) else float(v))
        for v in table[name]
    ]


def test_charts_hold_the_columns_of_the_tables_below_the_figures(both):
    pages, made = both
    pilots = pages["proefprojecten"].table("Maand", "Gestart", "Afgerond", "Gepland")
    volume = pages["volumeaanpak"].table("Maand", "Aanvragen", "Volumeprojecten")
    open_ones = pages["knelpunten"].table("Maand", "Open", "Onoverkomelijk")
    spread = pages["proefprojecten"].table("Categorie", "Gestart", "Afgerond", "Doel")
    for name in ("presentatie.pptx", "vergaderstuk.docx"):
        charts = opened.charts(made[name])
        drawn = {tuple(sorted(c.series)): c for c in charts}
        for series, table in (("Doel 180", pilots), ("Gepland voor nu", spread)):
            chart = next(c for keys, c in drawn.items() if series in keys)
            for what in ("Gestart", "Afgerond"):
                found = [v for v in chart.series[what] if v is not None]
                assert found == [v for v in column(table, what) if v is not None], (name, series, what)
        chart = next(c for keys, c in drawn.items() if "Tot nu toe" in keys)
        shares = [round(100 * v, 1) for v in chart.series["Tot nu toe"] if v is not None]
        assert shares == [round(100 * v, 1) for v in column(volume, "Aandeel totaal") if v is not None], name
        chart = next(c for keys, c in drawn.items() if "Onoverkomelijk" in keys)
        whole = [a + b for a, b in zip(*chart.series.values(), strict=True)]
        assert whole == column(open_ones, "Open"), name
        assert chart.series["Onoverkomelijk"] == column(open_ones, "Onoverkomelijk"), name


def test_the_tables_of_categories_and_bottlenecks_are_those_of_the_pages(both):
    pages, made = both
    tables = {
        tuple(c.text for c in t.rows[0].cells): t
        for t in Document(io.BytesIO(made["vergaderstuk.docx"])).tables
    }
    spread = next(t for head, t in tables.items() if head[:3] == ("Categorie", "Gestart", "Afgerond"))
    shown = pages["proefprojecten"].table("Categorie", "Gestart", "Afgerond", "Doel")
    for x, what in ((1, "Gestart"), (2, "Afgerond"), (3, "Gepland nu"), (4, "Doel")):
        assert [figures(r.cells[x].text)[0] for r in spread.rows[1:]] == column(shown, what), what
    listed = next(t for head, t in tables.items() if head[:2] == ("Nr", "Knelpunt"))
    days = {r.cells[0].text: r.cells[6].text for r in listed.rows[1:]}
    page = pages["knelpunten"].table("Nr", "Gemeld op", "Knelpunt")
    still = page[page["Status"] != "opgelost"]
    assert days == {str(n): str(int(float(d))) for n, d in zip(still["Nr"], still["Dagen open"], strict=True)}
