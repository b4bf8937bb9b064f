"""Months, days, numbers and counts in Dutch, as every sentence of the program has them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.clock import here
from wkb_data.periods import LONG_MONTHS, SHORT_MONTHS


def month_name(month: str) -> str:
    """`2021-03` is `maart 2021`."""
    return f"{LONG_MONTHS[int(month[5:]) - 1]} {month[:4]}"


def day_name(day: date | None) -> str:
    """A date as `1 juli 2021`; `nog open` without a date."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}" if day else "nog open"


def moment_name(stamp: str) -> str:
    """A stored moment as day and time in the Netherlands."""
    moment = here(stamp)
    return f"{moment.day} {SHORT_MONTHS[moment.month - 1]} {moment.year} {moment:%H:%M}"


def number(value: float | None, decimals: int = 0) -> str:
    """`1234.5` is `1.234,5`; a dash without a value."""
    if pd.isna(value):
        return "–"
    return f"{value:,.{decimals}f}".translate(str.maketrans({",": ".", ".": ","}))


def share(value: float | None, decimals: int = 1) -> str:
    """`0.043` is `4,3%`; without a value `niet te bepalen`."""
    return "niet te bepalen" if value is None or value != value else f"{number(value * 100, decimals)}%"


def plural(count: int, one: str, many: str) -> str:
    """`1 rij`, `2 rijen`, `1.309 rijen`."""
    return f"{number(count)} {one if count == 1 else many}"


def listed(names: list[str]) -> str:
    """`a, b en c`."""
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
