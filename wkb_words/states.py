"""The words of a status: of a judgement, of none, and of one that can't be read."""

from __future__ import annotations

from wkb_data.measures import judgements
from wkb_data.plan import Plan
from wkb_data.plan_parts import Status

SIGN = {"green": "✓", "orange": "→", "red": "!", "unjudged": "○", "unreadable": "?"}
UNREADABLE = Status(
    "niet leesbaar", "niet leesbaar", "het oordeel is met voorbehoud geleverd en niet te lezen"
)


def state(plan: Plan, status: str) -> Status:
    """The words of a status, also of a judgement that can't be read."""
    return UNREADABLE if status == judgements.UNREADABLE else plan.statuses[status]


def unread(counts: dict[str, int]) -> str:
    """How many aspects could not be read, to stand behind the others; nothing when all could."""
    left = counts.get(judgements.UNREADABLE, 0)
    return f", {left} {UNREADABLE.word}" if left else ""
