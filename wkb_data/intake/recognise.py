"""Finds the tables of the registers on the sheets of a workbook,
by their columns; a sheet's name is only a hint.

    Grid ──> heading rows that fit a table ──> Region: which rows, which column holds what

Understands title rows, headings over several rows, merged headings, repeated headings, blank rows, totals,
group headings, footnotes and several tables on a sheet; the shapes beside a plain list are those of `shapes`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from wkb_data.intake import shapes
from wkb_data.intake.cells import PARSERS, Context, is_missing
from wkb_data.intake.collect import collect
from wkb_data.intake.conventions import question_of
from wkb_data.intake.findings import address, shown
from wkb_data.intake.grids import Grid
from wkb_data.intake.headings import WIDE, Match, heading_text, match, match_alike, merged_tops, ways_to_read
from wkb_data.intake.regions import TELLING, Answers, Doubt, Region
from wkb_data.plan import Plan
from wkb_data.schema import Column, Register, Table, normalise

SCAN = 60
# Scores that differ by less are the same: which of the two it is must follow from something else, or be
# asked.
TIE = 0.5
# Kinds of columns of which the cells say whether they can be it.
EVIDENT = (*TELLING, "yesno")


class _Sheet:
    """One sheet with what recognising needs to know: tables, answers, plan, merged headings."""

    def __init__(self, grid: Grid, tables: list[Table], answers: Answers, plan: Plan, month: str | None):
        self.grid, self.tables, self.answers, self.plan, self.month = grid, tables, answers, plan, month
        self.merged = merged_tops(grid)
        self.read: dict[tuple[int, int], list[list[str]]] = {}
        self.exact: dict[str, set[str]] = {}
        for table in tables:
            for word in table.by_word:
                self.exact.setdefault(word, set()).add(table.name)

    def ways(self, row: int, depth: int) -> list[list[str]]:
        """The ways to read the headings of so many rows that end at a row; asked for each part of a row."""
        if (row, depth) not in self.read:
            self.read[row, depth] = ways_to_read(self.grid, self.merged, row, depth)
        return self.read[row, depth]

    def good(self, column: Column, c: int, header: int) -> float:
        """Which part of the distinct cells below a heading can be values of a column;
        0 when there are none.
        """
        ctx = Context(self.plan, self.month, column)
        rows = np.arange(header + 1, min(header + 60, self.grid.height))
        sample = {v for v in self.grid.columns[c].take(rows) if not is_missing(v)}
        return sum(not PARSERS[column.type](v, ctx).problem for v in sample) / len(sample) if sample else 0.0


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


def _candidates(grid: Grid) -> list[int]:
    """Rows that can be a heading: the first ones that hold text,
    those after a blank row, and those after a single cell.
    """
    counts = grid.filled_counts()
    filled = np.flatnonzero(counts)
    fresh = np.ones(len(filled), dtype=bool)
    fresh[1:] = (np.diff(filled) > 1) | ((counts[filled[:-1]] <= 1) & (grid.width > 1))
    fresh[:SCAN] = True
    return filled[fresh & (counts[filled] >= 2)].tolist()


def _hit(sheet: _Sheet, row: int, first: int, last: int, loose: bool = False) -> Region | None:
    """The best reading of a row as heading, if any;
    `loose` also takes a heading of which every word is misspelt.
    """
    best: Region | None = None
    by_register: dict[str, float] = {}
    for depth in (1,) if loose else (1, 2, 3):
        top = row - depth + 1
        if (
            top < 0
            or depth > 1
            and not any(isinstance(v, str) and v for v in sheet.grid.row(top)[first : last + 1])
        ):
            break
        ways = sheet.ways(row, depth)
        known = Counter(
            name for options in ways[first : last + 1]
            for name in {t for w in options for t in sheet.exact.get(w, ())}
        )  # fmt: skip
        for table in sheet.tables:
            least = 0 if loose else 1 if table.shapes else 2
            if known[table.name] < least and not sheet.answers:
                continue
            region = _as_table(sheet, table, ways, row, depth, first, last, loose)
            if region is None:
                continue
            by_register[table.register] = max(region.score, by_register.get(table.register, region.score))
            if best is None or region.score > best.score:
                best = region
    if best:
        best.fits = {name: score for name, score in by_register.items() if score > best.score - TIE}
    return best


def _as_table(sheet: _Sheet, table: Table, ways, row, depth, first, last, loose) -> Region | None:
    """A row as the heading of one table, if it can be that."""
    found = match(table, ways, first, last, sheet.answers)
    least = 0 if loose else 1 if table.shapes else 2
    if len(found.columns) < least and not _monthly(table):
        return None
    region = Region(table, sheet.grid.name, row, {}, left=first, right=last, depth=depth)
    _shape(region, found, sheet, ways)
    if len(found.columns) < 2 and region.shape == "list" and not loose:
        return None
    if region.shape in ("list", "marks", "history"):

        def fits(name, c):
            column = table.column(name)
            return column.type in EVIDENT and sheet.good(column, c, row) >= 0.7

        match_alike(table, [options[1:] or options for options in ways], found, fits)
    region.columns = found.columns | found.alike
    if (
        loose
        and len(region.columns) < 4
        or region.shape not in ("matrix", "blocks")
        and not _fits(table, region.columns)
    ):
        return None
    region.score = {"matrix": 3.0, "blocks": 4.0}.get(region.shape) or (
        _score(table, region.columns, sheet.grid.name) - 0.4 * (depth - 1) - 0.3 * len(found.alike)
        + 2 * (region.shape in ("marks", "history"))
    )  # fmt: skip
    if region.shape == "blocks" and table.judgement:
        region.score = 5.0 + len(region.blocks)
    region.unread = [(c, str(v)) for c in found.left if (v := sheet.grid.cell(row, c)) not in ("", None)]
    region.matched = found
    return region


def _monthly(table: Table) -> bool:
    return "history" in table.shapes


def _shape(region: Region, found: Match, sheet: _Sheet, ways: list[list[str]]) -> None:
    """Tells the shape of a table by its heading,
    and leaves to `found` the columns that stand beside that shape.
    """
    table, row, grid = region.table, region.header, sheet.grid
    values = grid.row(row)
    in_months = shapes.blocks(table, found.columns, grid, sheet.merged, row, region.depth)
    if in_months:
        taken = {c for block in in_months.values() for c in block.values()}
        base = shapes.axes(table)[0]
        beside = {
            n: c
            for n, c in found.columns.items()
            if c not in taken and n not in next(iter(in_months.values()))
        }
        region.shape, region.blocks = "blocks", in_months
        found.columns = (
            {base: found.columns[base]}
            | (beside if table.matrix is None else {})
            | next(iter(in_months.values()))
        )
        found.rivals, found.left = {}, [c for c in found.left if c not in taken]
        return
    across = shapes.matrix(table, found.columns, values, grid, row, sheet.plan)
    if across:
        base, _, value = shapes.axes(table)
        region.shape, region.matrix = "matrix", across
        found.columns = {base: found.columns[base], value: min(across)}
        found.left = [
            c
            for c in range(region.left, region.right + 1)
            if c not in {*across, found.columns[base]} and values[c] != ""
        ]
        found.rivals = {}
        return
    region.marks = shapes.marks(table, ways, values, found.columns, region.left, region.right)
    region.months = (
        {} if region.marks else shapes.history(table, values, found.columns, region.left, region.right)
    )
    if region.marks or region.months:
        region.shape = "marks" if region.marks else "history"
        taken = {*region.marks.values(), *region.months}
        value = table.judgement.value
        found.columns = {n: c for n, c in found.columns.items() if n != value and c not in taken}
        found.columns[value] = min(taken)
        found.left = [c for c in found.left if c not in taken]
        found.rivals = {
            n: [c for c in more if c not in taken] for n, more in found.rivals.items() if n != value
        }


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
    """The tables on one sheet, in order, with their rows collected.
    `answers`: what the group said of doubtful headings.
    """
    sheet = _Sheet(grid, tables, answers or {}, plan, month)
    hits = _kept(_settle(_hits(sheet)), sheet)
    for hit in hits:
        _contest(hit, sheet)
        _notes(hit, sheet)
        _by_values(hit, sheet)
    while True:
        for i, hit in enumerate(hits):
            below = [
                h.header - h.depth + 1 for h in hits[i + 1 :] if h.left <= hit.right and h.right >= hit.left
            ]
            hit.end = min([b for b in below if b > hit.header], default=grid.height)
            collect(hit, grid, hit.end, plan)
        joined = _join(hits)
        stay = [j for j in joined if j.data_rows or j.score > 3]
        if len(stay) == len(joined):
            for hit in joined:
                _unread_columns(hit, grid)
                hit.told = {
                    c.name: way for c in hit.table.columns
                    if (way := sheet.answers.get((hit.table.name, normalise(question_of(c.heading)))))
                }  # fmt: skip
            return joined
        # A table without rows that is hardly one gives what it stood on back to the table above it.
        dropped = {(h.table.name, h.header) for h in joined if h not in stay}
        hits = [h for h in hits if (h.table.name, h.header) not in dropped]
        for hit in hits:
            hit.forget()


def _hits(sheet: _Sheet) -> list[Region]:
    """Every row that can be the heading of a table, or of several beside each other."""
    hits: list[Region] = []
    rows = _candidates(sheet.grid)
    for row in rows:
        values = sheet.grid.row(row)
        if not any(isinstance(v, str) and v != "" for v in values):
            continue
        runs = _runs(values)
        parts = [h for r in runs if r[1] > r[0] and (h := _hit(sheet, row, *r))] if len(runs) > 1 else []
        whole = _hit(sheet, row, 0, len(values) - 1)
        if len(parts) > 1 and len({p.table.name for p in parts}) > 1:
            hits.extend(parts)
        elif whole:
            hits.append(whole)
    if hits:
        return hits
    wordy = [
        r for r in rows[:25] if 4 <= sum(isinstance(v, str) and v != "" for v in sheet.grid.row(r)) <= WIDE
    ]
    return [h for r in wordy if (h := _hit(sheet, r, 0, sheet.grid.width - 1, loose=True))][:1]


def _settle(hits: list[Region]) -> list[Region]:
    """Of neighbouring rows that both look like a heading,
    the better one (a heading over two rows counts at its last).
    """
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


def _kept(hits: list[Region], sheet: _Sheet) -> list[Region]:
    """Leaves out headings that are rows of the table above them: their cells are values of its columns."""
    kept: list[Region] = []
    for hit in hits:
        above = [k for k in kept if k.header < hit.header and k.left <= hit.right and hit.left <= k.right]
        if not above or not _is_record(above[-1], hit, sheet):
            kept.append(hit)
    return kept


def _is_record(above: Region, hit: Region, sheet: _Sheet) -> bool:
    """Whether a row that could be a heading has dates,
    numbers or words that belong in the columns of the table above it.
    """
    row = sheet.grid.row(hit.header)
    filled = [c for c in range(hit.left, hit.right + 1) if row[c] != ""]
    heads = {*hit.columns.values(), *hit.months, *hit.marks.values(), *hit.matrix}
    heads |= {c for block in hit.blocks.values() for c in block.values()}
    good = 0
    for name, c in above.columns.items():
        column = above.table.column(name)
        if c < len(row) and not is_missing(row[c]) and column.type not in ("text", "list", "party"):
            good += not PARSERS[column.type](row[c], Context(sheet.plan, sheet.month, column)).problem
    return good >= 2 or good and len(heads & set(filled)) < 0.6 * len(filled)


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
            same.take_over(hit)
        else:
            joined.append(hit)
    return joined


def _notes(hit: Region, sheet: _Sheet) -> None:
    """Says of columns known by likeness,
    of headings beaten by a better one, and of months written with a remark.
    """
    values = sheet.grid.row(hit.header)
    for name, c in hit.matched.alike.items():
        if name not in hit.contested:
            _doubt(hit, c, shown(values[c]), name, "info", "heading-alike", "is gelezen als")
    for c, name in hit.matched.beaten.items():
        if name in hit.columns and hit.shape == "list":
            title, at = hit.table.column(name).heading, address(hit.header, hit.columns[name])
            text = (
                f"kolom '{shown(values[c])}' kan ook '{title}' zijn; gelezen is kolom {at}, met de naam "
                "die beter past."
            )
            hit.tell("info", "heading-beaten", hit.header, c, text, name, shown(values[c]))
    _months_across(hit, sheet)


def _months_across(hit: Region, sheet: _Sheet) -> None:
    """Months in the headings: twice the same, out of order, with a remark, or not readable as a month."""
    heads = hit.months or (hit.matrix if hit.across == "month" else {})
    if not heads:
        return
    seen: dict[str, int] = {}
    last = ""
    for c, month in sorted(heads.items()):
        said = shown(sheet.grid.cell(hit.header, c))
        if month in seen:
            text = (
                f"de maand '{said}' staat ook al boven kolom {address(hit.header, seen[month])}; deze "
                "kolom is niet gelezen. Verbeter één van beide koppen."
            )
            hit.tell("error", "month-twice", hit.header, c, text, "month", said)
        elif last and month < last:
            text = (
                f"de maand '{said}' is gelezen als {month} en staat niet op volgorde: ervoor staat "
                f"{last}. Klopt het jaar in deze kop?"
            )
            hit.tell("warning", "month-out-of-order", hit.header, c, text, "month", said)
        elif last and _months_between(last, month) >= 12:
            text = (
                f"de maand '{said}' is gelezen als {month} en volgt op {last}: daartussen ligt een jaar "
                "of meer. Klopt het jaar in deze kop?"
            )
            hit.tell("warning", "month-leap", hit.header, c, text, "month", said)
        remark = shapes.month_heading(sheet.grid.cell(hit.header, c))[1]
        if remark:
            text = f"de kop '{said}' is gelezen als maand {month}; '{remark}' telt niet mee. Klopt dat?"
            hit.tell("warning", "month-with-remark", hit.header, c, text, "month", said)
        seen.setdefault(month, c)
        last = max(last, month)
    double = {c for c, month in heads.items() if seen[month] != c}
    for c in double:
        del heads[c]
    _unread_months(hit, sheet, heads, double)


def _months_between(a: str, b: str) -> int:
    return 12 * (int(b[:4]) - int(a[:4])) + int(b[5:]) - int(a[5:])


def _unread_months(hit: Region, sheet: _Sheet, heads: dict[int, str], double: set[int]) -> None:
    """Columns beside months that hold the same kind of values under a heading that is no month."""
    value = hit.table.column(shapes.axes(hit.table)[2])
    for c in range(min(heads), hit.right + 1):
        head = sheet.grid.cell(hit.header, c)
        if c in heads or c in double or c in hit.columns.values() or head == "":
            continue
        if not shapes.is_note(head) and sheet.good(value, c, hit.header) >= 0.7:
            text = (
                f"de kop '{shown(head)}' is geen maand met jaar, maar eronder staan wel waarden; deze "
                "kolom is niet gelezen. Schrijf de maand als mrt-21."
            )
            hit.tell("warning", "month-heading-unread", hit.header, c, text, "month", shown(head))


def _unread_columns(hit: Region, grid: Grid) -> None:
    """Says of columns with numbers or dates under a heading
    that is no column of the table that they were not read.
    """
    named = {f.cell for f in hit.findings}
    for c, heading in hit.unread:
        if not len(hit.rows) or address(hit.header, c) in named or heading_text(heading) in shapes.NOTES:
            continue
        values = [v for v in grid.columns[c].take(np.unique(hit.rows)).tolist() if not is_missing(v)]
        kept = sum(isinstance(v, int | float | date) and not isinstance(v, bool) for v in values)
        if values and kept * 2 >= len(values):
            text = (
                f"kolom '{heading}' hoort niet bij {hit.table.title}; de {kept} waarden eronder zijn "
                "niet gelezen."
            )
            hit.tell("info", "column-unread", hit.header, c, text, None, heading)


def _contest(hit: Region, sheet: _Sheet) -> None:
    """Two columns that may be the same one:
    when their cells differ none is read, and it is asked which one it is.
    """
    for name, more in hit.matched.rivals.items():
        if hit.shape == "blocks" or name not in hit.columns:
            continue
        body = np.arange(hit.header + 1, sheet.grid.height)
        places = [c for c in (hit.columns[name], *more) if sheet.grid.columns[c].take(body).filled.any()]
        texts = [tuple(sheet.grid.columns[c].take(body).tolist()) for c in places]
        if len(set(texts)) <= 1:
            hit.columns[name] = places[0] if places else hit.columns[name]
            continue
        title = hit.table.column(name).heading
        said = " en ".join(
            f"'{shown(sheet.grid.cell(hit.header, c))}' ({address(hit.header, c)})" for c in places
        )
        text = (
            f"de kolommen {said} kunnen allebei '{title}' zijn en zeggen niet hetzelfde. Zeg welke "
            "het is, of geef de andere een andere kop."
        )
        hit.tell(
            "error",
            "column-contested",
            hit.header,
            places[1],
            text,
            name,
            shown(sheet.grid.cell(hit.header, places[1])),
        )
        del hit.columns[name]
        hit.contested.add(name)
        hit.doubts += [
            Doubt(hit.table, hit.sheet, hit.header, c, shown(sheet.grid.cell(hit.header, c)), name)
            for c in places
        ]
        hit.unread = sorted({*hit.unread, *((c, shown(sheet.grid.cell(hit.header, c))) for c in places)})


def _doubt(region: Region, c: int, heading: str, name: str, level: str, kind: str, how: str) -> None:
    """Notes a doubtful column: a finding that says so, and a question to ask."""
    title = region.table.column(name).heading
    said = (
        f"kolom '{heading or 'zonder kop'}' {how} '{title}'. Klopt dat niet, geef de kolom dan "
        "haar eigen naam."
    )
    region.tell(level, kind, region.header, c, said, name, heading or None, title)
    region.doubts.append(Doubt(region.table, region.sheet, region.header, c, heading, name))


def _by_values(hit: Region, sheet: _Sheet) -> None:
    """A required column whose heading says nothing is known by what stands in it."""
    if hit.shape != "list":
        return
    missing = [
        c for c in hit.table.columns
        if c.required and c.name not in hit.columns and c.type in TELLING and c.name not in hit.contested
    ]  # fmt: skip
    for column in missing:
        bare = [(c, "") for c in range(hit.left, hit.right + 1) if sheet.grid.cell(hit.header, c) == ""]
        likely = [
            c
            for c, _ in hit.unread + bare
            if c not in hit.columns.values()
            and (hit.table.name, heading_text(sheet.grid.cell(hit.header, c))) not in sheet.answers
            and sheet.good(column, c, hit.header) >= 0.7
        ]
        if len(likely) == 1:
            best = likely[0]
            hit.columns[column.name] = best
            heading = shown(sheet.grid.cell(hit.header, best))
            _doubt(
                hit,
                best,
                heading,
                column.name,
                "warning",
                "heading-by-content",
                "is aan de inhoud herkend als",
            )
            hit.unread = [(c, t) for c, t in hit.unread if c != best]


def score_register(register: Register, regions: list[Region], file_name: str) -> float:
    """How well the found tables and the file's name fit a register;
    a table that fits several counts for each.
    """
    name = normalise(file_name)
    hint = any(normalise(w) in name for w in register.file_words)
    return sum(r.fits.get(register.name, 0.0) for r in regions) + (2.0 if hint else 0)


def headings_seen(grid: Grid) -> list[str]:
    """What looks like headings on a sheet: the first row with the most texts among the first ones."""
    rows = [[v for v in grid.row(r) if isinstance(v, str) and v.strip()] for r in range(min(20, grid.height))]
    return [" ".join(v.split()) for v in max(rows, key=len, default=[])]


def nearest_table(heads: list[str], tables: list[Table]) -> tuple[Table, list[str], list[str]] | None:
    """The table that comes closest to some headings:
    it, the headings that fit, and the required columns that lack.
    """
    words = {normalise(h) for h in heads}
    best = max(tables, key=lambda t: len({t.by_word[w] for w in words if w in t.by_word}), default=None)
    if best is None:
        return None
    named = {best.by_word[w] for w in words if w in best.by_word}
    fit = [c.heading for c in best.columns if c.name in named]
    lack = [c.heading for c in best.columns if (c.required or c.expected) and c.name not in named]
    return (best, fit, lack) if fit else None
