"""The facts of one delivery: month, aspect, measure, dimension, value, unit (registers.md, Measures).

`facts_of(register, month, frames, plan)` is a pure function of a typed snapshot. What spans several months (carrying forward,
months in a status) is put together in `wkb_data.measures.months`.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.periods import month_end, period_end
from wkb_data.plan import Plan

COLUMNS = ["month", "aspect", "measure", "dimension", "value", "unit"]
STARTED = ("started", "completed")


class _Facts:
    """Collects facts of one month."""

    def __init__(self, month: str, plan: Plan):
        self.month, self.plan, self.rows = month, plan, []

    def add(
        self,
        aspect: str,
        measure: str,
        value: float,
        unit: str = "aantal",
        dimension: str = "",
        month: str = "",
    ) -> None:
        self.rows.append((month or self.month, aspect, measure, dimension, float(value), unit))

    def per(self, aspect: str, measure: str, series: pd.Series, kind: str, unit: str) -> None:
        """One fact a value of `series`, counted."""
        for name, count in series.dropna().value_counts().sort_index().items():
            self.add(aspect, measure, count, unit, f"{kind}={name}")


def _whole(frame: pd.DataFrame, *needed: str) -> pd.DataFrame:
    """Rows whose needed columns are all filled: the rows that can count."""
    return frame.dropna(subset=list(needed))


def last_days(rows: pd.DataFrame, column: str) -> pd.Series:
    """The last day of what a date column says: `Q2 2021` runs to 30 June 2021; None where it says nothing."""
    precisions = rows[f"{column}__precision"] if f"{column}__precision" in rows else [None] * len(rows)
    days = [
        period_end(d, p) if d is not None and d == d else None
        for d, p in zip(rows[column], precisions, strict=True)
    ]
    return pd.Series(days, index=rows.index, dtype=object)


def _until(day, last: date) -> bool:
    return day is not None and day == day and day <= last


def _status(f: _Facts, status: pd.DataFrame) -> None:
    rows = _whole(status, "aspect", "month")
    rows = rows[rows["month"] <= f.month]
    for aspect, month, colour in zip(rows["aspect"], rows["month"], rows["status"], strict=True):
        f.add(aspect, "status", 1, "oordeel", f"status={colour or 'unjudged'}", month)


def _pilots(f: _Facts, pilots: pd.DataFrame) -> None:
    rows = _whole(pilots, "id", "category", "approach", "status")
    aspect, volume = f.plan.pilot_aspect, f.plan.volume_aspect
    network = rows[rows["approach"] == "network"]
    for measure, chosen in (
        ("pilots_counted", network[network["status"].isin(STARTED)]),
        ("pilots_completed", network[network["status"] == "completed"]),
    ):
        f.add(aspect, measure, len(chosen), "projecten")
        for category in f.plan.categories:
            f.add(
                aspect,
                measure,
                (chosen["category"] == category.name).sum(),
                "projecten",
                f"category={category.name}",
            )
        f.per(aspect, measure, chosen["municipality"], "municipality", "projecten")
        f.per(aspect, measure, chosen["network"], "network", "projecten")
    f.per(aspect, "pilots_by_status", rows["status"], "status", "projecten")
    f.add(
        volume,
        "municipalities_taking_part",
        rows.loc[rows["status"].isin(STARTED), "municipality"].dropna().nunique(),
        "gemeenten",
    )


def _volume(f: _Facts, applications: pd.DataFrame | None, pilots: pd.DataFrame | None) -> None:
    """Volume pilots and the applications they are held against; without applications the pilots alone, so that the lack shows."""
    aspect = f.plan.volume_aspect
    begun = _volume_starts(pilots)
    totals = _volume_totals(f, applications, begun, pilots is not None) if applications is not None else {}
    if f.month not in totals and f.month in begun["month"].tolist():
        f.add(aspect, "volume_pilots", (begun["month"] == f.month).sum(), "projecten")
    if not totals and len(begun):
        f.add(aspect, "volume_pilots_total", len(begun), "projecten")
    for month, (pilots_then, asked) in totals.items():
        f.add(aspect, "volume_pilots", pilots_then, "projecten", month=month)
        f.add(aspect, "applications", asked, "aanvragen", month=month)
        if asked:
            f.add(aspect, "volume_share_month", pilots_then / asked, "aandeel", month=month)
    if totals:
        pilots_all, asked_all = (sum(t[i] for t in totals.values()) for i in (0, 1))
        f.add(aspect, "volume_pilots_total", pilots_all, "projecten")
        f.add(aspect, "applications_total", asked_all, "aanvragen")
        if asked_all:
            f.add(aspect, "volume_share_total", pilots_all / asked_all, "aandeel")


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
    """Month -> volume pilots and applications, all municipalities together; adds those of each municipality in this month."""
    rows = _whole(applications, "month", "municipality", "applications")
    rows = rows[rows["month"] <= f.month].copy()
    aspect = f.plan.volume_aspect
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
    now = (
        rows[(rows["month"] == f.month) & (rows["municipality"] != "*")]
        .groupby("municipality")[["volume", "applications"]]
        .sum(min_count=1)
    )
    for town, (pilots_now, asked) in now.iterrows():
        if pd.notna(pilots_now):
            f.add(aspect, "volume_pilots", pilots_now, "projecten", f"municipality={town}")
        f.add(aspect, "applications", asked, "aanvragen", f"municipality={town}")
    return totals


def _networks(f: _Facts, networks: pd.DataFrame) -> None:
    f.add(f.plan.pilot_aspect, "networks_active", (networks["status"] == "active").sum(), "netwerken")


def _bottlenecks(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "number", "reported", "status")
    live = rows["status"] != "resolved"
    in_month = lambda c: pd.Series(
        [d is not None and d == d and f"{d:%Y-%m}" == f.month for d in rows[c]], index=rows.index, dtype=bool
    )  # noqa: E731
    masks = {
        "open": live,
        "blocking": live & (rows["blocking"] == "yes"),
        "new": in_month("reported"),
        "resolved": in_month("resolved"),
    }
    own = f.plan.aspects_of("bottlenecks")[0]
    for name, mask in masks.items():
        f.add(own, f"bottlenecks_{name}", mask.sum(), "knelpunten")
        f.per(own, f"bottlenecks_{name}", rows.loc[mask, "aspect"], "aspect", "knelpunten")


def _awareness(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "measured", "party", "informed")
    last = month_end(f.month)
    rows = (
        rows[[d <= last for d in rows["measured"]]]
        .sort_values("measured", kind="stable")
        .drop_duplicates("party", keep="last")
    )
    kinds = rows["informed__precision"].tolist() if "informed__precision" in rows else [None] * len(rows)
    weighted, weights, own = 0.0, 0.0, f.plan.aspects_of("awareness")[0]
    for kind, party, informed, asked, size in zip(
        kinds, rows["party"], rows["informed"], rows["respondents"], rows["audience_size"], strict=True
    ):
        if kind == "count" or informed > 1:
            if pd.isna(asked) or not asked or informed > asked:
                continue
            informed = informed / float(asked)
        f.add(own, "informed_share", informed, "aandeel", f"party={party}")
        if pd.notna(size):
            weighted, weights = weighted + informed * float(size), weights + float(size)
    if weights:
        f.add(own, "informed_share", weighted / weights, "aandeel")


def _questions(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "number", "received")
    own = f.plan.aspects_of("questions")[0]
    f.add(own, "questions_open", rows["answered"].isna().sum(), "vragen")
    days = [
        (a - r).days
        for a, r in zip(rows["answered"], rows["received"], strict=True)
        if a is not None and a == a
    ]
    if days:
        f.add(own, "questions_days_to_answer", pd.Series(days).median(), "dagen")


def _materials(f: _Facts, rows: pd.DataFrame) -> None:
    last, own = month_end(f.month), f.plan.aspects_of("questions")[0]
    f.add(own, "materials_planned", sum(_until(d, last) for d in rows["planned"]), "uitingen")
    f.add(own, "materials_realised", sum(_until(d, last) for d in rows["realised"]), "uitingen")


def _connections(f: _Facts, rows: pd.DataFrame) -> None:
    own = f.plan.aspects_of("connections")[0]
    f.add(own, "municipalities_dso_ready", (rows["dso"] == "ready").sum(), "gemeenten")
    f.add(own, "municipalities_case_system_ready", (rows["case_system"] == "ready").sum(), "gemeenten")


def _moments(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect in f.plan.aspects_of("moments"):
        f.add(aspect, "information_moments", len(rows), "momenten")
        f.add(aspect, "information_moments_defined", (rows["defined"] == "yes").sum(), "momenten")
        f.add(aspect, "information_moments_processable", (rows["processable"] == "yes").sum(), "momenten")


def _readiness(f: _Facts, rows: pd.DataFrame) -> None:
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        f.add(aspect, "readiness_tasks", len(part), "taken")
        f.add(aspect, "readiness_tasks_done", (part["status"] == "done").sum(), "taken")


def _instruments(f: _Facts, rows: pd.DataFrame) -> None:
    own, providers = f.plan.aspects_of("instruments")[0], f.plan.aspects_of("providers")[0]
    f.add(own, "instruments_admitted", rows["status"].isin(["admitted", "provisional"]).sum(), "instrumenten")
    live = rows[rows["status"] != "withdrawn"].dropna(subset=["provider"])
    f.add(providers, "providers", live["provider"].nunique(), "aanbieders")
    f.add(
        providers,
        "providers_self_declared",
        live.loc[live["self_declared"] == "yes", "provider"].nunique(),
        "aanbieders",
    )


def _coverage(f: _Facts, rows: pd.DataFrame) -> None:
    own = f.plan.aspects_of("instruments")[0]
    f.add(own, "building_types", rows["building_type"].dropna().nunique(), "typen")
    f.add(
        own, "building_types_covered", rows.loc[rows["suitable"] == "yes", "building_type"].nunique(), "typen"
    )


def _assurers(f: _Facts, rows: pd.DataFrame) -> None:
    names = {
        "organisations": "assurer_organisations",
        "persons": "assurers",
        "fte": "assurer_fte",
        "capacity": "assurer_capacity",
    }
    own = f.plan.aspects_of("assurers")[0]
    for column, measure in names.items():
        if rows[column].notna().any():
            f.add(
                own,
                measure,
                float(rows[column].sum()),
                "werken per jaar" if column == "capacity" else "fte" if column == "fte" else "aantal",
            )


def _demand(f: _Facts, rows: pd.DataFrame) -> None:
    rows = _whole(rows, "year", "works")
    coming = rows[rows["year"] >= int(f.month[:4])]
    year = coming["year"].min() if len(coming) else None
    for _, r in rows[rows["year"] == year].iterrows() if year is not None else ():
        f.add(
            f.plan.aspects_of("assurers")[0],
            "demand",
            r["works"],
            "werken per jaar",
            f"scenario={r['scenario']}" if r["scenario"] else "",
        )


def _studies(f: _Facts, rows: pd.DataFrame) -> None:
    last = month_end(f.month)
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        late = [
            _until(d, last) and s != "adopted"
            for d, s in zip(last_days(part, "due"), part["status"], strict=True)
        ]
        f.add(aspect, "studies", len(part), "onderzoeken")
        f.add(aspect, "studies_adopted", (part["status"] == "adopted").sum(), "onderzoeken")
        f.add(aspect, "studies_overdue", sum(late), "onderzoeken")


def _activities(f: _Facts, rows: pd.DataFrame) -> None:
    last = month_end(f.month)
    for aspect, part in rows.dropna(subset=["aspect"]).groupby("aspect"):
        done = [
            d is not None and d == d or p == 100 for d, p in zip(part["done"], part["progress"], strict=True)
        ]
        late = [_until(e, last) and not ready for e, ready in zip(last_days(part, "end"), done, strict=True)]
        f.add(aspect, "activities", len(part), "activiteiten")
        f.add(aspect, "activities_done", sum(done), "activiteiten")
        f.add(aspect, "activities_overdue", sum(late), "activiteiten")


MEASURES = {
    "status": _status, "pilots": _pilots, "networks": _networks, "bottlenecks": _bottlenecks, "awareness": _awareness,
    "questions": _questions, "materials": _materials, "connections": _connections, "information_moments": _moments,
    "readiness": _readiness, "instruments": _instruments, "coverage": _coverage, "assurers": _assurers, "demand": _demand,
    "studies": _studies, "activities": _activities,
}  # fmt: skip


def facts_of(month: str, frames: dict[str, pd.DataFrame], plan: Plan) -> pd.DataFrame:
    """Facts of one delivery: a frame with COLUMNS; `month` is the reporting month, except for the months of a status history."""
    facts = _Facts(month, plan)
    for name, frame in frames.items():
        if name in MEASURES:
            MEASURES[name](facts, frame)
    if "applications" in frames or "pilots" in frames:
        _volume(facts, frames.get("applications"), frames.get("pilots"))
    return pd.DataFrame(facts.rows, columns=COLUMNS)
