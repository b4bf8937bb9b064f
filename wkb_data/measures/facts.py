"""The facts of one delivery: month, aspect, measure, dimension, value, unit (docs/meetwaarden.md).

`facts_of(month, frames, plan)` is a pure function of a typed snapshot. It also says what the same lists mean
in later months, should no others come: what is due then. What spans several months (carrying forward, months
in a status) is put together in `wkb_data.measures.months`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.deadlines import last_days, overdue_rows
from wkb_data.measures.declared import UndeclaredMeasure, named
from wkb_data.measures.informing import measured
from wkb_data.periods import add_months, month_end
from wkb_data.plan import Plan

COLUMNS = ["month", "aspect", "measure", "dimension", "value", "unit"]
# A pace is that of so many months; so many a list of applications tells of by municipality.
RECENT = 3
STARTED = ("started", "completed")


class _Facts:
    """Collects facts of one month. Units and aspects come from what is declared of each measure."""

    def __init__(self, month: str, plan: Plan):
        self.month, self.plan, self.rows = month, plan, []

    def add(
        self, measure: str, value: float, dimension: str = "", aspect: str | None = None, month: str = ""
    ) -> None:
        """One fact, under `aspect` or the aspect that the measure tells of. Raises UndeclaredMeasure."""
        known = named(measure)
        if dimension and dimension.partition("=")[0] not in known.by:
            raise UndeclaredMeasure(f"{measure!r} is not declared by {dimension.partition('=')[0]!r}")
        own = known.aspects(self.plan)[0] if aspect is None else aspect
        self.rows.append((month or self.month, own, str(known), dimension, float(value), known.unit))

    def per(self, measure: str, series: pd.Series, kind: str) -> None:
        """One fact a value of `series`, counted."""
        for name, count in series.dropna().value_counts().sort_index().items():
            self.add(measure, count, f"{kind}={name}")


Counting = Callable[..., None]
# Table -> the functions that count of it.
BY_TABLE: dict[str, list[Counting]] = {}


def _counts(table: str, **more: str) -> Callable[[Counting], Counting]:
    """Has a function called with the rows of a table in every delivery; several may count of the same one."""

    def listed(function: Counting) -> Counting:
        BY_TABLE.setdefault(table, []).append(partial(function, **more))
        return function

    return listed


# Table -> the columns with the days on which it counts otherwise, and after how many months that shows.
TURNS = {
    "awareness": (("measured",), 0),
    "materials": (("planned", "realised"), 0),
    "studies": (("due",), 1),
    "activities": (("end",), 1),
}


def _whole(frame: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """Rows whose needed columns are all filled: the rows that can count."""
    return frame.dropna(subset=list(needed))


def _until(day, last: date) -> bool:
    return day is not None and day == day and day <= last


@_counts("status")
def _status(f: _Facts, status: pd.DataFrame) -> None:
    rows = _whole(status, "aspect", "month")
    rows = rows[rows["month"] <= f.month]
    for aspect, month, colour in zip(rows["aspect"], rows["month"], rows["status"], strict=True):
        f.add(declared.STATUS, 1, f"status={colour or 'unjudged'}", aspect, month)


@_counts("pilots")
def _pilots(f: _Facts, pilots: pd.DataFrame) -> None:
    rows = _whole(pilots, "id", "category", "approach", "status")
    network = rows[rows["approach"] == "network"]
    for measure, chosen in (
        (declared.PILOTS_COUNTED, network[network["status"].isin(STARTED)]),
        (declared.PILOTS_COMPLETED, network[network["status"] == "completed"]),
    ):
        f.add(measure, len(chosen))
        for category in f.plan.categories:
            f.add(measure, (chosen["category"] == category.name).sum(), f"category={category.name}")
        f.per(measure, chosen["municipality"], "municipality")
        f.per(measure, chosen["network"], "network")
    f.per(declared.PILOTS_BY_STATUS, rows["status"], "status")
    begun = rows.loc[rows["status"].isin(STARTED), "municipality"]
    f.add(declared.MUNICIPALITIES_TAKING_PART, begun.dropna().nunique())


def _volume(f: _Facts, applications: pd.DataFrame | None, pilots: pd.DataFrame | None) -> None:
    """Volume pilots and the applications they are held against.

    Without applications the pilots alone: the lack shows.
    """
    begun = _volume_starts(pilots)
    totals = _volume_totals(f, applications, begun, pilots is not None) if applications is not None else {}
    if f.month not in totals and f.month in begun["month"].tolist():
        f.add(declared.VOLUME_PILOTS, (begun["month"] == f.month).sum())
    if not totals and len(begun):
        f.add(declared.VOLUME_PILOTS_TOTAL, len(begun))
    pilots_all, asked_all = 0.0, 0.0
    for month, (pilots_then, asked) in sorted(totals.items()):
        f.add(declared.VOLUME_PILOTS, pilots_then, month=month)
        f.add(declared.APPLICATIONS, asked, month=month)
        if asked:
            f.add(declared.VOLUME_SHARE_MONTH, pilots_then / asked, month=month)
        pilots_all, asked_all = pilots_all + pilots_then, asked_all + asked
        _volume_until(f, month, pilots_all, asked_all)
    if totals and f.month not in totals:
        _volume_until(f, f.month, pilots_all, asked_all)


def _volume_until(f: _Facts, month: str, pilots: float, asked: float) -> None:
    """Volume pilots and applications of all months up to one, and the share."""
    f.add(declared.VOLUME_PILOTS_TOTAL, pilots, month=month)
    f.add(declared.APPLICATIONS_TOTAL, asked, month=month)
    if asked:
        f.add(declared.VOLUME_SHARE_TOTAL, pilots / asked, month=month)


def _volume_starts(pilots: pd.DataFrame | None) -> pd.DataFrame:
    """month, municipality of every volume pilot that started."""
    if pilots is None or pilots.empty:
        return pd.DataFrame({"month": [], "municipality": []}, dtype=object)
    begun = pilots[(pilots["approach"] == "volume") & pilots["status"].isin(STARTED)].dropna(
        subset=["started"]
    )
    return pd.DataFrame(
        {"month": [f"{d:%Y-%m}" for d in begun["started"]], "municipality": begun["municipality"].tolist()},
        dtype=object,
    )


def _volume_totals(
    f: _Facts, applications: pd.DataFrame, begun: pd.DataFrame, pilots_known: bool
) -> dict[str, tuple[float, float]]:
    """Month -> volume pilots and applications, all municipalities together.

    Adds those of each municipality in this month and in the last ones that are known.
    """
    rows = _whole(applications, "month", "municipality", "applications")
    rows = rows[rows["month"] <= f.month].copy()
    rows["volume"] = rows["volume_pilots"].astype("Float64")
    if pilots_known:
        for i in rows.index[rows["volume"].isna()]:
            month, town = rows.at[i, "month"], rows.at[i, "municipality"]
            own = begun[(begun["month"] == month) & ((begun["municipality"] == town) | (town == "*"))]
            rows.at[i, "volume"] = float(len(own))
    totals: dict[str, tuple[float, float]] = {}
    for month, part in rows.groupby("month"):
        national = part[part["municipality"] == "*"]
        chosen = national if len(national) else part
        if chosen["volume"].isna().any():
            continue
        totals[month] = float(chosen["volume"].sum()), float(chosen["applications"].sum())
    for month in sorted({f.month, *sorted(totals)[-RECENT:]}):
        _volume_by_municipality(f, rows, month)
    return totals


def _volume_by_municipality(f: _Facts, rows: pd.DataFrame, month: str) -> None:
    """What each municipality reported over a month."""
    own = rows[(rows["month"] == month) & (rows["municipality"] != "*")]
    now = own.groupby("municipality")[["volume", "applications"]].sum(min_count=1)
    for town, (pilots_now, asked) in now.iterrows():
        if pd.notna(pilots_now):
            f.add(declared.VOLUME_PILOTS, pilots_now, f"municipality={town}", month=month)
        f.add(declared.APPLICATIONS, asked, f"municipality={town}", month=month)


@_counts("networks")
def _networks(f: _Facts, networks: pd.DataFrame) -> None:
    f.add(declared.NETWORKS_ACTIVE, (networks["status"] == "active").sum())


def _within(days: pd.Series, month: str) -> pd.Series:
    return pd.Series([pd.notna(d) and f"{d:%Y-%m}" == month for d in days], index=days.index, dtype=bool)


@_counts("bottlenecks", source="pilots")
@_counts("admission_bottlenecks", source="admission")
def _bottlenecks(f: _Facts, rows: pd.DataFrame, source: str) -> None:
    """Counts of one register; months.monthly adds up what is without a source."""
    rows = _whole(rows, "number", "reported", "status")
    live = rows["status"] != "resolved"
    masks = {
        declared.BOTTLENECKS_OPEN: live,
        declared.BOTTLENECKS_BLOCKING: live & (rows["blocking"] == "yes"),
        declared.BOTTLENECKS_NEW: _within(rows["reported"], f.month),
        declared.BOTTLENECKS_RESOLVED: _within(rows["resolved"], f.month),
    }
    for measure, mask in masks.items():
        f.add(measure, mask.sum())
        f.add(measure, mask.sum(), f"source={source}")
        f.per(measure, rows.loc[mask, "aspect"], "aspect")


@_counts("awareness")
def _awareness(f: _Facts, rows: pd.DataFrame) -> None:
    weighted, weights = 0.0, 0.0
    for party, _, share, _, size in measured(rows, f.month):
        f.add(declared.INFORMED_SHARE, share, f"party={party}")
        if size is not None:
            weighted, weights = weighted + share * size, weights + size
    if weights:
        f.add(declared.INFORMED_SHARE, weighted / weights)


@_counts("questions")
def _questions(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "number", "received")
    f.add(declared.QUESTIONS_OPEN, rows["answered"].isna().sum())
    days = [(a - r).days for a, r in zip(rows["answered"], rows["received"], strict=True) if pd.notna(a)]
    if days:
        f.add(declared.QUESTIONS_DAYS_TO_ANSWER, pd.Series(days).median())


@_counts("materials")
def _materials(f: _Facts, rows: pd.DataFrame) -> None:
    last = month_end(f.month)
    f.add(declared.MATERIALS_PLANNED, sum(_until(d, last) for d in rows["planned"]))
    f.add(declared.MATERIALS_REALISED, sum(_until(d, last) for d in rows["realised"]))


@_counts("connections")
def _connections(f: _Facts, rows: pd.DataFrame) -> None:
    f.add(declared.MUNICIPALITIES_DSO_READY, (rows["dso"] == "ready").sum())
    f.add(declared.MUNICIPALITIES_CASE_SYSTEM_READY, (rows["case_system"] == "ready").sum())


@_counts("information_moments")
def _moments(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect in declared.INFORMATION_MOMENTS.aspects(f.plan):
        f.add(declared.INFORMATION_MOMENTS, len(rows), aspect=aspect)
        f.add(declared.INFORMATION_MOMENTS_DEFINED, (rows["defined"] == "yes").sum(), aspect=aspect)
        f.add(declared.INFORMATION_MOMENTS_PROCESSABLE, (rows["processable"] == "yes").sum(), aspect=aspect)


@_counts("facilities")
def _facilities(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "name", "status")
    f.add(declared.FACILITIES, len(rows))
    f.add(declared.FACILITIES_READY, (rows["status"] == "ready").sum())


@_counts("readiness")
def _readiness(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        f.add(declared.READINESS_TASKS, len(part), aspect=aspect)
        f.add(declared.READINESS_TASKS_DONE, (part["status"] == "done").sum(), aspect=aspect)


@_counts("instruments")
def _instruments(f: _Facts, rows: pd.DataFrame) -> None:
    f.add(declared.INSTRUMENTS_ADMITTED, rows["status"].isin(["admitted", "provisional"]).sum())
    live = rows[rows["status"] != "withdrawn"].dropna(subset=["provider"])
    f.add(declared.PROVIDERS, live["provider"].nunique())
    f.add(declared.PROVIDERS_SELF_DECLARED, live.loc[live["self_declared"] == "yes", "provider"].nunique())


@_counts("coverage")
def _coverage(f: _Facts, rows: pd.DataFrame) -> None:
    f.add(declared.BUILDING_TYPES, rows["building_type"].dropna().nunique())
    f.add(declared.BUILDING_TYPES_COVERED, rows.loc[rows["suitable"] == "yes", "building_type"].nunique())


@_counts("assurers")
def _assurers(f: _Facts, rows: pd.DataFrame) -> None:
    for column, measure in (
        ("organisations", declared.ASSURER_ORGANISATIONS),
        ("persons", declared.ASSURERS),
        ("fte", declared.ASSURER_FTE),
        ("capacity", declared.ASSURER_CAPACITY),
    ):
        if rows[column].notna().any():
            f.add(measure, float(rows[column].sum()))


@_counts("demand")
def _demand(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "year", "works")
    coming = rows[rows["year"] >= int(f.month[:4])]
    year = coming["year"].min() if len(coming) else None
    for r in rows[rows["year"] == year].to_dict("records") if year is not None else ():
        f.add(declared.DEMAND, r["works"], f"scenario={r['scenario']}" if r["scenario"] else "")


@_counts("studies")
def _studies(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        adopted = part["status"] == "adopted"
        f.add(declared.STUDIES, len(part), aspect=aspect)
        f.add(declared.STUDIES_ADOPTED, adopted.sum(), aspect=aspect)
        f.add(declared.STUDIES_OVERDUE, (overdue_rows(part, "due", f.month) & ~adopted).sum(), aspect=aspect)


@_counts("activities")
def _activities(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        done = part["done"].notna() | (part["progress"] == 100).fillna(False)
        f.add(declared.ACTIVITIES, len(part), aspect=aspect)
        f.add(declared.ACTIVITIES_DONE, done.sum(), aspect=aspect)
        f.add(declared.ACTIVITIES_OVERDUE, (overdue_rows(part, "end", f.month) & ~done).sum(), aspect=aspect)


def facts_of(month: str, frames: dict[str, pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """Facts of one delivery: a frame with COLUMNS.

    `month` is the reporting month; an earlier one for what a history or a list of applications tells of it,
    a later one for dated measures, from the month on in which they change (NaN: no longer known).
    """
    facts = _Facts(month, plan)
    for name, frame in frames.items():
        for count in BY_TABLE.get(name, ()):
            count(facts, frame)
    if "applications" in frames or "pilots" in frames:
        _volume(facts, frames.get("applications"), frames.get("pilots"))
    ahead = [row for name, frame in frames.items() for row in _ahead(name, frame, month, plan)]
    return pd.DataFrame([*facts.rows, *ahead], columns=COLUMNS)


def _ahead(name: str, frame: pd.DataFrame, month: str, plan: Plan) -> list[tuple]:
    """What changes in the dated measures of a table in the months after its own."""
    turning = sorted(m for m in _turning(name, frame) if m > month)
    found, before = [], _dated(name, frame, month, plan) if turning else {}
    for later in turning:
        now = _dated(name, frame, later, plan)
        for key in before | now:
            value = now.get(key, float("nan"))
            if before.get(key) != value:
                found.append((later, *key, value, named(key[1]).unit))
        before = now
    return found


def _dated(name: str, frame: pd.DataFrame, month: str, plan: Plan) -> dict[tuple[str, str, str], float]:
    """(aspect, measure, dimension) -> value of the dated measures of a table, as counted in a month."""
    facts = _Facts(month, plan)
    for count in BY_TABLE[name]:
        count(facts, frame)
    return {(a, m, d): v for _, a, m, d, v, _ in facts.rows if named(m).dated}


def _turning(name: str, frame: pd.DataFrame) -> set[str]:
    """The months in which a table that stays the same counts otherwise than in the month before."""
    if name == "demand":
        return {f"{int(year) + 1}-01" for year in frame["year"].dropna() if 1000 <= year < 9999}
    if name not in TURNS:
        return set()
    columns, after = TURNS[name]
    days = [d for c in columns for d in (*frame[c], *last_days(frame, c)) if pd.notna(d)]
    return {add_months(f"{day:%Y-%m}", after) for day in days}


def facts_left_out(
    month: str, register: str, rows: dict[str, int], columns: dict[str, int], plan: Plan
) -> pd.DataFrame:
    """How many rows and columns of a delivery with reservations do not count, by table.

    Of the register, and of each of its tables.
    """
    facts = _Facts(month, plan)
    for measure, tables in ((declared.ROWS_LEFT_OUT, rows), (declared.COLUMNS_LEFT_OUT, columns)):
        if tables:
            facts.add(measure, sum(tables.values()), f"register={register}")
        for table, left in tables.items():
            facts.add(measure, left, f"table={table}")
    return pd.DataFrame(facts.rows, columns=COLUMNS)
