"""Bottlenecks and lessons (plan 3.3 and 4.3.1): what is open and how long, what waits for whom.

Frames in, frames out.
"""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.summary import side_by_side
from wkb_data.periods import month_end
from wkb_data.plan import Plan

AGES = ((30, "tot 1 maand"), (91, "1–3 maanden"), (182, "3–6 maanden"), (10**6, "langer dan 6 maanden"))


def over_time(facts: pd.DataFrame) -> pd.DataFrame:
    """Open, Onoverkomelijk (of the open ones), Nieuw, Opgelost, by month."""
    columns = {
        "Open": declared.BOTTLENECKS_OPEN,
        "Onoverkomelijk": declared.BOTTLENECKS_BLOCKING,
        "Nieuw": declared.BOTTLENECKS_NEW,
        "Opgelost": declared.BOTTLENECKS_RESOLVED,
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


def ages(rows: pd.DataFrame) -> dict[str, int]:
    """How many open bottlenecks have each age."""
    found = dict.fromkeys((title for _, title in AGES), 0)
    for days in rows["days"]:
        found[next(title for most, title in AGES if days <= most)] += 1
    return found


def by_aspect(rows: pd.DataFrame, plan: Plan) -> dict[str, int]:
    """Open bottlenecks by aspect, in the plan's order, those without one last."""
    names = {a.id: f"{a.id} {a.name}" for a in plan.aspects}
    counts = rows["aspect"].fillna("").value_counts()
    found = {names[a]: int(counts[a]) for a in names if a in counts}
    return found | ({"zonder aspect": int(counts[""])} if "" in counts else {})


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
