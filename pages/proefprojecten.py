"""Proefprojecten (3.1): progress to the target, the categories, statuses, networks and the list."""

import pandas as pd
import streamlit as st

from wkb_data.measures import summary
from wkb_views import figures, outlook, show
from wkb_views.session import current
from wkb_views.words import APPROACH, NETWORK_STATUS, PILOT_STATUS, day_name, month_name, number

view = current()
plan, month = view.plan, view.month
show.frame_page(view, "Proefprojecten")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")

started, completed = (summary.series(view.upto, m) for m in ("pilots_counted", "pilots_completed"))
pace = summary.pace(view.facts, "pilots_counted", month, plan.pilot_target)
entry = plan.entry_date(month)
now = summary.value(view.facts, "pilots_counted", month)
st.metric(f"Gestart (ambassadeursnetwerk), van {plan.pilot_target}", number(now), delta_color="off")
made = next(f for f in view.forecasts() if f.measure == "pilots_counted" and not f.dimension)
at_this_pace = f"in het tempo van de laatste drie maanden in {month_name(pace.reached)}" if pace.reached else "het tempo is nog niet te bepalen"
expected = outlook.expected(made) if made.usable else at_this_pace
carried = show.carried_text(view, "pilots")
planned = summary.planned_line(plan, month)
figure_table = summary.burn_table(started, completed, planned)
show.figure(
    figures.burn_up(started, completed, planned, plan.pilot_target, entry),
    f"{number(now)} van {plan.pilot_target} gestart, {number(summary.value(view.facts, 'pilots_completed', month))} afgerond; {expected}. Inwerkingtreding: {day_name(entry)}.",
    figure_table,
    f"voortgang proefprojecten {month}",
    carried,
)

left, right = st.columns([3, 2], gap="large")
with left:
    stands = summary.categories(view.facts, month, plan)
    lagging = [s.short for s in stands if s.lags]
    show.figure(
        figures.category_bullets(stands),
        f"Achter op de geplande lijn: {', '.join(lagging)}." if lagging else "Alle categorieën liggen op of voor de geplande lijn.",
        pd.DataFrame(
            [(s.name, s.started, s.completed, s.target, s.planned) for s in stands],
            columns=["Categorie", "Gestart", "Afgerond", "Doel", "Gepland nu"],
        ),
        f"categorieën {month}",
    )
    st.page_link("pages/trends.py", label="Prognose per categorie, met kansen")
    st.html(f'<div class="quiet">Donker = gestart, licht = afgerond, stippellijn = gepland voor nu. {plan.assumption}</div>')
with right:
    by_status = summary.by_dimension(view.facts, "pilots_by_status", month, "status")
    listed = {PILOT_STATUS[s]: by_status.get(s, 0.0) for s in PILOT_STATUS}
    show.figure(
        figures.bars(listed),
        "Alle aangemelde projecten naar status, beide aanpakken.",
        pd.DataFrame(listed.items(), columns=["Status", "Projecten"]),
        f"statussen {month}",
    )

st.header("Netwerken")
networks = view.table("pilots", "networks")
per_network = summary.by_dimension(view.facts, "pilots_counted", month, "network")
show.reading(f"{number(summary.value(view.facts, 'networks_active', month))} netwerken actief.")
show.grid(summary.network_table(networks, per_network, NETWORK_STATUS), "Ambassadeursnetwerken")

st.header("Projecten")
pilots = view.table("pilots", "pilots")
first, second, third = st.columns(3)
chosen = {
    "category": first.multiselect("Categorie", [c.name for c in plan.categories], placeholder="alle"),
    "status": second.multiselect("Status", list(PILOT_STATUS), format_func=PILOT_STATUS.get, placeholder="alle"),
    "municipality": third.multiselect("Gemeente", sorted(pilots["municipality"].dropna().unique()), placeholder="alle"),
}
listed = summary.pilot_list(pilots, chosen, PILOT_STATUS, APPROACH)
show.reading(f"{number(len(listed))} van {number(len(pilots))} projecten.")
show.grid(listed, "Lijst van proefprojecten")
show.download(listed, f"proefprojecten {month}")
