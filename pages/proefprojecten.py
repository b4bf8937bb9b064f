"""Proefprojecten (3.1): progress to the target, the categories now and through the months, statuses, networks
and the list.
"""

import pandas as pd
import streamlit as st

from wkb_data.measures import declared, pilots, summary
from wkb_data.measures.targets import planned_line, step
from wkb_views import choices, figures, planner, show, tables
from wkb_views.addresses import pointed
from wkb_views.session import View, current
from wkb_words import readings
from wkb_words.words import labels, month_name, number, plural


def _to_target(view: View) -> None:
    """Started and completed pilots against the planned line and the target."""
    plan, month = view.plan, view.month
    started, completed = (
        summary.series(view.upto, m) for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED)
    )
    now = step(view.facts, declared.PILOTS_COUNTED, month)
    label = f"Gestart (ambassadeursnetwerk), van {plan.pilot_target}"
    show.metric(label, number(now.value), readings.since(now) or readings.stand_of(now, month))
    planned, done_by = (
        planned_line(plan, m, month) for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED)
    )
    show.figure(
        figures.burn_up(started, completed, planned, done_by, plan.pilot_target, plan.entry_date(month)),
        readings.pilots(view),
        tables.titled(pilots.burn_table(started, completed, planned, done_by)),
        f"voortgang proefprojecten {month}",
        f"Dunne stippellijn = hoeveel er volgens plan afgerond zijn. {show.carried_text(view, 'pilots')}",
    )


def _by_category(view: View) -> None:
    """The categories against their targets and the planned line."""
    plan, month = view.plan, view.month
    stands = pilots.categories(view.facts, month, plan)
    show.figure(
        figures.category_bullets(stands),
        readings.categories(stands),
        pd.DataFrame(
            [(s.name, s.started, s.completed, s.target, s.planned) for s in stands],
            columns=["Categorie", "Gestart", "Afgerond", "Doel", "Gepland nu"],
        ),
        f"categorieën {month}",
        f"Donker = gestart, licht = afgerond, stippellijn = gepland voor nu. {plan.assumption}",
    )
    show.links([("trends", "Prognose per categorie, met kansen")])


def _courses(view: View) -> None:
    """The categories through the months."""
    found = pilots.courses(view.facts, view.month, view.plan)
    show.figure(
        figures.category_courses(found),
        readings.courses(found, view.month),
        tables.titled(pilots.course_table(found)),
        f"categorieën door de maanden {view.month}",
        "Lijn = gestart, streepjes met open punt = afgerond, stippellijn = gepland. "
        + show.carried_text(view, "pilots"),
    )


def _by_status(view: View) -> None:
    """All pilots by status, both approaches."""
    found = summary.by_dimension(view.facts, declared.PILOTS_BY_STATUS, view.month, "status")
    counts = {title: found.get(s, 0.0) for s, title in labels("pilots", "status").items()}
    show.figure(
        figures.bars(counts, unit=("project", "projecten")),
        "Alle aangemelde projecten naar status.",
        pd.DataFrame(counts.items(), columns=["Status", "Projecten"]),
        f"statussen {view.month}",
    )


def _by_type(view: View) -> None:
    """Projects of both approaches by type of works."""
    overview = pilots.by_category(view.table("pilots", "pilots"), view.plan)
    begun, volume = (int(overview[c].sum()) for c in ("all_started", "volume_started"))
    text = f"{plural(begun, 'project', 'projecten')} gestart, {number(volume)} daarvan in de volumeaanpak."
    show.table(
        tables.titled(overview),
        text if begun else "Nog geen enkel project is gestart.",
        "Totaaloverzicht naar type bouwwerk",
        f"totaaloverzicht {view.month}",
    )


TO_JUDGE = [
    *("id", "name", "approach", "municipality"),
    *("work_plan", "deviation", "deviation_reason", "assessment"),
]
FRESH = ["id", "name", "category", "approach", "municipality", "registered"]


def _for_the_body(view: View) -> None:
    """What waits for a judgement, and what is new."""
    month, listed = view.month, view.table("pilots", "pilots")
    show.heading(f"Voor de {view.plan.body}")
    fresh, waiting = pilots.new_in(listed, month), pilots.to_judge(listed)
    said = (
        f"{plural(len(waiting), 'project wacht', 'projecten wachten')} op een oordeel: voorgelegd, of "
        "afwijkend van de spelregels."
    )
    show.table(
        tables.dutch(waiting[TO_JUDGE], "pilots"),
        said if len(waiting) else "Geen enkel project wacht op een oordeel.",
        "Te beoordelen",
        f"te beoordelen {month}",
        len(waiting),
    )
    if fresh.empty:
        show.reading(f"Geen nieuwe aanmeldingen in {month_name(month)}.")
        return
    show.reading(f"{plural(len(fresh), 'project', 'projecten')} nieuw aangemeld in {month_name(month)}.")
    show.below(tables.dutch(fresh[FRESH], "pilots"), f"nieuw aangemeld {month}", "Nieuw aangemelde projecten")


def _networks(view: View) -> None:
    """The networks with their pilots that have started."""
    show.heading("Netwerken")
    networks = view.table("pilots", "networks")
    if networks.empty:
        show.none_yet(view, "networks", "netwerken")
        return
    active = int(summary.value(view.facts, declared.NETWORKS_ACTIVE, view.month) or 0)
    begun = summary.by_dimension(view.facts, declared.PILOTS_COUNTED, view.month, "network")
    show.table(
        tables.dutch(pilots.with_started(networks, begun), "networks", {"begun": "Projecten gestart"}),
        f"{plural(active, 'netwerk', 'netwerken')} actief.",
        "Ambassadeursnetwerken",
        f"netwerken {view.month}",
    )


def _categories(view: View) -> None:
    """The categories now, and beside it through the months."""
    left, right = show.columns(1, 1)
    with left:
        _by_category(view)
    with right:
        _courses(view)


def _both_approaches(view: View) -> None:
    """The whole picture: by type of works and by status, beside each other."""
    show.heading("Beide aanpakken samen")
    left, right = show.columns(3, 2)
    with left:
        _by_type(view)
    with right:
        _by_status(view)


PARTS = {
    "doel": _to_target,
    "categorieën": _categories,
    "typen": _both_approaches,
    "planning": planner.section,
    "oordeel": _for_the_body,
    "netwerken": _networks,
}


def progress(view: View, about: str) -> None:
    """Progress to the target, by category and status, what waits for a judgement, networks."""
    show.in_order(view, about, PARTS)
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
show.title("Proefprojecten")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
show.draw(view, progress, pointed(PARTS))
words = labels("pilots", "status")
places = view.table("pilots", "pilots")["municipality"].dropna().unique()
first, second, third = st.columns(3)
names = [c.name for c in plan.categories]
category = choices.many(first.multiselect, "Categorie", names, "categorie", placeholder="alle")
status = choices.many(
    second.multiselect, "Status", list(words), "status", format_func=words.get, placeholder="alle"
)
municipality = choices.many(third.multiselect, "Gemeente", sorted(places), "gemeente", placeholder="alle")
show.draw(view, chosen, category, status, municipality)
