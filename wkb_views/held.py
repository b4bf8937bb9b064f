"""A closed meeting as it was: what it established and decided, and what became other since."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wkb_data.clock import day_of
from wkb_data.measures.established import ESCALATED
from wkb_data.meetings.agenda import TITLES
from wkb_data.meetings.closing import NAME
from wkb_data.meetings.decided import JUDGED, every
from wkb_data.meetings.held import due
from wkb_data.store import meetings
from wkb_views import show, tables
from wkb_views.meeting import FAULT, attempt
from wkb_views.session import View
from wkb_words import meeting as words
from wkb_words.states import state
from wkb_words.words import day_name, month_name, plural, weekday_name

SHARES = "wie de cijfers deelt"


def draw(view: View) -> None:
    """All of a closed meeting; `view` is of its month."""
    show.draw(view, _when)
    show.draw(view, _since)
    show.draw(view, _established)
    if not view.known_at and view.state() != "shared":
        _share(view)


def _when(view: View) -> None:
    """The day of the meeting itself, which need not be the day on which it was closed."""
    meeting = view.closed_meeting()
    day = date.fromisoformat(view.held(meeting).told["date"])
    if day != day_of(meeting.closed_at):
        show.note(f"De vergadering was op {weekday_name(day.weekday())} {day_name(day)}.")


def _share(view: View) -> None:
    """Saying that the figures were shared."""

    def share() -> None:
        by = st.session_state.get(SHARES, "").strip()
        if by:
            attempt(lambda: meetings.share(view.store, view.month, by))
        else:
            st.session_state[FAULT] = "Vul in wie de cijfers deelt."

    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.text_input("Wie deelt de cijfers", key=SHARES, max_chars=NAME)
    right.button("Leg vast dat de cijfers zijn gedeeld", on_click=share)


def _colour(view: View, status: str) -> str:
    return state(view.plan, status).colour_word if status else "geen oordeel"


def _since(view: View) -> None:
    """What was corrected or delivered otherwise after the meeting."""
    found = [words.figure(view.plan, f) for f in view.since.figures]
    if found:
        show.heading("Sindsdien gecorrigeerd", anchor="gecorrigeerd")
        frame = pd.DataFrame(found, columns=["Cijfer", "Aspect", "Zoals vastgesteld", "Nu"])
        show.reading(f"{plural(len(found), 'cijfer is', 'cijfers zijn')} na de vergadering gecorrigeerd.")
        tables.listed(frame, "Sindsdien gecorrigeerd", f"gecorrigeerd {view.month}")
    _put_right(view)
    rows = [
        (words.aspect_name(view.plan, a), _colour(view, then), _colour(view, now))
        for a, then, now in view.since.recoloured
    ]
    if rows:
        show.heading("Sindsdien anders aangeleverd")
        frame = pd.DataFrame(rows, columns=["Aspect", "Voorgesteld in de vergadering", "Nu aangeleverd"])
        show.reading("Wat is vastgesteld, blijft gelden.")
        tables.listed(frame, "Sindsdien anders aangeleverd", f"anders aangeleverd {view.month}")


def _correction(view: View, month: str, made: dict) -> tuple[str, str, str, str]:
    """What was put right, beside the month that it is told with."""
    aspect = words.aspect_name(view.plan, made["aspect"])
    return month_name(month), aspect, _colour(view, made["colour"]), made["text"]


def _put_right(view: View) -> None:
    """The colours that later meetings corrected."""
    found = [_correction(view, of, c) for of, c in view.since.put_right]
    if found:
        name = "Later gecorrigeerd"
        show.heading(name)
        frame = pd.DataFrame(found, columns=["In de vergadering van", "Aspect", "Had moeten zijn", "Reden"])
        tables.listed(frame, name, f"{name.lower()} {view.month}")


def _stands(view: View, kind: str, register: str, key: str) -> str:
    """Whether the workbook of the group says what was decided of a row, or a later meeting decided anew."""
    own = kind, register, key
    if any(d.of == view.month and (d.kind, d.register, d.key) == own for d in view.waiting):
        return "besloten, nog niet in de werkmap"
    later = (view.held(m) for m in view.closed if m.month > view.month)
    again = next((d for d in every(later) if (d.kind, d.register, d.key) == own), None)
    return f"opnieuw beoordeeld in {month_name(again.of)}" if again else "in de werkmap"


def _table(frame: pd.DataFrame, alt: str, name: str) -> None:
    """A table without the columns that hold nothing, or that there is none."""
    tables.listed(frame[[c for c in frame if any(frame[c])]], alt, name)
    show.note(f"{alt}: geen." if frame.empty else "")


def _established(view: View) -> None:
    """Colours, decisions, points and corrections, as they were stored."""
    told = view.held(view.closed_meeting()).told
    for heading, make, heads in PARTS:
        rows = make(view, told)
        if rows or make not in (_corrections, _left):
            show.heading(heading)
            _table(pd.DataFrame(rows, columns=heads), heading, f"{heading.lower()} {view.month}")


def _colours(view: View, told: dict) -> list[tuple]:
    outcomes = words.judged(view.plan)
    return [
        (
            f"{a['id']} {a['name']}",
            _colour(view, a["proposed"]),
            "geen overeenstemming" if a["outcome"] == ESCALATED else _colour(view, a["colour"]),
            outcomes[a["outcome"]],
            a["text"] or words.grounds(a, told["month"]),
            a["note"],
        )
        for a in told["aspects"]
    ]


def _decisions(view: View, told: dict) -> list[tuple]:
    fields = "number", "subject", "decision", "aspect", "owner"
    return [
        (*(d[f] for f in fields), due(d["due"]), _stands(view, "decision", "planning", d["number"]))
        for d in told["decisions"]
    ]


def _points(view: View, told: dict) -> list[tuple]:
    return [
        (
            TITLES[i["kind"]],
            i["text"],
            words.outcome(view.plan, i, told),
            i["answer"],
            i["note"],
            _stands(view, i["kind"], i["register"], i["key"])
            if i["kind"] in JUDGED and i["outcome"] in FILLED_IN
            else "",
        )
        for i in told["items"]
    ]


def _left(view: View, told: dict) -> list[tuple]:  # noqa: ARG001
    return [words.gone(one) for one in told.get("left", [])]


def _corrections(view: View, told: dict) -> list[tuple]:
    return [_correction(view, c["month"], c) for c in told["corrections"]]


# Outcomes that belong in the workbook of a group.
FILLED_IN = ("accepted", "rejected", "adopted")
PARTS = (
    (
        "Vastgestelde kleuren",
        _colours,
        ["Aspect", "Voorgesteld", "Vastgesteld", "Uitkomst", "Onderbouwing", "Notitie"],
    ),
    (
        "Besluiten",
        _decisions,
        ["Nr", "Onderwerp", "Besluit", "Aspect", "Actiehouder", "Uiterlijk", "Stand"],
    ),
    ("Agenda en uitkomsten", _points, ["Soort", "Punt", "Uitkomst", "Antwoord of reden", "Notitie", "Stand"]),
    (
        "Tijdens de vergadering van de agenda",
        _left,
        ["Soort", "Over", "Uitkomst", "Antwoord of reden", "Notitie"],
    ),
    (
        "Correcties van eerdere vergaderingen",
        _corrections,
        ["Vergadering", "Aspect", "Had moeten zijn", "Reden"],
    ),
)
