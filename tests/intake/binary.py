"""An .xlsb as Excel writes one, from plain values: for tests, since nothing else here writes the format.

Records are a kind, a size and their bytes ([MS-XLSB]); a sheet is rows of cells, each with the number of its
style. Texts are shared, dates are numbers with the style of a date, a fill is a style.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
DATE, PLAIN = 14, 0
EPOCH, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@dataclass(frozen=True)
class Filled:
    """A value on a fill `RRGGBB`, in a number format of its own, or in an ink."""

    value: object = None
    fill: str = ""
    number_format: str = ""
    ink: str = ""


@dataclass
class Book:
    """Sheets by name, each rows of values; merged ranges by sheet, zero-based with their last cell."""

    sheets: dict[str, list[list]]
    merged: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    from_1904: bool = False
    _texts: dict[str, int] = field(default_factory=dict)
    _looks: dict[tuple[str, str, str, bool], int] = field(default_factory=lambda: {("", "", "", False): 0})

    def saved(self) -> bytes:
        """The bytes of the workbook."""
        bodies = [self._sheet(name, rows) for name, rows in self.sheets.items()]
        numbers = range(1, len(bodies) + 1)
        told = [("worksheet", f"worksheets/sheet{i}.bin") for i in numbers]
        told += [("styles", "styles.bin"), ("sharedStrings", "sharedStrings.bin")]
        parts = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": _rels([("officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": self._workbook(),
            "xl/_rels/workbook.bin.rels": _rels(told),
            "xl/styles.bin": self._styles(),
            "xl/sharedStrings.bin": self._strings(),
        } | {f"xl/worksheets/sheet{i}.bin": body for i, body in zip(numbers, bodies, strict=True)}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in parts.items():
                archive.writestr(path, content)
        return out.getvalue()

    def _workbook(self) -> bytes:
        listed = b"".join(
            record(156, struct.pack("<II", name in self.hidden, i) + wide(f"rId{i}") + wide(name))
            for i, name in enumerate(self.sheets, 1)
        )
        told = record(153, struct.pack("<II", self.from_1904, 0) + wide(""))
        return record(131) + told + record(143) + listed + record(144) + record(132)

    def _sheet(self, name: str, rows: list[list]) -> bytes:
        width = max(map(len, rows), default=1)
        body = [record(129), record(148, struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, width - 1))]
        body.append(record(145))
        for r, row in enumerate(rows):
            body.append(record(0, struct.pack("<IIH", r, 0, 300) + bytes(7)))
            body += [self._cell(c, value) for c, value in enumerate(row) if value is not None]
        body.append(record(146))
        if merged := self.merged.get(name, []):
            ranges = [record(176, struct.pack("<4I", r0, r1, c0, c1)) for r0, c0, r1, c1 in merged]
            body += [record(177, struct.pack("<I", len(ranges))), *ranges, record(178)]
        return b"".join([*body, record(130)])

    def _cell(self, column: int, value: object) -> bytes:
        look = value if isinstance(value, Filled) else Filled(value)
        value = look.value
        key = look.fill, look.number_format, look.ink, isinstance(value, date)
        head = struct.pack("<II", column, self._looks.setdefault(key, len(self._looks)))
        if value is None:
            return record(1, head)
        if isinstance(value, bool):
            return record(4, head + bytes([value]))
        if isinstance(value, date):
            epoch = SINCE_1904 if self.from_1904 else EPOCH
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            value = (moment - epoch).total_seconds() / 86400
        if isinstance(value, int) and abs(value) < 2**29:
            return record(2, head + struct.pack("<i", value << 2 | 2))
        if isinstance(value, int | float):
            return record(5, head + struct.pack("<d", value))
        if value in ERRORS:
            return record(3, head + bytes([ERRORS[value]]))
        return record(7, head + struct.pack("<I", self._texts.setdefault(value, len(self._texts))))

    def _strings(self) -> bytes:
        count = len(self._texts)
        items = b"".join(record(19, b"\0" + wide(text)) for text in self._texts)
        return record(159, struct.pack("<II", count, count)) + items + record(160)

    def _styles(self) -> bytes:
        formats = list(dict.fromkeys(f for _, f, _, _ in self._looks if f))
        fills = list(dict.fromkeys(f for f, _, _, _ in self._looks))
        inks = list(dict.fromkeys(i for _, _, i, _ in self._looks))
        own = [record(44, struct.pack("<H", 164 + i) + wide(f)) for i, f in enumerate(formats)]
        fonts = [
            record(43, struct.pack("<6H", 220, 0, 400, 0, 0, 0) + colour(i) + b"\0" + wide("Calibri"))
            for i in inks
        ]
        solid = [record(45, struct.pack("<I", bool(f)) + colour(f) + colour("") + bytes(48)) for f in fills]
        cells = []
        for fill, format_, ink, dated in self._looks:
            number = 164 + formats.index(format_) if format_ else DATE if dated else PLAIN
            told = struct.pack("<5H", 0, number, inks.index(ink), fills.index(fill), 0)
            cells.append(record(47, told + bytes(6)))
        blocks = ((615, own, 616), (611, fonts, 612), (603, solid, 604), (617, cells, 618))
        body = b"".join(
            record(first, struct.pack("<I", len(items))) + b"".join(items) + record(last)
            for first, items, last in blocks
        )
        return record(278) + body + record(279)


def record(kind: int, data: bytes = b"") -> bytes:
    """A record: its kind in one or two bytes, its size in sevens of bits, its bytes."""
    size, told = len(data), b""
    while size > 127:
        told, size = told + bytes([size & 127 | 128]), size >> 7
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return head + told + bytes([size]) + data


def wide(text: str) -> bytes:
    """A text with how many units of UTF-16 it has."""
    units = text.encode("utf-16-le")
    return struct.pack("<I", len(units) // 2) + units


def colour(rgb: str) -> bytes:
    """A colour `RRGGBB`; nothing for that of the system."""
    if not rgb:
        return struct.pack("<BBhBBBB", 0x01, 64, 0, 0, 0, 0, 255)
    return struct.pack("<BBh", 0x05, 0, 0) + bytes.fromhex(rgb) + b"\xff"


def _rels(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{path}"/>'
        for i, (kind, path) in enumerate(targets, 1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
