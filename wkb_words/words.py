"""Dutch words as the pages and figures alone show them, beside those that all of the program has."""

from __future__ import annotations

from wkb_data.periods import SHORT_MONTHS
from wkb_data.schema import table_named
from wkb_data.words import day_name as day_name
from wkb_data.words import listed as listed
from wkb_data.words import moment_name as moment_name
from wkb_data.words import month_name as month_name
from wkb_data.words import number as number
from wkb_data.words import plural as plural
from wkb_data.words import share as share

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
YES_NO = {"yes": "ja", "no": "nee"}


def month_short(month: str) -> str:
    """`2021-03` is `mrt '21`."""
    return f"{SHORT_MONTHS[int(month[5:]) - 1]} ’{month[2:4]}"


def weekday_name(number: int) -> str:
    """0 is `maandag`."""
    return WEEKDAYS[number]


def change(value: float | None, decimals: int = 0, unit: str = "") -> str | None:
    """A change as `+4`, `−2` or `gelijk`; None when there is nothing to compare with."""
    if value is None:
        return None
    if round(value, decimals) == 0:
        return "gelijk"
    return f"{'+' if value > 0 else '−'}{number(abs(value), decimals)}{unit}"


def distance(behind: float) -> str:
    """How far something is behind a line, or ahead of it: `48 achter`, `3 voor`, `gelijk`."""
    if round(behind) == 0:
        return "gelijk"
    return f"{number(abs(behind))} {'achter' if behind > 0 else 'voor'}"


def counted(value: float | None, one: str, many: str) -> str:
    """`1 gemeente`, `1.234 gemeenten`, `– gemeenten` where it is not known."""
    return f"{number(value)} {one if value == 1 else many}"


def labels(table: str, column: str) -> dict[str, str]:
    """Canonical word -> Dutch word of a column, as the register has it."""
    return table_named(table).column(column).labels or {}
