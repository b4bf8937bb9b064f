"""The rows below a heading, as records: without blanks,
totals, group headings, footnotes and repeated headings.

Region with its columns ──> rows that are records ──> Region.raw:
cells by column, a record a row, month or instrument
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import numpy as np

from wkb_data.intake.cells import NO, PARSERS, YES, Context, is_missing
from wkb_data.intake.findings import Finding, address
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.regions import TELLING, Region
from wkb_data.intake.rows import Rows, whole_rows_aside
from wkb_data.intake.shapes import axes
from wkb_data.plan import Plan


def collect(hit: Region, grid: Grid, end: int, plan: Plan) -> None:
    """Takes the data rows below the heading; sets aside totals,
    group headings, legends, footnotes and repeated headings.
    """
    body = slice(hit.header + 1, min(end, grid.height))
    _fill_merged(hit, grid, body)
    grouped = _fill_outline(hit, grid, body, sorted(hit.places_used), plan)
    sorter = Rows(hit, grid, end, plan)
    rows, asides = sorter.sort()
    if grouped:
        asides = sorted({**dict(asides), **dict.fromkeys(grouped, "group heading")}.items())
        rows = rows[~np.isin(rows, list(grouped))]
    hit.asides, hit.headers = asides, [(hit.header - hit.depth + 1, hit.header)]
    whole_rows_aside(sorter, asides)
    _expand(hit, grid, rows)
    _from_above(hit, grid, [r for r, _ in asides], plan)


def _spread(grid: Grid, r0: int, c0: int, r1: int, c1: int) -> None:
    """What stands in the first cell of a range stands in all of it."""
    value = grid.cell(r0, c0)
    for c in range(c0, min(c1, grid.width - 1) + 1):
        values, codes = grid.columns[c].values, grid.columns[c].codes.copy()
        code = values.index(value) if value in values else len(values)
        codes[r0 : r1 + 1] = code
        grid.columns[c] = Cells([*values, value] if code == len(values) else values, codes)


def _fill_merged(hit: Region, grid: Grid, body: slice) -> None:
    """A value merged over rows stands in each of them; one merged over months holds in each of those."""
    unique = hit.table.keys == [hit.table.key]
    at = {c: n for n, c in hit.columns.items()}
    for (r0, c0), (r1, c1) in grid.merged:
        if not (body.start <= r0 and r1 < body.stop) or grid.cell(r0, c0) == "":
            continue
        across = c1 > c0 and all(c in hit.months or c in hit.matrix for c in range(c0, c1 + 1))
        down = (
            r1 > r0
            and c0 == c1
            and c0 in at
            and not (unique and at[c0] == hit.table.key and hit.shape == "list")
        )
        if across or down:
            _spread(grid, r0, c0, r1, c1)


def _group_rows(hit: Region, grid: Grid, body: slice, used: list[int], plan: Plan) -> set[int]:
    """Rows that only name the group of the rows below them,
    as a pivot table does, where those leave the name out.
    """
    name = next((n for n, c in hit.columns.items() if c == used[0]), "")
    column = hit.table.column(name) if name else None
    if column is None or column.type not in TELLING or hit.shape != "list" or name == hit.table.key:
        return set()
    part = grid.columns[used[0]].codes[body]
    others = np.sum([grid.columns[c].codes[body] != 0 for c in used[1:]], axis=0)
    heads, bare = (part != 0) & (others <= 1), (part == 0) & (others >= 2)
    full = (part != 0) & (others >= 2)
    if not heads.any() or not bare.any() or full.any() or np.argmax(heads) > np.argmax(bare):
        return set()
    ctx, values = Context(plan, None, column), grid.columns[used[0]].values
    if any(PARSERS[column.type](values[i], ctx).problem for i in set(part[heads].tolist())):
        return set()
    last = np.maximum.accumulate(np.where(heads, np.arange(len(part)), 0))
    codes = grid.columns[used[0]].codes.copy()
    codes[body] = np.where(bare, part[last], part)
    grid.columns[used[0]] = Cells(values, codes)
    text = f"{column.heading} staat boven iedere groep rijen; de rijen eronder zijn daarmee aangevuld."
    hit.tell("info", "groups-filled-down", hit.header, used[0], text, name, None, column.heading, rows=True)
    return set((np.flatnonzero(heads) + body.start).tolist())


def _fill_outline(hit: Region, grid: Grid, body: slice, used: list[int], plan: Plan) -> set[int]:
    """As in a pivot table: the first column says its name once for a group of rows;
    gives rows that only name a group.
    """
    groups = _group_rows(hit, grid, body, used, plan)
    name = next((n for n, c in hit.columns.items() if c == used[0]), "")
    if (
        groups
        or hit.shape != "list"
        or len(used) < 3
        or not name
        or hit.table.column(name).type not in (*TELLING, "month")
        or name not in hit.table.keys + ["category"]
        or [k for k in hit.table.keys if k in hit.columns] == [name]
    ):
        return groups
    codes = grid.columns[used[0]].codes.copy()
    part = codes[body]
    data = np.sum([grid.columns[c].codes[body] != 0 for c in used[1:]], axis=0) >= min(2, len(used) - 1)
    bare = data & (part == 0)
    named = np.unique(part[data & (part != 0)])
    if len(named) < 2 or bare.sum() * 2 < data.sum() or part[np.argmax(data)] == 0:
        return set()
    last = np.maximum.accumulate(np.where(part != 0, np.arange(len(part)), 0))
    codes[body] = np.where(bare, part[last], part)
    grid.columns[used[0]] = Cells(grid.columns[used[0]].values, codes)
    title = hit.table.column(name).heading
    text = (
        f"{title} staat alleen bij de eerste rij van iedere groep; de rijen eronder zijn daarmee aangevuld."
    )
    hit.tell("info", "groups-filled-down", hit.header, used[0], text, name, None, title, rows=True)
    return set()


def _told_above(ctx: Context, parse: Callable, text: object) -> str | None:
    """What a heading or a name says of a column,
    with or without a number of rows at its end; None: nothing.
    """
    plain = re.sub(r"\s*\(?\d+\s*(?:projecten|stuks|x)?\)?\s*$", "", str(text).split(":", 1)[-1]).strip()
    return next(
        (t for t in (str(text), plain) if t and not is_missing(t) and not parse(t, ctx).problem), None
    )


def _from_above(hit: Region, grid: Grid, asides: list[int], plan: Plan) -> None:
    """A required column that is not there may stand in the group headings above the rows,
    or in the sheet's name.
    """
    if hit.shape != "list" or not len(hit.rows):
        return
    for column in [
        c for c in hit.table.columns if c.required and c.name not in hit.columns and c.type in TELLING
    ]:
        ctx = Context(plan, None, column)
        said = partial(_told_above, ctx, PARSERS[column.type])
        heads = [(r, c, t) for r in asides for c, v in enumerate(grid.row(r)) if v != "" and (t := said(v))]
        title = said(hit.sheet)
        if heads and heads[0][0] < hit.rows[0]:
            which = np.searchsorted([r for r, _, _ in heads], hit.rows) - 1
            hit.above[column.name] = [heads[w][:2] for w in which.tolist()]
            hit.raw[column.name] = Cells.of(heads[w][2] for w in which.tolist())
            where = address(*heads[0][:2])
            told = (
                f"{where}: {column.heading.lower()} is gelezen uit de tussenkoppen boven de rijen. Een "
                f"eigen kolom '{column.heading}' is zekerder."
            )
        elif title:
            where = None
            hit.above[column.name] = [(int(r), hit.columns.get(hit.table.key, hit.left)) for r in hit.rows]
            hit.raw[column.name] = Cells.of([title] * len(hit.rows))
            told = (
                f"{column.heading} is gelezen uit de naam van het blad '{hit.sheet}'. Een eigen kolom "
                f"'{column.heading}' is zekerder."
            )
        else:
            continue
        hit.in_rows.append(
            Finding(
                "info",
                told,
                hit.table.name,
                hit.sheet,
                where,
                column.name,
                None,
                column.heading,
                kind="column-from-groups",
            )
        )


def _expand(hit: Region, grid: Grid, rows: np.ndarray) -> None:
    """Records from rows: one a row; in a history or matrix one a filled cell."""
    hit.data_rows = len(rows)
    at = {name: grid.columns[c].take(rows) for name, c in hit.columns.items()}
    if hit.shape == "list":
        hit.rows, hit.raw = rows, at
        return
    if hit.shape == "marks":
        _expand_marks(hit, grid, rows, at)
        return
    if hit.blocks:
        _expand_blocks(hit, grid, rows)
        return
    across = hit.months or hit.matrix
    _, name, value = axes(hit.table)
    latest = max(hit.months.values(), default="")
    flawed = grid.errors.keys() | grid.unsaved
    records = [
        (r, c)
        for r in rows.tolist()
        for c in across
        if hit.months or not is_missing(grid.cell(r, c)) or (r, c) in flawed
    ]
    hit.rows = np.array([r for r, _ in records], dtype=int)
    hit.places = {value: [c for _, c in records], name: [c for _, c in records]}
    hit.raw = {
        value: Cells.of(grid.cell(r, c) for r, c in records),
        name: Cells.of(across[c] for _, c in records),
    }
    for other, c0 in hit.columns.items():
        if other in (value, name):
            continue
        keyed = other == hit.table.key or hit.matrix
        hit.raw[other] = Cells.of(
            grid.cell(r, c0) if keyed or across[c] == latest else "" for r, c in records
        )


def _expand_marks(hit: Region, grid: Grid, rows: np.ndarray, at: dict[str, Cells]) -> None:
    """The colour of every row by the one of the columns that is crossed; no or false is no cross."""
    value = hit.table.judgement.value
    words = hit.table.column(value).words
    hit.rows = rows
    hit.raw = {name: cells for name, cells in at.items() if name != value}
    raw, hit.places[value] = [], []
    for r in rows:
        said = {s: grid.cell(r, c) for s, c in hit.marks.items()}
        crossed = [s for s, v in said.items() if _crossed(v)]
        odd = [s for s in crossed if not _is_cross(said[s], s, words)]
        word = crossed[0] if len(crossed) == 1 and not odd else "" if not crossed else "meer dan één kleur"
        raw.append(f"{said[odd[0]]}" if len(crossed) == 1 and odd else word)
        hit.places[value].append(hit.marks[crossed[-1]] if crossed else min(hit.marks.values()))
    hit.raw[value] = Cells.of(raw)


def _crossed(value: object) -> bool:
    return (
        not is_missing(value) and value is not False and value != 0 and str(value).strip().lower() not in NO
    )


def _is_cross(value: object, colour: str, words: dict[str, str]) -> bool:
    """A cross, a yes, or the colour's own sign or word; anything else is said as it stands."""
    word = str(value).strip().lower()
    return (
        value is True
        or len(word) <= 1
        or word in YES
        or words.get(word) == colour
        or not re.search(r"\w", word)
        or value == 1
    )


def _expand_blocks(hit: Region, grid: Grid, rows: np.ndarray) -> None:
    """One record a row and month, where anything is filled in."""
    base, month, _ = axes(hit.table)
    names = list(dict.fromkeys(n for block in hit.blocks.values() for n in block))
    flawed = grid.errors.keys() | grid.unsaved
    records = [
        (r, m)
        for r in rows.tolist()
        for m, block in hit.blocks.items()
        if any(not is_missing(grid.cell(r, c)) or (r, c) in flawed for c in block.values())
    ]
    hit.rows = np.array([r for r, _ in records], dtype=int)
    for name in names:
        hit.places[name] = [hit.blocks[m].get(name, hit.columns[base]) for _, m in records]
        hit.raw[name] = Cells.of(
            grid.cell(r, hit.blocks[m][name]) if name in hit.blocks[m] else "" for r, m in records
        )
    hit.places[month] = [min(hit.blocks[m].values()) for _, m in records]
    hit.raw[month] = Cells.of(m for _, m in records)
    hit.raw[base] = Cells.of(grid.cell(r, hit.columns[base]) for r, _ in records)
    latest = max(hit.blocks)
    for name, c in hit.columns.items():
        if name not in hit.raw:
            hit.places[name] = [c] * len(records)
            hit.raw[name] = Cells.of(grid.cell(r, c) if m == latest else "" for r, m in records)
