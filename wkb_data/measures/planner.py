"""When pilots must start to be completed in time, how many a month, and where volume is to be found (4.3.1).

    pilots (started, completed) ──> LeadTime: Kaplan–Meier, those still running counted as censored
    LeadTime, facts, plan       ──> CategoryNeed: last month to start, starts a month needed and seen
    applications by municipality ─> volume_gap, largest_municipalities: who closes the gap soonest

A lead time from the completed pilots alone is too short for as long as the slow ones are still running; the
curve counts those as longer than they have lasted so far.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.facts import RECENT, STARTED
from wkb_data.measures.summary import Pace, by_dimension, pace, series
from wkb_data.periods import add_months, month_end, months_before, months_between, period_end
from wkb_data.plan import Plan

# Below so many completed pilots nothing is said of their lead time.
LEAST = 10
MEDIAN = 0.5
# The two-sided 80 % quantile of the normal distribution.
EIGHTY = 1.2815515655446004
DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True)
class LeadTime:
    """Days from start to completion within which half of the pilots are completed.

    `days` and the 80 % interval `low` to `high`; None: the curve does not reach the half there. `started`
    counts the pilots it rests on, `completed` those of them that are done.
    """

    started: int
    completed: int
    days: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def known(self) -> bool:
        """Whether enough pilots are completed to say anything of it."""
        return self.completed >= LEAST

    @property
    def months(self) -> tuple[float | None, float | None, float | None]:
        """`days`, `low` and `high` in months."""
        return tuple(d and d / DAYS_IN_MONTH for d in (self.days, self.low, self.high))


def survival(days: np.ndarray, done: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kaplan–Meier: the days on which pilots were completed, the share still running just after each, and
    Greenwood's sum for its spread.

    `days` each pilot has lasted; `done`: whether it was completed then (else it still runs).
    """
    ended, events = np.unique(days[done], return_counts=True)
    running = len(days) - np.searchsorted(np.sort(days), ended, side="left")
    left = running - events
    share = np.cumprod(left / running)
    spread = np.cumsum(np.divide(events, running * left, out=np.full(len(left), np.inf), where=left > 0))
    return ended, share, spread


def _reached(ended: np.ndarray, line: np.ndarray, level: float) -> float | None:
    """The first day on which a falling line is at or below a level; None when it never is."""
    at = np.flatnonzero(line <= level + 1e-12)
    return float(ended[at[0]]) if len(at) else None


def quantile(days: np.ndarray, done: np.ndarray, level: float = MEDIAN) -> LeadTime:
    """The lead time that a share `level` of pilots outlast, with its 80 % interval (log-minus-log)."""
    ended, share, spread = survival(days, done)
    between = (share > 0) & (share < 1)
    low, high = share.copy(), share.copy()
    width = EIGHTY * np.sqrt(spread[between]) / np.abs(np.log(share[between]))
    low[between] = share[between] ** np.exp(width)
    high[between] = share[between] ** np.exp(-width)
    if len(high) > 1 and share[-1] == 0:
        high[-1] = high[-2]  # the last one done leaves nothing to tell the spread by
    found = (_reached(ended, line, level) for line in (share, low, high))
    return LeadTime(len(days), int(done.sum()), *found)


def _days(rows: pd.DataFrame, column: str) -> list[date | None]:
    """The dates of a column; of a period its middle."""
    precisions = rows[f"{column}__precision"] if f"{column}__precision" in rows else [None] * len(rows)
    return [
        None if pd.isna(day) else day + (period_end(day, precision) - day) / 2
        for day, precision in zip(rows[column], precisions, strict=True)
    ]


def lead_time(pilots: pd.DataFrame, month: str) -> LeadTime:
    """The lead time of pilots (`status`, `started`, `completed`) as it stands at the end of a month.

    Counted are those that have started. One that was withdrawn tells nothing of how long works last.
    """
    last = month_end(month)
    rows = pilots[pilots["status"].isin(STARTED)]
    pairs = zip(_days(rows, "started"), _days(rows, "completed"), rows["status"], strict=True)
    lasted = []
    for start, end, status in pairs:
        if start is not None and start <= last:
            done = status == "completed" and end is not None and end <= last
            lasted.append((((end if done else last) - start).days, done))
    if sum(done for _, done in lasted) < LEAST:
        return LeadTime(len(lasted), sum(done for _, done in lasted))
    days, done = (np.array(column) for column in zip(*lasted, strict=True))
    return quantile(days.astype(float), done.astype(bool))


@dataclass(frozen=True)
class CategoryNeed:
    """What a category (name empty: all together) must do to be completed before entry into force.

    `last`: the last month in which a pilot can start for an even chance to be completed in time, by its
    interval `earliest` to `latest`; None: not to be told. `assumed`: that month by the plan's assumption.
    `pace`: starts of late; `needed`: starts a month from the next month to the last one; None: not to be
    told, or too late (`too_late`). `timely`: how many of the pilots that have started did so by the month to
    go by (`guide`); None: that month is not to be told.
    """

    name: str
    started: int
    target: int
    lead: LeadTime
    last: str | None
    earliest: str | None
    latest: str | None
    assumed: str | None
    pace: Pace
    needed: float | None
    too_late: bool
    timely: int | None

    @property
    def seen(self) -> float | None:
        """Starts a month of late; None: not to be told."""
        return self.pace.per_month

    @property
    def guide(self) -> str | None:
        """The month to go by: from the lead times where they are known, else from the assumption."""
        return self.last if self.lead.known else self.assumed


def started_by(pilots: pd.DataFrame, last: str, month: str) -> int:
    """How many of the pilots (`status`, `started`) that have started in `month` did so in or before `last`.

    A start known by its period is taken at its middle. Of one that is not known only this is: it is not
    later than `month`.
    """
    rows = pilots[pilots["status"].isin(STARTED)]
    return sum((f"{day:%Y-%m}" if day else month) <= last for day in _days(rows, "started"))


def last_start(entry: date | None, days: float | None) -> str | None:
    """The last month of which every day leaves so many days before entry into force."""
    if entry is None or days is None:
        return None
    return add_months(f"{entry - timedelta(days=math.ceil(days)):%Y-%m}", -1)


def needs(facts: pd.DataFrame, pilots: pd.DataFrame, plan: Plan, month: str) -> list[CategoryNeed]:
    """The needs of all categories together and of each, in the plan's order, as known in a month.

    `pilots`: the register's frame of that month; those of the network approach count for the target.
    """
    network = pilots[pilots["approach"] == "network"]
    rows = [("", plan.pilot_target, network)] + [
        (c.name, c.target, network[network["category"] == c.name]) for c in plan.categories
    ]
    return [_need(facts, plan, month, name, target, own) for name, target, own in rows]


def _need(facts, plan: Plan, month: str, name: str, target: int, own: pd.DataFrame) -> CategoryNeed:
    """One category's need; `own`: its pilots."""
    entry, lead = plan.entry_date(month), lead_time(own, month)
    dimension = f"category={name}" if name else ""
    line = series(facts, declared.PILOTS_COUNTED, dimension)
    started = int(line.get(month, 0))
    assumed = (
        last_start(months_before(entry, plan.forecast.completed_after), 0) if entry is not None else None
    )
    last, earliest, latest = (last_start(entry, d) for d in (lead.days, lead.high, lead.low))
    guide = last if lead.known else assumed
    timely = None if guide is None else started_by(own, guide, month)
    left = target - (started if timely is None else timely)
    months = months_between(month, guide) if guide else None
    return CategoryNeed(
        name,
        started,
        target,
        lead,
        last,
        earliest,
        latest,
        assumed,
        pace(facts, declared.PILOTS_COUNTED, month, target, dimension),
        0.0 if left <= 0 else left / months if months is not None and months > 0 else None,
        left > 0 and months is not None and months <= 0,
        timely,
    )


@dataclass(frozen=True)
class Outcome:
    """What a pace of starts a month leads to.

    `in_time`: pilots of the target that start in or before the last month to start; `reached`: the month in
    which as many as the target have started, in time or not (None: never).
    """

    name: str
    per_month: float
    in_time: int
    target: int
    reached: str | None


def at_pace(need: CategoryNeed, per_month: float, month: str) -> Outcome | None:
    """What comes of a category that starts so many pilots a month from the next month on.

    None where the last month to start is not known.
    """
    if need.guide is None:
        return None
    left, months = need.target - need.started, max(0, months_between(month, need.guide))
    in_time = min(need.target, need.timely + math.floor(max(0, per_month) * months + 1e-9))
    reached = None
    if left <= 0:
        reached = month
    elif per_month > 0:
        reached = add_months(month, math.ceil(left / per_month - 1e-9))
    return Outcome(need.name, per_month, in_time, need.target, reached)


@dataclass(frozen=True)
class VolumeGap:
    """Volume pilots that lack to the target share of all applications, and how it moves.

    `lacking`: now; `growth`: what is added to it each month at the pace of the last three months with figures
    (negative: it shrinks by itself).
    """

    lacking: int
    growth: float
    months: tuple[str, ...]


def volume_gap(facts: pd.DataFrame, plan: Plan, month: str) -> VolumeGap | None:
    """The gap in a month; None without applications or volume pilots."""
    asked, pilots = (
        series(facts, m).get(month) for m in (declared.APPLICATIONS_TOTAL, declared.VOLUME_PILOTS_TOTAL)
    )
    flows = pd.DataFrame(
        {m: series(facts, m) for m in (declared.APPLICATIONS, declared.VOLUME_PILOTS)}
    ).dropna()
    flows = flows[flows.index <= month].tail(RECENT)
    if asked is None or pilots is None or flows.empty:
        return None
    lacking = math.ceil(plan.volume_target * asked - pilots - 1e-9)
    growth = plan.volume_target * flows[declared.APPLICATIONS] - flows[declared.VOLUME_PILOTS]
    return VolumeGap(max(0, lacking), float(growth.mean()), tuple(flows.index))


LARGEST = ["municipality", "applications", "volume", "extra", "alone", "together"]


def in_time(largest: pd.DataFrame, plan: Plan, month: str) -> pd.DataFrame:
    """The fewest of the largest that together close the gap before entry into force; none when they can't."""
    entry = plan.entry_date(month)
    left = months_between(month, f"{entry:%Y-%m}") - 1 if entry else 0
    enough = largest.index[largest["together"] <= left]
    return largest.iloc[: enough[0] + 1] if len(enough) else largest.iloc[:0]


def largest_municipalities(facts: pd.DataFrame, gap: VolumeGap) -> pd.DataFrame:
    """Who would close the gap soonest by doing all its applications as volume pilots from now on.

    Columns LARGEST: municipality; applications and volume pilots a month; extra pilots a month; months to
    close the gap alone, and together with those above it (NaN: never). Largest first; only those with
    something to add.
    """
    rows = []
    for name, applications in _by_municipality(facts, declared.APPLICATIONS, gap.months).items():
        volume = _by_municipality(facts, declared.VOLUME_PILOTS, gap.months).get(name, 0.0)
        if applications > volume:
            rows.append((name, applications, volume, applications - volume))
    table = pd.DataFrame(rows, columns=LARGEST[:4]).astype(dict.fromkeys(LARGEST[1:4], float))
    table = table.sort_values(["extra", "municipality"], ascending=[False, True], ignore_index=True)
    return table.assign(alone=_months(gap, table["extra"]), together=_months(gap, table["extra"].cumsum()))


def municipal_months(facts: pd.DataFrame, gap: VolumeGap) -> tuple[str, ...]:
    """The months of a gap of which the applications of municipalities are known."""
    return tuple(m for m in gap.months if by_dimension(facts, declared.APPLICATIONS, m, "municipality"))


def _by_municipality(facts: pd.DataFrame, measure: str, months: tuple[str, ...]) -> dict[str, float]:
    """The mean of a flow by municipality over the months of these in which it reported."""
    found = pd.DataFrame([by_dimension(facts, measure, m, "municipality") for m in months])
    return found.mean().to_dict()


def _months(gap: VolumeGap, extra: pd.Series) -> pd.Series:
    """Whole months until so many extra pilots a month have closed the gap; NaN where they never do."""
    net = extra - gap.growth
    return np.ceil(gap.lacking / net.where(net > 0) - 1e-9)
