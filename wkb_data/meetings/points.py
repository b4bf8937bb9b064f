"""The agenda of a meeting: computed from the facts until it is closed, and what it was from then on."""

from __future__ import annotations

from wkb_data.meetings.agenda import Item, agenda
from wkb_data.meetings.held import held
from wkb_data.plan import Plan
from wkb_data.standing import Standing, standing
from wkb_data.store.deliveries import Store


def points(on: Standing) -> list[Item]:
    """What the meeting of a month has to decide; of one that was closed by then, what it had."""
    meeting = on.closed_meeting()
    if meeting is None:
        return agenda(on)
    return [
        Item(
            one["kind"],
            one["aspect"],
            one["register"],
            one["key"],
            one["text"],
            tuple((text, holds) for text, holds in one["facts"]),
            one["stand"],
        )
        for one in held(on.store, meeting).told["items"]
    ]


def agenda_of(store: Store, plan: Plan, month: str) -> list[dict]:
    """The points of a month as the command line prints them."""
    return [item.as_dict() for item in points(standing(store, plan, month))]
