"""Trends for the Monitoringsgroep: colours over time, how long each stays red, what escalates."""

from __future__ import annotations

import pandas as pd

from wkb_data.measures.summary import statuses

ORDER = ("green", "orange", "red", "unjudged")


def counts_by_month(facts: pd.DataFrame) -> pd.DataFrame:
    """Aspects by status (columns green, orange, red, unjudged) for every month."""
    table = statuses(facts)
    if table.empty:
        return pd.DataFrame(columns=ORDER)
    values = table.to_numpy()
    return pd.DataFrame({s: (values == s).sum(axis=0) for s in ORDER}, index=table.columns)


def red_spells(facts: pd.DataFrame, month: str) -> pd.DataFrame:
    """aspect, months (red in all), since (first month of the red spell that lasts at `month`, else None), now (its length)."""
    table = statuses(facts)
    months = [m for m in table.columns if m <= month] if len(table) else []
    rows = []
    for aspect, line in zip(table.index, table[months].to_numpy().tolist(), strict=True) if months else ():
        red = line.count("red")
        spell = next((i for i, status in enumerate(reversed(line)) if status != "red"), len(line))
        if red:
            rows.append((aspect, red, months[-spell] if spell else None, spell))
    return pd.DataFrame(rows, columns=["aspect", "months", "since", "now"]).sort_values(
        ["now", "months"], ascending=False, kind="stable"
    )


def escalated(decisions: pd.DataFrame) -> pd.DataFrame:
    """Decisions taken to the Monitoringsgroep, the latest first."""
    return (
        decisions[decisions["escalated"] == "yes"].sort_values("date", ascending=False, kind="stable")
        if len(decisions)
        else decisions
    )
