"""From raw columns to typed frames:
every distinct cell value is read once, every problem becomes a finding with its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from wkb_data.intake import shapes
from wkb_data.intake.cells import (
    BULLETS,
    PARSERS,
    Context,
    Read,
    as_text,
    is_missing,
    plain_text,
    plain_texts,
)
from wkb_data.intake.conventions import Convention, open_ways, settle
from wkb_data.intake.findings import MAX_ALIKE, Finding, UnreadableFile, address, shown
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.looks import fills
from wkb_data.intake.opening import Workbook
from wkb_data.intake.regions import Region
from wkb_data.intake.styles import shown_number, styles
from wkb_data.plan import Plan
from wkb_data.schema import Column, Table
from wkb_data.text import alternatives, normalise

NUMBERS = ("number", "whole", "count", "percent", "share_or_count")
# So many distinct values can't be read before it is another column or file; no word, date or number is
# longer.
MAX_BAD, MAX_SHOWN = 2000, 300
# A heading that is longer is an explanation; a message then says the register's own.
MAX_HEADING = 60
ERROR_CELL = "de cel bevat een Excel-fout; verwacht wordt een waarde. Herstel de formule of typ de waarde"
UNSAVED = (
    "de uitkomst van deze formule is nooit opgeslagen. Open het bestand in Excel, sla het "
    "op en lever het opnieuw aan"
)


@dataclass
class TypedTable:
    """All records of one table: `frame` in canonical columns,
    and for every record and column the cell it came from.

    `left_out`: the records that can't count, with the first error that says why. `called`: what a sheet calls
    a column, where that is another heading than the register's.
    """

    table: Table
    frame: pd.DataFrame
    sheets: list[str]
    cells: dict[str, list[str | None]]
    flawed: set[tuple[int, str]] = field(default_factory=set)
    missing_columns: set[str] = field(default_factory=set)
    left_out: dict[int, Finding] = field(default_factory=dict)
    called: dict[tuple[str, str], str] = field(default_factory=dict)

    def heading(self, column: str, index: int = 0) -> str:
        """The heading that the deliverer knows: of the sheet that a record stands on, else the register's."""
        sheet = self.sheets[index] if index < len(self.sheets) else ""
        return self.called.get((sheet, column), self.table.column(column).heading)

    def finding(
        self,
        level: str,
        index: int,
        column: str,
        message: str,
        value: object = None,
        suggestion: str = "",
        kind: str = "",
    ) -> Finding:
        """A finding at record `index`; the message starts with the cell. An error leaves the record out."""
        cell = self.cells[column][index] if column in self.cells else None
        text = f"{cell}: {message}" if cell else message
        said, sheet = shown(value) or None, self.sheets[index]
        found = Finding(
            level, text, self.table.name, sheet, cell, column, said, suggestion or None, kind=kind
        )
        if level == "error":
            self.left_out.setdefault(index, found)
        return found

    def values(self, column: str) -> list:
        """Python values of a column; None for empty."""
        if column not in self.frame:
            return [None] * len(self.frame)
        series = self.frame[column]
        if series.dtype == object:
            return series.tolist()
        return [None if v is pd.NA or v != v else v for v in series.tolist()]


def _frame_column(column: Column, values: list, codes: np.ndarray) -> object:
    """The typed column: what the distinct `values` became, laid out over the rows."""
    if column.type in ("whole", "count"):
        return pd.array(values, dtype="Int64").take(codes)
    if column.type in ("number", "percent"):
        return np.array([np.nan if v is None else v for v in values], dtype="float64")[codes]
    if column.type in ("list", "municipalities"):
        values = ["; ".join(v) if v else None for v in values]
    spread = np.empty(len(values), dtype=object)
    spread[:] = values
    return pd.Series(spread[codes], dtype=object)


def _told(raw: object, read: Read) -> str:
    """What is wrong with a value, or noted of it."""
    shown_as = as_text(raw)
    if read.problem:
        tail = f" Bedoelt u '{read.suggestion}'?" if read.suggestion else ""
        return f"'{shown_as}': {read.problem}.{tail}"
    return f"'{shown_as}' {read.note}." if read.note.startswith("gelezen") else f"'{shown_as}': {read.note}."


class _Reader:
    """Reads the columns of one region."""

    def __init__(self, region: Region, grid: Grid, book: Workbook, plan: Plan, month: str | None):
        self.region, self.grid, self.book, self.plan, self.month = region, grid, book, plan, month
        self.findings: list[Finding] = []
        self.flawed: set[tuple[int, str]] = set()
        self.left_out: dict[int, Finding] = {}
        self.extra: dict[str, list] = {}
        self.told: dict[tuple[str, str, str], int] = {}

    def say(
        self,
        level: str,
        index: int,
        column: Column,
        message: str,
        raw: object = None,
        suggestion: str = "",
        kind: str = "",
    ) -> None:
        """A finding at a record; of many alike the first ones,
        the rest counted. Every record with an error is left out.
        """
        alike = level, kind, column.name
        self.told[alike] = self.told.get(alike, 0) + 1
        listed = self.told[alike] <= MAX_ALIKE
        if level == "error":
            self.flawed.add((index, column.name))
        if not listed and (level != "error" or index in self.left_out):
            return
        found = self.found(level, index, column, message, raw, suggestion, kind)
        if listed:
            self.findings.append(found)
        if level == "error":
            self.left_out.setdefault(index, found)

    def found(
        self, level: str, index: int, column: Column, message: str, raw: object, suggestion: str, kind: str
    ) -> Finding:
        cell = address(*self.region.at(column.name, index))
        value = as_text(raw)[:MAX_SHOWN] if raw not in (None, "") else None
        table, sheet = self.region.table.name, self.region.sheet
        text = f"{cell}: {message}"
        return Finding(level, text, table, sheet, cell, column.name, value, suggestion or None, kind=kind)

    def count(self) -> None:
        """Says of findings of which there are too many to list how many more there are."""
        for (level, kind, name), count in self.told.items():
            if count > MAX_ALIKE:
                column, sheet = self.region.table.column(name), self.region.sheet
                text = (
                    f"kolom '{self.called(column)}': nog {count - MAX_ALIKE} cellen met dezelfde soort "
                    "bevinding."
                )
                self.findings.append(
                    Finding(level, text, self.region.table.name, sheet, None, name, kind=kind)
                )

    def flaws(self, column: Column) -> None:
        """Error cells and formulas without a saved value: an error in that cell."""
        if not (self.grid.errors or self.grid.unsaved) or column.name == self.region.across:
            return
        if column.name in self.region.places or column.name in self.region.above:
            at = {self.region.at(column.name, i): i for i in range(len(self.region.rows))}
        elif column.name in self.region.columns:
            at = {(int(r), self.region.columns[column.name]): i for i, r in enumerate(self.region.rows)}
        else:
            return
        for place in sorted((self.grid.errors.keys() | self.grid.unsaved) & at.keys()):
            if place in self.grid.errors:
                self.say(
                    "error",
                    at[place],
                    column,
                    f"{self.grid.errors[place]}: {ERROR_CELL}.",
                    self.grid.errors[place],
                    kind="cell-error",
                )
            else:
                self.say("error", at[place], column, f"{UNSAVED}.", None, kind="formula-unsaved")

    def heading(self, column: Column) -> str:
        """How the heading of a column is written, over all its rows."""
        if column.name not in self.region.columns:
            return ""
        rows = range(self.region.header - self.region.depth + 1, self.region.header + 1)
        return " ".join(
            as_text(v) for r in rows if (v := self.grid.cell(r, self.region.columns[column.name])) != ""
        )

    def called(self, column: Column) -> str:
        """The heading that the deliverer knows: the sheet's own, or the register's where it has none."""
        own = " ".join(self.heading(column).split())
        same = not own or len(own) > MAX_HEADING or normalise(own) == normalise(column.heading)
        return column.heading if same else own

    def read(self, column: Column) -> object:
        """The typed column of the frame; what can't be read becomes a finding."""
        cells = self.region.raw[column.name]
        self.flaws(column)
        if column.type == "colour":
            cells = self.coloured(column, self.inked(column, cells))
        named = column.type in ("text", "list") and column.name in self.region.table.identifiers
        cells = self.as_shown(column, cells, named)
        if column.type == "date" and self.book.from_1904:
            cells = Cells([_since_1904(v) for v in cells.values], cells.codes)
        if (
            column.type == "text"
            and (not column.required or cells.filled.all())
            and plain_texts(cells.values, named)
        ):
            return _frame_column(column, [None, *cells.values[1:]], cells.codes)
        if column.type not in ("text", "list", "municipalities"):
            cells = Cells([_no_longer(v) for v in cells.values], cells.codes)
        there = set(np.unique(cells.codes).tolist())
        ctx = Context(self.plan, self.month, column, self.heading(column), identifier=named)
        ctx = replace(ctx, convention=self.convention(column, cells, there, ctx))
        parse = PARSERS[column.type]
        reads, bad = [], 0
        for i, v in enumerate(cells.values):
            if i not in there:
                reads.append(Read())
                continue
            reads.append(Read(reason=str(v).strip() if v else "") if is_missing(v) else parse(v, ctx))
            bad += bool(reads[-1].problem)
            if bad > MAX_BAD:
                raise UnreadableFile(
                    f"{self.book.name}: in de kolom '{self.called(column)}' staan meer dan {MAX_BAD} "
                    "verschillende waarden die niet "
                    "te lezen zijn. Controleer of dit de juiste kolom en het juiste bestand is."
                )
        self.tell(column, cells, reads)
        if column.required:
            empty = [i for i, read in enumerate(reads) if read.value is None]
            for i in np.flatnonzero(np.isin(cells.codes, empty)).tolist():
                if (i, column.name) not in self.flawed:
                    said = f" (er staat '{cells[i]}')" if str(cells[i]).strip() else ""
                    self.say(
                        "error",
                        i,
                        column,
                        f"{self.called(column)} ontbreekt{said}; deze kolom is verplicht. Vul de cel in.",
                        cells[i],
                        kind="value-missing",
                    )
        return _frame_column(column, [read.value for read in reads], cells.codes)

    def tell(self, column: Column, cells: Cells, reads: list[Read]) -> None:
        """Says what is wrong with or noted of the values,
        and keeps precisions and reasons beside the column.
        """
        alike: dict[tuple[str, str], dict[int, str]] = {}
        for code, read in enumerate(reads):
            if read.problem:
                kind = "error", read.kind or f"{column.type.replace('_', '-')}-unreadable"
            elif read.note:
                kind = "warning", "date-empty-link" if read.reason == "0-1-1900" else "value-guessed"
            else:
                continue
            alike.setdefault(kind, {})[code] = _told(cells.values[code], read)
        for (level, kind), texts in alike.items():
            rows = np.flatnonzero(np.isin(cells.codes, list(texts))).tolist()
            for i in rows[:MAX_ALIKE]:
                code = cells.codes[i]
                self.say(level, i, column, texts[code], cells[i], reads[code].suggestion, kind)
            if level == "error":
                self.leave_out(rows[MAX_ALIKE:], column, cells, texts, kind)
            alike_told = level, kind, column.name
            self.told[alike_told] = self.told.get(alike_told, 0) + len(rows[MAX_ALIKE:])
        precisions, reasons = (
            [read.precision or None for read in reads],
            [read.reason or None for read in reads],
        )
        if (
            column.type == "share_or_count"
            or column.type == "date"
            and any(p not in (None, "day") for p in precisions)
        ):
            self.extra[f"{column.name}__precision"] = np.array(precisions, dtype=object)[cells.codes]
        if any(reasons):
            self.extra[f"{column.name}__reason"] = np.array(reasons, dtype=object)[cells.codes]

    def leave_out(
        self, rows: list[int], column: Column, cells: Cells, texts: dict[int, str], kind: str
    ) -> None:
        """Leaves out the records whose error is not listed any more, each with its reason."""
        self.flawed.update((i, column.name) for i in rows)
        for i in rows:
            if i not in self.left_out:
                self.left_out[i] = self.found("error", i, column, texts[cells.codes[i]], cells[i], "", kind)

    def convention(self, column: Column, cells: Cells, there: set[int], ctx: Context) -> Convention:
        """How the column as a whole writes its numbers;
        says so where texts of two ways of writing stand in it.
        """
        if column.type not in NUMBERS:
            return Convention()
        values = [v for i, v in enumerate(cells.values) if i in there and not is_missing(v)]
        found = settle(column.type, values, ctx.in_percent, self.region.told.get(column.name))
        if ways := open_ways(column.type, values, found):
            self.region.open_ways[column.name] = ways
        if found.mixed:
            title, first = self.called(column), int(np.flatnonzero(cells.filled)[0])
            other = "1,584.5" if found.writing == "dutch" else "1.584,5"
            text = (
                f"in de kolom '{title}' staan getallen op twee manieren geschreven; die als {other} "
                "zijn zo gelezen. Controleer ze."
            )
            self.say("info", first, column, text, kind="numbers-two-ways")
        return found

    def as_shown(self, column: Column, cells: Cells, named: bool) -> Cells:
        """Numbers that Excel shows otherwise than they are kept:
        with a percent sign, or as an identifier with fixed decimals.
        """
        if not self.book.has_looks or not (named or column.type in ("percent", "share_or_count")):
            return cells
        odd = {
            i
            for i, v in enumerate(cells.values)
            if isinstance(v, float | int)
            and not isinstance(v, bool)
            and not (named and float(v).is_integer())
        }
        rows = [i for i, code in enumerate(cells.codes.tolist()) if code in odd] if odd else []
        if not rows:
            return cells
        places = {i: self.region.at(column.name, i) for i in rows}
        found = styles(self.book.parts, self.region.sheet, list(places.values()))
        raws = cells.tolist()
        for i, at in places.items():
            if at in found and (text := shown_number(float(raws[i]), found[at].number_format)):
                raws[i] = text if not named or "%" not in text else raws[i]
        return Cells.of(raws)

    def inked(self, column: Column, cells: Cells) -> Cells:
        """Dots and blocks take the colour of their ink;
        a letter l is one where no J or K stands in the column.
        """
        said = {plain_text(v) for v in cells.values if isinstance(v, str)}
        letters = bool(said & {"J", "K", "L", "j", "k"})
        dots = {
            v
            for v in cells.values
            if isinstance(v, str) and plain_text(v) in BULLETS - ({"l"} if letters else set())
        }
        if not dots:
            return cells
        rows = np.flatnonzero(cells.where(lambda v: v in dots)).tolist()
        places = {i: self.region.at(column.name, i) for i in rows}
        found = (
            styles(self.book.parts, self.region.sheet, list(places.values())) if self.book.has_looks else {}
        )
        raws = cells.tolist()
        for i, at in places.items():
            raws[i] = found[at].ink if at in found and found[at].ink else "●"
        return Cells.of(raws)

    def coloured(self, column: Column, cells: Cells) -> Cells:
        """Cells without text take the status of their fill colour."""
        empty = [
            i for i in np.flatnonzero(cells.where(is_missing)).tolist() if (i, column.name) not in self.flawed
        ]
        if not self.book.has_looks and empty and self.book.kind != "csv":
            said = f"{len(empty)} cellen zonder tekst; hun kleur is in .{self.book.kind} niet te lezen. "
            said += "Sla het bestand op als .xlsx en lever dat aan, of vul de kleur als woord in."
            self.say("warning", empty[0], column, said, kind="colours-not-carried")
        if not self.book.has_looks:
            return cells
        if not empty or len(empty) > 20_000:
            return cells
        found = fills(self.book.parts, self.region.sheet, [self.region.at(column.name, i) for i in empty])
        found = self.without_pen(column, empty, found)
        raws = cells.tolist()
        for i in empty:
            raws[i] = found.get(self.region.at(column.name, i), raws[i])
        if self.region.marks:
            self.marks(raws, empty)
        return Cells.of(raws)

    def without_pen(self, column: Column, empty: list[int], found: dict) -> dict:
        """Leaves out the colour of rows that are marked as a whole: that is a pen, and no judgement."""
        key = self.region.table.key
        if key not in self.region.columns:
            return found
        at = {i: self.region.at(column.name, i) for i in empty if self.region.at(column.name, i) in found}
        keys = {i: self.region.at(key, i) for i in at}
        marked = fills(self.book.parts, self.region.sheet, list(keys.values())) if at else {}
        for i, place in at.items():
            if marked.get(keys[i]) == found[place]:
                said = "de hele rij is met een kleur gemarkeerd; dat is niet als oordeel gelezen"
                text = f"{said}. Vul {alternatives(column.choices)} in."
                self.say("warning", i, column, text, kind="row-marked")
        return {
            place: s
            for place, s in found.items()
            if place not in {at[i] for i in at if marked.get(keys[i]) == s}
        }

    def marks(self, raws: list, empty: list[int]) -> None:
        """In columns of colours an empty row may have one filled cell."""
        cells = {(int(self.region.rows[i]), c): (i, s) for i in empty for s, c in self.region.marks.items()}
        found = fills(self.book.parts, self.region.sheet, list(cells))
        for i in empty:
            hits = [s for (r, c), (j, s) in cells.items() if j == i and found.get((r, c)) == s]
            if len(hits) == 1:
                raws[i] = hits[0]

    def american(self, column: Column) -> None:
        """An info when the cells of a date column show that months stand before days."""
        cells = self.region.raw[column.name]
        written = {
            i: m
            for i, v in enumerate(cells.values)
            if isinstance(v, str) and (m := re.fullmatch(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})\s*", v))
        }
        if not any(int(m[2]) > 12 >= int(m[1]) for m in written.values()):
            return
        numbers = [(i, written[c]) for i, c in enumerate(cells.codes.tolist()) if c in written]
        for i, m in numbers:
            if int(m[1]) <= 12 and int(m[2]) <= 12:
                self.say(
                    "info",
                    i,
                    column,
                    f"'{m[0].strip()}' is als dag-maand-jaar gelezen, maar andere cellen in deze kolom "
                    "zetten de maand voorop. Controleer de datum.",
                    m[0],
                    kind="date-two-ways",
                )


def _no_longer(value: object) -> object:
    """A text that is longer than any word, date or number can be, cut short:
    it can't be read, and costs no time.
    """
    return value[:MAX_SHOWN] + "…" if isinstance(value, str) and len(value) > MAX_SHOWN else value


def _since_1904(value: object) -> object:
    """A number that stands for a day, counted from 1904,
    as one counted from 1900 (registers know no day before 1980).
    """
    day = isinstance(value, float | int) and not isinstance(value, bool) and 27_000 <= value <= 64_000
    return value + 1462 if day else value


def read_region(
    region: Region, grid: Grid, book: Workbook, plan: Plan, month: str | None
) -> tuple[TypedTable, list[Finding]]:
    """Types one region. The frame has a column for every column of the table; absent ones are empty."""
    table, reader = region.table, _Reader(region, grid, book, plan, month)
    data, cells, absent = {}, {}, set()
    count = len(region.rows)
    for column in table.columns:
        if column.name in region.raw:
            data[column.name] = reader.read(column)
            cells[column.name] = (
                [address(*reader.region.at(column.name, i)) for i in range(count)]
                if count < 3000
                else Addresses(reader.region, column.name)
            )
            if column.type == "date":
                reader.american(column)
        else:
            data[column.name] = _frame_column(column, [None], np.zeros(count, dtype=int))
            absent.add(column.name)
            if (column.required or column.expected) and column.name not in region.contested:
                cell = address(region.header, min(region.columns.values()))
                said = ", ".join(f"'{t}'" for _, t in region.unread[:6])
                hint = f" Niet herkende kolommen: {said}." if said else ""
                reader.findings.append(
                    Finding(
                        "error",
                        f"{cell}: in de tabel {table.title} ontbreekt de kolom '{column.heading}'.{hint} "
                        "Voeg de kolom toe of geef haar deze kop.",
                        table.name,
                        region.sheet,
                        cell,
                        column.name,
                        None,
                        column.heading,
                        kind="column-missing",
                    )  # fmt: skip
                )
    reader.count()
    frame = pd.DataFrame(data)
    for name, values in reader.extra.items():
        frame[name] = pd.Series(values, dtype=object)
    _without_columns(reader, frame)
    called = {(region.sheet, c.name): reader.called(c) for c in table.columns if c.name in region.columns}
    typed = TypedTable(
        table, frame, [region.sheet] * count, cells, reader.flawed, absent, reader.left_out, called
    )
    return typed, region.findings + list(dict.fromkeys(region.in_rows)) + reader.findings


def _without_columns(reader: _Reader, frame: pd.DataFrame) -> None:
    """Leaves out what rests on a heading in doubt:
    all records without a needed column, those of a month named twice.
    """
    region, table = reader.region, reader.region.table
    for found in (f for f in (*region.findings, *reader.findings) if f.level == "error"):
        if found.kind == "month-twice":
            rows = (frame["month"] == shapes.month_heading(found.value)[0]).to_numpy().nonzero()[0].tolist()
        elif found.kind in ("column-missing", "column-contested"):
            column = table.column(found.column)
            rows = range(len(frame)) if column.required or column.expected else ()
        else:
            continue
        for i in rows:
            reader.left_out.setdefault(i, found)


@dataclass
class Addresses:
    """Cell addresses made when asked for: a large table has far more cells than findings."""

    region: Region
    column: str

    def __getitem__(self, index: int) -> str:
        return address(*self.region.at(self.column, index))

    def __len__(self) -> int:
        return len(self.region.rows)

    def __iter__(self):
        return (self[i] for i in range(len(self)))


def join(parts: list[TypedTable]) -> TypedTable:
    """The same table from several places of a workbook, as one."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    frame = pd.concat([p.frame for p in parts], ignore_index=True)
    names = {n for p in parts for n in p.cells}
    cells = {
        n: [c for p in parts for c in (p.cells[n] if n in p.cells else [None] * len(p.frame))] for n in names
    }
    flawed, left, start = set(), {}, 0
    for p in parts:
        flawed |= {(i + start, c) for i, c in p.flawed}
        left |= {i + start: found for i, found in p.left_out.items()}
        start += len(p.frame)
    absent = set.intersection(*(p.missing_columns for p in parts))
    called = {key: heading for p in parts for key, heading in p.called.items()}
    sheets = [s for p in parts for s in p.sheets]
    return TypedTable(first.table, frame, sheets, cells, flawed, absent, left, called)


def keep(t: TypedTable, rows: list[int]) -> TypedTable:
    """Some records of a table."""
    position = {old: new for new, old in enumerate(rows)}
    cells = {n: [c[i] for i in rows] for n, c in t.cells.items()}
    flawed = {(position[i], c) for i, c in t.flawed if i in position}
    frame = t.frame.iloc[rows].reset_index(drop=True)
    left = {position[i]: found for i, found in t.left_out.items() if i in position}
    sheets = [t.sheets[i] for i in rows]
    return TypedTable(t.table, frame, sheets, cells, flawed, t.missing_columns, left, t.called)
