"""What asks for a decision of the steering group in a month, kind by kind: rows of registers, or aspects."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.measures.deadlines import months_left
from wkb_data.measures.judgements import red_aspects
from wkb_data.plan import Plan

# Deadlines so many months ahead are told.
NEAR = 3


def without_action(status: pd.DataFrame) -> list[str]:
    """The aspects that are red in a status snapshot without an action that would bring them back."""
    red = red_aspects(status)
    return red.loc[red["action"].isna(), "aspect"].tolist()


def to_adopt(studies: pd.DataFrame) -> pd.DataFrame:
    """Studies of which a draft lies before the steering group."""
    return studies[studies["status"] == "draft"]


def near_deadlines(colours: dict[str, str], plan: Plan, month: str) -> dict[date, list[str]]:
    """The days within three months after `month` on which aspects are due that are not green (aspect ->
    colour), the first day first.
    """
    found: dict[date, list[str]] = {}
    for a in plan.aspects:
        due = plan.deadline(a.id, month)
        left = months_left(due, month)
        if left is not None and 0 <= left <= NEAR and colours.get(a.id) != "green":
            found.setdefault(due, []).append(a.id)
    return dict(sorted(found.items()))
