"""All of a store in one file, while it is in use, and back: the file is itself a SQLite database of the same shape."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from wkb_data.store.deliveries import SCHEMA, Store, StoreError


def _copy(source: Store, target: Store) -> int:
    """Copies every row in one reading and one writing transaction. Gives how many deliveries."""
    count = 0
    with source.engine.connect() as read, target.engine.begin() as write:
        read = read.execution_options(isolation_level="SERIALIZABLE")
        for table in SCHEMA.sorted_tables:
            keys = list(table.primary_key.columns)
            for key in read.execute(sa.select(*keys)).all():
                row = (
                    read.execute(sa.select(table).where(*(c == v for c, v in zip(keys, key, strict=True))))
                    .mappings()
                    .one()
                )
                write.execute(table.insert().values(**row))
                count += table.name == "deliveries"
        if write.dialect.name == "postgresql":
            for name in ("deliveries", "answers"):
                write.execute(
                    sa.text(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM {name}))"
                    )
                )
    return count


def backup(store: Store, path: Path) -> int:
    """Writes all of the store to a new file. Raises StoreError when the file exists already."""
    if path.exists():
        raise StoreError(f"{path.name} bestaat al en wordt niet overschreven. Kies een andere naam.")
    part = path.with_name(path.name + ".deel")
    part.unlink(missing_ok=True)
    target = Store(f"sqlite:///{part}")
    count = _copy(store, target)
    with target.engine.connect() as db:
        db.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.execute(sa.text("PRAGMA journal_mode=DELETE"))
    target.engine.dispose()
    part.rename(path)
    return count


def restore(store: Store, path: Path) -> int:
    """Fills an empty store from a backup. Raises StoreError when the store is not empty or the file is no backup."""
    if store.deliveries():
        raise StoreError(
            "Er staan al leveringen in de gegevens; terugzetten kan alleen in een lege map (WKB_VAR)."
        )
    if not path.is_file() or path.read_bytes()[:15] != b"SQLite format 3":
        raise StoreError(f"{path.name} is geen reservekopie van deze monitor.")
    source = Store(f"sqlite:///{path}")
    try:
        return _copy(source, store)
    finally:
        source.engine.dispose()
