"""Months and other periods: counting with them, their last day, their Dutch words.

A month is a string `YYYY-MM` everywhere.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

LONG_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def is_month(text: str) -> bool:
    """Whether a text is a month as written here."""
    return bool(re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text, re.ASCII))


def add_months(month: str, count: int) -> str:
    """`add_months('2020-11', 3)` is `'2021-02'`."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months_between(first: str, last: str) -> int:
    """Whole months from `first` to `last`; negative when `last` is earlier."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def month_range(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`, both included."""
    return [add_months(first, i) for i in range(months_between(first, last) + 1)]


def month_start(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def month_end(month: str) -> date:
    """The last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def months_before(day: date, count: int) -> date:
    """The date `count` months before `day`, kept within the month."""
    month = add_months(f"{day:%Y-%m}", -count)
    return date(int(month[:4]), int(month[5:]), min(day.day, month_end(month).day))


def month_words(month: str) -> str:
    """`2021-03` is `maart 2021`; `?-03`, a month of which the year is not known, is `maart`."""
    return (
        f"{LONG_MONTHS[int(month[-2:]) - 1]} {month[:4]}"
        if len(month) == 7
        else LONG_MONTHS[int(month[-2:]) - 1]
    )


def period_end(day: date, precision: str | None) -> date:
    """The last day of a period given by its first day and precision (`week`, `month`, `quarter`, `half`,
    `year`; else the day itself).
    """
    if precision == "week":
        return day + timedelta(days=6)
    return month_end(add_months(f"{day:%Y-%m}", MONTHS_IN[precision] - 1)) if precision in MONTHS_IN else day


def period_text(day: date, precision: str | None) -> str:
    """A period as a Dutch reader writes it, so that it reads back as the same: `Q2 2021`, `mei 2021`.

    A day as `01-05-2021`.
    """
    if precision == "week":
        return f"week {day.isocalendar().week} {day.isocalendar().year}"
    written = {
        "month": f"{LONG_MONTHS[day.month - 1]} {day.year}",
        "quarter": f"Q{(day.month + 2) // 3} {day.year}",
        "half": f"{1 if day.month < 7 else 2}e helft {day.year}",
        "year": f"{day.year}",
    }
    return written.get(precision or "", f"{day:%d-%m-%Y}")
