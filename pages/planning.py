"""Planning: activities with what late ones push, phases and deadlines, studies, decisions."""

import pandas as pd

from wkb_data.measures import deadlines, schedule, summary
from wkb_data.periods import month_end
from wkb_views import figures, show, tables
from wkb_views.addresses import pointed
from wkb_views.session import View, current
from wkb_words import sentences
from wkb_words.words import day_name, labels, number, plural

LOOKS = (
    "Donker = gereed, gearceerd = over tijd of doorgeschoven, stippellijn = naar wat wacht, streeplijn = "
    "termijn van de genoemde aspecten"
)


def _activities(view: View) -> None:
    """Activities, and what late ones push."""
    plan, month = view.plan, view.month
    show.heading("Activiteiten")
    activities = view.table("planning", "activities")
    if activities.empty:
        show.none_yet(view, "activities", "activiteiten")
        return
    rows = schedule.schedule(activities, month)
    more = {"late": "Dagen over tijd", "expected": "Nu verwacht", "because": "Schuift door"}
    named = "; ".join(f"fase {i} = {name.lower()}" for i, (name, *_) in enumerate(plan.phases, 1))
    bands, marks = schedule.phase_bands(plan, month), schedule.deadline_marks(plan, month)
    show.figure(
        figures.gantt(rows, month_end(month), bands, marks),
        sentences.late(rows),
        tables.dutch(rows, "activities", more),
        f"activiteiten {month}",
        show.carried_text(view, "planning"),
        f"{LOOKS}; {named}.",
    )


def _studies(view: View) -> None:
    """What is studied, when it is planned and how it stands."""
    show.heading("Deelonderzoeken")
    studies = schedule.studies_now(view.table("planning", "studies"), view.month)
    if studies.empty:
        show.none_yet(view, "studies", "deelonderzoeken")
        return
    asked = studies["late"] | (studies["status"] == "draft")
    studies = summary.first(studies, asked)
    studies = summary.first(studies, studies["late"])
    unplanned = studies["due"].isna() & (studies["status"] != "adopted")
    words = labels("studies", "status")
    shown = pd.DataFrame(
        [
            (r["title"], r["aspect"], r["party"], sentences.planned_for(r), sentences.stand(r, words))
            for r in studies.to_dict("records")
        ],
        columns=["Deelonderzoek", "Aspect", "Uitvoerende partij", "Gereed gepland", "Stand"],
    )
    show.table(
        shown,
        f"{number((studies['status'] == 'adopted').sum())} van "
        f"{plural(len(studies), 'deelonderzoek', 'deelonderzoeken')} vastgesteld, {studies['late'].sum()} "
        f"over tijd, {unplanned.sum()} nog niet gepland (PM).",
        "Deelonderzoeken",
        f"deelonderzoeken {view.month}",
        int(asked.sum()),
    )


def _phases(view: View) -> None:
    """Phases and deadlines as they are now."""
    plan, month = view.plan, view.month
    show.heading("Fasen en termijnen")
    phases = schedule.phases(plan, month)
    for name, _, until in phases.itertuples(index=False):
        if name == plan.phase(month):
            show.reading(f"Het programma is in de fase '{name}'; die loopt tot {day_name(until)}.")
    left, right = show.columns(2, 3)
    with left:
        tables.grid(tables.titled(phases), "Fasen")
    with right:
        due = [(a.id, a.name, plan.deadline(a.id, month)) for a in plan.aspects]
        tables.grid(pd.DataFrame(due, columns=["Aspect", "Naam", "Termijn"]), "Termijnen")
    show.links([("plan", "Hoe de inwerkingtreding verschoof, en wat-als")])


def _decisions(view: View) -> None:
    """What was decided: overdue first and marked, then what is open, then what is done."""
    show.heading("Besluiten")
    decisions = view.table("planning", "decisions")
    if decisions.empty:
        show.none_yet(view, "decisions", "besluiten")
        return
    rows = deadlines.most_urgent_first(decisions, view.month)
    text = (
        f"{plural(len(decisions), 'besluit', 'besluiten')}, waarvan "
        f"{number(decisions['done'].isna().sum())} nog niet gereed"
        + (f" en {number(rows['late'].sum())} over tijd." if rows["late"].any() else ".")
    )
    stands = [
        sentences.LATE if late else "gereed" if done else "open"
        for late, done in zip(rows["late"], rows["done"].notna(), strict=True)
    ]
    shown = tables.dutch(rows, "decisions")
    shown.insert(1, "Stand", stands)
    show.table(shown, text, "Besluiten", f"besluiten {view.month}", int(rows["late"].sum()))


PARTS = {
    "activiteiten": _activities,
    "deelonderzoeken": _studies,
    "termijnen": _phases,
    "besluiten": _decisions,
}


def body(view: View, about: str) -> None:
    """Activities, studies, phases and deadlines, decisions."""
    entry = day_name(view.plan.entry_date(view.month))
    show.note(f"Fase: {view.plan.phase(view.month)} · Inwerkingtreding, zoals toen besloten: {entry}")
    show.in_order(view, about, PARTS)


view = current()
show.title("Planning")
show.stop_when_empty(view, "planning")
show.say_carried(view, "planning")
show.draw(view, body, pointed(PARTS))
