"""Digitalisering (4.1-4.3): readiness of municipalities, on the map; information moments: who sends what to whom."""

import pandas as pd
import streamlit as st

from wkb_data.measures import summary
from wkb_data.municipalities import in_force
from wkb_views import figures, maps, show, tables
from wkb_views.session import View, current
from wkb_views.words import number


def body(view: View, boundaries: str) -> None:
    """Connections of municipalities, by their points or the file of boundaries that is there; the information moments."""
    month = view.month
    show.heading("DSO en zaaksystemen")
    connections = view.table("digital", "connections")
    if connections.empty:
        show.none_yet(view, "connections", "aansluitingen")
    else:
        everyone = len(in_force(month))
        dso, system = (summary.series(view.upto, f"municipalities_{m}_ready") for m in ("dso", "case_system"))
        both = int(((connections["dso"] == "ready") & (connections["case_system"] == "ready")).sum())
        trend = pd.DataFrame({"DSO aangesloten": dso, "Zaaksysteem gereed": system})
        left, right = show.columns(1, 1)
        with left:
            show.figure(
                figures.lines(trend, "DSO aangesloten"),
                f"{number(dso.iloc[-1])} gemeenten zijn op het DSO aangesloten, {number(system.iloc[-1])} hebben een werkend zaaksysteem; {number(both)} hebben beide.",
                trend.rename_axis("Maand").reset_index(),
                f"aansluitingen {month}",
                show.carried_text(view, "digital"),
                f"Opgave over {number(len(connections))} van {number(everyone)} gemeenten; van de andere is de stand niet bekend.",
            )
        with right:
            states = maps.readiness(connections, month)
            show.figure(
                figures.state_map(states, maps.outlines()),
                f"Van {number(everyone - len(connections))} gemeenten is de stand niet bekend.",
                tables.dutch(connections, "connections"),
                f"kaart aansluitingen {month}",
            )

    show.heading("Informatiemomenten")
    moments = view.table("digital", "information_moments")
    if moments.empty:
        show.none_yet(view, "information_moments", "informatiemomenten")
    else:
        total, defined, processable = (summary.value(view.facts, m, month) for m in ("information_moments", "information_moments_defined", "information_moments_processable"))  # fmt: skip
        show.table(
            tables.dutch(moments, "information_moments"),
            f"{number(defined)} van {number(total)} informatiemomenten zijn vastgelegd, {number(processable)} kunnen worden verwerkt.",
            "Informatiemomenten: wie stuurt wat aan wie",
            f"informatiemomenten {month}",
        )


view = current()
st.title("Digitalisering")
show.stop_when_empty(view, "digital")
show.say_carried(view, "digital")
show.draw(view, body, maps.boundaries())
