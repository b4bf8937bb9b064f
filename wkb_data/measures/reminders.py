"""Which group must deliver what before when, by what was agreed with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from wkb_data.measures.deliveries import AFTER_MEETING, DELIVERED
from wkb_data.periods import add_months
from wkb_data.plan import Group, Plan


@dataclass(frozen=True)
class Due:
    """What a group must deliver next: the register of `month`, on the day `before` at the latest.

    `missing`: due in the month viewed and not there. `last`: the month of its last delivery. Without a
    cadence that was agreed, `month` and `before` are None.
    """

    group: Group
    month: str | None
    before: date | None
    missing: bool
    last: str | None


def due(matrix: pd.DataFrame, month: str, plan: Plan) -> list[Due]:
    """What every group must deliver next, seen from a month, in the plan's order (`delivery_matrix`).

    A register is a snapshot: who missed months delivers that of the month viewed, not those one by one.
    """
    return [_of(group, matrix, month, plan) for group in plan.groups]


def _of(group: Group, matrix: pd.DataFrame, month: str, plan: Plan) -> Due:
    done = [m for m in matrix if m <= month and matrix.at[group.register, m] in (DELIVERED, AFTER_MEETING)]
    last = max(done, default=None)
    if not group.cadence:
        return Due(group, None, None, False, last)
    asked = add_months(last, group.cadence) if last else add_months(matrix.columns[0], group.cadence - 1)
    missing = asked <= month
    asked = max(asked, month)
    return Due(group, asked, plan.meeting(asked), missing, last)


def months_due(found: Due, count: int, month: str) -> list[str]:
    """The months up to `count` months after one in which a group must deliver."""
    last, asked = add_months(month, count), []
    current = found.month
    while current and current <= last:
        asked.append(current)
        current = add_months(current, found.group.cadence)
    return asked
