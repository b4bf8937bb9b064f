"""What is due when, and what is late: one meaning for every page, signal, fact and export.

What is due on a day of the month viewed is not overdue in that month: it can still be done. It is overdue
from the next month on.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from wkb_data.periods import add_months, months_between, period_end
from wkb_data.plan import Plan


def overdue(due: date | None, month: str) -> bool:
    """Whether something due on a day should have been done before `month`; no day is never overdue."""
    return due is not None and not pd.isna(due) and f"{due:%Y-%m}" < month


def months_left(due: date | None, month: str) -> int | None:
    """Whole months from the end of `month` to a deadline.

    In and just before its month 0, negative after it, None without one.
    """
    if due is None or pd.isna(due):
        return None
    if overdue(due, month):
        return months_between(month, f"{due:%Y-%m}")
    return max(0, months_between(add_months(month, 1), f"{due + timedelta(days=1):%Y-%m}"))


def last_days(rows: pd.DataFrame, column: str) -> pd.Series:
    """The last day of what a date column says: `Q2 2021` runs to 30 June 2021; None where it says nothing."""
    precisions = rows[f"{column}__precision"] if f"{column}__precision" in rows else [None] * len(rows)
    days = [
        period_end(d, p) if d is not None and d == d else None
        for d, p in zip(rows[column], precisions, strict=True)
    ]
    return pd.Series(days, index=rows.index, dtype=object)


def overdue_rows(rows: pd.DataFrame, column: str, month: str) -> pd.Series:
    """Which rows have a date in `column` that is overdue in a month.

    Whether they are done is for the caller.
    """
    return pd.Series([overdue(d, month) for d in last_days(rows, column)], index=rows.index, dtype=bool)


def open_decisions(decisions: pd.DataFrame, month: str) -> pd.DataFrame:
    """Decisions that should have been carried out before a month and are not."""
    return decisions[overdue_rows(decisions, "due", month) & decisions["done"].isna()]


def most_urgent_first(decisions: pd.DataFrame, month: str) -> pd.DataFrame:
    """Decisions with `late` (bool): overdue and not carried out.

    Those first, the longest overdue on top; then what is open, then what is done, the latest decision first.
    """
    late = decisions.index.isin(open_decisions(decisions, month).index)
    rows = decisions.assign(late=late)[::-1]
    due, done = last_days(rows, "due"), rows["done"].notna()
    order = sorted(
        rows.index, key=lambda i: (0, due[i].toordinal()) if rows["late"][i] else (1 + int(done[i]), 0)
    )
    return rows.loc[order]


def deadline_months(plan: Plan, month: str) -> dict[str, str]:
    """Aspects with a deadline of their own and the month of it, as computed in `month`."""
    return {a.id: f"{d:%Y-%m}" for a in plan.aspects if a.own and (d := plan.deadline(a.id, month))}


def past_deadline(table: pd.DataFrame, plan: Plan, aspect: str, month: str) -> bool:
    """Whether an aspect is still orange after its own deadline: a contradiction to show.

    `table` as of `statuses`.
    """
    orange = month in table and aspect in table.index and table.at[aspect, month] == "orange"
    return bool(orange and plan.aspect(aspect).own and overdue(plan.deadline(aspect, month), month))
