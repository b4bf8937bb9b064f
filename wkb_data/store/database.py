"""The way to the database: opening, making and bringing it up to date, reading and writing; faults in words.

SQLite (WAL) in `var/` unless `WKB_DATABASE_URL` says otherwise; one code path, SQLAlchemy Core. Whoever reads
sees one moment of the store, whoever writes is alone. A SQLite file is made aside and put in place whole, so
that it is never empty: an empty one, or none where one was, is refused.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from wkb_data.folder import data_folder
from wkb_data.store.faults import GONE, UNUSABLE, StoreError, worded
from wkb_data.store.tables import SCHEMA

WAIT = 30  # seconds that a writer waits for another one
OWNER_ONLY = 0o600  # registers hold names and telephone numbers in their originals
WRITERS = 731_950_264  # the lock of PostgreSQL that writers take
MARK = """Hier zijn gegevens van de Implementatiemonitor bewaard: {name}.
Zijn ze weg, zet ze dan terug uit een reservekopie. Wilt u leeg beginnen, verwijder dan ook dit bestand.
"""


def address(url: str | None = None) -> sa.URL:
    """Where the store is: `url`, else `WKB_DATABASE_URL`, else a SQLite file in `WKB_VAR`."""
    url = url or os.environ.get("WKB_DATABASE_URL") or ""
    if url:
        return sa.make_url(url)
    return sa.URL.create("sqlite", database=str(data_folder() / "wkb.sqlite"))


def marker(at: sa.URL) -> Path:
    """The file that tells that there were data at an address: beside a SQLite file, else in `WKB_VAR`."""
    if at.get_backend_name() == "sqlite":
        path = Path(at.database).absolute()
        return path.with_name(path.name + ".lees-mij.txt")
    place = sha256(f"{at.host} {at.port} {at.database} {sorted(at.query.items())}".encode()).hexdigest()[:12]
    return data_folder().absolute() / f"postgresql-{place}.lees-mij.txt"


class Database:
    """Opens the database, or makes it where there was none.

    Everything raises StoreError when the database can't.

    `begin`: make it also where one was and is gone, as when a backup is put back.
    """

    def __init__(self, url: str | None = None, *, begin: bool = False):
        with worded():
            at = address(url)
            kind = at.get_backend_name()
            if kind not in ("sqlite", "postgresql") or not at.database:
                raise StoreError(UNUSABLE)
            self.url = at.render_as_string(hide_password=True)
            self.path = Path(at.database).absolute() if kind == "sqlite" else None
            self._marker = marker(at)
            if self.path:
                self.engine = _sqlite(self.path)
                self._make(begin)
            else:
                self.engine = _postgresql(at)
            self._reader, self._writer = _ways(self.engine)
            self._update(begin)
        self._mark(at)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One moment of the store, to read."""
        with worded():
            self._look()
            with self._reader.connect() as db:
                yield db

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction to write in, alone: all of it is kept or, after an exception, none."""
        with worded():
            self._look()
            with self._writer.begin() as db:
                if self.path is None:
                    db.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS)))
                yield db

    def _look(self) -> None:
        """Refuses a SQLite file that is gone or emptied; opens one that was put in its place."""
        if self.path is None:
            return
        try:
            found = self.path.stat()
        except FileNotFoundError:
            raise StoreError(GONE) from None
        if not found.st_size:
            raise StoreError(GONE)
        if (found.st_dev, found.st_ino) != self._seen:
            self.engine.dispose()
            self._seen = found.st_dev, found.st_ino
            self._update()

    def _mark(self, at: sa.URL) -> None:
        name = self.path.name if self.path else f"database {at.database} op {at.host or 'deze computer'}"
        with suppress(OSError):
            if not self._marker.exists():
                self._marker.parent.mkdir(parents=True, exist_ok=True)
                self._marker.write_text(MARK.format(name=name), encoding="utf-8")

    def _make(self, begin: bool) -> None:
        """Makes the SQLite file when there is none and was none."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        log = self.path.with_name(self.path.name + "-wal")
        if not self._filled() and (self.path.exists() or self._marker.exists() or log.exists()):
            if not begin and not self._filled():
                raise StoreError(GONE)
            for left in (self.path, log):
                if begin and left.exists():
                    left.rename(left.with_name(f"{left.name}.oud-{secrets.token_hex(4)}"))
        if not self._filled():
            self._place()
        found = self.path.stat()
        if found.st_mode & 0o077:
            with suppress(OSError):  # a store made before it was kept to its owner
                self.path.chmod(OWNER_ONLY)
        self._seen = found.st_dev, found.st_ino

    def _filled(self) -> bool:
        """Whether a file that holds something stands at the place of the SQLite file."""
        return self.path.exists() and self.path.stat().st_size > 0

    def _place(self) -> None:
        part = self.path.with_name(f"{self.path.name}.{secrets.token_hex(6)}.deel")
        part.touch(mode=OWNER_ONLY)
        engine = _sqlite(part)
        try:
            with closing(engine.raw_connection()) as raw:
                raw.driver_connection.execute("PRAGMA journal_mode=WAL")
            with _ways(engine)[1].begin() as db:
                SCHEMA.create_all(db)
            engine.dispose()
            with suppress(FileExistsError):
                os.link(part, self.path)
        finally:
            engine.dispose()
            part.unlink(missing_ok=True)

    def _update(self, begin: bool = False) -> None:
        """Adds the tables and columns that an older store lacks; all of them only where none was."""
        with self._reader.connect() as db:
            tables, columns = _lacking(db)
        if len(tables) == len(SCHEMA.tables) and self.path:
            raise StoreError(
                f"{self.path.name} is geen bestand met gegevens van deze monitor; er is niets opgeslagen."
            )
        if not tables and not columns:
            return
        with self._writer.begin() as db:
            if self.path is None:
                db.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS)))
            tables, columns = _lacking(db)
            if len(tables) == len(SCHEMA.tables) and self._marker.exists() and not begin:
                raise StoreError(GONE)
            for table in tables:
                table.create(db)
            for column in columns:
                form = sa.schema.CreateColumn(column).compile(dialect=db.dialect)
                db.exec_driver_sql(f"ALTER TABLE {column.table.name} ADD COLUMN {form}")


def _lacking(db: sa.Connection) -> tuple[list[sa.Table], list[sa.Column]]:
    """Tables, and columns of the other tables, that the store does not have."""
    names = set(sa.inspect(db).get_table_names())
    tables = [t for t in SCHEMA.sorted_tables if t.name not in names]
    columns = []
    for table in SCHEMA.sorted_tables:
        if table.name in names:
            there = set(db.execute(sa.text(f"SELECT * FROM {table.name} LIMIT 0")).keys())
            columns += [c for c in table.columns if c.name not in there]
    return tables, columns


def _ways(engine: sa.Engine) -> tuple[sa.Engine, sa.Engine]:
    """The way to read and the way to write."""
    if engine.dialect.name == "sqlite":
        return engine, engine.execution_options(writing=True)
    return engine.execution_options(isolation_level="REPEATABLE READ"), engine


def _sqlite(path: Path) -> sa.Engine:
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT})
    sa.event.listen(engine, "connect", _habits)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _habits(connection, _record) -> None:
    connection.isolation_level = None  # transactions begin where we say so, for reading too
    for habit in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {habit}")


def _begin(db: sa.Connection) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE" if db.get_execution_options().get("writing") else "BEGIN")


def _postgresql(at: sa.URL) -> sa.Engine:
    """Connections that are tried before use, so that a database that was away is found again."""
    asked = {"connect_timeout": 10, "options": f"-c lock_timeout={WAIT * 1000}"}
    return sa.create_engine(at, pool_pre_ping=True, connect_args=asked)
