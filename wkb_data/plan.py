"""The plan of approach as an object: goals, aspects, deadlines, targets, groups, the meeting.

    Plan
     ├─ goals ── aspects          2 Doelstellingen, table 1
     ├─ entries (EntryDecision)   every decision on entry into force
     ├─ categories, curve         4.3.1 BG Proefprojecten
     └─ groups, parties, meeting  4.2, 4.3, 4.4

`load_plan()` reads `plan.toml` beside this file, or the file named by `WKB_PLAN`.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from wkb_data.periods import month_end, months_before, months_between

DEFAULT = Path(__file__).with_name("plan.toml")


# The rules that signals can follow (measures.signals), each with the settings it needs.
SIGNAL_NEEDS = {
    "late": (), "unlikely": ("aspect", "below"), "blocked": (), "unexplained": (), "repeated": ("months",), "unadopted": ("aspect",),
    "depends": (), "no_denominator": ("aspect",), "falling": ("aspect", "measures"), "stays_red": ("months",),
}  # fmt: skip


class PlanError(ValueError):
    """The plan file can't be used; the message names the key."""


@dataclass(frozen=True)
class Aspect:
    """One of the aspects of a goal; `deadline` and `aim` in months before entry into force."""

    id: str
    name: str
    goal: str
    deadline: int
    aim: int | None = None
    own: bool = True
    monitored_by: str = ""
    parts: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goal:
    id: str
    name: str
    section: str
    criteria: tuple[str, ...]
    depends_on: tuple[str, ...]
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True)
class EntryDecision:
    """A decision on entry into force. No dates: postponed, open. Several: still to choose."""

    decided_on: date
    dates: tuple[date, ...]
    by: str
    source: str
    scope: str = ""


@dataclass(frozen=True)
class Category:
    name: str
    short: str
    target: int
    synonyms: tuple[str, ...]


@dataclass(frozen=True)
class Party:
    name: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Who delivers a register; `cadence` in months, 0 = still to be agreed."""

    name: str
    register: str
    cadence: int
    agreement: str = ""


@dataclass(frozen=True)
class Evidence:
    """What an aspect is monitored by: the aspects it tells of, and the page it stands on."""

    aspects: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class ForecastSettings:
    """`months` needed, weight of the `prior`, `spread` (variance by mean), `misfit` (probability), `completed_after` (months)."""

    months: int = 4
    prior: float = 4.0
    spread: float = 2.0
    misfit: float = 0.02
    completed_after: int = 5


@dataclass(frozen=True)
class Status:
    word: str
    colour_word: str
    meaning: str


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
        """How many months of judgements the signals look at: this one, the one before, and as many as a rule asks."""
        return max([2, *(s["months"] for s in self.signals if "months" in s)])

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return tuple(a for g in self.goals for a in g.aspects)

    def aspect(self, aspect_id: str) -> Aspect:
        return next(a for a in self.aspects if a.id == aspect_id)

    def aspects_of(self, subject: str) -> tuple[str, ...]:
        """The aspects that a subject (`bottlenecks`, `awareness`, …) is evidence of; one empty name when this plan names none."""
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
        """This plan as if it had been decided in `month` that entry into force is `day`; nothing stored changes."""
        return replace(
            self, entries=(*self.entries, EntryDecision(month_end(month), (day,), "wat-als", "niet besloten"))
        )

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
        """Planned cumulative number of started pilots at the end of `month`, in projects; of one category or of all."""
        index = months_between(self.first_month, month)
        if index < 0:
            return 0.0
        curve, target = (
            (self.curve_of(category.name), category.target)
            if category
            else (self.total_curve, self.pilot_target)
        )
        return curve[min(index, len(curve) - 1)] * target


def _need(table: dict, key: str, where: str, kind: type | tuple[type, ...]):
    if key not in table:
        raise PlanError(f"Plan: sleutel '{where}.{key}' ontbreekt.")
    value = table[key]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise PlanError(f"Plan: sleutel '{where}.{key}' heeft een onbruikbare waarde: {value!r}.")
    return value


def _month(value: str, where: str) -> str:
    if (
        len(value) != 7
        or value[4] != "-"
        or not (value[:4] + value[5:]).isdigit()
        or not 1 <= int(value[5:]) <= 12
    ):
        raise PlanError(f"Plan: sleutel '{where}' is geen maand JJJJ-MM: {value!r}.")
    return value


def _goal(raw: dict, index: int) -> Goal:
    where = f"goals[{index}]"
    goal_id = _need(raw, "id", where, str)
    aspects = []
    for i, a in enumerate(_need(raw, "aspects", where, list)):
        at = f"{where}.aspects[{i}]"
        aspects.append(
            Aspect(
                _need(a, "id", at, str),
                _need(a, "name", at, str),
                goal_id,
                _need(a, "deadline", at, int),
                a.get("aim"),
                a.get("own", True),
                a.get("monitored_by", ""),
                tuple(a.get("parts", ())),
                tuple(a.get("synonyms", ())),
            )
        )
    return Goal(
        goal_id,
        _need(raw, "name", where, str),
        raw.get("section", ""),
        tuple(raw.get("criteria", ())),
        tuple(raw.get("depends_on", ())),
        tuple(aspects),
    )


def parse_plan(raw: dict) -> Plan:
    """A plan from the tables of a TOML file. Raises PlanError naming the first key that is wrong."""
    head = _need(raw, "plan", "plan", dict)
    pilots, volume = _need(raw, "pilots", "plan", dict), _need(raw, "volume", "plan", dict)
    meeting = _need(raw, "meeting", "plan", dict)
    plan = Plan(
        title=_need(head, "title", "plan", str),
        subtitle=head.get("subtitle", ""),
        version=_need(head, "version", "plan", str),
        source=head.get("source", ""),
        first_month=_month(_need(head, "first_month", "plan", str), "plan.first_month"),
        entries=tuple(
            EntryDecision(
                _need(e, "decided_on", f"entry_into_force[{i}]", date),
                tuple(_need(e, "dates", f"entry_into_force[{i}]", list)),
                e.get("by", ""),
                e.get("source", ""),
                e.get("scope", ""),
            )
            for i, e in enumerate(_need(raw, "entry_into_force", "plan", list))
        ),
        phases=tuple(
            (_need(p, "name", f"phases[{i}]", str), _need(p, "months", f"phases[{i}]", int))
            for i, p in enumerate(_need(raw, "phases", "plan", list))
        ),
        statuses={
            k: Status(
                *(
                    _need(_need(_need(raw, "status", "plan", dict), k, "status", dict), n, f"status.{k}", str)
                    for n in ("word", "colour_word", "meaning")
                )
            )
            for k in ("green", "orange", "red", "unjudged")
        },
        goals=tuple(_goal(g, i) for i, g in enumerate(_need(raw, "goals", "plan", list))),
        pilot_aspect=_need(pilots, "aspect", "pilots", str),
        pilot_target=_need(pilots, "target", "pilots", int),
        assumption=pilots.get("assumption", ""),
        categories=tuple(
            Category(
                _need(c, "name", f"pilots.categories[{i}]", str),
                c.get("short", c["name"]),
                _need(c, "target", f"pilots.categories[{i}]", int),
                tuple(c.get("synonyms", ())),
            )
            for i, c in enumerate(_need(pilots, "categories", "pilots", list))
        ),
        evidence={
            k: Evidence(
                tuple(_need(e, "aspects", f"evidence.{k}", list)), _need(e, "page", f"evidence.{k}", str)
            )
            for k, e in raw.get("evidence", {}).items()
        },
        signals=tuple(
            {"kind": _need(s, "kind", f"signals[{i}]", str)} | s for i, s in enumerate(raw.get("signals", []))
        ),
        changes=tuple(
            (_need(c, "date", f"changes[{i}]", date), _need(c, "what", f"changes[{i}]", str))
            for i, c in enumerate(raw.get("changes", []))
        ),
        forecast=_forecast(raw.get("forecast", {})),
        curves={k: tuple(v) for k, v in pilots["curve"].items() if k != "default"}
        if isinstance(pilots.get("curve"), dict)
        else {},
        curve=tuple(_need(_need(pilots, "curve", "pilots", dict), "default", "pilots.curve", list)),
        volume_aspect=_need(volume, "aspect", "volume", str),
        volume_target=float(_need(volume, "target_share", "volume", (int, float))),
        denominator=volume.get("denominator", ""),
        denominator_adopted=volume.get("denominator_adopted", False),
        parties=tuple(
            Party(_need(p, "name", f"parties[{i}]", str), tuple(p.get("synonyms", ())))
            for i, p in enumerate(_need(raw, "parties", "plan", list))
        ),
        groups=tuple(
            Group(
                _need(g, "name", f"groups[{i}]", str),
                _need(g, "register", f"groups[{i}]", str),
                _need(g, "cadence", f"groups[{i}]", int),
                g.get("agreement", ""),
            )
            for i, g in enumerate(_need(raw, "groups", "plan", list))
        ),
        body=_need(meeting, "body", "meeting", str),
        escalates_to=_need(meeting, "escalates_to", "meeting", str),
        meeting_weekday=_need(meeting, "weekday", "meeting", int),
        meeting_exceptions={
            _month(k, f"meeting.exceptions.{k}"): v for k, v in meeting.get("exceptions", {}).items()
        },
    )
    _check(plan)
    return plan


def _forecast(raw: dict) -> ForecastSettings:
    known = {f.name for f in fields(ForecastSettings)}
    for key in raw:
        if key not in known:
            raise PlanError(
                f"Plan: sleutel 'forecast.{key}' bestaat niet; kies uit {', '.join(sorted(known))}."
            )
        _need(raw, key, "forecast", (int, float))
    return ForecastSettings(**raw)


def _check(plan: Plan) -> None:
    ids = [a.id for a in plan.aspects]
    for key, what in (("pilots.aspect", plan.pilot_aspect), ("volume.aspect", plan.volume_aspect)):
        if what not in ids:
            raise PlanError(f"Plan: sleutel '{key}' noemt aspect {what!r}, dat niet bij de doelen staat.")
    for subject, e in plan.evidence.items():
        for a in e.aspects:
            if a not in ids:
                raise PlanError(
                    f"Plan: sleutel 'evidence.{subject}.aspects' noemt aspect {a!r}, dat niet bij de doelen staat."
                )
    for i, signal in enumerate(plan.signals):
        if signal["kind"] not in SIGNAL_NEEDS:
            raise PlanError(
                f"Plan: sleutel 'signals[{i}].kind' noemt {signal['kind']!r}; kies uit {', '.join(SIGNAL_NEEDS)}."
            )
        for key in ("text", *SIGNAL_NEEDS[signal["kind"]]):
            if key not in signal:
                raise PlanError(f"Plan: sleutel 'signals[{i}].{key}' ontbreekt.")
    if len(set(ids)) != len(ids):
        raise PlanError("Plan: sleutel 'goals.aspects.id' bevat een aspect dubbel.")
    if not 0 <= plan.volume_target <= 1:
        raise PlanError("Plan: sleutel 'volume.target_share' hoort tussen 0 en 1 te liggen.")
    if not plan.curve or list(plan.curve) != sorted(plan.curve):
        raise PlanError("Plan: sleutel 'pilots.curve.default' hoort een oplopende rij te zijn.")
    if not 0 <= plan.meeting_weekday <= 6:
        raise PlanError("Plan: sleutel 'meeting.weekday' hoort 0 (maandag) tot en met 6 (zondag) te zijn.")


@lru_cache(maxsize=4)
def _load(path: str, stamp: float) -> Plan:
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanError(f"Plan: {Path(path).name} is geen leesbaar TOML-bestand: {error}.") from error
    return parse_plan(raw)


def load_plan(path: str | Path | None = None) -> Plan:
    """The plan in force: `path`, else the file named by `WKB_PLAN`, else the plan of August 2020."""
    chosen = Path(path or os.environ.get("WKB_PLAN") or DEFAULT)
    try:
        return _load(str(chosen), chosen.stat().st_mtime)
    except OSError as error:
        raise PlanError(f"Plan: bestand {chosen.name} is niet te lezen ({error.strerror}).") from error
