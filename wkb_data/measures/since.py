"""What got better and what got worse between two months: aspects by their colour, figures by what they are
for.

A count that can only grow says nothing by growing: projects are held against the planned line. Where one of
the two months tells nothing there is nothing to compare.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.declared import Measure
from wkb_data.measures.judgements import judged
from wkb_data.measures.summary import told
from wkb_data.measures.targets import planned
from wkb_data.plan import Plan

BETTER, WORSE, SAME = "better", "worse", "same"
# From worst to best; what has no colour is none of them.
LADDER = ("red", "orange", "green")
# Whether more of a measure is better (1) or worse (-1); 0: better is closer to the planned line.
FIGURES = {
    declared.PILOTS_COUNTED: 0,
    declared.PILOTS_COMPLETED: 0,
    declared.VOLUME_SHARE_TOTAL: 1,
    declared.BOTTLENECKS_OPEN: -1,
    declared.BOTTLENECKS_BLOCKING: -1,
    declared.INFORMED_SHARE: 1,
}


# By so much a share must move to have moved; a count by one.
LEAST = {declared.VOLUME_SHARE_TOTAL: 0.001, declared.INFORMED_SHARE: 0.005}


@dataclass(frozen=True)
class AspectMove:
    """An aspect that was judged in both months, with its colours and what became of it."""

    aspect: str
    then: str
    now: str
    verdict: str


@dataclass(frozen=True)
class FigureMove:
    """A figure that is known of both months. `behind_then` and `behind`: how far it was and is behind the
    planned line (negative: ahead); None for what has no such line.
    """

    measure: Measure
    then: float
    now: float
    verdict: str
    behind_then: float | None = None
    behind: float | None = None


def _verdict(gain: float, least: float) -> str:
    return BETTER if gain >= least else WORSE if gain <= -least else SAME


def aspects(facts: pd.DataFrame, plan: Plan, then: str, now: str) -> list[AspectMove]:
    """The aspects that were judged in both months, in the plan's order."""
    table = judged(facts)
    if then not in table or now not in table:
        return []
    found = []
    for a in plan.aspects:
        pair = [table.at[a.id, m] if a.id in table.index else None for m in (then, now)]
        if all(s in LADDER for s in pair):
            gain = LADDER.index(pair[1]) - LADDER.index(pair[0])
            found.append(AspectMove(a.id, *pair, _verdict(gain, 1)))
    return found


def figures(facts: pd.DataFrame, plan: Plan, then: str, now: str) -> list[FigureMove]:
    """The figures of FIGURES that both months told of."""
    found = []
    for measure, better in FIGURES.items():
        line = told(facts, measure, now)
        if then not in line.index or now not in line.index:
            continue
        before, after = float(line[then]), float(line[now])
        if better:
            least = LEAST.get(measure, 1)
            found.append(FigureMove(measure, before, after, _verdict((after - before) * better, least)))
            continue
        late = [planned(plan, measure, m, plan.pilot_target) - v for m, v in ((then, before), (now, after))]
        found.append(FigureMove(measure, before, after, _verdict(late[0] - late[1], 1), *late))
    return found
