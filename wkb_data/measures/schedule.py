"""The integral planning (plan annex 1, 4.4.2).

Activities with what late ones push, studies, and deadlines then and now.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from wkb_data.measures.deadlines import last_days, overdue
from wkb_data.periods import month_end, months_before
from wkb_data.plan import Plan


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not pd.isna(value) else None


def _ready(row: dict) -> bool:
    return _day(row["done"]) is not None or row["progress"] == 100


def schedule(activities: pd.DataFrame, month: str) -> pd.DataFrame:
    """Activities with `ready` (bool), `late` (days past its end and not ready), `expected` (end as it now
    looks) and `because`.

    An activity that is late now ends at the end of `month` at the earliest; what depends on it and has not
    begun starts after it and keeps its length. `because` names the activity that pushes it.
    """
    rows = (
        activities.dropna(subset=["number", "start", "end"]).drop_duplicates("number").reset_index(drop=True)
    )
    rows["end"] = last_days(rows, "end")
    now = month_end(month)
    by_number = {r["number"]: r for r in rows.to_dict("records")}
    found: dict[str, tuple[date, str]] = {}

    def expected(number: str, above: tuple[str, ...] = ()) -> tuple[date, str]:
        if number in found:
            return found[number]
        r = by_number[number]
        if done := _day(r["done"]):
            found[number] = done, ""
            return found[number]
        ready = _ready(r)
        end = r["end"] if ready else max(r["end"], now)
        because, begun = "", pd.notna(r["progress"]) and r["progress"] > 0
        for before in (r["depends_on"] or "").split("; ") if isinstance(r["depends_on"], str) else ():
            if (
                before in by_number
                and before not in above
                and not ready
                and not begun
                and not _ready(by_number[before])
            ):
                earlier, _ = expected(before, (*above, number))
                pushed = earlier + timedelta(days=1) + (r["end"] - r["start"])
                if earlier >= r["start"] and pushed > end:
                    end, because = pushed, before
        found[number] = end, because
        return found[number]

    ends = [expected(n) for n in rows["number"]]
    ready = [_ready(r) for r in rows.to_dict("records")]
    late = [
        (now - e).days if overdue(e, month) and not r else 0 for e, r in zip(rows["end"], ready, strict=True)
    ]
    return rows.assign(ready=ready, late=late, expected=[e for e, _ in ends], because=[b for _, b in ends])


def studies_now(studies: pd.DataFrame, month: str) -> pd.DataFrame:
    """The studies with `late` (bool): past the date that they were planned for, and not adopted."""
    late = [overdue(day, month) for day in last_days(studies, "due")]
    return studies.assign(late=(studies["status"] != "adopted") & pd.array(late, dtype=bool))


def deadline_history(plan: Plan, month: str) -> pd.DataFrame:
    """Every decision on entry into force known in `month`.

    decided_on, dates (none: still open), scope ("" for all works), by, source; the first decision first.
    """
    rows = [
        (e.decided_on, e.dates, e.scope, e.by, e.source)
        for e in sorted(plan.entries, key=lambda e: e.decided_on)
        if e.decided_on <= month_end(month)
    ]
    return pd.DataFrame(rows, columns=["decided_on", "dates", "scope", "by", "source"])


def deadlines(plan: Plan, then: str, month: str) -> pd.DataFrame:
    """aspect, name, months_before, then, now, moved (months).

    Deadlines as planned in `then` and as planned in `month`.
    """
    rows = []
    for a in plan.aspects:
        old, new = plan.deadline(a.id, then), plan.deadline(a.id, month)
        moved = (new.year - old.year) * 12 + new.month - old.month if old and new else None
        rows.append((a.id, a.name, a.deadline if a.own else None, old, new, moved))
    return pd.DataFrame(rows, columns=["aspect", "name", "months_before", "then", "now", "moved"])


def phases(plan: Plan, month: str) -> pd.DataFrame:
    """phase, start, until: the last one runs until entry into force as known in `month` (empty when open)."""
    rows, start = [], date(int(plan.first_month[:4]), int(plan.first_month[5:]), 1)
    entry = plan.entry_date(month)
    for i, (name, length) in enumerate(plan.phases):
        end = months_before(start, -length) if i < len(plan.phases) - 1 else entry
        rows.append((name, start, end))
        start = end or start
    return pd.DataFrame(rows, columns=["phase", "start", "until"])


def phase_bands(plan: Plan, month: str) -> list[tuple[date, date | None]]:
    """(from, until) of the phases in order; until is None while entry into force is open."""
    return [
        (start, end if isinstance(end, date) else None)
        for _, start, end in phases(plan, month).itertuples(index=False)
    ]


def deadline_marks(plan: Plan, month: str) -> list[tuple[str, date]]:
    """The dates that aspects are due as computed in `month`, each with the aspects of that date.

    Entry into force by its name.
    """
    entry, marks = plan.entry_date(month), {}
    for a in plan.aspects:
        if a.own and (day := plan.deadline(a.id, month)) and day != entry:
            marks.setdefault(day, []).append(a.id)
    return [(" ".join(ids), day) for day, ids in sorted(marks.items())] + (
        [("inwerkingtreding", entry)] if entry else []
    )
