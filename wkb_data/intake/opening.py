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

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import python_calamine
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.grids import Cells, Grid

MAX_BYTES = int(os.environ.get("WKB_MAX_BYTES", 60 * 2**20))
MAX_UNPACKED = int(os.environ.get("WKB_MAX_UNPACKED", 700 * 2**20))
MAX_CELLS = int(os.environ.get("WKB_MAX_CELLS", 6_000_000))
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OPEN_AND_SAVE = "Open het in Excel, kies Opslaan als, Excel-werkmap (.xlsx), en lever dat bestand aan."


@dataclass
class Workbook:
    name: str
    content: bytes
    grids: list[Grid]
    hidden: list[str]
    kind: str

    @property
    def has_looks(self) -> bool:
        return self.kind in ("xlsx", "xlsm")


def open_workbook(content: bytes, name: str) -> Workbook:
    """The workbook in `content`. Raises UnreadableFile with one Dutch sentence when that can't be done safely."""
    if not content:
        raise UnreadableFile(f"{name} is leeg (0 bytes). Sla het bestand opnieuw op en lever het nog eens aan.")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            f"{name} is {len(content) / 2**20:.0f} MB; hier past hoogstens {MAX_BYTES // 2**20} MB. Verwijder afbeeldingen of lege opmaak en probeer het opnieuw."
        )
    ending = os.path.splitext(name)[1].lower()
    if content[:4] == b"PK\x03\x04":
        return _open_zip(content, name, ending)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _open_ole(content, name)
    if ending in (".csv", ".txt", ".tsv") and b"\x00" not in content[:4096]:
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
    for info in infos:
        if info.filename.endswith((".xml", ".rels")) and not info.is_dir():
            try:
                with archive.open(info) as part:
                    head = part.read(2048)
            except Exception as error:
                raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error
            if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
                raise UnreadableFile(f"{name} bevat XML die niet in een werkmap hoort en wordt om veiligheidsredenen niet gelezen. {OPEN_AND_SAVE}")
    kind = "xlsb" if "xl/workbook.bin" in names else "ods" if "content.xml" in names else "xlsm" if ending == ".xlsm" else "xlsx"
    return _calamine(content, name, kind, archive if kind in ("xlsx", "xlsm") else None)


def _open_ole(content: bytes, name: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan.")
    return _calamine(content, name, "xls")


def _calamine(content: bytes, name: str, kind: str, archive: zipfile.ZipFile | None = None) -> Workbook:
    try:
        parts = _sheet_parts(archive) if archive else {}
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids, hidden, cells = [], [], 0
        for meta in book.sheets_metadata:
            if "WorkSheet" not in str(meta.typ):
                continue
            if not str(meta.visible).endswith(".Visible"):
                hidden.append(meta.name)
                continue
            part = parts.get(meta.name, "")
            grid = _large(content, meta.name, archive, part) if archive and _size(archive, part) > LARGE else None
            if grid is None:
                sheet = book.get_sheet_by_name(meta.name)
                _within(cells + (sheet.total_height or 0) * (sheet.total_width or 0), name, meta.name)
                merged = sheet.merged_cell_ranges or [] if kind in ("xlsx", "xlsm", "xls") else []
                grid = Grid.of(meta.name, sheet.to_python(skip_empty_area=False), merged=list(merged))
                _mark_flaws(grid, *_flaws(_part(archive, part)))
            cells += grid.height * grid.width
            _within(cells, name, meta.name)
            grids.append(grid)
    except UnreadableFile:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        if "password" in str(error).lower():
            raise UnreadableFile(f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan.") from error
        raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error
    return Workbook(name, content, grids, hidden, kind)


def _within(cells: int, name: str, sheet: str) -> None:
    if cells > MAX_CELLS:
        raise UnreadableFile(
            f"{name} beslaat meer dan {MAX_CELLS // 1_000_000} miljoen cellen (blad '{sheet}'). Verwijder lege opmaak onder en naast de tabel en probeer het opnieuw."
        )


LARGE = 2**20
DECIMAL = r"^-?\d+\.\d+$"
NUMBER = r"^(-?[1-9]\d{0,14}|0)$"
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
TYPE = re.compile(rb'\bt="(\w+)"')
MOMENT = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"


def _large(content: bytes, name: str, archive: zipfile.ZipFile, part: str) -> Grid | None:
    """A large sheet straight into columns; None where that can't be done faithfully."""

    def load() -> tuple[int, int, pa.RecordBatch]:
        sheet = fastexcel.read_excel(content).load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        return sheet.height, sheet.available_columns()[0].absolute_index, sheet.to_arrow()

    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(load)
        xml = _part(archive, part)
        flaws, merges = _flaws(xml), MERGE.findall(xml, xml.rfind(b"</sheetData>"))
        height, left, batch = loading.result()
    columns = []
    for c, array in enumerate(batch.columns, left):
        encoded = array.dictionary_encode()
        cells = _from_texts(encoded.dictionary, encoded.indices)
        decimals = np.flatnonzero(pc.match_substring_regex(encoded.dictionary, DECIMAL).to_numpy(zero_copy_only=False)) + 1
        if cells is None or len(decimals) and not _tell_numbers(cells, decimals, xml, get_column_letter(c + 1)):
            return None
        columns.append(cells)
    empty = Cells([""], np.zeros(height, dtype=np.int32))
    grid = Grid(name, [empty] * left + columns, height, [_corners(m.decode()) for m in merges])
    _mark_flaws(grid, *flaws)
    return grid


def _tell_numbers(cells: Cells, decimals: np.ndarray, xml: bytes, letters: str) -> bool:
    """Only the sheet's XML tells the number 1.584 from the text `1.584`, which is 1584; False when it does not."""
    numeric = np.zeros(len(cells), dtype=bool)
    seen = 0
    for row, attributes in re.findall(rb'<c r="' + letters.encode() + rb'(\d+)"([^>]*)>', xml):
        kind = TYPE.search(attributes)
        if int(row) <= len(numeric):
            numeric[int(row) - 1] = not kind or kind[1] == b"n"
            seen += 1
    if seen < np.count_nonzero(cells.filled):
        return False
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


def _corners(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = ref.split(":")
    return _place(first.encode()), _place(last.encode())


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


CELL_ERROR = re.compile(rb'<c\b[^>]*\br="([A-Z]+\d+)"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
CELL_UNSAVED = re.compile(rb'<c\b[^>]*\br="([A-Z]+\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>', re.DOTALL)
DUTCH_ERRORS = {
    "#N/A": "#N/B",
    "#REF!": "#VERW!",
    "#VALUE!": "#WAARDE!",
    "#NAME?": "#NAAM?",
    "#DIV/0!": "#DEEL/0!",
    "#NUM!": "#GETAL!",
    "#NULL!": "#LEEG!",
}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    book = _part(archive, "xl/workbook.xml").decode("utf-8", "replace")
    rels = _part(archive, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", rels):
        key, target = re.search(r'\bId="([^"]*)"', tag), re.search(r'\bTarget="([^"]*)"', tag)
        if key and target:
            path = target[1].lstrip("/")
            targets[key[1]] = path if path.startswith("xl/") else f"xl/{path}"
    parts = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", book):
        title, key = re.search(r'\bname="([^"]*)"', tag), re.search(r'\br?\w*:id="([^"]*)"', tag)
        if title and key and key[1] in targets:
            text = title[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&")
            parts[text] = targets[key[1]]
    return parts


def _part(archive: zipfile.ZipFile | None, path: str) -> bytes:
    try:
        return archive.read(path) if archive and path else b""
    except Exception:
        return b""


def _size(archive: zipfile.ZipFile, path: str) -> int:
    return archive.getinfo(path).file_size if path in archive.NameToInfo else 0


def _flaws(xml: bytes) -> tuple[dict, set]:
    """The error cells and the formulas whose value was never saved; only the sheet's XML tells them."""
    errors = {}
    for cell, text in CELL_ERROR.findall(xml) if b't="e"' in xml else ():
        word = text.decode("utf-8", "replace")
        errors[_place(cell)] = DUTCH_ERRORS.get(word, word)
    unsaved = {_place(cell) for cell in CELL_UNSAVED.findall(xml)} if b"<f" in xml else set()
    return errors, unsaved


def _place(cell: bytes) -> tuple[int, int]:
    row, column = coordinate_to_tuple(cell.decode())
    return row - 1, column - 1


def _mark_flaws(grid: Grid, errors: dict, unsaved: set) -> None:
    grid.errors, grid.unsaved = errors, unsaved
    near = [(r, c) for r, c in (*errors, *unsaved) if r <= grid.height + 1000 and c <= grid.width + 200]
    if near:
        grid.reach(max(r for r, _ in near) + 1, max(c for _, c in near) + 1)


def _open_csv(content: bytes, name: str) -> Workbook:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFile(f"{name} is geen leesbare tekst. {OPEN_AND_SAVE}")
    sample = text[:20_000]
    delimiter = max(";\t,|", key=lambda d: sample.count(d))
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    width = max((len(r) for r in rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise UnreadableFile(f"{name} beslaat meer dan {MAX_CELLS // 1_000_000} miljoen cellen en wordt niet gelezen.")
    return Workbook(name, content, [Grid.of("csv", rows)], [], "csv")
