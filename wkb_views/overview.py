"""The parts of Overzicht as HTML: are we going to make it, the goals, what asks for a decision, what moved.

Each part is a `section` of one grid (style.py): one screen on a desk, one column on a phone.
"""

from __future__ import annotations

from datetime import date

from wkb_data.measures import declared
from wkb_data.measures.board import AspectStand, GoalStand
from wkb_data.measures.targets import Step, Target
from wkb_data.meetings.agenda import Item
from wkb_data.periods import add_months
from wkb_data.store.meetings import Meeting
from wkb_views import statuses
from wkb_views.addresses import aspect_link, href, link
from wkb_views.session import View
from wkb_views.style import badge
from wkb_views.text import safe_html
from wkb_words import outlook, readings
from wkb_words.meeting import still_open
from wkb_words.readings import Change, since, stand_of
from wkb_words.states import state
from wkb_words.words import day_name, month_name, month_short, number, plural, share

# What stands in a badge that has no room for `nog niet beoordeeld`.
OPEN = "open"
CARDS = {
    declared.PILOTS_COUNTED: ("Proefprojecten gestart", "proefprojecten"),
    declared.PILOTS_COMPLETED: ("Proefprojecten afgerond (plan: uitgevoerd)", "proefprojecten"),
    declared.VOLUME_PILOTS_TOTAL: ("Volumeprojecten", "volumeaanpak"),
}


def section(kind: str, heading: str, inner: str) -> str:
    """A part of the page with its heading."""
    return f'<section class="{kind}"><h2>{heading}</h2>{inner}</section>'


def screen(*sections: str) -> str:
    """The parts in the order in which a phone shows them and a reader hears them."""
    return f'<div class="overview">{"".join(sections)}</div>'


def said(view: View) -> str:
    """What a reader must know of the figures: what does not count yet, and judgements of an earlier month."""
    lines = []
    reserved = [t for g in view.plan.groups if (t := readings.reserved(view, g.register))]
    if reserved:
        why = link(view, "leveringen", "Wat niet meetelt, en waarom")
        lines.append(f"<div><b>!</b> {safe_html(' '.join(reserved))} {why}</div>")
    if older_text := readings.older(view, "planning"):
        lines.append(f"<div><b>!</b> {safe_html(older_text)}</div>")
    return f'<div class="said">{"".join(lines)}</div>' if lines else ""


def targets(view: View, found: list[Target], volume: Step) -> str:
    """The day to make, the phase, and each target with its bar; `volume`: the share of the applications."""
    day, phase = day_name(view.plan.entry_date(view.month)), safe_html(view.plan.phase(view.month))
    when = f'<div class="when quiet">Inwerkingtreding, zoals toen besloten: {day} · Fase: {phase}</div>'
    cards = "".join(_card(view, t, volume) for t in found)
    return section("targets", "Halen we het?", f'{when}<div class="cards">{cards}</div>')


def _card(view: View, t: Target, volume: Step) -> str:
    title, page = CARDS[t.measure]
    told_of = title
    if t.measure == declared.VOLUME_PILOTS_TOTAL:
        part = f"{share(volume.value)} van de opgegeven aanvragen, " if volume.value is not None else ""
        told_of = f"{title}: {part}doel {share(view.plan.volume_target, 0)}"
    name = link(view, page, safe_html(told_of))
    of = f" van {number(t.target)}" if t.target else ""
    was = view.since.was(t.measure)
    before = f"vastgesteld was {number(was)}" if was is not None else ""
    told = " · ".join(filter(None, [since(t.step), stand_of(t.step, view.month), before]))
    return (
        f'<div class="card"><div class="name">{name}</div>'
        f'<div class="now"><b>{number(t.step.value)}</b>{of} <span class="quiet">{told}</span></div>'
        f'{_bar(t, title)}<div class="quiet">{safe_html(_ahead(t))}</div></div>'
    )


def _bar(t: Target, title: str) -> str:
    """How far a target is, with a mark where it was planned to be by now."""
    if not t.target or t.step.value is None:
        return '<span class="bar"></span>'
    filled, mark = (min(100, 100 * v / t.target) for v in (t.step.value, t.planned))
    said = f"{title}: {number(t.step.value)} van {number(t.target)}, gepland nu {number(t.planned)}"
    return (
        f'<span class="bar" role="img" aria-label="{safe_html(said)}"><i style="width:{filled:.1f}%"></i>'
        f'<u style="left:{mark:.1f}%"></u></span>'
    )


def _ahead(t: Target) -> str:
    """What was planned by now, what is expected, and the chance of being in time."""
    if t.step.value is None:
        return "Er zijn nog geen cijfers."
    if not t.target:
        return "Hoeveel het er moeten worden is niet te bepalen, zonder aanvragen of een datum die nog komt."
    parts = [f"gepland nu {number(t.planned)}"]
    if t.forecast.usable:
        parts += [outlook.expected(t.forecast), f"kans op tijd {outlook.chance(t.forecast.probability)}"]
    else:
        parts.append(outlook.why_none(t.forecast))
        if t.pace.reached:
            when = outlook.lately(t.pace, t.forecast.month)
            parts.append(f"in het tempo van {when} {month_name(t.pace.reached)}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def board(view: View, goals: list[GoalStand]) -> str:
    """The goals with their aspects; each line opens its aspect on Doelen."""
    rows = "".join(_goal(view, g) for g in goals)
    return section("board", "Doelen", f'<div class="goals">{rows}</div>')


def _goal(view: View, g: GoalStand) -> str:
    words = {k: state(view.plan, k).colour_word for k in g.counts}
    words |= {"unjudged": OPEN}
    tally = " ".join(badge(k, f"{n} {words[k]}") for k, n in g.counts.items())
    if (of := readings.judged_of(view)) != view.month:
        tally = f'<span class="carried">{tally}</span> <small>stand {month_short(of)}</small>'
    lines = "".join(_aspect(view, a) for a in g.aspects)
    return (
        f'<div class="goal"><div class="head"><b>{safe_html(g.goal.id)} {safe_html(g.goal.name)}</b>'
        f'<span class="tally">{tally}</span></div><div class="rows">{lines}</div></div>'
    )


def _aspect(view: View, a: AspectStand) -> str:
    plan = view.plan
    word = state(plan, a.status).word if a.status != "unjudged" else OPEN
    old = " carried" if a.of and a.of != view.month else ""
    mark = f'<span class="mark{old}">{badge(a.status, word)}{statuses.raised(view, a.aspect)}</span>'
    owner, due = owners(view).get(a.aspect), plan.deadline(a.aspect, view.month)
    more = " · ".join(filter(None, [owner, f"termijn {day_name(due)}"]))
    return (
        f'<a class="aspect" href="{href(view, "doelen", aspect=a.aspect)}" target="_self">{mark}'
        f'<span class="what"><b>{safe_html(a.aspect)}</b> {safe_html(plan.aspect(a.aspect).name)}</span>'
        f'<span class="since{" fresh" if a.before else ""}">{safe_html(lasting(view, a))}</span>'
        f'<span class="more">{safe_html(more)}</span></a>'
    )


def owners(view: View) -> dict[str, str]:
    """Aspect -> who acts, by the last month of the status list."""
    rows = view.table("planning", "status")
    rows = rows[rows["month"] == rows["month"].max()]
    return {a: o for a, o in zip(rows["aspect"], rows["owner"], strict=True) if isinstance(o, str)}


def colour_word(view: View, status: str) -> str:
    """`rood`, `groen`; of what has no colour the word of its state."""
    words = state(view.plan, status)
    return words.word if status == "unjudged" else words.colour_word


def lasting(view: View, a: AspectStand) -> str:
    """`rood sinds mrt '21, 6e keer`, and what it was before when it moved."""
    if view.raised(a.aspect):
        was = f", was {colour_word(view, a.before)}" if a.before else ""
        return f"geen overeenstemming{was}"
    if not a.since:
        return colour_word(view, a.status)
    text = f"{colour_word(view, a.status)} sinds {month_short(a.since)}"
    if a.before:
        return f"{text}, was {colour_word(view, a.before)}"
    old = f"; stand {month_short(a.of)}" if a.of != view.month else ""
    return f"{text}, {a.times}e keer{old}"


# Kinds of items on the agenda that are rows of a register: the page where they stand, the part of it, and
# their words.
ROWS = {
    "judge_pilot": (
        "proefprojecten", "oordeel", "proefproject te beoordelen", "proefprojecten te beoordelen"
    ),
    "judge_proposal": (
        "knelpunten", "voorstellen", "voorstel bij een knelpunt", "voorstellen bij knelpunten"
    ),
    "adopt_study": (
        "planning", "deelonderzoeken", "deelonderzoek vast te stellen", "deelonderzoeken vast te stellen"
    ),
    "overdue_decision": ("planning", "besluiten", "besluit over tijd", "besluiten over tijd"),
}  # fmt: skip


def asked(view: View, items: list[Item]) -> str:
    """What asks for a decision of what is on the agenda, each a link to where it stands.

    Of what there is none, nothing is said; that nothing asks for one, only where nothing is on the agenda.
    """
    of = {k: [i for i in items if i.kind == k] for k in ("red_without_action", "signal", *ROWS)}
    found = []
    for kind, one, many, what in (
        ("red_without_action", "rood aspect", "rode aspecten", "zonder actie"),
        ("signal", "signaal", "signalen", "bij"),
    ):
        if of[kind]:
            named = list(dict.fromkeys(i.aspect for i in of[kind]))
            found.append(_of_aspects(view, plural(len(of[kind]), one, many), what, named))
    for kind, (page, part, one, many) in ROWS.items():
        if of[kind]:
            found.append(link(view, page, plural(len(of[kind]), one, many), toon=part))
    near: dict[date, list[str]] = {}
    for aspect in [i.aspect for i in items if i.kind == "deadline_near"]:
        near.setdefault(view.plan.deadline(aspect, view.month), []).append(aspect)
    for day, aspects in sorted(near.items()):
        found.append(_of_aspects(view, f"Termijn {day_name(day)}", "nog niet groen:", aspects))
    if not items:
        found = ["✓ Niets."]
    closed, heading = view.closed_meeting(), "Vraagt een besluit"
    if closed:
        heading = "Lag voor in de vergadering"
        found.append(f"Op de agenda: {plural(len(items), 'punt', 'punten')}")
        found += _what_became(view, closed)
    elif items:
        found.append(link(view, "vergadering", f"Agenda: {plural(len(items), 'punt', 'punten')}"))
    return section("asked", heading, "".join(f'<div class="line">{line}</div>' for line in found))


def _what_became(view: View, closed: Meeting) -> list[str]:
    """How much of the agenda of a closed meeting is still to be decided, and the way to what it decided."""
    left = sum(map(still_open, view.held(closed).told["items"]))
    said = [f"Daarvan {plural(left, 'punt', 'punten')} aangehouden of niet behandeld"] if left else []
    return [*said, link(view, "vergadering", "Wat de vergadering besloot")]


def _of_aspects(view: View, count: str, what: str, aspects: list[str]) -> str:
    """A count of aspects, each of which is a link to it."""
    named = ", ".join(aspect_link(view, a) for a in aspects)
    return f"{safe_html(count)} {safe_html(what)} {named}"


def changed(view: View, goals: list[GoalStand], steps: list[tuple[str, str, Step, Change]]) -> str:
    """Which colours moved since the meeting before, and what figures moved by: (page, words, step, how its
    change is written).
    """
    moved = [
        f"{aspect_link(view, a.aspect)} {_small(view, a.before)} "
        + ("werd " if not view.raised(a.aspect) else "of ")
        + f"{_small(view, a.status)}{statuses.raised(view, a.aspect)}"
        for g in goals
        for a in g.aspects
        if a.before
    ]
    figures = [
        f'{link(view, page, safe_html(words))} <span class="quiet">{told}</span>'
        for page, words, step, how in steps
        if step.value is not None
        for told in [since(step, how) or stand_of(step, view.month)]
    ]
    moved = moved or [readings.unmoved(view)]
    lines = "".join(f'<div class="line">{line}</div>' for line in [*moved, *figures])
    last = view.plan.meeting(add_months(view.month, -1))
    return section(
        "changed",
        f"Veranderd sinds de vergadering van {last.day} {month_name(f'{last:%Y-%m}').split()[0]}",
        lines,
    )


def _small(view: View, status: str) -> str:
    return badge(status, colour_word(view, status))


def missing(view: View) -> str:
    """Who did not deliver what was due."""
    told = [f"! {safe_html(line)}" for line in readings.not_delivered(view)]
    none = "✓ Iedere groep leverde volgens afspraak."
    lines = "".join(f'<div class="line">{line}</div>' for line in told or [none])
    return section("missing", "Niet aangeleverd", lines)
