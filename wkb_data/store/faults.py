"""What a database says when it can't, as one Dutch sentence that says what to do."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

import sqlalchemy as sa
from pyarrow import ArrowException


class StoreError(RuntimeError):
    """The store can't do what was asked; the message is Dutch and says what to do."""


FULL = (
    "De schijf met de gegevens is vol of niet te beschrijven; er is niets opgeslagen. Maak ruimte en "
    "probeer het opnieuw."
)
BUSY = "De gegevens zijn in gebruik door een ander programma; er is niets opgeslagen. Probeer het zo opnieuw."
READ_ONLY = (
    "De gegevens mogen hier alleen gelezen worden; er is niets opgeslagen. Vraag de beheerder om "
    "schrijfrechten."
)
DAMAGED = (
    "De gegevens zijn beschadigd; er is niets opgeslagen. Waarschuw de beheerder: zet een reservekopie terug."
)
GONE = (
    "De gegevens zijn weg of leeg gemaakt; er is niets opgeslagen. Waarschuw de beheerder: "
    "zet het bestand of een reservekopie terug."
)
CLOSED = (
    "De gegevens zijn niet te openen; er is niets opgeslagen. Waarschuw de beheerder: "
    "bestaat de map, en mag de monitor er lezen en schrijven?"
)
UNREACHABLE = (
    "De database is niet bereikbaar; er is niets opgeslagen. Probeer het zo opnieuw; "
    "blijft het zo, waarschuw dan de beheerder."
)
REFUSED = "De database weigert de toegang; er is niets opgeslagen. Waarschuw de beheerder."
UNUSABLE = (
    "De instelling WKB_DATABASE_URL wijst geen database aan die de monitor kan gebruiken. "
    "Verwacht wordt bijvoorbeeld postgresql+psycopg://gebruiker@server/naam."
)
OTHER = "De gegevens zijn niet te lezen of te beschrijven; er is niets opgeslagen. Waarschuw de beheerder."

SQLITE = {
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": FULL,
    "SQLITE_TOOBIG": FULL,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_PROTOCOL": BUSY,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CANTOPEN": CLOSED,
    "SQLITE_AUTH": REFUSED,
}
# PostgreSQL says what is wrong by five signs; the first two are the kind.
POSTGRESQL = {
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "55P03": BUSY,
    "40P01": BUSY,
    "40001": BUSY,
    "57014": BUSY,
    "53300": BUSY,
    "53": FULL,
    "54": FULL,
    "58": FULL,
    "XX": DAMAGED,
    "22021": DAMAGED,
    "28": REFUSED,
    "3D": GONE,
    "3F": GONE,
    "42P01": GONE,
    "08": UNREACHABLE,
    "57": UNREACHABLE,
}


def in_dutch(error: BaseException) -> str:
    """The sentence of a fault."""
    cause = getattr(error, "orig", None) or error
    name = getattr(cause, "sqlite_errorname", None)
    if name:
        return next((text for start, text in SQLITE.items() if name.startswith(start)), OTHER)
    code = getattr(cause, "sqlstate", None)
    if code:
        found = POSTGRESQL.get(code) or POSTGRESQL.get(code[:2], OTHER)
        return FULL if "file too large" in str(cause).lower() else found
    if type(cause).__module__.startswith("psycopg"):
        return UNREACHABLE
    if isinstance(error, (ArrowException, JSONDecodeError)):
        return DAMAGED
    if isinstance(error, (sa.exc.ArgumentError, ImportError)):
        return UNUSABLE
    return CLOSED if isinstance(error, OSError) else OTHER


@contextmanager
def worded() -> Iterator[None]:
    """Turns a fault of the database or its files into a StoreError; what it was stands in the log."""
    try:
        yield
    except (
        sa.exc.SQLAlchemyError,
        sqlite3.Error,
        OSError,
        ArrowException,
        JSONDecodeError,
        ImportError,
    ) as error:
        logging.getLogger("wkb").warning("store: %s", type(getattr(error, "orig", None) or error).__name__)
        raise StoreError(in_dutch(error)) from error
