"""Bottlenecks and lessons (plan 3.3 and 4.3.1): what is open and how long, what waits for whom.

Frames in, frames out.
"""

from __future__ import annotations

from bisect import bisect_left

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.summary import side_by_side
from wkb_data.periods import month_end
from wkb_data.plan import Plan

# The ages that are told apart: up to so many days, and older.
AGES = (30, 91, 182)


def over_time(facts: pd.DataFrame) -> pd.DataFrame:
    """open, blocking (of the open ones), new, resolved, by month."""
    columns = {
        "open": declared.BOTTLENECKS_OPEN,
        "blocking": declared.BOTTLENECKS_BLOCKING,
        "new": declared.BOTTLENECKS_NEW,
        "resolved": declared.BOTTLENECKS_RESOLVED,
    }
    return side_by_side(facts, columns)


def together(pilots: pd.DataFrame, admission: pd.DataFrame) -> pd.DataFrame:
    """The bottlenecks of the pilots and of the Tlokb as one list, with `source`: the register that has them.

    Its columns are those of the pilots; a bottleneck of the Tlokb belongs to no pilot.
    """
    if admission.empty:
        return pilots.assign(source="pilots")
    own = admission.reindex(columns=pilots.columns).assign(source="admission")
    return pd.concat([pilots.assign(source="pilots"), own], ignore_index=True) if len(pilots) else own


def open_rows(bottlenecks: pd.DataFrame, month: str) -> pd.DataFrame:
    """Open bottlenecks with `days`: since they were reported, to the end of the month; the oldest first."""
    rows = bottlenecks.dropna(subset=["number", "reported", "status"])
    rows = rows[rows["status"] != "resolved"]
    return rows.assign(days=[(month_end(month) - d).days for d in rows["reported"]]).sort_values(
        "days", ascending=False, kind="stable"
    )


def ages(rows: pd.DataFrame) -> list[int]:
    """How many open bottlenecks have each of the AGES, those that are older last."""
    found = [0] * (len(AGES) + 1)
    for days in rows["days"]:
        found[bisect_left(AGES, days)] += 1
    return found


def by_aspect(rows: pd.DataFrame, plan: Plan) -> dict[str | None, int]:
    """Open bottlenecks by the id of their aspect, in the plan's order; None last: those without one."""
    counts = rows["aspect"].value_counts()
    found = {a.id: int(counts[a.id]) for a in plan.aspects if a.id in counts}
    without = int(rows["aspect"].isna().sum())
    return found | ({None: without} if without else {})


def by_pilot(rows: pd.DataFrame, most: int = 8) -> dict[str, int]:
    """Open bottlenecks by pilot, the most first."""
    counts = rows["pilot"].dropna().value_counts()
    return {name: int(n) for name, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:most]}


def awaiting(rows: pd.DataFrame) -> pd.DataFrame:
    """Open bottlenecks with a proposal, for the Regiegroep to decide on."""
    return rows[rows["proposal"].notna()]


def owed(bottlenecks: pd.DataFrame) -> pd.DataFrame:
    """Resolved bottlenecks of a pilot that the pilot has not been told of."""
    return bottlenecks[
        (bottlenecks["status"] == "resolved") & bottlenecks["fed_back"].isna() & bottlenecks["pilot"].notna()
    ]


def to_share(lessons: pd.DataFrame) -> pd.DataFrame:
    """Good practices that have not been shared yet."""
    return lessons[(lessons["kind"] == "good_practice") & (lessons["shared"] != "yes")]
