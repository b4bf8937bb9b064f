"""How a page shows things: its frame, a reading with its figure and table, lines, signals, empty states."""

from __future__ import annotations

import html

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from wkb_data.measures import summary
from wkb_data.measures.signals import Signal
from wkb_data.schema import registers, table_named
from wkb_views import tables
from wkb_views.contents import TITLES
from wkb_views.session import View
from wkb_views.statuses import status_badge
from wkb_views.style import CSS
from wkb_views.words import day_name, listed, month_name, plural, weekday_name

DUTCH = "<script>window.parent.document.documentElement.lang='nl';document.documentElement.lang='nl';</script>"


def frame_page(view: View, title: str) -> None:
    """The top of every page: style, language, sample banner, title and what moment is seen."""
    st.html(CSS)
    if "nederlands" not in st.session_state:
        st.html(DUTCH, unsafe_allow_javascript=True)
        st.session_state["nederlands"] = True
    if any(d.sample for d in view.in_force.values()):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            '<div class="samples"><b>Voorbeeldgegevens.</b> Alle projecten en cijfers zijn verzonnen. Eigen werkmappen aanleveren kan direct; met <b>Begin leeg</b> verdwijnen de voorbeelden.</div>'
        )
        if right.button("Begin leeg", width="stretch", help="Trekt alle voorbeeldleveringen in. Eigen leveringen blijven."):
            view.store.withdraw_samples()
            for key in ("maand", "bekend", "nieuwste"):
                st.session_state.pop(key, None)
            st.rerun()
    st.title(title)
    if view.known_at:
        st.info("U kijkt terug: deze pagina toont wat toen bekend was. Kies links 'Zoals bekend op: nu' voor de huidige stand.")


def stop_when_empty(view: View, register: str | None = None) -> None:
    """Says what is missing and who delivers it, with the way there, and ends the page."""
    if view.month and (register is None or view.delivery(register)):
        return
    plan = view.plan
    wanted = [g for g in plan.groups if register in (None, g.register)]
    who = listed([f"{g.name} (register {registers()[g.register].title})" for g in wanted])
    since = " voor deze maand of eerder" if view.month else ""
    by = (
        f"vóór de vergadering van {day_name(plan.meeting(view.month))}"
        if view.month
        else f"vóór de laatste {weekday_name(plan.meeting_weekday)} van de maand, als de {plan.body} vergadert"
    )
    st.info(f"Er is{since} nog niets aangeleverd. Hier verschijnt het beeld zodra de eerste werkmap binnen is van {who}; lever aan {by}.")
    st.page_link("pages/aanleveren.py", label="Naar Aanleveren")
    st.stop()


def none_yet(view: View, table: str, what: str) -> None:
    """Says that a table was not delivered yet, and who delivers it."""
    own = table_named(table)
    st.info(f"Er zijn nog geen {what} aangeleverd. {view.plan.group_of(own.register).name} levert ze in de tabel '{own.title}'.")


def say_carried(view: View, register: str) -> None:
    """Says when the chosen month shows an older delivery."""
    delivery = view.delivery(register)
    if delivery and delivery.month != view.month:
        group = view.plan.group_of(register).name
        st.warning(f"{group} leverde niets over {month_name(view.month)}; hieronder staat de stand van {month_name(delivery.month)}.")


def reading(text: str) -> None:
    """The one-sentence reading above a figure."""
    st.html(f'<div class="reading">{html.escape(text)}</div>')


def lines(heading: str, found: list[str]) -> None:
    """A heading with lines below it, as HTML; one element, so that a page with many lines opens as fast as one with few."""
    head = f'<h3 class="lines">{html.escape(heading)}</h3>' if heading else ""
    st.html(head + "".join(f'<div class="moved">{line}</div>' for line in found))


@st.fragment
def table_below(table: pd.DataFrame, name: str, label: str = "Tabel bij deze figuur") -> None:
    """The table under a figure, with its download; sent to the reader when opened."""
    with st.expander(label, key=f"tabel {name}", on_change="rerun") as below:
        if below.open:
            tables.listed(table, label, name)


def table(frame: pd.DataFrame, text: str, title: str, name: str) -> None:
    """A table that speaks for itself: its reading above, its download below."""
    reading(text)
    tables.listed(frame, title, name)


def figure(fig: go.Figure, text: str, table: pd.DataFrame, name: str, carried: str = "") -> None:
    """A figure with its reading above; below it which months were carried forward, its table and download."""
    reading(text)
    st.plotly_chart(fig, width="stretch", theme=None, config={"displayModeBar": False, "staticPlot": True}, key=f"figure {name}", alt=text)
    if carried:
        st.html(f'<div class="quiet">{html.escape(carried)}</div>')
    table_below(table, name)


def carried_text(view: View, register: str) -> str:
    """Which months of a figure were carried forward for want of a delivery, in words; nothing when all were delivered."""
    months = sorted(m for r, m in summary.carried(view.facts) if r == register and m <= (view.month or ""))
    if not months:
        return ""
    listed = ", ".join(month_name(m) for m in months[-8:])
    more = f"{len(months) - 8} eerdere maanden en " if len(months) > 8 else ""
    return f"Doorgetrokken van de levering daarvoor: {more}{listed}."


def signal_list(view: View, found: list[Signal]) -> None:
    """Signals with their facts, each linked to the page where those stand."""
    for s in found:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            f'<div class="moved">{status_badge(view.plan, None if s.status == "unjudged" else s.status)} <b>{s.aspect}</b> {html.escape(view.plan.aspect(s.aspect).name)}<br>'
            f'<span class="quiet">{html.escape(s.text)} · {html.escape(s.facts)}</span></div>'
        )
        right.page_link(f"pages/{s.page}.py", label="Feiten")


def ask(view: View, waiting: tuple[tuple[str, int, str, str], ...]) -> None:
    """What else waits for the steering group: (page, how many, word, words), each a link to where it stands; nothing when nothing waits."""
    there = [w for w in waiting if w[1]]
    if there:
        lines(f"Ligt verder voor aan de {view.plan.body}", [])
    with st.container(horizontal=True):
        for page, count, one, many in there:
            st.page_link(f"pages/{page}.py", label=plural(count, one, many), width="content")


def evidence_links(view: View, aspect: str) -> None:
    """The pages on which the evidence of an aspect stands."""
    pages = view.plan.pages_of(aspect)
    for page, column in zip(pages, st.columns(max(3, len(pages))), strict=False):
        column.page_link(f"pages/{page}.py", label=f"Feiten bij {aspect}: {TITLES.get(page, page)}")
