"""Meetings in the store: what is written down while one is held, and what a closed one saw, for ever.

A month has at most one meeting that counts. Until it is closed its entries can be written over; after that
nothing of it changes but that it was shared.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from wkb_data.clock import stamp, stamp_after
from wkb_data.store.deliveries import Store, in_force, last_stamp
from wkb_data.store.faults import DAMAGED, StoreError
from wkb_data.store.tables import DELIVERIES, MEETING_ENTRIES, MEETINGS
from wkb_data.words import moment_name, month_name

Entries = dict[str, dict[str, str]]
# What is listed of a meeting; the rest of it is asked for alone.
LISTED = [
    "id",
    "month",
    "sample",
    "date",
    "known_at",
    "closed_at",
    "closed_by",
    "escalated",
    "digest",
    "shared_at",
    "shared_by",
]
DECISION = "besluit "


class Closed(StoreError):
    """The meeting was closed meanwhile, or what it rests on changed; nothing was stored."""


@dataclass(frozen=True)
class Meeting:
    """The meeting of a month: its `date` where it was moved; by whom, when and as known when it was closed;
    when and by whom it was shared (UTC stamps; None: not yet).
    """

    id: int
    month: str
    sample: bool
    date: str | None
    known_at: str | None
    closed_at: str | None
    closed_by: str | None
    escalated: bool | None
    digest: str | None
    shared_at: str | None
    shared_by: str | None

    def closed(self, known_at: str | None = None) -> bool:
        """Whether it was closed at a moment (None: now)."""
        return self.closed_at is not None and (known_at is None or self.closed_at <= known_at)

    def shared(self, known_at: str | None = None) -> bool:
        """Whether it was shared at a moment (None: now)."""
        return self.shared_at is not None and (known_at is None or self.shared_at <= known_at)


@dataclass(frozen=True)
class Closing:
    """What a meeting leaves: `outcomes` and `facts` as bytes, the `colours` it established as (month, aspect,
    colour, text, outcome), and whether something was escalated.
    """

    outcomes: bytes
    facts: bytes
    colours: list[tuple[str, str, str, str, str]]
    escalated: bool

    @property
    def digest(self) -> str:
        return sha256(self.outcomes + b"\n" + self.facts).hexdigest()


def listed(store: Store) -> list[Meeting]:
    """The meetings that count, by month."""
    query = sa.select(*(MEETINGS.c[n] for n in LISTED)).where(MEETINGS.c.put_aside.is_(False))
    with store.reading() as db:
        return [Meeting(**row) for row in db.execute(query.order_by(MEETINGS.c.month)).mappings()]


def of_month(store: Store, month: str) -> Meeting | None:
    """The meeting of a month; None when nothing was written down of it yet."""
    return next((m for m in listed(store) if m.month == month), None)


def colours(
    store: Store, known_at: str | None = None, numbers: tuple[int, ...] | None = None
) -> list[tuple[str, list[list[str]]]]:
    """(month, colours as in Closing) of every meeting that was closed at a moment, by moment of closing."""
    query = sa.select(MEETINGS.c.month, MEETINGS.c.colours).where(MEETINGS.c.put_aside.is_(False))
    query = query.where(MEETINGS.c.closed_at.is_not(None)).order_by(MEETINGS.c.closed_at, MEETINGS.c.id)
    if known_at:
        query = query.where(MEETINGS.c.closed_at <= known_at)
    if numbers is not None:
        query = query.where(MEETINGS.c.id.in_(numbers))
    with store.reading() as db:
        return [(month, json.loads(found or "[]")) for month, found in db.execute(query)]


def kept(store: Store, number: int) -> tuple[bytes, bytes]:
    """Outcomes and facts of a closed meeting as they were stored. Raises StoreError when damaged."""
    query = sa.select(MEETINGS.c.outcomes, MEETINGS.c.facts, MEETINGS.c.digest)
    with store.reading() as db:
        row = db.execute(query.where(MEETINGS.c.id == number)).first()
    if row is None or row.outcomes is None:
        raise StoreError(f"Vergadering {number} is niet gesloten.")
    try:
        outcomes, facts = bytes(row.outcomes), zlib.decompress(bytes(row.facts))
    except zlib.error:
        raise StoreError(DAMAGED) from None
    if sha256(outcomes + b"\n" + facts).hexdigest() != row.digest:
        raise StoreError(DAMAGED)
    return outcomes, facts


def entries(store: Store, month: str) -> Entries:
    """Item -> field -> what was written down in the meeting of a month."""
    with store.reading() as db:
        meeting = _live(db, month)
        return _entries(db, meeting.id) if meeting else {}


def put(store: Store, month: str, item: str, field: str, value: str, base: str | None = None) -> str:
    """Writes a field of an item down, in the place of what was there; gives the moment of it.

    `base`: what stood there when the one who writes began (None: it does not matter, as for a choice). What
    another wrote since then stays. Raises Closed when the meeting was closed meanwhile.
    """
    with store.writing() as db:
        number, now = _to_write_in(db, month), stamp()
        if base is not None:
            value = beside(value, base, _entries(db, number).get(item, {}).get(field, ""))
        _put(db, number, item, field, value, now)
        return now


def beside(value: str, base: str, there: str) -> str:
    """A text that was `base` and became `value` here, and `there` with another: what both wrote.

    Only the part of `base` that still stands in front or at the end is replaced; else the two stand below
    each other.
    """
    if value == base:
        return there
    if there in (base, value):
        return value
    if base and there.startswith(base):
        return (value + there.removeprefix(base)).strip("\n")
    if base and there.endswith(base):
        return (there.removesuffix(base) + value).strip("\n")
    return f"{there}\n{value}".strip("\n")


def write_new(store: Store, month: str, fields: dict[str, str]) -> str:
    """Writes a new decision down; gives its item."""
    with store.writing() as db:
        number, now = _to_write_in(db, month), stamp()
        used = [int(n) for i in _entries(db, number) if (n := i.removeprefix(DECISION)).isdigit() and n != i]
        item = f"{DECISION}{max(used, default=0) + 1}"
        for field, value in fields.items():
            _put(db, number, item, field, value, now)
        return item


def move(store: Store, month: str, date: str | None) -> None:
    """Says that the meeting of a month is on another day than the plan has it (None: on the plan's day)."""
    with store.writing() as db:
        own = MEETINGS.c.id == _to_write_in(db, month)
        db.execute(MEETINGS.update().where(own).values(date=date))


def close(
    store: Store,
    month: str,
    by: str,
    make: Callable[[str, Entries], Closing],
    seen: str | None = None,
    at: str | None = None,
) -> Meeting:
    """Closes the meeting of a month, all of it or none; of two at once one wins and the other is told.

    `make` gives what is kept, from the moment as known and what was written down. `seen` is the
    `fingerprint` of what the one who closes looked at: when it is another by now, nothing is closed. `at`:
    the moment, of what was closed before, such as samples.
    """
    with store.writing() as db:
        number = _to_write_in(db, month)
        written = _entries(db, number)
        if seen is not None and seen != fingerprint(store, written):
            raise Closed(
                "Er is iets gewijzigd sinds u dit overzicht zag: een levering, een uitkomst of een besluit. "
                "De vergadering is niet gesloten. Bekijk het overzicht opnieuw en sluit dan."
            )
        now = at or stamp_after(last_stamp(db))
        made = make(now, written)
        kept_now = {
            "closed_at": now,
            "closed_by": by,
            "known_at": now,
            "escalated": made.escalated,
            "colours": json.dumps(made.colours, ensure_ascii=False),
            "outcomes": made.outcomes,
            "facts": zlib.compress(made.facts, 9),
            "digest": made.digest,
            "sample": _samples(db, month),
        }
        db.execute(MEETINGS.update().where(MEETINGS.c.id == number).values(**kept_now))
        return _live(db, month)


def share(store: Store, month: str, by: str, at: str | None = None) -> None:
    """Says that the figures of a closed meeting were shared. Raises StoreError when it is not closed."""
    with store.writing() as db:
        meeting = _live(db, month)
        if meeting is None or not meeting.closed_at:
            raise StoreError(f"De vergadering van {month_name(month)} is nog niet gesloten.")
        if meeting.shared_at:
            raise StoreError(
                f"De cijfers van {month_name(month)} zijn al gedeeld op {moment_name(meeting.shared_at)}."
            )
        now = at or stamp_after(last_stamp(db))
        own = MEETINGS.c.id == meeting.id
        db.execute(MEETINGS.update().where(own).values(shared_at=now, shared_by=by))


def fingerprint(store: Store, written: Entries) -> str:
    """What a meeting rests on: the deliveries that count and what was written down."""
    numbers = sorted(d.id for d in in_force(store.deliveries()).values())
    return sha256(json.dumps([numbers, written], sort_keys=True).encode()).hexdigest()


def _samples(db: sa.Connection, month: str) -> bool:
    """Whether a meeting is over samples, and goes when they go: not where a group delivered of its month."""
    live = DELIVERIES.c.withdrawn_at.is_(None)
    own = live & DELIVERIES.c.sample.is_(False) & (DELIVERIES.c.month == month)
    if db.scalar(sa.select(DELIVERIES.c.id).where(own).limit(1)) is not None:
        return False
    found = sa.select(DELIVERIES.c.id).where(live & DELIVERIES.c.sample.is_(True)).limit(1)
    return db.scalar(found) is not None


def _live(db: sa.Connection, month: str) -> Meeting | None:
    query = sa.select(*(MEETINGS.c[n] for n in LISTED))
    own = (MEETINGS.c.month == month) & MEETINGS.c.put_aside.is_(False)
    row = db.execute(query.where(own)).mappings().first()
    return Meeting(**row) if row else None


def _to_write_in(db: sa.Connection, month: str) -> int:
    """The number of the meeting of a month, which is begun where there is none. Raises Closed."""
    meeting = _live(db, month)
    if meeting is None:
        row = {"month": month, "sample": _samples(db, month), "put_aside": False}
        return db.execute(MEETINGS.insert().values(**row)).inserted_primary_key[0]
    if meeting.closed_at:
        when = f"{moment_name(meeting.closed_at)} door {meeting.closed_by}"
        raise Closed(
            f"De vergadering van {month_name(month)} is al gesloten, op {when}. Wat daarna is ingevuld is "
            "niet bewaard; herstel een fout in de volgende vergadering."
        )
    return meeting.id


def _entries(db: sa.Connection, number: int) -> Entries:
    table = MEETING_ENTRIES
    query = sa.select(table.c.item, table.c.field, table.c.value).where(table.c.meeting == number)
    found: Entries = {}
    for item, field, value in db.execute(query.order_by(table.c.item, table.c.field)):
        if value:
            found.setdefault(item, {})[field] = value
    return found


def _put(db: sa.Connection, number: int, item: str, field: str, value: str, now: str) -> None:
    table = MEETING_ENTRIES
    own = (table.c.meeting == number) & (table.c.item == item) & (table.c.field == field)
    if not db.execute(table.update().where(own).values(value=value, written_at=now)).rowcount:
        row = {"meeting": number, "item": item, "field": field, "value": value, "written_at": now}
        db.execute(table.insert().values(**row))
