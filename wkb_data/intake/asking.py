"""What a reader is asked and what is made of the answer:
columns in doubt, columns that lack, a day typed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wkb_data.intake.conventions import WAYS, question_of
from wkb_data.intake.dates import read_when
from wkb_data.intake.findings import address
from wkb_data.intake.reading import Reading
from wkb_data.intake.regions import Region
from wkb_data.schema import normalise, table_named

NOT_READ = "deze kolom niet lezen"


@dataclass(frozen=True)
class Question:
    """What to ask about a doubtful column:
    the text, the options (title -> column or None) and the likeliest title.
    """

    table: str
    heading: str
    text: str
    options: dict[str, str | None]
    likely: str


def questions(reading: Reading) -> list[Question]:
    """A question for every doubtful column that has a heading."""
    found = []
    for region in reading.regions:
        unsure = {d.guess for d in region.doubts}
        free = [c for c in region.table.columns if c.name in unsure or c.name not in region.columns]
        for d in region.doubts:
            if d.heading:
                options = {c.heading: c.name for c in sorted(free, key=lambda c, d=d: c.name != d.guess)} | {
                    NOT_READ: None
                }
                text = (
                    f"Wat staat in kolom '{d.heading}' (cel {d.cell}, blad {d.sheet})? Waarschijnlijk "
                    f"{d.table.column(d.guess).heading}."
                )
                found.append(
                    Question(d.table.name, d.heading, text, options, d.table.column(d.guess).heading)
                )
        found += _of_numbers(region)
    return list({(q.table, q.heading): q for q in found}.values())


def _of_numbers(region: Region) -> list[Question]:
    """How a column writes its numbers, where its cells leave two ways open and the figures differ by them."""
    found = []
    for name, ways in region.open_ways.items():
        heading, cell = region.table.column(name).heading, address(region.header, region.columns[name])
        text = f"Hoe schrijft kolom '{heading}' (cel {cell}, blad {region.sheet}) haar getallen?"
        options = {WAYS[way]: way for way in ways}
        found.append(Question(region.table.name, question_of(heading), text, options, ""))
    return found


@dataclass(frozen=True)
class Lack:
    """A required column that was not recognised,
    and the headings of its sheet that were not read: one of them may be it.
    """

    table: str
    column: str
    text: str
    headings: tuple[str, ...]


def lacks(reading: Reading) -> list[Lack]:
    """What to ask about columns that are needed and were not found, where the sheet has headings left."""
    found = []
    for region in reading.regions:
        left = tuple(dict.fromkeys(title for _, title in region.unread))
        for column in region.table.columns if left and region.shape == "list" else ():
            needed = (
                (column.required or column.expected)
                and column.name not in region.columns
                and column.name not in region.above
            )
            if needed:
                text = f"In welke kolom van blad '{region.sheet}' staat '{column.heading}'?"
                found.append(Lack(region.table.name, column.name, text, left))
    return list({(lack.table, lack.column): lack for lack in found[::-1]}.values())[::-1]


def said(table: str, column: str | None) -> str:
    """What a remembered answer says of a column or of the way in which it is written, in words."""
    own = table_named(table)
    if column in WAYS:
        return f"{own.title}: {WAYS[column]}"
    return f"{own.title}: {own.column(column).heading}" if column else "niet te lezen"


def told_of(register: str | None, answered: dict[tuple[str, str], str | None]) -> dict:
    """Answers as `check` takes them; headings as shown on the page."""
    return (
        {register: {(table, normalise(heading)): column for (table, heading), column in answered.items()}}
        if register
        else {}
    )


def day_typed(text: str, after: date) -> tuple[date | None, str]:
    """A day as typed, later than another one; or why not, in Dutch. Nothing typed gives neither.

    A month or a quarter is no day: its first day is seldom what is meant.
    """
    if not text.strip():
        return None, ""
    when = read_when(text)
    if isinstance(when, str):
        return None, f"'{text}': {when}. Schrijf een datum zoals 1-1-2023."
    if when.precision != "day":
        return None, f"'{text}': noem ook de dag. Schrijf een datum zoals 1-1-2023."
    if when.day <= after:
        return None, f"Kies een datum na {after:%d-%m-%Y}."
    return when.day, ""
