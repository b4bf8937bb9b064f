"""What each place says the reporting month is, with its address;
places that agree decide, others are asked about.

file name, titles above a table, tabs, month columns ──> Claim ──> agreed:
a month, or None with findings that show all
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wkb_data.intake.dates import months_named, quarter_in, read_month
from wkb_data.intake.findings import Finding, address
from wkb_data.intake.grids import Grid
from wkb_data.intake.regions import Region
from wkb_data.periods import month_words

TITLE_WORDS = (
    "peilmaand",
    "stand",
    "rapportage",
    "verslagmaand",
    "peildatum",
    "monitor",
    "maand",
    "periode",
    "register",
    "overzicht",
)
# A date beside one of these is about something else than the month that is reported.
OTHER = re.compile(
    r"inwerkingtred|invoering|vastgesteld|versie|afgedrukt|geprint|bijgewerkt|gewijzigd|vergadering|overleg|besluit|"
    r"deadline|uiterlijk|vorige|volgende|gepland|planning gereed|looptijd|t/m|tot en met|"
    r"sinds|vanaf|aangemaakt|opgesteld",
    re.I,
)
TITLE_ROWS, TITLE_LENGTH = 12, 90


@dataclass(frozen=True)
class Claim:
    """A month (`YYYY-MM`, or `?-MM` when the year is not said),
    the place in words, and what is written there.
    """

    month: str
    place: str
    said: str
    sheet: str | None = None
    cell: str | None = None

    @property
    def where(self) -> str:
        """The place with its address, as `check --json` gives it."""
        if self.cell:
            return f"{self.sheet}!{self.cell}"
        return f"{self.place} {self.sheet}" if self.sheet else self.place

    def __str__(self) -> str:
        at = f" {self.cell}" if self.cell else f" '{self.sheet}'" if self.sheet else ""
        return f"{self.place}{at}: {month_words(self.month)} ('{self.said}')"


def of_file(name: str) -> list[Claim]:
    """The months that a file's name names."""
    return [Claim(month, "bestandsnaam", said) for month, said, _ in months_named(Path(name).stem)]


def of_titles(grid: Grid, first_heading: int, recognised: bool) -> list[Claim]:
    """The months in the lines above the first table of a sheet;
    on other sheets only beside a word such as peilmaand.
    """
    found = []
    for r in range(min(first_heading, TITLE_ROWS, grid.height)):
        filled = [(c, v) for c, v in enumerate(grid.row(r)) if v != ""]
        for i, (c, value) in enumerate(filled):
            beside = filled[i + 1] if i + 1 < len(filled) and len(filled) <= 4 else None
            found += _of_title(grid, r, c, value, beside, recognised)
    return found


def _of_title(
    grid: Grid, r: int, c: int, value: object, beside: tuple | None, recognised: bool
) -> list[Claim]:
    if not isinstance(value, str) or len(value) > TITLE_LENGTH or OTHER.search(value):
        return []
    telling = any(w in value.lower() for w in TITLE_WORDS)
    if not telling and not recognised:
        return []
    claims = [
        Claim(month, "titel", said, grid.name, address(r, c))
        for month, said, _ in months_named(value)
        if telling or not month.startswith("?")
    ]
    if not claims and telling and beside and (month := _month_beside(beside[1])):
        said = (
            f"{beside[1].day}-{beside[1].month}-{beside[1].year}"
            if isinstance(beside[1], date)
            else str(beside[1])
        )
        claims = [Claim(month, "titel", said, grid.name, address(r, beside[0]))]
    return claims


def _month_beside(value: object) -> str | None:
    if isinstance(value, str) and quarter_in(value):
        return None
    return read_month(value)


def of_tabs(regions: list[Region]) -> list[Claim]:
    """What the tabs of recognised tables claim: of tabs of several months with the same table the newest."""
    claims: list[Claim] = []
    for name in dict.fromkeys(r.table.name for r in regions):
        named = {
            sheet: months[0]
            for sheet in dict.fromkeys(r.sheet for r in regions if r.table.name == name)
            if len(months := months_named(sheet)) == 1
        }
        if named:
            sheet = max(named, key=lambda s: named[s][0])
            claims.append(Claim(named[sheet][0], "tabblad", named[sheet][1], sheet))
    return list(dict.fromkeys(claims))


def month_of_tab(region: Region, regions: list[Region]) -> str | None:
    """The month of a region by its tab, where the same table stands on tabs of several months."""
    own = {r.sheet: months_named(r.sheet) for r in regions if r.table.name == region.table.name}
    months = {sheet: named[0][0] for sheet, named in own.items() if len(named) == 1 and named[0][0][0] != "?"}
    return months.get(region.sheet) if len(set(months.values())) > 1 else None


def of_columns(region: Region, newest: tuple[str, int, int] | None) -> list[Claim]:
    """What the months of a status list claim: the newest one that is filled in, at `(month, row, column)`."""
    if newest is None:
        return []
    month, row, column = newest
    return [Claim(month, "maandkolom", month, region.sheet, address(row, column))]


def agreed(claims: Iterable[Claim]) -> str | None:
    """The month on which all claims agree; None where they don't, or where nobody names the year."""
    full = {c.month for c in claims if not c.month.startswith("?")}
    parts = {c.month[2:] for c in claims if c.month.startswith("?")}
    if len(full) != 1:
        return None
    month = next(iter(full))
    return month if parts <= {month[5:]} else None


def tell(claims: list[Claim], month: str | None, given: bool, name: str) -> list[Finding]:
    """What is to be said about the claims:
    that they disagree, that the year is missing, that a quarter is no month.
    """
    if given:
        other = [c for c in claims if c.month.lstrip("?") not in (month or "")]
        return [
            _at(c, "month-overruled", "info", f"{c}; de gekozen peilmaand is {month_words(month)}.")
            for c in other
        ]
    if month:
        return []
    if claims:
        said = "; ".join(dict.fromkeys(map(str, claims)))
        years = any(not c.month.startswith("?") for c in claims)
        why = "De genoemde maanden zijn niet dezelfde" if years else "Het jaar van de peilmaand staat nergens"
        kind = "month-claims-differ" if years else "month-without-year"
        return [
            _at(
                next((c for c in claims if c.cell), claims[0]),
                kind,
                "warning",
                f"{why}: {said}. Kies de peilmaand.",
            )
        ]
    quarter = quarter_in(Path(name).stem)
    if quarter:
        text = f"Bestandsnaam: '{quarter}' is een kwartaal en geen maand. Kies de peilmaand."
        return [Finding("warning", text, value=quarter, kind="month-is-quarter")]
    return []


def _at(claim: Claim, kind: str, level: str, text: str) -> Finding:
    return Finding(level, text, None, claim.sheet, claim.cell, None, claim.said, None, kind=kind)
