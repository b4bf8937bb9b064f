"""What the upload page asks: a look at a workbook, what would change, its effect on the headlines, and storing it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from openpyxl.utils import get_column_letter

from wkb_data.delivering import Refused, check, deliver_reading, facts_of_reading, measures, previous_frames
from wkb_data.intake.annotate import annotate
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading
from wkb_data.intake.templates import template
from wkb_data.measures import summary
from wkb_data.measures.months import monthly
from wkb_data.plan import load_plan
from wkb_data.schema import registers
from wkb_data.store.deliveries import StoreError
from wkb_views.session import View
from wkb_views.words import number, plural, share


@dataclass(frozen=True)
class Look:
    """A workbook as looked at: a reading, or a refusal in one Dutch sentence."""

    reading: Reading | None
    refusal: str
    register: str | None
    month: str | None


def look(view: View, name: str, content: bytes, register: str | None, month: str | None) -> Look:
    """Reads an uploaded workbook with the register and month as chosen (None: find them)."""
    try:
        reading = check(content, name, view.plan, view.store, register, month)
    except UnreadableFile as error:
        return Look(None, str(error), register, month)
    except Exception:
        return Look(
            None, f"{name} is niet te lezen. Er is niets opgeslagen. Sla het in Excel opnieuw op als .xlsx en probeer het nog eens.", register, month
        )
    return Look(reading, "", reading.register, reading.month)


def recognised(reading: Reading) -> pd.DataFrame:
    """The tables found: Tabel, Blad, Koprij, Rijen, Kolommen, Niet gelezen."""
    rows = []
    for r in reading.regions:
        columns = ", ".join(f"{r.table.column(n).heading} ({get_column_letter(r.columns[n] + 1)})" for n in r.columns)
        rows.append((r.table.title, r.sheet, r.header + 1, r.data_rows, columns, ", ".join(t for _, t in r.unread)))
    return pd.DataFrame(rows, columns=["Tabel", "Blad", "Koprij", "Rijen", "Herkende kolommen", "Niet gelezen kolommen"])


def marked_copy(name: str, content: bytes, reading: Reading) -> bytes | None:
    """The workbook with its findings marked; None where the format can't carry them."""
    try:
        return annotate(content, name, reading.findings)
    except UnreadableFile:
        return None


def empty_form(view: View, register: str) -> bytes:
    """The workbook of a register to fill in, prefilled with its last delivery."""
    ids = tuple(sorted(d.id for (r, _), d in view.store.in_force().items() if r == register))
    return _form(view.store, view.store.url, register, ids)


@st.cache_data(show_spinner=False, max_entries=20)
def _form(_store, url: str, register: str, ids: tuple[int, ...]) -> bytes:
    return template(registers()[register], load_plan(), previous_frames(_store, register, None)[0])


@dataclass(frozen=True)
class Change:
    """What a delivery changes in one table, in words, with the changed cells."""

    title: str
    summary: str
    cells: pd.DataFrame


def changes(view: View, reading: Reading) -> list[Change]:
    """Per table: new, changed, vanished and unchanged rows against the delivery now in force."""
    current = view.store.in_force().get((reading.register, reading.month))
    before = view.store.frames(current.id) if current else previous_frames(view.store, reading.register, reading.month)[0]
    found = []
    for name, typed in reading.tables.items():
        c = summary.compare(name, typed.table.keys, before.get(name), typed.frame)
        touched = c.cells["Regel"].nunique()
        words = f"{plural(len(c.new), 'nieuwe rij', 'nieuwe rijen')}, {touched} gewijzigd, {len(c.gone)} verdwenen, {c.unchanged} gelijk"
        gone = f" (verdwenen: {', '.join(c.gone[:6])})" if c.gone else ""
        headings = {col.name: col.heading for col in typed.table.columns}
        cells = c.cells.assign(Kolom=c.cells["Kolom"].map(headings)).astype(object).where(c.cells.notna(), "")
        found.append(Change(typed.table.title, words + gone, cells.astype(str)))
    return found


SHOWN = (("pilots_counted", "Proefprojecten gestart", number), ("volume_share_total", "Aandeel volume", share), ("municipalities_taking_part", "Deelnemende gemeenten", number), ("bottlenecks_open", "Open knelpunten", number))  # fmt: skip


def effect(view: View, reading: Reading) -> list[str]:
    """The effect of a delivery on the headline figures, such as `Proefprojecten gestart: 97 → 112`."""
    before = measures(view.store)
    deliveries = {key: view.store.facts(d.id) for key, d in view.store.in_force().items()}
    after = monthly(deliveries | {(reading.register, reading.month): facts_of_reading(reading, view.plan)})
    lines = []
    for measure, title, write in SHOWN:
        old, new = (summary.latest(f, measure, reading.month) for f in (before, after))
        if old != new:
            lines.append(f"{title}: {write(old)} → {write(new)}")
    return lines


def confirm(view: View, reading: Reading, by: str) -> str:
    """Stores the workbook; gives the reason in Dutch when that can't be done, else nothing."""
    try:
        receipt = deliver_reading(reading, view.store, view.plan, by)
    except (Refused, StoreError) as error:
        return str(error)
    st.session_state.setdefault("ontvangsten", []).append(receipt)
    return ""
