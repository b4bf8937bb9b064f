"""Instruments and assurers (plan 2.6).

Which building types are covered, who declared, and capacity against demand.
"""

from __future__ import annotations

import pandas as pd


def coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """Building types (rows) by instruments (columns): yes, conditional, no or missing.

    In the order delivered.
    """
    kept = rows.dropna(subset=["building_type", "instrument"]).drop_duplicates(
        ["building_type", "instrument"]
    )
    table = kept.pivot(index="building_type", columns="instrument", values="suitable")
    return table.reindex(index=kept["building_type"].unique(), columns=kept["instrument"].unique())


def uncovered(table: pd.DataFrame) -> list[str]:
    """Building types without any instrument that suits without conditions."""
    return [name for name, row in table.iterrows() if not (row == "yes").any()]


def costs(instruments: pd.DataFrame) -> tuple[int, int, float | None, float | None]:
    """Of the instruments not withdrawn.

    How many say what they cost, how many there are, the least and the most.

    In euros a works. A bound that not every one of those that say what they cost gives is no bound of them
    all: None.
    """
    live = instruments[instruments["status"] != "withdrawn"]
    prices = live[["cost_from", "cost_to"]].apply(pd.to_numeric).dropna(how="all")
    bounds = prices["cost_from"].min(skipna=False), prices["cost_to"].max(skipna=False)
    least, most = (None if pd.isna(b) else float(b) for b in bounds)
    return len(prices), len(live), least, most


def capacity(assurers: pd.DataFrame, demand: pd.DataFrame, words: dict[str, str]) -> pd.DataFrame:
    """year, scenario, works, capacity, difference.

    Works a year that can be assured against works expected.
    """
    total = assurers["capacity"].sum(min_count=1)
    rows = []
    for r in demand.dropna(subset=["year", "works"]).to_dict("records"):
        gap = None if pd.isna(total) else int(total) - int(r["works"])
        rows.append(
            (
                int(r["year"]),
                words.get(r["scenario"], ""),
                int(r["works"]),
                None if gap is None else int(total),
                gap,
            )
        )
    return pd.DataFrame(rows, columns=["year", "scenario", "works", "capacity", "difference"])
