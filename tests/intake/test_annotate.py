"""The annotated copy has the same values, styles and formulas outside the marked cells, and says what is
wrong in them.
"""

import io

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from wkb_data.intake import annotate as annotating
from wkb_data.intake.annotate import annotate
from wkb_data.intake.findings import Finding, address
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER

PLAN = load_plan()


def broken_sample() -> bytes:
    book = openpyxl.load_workbook(FOLDER / "pilots/Register proefprojecten aug-21.xlsx")
    sheet = book["Overzicht projecten"]
    sheet["C7"], sheet["F9"], sheet["B8"] = "Kasteel", "Xdorp", None
    sheet["D8"].comment = Comment("eigen opmerking", "BG")
    sheet["F9"].comment = Comment("let op", "BG")
    sheet["F9"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["U2"] = "=1+1"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=14, min_row=5, max_row=20))
    sheet.add_chart(chart, "W5")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_annotated_is_the_same_workbook_but_for_the_marked_cells():
    content = broken_sample()
    reading = read_workbook(content, "pilots aug-21.xlsx", PLAN)
    marked = {f.cell for f in reading.findings if f.sheet == "Overzicht projecten"}
    assert {"C7", "F9", "B8"} <= marked
    result = annotate(content, "pilots.xlsx", reading.findings)
    before, after = openpyxl.load_workbook(io.BytesIO(content)), openpyxl.load_workbook(io.BytesIO(result))
    assert after.sheetnames == [*before.sheetnames, "Bevindingen"]
    for sheet in before:
        other = after[sheet.title]
        assert len(other._charts) == len(sheet._charts)
        assert {k: d.width for k, d in sheet.column_dimensions.items()} == {
            k: d.width for k, d in other.column_dimensions.items()
        }
        assert sheet.freeze_panes == other.freeze_panes
        for row in sheet.iter_rows():
            for cell in row:
                twin = other[cell.coordinate]
                assert twin.value == cell.value
                assert twin.number_format == cell.number_format and repr(twin.font) == repr(cell.font)
                if sheet.title != "Overzicht projecten" or cell.coordinate not in marked:
                    assert repr(twin.fill) == repr(cell.fill) and repr(twin.border) == repr(cell.border)
                    assert (twin.comment and twin.comment.text) == (cell.comment and cell.comment.text)


def test_every_marked_cell_says_what_is_wrong_and_keeps_its_own_comment_and_fill():
    content = broken_sample()
    reading = read_workbook(content, "pilots aug-21.xlsx", PLAN)
    after = openpyxl.load_workbook(io.BytesIO(annotate(content, "pilots.xlsx", reading.findings)))
    sheet = after["Overzicht projecten"]
    assert "Kasteel" in sheet["C7"].comment.text and "ontbreekt" in sheet["B8"].comment.text
    assert sheet["F9"].comment.text.startswith("let op") and "Xdorp" in sheet["F9"].comment.text
    assert sheet["F9"].fill.fgColor.rgb[-6:] == "FFFF00" and sheet["F9"].border.left.style == "thick"
    assert sheet["D8"].comment.text == "eigen opmerking"
    assert after["Bevindingen"].max_row == len(reading.findings) + 1


def test_a_mark_is_never_read_as_a_status_colour():
    book = openpyxl.Workbook()
    for row in (
        ["Aspect", "Status", "Onderbouwing"],
        ["1.1", "oranje", "a"],
        ["1.2", None, None],
        ["9.9", "groen", "b"],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue(), "status mrt-21.xlsx", PLAN)
    again = read_workbook(
        annotate(out.getvalue(), "status mrt-21.xlsx", reading.findings), "status mrt-21.xlsx", PLAN
    )
    assert again.frames["status"].equals(reading.frames["status"])
    assert [f.cell for f in again.findings] == [f.cell for f in reading.findings]


def test_a_large_sheet_is_marked_in_its_bytes_as_a_small_one_is_in_its_tree(monkeypatch):
    content = broken_sample()
    reading = read_workbook(content, "pilots aug-21.xlsx", PLAN)
    sheet = reading.regions[0].sheet
    grid = next(g for g in reading.workbook.grids if g.name == sheet)
    places = [(reading.regions[0].header + n, c) for n, c in ((1, 0), (2, 3), (3, grid.width + 2), (4, 1))]
    told = [Finding("error", "Kijk hier.", None, sheet, address(r, c)) for r, c in places]
    made = []
    for large in (annotating.LARGE, 0):
        monkeypatch.setattr(annotating, "LARGE", large)
        book = openpyxl.load_workbook(io.BytesIO(annotate(content, "pilots aug-21.xlsx", told)))
        cells = [c for row in book[sheet].iter_rows() for c in row]
        looks = [(c.coordinate, c.value, c.fill.fgColor.rgb, c.border.left.style) for c in cells]
        made.append((looks, [(c.coordinate, c.comment.text) for c in cells if c.comment]))
    assert made[0] == made[1] and len(made[1][1]) >= 4
