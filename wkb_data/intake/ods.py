"""Workbooks of LibreOffice and others (.ods) to grids,
row by row, so that repeats are counted before they are laid out.

content.xml ── rows ──> Grid: values, merged ranges,
errors ── with what the styles tell: fills and number formats
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from lxml import etree

from wkb_data.intake.grids import Grid, clipped
from wkb_data.intake.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_COLUMNS,
    MAX_TEXT,
    few_sheets,
    text_within,
    too_much,
    within,
)
from wkb_data.intake.looks import Drawn, Style, status_of_colour
from wkb_data.intake.parts import SAFE, Parts
from wkb_data.intake.rewriting import Place
from wkb_data.intake.sheets import DUTCH_ERRORS

NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE = (f"{{{NS}{part}:1.0}}" for part in ("office", "table", "text", "style"))
NUMBER, FO = f"{{{NS}datastyle:1.0}}", f"{{{NS}xsl-fo-compatible:1.0}}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
MAX_ELEMENTS = 15_000_000
DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
DURATION = re.compile(r"PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


@dataclass
class _Look:
    """What a style of cells or sheets tells, with the name of the style that it builds on."""

    parent: str
    fill: str | None = None
    ink: str | None = None
    number: str | None = None
    hidden: bool = False


@dataclass
class _Table:
    """A sheet as it is read: its rows so far,
    empty rows that wait for a filled one, and the styles of its columns.
    """

    rows: list[list] = field(default_factory=list)
    waiting: int = 0
    width: int = 0
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    errors: dict[Place, str] = field(default_factory=dict)
    unsaved: set[Place] = field(default_factory=set)
    fills: dict[Place, str] = field(default_factory=dict)
    styles: dict[Place, Style] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)


def read_ods(parts: Parts) -> tuple[list[Grid], list[str], Drawn]:
    """The visible sheets, the names of the hidden ones, and the looks of their cells."""
    if b"encryption-data" in parts.read("META-INF/manifest.xml"):
        raise ValueError("encrypted")
    xml = parts.read("content.xml")
    if xml.count(b"<") > MAX_ELEMENTS:
        raise too_much("te veel onderdelen")
    if len(xml) > MAX_TEXT:
        text_within(len(xml), xml.count(b"table-cell"), "content")
    looks = _looks(parts.tree("styles.xml")) if "styles.xml" in parts else {}
    looks |= _looks(_head(xml))
    grids, hidden, drawn, cells, count = [], [], Drawn(), 0, 0
    for name, style, table in _tables(xml, looks):
        few_sheets(count := count + 1)
        if style in looks and looks[style].hidden:
            hidden.append(name)
            continue
        cells += len(table.rows) * table.width
        within(cells, name)
        grid = Grid.of(name, table.rows, errors=table.errors, unsaved=table.unsaved)
        flawed = [*table.errors, *table.unsaved]
        if flawed:
            grid.reach(max(r for r, _ in flawed) + 1, max(c for _, c in flawed) + 1)
        grid.merged = clipped(table.merged, grid.height, grid.width)
        drawn.fills[name], drawn.styles[name] = table.fills, table.styles
        grids.append(grid)
    return grids, hidden, drawn


def _walk(xml: bytes, tags: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(io.BytesIO(xml), events=("start", "end"), tag=tags, **SAFE)


def _head(xml: bytes) -> etree._Element:
    """The styles that a document brings along itself."""
    for event, element in _walk(xml, (f"{OFFICE}automatic-styles", f"{OFFICE}body")):
        if event == "end" or element.tag == f"{OFFICE}body":
            return element
    return etree.Element("none")


def _tables(xml: bytes, looks: dict[str, _Look]) -> Iterator[tuple[str, str, _Table]]:
    """Name, style and what it holds of every sheet."""
    table, depth = _Table(), 0
    for event, element in _walk(xml, tuple(TABLE + t for t in ("table", "table-column", "table-row"))):
        if element.tag == f"{TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                table = _Table()
            elif event == "end" and depth == 0:
                yield element.get(f"{TABLE}name", ""), element.get(f"{TABLE}style-name", ""), table
                element.clear()
        elif event == "end" and depth == 1:
            if element.tag == f"{TABLE}table-column":
                more = min(_times(element, "columns"), MAX_COLUMNS - len(table.columns))
                table.columns += [element.get(f"{TABLE}default-cell-style-name", "")] * max(more, 0)
            else:
                _add_row(table, element, looks)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _times(element: etree._Element, what: str) -> int:
    said = element.get(f"{TABLE}number-{what}-repeated", "1").strip()
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 9 else 1


def _add_row(table: _Table, element: etree._Element, looks: dict[str, _Look]) -> None:
    """Adds a row as often as it is repeated, once something stands in it."""
    times, row = _times(element, "rows"), len(table.rows) + table.waiting
    values: list = []
    marks: list[tuple[int, int, str]] = []
    flawed, ahead = False, 0
    for cell in element:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        at, more = len(values) + ahead, _times(cell, "columns")
        style = cell.get(f"{TABLE}style-name") or element.get(f"{TABLE}default-cell-style-name", "")
        marks.append((at, more, style))
        value = _value(cell) if cell.tag == f"{TABLE}table-cell" else ""
        if flaw := _flaw(cell, value):
            flawed, value = True, ""
            places = [(row, c) for c in range(at, min(at + more, MAX_COLUMNS))]
            table.unsaved.update(places) if flaw == "unsaved" else table.errors.update(
                dict.fromkeys(places, flaw)
            )
        _merge(table, cell, row, at)
        if value == "":
            ahead += more
            continue
        if at + more > LAST_COLUMN:
            raise too_much(f"meer dan {LAST_COLUMN} kolommen")
        values += [""] * ahead + [value] * more
        ahead = 0
    if not values and not flawed:
        table.waiting += times
        return
    table.width = max(table.width, len(values))
    height = len(table.rows) + table.waiting + times
    if height > LAST_ROW:
        raise too_much(f"meer dan {LAST_ROW} rijen")
    within(height * table.width, "")
    table.rows += [[]] * table.waiting + [values] * times
    table.waiting = 0
    _draw(table, marks, range(row, row + times), looks)


def _flaw(cell: etree._Element, value: object) -> str | None:
    """The Dutch name of the error in a cell, or `unsaved` for a formula without an outcome."""
    shown = value if isinstance(value, str) else ""
    formula = cell.get(f"{TABLE}formula") is not None
    if (
        cell.get(f"{CALC}value-type") == "error"
        or shown in DUTCH_ERRORS
        or formula
        and shown.startswith("Err:")
    ):
        return DUTCH_ERRORS.get(shown, shown or "#N/B")
    return "unsaved" if formula and cell.get(f"{OFFICE}value-type") is None and value == "" else None


def _merge(table: _Table, cell: etree._Element, row: int, column: int) -> None:
    down, across = (cell.get(f"{TABLE}number-{w}-spanned", "1").strip() for w in ("rows", "columns"))
    sound = re.fullmatch("[0-9]+ [0-9]+", f"{down} {across}") and len(down + across) < 14
    if (down, across) != ("1", "1") and sound:
        last = row + max(int(down), 1) - 1, column + max(int(across), 1) - 1
        if last != (row, column):
            table.merged.append(((row, column), last))


def _draw(table: _Table, marks: list[tuple[int, int, str]], rows: range, looks: dict[str, _Look]) -> None:
    """Notes the fills and number formats of a row, as far as they tell something."""
    for at, more, style in marks:
        for c in range(at, min(at + more, MAX_COLUMNS)):
            name = style or (table.columns[c] if c < len(table.columns) else "")
            fill, told = _told(name, looks)
            if fill is None and told is None:
                continue
            if len(rows) > 10_000 or len(table.fills) + len(table.styles) > 2_000_000:
                return
            for r in rows:
                if fill:
                    table.fills[r, c] = fill
                if told:
                    table.styles[r, c] = told


def _told(name: str, looks: dict[str, _Look]) -> tuple[str | None, Style | None]:
    """Status by fill, and the style of a named style, with those that it builds on."""
    fill = ink = number = None
    for _ in range(10):
        look = looks.get(name)
        if look is None:
            break
        fill, ink, number, name = fill or look.fill, ink or look.ink, number or look.number, look.parent
    status = status_of_colour(fill) if fill and fill != "transparent" else None
    colour = status_of_colour(ink) if ink else None
    return status, Style(number or "General", colour) if number or colour else None


def _looks(tree: etree._Element) -> dict[str, _Look]:
    """The named styles of cells and sheets."""
    numbers = {}
    for kind in ("number", "percentage"):
        for style in tree.iter(f"{NUMBER}{kind}-style"):
            digits = style.find(f"{NUMBER}number")
            places = digits.get(f"{NUMBER}decimal-places", "0") if digits is not None else "0"
            code = "0" + ("." + "0" * min(int(places), 15) if places.isdigit() and int(places[:4]) else "")
            sign = "%" in "".join(t.text or "" for t in style.iter(f"{NUMBER}text"))
            numbers[style.get(f"{STYLE}name")] = code + (
                "%" if kind == "percentage" else '"%"' if sign else ""
            )
    found = {}
    for style in tree.iter(f"{STYLE}style"):
        look = found[style.get(f"{STYLE}name", "")] = _Look(style.get(f"{STYLE}parent-style-name", ""))
        look.number = numbers.get(style.get(f"{STYLE}data-style-name"))
        for child in style:
            fill, ink = child.get(f"{FO}background-color", ""), child.get(f"{FO}color", "")
            kind = etree.QName(child).localname
            if kind == "table-cell-properties" and re.fullmatch("#[0-9A-Fa-f]{6}|transparent", fill):
                look.fill = fill.lstrip("#")
            if kind == "text-properties" and re.fullmatch("#[0-9A-Fa-f]{6}", ink):
                look.ink = ink[1:]
            if kind == "table-properties":
                look.hidden = child.get(f"{TABLE}display") == "false"
    return found


def _value(cell: etree._Element) -> object:
    """What stands in a cell: number, date, moment, duration, boolean, text, or '' for nothing."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "currency", "percentage"):
        said = cell.get(f"{OFFICE}value", "").strip()
        number = float(said) if DOUBLE.fullmatch(said) else math.nan
        return number if math.isfinite(number) else _text(cell)
    if kind == "date":
        moment = datetime.fromisoformat(cell.get(f"{OFFICE}date-value", "").strip())
        return moment if moment.time() != time() else date(moment.year, moment.month, moment.day)
    if kind == "time" and (said := DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))):
        hours, minutes, seconds = map(int, said.groups())
        day = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return (datetime.min + day).time() if day < timedelta(days=1) else day
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    said = cell.get(f"{OFFICE}string-value")
    return said if said is not None else _text(cell)


def _text(cell: etree._Element) -> str:
    """The paragraphs of a cell, without its notes."""
    paragraphs = cell.findall(f"{TEXT}p")
    return "\n".join("".join(_pieces(p)) for p in paragraphs) if paragraphs else ""


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            said = child.get(f"{TEXT}c", "1")
            yield " " * (min(int(said), 1000) if said.isascii() and said.isdigit() and len(said) < 9 else 1)
        elif child.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            yield "\n" if child.tag.endswith("k") else "\t"
        elif child.tag != f"{OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""
