"""The shapes in which a table can stand beside a plain list:
crosses, a column a month, a matrix, a block of columns a month.

Each function looks at one row as heading and gives what it found there, or nothing.
"""

from __future__ import annotations

import re

import numpy as np

from wkb_data.intake.cells import PARSERS, Context, is_missing
from wkb_data.intake.dates import months_named, read_month
from wkb_data.intake.grids import Grid
from wkb_data.intake.headings import heading_text
from wkb_data.plan import Plan
from wkb_data.schema import Table

REMARK = re.compile(
    r"[\s()\[\]*,;:'’.-]*(voorlopig\w*|prognose|concept|def(?:initief)?|voorl|vl|stand|\w{0,3})?[\s()\[\]*,;:.-]*",
    re.I,
)
NOTES = {
    "aantal",
    "totaal",
    "som",
    "opmerking",
    "opmerkingen",
    "toelichting",
    "aantal instrumenten",
    "gedekt",
    "bijzonderheden",
}
REMARKS = ("opmerking", "toelichting", "bijzonderhe", "notitie", "contact", "aantal ")


def is_note(heading: object) -> bool:
    """Whether a heading says itself that below it stand remarks or counts about the other columns."""
    plain = heading_text(heading)
    return plain in NOTES or plain.startswith(REMARKS)


def axes(table: Table) -> tuple[str, str, str] | None:
    """The columns that name a row, that stand in the headings,
    and whose values fill a table that is laid out across.
    """
    if table.matrix:
        return table.matrix["rows"], table.matrix["columns"], table.matrix["value"]
    return table.judgement[:3] if table.judgement else None


def month_heading(value: object) -> tuple[str, str]:
    """The month of a heading and the remark beside it (`mrt-21 (voorlopig)`); nothing when it names none."""
    if is_missing(value):
        return "", ""
    if month := read_month(value):
        return month, ""
    named = months_named(value) if isinstance(value, str) else []
    if len(named) == 1 and not named[0][0].startswith("?"):
        rest = value.replace(named[0][1], " ", 1)
        if REMARK.fullmatch(rest):
            return named[0][0], rest.strip()
    return "", ""


def marks(table: Table, ways, values: list, columns: dict[str, int], first: int, last: int) -> dict[str, int]:
    """A column for each colour beside what is judged: colour -> place."""
    if "marks" not in table.shapes or table.judgement.rows not in columns:
        return {}
    colour = table.column(table.judgement.value)
    found: dict[str, int] = {}
    for c in range(first, last + 1):
        if c == columns[table.judgement.rows]:
            continue
        said = (*ways[c], str(values[c]).strip().casefold())
        meant = next((colour.words[w] for w in said if w in colour.words), None)
        if meant is not None:
            found.setdefault(meant, c)
    return found if found.keys() == colour.labels.keys() else {}


def history(table: Table, values: list, columns: dict[str, int], first: int, last: int) -> dict[int, str]:
    """A column a month beside what is judged: place -> month."""
    if "history" not in table.shapes or table.judgement.rows not in columns:
        return {}
    months = {
        c: m
        for c in range(first, last + 1)
        if c not in columns.values() and (m := month_heading(values[c])[0])
    }
    return months if len(months) >= 2 or (months and table.judgement.value not in columns) else {}


def matrix(
    table: Table, columns: dict[str, int], values: list, grid: Grid, row: int, plan: Plan
) -> dict[int, str]:
    """Months or names in the headings and values below them: place -> month or name."""
    if (
        "matrix" not in table.shapes
        or table.matrix["rows"] not in columns
        or table.matrix["value"] in columns
    ):
        return {}
    base, across = columns[table.matrix["rows"]], table.column(table.matrix["columns"])
    heads: dict[int, str] = {}
    for c in range(base + 1, len(values)):
        if across.type == "month":
            heads[c] = month_heading(values[c])[0]
        elif isinstance(values[c], str):
            heads[c] = values[c].strip() if not is_note(values[c]) else ""
    heads = {c: h for c, h in heads.items() if h}
    below = {c: _below(grid, c, row) for c in heads}
    words = any(isinstance(v, str) for body in below.values() for v in body)
    value = table.column(table.matrix["value"])
    ctx = Context(plan, None, value)
    good = {
        c: sum(not PARSERS[value.type](v, ctx).problem for v in body)
        for c, body in below.items()
        if not (words and value.words and body and all(isinstance(v, float | int) for v in body))
    }
    kept = {c: heads[c] for c in good if across.type == "month" or good[c] >= 0.5 * len(below[c])}
    filled = sum(len(below[c]) for c in kept)
    enough = len(kept) > (across.type == "month") and filled and sum(good[c] for c in kept) >= 0.6 * filled
    return kept if enough else {}


def _below(grid: Grid, c: int, row: int) -> list:
    return [
        v for v in grid.columns[c].take(np.arange(row + 1, min(row + 15, grid.height))) if not is_missing(v)
    ]


def blocks(
    table: Table, columns: dict[str, int], grid: Grid, merged: dict, row: int, depth: int
) -> dict[str, dict[str, int]]:
    """A block of columns a month:
    the month above the names of its columns, or within each. Month -> column -> place.
    """
    across = axes(table)
    if across is None or across[0] not in columns or table.column(across[1]).type != "month" or depth > 2:
        return {}
    found: dict[str, dict[str, int]] = {}
    month = ""
    for c in range(grid.width):
        head = grid.cell(row, c)
        if depth == 2:
            above = merged.get((row - 1, c), grid.cell(row - 1, c))
            month = month if above == "" else month_heading(above)[0]
            name = table.by_word.get(heading_text(head))
        else:
            month, name = _month_and_name(table, head)
        if month and name and name not in across[:2]:
            found.setdefault(month, {}).setdefault(name, c)
    full = all(across[2] in block and len(block) > 1 for block in found.values())
    return found if len(found) > 1 and full else {}


def _month_and_name(table: Table, head: object) -> tuple[str, str | None]:
    """`Status jan-21` is the column status of January 2021."""
    named = months_named(head) if isinstance(head, str) else []
    if len(named) != 1 or named[0][0].startswith("?"):
        return "", None
    return named[0][0], table.by_word.get(heading_text(head.replace(named[0][1], " ", 1)))
