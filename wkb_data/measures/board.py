"""The goals of the plan as one board: every aspect with its colour, since when, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures.judgements import UNREADABLE, judged, judgements_to, moves, statuses
from wkb_data.plan import Goal, Plan

# From the one that asks most to the one that asks least.
WORST_FIRST = ("red", UNREADABLE, "unjudged", "orange", "green")


@dataclass(frozen=True)
class AspectStand:
    """An aspect in a month: its colour as shown, and since which judgement in a row it has had it.

    `of` is the month of that judgement: before the month shown where nothing was judged since. `since` is
    None where there is no judgement, or none that can be read. `before` is the colour of the month before,
    where that was another.
    """

    aspect: str
    status: str
    of: str | None
    since: str | None
    times: int
    before: str | None


@dataclass(frozen=True)
class GoalStand:
    """A goal with its aspects: how many have each colour, the worst first; colours are never averaged."""

    goal: Goal
    aspects: tuple[AspectStand, ...]

    @property
    def counts(self) -> dict[str, int]:
        found = [a.status for a in self.aspects]
        return {s: found.count(s) for s in WORST_FIRST if s in found}

    @property
    def worst(self) -> str:
        return next(iter(self.counts))


def _stand(
    table: pd.DataFrame, told: pd.DataFrame, before: dict[str, str], aspect: str, month: str
) -> AspectStand:
    """One aspect in a month; `table` as of `judgements.statuses`, `told` as of `judgements.judged`."""
    shown = table.at[aspect, month] if aspect in table.index and month in table else None
    status = shown if isinstance(shown, str) else "unjudged"
    line = judgements_to(told, aspect, month)
    run = next((i for i, (_, s) in enumerate(reversed(line)) if s != status), len(line))
    since = line[-run][0] if run and status != "unjudged" else None
    return AspectStand(aspect, status, line[-1][0] if line else None, since, run, before.get(aspect))


def board(facts: pd.DataFrame, plan: Plan, month: str) -> list[GoalStand]:
    """The goals of the plan in a month, in the plan's order."""
    table, told = statuses(facts), judged(facts)
    before = {m.aspect: m.before for m in moves(table, month)}
    return [
        GoalStand(g, tuple(_stand(table, told, before, a.id, month) for a in g.aspects)) for g in plan.goals
    ]


def one(facts: pd.DataFrame, plan: Plan, month: str, aspect: str) -> AspectStand:
    """One aspect in a month."""
    return next(a for g in board(facts, plan, month) for a in g.aspects if a.aspect == aspect)
