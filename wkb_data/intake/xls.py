"""Workbooks of Excel before 2007 (.xls) to grids: values, merged ranges, errors, and what their styles tell.

Read by xlrd, which keeps rows as long as they are: a cell in the last corner costs nothing.
"""

from __future__ import annotations

import io
from datetime import time, timedelta

import xlrd

from wkb_data.intake.grids import Grid, clipped
from wkb_data.intake.limits import few_sheets, within
from wkb_data.intake.looks import Drawn, Style, status_of_colour
from wkb_data.intake.sheets import DUTCH_ERRORS

SOLID = 1


def read_xls(content: bytes) -> tuple[list[Grid], list[str], Drawn | None]:
    """The visible sheets, the names of the hidden ones, and their looks: None where those can't be read."""
    try:
        return _read(_opened(content, True))
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:
        if "encrypted" in str(error).lower():
            raise
        return _read(_opened(content, False))


def _opened(content: bytes, looks: bool) -> xlrd.Book:
    return xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), formatting_info=looks, on_demand=True, ragged_rows=True
    )


def _read(book: xlrd.Book) -> tuple[list[Grid], list[str], Drawn | None]:
    few_sheets(book.nsheets)
    drawn, told = (Drawn(from_1904=book.datemode == 1), _told(book)) if book.formatting_info else (None, [])
    grids, hidden, cells = [], [], 0
    for number, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(number)
        if sheet.visibility:
            hidden.append(name)
            continue
        grid = _grid(sheet, name, book.datemode)
        cells += grid.height * grid.width
        within(cells, name)
        if drawn:
            drawn.fills[name], drawn.styles[name] = _drawn(sheet, told)
        grids.append(grid)
        book.unload_sheet(number)
    return grids, hidden, drawn


def _grid(sheet: xlrd.sheet.Sheet, name: str, datemode: int) -> Grid:
    rows, errors, width, height = [], {}, 0, 0
    for r in range(sheet.nrows):
        types, row = sheet.row_types(r), sheet.row_values(r)
        for c, kind in enumerate(types):
            if kind == xlrd.XL_CELL_DATE:
                row[c] = _moment(row[c], datemode)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                row[c] = bool(row[c])
            elif kind == xlrd.XL_CELL_ERROR:
                word = xlrd.error_text_from_code.get(row[c], "#N/A")
                errors[r, c], row[c] = DUTCH_ERRORS.get(word, word), ""
                height, width = max(height, r + 1), max(width, c + 1)
        while row and row[-1] == "":
            row.pop()
        if row:
            height, width = r + 1, max(width, len(row))
            within(height * width, name)
        rows.append(row)
    grid = Grid.of(name, rows[:height], errors=errors)
    grid.reach(height, width)
    said = [((r0, c0), (r1 - 1, c1 - 1)) for r0, r1, c0, c1 in sheet.merged_cells if r1 > r0 and c1 > c0]
    grid.merged = clipped(said, height, width)
    return grid


def _moment(number: float, datemode: int) -> object:
    """A date, moment or time of day; the number itself where it is none of them."""
    try:
        moment = xlrd.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError, xlrd.XLDateError):
        return number
    if 0 <= number < 1:
        return (moment + timedelta(microseconds=500)).time()
    return moment if moment.time() != time() else moment.date()


def _told(book: xlrd.Book) -> list[tuple[str | None, Style | None]]:
    """Of every style of cells its status by fill, and its number format and ink where they tell something."""
    found = []
    for xf in book.xf_list:
        fill = xf.background
        rgb = book.colour_map.get(fill.pattern_colour_index) if fill.fill_pattern == SOLID else None
        font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
        ink = book.colour_map.get(font.colour_index) if font else None
        format_ = book.format_map.get(xf.format_key)
        style = Style(format_.format_str if format_ else "General", _status(ink))
        found.append((_status(rgb), style if style != Style() else None))
    return found


def _status(rgb: tuple[int, int, int] | None) -> str | None:
    return status_of_colour("{:02X}{:02X}{:02X}".format(*rgb)) if rgb else None


def _drawn(sheet: xlrd.sheet.Sheet, told: list) -> tuple[dict, dict]:
    fills, styles = {}, {}
    if not any(fill or style for fill, style in told):
        return fills, styles
    for r in range(sheet.nrows):
        for c in range(sheet.row_len(r)):
            number = sheet.cell_xf_index(r, c)
            fill, style = told[number] if number < len(told) else (None, None)
            if fill:
                fills[r, c] = fill
            if style:
                styles[r, c] = style
    return fills, styles
