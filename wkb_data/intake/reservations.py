"""What counts of a workbook with errors that is delivered with reservations,
and what is left out, row by row with its reason.

TypedTable.left_out ──> counted: frames without those rows;
rows_left_out: a finding a row, kept with the delivery
"""

from __future__ import annotations

import pandas as pd

from wkb_data.intake.findings import Finding, shown
from wkb_data.intake.typed import TypedTable
from wkb_data.schema import table_named

KIND = "row-left-out"
UNREADABLE = "unreadable"
SAID = "deze rij telt niet mee: "


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
    text = f"{cell}: {SAID}{why.message}"
    return Finding(
        "error", text, t.table.name, t.sheets[i], cell, why.column, key or None, why.suggestion, kind=KIND
    )


def counts(tables: dict[str, TypedTable]) -> dict[str, int]:
    """How many rows are left out, by table; tables without are not named."""
    return {name: len(t.left_out) for name, t in tables.items() if t.left_out}


def listed(kept: list[dict]) -> pd.DataFrame:
    """The rows that don't count among the findings kept with a delivery: Tabel, Blad, Cel, Rij, Waarom."""
    rows = [
        (
            table_named(f["table"]).title,
            f["sheet"],
            f["cell"],
            f["value"] or "",
            f["message"].split(SAID, 1)[-1],
        )
        for f in kept
        if f.get("kind") == KIND
    ]
    return pd.DataFrame(rows, columns=["Tabel", "Blad", "Cel", "Rij", "Waarom"])
