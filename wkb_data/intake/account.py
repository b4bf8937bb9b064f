"""The account of a sheet: every cell that holds something is read as a value, or set aside with a kind.

Grid with its Regions ──> Account: cells = read + set aside
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wkb_data.intake.findings import address
from wkb_data.intake.grids import Grid
from wkb_data.intake.regions import Region

KINDS = {
    "title": "titel of regel boven de tabel",
    "heading": "kop",
    "repeated heading": "herhaalde kop",
    "group heading": "tussenkop",
    "total": "totaal",
    "legend": "legenda",
    "footnote": "voetnoot of regel onder de tabel",
    "notes column": "kolom die niet bij het register hoort",
    "other table": "naast of tussen de tabellen",
}
CODES = {kind: i for i, kind in enumerate(KINDS, 2)}
READ = 1


@dataclass(frozen=True)
class Aside:
    """Cells of one kind in one stretch of rows that were not read as values."""

    kind: str
    range: str
    cells: int


@dataclass(frozen=True)
class Account:
    """One sheet: how many cells hold something, how many were read, and what was set aside."""

    sheet: str
    cells: int
    read: int
    set_aside: tuple[Aside, ...]
    rows: int
    rows_read: int
    rows_aside: int

    @property
    def balances(self) -> bool:
        """Whether every cell and every row below a heading is accounted for."""
        return (
            self.cells == self.read + sum(a.cells for a in self.set_aside)
            and self.rows == self.rows_read + self.rows_aside
        )

    def as_dict(self) -> dict:
        asides = [{"kind": a.kind, "range": a.range, "cells": a.cells} for a in self.set_aside]
        return {"sheet": self.sheet, "cells": self.cells, "read": self.read, "set_aside": asides}


def account(grid: Grid, regions: list[Region]) -> Account:
    """The account of a sheet on which tables were recognised."""
    filled = np.stack([c.filled[: grid.height] for c in grid.columns], axis=1)
    for r, c in (*grid.errors, *grid.unsaved):
        if r < filled.shape[0] and c < filled.shape[1]:
            filled[r, c] = True
    kinds = np.full(filled.shape, CODES["other table"], dtype=np.int8)
    first, last = min(h for r in regions for h, _ in r.headers), max(r.end for r in regions)
    kinds[:first] = CODES["title"]
    rows = read = aside = 0
    for region in regions:
        tops = [h for r in regions if r.places_used & region.places_used for h, _ in r.headers]
        counted = _of_region(kinds, filled, region, tops)
        rows, read, aside = rows + counted[0], read + counted[1], aside + counted[2]
    lowest = max((int(r.rows.max()) for r in regions if len(r.rows)), default=last)
    below = kinds[lowest + 1 :]
    below[below == CODES["other table"]] = CODES["footnote"]
    kinds[~filled] = 0
    asides = tuple(a for kind, code in CODES.items() for a in _stretches(kinds == code, kind))
    return Account(grid.name, int(filled.sum()), int((kinds == READ).sum()), asides, rows, read, aside)


def _of_region(
    kinds: np.ndarray, filled: np.ndarray, region: Region, tops: list[int]
) -> tuple[int, int, int]:
    """Marks the cells of one region; gives its rows that hold something, those read and those set aside.

    `tops`: where headings begin in its columns; below another's heading stand another's rows.
    """
    used = sorted(region.places_used)
    left, right = min([region.left, *used]), max([region.right, *used])
    taken = np.zeros(filled.shape[0], dtype=bool)
    for top, header in region.headers:
        kinds[top : header + 1, left : right + 1] = CODES["heading"]
        taken[: header + 1] |= np.arange(header + 1) >= top
    rows = np.unique(region.rows)
    beside = [c for c in range(left, right + 1) if c not in used]
    if len(rows):
        kinds[np.ix_(rows, used)] = READ
        if beside:
            kinds[np.ix_(rows, beside)] = CODES["notes column"]
    for r, kind in region.asides:
        kinds[r, left : right + 1] = CODES[kind]
    body = np.zeros(filled.shape[0], dtype=bool)
    for (_, header), stop in zip(region.headers, _stops(region), strict=True):
        stop = min([stop, *(top for top in tops if top > header)])
        body[header + 1 : stop] = filled[header + 1 : stop][:, used].any(axis=1)
    return (
        int(body.sum()),
        int(body[rows].sum()),
        len({r for r, _ in region.asides if body[r]} - set(rows.tolist())),
    )


def _stops(region: Region) -> list[int]:
    """Where the rows below each heading of a region end."""
    return [*[top for top, _ in region.headers[1:]], region.end]


def _stretches(mask: np.ndarray, kind: str) -> list[Aside]:
    """The cells of a kind, in stretches of rows that follow each other."""
    rows = np.flatnonzero(mask.any(axis=1))
    found = []
    for part in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else ():
        cells = mask[part[0] : part[-1] + 1]
        columns = np.flatnonzero(cells.any(axis=0))
        area = f"{address(part[0], columns[0])}:{address(part[-1], columns[-1])}"
        found.append(Aside(kind, area, int(cells.sum())))
    return found
