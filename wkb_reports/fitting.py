"""Whether a text fits: its lines at a width, and the text cut off to so many lines.

Sizes and widths are in points. Widths are those of Arial, so that no font has to be there.
"""

from __future__ import annotations

from functools import lru_cache

from wkb_reports.widths import BOLD, REGULAR

LINE = 1.2  # height of a line, as a part of the size
MORE = "…"
_WIDE = 1000
_WIDTHS = {
    bold: {sign: width for width, signs in table.items() for sign in signs} | {"\xa0": 278}
    for bold, table in ((False, REGULAR), (True, BOLD))
}


@lru_cache(maxsize=50_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is on one line."""
    known = _WIDTHS[bold]
    return sum(known.get(sign, _WIDE) for sign in text) * size / 1000


def lines(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """A text as it is broken over lines of `room` wide; a word that is wider than a line is broken itself."""
    found: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold) <= room:
                line = longer
                continue
            if line:
                found.append(line)
            *whole, line = _broken(word, room, size, bold)
            found += whole
        found.append(line)
    return found


def _broken(word: str, room: float, size: float, bold: bool) -> list[str]:
    parts, part = [], ""
    for sign in word:
        if part and width(part + sign, size, bold) > room:
            parts.append(part)
            part = ""
        part += sign
    return [*parts, part]


def height(count: int, size: float) -> float:
    """How high so many lines are."""
    return count * size * LINE


def cut(text: str, room: float, size: float, most: int, bold: bool = False) -> str:
    """The text, or as much of it as fits on `most` lines, with a sign that there is more."""
    if len(lines(text, room, size, bold)) <= most:
        return text
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        tried = " ".join(words[:middle]).rstrip(",;:. ") + MORE
        low, high = (middle, high) if len(lines(tried, room, size, bold)) <= most else (low, middle - 1)
    if low:
        return " ".join(words[:low]).rstrip(",;:. ") + MORE
    first = lines(words[0], room * 0.95, size, bold)[0]
    return first[:-1] + MORE
