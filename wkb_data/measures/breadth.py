"""Coverage of the 10 % (plan 4.3.1).

Which municipalities take part, what they stand for, and how concentrated it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wkb_data.measures.facts import STARTED


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
    """Municipalities with a pilot, without one, and those that reported no applications.

    And the share (0-1) of applications of those that take part.
    """

    taking_part: int
    without: int
    unreported: int
    share: float | None


def breadth(table: pd.DataFrame) -> Breadth:
    part = table["pilots"] > 0
    asked = table["applications"].sum()
    share = float(table.loc[part, "applications"].sum() / asked) if asked else None
    return Breadth(int(part.sum()), int((~part).sum()), int(table["applications"].isna().sum()), share)


def lorenz(values: pd.Series) -> tuple[list[float], list[float], float | None]:
    """Shares of municipalities and of their total, from the least to the most.

    And the Gini coefficient (0 even, 1 all in one).
    """
    ordered = np.sort(values.to_numpy(dtype=float))
    total = ordered.sum()
    if not len(ordered) or not total:
        return [0.0, 1.0], [0.0, 1.0], None
    x = np.concatenate([[0.0], np.arange(1, len(ordered) + 1) / len(ordered)])
    y = np.concatenate([[0.0], np.cumsum(ordered) / total])
    return x.tolist(), y.tolist(), float(1 - ((x[1:] - x[:-1]) * (y[1:] + y[:-1])).sum())
