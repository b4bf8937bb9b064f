"""What of a workbook is shown back to who delivers it:
the tables recognised, and the rows around a finding.
"""

from __future__ import annotations

import pandas as pd
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from wkb_data.intake.cells import as_text
from wkb_data.intake.reading import Reading
from wkb_data.intake.regions import Region


def around(reading: Reading, sheet: str, cells: list[str]) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """The rows of the workbook that hold the cells,
    with Excel's row numbers and the recognised columns; and where the cells are in it.
    """
    region = next((r for r in reading.regions if r.sheet == sheet), None)
    grid = next((g for g in reading.workbook.grids if g.name == sheet), None)
    places = [(r - 1, c - 1) for r, c in map(coordinate_to_tuple, cells)]
    if region is None or grid is None or not places:
        return pd.DataFrame(), []
    for r in reading.regions:
        if r.sheet == sheet and any(
            r.header <= row and r.left <= c <= max(r.right, r.left) for row, c in places
        ):
            region = r
    columns = sorted(
        {
            *region.columns.values(),
            *region.months,
            *region.marks.values(),
            *region.matrix,
            *(c for _, c in places),
        }
    )
    rows = sorted(
        {
            n
            for row, _ in places[:20]
            for n in range(row - 1, row + 2)
            if n == row or len(places) == 1 and region.header < n < grid.height
        }
    )
    titles = [
        f"{get_column_letter(c + 1)} · {as_text(grid.cell(region.header, c))}".strip(" ·") for c in columns
    ]
    table = pd.DataFrame([[as_text(grid.cell(r, c)) for c in columns] for r in rows], columns=titles)
    table.insert(0, "Rij", [r + 1 for r in rows])
    return table, [(rows.index(r), columns.index(c) + 1) for r, c in places if r in rows]


def _column(reading: Reading, region: Region, name: str) -> str:
    """`Gestart (I)`, or `Start uitvoering (I) is Gestart` where the sheet calls it otherwise."""
    heading, letter = region.table.column(name).heading, get_column_letter(region.columns[name] + 1)
    typed = reading.tables.get(region.table.name)
    own = typed.called.get((region.sheet, name), heading) if typed else heading
    return f"{own} ({letter})" if own == heading else f"{own} ({letter}) is {heading}"


def recognised(reading: Reading) -> pd.DataFrame:
    """The tables found: Tabel, Blad, Koprij, Rijen, Kolommen, Niet gelezen."""
    rows = []
    for r in reading.regions:
        columns = ", ".join(_column(reading, r, n) for n in r.columns)
        rows.append(
            (r.table.title, r.sheet, r.header + 1, r.data_rows, columns, ", ".join(t for _, t in r.unread))
        )
    return pd.DataFrame(
        rows, columns=["Tabel", "Blad", "Koprij", "Rijen", "Herkende kolommen", "Niet gelezen kolommen"]
    )
