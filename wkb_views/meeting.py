"""The meeting that is being prepared or held: its points one by one, each with a place for what is decided.

Whatever is chosen or typed is written in the store at once; the store is what every part shows.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wkb_data.intake.asking import day_typed
from wkb_data.measures.established import AS_PROPOSED, CHANGED, ESCALATED
from wkb_data.meetings import closing, since
from wkb_data.meetings.agenda import TITLES, Item
from wkb_data.meetings.closing import ASPECT, CORRECTION
from wkb_data.meetings.held import due
from wkb_data.periods import add_months, month_end, month_start
from wkb_data.plan import load_plan
from wkb_data.store import meetings
from wkb_data.store.faults import StoreError
from wkb_data.store.meetings import DECISION, Entries
from wkb_views import choices, show, statuses
from wkb_views.addresses import aspect_link, link
from wkb_views.session import View
from wkb_views.text import plain, safe_html
from wkb_views.typing import field
from wkb_words import meeting as words
from wkb_words.words import month_name, plural

POINT = "punt"
# A meeting is moved to so many months after its own at the latest.
LATEST = 3
AGENDA, COLOURS, DECISIONS, CLOSING = "agenda", "kleuren", "besluiten", "sluiten"
PARTS = {COLOURS: "Alle kleuren", DECISIONS: "Besluiten en correcties", CLOSING: "Vaststellen en sluiten"}
FAULT, NAME = "fout bij de vergadering", "wie de vergadering sluit"
MARKS = {True: "✓", False: "✗", None: "·"}


def entries(view: View) -> Entries:
    """What was written down up to now."""
    return meetings.entries(view.store, view.month)


def write(view: View, item: str, name: str, value: str, base: str | None = None) -> str:
    """Writes a field down, beside what another wrote since it read `base`; gives why it could not be."""
    return attempt(lambda: meetings.put(view.store, view.month, item, name, value, base))


def attempt(what: Callable[[], object]) -> str:
    """Does something in the store. What went wrong is given, and said at the top of the page: another may
    have closed the meeting, and then the field that it would stand at is gone.
    """
    try:
        what()
    except StoreError as error:
        st.session_state[FAULT] = f"{error}"
        return f"{error}"
    return ""


def typed(view: View, told: Entries, item: str, name: str, label: str) -> None:
    """A field that saves itself."""
    value = told.get(item, {}).get(name, "")
    field(label, f"{view.month} {item} {name}", value, lambda *text: write(view, item, name, *text))


def chosen(
    view: View, told: Entries, item: str, name: str, label: str, options: dict[str, str], **more
) -> None:
    """One of a few words, written down when it is chosen; nothing where the choice is taken back."""
    key = f"{view.month} {item} {name}"
    value = told.get(item, {}).get(name)
    st.session_state[key] = value if value in options else None

    def changed() -> None:
        write(view, item, name, st.session_state[key] or "")

    how = {"format_func": lambda word: plain(options[word]), "key": key, "on_change": changed} | more
    st.segmented_control(plain(label), list(options), **how)


def place(view: View, items: list[Item]) -> str:
    """Where the meeting is: the choice of a point, with the ways to the one before and after it."""
    told = entries(view)
    names = {AGENDA: f"Agenda: {plural(len(items), 'punt', 'punten')}"}
    for number, item in enumerate(items, 1):
        done = "✓ " if words.said(view.plan, item.kind, item.id, item.aspect, told) else ""
        names[item.short] = f"{done}{number}. {TITLES[item.kind]}: {item.head or item.text}"
    names |= PARTS
    before, middle, after = st.columns([3, 10, 3], vertical_alignment="bottom")
    sorry = "Dat punt staat niet op deze agenda"
    at = choices.one(middle.selectbox, "Punt", list(names), AGENDA, POINT, sorry, format_func=names.get)
    order = list(names)
    here = order.index(at)
    last, following = order[max(0, here - 1)], order[min(len(order) - 1, here + 1)]
    way = {"on_click": _go, "width": "stretch"}
    before.button("‹ Vorige", args=(last,), shortcut="PageUp", disabled=at == last, **way)
    after.button("Volgende ›", args=(following,), shortcut="PageDown", disabled=at == following, **way)
    return at


def _go(point: str) -> None:
    st.session_state[POINT] = point


def overview(view: View, items: list[Item]) -> None:
    """All points by kind, with what was decided of them; each a way to that point."""
    told = entries(view)
    said = [words.said(view.plan, i.kind, i.id, i.aspect, told) for i in items]
    show.reading(f"{sum(map(bool, said))} van de {plural(len(items), 'punt', 'punten')} behandeld.")
    for kind in dict.fromkeys(i.kind for i in items):
        found = [
            link(view, "vergadering", f"{n}. {safe_html(i.head or i.text)}", punt=i.short)
            + (f' <b class="said">✓ {safe_html(s)}</b>' if s else _decided_before(view, i))
            for n, (i, s) in enumerate(zip(items, said, strict=True), 1)
            if i.kind == kind
        ]
        show.lines(TITLES[kind], found)
    _gone(view, told)
    show.lines("Daarna", [link(view, "vergadering", safe_html(name), punt=at) for at, name in PARTS.items()])


def _gone(view: View, told: Entries) -> None:
    """What was said of points that the facts no longer ask for; it is kept with the meeting."""
    found = [": ".join(filter(None, words.gone(one))) for one in closing.left(view.agenda(), told)]
    show.lines("Niet meer op de agenda; wat erover gezegd is, blijft bewaard", [safe_html(t) for t in found])


def point(view: View, items: list[Item], short: str) -> None:
    """One point, large: what it is, its facts, and what is decided."""
    number, item = next((n, i) for n, i in enumerate(items, 1) if i.short == short)
    told = entries(view)
    fault()
    facts = "".join(
        f'<li class="is-{f"{holds}".lower()}"><b>{MARKS[holds]}</b> {safe_html(text)}</li>'
        for text, holds in item.facts
    )
    coloured = item.kind in words.ABOUT_A_COLOUR
    badge = statuses.status_badge(view.plan, closing.proposed(view).get(item.aspect)) if coloured else ""
    st.html(
        f'<div class="point"><div class="quiet">Punt {number} van {len(items)} · '
        f"{safe_html(TITLES[item.kind])} {badge}</div><h2>{safe_html(item.head or item.text)}</h2>"
        f"<ul>{facts}</ul>{_before(view, item)}{_more(view, item)}</div>"
    )
    if coloured:
        _colour(view, told, item.aspect)
    else:
        chosen(view, told, item.id, "outcome", "Uitkomst", words.outcomes(item.kind))
    if item.kind == "signal":
        typed(view, told, item.id, "answer", "Antwoord op het signaal: de kleur blijft, omdat …")
    elif item.kind in words.OUTCOMES:
        typed(view, told, item.id, "answer", "Reden")
    typed(view, told, item.id, "note", "Notitie")
    _decisions(view, told, item)


def _more(view: View, item: Item) -> str:
    """The way to where more stands about a point."""
    if not item.aspect:
        return ""
    own = aspect_link(view, item.aspect, f"Aspect {safe_html(item.aspect)}")
    return f'<div class="ways">Meer: {own}</div>'


def _earlier(view: View, item: Item) -> list[tuple[str, dict]]:
    """(month, what was said) of the same point in the meetings before, while nothing changed."""
    return since.earlier(item, map(view.held, view.closed), view.month)


def _before(view: View, item: Item) -> str:
    """What the last two meetings that said something of a point said of it, as HTML."""
    found = [
        f"{month_name(month).capitalize()}: {'; '.join(said)}"
        for month, told in _earlier(view, item)
        if (said := words.of_point(told))
    ]
    return "".join(f'<div class="answer">{safe_html(f)}</div>' for f in found[-2:])


def _decided_before(view: View, item: Item) -> str:
    """The outcome of a point in the last meeting that gave it one, as HTML; nothing without."""
    found = [(m, told) for m, told in _earlier(view, item) if words.chosen(told)][-1:]
    return "".join(
        f' <span class="quiet">{safe_html(f"{month_name(m)}: {words.chosen(t)}")}</span>' for m, t in found
    )


def _colour(view: View, told: Entries, aspect: str, **more) -> None:
    """What the meeting does with the proposed colour of an aspect."""
    item = f"{ASPECT}{aspect}"
    outcome = told.get(item, {}).get("outcome")
    chosen(view, told, item, "outcome", f"Kleur van {aspect}", words.judged(view.plan), **more)
    if outcome == CHANGED:
        chosen(view, told, item, "colour", "Wordt", words.colours(view.plan))
        typed(view, told, item, "text", "Onderbouwing van de nieuwe kleur")
    elif outcome == ESCALATED:
        typed(view, told, item, "note", "Waarover is geen overeenstemming?")


def colours(view: View, items: list[Item]) -> None:  # noqa: ARG001
    """Every aspect with the proposed colour, and what the meeting does with it."""
    told = entries(view)
    fault()
    show.note("Wat u niet aanraakt, wordt vastgesteld zoals voorgesteld.")
    for one in closing.aspects(view, told):
        left, right = st.columns([5, 6], vertical_alignment="center")
        aspect = view.plan.aspect(one["id"])
        left.html(
            f'<div class="point"><div class="aspect">'
            f"{statuses.status_badge(view.plan, one['proposed'] or None)} "
            f"{aspect_link(view, aspect.id, statuses.named_aspect(aspect))}</div></div>"
        )
        with right:
            _colour(view, told, aspect.id, label_visibility="collapsed")
            own = f"{ASPECT}{aspect.id}"
            if told.get(own, {}).get("outcome") in (AS_PROPOSED, CHANGED):
                typed(view, told, own, "note", "Notitie")


def _decisions(view: View, told: Entries, item: Item | None = None) -> None:
    """The decisions of a point (None: all of them), and a new one."""
    own = sorted((n for n in told if n.startswith(DECISION)), key=lambda n: int(n.removeprefix(DECISION)))
    kept = [name for name in own if not told[name].get("removed")]
    for number, name in enumerate(kept, 1):
        if item is None or told[name].get("item") == item.id:
            _decision(view, told, name, number)
    fields = {"begun": "yes"} | ({"item": item.id, "aspect": item.aspect or ""} if item else {})
    st.button(
        "Nieuw besluit bij dit punt" if item else "Nieuw besluit",
        on_click=attempt,
        args=(lambda: meetings.write_new(view.store, view.month, fields),),
    )


def _decision(view: View, told: Entries, name: str, number: int) -> None:
    with st.container(border=True):
        st.markdown(plain(f"Besluit RG-{view.month}-{number}"))
        typed(view, told, name, "subject", "Onderwerp")
        typed(view, told, name, "decision", "Besluit")
        left, middle, right = st.columns(3)
        with left:
            _aspect(view, told, name)
        with middle:
            typed(view, told, name, "owner", "Actiehouder")
        with right:
            _due(view, told, name)
        st.button(
            "Verwijder dit besluit", key=f"weg {name}", on_click=write, args=(view, name, "removed", "yes")
        )


def _aspect(view: View, told: Entries, name: str) -> None:
    key = f"{view.month} {name} aspect"
    names = {a.id: f"{a.id} {a.name}" for a in view.plan.aspects}
    value = told.get(name, {}).get("aspect")
    st.session_state[key] = value if value in names else None

    def changed() -> None:
        write(view, name, "aspect", st.session_state[key] or "")

    told = {"format_func": names.get, "placeholder": "Geen", "on_change": changed}
    st.selectbox("Aspect", list(names), index=None, key=key, **told)


def _due(view: View, told: Entries, name: str) -> None:
    day = due(told.get(name, {}).get("due", ""))

    def save(text: str, _: str) -> str:
        new, why = day_typed(text, month_end(add_months(view.month, -1)))
        return why or write(view, name, "due", f"{new or ''}")

    field("Uiterlijk (dd-mm-jjjj)", f"{view.month} {name} due", f"{day:%d-%m-%Y}" if day else "", save, True)


def decisions(view: View, items: list[Item]) -> None:  # noqa: ARG001
    """All decisions of the meeting, and what it puts right of earlier ones."""
    told = entries(view)
    fault()
    show.heading("Besluiten")
    show.note(
        "Ze komen terug in de volgende werkmap Planning; tot dan heten zij besloten, nog niet in de werkmap."
    )
    _decisions(view, told)
    earlier = [m.month for m in view.closed if m.month < view.month][::-1]
    if earlier:
        show.heading("Correcties van eerdere vergaderingen")
        _corrections(view, told, earlier)


def _corrections(view: View, told: Entries, earlier: list[str]) -> None:
    names = {a.id: f"{a.id} {a.name}" for a in view.plan.aspects}
    for made in closing.corrections(told):
        item = f"{CORRECTION}{made['month']} {made['aspect']}"
        with st.container(border=True):
            st.markdown(
                plain(
                    f"{month_name(made['month']).capitalize()}, {names.get(made['aspect'], made['aspect'])}"
                )
            )
            chosen(view, told, item, "colour", "Had moeten zijn", words.colours(view.plan))
            typed(view, told, item, "text", "Reden van de correctie")
            gone = {"key": f"weg {item}", "on_click": write, "args": (view, item, "removed", "yes")}
            st.button("Verwijder deze correctie", **gone)
    left, middle, right = st.columns([2, 4, 2], vertical_alignment="bottom")
    month = left.selectbox("Maand van de vergadering", earlier, format_func=month_name)
    aspect = middle.selectbox("Aspect om te corrigeren", list(names), format_func=names.get)
    right.button("Corrigeer", on_click=_begin_correction, args=(view, f"{CORRECTION}{month} {aspect}"))


def _begin_correction(view: View, item: str) -> None:
    for name, value in (("begun", "yes"), ("removed", "")):
        write(view, item, name, value)


def finish(view: View, items: list[Item]) -> None:
    """What will be established, what is lacking, and closing."""
    told = entries(view)
    judged, made = closing.aspects(view, told), closing.decisions(view, told)
    open_points = [i for i in items if not words.said(view.plan, i.kind, i.id, i.aspect, told)]
    changed = [a for a in judged if a["outcome"] == CHANGED]
    raised = [a for a in judged if a["outcome"] == ESCALATED]
    agreed = sum(bool(a["colour"]) and a not in raised for a in judged)
    show.reading(
        f"{plural(agreed, 'aspect wordt', 'aspecten worden')} vastgesteld, {len(changed)} daarvan gewijzigd; "
        f"{len(raised)} opgeschaald; {plural(len(made), 'besluit', 'besluiten')}."
    )
    if open_points:
        many = plural(len(open_points), "punt is", "punten zijn")
        show.note(f"{many} nog niet behandeld. Dat mag: zij blijven staan zolang de feiten erom vragen.")
    _gone(view, told)
    show.lines(
        "Gecorrigeerd wordt",
        [safe_html(t) for t in words.put_right(view.plan, view.month, closing.corrections(told), judged)],
    )
    lacks = closing.lacking(view, told)
    show.lines("Eerst nog", [safe_html(text) for text in lacks])
    show.note(
        "Sluiten legt de kleuren, cijfers, agenda en besluiten van deze maand vast. Daarna verandert er "
        "niets meer aan; een fout herstelt u zichtbaar in de volgende vergadering."
    )
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.text_input("Wie stelt vast", key=NAME, max_chars=closing.NAME)
    seen = meetings.fingerprint(view.store, told)
    right.button("Stel vast en sluit", type="primary", on_click=_close, args=(view, seen))


def _close(view: View, seen: str) -> None:
    by = st.session_state.get(NAME, "")
    attempt(lambda: closing.close(view.store, view.plan, view.month, by, seen))


def moved(view: View) -> None:
    """The day of the meeting, which can be another than the plan has."""
    usual, day = load_plan().meeting(view.month), view.plan.meeting(view.month)

    def save(text: str, _: str) -> str:
        new, why = day_typed(text, month_start(view.month))
        if new and new > month_end(add_months(view.month, LATEST)):
            why = f"Die dag ligt meer dan {LATEST} maanden na {month_name(view.month)}."
        moved_to = None if new == usual else new
        return why or attempt(lambda: meetings.move(view.store, view.month, moved_to and f"{moved_to}"))

    told = "" if day == usual else f"; volgens het plan {usual:%d-%m-%Y}"
    with st.columns([2, 3])[0]:
        field(f"Vergadering op (dd-mm-jjjj){told}", f"{view.month} dag", f"{day:%d-%m-%Y}", save, True)


def as_known(view: View) -> None:
    """The agenda as it stood at an earlier moment, to be read alone."""
    items = view.agenda()
    show.reading(plural(len(items), "punt", "punten"))
    for kind in dict.fromkeys(i.kind for i in items):
        show.lines(TITLES[kind], [safe_html(i.head or i.text) for i in items if i.kind == kind])


def fault() -> None:
    """Says what could not be stored just now."""
    if told := st.session_state.pop(FAULT, ""):
        st.error(plain(told))


PART = {COLOURS: colours, DECISIONS: decisions, CLOSING: finish}


def hold(view: View, items: list[Item]) -> None:
    """The meeting at the point that was chosen."""
    at = place(view, items)
    if at == AGENDA:
        overview(view, items)
        moved(view)
    elif at in PART:
        PART[at](view, items)
    else:
        point(view, items, at)
