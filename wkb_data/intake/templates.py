"""The workbook to fill in: drop-downs, input checks, an explanation a column, prefilled with the last delivery.

Made from the registers alone, so a new column or word is in the next template without a change of code.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from wkb_data.exports import put, saved
from wkb_data.intake.findings import GUIDE_SHEET, LISTS_SHEET
from wkb_data.periods import LONG_MONTHS, period_text
from wkb_data.plan import Plan
from wkb_data.schema import Column, Judgement, Register

LAST_ROW = 2000
TYPES = {
    "text": "tekst", "list": "lijst, gescheiden door een komma of puntkomma", "date": "datum, zoals 15-3-2021; ook mrt 2021 of Q1 2021", "month": "maand met jaar, zoals mrt-21",
    "number": "getal", "whole": "heel getal", "count": "heel getal, 0 of meer", "percent": "percentage van 0 tot en met 100", "share_or_count": "aandeel (62%) of aantal respondenten",
    "yesno": "ja of nee", "word": "een woord uit de lijst", "colour": "een kleur uit de lijst", "category": "een categorie uit de lijst", "party": "naam van een partij",
    "aspect": "aspect uit het plan, zoals 3.1", "municipality": "naam van een gemeente", "municipality_or_all": "naam van een gemeente, of Nederland", "municipalities": "gemeenten, gescheiden door een komma",
}  # fmt: skip


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
    if value is None or value is pd.NA or value != value:
        return reason if isinstance(reason, str) else None
    if column.labels:
        return column.labels.get(value, value)
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
        f"{TYPES[column.type].capitalize()}. {'Verplicht.' if column.required else 'Mag leeg blijven.'}"[:255]
    )
    check.errorTitle = "Klopt dit?"
    check.error = f"Verwacht wordt: {TYPES[column.type]}."[:255]
    return check


def _to_judge(judgement: Judgement, frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The judgements of the last month to begin with; every aspect where there are none yet."""
    if frame.empty:
        return pd.DataFrame({judgement.rows: [a.id for a in plan.aspects]})
    months = frame[judgement.columns]
    return frame[months == months.max()]


def template(
    register: Register, plan: Plan, frames: dict[str, pd.DataFrame] | None = None, month: str | None = None
) -> bytes:
    """The workbook of a register as xlsx bytes, prefilled with `frames` (the typed tables of the last delivery)."""
    frames = frames or {}
    book = Workbook()
    guide = book.active
    guide.title = GUIDE_SHEET
    guide.append([f"Register {register.title}"])
    guide.append(["Peilmaand:", f"{LONG_MONTHS[int(month[5:]) - 1]} {month[:4]}" if month else None])
    guide.append(
        ["Vul de bladen hierna in. Koppen mogen worden verplaatst of anders heten; de monitor herkent ze."]
    )
    guide.append([])
    guide["A1"].font = Font(bold=True, size=14)
    lists = book.create_sheet(LISTS_SHEET)
    row = 0
    for table in register.tables:
        sheet = book.create_sheet(table.title[:31])
        hidden = table.judgement.columns if table.judgement else None
        columns = [c for c in table.columns if c.name != hidden]
        guide.append([f"Blad {table.title}"])
        guide.cell(guide.max_row, 1).font = Font(bold=True)
        frame = frames.get(table.name, pd.DataFrame())
        if table.judgement:
            frame = _to_judge(table.judgement, frame, plan)
        for i, column in enumerate(columns, 1):
            cell = put(sheet, 1, i, column.heading)
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor="154273" if column.required else "59606A")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            letter = get_column_letter(i)
            sheet.column_dimensions[letter].width = max(13, min(44, len(column.heading) + 6))
            row += 1
            check = _validation(column, plan, lists, row)
            check.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(check)
            guide.append(
                [
                    f"{column.heading} – {TYPES[column.type]} – {'verplicht' if column.required else 'mag leeg blijven'}"
                ]
            )
            if column.name in frame:
                extras = [
                    frame[f"{column.name}__{x}"].tolist()
                    if f"{column.name}__{x}" in frame
                    else [None] * len(frame)
                    for x in ("precision", "reason")
                ]
                for r, (value, precision, reason) in enumerate(
                    zip(frame[column.name].tolist(), *extras, strict=True), 2
                ):
                    target = put(sheet, r, i, _written(value, precision, reason, column))
                    if isinstance(value, date):
                        target.number_format = "DD-MM-YYYY"
                    if column.type in ("aspect", "text"):
                        target.number_format = "@"
        sheet.freeze_panes = "B2"
    guide.column_dimensions["A"].width = 90
    book.move_sheet(lists, len(book.worksheets))
    return saved(book)
