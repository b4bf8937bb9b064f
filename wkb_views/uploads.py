"""What the upload page asks.

A look at a workbook, what would change, and its effect on the headlines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from wkb_data.delivering import check, facts_of_reading, previous_frames
from wkb_data.intake import account, reservations, room
from wkb_data.intake.findings import NotNow, UnreadableFile
from wkb_data.intake.reading import Reading
from wkb_data.measures import declared, summary
from wkb_data.measures.comparing import compare, row_name
from wkb_data.measures.months import monthly
from wkb_data.meetings.decided import next_frames
from wkb_data.plan import load_plan
from wkb_data.schema import Table
from wkb_data.store import meetings
from wkb_data.store.faults import StoreError
from wkb_views import faults, findings, kept, tables
from wkb_views.session import View
from wkb_words.words import moment_name, month_name, number, plural, share

# What is kept of an upload: its readings.
AS_IT_IS, CORRECTED, ANSWERED = "gelezen", "verbeterd", "beantwoord"


@dataclass(frozen=True)
class Look:
    """A workbook as looked at: a reading, or a refusal in one Dutch sentence; `key` is what it hangs on."""

    reading: Reading | None
    refusal: str
    register: str | None
    month: str | None
    key: tuple = ()


def look(
    view: View, file: UploadedFile, register: str | None, month: str | None, told: dict | None = None
) -> Look:
    """An upload, read with the register, month and answers as given (None: find them); each once.

    What is given as it was found says nothing new, and needs no second reading.
    """
    found = _read(view, file, AS_IT_IS, None, None, None)
    if told is None and (register, month) in ((None, None), (found.register, found.month)):
        return found
    return _read(view, file, CORRECTED if told is None else ANSWERED, register, month, told)


def _read(
    view: View, file: UploadedFile, way: str, register: str | None, month: str | None, told: dict | None
) -> Look:
    key = (register, month, repr(told), view.derived)

    def made() -> Look:
        try:
            reading = check(file.getvalue(), file.name, view.plan, view.store, register, month, told)
        except NotNow:
            raise
        except UnreadableFile as error:
            return Look(None, str(error), register, month)
        return Look(reading, "", reading.register, reading.month, key)

    try:
        return kept.once(file.file_id, way, key, made)
    except (NotNow, StoreError) as error:
        return Look(None, str(error), register, month)
    except Exception as error:
        what = f"{file.name} kon niet worden gelezen. Er is niets opgeslagen."
        return Look(None, faults.sentence(what, faults.number_of(error, "uploads.look")), register, month)


def marked_copy(content: bytes, reading: Reading) -> bytes:
    """The workbook with its findings marked; those alone, in a workbook of their own, where it can't be."""
    try:
        return room.mark(content, reading.file, reading.findings)
    except UnreadableFile:
        return tables.to_xlsx(findings.table([f.as_dict() for f in reading.findings]))


def empty_form(view: View, register: str) -> bytes:
    """The workbook of a register to fill in: its last delivery, with what the meetings decided since."""
    ids = tuple(sorted(d.id for (r, _), d in view.store.in_force().items() if r == register))
    held = tuple(m.id for m in meetings.listed(view.store) if m.closed())
    return _form(view.store, view.derived, register, ids, held)


@st.cache_data(show_spinner=False, max_entries=20)
def _form(_store, derived: str, register: str, ids: tuple, held: tuple) -> bytes:  # noqa: ARG001
    return room.form(register, load_plan(), next_frames(_store, register))


@dataclass(frozen=True)
class Change:
    """What a delivery changes in one table, in words, with the changed cells."""

    title: str
    summary: str
    cells: pd.DataFrame


SOME = 6


def _by_key(table: Table, frame: pd.DataFrame | None) -> list[tuple[str, str, dict]]:
    """The rows that have a key: the key as `compare` writes it, the key in words, the row."""
    keys = table.keys
    if frame is None or not set(keys) <= set(frame.columns):
        return []
    rows = frame.dropna(subset=[keys[0]]).to_dict("records")
    months = [k for k in keys if table.column(k).type == "month"]
    in_words = [row | {m: month_name(row[m]) for m in months if not pd.isna(row[m])} for row in rows]
    return [(row_name(keys, r), row_name(keys, said), r) for r, said in zip(rows, in_words, strict=True)]


def _named(table: Table, frame: pd.DataFrame | None) -> dict[str, str]:
    """What a row is called, by its key as `compare` writes it: its key in words and the first text beside."""
    first = next((c.name for c in table.columns if c.type == "text" and c.name not in table.keys), None)
    return {
        key: f"{said} {row[first]}" if pd.notna(row.get(first)) else said
        for key, said, row in _by_key(table, frame)
    }


def _told(word: str, keys: list[str], about: dict[str, str]) -> str:
    """The first of the rows by name: `; nieuw: PP-131 De Eik, … en 3 andere`."""
    if not keys:
        return ""
    names = [about.get(k, k) for k in keys[:SOME]]
    more = f" en {plural(len(keys) - SOME, 'andere', 'andere')}" if len(keys) > SOME else ""
    return f"; {word}: {', '.join(names)}{more}"


def changes(view: View, reading: Reading) -> list[Change]:
    """Per table: new, changed, vanished and unchanged rows against the delivery now in force."""
    current = view.store.in_force().get((reading.register, reading.month))
    before = (
        view.store.frames(current.id)
        if current
        else previous_frames(view.store, reading.register, reading.month)[0]
    )
    found, counted = [], reservations.counted(reading.tables)
    for name, typed in reading.tables.items():
        c = compare(name, typed.table.keys, before.get(name), counted[name])
        touched = c.cells["row"].nunique()
        words = (
            f"{plural(len(c.new), 'nieuwe rij', 'nieuwe rijen')}, {touched} gewijzigd, {len(c.gone)} "
            f"verdwenen, {c.unchanged} gelijk"
        )
        told = _told("nieuw", c.new, _named(typed.table, counted[name]))
        told += _told("verdwenen", c.gone, _named(typed.table, before.get(name)))
        headings = {col.name: typed.heading(col.name) for col in typed.table.columns}
        cells = c.cells.astype(object)
        for side in ("was", "becomes"):
            pairs = zip(c.cells["column"], c.cells[side], strict=True)
            cells[side] = [tables.in_words(typed.table.column(column), value) for column, value in pairs]
        cells["column"] = c.cells["column"].map(headings)
        said = {key: words for key, words, _ in _by_key(typed.table, counted[name])}
        cells["row"] = c.cells["row"].map(said)
        found.append(Change(typed.table.title, words + told, tables.titled(cells)))
    return found


def same_file(view: View, reading: Reading) -> str:
    """Says that this very file is the delivery that counts for its month; nothing when it is not."""
    d = view.store.in_force().get((reading.register, reading.month))
    if d is None or d.sample or d.sha256 != sha256(reading.workbook.content).hexdigest():
        return ""
    at = f"op {moment_name(d.delivered_at)} geleverd door {d.by}"
    return f"Dit is hetzelfde bestand als levering {d.id}, {at}. Die telt voor {month_name(d.month)}."


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


def verdict(reading: Reading) -> str:
    """How many errors and remarks a workbook has, and what can be done with it."""
    errors = len(reading.errors)
    remarks = plural(len(reading.findings) - errors, "opmerking", "opmerkingen")
    if not errors:
        return f"Geen fouten, {remarks}. Aanleveren kan; kijk na wat er staat."
    return (
        f"{plural(errors, 'fout', 'fouten')} en {remarks}. Er is niets opgeslagen. Verbeter de genoemde "
        "cellen in Excel en lever het bestand opnieuw aan; wie daarop niet kan wachten, levert met "
        "voorbehoud."
    )


MEND, RESERVED = "Eerst verbeteren", "Met voorbehoud aanleveren"


def ways_on(reading: Reading) -> dict[str, str]:
    """Both ways to go on with a workbook that has errors, and what each gives."""
    rows, columns = reservations.counts(reading.tables), reservations.columns_left_out(reading.findings)
    left = reservations.in_words(sum(rows.values()), len(columns), "nog ")
    return {
        MEND: "U verbetert de genoemde cellen en levert opnieuw aan; daarna telt alles mee. Nu wordt niets "
        "opgeslagen.",
        RESERVED: f"Alles wat wel te lezen is telt mee. {left}; dat staat bij de cijfers en bij Leveringen.",
    }


def left_out(reading: Reading) -> pd.DataFrame:
    """What doesn't count when this workbook is delivered with reservations, each with its reason."""
    columns = reservations.columns_left_out(reading.findings)
    left = (*reservations.rows_left_out(reading.tables), *columns)
    return reservations.listed([f.as_dict() for f in left])


def account_line(reading: Reading) -> str:
    """`412 van 431 cellen gelezen; 19 niet: 12 kop, 7 totaal`."""
    cells, read = (sum(getattr(a, n) for a in reading.accounts) for n in ("cells", "read"))
    kinds = Counter()
    for aside in (s for a in reading.accounts for s in a.set_aside):
        kinds[account.KINDS[aside.kind]] += aside.cells
    said = ", ".join(f"{number(n)} {word}" for word, n in kinds.most_common())
    rest = f"; {number(cells - read)} niet: {said}" if kinds else ""
    return f"{number(read)} van {number(cells)} cellen gelezen{rest}"


def set_aside(reading: Reading) -> pd.DataFrame:
    """What was not read as a value: Blad, Soort, Bereik, Cellen."""
    rows = [(a.sheet, account.KINDS[s.kind], s.range, s.cells) for a in reading.accounts for s in a.set_aside]
    return pd.DataFrame(rows, columns=["Blad", "Soort", "Bereik", "Cellen"])


def months_named(result: Look) -> list[str]:
    """The month of a workbook that was looked at, and every other that it names: to choose from."""
    claimed = [c.month for c in result.reading.claims if c.month[0] != "?"] if result.reading else []
    return [m for m in (result.month, *claimed) if m]


def which_month(reading: Reading) -> str:
    """Asks for the reporting month, with what each place in the workbook says it is."""
    said = "; ".join(dict.fromkeys(map(str, reading.claims)))
    return (
        f"Kies hierboven de peilmaand. Het bestand zegt: {said}."
        if said
        else "Kies hierboven de peilmaand; het bestand noemt er geen."
    )
