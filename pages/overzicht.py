"""Overzicht: what changed since last month and what needs a decision, on one screen."""

import pandas as pd

from wkb_data.measures import bottlenecks, deadlines, declared, judgements, pilots, summary
from wkb_views import show, statuses
from wkb_views.session import View, current
from wkb_views.text import safe_html
from wkb_words import evidence, outlook, readings
from wkb_words.words import change, day_name, month_name, number, plural, share


def _aspect(view: View, name: str) -> str:
    return f"<b>{name}</b> {safe_html(view.plan.aspect(name).name)}"


def _colours(view: View, colours: pd.DataFrame) -> None:
    """How many aspects have each colour."""
    counts = judgements.status_counts(colours, view.month)
    badges = [
        f"{statuses.status_badge(view.plan, s if s != 'unjudged' else None)} {n}" for s, n in counts.items()
    ]
    show.say_older(view, "planning")
    show.lines("", ["&ensp;".join(badges)])


def _reserved(view: View) -> None:
    """Which registers were delivered with reservations, above the figures that rest on them."""
    told = [t for g in view.plan.groups if (t := show.reserved_text(view, g.register))]
    if told:
        show.warning(" ".join(told))
        show.links([("leveringen", "Wat niet meetelt, en waarom: Leveringen")])


def _judged(view: View) -> bool:
    """Whether the judgements shown are those of the chosen month itself."""
    delivery = view.delivery("planning")
    return delivery is not None and delivery.month == view.month


def _headlines(view: View) -> None:
    """The figures that everybody asks for, each with its change and its course."""
    plan = view.plan
    started, completed, volume, towns, blocking = (
        summary.headline(view.facts, m, view.month)
        for m in (
            declared.PILOTS_COUNTED,
            declared.PILOTS_COMPLETED,
            declared.VOLUME_SHARE_TOTAL,
            declared.MUNICIPALITIES_TAKING_PART,
            declared.BOTTLENECKS_BLOCKING,
        )
    )
    counts = (
        (f"Pilots gestart, van {plan.pilot_target}", started),
        (f"Afgerond, van {plan.pilot_target}", completed),
        (f"Volume, doel {share(plan.volume_target, 0)}", volume),
        ("Deelnemende gemeenten", towns),
        ("Blokkerende knelpunten", blocking),
    )
    for place, (label, found) in zip(show.columns(*[1] * len(counts), gap="small"), counts, strict=True):
        value, moved = number(found.value), change(found.change)
        if found is volume:
            value, moved = share(found.value), change(found.points, 1, " pp")
        with place:
            show.metric(label, value, moved, found.history)


def _news(view: View, colours: pd.DataFrame) -> None:
    """What changed, who did not deliver, and whether the target is met."""
    plan, month = view.plan, view.month
    show.lines(
        "Veranderd sinds vorige maand",
        [
            f"{_aspect(view, m.aspect)}<br>{statuses.status_badge(plan, m.before)} → "
            f"{statuses.status_badge(plan, m.now)}"
            for m in judgements.moves(colours, month)
        ]
        or [
            "Geen enkele kleur is veranderd." if _judged(view) else "Over deze maand is nog niet geoordeeld."
        ],
    )
    show.lines(
        "Niet aangeleverd",
        [f"! {safe_html(told)}" for told in readings.not_delivered(view)]
        or ["✓ Iedere groep leverde volgens afspraak."],
    )
    expected = next(f for f in view.forecasts() if f.measure == declared.PILOTS_COUNTED and not f.dimension)
    show.lines("Halen we het?", [safe_html(outlook.sentence(expected))])


def _waiting(view: View) -> tuple[tuple[str, int, str, str], ...]:
    """What else waits for the steering group: page, how many, word, words."""
    month = view.month
    listed, troubles = view.table("pilots", "pilots"), evidence.reported(view)
    decisions = view.table("planning", "decisions")
    proposals = bottlenecks.awaiting(bottlenecks.open_rows(troubles, month))
    judged, late = pilots.to_judge(listed), deadlines.open_decisions(decisions, month)
    return (
        ("knelpunten", len(proposals), "voorstel bij een knelpunt", "voorstellen bij knelpunten"),
        ("proefprojecten", len(judged), "proefproject te beoordelen", "proefprojecten te beoordelen"),
        ("planning", len(late), "besluit over tijd", "besluiten over tijd"),
    )


def _to_decide(view: View) -> None:
    """Red aspects with their action, what colours and facts contradict, what waits."""
    red, found = judgements.red_aspects(view.table("planning", "status")), view.signals()
    badge = statuses.status_badge(view.plan, "red")

    def line(aspect: str, action: str | None, owner: str | None) -> str:
        told = safe_html(action or "geen actie opgegeven") + (f" ({safe_html(owner)})" if owner else "")
        return f'{badge} {_aspect(view, aspect)}<br><span class="quiet">{told}</span>'

    show.lines(
        f"Vraagt een besluit: {plural(len(red), 'aspect', 'aspecten')} rood",
        [line(*row) for row in red.itertuples(index=False)] or ["Geen enkel aspect staat op rood."],
    )
    heading = f"Kleur en feiten spreken elkaar tegen: {plural(len(found), 'signaal', 'signalen')}"
    show.signal_lines(view, found[:4], heading)
    show.signal_links(found[:4])
    show.ask(view, _waiting(view))
    if len(found) > 4:
        show.links([("trends", f"Alle {len(found)} signalen")])


def body(view: View) -> None:
    """The headlines, what moved, what is missing, what asks for a decision."""
    plan, month = view.plan, view.month
    show.note(
        f"Vergadering {plan.body}: {day_name(plan.meeting(month))} · Inwerkingtreding, zoals toen besloten: "
        f"{day_name(plan.entry_date(month))} · Fase: {plan.phase(month)}"
    )
    colours = judgements.statuses(view.upto)
    _colours(view, colours)
    _reserved(view)
    _headlines(view)
    left, right = show.columns(3, 4)
    with left:
        _news(view, colours)
    with right:
        _to_decide(view)


view = current()
show.title(f"Stand {month_name(view.month)}" if view.month else view.plan.title)
show.stop_when_empty(view)
show.draw(view, body)
