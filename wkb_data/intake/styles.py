"""What the style of a cell adds to its value: how Excel shows its number, and the colour in which its text is set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import get_column_letter

from wkb_data.intake.looks import DAMAGED, status_of_colour
from wkb_data.intake.parts import Parts

CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
PLACE, STYLE = re.compile(rb"""\sr=["']([A-Z]+\d+)["']"""), re.compile(rb"""\ss=["'](\d+)["']""")


@dataclass(frozen=True)
class Style:
    """`number_format` as Excel writes it; `ink`: green, orange or red where the text has such a colour."""

    number_format: str = "General"
    ink: str | None = None


def styles(parts: Parts, sheet: str, cells: list[tuple[int, int]]) -> dict[tuple[int, int], Style]:
    """The styles of the given zero-based cells of a sheet; cells without one are left out."""
    try:
        known = _known(parts.tree("xl/styles.xml"))
    except (*DAMAGED, TypeError, ValueError, AttributeError):
        return {}
    wanted = {f"{get_column_letter(c + 1)}{r + 1}".encode(): (r, c) for r, c in cells}
    found = {}
    for tag in CELL.finditer(parts.read(parts.sheets.get(sheet, ""))):
        place = PLACE.search(tag[0])
        if place and place[1] in wanted and (style := STYLE.search(tag[0])) and int(style[1]) < len(known):
            found[wanted[place[1]]] = known[int(style[1])]
    return found


def _known(tree: etree._Element) -> list[Style]:
    own = {n.get("numFmtId"): n.get("formatCode") for n in tree.iterfind("{*}numFmts/{*}numFmt")}
    inks = [_ink(f.find("{*}color")) for f in tree.iterfind("{*}fonts/{*}font")]
    found = []
    for x in tree.iterfind("{*}cellXfs/{*}xf"):
        number, font = x.get("numFmtId", "0"), int(x.get("fontId", "0"))
        code = own.get(number) or BUILTIN_FORMATS.get(int(number), "General")
        found.append(Style(code, inks[font] if font < len(inks) else None))
    return found


def _ink(colour: etree._Element | None) -> str | None:
    rgb = colour.get("rgb", "") if colour is not None else ""
    return status_of_colour(rgb) if re.fullmatch("[0-9A-Fa-f]{6,8}", rgb) else None


def shown_number(value: float, number_format: str) -> str | None:
    """A number as Excel shows it, where its format adds a percent sign or fixes the decimals; None where it adds nothing."""
    code = number_format.split(";")[0]
    quoted = re.sub(r'"([^"]*)"|\\(.)', lambda m: "" if "%" not in m[0] else "", code)
    literal = "%" in code and "%" not in quoted
    decimals = re.search(r"0\.(0+)", quoted)
    if "%" in quoted:
        return f"{round(value * 100, 6):g}%"
    if literal:
        return f"{value:g}%"
    return (
        f"{value:.{len(decimals[1])}f}" if decimals and re.fullmatch(r"[#,]*0\.0+", quoted.strip()) else None
    )
