"""Large sheets are read straight into columns.

That must give the very same reading as the cell-by-cell way.
"""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from wkb_data.intake import xlsx
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.opening import open_workbook
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").rglob("*.xlsx"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_both_ways_of_reading_a_sheet_agree(path, monkeypatch):
    monkeypatch.setattr(xlsx, "LARGE", 10**12)
    by_cell = read_workbook(path.read_bytes(), path.name, load_plan())
    monkeypatch.setattr(xlsx, "LARGE", 0)
    by_column = read_workbook(path.read_bytes(), path.name, load_plan())
    assert by_column.as_dict() == by_cell.as_dict()
    for name, frame in by_cell.frames.items():
        assert by_column.frames[name].equals(frame), name


def cells_of(rows, monkeypatch):
    monkeypatch.setattr(xlsx, "LARGE", 0)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return [c.tolist() for c in open_workbook(out.getvalue(), "a.xlsx").grids[0].columns]


def test_a_text_that_looks_like_a_number_stays_a_text(monkeypatch):
    columns = cells_of([["kop", "kop"], ["1.584", 1.584], [1.584, "1.584"], ["12,5", 12.5]], monkeypatch)
    assert columns == [["kop", "1.584", 1.584, "12,5"], ["kop", 1.584, "1.584", 12.5]]


def test_dates_moments_booleans_and_whole_numbers_come_back_as_such(monkeypatch):
    columns = cells_of(
        [["kop"] * 4, [date(2021, 3, 4), datetime(2021, 3, 4, 12, 30), True, 31], [None, "", False, "007"]],
        monkeypatch,
    )
    assert columns == [
        ["kop", date(2021, 3, 4), ""],
        ["kop", datetime(2021, 3, 4, 12, 30), ""],
        ["kop", True, False],
        ["kop", 31, "007"],
    ]


def test_a_table_that_starts_at_c3_keeps_its_addresses(monkeypatch):
    assert cells_of([[], [None, None, None], [None, None, "kop"], [None, None, "x"]], monkeypatch)[2] == [
        "",
        "",
        "kop",
        "x",
    ]


def test_cells_keep_true_apart_from_one():
    assert [type(v) for v in Cells.of([True, 1, 1.5, ""]).tolist()] == [bool, int, float, str]


def test_taking_few_rows_of_many_values_keeps_only_those():
    cells = Cells.of(range(1, 1001)).take([7, 500])
    assert cells.tolist() == [8, 501] and len(cells.values) == 3


def test_a_grid_of_unequal_rows_is_as_wide_as_the_widest():
    grid = Grid.of("blad", [["a"], [], ["b", "c"]])
    assert (grid.width, grid.height, grid.row(0), grid.cell(2, 1), grid.cell(9, 9)) == (
        2,
        3,
        ["a", ""],
        "c",
        "",
    )
