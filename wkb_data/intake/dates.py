"""How Dutch people write days, weeks, months, quarters and halves: text to a date with its precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb febr february",
            "maart mrt maa mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "augustus aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAYS = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.?,?\s+"
_LEAD = re.compile(
    r"^(?:stand(?: per)?|per|ca\.?|circa|omstreeks|uiterlijk|vanaf|d\.d\.?|peildatum|peilmaand|t/m|"
    r"voor|eind|half)\s*:?\s+",
    re.I,
)
# Marks that nobody sees and that come along when text is pasted: left-to-right marks, zero-width spaces,
# soft hyphens.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ORDINAL = {"1": 1, "2": 2, "3": 3, "4": 4, "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}


@dataclass(frozen=True)
class When:
    """A date and how precisely it was written: day, week, month, quarter, half or year."""

    day: date
    precision: str


def full_year(text: str) -> int:
    """`21` and `2021` are both 2021."""
    year = int(text)
    return year if year >= 100 else 2000 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2099 else None
    except ValueError:
        return None


def from_serial(number: float) -> date | None:
    """Excel's serial day number as a date, for numbers that can be a day between 2000 and 2079."""
    return date(1899, 12, 30) + timedelta(days=int(number)) if 36526 <= number <= 65700 else None


def read_when(value: object) -> When | str:
    """A written date. Gives a When, or a Dutch reason why it can't be known."""
    if isinstance(value, datetime):
        return When(value.date(), "day") if 1990 <= value.year <= 2099 else "het jaartal kan niet kloppen"
    if isinstance(value, date):
        return When(value, "day") if 1990 <= value.year <= 2099 else "het jaartal kan niet kloppen"
    if isinstance(value, int | float):
        if 1990 <= value <= 2099 and float(value).is_integer():
            return When(date(int(value), 1, 1), "year")
        day = from_serial(value)
        if day is None and 19900101 <= value <= 20991231:
            return _from_text(str(int(value)))
        return When(day, "day") if day else "dit getal is geen datum"
    return _from_text(str(value))


def _checked(day: date | None) -> When | str:
    return When(day, "day") if day else "deze dag bestaat niet"


def _of_day(m: re.Match) -> When | str:
    return _checked(_date(full_year(m["y"]), MONTHS.get(m["m"]) or int(m["m"]), int(m["d"])))


def _of_month(m: re.Match) -> When | str:
    year, month = full_year(m["y"]), MONTHS.get(m["m"]) or int(m["m"])
    if not (1 <= month <= 12 and 1990 <= year <= 2099):
        return "deze maand bestaat niet"
    return When(date(year, month, 1), "month")


def _of_week(m: re.Match) -> When | str:
    week, year = int(m["w"]), full_year(m["y"])
    try:
        return When(date.fromisocalendar(year, week, 1), "week")
    except ValueError:
        return f"week {week} bestaat niet in {year}"


def _of_quarter(m: re.Match) -> When:
    return When(date(full_year(m["y"]), 3 * _ORDINAL[m["q"]] - 2, 1), "quarter")


def _of_half(m: re.Match) -> When:
    return When(date(full_year(m["y"]), 6 * _ORDINAL[m["h"]] - 5, 1), "half")


def _of_year(m: re.Match) -> When | str:
    year = int(m["y"])
    return When(date(year, 1, 1), "year") if 1990 <= year <= 2099 else "het jaartal kan niet kloppen"


_Y4, _Y = r"(?P<y>\d{4})", r"(?:'|’)?(?P<y>\d{4}|\d{2})"
_M, _D, _W = rf"(?P<m>{_NAME})", r"(?P<d>\d{1,2})", r"(?P<w>\d{1,2})"
_Q = r"(?P<q>1|2|3|4|eerste|tweede|derde|vierde)(?:e|ste|de)?"
_H = r"(?P<h>1|2|eerste|tweede)(?:e|ste|de)?"
_PART = r"(?:(?:begin|medio|eind)\s+)?"
# Every way of writing a moment, the whole text of a cell: the pattern, and what reads it.
_WAYS = [(re.compile(pattern), read) for pattern, read in (
    (rf"{_Y4}[-/.](?P<m>\d{{1,2}})[-/.]{_D}(?:[t ][\d:.]+z?)?", _of_day),
    (r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)", _of_day),
    (rf"{_D}\s*[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.]\s*{_Y}(?: [\d:.]+)?", _of_day),
    (rf"{_D}e?[\s.-]+{_M}\.?[\s.,-]+{_Y}(?: [\d:.]+)?", _of_day),
    (rf"(?:(?:begin|medio|eind|half)\s+)?{_M}\.?[\s./-]*{_Y}", _of_month),
    (rf"{_Y4}[-/.](?P<m>\d{{1,2}})", _of_month),
    (rf"(?P<m>\d{{1,2}})[-/.]{_Y4}", _of_month),
    (rf"(?:w|wk|week)\.?\s*{_W}(?:\s*[-–/]\s*\d{{1,2}})?(?:[\s,/-]+(?:van )?(?=\d{{4}}$|')|\s+)"
     r"'?(?P<y>\d{4}|\d{2})", _of_week),
    (rf"{_Y4}[\s-]*w(?:k|eek)?\.?\s*{_W}", _of_week),
    (rf"{_PART}(?:q|k|kw|kwartaal)\s*(?P<q>[1-4])(?:\s*(?:en|-|t/m|/)\s*q?[1-4])?[\s,-]+"
     r"'?(?P<y>\d{4}|\d{2})", _of_quarter),
    (rf"{_Q}\s+(?:kwartaal|kw\.?)(?:\s+van)?\s+'?(?P<y>\d{{4}}|\d{{2}})", _of_quarter),
    (rf"{_Y4}[\s-]*(?:q|kw\.?|kwartaal)\s*(?P<q>[1-4])", _of_quarter),
    (rf"{_Y4}\s+(?P<q>[1-4])e?\s+(?:kwartaal|kw\.?)", _of_quarter),
    (rf"{_H}\s+(?:helft|halfjaar|half jaar)(?:\s+van)?\s+'?(?P<y>\d{{4}}|\d{{2}})", _of_half),
    (r"h(?P<h>[12])[\s-]+'?(?P<y>\d{4}|\d{2})", _of_half),
    (rf"{_Y4}[\s-]*h(?P<h>[12])", _of_half),
    (rf"(?:begin|medio|eind|midden|voorjaar|najaar|zomer|in)?\s*{_Y4}", _of_year),
)]  # fmt: skip
_WEEK_ALONE = re.compile(r"(?:w|wk|week)\.?\s*\d{1,2}(?:\s*[-–]\s*\d{1,2})?")
_YEARLESS = re.compile(
    rf"(?:begin|medio|eind|half)?\s*(?:\d{{1,2}}e?[\s.-]+)?(?:{_NAME})\.?"
    r"|\d{1,2}[-/.]\d{1,2}|(?:q|kwartaal )[1-4]|[1-4]e kwartaal|[12]e helft"
)


def _from_text(raw: str) -> When | str:
    text = " ".join(INVISIBLE.sub("", raw).replace("\xa0", " ").strip().strip("*").lower().split())
    text = re.sub(rf"^{_DAYS}(?=\d)", "", text)
    text = _LEAD.sub("", text) or text
    for pattern, read in _WAYS:
        if m := pattern.fullmatch(text):
            return read(m)
    if _WEEK_ALONE.fullmatch(text):
        return "het jaar ontbreekt bij deze week"
    return "het jaar ontbreekt" if _YEARLESS.fullmatch(text) else "dit is geen datum"


def read_month(value: object) -> str | None:
    """A month as `YYYY-MM` from a cell or heading (`mrt-21`,
    `maart 2021`, `03-2021`, a date); None when it is no month.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if 199001 <= value <= 209912 and float(value).is_integer() and 1 <= value % 100 <= 12:
            return f"{int(value) // 100}-{int(value) % 100:02d}"
        if 1990 <= value <= 2099:
            return None
    if isinstance(value, str) and (m := re.fullmatch(r"\s*(20\d\d)(0[1-9]|1[0-2])\s*", value)):
        return f"{m[1]}-{m[2]}"
    when = read_when(value)
    return f"{when.day:%Y-%m}" if isinstance(when, When) and when.precision in ("day", "month") else None


_WORD = rf"(?<![a-z])({_NAME})(?![a-z])\.?"
_BETWEEN = r"[\s._'’,-]*"
_QUARTER = re.compile(
    r"(?<![a-z0-9])(?:q|kw|kwartaal)[\s._-]*[1-4](?!\d)(?:[\s._'’-]*(?:20)?\d\d(?!\d))?"
    r"|(?<!\d)20\d\d[\s._-]*q[1-4](?!\d)"
    r"|(?<![a-z0-9])[1-4]e?[\s._-]*kw(?:artaal)?(?:[\s._'’-]*(?:20)?\d\d(?!\d))?",
    re.I,
)
_DAY = r"(0?[1-9]|[12]\d|3[01])"
_NUMBER = r"(0?[1-9]|1[0-2])"
# Every way to name a month in running text, the ones that say most first: what one has read the next doesn't
# see.
_NAMING = (
    (
        re.compile(
            rf"(?<!\d)(20\d\d)[-_. /]{_NUMBER}[-_. /]{_DAY}(?!\d)"
            r"|(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)"
        ),
        (1, 2),
    ),
    (re.compile(rf"(?<!\d){_DAY}[-_. /]{_NUMBER}[-_. /](20\d\d|\d\d)(?![\d])"), (3, 2)),
    (re.compile(rf"(?<!\d){_DAY}e?{_BETWEEN}{_WORD}{_BETWEEN}(20\d\d|\d\d)(?![\d])", re.I), (3, 2)),
    (
        re.compile(rf"{_WORD}{_BETWEEN}(20\d\d)(?!\d)|{_WORD}[\s._'’-]{{0,2}}(\d\d)(?![\d]|[-./]\d)", re.I),
        (2, 1),
    ),
    (re.compile(rf"(?<!\d)(20\d\d){_BETWEEN}{_WORD}", re.I), (1, 2)),
    (re.compile(r"(?<!\d)(20\d\d)[-_. /]?(0[1-9]|1[0-2])(?!\d)"), (1, 2)),
    (re.compile(rf"(?<!\d){_NUMBER}[-_. /](20\d\d)(?!\d)"), (2, 1)),
)


def months_named(text: str) -> list[tuple[str, str, int]]:
    """The months that a file name or title line names:
    `(month, as written, place)`, in the order of the text.

    A full date names its month, a quarter names none; a month without a year is `?-03`.
    """
    rest, found = _QUARTER.sub(lambda m: " " * len(m[0]), INVISIBLE.sub("", text[:500])), []
    for pattern, (year_at, month_at) in _NAMING:
        for m in pattern.finditer(rest):
            groups = [g for g in m.groups() if g]
            year, month = full_year(groups[year_at - 1]), groups[month_at - 1].lower()
            if 2015 <= year <= 2040:
                number = MONTHS.get(month) or int(month)
                found.append((f"{year}-{number:02d}", m[0].strip(" -_."), m.start()))
        rest = pattern.sub(lambda m: " " * len(m[0]), rest)
    for m in re.finditer(_WORD, rest, re.I):
        if len(m[1]) > 3 or m[1].lower() in (
            "jan",
            "feb",
            "mrt",
            "apr",
            "mei",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
        ):
            found.append((f"?-{MONTHS[m[1].lower()]:02d}", m[0], m.start()))
    return sorted(found, key=lambda f: f[2])


def quarter_in(text: str) -> str:
    """A quarter that a text names, as written; nothing when it names none."""
    m = _QUARTER.search(INVISIBLE.sub("", text))
    return m[0].strip(" -_.") if m else ""


def months_in(text: str) -> set[str]:
    """Every month with its year named somewhere in a file name or title line."""
    return {month for month, _, _ in months_named(text) if not month.startswith("?")}
