"""From facts a delivery to facts a month: carries the last delivery forward, says so, and counts months in a status."""

from __future__ import annotations

import pandas as pd

from wkb_data.measures.facts import COLUMNS
from wkb_data.periods import month_range, months_between

# What happened within a month is not carried into the next one: an old month would leak into the new.
FLOWS = {"applications", "volume_pilots", "volume_share_month", "bottlenecks_new", "bottlenecks_resolved"}
# What a delivery also tells of the months before it: those fill a month without a delivery of its own.
TOLD_LATER = {"status", "applications", "volume_pilots", "volume_share_month"}


def monthly(deliveries: dict[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    """Facts of every month from the first to the last delivered one.

    `deliveries` maps (register, month) to the facts of the delivery in force. Gives a frame with COLUMNS, sorted (measure and dimension as categories, which are quick to choose by); a register
    without a delivery in a month carries its last one forward with a fact `carried_forward`, `register=…`, value = months carried.
    """
    if not deliveries:
        return pd.DataFrame({c: pd.Series(dtype=float if c == "value" else object) for c in COLUMNS})
    months = month_range(min(m for _, m in deliveries), max(m for _, m in deliveries))
    parts = []
    for register in sorted({r for r, _ in deliveries}):
        last: tuple[str, pd.DataFrame] | None = None
        history = _history({m: f for (r, m), f in deliveries.items() if r == register})
        for month in months:
            own = deliveries.get((register, month))
            if own is not None:
                last = month, own[own["month"] == month]
                parts.append(last[1])
            elif month in history:
                parts.append(history[month])
            if own is None and last is not None:
                told = set(history[month]["measure"]) if month in history else set()
                carried = last[1][~last[1]["measure"].isin(FLOWS | told)]
                parts.append(carried.assign(month=month))
                row = (
                    month,
                    "",
                    "carried_forward",
                    f"register={register}",
                    float(months_between(last[0], month)),
                    "maanden",
                )
                parts.append(pd.DataFrame([row], columns=COLUMNS))
        parts += [f for m, f in history.items() if m < months[0]]
    facts = (
        pd.concat([p for p in parts if len(p)], ignore_index=True) if any(len(p) for p in parts) else parts[0]
    )
    facts = pd.concat([facts, _months_in_status(facts)], ignore_index=True)
    facts = facts.sort_values(["month", "aspect", "measure", "dimension"], kind="stable").reset_index(
        drop=True
    )
    return facts.astype({"measure": "category", "dimension": "category"})


def _history(deliveries: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Facts that a later delivery gives for months without a delivery of their own; the latest says."""
    found: dict[str, pd.DataFrame] = {}
    for month in sorted(deliveries):
        facts = deliveries[month]
        earlier = facts[facts["measure"].isin(TOLD_LATER) & (facts["month"] != month)]
        for m, part in earlier.groupby("month"):
            if m not in deliveries:
                found[m] = part
    return found


def _months_in_status(facts: pd.DataFrame) -> pd.DataFrame:
    rows = []
    status = facts[facts["measure"] == "status"].sort_values("month", kind="stable")
    for aspect, part in status.groupby("aspect"):
        since, colour = None, None
        for month, dimension in zip(part["month"], part["dimension"], strict=True):
            if dimension != colour:
                since, colour = month, dimension
            rows.append(
                (month, aspect, "months_in_status", "", float(months_between(since, month)), "maanden")
            )
    return pd.DataFrame(rows, columns=COLUMNS)
