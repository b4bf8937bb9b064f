"""A table found on a sheet: which rows, which column holds what, and what is to be asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from wkb_data.intake.findings import Finding, address
from wkb_data.intake.grids import Cells
from wkb_data.schema import Table

TELLING = ("category", "municipality", "municipality_or_all", "aspect", "word", "status")


@dataclass(frozen=True)
class Doubt:
    """A column that was matched by likeness or by what stands in it, and not by its name: worth a question."""

    table: Table
    sheet: str
    row: int
    place: int
    heading: str
    guess: str

    @property
    def cell(self) -> str:
        return address(self.row, self.place)


# What a group answered before: (table, normalised heading) -> column, or None when that column must not be read.
Answers = dict[tuple[str, str], str | None]


@dataclass
class Region:
    """A table found on a sheet. `rows` are zero-based sheet rows, one a record; `columns` gives each column's place."""

    table: Table
    sheet: str
    header: int
    columns: dict[str, int]
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=int))
    raw: dict[str, Cells] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    depth: int = 1
    shape: str = "list"
    months: dict[int, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    matrix: dict[int, str] = field(default_factory=dict)
    blocks: dict[str, dict[str, int]] = field(default_factory=dict)
    unread: list[tuple[int, str]] = field(default_factory=list)
    left: int = 0
    right: int = 0
    data_rows: int = 0
    score: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    above: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def across(self) -> str:
        """The column whose values stand in the headings: the months of a history, the instruments of a matrix."""
        if self.shape == "history":
            return "month"
        return self.table.matrix["columns"] if self.shape in ("matrix", "blocks") else ""

    def at(self, column: str, index: int) -> tuple[int, int]:
        """The zero-based cell behind record `index`: in its row, or in the group heading above it."""
        if column in self.above:
            return self.above[column][index]
        place = self.places.get(column)
        return int(self.rows[index]), place[index] if place else self.columns[column]
