"""What the pages ask of the facts: one value, a series, what moved, which lag. Pure functions; frames in, values out."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from wkb_data.periods import add_months, month_end, months_between
from wkb_data.plan import Plan


def _rows(facts: pd.DataFrame, **wanted: str) -> np.ndarray:
    """The positions of the facts that have the wanted values."""
    chosen = np.ones(len(facts), dtype=bool)
    for column, value in wanted.items():
        chosen &= (facts[column] == value).to_numpy()
    return np.flatnonzero(chosen)


def series(facts: pd.DataFrame, measure: str, dimension: str = "", aspect: str | None = None) -> pd.Series:
    """Values of one measure by month (`YYYY-MM`), ascending."""
    at = _rows(facts, measure=measure, dimension=dimension, **({"aspect": aspect} if aspect else {}))
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
    at, start = _rows(facts, measure=measure, month=month), f"{kind}="
    named = zip(facts["dimension"].iloc[at].tolist(), facts["value"].to_numpy()[at].tolist(), strict=True)
    return {d.removeprefix(start): v for d, v in named if d.startswith(start)}


@dataclass(frozen=True)
class Headline:
    """A headline figure: this month, the change since last month, and its series for the sparkline."""

    value: float | None
    change: float | None
    history: list[float]

    @property
    def points(self) -> float | None:
        """The change of a share in percentage points."""
        return None if self.change is None else self.change * 100


def headline(facts: pd.DataFrame, measure: str, month: str) -> Headline:
    """The headline of a measure without dimension."""
    found = series(facts, measure)
    found = found[found.index <= month]
    now, before = (float(found[m]) if m in found.index else None for m in (month, add_months(month, -1)))
    return Headline(
        now, now - before if now is not None and before is not None else None, [float(v) for v in found]
    )


_LAID_OUT: dict[int, tuple[weakref.ref, pd.DataFrame]] = {}


def statuses(facts: pd.DataFrame) -> pd.DataFrame:
    """Status by aspect (rows) and month (columns): green, orange, red, unjudged or missing. Laid out once for the same facts; not to be written in."""
    known = _LAID_OUT.get(id(facts))
    if known is None or known[0]() is not facts:
        if len(_LAID_OUT) > 100:
            _LAID_OUT.clear()
        known = _LAID_OUT[id(facts)] = weakref.ref(facts), _by_month(facts)
    return known[1]


def _by_month(facts: pd.DataFrame) -> pd.DataFrame:
    chosen = facts[facts["measure"] == "status"]
    if chosen.empty:
        return pd.DataFrame()
    table = chosen.assign(status=chosen["dimension"].astype(object).str.removeprefix("status="))
    table = table.drop_duplicates(["aspect", "month"]).pivot(index="aspect", columns="month", values="status")
    plain = (
        pd.Index(labels.tolist(), dtype=object, name=labels.name) for labels in (table.index, table.columns)
    )
    return pd.DataFrame(table.astype(object).to_numpy(), *plain)


@dataclass(frozen=True)
class Move:
    """An aspect whose status changed between two months."""

    aspect: str
    before: str
    now: str


def moves(facts: pd.DataFrame, month: str) -> list[Move]:
    """Aspects whose status differs from the month before."""
    table = statuses(facts)
    last = add_months(month, -1)
    if month not in table or last not in table:
        return []
    return [
        Move(a, b, n)
        for a, b, n in zip(table.index, table[last], table[month], strict=True)
        if isinstance(b, str) and isinstance(n, str) and b != n
    ]


def carried(facts: pd.DataFrame) -> dict[tuple[str, str], int]:
    """(register, month) -> months carried forward."""
    at = _rows(facts, measure="carried_forward")
    columns = (facts[c].iloc[at].tolist() for c in ("dimension", "month", "value"))
    return {(d.removeprefix("register="), m): int(v) for d, m, v in zip(*columns, strict=True)}


@dataclass(frozen=True)
class Pace:
    """At the pace of the last months: how many a month, and in which month the target is met (None: never, or not known)."""

    per_month: float | None
    months: int
    reached: str | None


def pace(facts: pd.DataFrame, measure: str, month: str, target: float, months: int = 3) -> Pace:
    """The mean growth over the last `months` months. Unknown with fewer than that many months of history."""
    found = series(facts, measure)
    found = found[found.index <= month]
    first = add_months(month, -months)
    if first not in found.index or month not in found.index:
        return Pace(None, months, None)
    per_month = float(found[month] - found[first]) / months
    left = target - float(found[month])
    if left <= 0:
        return Pace(per_month, months, month)
    return Pace(
        per_month,
        months,
        add_months(month, -int(-left // per_month)) if per_month > 0 and left / per_month < 240 else None,
    )


def delivery_matrix(facts: pd.DataFrame, in_force: dict, months: list[str], plan: Plan) -> pd.DataFrame:
    """Groups (rows) by months: geleverd, te laat (after the meeting), niet geleverd, doorgetrokken, niet verwacht."""
    old = carried(facts)
    rows = {}
    for group in plan.groups:
        row, since = [], 0
        for month in months:
            delivery = in_force.get((group.register, month))
            since = 0 if delivery else since + 1
            if delivery:
                late = date.fromisoformat(delivery.delivered_at[:10]) > plan.meeting(month)
                row.append("geleverd na vergadering" if late else "geleverd")
            elif not group.cadence or since < group.cadence:
                row.append("niet verwacht")
            else:
                row.append("ontbreekt, vorige stand geldt" if (group.register, month) in old else "ontbreekt")
        rows[group.name] = row
    return pd.DataFrame.from_dict(rows, orient="index", columns=months)


def missing_groups(matrix: pd.DataFrame, month: str) -> list[str]:
    """Groups whose delivery of a month is due by their agreed cadence and is not there."""
    return [g for g in matrix.index if matrix.at[g, month].startswith("ontbreekt")] if month in matrix else []


def months_left(day: date | None, month: str) -> int | None:
    """Whole months from the end of `month` to a deadline; negative when it has passed."""
    return None if day is None else months_between(f"{month_end(month):%Y-%m}", f"{day:%Y-%m}")


def status_history(frames: list[tuple[str, pd.DataFrame]], aspect: str) -> pd.DataFrame:
    """One aspect through the months: Maand, status, justification, action, owner, expected; from (month, status frame) pairs."""
    columns = ["month", "status", "justification", "action", "owner", "expected"]
    rows = []
    for month, frame in frames:
        for i, (a, m) in enumerate(zip(frame["aspect"].tolist(), frame["month"].tolist(), strict=True)):
            if a == aspect and m == month:
                rows.append(tuple(frame[c].iloc[i] for c in columns))
    return pd.DataFrame(rows, columns=columns)


def red_aspects(frame: pd.DataFrame, month: str) -> pd.DataFrame:
    """Red aspects of a month with their action and owner; `frame` is the status snapshot."""
    own = (
        frame[(frame["status"] == "red") & (frame["month"] == frame["month"].max())] if len(frame) else frame
    )
    return (
        own[["aspect", "action", "owner"]]
        if len(own)
        else pd.DataFrame(columns=["aspect", "action", "owner"])
    )


@dataclass(frozen=True)
class TableChange:
    """What a delivery changes in one table: counts, and the changed cells (key, column, old, new)."""

    table: str
    new: list[str]
    gone: list[str]
    unchanged: int
    cells: pd.DataFrame


def compare(table: str, keys: list[str], old: pd.DataFrame | None, new: pd.DataFrame) -> TableChange:
    """Rows new, changed cell by cell, vanished and unchanged, by the columns that name a row."""
    columns = [c for c in new.columns if "__" not in c]

    def named(frame: pd.DataFrame) -> dict[str, dict]:
        rows = frame.reindex(columns=columns).to_dict("records")
        return {
            " · ".join(str(r[k]) for k in keys if not pd.isna(r[k])): r
            for r in rows
            if not pd.isna(r[keys[0]])
        }

    after, before = named(new), named(old) if old is not None else {}
    cells, unchanged = [], 0
    for name in after.keys() & before.keys():
        changed = [
            (name, c, before[name][c], after[name][c])
            for c in columns
            if not _same(before[name][c], after[name][c])
        ]
        cells += changed
        unchanged += not changed
    frame = pd.DataFrame(sorted(cells, key=lambda c: c[:2]), columns=["Regel", "Kolom", "Was", "Wordt"])
    return TableChange(
        table, [k for k in after if k not in before], [k for k in before if k not in after], unchanged, frame
    )


def _same(a: object, b: object) -> bool:
    return bool(pd.isna(a) and pd.isna(b)) or (not pd.isna(a) and not pd.isna(b) and a == b)


def latest(facts: pd.DataFrame, measure: str, month: str) -> float | None:
    """The last value of a measure up to a month, or None."""
    found = series(facts, measure)
    found = found[found.index <= month]
    return float(found.iloc[-1]) if len(found) else None


def status_counts(facts: pd.DataFrame, month: str) -> dict[str, int]:
    """How many aspects have each status in a month."""
    table = statuses(facts)
    found = table[month].value_counts() if month in table else {}
    return {s: int(found.get(s, 0)) for s in ("green", "orange", "red", "unjudged")}


def deadline_months(plan: Plan, month: str) -> dict[str, str]:
    """Aspects with a deadline of their own and the month of it, as computed in `month`."""
    return {a.id: f"{d:%Y-%m}" for a in plan.aspects if a.own and (d := plan.deadline(a.id, month))}


def past_deadline(facts: pd.DataFrame, plan: Plan, aspect: str, month: str) -> bool:
    """Whether an aspect is still orange after its own deadline: a contradiction to show."""
    deadline = plan.deadline(aspect, month)
    table = statuses(facts)
    orange = month in table and aspect in table.index and table.at[aspect, month] == "orange"
    return bool(orange and plan.aspect(aspect).own and deadline and deadline < month_end(month))


def volume_table(facts: pd.DataFrame) -> pd.DataFrame:
    """Maand, Aanvragen, Volumeprojecten, Aandeel maand, Aandeel totaal."""
    names = {
        "applications": "Aanvragen",
        "volume_pilots": "Volumeprojecten",
        "volume_share_month": "Aandeel maand",
        "volume_share_total": "Aandeel totaal",
    }
    return (
        pd.DataFrame({title: series(facts, m) for m, title in names.items()})
        .rename_axis("Maand")
        .reset_index()
    )
