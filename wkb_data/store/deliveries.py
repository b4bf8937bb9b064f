"""The store: every delivery in one transaction, as known at any moment (tables, database).

Nothing is ever deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd
import sqlalchemy as sa

from wkb_data.clock import stamp_after, written
from wkb_data.schema import Table, registers
from wkb_data.store.database import Database
from wkb_data.store.faults import DAMAGED, StoreError
from wkb_data.store.frames import conform, conformed, from_parquet, to_parquet
from wkb_data.store.tables import ANSWERS, DELIVERIES, FACTS, FORECASTS, MEETINGS, ORIGINALS, SNAPSHOTS

Lines = list[tuple[str, str, str, float]]
SAMPLES = "voorbeeldgegevens"
UNKNOWN = "Levering {} bestaat niet. Kijk in de lijst van leveringen naar het nummer."


@dataclass(frozen=True)
class Delivery:
    """A delivery as listed: times in UTC, ISO 8601.

    `trouble`: why its original could not be read anew, in Dutch.
    """

    id: int
    register: str
    month: str
    by: str
    file: str
    sha256: str
    delivered_at: str
    sample: bool
    withdrawn_at: str | None
    withdrawn_why: str | None
    trouble: str | None = None
    findings: int = 0

    def counted(self, known_at: str | None = None) -> bool:
        """Whether it was there and not taken back at a moment (None: now)."""
        if known_at is None:
            return self.withdrawn_at is None
        return self.delivered_at <= known_at and not (self.withdrawn_at and self.withdrawn_at <= known_at)

    @property
    def said(self) -> str:
        """`levering 3, aangeleverd op 2021-03-26 11:00:00 door BG Communicatie`."""
        return f"levering {self.id}, aangeleverd op {written(self.delivered_at)} door {self.by}"


@dataclass(frozen=True)
class Derived:
    """What is made of an original: typed tables, facts, the lines of forecasts, and from what (`basis`)."""

    frames: dict[str, pd.DataFrame]
    facts: pd.DataFrame
    lines: Lines
    basis: str


@dataclass(frozen=True)
class New:
    """A delivery to be stored. `told`: (table, heading) -> column or None, the answers given about it.

    `delivered_at` is for what was delivered before, such as samples; without it the moment of storing counts.
    """

    register: str
    month: str
    by: str
    file: str
    content: bytes
    derived: Derived
    findings: list[dict] = field(default_factory=list)
    told: dict[tuple[str, str], str | None] = field(default_factory=dict)
    delivered_at: str | None = None
    sample: bool = False

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Store(Database):
    """The deliveries in a database. Every method raises StoreError when the database can't."""

    def add(
        self, new: New, forecast: Callable[[dict[str, Lines]], list[dict]] | None = None
    ) -> tuple[int, Delivery | None]:
        """Stores a delivery with its original, tables, facts, forecasts and answers: all of it or none.

        `forecast` makes the forecasts to keep out of the lines of the register's deliveries in force by
        month, this one included. Gives its id, or the id and the delivery that already counts and is the same
        in everything.
        """
        made = _made(new.derived)
        with self.writing() as db:
            listed = _listed(db, DELIVERIES.c.register == new.register)
            same = _same(db, new, listed, made)
            moment = new.delivered_at or stamp_after(last_stamp(db))
            if same:
                remember(db, new.register, _untold(db, new), new.by, moment)
                return same.id, same
            number = _insert(db, new, moment)
            _derive(db, number, made, _revision(db))
            if forecast:
                ids = {m: d.id for (_, m), d in in_force(listed, moment).items()} | {new.month: number}
                records = forecast(_lines(db, ids))
                db.execute(FORECASTS.insert().values(delivery=number, content=_json(records)))
            remember(db, new.register, new.told, new.by, moment)
            return number, None

    def derived_anew(
        self, anew: dict[int, Derived | str], basis: str, forecast: Forecaster | None = None
    ) -> list[int]:
        """Replaces tables and facts of deliveries, all at once.

        Gives those that differ from what they replace.

        A text in place of Derived says why an original can't be read any more: its tables and facts stay.
        Forecasts are never made anew; one that was never kept (an earlier version could be killed before it)
        is made.
        """
        changed = set()
        with self.writing() as db:
            revision, kept = _revision(db) + 1, set(db.scalars(sa.select(FORECASTS.c.delivery)).all())
            for number, derived in anew.items():
                if isinstance(derived, str):
                    own = FACTS.c.delivery == number
                    db.execute(
                        FACTS.update().where(own).values(basis=basis, revision=revision, trouble=derived)
                    )
                    changed.add(number)
                    continue
                made = _made(derived)
                changed |= set() if _equal(db, number, made) else {number}
                db.execute(SNAPSHOTS.delete().where(SNAPSHOTS.c.delivery == number))
                db.execute(FACTS.delete().where(FACTS.c.delivery == number))
                _derive(db, number, made, revision)
            listed = _listed(db)
            for d in listed if forecast else ():
                derived = anew.get(d.id)
                if isinstance(derived, Derived) and derived.lines and d.id not in kept:
                    known = in_force([o for o in listed if o.register == d.register], d.delivered_at)
                    records = forecast(
                        d, _lines(db, {m: o.id for (_, m), o in known.items()} | {d.month: d.id})
                    )
                    if records is not None:
                        db.execute(FORECASTS.insert().values(delivery=d.id, content=_json(records)))
                        changed.add(d.id)
        return sorted(changed)

    def stale(self, basis: str) -> list[int]:
        """Deliveries whose tables and facts were derived from something else than this, or are not there."""
        with self.reading() as db:
            query = sa.select(DELIVERIES.c.id).join(FACTS, isouter=True)
            return list(
                db.scalars(query.where(FACTS.c.basis.is_distinct_from(basis)).order_by(DELIVERIES.c.id))
            )

    def revision(self) -> int:
        """How many times derived data were made anew: part of the key of everything worked out from them."""
        with self.reading() as db:
            return _revision(db)

    def kept_forecasts(self) -> dict[int, list[dict]]:
        """Kept forecasts by the delivery that gave them, oldest first."""
        with self.reading() as db:
            rows = db.execute(sa.select(FORECASTS).order_by(FORECASTS.c.delivery)).all()
            return {n: json.loads(c) for n, c in rows}

    def withdraw(self, number: int, why: str) -> None:
        """Takes a delivery back: it is kept, but no longer counts from now on."""
        with self.writing() as db:
            found = db.execute(sa.select(DELIVERIES.c.withdrawn_at).where(DELIVERIES.c.id == number)).first()
            if not found:
                raise StoreError(UNKNOWN.format(number))
            if found[0]:
                raise StoreError(f"Levering {number} is al ingetrokken.")
            now = stamp_after(last_stamp(db))
            own = DELIVERIES.c.id == number
            db.execute(DELIVERIES.update().where(own).values(withdrawn_at=now, withdrawn_why=why))

    def withdraw_samples(self) -> int:
        """Takes all sample deliveries back, to start empty, and their meetings with them. Gives how many."""
        with self.writing() as db:
            db.execute(MEETINGS.update().where(MEETINGS.c.sample.is_(True)).values(put_aside=True))
            live = (DELIVERIES.c.sample.is_(True)) & (DELIVERIES.c.withdrawn_at.is_(None))
            back = {"withdrawn_at": DELIVERIES.c.delivered_at, "withdrawn_why": SAMPLES}
            return db.execute(DELIVERIES.update().where(live).values(**back)).rowcount

    def restore_samples(self) -> int:
        """Counts the sample deliveries again that were taken back together, and their meetings where no own
        one of the same month is. Gives how many.
        """
        with self.writing() as db:
            own = sa.select(MEETINGS.c.month).where(MEETINGS.c.put_aside.is_(False))
            away = MEETINGS.c.put_aside.is_(True) & MEETINGS.c.month.not_in(own)
            last = sa.select(sa.func.max(MEETINGS.c.id)).where(away).group_by(MEETINGS.c.month)
            back_again = MEETINGS.update().where(MEETINGS.c.id.in_(db.scalars(last).all()))
            db.execute(back_again.values(put_aside=False))
            gone = (DELIVERIES.c.sample.is_(True)) & (DELIVERIES.c.withdrawn_why == SAMPLES)
            back = {"withdrawn_at": None, "withdrawn_why": None}
            return db.execute(DELIVERIES.update().where(gone).values(**back)).rowcount

    def deliveries(self) -> list[Delivery]:
        """Every delivery ever, oldest first."""
        with self.reading() as db:
            return _listed(db)

    def in_force(self, known_at: str | None = None) -> dict[tuple[str, str], Delivery]:
        """The delivery that counts for each register and month, as known at a moment (None: now)."""
        return in_force(self.deliveries(), known_at)

    def original(self, number: int) -> tuple[str, bytes]:
        """File name and bytes of a delivery, as delivered."""
        query = sa.select(DELIVERIES.c.file, ORIGINALS.c.content).join(ORIGINALS)
        with self.reading() as db:
            row = db.execute(query.where(DELIVERIES.c.id == number)).first()
        if not row:
            raise StoreError(UNKNOWN.format(number))
        return row[0], bytes(row[1])

    def findings(self, number: int) -> list[dict]:
        """What was found when a delivery was checked."""
        with self.reading() as db:
            said = db.scalar(sa.select(DELIVERIES.c.findings).where(DELIVERIES.c.id == number))
            return json.loads(said or "[]")

    def frames(self, number: int) -> dict[str, pd.DataFrame]:
        """Every table of a delivery's register by name, as the register has it today.

        Empty where not delivered.
        """
        with self.reading() as db:
            tables, found = _tables(db, number), _snapshots(db, number)
        return {t.name: found.get(t.name, conform(None, t)) for t in tables}

    def snapshots(self, number: int) -> dict[str, pd.DataFrame]:
        """The tables that were in a delivery, as the register has them today."""
        with self.reading() as db:
            return _snapshots(db, number)

    def facts(self, number: int) -> pd.DataFrame:
        """The facts of a delivery: month, aspect, measure, dimension, value, unit."""
        with self.reading() as db:
            return _facts(db, [number])[number]

    def facts_in_force(
        self, known_at: str | None = None, register: str | None = None
    ) -> dict[tuple[str, str], pd.DataFrame]:
        """The facts of each delivery that counts, by register and month, all of one moment of the store."""
        with self.reading() as db:
            chosen = {k: d.id for k, d in in_force(_listed(db), known_at).items() if register in (None, k[0])}
            facts = _facts(db, list(chosen.values()))
        return {key: facts[number] for key, number in chosen.items()}


Forecaster = Callable[[Delivery, dict[str, Lines]], list[dict] | None]


def in_force(listed: list[Delivery], known_at: str | None = None) -> dict[tuple[str, str], Delivery]:
    """Of deliveries, oldest first, the one that counts for a register and month at a moment (None: now)."""
    return {(d.register, d.month): d for d in listed if d.counted(known_at)}


def remember(
    db: sa.Connection, register: str, told: dict[tuple[str, str], str | None], by: str, at: str
) -> None:
    """Keeps answers: (table, heading) -> column name, or None for a column that must not be read."""
    rows = [
        {"register": register, "table": t, "heading": h, "column": column or "", "by": by, "answered_at": at}
        for (t, h), column in told.items()
    ]
    if rows:
        db.execute(ANSWERS.insert(), rows)


def _untold(db: sa.Connection, new: New) -> dict[tuple[str, str], str | None]:
    """Of the answers given with a delivery those that are not in force already."""
    live = (ANSWERS.c.register == new.register) & ANSWERS.c.undone_at.is_(None)
    query = sa.select(ANSWERS.c.table, ANSWERS.c.heading, ANSWERS.c.column).where(live)
    known = {(t, h): c for t, h, c in db.execute(query.order_by(ANSWERS.c.answered_at, ANSWERS.c.id))}
    return {key: column for key, column in new.told.items() if known.get(key) != (column or "")}


def last_stamp(db: sa.Connection) -> str | None:
    """The last moment that the store knows of."""
    moments = (
        DELIVERIES.c.delivered_at,
        DELIVERIES.c.withdrawn_at,
        ANSWERS.c.answered_at,
        ANSWERS.c.undone_at,
        MEETINGS.c.closed_at,
        MEETINGS.c.shared_at,
    )
    return max((m for c in moments if (m := db.scalar(sa.select(sa.func.max(c))))), default=None)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _made(derived: Derived) -> dict:
    """Derived data as they are stored: `tables` by name, and the columns of facts."""
    tables = {name: to_parquet(frame) for name, frame in derived.frames.items()}
    facts = {"content": to_parquet(derived.facts), "lines": _json(derived.lines), "basis": derived.basis}
    return {"tables": tables, "facts": facts}


def _insert(db: sa.Connection, new: New, moment: str) -> int:
    if not db.scalar(sa.select(ORIGINALS.c.sha256).where(ORIGINALS.c.sha256 == new.digest)):
        db.execute(ORIGINALS.insert().values(sha256=new.digest, content=new.content))
    row = {k: getattr(new, k) for k in ("register", "month", "by", "file", "sample")}
    row |= {"sha256": new.digest, "delivered_at": moment, "findings": _json(new.findings)}
    return db.execute(DELIVERIES.insert().values(**row)).inserted_primary_key[0]


def _derive(db: sa.Connection, number: int, made: dict, revision: int) -> None:
    rows = [{"delivery": number, "table": n, "content": c} for n, c in made["tables"].items()]
    if rows:
        db.execute(SNAPSHOTS.insert(), rows)
    db.execute(FACTS.insert().values(delivery=number, revision=revision, **made["facts"]))


def _same(db: sa.Connection, new: New, listed: list[Delivery], made: dict) -> Delivery | None:
    """The delivery that counts now and has the same file, read to the same.

    Of samples, also one replaced since.
    """
    if new.sample:
        asked = new.register, new.month, new.digest, new.delivered_at
        told = (d for d in listed if (d.register, d.month, d.sha256, d.delivered_at) == asked and d.sample)
        return next(told, None)
    d = in_force(listed).get((new.register, new.month))
    if d is None or d.sha256 != new.digest or d.sample or not _equal(db, d.id, made):
        return None
    return d


def _equal(db: sa.Connection, number: int, made: dict) -> bool:
    """Whether the stored tables and facts of a delivery hold what these do."""
    query = sa.select(SNAPSHOTS.c.table, SNAPSHOTS.c.content).where(SNAPSHOTS.c.delivery == number)
    old = dict(db.execute(query).all())
    old_facts = db.scalar(sa.select(FACTS.c.content).where(FACTS.c.delivery == number))
    if old.keys() != made["tables"].keys() or old_facts is None:
        return False
    pairs = [(old_facts, made["facts"]["content"]), *((old[n], made["tables"][n]) for n in old)]
    return all(a == b or _alike(from_parquet(a), from_parquet(b)) for a, b in pairs)


def _alike(a: pd.DataFrame, b: pd.DataFrame) -> bool:
    """Whether two frames say the same: columns that hold nothing are as good as absent."""
    a, b = (f.dropna(axis="columns", how="all") for f in (a, b))
    return a.equals(b[a.columns]) if set(a.columns) == set(b.columns) else False


def _lines(db: sa.Connection, ids: dict[str, int]) -> dict[str, Lines]:
    """The lines of deliveries, given and found by month."""
    query = sa.select(FACTS.c.delivery, FACTS.c.lines).where(FACTS.c.delivery.in_(list(ids.values())))
    found = dict(db.execute(query).all())
    return {m: [tuple(row) for row in json.loads(found.get(n) or "[]")] for m, n in ids.items()}


def _revision(db: sa.Connection) -> int:
    return db.scalar(sa.select(sa.func.max(FACTS.c.revision))) or 0


def _listed(db: sa.Connection, chosen: sa.ColumnElement | None = None) -> list[Delivery]:
    """Deliveries with what is told of them, oldest first."""
    plain = [c for c in DELIVERIES.c if c.name != "findings"]
    query = sa.select(*plain, FACTS.c.trouble, sa.func.length(DELIVERIES.c.findings).label("findings"))
    query = query.join(FACTS, isouter=True).order_by(DELIVERIES.c.delivered_at, DELIVERIES.c.id)
    rows = db.execute(query if chosen is None else query.where(chosen))
    return [Delivery(**row) for row in rows.mappings()]


def _tables(db: sa.Connection, number: int) -> tuple[Table, ...]:
    register = db.scalar(sa.select(DELIVERIES.c.register).where(DELIVERIES.c.id == number))
    return registers()[register].tables if register in registers() else ()


def _snapshots(db: sa.Connection, number: int) -> dict[str, pd.DataFrame]:
    query = sa.select(SNAPSHOTS.c.table, SNAPSHOTS.c.content).where(SNAPSHOTS.c.delivery == number)
    found = dict(db.execute(query).all())
    return {t.name: conformed(found[t.name], t) for t in _tables(db, number) if t.name in found}


def _facts(db: sa.Connection, numbers: list[int]) -> dict[int, pd.DataFrame]:
    query = sa.select(FACTS.c.delivery, FACTS.c.content).where(FACTS.c.delivery.in_(numbers))
    found = {n: from_parquet(c) for n, c in db.execute(query).all()}
    if len(found) < len(set(numbers)):
        raise StoreError(DAMAGED)
    return found
