"""Digitalisering (4.1-4.3): readiness of municipalities, on the map; information moments; facilities."""

import pandas as pd

from wkb_data import maps
from wkb_data.measures import declared, summary
from wkb_data.municipalities import in_force
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_words.words import number


def _connections(view: View, boundaries: maps.Boundaries | None) -> None:
    """Municipalities by their points, or by the file of boundaries that is there."""
    month = view.month
    show.heading("DSO en zaaksystemen")
    connections = view.table("digital", "connections")
    if connections.empty:
        show.none_yet(view, "connections", "aansluitingen")
        return
    everyone = len(in_force(month))
    dso, system = (
        summary.series(view.upto, m)
        for m in (declared.MUNICIPALITIES_DSO_READY, declared.MUNICIPALITIES_CASE_SYSTEM_READY)
    )
    both = int(((connections["dso"] == "ready") & (connections["case_system"] == "ready")).sum())
    trend = pd.DataFrame({"DSO aangesloten": dso, "Zaaksysteem gereed": system})
    left, right = show.columns(1, 1)
    with left:
        show.figure(
            figures.lines(trend, "DSO aangesloten", unit=("gemeente", "gemeenten")),
            f"{number(dso.iloc[-1])} gemeenten zijn op het DSO aangesloten, {number(system.iloc[-1])} hebben "
            f"een werkend zaaksysteem; {number(both)} hebben beide.",
            tables.by_month(trend),
            f"aansluitingen {month}",
            show.carried_text(view, "digital"),
            f"Opgave over {number(len(connections))} van {number(everyone)} gemeenten; "
            "van de andere is de stand niet bekend.",
        )
    with right:
        show.figure(
            figures.state_map(maps.readiness(connections, month), maps.country(), maps.outlines(boundaries)),
            f"Van {number(everyone - len(connections))} gemeenten is de stand niet bekend.",
            tables.dutch(connections, "connections"),
            f"kaart aansluitingen {month}",
        )


def _moments(view: View) -> None:
    """Who sends what to whom."""
    show.heading("Informatiemomenten")
    moments = view.table("digital", "information_moments")
    if moments.empty:
        show.none_yet(view, "information_moments", "informatiemomenten")
        return
    total, defined, processable = (
        summary.value(view.facts, m, view.month)
        for m in (
            declared.INFORMATION_MOMENTS,
            declared.INFORMATION_MOMENTS_DEFINED,
            declared.INFORMATION_MOMENTS_PROCESSABLE,
        )
    )
    show.table(
        tables.dutch(moments, "information_moments"),
        f"{number(defined)} van {number(total)} informatiemomenten zijn vastgelegd, "
        f"{number(processable)} kunnen worden verwerkt.",
        "Informatiemomenten: wie stuurt wat aan wie",
        f"informatiemomenten {view.month}",
    )


def _facilities(view: View) -> None:
    """What must run for all, such as the public register of assurers."""
    show.heading("Voorzieningen")
    facilities = view.table("digital", "facilities")
    if facilities.empty:
        show.none_yet(view, "facilities", "voorzieningen")
        return
    total, ready = (
        summary.value(view.facts, m, view.month) for m in (declared.FACILITIES, declared.FACILITIES_READY)
    )
    show.table(
        tables.dutch(facilities, "facilities"),
        f"{number(ready)} van {number(total)} voorzieningen die voor allen moeten werken zijn gereed.",
        "Voorzieningen die voor allen moeten werken",
        f"voorzieningen {view.month}",
    )


def body(view: View, boundaries: maps.Boundaries | None) -> None:
    """Connections of municipalities, information moments, facilities."""
    _connections(view, boundaries)
    _moments(view)
    _facilities(view)


view = current()
show.title("Digitalisering")
show.stop_when_empty(view, "digital")
show.say_carried(view, "digital")
show.draw(view, body, maps.boundaries())
