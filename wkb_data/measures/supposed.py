"""What comes of a supposed pace of starts by category: the chances that follow from it (4.3.1).

    needs (planner) + starts a month by category ──> drawn courses ──> Forecasts of pilots started, and of
    those started in time to be completed, by category and of all

Neither the planned line nor the ratio observed counts here: who supposes a pace asks what that pace gives.
Months still differ, with the spread of every forecast. As in the planner each category has its own target:
what one starts too many makes up for nothing in another.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wkb_data.measures import declared
from wkb_data.measures.facts import RECENT
from wkb_data.measures.forecast import (
    DRAWS,
    Forecast,
    counts,
    foretold,
    last_month_before,
    months_drawn,
    months_to,
)
from wkb_data.measures.planner import CategoryNeed
from wkb_data.periods import months_between
from wkb_data.plan import Plan

SEED = 11


def paces(needs: list[CategoryNeed], given: dict[str, int | None]) -> dict[str, float | None]:
    """Starts a month by category: as supposed, else as of late (None: not known)."""
    own = [n for n in needs if n.name]
    return {n.name: n.seen if given.get(n.name) is None else float(given[n.name]) for n in own}


def pilots_at(
    needs: list[CategoryNeed], pace: dict[str, float | None], plan: Plan, month: str
) -> list[Forecast]:
    """Forecasts of pilots when from the next month on so many start a month in each category.

    PILOTS_COUNTED: the target has started before entry into force; PILOTS_COMPLETED: it has started in or
    before the last month to start. With dimension: of a category; without: of each of them. Not usable where
    a pace or the last month to start is not known.
    """
    deadline = last_month_before(plan, month)
    started, completed, found = [], [], []
    own = [n for n in needs if n.name]
    for at, need in enumerate(own):
        started.append(_started(need, pace[need.name], plan, month, deadline, at))
        completed.append(_completed(need, started[-1], month, deadline))
    for measure, drawn in ((declared.PILOTS_COUNTED, started), (declared.PILOTS_COMPLETED, completed)):
        for need, reached in zip(own, drawn, strict=True):
            found.append(_told(measure, need, reached, month, deadline))
        every = None if any(d is None for d in drawn) else np.max(drawn, axis=0)
        found.append(_told(measure, next(n for n in needs if not n.name), every, month, deadline))
    return found


def instead(usual: list[Forecast], made: list[Forecast]) -> list[Forecast]:
    """The usual forecasts with those of the same measure and dimension that were made of a supposed pace."""
    other = {(f.measure, f.dimension): f for f in made}
    return [other.get((f.measure, f.dimension), f) for f in usual]


def _started(
    need: CategoryNeed, pace: float | None, plan: Plan, month: str, deadline: str | None, at: int
) -> np.ndarray | None:
    """Months until the target of a category has started, by draw (0: it has); None without a pace."""
    if pace is None:
        return None
    mean = np.full((DRAWS, months_drawn(month, deadline)), max(0.0, pace))
    drawn = counts(np.random.default_rng((SEED, at)), mean, plan.forecast.spread)
    return months_to(need.target, need.started, need.started + np.cumsum(drawn, axis=1))


def _completed(
    need: CategoryNeed, started: np.ndarray | None, month: str, deadline: str | None
) -> np.ndarray | None:
    """Months until what started is completed, by draw: as long after as the last month to start is before
    the last whole month. None where that month is not known.
    """
    if started is None or need.guide is None or deadline is None:
        return None
    left = months_between(month, deadline)
    if need.timely >= need.target:
        return np.full_like(started, left)
    return started + months_between(need.guide, deadline)


def _told(
    measure: str, need: CategoryNeed, reached: np.ndarray | None, month: str, deadline: str | None
) -> Forecast:
    """The forecast of a category (or all) from the months until it is there, by draw."""
    dimension = f"category={need.name}" if need.name else ""
    now = need.started if measure == declared.PILOTS_COUNTED else need.lead.completed
    known = Forecast(measure, dimension, month, float(now), need.target, deadline)
    return replace(known, needs=RECENT + 1) if reached is None else foretold(known, reached)
