"""What is wrong, where, and what to do: one Finding for each cell that needs a look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from wkb_data.intake import personal
from wkb_data.words import number

# Of findings alike so many are listed, and in all.
MAX_ALIKE, MAX_LISTED = 200, 5_000
# The kind of a finding about a column that several may be: all that rests on it counts as empty.
CONTESTED = "column-contested"
LEVELS = ("error", "warning", "info")
# Sheets that we put in a workbook ourselves: the explanation and lists of a template, the findings of a
# marked one.
GUIDE_SHEET, LISTS_SHEET, FINDINGS_SHEET = "Toelichting", "Keuzelijsten", "Bevindingen"
LEVEL_WORDS = {"error": "fout", "warning": "let op", "info": "ter informatie"}


def address(row: int, column: int) -> str:
    """Excel's own name of a cell from zero-based row and column: `address(16, 4)` is `E17`."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def shown(value: object) -> str:
    """A cell's value as a Dutch reader would write it."""
    if isinstance(value, datetime | date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Finding:
    """One thing found. `level`: error (the row can't count), warning (it counts, look at it) or info."""

    level: str
    message: str
    table: str | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
    value: str | None = None
    suggestion: str | None = None
    kind: str = ""

    def as_dict(self) -> dict:
        """As it is kept and shown: without personal data that stood in a cell."""
        keys = ("kind", "level", "table", "sheet", "cell", "column", "value", "message", "suggestion")
        data = asdict(self)
        told = {k: personal.without(v) for k in ("value", "message", "suggestion") if (v := data[k])}
        return {k: data[k] for k in keys} | told


def few(findings: list[Finding]) -> list[Finding]:
    """The findings; of many alike (level, kind, table, sheet, column) the first ones and how many more there
    are, and fewer of each the more there are in all. What leaves a whole column out is always there.
    """
    kept: list[Finding] = []
    for most, by in ((MAX_ALIKE, _column), (20, _column), (5, _column), (5, _kind)):
        kept = _first(findings, most, by)
        if len(kept) <= MAX_LISTED:
            break
    return kept


def _column(f: Finding) -> tuple:
    return f.level, f.kind, f.table, f.sheet, f.column


def _kind(f: Finding) -> tuple:
    return f.level, f.kind, f.table, None, None


def _first(findings: list[Finding], most: int, by: Callable[[Finding], tuple]) -> list[Finding]:
    """The first findings alike, and how many more there are."""
    count: dict[tuple, int] = {}
    kept = []
    for f in findings:
        alike = by(f)
        count[alike] = count.get(alike, 0) + 1
        if count[alike] <= most + 1 or f.kind == CONTESTED:  # one says already how many were not listed
            kept.append(f)
    for (level, kind, table, sheet, column), found in count.items():
        if found > most + 1 and kind != CONTESTED:
            text = f"Nog {number(found - most - 1)} cellen met dezelfde soort bevinding."
            kept.append(Finding(level, text, table, sheet, None, column, kind=kind))
    return kept


class UnreadableFile(ValueError):
    """The bytes can't be read as a workbook; the message is one clear Dutch sentence."""


class NotNow(UnreadableFile):
    """Nothing was found wrong with the file: reading did not come about, and may later."""
