"""Who delivered and who did not: every group of the plan by month, by what was agreed with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from wkb_data.clock import day_of
from wkb_data.measures.summary import carried
from wkb_data.plan import Plan

# What a group did in a month: delivered before the meeting or after it, nothing though it was due (with an
# earlier delivery that still shows, or without any), or nothing that was due.
DELIVERED, AFTER_MEETING, CARRIED, MISSING, NOT_DUE = (
    "delivered",
    "after_meeting",
    "carried",
    "missing",
    "not_due",
)


def first_days(deliveries: Iterable, known_at: str | None) -> dict[tuple[str, str], date]:
    """(register, month) -> day of its first delivery that had not been taken back at a moment (UTC stamp;
    None: now).
    """
    found: dict[tuple[str, str], date] = {}
    for d in sorted(deliveries, key=lambda d: d.delivered_at):
        if d.counted(known_at):
            found.setdefault((d.register, d.month), day_of(d.delivered_at))
    return found


def corrected(deliveries: Iterable, known_at: str | None) -> set[tuple[str, str]]:
    """(register, month) of which a later delivery corrected the first, as known at a moment (UTC stamp; None:
    now). An own delivery in the place of a sample corrects nothing.
    """
    found: dict[tuple[str, str], list] = {}
    for d in sorted(deliveries, key=lambda d: d.delivered_at):
        if d.counted(known_at):
            found.setdefault((d.register, d.month), []).append(d)
    return {key for key, of in found.items() if sum(d.sample == of[-1].sample for d in of) > 1}


def delivery_matrix(
    facts: pd.DataFrame, first_on: dict[tuple[str, str], date], months: list[str], plan: Plan
) -> pd.DataFrame:
    """Registers (rows, in the plan's order) by months, each one of the states above.

    `first_on` is the day of the first delivery of a (register, month): a later one is a correction, which
    makes nothing late.
    """
    old = carried(facts)
    rows = {}
    for group in plan.groups:
        row, since = [], 0
        for month in months:
            day = first_on.get((group.register, month))
            since = 0 if day else since + 1
            if day:
                row.append(AFTER_MEETING if day > plan.meeting(month) else DELIVERED)
            elif not group.cadence or since < group.cadence:
                row.append(NOT_DUE)
            else:
                row.append(CARRIED if (group.register, month) in old else MISSING)
        rows[group.register] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=months)


def missing_registers(matrix: pd.DataFrame, month: str) -> list[str]:
    """Registers whose delivery of a month is due by what was agreed and is not there."""
    return list(matrix.index[matrix[month].isin([CARRIED, MISSING])]) if month in matrix else []
