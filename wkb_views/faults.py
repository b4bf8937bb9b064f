"""An unexpected fault: logged with where it happened and a number, and said as a fault of the monitor with
that number.

The log has the kinds of the errors and the lines of code they went through, never their messages: a message
can hold the text of a cell.
"""

from __future__ import annotations

import logging
import secrets
import traceback

LOG = logging.getLogger("wkb")


def number_of(error: BaseException, where: str) -> str:
    """Logs a fault that happened in `where` (a page, a step) and gives its number."""
    number = secrets.token_hex(3).upper()
    LOG.error("fault %s in %s\n%s", number, where, path_of(error))
    return number


def path_of(error: BaseException | None) -> str:
    """The kinds of an error and of what caused it, each with the lines of code it went through.

    No messages.
    """
    parts: list[str] = []
    while error is not None:
        parts.insert(0, "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\nwhich led to\n\n".join(parts)


def sentence(what: str, number: str) -> str:
    """What a reader is told: `what` could not be done, it is the monitor's fault, and what to do."""
    return f"{what} Dat is een fout van de monitor, niet van u. Geef de beheerder dit nummer: {number}."
