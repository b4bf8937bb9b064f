"""Kaart: pilots and volume per municipality, offline; and how broadly the 10% is carried."""

import pandas as pd
import streamlit as st

from wkb_data import maps
from wkb_data.measures import breadth
from wkb_data.municipalities import in_force
from wkb_views import choices, figures, show
from wkb_views.session import View, current
from wkb_words.words import month_name, number, share

KINDS = {"pilots": "Gestarte projecten", "volume": "Volumeprojecten", "applications": "Aanvragen"}
UNITS = {"pilots": "projecten", "volume": "volumeprojecten", "applications": "aanvragen"}


def body(view: View, kind: str, boundaries: maps.Boundaries | None) -> None:
    """The map of one kind, by the points or the file of boundaries that is there.

    The curve of concentration.
    """
    month = view.month
    everyone = in_force(month)
    rows = breadth.by_municipality(
        view.table("pilots", "pilots"), view.table("pilots", "applications"), everyone, month
    )
    found = breadth.breadth(rows)
    unit = UNITS[kind]
    names = {"municipality": "Gemeente"} | {k: KINDS[k] for k in ("pilots", "applications", "volume")}
    table = rows.rename(columns=names)
    top = rows.sort_values(kind, ascending=False, kind="stable").iloc[0]
    left, right = show.columns(3, 2)
    with left:
        show.figure(
            figures.dutch_map(maps.points(rows, kind, month), maps.outlines(boundaries), unit),
            f"{number((rows[kind] > 0).sum())} van {number(len(everyone))} gemeenten met {unit}; de "
            f"meeste in {top['municipality']} ({number(top[kind])}).",
            table[table[list(KINDS.values())].fillna(0).any(axis=1)],
            f"kaart {kind} {month}",
        )
    with right:
        x, y, gini = breadth.lorenz(rows.loc[rows["pilots"] > 0, "pilots"])
        even = "niet te bepalen" if gini is None else number(gini, 2)
        show.figure(
            figures.lorenz_curve(x, y),
            f"{number(found.taking_part)} gemeenten doen mee; zij staan voor {share(found.share)} van de "
            f"opgegeven aanvragen. Ongelijkheid (Gini): {even}.",
            pd.DataFrame({"Aandeel gemeenten": x, "Aandeel projecten": y}).round(4),
            f"concentratie {month}",
            f"Geen projecten: {number(found.without)} gemeenten. Geen aanvragen opgegeven: "
            f"{number(found.unreported)} gemeenten; dat is iets anders dan nul aanvragen. Stand van "
            f"{month_name(month)}; samengevoegde gemeenten tellen bij hun opvolger.",
        )


view = current()
show.title("Kaart")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
kind = choices.one(
    st.segmented_control, "Toon", list(KINDS), "pilots", "toon", format_func=KINDS.get, required=True
)
show.draw(view, body, kind, maps.boundaries())
