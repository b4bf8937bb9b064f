"""What the upload page asks: a look at a workbook, what would change, its effect on the headlines, and storing it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from wkb_data.delivering import Receipt, Refused, check, deliver_reading, facts_of_reading, previous_frames
from wkb_data.intake import room
from wkb_data.intake.cells import as_text
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading
from wkb_data.measures import declared, summary
from wkb_data.measures.comparing import compare
from wkb_data.measures.months import monthly
from wkb_data.plan import load_plan
from wkb_data.schema import normalise, registers, table_named
from wkb_data.store.answers import Answer
from wkb_data.store.faults import StoreError
from wkb_views import faults
from wkb_views.session import View
from wkb_views.words import moment_name, month_name, number, plural, share


@dataclass(frozen=True)
class Look:
    """A workbook as looked at: a reading, or a refusal in one Dutch sentence."""

    reading: Reading | None
    refusal: str
    register: str | None
    month: str | None


def look(
    view: View, name: str, content: bytes, register: str | None, month: str | None, told: dict | None = None
) -> Look:
    """Reads an uploaded workbook with the register, month and answers as given (None: find them)."""
    try:
        reading = check(content, name, view.plan, view.store, register, month, told)
    except UnreadableFile as error:
        return Look(None, str(error), register, month)
    except Exception as error:
        what = f"{name} kon niet worden gelezen. Er is niets opgeslagen."
        return Look(None, faults.sentence(what, faults.number_of(error, "uploads.look")), register, month)
    return Look(reading, "", reading.register, reading.month)


NOT_READ = "deze kolom niet lezen"


@dataclass(frozen=True)
class Question:
    """What to ask about a doubtful column: the text, the options (title -> column or None) and the likeliest title."""

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
                text = f"Wat staat in kolom '{d.heading}' (cel {d.cell}, blad {d.sheet})? Waarschijnlijk {d.table.column(d.guess).heading}."
                found.append(
                    Question(d.table.name, d.heading, text, options, d.table.column(d.guess).heading)
                )
    return list({(q.table, q.heading): q for q in found}.values())


@dataclass(frozen=True)
class Lack:
    """A required column that was not recognised, and the headings of its sheet that were not read: one of them may be it."""

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


def answered(answer: Answer) -> str:
    """What a remembered answer says of a column, in words."""
    return (
        f"{table_named(answer.table).title}: {table_named(answer.table).column(answer.column).heading}"
        if answer.column
        else "niet te lezen"
    )


def told_of(register: str | None, answered: dict[tuple[str, str], str | None]) -> dict:
    """Answers as `check` takes them; headings as shown on the page."""
    return (
        {register: {(table, normalise(heading)): column for (table, heading), column in answered.items()}}
        if register
        else {}
    )


def around(reading: Reading, sheet: str, cells: list[str]) -> tuple[pd.DataFrame, list[tuple[int, int]]]:
    """The rows of the workbook that hold the cells, with Excel's row numbers and the recognised columns; and where the cells are in it."""
    region = next((r for r in reading.regions if r.sheet == sheet), None)
    grid = next((g for g in reading.workbook.grids if g.name == sheet), None)
    places = [(r - 1, c - 1) for r, c in map(coordinate_to_tuple, cells)]
    if region is None or grid is None or not places:
        return pd.DataFrame(), []
    for r in reading.regions:
        if r.sheet == sheet and any(
            r.header <= row and r.left <= c <= max(r.right, r.left) for row, c in places
        ):
            region = r
    columns = sorted(
        {
            *region.columns.values(),
            *region.months,
            *region.marks.values(),
            *region.matrix,
            *(c for _, c in places),
        }
    )
    rows = sorted(
        {
            n
            for row, _ in places[:20]
            for n in range(row - 1, row + 2)
            if n == row or len(places) == 1 and region.header < n < grid.height
        }
    )
    titles = [
        f"{get_column_letter(c + 1)} · {as_text(grid.cell(region.header, c))}".strip(" ·") for c in columns
    ]
    table = pd.DataFrame([[as_text(grid.cell(r, c)) for c in columns] for r in rows], columns=titles)
    table.insert(0, "Rij", [r + 1 for r in rows])
    return table, [(rows.index(r), columns.index(c) + 1) for r, c in places if r in rows]


def recognised(reading: Reading) -> pd.DataFrame:
    """The tables found: Tabel, Blad, Koprij, Rijen, Kolommen, Niet gelezen."""
    rows = []
    for r in reading.regions:
        columns = ", ".join(
            f"{r.table.column(n).heading} ({get_column_letter(r.columns[n] + 1)})" for n in r.columns
        )
        rows.append(
            (r.table.title, r.sheet, r.header + 1, r.data_rows, columns, ", ".join(t for _, t in r.unread))
        )
    return pd.DataFrame(
        rows, columns=["Tabel", "Blad", "Koprij", "Rijen", "Herkende kolommen", "Niet gelezen kolommen"]
    )


def marked_copy(name: str, content: bytes, reading: Reading) -> bytes | None:
    """The workbook with its findings marked; None where the format can't carry them."""
    try:
        return room.mark(content, name, reading.findings)
    except UnreadableFile:
        return None


def empty_form(view: View, register: str) -> bytes:
    """The workbook of a register to fill in, prefilled with its last delivery."""
    ids = tuple(sorted(d.id for (r, _), d in view.store.in_force().items() if r == register))
    return _form(view.store, view.derived, register, ids)


@st.cache_data(show_spinner=False, max_entries=20)
def _form(_store, derived: str, register: str, ids: tuple[int, ...]) -> bytes:
    return room.form(register, load_plan(), previous_frames(_store, register, None)[0])


@dataclass(frozen=True)
class Change:
    """What a delivery changes in one table, in words, with the changed cells."""

    title: str
    summary: str
    cells: pd.DataFrame


def changes(view: View, reading: Reading) -> list[Change]:
    """Per table: new, changed, vanished and unchanged rows against the delivery now in force."""
    current = view.store.in_force().get((reading.register, reading.month))
    before = (
        view.store.frames(current.id)
        if current
        else previous_frames(view.store, reading.register, reading.month)[0]
    )
    found = []
    for name, typed in reading.tables.items():
        c = compare(name, typed.table.keys, before.get(name), typed.frame)
        touched = c.cells["Regel"].nunique()
        words = f"{plural(len(c.new), 'nieuwe rij', 'nieuwe rijen')}, {touched} gewijzigd, {len(c.gone)} verdwenen, {c.unchanged} gelijk"
        gone = f" (verdwenen: {', '.join(c.gone[:6])})" if c.gone else ""
        headings = {col.name: col.heading for col in typed.table.columns}
        cells = c.cells.assign(Kolom=c.cells["Kolom"].map(headings)).astype(object).where(c.cells.notna(), "")
        found.append(Change(typed.table.title, words + gone, cells.astype(str)))
    return found


SHOWN = (
    (declared.PILOTS_COUNTED, number),
    (declared.VOLUME_SHARE_TOTAL, share),
    (declared.MUNICIPALITIES_TAKING_PART, number),
    (declared.BOTTLENECKS_OPEN, number),
)


def effect(view: View, reading: Reading) -> list[str]:
    """The effect of a delivery on the headline figures, such as `Proefprojecten gestart: 97 → 112`."""
    deliveries = view.facts_now()
    before = monthly(deliveries)
    after = monthly(deliveries | {(reading.register, reading.month): facts_of_reading(reading, view.plan)})
    lines = []
    for measure, write in SHOWN:
        old, new = (summary.latest(f, measure, reading.month) for f in (before, after))
        if old != new:
            lines.append(f"{measure.label}: {write(old)} → {write(new)}")
    return lines


def confirm(view: View, reading: Reading, by: str, answered: dict[tuple[str, str], str | None]) -> str:
    """Stores the workbook and the answers given about it; gives the reason in Dutch when that can't be done, else nothing."""
    try:
        receipt = deliver_reading(reading, view.store, view.plan, by, told=answered)
    except (Refused, StoreError) as error:
        return str(error)
    st.session_state.setdefault("ontvangsten", []).append(receipt)
    return ""


def received(receipt: Receipt) -> str:
    """What became of a delivery, in words."""
    what = f"{receipt.file}, {registers()[receipt.register].title}, {month_name(receipt.month)}"
    if receipt.already:
        at = f"{moment_name(receipt.already.delivered_at)} door {receipt.already.by}"
        return f"{what}: is al geleverd op {at} (levering {receipt.id}). Er is niets nieuws opgeslagen."
    return f"Ontvangen en opgeslagen: {what} (levering {receipt.id})."
