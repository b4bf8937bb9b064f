"""Which rows below a heading are records, and what the others are:
by the whole row and its place, never by one word.

Region with its columns ──> sort_rows ──> rows that are records, and (row, kind) of those set aside
"""

from __future__ import annotations

import re

import numpy as np

from wkb_data.intake.cells import PARSERS, Context, aspect_ids, is_goal, is_missing
from wkb_data.intake.conventions import to_number
from wkb_data.intake.findings import shown
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.regions import Region
from wkb_data.plan import Plan

TOTAL = re.compile(r"^[^\S\n]*((sub|eind)?totaal|totalen|total|gemiddelde?|som)\b", re.I | re.M)
LEGEND_WORDS = (
    "legenda|legende|verklaring|betekenis|kleuren|afkortingen|toelichting|uitleg|"
    "noten|voetnoten|bron(nen)?|opmerkingen"
)
LEGEND = re.compile(rf"\s*({LEGEND_WORDS})\b[^.]{{0,40}}$", re.I)
LEGEND_BEGINS = re.compile(rf"^[^\S\n]*({LEGEND_WORDS})", re.I | re.M)
FOOTNOTE = re.compile(r"\s*([*†(¹²³]|(bron(nen)?|noot|nb|n\.b\.|peildatum|stand|versie|laatst)\b)", re.I)
NUMBERS = ("whole", "count", "number", "percent", "share_or_count")


class Rows:
    """The rows of one region below its heading, and what is needed to tell what they are."""

    def __init__(self, hit: Region, grid: Grid, end: int, plan: Plan):
        self.hit, self.grid, self.plan = hit, grid, plan
        self.key = hit.columns.get(hit.table.key, min(hit.columns.values()))
        self.used = sorted(hit.places_used)
        self.body = slice(hit.header + 1, min(end, grid.height))
        self.flawed = {r for r, c in (*grid.errors, *grid.unsaved) if c in set(self.used)}
        self.heads = [(c, v) for c in self.used if isinstance(v := grid.cell(hit.header, c), str) and v]
        self.known: list[int] = []
        self.last = -1
        self.totals: list[int] = []
        self.sums: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self.legend = self._legend()

    def sort(self) -> tuple[np.ndarray, list[tuple[int, str]]]:
        """Rows that are records, and the others that hold something, each with its kind."""
        hit, grid, body = self.hit, self.grid, self.body
        first = Cells(grid.columns[self.key].values, grid.columns[self.key].codes[body])
        filled = np.zeros(len(first), dtype=np.int32)
        for c in self.used:
            if c != self.key:
                filled += grid.columns[c].codes[body] != 0
        repeated = first.filled & (first.codes == grid.columns[self.key].codes[hit.header])
        usual = (filled >= 2) & first.filled & ~repeated
        for c in {self.key, *self.used[:2]}:
            if not _somewhere(TOTAL, grid.columns[c].values):
                continue
            part = Cells(grid.columns[c].values, grid.columns[c].codes[body])
            usual &= ~part.where(lambda v: isinstance(v, str) and bool(TOTAL.match(v)))
        if hit.table.judgement:
            usual &= first.where(lambda v: bool(aspect_ids(v, self.plan)))
        for start, stop in self.legend:
            usual[start - body.start : stop - body.start] = False
        rows, asides = set((np.flatnonzero(usual) + body.start).tolist()), []
        self.known, self.last = sorted(rows)[:20], max(rows, default=-1)
        odd = set((np.flatnonzero(~usual & (first.filled | (filled > 0))) + body.start).tolist())
        for r in sorted(odd | {r for r in self.flawed if body.start <= r < body.stop} - rows):
            kind = self.kind(r, int(filled[r - body.start]), bool(repeated[r - body.start]))
            if kind:
                asides.append((r, kind))
                self.totals += [r] if kind == "total" else []
            else:
                rows.add(r)
        return np.array(sorted(rows), dtype=int), asides

    def kind(self, r: int, filled: int, repeated: bool) -> str:
        """What a row is that is no usual record; nothing when it is one all the same."""
        row = self.grid.row(r)
        if repeated and sum(row[c] == t for c, t in self.heads) >= 0.6 * len(self.heads):
            return "repeated heading"
        if self._is_total(r, row):
            return "total"
        if r in self.flawed:
            return ""
        if any(a <= r < b for a, b in self.legend) and not self._is_full(row):
            return "legend"
        if self._is_lone_sum(r, row):
            return "total"
        return self._aside(r, row, filled)

    def _is_full(self, row: list) -> bool:
        """Whether most of what a record needs is there and can be that."""
        needed = [n for n in self.hit.columns if self.hit.table.column(n).required]
        return sum(self._can_be(row, n) for n in needed) > 0.5 * max(len(needed), 2)

    def _can_be(self, row: list, name: str) -> bool:
        column, value = self.hit.table.column(name), row[self.hit.columns[name]]
        return (
            not is_missing(value)
            and not PARSERS[column.type](value, Context(self.plan, None, column)).problem
        )

    def _is_total(self, r: int, row: list) -> bool:
        """A row with a word such as totaal in front
        that holds the sums of what is above, or tells of nothing else.
        """
        left = min(self.hit.left, self.key)
        at = next((c for c in range(left, self.hit.right + 1) if row[c] != ""), None)
        second = next((c for c in range(left, self.hit.right + 1) if row[c] != "" and c != at), None)
        word = [c for c in (at, second) if c is not None and isinstance(row[c], str) and TOTAL.match(row[c])]
        if not word:
            return False
        if self._adds_up(r, row, 1):
            return True
        if word[0] != at and sum(row[c] != "" for c in self.used) > 2 and not self._is_strange(row, word[0]):
            return False
        if word[0] > self.key and row[self.key] != "" and word[0] != second:
            return False
        return not self._tells_of_one_thing(row, word[0])

    def names_colour(self, row: list) -> bool:
        """Whether a row holds a colour in a list of judgements:
        what is set aside with one is always named.
        """
        judgement = self.hit.table.judgement
        at = self.hit.columns.get(judgement.value) if judgement else None
        return at is not None and row[at] != "" and self._can_be(row, judgement.value)

    def _is_strange(self, row: list, c: int) -> bool:
        """Whether what stands in a cell can't be a value of its column."""
        name = next((n for n, at in self.hit.columns.items() if at == c), None)
        return name is not None and not self._can_be(row, name)

    def _adds_up(self, r: int, row: list, least: int) -> bool:
        """Whether all its numbers are sums, or all means,
        of at least so many records above it, or since a total.
        """
        at = {c: n for n, c in self.hit.columns.items()}
        there = [
            c for c in self.used
            if _is_number(row[c]) and c != self.key
            and (c in self.hit.matrix or c in at and self.hit.table.column(at[c]).type in NUMBERS)
        ]  # fmt: skip
        for start in {self.body.start, self.totals[-1] + 1 if self.totals else self.body.start}:
            above = {c: self._above(c, start, r) for c in there}
            if not there or any(count < least for _, count in above.values()):
                continue
            if all(_close(row[c], total) for c, (total, _) in above.items()):
                return True
            if all(_close(row[c], total / count) for c, (total, count) in above.items()):
                return True
        return False

    def compare(self, r: int, row: list) -> None:
        """A warning where counts in a total are not the sum of what stands above it: a row may be lost."""
        if self._adds_up(r, row, 1):
            return
        at = {c: n for n, c in self.hit.columns.items()}
        for c in self.used:
            counts = c in at and c != self.key and self.hit.table.column(at[c]).type == "count"
            flawed = any(
                self.body.start <= a < r and b == c for a, b in (*self.grid.errors, *self.grid.unsaved)
            )
            if not (counts or c in self.hit.matrix) or not _is_number(row[c]) or flawed:
                continue
            earlier = [t for t in self.totals if t < r]
            sums = [self._above(c, s, r, earlier) for s in {self.body.start, *(t + 1 for t in earlier[-1:])}]
            if all(n and not _close(row[c], total) and not _close(row[c], total / n) for total, n in sums):
                text = _text_of_total(row[c], sums[0][0])
                self.hit.tell("warning", "total-differs", r, c, text, at.get(c), shown(row[c]), rows=True)

    def _above(self, c: int, start: int, stop: int, totals: list[int] | None = None) -> tuple[float, int]:
        """Sum and number of the numbers in a column between two rows, without those of totals."""
        totals = self.totals if totals is None else totals
        if c not in self.sums:
            values = np.array([_figure(v) for v in self.grid.columns[c].values], dtype=float)
            column = values[self.grid.columns[c].codes[: self.body.stop]]
            self.sums[c] = np.cumsum(np.nan_to_num(column)), np.cumsum(~np.isnan(column))
        sums, counts = self.sums[c]
        said = [v for t in totals if start <= t < stop and _is_number(v := self.grid.cell(t, c))]
        total = sums[stop - 1] - (sums[start - 1] if start else 0) - sum(said)
        return float(total), int(counts[stop - 1] - (counts[start - 1] if start else 0)) - len(said)

    def _tells_of_one_thing(self, row: list, word: int) -> bool:
        """Whether a date, a place, a status or all
        of its required texts say that a row is about one thing.
        """
        table, at = self.hit.table, self.hit.columns
        needed = [n for n, c in at.items() if c not in (word, self.key) and table.column(n).required]
        if table.key in at and not self._can_be(row, table.key):
            return False
        strong = [n for n in needed if table.column(n).type not in (*NUMBERS, "text", "list", "party")]
        texts = [n for n in needed if table.column(n).type == "text"]
        return any(self._can_be(row, n) for n in strong) or bool(
            not strong and texts and all(self._can_be(row, n) for n in texts)
        )

    def _is_lone_sum(self, r: int, row: list) -> bool:
        """Only numbers, under columns of numbers, and below the last record: sums without a label."""
        there = [c for c in self.used if row[c] != ""]
        needed = [c for c in self.hit.table.columns if c.required]
        numeric = there and all(_is_number(row[c]) for c in there)
        if not numeric or row[self.key] != "":
            return False
        at = {c: n for n, c in self.hit.columns.items()}
        if not all(c in at and self.hit.table.column(at[c]).type in NUMBERS for c in there):
            return False
        if self._adds_up(r, row, 2):
            return True
        if len(there) * 2 >= len(self.used) or len(needed) < 2:
            return False
        for c in there:
            if not _close(self._above(c, self.body.start, r)[0], row[c]):
                text = (
                    f"hier staat alleen {shown(row[c])}, zonder de andere kolommen; de rij is als een "
                    "totaal niet gelezen. Is het een rij van de lijst, vul haar dan aan."
                )
                self.hit.tell("warning", "row-lone-number", r, c, text, at[c], shown(row[c]), rows=True)
        return True

    def _aside(self, r: int, row: list, filled: int) -> str:
        """A group heading, a footnote, a goal's heading in a status list."""
        hit, first = self.hit, row[self.key]
        if hit.table.judgement:
            if first == "":
                across = bool(hit.months or hit.blocks)
                return "footnote" if filled <= 1 and (not across or self._lone_text(row)) else ""
            aside = not aspect_ids(first, self.plan) and (is_goal(first, self.plan) or filled == 0)
            return "group heading" if aside else ""
        needed = [c for c in hit.table.columns if c.required]
        total = (first != "") + sum(row[c] != "" for c in self.used if c != self.key)
        if total > 1:
            return ""
        aside = "group heading" if r < self.last else "footnote"
        apart = r > self.last and not any(v != "" for v in self.grid.row(r - 1))
        if first == "":
            return aside if self._lone_text(row, len(needed) > 2 or apart) else ""
        if apart and isinstance(first, str) and FOOTNOTE.match(first):
            return "footnote"
        if len(needed) < 2:
            return ""
        if not isinstance(first, str):
            return ""
        keys = [str(self.grid.cell(k, self.key)) for k in self.known]
        same = any(_pattern(k) == _pattern(first) for k in keys)
        return "" if same and re.search(r"\d", first) else aside

    def _lone_text(self, row: list, anything: bool = False) -> bool:
        """Whether all that stands in a row is a text that can't be a value of its column (or `anything`)."""
        place = next((c for c in self.used if row[c] != ""), None)
        if place is None or not isinstance(row[place], str):
            return False
        across = self.hit.table.column(self.hit.table.judgement.value) if self.hit.table.judgement else None
        name = next((n for n, c in self.hit.columns.items() if c == place), None)
        column = self.hit.table.column(name) if name else across
        strange = column is not None and bool(
            PARSERS[column.type](row[place], Context(self.plan, None, column)).problem
        )
        return anything or strange

    def _legend(self) -> list[tuple[int, int]]:
        """Row ranges below a lone word such as legenda,
        that follows an empty row, up to the next full record.
        """
        found, body = [], self.body
        candidates = self.grid.columns[self.hit.left : self.hit.right + 1]
        starts = set()
        for column in candidates:
            if _somewhere(LEGEND_BEGINS, column.values):
                part = Cells(column.values, column.codes[body])
                told = part.where(lambda v: isinstance(v, str) and bool(LEGEND.match(v)))
                starts |= set((np.flatnonzero(told) + body.start).tolist())
        for r in sorted(starts):
            lone = sum(v != "" for v in self.grid.row(r)[self.hit.left : self.hit.right + 1]) == 1
            after_blank = r > body.start and not any(
                v != "" for v in self.grid.row(r - 1)[self.hit.left : self.hit.right + 1]
            )
            if lone and after_blank and not any(a <= r < b for a, b in found):
                stop = r + 1
                while stop < min(body.stop, r + 40) and not self._is_full(self.grid.row(stop)):
                    stop += 1
                found.append((r, stop))
        return found + self._words_explained()

    def _words_explained(self) -> list[tuple[int, int]]:
        """Row ranges after an empty row in
        which every row is a word of the table's lists with a text beside it.
        """
        span = self.grid.columns[self.hit.left : self.hit.right + 1]
        counts = np.sum([c.filled[self.body] for c in span], axis=0, dtype=np.int32) if span else np.array([])
        blank = np.flatnonzero(counts == 0)
        found = []
        for b in blank[:-1][np.diff(blank) > 2].tolist() + blank[-1:].tolist():
            stop = b + 1
            while stop < len(counts) and counts[stop] == 2:
                stop += 1
            rows = range(b + 1 + self.body.start, stop + self.body.start)
            ended = stop == len(counts) or counts[stop] == 0
            if ended and len(rows) > 1 and self._are_words(rows):
                found.append((rows.start, rows.stop))
        return found

    def _are_words(self, rows: range) -> bool:
        """Whether rows of two cells have the same two places,
        and another word of a list of the table in front each.
        """
        pairs = [
            [
                (c, v)
                for c, v in enumerate(self.grid.row(r))
                if v != "" and self.hit.left <= c <= self.hit.right
            ]
            for r in rows
        ]
        if len({tuple(c for c, _ in pair) for pair in pairs}) != 1:
            return False
        words = [pair[0][1] for pair in pairs]
        lists = [c for c in self.hit.table.columns if c.type in ("colour", "word", "category", "yesno")]
        return len(set(words)) == len(words) and all(
            isinstance(w, str) and len(w) > 1 and not w.isdigit()
            and any(not PARSERS[c.type](w, Context(self.plan, None, c)).problem for c in lists)
            for w in words
        )  # fmt: skip


def _somewhere(pattern: re.Pattern, values: list) -> bool:
    """Whether a pattern that begins a line occurs in any text:
    asked of all at once, for most columns have none.
    """
    return bool(pattern.search("\n".join(v for v in values if type(v) is str)))


def _is_number(value: object) -> bool:
    return isinstance(value, float | int) and not isinstance(value, bool)


def _figure(value: object) -> float:
    """A number, also one that is written as text; not-a-number for anything else."""
    found = value if _is_number(value) else to_number(value) if isinstance(value, str) and value else None
    return found if _is_number(found) else np.nan


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.001 * max(abs(a), 1)


def _pattern(text: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "9", text.strip()))


def whole_rows_aside(rows: Rows, asides: list[tuple[int, str]]) -> None:
    """A finding for every row that is set aside although it is filled as a record is."""
    for r, kind in asides:
        row = rows.grid.row(r)
        there = [c for c in rows.used if row[c] != ""]
        full = kind in ("total", "legend") and len(there) >= 3 and len(there) * 2 > len(rows.used)
        if full or kind in ("legend", "footnote") and rows.names_colour(row):
            word = {"total": "een totaal", "legend": "een legenda", "footnote": "een voetnoot"}[kind]
            text = (
                f"deze rij ('{shown(row[there[0]])}') is als {word} gezien en niet gelezen. Is het een "
                "rij van de lijst, begin haar dan met een ander woord."
            )
            rows.hit.tell("info", "row-set-aside", r, there[0], text, None, shown(row[there[0]]), rows=True)
        if kind == "total":
            rows.compare(r, row)


def _text_of_total(said: float, found: float) -> str:
    return (
        f"dit totaal ({shown(said)}) is niet de som van de rijen erboven ({shown(found)}). "
        "Ontbreekt er een rij?"
    )
