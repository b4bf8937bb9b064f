"""Coverage of the 10% (plan 4.3.1): which municipalities take part, and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wkb_data.measures.facts import STARTED
from wkb_data.municipalities import municipalities


def by_municipality(
    pilots: pd.DataFrame, applications: pd.DataFrame, everyone: list[str], month: str
) -> pd.DataFrame:
    """municipality, pilots (started, both approaches), applications and volume (up to `month`; NaN: not
    reported).
    """
    begun = pilots[pilots["status"].isin(STARTED)]["municipality"].value_counts()
    asked = applications[(applications["municipality"] != "*") & (applications["month"] <= month)]
    sums = asked.groupby("municipality")[["applications", "volume_pilots"]].sum(min_count=1)
    names = sorted({*everyone, *begun.index, *sums.index})
    return pd.DataFrame(
        {
            "municipality": names,
            "pilots": [int(begun.get(n, 0)) for n in names],
            "applications": [float(sums["applications"].get(n, np.nan)) for n in names],
            "volume": [
                float(v) if pd.notna(v := sums["volume_pilots"].get(n, np.nan)) else np.nan for n in names
            ],
        }
    )


@dataclass(frozen=True)
class Breadth:
    """How many municipalities take part (have a started pilot) and how many do not.

    `reported` says how many reported their applications, `reporting` how many of those that take part did.
    `share` (0-1) is what these stand for of all applications in the country; None where none of them
    reported, where that total is not `known` (what only some reported is no total) or is less than its parts.
    """

    taking_part: int
    without: int
    reported: int
    reporting: int
    known: bool
    share: float | None


def breadth(table: pd.DataFrame, applications: pd.DataFrame, month: str) -> Breadth:
    """`table` as of `by_municipality`, from the same `applications`."""
    part, told = table["pilots"] > 0, table["applications"].notna()
    ours, total = _sums(table, applications[applications["month"] <= month])
    # Parts that are more than the whole say that one of the two is wrong.
    share = float(ours / total) if total and (part & told).any() and ours <= total else None
    counts = part.sum(), (~part).sum(), told.sum(), (part & told).sum()
    return Breadth(*map(int, counts), total is not None, share)


def _sums(table: pd.DataFrame, applications: pd.DataFrame) -> tuple[float, float | None]:
    """The applications of those that take part, and of all.

    Over the months with a figure for the whole country; over all when every municipality reported.
    """
    asked = applications.dropna(subset=["applications"])
    whole = asked[asked["municipality"] == "*"]
    own = asked[asked["municipality"].isin(table.loc[table["pilots"] > 0, "municipality"])]
    if len(whole):
        return own[own["month"].isin(whole["month"])]["applications"].sum(), whole["applications"].sum()
    everyone = table["applications"].notna().all()
    return own["applications"].sum(), table["applications"].sum() if everyone else None


def provinces_without(table: pd.DataFrame) -> list[str]:
    """The provinces in which no municipality takes part."""
    known = municipalities()
    of = {n: known[n].province for n in table["municipality"] if n in known}
    there = {of[n] for n in table.loc[table["pilots"] > 0, "municipality"] if n in of}
    return sorted({*of.values()} - there - {""})
