"""From facts a delivery to facts a month.

Carries the last delivery forward, says so, and counts months in a status. What is counted by the days in a
list, such as what is late, is that of the month itself, also where the list is carried.

Whether a measure may be carried is declared of it (`declared`): a stock holds until the next delivery, a flow
of an old month would leak into the new one.
"""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.declared import CARRIED_FORWARD, MONTHS_IN_STATUS, STATUS
from wkb_data.measures.facts import COLUMNS
from wkb_data.periods import month_range, months_between

# What several registers tell of, each for its own part: what is without a source is their sum.
ADDED_UP = {name for name, measure in declared.MEASURES.items() if "source" in measure.by}
STOCKS = {name for name, measure in declared.MEASURES.items() if measure.carried}


def monthly(
    deliveries: dict[tuple[str, str], pd.DataFrame], colours: dict[str, dict[str, str]] | None = None
) -> pd.DataFrame:
    """Facts of every month from the first to the last that was delivered or that a meeting established.

    `deliveries` maps (register, month) to the facts of the delivery in force; `colours` a month to the status
    of each aspect that a meeting established: it stands, whatever a delivery says of that month.

    Gives a frame with COLUMNS, sorted (measure and dimension as categories, which are quick to choose by); a
    register without a delivery in a month carries its last one forward with a fact `carried_forward`,
    `register=…`, value = months carried. A carried month is no judgement: it has its colour, but no
    `months_in_status`.
    """
    if not deliveries:
        return pd.DataFrame({c: pd.Series(dtype=float if c == "value" else object) for c in COLUMNS})
    known = {m for _, m in deliveries} | set(colours or {})
    months = month_range(min(known), max(known))
    told, carried = [], []
    for register in sorted({r for r, _ in deliveries}):
        own = {m: f for (r, m), f in deliveries.items() if r == register}
        told += _told(own)
        carried += _carried(register, own, months)
    judged = pd.concat(told, ignore_index=True)
    if colours:
        judged, carried = _established(judged, carried, colours)
    facts = _added_up(pd.concat([judged, *carried, _months_in_status(judged)], ignore_index=True))
    facts = facts.sort_values(["month", "aspect", "measure", "dimension"], kind="stable")
    return facts.reset_index(drop=True).astype({"measure": "category", "dimension": "category"})


def _established(
    told: pd.DataFrame, carried: list[pd.DataFrame], colours: dict[str, dict[str, str]]
) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    """What was told and what was carried, with the colours of the meetings in the place of those delivered.

    They are judgements; a month that is carried shows the last one, and so do the aspects that the meeting of
    a month without a delivery said nothing of.
    """
    shown = told[told["measure"] == STATUS]
    by_month = {m: dict(zip(p["aspect"], p["dimension"], strict=True)) for m, p in shown.groupby("month")}
    delivered = set(by_month)
    for month, found in colours.items():
        by_month[month] = by_month.get(month, {}) | {a: f"{STATUS}={c}" for a, c in found.items()}
    months = {m for part in carried for m in part.loc[part["measure"] == STATUS, "month"]}
    last, again = {}, {}
    for month in sorted(months | set(by_month)):
        own = by_month.get(month, {})
        if month in delivered:
            last = own
            continue
        again[month] = {a: d for a, d in last.items() if a not in own}
        last = last | own
    return (
        pd.concat([told.drop(shown.index), _statuses(by_month)], ignore_index=True),
        [*(part[part["measure"] != STATUS] for part in carried), _statuses(again)],
    )


def _statuses(by_month: dict[str, dict[str, str]]) -> pd.DataFrame:
    rows = [
        (m, a, str(STATUS), d, 1.0, STATUS.unit) for m, found in by_month.items() for a, d in found.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": float})


def _added_up(facts: pd.DataFrame) -> pd.DataFrame:
    """Facts of the same name that several registers give, as one: their sum."""
    shared = facts["measure"].isin(ADDED_UP)
    sums = (
        facts[shared].groupby([c for c in COLUMNS if c != "value"], sort=False, as_index=False)["value"].sum()
    )
    return pd.concat([facts[~shared], sums[COLUMNS]], ignore_index=True)


def _told(own: dict[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """What the deliveries of a register tell.

    Of their own month, and of months without a delivery (the latest says).
    """
    return [f[f["month"] == m] for m, f in own.items()] + list(_told_later(own).values())


def _told_later(own: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Month without a delivery of its own -> the facts that deliveries with a history have of it.

    Of each measure and kind of dimension what the latest says that tells it.
    """
    found: dict[str, dict[tuple[str, str], pd.DataFrame]] = {}
    for month in sorted(own):
        earlier = own[month][own[month]["month"] < month]
        earlier = earlier[~earlier["month"].isin(own)]
        if earlier.empty:
            continue
        kinds = earlier["dimension"].str.partition("=")[0]
        for (m, *key), part in earlier.groupby([earlier["month"], earlier["measure"], kinds]):
            found.setdefault(m, {})[tuple(key)] = part
    return {m: pd.concat(parts.values()) for m, parts in found.items()}


def _carried(register: str, own: dict[str, pd.DataFrame], months: list[str]) -> list[pd.DataFrame]:
    """The stocks of the last delivery for every month after it without one, but for what a later delivery
    tells.
    """
    history, parts, last = _told_later(own), [], None
    for month in months:
        last = month if month in own else last
        if last is None or last == month:
            continue
        told = set(history[month]["measure"]) if month in history else set()
        facts = _stand(own[last], last, month)
        parts.append(facts[facts["measure"].isin(STOCKS - told)].assign(month=month))
        age = float(months_between(last, month))
        row = (month, "", str(CARRIED_FORWARD), f"register={register}", age, CARRIED_FORWARD.unit)
        parts.append(pd.DataFrame([row], columns=COLUMNS))
    return parts


def _stand(facts: pd.DataFrame, last: str, month: str) -> pd.DataFrame:
    """What a delivery of the month `last` says of a later one: as it said of its own, but for what moved
    since by its days.
    """
    rows = facts[(facts["month"] >= last) & (facts["month"] <= month)]
    if (rows["month"] == last).all():
        return rows
    return rows.drop_duplicates(["aspect", "measure", "dimension"], keep="last").dropna(subset=["value"])


def _months_in_status(judged: pd.DataFrame) -> pd.DataFrame:
    """How many judged months in a row each aspect has had its colour, this one included.

    An unreadable one is none.
    """
    rows = []
    status = judged[(judged["measure"] == STATUS) & (judged["dimension"] != f"{STATUS}=unreadable")]
    status = status.sort_values("month", kind="stable")
    for aspect, part in status.groupby("aspect"):
        count, colour = 0, None
        for month, dimension in zip(part["month"], part["dimension"], strict=True):
            count, colour = count + 1 if dimension == colour else 1, dimension
            rows.append((month, aspect, str(MONTHS_IN_STATUS), "", float(count), MONTHS_IN_STATUS.unit))
    return pd.DataFrame(rows, columns=COLUMNS)
