"""What only the looks of a cell tell: the status colour of a filled cell without text."""

from __future__ import annotations

import colorsys
import io
from functools import lru_cache

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX

# The accents of the default Office theme; a status list is coloured with these or with plain colours.
THEME = {4: "4472C4", 5: "ED7D31", 6: "A5A5A5", 7: "FFC000", 8: "5B9BD5", 9: "70AD47"}


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


def _rgb(fill) -> str | None:
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:]
    if colour.type == "indexed" and colour.indexed < len(COLOR_INDEX):
        return COLOR_INDEX[colour.indexed][-6:]
    if colour.type == "theme":
        return THEME.get(colour.theme)
    return None


def fills(content: bytes, sheet: str, cells: list[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Status by fill colour for the given zero-based cells of a sheet; cells without a telling fill are left out."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
        page = book[sheet]
    except Exception:
        return {}
    found = {}
    for row, column in cells:
        rgb = _rgb(page.cell(row + 1, column + 1).fill)
        status = status_of_colour(rgb) if rgb else None
        if status:
            found[row, column] = status
    return found
