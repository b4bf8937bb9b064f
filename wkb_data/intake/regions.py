"""A table found on a sheet: which rows, which column holds what, and what is to be asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from wkb_data.intake.findings import Finding, address
from wkb_data.intake.grids import Cells
from wkb_data.schema import Table

if TYPE_CHECKING:
    from wkb_data.intake.headings import Match

TELLING = ("category", "municipality", "municipality_or_all", "aspect", "word", "colour")


@dataclass(frozen=True)
class Doubt:
    """A column that was matched by likeness or by what stands in it,
    and not by its name: worth a question.
    """

    table: Table
    sheet: str
    row: int
    place: int
    heading: str
    guess: str

    @property
    def cell(self) -> str:
        return address(self.row, self.place)


# What a group answered before: (table, normalised heading) -> column, or None when that column must not be
# read.
Answers = dict[tuple[str, str], str | None]


@dataclass
class Region:
    """A table found on a sheet. `rows` are zero-based sheet rows,
    one a record; `columns` gives each column's place.

    `fits` are the registers that have a table like it, with how well it fits.
    """

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
    fits: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    above: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    matched: Match | None = None
    contested: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)
    open_ways: dict[str, tuple[str, ...]] = field(default_factory=dict)
    end: int = 0
    asides: list[tuple[int, str]] = field(default_factory=list)
    headers: list[tuple[int, int]] = field(default_factory=list)
    in_rows: list[Finding] = field(default_factory=list)

    @property
    def places_used(self) -> set[int]:
        """Every sheet column that holds something of the table."""
        blocks = {c for block in self.blocks.values() for c in block.values()}
        return {*self.columns.values(), *self.months, *self.marks.values(), *self.matrix, *blocks}

    def tell(
        self,
        level: str,
        kind: str,
        row: int,
        c: int,
        text: str,
        column: str | None = None,
        value: str | None = None,
        suggestion: str | None = None,
        rows: bool = False,
    ) -> None:
        """Adds a finding at a zero-based cell; `rows`:
        one about the rows, which is made anew when they are.
        """
        cell = address(row, c)
        found = Finding(
            level, f"{cell}: {text}", self.table.name, self.sheet, cell, column, value, suggestion, kind=kind
        )
        (self.in_rows if rows else self.findings).append(found)

    def forget(self) -> None:
        """Makes the region as it was before its rows were collected."""
        self.rows, self.raw, self.places, self.data_rows = np.zeros(0, dtype=int), {}, {}, 0
        self.asides, self.headers, self.above = [], [], {}

    def take_over(self, more: Region) -> None:
        """Adds the rows of the same table below a repeated heading."""
        self.rows = np.concatenate([self.rows, more.rows])
        self.data_rows += more.data_rows
        self.raw = {name: Cells.of([*cells, *more.raw[name]]) for name, cells in self.raw.items()}
        self.headers += [*more.headers, (more.header - more.depth + 1, more.header)]
        self.asides += more.asides
        self.in_rows += more.in_rows
        self.end = max(self.end, more.end)

    @property
    def across(self) -> str:
        """The column whose values stand in the headings:
        the months of a history, the instruments of a matrix.
        """
        if self.shape in ("history", "matrix", "blocks"):
            matrix = self.table.matrix
            return matrix["columns"] if matrix else self.table.judgement.columns
        return ""

    def at(self, column: str, index: int) -> tuple[int, int]:
        """The zero-based cell behind record `index`: in its row, or in the group heading above it."""
        if column in self.above:
            return self.above[column][index]
        place = self.places.get(column)
        return int(self.rows[index]), place[index] if place else self.columns[column]
