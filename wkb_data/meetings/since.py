"""What became of a month after its meeting: figures and colours delivered otherwise, colours put right, and
answers that still hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from wkb_data.measures.signals import Signal
from wkb_data.meetings.agenda import Item, signal_id, signal_stand
from wkb_data.meetings.held import Figure, Held, corrected, recoloured
from wkb_data.plan import Plan
from wkb_data.words import month_name


@dataclass(frozen=True)
class Since:
    """`figures` that are others now; `recoloured`: (aspect, colour proposed then, colour delivered now);
    `put_right`: (month of the later meeting, what it corrected: month, aspect, colour, text).
    """

    figures: tuple[Figure, ...] = ()
    recoloured: tuple[tuple[str, str, str], ...] = ()
    put_right: tuple[tuple[str, dict], ...] = ()

    def was(self, measure: str) -> float | None:
        """What a figure without a dimension was when it was established; None where it is the same."""
        found = [f for f in self.figures if f.measure == measure and not f.dimension]
        return found[0].then if found else None


def since(then: Held, facts: pd.DataFrame, reported: pd.DataFrame, held: Iterable[Held], plan: Plan) -> Since:
    """What became of the month of a meeting; `reported`: the facts without what meetings established, `held`:
    the meetings that were closed.
    """
    month = then.meeting.month
    return Since(
        tuple(corrected(then, facts, plan)),
        tuple(recoloured(then, reported)),
        tuple((h.meeting.month, c) for h in held for c in h.told["corrections"] if c["month"] == month),
    )


# Outcomes after which a point need not be decided again while it stays as it was.
FINAL = ("accepted", "rejected", "adopted")


def settled(item: Item, held: Iterable[Held], month: str) -> tuple[str, dict] | None:
    """(month, what was said) of the last meeting before a month that decided a point of the agenda which is
    still the same; None where none did.
    """
    found = [(m, told) for m, told in earlier(item, held, month) if told["outcome"] in FINAL]
    return found[-1] if found else None


def earlier(item: Item, held: Iterable[Held], month: str) -> list[tuple[str, dict]]:
    """(month, what was said) of a point of the agenda in the meetings before a month, oldest first, while
    nothing changed.
    """
    return [
        (one.meeting.month, told)
        for one in sorted(held, key=lambda h: h.meeting.month)
        for told in (one.told["items"] if one.meeting.month < month else ())
        if (told["id"], told["stand"]) == (item.id, item.stand)
    ]


def answer(signal: Signal, held: Iterable[Held]) -> str:
    """What the last of some meetings answered to a signal, while its facts are the same; else nothing."""
    own, stand = signal_id(signal), signal_stand(signal)
    for one in sorted(held, key=lambda h: h.meeting.month, reverse=True):
        for told in one.told["items"]:
            if told["id"] == own:
                if told["stand"] != stand:
                    return ""
                if told["answer"]:
                    return f"Vergadering van {month_name(one.meeting.month)}: {told['answer']}"
    return ""
