"""Proefprojecten (3.1): progress to the target, the categories, statuses, networks and the list."""

import pandas as pd
import streamlit as st

from wkb_data.measures import pilots, summary
from wkb_views import figures, outlook, show, tables
from wkb_views.session import View, current
from wkb_views.words import change, day_name, labels, month_name, number, plural


def progress(view: View) -> None:
    """Progress to the target, by category and status, what waits for a judgement, networks."""
    plan, month = view.plan, view.month
    started, completed = (summary.series(view.upto, m) for m in ("pilots_counted", "pilots_completed"))
    pace = summary.pace(view.facts, "pilots_counted", month, plan.pilot_target)
    entry = plan.entry_date(month)
    now = summary.value(view.facts, "pilots_counted", month)
    moved = summary.headline(view.facts, "pilots_counted", month).change
    show.metric(f"Gestart (ambassadeursnetwerk), van {plan.pilot_target}", number(now), change(moved))
    made = next(f for f in view.forecasts() if f.measure == "pilots_counted" and not f.dimension)
    at_this_pace = (
        f"in het tempo van de laatste drie maanden in {month_name(pace.reached)}"
        if pace.reached
        else "het tempo is nog niet te bepalen"
    )
    expected = outlook.expected(made) if made.usable else at_this_pace
    carried = show.carried_text(view, "pilots")
    planned = pilots.planned_line(plan, month)
    figure_table = pilots.burn_table(started, completed, planned)
    show.figure(
        figures.burn_up(started, completed, planned, plan.pilot_target, entry),
        f"{number(now)} van {plan.pilot_target} gestart, {number(summary.value(view.facts, 'pilots_completed', month))} afgerond; {expected}. Inwerkingtreding: {day_name(entry)}.",
        figure_table,
        f"voortgang proefprojecten {month}",
        carried,
    )

    left, right = show.columns(3, 2)
    with left:
        stands = pilots.categories(view.facts, month, plan)
        lagging = [s.short for s in stands if s.lags]
        show.figure(
            figures.category_bullets(stands),
            f"Achter op de geplande lijn: {', '.join(lagging)}."
            if lagging
            else "Alle categorieën liggen op of voor de geplande lijn.",
            pd.DataFrame(
                [(s.name, s.started, s.completed, s.target, s.planned) for s in stands],
                columns=["Categorie", "Gestart", "Afgerond", "Doel", "Gepland nu"],
            ),
            f"categorieën {month}",
            f"Donker = gestart, licht = afgerond, stippellijn = gepland voor nu. {plan.assumption}",
        )
        show.links([("trends", "Prognose per categorie, met kansen")])
    with right:
        by_status = summary.by_dimension(view.facts, "pilots_by_status", month, "status")
        words = labels("pilots", "status")
        counts = {title: by_status.get(s, 0.0) for s, title in words.items()}
        show.figure(
            figures.bars(counts),
            "Alle aangemelde projecten naar status, beide aanpakken.",
            pd.DataFrame(counts.items(), columns=["Status", "Projecten"]),
            f"statussen {month}",
        )

    show.heading("Alle proefprojecten naar type")
    listed = view.table("pilots", "pilots")
    overview = pilots.by_category(listed, plan)
    show.table(
        overview,
        f"{number(overview['Samen gestart'].sum())} projecten gestart in beide aanpakken samen, {number(overview['Volume gestart'].sum())} daarvan in de volumeaanpak.",
        "Totaaloverzicht naar type bouwwerk",
        f"totaaloverzicht {month}",
    )

    show.heading(f"Voor de {plan.body}")
    fresh, waiting = pilots.new_in(listed, month), pilots.to_judge(listed)
    said = f"{plural(len(waiting), 'project wacht', 'projecten wachten')} op een oordeel: voorgelegd, of afwijkend van de spelregels."
    columns = [
        "id",
        "name",
        "approach",
        "municipality",
        "work_plan",
        "deviation",
        "deviation_reason",
        "assessment",
    ]
    show.table(
        tables.dutch(waiting[columns], "pilots"),
        said if len(waiting) else "Geen enkel project wacht op een oordeel.",
        "Te beoordelen",
        f"te beoordelen {month}",
    )
    said = f"{plural(len(fresh), 'project', 'projecten')} nieuw aangemeld in {month_name(month)}."
    show.reading(said if len(fresh) else f"Geen nieuwe aanmeldingen in {month_name(month)}.")
    if len(fresh):
        columns = ["id", "name", "category", "approach", "municipality", "registered"]
        show.below(
            tables.dutch(fresh[columns], "pilots"), f"nieuw aangemeld {month}", "Nieuw aangemelde projecten"
        )

    show.heading("Netwerken")
    networks = view.table("pilots", "networks")
    if networks.empty:
        show.none_yet(view, "networks", "netwerken")
    else:
        active = int(summary.value(view.facts, "networks_active", month) or 0)
        rows = pilots.with_started(
            networks, summary.by_dimension(view.facts, "pilots_counted", month, "network")
        )
        show.table(
            tables.dutch(rows, "networks", {"begun": "Projecten gestart"}),
            f"{plural(active, 'netwerk', 'netwerken')} actief.",
            "Ambassadeursnetwerken",
            f"netwerken {month}",
        )
    show.heading("Projecten")


def chosen(view: View, category: list[str], status: list[str], municipality: list[str]) -> None:
    """The projects with one of the values chosen in each filter; no value chosen is all."""
    listed = view.table("pilots", "pilots")
    found = pilots.chosen(listed, {"category": category, "status": status, "municipality": municipality})
    text = f"{number(len(found))} van {number(len(listed))} projecten."
    show.table(
        tables.dutch(found, "pilots"), text, "Lijst van proefprojecten", f"proefprojecten {view.month}"
    )


view = current()
plan = view.plan
st.title("Proefprojecten")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
show.draw(view, progress)
words = labels("pilots", "status")
places = view.table("pilots", "pilots")["municipality"].dropna().unique()
first, second, third = st.columns(3)
category = first.multiselect("Categorie", [c.name for c in plan.categories], placeholder="alle")
status = second.multiselect("Status", list(words), format_func=words.get, placeholder="alle")
municipality = third.multiselect("Gemeente", sorted(places), placeholder="alle")
show.draw(view, chosen, category, status, municipality)
