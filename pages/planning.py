"""Planning: activities with what late ones push, phases and deadlines, studies, decisions."""

from wkb_data.measures import schedule
from wkb_data.periods import month_end
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_views.words import day_name, labels, number, plural


def body(view: View) -> None:
    """Activities, studies, phases and deadlines, decisions."""
    plan, month = view.plan, view.month
    entry = plan.entry_date(month)
    show.note(f"Fase: {plan.phase(month)} · Inwerkingtreding, zoals toen besloten: {day_name(entry)}")

    activities = view.table("planning", "activities")
    show.heading("Activiteiten")
    if activities.empty:
        show.none_yet(view, "activities", "activiteiten")
    else:
        rows = schedule.schedule(activities, month)
        table = tables.dutch(
            rows,
            "activities",
            {"late": "Dagen over tijd", "expected": "Nu verwacht", "because": "Schuift door"},
        )
        named = "; ".join(f"fase {i} = {name.lower()}" for i, (name, *_) in enumerate(plan.phases, 1))
        show.figure(
            figures.gantt(
                rows,
                month_end(month),
                schedule.phase_bands(plan, month),
                schedule.deadline_marks(plan, month),
            ),
            schedule.late_text(rows),
            table,
            f"activiteiten {month}",
            show.carried_text(view, "planning"),
            "Donker = gereed, gearceerd = over tijd of doorgeschoven, stippellijn = wacht op, streeplijn = "
            f"termijn van de genoemde aspecten; {named}.",
        )

    studies = view.table("planning", "studies")
    show.heading("Deelonderzoeken")
    if studies.empty:
        show.none_yet(view, "studies", "deelonderzoeken")
    else:
        states = schedule.study_states(studies, month, labels("studies", "status"))
        adopted = (studies["status"] == "adopted").sum()
        open_ended = states["Gereed gepland"].str.startswith("niet gepland").sum()
        text = (
            f"{number(adopted)} van {plural(len(studies), 'deelonderzoek', 'deelonderzoeken')} vastgesteld, "
            f"{states['Stand'].str.contains('over tijd').sum()} over tijd, {open_ended} niet gepland (PM)."
        )
        show.table(states, text, "Deelonderzoeken", f"deelonderzoeken {month}")

    show.heading("Fasen en termijnen")
    phases = schedule.phases(plan, month)
    show.reading(
        f"Het programma is in de fase '{plan.phase(month)}'; die loopt tot "
        f"{day_name(phases.set_index('Fase').at[plan.phase(month), 'Tot'])}."
        if plan.phase(month) in set(phases["Fase"])
        else ""
    )
    left, right = show.columns(2, 3)
    with left:
        tables.grid(phases, "Fasen")
    with right:
        tables.grid(
            schedule.deadlines(plan, month, month)[["Aspect", "Naam", "Nu"]].rename(
                columns={"Nu": "Termijn"}
            ),
            "Termijnen",
        )
    show.links([("plan", "Hoe de inwerkingtreding verschoof, en wat-als")])

    decisions = view.table("planning", "decisions")
    show.heading("Besluiten")
    if decisions.empty:
        show.none_yet(view, "decisions", "besluiten")
    else:
        open_ones = decisions[decisions["done"].isna()]
        text = (
            f"{plural(len(decisions), 'besluit', 'besluiten')}, waarvan {number(len(open_ones))} nog niet "
            "gereed."
        )
        show.table(tables.dutch(decisions[::-1], "decisions"), text, "Besluiten", f"besluiten {month}")


view = current()
show.title("Planning")
show.stop_when_empty(view, "planning")
show.say_carried(view, "planning")
show.draw(view, body)
