"""Finds the tables of the registers on the sheets of a workbook, by their columns; a sheet's name is only a hint.

    Grid ──> heading rows that fit a table ──> Region: which rows, which column holds what

Understands title rows, headings over several rows, merged headings, repeated headings, blank rows, totals, group headings,
footnotes, several tables on a sheet, and the three odd shapes of a status list and the matrix of coverage.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from wkb_data.intake.cells import PARSERS, Context, aspect_ids, is_goal, is_missing
from wkb_data.intake.dates import read_month
from wkb_data.intake.findings import Finding, address, shown
from wkb_data.intake.grids import Cells, Grid
from wkb_data.plan import Plan
from wkb_data.schema import Column, Register, Table, normalise

TOTAL = re.compile(r"^\s*((sub|eind)?totaal|totalen|total|gemiddelde?|som)\b", re.I | re.M)
MARKS = {
    "green": {"groen", "g", "☺", "j", "behaald", "green"},
    "orange": {"oranje", "o", "😐", "k", "op schema"},
    "red": {"rood", "r", "☹", "l", "niet tijdig"},
}
SCAN = 60
WIDE = 80
LIKE = 84


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


def _match(table: Table, ways: list[list[str]], first: int, last: int, answers: Answers) -> tuple[dict[str, int], list[int]]:
    """Columns of `table` found by earlier answer or exact synonym between sheet columns first..last; and those left over."""
    found: dict[str, int] = {}
    answered = {c: answers[table.name, w] for c in range(first, last + 1) for w in ways[c] if (table.name, w) in answers} if answers else {}
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
        alike = [(w, score) for h in ways[c] for w, score in _alike(h, table.long_words) if table.by_word[w] not in taken]
        short = [w for h in ways[c] for w in _shortened(h, table.long_words) if table.by_word[w] not in taken] if not alike else []
        if alike or short:
            more[table.by_word[max(alike, key=lambda w: w[1])[0] if alike else max(short, key=len)]] = c
    left[:] = [c for c in left if c not in more.values()]
    return more


@lru_cache(maxsize=20_000)
def _alike(heading: str, words: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """The words that a heading is like, the likeliest first: (word, likeness in percent)."""
    if len(heading) < 4:
        return ()
    return tuple((w, score) for w, score, _ in process.extract(heading, words, scorer=fuzz.ratio, score_cutoff=LIKE, limit=None))


@lru_cache(maxsize=20_000)
def _shortened(heading: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a heading abbreviates."""
    return tuple(w for w in words if _abbreviates(heading, w))


def _abbreviates(heading: str, word: str) -> bool:
    """Whether a heading shortens a synonym word by word (`datum aanm`), or only adds a word before or after it."""
    if len(word) > 5 and (heading.startswith(word + " ") or heading.endswith(" " + word)):
        return True
    short, full = heading.split(), word.split()
    return len(short) == len(full) and len(heading) > 4 and all(len(a) > 2 and b.startswith(a) for a, b in zip(short, full, strict=True))


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
            c: m for c in range(first, last + 1) if c not in found.values() and (m := read_month(row_values[c])) and not is_missing(row_values[c])
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


def _hit(grid, headings: _Headings, merged, row: int, first: int, last: int, loose: bool = False) -> Region | None:
    """The best reading of a row as heading, if any; `loose` also takes a heading of which every word is misspelt."""
    best: Region | None = None
    values = grid.row(row)
    for depth in (1,) if loose else (1, 2, 3):
        if row - depth + 1 < 0:
            break
        if depth > 1 and not any(isinstance(v, str) and v for v in grid.row(row - depth + 1)[first : last + 1]):
            break
        ways = _texts(grid, merged, row, depth)
        known = Counter(name for options in ways[first : last + 1] for name in {t.name for w in options for t, _ in headings.exact.get(w, ())})
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
                found = {n: c for n, c in found.items() if n != "status" and c not in taken} | {"status": min(taken)}
                left = [c for c in left if c not in taken]
            matrix = _matrix(table, found, values, grid, row, headings.plan)
            blocks = _blocks(table, found, grid, merged, row) if depth == 2 else {}
            if blocks:
                found, left = {table.matrix["rows"]: found[table.matrix["rows"]]} | next(iter(blocks.values())), []
            if matrix:
                found = {table.matrix["rows"]: found[table.matrix["rows"]], table.matrix["value"]: min(matrix)}
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
    region.findings.append(Finding(level, said, region.table.name, region.sheet, address(row, c), name, heading or None, title))
    region.doubts.append(Doubt(region.table, region.sheet, row, c, heading, name))


def _matrix(table: Table, found, values, grid: Grid, row: int, plan: Plan) -> dict[int, str]:
    if "matrix" not in table.shapes or table.matrix["rows"] not in found or table.matrix["value"] in found:
        return {}
    base, across, value = found[table.matrix["rows"]], table.column(table.matrix["columns"]), table.column(table.matrix["value"])
    if across.type == "month":
        columns = {c: m for c in range(base + 1, len(values)) if not is_missing(values[c]) and (m := read_month(values[c]))}
        if len(columns) < 2:
            return {}
    else:
        columns = {c: str(values[c]).strip() for c in range(base + 1, len(values)) if isinstance(values[c], str) and values[c].strip()}
    body = [v for c in columns for v in grid.columns[c].take(np.arange(row + 1, min(row + 15, grid.height))) if not is_missing(v)]
    ctx = Context(plan, None, value)
    return columns if columns and body and sum(not PARSERS[value.type](v, ctx).problem for v in body) >= 0.6 * len(body) else {}


def _blocks(table: Table, found_columns: dict[str, int], grid: Grid, merged: dict, row: int) -> dict[str, dict[str, int]]:
    """A block of columns a month: months in the row above, the names of columns repeated below them. Month -> column name -> place."""
    if "matrix" not in table.shapes or table.column(table.matrix["columns"]).type != "month" or table.matrix["rows"] not in found_columns:
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
    return found if len(found) > 1 and all(table.matrix["value"] in block and len(block) > 1 for block in found.values()) else {}


def _runs(values: list) -> list[tuple[int, int]]:
    filled = [c for c, v in enumerate(values) if v != ""]
    runs: list[tuple[int, int]] = []
    for c in filled:
        if runs and c - runs[-1][1] == 1:
            runs[-1] = (runs[-1][0], c)
        else:
            runs.append((c, c))
    return runs


def find_regions(grid: Grid, tables: list[Table], plan: Plan, month: str | None, answers: Answers | None = None) -> list[Region]:
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
        parts = [h for r in runs if r[1] > r[0] and (h := _hit(grid, headings, merged, row, *r))] if len(runs) > 1 else []
        whole = _hit(grid, headings, merged, row, 0, len(values) - 1)
        if len(parts) > 1 and len({p.table.name for p in parts}) > 1:
            hits.extend(parts)
        elif whole:
            hits.append(whole)
    if not hits:
        wordy = [r for r in rows[:25] if 4 <= sum(isinstance(v, str) and v != "" for v in grid.row(r)) <= WIDE]
        hits = [h for r in wordy if (h := _hit(grid, headings, merged, r, 0, grid.width - 1, loose=True))][:1]
    hits = _settle(hits)
    for i, hit in enumerate(hits):
        below = [h.header for h in hits[i + 1 :] if h.left <= hit.right and h.right >= hit.left]
        _by_values(hit, grid, plan, month, headings.answers)
        _collect(hit, grid, min(below, default=grid.height), plan)
    return _join(hits)


def _settle(hits: list[Region]) -> list[Region]:
    """Of neighbouring rows that both look like a heading, the better one (a heading over two rows counts at its last)."""
    kept: list[Region] = []
    for hit in hits:
        rivals = [k for k in kept if 0 < hit.header - k.header < max(hit.depth, 2) and hit.left <= k.right and k.left <= hit.right]
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
                if j.table.name == hit.table.name and j.columns == hit.columns and j.shape == hit.shape == "list" and not j.above and not hit.above
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


TELLING = ("category", "municipality", "municipality_or_all", "aspect", "word", "status")


def _by_values(hit: Region, grid: Grid, plan: Plan, month: str | None, answers: Answers) -> None:
    """A required column whose heading says nothing is known by what stands in it."""
    missing = [c for c in hit.table.columns if c.required and c.name not in hit.columns and c.type in TELLING]
    if hit.shape != "list":
        return
    for column in missing:
        ctx = Context(plan, month, column)
        likely: list[int] = []
        for c, _ in hit.unread + [(c, "") for c in range(hit.left, hit.right + 1) if grid.cell(hit.header, c) == ""]:
            if c in hit.columns.values() or (hit.table.name, _heading(grid.cell(hit.header, c))) in answers:
                continue
            sample = {v for v in grid.columns[c].take(np.arange(hit.header + 1, min(hit.header + 60, grid.height))) if not is_missing(v)}
            good = sum(not PARSERS[column.type](v, ctx).problem for v in sample)
            if sample and good / len(sample) >= 0.7:
                likely.append(c)
        if len(likely) == 1:
            best = likely[0]
            hit.columns[column.name] = best
            _doubt(hit, hit.header, best, shown(grid.cell(hit.header, best)), column.name, "warning", "is aan de inhoud herkend als")
            hit.unread = [(c, t) for c, t in hit.unread if c != best]


def _is_total(row: list, key: int, first: int, last: int) -> bool:
    for c in range(first, last + 1):
        if row[c] != "":
            return isinstance(row[c], str) and bool(TOTAL.match(row[c])) and (c == key or row[key] == "" or c < key)
    return False


def _collect(hit: Region, grid: Grid, end: int, plan: Plan) -> None:
    """Takes the data rows below the heading; leaves out blanks, totals, group headings, footnotes and repeated headings."""
    key = hit.columns.get(hit.table.key, min(hit.columns.values()))
    used = sorted({*hit.columns.values(), *hit.months, *hit.marks.values(), *hit.matrix, *(c for b in hit.blocks.values() for c in b.values())})
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
        aside = r not in flawed and _is_aside(hit, row, key, int(min(filled[r - body.start], 2)), used, plan, known, grid)
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
    if hit.shape != "list" or len(used) < 3 or not name or hit.table.column(name).type not in TELLING or name not in hit.table.keys + ["category"]:
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
    for column in [c for c in hit.table.columns if c.required and c.name not in hit.columns and c.type in TELLING]:
        ctx = Context(plan, None, column)

        def said(text: object, ctx=ctx, parse=PARSERS[column.type]) -> object:
            plain = re.sub(r"\s*\(?\d+\s*(?:projecten|stuks|x)?\)?\s*$", "", str(text).split(":", 1)[-1]).strip()
            return next((t for t in (str(text), plain) if t and not is_missing(t) and not parse(t, ctx).problem), None)

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
        hit.findings.append(Finding("info", told, hit.table.name, hit.sheet, where, column.name, None, column.heading))


def _is_aside(hit: Region, row: list, key: int, filled: int, used: list[int], plan: Plan, rows: list[int], grid: Grid) -> bool:
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
    value, name = ("status", "month") if hit.months else (hit.table.matrix["value"], hit.table.matrix["columns"])
    latest = max(hit.months.values(), default="")
    flawed = grid.errors.keys() | grid.unsaved
    records = [(r, c) for r in rows.tolist() for c in across if hit.months or not is_missing(grid.cell(r, c)) or (r, c) in flawed]
    hit.rows = np.array([r for r, _ in records], dtype=int)
    hit.places = {value: [c for _, c in records], name: [c for _, c in records]}
    hit.raw = {value: Cells.of(grid.cell(r, c) for r, c in records), name: Cells.of(across[c] for _, c in records)}
    for other, c0 in hit.columns.items():
        if other in (value, name):
            continue
        keyed = other == hit.table.key or hit.matrix
        hit.raw[other] = Cells.of(grid.cell(r, c0) if keyed or across[c] == latest else "" for r, c in records)


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
        hit.raw[name] = Cells.of(grid.cell(r, hit.blocks[m][name]) if name in hit.blocks[m] else "" for r, m in records)
    hit.places[month] = [min(hit.blocks[m].values()) for _, m in records]
    hit.raw[month] = Cells.of(m for _, m in records)
    hit.raw[base] = Cells.of(grid.cell(r, hit.columns[base]) for r, _ in records)


def score_register(register: Register, regions: list[Region], file_name: str) -> float:
    """How well the found tables and the file's name fit a register."""
    name = normalise(file_name)
    hint = any(normalise(w) in name for w in register.file_words)
    return sum(r.score for r in regions if r.table.register == register.name) + (2.0 if hint else 0)
