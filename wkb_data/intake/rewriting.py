"""A sheet that is written in another legal way, written anew in the usual one.

    xml ── rewritten ──> only its cells and merged ranges, each cell with its place

So quotes, prefixes, order, references, comments and CDATA mean nothing to whatever reads the sheet next.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from wkb_data.intake.cell_index import MAIN
from wkb_data.intake.findings import address
from wkb_data.intake.limits import LAST_COLUMN, LAST_ROW, too_much
from wkb_data.intake.parts import SAFE

MAX_REWRITTEN = 12_000_000
PLACE = re.compile(r"\s*([A-Za-z]{1,3})([1-9]\d{0,6})\s*")
Place = tuple[int, int]


def place(cell: str) -> Place:
    """Zero-based row and column of `B5`. Raises BadZipFile for what is no cell of a sheet."""
    said = PLACE.fullmatch(cell)
    column = 0
    for letter in said[1].upper() if said else "":
        column = column * 26 + ord(letter) - 64
    if not said or int(said[2]) > LAST_ROW or column > LAST_COLUMN:
        raise zipfile.BadZipFile(cell)
    return int(said[2]) - 1, column - 1


def rewritten(xml: bytes) -> bytes:
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
    if row >= LAST_ROW or column >= LAST_COLUMN:
        raise zipfile.BadZipFile("place")
    start = f'<c r="{address(row, column)}"'
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
