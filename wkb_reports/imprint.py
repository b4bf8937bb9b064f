"""What every paper says of itself: its month, the moment as known, its state, and the deliveries below it."""

from __future__ import annotations

from dataclasses import dataclass

from wkb_data.clock import here
from wkb_data.measures.established import CORRECTED
from wkb_data.schema import registers
from wkb_data.standing import ESCALATED, ESTABLISHED, REPORTED, SHARED, Standing, last_moment
from wkb_data.store.deliveries import Delivery
from wkb_words.words import day_name, moment_name, month_name

STATES = {
    REPORTED: "gemeld, nog niet vastgesteld",
    ESTABLISHED: "vastgesteld",
    ESCALATED: "vastgesteld, met opschaling",
    SHARED: "vastgesteld en gedeeld",
}
SOURCE_HEADS = ["Groep", "Maand", "Bestand", "Geleverd", "SHA-256"]
SAMPLES = "Voorbeeldgegevens: alle projecten en cijfers zijn verzonnen."


@dataclass(frozen=True)
class Source:
    """A delivery that a paper rests on, without who made it: a paper holds no persons."""

    group: str
    register: str
    month: str
    file: str
    delivered: str
    sha256: str
    reserved: bool

    @property
    def cells(self) -> list[str]:
        """What a table says of it, below SOURCE_HEADS."""
        when = self.delivered + (", met voorbehoud" if self.reserved else "")
        return [self.group, month_name(self.month), self.file, when, self.sha256]


def stamp(on: Standing) -> str | None:
    """The moment as known: the one looked back at, else that of the last change there is."""
    return on.known_at or last_moment(on.store.deliveries(), on.meetings)


def state(on: Standing, since: str) -> str:
    """Whether the meeting has established the month, whether it was shared, and what changed `since`."""
    return "; ".join(filter(None, [STATES[on.state()], since]))


def judged(on: Standing, month: str, aspect: str) -> str:
    """How far the judgement of an aspect over a month is."""
    state, own = on.state(month), on.established.get((month, aspect))
    if own and own.outcome == CORRECTED:
        return f"gecorrigeerd in de vergadering van {month_name(own.of)}"
    if own and own.raised:
        return f"opgeschaald naar de {on.plan.escalates_to}"
    return STATES[ESTABLISHED if state == ESCALATED else state]


def sources(on: Standing) -> list[Source]:
    """The deliveries that the month rests on, in the plan's order of groups; then later ones with a history
    that tell of it where it has none of its own.
    """
    reserved = set(on.reserved())
    return [
        Source(
            on.plan.group_of(d.register).name,
            registers()[d.register].title,
            d.month,
            d.file,
            moment_name(d.delivered_at),
            d.sha256,
            (d.register, d.month) in reserved,
        )
        for d in [*on.shown, *_later(on)]
    ]


def _later(on: Standing) -> list[Delivery]:
    found = {d.id: d for (_, month, _), d in on.told_later.items() if month == on.month}
    return [found[number] for number in sorted(found)]


def known(on: Standing) -> str:
    """The moment as known, in words."""
    moment = stamp(on)
    return f"{day_name(here(moment).date())}, {here(moment):%H.%M} uur" if moment else "nog niets bekend"


def line(on: Standing, since: str) -> str:
    """Month, moment and state on one line, for a foot."""
    samples = " · VOORBEELDGEGEVENS" if sampled(on) else ""
    return f"Stand {month_name(on.month)} · bekend op {known(on)} · {state(on, since)}{samples}"


def sampled(on: Standing) -> bool:
    """Whether any of it is made up."""
    return any(d.sample for d in on.in_force.values())
