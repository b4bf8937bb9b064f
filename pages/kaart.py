"""Kaart: pilots and volume per municipality, offline; and how broadly the 10 % is carried."""

import pandas as pd
import streamlit as st

from wkb_data.measures import breadth
from wkb_data.municipalities import in_force
from wkb_views import figures, maps, show
from wkb_views.session import current
from wkb_views.words import month_name, number, share

view = current()
plan, month = view.plan, view.month
st.title("Kaart")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")

everyone = in_force(month)
rows = breadth.by_municipality(view.table("pilots", "pilots"), view.table("pilots", "applications"), everyone, month)
found = breadth.breadth(rows)
kinds = {"Gestarte projecten": ("pilots", "projecten"), "Volumeprojecten": ("volume", "volumeprojecten"), "Aanvragen": ("applications", "aanvragen")}
kind = st.segmented_control("Toon", list(kinds), default="Gestarte projecten", required=True, key="kaart toont")
column, unit = kinds[kind]
table = rows.rename(columns={"municipality": "Gemeente", "pilots": "Gestarte projecten", "applications": "Aanvragen", "volume": "Volumeprojecten"})
top = rows.sort_values(column, ascending=False, kind="stable").iloc[0]
left, right = st.columns([3, 2], gap="large")
with left:
    show.figure(
        figures.dutch_map(maps.points(rows, column, month), maps.outlines(), unit),
        f"{number((rows[column] > 0).sum())} van {number(len(everyone))} gemeenten met {unit}; de meeste in {top['municipality']} ({number(top[column])}).",
        table[table[["Gestarte projecten", "Aanvragen", "Volumeprojecten"]].fillna(0).any(axis=1)],
        f"kaart {column} {month}",
    )
with right:
    x, y, gini = breadth.lorenz(rows.loc[rows["pilots"] > 0, "pilots"])
    even = "niet te bepalen" if gini is None else number(gini, 2)
    show.figure(
        figures.lorenz_curve(x, y),
        f"{number(found.taking_part)} gemeenten doen mee; zij staan voor {share(found.share)} van de opgegeven aanvragen. Ongelijkheid (Gini): {even}.",
        pd.DataFrame({"Aandeel gemeenten": x, "Aandeel projecten": y}).round(4),
        f"concentratie {month}",
        f"Geen projecten: {number(found.without)} gemeenten. Geen aanvragen opgegeven: {number(found.unreported)} gemeenten; "
        f"dat is iets anders dan nul aanvragen. Stand van {month_name(month)}; samengevoegde gemeenten tellen bij hun opvolger.",
    )
