"""All of a store in one file, while it is in use, and back.

The file is itself a SQLite database of the same shape.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from wkb_data.store.database import OWNER_ONLY
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError, worded
from wkb_data.store.tables import DELIVERIES, MEETINGS, SCHEMA


def backup(store: Store, path: Path) -> int:
    """Writes all of the store, as of one moment, to a new file; gives how many deliveries are in it.

    The file is made aside and put in place whole. Raises StoreError when it exists already, and where it
    can't be.
    """
    if path.exists():
        raise StoreError(f"{path.name} bestaat al en wordt niet overschreven. Kies een andere naam.")
    if not path.parent.is_dir():
        raise StoreError(f"De map {path.parent} bestaat niet. Maak haar eerst, of kies een andere map.")
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.deel")
    try:
        with worded():
            part.touch(mode=OWNER_ONLY)
            _write(store, part)
            with _opened(part) as db:
                count = db.scalar(sa.select(sa.func.count()).select_from(DELIVERIES))
            with part.open("rb") as written:
                os.fsync(written.fileno())
            _place(part, path)
        return count
    finally:
        part.unlink(missing_ok=True)


def _write(store: Store, part: Path) -> None:
    with store.reading() as read:
        if read.dialect.name == "sqlite":
            read.rollback()
            raw = read.connection.driver_connection
            raw.execute("VACUUM INTO ?", (str(part),))
            return
        target = sa.create_engine(sa.URL.create("sqlite", database=str(part)))
        try:
            with target.begin() as write:
                SCHEMA.create_all(write)
                _copy(read, write)
        finally:
            target.dispose()


def _place(part: Path, path: Path) -> None:
    """Gives the file its name; never in the place of another that came meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise StoreError(
            f"{path.name} bestaat al en wordt niet overschreven. Kies een andere naam."
        ) from None
    except OSError:  # a disk that knows no links
        part.rename(path)


def _copy(read: sa.Connection, write: sa.Connection) -> int:
    """Copies every row, also out of a store made before a column was; gives how many deliveries."""
    count = 0
    there = set(sa.inspect(read).get_table_names())
    for table in SCHEMA.sorted_tables:
        if table.name not in there:
            continue
        names = set(read.execute(sa.text(f"SELECT * FROM {table.name} LIMIT 0")).keys())
        columns = [c for c in table.columns if c.name in names]
        keys = list(table.primary_key.columns)
        for key in read.execute(sa.select(*keys)).all():
            own = (c == v for c, v in zip(keys, key, strict=True))
            row = read.execute(sa.select(*columns).where(*own)).mappings().one()
            write.execute(table.insert().values(**row))
            count += table is DELIVERIES
    return count


@contextmanager
def _opened(path: Path) -> Iterator[sa.Connection]:
    """A backup to read; nothing is written in it or beside it."""
    uri = path.absolute().as_uri()
    at = sa.URL.create(
        "sqlite", database=uri.replace("file://", "file:"), query={"mode": "ro", "uri": "true"}
    )
    engine = sa.create_engine(at)
    try:
        with engine.connect() as db:
            yield db
    finally:
        engine.dispose()


def restore(store: Store, path: Path) -> int:
    """Fills an empty store from a backup.

    Raises StoreError when the store is not empty or the file is no backup.
    """
    with worded():
        if not path.is_file() or path.open("rb").read(15) != b"SQLite format 3":
            raise StoreError(f"{path.name} is geen reservekopie van deze monitor.")
        with _opened(path) as read, store.writing() as write:
            for table, what in ((DELIVERIES, "leveringen"), (MEETINGS, "vergaderingen")):
                if write.scalar(sa.select(sa.func.count()).select_from(table)):
                    there = f"Er staan al {what} in de gegevens"
                    raise StoreError(f"{there}; terugzetten kan alleen in een lege map (WKB_VAR).")
            if not {"deliveries", "originals"} <= set(sa.inspect(read).get_table_names()):
                raise StoreError(f"{path.name} is geen reservekopie van deze monitor.")
            if read.scalar(sa.text("PRAGMA quick_check")) != "ok":
                raise StoreError(
                    f"{path.name} is beschadigd; er is niets teruggezet. Neem een andere reservekopie."
                )
            count = _copy(read, write)
            if write.dialect.name == "postgresql":
                _count_on(write)
            return count


def _count_on(db: sa.Connection) -> None:
    """New deliveries get numbers after those put back."""
    for name in ("deliveries", "answers", "meetings"):
        last = f"(SELECT COALESCE(MAX(id), 1) FROM {name})"
        db.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})"))
