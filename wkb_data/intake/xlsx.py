"""Workbooks of Excel since 2007 to grids: .xlsx and .xlsm.

    Parts ── bounds, Sheet ──> a package of only what was looked through ── calamine ──> Grid

Values come from calamine, of a large sheet those of its distinct cells. The reader is given a package of
our own with the visible sheets, their texts and number formats: parts that lie, stand there twice or belong
to something else are never seen by it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from xml.sax.saxutils import escape, quoteattr
from zipfile import BadZipFile

import python_calamine

from wkb_data.intake.cell_index import MAIN
from wkb_data.intake.grids import Grid
from wkb_data.intake.large import Content, Texts, columns_of, shared_texts
from wkb_data.intake.limits import MAX_COLUMNS, MAX_TEXT, few_sheets, text_within, too_much, within
from wkb_data.intake.parts import Parts, parsed, strange_encoding
from wkb_data.intake.sheets import Sheet

MAX_STYLES = 65_536
# A sheet of more bytes is read by its distinct cells.
LARGE = 2**20
LETTERS = b"ABCDEFGHIJKLMNOP"
MAX_REWRITTEN_TEXTS = 1_000_000
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = (
    f'{PROLOG}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
TOP = (
    f'{PROLOG}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.%s"/></Relationships>'
)
NO_TEXTS = f'<sst xmlns="{MAIN}"></sst>'.encode()
# A shared text behind another one, of which nothing is to be told.
PLAIN = re.compile(rb'(?<=</si>)<si><t(?: xml:space="preserve")?>[^<&]*</t></si>')
SINCE_1904 = timedelta(days=1462)


def read_xlsx(parts: Parts) -> tuple[list[Grid], list[str]]:
    """The visible sheets, and the names of the hidden ones. `parts.opened` holds each Sheet by its name."""
    seen = [(title, path) for title, path, unseen in parts.listed if not unseen]
    few_sheets(len(parts.listed))
    book, cells = _Book(parts), 0
    for title, path in seen:
        xml = parts.read(path)
        if len(xml) > MAX_TEXT:
            count = xml.count(b"<c ")
            within(count, title)
            text_within(len(xml), count, title)
        sheet = parts.opened[title] = Sheet.of(xml)
        cells += sheet.extent[0] * sheet.extent[1]
        within(cells, title)
        text_within(len(sheet.xml), len(sheet.cells.rows), title)
        book.add(title, path, sheet)
    return book.grids(), [title for title, _, unseen in parts.listed if unseen]


class _Book:
    """The sheets of a package that the reader is given: the small ones as they stand, and of each large one
    its distinct cells.
    """

    def __init__(self, parts: Parts):
        self.parts, self.sheets, self.small = parts, [], {}
        self.styles = _number_formats(parts)
        related = dict(parts.related("xl/workbook.xml").values())
        self.texts = _texts(parts, related.get("sharedStrings", "xl/sharedStrings.xml"))

    def add(self, title: str, path: str, sheet: Sheet) -> None:
        self.sheets.append((title, sheet))
        if sheet.extent != (0, 0) and len(sheet.xml) <= LARGE:
            self.small[title] = sheet.readable or path

    def grids(self) -> list[Grid]:
        small = self._read(self.small, self.texts)
        found = []
        for title, sheet in self.sheets:
            if sheet.extent == (0, 0):
                grid = Grid(title, [], 0)
            elif title in self.small:
                grid = Grid.of(title, next(small))
            else:
                columns = columns_of(sheet, self.shared, self._decode, MAX_COLUMNS + 1)
                grid = Grid(title, columns, sheet.extent[0])
            grid.merged = sheet.merges
            grid.errors, grid.unsaved = sheet.flaws
            if grid.errors or grid.unsaved:
                grid.reach(*sheet.reach)
            if self.parts.from_1904:
                _since_1904(grid, sheet)
            found.append(grid)
        return found

    @cached_property
    def shared(self) -> Texts:
        """The texts that cells share, for large sheets."""
        return shared_texts(self.texts if isinstance(self.texts, bytes) else self.parts.read(self.texts))

    def _decode(self, contents: list[Content]) -> list:
        """What the reader makes of some cells, by giving it a sheet of nothing else: sixteen in a row, with
        one behind them so that all rows are equally long.
        """
        pieces = [PROLOG.encode(), b'<worksheet xmlns="%s"><sheetData>' % MAIN.encode()]
        for row, first in enumerate(range(0, len(contents), len(LETTERS)), 1):
            pieces.append(b'<row r="%d">' % row)
            cells = zip(LETTERS, contents[first : first + len(LETTERS)], strict=False)
            pieces += [b'<c r="%c%d"%s>%s</c>' % (at, row, said, inner) for at, (said, inner) in cells]
            pieces.append(b'<c r="Z%d"><v>0</v></c></row>' % row)
        pieces.append(b"</sheetData></worksheet>")
        shared = any(b't="s"' in said for said, _ in contents)
        (rows,) = self._read({"": b"".join(pieces)}, self.texts if shared else NO_TEXTS)
        return [value for row in rows for value in row[: len(LETTERS)]][: len(contents)]

    def _read(self, sheets: dict[str, bytes | str], texts: bytes | str) -> Iterator[list[list]]:
        """What the reader makes of some sheets, as given or as they stand under a path, by their titles; one
        at a time.
        """
        package = _package(len(sheets)) | {"xl/styles.xml": self.styles, "xl/sharedStrings.xml": texts}
        package |= {f"xl/worksheets/sheet{i}.xml": given for i, given in enumerate(sheets.values(), 1)}
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.parts.packed(package)))
        for number, title in enumerate(sheets, 1):
            values = book.get_sheet_by_name(f"S{number}")
            within((values.total_height or 0) * (values.total_width or 0), title)
            yield values.to_python(skip_empty_area=False)


def _since_1904(grid: Grid, sheet: Sheet) -> None:
    """Dates counted from 1904 are four years and a day later than the reader takes them to be."""
    if any(tag.kind == b"d" for tag in sheet.cells.tags):
        raise too_much("datums op twee manieren geteld")
    for cells in {id(c): c for c in grid.columns}.values():
        for i, value in enumerate(cells.values):
            if isinstance(value, date):
                cells.values[i] = value + SINCE_1904


def _package(sheets: int) -> dict[str, bytes]:
    """The parts of a package beside its sheets, which are called S1, S2 and so on, their styles and texts."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="rId{i}"/>' for i in numbers)
    told = [(i, "worksheet", f"worksheets/sheet{i}.xml") for i in numbers]
    told += [(sheets + 1, "styles", "styles.xml"), (sheets + 2, "sharedStrings", "sharedStrings.xml")]
    links = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{k}" Target="{t}"/>' for i, k, t in told)
    package = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP % "xml",
        "xl/workbook.xml": f'{PROLOG}<workbook xmlns="{MAIN}" '
        f'xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{PROLOG}<Relationships "
        f'xmlns="{PACKAGE}/relationships">{links}</Relationships>',
    }
    return {name: part.encode() for name, part in package.items()}


def _number_formats(parts: Parts) -> bytes:
    """The styles with nothing but their number formats: by these the reader tells dates from numbers."""
    if "xl/styles.xml" not in parts:
        return f'<styleSheet xmlns="{MAIN}"></styleSheet>'.encode()
    tree = parts.tree("xl/styles.xml")
    formats = [
        (n.get("numFmtId", "0"), n.get("formatCode", "")) for n in tree.iterfind("{*}numFmts/{*}numFmt")
    ]
    cells = [x.get("numFmtId", "0") for x in tree.iterfind("{*}cellXfs/{*}xf")]
    if len(formats) > MAX_STYLES or len(cells) > MAX_STYLES:
        raise too_much(f"meer dan {MAX_STYLES} opmaakstijlen")
    own = "".join(f"<numFmt numFmtId={quoteattr(i)} formatCode={quoteattr(code)}/>" for i, code in formats)
    xfs = "".join(f"<xf numFmtId={quoteattr(i)}/>" for i in cells)
    return (
        f'{PROLOG}<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    ).encode()


def _texts(parts: Parts, path: str) -> bytes | str:
    """The path of the texts that cells share, or those texts in the usual way of writing."""
    xml = parts.read(path)
    if not xml:
        return NO_TEXTS
    count = xml.count(b"<si") or xml.count(b":si>")
    within(count, "gedeelde teksten")
    text_within(len(xml), count, "gedeelde teksten")
    prefixed = xml.count(MAIN.encode()) != 1 or b'xmlns="' + MAIN.encode() + b'"' not in xml[:2000]
    if not prefixed and b"<!" not in xml and not strange_encoding(xml):
        _one_by_one(xml, path)
        return path
    if count > MAX_REWRITTEN_TEXTS:
        raise too_much("te veel teksten die niet op de gewone manier zijn geschreven")
    pieces = [f'{PROLOG}<sst xmlns="{MAIN}">']
    for item in parsed(xml, path).iter("{*}si"):
        said = "".join(t.text or "" for t in item.iter("{*}t") if not t.getparent().tag.endswith("}rPh"))
        pieces.append(f'<si><t xml:space="preserve">{escape(said)}</t></si>')
    return "".join([*pieces, "</sst>"]).encode()


def _one_by_one(xml: bytes, path: str) -> None:
    """Raises lxml's error or BadZipFile where shared texts are not written one behind the other."""
    others = parsed(PLAIN.sub(b"", xml), path)
    if len(others.findall("{*}si")) != sum(1 for _ in others.iter("{*}si")):
        raise BadZipFile(path)
