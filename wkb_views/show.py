"""How a page shows things: its frame, a reading with its figure and table, signals, empty states."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from wkb_data.measures.declared import Measure
from wkb_data.measures.signals import Signal
from wkb_data.schema import registers, table_named
from wkb_views import addresses, choices, dutch, figures, tables, takeaway
from wkb_views.contents import TITLES, place
from wkb_views.session import LINK, TITLE, View
from wkb_views.sheet import aside as aside
from wkb_views.sheet import begin, put, say
from wkb_views.sheet import columns as columns
from wkb_views.sheet import draw as draw
from wkb_views.sheet import heading as heading
from wkb_views.sheet import lines as lines
from wkb_views.sheet import note as note
from wkb_views.sheet import reading as reading
from wkb_views.sheet import ways as ways
from wkb_views.statuses import named_aspect, status_badge
from wkb_views.style import CSS
from wkb_views.text import inert, safe_html
from wkb_views.text import plain as safe_text
from wkb_words import readings, sentences, stages
from wkb_words.words import day_name, listed, moment_name, month_name, weekday_name

# The language; a month written in a URL without one takes its place, so that Back leaves the page; and a link
# in a text goes the way of Back and Forward: to another page of the same visit, not to a new visit.
DUTCH = """<script>
document.documentElement.lang = "nl";
if (!window.wkbPush) {
  window.wkbPush = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url, location.href);
    const first = next.pathname === location.pathname && !new URLSearchParams(location.search).has("maand");
    first ? history.replaceState(state, title, url) : window.wkbPush(state, title, url);
  };
  document.addEventListener("click", event => {
    const link = event.target.closest("[data-testid=stHtml] a[href]");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  });
  addEventListener("beforeprint", () => {
    const wide = document.querySelector(".block-container > *")?.getBoundingClientRect().width || 1000;
    document.documentElement.style.setProperty("--paper", Math.min(1, 700 / wide));
  });
}
</script>"""


def dress(view: View) -> None:
    """What stands above every page: style, language, and in a line each what a reader must know."""
    begin()
    st.html(CSS + dutch.css(st.get_option("server.maxUploadSize")))
    once = st.empty()  # a place in every run: else all below would move, and lose its focus, at the second
    if "nederlands" not in st.session_state:
        once.html(DUTCH + dutch.SCRIPT + takeaway.SCRIPT, unsafe_allow_javascript=True)
        st.session_state["nederlands"] = True
    told = _stage(view)
    if _invented(view):
        own = place("leveringen")
        told = (
            '<div class="samples"><b>Voorbeeldgegevens.</b> Alle projecten en cijfers zijn verzonnen. '
            f'Zonder voorbeelden beginnen kan op <a href="{own.url_path}?{view.address}" target="_self">'
            f"{own.title}</a>.</div>{told}"
        )
    if told := told + _on_paper(view):
        st.html(told)
    if view.known_at:
        note(
            "U kijkt terug: iedere pagina toont wat toen bekend was. "
            "Kies 'Zoals bekend op: nu' voor de huidige stand."
        )
    elif view.month and view.month == view.usual:
        _say_begun(view)


def _on_paper(view: View) -> str:
    """What a printed page says instead of its choices: month and moment, as HTML."""
    _, moment = st.session_state[LINK]
    if not view.month or not moment:
        return ""
    invented = "; verzonnen voorbeeldgegevens" if _invented(view) else ""
    said = f"{view.plan.title}, {month_name(view.month)}, zoals bekend op {moment_name(moment)}{invented}"
    return f'<div class="paper">{safe_html(said)}</div>'


def _invented(view: View) -> bool:
    return any(d.sample for d in view.in_force.values())


def _stage(view: View) -> str:
    """How far the figures of the chosen month are, as HTML."""
    if not view.month:
        return ""
    found = stages.since(view.plan, view.since)
    since = f" {addresses.link(view, 'vergadering', safe_html(found))}." if found else ""
    return f'<div class="state">{safe_html(stages.sentence(view))}{since}</div>'


def _say_begun(view: View) -> None:
    """Says that something was delivered about a later month, which has no judgements yet."""
    for month in view.months[-1:]:
        who = listed([registers()[r].title for r, m in view.in_force if m == month])
        if month > view.usual and who:
            note(
                f"Over {month_name(month)} is al geleverd: {who}. U ziet {month_name(view.usual)}, "
                "de laatste maand met beoordelingen; kies hierboven een andere."
            )


def title(text: str) -> None:
    """The title of the page, beside the choice of month and moment."""
    st.session_state[TITLE].title(safe_text(text))


def link() -> None:
    """The link to all that is chosen on the page, as known now; drawn when the choices were made."""
    spot, moment = st.session_state[LINK]
    if moment:
        with spot.popover("Kopieer link", width="stretch"):
            base = (st.context.url or "").partition("?")[0]
            st.code(f"{base}?{choices.whole_address(moment)}", language=None, wrap_lines=True)
            note(f"Toont voor altijd wat op {moment_name(moment)} bekend was.")


class Ended(Exception):
    """A page shows nothing more. The door goes on: its link and its URL are those of any page.

    After Streamlit's own `st.stop` nothing reaches the browser any more, the choices in the URL neither.
    """


def stop_when_empty(view: View, register: str | None = None) -> None:
    """Says what is missing and who delivers it, with the way there, and ends the page (raises Ended)."""
    if view.shown and (register is None or view.delivery(register)):
        return
    plan = view.plan
    wanted = [g for g in plan.groups if register in (None, g.register)]
    who = listed([f"{g.name} (register {registers()[g.register].title})" for g in wanted])
    since = " voor deze maand of eerder" if view.month else ""
    by = (
        f"vóór de vergadering van {day_name(plan.meeting(view.month))}"
        if view.month
        else f"vóór de laatste {weekday_name(plan.meeting_weekday)} van de maand, als de {plan.body} "
        "vergadert"
    )
    shown = f"Hier verschijnt het beeld zodra de eerste werkmap binnen is van {who}; lever aan {by}."
    st.info(safe_text(f"Er is{since} nog niets aangeleverd. {shown}"))
    st.page_link(place("aanleveren"), label="Naar Aanleveren")
    raise Ended


def none_yet(view: View, table: str, what: str) -> None:
    """Says that a table was not delivered yet, and who delivers it."""
    own = table_named(table)
    text = (
        f"Er zijn nog geen {what} aangeleverd. {view.plan.group_of(own.register).name} levert ze in de "
        f"tabel '{own.title}'."
    )
    put(partial(st.info, safe_text(text)))


def warning(text: str) -> None:
    """What a reader must not miss."""
    put(partial(st.warning, safe_text(text)))


def metric(label: str, value: str, told: str) -> None:
    """A headline with what it moved by and since when (and an arrow), or of which month it is."""
    arrow = {"+": "up", "−": "down"}.get(told[:1], "off")
    put(
        partial(
            st.metric,
            safe_text(label),
            value,
            told or None,
            delta_color="off",
            delta_arrow=arrow,
        )
    )


def say_carried(view: View, register: str, measure: Measure | None = None, part: str = "") -> None:
    """Says when the chosen month shows an older delivery, or one of which some rows do not count; `measure`
    and `part` as of `readings.older`.
    """
    if left := reserved_text(view, register):
        warning(left)
        links([("leveringen", "Wat niet meetelt, en waarom: Leveringen")])
    say_older(view, register, measure, part)
    say_decided(view, register)


def say_decided(view: View, register: str) -> None:
    """Says what meetings up to the chosen month decided that the last workbook of the group does not say."""
    told = [d.said for d in view.waiting if d.register == register and d.of <= view.month]
    if told:
        lines("Besloten, nog niet in de werkmap", [safe_html(t) for t in told])


def say_older(view: View, register: str, measure: Measure | None = None, part: str = "") -> None:
    """Says when the chosen month shows an older delivery."""
    if told := readings.older(view, register, measure, part):
        (note if part else warning)(told)


def reserved_text(view: View, register: str) -> str:
    """`3 rijen tellen nog niet mee`, of a delivery with reservations; nothing when all of it counts."""
    return readings.reserved(view, register)


def below(
    frame: pd.DataFrame,
    name: str,
    label: str = takeaway.TABLED,
    *notes: str,
    picture: bool = False,
) -> None:
    """Notes, and the line with a table that folds out and its workbook. A long table is sent when asked for.

    `picture`: whether the line belongs to a figure, that can be had too.
    """
    note(*notes)
    long, there = frame.size > FOLDED, len(frame) > 0
    folded = "" if not there else takeaway.SENT if long else tables.plain_table(frame, label)
    say(takeaway.line(name, folded, label, there, _source() if picture else None))
    if there:
        tables.workbook(frame, name)
        if long:
            put(partial(_long_table, frame, name, label))


# So many cells fold out as text; more are sent when asked for.
FOLDED = 240


@st.fragment
def _long_table(frame: pd.DataFrame, name: str, label: str) -> None:
    """Opened by its line (`takeaway`), not by a label of its own."""
    with st.expander(safe_text(label), key=f"{takeaway.TABLE} {name}", on_change="rerun") as opened:
        if opened.open:
            tables.grid(frame, label)


def _source() -> str:
    """Where a picture of a figure comes from, so that it can go round without its page."""
    view = st.session_state.get("view")
    if not view or not view.month:
        return ""
    known = f", zoals bekend op {moment_name(view.known_at)}" if view.known_at else ""
    told = "; verzonnen voorbeeldgegevens" if _invented(view) else ""
    return f"Bron: {view.plan.title}, stand van {month_name(view.month)}{known}{told}."


def table(frame: pd.DataFrame, text: str, title: str, name: str, asked: int = 0) -> None:
    """A table that speaks for itself: its reading above, its download below; `asked` rows are marked."""
    reading(text)
    tables.listed(frame, title, name, asked)


def in_order(view: View, about: str, parts: dict[str, Callable[[View], None]]) -> None:
    """Draws the parts of a page, first of all the one that the link by which a reader came is about."""
    for name in sorted(parts, key=lambda name: name != about):
        parts[name](view)


# A figure answers where it is pointed at; it has no toolbar and is not zoomed or dragged.
STILL = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
    "showTips": False,
}


def figure(fig: go.Figure, text: str, frame: pd.DataFrame, name: str, *notes: str) -> None:
    """A figure with its reading above.

    Below it notes (which months were carried forward), and its line: table, workbook, picture.
    """
    reading(text)
    figures.fit(fig)
    plain = inert(fig.to_dict())  # worked out once: a kept figure is not drawn in any more
    fig.to_dict = lambda: plain
    put(
        partial(
            st.plotly_chart,
            fig,
            width="stretch",
            theme=None,
            config=STILL,
            key=f"{takeaway.FIGURE} {name}",
            alt=text,
        )
    )
    below(frame, name, takeaway.TABLED, *notes, picture=True)


def carried_text(view: View, register: str, measure: Measure | None = None) -> str:
    """Which months of a figure were carried forward for want of a delivery, in words."""
    return readings.carried(view, register, measure)


def signal_lines(view: View, found: list[Signal], heading: str = "") -> None:
    """Signals with the facts that say so; each opens its aspect."""
    if found:
        lines(
            heading,
            [
                f"{status_badge(view.plan, None if s.status == 'unjudged' else s.status)} "
                f"{addresses.aspect_link(view, s.aspect, named_aspect(view.plan.aspect(s.aspect)))}"
                f"<br>{signal_text(view, s)}"
                for s in found
            ],
        )


def signal_text(view: View, s: Signal) -> str:
    """What a signal says and on which facts, and what a meeting answered to it, as HTML."""
    answer = view.answer(s)
    told = f'<span class="quiet">{safe_html(s.text)} · {safe_html(sentences.of_signal(s))}</span>'
    return told + (f'<br><span class="answer">{safe_html(answer)}</span>' if answer else "")


def links(found: list[tuple[str, str]]) -> None:
    """Links to pages, (file, label), beside each other; nothing when there are none."""
    if found:
        put(partial(_links, found))


def _links(found: list[tuple[str, str]]) -> None:
    with st.container(horizontal=True) if len(found) > 1 else nullcontext():
        for page, label in found:
            st.page_link(place(page), label=safe_text(label), width="content")


def signal_links(found: list[Signal]) -> None:
    """Links to the pages where the facts of signals stand."""
    places: dict[str, list[str]] = {}
    for s in found:
        places.setdefault(s.page, []).append(s.aspect)
    links(
        [
            (page, f"Feiten bij {listed(sorted(set(aspects)))}: {TITLES[page]}")
            for page, aspects in places.items()
        ]
    )


def signal_list(view: View, found: list[Signal]) -> None:
    """Signals with their facts, and links to the pages where those stand."""
    signal_lines(view, found)
    signal_links(found)
