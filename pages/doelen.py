"""Doelen: every aspect through the months, and for one aspect its whole history."""

import pandas as pd
import streamlit as st

from wkb_data.measures import deadlines, judgements, summary
from wkb_views import choices, show, statuses, tables
from wkb_views.session import View, current
from wkb_views.text import safe_html
from wkb_words import evidence, readings
from wkb_words.words import day_name, month_name, plural


def all_aspects(view: View) -> None:
    """The grid of aspects by months."""
    plan, month = view.plan, view.month
    table = judgements.statuses(view.upto)
    carried = {m for r, m in summary.carried(view.facts) if r == "planning"}
    show.reading(readings.colours(view))
    statuses.status_legend(plan)
    statuses.status_grid(view, table, carried, deadlines.deadline_months(plan, month))
    show.below(
        table.reset_index().rename(columns={"aspect": "Aspect"}),
        f"doelen {month}",
        "Tabel: status per aspect en maand",
    )
    show.heading("Eén aspect in detail")


def one_aspect(view: View, chosen: str) -> None:
    """Its term, what it is monitored by, signals, facts and history."""
    plan, month = view.plan, view.month
    aspect = plan.aspect(chosen)
    deadline = plan.deadline(chosen, month)
    left = deadlines.months_left(deadline, month)
    own = "" if aspect.own else " (het plan noemt geen eigen termijn, alleen het moment van inwerkingtreding)"
    term = f"Termijn: {day_name(deadline)}{own}." + (
        f" Nog {plural(left, 'maand', 'maanden')}."
        if left is not None and left >= 0
        else f" {plural(-left, 'maand', 'maanden')} verstreken."
        if left is not None
        else ""
    )
    if deadlines.past_deadline(judgements.statuses(view.upto), plan, chosen, month):
        show.warning(
            "Dit aspect staat na zijn eigen termijn nog op 'op schema'. Dat spreekt elkaar tegen; de "
            f"{plan.body} beslist."
        )
    parts = f" Onderdelen: {'; '.join(aspect.parts)}." if aspect.parts else ""
    show.reading(term)
    show.note(f"Gemonitord via: {aspect.monitored_by}.{parts}")
    show.signal_lines(view, [s for s in view.signals() if s.aspect == chosen], "Signalen bij dit aspect")
    show.lines("Feiten bij dit aspect", [safe_html(s) for s in evidence.sentences(view, chosen)])
    show.evidence_links(view, chosen)
    history = judgements.status_history(view.snapshots("planning", "status"), chosen)
    words = {k: f"{s.colour_word}, {s.word}" for k, s in plan.statuses.items()}
    words[judgements.UNREADABLE] = statuses.UNREADABLE.word
    shown = pd.DataFrame(
        {
            "Maand": history["month"].map(month_name),
            "Status": history["status"].fillna("unjudged").map(words),
            "Onderbouwing": history["justification"],
            "Actie": history["action"],
            "Trekker": history["owner"],
        }
    )[::-1]
    show.heading("Geschiedenis", 3)
    tables.grid(shown.head(tables.SHORT_TABLE), f"Geschiedenis van aspect {chosen}")
    if len(shown) > tables.SHORT_TABLE:
        show.note(f"De laatste {tables.SHORT_TABLE} van {len(shown)} maanden; in de download staan zij alle.")
    tables.download(shown, f"aspect {chosen}")


view = current()
show.title("Doelen")
show.stop_when_empty(view, "planning")
show.say_carried(view, "planning")
show.draw(view, all_aspects)
names = {a.id: f"{a.id} {a.name}" for a in view.plan.aspects}
chosen = choices.one(st.selectbox, "Aspect", list(names), next(iter(names)), "aspect", format_func=names.get)
show.draw(view, one_aspect, chosen)
