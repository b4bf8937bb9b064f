"""What is wrong, where, and what to do: one Finding for each cell that needs a look."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from openpyxl.utils import get_column_letter

# Of findings alike so many are listed.
MAX_ALIKE = 200
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
        keys = ("kind", "level", "table", "sheet", "cell", "column", "value", "message", "suggestion")
        data = asdict(self)
        return {k: data[k] for k in keys}


def few(findings: list[Finding]) -> list[Finding]:
    """The findings, of many alike (level, kind, sheet, column) the first ones and how many more there are."""
    count: dict[tuple, int] = {}
    kept = []
    for f in findings:
        alike = f.level, f.kind, f.table, f.sheet, f.column
        count[alike] = count.get(alike, 0) + 1
        if count[alike] <= MAX_ALIKE + 1:  # one says already how many of it were not listed
            kept.append(f)
    for (level, kind, table, sheet, column), found in count.items():
        if found > MAX_ALIKE + 1:
            text = f"Nog {found - MAX_ALIKE - 1} cellen met dezelfde soort bevinding."
            kept.append(Finding(level, text, table, sheet, None, column, kind=kind))
    return kept


class UnreadableFile(ValueError):
    """The bytes can't be read as a workbook; the message is one clear Dutch sentence."""


class NotNow(UnreadableFile):
    """Nothing was found wrong with the file: reading did not come about, and may later."""
