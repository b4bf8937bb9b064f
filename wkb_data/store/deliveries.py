"""The store: every delivery in one transaction, as known at any moment.

    originals   sha256 -> bytes as delivered
    deliveries  who, when, which register and month, found what; withdrawn when and why
    snapshots   a typed table of a delivery, as Parquet
    facts       the monthly facts of a delivery, as Parquet
    forecasts   what was forecast when a delivery came in, to be held against what came
    answers     what a group said of a doubtful heading (store.answers)

SQLite (WAL) in `var/` unless `WKB_DATABASE_URL` says otherwise; one code path, SQLAlchemy Core. Nothing is ever deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from wkb_data.schema import Table, registers
from wkb_data.store.frames import conform, from_parquet, to_parquet

SCHEMA = sa.MetaData()
ORIGINALS = sa.Table(
    "originals",
    SCHEMA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
DELIVERIES = sa.Table(
    "deliveries",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("file", sa.String(400), nullable=False),
    sa.Column("sha256", sa.ForeignKey("originals.sha256"), nullable=False),
    sa.Column("delivered_at", sa.String(32), nullable=False),
    sa.Column("findings", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False, default=False),
    sa.Column("withdrawn_at", sa.String(32)),
    sa.Column("withdrawn_why", sa.Text),
    sa.Index("deliveries_by_month", "register", "month"),
)
SNAPSHOTS = sa.Table(
    "snapshots",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("table", sa.String(40), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
FACTS = sa.Table(
    "facts",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
ANSWERS = sa.Table(
    "answers",
    SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("register", sa.String(40), nullable=False),
    sa.Column("table", sa.String(40), nullable=False),
    sa.Column("heading", sa.Text, nullable=False),
    sa.Column("column", sa.String(40), nullable=False),
    sa.Column("by", sa.String(200), nullable=False),
    sa.Column("answered_at", sa.String(32), nullable=False),
    sa.Column("undone_at", sa.String(32)),
)
FORECASTS = sa.Table(
    "forecasts",
    SCHEMA,
    sa.Column("delivery", sa.ForeignKey("deliveries.id"), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
)
DEFAULT = Path(__file__).parents[2] / "var"


class StoreError(RuntimeError):
    """The store can't do what was asked; the message is Dutch and says what to do."""


@dataclass(frozen=True)
class Delivery:
    """A delivery as listed: times in UTC, ISO 8601."""

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
    findings: int = 0


def stamp(moment: datetime | None = None) -> str:
    """A moment as it is stored: UTC, ISO 8601, microseconds, so that text order is time order."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Store:
    """Opens (and where needed makes) the database. Methods raise StoreError when the database refuses."""

    def __init__(self, url: str | None = None):
        url = url or os.environ.get("WKB_DATABASE_URL") or ""
        if not url:
            folder = Path(os.environ.get("WKB_VAR", DEFAULT))
            folder.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{folder / 'wkb.sqlite'}"
        self.url = url
        self._known_facts: dict[int, pd.DataFrame] = {}
        try:
            self.engine = sa.create_engine(
                url, connect_args={"timeout": 30} if url.startswith("sqlite") else {}
            )
            if url.startswith("sqlite"):
                sa.event.listen(self.engine, "connect", _sqlite_habits)
            SCHEMA.create_all(self.engine)
        except sa.exc.SQLAlchemyError as error:
            raise StoreError(_dutch(error)) from error

    def add(self, *, register: str, month: str, by: str, file: str, content: bytes, frames: dict[str, pd.DataFrame], facts: pd.DataFrame, findings: list[dict], delivered_at: str | None = None, sample: bool = False) -> int:  # fmt: skip
        """Stores one delivery with its original, typed tables and facts: all of it or none. Gives its id."""
        digest = hashlib.sha256(content).hexdigest()
        try:
            with self.engine.begin() as db:
                if not db.execute(sa.select(ORIGINALS.c.sha256).where(ORIGINALS.c.sha256 == digest)).first():
                    db.execute(ORIGINALS.insert().values(sha256=digest, content=content))
                row = {
                    "register": register,
                    "month": month,
                    "by": by,
                    "file": file,
                    "sha256": digest,
                    "sample": sample,
                }
                row |= {
                    "delivered_at": delivered_at or stamp(),
                    "findings": json.dumps(findings, ensure_ascii=False),
                }
                number = db.execute(DELIVERIES.insert().values(**row)).inserted_primary_key[0]
                self._derive(db, number, frames, facts)
                return number
        except sa.exc.SQLAlchemyError as error:
            raise StoreError(_dutch(error)) from error

    def _derive(self, db, number: int, frames: dict[str, pd.DataFrame], facts: pd.DataFrame) -> None:
        rows = [{"delivery": number, "table": n, "content": to_parquet(f)} for n, f in frames.items()]
        if rows:
            db.execute(SNAPSHOTS.insert(), rows)
        db.execute(FACTS.insert().values(delivery=number, content=to_parquet(facts)))

    def replace_derived(self, number: int, frames: dict[str, pd.DataFrame], facts: pd.DataFrame) -> bool:
        """Makes the typed tables and facts of a delivery anew; tells whether they equal what they replace."""
        with self.engine.begin() as db:
            old = dict(
                db.execute(
                    sa.select(SNAPSHOTS.c.table, SNAPSHOTS.c.content).where(SNAPSHOTS.c.delivery == number)
                ).all()
            )
            old_facts = db.execute(sa.select(FACTS.c.content).where(FACTS.c.delivery == number)).scalar()
            db.execute(SNAPSHOTS.delete().where(SNAPSHOTS.c.delivery == number))
            db.execute(FACTS.delete().where(FACTS.c.delivery == number))
            self._known_facts.pop(number, None)
            self._derive(db, number, frames, facts)
        new = {n: from_parquet(to_parquet(f)) for n, f in frames.items()}
        same = old.keys() == new.keys() and all(from_parquet(old[n]).equals(new[n]) for n in new)
        return (
            same and old_facts is not None and from_parquet(old_facts).equals(from_parquet(to_parquet(facts)))
        )

    def keep_forecasts(self, number: int, records: list[dict]) -> None:
        """Keeps the forecasts that a delivery gave; they are never made anew."""
        with self.engine.begin() as db:
            db.execute(
                FORECASTS.insert().values(delivery=number, content=json.dumps(records, ensure_ascii=False))
            )

    def kept_forecasts(self) -> dict[int, list[dict]]:
        """Kept forecasts by the delivery that gave them, oldest first."""
        with self.engine.connect() as db:
            return {
                n: json.loads(c)
                for n, c in db.execute(sa.select(FORECASTS).order_by(FORECASTS.c.delivery)).all()
            }

    def withdraw(self, number: int, why: str, at: str | None = None) -> None:
        """Takes a delivery back: it is kept, but no longer counts from now on."""
        with self.engine.begin() as db:
            found = db.execute(sa.select(DELIVERIES.c.withdrawn_at).where(DELIVERIES.c.id == number)).first()
            if not found:
                raise StoreError(
                    f"Levering {number} bestaat niet. Kijk in de lijst van leveringen naar het nummer."
                )
            if found[0]:
                raise StoreError(f"Levering {number} is al ingetrokken.")
            db.execute(
                DELIVERIES.update()
                .where(DELIVERIES.c.id == number)
                .values(withdrawn_at=at or stamp(), withdrawn_why=why)
            )

    def withdraw_samples(self) -> int:
        """Takes all sample deliveries back, to start empty. Gives how many."""
        with self.engine.begin() as db:
            live = (DELIVERIES.c.sample.is_(True)) & (DELIVERIES.c.withdrawn_at.is_(None))
            return db.execute(
                DELIVERIES.update()
                .where(live)
                .values(withdrawn_at=DELIVERIES.c.delivered_at, withdrawn_why="voorbeeldgegevens")
            ).rowcount

    def deliveries(self) -> list[Delivery]:
        """Every delivery ever, oldest first."""
        columns = [c for c in DELIVERIES.c if c.name != "findings"]
        with self.engine.connect() as db:
            rows = db.execute(
                sa.select(*columns, sa.func.length(DELIVERIES.c.findings)).order_by(
                    DELIVERIES.c.delivered_at, DELIVERIES.c.id
                )
            ).all()
        names = [c.name for c in columns]
        return [Delivery(**dict(zip(names, r[:-1], strict=True))) for r in rows]

    def in_force(self, known_at: str | None = None) -> dict[tuple[str, str], Delivery]:
        """The delivery that counts for each register and month, as known at a moment (None: now)."""
        found = {}
        for d in self.deliveries():
            if (
                known_at
                and d.delivered_at > known_at
                or d.withdrawn_at
                and (not known_at or d.withdrawn_at <= known_at)
            ):
                continue
            found[d.register, d.month] = d
        return found

    def original(self, number: int) -> tuple[str, bytes]:
        """File name and bytes of a delivery, as delivered."""
        with self.engine.connect() as db:
            query = (
                sa.select(DELIVERIES.c.file, ORIGINALS.c.content)
                .join(ORIGINALS)
                .where(DELIVERIES.c.id == number)
            )
            row = db.execute(query).first()
        if not row:
            raise StoreError(
                f"Levering {number} bestaat niet. Kijk in de lijst van leveringen naar het nummer."
            )
        return row[0], bytes(row[1])

    def findings(self, number: int) -> list[dict]:
        """What was found when a delivery was checked."""
        with self.engine.connect() as db:
            return json.loads(
                db.execute(sa.select(DELIVERIES.c.findings).where(DELIVERIES.c.id == number)).scalar() or "[]"
            )

    def frames(self, number: int) -> dict[str, pd.DataFrame]:
        """Every table of a delivery's register by name, as the register has it today; empty where it was not delivered."""
        found = self.snapshots(number)
        return {t.name: found.get(t.name, conform(None, t)) for t in self._tables(number)}

    def snapshots(self, number: int) -> dict[str, pd.DataFrame]:
        """The tables that were in a delivery, as the register has them today."""
        query = sa.select(SNAPSHOTS.c.table, SNAPSHOTS.c.content).where(SNAPSHOTS.c.delivery == number)
        with self.engine.connect() as db:
            found = dict(db.execute(query).all())
        return {
            t.name: conform(from_parquet(found[t.name]), t) for t in self._tables(number) if t.name in found
        }

    def _tables(self, number: int) -> tuple[Table, ...]:
        with self.engine.connect() as db:
            register = db.execute(sa.select(DELIVERIES.c.register).where(DELIVERIES.c.id == number)).scalar()
        return registers()[register].tables if register in registers() else ()

    def facts(self, number: int) -> pd.DataFrame:
        """The facts of a delivery: month, aspect, measure, dimension, value, unit. Shared between callers: not to be written in."""
        if number not in self._known_facts:
            with self.engine.connect() as db:
                self._known_facts[number] = from_parquet(
                    db.execute(sa.select(FACTS.c.content).where(FACTS.c.delivery == number)).scalar()
                )
        return self._known_facts[number]


def _sqlite_habits(connection, record) -> None:
    cursor = connection.cursor()
    for habit in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {habit}")
    cursor.close()


def _dutch(error: Exception) -> str:
    text = str(error).lower()
    if "full" in text or "disk i/o" in text:
        return "De schijf is vol of niet te beschrijven; er is niets opgeslagen. Maak ruimte en lever het bestand opnieuw aan."
    if "locked" in text:
        return "De gegevens zijn even in gebruik door een andere levering; er is niets opgeslagen. Probeer het zo opnieuw."
    return (
        "De gegevens zijn niet te openen of te beschrijven; er is niets opgeslagen. Waarschuw de beheerder."
    )
