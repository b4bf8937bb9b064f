"""The rows below a heading, as records: without blanks, totals, group headings, footnotes and repeated headings.

Region with its columns ──> rows that are records ──> Region.raw: cells by column, a record a row, month or instrument
"""

from __future__ import annotations

import re

import numpy as np

from wkb_data.intake.cells import PARSERS, Context, aspect_ids, is_goal, is_missing
from wkb_data.intake.findings import Finding, address
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.regions import TELLING, Region
from wkb_data.plan import Plan

TOTAL = re.compile(r"^\s*((sub|eind)?totaal|totalen|total|gemiddelde?|som)\b", re.I | re.M)


def _is_total(row: list, key: int, first: int, last: int) -> bool:
    for c in range(first, last + 1):
        if row[c] != "":
            return (
                isinstance(row[c], str)
                and bool(TOTAL.match(row[c]))
                and (c == key or row[key] == "" or c < key)
            )
    return False


def collect(hit: Region, grid: Grid, end: int, plan: Plan) -> None:
    """Takes the data rows below the heading; leaves out blanks, totals, group headings, footnotes and repeated headings."""
    key = hit.columns.get(hit.table.key, min(hit.columns.values()))
    used = sorted(
        {
            *hit.columns.values(),
            *hit.months,
            *hit.marks.values(),
            *hit.matrix,
            *(c for b in hit.blocks.values() for c in b.values()),
        }
    )
    body = slice(hit.header + 1, min(end, grid.height))
    _fill_merged(hit, grid, body, key)
    _fill_outline(hit, grid, body, used)
    first = Cells(grid.columns[key].values, grid.columns[key].codes[body])
    filled = np.zeros(len(first), dtype=np.int32)
    for c in used:
        if c != key:
            filled += grid.columns[c].codes[body] != 0
    heads = [(c, v) for c in used if isinstance(v := grid.cell(hit.header, c), str) and v]
    repeated = first.filled & (first.codes == grid.columns[key].codes[hit.header])
    usual = (filled >= 2) & first.filled & ~repeated
    if TOTAL.search("\n".join(v for v in first.values if isinstance(v, str))):
        usual &= ~first.where(lambda v: isinstance(v, str) and bool(TOTAL.match(v)))
    if hit.table.key == "aspect":
        usual &= first.where(lambda v: not is_goal(v, plan) or bool(aspect_ids(v, plan)))
    flawed = {r for r, c in (*grid.errors, *grid.unsaved) if c in set(used)}
    rows = set((np.flatnonzero(usual) + body.start).tolist())
    known, asides = sorted(rows)[:20], []
    odd = set((np.flatnonzero(~usual & (first.filled | (filled > 0))) + body.start).tolist())
    for r in sorted(odd | {r for r in flawed if body.start <= r < body.stop} - rows):
        row = grid.row(r)
        if repeated[r - body.start] and sum(row[c] == t for c, t in heads) >= 0.6 * len(heads):
            continue
        if _is_total(row, key, min(hit.left, key), hit.right):
            continue
        aside = r not in flawed and _is_aside(
            hit, row, key, int(min(filled[r - body.start], 2)), used, plan, known, grid
        )
        if aside:
            asides.append(r)
        else:
            rows.add(r)
    _expand(hit, grid, np.array(sorted(rows), dtype=int))
    _from_above(hit, grid, asides, plan)


def _fill_merged(hit: Region, grid: Grid, body: slice, key: int) -> None:
    """A value merged over several rows stands in each of them."""
    for (r0, c0), (r1, c1) in grid.merged:
        if r1 > r0 and c0 == c1 != key and c0 in hit.columns.values() and body.start <= r0 and r1 < body.stop:
            codes = grid.columns[c0].codes.copy()
            codes[r0 : r1 + 1] = codes[r0]
            grid.columns[c0] = Cells(grid.columns[c0].values, codes)


def _fill_outline(hit: Region, grid: Grid, body: slice, used: list[int]) -> None:
    """As in a pivot table: the first column says its name once for a group of rows; the rows below it have the same."""
    name = next((n for n, c in hit.columns.items() if c == used[0]), "")
    if (
        hit.shape != "list"
        or len(used) < 3
        or not name
        or hit.table.column(name).type not in TELLING
        or name not in hit.table.keys + ["category"]
    ):
        return
    codes = grid.columns[used[0]].codes.copy()
    part = codes[body]
    data = np.sum([grid.columns[c].codes[body] != 0 for c in used[1:]], axis=0) >= min(2, len(used) - 1)
    bare = data & (part == 0)
    groups = np.unique(part[data & (part != 0)])
    if len(groups) < 2 or bare.sum() * 2 < data.sum() or part[np.argmax(data)] == 0:
        return
    last = np.maximum.accumulate(np.where(part != 0, np.arange(len(part)), 0))
    codes[body] = np.where(bare, part[last], part)
    grid.columns[used[0]] = Cells(grid.columns[used[0]].values, codes)
    where, title = address(hit.header, used[0]), hit.table.column(name).heading
    told = f"{where}: {title} staat alleen bij de eerste rij van iedere groep; de rijen eronder zijn daarmee aangevuld."
    hit.findings.append(Finding("info", told, hit.table.name, hit.sheet, where, name, None, title))


def _from_above(hit: Region, grid: Grid, asides: list[int], plan: Plan) -> None:
    """A required column that is not there may stand in the group headings above the rows, or in the sheet's name."""
    if hit.shape != "list" or not len(hit.rows):
        return
    for column in [
        c for c in hit.table.columns if c.required and c.name not in hit.columns and c.type in TELLING
    ]:
        ctx = Context(plan, None, column)

        def said(text: object, ctx=ctx, parse=PARSERS[column.type]) -> object:
            plain = re.sub(
                r"\s*\(?\d+\s*(?:projecten|stuks|x)?\)?\s*$", "", str(text).split(":", 1)[-1]
            ).strip()
            return next(
                (t for t in (str(text), plain) if t and not is_missing(t) and not parse(t, ctx).problem), None
            )

        heads = [(r, c, t) for r in asides for c, v in enumerate(grid.row(r)) if v != "" and (t := said(v))]
        title = said(hit.sheet)
        if heads and heads[0][0] < hit.rows[0]:
            which = np.searchsorted([r for r, _, _ in heads], hit.rows) - 1
            hit.above[column.name] = [heads[w][:2] for w in which.tolist()]
            hit.raw[column.name] = Cells.of(heads[w][2] for w in which.tolist())
            where = address(*heads[0][:2])
            told = f"{where}: {column.heading.lower()} is gelezen uit de tussenkoppen boven de rijen. Een eigen kolom '{column.heading}' is zekerder."
        elif title:
            where = None
            hit.above[column.name] = [(int(r), hit.columns.get(hit.table.key, hit.left)) for r in hit.rows]
            hit.raw[column.name] = Cells.of([title] * len(hit.rows))
            told = f"{column.heading} is gelezen uit de naam van het blad '{hit.sheet}'. Een eigen kolom '{column.heading}' is zekerder."
        else:
            continue
        hit.findings.append(
            Finding("info", told, hit.table.name, hit.sheet, where, column.name, None, column.heading)
        )


def _is_aside(
    hit: Region, row: list, key: int, filled: int, used: list[int], plan: Plan, rows: list[int], grid: Grid
) -> bool:
    """A row that is no record: a group heading, a footnote, a goal's heading in a status list."""
    first = row[key]
    if hit.table.key == "aspect":
        if first == "":
            return filled <= 1 and not hit.months
        return not aspect_ids(first, plan) and (is_goal(first, plan) or filled == 0)
    needed = [c for c in hit.table.columns if c.required]
    total = (first != "") + sum(row[c] != "" for c in used if c != key)
    if total > 1 or len(needed) < 2:
        return False
    if first == "":
        lone = next(row[c] for c in used if row[c] != "")
        return isinstance(lone, str) and len(needed) > 2
    if not isinstance(first, str):
        return False
    keys = [str(grid.cell(r, key)) for r in rows]
    shape = re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "9", first.strip()))
    same = any(re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "9", k.strip())) == shape for k in keys)
    return not (same and re.search(r"\d", first))


def _expand(hit: Region, grid: Grid, rows: np.ndarray) -> None:
    """Records from rows: one a row; in a history or matrix one a filled cell."""
    hit.data_rows = len(rows)
    at = {name: grid.columns[c].take(rows) for name, c in hit.columns.items()}
    if hit.shape == "list":
        hit.rows, hit.raw = rows, at
        return
    if hit.shape == "marks":
        hit.rows = rows
        hit.raw = {name: cells for name, cells in at.items() if name != "status"}
        raw, hit.places["status"] = [], []
        for r in rows:
            crossed = [(s, c) for s, c in hit.marks.items() if not is_missing(grid.cell(r, c))]
            raw.append(crossed[0][0] if len(crossed) == 1 else "" if not crossed else "meer dan één kleur")
            hit.places["status"].append(crossed[-1][1] if crossed else hit.marks["green"])
        hit.raw["status"] = Cells.of(raw)
        return
    if hit.blocks:
        _expand_blocks(hit, grid, rows)
        return
    across = hit.months or hit.matrix
    value, name = (
        ("status", "month") if hit.months else (hit.table.matrix["value"], hit.table.matrix["columns"])
    )
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


def _expand_blocks(hit: Region, grid: Grid, rows: np.ndarray) -> None:
    """One record a row and month, where anything is filled in."""
    base, month = hit.table.matrix["rows"], hit.table.matrix["columns"]
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
