"""The few facts that a forecast starts from, kept by themselves.

A delivery makes its forecasts without reading every delivery before it. `known_lines` says of them what
`months.monthly` says of all facts, but for what is carried: a forecast does not rest on that.
"""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.facts import COLUMNS

MEASURES = {
    declared.PILOTS_COUNTED,
    declared.PILOTS_COMPLETED,
    declared.VOLUME_PILOTS_TOTAL,
    declared.APPLICATIONS_TOTAL,
    declared.APPLICATIONS,
}
Lines = list[tuple[str, str, str, float]]


def lines(facts: pd.DataFrame) -> Lines:
    """(month, measure, dimension, value) of the facts of one delivery that forecasts are made from."""
    rows = facts[["month", "measure", "dimension", "value"]].itertuples(index=False, name=None)
    return [r for r in rows if r[1] in MEASURES and (not r[2] or r[2].startswith("category="))]


def known_lines(delivered: dict[str, Lines], month: str) -> pd.DataFrame:
    """The facts of each month up to `month`, of the lines of one register's deliveries by the month they are
    of.
    """
    own = {m: [r for r in found if r[0] == m] for m, found in delivered.items()} | _told(delivered)
    rows = [row for m in sorted(own) if m <= month for row in own[m]]
    facts = [(m, "", measure, dimension, value, "") for m, measure, dimension, value in rows]
    return pd.DataFrame(facts, columns=COLUMNS)


def _told(delivered: dict[str, Lines]) -> dict[str, Lines]:
    """What deliveries tell of months without a delivery of their own; of two that do the later says."""
    found: dict[str, Lines] = {}
    for of in sorted(delivered):
        by_month: dict[str, Lines] = {}
        for row in delivered[of]:
            if row[0] < of and row[0] not in delivered:
                by_month.setdefault(row[0], []).append(row)
        found |= by_month
    return found
