"""What the style of a cell adds to its value:
how Excel shows its number, and the colour in which its text is set.
"""

from __future__ import annotations

import re

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

from wkb_data.intake.looks import DAMAGED, Drawn, Style, status_of_colour
from wkb_data.intake.parts import Parts


def styles(parts: Parts | Drawn, sheet: str, cells: list[tuple[int, int]]) -> dict[tuple[int, int], Style]:
    """The styles of the given zero-based cells of a sheet; cells without one are left out."""
    if isinstance(parts, Drawn):
        known = parts.styles.get(sheet, {})
        return {cell: known[cell] for cell in cells if cell in known}
    if "styles" not in parts.kept:
        try:
            parts.kept["styles"] = _known(parts.tree("xl/styles.xml"))
        except (*DAMAGED, TypeError, ValueError, AttributeError):
            parts.kept["styles"] = []
    styles = parts.kept["styles"]
    numbers = parts.opened[sheet].style_numbers(cells) if sheet in parts.opened else {}
    return {cell: styles[number] for cell, number in numbers.items() if number < len(styles)}


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
    """A number as Excel shows it, where its format adds a percent sign or fixes the decimals;
    None where it adds nothing.
    """
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
