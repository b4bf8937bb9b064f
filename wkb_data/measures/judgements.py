"""The colours of the aspects: by month, what moved, how many of each, and what stands beside a judgement.

A month without a delivery of the judgements shows the last colour, but is no judgement itself (`judged`): it
counts in no tally and in no run of months.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures.declared import MONTHS_IN_STATUS, STATUS
from wkb_data.periods import add_months

ORDER = ("green", "orange", "red", "unjudged")
# The judgement of an aspect was delivered with reservations and can't be read: no colour, and no judgement.
UNREADABLE = "unreadable"
HISTORY = ["month", "status", "justification", "action", "owner", "expected", "expected__precision"]


def statuses(facts: pd.DataFrame) -> pd.DataFrame:
    """Status by aspect (rows) and month (columns) as shown.

    Green, orange, red, unjudged, unreadable or missing; carried ones too.
    """
    chosen = facts[facts["measure"] == STATUS]
    colours = chosen["dimension"].astype(object).str.removeprefix(f"{STATUS}=")
    return _by_month(chosen.assign(shown=colours))


def judged(facts: pd.DataFrame) -> pd.DataFrame:
    """As `statuses`, without the months into which a colour was carried: those are no judgement."""
    told = facts.loc[facts["measure"] == MONTHS_IN_STATUS, ["aspect", "month"]]
    table = statuses(facts)
    if table.empty:
        return table
    was = _by_month(told.assign(shown=True)).reindex(index=table.index, columns=table.columns)
    return table.where(was.notna(), None).dropna(axis="columns", how="all")


def judged_month(facts: pd.DataFrame, month: str) -> str | None:
    """The last month up to one with a judgement of its own: what a carried month shows. None without any."""
    return max((m for m in judged(facts).columns if m <= month), default=None)


def judgements_to(table: pd.DataFrame, aspect: str, month: str) -> list[tuple[str, str]]:
    """(month, status) of the judgements of one aspect up to a month, oldest first; `table` as of `judged`."""
    line = table.loc[aspect].to_dict() if aspect in table.index else {}
    return [(m, s) for m, s in line.items() if m <= month and isinstance(s, str)]


def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame()
    table = rows.drop_duplicates(["aspect", "month"]).pivot(index="aspect", columns="month", values="shown")
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


def moves(table: pd.DataFrame, month: str) -> list[Move]:
    """Aspects whose status differs from the month before, in a table of `statuses`.

    One that can't be read tells nothing.
    """
    last = add_months(month, -1)
    if month not in table or last not in table:
        return []
    return [
        Move(a, b, n)
        for a, b, n in zip(table.index, table[last], table[month], strict=True)
        if isinstance(b, str) and isinstance(n, str) and b != n and UNREADABLE not in (b, n)
    ]


def comparable(facts: pd.DataFrame, month: str) -> bool:
    """Whether a month has judgements of its own, and the month before it colours to hold them against."""
    return month in judged(facts) and add_months(month, -1) in statuses(facts)


def status_counts(table: pd.DataFrame, month: str) -> dict[str, int]:
    """How many aspects have each status in a month."""
    found = table[month].value_counts() if month in table else {}
    return {s: int(found.get(s, 0)) for s in (*ORDER, UNREADABLE) if s in ORDER or UNREADABLE in found}


def status_history(frames: list[tuple[str, pd.DataFrame]], aspect: str) -> pd.DataFrame:
    """One aspect through the months (HISTORY), from (month, status frame) pairs.

    Each as delivered for its own month.
    """
    rows = []
    for month, frame in frames:
        for i, (a, m) in enumerate(zip(frame["aspect"].tolist(), frame["month"].tolist(), strict=True)):
            if a == aspect and m == month:
                rows.append(tuple(frame[c].iloc[i] if c in frame else None for c in HISTORY))
    return pd.DataFrame(rows, columns=HISTORY)


def red_aspects(frame: pd.DataFrame) -> pd.DataFrame:
    """aspect, action, owner of the aspects that are red in the last month of a status snapshot."""
    own = frame[(frame["status"] == "red") & (frame["month"] == frame["month"].max())]
    return own[["aspect", "action", "owner"]]
