"""From bytes to grids: opens a workbook safely and gives every sheet as rows of plain values.

Values come from calamine (fast, and it reads xls, xlsb and ods too); what only the sheet's XML tells (error cells, formulas
whose value was never saved) is looked up there. Macros, links and external data are never followed.
"""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from dataclasses import dataclass, field

import python_calamine
from openpyxl.utils.cell import coordinate_to_tuple

from wkb_data.intake.findings import UnreadableFile

MAX_BYTES = int(os.environ.get("WKB_MAX_BYTES", 60 * 2**20))
MAX_UNPACKED = int(os.environ.get("WKB_MAX_UNPACKED", 700 * 2**20))
MAX_CELLS = int(os.environ.get("WKB_MAX_CELLS", 6_000_000))
EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OPEN_AND_SAVE = "Open het in Excel, kies Opslaan als, Excel-werkmap (.xlsx), en lever dat bestand aan."


@dataclass
class Grid:
    """One visible sheet: `rows` of values from cell A1 on (`''` = empty), zero-based."""

    name: str
    rows: list[list]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unsaved: set[tuple[int, int]] = field(default_factory=set)


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
    book = _calamine(content, name, kind)
    if kind in ("xlsx", "xlsm"):
        _look_into_xml(archive, book)
    return book


def _open_ole(content: bytes, name: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan.")
    return _calamine(content, name, "xls")


def _calamine(content: bytes, name: str, kind: str) -> Workbook:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids, hidden, cells = [], [], 0
        for meta in book.sheets_metadata:
            if str(meta.typ) not in ("SheetTypeEnum.WorkSheet", "WorkSheet") and "WorkSheet" not in str(meta.typ):
                continue
            if not str(meta.visible).endswith(".Visible"):
                hidden.append(meta.name)
                continue
            sheet = book.get_sheet_by_name(meta.name)
            cells += (sheet.total_height or 0) * (sheet.total_width or 0)
            if cells > MAX_CELLS:
                raise UnreadableFile(
                    f"{name} beslaat meer dan {MAX_CELLS // 1_000_000} miljoen cellen (blad '{meta.name}'). Verwijder lege opmaak onder en naast de tabel en probeer het opnieuw."
                )
            rows = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or [] if kind in ("xlsx", "xlsm", "xls") else []
            grids.append(Grid(meta.name, rows, list(merged)))
    except UnreadableFile:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        if "password" in str(error).lower():
            raise UnreadableFile(f"{name} is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan.") from error
        raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error
    return Workbook(name, content, grids, hidden, kind)


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
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    rels = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
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


def _look_into_xml(archive: zipfile.ZipFile, book: Workbook) -> None:
    try:
        parts = _sheet_parts(archive)
    except KeyError:
        return
    for grid in book.grids:
        try:
            xml = archive.read(parts[grid.name])
        except Exception:
            continue
        if b't="e"' in xml:
            for cell, text in CELL_ERROR.findall(xml):
                row, column = coordinate_to_tuple(cell.decode())
                word = text.decode("utf-8", "replace")
                grid.errors[row - 1, column - 1] = DUTCH_ERRORS.get(word, word)
        if b"<f" in xml:
            for cell in CELL_UNSAVED.findall(xml):
                row, column = coordinate_to_tuple(cell.decode())
                grid.unsaved.add((row - 1, column - 1))
        for row, column in list(grid.errors) + list(grid.unsaved):
            _reach(grid, row, column)


def _reach(grid: Grid, row: int, column: int) -> None:
    width = len(grid.rows[0]) if grid.rows else 0
    if row < len(grid.rows) and column < width:
        return
    if row > len(grid.rows) + 1000 or column > width + 200:
        return
    wide = max(width, column + 1)
    for r in grid.rows:
        r.extend([""] * (wide - len(r)))
    while len(grid.rows) <= row:
        grid.rows.append([""] * wide)


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
    return Workbook(name, content, [Grid("csv", [r + [""] * (width - len(r)) for r in rows])], [], "csv")
