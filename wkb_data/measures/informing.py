"""Informing (plan 2.2, 4.3.2).

Who is informed and how sure that is, questions and their answers, materials planned and realised.
"""

from __future__ import annotations

from datetime import date
from math import sqrt

import pandas as pd

from wkb_data.periods import month_end, month_range


def interval(share: float, asked: float, size: float | None = None) -> tuple[float, float]:
    """95% interval (Wilson) of a share (0-1) found with so many respondents.

    A small audience of `size` narrows it.
    """
    z = 1.96
    effective = asked if not size or size <= asked else asked * (size - 1) / (size - asked)
    if size and size <= asked:
        return share, share
    middle = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z / (1 + z * z / effective) * sqrt(share * (1 - share) / effective + z * z / (4 * effective**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def measured(
    awareness: pd.DataFrame, month: str
) -> list[tuple[str, date, float, float | None, float | None]]:
    """The last measurement of each party up to a month: party, day, share (0-1), respondents, audience.

    A count of who is informed is a share of the respondents; without them, or more than they are, it is none.
    """
    rows = awareness.dropna(subset=["measured", "party", "informed"])
    rows = (
        rows[[d <= month_end(month) for d in rows["measured"]]]
        .sort_values("measured", kind="stable")
        .drop_duplicates("party", keep="last")
    )
    kinds = rows["informed__precision"].tolist() if "informed__precision" in rows else [None] * len(rows)
    found = []
    for kind, r in zip(kinds, rows.to_dict("records"), strict=True):
        asked, size, share = (
            float(v) if pd.notna(v) else None for v in (r["respondents"], r["audience_size"], r["informed"])
        )
        if kind == "count" or share > 1:
            if not asked or share > asked:
                continue
            share = share / asked
        found.append((r["party"], r["measured"], share, asked, size))
    return found


def informed(awareness: pd.DataFrame, month: str) -> pd.DataFrame:
    """The last measurement of each party up to a month, the least informed first.

    party, measured, share (0-1), asked, size, low, high (NaN without respondents).
    """
    rows = [
        (*row, *(interval(share, asked, size) if asked else (None, None)))
        for row in measured(awareness, month)
        for share, asked, size in [row[2:]]
    ]
    columns = ["party", "measured", "share", "asked", "size", "low", "high"]
    return pd.DataFrame(rows, columns=columns).sort_values("share", kind="stable")


def topics(questions: pd.DataFrame) -> dict[str | None, int]:
    """Open questions by topic, the most first; None last: those without one."""
    waiting = questions.loc[questions["answered"].isna(), "topic"]
    counts, without = waiting.value_counts(), int(waiting.isna().sum())
    found = {name: int(n) for name, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))}
    return found | ({None: without} if without else {})


def waiting(questions: pd.DataFrame, month: str) -> pd.DataFrame:
    """Open questions with `days` since they were received; the longest first."""
    rows = questions.dropna(subset=["number", "received"])
    rows = rows[rows["answered"].isna()]
    return rows.assign(days=[(month_end(month) - d).days for d in rows["received"]]).sort_values(
        "days", ascending=False, kind="stable"
    )


def materials_by_month(materials: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """month, planned, realised: cumulative numbers by month."""
    months = month_range(first, last)
    columns = {
        c: [sum(1 for d in materials[c] if pd.notna(d) and d <= month_end(m)) for m in months]
        for c in ("planned", "realised")
    }
    return pd.DataFrame({"month": months} | columns)


def materials_by_kind(materials: pd.DataFrame, month: str, words: dict[str, str]) -> pd.DataFrame:
    """kind (by its word), planned, realised (both up to the end of `month`), reach (of those realised; none
    where it is not known).
    """
    last = month_end(month)
    due, made = ([pd.notna(d) and d <= last for d in materials[c]] for c in ("planned", "realised"))
    rows = []
    for kind, title in words.items():
        own = (materials["kind"] == kind).to_numpy()
        if own.any():
            rows.append(
                (
                    title,
                    int((own & due).sum()),
                    int((own & made).sum()),
                    materials.loc[own & made, "reach"].sum(min_count=1),
                )
            )
    return pd.DataFrame(rows, columns=["kind", "planned", "realised", "reach"]).astype({"reach": "Float64"})


def questions_by_kind(questions: pd.DataFrame, words: dict[str, str]) -> pd.DataFrame:
    """kind (by its word), received, answered, open: about the content, or asking for more material (4.3.2).

    Those without a kind last, under the word of `""`.
    """
    kinds = questions["kind"].fillna("")
    rows = []
    for kind, title in words.items():
        own = questions[kinds == kind]
        if len(own):
            answered = int(own["answered"].notna().sum())
            rows.append((title, len(own), answered, len(own) - answered))
    return pd.DataFrame(rows, columns=["kind", "received", "answered", "open"])
