"""Doelen: every aspect through the months, and one aspect on one screen."""

import streamlit as st

from wkb_data.measures import board, deadlines, judgements
from wkb_views import aspects, choices, show, statuses, tables
from wkb_views.session import View, current
from wkb_views.sheet import say
from wkb_words import readings


def one_aspect(view: View, chosen: str) -> None:
    """Its colour and since when, why, action, owner, term, facts, signals and history."""
    plan, month = view.plan, view.month
    if deadlines.past_deadline(judgements.statuses(view.upto), plan, chosen, month):
        show.warning(
            "Dit aspect staat na zijn eigen termijn nog op 'op schema'. Dat spreekt elkaar tegen; de "
            f"{plan.body} beslist."
        )
    history = judgements.status_history(view.snapshots("planning", "status"), chosen)
    say(aspects.screen(view, board.one(view.upto, plan, month, chosen), history))
    tables.download(aspects.by_month(view, history), f"aspect {chosen}")
    show.heading("Alle aspecten")


def all_aspects(view: View) -> None:
    """The grid of aspects by months."""
    plan, month = view.plan, view.month
    table = judgements.statuses(view.upto)
    carried = set(table.columns) - set(judgements.judged(view.upto).columns)
    show.reading(readings.colours(view))
    statuses.status_legend(plan)
    statuses.status_grid(view, table, carried, deadlines.deadline_months(plan, month))
    shown = aspects.grid_table(view, table, carried)
    show.below(shown, f"doelen {month}", "Tabel: status per aspect en maand")


view = current()
show.title("Doelen")
show.stop_when_empty(view, "planning")
show.say_carried(view, "planning")
names = {"": f"Alle {len(view.plan.aspects)} aspecten"} | {
    a.id: f"{a.id} {a.name}" for a in view.plan.aspects
}
look = {"format_func": names.get, "label_visibility": "collapsed"}
chosen = choices.one(st.selectbox, "Aspect", list(names), "", "aspect", **look)
if chosen:
    show.draw(view, one_aspect, chosen)
show.draw(view, all_aspects)
