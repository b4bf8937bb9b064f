"""From bytes to grids: opens a workbook safely and gives every sheet as columns of plain values.

Values come from calamine (fast, and it reads xls, xlsb and ods too), for large sheets straight into columns; what only the
sheet's XML tells (error cells, formulas whose value was never saved) is looked up there. Macros, links and external data are
never followed.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine
from openpyxl.utils import get_column_letter

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.grids import Cells, Grid
from wkb_data.intake.parts import Parts, Unsafe, extent, flaws, merges, ods_repeats, tell_numbers, xlsb_extent

MAX_BYTES = int(os.environ.get("WKB_MAX_BYTES", 60 * 2**20))
MAX_UNPACKED = int(os.environ.get("WKB_MAX_UNPACKED", 300 * 2**20))
MAX_CELLS = int(os.environ.get("WKB_MAX_CELLS", 5_000_000))
MAX_TEXT = int(os.environ.get("WKB_MAX_TEXT", 100 * 2**20))
MAX_COLUMNS = int(os.environ.get("WKB_MAX_COLUMNS", 500))
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OPEN_AND_SAVE = "Open het in Excel, kies Opslaan als, Excel-werkmap (.xlsx), en lever dat bestand aan."


@dataclass
class Workbook:
    name: str
    content: bytes
    grids: list[Grid]
    hidden: list[str]
    kind: str
    parts: Parts | None = None

    @property
    def has_looks(self) -> bool:
        return self.kind in ("xlsx", "xlsm")


def open_workbook(content: bytes, name: str) -> Workbook:
    """The workbook in `content`. Raises UnreadableFile with one Dutch sentence when that can't be done safely."""
    if not content:
        raise UnreadableFile(
            f"{name} is leeg (0 bytes). Sla het bestand opnieuw op en lever het nog eens aan."
        )
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            f"{name} is {len(content) / 2**20:.0f} MB; hier past hoogstens {MAX_BYTES // 2**20} MB. Verwijder afbeeldingen of lege opmaak en probeer het opnieuw."
        )
    ending = os.path.splitext(name)[1].lower()
    if content[:4] == b"PK\x03\x04":
        return _open_zip(content, name, ending)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _open_ole(content, name)
    if ending in (".csv", ".txt", ".tsv") and (
        b"\x00" not in content[:4096] or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        return _open_csv(content, name)
    start = content[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFile(f"{name} is een webpagina (HTML of XML) onder een Excel-naam. {OPEN_AND_SAVE}")
    raise UnreadableFile(f"{name} is geen Excel-werkmap; de inhoud wordt niet herkend. {OPEN_AND_SAVE}")


def _open_zip(content: bytes, name: str, ending: str) -> Workbook:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except Exception as error:
        raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error
    if sum(i.file_size for i in infos) > MAX_UNPACKED:
        raise UnreadableFile(
            f"{name} is uitgepakt groter dan {MAX_UNPACKED // 2**20} MB en wordt niet gelezen. Verwijder lege opmaak onder de tabellen en probeer het opnieuw."
        )
    names = {i.filename for i in infos}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise UnreadableFile(f"{name} is een zipbestand maar geen Excel-werkmap. {OPEN_AND_SAVE}")
    kind = (
        "xlsb"
        if "xl/workbook.bin" in names
        else "ods"
        if "content.xml" in names
        else "xlsm"
        if ending == ".xlsm"
        else "xlsx"
    )
    return _calamine(content, name, kind, Parts(archive))


def _open_ole(content: bytes, name: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(
            f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan."
        )
    return _calamine(content, name, "xls", None)


def _calamine(content: bytes, name: str, kind: str, parts: Parts | None) -> Workbook:
    try:
        return Workbook(name, content, *_grids(content, name, kind, parts), kind, parts)
    except UnreadableFile:
        raise
    except Unsafe as error:
        raise UnreadableFile(
            f"{name} bevat XML die niet in een werkmap hoort en wordt om veiligheidsredenen niet gelezen. {OPEN_AND_SAVE}"
        ) from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        if "password" in str(error).lower():
            raise UnreadableFile(
                f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan."
            ) from error
        raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error


def _grids(content: bytes, name: str, kind: str, parts: Parts | None) -> tuple[list[Grid], list[str]]:
    """The visible sheets, and the names of the hidden ones."""
    _before(name, kind, parts)
    book = lru_cache(lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)))
    zipped = kind in ("xlsx", "xlsm")
    grids, hidden, cells = [], [], 0
    for title, path, unseen in (parts.listed if zipped else []) or _listed(book()):
        if unseen:
            hidden.append(title)
            continue
        xml = b""
        if zipped:
            xml = parts.read(path)
            rows, columns = extent(xml)
            _within(rows * columns // ROOM, name, title)
            if len(xml) > MAX_TEXT:
                _bounded(xml, name, title)
        grid = _large(content, title, xml) if len(xml) > LARGE else None
        if grid is None:
            sheet = book().get_sheet_by_name(title)
            _within(cells + (sheet.total_height or 0) * (sheet.total_width or 0), name, title)
            merged = sheet.merged_cell_ranges or [] if zipped or kind == "xls" else []
            grid = Grid.of(title, sheet.to_python(skip_empty_area=False), merged=list(merged))
            _mark_flaws(grid, *flaws(xml))
        cells += grid.height * grid.width
        _within(cells, name, title)
        grid.cut = grid.width > MAX_COLUMNS
        grid.columns = grid.columns[:MAX_COLUMNS]
        grids.append(grid)
    return grids, hidden


def _listed(book: python_calamine.CalamineWorkbook) -> list[tuple[str, str, bool]]:
    """Name, path (unknown) and whether hidden of every sheet with cells, in order."""
    return [
        (m.name, "", not str(m.visible).endswith(".Visible"))
        for m in book.sheets_metadata
        if "WorkSheet" in str(m.typ)
    ]


# The reader lays out every cell between A1 and the farthest one; this many empty ones for one that may be filled.
ROOM = 5
BYTES_A_CELL = 40


def _before(name: str, kind: str, parts: Parts | None) -> None:
    """Refuses what the reader of a format would lay out without bounds."""
    if kind in ("xlsx", "xlsm"):
        for part in ("xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
            parts.read(part)
    elif kind == "xlsb":
        for part in parts.archive.namelist():
            if re.fullmatch(r"xl/worksheets/.*\.bin", part):
                rows, columns = xlsb_extent(parts.read(part))
                _within(rows * columns // ROOM, name, part)
    elif kind == "ods":
        _within(ods_repeats(parts.read("content.xml")) * 1000, name, "content")


def _bounded(xml: bytes, name: str, sheet: str) -> None:
    """Refuses a sheet with more cells or more text than a register can have."""
    cells = xml.count(b"<c ")
    _within(cells, name, sheet)
    if len(xml) - BYTES_A_CELL * cells > MAX_TEXT:
        raise UnreadableFile(
            f"{name} bevat meer dan {MAX_TEXT // 2**20} MB tekst (blad '{sheet}') en wordt niet gelezen. Verwijder lange teksten of splits het bestand."
        )


def _within(cells: int, name: str, sheet: str) -> None:
    if cells > MAX_CELLS:
        raise UnreadableFile(
            f"{name} beslaat meer dan {MAX_CELLS // 1_000_000} miljoen cellen (blad '{sheet}'). Verwijder lege opmaak onder en naast de tabel en probeer het opnieuw."
        )


LARGE = 2**20
DECIMAL = r"^-?\d+\.\d+$"
NUMBER = r"^(-?[1-9]\d{0,14}|0)$"
MOMENT = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"


def _large(content: bytes, name: str, xml: bytes) -> Grid | None:
    """A large sheet straight into columns; None where that can't be done faithfully."""

    def load() -> tuple[int, int, pa.RecordBatch]:
        sheet = fastexcel.read_excel(content).load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        return sheet.height, sheet.available_columns()[0].absolute_index, sheet.to_arrow()

    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(load)
        flawed, merged = flaws(xml), merges(xml)
        height, left, batch = loading.result()
    columns = []
    for c, array in enumerate(batch.columns, left):
        encoded = array.dictionary_encode()
        cells = _from_texts(encoded.dictionary, encoded.indices)
        decimals = (
            np.flatnonzero(
                pc.match_substring_regex(encoded.dictionary, DECIMAL).to_numpy(zero_copy_only=False)
            )
            + 1
        )
        if (
            cells is None
            or len(decimals)
            and not tell_numbers(cells, decimals, xml, get_column_letter(c + 1))
        ):
            return None
        columns.append(cells)
    empty = Cells([""], np.zeros(height, dtype=np.int32))
    grid = Grid(name, [empty] * left + columns, height, merged)
    _mark_flaws(grid, *flawed)
    return grid


def _from_texts(words: pa.StringArray, indices: pa.Array) -> Cells | None:
    """Distinct texts as fastexcel writes them, back to numbers, dates and booleans; None for times before 1901."""
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


def _mark_flaws(grid: Grid, errors: dict, unsaved: set) -> None:
    grid.errors, grid.unsaved = errors, unsaved
    near = [(r, c) for r, c in (*errors, *unsaved) if r <= grid.height + 1000 and c <= grid.width + 200]
    if near:
        grid.reach(max(r for r, _ in near) + 1, max(c for _, c in near) + 1)


BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def _open_csv(content: bytes, name: str) -> Workbook:
    marked = next((encoding for bom, encoding in BOMS if content.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252", "latin-1"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFile(f"{name} is geen leesbare tekst. {OPEN_AND_SAVE}")
    hint = re.match(r"sep=(.)\r?\n", text)
    delimiter = hint[1] if hint else max(";\t,|", key=lambda d: _evenness(text[:20_000], d))
    rows = []
    try:
        for row in csv.reader(
            io.StringIO(text[hint.end() if hint else 0 :], newline=""), delimiter=delimiter
        ):
            rows.append(row)
            _within(len(rows) * len(row), name, "csv")
    except csv.Error as error:
        raise UnreadableFile(f"{name} is geen leesbare tabel. {OPEN_AND_SAVE}") from error
    _within(len(rows) * max(map(len, rows), default=0), name, "csv")
    if hint:
        rows.insert(0, [])
    return Workbook(name, content, [Grid.of("csv", rows)], [], "csv")


def _evenness(text: str, delimiter: str) -> float:
    """How well a delimiter cuts the lines into equally many columns."""
    try:
        widths = [len(r) for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if r][:60]
    except csv.Error:
        return 0.0
    usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
    return (usual > 1) * widths.count(usual) / max(len(widths), 1) + usual / 1000
