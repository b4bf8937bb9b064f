"""One sheet's XML: where every cell stands in it,
what it reaches, which cells are flawed or merged, and their styles.

    xml ── Sheet.of ──> Sheet: the XML in one usual way of writing,
    and of each cell its row, column and place in it

Readers and patterns know one way of writing (`<c r="A1" s="1" t="s">`, no prefixes, comments or CDATA). A
sheet that is written in another legal way is written anew in that one first, so that quotes, prefixes,
order and references mean nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from lxml import etree

from wkb_data.intake.grids import Range, clipped
from wkb_data.intake.limits import LAST_COLUMN, LAST_ROW, too_much
from wkb_data.intake.parts import SAFE, strange_encoding

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BLOCK = 2**23
MAX_REWRITTEN = 12_000_000
MAX_FLAWS = 200_000
TOP = re.compile(rb"\s*(?:<\?xml[^<>]*\?>)?\s*<worksheet[\s>]")
DIMENSION = re.compile(rb"<dimension\b[^<>]*>")
MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']\s*([A-Za-z]+\d+):([A-Za-z]+\d+)\s*["']"""
)
UNSAVED = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?!\s|<v>[^<]|<is>)")
PLACE = re.compile(r"\s*([A-Za-z]{1,3})([1-9]\d{0,6})\s*")
STYLE, TYPE = re.compile(rb'\ss="(\d+)"'), re.compile(rb'\st="(\w+)"')
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
Place = tuple[int, int]


@dataclass
class Sheet:
    """The XML of a sheet and its cells in their order:
    zero-based rows and columns, where the tag starts and ends.
    """

    xml: bytes
    rows: np.ndarray
    columns: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    formulas: bool = False
    changed: bool = False

    @classmethod
    def of(cls, xml: bytes) -> Sheet:
        """Raises BadZipFile where a cell has no sound place
        or stands there twice, Unbounded where that can't be told.
        """
        sheet = _indexed(xml)
        if sheet is None:
            sheet = _indexed(_rewritten(xml))
            if sheet is None:
                raise zipfile.BadZipFile("sheet")
            sheet.changed = True
        if (np.diff(sheet.keys) <= 0).any() and len(np.unique(sheet.keys)) < len(sheet.keys):
            raise zipfile.BadZipFile("a cell twice")
        return sheet

    @cached_property
    def keys(self) -> np.ndarray:
        return self.rows.astype(np.int64) * LAST_COLUMN + self.columns

    @cached_property
    def filled(self) -> np.ndarray:
        """Which cells hold something; a tag that closes itself,
        or with nothing or an empty value in it, is formatting.
        """
        chars = np.frombuffer(self.xml, dtype=np.uint8)
        first, second, third, fourth = (chars[self.ends + i] for i in (1, 2, 3, 4))
        hollow = (second == ord("/")) | (second == ord("v")) & ((third == ord("/")) | (fourth == ord("<")))
        return (chars[self.ends - 1] != ord("/")) & ~((first == ord("<")) & hollow)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """Rows and columns from A1 to the last cell that holds something."""
        if not self.filled.any():
            return 0, 0
        return int(self.rows[self.filled].max()) + 1, int(self.columns[self.filled].max()) + 1

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

    def tags(self, cells: list[Place]) -> dict[Place, bytes]:
        """The tags of the given cells, of those that have one."""
        found = self.which(cells)
        return {cell: self.xml[self.starts[i] : self.ends[i] + 1] for cell, i in found.items()}

    @cached_property
    def _order(self) -> np.ndarray:
        return np.argsort(self.keys, kind="stable")

    def style_numbers(self, cells: list[Place]) -> dict[Place, int]:
        """The number of the style of each of the given cells that has one."""
        found = {cell: STYLE.search(tag) for cell, tag in self.tags(cells).items()}
        return {cell: int(style[1]) for cell, style in found.items() if style}

    def numeric(self, column: int, height: int) -> np.ndarray:
        """For every row whether its cell in a column holds a number, not a text."""
        which = np.flatnonzero((self.columns == column) & self.filled)
        numbers = np.zeros(height, dtype=bool)
        for i in which.tolist():
            kind = TYPE.search(self.xml, self.starts[i], self.ends[i] + 1)
            if self.rows[i] < height:
                numbers[self.rows[i]] = not kind or kind[1] == b"n"
        return numbers

    def _cells_at(self, positions: list[int]) -> np.ndarray:
        """The cells in which, or right before the end of which, something stands at some positions."""
        return np.searchsorted(self.starts, np.array(positions, dtype=np.int64), side="right") - 1

    @cached_property
    def flaws(self) -> tuple[dict[Place, str], set[Place]]:
        """The error cells, with their errors in Dutch, and the formulas whose value was never saved."""
        return self._errors(), self._unsaved()

    def _errors(self) -> dict[Place, str]:
        said = [m.start() for m in re.finditer(rb' t="e"', self.xml)] if b' t="e"' in self.xml else []
        if len(said) > MAX_FLAWS:
            raise too_much(f"meer dan {MAX_FLAWS} foutcellen")
        errors = {}
        for at, i in zip(said, self._cells_at(said).tolist(), strict=True):
            if i < 0 or at > self.ends[i] or self.xml[self.ends[i] - 1] == ord("/"):
                continue
            stop = self.starts[i + 1] if i + 1 < len(self.starts) else min(self.ends[i] + 2000, len(self.xml))
            text = ERROR.search(self.xml, self.ends[i], stop)
            word = text[1].decode("utf-8", "replace")[:20] if text else "#N/A"
            errors[int(self.rows[i]), int(self.columns[i])] = DUTCH_ERRORS.get(word, word)
        return errors

    def _unsaved(self) -> set[Place]:
        if not self.formulas:
            return set()
        said = [m.start() for m in UNSAVED.finditer(self.xml)]
        found = set()
        for i in self._cells_at(said).tolist():
            kind = TYPE.search(self.xml, self.starts[i], self.ends[i] + 1) if i >= 0 else None
            if i >= 0 and not (kind and kind[1] == b"str"):  # a text that is empty was saved
                found.add((int(self.rows[i]), int(self.columns[i])))
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


def place(cell: str) -> Place:
    """Zero-based row and column of `B5`. Raises BadZipFile for what is no cell of a sheet."""
    said = PLACE.fullmatch(cell)
    column = 0
    for letter in said[1].upper() if said else "":
        column = column * 26 + ord(letter) - 64
    if not said or int(said[2]) > LAST_ROW or column > LAST_COLUMN:
        raise zipfile.BadZipFile(cell)
    return int(said[2]) - 1, column - 1


def _indexed(xml: bytes) -> Sheet | None:
    """The cells of a sheet that is written in the usual way; None where it is not."""
    first, end = _body(xml)
    if end < 0:
        return None
    chars = np.frombuffer(xml, dtype=np.uint8)
    with ThreadPoolExecutor(2) as beside:  # numpy works on two blocks at a time
        blocks = list(
            beside.map(lambda at: _block(chars, at, min(at + BLOCK, end)), range(first, end, BLOCK))
        )
    if any(block is None for block in blocks):
        return None
    none = np.zeros(0, dtype=np.int32)
    rows, columns, starts, ends, formulas = (
        np.concatenate(a) for a in zip(*blocks, (none,) * 5, strict=True)
    )
    if _strange_within(xml, chars, starts, ends) or _spaced(xml) or len(formulas) and b"</v><f" in xml:
        return None
    return Sheet(xml, rows, columns, starts, ends, bool(len(formulas)))


def _body(xml: bytes) -> tuple[int, int]:
    """Where the cells begin and end;
    end is -1 where the parts around them are not written in the usual way.
    """
    first, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if end < first and first >= 0 and xml.startswith(b"<sheetData/>", first):
        end = first
    head, tail, space = xml[: max(first, 0)], xml[max(end, 0) :], MAIN.encode()
    usual = (
        0 <= first <= end
        and TOP.match(xml)
        and not strange_encoding(xml)
        and b"<!" not in head + tail
        and b"<?" not in head[5:] + tail
        and head.count(b'xmlns="' + space + b'"') == 1
        and xml.count(space) == 1
        and xml.find(b"xmlns", first, end) < 0
    )
    return (first, end) if usual else (first, -1)


def _block(chars: np.ndarray, first: int, last: int) -> tuple[np.ndarray, ...] | None:
    """Of the cells whose tags begin between two places: rows, columns, starts and ends; and where formulas
    begin.

    None where one is not written in the usual way.
    """
    opens = np.flatnonzero(chars[first:last] == ord("<")).astype(np.int32) + np.int32(first)
    names = chars[opens + 1]
    if ((names == ord("!")) | (names == ord("?"))).any():
        return None
    formulas, opens = opens[names == ord("f")], opens[names == ord("c")]
    after = chars[opens + 2]
    starts = opens[(after == ord(" ")) | (after == ord(">")) | (after == ord("/")) | (after < ord(" "))]
    for i, char in enumerate(b' r="', 2):
        if (chars[starts + i] != char).any():
            return None
    rows, columns, at, sound = _places(chars, starts + np.int32(6))
    closes = np.flatnonzero(chars[first : last + 4096] == ord(">")).astype(np.int32) + np.int32(first)
    which = np.searchsorted(closes, at)
    if not sound or len(which) and which[-1] == len(closes):
        return None
    ends = closes[which]
    sure = ends - (chars[ends - 1] == ord("/"))
    sure = sure - (chars[sure - 1] == ord(" "))
    if (chars[sure - 1] != ord('"')).any() or (chars[sure - 2] == ord("=")).any():
        return None
    if not _texts_numbered(chars, ends):
        return None
    return rows, columns, starts, ends, formulas


def _places(chars: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
    """Zero-based rows and columns of the references
    that start at some places, where they end, and whether all are sound.
    """
    numbers = []
    for low, high, base, zero, most in ((65, 90, 26, 64, 3), (48, 57, 10, 48, 7)):
        number = np.zeros(len(at), dtype=np.int32)
        for _ in range(most):
            char = chars[at]
            more = (char >= low) & (char <= high)
            if not more.any():
                break
            number = np.where(more, number * base + (char - np.uint8(zero)), number)
            at = at + more
        numbers.append(number)
    columns, rows = numbers
    sound = (
        (chars[at] == ord('"')) & (rows > 0) & (rows <= LAST_ROW) & (columns > 0) & (columns <= LAST_COLUMN)
    )
    return rows - 1, columns - 1, at, bool(sound.all())


def _texts_numbered(chars: np.ndarray, ends: np.ndarray) -> bool:
    """Whether the cells whose tag ends with ` t="s"` hold the number of a text, and nothing else in it: the
    reader takes what it can't count for the first text.
    """
    for i, char in enumerate(b'"s"=t ', 1):
        ends = ends[chars[ends - i] == char]
    at = ends[(chars[ends + 2] == ord("v")) & (chars[ends + 3] == ord(">"))] + 4
    first = at
    for _ in range(9):
        char = chars[at]
        more = (char >= ord("0")) & (char <= ord("9"))
        if not more.any():
            break
        at = at + more
    return bool(((chars[at] == ord("<")) & (at > first)).all())


def _spaced(xml: bytes) -> bool:
    """Whether a value begins or ends with white space."""
    signs = [c for c in (b" ", b"\n", b"\r", b"\t") if c == b" " or c in xml]
    return any(b"<v>" + c in xml or c + b"</v>" in xml for c in signs)


def _strange_within(xml: bytes, chars: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> bool:
    """Whether the tag of a cell has single quotes,
    spaces round an equals sign, tabs, line ends or references in it.
    """
    found = [np.flatnonzero(chars == ord(c)) for c in "'&\t\n\r" if c.encode() in xml]
    for first in range(0, len(chars), BLOCK):
        block = chars[first : first + BLOCK + 1]
        same, blank = block == ord("="), block == ord(" ")
        if (spaced := (same[1:] & blank[:-1]) | (same[:-1] & blank[1:])).any():
            found.append(np.flatnonzero(spaced) + first)
    for at in found:
        which = np.searchsorted(starts, at, side="right") - 1
        if ((which >= 0) & (at < ends[which])).any():
            return True
    return False


def _rewritten(xml: bytes) -> bytes:
    """A sheet in the usual way of writing: only its cells and merged ranges, each cell with its place."""
    if xml.count(b"<") > MAX_REWRITTEN or len(xml) > 100 * 2**20:
        raise too_much("een te groot blad dat niet op de gewone manier is geschreven")
    out = io.BytesIO()
    out.write(f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'.encode())
    row, after, merged = -1, False, []
    tags = ("{*}row", "{*}mergeCell", "{*}sheetData")
    for _, element in etree.iterparse(io.BytesIO(xml), tag=tags, **SAFE):
        kind = etree.QName(element).localname
        if kind == "row" and not after:
            row = _write_row(out, element, row)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif kind == "sheetData":
            after = True
        elif kind == "mergeCell" and after:
            merged.append(f"<mergeCell ref={quoteattr(element.get('ref', ''))}/>")
    out.write(f"</sheetData><mergeCells>{''.join(merged)}</mergeCells></worksheet>".encode())
    return out.getvalue()


def _write_row(out: io.BytesIO, element: etree._Element, before: int) -> int:
    """Writes the cells of a row; gives its zero-based number."""
    said = element.get("r", "").strip()
    if said and not (said.isascii() and said.isdigit() and 0 < int(said[:9]) <= LAST_ROW):
        raise zipfile.BadZipFile("row")
    row, column = int(said) - 1 if said else before + 1, -1
    pieces = [f'<row r="{row + 1}">']
    for cell in element.iterchildren("{*}c"):
        at = cell.get("r", "")
        r, column = place(at) if at.strip() else (row, column + 1)
        row = max(row, r)
        pieces.append(_cell(cell, r, column))
    pieces.append("</row>")
    out.write("".join(pieces).encode())
    return row


def _cell(cell: etree._Element, row: int, column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    if row >= LAST_ROW or column >= LAST_COLUMN:
        raise zipfile.BadZipFile("place")
    start = f'<c r="{letters}{row + 1}"'
    for name in ("s", "t"):
        if said := cell.get(name, "").strip():
            start += f" {name}={quoteattr(said)}"
    body, kind = "", cell.get("t", "").strip()
    for child in ("f", "v", "is"):
        found = cell.find(f"{{*}}{child}")
        if found is None:
            continue
        if child == "is":
            text = "".join(t.text or "" for t in found.iter("{*}t") if not t.getparent().tag.endswith("}rPh"))
            body += f'<is><t xml:space="preserve">{escape(text)}</t></is>'
        else:
            said = found.text or ""
            if child == "v" and kind != "str":
                said = said.strip()
            if child == "v" and kind == "s" and not (said.isascii() and said.isdigit()):
                raise zipfile.BadZipFile("text number")
            body += f"<{child}>{escape(said)}</{child}>"
    return f"{start}>{body}</c>" if body else f"{start}/>"
