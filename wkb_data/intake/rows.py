"""Which rows below a heading are records, and what the others are: by the whole row and its place, never by one word.

Region with its columns ──> sort_rows ──> rows that are records, and (row, kind) of those set aside
"""

from __future__ import annotations

import re

import numpy as np

from wkb_data.intake.cells import PARSERS, Context, aspect_ids, is_goal, is_missing
from wkb_data.intake.findings import shown
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.regions import Region
from wkb_data.plan import Plan

TOTAL = re.compile(r"^\s*((sub|eind)?totaal|totalen|total|gemiddelde?|som)\b", re.I | re.M)
LEGEND = re.compile(r"\s*(legenda|legende|verklaring|betekenis|kleuren|afkortingen|toelichting|uitleg|noten|voetnoten|bron(nen)?|opmerkingen)\b[^.]{0,40}$", re.I)  # fmt: skip
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
        usual &= ~first.where(lambda v: isinstance(v, str) and bool(TOTAL.match(v)))
        if hit.table.key == "aspect":
            usual &= first.where(lambda v: bool(aspect_ids(v, self.plan)))
        for start, stop in self.legend:
            usual[start - body.start : stop - body.start] = False
        rows, asides = set((np.flatnonzero(usual) + body.start).tolist()), []
        self.known = sorted(rows)[:20]
        odd = set((np.flatnonzero(~usual & (first.filled | (filled > 0))) + body.start).tolist())
        for r in sorted(odd | {r for r in self.flawed if body.start <= r < body.stop} - rows):
            kind = self.kind(r, int(filled[r - body.start]), bool(repeated[r - body.start]))
            if kind:
                asides.append((r, kind))
            else:
                rows.add(r)
        return np.array(sorted(rows), dtype=int), asides

    def kind(self, r: int, filled: int, repeated: bool) -> str:
        """What a row is that is no usual record; nothing when it is one all the same."""
        row = self.grid.row(r)
        if repeated and sum(row[c] == t for c, t in self.heads) >= 0.6 * len(self.heads):
            return "repeated heading"
        if self._is_total(row):
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

    def _is_total(self, row: list) -> bool:
        """A row that begins with a word such as totaal, and in which nothing else tells of one thing."""
        left = min(self.hit.left, self.key)
        at = next((c for c in range(left, self.hit.right + 1) if row[c] != ""), None)
        second = next((c for c in range(left, self.hit.right + 1) if row[c] != "" and c != at), None)
        word = [c for c in (at, second) if c is not None and isinstance(row[c], str) and TOTAL.match(row[c])]
        if not word or word[0] != at and sum(row[c] != "" for c in self.used) > 2:
            return False
        if word[0] > self.key and row[self.key] != "" and word[0] != second:
            return False
        return not self._tells_of_one_thing(row, word[0])

    def _tells_of_one_thing(self, row: list, word: int) -> bool:
        """Whether a date, a place, a status or all of its required texts say that a row is about one thing."""
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
        numeric = there and all(
            isinstance(row[c], float | int) and not isinstance(row[c], bool) for c in there
        )
        if not numeric or row[self.key] != "" or len(there) * 2 >= len(self.used) or len(needed) < 2:
            return False
        at = {c: n for n, c in self.hit.columns.items()}
        if not all(c in at and self.hit.table.column(at[c]).type in NUMBERS for c in there):
            return False
        for c in there:
            above = [
                v
                for v in self.grid.columns[c].take(np.arange(self.body.start, r))
                if isinstance(v, float | int)
            ]
            if abs(sum(above) - row[c]) > 0.001 * max(abs(row[c]), 1):
                text = f"hier staat alleen {shown(row[c])}, zonder de andere kolommen; de rij is als een totaal niet gelezen. Is het een rij van de lijst, vul haar dan aan."
                self.hit.tell("warning", "row-lone-number", r, c, text, at[c], shown(row[c]), rows=True)
        return True

    def _aside(self, r: int, row: list, filled: int) -> str:
        """A group heading, a footnote, a goal's heading in a status list."""
        hit, first = self.hit, row[self.key]
        if hit.table.key == "aspect":
            if first == "":
                return "footnote" if filled <= 1 and not hit.months and not hit.blocks else ""
            aside = not aspect_ids(first, self.plan) and (is_goal(first, self.plan) or filled == 0)
            return "group heading" if aside else ""
        needed = [c for c in hit.table.columns if c.required]
        total = (first != "") + sum(row[c] != "" for c in self.used if c != self.key)
        if total > 1 or len(needed) < 2:
            return ""
        later = not any(k > r for k in self.known)
        if first == "":
            lone = next((row[c] for c in self.used if row[c] != ""), "")
            return (
                ("footnote" if later else "group heading")
                if isinstance(lone, str) and len(needed) > 2
                else ""
            )
        if not isinstance(first, str):
            return ""
        keys = [str(self.grid.cell(k, self.key)) for k in self.known]
        same = any(_pattern(k) == _pattern(first) for k in keys)
        return "" if same and re.search(r"\d", first) else "footnote" if later else "group heading"

    def _legend(self) -> list[tuple[int, int]]:
        """Row ranges below a lone word such as legenda, that follows an empty row, up to the next full record."""
        found, body = [], self.body
        candidates = self.grid.columns[self.hit.left : self.hit.right + 1]
        starts = set()
        for column in candidates:
            if any(isinstance(v, str) and LEGEND.match(v) for v in column.values):
                told = np.fromiter(
                    (isinstance(v, str) and bool(LEGEND.match(v)) for v in column.values),
                    bool,
                    len(column.values),
                )
                starts |= set((np.flatnonzero(told[column.codes[body]]) + body.start).tolist())
        for r in sorted(starts):
            lone = sum(v != "" for v in self.grid.row(r)[self.hit.left : self.hit.right + 1]) == 1
            after_blank = r > body.start and not any(v != "" for v in self.grid.row(r - 1)[self.hit.left : self.hit.right + 1])  # fmt: skip
            if lone and after_blank and not any(a <= r < b for a, b in found):
                stop = r + 1
                while stop < min(body.stop, r + 40) and not self._is_full(self.grid.row(stop)):
                    stop += 1
                found.append((r, stop))
        return found


def _pattern(text: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "9", text.strip()))


def whole_rows_aside(rows: Rows, asides: list[tuple[int, str]]) -> None:
    """A finding for every row that is set aside although it is filled as a record is."""
    for r, kind in asides:
        row = rows.grid.row(r)
        there = [c for c in rows.used if row[c] != ""]
        if kind in ("total", "legend") and len(there) >= 3 and len(there) * 2 > len(rows.used):
            word = {"total": "een totaal", "legend": "een legenda"}[kind]
            text = f"deze rij ('{shown(row[there[0]])}') is als {word} gezien en niet gelezen. Is het een rij van de lijst, begin haar dan met een ander woord."
            rows.hit.tell("info", "row-set-aside", r, there[0], text, None, shown(row[there[0]]), rows=True)
