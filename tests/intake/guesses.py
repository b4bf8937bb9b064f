"""What a reading rests on that is not written in the workbook so, and whether each is named in a finding.

Looked for in the sheet itself, not in the findings: a heading that is no heading or synonym of its column, a
value that stands in another cell, a month that no place claims. What a whole column decides is no guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from wkb_data.intake.claims import agreed
from wkb_data.intake.findings import address
from wkb_data.intake.headings import merged_tops, ways_to_read
from wkb_data.intake.opening import open_workbook
from wkb_data.intake.reading import Reading
from wkb_data.intake.regions import Region

HEADINGS = {"heading-alike", "heading-by-content"}
GROUPS = {"groups-filled-down", "column-from-groups"}
VALUES = {"value-guessed", "date-two-ways", "numbers-two-ways", "month-with-remark"}


@dataclass(frozen=True)
class Guess:
    """`what` kind of guess, how many `values` rest on it, whether a finding names it."""

    what: str
    values: int
    named: bool


def guesses(reading: Reading) -> list[Guess]:
    """Every guess that a reading rests on."""
    found = [
        g for region in reading.regions for g in (*_headings(reading, region), *_groups(reading, region))
    ]
    found += [
        Guess("waarde of kop met een kanttekening", 1, True) for f in reading.findings if f.kind in VALUES
    ]
    if reading.month and agreed(reading.claims) != reading.month:
        found.append(Guess("peilmaand", 1, any(f.kind.startswith("month-") for f in reading.findings)))
    return found


def _grid(reading: Reading, region: Region):
    return next(g for g in reading.workbook.grids if g.name == region.sheet)


def _headings(reading: Reading, region: Region) -> list[Guess]:
    if region.shape != "list":
        return []
    grid, told = _grid(reading, region), {(f.sheet, f.cell) for f in reading.findings if f.kind in HEADINGS}
    ways = ways_to_read(grid, merged_tops(grid), region.header, region.depth)
    guessed = [
        c for n, c in region.columns.items() if n not in {region.table.by_word.get(w) for w in ways[c]}
    ]
    rows = len(region.rows)
    return [Guess("kop", rows, (region.sheet, address(region.header, c)) in told) for c in guessed]


def _groups(reading: Reading, region: Region) -> list[Guess]:
    """Columns of which some values stand in no cell of their row, nor in one that is merged over it."""
    if region.shape != "list":
        return []
    told = {(f.table, f.column) for f in reading.findings if f.kind in GROUPS}
    grid, found = _grid(reading, region), []
    merged = {
        (r, c) for (r0, c0), (r1, c1) in grid.merged for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)
    }
    written = _as_sent(reading, region.sheet)
    for name, cells in region.raw.items():
        places = [(int(r), region.columns.get(name)) for r in region.rows]
        own = merged | written
        moved = sum(v != "" and place not in own for v, place in zip(cells, places, strict=True))
        if moved:
            found.append(Guess("groep", moved, (region.table.name, name) in told))
    return found


def _as_sent(reading: Reading, sheet: str) -> set[tuple[int, int]]:
    """The cells that hold something in the workbook itself: reading fills in the grid that it has."""
    grid = next(g for g in open_workbook(reading.workbook.content, reading.file).grids if g.name == sheet)
    return {(r, c) for c, column in enumerate(grid.columns) for r in column.filled.nonzero()[0].tolist()}
