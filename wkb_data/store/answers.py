"""What the groups answered about doubtful headings: remembered for their next delivery, listed, undoable, never deleted."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from wkb_data.schema import normalise
from wkb_data.store.deliveries import ANSWERS, Store, StoreError, stamp


@dataclass(frozen=True)
class Answer:
    """One answer: in this register and table, a column with this heading is `column` (empty: must not be read)."""

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
    moment = at or stamp()
    rows = [
        {
            "register": register,
            "table": table,
            "heading": heading,
            "column": column or "",
            "by": by,
            "answered_at": moment,
        }
        for (table, heading), column in told.items()
    ]
    if rows:
        with store.engine.begin() as db:
            db.execute(ANSWERS.insert(), rows)


def listed(store: Store) -> list[Answer]:
    """Every answer ever given, oldest first."""
    with store.engine.connect() as db:
        return [
            Answer(*row)
            for row in db.execute(sa.select(ANSWERS).order_by(ANSWERS.c.answered_at, ANSWERS.c.id)).all()
        ]


def remembered(store: Store, known_at: str | None = None) -> dict[str, dict[tuple[str, str], str | None]]:
    """Per register the answers in force at a moment (None: now): (table, normalised heading) -> column or None."""
    found: dict[str, dict] = {}
    for a in listed(store):
        if known_at and a.answered_at > known_at or a.undone_at and (not known_at or a.undone_at <= known_at):
            continue
        found.setdefault(a.register, {})[a.table, normalise(a.heading)] = a.column or None
    return found


def undo(store: Store, number: int, at: str | None = None) -> None:
    """Takes an answer back: the next delivery is asked again. Raises StoreError when there is no such answer."""
    with store.engine.begin() as db:
        live = (ANSWERS.c.id == number) & ANSWERS.c.undone_at.is_(None)
        if not db.execute(ANSWERS.update().where(live).values(undone_at=at or stamp())).rowcount:
            raise StoreError(f"Antwoord {number} bestaat niet of is al ongedaan gemaakt.")
