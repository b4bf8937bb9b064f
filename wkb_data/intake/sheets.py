"""One sheet's XML: where every cell stands in it,
what it reaches, which cells are flawed or merged, and their styles.

    xml ── Sheet.of ──> Sheet: the XML in one usual way of writing, and the Index of its cells

Readers and patterns know one way of writing. A sheet that is written in another legal way is written anew
in that one first, so that quotes, prefixes, order and references mean nothing.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from wkb_data.intake.cell_index import Index, Words, indexed
from wkb_data.intake.grids import Range, clipped
from wkb_data.intake.limits import LAST_COLUMN, too_much
from wkb_data.intake.rewriting import Place, place, rewritten

MAX_FLAWS = 200_000
DIMENSION = re.compile(rb"<dimension\b[^<>]*>")
MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']\s*([A-Za-z]+\d+):([A-Za-z]+\d+)\s*["']"""
)
UNSAVED = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?!\s|<v>[^<]|<is>)")
ERROR = re.compile(rb"<v>\s*([^<]*?)\s*</v>")
DUTCH_ERRORS = {
    "#N/A": "#N/B",
    "#REF!": "#VERW!",
    "#VALUE!": "#WAARDE!",
    "#NAME?": "#NAAM?",
    "#DIV/0!": "#DEEL/0!",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
}


@dataclass
class Sheet:
    """The XML of a sheet and its cells in their order; `changed`: whether it had to be written anew."""

    xml: bytes
    cells: Index
    changed: bool = False

    @classmethod
    def of(cls, xml: bytes) -> Sheet:
        """Raises BadZipFile where a cell has no sound place
        or stands there twice, Unbounded where that can't be told.
        """
        cells, changed = indexed(xml), False
        if cells is None:
            xml, changed = rewritten(xml), True
            cells = indexed(xml)
        if cells is None:
            raise zipfile.BadZipFile("sheet")
        sheet = cls(xml, cells, changed)
        if (np.diff(sheet.keys) <= 0).any() and len(np.unique(sheet.keys)) < len(sheet.keys):
            raise zipfile.BadZipFile("a cell twice")
        return sheet

    @cached_property
    def words(self) -> Words:
        return Words(self.xml)

    @cached_property
    def keys(self) -> np.ndarray:
        return self.cells.rows.astype(np.int64) * LAST_COLUMN + self.cells.columns

    @cached_property
    def filled(self) -> np.ndarray:
        """Which cells hold something; a tag that closes itself,
        or with nothing or an empty value in it, is formatting.
        """
        first, second, third, fourth = (self.words.chars[self.cells.ends + i] for i in (1, 2, 3, 4))
        hollow = (second == ord("/")) | (second == ord("v")) & ((third == ord("/")) | (fourth == ord("<")))
        return ~self._told(lambda tag: tag.closed) & ~((first == ord("<")) & hollow)

    def _told(self, test) -> np.ndarray:
        """For every cell whether `test` holds of its tag."""
        return np.array([test(tag) for tag in self.cells.tags] or [False])[self.cells.which]

    @cached_property
    def extent(self) -> tuple[int, int]:
        """Rows and columns from A1 to the last cell that holds something."""
        if not self.filled.any():
            return 0, 0
        return int(self.cells.rows[self.filled].max()) + 1, int(self.cells.columns[self.filled].max()) + 1

    @property
    def readable(self) -> bytes | None:
        """The XML for a reader that trusts what a sheet says of its size; None where it is as it was."""
        end = self.xml.find(b"<sheetData")
        said = DIMENSION.search(self.xml, 0, max(end, 0))
        if not said or re.search(rb'ref="[A-Z]{1,3}\d{1,7}(:[A-Z]{1,3}\d{1,7})?"', said[0]):
            return self.xml if self.changed else None
        return self.xml[: said.start()] + self.xml[said.end() :]

    def which(self, cells: list[Place]) -> dict[Place, int]:
        """The number, in the order of the sheet, of each of the given cells that has a tag."""
        if not cells or not len(self.keys):
            return {}
        order, wanted = self._order, np.array([r * LAST_COLUMN + c for r, c in cells], dtype=np.int64)
        at = np.minimum(np.searchsorted(self.keys[order], wanted), len(order) - 1)
        found = order[at]
        return {cells[i]: int(found[i]) for i in np.flatnonzero(self.keys[found] == wanted).tolist()}

    @cached_property
    def _order(self) -> np.ndarray:
        return np.argsort(self.keys, kind="stable")

    def style_numbers(self, cells: list[Place]) -> dict[Place, int]:
        """The number of the style of each of the given cells that has one."""
        found = {cell: self.cells.tag(i).style for cell, i in self.which(cells).items()}
        return {cell: style for cell, style in found.items() if style is not None}

    @cached_property
    def flaws(self) -> tuple[dict[Place, str], set[Place]]:
        """The error cells, with their errors in Dutch, and the formulas whose value was never saved."""
        return self._errors(), self._unsaved()

    def _errors(self) -> dict[Place, str]:
        found = np.flatnonzero(self._told(lambda tag: tag.kind == b"e" and not tag.closed)).tolist()
        if len(found) > MAX_FLAWS:
            raise too_much(f"meer dan {MAX_FLAWS} foutcellen")
        errors, cells = {}, self.cells
        for i in found:
            start = cells.ends[i]
            stop = cells.starts[i + 1] if i + 1 < len(cells.starts) else min(start + 2000, len(self.xml))
            text = ERROR.search(self.xml, start, stop)
            word = text[1].decode("utf-8", "replace")[:20] if text else "#N/A"
            errors[int(cells.rows[i]), int(cells.columns[i])] = DUTCH_ERRORS.get(word, word)
        return errors

    def _unsaved(self) -> set[Place]:
        if not self.cells.formulas:
            return set()
        said = np.array([m.start() for m in UNSAVED.finditer(self.xml)], dtype=np.int64)
        found = set()
        for i in (np.searchsorted(self.cells.starts, said, side="right") - 1).tolist():
            if i >= 0 and self.cells.tag(i).kind != b"str":  # a text that is empty was saved
                found.add((int(self.cells.rows[i]), int(self.cells.columns[i])))
        if len(found) > MAX_FLAWS:
            raise too_much(f"meer dan {MAX_FLAWS} formules zonder uitkomst")
        return found

    @cached_property
    def merges(self) -> list[Range]:
        """The merged ranges within what the sheet reaches.
        Raises ValueError where they lie over each other.
        """
        start = max(self.xml.rfind(b"</sheetData>"), 0)
        said = dict.fromkeys(m.groups() for m in MERGE.finditer(self.xml, start))
        ranges = ((place(first.decode()), place(last.decode())) for first, last in said)
        return clipped(ranges, *self.reach)

    @property
    def reach(self) -> tuple[int, int]:
        """The extent, with the cells that are flawed."""
        errors, unsaved = self.flaws
        rows, columns = self.extent
        flawed = [*errors, *unsaved]
        return max([rows, *(r + 1 for r, _ in flawed)]), max([columns, *(c + 1 for _, c in flawed)])
