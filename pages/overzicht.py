"""Overzicht: what changed since last month and what needs a decision, on one screen."""

import html

import streamlit as st

from wkb_data.measures import summary
from wkb_views import show
from wkb_views.session import current
from wkb_views.words import change, day_name, month_name, number, plural, share

view = current()
plan, month = view.plan, view.month
show.frame_page(view, f"Stand {month_name(month)}" if month else "Implementatiemonitor Wkb")
show.stop_when_empty(view)

pilots, completed = (summary.headline(view.facts, m, month) for m in ("pilots_counted", "pilots_completed"))
volume, towns = (summary.headline(view.facts, m, month) for m in ("volume_share_total", "municipalities_taking_part"))
blocking = summary.headline(view.facts, "bottlenecks_blocking", month)
entry = plan.entry_date(month)
st.html(
    f'<div class="quiet">Vergadering Regiegroep: {day_name(plan.meeting(month))} · Inwerkingtreding, zoals toen besloten: {day_name(entry)} · Fase: {plan.phase(month)}</div>'
)

columns = st.columns(5)
columns[0].metric(
    f"Pilots gestart, van {plan.pilot_target}", number(pilots.value), change(pilots.change), chart_data=pilots.history, delta_color="off"
)
columns[1].metric(
    f"Afgerond, van {plan.pilot_target}", number(completed.value), change(completed.change), chart_data=completed.history, delta_color="off"
)
columns[2].metric(
    f"Volume, doel {share(plan.volume_target, 0)}", share(volume.value), change(volume.points, 1, " pp"), chart_data=volume.history, delta_color="off"
)
columns[3].metric("Deelnemende gemeenten", number(towns.value), change(towns.change), chart_data=towns.history, delta_color="off")
columns[4].metric("Blokkerende knelpunten", number(blocking.value), change(blocking.change), chart_data=blocking.history, delta_color="off")

left, right = st.columns([3, 4], gap="large")
with left:
    st.subheader("Veranderd sinds vorige maand")
    moved = summary.moves(view.facts, month)
    for move in moved:
        st.html(
            f'<div class="moved"><b>{move.aspect}</b> {html.escape(plan.aspect(move.aspect).name)}<br>{show.status_badge(plan, move.before)} → {show.status_badge(plan, move.now)}</div>'
        )
    if not moved:
        st.html('<div class="moved">Geen enkele kleur is veranderd.</div>')
    st.subheader("Niet aangeleverd")
    matrix = summary.delivery_matrix(view.facts, view.in_force, view.months, plan)
    missing = summary.missing_groups(matrix, month)
    for group in missing:
        st.html(f'<div class="moved">! {html.escape(group)}: niets over {month_name(month)}; de vorige stand geldt.</div>')
    if not missing:
        st.html('<div class="moved">✓ Iedere groep leverde volgens afspraak.</div>')
with right:
    red = summary.red_aspects(view.table("planning", "status"), month)
    st.subheader(f"Vraagt een besluit: {plural(len(red), 'aspect', 'aspecten')} rood")
    for aspect, action, owner in red.itertuples(index=False):
        st.html(
            f'<div class="moved">{show.status_badge(plan, "red")} <b>{aspect}</b> {html.escape(plan.aspect(aspect).name)}<br>'
            f'<span class="quiet">{html.escape(action or "geen actie opgegeven")}{f" ({html.escape(owner)})" if owner else ""}</span></div>'
        )
    if red.empty:
        st.html('<div class="moved">Geen enkel aspect staat op rood.</div>')
    found = view.signals()
    if found:
        st.subheader(f"Kleur en feiten spreken elkaar tegen: {plural(len(found), 'signaal', 'signalen')}")
    show.signal_list(view, found[:4])
    if len(found) > 4:
        st.page_link("pages/trends.py", label=f"Alle {len(found)} signalen")
counts = summary.status_counts(view.facts, month)
st.html(
    '<div class="moved" style="margin-top:.6rem">'
    + "&ensp;".join(f"{show.status_badge(plan, s if s != 'unjudged' else None)} {n}" for s, n in counts.items())
    + "</div>"
)
