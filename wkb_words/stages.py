"""How far the figures of a month are, in words: reported, established, shared."""

from __future__ import annotations

from wkb_data.clock import day_of
from wkb_data.standing import ESCALATED, ESTABLISHED, REPORTED, SHARED, Standing
from wkb_data.words import day_name, month_name

WORDS = {REPORTED: "gemeld", ESTABLISHED: "vastgesteld", ESCALATED: "vastgesteld", SHARED: "gedeeld"}


def sentence(on: Standing, month: str | None = None) -> str:
    """`Juli 2021: vastgesteld op 30 juli 2021 door …; nog niet gedeeld.`"""
    month = month or on.month
    state, name = on.state(month), month_name(month).capitalize()
    if state == REPORTED:
        day = day_name(on.plan.meeting(month))
        return f"{name}: gemeld, nog niet vastgesteld. De {on.plan.body} vergadert op {day}."
    meeting = on.meeting(month)
    raised = " met opschaling" if meeting.escalated else ""
    shared = f"gedeeld op {day_name(day_of(meeting.shared_at))}" if state == SHARED else "nog niet gedeeld"
    when = f"vastgesteld{raised} op {day_name(day_of(meeting.closed_at))} door {meeting.closed_by}"
    return f"{name}: {when}; {shared}."
