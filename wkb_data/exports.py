"""The one writer of workbooks that go out: text is text in every cell, whatever it begins with.

    book = Workbook(); put(sheet, row, column, value); saved(book) -> bytes
    table_workbook(frame) -> bytes

A text that looks like a formula (`=…`, `+…`, `@…`) stays a text: Excel is told so by the type of the cell
and, for who edits it later, by its quote prefix. Characters that a workbook can't hold are left out.
"""

from __future__ import annotations

import io
import re
from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wkb_data.text import missing

# What a spreadsheet takes for the beginning of a formula, also after white space it ignores.
FORMULA = re.compile(r"\s*[=+\-@\t\r]")
# What XML 1.0 can't hold: control characters, lone surrogates and the two non-characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767  # characters that Excel keeps in a cell


def cell_text(value: str) -> str:
    """A text as a workbook can hold it."""
    return FORBIDDEN.sub("", value)[:LONGEST]


def put(sheet: Worksheet, row: int, column: int, value: object) -> Cell:
    """Writes a value in a cell (1-based) and gives the cell; a text is never a formula."""
    cell = sheet.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = cell_text(value)
    cell.value = text
    if text:
        cell.data_type = "s"
    if FORMULA.match(text):
        cell.quotePrefix = True
    return cell


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _plain(value: object) -> object:
    """A value of a frame as a cell holds it.

    Nothing where it is empty, numbers and dates as they are, else text.
    """
    if missing(value):
        return None
    if isinstance(value, bool | int | float | date):
        return value
    return value.item() if hasattr(value, "item") else str(value)


def table_workbook(
    table: pd.DataFrame, shares: tuple[str, ...] = (), more: dict[str, pd.DataFrame] | None = None
) -> bytes:
    """A frame as a workbook with its headings on the first row; columns named in `shares` as percentages.

    `more`: further sheets by name.
    """
    book = Workbook()
    book.active.title = "Tabel"
    _fill(book.active, table, shares)
    for name, frame in (more or {}).items():
        _fill(book.create_sheet(name), frame, ())
    return saved(book)


def _fill(sheet: Worksheet, table: pd.DataFrame, shares: tuple[str, ...]) -> None:
    for i, name in enumerate(table.columns, 1):
        put(sheet, 1, i, str(name)).font = Font(bold=True)
        values = [_plain(v) for v in table.iloc[:, i - 1].tolist()]
        for row, value in enumerate(values, 2):
            cell = put(sheet, row, i, value)
            if name in shares and value is not None:
                cell.number_format = "0.0%"
        width = max([len(str(name)), *(len(str(v)) for v in values[:200] if v is not None)])
        sheet.column_dimensions[get_column_letter(i)].width = min(60, width + 2)
    sheet.freeze_panes = "A2"
