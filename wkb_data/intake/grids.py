"""A sheet as columns of distinct values: what is read, matched and typed is the value, not the cell.

    Grid ── columns ── Cells: the distinct values, and for every row which of them stands there

A register of 50,000 rows has some 200 distinct dates and six categories; work on the distinct ones is what
keeps a check faster than merely loading the sheet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from wkb_data.intake.limits import too_much

MAX_MERGES = 100_000
# The cost of reading is that of the distinct values; a register of 200,000 rows has half as many.
MAX_DISTINCT = 1_500_000
# Signs that nobody sees and that files, databases and pages can't hold or are misled by: control characters,
# halves of
# pairs, signs that are none, and marks of direction and width.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# What stands for a sign that got lost.
LOST = "\ufffd"
# Digits of another writing, such as Arabic ones.
FOREIGN = re.compile(r"(?![0-9])\d")
ODD = re.compile(f"{UNSEEN.pattern}|{FOREIGN.pattern}|{LOST}")
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Cells:
    """Cells under each other. `values[codes[i]]` is what stands in row i;
    `values[0]` is `''`, an empty cell.
    """

    values: list
    codes: np.ndarray

    @classmethod
    def of(cls, cells: Iterable) -> Cells:
        """Cells from a plain list; `True`, `1` and `1.0` stay apart where they occur together."""
        cells = list(cells)
        kinds = set(map(type, cells))
        if bool in kinds and kinds & {int, float}:
            index: dict = {(str, ""): 0}
            codes = [index.setdefault((type(v), v), len(index)) for v in cells]
            return cls([v for _, v in index], np.array(codes, dtype=np.int32))
        index = {"": 0}
        codes = [index.setdefault(v, len(index)) for v in cells]
        return cls(list(index), np.array(codes, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> object:
        return self.values[self.codes[row]]

    def __iter__(self):
        return iter(self.tolist())

    @property
    def filled(self) -> np.ndarray:
        """For every row whether anything stands there."""
        return self.codes != 0

    def tolist(self) -> list:
        values = self.values
        return [values[c] for c in self.codes.tolist()]

    def take(self, rows: np.ndarray) -> Cells:
        """The cells of some rows; values that no longer occur may stay behind in `values`."""
        codes = self.codes[rows]
        if len(codes) * 2 > len(self.values):
            return Cells(self.values, codes)
        kept, fresh = np.unique(np.concatenate([[0], codes]), return_inverse=True)
        return Cells([self.values[c] for c in kept.tolist()], fresh[1:].astype(np.int32))

    def where(self, test) -> np.ndarray:
        """For every row whether `test` holds of what stands there;
        `test` is asked once per distinct value.
        """
        return np.fromiter((bool(test(v)) for v in self.values), dtype=bool, count=len(self.values))[
            self.codes
        ]

    def padded(self, height: int) -> Cells:
        return (
            self if len(self) >= height else Cells(self.values, np.pad(self.codes, (0, height - len(self))))
        )


@dataclass
class Grid:
    """One visible sheet from cell A1 on, zero-based.
    `errors` and `unsaved` name cells that hold no usable value; `cut`: there were more columns.
    """

    name: str
    columns: list[Cells]
    height: int
    merged: list[Range] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    cut: bool = False
    cleaned: int = 0
    foreign: int = 0
    lost: int = 0

    @classmethod
    def of(cls, name: str, rows: list[list], **more) -> Grid:
        """A grid from rows of equal or unequal length."""
        width = max(map(len, rows), default=0)
        across = zip(*(r if len(r) == width else [*r, *[""] * (width - len(r))] for r in rows), strict=True)
        columns, distinct = [], 0
        for column in across:
            columns.append(Cells.of(column))
            distinct += len(columns[-1].values)
            if distinct > MAX_DISTINCT:
                raise too_much(f"meer dan {MAX_DISTINCT} verschillende waarden")
        return cls(name, columns, len(rows), **more)

    @property
    def width(self) -> int:
        return len(self.columns)

    def row(self, r: int) -> list:
        """What stands in one row, as wide as the sheet."""
        return [c.values[c.codes[r]] for c in self.columns]

    def cell(self, r: int, c: int) -> object:
        return self.columns[c][r] if r < self.height and c < len(self.columns) else ""

    def reach(self, height: int, width: int) -> None:
        """Makes the grid at least so large; flawed cells may stand beyond the last value."""
        self.height = max(self.height, height)
        empty = Cells([""], np.zeros(self.height, dtype=np.int32))
        self.columns = [c.padded(self.height) for c in self.columns] + [empty] * (width - len(self.columns))

    def clean(self) -> None:
        """Takes the signs that nobody sees out of all texts, and writes digits of other writings as ours;
        `cleaned` and `foreign` count the cells that had some, and `lost` those with a sign that got lost.
        """
        for at, cells in enumerate(self.columns):
            joined = "".join(v for v in cells.values if isinstance(v, str))
            if joined.isascii() and joined.isprintable() or not ODD.search(joined):
                continue
            plain = {i: _plain(v) for i, v in enumerate(cells.values) if isinstance(v, str)}
            odd = {i for i, v in plain.items() if v != cells.values[i]}
            foreign = {i for i in odd if FOREIGN.search(cells.values[i])}
            self.cleaned += int(np.isin(cells.codes, list(odd - foreign)).sum())
            self.foreign += int(np.isin(cells.codes, list(foreign)).sum())
            lost = [i for i, v in enumerate(cells.values) if isinstance(v, str) and LOST in v]
            self.lost += int(np.isin(cells.codes, lost).sum())
            self.columns[at] = Cells.of(
                plain[i] if i in odd else v for i, v in zip(cells.codes.tolist(), cells.tolist(), strict=True)
            )

    def filled_counts(self) -> np.ndarray:
        """For every row how many of its cells hold something."""
        total = np.zeros(self.height, dtype=np.int32)
        for c in self.columns:
            total += c.filled
        return total


def _plain(text: str) -> str:
    """A text without signs that nobody sees, and with our own digits."""
    return FOREIGN.sub(lambda m: str(unicodedata.decimal(m[0])), UNSEEN.sub("", text))


def clipped(said: Iterable[Range], height: int, width: int) -> list[Range]:
    """The merged ranges within a sheet.
    Raises ValueError where they lie over each other, as no program writes them.
    """
    found, covered, ranges = [], 0, dict.fromkeys(said)
    if len(ranges) > MAX_MERGES:
        raise too_much(f"meer dan {MAX_MERGES} samengevoegde bereiken")
    for (r0, c0), last in ranges:
        r1, c1 = min(last[0], height - 1), min(last[1], width - 1)
        if r0 <= r1 and c0 <= c1 and (r0, c0) != (r1, c1):
            found.append(((r0, c0), (r1, c1)))
            covered += (r1 - r0 + 1) * (c1 - c0 + 1)
    if covered > height * width:
        raise ValueError("merged ranges over each other")
    return found
