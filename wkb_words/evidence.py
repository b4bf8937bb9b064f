"""The evidence of an aspect in a few sentences.

What its registers say in the chosen month (plan, chapter 2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from wkb_data.measures import bottlenecks, declared, summary
from wkb_data.measures.declared import Measure
from wkb_data.plan import Plan
from wkb_data.standing import Standing
from wkb_words.words import listed, number, plural, share


@dataclass(frozen=True)
class Stand:
    """What the facts of the chosen month say of an aspect."""

    view: Standing
    aspect: str

    def __call__(self, measure: Measure) -> float | None:
        """The value of a measure under the aspect; None when there is no such fact."""
        return summary.value(self.view.facts, measure, self.view.month, aspect=self.aspect)


def _awareness(value: Stand) -> str:
    return f"{share(value(declared.INFORMED_SHARE), 0)} van de achterban is voldoende geïnformeerd."


def _questions(value: Stand) -> str:
    days = value(declared.QUESTIONS_DAYS_TO_ANSWER)
    answer = f", een antwoord duurt doorgaans {number(days)} dagen" if days is not None else ""
    return (
        f"{plural(int(value(declared.QUESTIONS_OPEN) or 0), 'vraag', 'vragen')} open{answer}; "
        f"{number(value(declared.MATERIALS_REALISED))} van {number(value(declared.MATERIALS_PLANNED))} "
        "geplande uitingen gerealiseerd."
    )


def _pilots(value: Stand) -> str:
    started, completed = value(declared.PILOTS_COUNTED), value(declared.PILOTS_COMPLETED)
    target = value.view.plan.pilot_target
    return f"{number(started)} van {target} proefprojecten gestart, {number(completed)} afgerond."


def _volume(value: Stand) -> str:
    now = share(value(declared.VOLUME_SHARE_TOTAL))
    return (
        f"Aandeel volumeprojecten in de opgegeven aanvragen: {now}, streven "
        f"{share(value.view.plan.volume_target, 0)}; {number(value(declared.MUNICIPALITIES_TAKING_PART))} "
        "gemeenten doen mee."
    )


def sources(plan: Plan) -> dict[str, str]:
    """Register that has bottlenecks of its own -> who delivers it."""
    return {register: plan.group_of(register).name for register in ("pilots", "admission")}


def reported(view: Standing) -> pd.DataFrame:
    """The bottlenecks of every register that has them, with `source`."""
    return bottlenecks.together(
        view.table("pilots", "bottlenecks"), view.table("admission", "admission_bottlenecks")
    )


def open_by_source(view: Standing) -> str:
    """How many bottlenecks are open by who reported them; nothing when it is one group that reports."""
    names = sources(view.plan)
    found = {
        r: summary.value(view.facts, declared.BOTTLENECKS_OPEN, view.month, f"source={r}") for r in names
    }
    if None in found.values():
        return ""
    return listed([f"{names[r]} {number(n)}" for r, n in found.items()])


def alone(view: Standing) -> str:
    """Who alone reports bottlenecks while the list of BG Proefprojecten is not known: then no count is of all
    of them. Nothing where that list is known, or nobody reports.
    """
    names = sources(view.plan)
    values = {
        r: summary.value(view.facts, declared.BOTTLENECKS_OPEN, view.month, f"source={r}") for r in names
    }
    return (
        "" if values["pilots"] is not None else listed([names[r] for r, n in values.items() if n is not None])
    )


def lacking_list(view: Standing) -> str:
    """That a count of bottlenecks is not of all of them, as a sentence."""
    own = alone(view)
    return f" Alleen van {own}: {sources(view.plan)['pilots']} leverde nog geen lijst." if own else ""


def _bottlenecks(value: Stand) -> str:
    count = plural(int(value(declared.BOTTLENECKS_OPEN) or 0), "knelpunt", "knelpunten")
    told, own = open_by_source(value.view), alone(value.view)
    if own:
        blocking = number(value(declared.BOTTLENECKS_BLOCKING))
        return f"{count} open, waarvan {blocking} onoverkomelijk.{lacking_list(value.view)}"
    return (
        f"{count} open in totaal, waarvan {number(value(declared.BOTTLENECKS_BLOCKING))} onoverkomelijk"
        f"{f' (naar wie ze meldde: {told})' if told else ''}."
    )


def _connections(value: Stand) -> str:
    return (
        f"{number(value(declared.MUNICIPALITIES_DSO_READY))} gemeenten zijn op het DSO aangesloten, "
        f"{number(value(declared.MUNICIPALITIES_CASE_SYSTEM_READY))} hebben een werkend zaaksysteem."
    )


def _moments(value: Stand) -> str:
    return (
        f"{number(value(declared.INFORMATION_MOMENTS_DEFINED))} van "
        f"{number(value(declared.INFORMATION_MOMENTS))} informatiemomenten vastgelegd, "
        f"{number(value(declared.INFORMATION_MOMENTS_PROCESSABLE))} te verwerken."
    )


def _facilities(value: Stand) -> str:
    return (
        f"{number(value(declared.FACILITIES_READY))} van {number(value(declared.FACILITIES))} voorzieningen "
        "gereed."
    )


def _readiness(value: Stand) -> str:
    return (
        f"{number(value(declared.READINESS_TASKS_DONE))} van {number(value(declared.READINESS_TASKS))} "
        "taken gereed."
    )


def _instruments(value: Stand) -> str:
    return (
        f"{number(value(declared.INSTRUMENTS_ADMITTED))} instrumenten (voorlopig) toegelaten; "
        f"{number(value(declared.BUILDING_TYPES_COVERED))} van {number(value(declared.BUILDING_TYPES))} "
        "typen bouwwerk met een geschikt instrument."
    )


def _providers(value: Stand) -> str:
    return (
        f"{number(value(declared.PROVIDERS_SELF_DECLARED))} van {number(value(declared.PROVIDERS))} "
        "aanbieders gaven de eigenverklaring over toezicht."
    )


def _assurers(value: Stand) -> str:
    return (
        f"{number(value(declared.ASSURER_ORGANISATIONS))} organisaties met "
        f"{number(value(declared.ASSURERS))} kwaliteitsborgers; capaciteit "
        f"{number(value(declared.ASSURER_CAPACITY))} bouwwerken per jaar."
    )


# Subject of the plan's evidence -> a measure that is there once something was delivered, and its sentence.
SUBJECTS: dict[str, tuple[Measure, Callable[[Stand], str]]] = {
    "awareness": (declared.INFORMED_SHARE, _awareness),
    "questions": (declared.QUESTIONS_OPEN, _questions),
    "pilots": (declared.PILOTS_COUNTED, _pilots),
    "volume": (declared.MUNICIPALITIES_TAKING_PART, _volume),
    "bottlenecks": (declared.BOTTLENECKS_OPEN, _bottlenecks),
    "connections": (declared.MUNICIPALITIES_DSO_READY, _connections),
    "moments": (declared.INFORMATION_MOMENTS, _moments),
    "facilities": (declared.FACILITIES, _facilities),
    "readiness": (declared.READINESS_TASKS, _readiness),
    "instruments": (declared.INSTRUMENTS_ADMITTED, _instruments),
    declared.PROVIDERS: (declared.PROVIDERS, _providers),
    "assurers": (declared.ASSURER_ORGANISATIONS, _assurers),
}

# What every aspect can have: all of it, what is done, what is late, and the words for it.
WORK = (
    (
        declared.STUDIES,
        declared.STUDIES_ADOPTED,
        declared.STUDIES_OVERDUE,
        ("deelonderzoek", "deelonderzoeken"),
        "vastgesteld",
    ),
    (
        declared.ACTIVITIES,
        declared.ACTIVITIES_DONE,
        declared.ACTIVITIES_OVERDUE,
        ("activiteit", "activiteiten"),
        "gereed",
    ),
)


def sentences(view: Standing, aspect: str) -> list[str]:
    """What the facts of the chosen month say of an aspect.

    Its own evidence, then its studies, activities and bottlenecks.
    """

    value = Stand(view, aspect)
    found = []
    for subject, evidence in view.plan.evidence.items():
        if aspect in evidence.aspects and subject in SUBJECTS:
            measure, say = SUBJECTS[subject]
            if value(measure) is not None:
                found.append(say(value))
    for listed_ones, finished, overdue, what, ready in WORK:
        if total := value(listed_ones):
            late = value(overdue)
            tail = f", {number(late)} over tijd" if late else ""
            found.append(f"{number(value(finished))} van {plural(int(total), *what)} {ready}{tail}.")
    own = summary.by_dimension(view.facts, declared.BOTTLENECKS_OPEN, view.month, "aspect")
    if raised := own.get(aspect):
        blocking = summary.by_dimension(view.facts, declared.BOTTLENECKS_BLOCKING, view.month, "aspect")
        found.append(
            f"{plural(int(raised), 'open knelpunt raakt', 'open knelpunten raken')} dit aspect, waarvan "
            f"{number(blocking.get(aspect, 0))} onoverkomelijk."
        )
    return found or ["Over dit aspect is in deze maand nog niets aangeleverd."]
