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
    `share` (0-1) is what these stand for of all applications in the country; None where that total is not
    known: what only some reported is no total.
    """

    taking_part: int
    without: int
    reported: int
    reporting: int
    share: float | None


def breadth(table: pd.DataFrame, applications: pd.DataFrame, month: str) -> Breadth:
    """`table` as of `by_municipality`, from the same `applications`."""
    part, told = table["pilots"] > 0, table["applications"].notna()
    return Breadth(
        int(part.sum()),
        int((~part).sum()),
        int(told.sum()),
        int((part & told).sum()),
        _share(table, applications[applications["month"] <= month]),
    )


def _share(table: pd.DataFrame, applications: pd.DataFrame) -> float | None:
    """Of the months with a figure for the whole country; of all when every municipality reported."""
    asked = applications.dropna(subset=["applications"])
    whole = asked[asked["municipality"] == "*"]
    own = asked[asked["municipality"].isin(table.loc[table["pilots"] > 0, "municipality"])]
    if len(whole):
        own, total = own[own["month"].isin(whole["month"])], whole["applications"].sum()
    elif table["applications"].notna().all():
        total = table["applications"].sum()
    else:
        return None
    ours = own["applications"].sum()
    # Parts that are more than the whole say that one of the two is wrong.
    return float(ours / total) if total and ours <= total else None


def provinces_without(table: pd.DataFrame) -> list[str]:
    """The provinces in which no municipality takes part."""
    known = municipalities()
    of = {n: known[n].province for n in table["municipality"] if n in known}
    there = {of[n] for n in table.loc[table["pilots"] > 0, "municipality"] if n in of}
    return sorted({*of.values()} - there - {""})
