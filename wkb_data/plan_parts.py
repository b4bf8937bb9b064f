"""The parts of the plan of approach as they stand in the plan file; `wkb_data.decoding` holds a file to them.

PlanFile
 ├─ goals ── aspects          2 Doelstellingen, table 1
 ├─ entry_into_force          every decision on entry into force
 ├─ pilots, volume, forecast  4.3.1 BG Proefprojecten
 ├─ evidence, signals         2 and 3: what aspects are monitored by, colours beside facts
 └─ groups, parties, meeting  4.2, 4.3, 4.4
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from pydantic import Field
from typing_extensions import TypedDict

from wkb_data.decoding import STRICT, Above, Count, Day, Month, Remark, Share, Some, Text, YesNo


@dataclass(frozen=True)
class Aspect:
    """One of the aspects of a goal; `deadline` and `aim` in months before entry into force."""

    __pydantic_config__ = STRICT
    id: Text
    name: Text
    deadline: Count
    aim: Count | None = None
    own: YesNo = True
    monitored_by: Remark = ""
    parts: tuple[Text, ...] = ()
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Goal:
    __pydantic_config__ = STRICT
    id: Text
    name: Text
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]
    section: Remark = ""
    criteria: tuple[Text, ...] = ()
    depends_on: tuple[Text, ...] = ()


@dataclass(frozen=True)
class EntryDecision:
    """A decision on entry into force. No dates: postponed, open. Several: still to choose."""

    __pydantic_config__ = STRICT
    decided_on: Day
    dates: tuple[Day, ...]
    by: Remark = ""
    source: Remark = ""
    scope: Remark = ""


@dataclass(frozen=True)
class Category:
    """A kind of building with its part of the target; `short` is its name where room is small."""

    __pydantic_config__ = STRICT
    name: Text
    target: Count
    short: Remark = ""
    synonyms: tuple[Text, ...] = ()

    def __post_init__(self):
        if not self.short:
            object.__setattr__(self, "short", self.name)


@dataclass(frozen=True)
class Party:
    __pydantic_config__ = STRICT
    name: Text
    synonyms: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Group:
    """Who delivers a register; `cadence` in months, 0 = still to be agreed."""

    __pydantic_config__ = STRICT
    name: Text
    register: Text
    cadence: Annotated[
        int, Field(strict=True, ge=0, le=24, description="een aantal maanden van 0 tot en met 24")
    ]
    agreement: Remark = ""


@dataclass(frozen=True)
class Evidence:
    """What an aspect is monitored by: the aspects it tells of, and the page it stands on."""

    __pydantic_config__ = STRICT
    aspects: Annotated[tuple[Text, ...], Field(min_length=1)]
    page: Text


class Subjects(TypedDict, total=False):
    """What aspects are monitored by, each a subject that the measures and pages know."""

    __pydantic_config__ = STRICT
    studies: Evidence
    awareness: Evidence
    questions: Evidence
    pilots: Evidence
    volume: Evidence
    bottlenecks: Evidence
    connections: Evidence
    moments: Evidence
    facilities: Evidence
    readiness: Evidence
    instruments: Evidence
    providers: Evidence
    assurers: Evidence


@dataclass(frozen=True)
class ForecastSettings:
    """`months` needed, weight of the `prior`, `spread` (variance by mean), `misfit` (probability).

    `completed_after`: months after which a started project is completed.
    """

    __pydantic_config__ = STRICT
    months: Some = 4
    prior: Above = 4.0
    spread: Above = 2.0
    misfit: Share = 0.02
    completed_after: Count = 5


@dataclass(frozen=True)
class Status:
    __pydantic_config__ = STRICT
    word: Text
    colour_word: Text
    meaning: Text


class Statuses(TypedDict):
    """The four states of an aspect."""

    __pydantic_config__ = STRICT
    green: Status
    orange: Status
    red: Status
    unjudged: Status


# The rules that signals can follow (measures.signals), each with the settings it needs and no other.
class _Plain(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["late", "blocked", "unexplained", "depends"]
    text: Text


class _OfMonths(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["repeated", "stays_red"]
    months: Annotated[
        int, Field(strict=True, ge=2, le=60, description="een aantal maanden van 2 tot en met 60")
    ]
    text: Text


class _OfAspect(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["unadopted", "no_denominator"]
    aspect: Text
    text: Text


class _Unlikely(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["unlikely"]
    aspect: Text
    below: Share
    text: Text


# The measures that can't go down when nothing was wrong.
GrowingMeasure = Literal["pilots_counted", "pilots_completed", "volume_pilots_total", "applications_total"]


class _Falling(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["falling"]
    aspect: Text
    measures: Annotated[tuple[GrowingMeasure, ...], Field(min_length=1)]
    text: Text


# What is there and what it must reach, as a rule can compare them.
ReachedMeasure = Literal[
    "materials_realised",
    "information_moments_defined",
    "information_moments_processable",
    "readiness_tasks_done",
    "building_types_covered",
    "providers_self_declared",
    "assurer_capacity",
    "pilots_counted",
    "volume_share_total",
    "municipalities_dso_ready",
]
WantedMeasure = Literal[
    "materials_planned",
    "information_moments",
    "readiness_tasks",
    "building_types",
    "providers",
    "demand",
    "target",
    "municipalities",
]


class _Short(TypedDict):
    __pydantic_config__ = STRICT
    kind: Literal["short"]
    aspect: Text
    measure: ReachedMeasure
    of: WantedMeasure
    under: Annotated[
        dict[Literal["green", "orange"], Share],
        Field(min_length=1, description="een tabel met green of orange, of beide"),
    ]
    text: Text


_RULES = (_Plain, _OfMonths, _OfAspect, _Unlikely, _Falling, _Short)
Rule = Annotated[_Plain | _OfMonths | _OfAspect | _Unlikely | _Falling | _Short, Field(discriminator="kind")]
# Kind of rule -> the settings it needs beside its text.
SIGNAL_NEEDS = {
    kind: tuple(k for k in rule.__annotations__ if k not in ("kind", "text"))
    for rule in _RULES
    for kind in get_args(rule.__annotations__["kind"])
}


@dataclass(frozen=True)
class Head:
    __pydantic_config__ = STRICT
    title: Text
    version: Text
    first_month: Month
    subtitle: Remark = ""
    adopted: Day | None = None
    source: Remark = ""


@dataclass(frozen=True)
class Change:
    __pydantic_config__ = STRICT
    date: Day
    what: Text


@dataclass(frozen=True)
class Phase:
    __pydantic_config__ = STRICT
    name: Text
    months: Some


@dataclass(frozen=True)
class Pilots:
    """The target of the pilots, its categories, and the planned cumulative curves as shares of the target."""

    __pydantic_config__ = STRICT
    aspect: Text
    target: Some
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    curve: dict[str, Annotated[tuple[Share, ...], Field(min_length=1)]]
    assumption: Remark = ""


@dataclass(frozen=True)
class Volume:
    __pydantic_config__ = STRICT
    aspect: Text
    target_share: Share
    denominator: Remark = ""
    denominator_adopted: YesNo = False
    denominator_source: Remark = ""


@dataclass(frozen=True)
class Meeting:
    """Who meets when; `weekday` 0 is Monday, `exceptions` are days by month."""

    __pydantic_config__ = STRICT
    body: Text
    escalates_to: Text
    weekday: Annotated[int, Field(strict=True, ge=0, le=6, description="0 (maandag) tot en met 6 (zondag)")]
    exceptions: dict[str, Day] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanFile:
    """A plan file, key by key."""

    __pydantic_config__ = STRICT
    plan: Head
    entry_into_force: tuple[EntryDecision, ...]
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    status: Statuses
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]
    pilots: Pilots
    volume: Volume
    parties: tuple[Party, ...]
    groups: tuple[Group, ...]
    meeting: Meeting
    changes: tuple[Change, ...] = ()
    forecast: ForecastSettings = ForecastSettings()
    evidence: Subjects = field(default_factory=dict)
    signals: tuple[Rule, ...] = ()
