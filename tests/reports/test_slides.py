"""The slides: one reading as title, everything in its box, charts that are charts, Dutch and read aloud."""

import io

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from tests.reports import opened
from tests.reports.conftest import MONTHS
from wkb_data.measures import declared, judgements, summary
from wkb_data.periods import month_range
from wkb_reports import make_templates
from wkb_words import readings
from wkb_words.words import month_short

POINT = 12700
SLACK = 1.0  # points by which an estimate may differ from the font


@pytest.fixture(scope="module", params=MONTHS)
def deck(request, paper_folder):
    return Presentation(paper_folder / f"{request.param} presentatie.pptx")


@pytest.fixture(scope="module")
def last(paper_folder):
    return Presentation(paper_folder / "2021-08 presentatie.pptx")


def size_of(paragraph, usual: float) -> float:
    runs = [r.font.size.pt for r in paragraph.runs if r.font.size]
    return runs[0] if runs else paragraph.font.size.pt if paragraph.font.size else usual


def usual_size(shape) -> float:
    """The size that the layout gives a placeholder."""
    index = shape.placeholder_format.idx
    layout = next(p for p in shape.part.slide.slide_layout.placeholders if p.placeholder_format.idx == index)
    return int(layout._element.find(".//" + qn("a:defRPr")).get("sz")) / 100


def text_height(shape) -> float:
    high, room = 0.0, shape.width / POINT
    bold_box = shape.placeholder_format.idx == 0
    for paragraph in shape.text_frame.paragraphs:
        size = size_of(paragraph, usual_size(shape))
        bold = bold_box or any(r.font.bold for r in paragraph.runs)
        count = opened.lines("".join(r.text for r in paragraph.runs), room, size, bold)
        high += count * size * 1.2 + (paragraph.space_before.pt if paragraph.space_before else 0)
    return high


@pytest.mark.skipif(opened.REGULAR is None, reason="Liberation Sans is niet geïnstalleerd")
def test_no_text_is_larger_than_its_box(deck):
    for slide in deck.slides:
        for shape in slide.placeholders:
            if shape.has_text_frame:
                assert text_height(shape) <= shape.height / POINT + SLACK, (
                    slide.shapes.title.text,
                    shape.name,
                )


@pytest.mark.skipif(opened.REGULAR is None, reason="Liberation Sans is niet geïnstalleerd")
def test_no_table_is_larger_than_the_place_that_its_layout_gives_it(deck):
    for slide in deck.slides:
        below = next(
            p for p in slide.slide_layout.placeholders if p.placeholder_format.idx == make_templates.NOTE
        ).top
        for frame in (s for s in slide.shapes if s.has_table):
            high = 0.0
            for row in frame.table.rows:
                tall = [
                    opened.lines(c.text, w.width / POINT - 10, run.font.size.pt, bool(run.font.bold))
                    * run.font.size.pt
                    * 1.2
                    for c, w in zip(row.cells, frame.table.columns, strict=True)
                    for run in c.text_frame.paragraphs[0].runs
                ]
                high += max(*tall, row.height.pt - 5) + 5
            assert high <= (below - frame.top) / POINT + SLACK, slide.shapes.title.text


def test_an_estimate_that_is_too_small_would_be_seen(last):
    slide = last.slides[0]
    body = next(s for s in slide.placeholders if s.placeholder_format.idx == make_templates.FIRST)
    body.text_frame.paragraphs[1].runs[0].text = "woord " * 400
    assert text_height(body) > body.height / POINT


def test_titles_are_readings_in_the_place_of_a_title_and_none_is_there_twice(deck):
    titles = [s.shapes.title.text for s in deck.slides]
    assert all(titles) and len(set(titles)) == len(titles)
    assert all(
        any(c.isdigit() for c in t) or "Regiegroep" in t or "categorie" in t.lower() or "lijn" in t
        for t in titles
    )


def test_every_slide_says_month_moment_and_state_and_has_its_number(deck, request):
    for slide in deck.slides:
        told = {s.element.find(".//" + qn("p:ph")).get("type"): s.text_frame.text for s in slide.placeholders}
        assert told["ftr"].startswith("Stand ") and "bekend op 25 augustus 2021" in told["ftr"]
        assert "gemeld, nog niet vastgesteld" in told["ftr"] or "vastgesteld" in told["ftr"]
        assert "sldNum" in told


def test_charts_and_tables_are_read_aloud_and_all_is_dutch(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element._nvXxPr.cNvPr.get("descr") or "") > 20, slide.shapes.title.text
        runs = list(slide._element.iter(qn("a:rPr")))
        assert runs and {r.get("lang") for r in runs} == {"nl-NL"}


def test_the_charts_hold_the_facts(last, sample_stands):
    on = sample_stands["2021-08"]
    found = {}
    for slide in last.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                names = list(plot.categories)
                found |= {(s.name, len(names)): dict(zip(names, s.values, strict=True)) for s in plot.series}
    by_name = {name: values for (name, _), values in found.items()}
    months = month_range("2020-09", "2021-08")
    lines = {n: v for (n, c), v in found.items() if c > 12}
    for name, measure in (("Gestart", declared.PILOTS_COUNTED), ("Afgerond", declared.PILOTS_COMPLETED)):
        facts = summary.series(on.facts, measure)
        assert [lines[name][month_short(m)] for m in months] == [facts[m] for m in months]
    share = summary.series(on.facts, declared.VOLUME_SHARE_TOTAL)
    assert [round(by_name["Tot nu toe"][month_short(m)], 4) for m in months] == [
        round(share[m], 4) for m in months
    ]
    open_ones = summary.series(on.facts, declared.BOTTLENECKS_OPEN)
    stacked = [
        by_name["Onoverkomelijk"][month_short(m)] + by_name["Overig open"][month_short(m)] for m in months
    ]
    assert stacked == [open_ones[m] for m in months]
    by_category = summary.by_dimension(on.facts, declared.PILOTS_COUNTED, "2021-08", "category")
    bars = next(v for (n, c), v in found.items() if n == "Gestart" and c == len(on.plan.categories))
    assert bars == {c.short: by_category[c.name] for c in on.plan.categories}


def test_a_chart_can_be_edited_for_its_numbers_are_inside(last):
    charts = [s.chart for slide in last.slides for s in slide.shapes if s.has_chart]
    assert len(charts) == 4
    for chart in charts:
        assert chart.part.chart_workbook.xlsx_part.blob[:2] == b"PK"


def test_the_board_shows_every_aspect_in_its_colour(last, sample_stands):
    on = sample_stands["2021-08"]
    slide = next(s for s in last.slides if s.shapes.title.text == readings.colours(on))
    table = next(s.table for s in slide.shapes if s.has_table)
    shown = {r.cells[0].text.split(" ")[0]: r.cells[2] for r in list(table.rows)[1:]}
    colours = judgements.statuses(on.facts)["2021-08"]
    assert set(shown) == {a.id for a in on.plan.aspects}
    fills = {"green": "2A9D78", "orange": "F4A300", "red": "9B1C1C"}
    for aspect, cell in shown.items():
        assert str(cell.fill.fore_color.rgb) == fills[colours[aspect]]
        assert cell.text[2:].replace("\xa0", " ") == on.plan.statuses[colours[aspect]].word


def test_what_it_rests_on_stands_on_the_last_slide_with_the_whole_hash(last, sample_stands):
    table = next(s.table for s in last.slides[len(last.slides) - 1].shapes if s.has_table)
    hashes = [r.cells[4].text for r in list(table.rows)[1:]]
    assert hashes == [d.sha256 for d in sample_stands["2021-08"].shown]


def test_no_band_and_no_filled_head(last):
    for part in (last.slide_master, *last.slide_layouts):
        assert all(s.shape_type is None or s.is_placeholder or s.height == 0 for s in part.shapes)
    for slide in last.slides:
        for table in (s.table for s in slide.shapes if s.has_table):
            assert all(c.fill.type is None or c.fill.type == 5 for c in table.rows[0].cells)


def test_the_templates_are_those_that_their_maker_makes():
    for path, made in (
        (make_templates.SLIDES, make_templates.slides()),
        (make_templates.DOCUMENT, make_templates.document()),
    ):
        assert path.read_bytes() == made, f"{path.name}: python -m wkb_reports.make_templates"


def test_layouts_give_every_slide_its_places(last):
    names = {layout.name for layout in last.slide_layouts}
    assert names == set(make_templates.LAYOUTS)
    assert {s.slide_layout.name for s in last.slides} <= names
    assert Presentation(io.BytesIO(make_templates.slides())).slide_width.inches == pytest.approx(13.333)
