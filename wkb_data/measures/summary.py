"""What is asked of the facts: one value, a series, its pace.

A measure that is not declared is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.declared import named
from wkb_data.measures.facts import RECENT
from wkb_data.periods import add_months, months_between


def _rows(facts: pd.DataFrame, **wanted: str) -> np.ndarray:
    """The positions of the facts that have the wanted values."""
    chosen = np.ones(len(facts), dtype=bool)
    for column, value in wanted.items():
        chosen &= (facts[column] == value).to_numpy()
    return np.flatnonzero(chosen)


def series(facts: pd.DataFrame, measure: str, dimension: str = "", aspect: str | None = None) -> pd.Series:
    """Values of one measure by month (`YYYY-MM`), ascending."""
    at = _rows(facts, measure=named(measure), dimension=dimension, **({"aspect": aspect} if aspect else {}))
    months = pd.Index(facts["month"].iloc[at].tolist(), dtype=object, name="month")
    found = pd.Series(facts["value"].to_numpy()[at], index=months, name="value")
    return found[~found.index.duplicated()].sort_index()


def value(
    facts: pd.DataFrame, measure: str, month: str, dimension: str = "", aspect: str | None = None
) -> float | None:
    """One value, or None when there is no such fact."""
    found = series(facts, measure, dimension, aspect)
    return float(found[month]) if month in found.index else None


def by_dimension(facts: pd.DataFrame, measure: str, month: str, kind: str) -> dict[str, float]:
    """Values of a measure in a month by the names of one kind of dimension."""
    at, start = _rows(facts, measure=named(measure), month=month), f"{kind}="
    pairs = zip(facts["dimension"].iloc[at].tolist(), facts["value"].to_numpy()[at].tolist(), strict=True)
    return {d.removeprefix(start): v for d, v in pairs if d.startswith(start)}


def carried(facts: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(register, month) -> months carried forward."""
    at = _rows(facts, measure=declared.CARRIED_FORWARD)
    columns = (facts[c].iloc[at].tolist() for c in ("dimension", "month", "value"))
    return {(d.removeprefix("register="), m): int(v) for d, m, v in zip(*columns, strict=True)}


def registers_of(facts: pd.DataFrame, measure: str, month: str) -> tuple[str, ...]:
    """The registers that a measure of a month is of, the leading one first: of several those that told."""
    known = named(measure).registers
    if len(known) < 2:
        return known
    told = by_dimension(facts, measure, month, "source")
    return tuple(r for r in known if r in told) or known[:1]


def told(facts: pd.DataFrame, measure: str, month: str, dimension: str = "") -> pd.Series:
    """As `series` up to a month, without what was carried into a month: there it says nothing.

    A flow is never carried. A total is told of in the months with the flow that it adds up, whichever
    delivery says that.
    """
    found, known = series(facts, measure, dimension), named(measure)
    found = found[found.index <= month]
    if not known.carried:
        return found
    if known.adds and len(flow := series(facts, known.adds)):
        return found[found.index.isin(flow.index)]
    lead, old = registers_of(facts, measure, month)[:1], carried(facts)
    return found[[(*lead, m) not in old for m in found.index]]


@dataclass(frozen=True)
class Pace:
    """How many a month over the `months` up to the month `of`, the last that is told of, and in which month
    the target is met at that pace (None: never, or not known).
    """

    per_month: float | None
    months: int
    of: str | None
    reached: str | None


def pace(facts: pd.DataFrame, measure: str, month: str, target: float, dimension: str = "") -> Pace:
    """The mean growth over RECENT months, or over a few more where nothing was told of the first of them.

    Unknown with too short a history.
    """
    found = told(facts, measure, month, dimension)
    of = found.index[-1] if len(found) else month
    before = [m for m in found.index if m <= add_months(of, -RECENT)]
    if not before:
        return Pace(None, RECENT, None, None)
    months = months_between(before[-1], of)
    per_month = float(found[of] - found[before[-1]]) / months
    left = target - float(found[of])
    if left <= 0:
        return Pace(per_month, months, of, of)
    ahead = -int(-left // per_month) if per_month > 0 and left / per_month < 240 else None
    return Pace(per_month, months, of, None if ahead is None else max(month, add_months(of, ahead)))


def latest(facts: pd.DataFrame, measure: str, month: str) -> float | None:
    """The last value of a measure up to a month, or None."""
    found = series(facts, measure)
    found = found[found.index <= month]
    return float(found.iloc[-1]) if len(found) else None


def side_by_side(facts: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Measures without dimension beside each other by month; `columns` maps a name to a measure."""
    return pd.DataFrame({title: series(facts, measure) for title, measure in columns.items()})


def first(rows: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """Rows with those that ask for something before the others, each part in its order."""
    return pd.concat([rows[asked], rows[~asked]])


def left_out(facts: pd.DataFrame, register: str, month: str) -> tuple[int, int]:
    """How many rows and columns of a register do not count in a month: delivered with reservations."""
    rows, columns = (
        int(series(facts, measure, f"register={register}").get(month, 0))
        for measure in (declared.ROWS_LEFT_OUT, declared.COLUMNS_LEFT_OUT)
    )
    return rows, columns
