"""How far the figures of a month are, in words: reported, established, shared."""

from __future__ import annotations

from wkb_data.clock import day_of
from wkb_data.meetings.since import Since
from wkb_data.plan import Plan
from wkb_data.standing import ESCALATED, ESTABLISHED, REPORTED, SHARED, Standing
from wkb_data.words import day_name, month_name
from wkb_words.meeting import figure
from wkb_words.words import listed, plural

WORDS = {REPORTED: "gemeld", ESTABLISHED: "vastgesteld", ESCALATED: "vastgesteld", SHARED: "gedeeld"}
# So many figures that were corrected are named in a line; all of them stand on the page of the meeting.
NAMED = 2


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


def since(plan: Plan, found: Since) -> str:
    """What became of a closed month: `6 cijfers zijn sindsdien gecorrigeerd (Proefprojecten gestart: was 62,
    nu 63; …); 1 kleur is sindsdien anders aangeleverd (1.2)`. Nothing where nothing changed.
    """
    told = []
    if count := len(found.figures):
        first = sorted(found.figures, key=lambda f: bool(f.dimension))[:NAMED]
        named = [f"{name}: was {then}, nu {now}" for name, _, then, now in (figure(plan, f) for f in first)]
        more = "; …" if count > NAMED else ""
        many = plural(count, "cijfer is", "cijfers zijn")
        told.append(f"{many} sindsdien gecorrigeerd ({'; '.join(named)}{more})")
    for aspects, what in (
        ([a for a, _, _ in found.recoloured], "sindsdien anders aangeleverd"),
        ([c["aspect"] for _, c in found.put_right], "in een latere vergadering gecorrigeerd"),
    ):
        if aspects:
            told.append(f"{plural(len(aspects), 'kleur is', 'kleuren zijn')} {what} ({listed(aspects)})")
    return "; ".join(told)


def in_short(found: Since) -> str:
    """`6 cijfers en 1 kleur sindsdien gewijzigd`; nothing where nothing changed."""
    figures, colours = len(found.figures), len(found.recoloured) + len(found.put_right)
    told = [plural(figures, "cijfer", "cijfers")] if figures else []
    told += [plural(colours, "kleur", "kleuren")] if colours else []
    return f"{listed(told)} sindsdien gewijzigd" if told else ""
