"""What only the looks of a cell tell: the status colour of a filled cell without text."""

from __future__ import annotations

import colorsys
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX

from wkb_data.intake.limits import Unbounded, Unsafe
from wkb_data.intake.parts import Parts

# The accents of the default Office theme, for a workbook that brings none of its own.
THEME = {4: "4472C4", 5: "ED7D31", 6: "A5A5A5", 7: "FFC000", 8: "5B9BD5", 9: "70AD47"}
DAMAGED = (etree.LxmlError, zipfile.BadZipFile, Unsafe, Unbounded)


@dataclass(frozen=True)
class Style:
    """`number_format` as Excel writes it; `ink`: green, orange or red where the text has such a colour."""

    number_format: str = "General"
    ink: str | None = None


@dataclass
class Drawn:
    """The looks of the cells of each sheet, for formats in which they stand with the cells."""

    fills: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    styles: dict[str, dict[tuple[int, int], Style]] = field(default_factory=dict)
    from_1904: bool = False


@lru_cache(maxsize=1024)
def status_of_colour(rgb: str) -> str | None:
    """green, orange or red for a fill colour `RRGGBB`; None for white, grey, blue."""
    red, green, blue = (int(rgb[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    hue *= 360
    if saturation < 0.12 or value < 0.25:
        return None
    if 68 <= hue <= 172:
        return "green"
    if 18 <= hue < 68:
        return "orange"
    if hue < 18 or hue >= 335:
        return "red"
    return None


def theme_colours(parts: Parts) -> dict[int, str]:
    """The workbook's own theme colours by number: light and dark first, then the six accents."""
    try:
        scheme = parts.tree("xl/theme/theme1.xml").find(".//{*}clrScheme")
        colours = [next(iter(c)).get("lastClr") or next(iter(c)).get("val") for c in scheme]
        return {
            i: colours[j]
            for i, j in enumerate((1, 0, 3, 2, 4, 5, 6, 7, 8, 9))
            if re.fullmatch("[0-9A-Fa-f]{6}", colours[j] or "")
        }
    except (*DAMAGED, TypeError, IndexError, StopIteration):
        return THEME


def _rgb(fill: etree._Element, theme: dict[int, str]) -> str | None:
    pattern = fill.find("{*}patternFill")
    colour = (
        pattern.find("{*}fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    )
    if colour is None:
        return None
    if re.fullmatch("[0-9A-Fa-f]{6,8}", colour.get("rgb", "")):
        return colour.get("rgb")[-6:]
    if (indexed := colour.get("indexed", "")).isdigit() and int(indexed) < len(COLOR_INDEX):
        return COLOR_INDEX[int(indexed)][-6:]
    return theme.get(int(number)) if (number := colour.get("theme", "")).isdigit() else None


def fills(parts: Parts | Drawn, sheet: str, cells: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Status by fill colour for the given zero-based cells of a sheet;
    cells without a telling fill are left out.
    """
    if isinstance(parts, Drawn):
        known = parts.fills.get(sheet, {})
        return {cell: known[cell] for cell in cells if cell in known}
    if "fills" not in parts.kept:
        parts.kept["fills"] = _telling(parts)
    telling = parts.kept["fills"]
    if not telling or sheet not in parts.opened:
        return {}
    numbers = parts.opened[sheet].style_numbers(cells)
    return {cell: telling[number] for cell, number in numbers.items() if number in telling}


def _telling(parts: Parts) -> dict[int, str]:
    """Of every style of cells whose fill tells a status, that status."""
    try:
        styles = parts.tree("xl/styles.xml")
        theme = theme_colours(parts)
        colours = [_rgb(f, theme) for f in styles.find("{*}fills")]
        fill_of = [int(x.get("fillId", "0")) for x in styles.find("{*}cellXfs")]
    except (*DAMAGED, TypeError, ValueError):
        return {}
    return {
        i: s
        for i, f in enumerate(fill_of)
        if f < len(colours) and colours[f] and (s := status_of_colour(colours[f]))
    }
