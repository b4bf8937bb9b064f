"""Pilots (plan 4.3.1): categories against their targets and through the months, networks, what is new and
what waits for a judgement, the list.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.facts import STARTED
from wkb_data.measures.summary import by_dimension, series
from wkb_data.periods import add_months, month_range
from wkb_data.plan import Plan


@dataclass(frozen=True)
class CategoryStand:
    """A category held against its target: started, completed, and what the planned line asks by now."""

    name: str
    short: str
    started: int
    completed: int
    target: int
    planned: float

    @property
    def lags(self) -> bool:
        """Whether at least one whole project that was planned for now has not started."""
        return self.started < int(self.planned)


def categories(facts: pd.DataFrame, month: str, plan: Plan) -> list[CategoryStand]:
    """The categories of the plan with their stand in a month, in the plan's order."""
    started, completed = (
        by_dimension(facts, m, month, "category")
        for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED)
    )
    return [
        CategoryStand(
            c.name,
            c.short,
            int(started.get(c.name, 0)),
            int(completed.get(c.name, 0)),
            c.target,
            plan.planned_pilots(month, c),
        )
        for c in plan.categories
    ]


@dataclass(frozen=True)
class CategoryCourse:
    """A category through the months: started and completed where they are known, the planned line until it
    reaches the target (or the month viewed).
    """

    name: str
    short: str
    target: int
    started: pd.Series
    completed: pd.Series
    planned: pd.Series

    def behind(self, month: str) -> float:
        """How many projects it is behind the planned line in a month that is known; negative: ahead."""
        return float(self.planned[month] - self.started[month])


def courses(facts: pd.DataFrame, month: str, plan: Plan) -> list[CategoryCourse]:
    """The categories of the plan from its first month on, in the plan's order."""
    found = []
    for c in plan.categories:
        own = f"category={c.name}"
        started, completed = (
            line[(line.index >= plan.first_month) & (line.index <= month)]
            for line in (series(facts, m, own) for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED))
        )
        last = max(add_months(plan.first_month, len(plan.curve_of(c.name)) - 1), month)
        months = month_range(plan.first_month, last)
        planned = pd.Series([plan.planned_pilots(m, c) for m in months], index=months)
        found.append(CategoryCourse(c.name, c.short, c.target, started, completed, planned))
    return found


def course_table(found: list[CategoryCourse]) -> pd.DataFrame:
    """month, category, started, completed, planned; the months that are known."""
    parts = [
        pd.DataFrame({"category": c.name, "started": c.started, "completed": c.completed})
        .join(c.planned.round(1).rename("planned"))
        .rename_axis("month")
        .reset_index()
        for c in found
    ]
    return pd.concat(parts, ignore_index=True)


def taking_part(pilots: pd.DataFrame, everyone: list[str]) -> tuple[list[str], list[str]]:
    """Municipalities with a started pilot of either approach, and those without, by name."""
    rows = pilots[pilots["status"].isin(STARTED)]
    have = sorted(set(rows["municipality"].dropna()))
    return have, sorted(set(everyone) - set(have))


def burn_table(
    started: pd.Series, completed: pd.Series, planned: pd.Series, done_by: pd.Series
) -> pd.DataFrame:
    """month, started, completed, planned, done_by (how many must be completed by then)."""
    lines = {
        "started": started,
        "completed": completed,
        "planned": planned.round(1),
        "done_by": done_by.round(1),
    }
    return pd.DataFrame(lines).sort_index().rename_axis("month").reset_index()


def by_category(pilots: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """The whole picture by type of works (4.3.1).

    category, registered, network_started, volume_started, all_started; withdrawn ones left out.
    """
    live = pilots[pilots["status"] != "withdrawn"]
    begun = live[live["status"].isin(STARTED)]
    counts = {
        "registered": live["category"].value_counts(),
        "network_started": begun.loc[begun["approach"] == "network", "category"].value_counts(),
        "volume_started": begun.loc[begun["approach"] == "volume", "category"].value_counts(),
        "all_started": begun["category"].value_counts(),
    }
    names = [c.name for c in plan.categories]
    return pd.DataFrame(
        {"category": names} | {name: [int(n.get(c, 0)) for c in names] for name, n in counts.items()}
    )


def new_in(pilots: pd.DataFrame, month: str) -> pd.DataFrame:
    """Pilots that were registered within a month."""
    return pilots[[pd.notna(d) and f"{d:%Y-%m}" == month for d in pilots["registered"]]]


def to_judge(pilots: pd.DataFrame) -> pd.DataFrame:
    """Pilots that the steering group has yet to judge.

    Submitted to it, or deviating from the rules of the game and not submitted (4.3.1).
    """
    live = pilots[pilots["status"] != "withdrawn"]
    waiting = (live["assessment"] == "submitted") | (live["deviation"] == "yes") & (
        live["assessment"].isna() | (live["assessment"] == "none")
    )
    return live[waiting]


def started_volume(pilots: pd.DataFrame) -> pd.DataFrame:
    """Volume pilots that have started."""
    return pilots[(pilots["approach"] == "volume") & pilots["status"].isin(STARTED)]


def with_started(networks: pd.DataFrame, started: dict[str, float]) -> pd.DataFrame:
    """Networks with `begun`: their pilots that have started."""
    return networks.assign(begun=[int(started.get(n, 0)) for n in networks["name"]])


def chosen(pilots: pd.DataFrame, filters: dict[str, list[str]]) -> pd.DataFrame:
    """The pilots that fit filters (column -> wanted values; none: all)."""
    for column, wanted in filters.items():
        if wanted:
            pilots = pilots[pilots[column].isin(wanted)]
    return pilots
