"""What the command line and the pages both do: check, deliver, rebuild, and the facts as known at a moment.

check ──> Reading ──> deliver ──> store (original + tables + facts, one transaction)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wkb_data.intake.checks import check_against
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.intake.regions import Answers
from wkb_data.measures.facts import facts_of
from wkb_data.measures.forecast import forecasts
from wkb_data.measures.months import monthly
from wkb_data.plan import Plan
from wkb_data.store import answers
from wkb_data.store.deliveries import Store, stamp


class Refused(ValueError):
    """A delivery that can't be stored; the message says in Dutch what to do. Nothing is stored."""


@dataclass(frozen=True)
class Receipt:
    """What a delivery became."""

    id: int
    register: str
    month: str
    file: str
    warnings: int


def previous_frames(store: Store, register: str, month: str | None) -> tuple[dict[str, pd.DataFrame], str]:
    """Typed tables of the delivery in force before `month`, and its month; empty when there is none."""
    months = [m for (r, m) in store.in_force() if r == register and (month is None or m < month)]
    if not months:
        return {}, ""
    return store.frames(store.in_force()[register, max(months)].id), max(months)


def check(content: bytes, name: str, plan: Plan, store: Store | None = None, register: str | None = None, month: str | None = None, told: dict[str, Answers] | None = None) -> Reading:  # fmt: skip
    """Reads a workbook; with a store, by what its group answered before, and compared with its previous delivery.

    `told` are answers of now, per register, on top of the remembered ones. Raises UnreadableFile.
    """
    known = answers.remembered(store) if store else {}
    known |= {name: known.get(name, {}) | more for name, more in (told or {}).items()}
    reading = read_workbook(content, name, plan, register, month, known)
    if store is not None:
        previous, before = previous_frames(store, reading.register, reading.month)
        reading.findings += check_against(reading.tables, previous, before, reading.month)
    return reading


def facts_of_reading(reading: Reading, plan: Plan) -> pd.DataFrame:
    """The facts that a reading would give (month known)."""
    return facts_of(reading.month, reading.frames, plan)


def deliver_reading(
    reading: Reading, store: Store, plan: Plan, by: str, delivered_at: str | None = None, sample: bool = False
) -> Receipt:
    """Stores a checked workbook. Raises Refused when it has errors or its month is not known."""
    if reading.month is None:
        raise Refused(
            f"{reading.file}: de peilmaand is niet met zekerheid te vinden. Geef de maand op, zoals 2021-03."
        )
    if reading.errors:
        first = reading.errors[0]
        where = f" (blad {first.sheet})" if first.sheet else ""
        raise Refused(
            f"{reading.file} heeft {len(reading.errors)} fout(en) en is niet opgeslagen. De eerste: {first.message}{where}"
        )
    moment = delivered_at or stamp()
    number = store.add(
        register=reading.register,
        month=reading.month,
        by=by,
        file=Path(reading.file).name,
        content=reading.workbook.content,
        frames=reading.frames,
        facts=facts_of_reading(reading, plan),
        findings=[f.as_dict() for f in reading.findings],
        delivered_at=moment,
        sample=sample,
    )
    if "pilots" in reading.frames:
        facts = measures(store, moment, reading.register)
        store.keep_forecasts(
            number,
            [
                f.record()
                for f in forecasts(facts[facts["month"] <= reading.month], plan, reading.month)
                if not f.why_not
            ],
        )
    return Receipt(number, reading.register, reading.month, reading.file, len(reading.findings))


def measures(store: Store, known_at: str | None = None, register: str | None = None) -> pd.DataFrame:
    """All monthly facts as known at a moment (UTC stamp; None: now), or those of one register."""
    return monthly(
        {key: store.facts(d.id) for key, d in store.in_force(known_at).items() if register in (None, key[0])}
    )


def rebuild(store: Store, plan: Plan) -> list[int]:
    """Makes tables and facts anew from the stored originals. Gives the ids of deliveries that came out different."""
    changed = []
    for d in store.deliveries():
        name, content = store.original(d.id)
        try:
            reading = read_workbook(
                content, name, plan, d.register, d.month, answers.remembered(store, d.delivered_at)
            )
        except UnreadableFile:
            changed.append(d.id)
            continue
        if not store.replace_derived(d.id, reading.frames, facts_of_reading(reading, plan)):
            changed.append(d.id)
    return changed
