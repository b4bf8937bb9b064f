"""Finds the tables of the registers on the sheets of a workbook, by their columns; a sheet's name is only a hint.

    Grid ──> heading rows that fit a table ──> Region: which rows, which column holds what

Understands title rows, headings over several rows, merged headings, repeated headings, blank rows, totals, group headings,
footnotes, several tables on a sheet, and the three odd shapes of a status list and the matrix of coverage.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from wkb_data.intake.cells import PARSERS, Context, is_missing
from wkb_data.intake.collect import collect
from wkb_data.intake.dates import read_month
from wkb_data.intake.findings import Finding, address, shown
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.regions import TELLING, Answers, Doubt, Region
from wkb_data.plan import Plan
from wkb_data.schema import Column, Register, Table, normalise

MARKS = {
    "green": {"groen", "g", "☺", "j", "behaald", "green"},
    "orange": {"oranje", "o", "😐", "k", "op schema"},
    "red": {"rood", "r", "☹", "l", "niet tijdig"},
}
SCAN = 60
WIDE = 80
LIKE = 84


def _heading(value: object) -> str:
    return normalise(value) if isinstance(value, str) else ""


def _merged_tops(grid: Grid) -> dict[tuple[int, int], object]:
    filled = {}
    for (r0, c0), (r1, c1) in grid.merged:
        if r1 - r0 > 5 or c1 - c0 > 60 or r0 >= grid.height or c0 >= grid.width:
            continue
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                filled[r, c] = grid.cell(r0, c0)
    return filled


class _Headings:
    """Looks up headings of the tables that may occur, and what the group answered about them before."""

    def __init__(self, tables: list[Table], answers: Answers, plan: Plan):
        self.tables = tables
        self.plan = plan
        self.answers = answers
        self.exact: dict[str, list[tuple[Table, Column]]] = {}
        for table in tables:
            for column in table.columns:
                for word in column.headings():
                    self.exact.setdefault(word, []).append((table, column))


def _texts(grid: Grid, merged: dict, row: int, depth: int) -> list[list[str]]:
    """For every column the ways its heading can be read over the `depth` rows that end at `row`, best first."""
    ways = []
    levels = []
    for r in range(row - depth + 1, row + 1):
        levels.append([_heading(merged.get((r, c), v)) for c, v in enumerate(grid.row(r))])
    for c in range(grid.width):
        parts = [level[c] for level in levels if level[c]]
        unique = list(dict.fromkeys(parts))
        bottom = levels[-1][c]
        options = [" ".join(unique), *([bottom] if bottom else reversed(unique))]
        ways.append(list(dict.fromkeys(o for o in options if o)))
    return ways


def _match(
    table: Table, ways: list[list[str]], first: int, last: int, answers: Answers
) -> tuple[dict[str, int], list[int]]:
    """Columns of `table` found by earlier answer or exact synonym between sheet columns first..last; and those left over."""
    found: dict[str, int] = {}
    answered = (
        {
            c: answers[table.name, w]
            for c in range(first, last + 1)
            for w in ways[c]
            if (table.name, w) in answers
        }
        if answers
        else {}
    )
    found.update({name: c for c, name in answered.items() if name})
    left = []
    by_word = table.by_word
    for c in range(first, last + 1):
        if c in answered:
            continue
        names = [by_word[w] for w in ways[c] if w in by_word]
        name = next((n for n in names if n not in found), None)
        if name:
            found[name] = c
        elif ways[c]:
            left.append(c)
    return found, left


def _fuzzy(table: Table, ways: list[list[str]], found: dict[str, int], left: list[int]) -> dict[str, int]:
    """More columns of `table`, by likeness of their heading."""
    more: dict[str, int] = {}
    for c in left[:WIDE]:
        taken = found.keys() | more.keys()
        alike = [
            (w, score)
            for h in ways[c]
            for w, score in _alike(h, table.long_words)
            if table.by_word[w] not in taken
        ]
        short = (
            [w for h in ways[c] for w in _shortened(h, table.long_words) if table.by_word[w] not in taken]
            if not alike
            else []
        )
        if alike or short:
            more[table.by_word[max(alike, key=lambda w: w[1])[0] if alike else max(short, key=len)]] = c
    left[:] = [c for c in left if c not in more.values()]
    return more


@lru_cache(maxsize=20_000)
def _alike(heading: str, words: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The words that a heading is like, the likeliest first: (word, likeness in percent)."""
    if len(heading) < 4:
        return ()
    return tuple(
        (w, score)
        for w, score, _ in process.extract(heading, words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None)
    )


@lru_cache(maxsize=20_000)
def _shortened(heading: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a heading abbreviates."""
    return tuple(w for w in words if _abbreviates(heading, w))


def _abbreviates(heading: str, word: str) -> bool:
    """Whether a heading shortens a synonym word by word (`datum aanm`), or only adds a word before or after it."""
    if len(word) > 5 and (heading.startswith(word + " ") or heading.endswith(" " + word)):
        return True
    short, full = heading.split(), word.split()
    return (
        len(short) == len(full)
        and len(heading) > 4
        and all(len(a) > 2 and b.startswith(a) for a, b in zip(short, full, strict=True))
    )


def _fits(table: Table, found: dict[str, int]) -> bool:
    needed = [c.name for c in table.columns if c.required or c.expected]
    hits = [n for n in needed if n in found]
    if len(needed) <= 3:
        return len(hits) == len(needed) and len(found) >= 2
    return len(hits) >= max(2, 0.5 * len(needed)) and len(found) >= 3


def _score(table: Table, found: dict[str, int], sheet: str) -> float:
    needed = {c.name for c in table.columns if c.required or c.expected}
    title = normalise(sheet)
    hint = any(normalise(w) in title for w in table.sheet_words)
    missing = len(needed - found.keys())
    return sum(2.0 if n in needed else 1.0 for n in found) - 1.5 * missing + (0.75 if hint else 0)


def _status_shapes(table: Table, ways, row_values, found, first, last) -> dict:
    """Three colour columns, or a column a month, beside the aspect."""
    if "aspect" not in found:
        return {}
    if "status_marks" in table.shapes:
        marks = {}
        for c in range(first, last + 1):
            for status, words in MARKS.items():
                if status not in marks and any(w in words for w in ways[c]) and found["aspect"] != c:
                    marks[status] = c
                    break
        raw_marks = {s: c for c in range(first, last + 1) for s, signs in (("green", "☺🙂J"), ("orange", "😐K"), ("red", "☹🙁L")) if row_values[c] and str(row_values[c]).strip() in signs}  # fmt: skip
        marks = marks if len(marks) >= len(raw_marks) else raw_marks
        if len(marks) == 3:
            return {"marks": marks}
    if "status_history" in table.shapes:
        months = {
            c: m
            for c in range(first, last + 1)
            if c not in found.values() and (m := read_month(row_values[c])) and not is_missing(row_values[c])
        }
        if len(months) >= 2 or (months and "status" not in found):
            return {"months": months}
    return {}


def _candidates(grid: Grid) -> list[int]:
    """Rows that can be a heading: the first ones that hold text, those after a blank row, and those after a single cell."""
    counts = grid.filled_counts()
    filled = np.flatnonzero(counts)
    fresh = np.ones(len(filled), dtype=bool)
    fresh[1:] = (np.diff(filled) > 1) | ((counts[filled[:-1]] <= 1) & (grid.width > 1))
    fresh[:SCAN] = True
    return filled[fresh & (counts[filled] >= 2)].tolist()


def _hit(
    grid, headings: _Headings, merged, row: int, first: int, last: int, loose: bool = False
) -> Region | None:
    """The best reading of a row as heading, if any; `loose` also takes a heading of which every word is misspelt."""
    best: Region | None = None
    values = grid.row(row)
    for depth in (1,) if loose else (1, 2, 3):
        if row - depth + 1 < 0:
            break
        if depth > 1 and not any(
            isinstance(v, str) and v for v in grid.row(row - depth + 1)[first : last + 1]
        ):
            break
        ways = _texts(grid, merged, row, depth)
        known = Counter(
            name
            for options in ways[first : last + 1]
            for name in {t.name for w in options for t, _ in headings.exact.get(w, ())}
        )
        for table in headings.tables:
            least = 0 if loose else 1 if table.shapes else 2
            if known[table.name] < least and not headings.answers:
                continue
            found, left = _match(table, ways, first, last, headings.answers)
            if len(found) < least:
                continue
            shape = _status_shapes(table, ways, values, found, first, last)
            if shape:
                taken = set(shape.get("marks", {}).values()) | set(shape.get("months", {}))
                found = {n: c for n, c in found.items() if n != "status" and c not in taken} | {
                    "status": min(taken)
                }
                left = [c for c in left if c not in taken]
            matrix = _matrix(table, found, values, grid, row, headings.plan)
            blocks = _blocks(table, found, grid, merged, row) if depth == 2 else {}
            if blocks:
                found, left = (
                    {table.matrix["rows"]: found[table.matrix["rows"]]} | next(iter(blocks.values())),
                    [],
                )
            if matrix:
                found = {
                    table.matrix["rows"]: found[table.matrix["rows"]],
                    table.matrix["value"]: min(matrix),
                }
                left = []
            if len(found) < 2 and not shape and not matrix and not loose:
                continue
            doubtful = _fuzzy(table, [options[1:] or options for options in ways], found, left)
            found = {**found, **doubtful}
            if loose and len(found) < 4:
                continue
            if not matrix and not blocks and not _fits(table, found):
                continue
            region = Region(table, grid.name, row, found, left=first, right=last)
            region.depth = depth
            region.score = _score(table, found, grid.name) - 0.4 * (depth - 1) - 0.3 * len(doubtful)
            if matrix:
                region.shape, region.matrix, region.score = "matrix", matrix, 3.0
            if blocks:
                region.shape, region.blocks, region.score = "blocks", blocks, 4.0
            if "marks" in shape:
                region.shape, region.marks = "marks", shape["marks"]
                region.score += 2
            if "months" in shape:
                region.shape, region.months = "history", shape["months"]
                region.score += 2
            region.unread = [(c, str(values[c])) for c in left if values[c] not in ("", None)]
            for name, c in doubtful.items():
                _doubt(region, row, c, shown(values[c]), name, "info", "is gelezen als")
            if best is None or region.score > best.score:
                best = region
    return best


def _doubt(region: Region, row: int, c: int, heading: str, name: str, level: str, how: str) -> None:
    """Notes a doubtful column: a finding that says so, and a question to ask."""
    title = region.table.column(name).heading
    said = f"{address(row, c)}: kolom '{heading or 'zonder kop'}' {how} '{title}'. Klopt dat niet, geef de kolom dan haar eigen naam."
    region.findings.append(
        Finding(level, said, region.table.name, region.sheet, address(row, c), name, heading or None, title)
    )
    region.doubts.append(Doubt(region.table, region.sheet, row, c, heading, name))


def _matrix(table: Table, found, values, grid: Grid, row: int, plan: Plan) -> dict[int, str]:
    if "matrix" not in table.shapes or table.matrix["rows"] not in found or table.matrix["value"] in found:
        return {}
    base, across, value = (
        found[table.matrix["rows"]],
        table.column(table.matrix["columns"]),
        table.column(table.matrix["value"]),
    )
    if across.type == "month":
        columns = {
            c: m
            for c in range(base + 1, len(values))
            if not is_missing(values[c]) and (m := read_month(values[c]))
        }
        if len(columns) < 2:
            return {}
    else:
        columns = {
            c: str(values[c]).strip()
            for c in range(base + 1, len(values))
            if isinstance(values[c], str) and values[c].strip()
        }
    body = [
        v
        for c in columns
        for v in grid.columns[c].take(np.arange(row + 1, min(row + 15, grid.height)))
        if not is_missing(v)
    ]
    ctx = Context(plan, None, value)
    return (
        columns
        if columns and body and sum(not PARSERS[value.type](v, ctx).problem for v in body) >= 0.6 * len(body)
        else {}
    )


def _blocks(
    table: Table, found_columns: dict[str, int], grid: Grid, merged: dict, row: int
) -> dict[str, dict[str, int]]:
    """A block of columns a month: months in the row above, the names of columns repeated below them. Month -> column name -> place."""
    if (
        "matrix" not in table.shapes
        or table.column(table.matrix["columns"]).type != "month"
        or table.matrix["rows"] not in found_columns
    ):
        return {}
    found: dict[str, dict[str, int]] = {}
    month = None
    for c in range(grid.width):
        above = merged.get((row - 1, c), grid.cell(row - 1, c))
        if above != "":
            month = None if is_missing(above) else read_month(above)
        name = table.by_word.get(_heading(grid.cell(row, c)))
        if month and name and name not in (table.matrix["rows"], table.matrix["columns"]):
            found.setdefault(month, {}).setdefault(name, c)
    return (
        found
        if len(found) > 1
        and all(table.matrix["value"] in block and len(block) > 1 for block in found.values())
        else {}
    )


def _runs(values: list) -> list[tuple[int, int]]:
    filled = [c for c, v in enumerate(values) if v != ""]
    runs: list[tuple[int, int]] = []
    for c in filled:
        if runs and c - runs[-1][1] == 1:
            runs[-1] = (runs[-1][0], c)
        else:
            runs.append((c, c))
    return runs


def find_regions(
    grid: Grid, tables: list[Table], plan: Plan, month: str | None, answers: Answers | None = None
) -> list[Region]:
    """The tables on one sheet, in order, with their rows collected. `answers`: what the group said of doubtful headings."""
    headings = _Headings(tables, answers or {}, plan)
    merged = _merged_tops(grid)
    hits: list[Region] = []
    rows = _candidates(grid)
    for row in rows:
        values = grid.row(row)
        if not any(isinstance(v, str) and v != "" for v in values):
            continue
        runs = _runs(values)
        parts = (
            [h for r in runs if r[1] > r[0] and (h := _hit(grid, headings, merged, row, *r))]
            if len(runs) > 1
            else []
        )
        whole = _hit(grid, headings, merged, row, 0, len(values) - 1)
        if len(parts) > 1 and len({p.table.name for p in parts}) > 1:
            hits.extend(parts)
        elif whole:
            hits.append(whole)
    if not hits:
        wordy = [
            r for r in rows[:25] if 4 <= sum(isinstance(v, str) and v != "" for v in grid.row(r)) <= WIDE
        ]
        hits = [h for r in wordy if (h := _hit(grid, headings, merged, r, 0, grid.width - 1, loose=True))][:1]
    hits = _settle(hits)
    for i, hit in enumerate(hits):
        below = [h.header for h in hits[i + 1 :] if h.left <= hit.right and h.right >= hit.left]
        _by_values(hit, grid, plan, month, headings.answers)
        collect(hit, grid, min(below, default=grid.height), plan)
    return _join(hits)


def _settle(hits: list[Region]) -> list[Region]:
    """Of neighbouring rows that both look like a heading, the better one (a heading over two rows counts at its last)."""
    kept: list[Region] = []
    for hit in hits:
        rivals = [
            k
            for k in kept
            if 0 < hit.header - k.header < max(hit.depth, 2) and hit.left <= k.right and k.left <= hit.right
        ]
        if all(hit.score > k.score + 0.4 for k in rivals):
            kept = [k for k in kept if k not in rivals] + [hit]
    return kept


def _join(hits: list[Region]) -> list[Region]:
    """A heading that is repeated further down the same columns continues the same table."""
    joined: list[Region] = []
    for hit in hits:
        same = next(
            (
                j
                for j in joined
                if j.table.name == hit.table.name
                and j.columns == hit.columns
                and j.shape == hit.shape == "list"
                and not j.above
                and not hit.above
            ),
            None,
        )
        if same:
            same.rows = np.concatenate([same.rows, hit.rows])
            same.data_rows += hit.data_rows
            same.raw = {name: Cells.of([*cells, *hit.raw[name]]) for name, cells in same.raw.items()}
        else:
            joined.append(hit)
    return [j for j in joined if j.data_rows or j.score > 3]


def _by_values(hit: Region, grid: Grid, plan: Plan, month: str | None, answers: Answers) -> None:
    """A required column whose heading says nothing is known by what stands in it."""
    missing = [c for c in hit.table.columns if c.required and c.name not in hit.columns and c.type in TELLING]
    if hit.shape != "list":
        return
    for column in missing:
        ctx = Context(plan, month, column)
        likely: list[int] = []
        for c, _ in hit.unread + [
            (c, "") for c in range(hit.left, hit.right + 1) if grid.cell(hit.header, c) == ""
        ]:
            if c in hit.columns.values() or (hit.table.name, _heading(grid.cell(hit.header, c))) in answers:
                continue
            sample = {
                v
                for v in grid.columns[c].take(np.arange(hit.header + 1, min(hit.header + 60, grid.height)))
                if not is_missing(v)
            }
            good = sum(not PARSERS[column.type](v, ctx).problem for v in sample)
            if sample and good / len(sample) >= 0.7:
                likely.append(c)
        if len(likely) == 1:
            best = likely[0]
            hit.columns[column.name] = best
            _doubt(
                hit,
                hit.header,
                best,
                shown(grid.cell(hit.header, best)),
                column.name,
                "warning",
                "is aan de inhoud herkend als",
            )
            hit.unread = [(c, t) for c, t in hit.unread if c != best]


def score_register(register: Register, regions: list[Region], file_name: str) -> float:
    """How well the found tables and the file's name fit a register."""
    name = normalise(file_name)
    hint = any(normalise(w) in name for w in register.file_words)
    return sum(r.score for r in regions if r.table.register == register.name) + (2.0 if hint else 0)
