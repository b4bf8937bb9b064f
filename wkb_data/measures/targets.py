"""Are we going to make it: each target of the plan with its stand, what was planned by now and what is
expected.

Pilots started, pilots completed, and the volume of the 10%. A stand is that of the last delivery, and so is
the change: `of` and `since` say of which months, so that no change is told of a month that told nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.declared import Measure
from wkb_data.measures.forecast import Forecast
from wkb_data.measures.summary import Pace, carried, pace, registers_of, told, value
from wkb_data.periods import add_months, month_range
from wkb_data.plan import Plan

TARGETS = (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED, declared.VOLUME_PILOTS_TOTAL)


@dataclass(frozen=True)
class Step:
    """A value with the month that it is of, and what it moved by since the delivery before it.

    `value` is None where nothing was delivered, `change` and `since` where there is nothing to hold it
    against, or the chosen month shows an older stand (`of` is then before it).
    """

    value: float | None
    of: str | None
    change: float | None = None
    since: str | None = None


@dataclass(frozen=True)
class Target:
    """A target of the plan: its stand, the count to reach and what was planned by now.

    `target` and `planned` are None where the count to reach is not known (volume without applications).
    `pace`: how it grew of late, and in which month it is reached at that pace.
    """

    measure: Measure
    step: Step
    target: float | None
    planned: float | None
    forecast: Forecast | None
    pace: Pace | None


def shown_of(facts: pd.DataFrame, register: str, month: str) -> str:
    """The month of the delivery that a month shows of a register: its own, or the one before it."""
    return add_months(month, -carried(facts).get((register, month), 0))


def step(facts: pd.DataFrame, measure: str, month: str) -> Step:
    """The stand of a measure without dimension, of a register or of several that are added up.

    Of several the first leads: where it delivered nothing over the month, a change says nothing.
    """
    now, line = value(facts, measure, month), told(facts, measure, month)
    if now is None:
        return Step(None, None)
    if not len(line) or line.index[-1] != month:
        others = [shown_of(facts, r, month) for r in registers_of(facts, measure, month)[1:]]
        return Step(now, max([*line.index[-1:], *others], default=month))
    if len(line) == 1:
        return Step(now, month)
    return Step(now, month, now - float(line.iloc[-2]), line.index[-2])


def planned(plan: Plan, measure: str, month: str, target: float) -> float:
    """The planned line of a target at a month: the plan's line of starts, later for what must be completed
    first.
    """
    lag = plan.forecast.completed_after if measure == declared.PILOTS_COMPLETED else 0
    return plan.planned_pilots(add_months(month, -lag)) / plan.pilot_target * target


def planned_line(plan: Plan, measure: str, month: str) -> pd.Series:
    """The planned cumulative line of the pilots by month, from the plan's first month to entry into force as
    known in `month`.
    """
    entry = plan.entry_date(month)
    last = f"{entry:%Y-%m}" if entry else add_months(plan.first_month, len(plan.total_curve) - 1)
    months = month_range(plan.first_month, max(last, month))
    return pd.Series([planned(plan, measure, m, plan.pilot_target) for m in months], index=months)


def targets(facts: pd.DataFrame, plan: Plan, month: str, made: list[Forecast]) -> list[Target]:
    """The targets of the plan in a month, in the order of TARGETS."""
    whole = {f.measure: f for f in made if not f.dimension}
    found = []
    for measure in TARGETS:
        own = whole.get(measure)
        aim = own.target if own else None
        by_now = planned(plan, measure, month, aim) if aim else None
        at_pace = pace(facts, measure, month, aim) if aim else None
        found.append(Target(measure, step(facts, measure, month), aim, by_now, own, at_pace))
    return found
