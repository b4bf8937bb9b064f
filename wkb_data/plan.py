"""The plan of approach as an object: what the months, deadlines, targets and curves of a plan file come to.

`load_plan()` reads `plan.toml` beside this file, or the file named by `WKB_PLAN`; its parts are those of
`wkb_data.plan_parts`. `PlanError` names every key of the file that is wrong.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from wkb_data.decoding import Mistakes, Report, decode, read_toml
from wkb_data.periods import month_end, months_before, months_between
from wkb_data.plan_checks import check_plan
from wkb_data.plan_parts import (
    Aspect,
    Category,
    EntryDecision,
    Evidence,
    ForecastSettings,
    Goal,
    Group,
    Party,
    PlanFile,
    Status,
)
from wkb_data.text import normalise

DEFAULT = Path(__file__).with_name("plan.toml")


class PlanError(Mistakes):
    """The plan file can't be used; every sentence names file, key, what stands there and what may."""


@dataclass(frozen=True)
class Plan:
    title: str
    subtitle: str
    version: str
    source: str
    first_month: str
    entries: tuple[EntryDecision, ...]
    phases: tuple[tuple[str, int], ...]
    statuses: dict[str, Status]
    goals: tuple[Goal, ...]
    pilot_aspect: str
    pilot_target: int
    assumption: str
    categories: tuple[Category, ...]
    curve: tuple[float, ...]
    volume_aspect: str
    volume_target: float
    denominator: str
    denominator_adopted: bool
    parties: tuple[Party, ...]
    groups: tuple[Group, ...]
    body: str
    escalates_to: str
    meeting_weekday: int
    meeting_exceptions: dict[str, date] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    signals: tuple[dict, ...] = ()
    forecast: ForecastSettings = ForecastSettings()
    curves: dict[str, tuple[float, ...]] = field(default_factory=dict)
    changes: tuple[tuple[date, str], ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same plan, another when anything in it differs."""
        return sha256(repr(self).encode()).hexdigest()

    @property
    def months_back(self) -> int:
        """How many months of judgements the signals look at: two, or as many as a rule asks."""
        return max([2, *(s["months"] for s in self.signals if "months" in s)])

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return tuple(a for g in self.goals for a in g.aspects)

    @cached_property
    def category_names(self) -> dict[str, str]:
        """Every name by which a category is or was known, normalised -> its name now."""
        return {normalise(n): c.name for c in self.categories for n in (c.name, c.short, *c.synonyms)}

    def aspect(self, aspect_id: str) -> Aspect:
        return next(a for a in self.aspects if a.id == aspect_id)

    def aspects_of(self, subject: str) -> tuple[str, ...]:
        """The aspects that a subject (`bottlenecks`, …) is evidence of; one empty name without any."""
        return self.evidence[subject].aspects if subject in self.evidence else ("",)

    def pages_of(self, aspect_id: str) -> list[str]:
        """The pages on which the evidence of an aspect stands, in the plan's order."""
        return list(dict.fromkeys(e.page for e in self.evidence.values() if aspect_id in e.aspects))

    def curve_of(self, category: str) -> tuple[float, ...]:
        """The planned cumulative curve of a category, as shares of its target."""
        return self.curves.get(category, self.curve)

    def group_of(self, register: str) -> Group:
        return next(g for g in self.groups if g.register == register)

    def entry_decision(self, month: str, scope: str = "") -> EntryDecision | None:
        """The decision on entry into force in force at the end of `month`, or None before the first."""
        known = [e for e in self.entries if e.decided_on <= month_end(month) and e.scope == scope]
        return max(enumerate(known), key=lambda e: (e[1].decided_on, e[0]))[1] if known else None

    def entry_date(self, month: str) -> date | None:
        """Entry into force as decided at the end of `month`: the earliest candidate; None when open."""
        decision = self.entry_decision(month)
        return min(decision.dates) if decision and decision.dates else None

    def with_entry(self, day: date, month: str) -> Plan:
        """This plan as if `month` had decided that entry into force is `day`; nothing stored changes."""
        return replace(
            self, entries=(*self.entries, EntryDecision(month_end(month), (day,), "wat-als", "niet besloten"))
        )

    def with_meetings(self, days: dict[str, date]) -> Plan:
        """This plan with the meetings of some months (month -> day) on another day."""
        return replace(self, meeting_exceptions=self.meeting_exceptions | days) if days else self

    def deadline(self, aspect_id: str, month: str) -> date | None:
        """Deadline of an aspect as computed in `month`; None when entry into force is open."""
        entry = self.entry_date(month)
        return months_before(entry, self.aspect(aspect_id).deadline) if entry else None

    def meeting(self, month: str) -> date:
        """Day of the Regiegroep meeting of a month (4.2.2: last Friday; exceptions in the plan)."""
        if month in self.meeting_exceptions:
            return self.meeting_exceptions[month]
        last = month_end(month)
        return last - timedelta(days=(last.weekday() - self.meeting_weekday) % 7)

    def phase(self, month: str) -> str:
        """Name of the phase a month falls in; the last one runs until entry into force."""
        left = months_between(self.first_month, month)
        for name, length in self.phases:
            if left < length:
                return name
            left -= length
        return self.phases[-1][0]

    @property
    def total_curve(self) -> tuple[float, ...]:
        """The planned cumulative curve of all categories together, as shares of the whole target."""
        if not self.curves:
            return self.curve
        longest = max(len(self.curve_of(c.name)) for c in self.categories)
        whole = sum(c.target for c in self.categories)
        at = [
            sum(
                c.target * curve[min(i, len(curve) - 1)]
                for c in self.categories
                for curve in (self.curve_of(c.name),)
            )
            for i in range(longest)
        ]
        return tuple(v / whole for v in at)

    def planned_pilots(self, month: str, category: Category | None = None) -> float:
        """Planned number of projects started up to the end of `month`, of one category or of all."""
        index = months_between(self.first_month, month)
        if index < 0:
            return 0.0
        curve, target = (
            (self.curve_of(category.name), category.target)
            if category
            else (self.total_curve, self.pilot_target)
        )
        return curve[min(index, len(curve) - 1)] * target


def parse_plan(raw: dict, name: str = "plan.toml") -> Plan:
    """A plan from the tables of the file `name`. Raises PlanError naming every key that is wrong."""
    try:
        file = decode(PlanFile, raw, name)
        report = Report(name)
        check_plan(file, report)
        report.finish()
    except Mistakes as mistakes:
        raise PlanError(mistakes.sentences) from mistakes
    return _plan(file)


def _plan(file: PlanFile) -> Plan:
    head, pilots, volume, meeting = file.plan, file.pilots, file.volume, file.meeting
    return Plan(
        title=head.title,
        subtitle=head.subtitle,
        version=head.version,
        source=head.source,
        first_month=head.first_month,
        entries=file.entry_into_force,
        phases=tuple((p.name, p.months) for p in file.phases),
        statuses=dict(file.status),
        goals=file.goals,
        pilot_aspect=pilots.aspect,
        pilot_target=pilots.target,
        assumption=pilots.assumption,
        categories=pilots.categories,
        curve=pilots.curve["default"],
        curves={name: curve for name, curve in pilots.curve.items() if name != "default"},
        volume_aspect=volume.aspect,
        volume_target=float(volume.target_share),
        denominator=volume.denominator,
        denominator_adopted=volume.denominator_adopted,
        parties=file.parties,
        groups=file.groups,
        body=meeting.body,
        escalates_to=meeting.escalates_to,
        meeting_weekday=meeting.weekday,
        meeting_exceptions=meeting.exceptions,
        evidence=dict(file.evidence),
        signals=tuple(file.signals),
        forecast=file.forecast,
        changes=tuple((c.date, c.what) for c in file.changes),
    )


@lru_cache(maxsize=4)
def _load(path: str, _stamp: float) -> Plan:
    try:
        raw = read_toml(Path(path))
    except Mistakes as mistakes:
        raise PlanError(mistakes.sentences) from mistakes
    return parse_plan(raw, Path(path).name)


def load_plan(path: str | Path | None = None) -> Plan:
    """The plan in force: `path`, else the file named by `WKB_PLAN`, else the plan of August 2020."""
    chosen = Path(path or os.environ.get("WKB_PLAN") or DEFAULT)
    try:
        stamp = chosen.stat().st_mtime
    except (OSError, ValueError):
        stamp = 0.0
    return _load(str(chosen), stamp)
