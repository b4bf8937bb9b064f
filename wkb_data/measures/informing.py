"""Informing (plan 2.2, 4.3.2): who is informed and how sure that is, questions and their answers, materials planned and realised."""

from __future__ import annotations

from math import sqrt

import pandas as pd

from wkb_data.periods import month_end, month_range


def interval(share: float, asked: float, size: float | None = None) -> tuple[float, float]:
    """95 % interval (Wilson) of a share (0-1) found with so many respondents; a small audience of `size` narrows it."""
    z = 1.96
    effective = asked if not size or size <= asked else asked * (size - 1) / (size - asked)
    if size and size <= asked:
        return share, share
    middle = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z / (1 + z * z / effective) * sqrt(share * (1 - share) / effective + z * z / (4 * effective**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def informed(awareness: pd.DataFrame, month: str) -> pd.DataFrame:
    """The last measurement of each party up to a month: party, measured, share (0-1), asked, size, low, high (NaN without respondents)."""
    rows = awareness.dropna(subset=["measured", "party", "informed"])
    rows = rows[[d <= month_end(month) for d in rows["measured"]]].sort_values("measured", kind="stable").drop_duplicates("party", keep="last")
    kinds = rows["informed__precision"].tolist() if "informed__precision" in rows else [None] * len(rows)
    found = []
    for kind, r in zip(kinds, rows.to_dict("records"), strict=True):
        asked, size, share = (float(v) if pd.notna(v) else None for v in (r["respondents"], r["audience_size"], r["informed"]))
        if kind == "count" or share > 1:
            if not asked or share > asked:
                continue
            share = share / asked
        low, high = interval(share, asked, size) if asked else (None, None)
        found.append((r["party"], r["measured"], share, asked, size, low, high))
    return pd.DataFrame(found, columns=["party", "measured", "share", "asked", "size", "low", "high"]).sort_values("share", kind="stable")


def topics(questions: pd.DataFrame) -> dict[str, int]:
    """Open questions by topic, the most first."""
    waiting = questions[questions["answered"].isna()]
    counts = waiting["topic"].fillna("zonder onderwerp").value_counts()
    return {name: int(n) for name, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))}


def waiting(questions: pd.DataFrame, month: str) -> pd.DataFrame:
    """Open questions with `days` since they were received; the longest first."""
    rows = questions.dropna(subset=["number", "received"])
    rows = rows[rows["answered"].isna()]
    return rows.assign(days=[(month_end(month) - d).days for d in rows["received"]]).sort_values("days", ascending=False, kind="stable")


def materials_by_month(materials: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Maand, Gepland, Gerealiseerd: cumulative numbers by month."""
    months = month_range(first, last)
    columns = {
        title: [sum(1 for d in materials[c] if pd.notna(d) and d <= month_end(m)) for m in months]
        for title, c in (("Gepland", "planned"), ("Gerealiseerd", "realised"))
    }
    return pd.DataFrame({"Maand": months} | columns)
