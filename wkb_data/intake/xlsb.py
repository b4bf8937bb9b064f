"""Binary workbooks of Excel (.xlsb) to grids: values, merged ranges, errors, and what their styles tell.

    bin ── records, counted as they are walked ──> merged ranges, errors, looks
     └──── a package of only what was walked ── calamine ──> values

Numbers of records and layouts are those of [MS-XLSB].
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import python_calamine
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from wkb_data.intake.grids import Grid, Range, clipped
from wkb_data.intake.limits import LAST_COLUMN, LAST_ROW, MAX_CELLS, few_sheets, too_much, within
from wkb_data.intake.looks import Drawn, Style, status_of_colour, theme_colours
from wkb_data.intake.parts import Parts
from wkb_data.intake.rewriting import Place
from wkb_data.intake.sheets import DUTCH_ERRORS, MAX_FLAWS
from wkb_data.intake.xlsx import TOP, TYPES

ROW, BLANK, ERROR, FORMULA_ERROR = 0, 1, 3, 11
FONT, FORMAT, FILL, XF, CELL_XFS, CELL_XFS_END = 43, 44, 45, 47, 617, 618
BOOK, LISTED, MERGED = 153, 156, 176
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
# The bytes that a record has at least. A reader that is given fewer takes those of the record before it.
LEAST = {0: 8, 1: 8, 2: 12, 3: 9, 4: 9, 5: 16, 6: 12, 7: 12, 8: 12, 9: 16, 10: 9, 11: 9}
LEAST |= {FONT: 20, FORMAT: 6, FILL: 20, XF: 10, BOOK: 4, LISTED: 16, MERGED: 16}
MAX_MARKS = 2_000_000
SOLID, INDEXED, RGB, THEME = 1, 1, 2, 3


@dataclass
class _Sheet:
    """What the records of a sheet tell besides its values: how many cells, how far, their looks."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    merged: list[Range] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    fills: dict[Place, str] = field(default_factory=dict)
    styles: dict[Place, Style] = field(default_factory=dict)


def read_xlsb(parts: Parts) -> tuple[list[Grid], list[str], Drawn]:
    """The visible sheets, the names of the hidden ones, and the looks of their cells."""
    package = {"[Content_Types].xml": TYPES.encode(), "_rels/.rels": (TOP % "bin").encode()}
    told, walked, cells = _looks(parts), {}, 0
    for path in sorted(parts.known):
        if not re.fullmatch(r"xl/(_rels/)?[\w.]+\.(bin|rels)|xl/worksheets/[\w.]+\.bin", path):
            continue
        data = parts.read(path)
        if posixpath.dirname(path) == "xl/worksheets":
            sheet = walked[path] = _sheet(data, MAX_CELLS - cells, told)
            cells += max(sheet.cells, sheet.rows * sheet.columns)
            within(cells, path)
        elif path.endswith(".bin"):
            _sheet(data, MAX_CELLS, [])
        package[parts.known[path].filename] = data
    places, from_1904 = _listed(parts)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(parts.packed(package)))
    listed = [
        (m.name, str(m.visible).endswith(".Visible"))
        for m in book.sheets_metadata
        if "WorkSheet" in str(m.typ)
    ]
    few_sheets(len(listed))
    drawn, grids = Drawn(from_1904=from_1904), []
    for title, seen in listed:
        if seen:
            sheet = walked[places[title]]
            grids.append(_grid(book, title, sheet))
            drawn.fills[title], drawn.styles[title] = sheet.fills, sheet.styles
    return grids, [title for title, seen in listed if not seen], drawn


def _grid(book: python_calamine.CalamineWorkbook, title: str, sheet: _Sheet) -> Grid:
    values = book.get_sheet_by_name(title)
    within((values.total_height or 0) * (values.total_width or 0), title)
    grid = Grid.of(title, values.to_python(skip_empty_area=False), errors=sheet.errors)
    if sheet.errors:
        grid.reach(max(r for r, _ in sheet.errors) + 1, max(c for _, c in sheet.errors) + 1)
    grid.merged = clipped(sheet.merged, grid.height, grid.width)
    return grid


def _records(data: bytes, most: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of every record. Raises ValueError for one that is cut off, Unbounded past `most`
    cells or more other records than a register has.
    """
    at, cells, others, hollow, end = 0, 0, 0, 0, len(data)
    while at < end:
        kind, at = data[at], at + 1
        if kind & 0x80 and at < end:
            kind, at = kind & 0x7F | (data[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while at < end and shift < 28:
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if 2 <= kind <= 11:
            cells += 1
        else:
            others += 1
            hollow += not size
        if cells > most or others > 1_500_000 or hollow > 100_000:
            raise too_much("meer onderdelen dan een register heeft")
        if size < LEAST.get(kind, 0) or at + size > end:
            raise ValueError(f"a record of kind {kind} with {size} bytes")
        yield kind, at, size
        at += size


def _number(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _sheet(data: bytes, most: int, told: list[tuple[str | None, Style | None]]) -> _Sheet:
    """What the records of a sheet tell. `told`: of every style of cells its status by fill, and its looks."""
    sheet, row = _Sheet(), 0
    telling = {i for i, looks in enumerate(told) if any(looks)}
    for kind, at, _ in _records(data, most):
        if kind == ROW:
            row = _number(data, at)
        elif BLANK <= kind <= FORMULA_ERROR:
            column = _number(data, at)
            if row >= LAST_ROW or column >= LAST_COLUMN:
                raise ValueError("a cell beyond the last one")
            if kind != BLANK:
                sheet.cells += 1
                sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + 1)
            if kind in (ERROR, FORMULA_ERROR):
                word = ERRORS.get(_number(data, at + 8, 1), "#N/A")
                sheet.errors[row, column] = DUTCH_ERRORS[word]
            if telling and (style := _number(data, at + 4, 3)) in telling:
                _draw(sheet, (row, column), *told[style])
        elif kind == MERGED:
            r0, r1, c0, c1 = (_number(data, at + 4 * i) for i in range(4))
            sheet.merged.append(((r0, c0), (r1, c1)))
    if len(sheet.errors) > MAX_FLAWS:
        raise too_much(f"meer dan {MAX_FLAWS} foutcellen")
    return sheet


def _draw(sheet: _Sheet, place: Place, fill: str | None, style: Style | None) -> None:
    if len(sheet.fills) + len(sheet.styles) > MAX_MARKS:
        raise too_much(f"meer dan {MAX_MARKS} gekleurde cellen")
    if fill:
        sheet.fills[place] = fill
    if style:
        sheet.styles[place] = style


def _listed(parts: Parts) -> tuple[dict[str, str], bool]:
    """The path of every sheet by its name, and whether dates are counted from 1904."""
    data, related, places, from_1904 = (
        parts.read("xl/workbook.bin"),
        parts.related("xl/workbook.bin"),
        {},
        False,
    )
    for kind, at, _ in _records(data, MAX_CELLS):
        if kind == BOOK:
            from_1904 = bool(data[at] & 1)
        elif kind == LISTED:
            key, after = _wide(data, at + 8)
            places[_wide(data, after)[0]] = related.get(key, ("", ""))[1].lower()
    return places, from_1904


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    end = at + 4 + 2 * _number(data, at)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _looks(parts: Parts) -> list[tuple[str | None, Style | None]]:
    """Of every style of cells its status by fill, and its number format and ink where they tell something."""
    if "xl/styles.bin" not in parts:
        return []
    data, theme = parts.read("xl/styles.bin"), theme_colours(parts)
    formats, fonts, fills, found, inside = dict(BUILTIN_FORMATS), [], [], [], False
    for kind, at, _ in _records(data, MAX_CELLS):
        if kind in (CELL_XFS, CELL_XFS_END):
            inside = kind == CELL_XFS
        elif kind == FORMAT:
            formats[_number(data, at, 2)] = _wide(data, at + 2)[0]
        elif kind == FONT:
            fonts.append(_status(data, at + 12, {}))
        elif kind == FILL:
            fills.append(_status(data, at + 4, theme) if _number(data, at) == SOLID else None)
        elif kind == XF and inside:
            number, font, fill = (_number(data, at + 2 * i, 2) for i in (1, 2, 3))
            style = Style(formats.get(number, "General"), fonts[font] if font < len(fonts) else None)
            found.append((fills[fill] if fill < len(fills) else None, style if style != Style() else None))
    return found


def _status(data: bytes, at: int, theme: dict[int, str]) -> str | None:
    """The status that a colour tells: one of its own, of the palette or of the theme."""
    kind, index = data[at] >> 1, data[at + 1]
    rgb = {RGB: data[at + 4 : at + 7].hex(), THEME: theme.get(index)}.get(kind)
    if kind == INDEXED and index < len(COLOR_INDEX):
        rgb = COLOR_INDEX[index][-6:]
    return status_of_colour(rgb) if rgb else None
