"""From raw columns to typed frames: every distinct cell value is read once, every problem becomes a finding with its cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from wkb_data.intake.cells import PARSERS, Context, Read, as_text, is_missing, plain_texts
from wkb_data.intake.findings import Finding, address, shown
from wkb_data.intake.looks import fills
from wkb_data.intake.opening import Grid, Workbook
from wkb_data.intake.recognise import Region
from wkb_data.plan import Plan
from wkb_data.schema import Column, Table

ERROR_CELL = "de cel bevat een Excel-fout; verwacht wordt een waarde. Herstel de formule of typ de waarde"
UNSAVED = "de uitkomst van deze formule is nooit opgeslagen. Open het bestand in Excel, sla het op en lever het opnieuw aan"


@dataclass
class TypedTable:
    """All records of one table: `frame` in canonical columns, and for every record and column the cell it came from."""

    table: Table
    frame: pd.DataFrame
    sheets: list[str]
    cells: dict[str, list[str | None]]
    flawed: set[tuple[int, str]] = field(default_factory=set)
    missing_columns: set[str] = field(default_factory=set)

    def finding(self, level: str, index: int, column: str, message: str, value: object = None, suggestion: str = "") -> Finding:
        """A finding at record `index`; the message starts with the cell."""
        cell = self.cells[column][index] if column in self.cells else None
        text = f"{cell}: {message}" if cell else message
        return Finding(level, text, self.table.name, self.sheets[index], cell, column, shown(value) or None, suggestion or None)

    def values(self, column: str) -> list:
        """Python values of a column; None for empty."""
        if column not in self.frame:
            return [None] * len(self.frame)
        return [None if v is pd.NA or v != v else v for v in self.frame[column].tolist()]


def _frame_column(column: Column, values: list) -> object:
    if column.type in ("whole", "count"):
        return pd.array(values, dtype="Int64")
    if column.type in ("number", "percent"):
        return pd.array([float("nan") if v is None else v for v in values], dtype="float64")
    if column.type in ("list", "municipalities"):
        return pd.Series(["; ".join(v) if v else None for v in values], dtype=object)
    return pd.Series(values, dtype=object)


def _message(raw: object, read: Read) -> str:
    tail = f" Bedoelt u '{read.suggestion}'?" if read.suggestion else ""
    return f"'{as_text(raw)}': {read.problem}.{tail}"


class _Reader:
    """Reads the columns of one region."""

    def __init__(self, region: Region, grid: Grid, book: Workbook, plan: Plan, month: str | None):
        self.region, self.grid, self.book, self.plan, self.month = region, grid, book, plan, month
        self.findings: list[Finding] = []
        self.flawed: set[tuple[int, str]] = set()
        self.extra: dict[str, list] = {}

    def at(self, column: str, index: int) -> tuple[int, int]:
        place = self.region.places.get(column)
        return self.region.rows[index], place[index] if place else self.region.columns[column]

    def say(self, level: str, index: int, column: Column, message: str, raw: object = None, suggestion: str = "") -> None:
        cell = address(*self.at(column.name, index))
        value = as_text(raw) if raw not in (None, "") else None
        self.findings.append(
            Finding(level, f"{cell}: {message}", self.region.table.name, self.region.sheet, cell, column.name, value, suggestion or None)
        )
        if level == "error":
            self.flawed.add((index, column.name))

    def flaws(self, column: Column) -> None:
        """Error cells and formulas without a saved value: an error in that cell."""
        if not (self.grid.errors or self.grid.unsaved) or column.name not in self.region.columns and column.name not in self.region.places:
            return
        for i in range(len(self.region.rows)):
            if column.name == "month" and self.region.months:
                return
            place = self.at(column.name, i)
            if place in self.grid.errors:
                self.say("error", i, column, f"{self.grid.errors[place]}: {ERROR_CELL}.", self.grid.errors[place])
            elif place in self.grid.unsaved:
                self.say("error", i, column, f"{UNSAVED}.", None)

    def read(self, column: Column) -> list:
        raws = self.region.raw[column.name]
        self.flaws(column)
        if column.type == "status":
            raws = self.coloured(column, raws)
        if column.type == "text" and plain_texts(raws):
            return list(raws)
        ctx, parse = Context(self.plan, self.month, column), PARSERS[column.type]
        known: dict[object, Read] = {}
        for raw in dict.fromkeys(raws):
            known[raw] = Read(reason=str(raw).strip() if raw else "") if is_missing(raw) else parse(raw, ctx)
        telling = {raw for raw, read in known.items() if read.problem or read.note or read.reason or read.precision not in ("", "day")}
        values = [known[raw].value for raw in raws]
        if telling:
            self.tell(column, raws, known, telling)
        if column.required:
            for i, value in enumerate(values):
                if value is None and (i, column.name) not in self.flawed:
                    said = f" (er staat '{raws[i]}')" if str(raws[i]).strip() else ""
                    self.say("error", i, column, f"{column.heading} ontbreekt{said}; deze kolom is verplicht. Vul de cel in.", raws[i])
        return values

    def tell(self, column: Column, raws: list, known: dict, telling: set) -> None:
        precisions, reasons = [None] * len(raws), [None] * len(raws)
        for i, raw in enumerate(raws):
            if raw not in telling:
                continue
            read = known[raw]
            if read.problem:
                self.say("error", i, column, _message(raw, read), raw, read.suggestion)
            elif read.note:
                self.say(
                    "warning",
                    i,
                    column,
                    f"'{as_text(raw)}' {read.note}." if read.note.startswith("gelezen") else f"'{as_text(raw)}': {read.note}.",
                    raw,
                )
            precisions[i], reasons[i] = read.precision or None, read.reason or None
        if any(precisions) and column.type == "date":
            self.extra[f"{column.name}__precision"] = precisions
        if any(reasons):
            self.extra[f"{column.name}__reason"] = reasons
        if column.type == "share_or_count":
            self.extra[f"{column.name}__precision"] = [known[r].precision or None for r in raws]

    def coloured(self, column: Column, raws: list) -> list:
        """Cells without text take the status of their fill colour."""
        if not self.book.has_looks:
            return raws
        empty = [i for i, raw in enumerate(raws) if is_missing(raw) and (i, column.name) not in self.flawed]
        if not empty or len(empty) > 20_000:
            return raws
        found = fills(self.book.content, self.region.sheet, [self.at(column.name, i) for i in empty])
        raws = list(raws)
        for i in empty:
            raws[i] = found.get(self.at(column.name, i), raws[i])
        if self.region.marks:
            self.marks(raws, empty)
        return raws

    def marks(self, raws: list, empty: list[int]) -> None:
        """In three colour columns an empty row may have one filled cell."""
        cells = {(self.region.rows[i], c): (i, s) for i in empty for s, c in self.region.marks.items()}
        found = fills(self.book.content, self.region.sheet, list(cells))
        for i in empty:
            hits = [s for (r, c), (j, s) in cells.items() if j == i and found.get((r, c)) == s]
            if len(hits) == 1:
                raws[i] = hits[0]

    def american(self, column: Column) -> None:
        """An info when the cells of a date column show that months stand before days."""
        texts = [(i, r) for i, r in enumerate(self.region.raw[column.name]) if isinstance(r, str)]
        numbers = [(i, m) for i, r in texts if (m := re.fullmatch(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})\s*", r))]
        if not any(int(m[2]) > 12 >= int(m[1]) for _, m in numbers):
            return
        for i, m in numbers:
            if int(m[1]) <= 12 and int(m[2]) <= 12:
                self.say(
                    "info",
                    i,
                    column,
                    f"'{m[0].strip()}' is als dag-maand-jaar gelezen, maar andere cellen in deze kolom zetten de maand voorop. Controleer de datum.",
                    m[0],
                )


def read_region(region: Region, grid: Grid, book: Workbook, plan: Plan, month: str | None) -> tuple[TypedTable, list[Finding]]:
    """Types one region. The frame has a column for every column of the table; absent ones are empty."""
    table, reader = region.table, _Reader(region, grid, book, plan, month)
    data, cells, absent = {}, {}, set()
    count = len(region.rows)
    for column in table.columns:
        if column.name in region.raw:
            data[column.name] = _frame_column(column, reader.read(column))
            cells[column.name] = [address(*reader.at(column.name, i)) for i in range(count)] if count < 3000 else _Lazy(reader, column.name)
            if column.type == "date":
                reader.american(column)
        else:
            data[column.name] = _frame_column(column, [None] * count)
            absent.add(column.name)
            if column.required or column.expected:
                cell = address(region.header, min(region.columns.values()))
                said = ", ".join(f"'{t}'" for _, t in region.unread[:6])
                hint = f" Niet herkende kolommen: {said}." if said else ""
                reader.findings.append(
                    Finding(
                        "error",
                        f"{cell}: in de tabel {table.title} ontbreekt de kolom '{column.heading}'.{hint} Voeg de kolom toe of geef haar deze kop.",
                        table.name,
                        region.sheet,
                        cell,
                        column.name,
                        None,
                        column.heading,
                    )  # fmt: skip
                )
    frame = pd.DataFrame(data)
    for name, values in reader.extra.items():
        frame[name] = pd.Series(values, dtype=object)
    typed = TypedTable(table, frame, [region.sheet] * count, cells, reader.flawed, absent)
    return typed, region.findings + reader.findings


class _Lazy:
    """Cell addresses made when asked for: a large table has far more cells than findings."""

    def __init__(self, reader: _Reader, column: str):
        self.reader, self.column = reader, column

    def __getitem__(self, index: int) -> str:
        return address(*self.reader.at(self.column, index))

    def __len__(self) -> int:
        return len(self.reader.region.rows)

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def join(parts: list[TypedTable]) -> TypedTable:
    """The same table from several places of a workbook, as one."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    frame = pd.concat([p.frame for p in parts], ignore_index=True)
    names = {n for p in parts for n in p.cells}
    cells = {n: [c for p in parts for c in (p.cells[n] if n in p.cells else [None] * len(p.frame))] for n in names}
    flawed, start = set(), 0
    for p in parts:
        flawed |= {(i + start, c) for i, c in p.flawed}
        start += len(p.frame)
    absent = set.intersection(*(p.missing_columns for p in parts))
    return TypedTable(first.table, frame, [s for p in parts for s in p.sheets], cells, flawed, absent)
