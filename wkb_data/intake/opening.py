"""From bytes to grids: opens a workbook safely and gives every sheet as columns of plain values.

Each format has a reader of its own; here is told which one, and what is said of bytes that are none of
them. Macros, links and external data are never followed.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.grids import MAX_DISTINCT, Grid
from wkb_data.intake.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_UNPACKED,
    Unbounded,
    Unsafe,
    too_much,
    within,
)
from wkb_data.intake.looks import Drawn
from wkb_data.intake.ods import read_ods
from wkb_data.intake.other_files import called, called_ole, called_zip
from wkb_data.intake.parts import Parts
from wkb_data.intake.xls import read_xls
from wkb_data.intake.xlsb import read_xlsb
from wkb_data.intake.xlsx import read_xlsx

EXCEL = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OPEN_AND_SAVE = "Open het in Excel, kies Opslaan als, Excel-werkmap (.xlsx), en lever dat bestand aan."
LOCKED = "is met een wachtwoord beveiligd. Sla het zonder wachtwoord op en lever het opnieuw aan."


@dataclass
class Workbook:
    name: str
    content: bytes
    grids: list[Grid]
    hidden: list[str]
    kind: str
    parts: Parts | Drawn | None = None

    @property
    def from_1904(self) -> bool:
        """Whether a number that is a date is counted from 1904."""
        return isinstance(self.parts, Parts | Drawn) and self.parts.from_1904

    @property
    def has_looks(self) -> bool:
        return self.parts is not None


def bounded(name: str, size: int) -> None:
    """Raises UnreadableFile for a file of more bytes than may be."""
    if size > MAX_BYTES:
        raise UnreadableFile(
            f"{name} is {size / 2**20:.0f} MB; hier past hoogstens {MAX_BYTES // 2**20} MB. "
            "Verwijder afbeeldingen of lege opmaak en probeer het opnieuw."
        )


def open_workbook(content: bytes, name: str) -> Workbook:
    """The workbook in `content`.
    Raises UnreadableFile with one Dutch sentence when that can't be done safely.
    """
    if not content:
        raise UnreadableFile(
            f"{name} is leeg (0 bytes). Sla het bestand opnieuw op en lever het nog eens aan."
        )
    bounded(name, len(content))
    ending = os.path.splitext(name)[1].lower()
    if content[:4] == b"PK\x03\x04":
        return _sound(name, lambda: _of_zip(content, name, ending))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _sound(name, lambda: _of_ole(content, name))
    if ending in (".csv", ".txt", ".tsv") and (
        b"\x00" not in content[:4096] or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        return _sound(name, lambda: _open_csv(content, name))
    start = content[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFile(f"{name} is een webpagina (HTML of XML) onder een Excel-naam. {OPEN_AND_SAVE}")
    _no_workbook(name, called(content))
    raise UnreadableFile(f"{name} is geen Excel-werkmap; de inhoud wordt niet herkend. {OPEN_AND_SAVE}")


def _no_workbook(name: str, kind: str) -> None:
    """Refuses a file of another kind, by the name that people call it."""
    if kind:
        raise UnreadableFile(
            f"{name} is {kind}. Lever het Excel-bestand aan waarin het register wordt bijgehouden."
        )


def _of_zip(content: bytes, name: str, ending: str) -> Workbook:
    parts = Parts(content)
    if parts.unpacked > MAX_UNPACKED:
        raise Unbounded(
            f"is uitgepakt groter dan {MAX_UNPACKED // 2**20} MB en wordt niet gelezen. "
            "Verwijder lege opmaak onder de tabellen en probeer het opnieuw."
        )
    if "xl/workbook.bin" in parts:
        grids, hidden, looks = read_xlsb(parts)
        return Workbook(name, content, grids, hidden, "xlsb", looks)
    if "xl/workbook.xml" in parts:
        return Workbook(name, content, *read_xlsx(parts), "xlsm" if ending == ".xlsm" else "xlsx", parts)
    _no_workbook(name, called_zip(set(parts.known), parts.read("mimetype")))
    if "content.xml" in parts:
        grids, hidden, looks = read_ods(parts)
        return Workbook(name, content, grids, hidden, "ods", looks)
    raise UnreadableFile(f"{name} is een zipbestand maar geen Excel-werkmap. {OPEN_AND_SAVE}")


def _of_ole(content: bytes, name: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(f"{name} {LOCKED}")
    _no_workbook(name, "" if "Workbook".encode("utf-16-le") in content else called_ole(content))
    grids, hidden, looks = read_xls(content)
    return Workbook(name, content, grids, hidden, "xls", looks)


def _sound(name: str, opened: Callable[[], Workbook]) -> Workbook:
    """What `opened` gives, its grids no wider than is read;
    every way in which bytes can be wrong is one sentence.
    """
    try:
        book = opened()
    except UnreadableFile:
        raise
    except Unsafe as error:
        raise UnreadableFile(
            f"{name} bevat XML die niet in een werkmap hoort en wordt om veiligheidsredenen niet gelezen. "
            f"{OPEN_AND_SAVE}"
        ) from error
    except Unbounded as error:
        raise UnreadableFile(f"{name} {error}") from error
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        if any(word in str(error).lower() for word in ("password", "encrypted")):
            raise UnreadableFile(f"{name} {LOCKED}") from error
        raise UnreadableFile(f"{name} is beschadigd en niet te openen. {OPEN_AND_SAVE}") from error
    for grid in book.grids:
        grid.cut = grid.width > MAX_COLUMNS
        grid.columns = grid.columns[:MAX_COLUMNS]
        grid.clean()
    return book


BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def _decoded(content: bytes) -> str:
    """Text in UTF-8, else as Windows writes it; UTF-8 too where no more than a few bytes of it are damaged,
    which then stand there as signs that say so.
    """
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged and damaged * 4 > sum(not c.isascii() for c in text):
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError:
            return content.decode("latin-1")
    return text


def _open_csv(content: bytes, name: str) -> Workbook:
    if content.count(b"\n") > 2 * LAST_ROW or content.count(b"\r") > 2 * LAST_ROW:
        raise too_much(f"meer dan {LAST_ROW} regels")
    marked = next((encoding for bom, encoding in BOMS if content.startswith(bom)), None)
    try:
        text = content.decode(marked) if marked else _decoded(content)
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{name} is geen leesbare tekst. {OPEN_AND_SAVE}") from error
    hint = re.match(r"sep=(.)\r?\n", text)
    delimiter = hint[1] if hint else max(";\t,|", key=lambda d: _evenness(text[:20_000], d))
    rows, width, distinct = [], 0, set()
    try:
        for row in csv.reader(
            io.StringIO(text[hint.end() if hint else 0 :], newline=""), delimiter=delimiter
        ):
            rows.append(row)
            width = max(width, len(row))
            if len(rows) > LAST_ROW or width > LAST_COLUMN:
                raise too_much(f"meer dan {LAST_ROW} regels of {LAST_COLUMN} kolommen")
            within(len(rows) * width, "csv")
            distinct.update(row)
            if len(distinct) > MAX_DISTINCT:
                raise too_much(f"meer dan {MAX_DISTINCT} verschillende waarden")
    except csv.Error as error:
        raise UnreadableFile(f"{name} is geen leesbare tabel. {OPEN_AND_SAVE}") from error
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
