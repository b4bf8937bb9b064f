"""A list that two registers know is given to one of them only when something else says which."""

import io

import pytest
from openpyxl import Workbook

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.plan import load_plan

PLAN = load_plan()
TROUBLES = [
    ["Nr", "Gemeld op", "Knelpunt", "Aspect", "Status"],
    ["K1", "2-3-2021", "Dossier te laat", "3.3", "open"],
    ["K2", "9-3-2021", "Dubbele toets", "1.2", "open"],
]
INSTRUMENTS = [["Instrument", "Aanbieder", "Status"], ["KiK", "KOMO", "toegelaten"]]


def read(name: str, *sheets: list[list]) -> Reading:
    book = Workbook()
    book.remove(book.active)
    for i, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Blad{i + 1}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), name, PLAN)


def with_project(rows: list[list]) -> list[list]:
    return [[*rows[0], "Project"], *([*row, "PP-001"] for row in rows[1:])]


def test_bottlenecks_that_may_be_of_either_group_are_asked_about():
    with pytest.raises(UnreadableFile, match="het register (Toelating|Proefprojecten) of") as refusal:
        read("knelpunten mrt-21.xlsx", TROUBLES)
    assert "Toelating" in str(refusal.value) and "Proefprojecten" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "sheets", "register", "table"),
    [
        ("Register proefprojecten mrt-21.xlsx", [TROUBLES], "pilots", "bottlenecks"),
        ("Tlokb mrt-21.xlsx", [TROUBLES], "admission", "admission_bottlenecks"),
        ("mrt-21.xlsx", [TROUBLES, INSTRUMENTS], "admission", "admission_bottlenecks"),
        ("mrt-21.xlsx", [with_project(TROUBLES)], "pilots", "bottlenecks"),
    ],
    ids=["file name", "file name of the other", "another sheet", "a column that one of them has"],
)
def test_what_stands_beside_them_says_whose_they_are(name, sheets, register, table):
    reading = read(name, *sheets)
    assert reading.register == register
    assert len(reading.frames[table]) == 2
