"""The bounds of a workbook, as settings, and the ways to say that one is past them."""

from __future__ import annotations

import os

MAX_BYTES = int(os.environ.get("WKB_MAX_BYTES", 60 * 2**20))
MAX_UNPACKED = int(os.environ.get("WKB_MAX_UNPACKED", 300 * 2**20))
MAX_CELLS = int(os.environ.get("WKB_MAX_CELLS", 5_000_000))
MAX_TEXT = int(os.environ.get("WKB_MAX_TEXT", 100 * 2**20))
MAX_COLUMNS = int(os.environ.get("WKB_MAX_COLUMNS", 500))
MAX_SHEETS = 250
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
BYTES_A_CELL = 40


class Unsafe(ValueError):
    """A part holds what does not belong in a workbook,
    such as a document type with entities; reading stops.
    """


class Unbounded(ValueError):
    """More than is read; the message is the Dutch sentence after the file's name."""


def too_much(what: str) -> Unbounded:
    return Unbounded(
        f"bevat {what} en wordt niet gelezen. Verwijder wat niet bij het register hoort of "
        "splits het bestand."
    )


def within(cells: int, sheet: str) -> None:
    """Raises Unbounded for more cells than are read."""
    if cells > MAX_CELLS:
        raise Unbounded(
            f"beslaat meer dan {MAX_CELLS // 1_000_000} miljoen cellen (blad '{sheet[:40]}'). "
            "Verwijder lege opmaak onder en naast de tabel en probeer het opnieuw."
        )


def text_within(size: int, cells: int, sheet: str) -> None:
    """Raises Unbounded for a sheet of more text than is read; `size` in bytes, with some for every cell."""
    if size - BYTES_A_CELL * cells > MAX_TEXT:
        raise Unbounded(
            f"bevat meer dan {MAX_TEXT // 2**20} MB tekst (blad '{sheet[:40]}') en wordt niet gelezen. "
            "Verwijder lange teksten of splits het bestand."
        )


def few_sheets(count: int) -> None:
    if count > MAX_SHEETS:
        raise too_much(f"meer dan {MAX_SHEETS} bladen")
