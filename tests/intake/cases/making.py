"""What the cases are made with: their registry, rows of a usual register, and readings in short."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

CASES: list = []
HEAD = [
    "Projectnummer",
    "Project",
    "Categorie",
    "Aanpak",
    "Netwerk",
    "Gemeente",
    "Status",
    "Datum aanmelding",
    "Gestart",
    "Gereed",
    "Kwaliteitsborger",
    "Instrument",
    "Werkplan",
]
ONE = [
    "P1",
    "Hal Noord",
    "Bedrijfsgebouwen",
    "volume",
    None,
    "Zwolle",
    "gestart",
    date(2021, 1, 4),
    date(2021, 2, 1),
    None,
    "Toetsburo",
    "KiK",
    "ja",
]
TWO = [
    "P2",
    "Brug Oost",
    "Bouwwerken geen gebouw zijnde",
    "volume",
    None,
    "Ede",
    "afgerond",
    date(2021, 1, 5),
    date(2021, 2, 2),
    date(2021, 3, 1),
    "Toetsburo",
    "TIS",
    "ja",
]
THREE = [
    "P3",
    "Dakopbouw",
    "Verbouw en uitbreiding van woningen",
    "volume",
    None,
    "Breda",
    "aangemeld",
    date(2021, 3, 1),
    None,
    None,
    "Borg bv",
    "KiK",
    "nee",
]
ROWS = [ONE, TWO, THREE]
IDS = {
    "id": ["P1", "P2", "P3"],
    "category": [r[2] for r in ROWS],
    "status": ["started", "completed", "registered"],
}
STATUS = ["Aspect", "Status", "Onderbouwing", "Actie"]
GREEN, ORANGE, RED = (PatternFill("solid", fgColor=c) for c in ("00B050", "FFC000", "FF0000"))
APPLICATIONS = ["Maand", "Gemeente", "Aanvragen", "Volumeprojecten"]


def case(file: str, about: str, register: str | None = "pilots", month: str | None = "2021-03"):
    """Registers a case; the function gets a fresh workbook and gives its reading."""

    def add(build):
        CASES.append((file, about, register, month, build))
        return build

    return add


def put(sheet, rows, top=1, left=1):
    """Writes rows from a cell on."""
    for r, row in enumerate(rows, top):
        for c, value in enumerate(row, left):
            if value is not None:
                sheet.cell(r, c, value)


def with_(row, **changed):
    """A row of the pilots list with other values, by heading."""
    row = list(row)
    for heading, value in changed.items():
        row[[h.lower().replace(" ", "_") for h in HEAD].index(heading)] = value
    return row


def reading(tables, values=None, findings=(), says=()):
    return {
        "tables": tables,
        "values": values or {},
        "findings": sorted(map(list, findings)),
        "says": list(says),
    }


def pilots(header=1, rows=3, sheet="Sheet", values=IDS, findings=(), says=()):
    return reading([["pilots", sheet, header, rows]], {"pilots": values}, findings, says)


def read_rows(*rows, file="werkmap mrt-21.xlsx", sheet="Sheet", merged=(), dress=None, **more):
    """The reading of a workbook of these rows; `dress` gets its sheet, for colours and formats."""
    book = Workbook()
    book.active.title = sheet
    put(book.active, rows)
    for area in merged:
        book.active.merge_cells(area)
    if dress:
        dress(book.active)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), file, load_plan(), **more)


def column(reading, table, name):
    """A column of a table that was read; None for what is empty."""
    return reading.tables[table].values(name)


def kinds_at(reading, *levels):
    """(kind, cell) of the findings of these levels."""
    return [(f.kind, f.cell) for f in reading.findings if f.level in (levels or ("error", "warning"))]
