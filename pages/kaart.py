"""Kaart: pilots and volume per municipality, offline; and how broadly the 10 % is carried."""

import pandas as pd
import streamlit as st

from wkb_data import maps
from wkb_data.measures import breadth
from wkb_data.municipalities import in_force
from wkb_views import figures, show
from wkb_views.session import View, current
from wkb_views.words import month_name, number, share

KINDS = {
    "Gestarte projecten": ("pilots", "projecten"),
    "Volumeprojecten": ("volume", "volumeprojecten"),
    "Aanvragen": ("applications", "aanvragen"),
}


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
    column, unit = KINDS[kind]
    names = {
        "municipality": "Gemeente",
        "pilots": "Gestarte projecten",
        "applications": "Aanvragen",
        "volume": "Volumeprojecten",
    }
    table = rows.rename(columns=names)
    top = rows.sort_values(column, ascending=False, kind="stable").iloc[0]
    left, right = show.columns(3, 2)
    with left:
        show.figure(
            figures.dutch_map(maps.points(rows, column, month), maps.outlines(boundaries), unit),
            f"{number((rows[column] > 0).sum())} van {number(len(everyone))} gemeenten met {unit}; de "
            f"meeste in {top['municipality']} ({number(top[column])}).",
            table[table[list(KINDS)].fillna(0).any(axis=1)],
            f"kaart {column} {month}",
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
st.title("Kaart")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
kind = st.segmented_control(
    "Toon", list(KINDS), default="Gestarte projecten", required=True, key="kaart toont"
)
show.draw(view, body, kind, maps.boundaries())
