"""The evidence of an aspect in a few sentences: what its registers say in the chosen month (plan, chapter 2)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from wkb_data.measures import bottlenecks, summary
from wkb_data.plan import Plan
from wkb_views.session import View
from wkb_views.words import listed, number, plural, share

Value = Callable[..., float | None]


def _awareness(view: View, value: Value) -> str:
    return f"{share(value('informed_share'), 0)} van de achterban is voldoende geïnformeerd."


def _questions(view: View, value: Value) -> str:
    days = value("questions_days_to_answer")
    answer = f", een antwoord duurt doorgaans {number(days)} dagen" if days is not None else ""
    return f"{plural(int(value('questions_open') or 0), 'vraag', 'vragen')} open{answer}; {number(value('materials_realised'))} van {number(value('materials_planned'))} geplande uitingen gerealiseerd."


def _pilots(view: View, value: Value) -> str:
    return f"{number(value('pilots_counted'))} van {view.plan.pilot_target} proefprojecten gestart, {number(value('pilots_completed'))} afgerond."


def _volume(view: View, value: Value) -> str:
    return f"Aandeel volumeprojecten in alle aanvragen: {share(value('volume_share_total'))}, streven {share(view.plan.volume_target, 0)}; {number(value('municipalities_taking_part'))} gemeenten doen mee."


def sources(plan: Plan) -> dict[str, str]:
    """Register that has bottlenecks of its own -> who delivers it."""
    return {register: plan.group_of(register).name for register in ("pilots", "admission")}


def reported(view: View) -> pd.DataFrame:
    """The bottlenecks of every register that has them, with `source`."""
    return bottlenecks.together(
        view.table("pilots", "bottlenecks"), view.table("admission", "admission_bottlenecks")
    )


def open_by_source(view: View) -> str:
    """How many bottlenecks are open by who reported them; nothing when it is one group that reports."""
    names = sources(view.plan)
    found = {r: summary.value(view.facts, "bottlenecks_open", view.month, f"source={r}") for r in names}
    if None in found.values():
        return ""
    return listed([f"{names[r]} {number(n)}" for r, n in found.items()])


def _bottlenecks(view: View, value: Value) -> str:
    count = plural(int(value("bottlenecks_open") or 0), "knelpunt", "knelpunten")
    told = open_by_source(view)
    return (
        f"{count} open in totaal, waarvan {number(value('bottlenecks_blocking'))} onoverkomelijk"
        f"{f' (naar wie ze meldde: {told})' if told else ''}."
    )


def _connections(view: View, value: Value) -> str:
    return f"{number(value('municipalities_dso_ready'))} gemeenten zijn op het DSO aangesloten, {number(value('municipalities_case_system_ready'))} hebben een werkend zaaksysteem."


def _moments(view: View, value: Value) -> str:
    return f"{number(value('information_moments_defined'))} van {number(value('information_moments'))} informatiemomenten vastgelegd, {number(value('information_moments_processable'))} te verwerken."


def _facilities(view: View, value: Value) -> str:
    return f"{number(value('facilities_ready'))} van {number(value('facilities'))} voorzieningen gereed."


def _readiness(view: View, value: Value) -> str:
    return f"{number(value('readiness_tasks_done'))} van {number(value('readiness_tasks'))} taken gereed."


def _instruments(view: View, value: Value) -> str:
    return f"{number(value('instruments_admitted'))} instrumenten (voorlopig) toegelaten; {number(value('building_types_covered'))} van {number(value('building_types'))} typen bouwwerk met een geschikt instrument."


def _providers(view: View, value: Value) -> str:
    return f"{number(value('providers_self_declared'))} van {number(value('providers'))} aanbieders gaven de eigenverklaring over toezicht."


def _assurers(view: View, value: Value) -> str:
    return f"{number(value('assurer_organisations'))} organisaties met {number(value('assurers'))} kwaliteitsborgers; capaciteit {number(value('assurer_capacity'))} bouwwerken per jaar."


# Subject of the plan's evidence -> a measure that is there once something was delivered, and its sentence.
SUBJECTS: dict[str, tuple[str, Callable[[View, Value], str]]] = {
    "awareness": ("informed_share", _awareness),
    "questions": ("questions_open", _questions),
    "pilots": ("pilots_counted", _pilots),
    "volume": ("municipalities_taking_part", _volume),
    "bottlenecks": ("bottlenecks_open", _bottlenecks),
    "connections": ("municipalities_dso_ready", _connections),
    "moments": ("information_moments", _moments),
    "facilities": ("facilities", _facilities),
    "readiness": ("readiness_tasks", _readiness),
    "instruments": ("instruments_admitted", _instruments),
    "providers": ("providers", _providers),
    "assurers": ("assurer_organisations", _assurers),
}


def sentences(view: View, aspect: str) -> list[str]:
    """What the facts of the chosen month say of an aspect: its own evidence, then its studies, activities and bottlenecks."""

    def value(measure: str, dimension: str = "", own: str | None = aspect) -> float | None:
        return summary.value(view.facts, measure, view.month, dimension, own)

    found = []
    for subject, evidence in view.plan.evidence.items():
        if aspect in evidence.aspects and subject in SUBJECTS:
            measure, say = SUBJECTS[subject]
            if value(measure) is not None:
                found.append(say(view, value))
    for measure, what, done, ready in (
        ("studies", "deelonderzoeken", "adopted", "vastgesteld"),
        ("activities", "activiteiten", "done", "gereed"),
    ):
        if total := value(measure):
            late = value(f"{measure}_overdue")
            found.append(
                f"{number(value(f'{measure}_{done}'))} van {number(total)} {what} {ready}{f', {number(late)} over tijd' if late else ''}."
            )
    raised = value("bottlenecks_open", f"aspect={aspect}", None)
    if raised:
        blocking = value("bottlenecks_blocking", f"aspect={aspect}", None) or 0
        found.append(
            f"{plural(int(raised), 'open knelpunt raakt', 'open knelpunten raken')} dit aspect, waarvan {number(blocking)} onoverkomelijk."
        )
    return found or ["Over dit aspect is in deze maand nog niets aangeleverd."]
