"""Trends for the Monitoringsgroep: colours over time, how long each stays red, what escalates.

Tables are those of `judgements.judged`: months into which a colour was carried are no judgement and are
skipped.
"""

from __future__ import annotations

import pandas as pd

from wkb_data.measures.judgements import ORDER


def counts_by_month(table: pd.DataFrame) -> pd.DataFrame:
    """Aspects by status (columns green, orange, red, unjudged) for every judged month."""
    if table.empty:
        return pd.DataFrame(columns=ORDER)
    values = table.to_numpy()
    return pd.DataFrame({s: (values == s).sum(axis=0) for s in ORDER}, index=table.columns)


def red_spells(table: pd.DataFrame, month: str) -> pd.DataFrame:
    """aspect, months (red in all), since (first month of the red spell that lasts, else None), now (its
    length in judgements).
    """
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
    return decisions[decisions["escalated"] == "yes"].sort_values("date", ascending=False, kind="stable")
