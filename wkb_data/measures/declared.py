"""Every measure, declared once.

Its name in the facts, its Dutch title, its unit, stock or flow, and what it tells of.

    PILOTS_COUNTED = _stock("pilots_counted", "Proefprojecten gestart", "projecten", "pilots", …)

A stock says how things stand and holds until the next delivery; a flow happened within one month and is never
carried into another. A dated stock is counted by the days in a list (what is due by now): it goes on moving
in the months after its delivery. A total adds up a flow, and is of the last month with that flow. A `Measure`
is its own name, so that it is written and looked up as it stands in the facts; facts and readers both name it
from here, and a name that is not declared is refused (`named`). `docs/meetwaarden.md` lists them.
"""

from __future__ import annotations

from wkb_data.plan import Plan

STOCK, FLOW = "stock", "flow"
# What a measure tells of when that is no subject of the plan's evidence: the aspect of the row, or the whole
# delivery.
EACH_ASPECT, NO_ASPECT = "each", "none"
# What a measure tells of -> the registers that say so; of several the first leads.
REGISTERS = {
    EACH_ASPECT: ("planning",),
    "pilots": ("pilots",),
    "volume": ("pilots",),
    "bottlenecks": ("pilots", "admission"),
    "awareness": ("communication",),
    "questions": ("communication",),
    "connections": ("digital",),
    "moments": ("digital",),
    "facilities": ("digital",),
    "readiness": ("admission",),
    "instruments": ("admission",),
    "providers": ("admission",),
    "assurers": ("admission",),
}


class Measure(str):
    """The name of a measure, with what is declared of it.

    `about` is a subject of the plan's evidence, EACH_ASPECT or NO_ASPECT; `by` are the kinds of dimension it
    is also counted by; `dated`: whether it moves with the month in a list that stays the same; `adds`: the
    flow that it is the total of.
    """

    label: str
    unit: str
    kind: str
    about: str
    by: tuple[str, ...]
    dated: bool = False
    adds: str = ""

    def __new__(cls, name: str, label: str, unit: str, kind: str, about: str, by: tuple[str, ...] = ()):
        made = super().__new__(cls, name)
        made.label, made.unit, made.kind, made.about, made.by = label, unit, kind, about, by
        return made

    @property
    def carried(self) -> bool:
        """Whether a month without a delivery shows the last one."""
        return self.kind == STOCK

    @property
    def registers(self) -> tuple[str, ...]:
        """The registers that tell of it, the leading one first; none of what is no matter of a register."""
        return REGISTERS.get(self.about, ())

    def aspects(self, plan: Plan) -> tuple[str, ...]:
        """The aspects it stands under in a plan.

        One empty name where the plan names none, or the fact itself says which.
        """
        if self.about in (EACH_ASPECT, NO_ASPECT):
            return ("",)
        own = {"pilots": plan.pilot_aspect, "volume": plan.volume_aspect}
        return (own[self.about],) if self.about in own else plan.aspects_of(self.about)


class UndeclaredMeasure(LookupError):
    """A fact or a reader names a measure that is not declared here."""


MEASURES: dict[str, Measure] = {}


def named(name: str) -> Measure:
    """The measure with this name. Raises UndeclaredMeasure when there is none."""
    if name not in MEASURES:
        raise UndeclaredMeasure(f"{name!r} is not declared in wkb_data.measures.declared")
    return MEASURES[name]


def _declare(measure: Measure) -> Measure:
    if measure in MEASURES:
        raise ValueError(f"measure {measure!r} is declared twice")
    return MEASURES.setdefault(str(measure), measure)


def _stock(name: str, label: str, unit: str, about: str, *by: str) -> Measure:
    return _declare(Measure(name, label, unit, STOCK, about, by))


def _dated(name: str, label: str, unit: str, about: str, *by: str) -> Measure:
    made = _stock(name, label, unit, about, *by)
    made.dated = True
    return made


def _total(name: str, label: str, unit: str, about: str, adds: Measure) -> Measure:
    made = _stock(name, label, unit, about)
    made.adds = str(adds)
    return made


def _flow(name: str, label: str, unit: str, about: str, *by: str) -> Measure:
    return _declare(Measure(name, label, unit, FLOW, about, by))


STATUS = _stock("status", "Oordeel", "oordeel", EACH_ASPECT, "status")
MONTHS_IN_STATUS = _stock("months_in_status", "Beoordeelde maanden in deze kleur", "maanden", EACH_ASPECT)

PILOTS_COUNTED = _stock(
    "pilots_counted", "Proefprojecten gestart", "projecten", "pilots", "category", "municipality", "network"
)
PILOTS_COMPLETED = _stock(
    "pilots_completed",
    "Proefprojecten afgerond",
    "projecten",
    "pilots",
    "category",
    "municipality",
    "network",
)
PILOTS_BY_STATUS = _stock("pilots_by_status", "Projecten naar status", "projecten", "pilots", "status")
NETWORKS_ACTIVE = _stock("networks_active", "Actieve netwerken", "netwerken", "pilots")

VOLUME_PILOTS = _flow("volume_pilots", "Volumeprojecten", "projecten", "volume", "municipality")
APPLICATIONS = _flow("applications", "Aanvragen", "aanvragen", "volume", "municipality")
VOLUME_SHARE_MONTH = _flow("volume_share_month", "Aandeel volumeprojecten van de maand", "aandeel", "volume")
VOLUME_PILOTS_TOTAL = _total(
    "volume_pilots_total", "Volumeprojecten tot nu toe", "projecten", "volume", APPLICATIONS
)
APPLICATIONS_TOTAL = _total("applications_total", "Aanvragen tot nu toe", "aanvragen", "volume", APPLICATIONS)
VOLUME_SHARE_TOTAL = _total(
    "volume_share_total", "Aandeel volumeprojecten", "aandeel", "volume", APPLICATIONS
)
MUNICIPALITIES_TAKING_PART = _stock(
    "municipalities_taking_part", "Deelnemende gemeenten", "gemeenten", "volume"
)

BOTTLENECKS_OPEN = _stock(
    "bottlenecks_open", "Open knelpunten", "knelpunten", "bottlenecks", "aspect", "source"
)
BOTTLENECKS_BLOCKING = _stock(
    "bottlenecks_blocking", "Onoverkomelijke open knelpunten", "knelpunten", "bottlenecks", "aspect", "source"
)
BOTTLENECKS_NEW = _flow(
    "bottlenecks_new", "Gemelde knelpunten", "knelpunten", "bottlenecks", "aspect", "source"
)
BOTTLENECKS_RESOLVED = _flow(
    "bottlenecks_resolved", "Opgeloste knelpunten", "knelpunten", "bottlenecks", "aspect", "source"
)

INFORMED_SHARE = _dated("informed_share", "Voldoende geïnformeerd", "aandeel", "awareness", "party")
QUESTIONS_OPEN = _stock("questions_open", "Open vragen", "vragen", "questions")
QUESTIONS_DAYS_TO_ANSWER = _stock(
    "questions_days_to_answer", "Dagen tot een antwoord (mediaan)", "dagen", "questions"
)
MATERIALS_PLANNED = _dated("materials_planned", "Uitingen gepland tot nu toe", "uitingen", "questions")
MATERIALS_REALISED = _dated("materials_realised", "Uitingen gerealiseerd", "uitingen", "questions")

MUNICIPALITIES_DSO_READY = _stock(
    "municipalities_dso_ready", "Gemeenten op het DSO aangesloten", "gemeenten", "connections"
)
MUNICIPALITIES_CASE_SYSTEM_READY = _stock(
    "municipalities_case_system_ready", "Gemeenten met een werkend zaaksysteem", "gemeenten", "connections"
)
INFORMATION_MOMENTS = _stock("information_moments", "Informatiemomenten", "momenten", "moments")
INFORMATION_MOMENTS_DEFINED = _stock(
    "information_moments_defined", "Informatiemomenten vastgelegd", "momenten", "moments"
)
INFORMATION_MOMENTS_PROCESSABLE = _stock(
    "information_moments_processable", "Informatiemomenten te verwerken", "momenten", "moments"
)

FACILITIES = _stock("facilities", "Voorzieningen", "voorzieningen", "facilities")
FACILITIES_READY = _stock("facilities_ready", "Voorzieningen gereed", "voorzieningen", "facilities")

READINESS_TASKS = _stock("readiness_tasks", "Taken van de inrichting", "taken", "readiness")
READINESS_TASKS_DONE = _stock("readiness_tasks_done", "Taken gereed", "taken", "readiness")

INSTRUMENTS_ADMITTED = _stock(
    "instruments_admitted", "Instrumenten (voorlopig) toegelaten", "instrumenten", "instruments"
)
BUILDING_TYPES = _stock("building_types", "Typen bouwwerk", "typen", "instruments")
BUILDING_TYPES_COVERED = _stock(
    "building_types_covered", "Typen bouwwerk met een geschikt instrument", "typen", "instruments"
)
PROVIDERS = _stock("providers", "Aanbieders van instrumenten", "aanbieders", "providers")
PROVIDERS_SELF_DECLARED = _stock(
    "providers_self_declared", "Aanbieders met eigenverklaring", "aanbieders", "providers"
)
ASSURER_ORGANISATIONS = _stock("assurer_organisations", "Organisaties voor borging", "aantal", "assurers")
ASSURERS = _stock("assurers", "Kwaliteitsborgers (personen)", "aantal", "assurers")
ASSURER_FTE = _stock("assurer_fte", "Kwaliteitsborgers (fte)", "fte", "assurers")
ASSURER_CAPACITY = _stock("assurer_capacity", "Capaciteit", "werken per jaar", "assurers")
DEMAND = _dated("demand", "Verwachte vraag", "werken per jaar", "assurers", "scenario")

STUDIES = _stock("studies", "Deelonderzoeken", "onderzoeken", EACH_ASPECT)
STUDIES_ADOPTED = _stock("studies_adopted", "Deelonderzoeken vastgesteld", "onderzoeken", EACH_ASPECT)
STUDIES_OVERDUE = _dated("studies_overdue", "Deelonderzoeken over tijd", "onderzoeken", EACH_ASPECT)
ACTIVITIES = _stock("activities", "Activiteiten", "activiteiten", EACH_ASPECT)
ACTIVITIES_DONE = _stock("activities_done", "Activiteiten gereed", "activiteiten", EACH_ASPECT)
ACTIVITIES_OVERDUE = _dated("activities_overdue", "Activiteiten over tijd", "activiteiten", EACH_ASPECT)

CARRIED_FORWARD = _stock(
    "carried_forward", "Maanden doorgetrokken van een eerdere levering", "maanden", NO_ASPECT, "register"
)
COLUMNS_LEFT_OUT = _stock(
    "columns_left_out",
    "Kolommen die bij een levering met voorbehoud als leeg tellen",
    "kolommen",
    NO_ASPECT,
    "register",
    "table",
)
ROWS_LEFT_OUT = _stock(
    "rows_left_out",
    "Regels die bij een levering met voorbehoud niet meetellen",
    "regels",
    NO_ASPECT,
    "register",
    "table",
)
