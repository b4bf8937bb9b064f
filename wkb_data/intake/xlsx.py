"""Workbooks of Excel since 2007 to grids: .xlsx and .xlsm.

    Parts ── bounds, Sheet ──> a package of only what was looked through ── calamine ──> Grid

Values come from calamine, for large sheets straight into columns. The reader is given a package of our own
with the visible sheets, their texts and number formats: parts that lie, stand there twice or belong to
something else are never seen by it.
"""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine

from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.limits import MAX_COLUMNS, MAX_TEXT, few_sheets, text_within, too_much, within
from wkb_data.intake.parts import Parts, parsed, strange_encoding
from wkb_data.intake.sheets import MAIN, Sheet

MAX_STYLES = 65_536
# Sheets of together at most so many bytes are given to the reader unpacked.
UNPACKED = 64 * 2**20
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
SINCE_1904 = timedelta(days=1462)


def read_xlsx(parts: Parts) -> tuple[list[Grid], list[str]]:
    """The visible sheets, and the names of the hidden ones. `parts.opened` holds each Sheet by its name."""
    seen = [(title, path) for title, path, unseen in parts.listed if not unseen]
    few_sheets(len(parts.listed))
    package, cells, unpacked = _package(parts, len(seen)), 0, 0
    for number, (title, path) in enumerate(seen, 1):
        xml = parts.read(path)
        if len(xml) > MAX_TEXT:
            count = xml.count(b"<c ")
            within(count, title)
            text_within(len(xml), count, title)
        sheet = parts.opened[title] = Sheet.of(xml)
        cells += sheet.extent[0] * sheet.extent[1]
        within(cells, title)
        text_within(len(sheet.xml), len(sheet.rows), title)
        unpacked += len(xml)
        given = sheet.readable or path
        if given == path and path.lower() not in parts.recoded and unpacked <= UNPACKED:
            given = xml, parts.known[path.lower()].CRC
        package[f"xl/worksheets/sheet{number}.xml"] = given
    content = parts.packed(package)
    book: list = []
    grids = []
    for number, (title, _) in enumerate(seen, 1):
        grid = _grid(content, f"S{number}", parts.opened[title], book)
        grid.name = title
        if parts.from_1904:
            _since_1904(grid, parts.opened[title])
        grids.append(grid)
    return grids, [title for title, _, unseen in parts.listed if unseen]


def _grid(content: bytes, name: str, sheet: Sheet, book: list) -> Grid:
    """One sheet; `book` keeps the package open between sheets."""
    grid = Grid(name, [], 0) if sheet.extent == (0, 0) else None
    if grid is None and len(sheet.xml) > LARGE:
        grid = _large(content, name, sheet)
    if grid is None:
        if not book:
            book.append(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)))
        values = book[0].get_sheet_by_name(name)
        within((values.total_height or 0) * (values.total_width or 0), name)
        grid = Grid.of(name, values.to_python(skip_empty_area=False))
    grid.merged = sheet.merges
    grid.errors, grid.unsaved = sheet.flaws
    if grid.errors or grid.unsaved:
        grid.reach(*sheet.reach)
    return grid


def _since_1904(grid: Grid, sheet: Sheet) -> None:
    """Dates counted from 1904 are four years and a day later than the reader takes them to be."""
    if b' t="d"' in sheet.xml:
        raise too_much("datums op twee manieren geteld")
    for cells in {id(c): c for c in grid.columns}.values():
        for i, value in enumerate(cells.values):
            if isinstance(value, date):
                cells.values[i] = value + SINCE_1904


def _package(parts: Parts, sheets: int) -> dict[str, bytes | str]:
    """The parts of a package beside its sheets, which are called S1, S2 and so on."""
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
        "xl/styles.xml": _number_formats(parts),
    }
    package = {name: p if isinstance(p, bytes) else p.encode() for name, p in package.items()}
    related = dict(parts.related("xl/workbook.xml").values())
    return package | {
        "xl/sharedStrings.xml": _texts(parts, related.get("sharedStrings", "xl/sharedStrings.xml"))
    }


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
        return f'<sst xmlns="{MAIN}"></sst>'.encode()
    count = xml.count(b"<si") or xml.count(b":si>")
    within(count, "gedeelde teksten")
    text_within(len(xml), count, "gedeelde teksten")
    prefixed = xml.count(MAIN.encode()) != 1 or b'xmlns="' + MAIN.encode() + b'"' not in xml[:2000]
    if not prefixed and b"<!" not in xml and not strange_encoding(xml):
        return path
    if count > MAX_REWRITTEN_TEXTS:
        raise too_much("te veel teksten die niet op de gewone manier zijn geschreven")
    pieces = [f'{PROLOG}<sst xmlns="{MAIN}">']
    for item in parsed(xml, path).iter("{*}si"):
        said = "".join(t.text or "" for t in item.iter("{*}t") if not t.getparent().tag.endswith("}rPh"))
        pieces.append(f'<si><t xml:space="preserve">{escape(said)}</t></si>')
    return "".join([*pieces, "</sst>"]).encode()


LARGE = 2**20
DECIMAL = r"^-?\d+\.\d+$"
NUMBER = r"^(-?[1-9]\d{0,14}|0)$"
MOMENT = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"


def _large(content: bytes, name: str, sheet: Sheet) -> Grid | None:
    """A large sheet straight into columns; None where that can't be done faithfully."""

    with ThreadPoolExecutor(1) as beside:
        load = fastexcel.read_excel(content).load_sheet
        loading = beside.submit(load, name, header_row=None, skip_rows=0, dtypes="string")
        _ = sheet.merges  # kept, and with it the flaws
        loaded = loading.result()
    if not loaded.available_columns():
        return Grid(name, [], 0)
    height, left, batch = loaded.height, loaded.available_columns()[0].absolute_index, loaded.to_arrow()
    columns = []
    for c, array in enumerate(batch.columns[: MAX_COLUMNS + 1], left):
        encoded = array.dictionary_encode()
        cells = _from_texts(encoded.dictionary, encoded.indices)
        decimals = (
            np.flatnonzero(
                pc.match_substring_regex(encoded.dictionary, DECIMAL).to_numpy(zero_copy_only=False)
            )
            + 1
        )
        if cells is None or len(decimals) and not tell_numbers(cells, decimals, sheet.numeric(c, len(cells))):
            return None
        columns.append(cells)
    empty = Cells([""], np.zeros(height, dtype=np.int32))
    return Grid(name, [empty] * left + columns, height)


def _from_texts(words: pa.StringArray, indices: pa.Array) -> Cells | None:
    """Distinct texts as fastexcel writes them, back to numbers,
    dates and booleans; None for times before 1901.
    """
    values = words.to_pylist()
    for i in np.flatnonzero(pc.match_substring_regex(words, NUMBER).to_numpy(zero_copy_only=False)):
        values[i] = float(values[i])
    for i in np.flatnonzero(pc.match_substring_regex(words, MOMENT).to_numpy(zero_copy_only=False)):
        moment = datetime.fromisoformat(values[i])
        if moment.year < 1901:
            return None
        values[i] = moment if moment.time() != time() else moment.date()
    values = [v == "true" if v in ("true", "false") else v for v in values]
    codes = indices.fill_null(-1).to_numpy() + 1
    if "" in values:
        codes = np.where(codes == values.index("") + 1, 0, codes)
    return Cells(["", *values], codes.astype(np.int32))


def tell_numbers(cells: Cells, decimals: np.ndarray, numeric: np.ndarray) -> bool:
    """Only the sheet's XML tells the number 1.584 from the text `1.584`, which is 1584."""
    every = np.bincount(cells.codes, minlength=len(cells.values))
    count = np.bincount(cells.codes[numeric], minlength=len(cells.values))
    for code in decimals[count[decimals] > 0].tolist():
        number = float(cells.values[code])
        if count[code] == every[code]:
            cells.values[code] = number
        else:
            cells.codes[(cells.codes == code) & numeric] = len(cells.values)
            cells.values.append(number)
    return True
