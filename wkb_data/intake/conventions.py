"""How a column as a whole writes its numbers and shares; one cell is never read apart from the others.

distinct values, heading ──> Convention ──> applied to every cell by its parser (intake.cells)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DUTCH = re.compile(r"-?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,})|0,\d+|\d{1,3}(\.\d{3}){2,})")
ENGLISH = re.compile(r"-?(\d{1,3}(,\d{3})+\.\d+|\d+\.(\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(,\d{3}){2,})")
DOT_THREE, COMMA_THREE = re.compile(r"-?[1-9]\d{0,2}\.\d{3}"), re.compile(r"-?[1-9]\d{0,2},\d{3}")
_SIGNS = re.compile(r"[€\s\xa0]|ca\.|circa|±|%|\*+$|,=$|,-+$")


# What a group can answer when its column leaves two ways open, and how that is said.
WAYS = {
    "scale=percent": "hele percentages: 1 is 1%",
    "scale=fraction": "delen van het geheel: 1 is 100%",
    "scale=count": "aantallen: 1 is één",
    "writing=english": "duizendtallen: 12,500 is twaalfduizend vijfhonderd",
    "writing=dutch": "decimalen: 12,500 is twaalf en een half",
}


def question_of(heading: str) -> str:
    """By what name the answer about how a column writes its numbers is remembered."""
    return f"getallen onder {heading}"


@dataclass(frozen=True)
class Convention:
    """`writing` of numbers in text: dutch (1.584,5),
    english (1,584.5), or open where the column leaves both possible.

    `scale` of a share or percentage without a sign: fraction (0–1), percent (0–100), count, or open.
    `mixed`: some texts can only be the other way of writing.
    """

    writing: str = "dutch"
    scale: str = ""
    mixed: bool = False


def settle(kind: str, values: Iterable[object], in_percent: bool, told: str | None = None) -> Convention:
    """The convention of a column of this type from its distinct values;
    `in_percent`: the heading says percentages.

    `told`: what the group answered (one of WAYS), for what the values leave open.
    """
    values = list(values)
    texts = [_SIGNS.sub("", v.strip().lower()) for v in values if isinstance(v, str)]
    writing, mixed = _writing([t for t in texts if re.match(r"-?\d", t)], kind in ("count", "whole"))
    said = dict([told.split("=")]) if told in WAYS else {}
    writing = said.get("writing", writing) if writing == "open" else writing
    scale = _scale(kind, values, in_percent, writing)
    return Convention(writing, said.get("scale", scale) if scale == "open" else scale, mixed)


def open_ways(kind: str, values: Iterable[object], found: Convention) -> tuple[str, ...]:
    """The answers to choose from where a column leaves two ways open
    and its values differ by them; else nothing.
    """
    if found.scale == "open" and any(v == 1 and not isinstance(v, bool) or v == "1" for v in values):
        return ("scale=percent", "scale=fraction", *(["scale=count"] if kind == "share_or_count" else []))
    return ("writing=english", "writing=dutch") if found.writing == "open" else ()


def _writing(texts: list[str], whole: bool) -> tuple[str, bool]:
    dutch, english = (sum(bool(p.fullmatch(t)) for t in texts) for p in (DUTCH, ENGLISH))
    dots, commas = (any(p.fullmatch(t) for t in texts) for p in (DOT_THREE, COMMA_THREE))
    if dutch or english:
        return ("dutch" if dutch >= english else "english"), bool(dutch and english)
    if commas:
        return ("english" if whole and not dots else "open"), False
    return "dutch", False


def to_number(text: str, writing: str = "dutch", whole: bool = False) -> float | str | None:
    """A number from text by the way its column writes;
    None when it is none, a Dutch reason when it can be two.
    """
    plain = re.sub(r"[€\s\xa0]|ca\.|circa|±", "", text.strip().lower())
    plain = re.sub(r"(,=|,-|,--|%|\*+)$", "", plain)
    plain = re.sub(_UNIT + "$", "", plain)
    if (
        COMMA_THREE.fullmatch(plain)
        and (writing == "open" or writing == "dutch" and whole)
        or DOT_THREE.fullmatch(plain)
        and writing == "open"
    ):
        left, right = re.split("[.,]", plain)
        return (
            f"dit kan {left}.{right} (duizendtallen) of {left},{right} zijn; schrijf het zonder "
            "punt of komma, of met minder decimalen"
        )
    if DOT_THREE.fullmatch(plain):
        return float(plain.replace(".", "") if writing == "dutch" else plain)
    if COMMA_THREE.fullmatch(plain):
        return float(plain.replace(",", "") if writing == "english" else plain.replace(",", "."))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain) and not plain.startswith(("0.", "-0.")):
        return float(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"-?\d{1,3}(,\d{3}){2,}(\.\d+)?|-?\d{1,3}(,\d{3})+\.\d+", plain):
        return float(plain.replace(",", ""))
    if re.fullmatch(r"-?\d+([.,]\d+)?", plain):
        return float(plain.replace(",", "."))
    return None


_UNIT = r"(?:woningen|woning|stuks|st\.?|bouwwerken|projecten|fte|uur|eenheden|personen|organisaties)?"


def _scale(kind: str, values: list, in_percent: bool, writing: str) -> str:
    """Of a column of shares or percentages, what a number without a sign is;
    decided by all of them together.
    """
    if kind not in ("percent", "share_or_count"):
        return ""
    bare = [v for v in values if not (isinstance(v, str) and "%" in v) and not isinstance(v, bool)]
    numbers = [
        float(v) if isinstance(v, int | float) else to_number(v, writing)
        for v in bare
        if isinstance(v, int | float | str)
    ]
    numbers = [n for n in numbers if isinstance(n, float)]
    if any(n > 1 for n in numbers):
        return "count" if kind == "share_or_count" and not in_percent else "percent"
    return "fraction" if any(0 < n < 1 for n in numbers) else "open"
