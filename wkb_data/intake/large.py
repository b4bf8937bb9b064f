"""The columns of a large sheet, each distinct cell of them decoded once.

    Sheet ── what stands in each cell, told apart by its bytes ──> the distinct ones ── decode ──> columns

Of a million cells some hundred thousand differ. What these say is told by the reader of all other sheets
(`decode`), so that a large sheet and a small one are read alike; only plain texts, of which there is nothing
to tell, are taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from zipfile import BadZipFile

import numpy as np

from wkb_data.intake.cell_index import Tag, Words, runs, word
from wkb_data.intake.grids import MAX_DISTINCT, Cells
from wkb_data.intake.limits import too_much
from wkb_data.intake.sheets import Sheet

VALUE, TEXT, OTHER = 0, 1, 2
OPENING = (b"<v>", b"<is><t>", b"")
CLOSING = (b"</v></c>", b"</t></is></c>", b"")
FORMULA = re.compile(rb"<f\b[^<>]*/>|<f\b.*?</f>", re.DOTALL)
SHARED = re.compile(rb'<si>(?:<t>([^<]*)</t></si>|<t xml:space="preserve">([^<]*)</t></si>)?')
# A cell without its place: what its tag says, and what stands in it.
Content = tuple[bytes, bytes]
# The texts that cells share, None for one that is `Decode`'s to tell, or None where it is to tell all.
Texts = list[str | None] | None
Decode = Callable[[list[Content]], list]


def columns_of(sheet: Sheet, texts: Texts, decode: Decode, most: int) -> list[Cells]:
    """The columns of a sheet from A on, at most so many.

    Raises BadZipFile for the number of a text that is not there, Unbounded for too many different cells.
    """
    height, width = sheet.extent
    filled = np.flatnonzero(sheet.filled)
    order = filled[np.argsort(sheet.cells.columns[filled].astype(np.uint16), kind="stable")]
    bounds = np.searchsorted(sheet.cells.columns[order], np.arange(min(width, most) + 1)).tolist()
    columns, distinct = [], 0
    for first, last in pairwise(bounds):
        columns.append(_column(sheet, order[first:last], texts))
        distinct += len(columns[-1].values)
        if distinct > MAX_DISTINCT:
            raise too_much(f"meer dan {MAX_DISTINCT} verschillende waarden")
    asked = [content for column in columns for content in column.asked.values()]
    told = iter(decode(asked) if asked else ())
    return [column.cells(height, told) for column in columns]


@dataclass
class _Column:
    """The filled cells of a column: their rows, and which of its values each holds; and what is to be asked,
    by the number of the value.
    """

    rows: np.ndarray
    codes: np.ndarray
    values: list
    asked: dict[int, Content] = field(default_factory=dict)

    def cells(self, height: int, told: Iterator) -> Cells:
        for number in self.asked:
            self.values[number] = next(told)
        distinct = Cells.of(["", *self.values])
        codes = np.zeros(height, dtype=np.int32)
        codes[self.rows] = distinct.codes[1:][self.codes]
        return Cells(distinct.values, codes)


def _column(sheet: Sheet, which: np.ndarray, texts: Texts) -> _Column:
    words, tags = sheet.words, sheet.cells.which[which]
    shapes, begins = _shapes(words, sheet.cells.ends[which] + np.int64(1))
    ends, codes, first, long = runs(words, begins, "<", tags * np.int64(3) + shapes)
    sound = _closed(words, ends, shapes)
    sound[long] = False
    column = _Column(sheet.cells.rows[which], codes, [None] * len(first))
    for tag, shape in set(zip(tags[first].tolist(), shapes[first].tolist(), strict=True)):
        numbers = np.flatnonzero((tags[first] == tag) & (shapes[first] == shape))
        at = first[numbers]
        pairs = zip(begins[at].tolist(), ends[at].tolist(), strict=True)
        inner = [sheet.xml[a:b] for a, b in pairs]
        _tell(column, numbers.tolist(), sheet.cells.tags[tag], shape, inner, texts)
    _ask_others(column, sheet, which, np.flatnonzero(~sound).tolist())
    return column


def _shapes(words: Words, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """With what a cell opens, and where what stands in it begins."""
    said = words.at[at]
    value, text = ((said & word(b"\xff" * len(o))) == word(o) for o in OPENING[:OTHER])
    shapes = np.where(value, VALUE, np.where(text, TEXT, OTHER))
    return shapes, at + np.array([len(o) for o in OPENING])[shapes]


def _closed(words: Words, ends: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Which cells end where what stands in them does, as they opened."""
    value = (shapes == VALUE) & (words.at[ends] == word(CLOSING[VALUE]))
    text = (shapes == TEXT) & (words.at[ends] == word(CLOSING[TEXT][:8]))
    text &= words.at[ends + 5] == word(CLOSING[TEXT][5:])
    return value | text


def _tell(
    column: _Column, numbers: list[int], tag: Tag, shape: int, inner: list[bytes], texts: Texts
) -> None:
    """Fills in the values that are plain texts, and asks the others."""
    if (tag.kind, shape) in ((b"inlineStr", TEXT), (b"str", VALUE)):
        told = _plain(inner, trimmed=shape == TEXT)
    elif texts is not None and (tag.kind, shape) == (b"s", VALUE):
        shared = list(map(int, inner))
        if max(shared) >= len(texts):
            raise BadZipFile("text number")
        told = [texts[i] for i in shared]
    else:
        told = [None] * len(inner)
    for number, value, content in zip(numbers, told, inner, strict=True):
        column.values[number] = value
        if value is None and shape != OTHER:
            column.asked[number] = tag.said, b"%s%s%s" % (OPENING[shape], content, CLOSING[shape][:-4])


def _ask_others(column: _Column, sheet: Sheet, which: np.ndarray, cells: list[int]) -> None:
    """Asks what stands in cells that are not plain, told apart by all that is in them but their formula."""
    known: dict[Content, int] = {}
    for i in cells:
        start = int(sheet.cells.ends[which[i]]) + 1
        inner = sheet.xml[start : sheet.xml.find(b"</c>", start)]
        if b"<f" in inner:
            inner = FORMULA.sub(b"", inner)
        content = sheet.cells.tag(which[i]).said, inner
        if content not in known:
            known[content] = len(column.values)
            column.asked[len(column.values)] = content
            column.values.append(None)
        column.codes[i] = known[content]


def _plain(inner: list[bytes], trimmed: bool) -> list[str | None]:
    """Texts as they stand; None for one of which the reader makes something else."""
    joined = b"\x00".join(inner)
    texts: list = joined.decode().split("\x00")
    if b"&" in joined or b"\r" in joined or b"_x" in joined:
        texts = [None if "&" in t or "\r" in t or "_x" in t else t for t in texts]
    if trimmed:
        texts = [t if t is None or t.strip() == t else None for t in texts]
    return texts


def shared_texts(xml: bytes) -> Texts:
    """The texts in the part in which cells share them."""
    found = SHARED.findall(xml)
    if not found or len(found) != xml.count(b"<si") or b"\x00" in xml:
        return None
    trimmed, kept = zip(*found, strict=True)
    texts = zip(_plain(list(trimmed), trimmed=True), _plain(list(kept), trimmed=False), strict=True)
    return [a or b or None for a, b in texts]
