"""What the groups answered about doubtful headings.

Remembered for their next delivery, listed, undoable, never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from wkb_data.clock import stamp_after
from wkb_data.schema import normalise
from wkb_data.store import deliveries
from wkb_data.store.deliveries import Store, last_stamp
from wkb_data.store.faults import StoreError
from wkb_data.store.tables import ANSWERS


@dataclass(frozen=True)
class Answer:
    """One answer: in this register and table, a column with this heading is `column` (empty: must not be
    read).
    """

    id: int
    register: str
    table: str
    heading: str
    column: str
    by: str
    answered_at: str
    undone_at: str | None


def remember(
    store: Store, register: str, told: dict[tuple[str, str], str | None], by: str, at: str | None = None
) -> None:
    """Keeps answers: (table, heading) -> column name, or None for a column that must not be read."""
    with store.writing() as db:
        deliveries.remember(db, register, told, by, at or stamp_after(last_stamp(db)))


def listed(store: Store) -> list[Answer]:
    """Every answer ever given, oldest first."""
    query = sa.select(ANSWERS).order_by(ANSWERS.c.answered_at, ANSWERS.c.id)
    with store.reading() as db:
        return [Answer(**row) for row in db.execute(query).mappings()]


def remembered(store: Store, known_at: str | None = None) -> dict[str, dict[tuple[str, str], str | None]]:
    """Per register the answers in force at a moment (None: now).

    (table, normalised heading) -> column or None.
    """
    found: dict[str, dict] = {}
    for a in listed(store):
        if known_at and a.answered_at > known_at or a.undone_at and (not known_at or a.undone_at <= known_at):
            continue
        found.setdefault(a.register, {})[a.table, normalise(a.heading)] = a.column or None
    return found


def undo(store: Store, number: int) -> None:
    """Takes an answer back: the next delivery is asked again.

    Raises StoreError when there is no such answer.
    """
    with store.writing() as db:
        live = (ANSWERS.c.id == number) & ANSWERS.c.undone_at.is_(None)
        now = stamp_after(last_stamp(db))
        if not db.execute(ANSWERS.update().where(live).values(undone_at=now)).rowcount:
            raise StoreError(f"Antwoord {number} bestaat niet of is al ongedaan gemaakt.")
