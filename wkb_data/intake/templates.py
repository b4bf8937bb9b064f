"""The workbook to fill in: drop-downs, input checks,
an explanation a column, prefilled with the last delivery.

Made from the registers alone, so a new column or word is in the next template without a change of code.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wkb_data.exports import put, saved
from wkb_data.intake.findings import GUIDE_SHEET, LISTS_SHEET
from wkb_data.periods import LONG_MONTHS, period_text
from wkb_data.plan import Plan
from wkb_data.schema import Column, Judgement, Register
from wkb_data.text import alternatives, missing

LAST_ROW = 2000
DECIDED = PatternFill("solid", fgColor="DCE6F2")
TYPES = {
    "text": "tekst",
    "list": "lijst, gescheiden door een komma of puntkomma",
    "date": "datum, zoals 15-3-2021; ook mrt 2021 of Q1 2021",
    "month": "maand met jaar, zoals mrt-21",
    "number": "getal",
    "whole": "heel getal",
    "count": "heel getal, 0 of meer",
    "percent": "percentage van 0 tot en met 100",
    "share_or_count": "aandeel (62%) of aantal respondenten",
    "yesno": "ja of nee",
    "word": "een woord uit de lijst",
    "category": "een categorie uit de lijst",
    "party": "naam van een partij",
    "aspect": "aspect uit het plan, zoals 3.1",
    "municipality": "naam van een gemeente",
    "municipality_or_all": "naam van een gemeente, of Nederland",
    "municipalities": "gemeenten, gescheiden door een komma",
}


def _kind(column: Column) -> str:
    """What may be filled in, in words."""
    return alternatives(column.choices) if column.type == "colour" else TYPES[column.type]


def _options(column: Column, plan: Plan) -> list[str]:
    if column.type == "category":
        return [c.name for c in plan.categories]
    if column.type == "aspect":
        return [a.id for a in plan.aspects]
    if column.type == "yesno":
        return ["ja", "nee"]
    return list(column.choices)


def _written(value: object, precision: object, reason: object, column: Column) -> object:
    """A typed value as a Dutch reader writes it, so that it reads back as the same value."""
    if missing(value):
        return reason if isinstance(reason, str) else None
    if column.labels:
        return column.labels.get(value)  # what could not be read is left to be filled in
    if column.type == "yesno":
        return {"yes": "ja", "no": "nee"}[value]
    if column.type == "month":
        return f"{LONG_MONTHS[int(value[5:]) - 1]} {value[:4]}"
    if value == "*":
        return "Nederland"
    if isinstance(value, date) and precision not in (None, "day"):
        return period_text(value, precision)
    if column.type == "share_or_count" and (precision == "share" or value <= 1):
        return f"{round(value * 100, 4):g}%".replace(".", ",")
    if column.type == "percent":
        return f"{value:g}%".replace(".", ",")
    return value


def _validation(column: Column, plan: Plan, lists, row: int) -> DataValidation:
    options = _options(column, plan)
    if options:
        for i, option in enumerate(options, 1):
            put(lists, row, i, option)
        area = f"'{LISTS_SHEET}'!$A${row}:${get_column_letter(len(options))}${row}"
        check = DataValidation(
            type="list", formula1=area, allow_blank=True, showErrorMessage=True, errorStyle="warning"
        )
    elif column.type in ("whole", "count"):
        check = DataValidation(
            type="whole",
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
        )
    elif column.type == "date":
        check = DataValidation(
            type="date",
            operator="between",
            formula1="36526",
            formula2="65700",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="information",
        )
    else:
        check = DataValidation(allow_blank=True)
    check.showInputMessage = True
    check.promptTitle = column.heading[:32]
    check.prompt = (
        f"{_kind(column).capitalize()}. {'Verplicht.' if column.required else 'Mag leeg blijven.'}"[:255]
    )
    check.errorTitle = "Klopt dit?"
    check.error = f"Verwacht wordt: {_kind(column)}."[:255]
    return check


def _to_judge(judgement: Judgement, frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The judgements of the last month to begin with; every aspect where there are none yet."""
    if frame.empty:
        return pd.DataFrame({judgement.rows: [a.id for a in plan.aspects]})
    months = frame[judgement.columns]
    return frame[months == months.max()]


def _guide(book: Workbook, register: Register, month: str | None) -> Worksheet:
    """The first sheet: what this workbook is; every column is explained below."""
    guide = book.active
    guide.title = GUIDE_SHEET
    guide.append([f"Register {register.title}"])
    guide.append(["Peilmaand:", f"{LONG_MONTHS[int(month[5:]) - 1]} {month[:4]}" if month else None])
    said = "Vul de bladen hierna in. Koppen mogen worden verplaatst of anders heten; de monitor herkent ze."
    guide.append([said])
    guide.append([])
    guide["A1"].font = Font(bold=True, size=14)
    guide.column_dimensions["A"].width = 90
    return guide


def _heading(sheet: Worksheet, at: int, column: Column, check: DataValidation) -> None:
    """The heading of a column, with its check on the cells below."""
    cell = put(sheet, 1, at, column.heading)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="154273" if column.required else "59606A")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    letter = get_column_letter(at)
    sheet.column_dimensions[letter].width = max(13, min(44, len(column.heading) + 6))
    check.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(check)


def _prefill(sheet: Worksheet, at: int, column: Column, frame: pd.DataFrame) -> None:
    """The values of the last delivery below a heading; what a meeting decided is marked, with its source."""
    if column.name not in frame:
        return
    beside = (f"{column.name}__{x}" for x in ("precision", "reason"))
    notes = frame[f"{column.name}__note"].tolist() if f"{column.name}__note" in frame else [None] * len(frame)
    extras = [frame[name].tolist() if name in frame else [None] * len(frame) for name in beside]
    for r, (value, precision, reason) in enumerate(zip(frame[column.name].tolist(), *extras, strict=True), 2):
        target = put(sheet, r, at, _written(value, precision, reason, column))
        if isinstance(note := notes[r - 2], str):
            target.comment = Comment(note, "Implementatiemonitor", width=320, height=120)
            target.fill = DECIDED
        if isinstance(value, date):
            target.number_format = "DD-MM-YYYY"
        if column.type in ("aspect", "text"):
            target.number_format = "@"


def template(
    register: Register, plan: Plan, frames: dict[str, pd.DataFrame] | None = None, month: str | None = None
) -> bytes:
    """The workbook of a register as xlsx bytes,
    prefilled with `frames` (typed tables of the last delivery).
    """
    book = Workbook()
    guide, lists = _guide(book, register, month), book.create_sheet(LISTS_SHEET)
    row = 0
    for table in register.tables:
        sheet, frame = book.create_sheet(table.title[:31]), (frames or {}).get(table.name, pd.DataFrame())
        hidden = None
        if table.judgement:
            hidden, frame = table.judgement.columns, _to_judge(table.judgement, frame, plan)
        guide.append([f"Blad {table.title}"])
        guide.cell(guide.max_row, 1).font = Font(bold=True)
        for at, column in enumerate((c for c in table.columns if c.name != hidden), 1):
            row += 1
            _heading(sheet, at, column, _validation(column, plan, lists, row))
            needed = "verplicht" if column.required else "mag leeg blijven"
            guide.append([f"{column.heading} – {_kind(column)} – {needed}"])
            _prefill(sheet, at, column, frame)
        sheet.freeze_panes = "B2"
    book.move_sheet(lists, len(book.worksheets))
    return saved(book)
