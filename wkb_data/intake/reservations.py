"""What counts of a workbook with errors that is delivered with reservations,
and what is left out, row by row and column by column with its reason.

TypedTable.left_out ──> counted: frames without those rows;
rows_left_out: a finding a row, columns_left_out: one a column that counts as empty; kept with the delivery
"""

from __future__ import annotations

import pandas as pd

from wkb_data.intake.findings import CONTESTED, Finding, shown
from wkb_data.intake.typed import TypedTable
from wkb_data.schema import table_named
from wkb_data.words import plural

ROW, COLUMN = "row-left-out", "column-left-out"
KINDS = (ROW, COLUMN)
UNREADABLE = "unreadable"
SAID = {ROW: "deze rij telt niet mee: ", COLUMN: "deze kolom telt als leeg: "}


def counted(tables: dict[str, TypedTable]) -> dict[str, pd.DataFrame]:
    """The typed frames without the rows that can't count.
    An aspect whose judgement can't count stays, as unreadable.
    """
    return {name: _counted(t) for name, t in tables.items()}


def _counted(t: TypedTable) -> pd.DataFrame:
    if not t.left_out:
        return t.frame
    frame = t.frame.drop(index=list(t.left_out)).reset_index(drop=True)
    if not t.table.judgement:
        return frame
    row, month, value, _ = t.table.judgement
    bare = t.frame.loc[sorted(t.left_out)].drop_duplicates([row, month]).dropna(subset=[row, month])
    bare = bare.assign(**{c: None for c in bare if c not in (row, month)} | {value: UNREADABLE})
    return pd.concat([frame.astype(object), bare.astype(object)], ignore_index=True)


def rows_left_out(tables: dict[str, TypedTable]) -> list[Finding]:
    """A finding for every row that can't count: where it stands, by which name it is known, and why."""
    return [_of_row(t, i, t.left_out[i]) for t in tables.values() for i in sorted(t.left_out)]


def _of_row(t: TypedTable, i: int, why: Finding) -> Finding:
    key = ", ".join(shown(t.values(c)[i]) for c in t.table.keys if t.values(c)[i] is not None)
    column = t.table.key if t.table.key in t.cells else next(iter(t.cells))
    cell = t.cells[column][i]
    text = f"{cell}: {SAID[ROW]}{why.message}"
    return Finding(
        "error", text, t.table.name, t.sheets[i], cell, why.column, key or None, why.suggestion, kind=ROW
    )


def columns_left_out(found: list[Finding]) -> list[Finding]:
    """A finding for every column that counts as empty: its rows count without it, since it is not needed.

    `found`: the findings of a reading. Of a column that is needed no row counts.
    """
    return [_of_column(f) for f in found if f.kind == CONTESTED and not _needed(f)]


def _needed(f: Finding) -> bool:
    column = table_named(f.table).column(f.column)
    return bool(column.required or column.expected)


def _of_column(f: Finding) -> Finding:
    heading = table_named(f.table).column(f.column).heading
    text = f"{f.cell}: {SAID[COLUMN]}{f.message}"
    about = f"kolom '{heading}'"
    return Finding("error", text, f.table, f.sheet, f.cell, f.column, about, f.suggestion, kind=COLUMN)


def in_words(rows: int, columns: int, yet: str = "") -> str:
    """`3 rijen tellen niet mee en 1 kolom telt als leeg`; `yet` stands before `niet`."""
    told = [
        f"{plural(rows, 'rij telt', 'rijen tellen')} {yet}niet mee" if rows else "",
        f"{plural(columns, 'kolom telt', 'kolommen tellen')} als leeg" if columns else "",
    ]
    return " en ".join(filter(None, told))


def told(kept: list[dict]) -> str:
    """The same of the findings kept with a delivery; nothing when all of it counts."""
    return in_words(*how_many(kept))


def how_many(kept: list[dict]) -> tuple[int, int]:
    """Rows and columns that do not count, by the findings kept with a delivery."""
    kinds = [f.get("kind") for f in kept]
    return kinds.count(ROW), kinds.count(COLUMN)


def counts(tables: dict[str, TypedTable]) -> dict[str, int]:
    """How many rows are left out, by table; tables without are not named."""
    return {name: len(t.left_out) for name, t in tables.items() if t.left_out}


def listed(kept: list[dict]) -> pd.DataFrame:
    """What doesn't count among the findings kept with a delivery: Tabel, Blad, Cel, Rij, Waarom."""
    rows = [
        (
            table_named(f["table"]).title,
            f["sheet"],
            f["cell"],
            f["value"] or "",
            f["message"].split(SAID[f["kind"]], 1)[-1],
        )
        for f in kept
        if f.get("kind") in KINDS
    ]
    return pd.DataFrame(rows, columns=["Tabel", "Blad", "Cel", "Rij", "Waarom"])
