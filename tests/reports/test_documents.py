"""Paper, report and fact book: styles, heads that repeat, native charts, alternative texts, what is said."""

import io
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Cm
from openpyxl import load_workbook

from tests.reports import opened
from tests.reports.conftest import WHOLE
from wkb_data.measures import declared, pilots, summary
from wkb_data.meetings.agenda import agenda
from wkb_words import readings
from wkb_words.words import month_short

DOCUMENTS = [(m, n) for m in WHOLE for n in ("vergaderstuk.docx", "rapportage.docx")]


@pytest.fixture(params=DOCUMENTS, ids=" ".join)
def content(request, paper_folder) -> bytes:
    return (paper_folder / " ".join(request.param)).read_bytes()


def said(content: bytes) -> str:
    tree = opened.parts(content, "word/document.xml")["word/document.xml"]
    return " ".join(tree.xpath("//w:t/text()", namespaces=opened.NS)).replace("\xa0", " ")


def test_headings_are_styles_and_skip_no_level(content):
    levels = [
        int(p.style.name[-1])
        for p in Document(io.BytesIO(content)).paragraphs
        if p.style.name.startswith("Heading")
    ]
    assert len(levels) >= 6 and levels[0] == 1
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))


def test_the_head_of_every_table_with_a_head_repeats_and_no_row_is_broken(content):
    made = Document(io.BytesIO(content))
    assert len(made.tables) >= 2
    for table in made.tables[1:]:  # the first one is the block, which has no head
        assert table._tbl.tr_lst[0].xpath("w:trPr/w:tblHeader")
        assert all(row.xpath("w:trPr/w:cantSplit") for row in table._tbl.tr_lst)


@pytest.mark.skipif(opened.REGULAR is None, reason="Liberation Sans is niet geïnstalleerd")
def test_no_word_in_a_table_is_broken_and_wide_ones_lie_on_their_side(content):
    made = Document(io.BytesIO(content))
    broken = {
        (word, round(cell.width.cm, 1))
        for table in made.tables
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
        for word in run.text.split()
        # 0.19 cm is left free at each side; a fingerprint of 64 signs may be broken.
        if opened.wide(word, 8.5, bool(run.font.bold)) * 2.54 / 72 > cell.width.cm - 0.38 and len(word) < 64
    }
    assert not broken
    room = [(s.page_width - s.left_margin - s.right_margin) / Cm(1) for s in made.sections]
    for table in made.tables:
        whole = sum(c.width.cm for c in table.columns)
        assert any(abs(whole - r) < 0.15 for r in room), (table.cell(0, 0).text, whole)
        assert len(table.columns) < 7 or whole > 25, table.cell(0, 0).text


def test_charts_and_tables_have_an_alternative_text(content):
    tree = opened.parts(content, "word/document.xml")["word/document.xml"]
    told = tree.xpath("//wp:docPr/@descr", namespaces=opened.NS)
    assert len(told) == len(opened.charts(content)) >= 1
    tables = tree.xpath("count(//w:tbl)", namespaces=opened.NS)
    told += tree.xpath("//w:tblDescription/@w:val", namespaces=opened.NS)
    assert len(told) == tables + len(opened.charts(content)) and all(len(t) > 5 for t in told)


def test_no_field_but_the_number_of_a_page_and_all_is_dutch(content):
    whole = opened.parts(content, r"word/(document|header\d*|footer\d*|styles|settings)\.xml")
    fields = [
        f
        for t in whole.values()
        for f in t.xpath("//w:fldSimple/@w:instr | //w:instrText/text()", namespaces=opened.NS)
    ]
    assert set(fields) <= {"PAGE", "NUMPAGES"}
    assert set(whole["word/styles.xml"].xpath("//w:lang/@w:val", namespaces=opened.NS)) == {"nl-NL"}


def test_every_page_says_month_moment_and_state(content):
    head = " ".join(s.header.paragraphs[0].text for s in Document(io.BytesIO(content)).sections)
    assert head.startswith("Stand ") and "bekend op 25 augustus 2021" in head and "vastgesteld" in head


def test_the_charts_of_a_document_hold_the_facts_and_a_workbook(paper_folder, sample_stands):
    on = sample_stands["2021-08"]
    content = (paper_folder / "2021-08 vergaderstuk.docx").read_bytes()
    first = opened.charts(content)[0]
    started = summary.series(on.facts, declared.PILOTS_COUNTED)
    told = dict(zip(first.names, first.series["Gestart"], strict=True))
    assert {n: v for n, v in told.items() if v is not None} == {month_short(m): v for m, v in started.items()}
    with ZipFile(io.BytesIO(content)) as book:
        inside = [n for n in book.namelist() if n.startswith("word/embeddings/")]
        assert len(inside) == len(opened.charts(content)) == 4
        assert all(book.read(n)[:2] == b"PK" for n in inside)


def test_the_paper_asks_what_the_agenda_asks(paper_folder, sample_stands):
    for month in WHOLE:
        text = said((paper_folder / f"{month} vergaderstuk.docx").read_bytes())
        for item in agenda(sample_stands[month]):
            assert item.text in text


def test_paper_and_report_say_the_sentences_of_the_pages(paper_folder, sample_stands):
    for month in WHOLE:
        on = sample_stands[month]
        paper, report = (
            said((paper_folder / f"{month} {n}.docx").read_bytes()) for n in ("vergaderstuk", "rapportage")
        )
        stands = pilots.categories(on.facts, month, on.plan)
        assert readings.colours(on) in paper and readings.bottlenecks(on) in paper
        for sentence in (readings.pilots(on), readings.volume(on), readings.categories(stands)):
            assert sentence in paper and sentence in report


def test_paper_and_report_name_their_deliveries_by_hash(paper_folder, sample_stands):
    for month in WHOLE:
        paper, report = (
            said((paper_folder / f"{month} {n}.docx").read_bytes()) for n in ("vergaderstuk", "rapportage")
        )
        for d in sample_stands[month].shown:
            assert d.sha256 in paper and d.sha256[:12] in report


@pytest.fixture(scope="module")
def book(paper_folder):
    return load_workbook(paper_folder / "2021-08 feitenboek.xlsx")


def test_every_sheet_is_one_table_below_its_title_with_its_head_in_sight(book):
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1 and next(iter(sheet.tables.values())).ref.startswith("A4:")
        assert sheet.freeze_panes == "B5" and sheet["A1"].value and not sheet.merged_cells.ranges
        assert "Stand augustus 2021" in sheet["A2"].value and "bekend op" in sheet["A2"].value
        assert next(iter(sheet.tables.values())).autoFilter is not None


def test_no_cell_is_a_formula_and_the_only_links_lead_to_its_own_sheets(book, paper_folder):
    content = (paper_folder / "2021-08 feitenboek.xlsx").read_bytes()
    sheets = opened.parts(content, r"xl/worksheets/sheet\d+\.xml")
    assert len(sheets) > 25
    assert not [n for n, t in sheets.items() if t.xpath("//x:f", namespaces=opened.NS)]
    links = [h for t in sheets.values() for h in t.xpath("//x:hyperlink", namespaces=opened.NS)]
    assert links and all(h.get("location") for h in links)
    with ZipFile(io.BytesIO(content)) as whole:
        rels = b"".join(whole.read(n) for n in whole.namelist() if n.endswith(".rels"))
    assert b"External" not in rels


def test_the_facts_of_the_book_are_the_facts_with_the_delivery_of_each(book, sample_stands):
    on = sample_stands["2021-08"]
    rows = list(book["Feiten"].iter_rows(min_row=5, values_only=True))
    told = {(f"{r[0]:%Y-%m}", r[1] or "", r[2], r[4] or ""): r for r in rows}
    assert len(rows) == len(told) == len(on.upto)
    for f in on.upto.itertuples(index=False):
        assert told[f.month, f.aspect, str(f.measure), str(f.dimension)][5] == pytest.approx(
            f.value, abs=1e-9
        )
    started = told["2020-12", "3.1", "pilots_counted", ""]
    assert (
        started[8] == on.delivery("pilots", "2020-12").month
        and started[9] == on.delivery("pilots", "2020-12").sha256
    )
    hashes = {r[-1] for r in book["Leveringen"].iter_rows(min_row=5, values_only=True)}
    assert {d.sha256 for d in on.in_force.values()} == hashes


def test_the_charts_of_the_book_hold_the_numbers_of_their_tables(paper_folder, sample_stands):
    drawn = opened.charts((paper_folder / "2021-08 feitenboek.xlsx").read_bytes())
    assert [d.kind for d in drawn] == ["lineChart", "barChart", "lineChart", "barChart"]
    started = summary.series(sample_stands["2021-08"].facts, declared.PILOTS_COUNTED)
    told = dict(zip(drawn[0].names, drawn[0].series["Gestart"], strict=True))
    assert {n: v for n, v in told.items() if v is not None} == {month_short(m): v for m, v in started.items()}
    content = (paper_folder / "2021-08 feitenboek.xlsx").read_bytes()
    described = [
        d
        for t in opened.parts(content, r"xl/drawings/drawing\d+\.xml").values()
        for d in t.xpath("//xdr:cNvPr/@descr", namespaces=opened.NS)
    ]
    assert len(described) == 4 and all(len(d) > 20 for d in described)


def test_numbers_and_days_are_numbers_and_days(book):
    rows = list(book["Proefprojecten"].iter_rows(min_row=4, values_only=True))
    registered = rows[0].index("Datum aanmelding")
    assert all(hasattr(r[registered], "year") for r in rows[1:])
    share = book["Volumeaanpak"]["C5"]
    assert isinstance(share.value, float) and share.number_format == "0.0%"
