"""Planning: activities with what late ones push, phases and deadlines, studies, decisions."""

import streamlit as st

from wkb_data.measures import schedule
from wkb_data.periods import month_end
from wkb_views import figures, show
from wkb_views.session import current
from wkb_views.words import day_name, labels, number, plural

view = current()
plan, month = view.plan, view.month
show.frame_page(view, "Planning")
show.stop_when_empty(view, "planning")
show.say_carried(view, "planning")
entry = plan.entry_date(month)
st.html(f'<div class="quiet">Fase: {plan.phase(month)} · Inwerkingtreding, zoals toen besloten: {day_name(entry)}</div>')

activities = view.table("planning", "activities")
st.header("Activiteiten")
if activities.empty:
    show.none_yet(view, "activities", "activiteiten")
else:
    rows = schedule.schedule(activities, month)
    table = show.dutch(rows, "activities", {"late": "Dagen over tijd", "expected": "Nu verwacht", "because": "Schuift door"})
    show.figure(
        figures.gantt(rows, month_end(month), [("inwerkingtreding", entry)] if entry else []),
        schedule.late_text(rows),
        table,
        f"activiteiten {month}",
        show.carried_text(view, "planning"),
    )
    st.html('<div class="quiet">Donker = gereed, gearceerd = over tijd of doorgeschoven, stippellijn = wacht op.</div>')

studies = view.table("planning", "studies")
st.header("Deelonderzoeken")
if studies.empty:
    show.none_yet(view, "studies", "deelonderzoeken")
else:
    states = schedule.study_states(studies, month, labels("studies", "status"))
    adopted = (studies["status"] == "adopted").sum()
    open_ended = states["Gereed gepland"].str.startswith("niet gepland").sum()
    show.reading(
        f"{number(adopted)} van {plural(len(studies), 'deelonderzoek', 'deelonderzoeken')} vastgesteld, {states['Stand'].str.contains('over tijd').sum()} over tijd, {open_ended} niet gepland (PM)."
    )
    show.grid(states, "Deelonderzoeken")
    show.download(states, f"deelonderzoeken {month}")

st.header("Fasen en termijnen")
phases = schedule.phases(plan, month)
show.reading(
    f"Het programma is in de fase '{plan.phase(month)}'; die loopt tot {day_name(phases.set_index('Fase').at[plan.phase(month), 'Tot'])}."
    if plan.phase(month) in set(phases["Fase"])
    else ""
)
left, right = st.columns([2, 3], gap="large")
with left:
    show.grid(phases, "Fasen")
with right:
    show.grid(schedule.deadlines(plan, month, month)[["Aspect", "Naam", "Nu"]].rename(columns={"Nu": "Termijn"}), "Termijnen")
st.page_link("pages/plan.py", label="Hoe de inwerkingtreding verschoof, en wat-als")

decisions = view.table("planning", "decisions")
st.header("Besluiten")
if decisions.empty:
    show.none_yet(view, "decisions", "besluiten")
else:
    open_ones = decisions[decisions["done"].isna()]
    show.reading(f"{plural(len(decisions), 'besluit', 'besluiten')}, waarvan {number(len(open_ones))} nog niet gereed.")
    table = show.dutch(decisions[::-1], "decisions")
    show.grid(table, "Besluiten")
    show.download(table, f"besluiten {month}")
