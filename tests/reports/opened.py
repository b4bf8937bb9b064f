"""Papers opened for tests: charts with their numbers, boxes with their texts, and fonts to measure them."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree
from PIL import ImageFont

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
FONTS = Path("/usr/share/fonts/truetype")
REGULAR, BOLD = (
    next(iter(sorted(FONTS.glob(f"*/LiberationSans-{kind}.ttf"))), None) for kind in ("Regular", "Bold")
)
_OPEN: dict[tuple[bool, float], ImageFont.FreeTypeFont] = {}


@dataclass
class Drawn:
    """A chart as it stands in a file: its kind, the names under it, and series by name."""

    kind: str
    names: list[str]
    series: dict[str, list[float | None]]


def parts(content: bytes, pattern: str) -> dict[str, etree._Element]:
    with ZipFile(io.BytesIO(content)) as book:
        return {
            n: etree.fromstring(book.read(n)) for n in sorted(book.namelist()) if re.fullmatch(pattern, n)
        }


def charts(content: bytes) -> list[Drawn]:
    """The native charts of a file with the numbers that are kept in them."""
    return [_drawn(tree) for tree in parts(content, r".*/charts/chart\d+\.xml").values()]


def _drawn(tree) -> Drawn:
    kind = tree.xpath("//c:plotArea/*[contains(local-name(), 'Chart')]", namespaces=NS)[0]
    series, names = {}, []
    for own in kind.xpath("c:ser", namespaces=NS):
        name = own.xpath("string(c:tx//c:v)", namespaces=NS)
        count = int(own.xpath("string(c:val//c:ptCount/@val)", namespaces=NS))
        values: list[float | None] = [None] * count
        for point in own.xpath("c:val//c:pt", namespaces=NS):
            told = point.xpath("string(c:v)", namespaces=NS)
            values[int(point.get("idx"))] = float(told) if told else None
        series[name] = values
        names = [p.xpath("string(c:v)", namespaces=NS) for p in own.xpath("c:cat//c:pt", namespaces=NS)]
    return Drawn(etree.QName(kind).localname, names, series)


def wide(text: str, size: float, bold: bool) -> float:
    key = bold, 1000
    if key not in _OPEN:
        _OPEN[key] = ImageFont.truetype(str(BOLD if bold else REGULAR), 1000)
    return _OPEN[key].getlength(text) * size / 1000


def lines(text: str, room: float, size: float, bold: bool) -> int:
    """So many lines a text takes at a width, by the font itself."""
    count, line = 1, ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if wide(longer, size, bold) <= room:
            line = longer
            continue
        count += 1 if line else 0
        line = word
        while wide(line, size, bold) > room:
            keep = next(n for n in range(len(line), 0, -1) if wide(line[:n], size, bold) <= room or n == 1)
            line, count = line[keep:], count + 1
    return count
