"""The parts inside a workbook: unpacked within bounds, and what only their XML tells of a sheet.

Parts ── read(path) ── extent, flaws, merges of a sheet; Unsafe when a part lies about its size or holds entities
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from functools import cached_property

import numpy as np
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple

from wkb_data.intake.grids import Cells

CELL_ERROR = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+\d+)"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL
)
CELL_UNSAVED = re.compile(
    rb'<c\b[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>',
    re.DOTALL,
)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
TYPE = re.compile(rb'\bt="(\w+)"')
FAR = re.compile(rb"""r=["'](?:[A-Z]{2,3}\d|[A-Z]?\d{6})""")
PROLOG = re.compile(rb"(?:\xef\xbb\xbf|\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
DUTCH_ERRORS = {
    "#N/A": "#N/B",
    "#REF!": "#VERW!",
    "#VALUE!": "#WAARDE!",
    "#NAME?": "#NAAM?",
    "#DIV/0!": "#DEEL/0!",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
}


class Unsafe(ValueError):
    """A part holds what does not belong in a workbook, such as a document type with entities; reading stops."""


class Parts:
    """The parts of a zipped workbook by path; `read` gives b"" for what is not there and raises where it is not sound."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive

    def read(self, path: str) -> bytes:
        if path not in self.archive.NameToInfo:
            return b""
        data = self._unpacked(self.archive.NameToInfo[path])
        if path.endswith((".xml", ".rels")) and (
            b"\x00" in data[:200] or data.startswith(b"<!", PROLOG.match(data).end())
        ):
            raise Unsafe(path)
        return data

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """A part in one go, and never more of it than it says to be; much faster than piece by piece."""
        if info.compress_type != zipfile.ZIP_DEFLATED or info.flag_bits & 1:
            return self.archive.read(info)
        file = self.archive.fp
        file.seek(info.header_offset)
        head = file.read(30)
        if len(head) != 30 or head[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile(info.filename)
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), io.SEEK_CUR)
        try:
            data = zlib.decompressobj(-15).decompress(file.read(info.compress_size), info.file_size + 1)
        except zlib.error as error:
            raise zipfile.BadZipFile(info.filename) from error
        if len(data) != info.file_size:
            raise zipfile.BadZipFile(info.filename)
        return data

    def size(self, path: str) -> int:
        return self.archive.NameToInfo[path].file_size if path in self.archive.NameToInfo else 0

    @cached_property
    def listed(self) -> list[tuple[str, str, bool]]:
        """Name, path and whether hidden of every sheet with cells, in order."""
        book, rels = (
            self.read(p).decode("utf-8", "replace") for p in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        targets = {}
        for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
            key, target, kind = (re.search(rf'\b{name}="([^"]*)"', tag) for name in ("Id", "Target", "Type"))
            if key and target and kind and kind[1].endswith("/worksheet"):
                path = target[1].lstrip("/")
                targets[key[1]] = path if path.startswith("xl/") else f"xl/{path}"
        found = []
        for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
            title, key, state = (
                re.search(r'\bname="([^"]*)"', tag),
                re.search(r'\br?\w*:id="([^"]*)"', tag),
                re.search(r'\bstate="(\w+)"', tag),
            )
            if title and key and key[1] in targets:
                found.append(
                    (
                        unescape(title[1]),
                        targets[key[1]],
                        bool(state) and state[1].lower() in ("hidden", "veryhidden"),
                    )
                )
        return found

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The path of every sheet's part by the sheet's name."""
        return {name: path for name, path, _ in self.listed}

    def tree(self, path: str) -> etree._Element:
        """A small part as XML; raises lxml's error where it is none."""
        return etree.fromstring(self.read(path), etree.XMLParser(resolve_entities=False, no_network=True))


def unescape(text: str) -> str:
    """XML's five entities back to signs."""
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )


def extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns that a sheet reaches at most. The reader makes a cell for each, so this must be known beforehand."""
    if not FAR.search(xml):
        return 99_999, 26
    letters = set(re.findall(rb"""r=["']([A-Z]{2,3})\d""", xml))
    columns = max((column_index_from_string(w.decode()) for w in letters), default=26)
    rows = max(map(int, re.findall(rb"""r=["'][A-Z]{0,3}(\d{6,8})\b""", xml)), default=99_999)
    if rows == 99_999 and columns > 60:
        rows = max(map(int, re.findall(rb"""r=["'](?:A|[A-Z]{2,3})?(\d{1,5})["']""", xml)), default=99_999)
    if columns == 26 and rows > 200_000:
        low, high = 1, 26
        while low < high:
            middle = (low + high) // 2
            if re.search(rb"""r=["'][%c-Z]\d""" % (65 + middle), xml):
                low = middle + 1
            else:
                high = middle
        columns = low
    return rows, columns


def flaws(xml: bytes) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """The error cells and the formulas whose value was never saved, zero-based."""
    errors = {}
    for cell, text in CELL_ERROR.findall(xml) if b't="e"' in xml else ():
        word = text.decode("utf-8", "replace")
        errors[place(cell)] = DUTCH_ERRORS.get(word, word)
    return errors, {place(cell) for cell in CELL_UNSAVED.findall(xml)} if b"<f" in xml else set()


def merges(xml: bytes) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged ranges, zero-based."""
    return [
        tuple(place(corner) for corner in ref.split(b":"))
        for ref in MERGE.findall(xml, max(xml.rfind(b"</sheetData>"), 0))
    ]


def place(cell: bytes) -> tuple[int, int]:
    """Zero-based row and column of `B5`."""
    row, column = coordinate_to_tuple(cell.decode())
    return row - 1, column - 1


def tell_numbers(cells: Cells, decimals: np.ndarray, xml: bytes, letters: str) -> bool:
    """Only the sheet's XML tells the number 1.584 from the text `1.584`, which is 1584; False when it does not."""
    numeric = np.zeros(len(cells), dtype=bool)
    seen = 0
    for row, attributes in re.findall(rb'<c r="' + letters.encode() + rb'(\d+)"([^>]*)>', xml):
        kind = TYPE.search(attributes)
        if int(row) <= len(numeric):
            numeric[int(row) - 1] = not kind or kind[1] == b"n"
            seen += 1
    if seen < np.count_nonzero(cells.filled):
        return False
    every = np.bincount(cells.codes, minlength=len(cells.values))
    count = np.bincount(cells.codes[numeric], minlength=len(cells.values))
    for code in decimals[count[decimals] > 0].tolist():
        number = float(cells.values[code])
        if count[code] == every[code]:
            cells.values[code] = number
        else:
            cells.codes[(cells.codes == code) & numeric] = len(cells.values)
            cells.values.append(number)
    return True


def xlsb_extent(data: bytes) -> tuple[int, int]:
    """Rows and columns of a binary sheet: its records are walked, each with its kind and length before it."""
    at, row, rows, columns = 0, 0, 0, 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if kind == 0:
            row = int.from_bytes(data[at : at + 4], "little")
        elif 1 <= kind <= 11:
            rows = max(rows, row + 1)
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    return rows, columns


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for i in range(most):
        if at >= len(data):
            break
        byte = data[at]
        value |= (byte & 0x7F) << (7 * i)
        at += 1
        if not byte & 0x80:
            break
    return value, at


def ods_repeats(xml: bytes) -> int:
    """How often at most a filled cell or row is repeated by a count instead of written out."""
    most = 1
    for tag, count in re.findall(rb'(<table:table-cell\b[^>]*number-columns-repeated="(\d{3,})"[^>]*>)', xml):
        if b"office:value-type" in tag:
            most = max(most, int(count))
    for found in re.finditer(rb'<table:table-row\b[^>]*number-rows-repeated="(\d{3,})"[^>]*>', xml):
        end = xml.find(b"</table:table-row>", found.end())
        if b"office:value-type" in xml[found.end() : end]:
            most = max(most, int(found[1]))
    return most
