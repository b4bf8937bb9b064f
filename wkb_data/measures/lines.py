"""The few facts that a forecast starts from, kept by themselves.

A delivery makes its forecasts without reading every delivery before it. `known_lines` says of them what
`months.monthly` says of all facts.
"""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.facts import COLUMNS
from wkb_data.measures.months import STOCKS
from wkb_data.periods import month_range

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
    rows: Lines = []
    last: Lines = []
    told = _told(delivered)
    months = month_range(min(delivered), max(delivered))
    for m in (*(m for m in sorted(told) if m < months[0]), *months):
        if m > month:
            break
        if m in delivered:
            last = [r for r in delivered[m] if r[0] == m]
            rows += last
            continue
        own = told.get(m, [])
        said = {r[1] for r in own}
        rows += own
        rows += [(m, *r[1:]) for r in last if r[1] in STOCKS and r[1] not in said]
    facts = [(m, "", measure, dimension, value, "") for m, measure, dimension, value in rows]
    return pd.DataFrame(facts, columns=COLUMNS)


def _told(delivered: dict[str, Lines]) -> dict[str, Lines]:
    """What deliveries tell of months without a delivery of their own; of two that do the later says."""
    found: dict[str, Lines] = {}
    for of in sorted(delivered):
        by_month: dict[str, Lines] = {}
        for row in delivered[of]:
            if row[0] != of and row[0] not in delivered:
                by_month.setdefault(row[0], []).append(row)
        found |= by_month
    return found
