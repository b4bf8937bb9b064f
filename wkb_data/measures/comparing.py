"""Two stands of a table held against each other, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class TableChange:
    """What a delivery changes in one table: counts, and the changed cells (key, column, old, new)."""

    table: str
    new: list[str]
    gone: list[str]
    unchanged: int
    cells: pd.DataFrame


def row_name(keys: list[str], row: Mapping[str, object]) -> str | None:
    """What names a row: its key columns, as far as they are filled in; None without the first of them."""
    if pd.isna(row[keys[0]]):
        return None
    return " · ".join(str(row[k]) for k in keys if not pd.isna(row[k]))


def compare(table: str, keys: list[str], old: pd.DataFrame | None, new: pd.DataFrame) -> TableChange:
    """Rows new, changed cell by cell, vanished and unchanged, by the columns that name a row."""
    columns = [c for c in new.columns if "__" not in c]

    def named(frame: pd.DataFrame) -> dict[str, dict]:
        rows = frame.reindex(columns=columns).to_dict("records")
        return {name: r for r in rows if (name := row_name(keys, r))}

    after, before = named(new), named(old) if old is not None else {}
    cells, unchanged = [], 0
    for name in after.keys() & before.keys():
        changed = [
            (name, c, before[name][c], after[name][c])
            for c in columns
            if not _same(before[name][c], after[name][c])
        ]
        cells += changed
        unchanged += not changed
    frame = pd.DataFrame(sorted(cells, key=lambda c: c[:2]), columns=["row", "column", "was", "becomes"])
    return TableChange(
        table, [k for k in after if k not in before], [k for k in before if k not in after], unchanged, frame
    )


def _same(a: object, b: object) -> bool:
    return bool(pd.isna(a) and pd.isna(b)) or (not pd.isna(a) and not pd.isna(b) and a == b)
