"""Overzicht: what changed since last month and what needs a decision, on one screen."""

import streamlit as st

from wkb_data.measures import bottlenecks, deadlines, deliveries, judgements, pilots, summary
from wkb_views import outlook, show, statuses
from wkb_views.session import View, current
from wkb_views.text import plain, safe_html
from wkb_views.words import change, day_name, month_name, number, plural, share


def body(view: View) -> None:
    """The headlines, what moved, what is missing, what asks for a decision."""
    plan, month = view.plan, view.month
    started, completed = (
        summary.headline(view.facts, m, month) for m in ("pilots_counted", "pilots_completed")
    )
    volume, towns = (
        summary.headline(view.facts, m, month) for m in ("volume_share_total", "municipalities_taking_part")
    )
    blocking = summary.headline(view.facts, "bottlenecks_blocking", month)
    entry = plan.entry_date(month)
    show.note(
        f"Vergadering {plan.body}: {day_name(plan.meeting(month))} · Inwerkingtreding, zoals toen besloten: {day_name(entry)} · Fase: {plan.phase(month)}"
    )
    colours = judgements.statuses(view.upto)
    counts = judgements.status_counts(colours, month)
    show.lines(
        "",
        [
            "&ensp;".join(
                f"{statuses.status_badge(plan, s if s != 'unjudged' else None)} {n}"
                for s, n in counts.items()
            )
        ],
    )

    figures = (
        (
            f"Pilots gestart, van {plan.pilot_target}",
            number(started.value),
            change(started.change),
            started.history,
        ),
        (
            f"Afgerond, van {plan.pilot_target}",
            number(completed.value),
            change(completed.change),
            completed.history,
        ),
        (
            f"Volume, doel {share(plan.volume_target, 0)}",
            share(volume.value),
            change(volume.points, 1, " pp"),
            volume.history,
        ),
        ("Deelnemende gemeenten", number(towns.value), change(towns.change), towns.history),
        ("Blokkerende knelpunten", number(blocking.value), change(blocking.change), blocking.history),
    )
    for place, (label, value, moved_by, history) in zip(
        show.columns(*[1] * len(figures), gap="small"), figures, strict=True
    ):
        with place:
            show.metric(label, value, moved_by, history)

    moved = judgements.moves(colours, month)
    matrix = view.delivery_matrix
    missing = deliveries.missing_registers(matrix, month)
    red = judgements.red_aspects(view.table("planning", "status"))
    found = view.signals()
    listed, troubles, decisions = (
        view.table("pilots", "pilots"),
        view.table("pilots", "bottlenecks"),
        view.table("planning", "decisions"),
    )
    waiting = (
        ("knelpunten", len(bottlenecks.awaiting(bottlenecks.open_rows(troubles, month))) if len(troubles) else 0, "voorstel bij een knelpunt", "voorstellen bij knelpunten"),
        ("proefprojecten", len(pilots.to_judge(listed)) if len(listed) else 0, "proefproject te beoordelen", "proefprojecten te beoordelen"),
        ("planning", len(deadlines.open_decisions(decisions, month)) if len(decisions) else 0, "besluit over tijd", "besluiten over tijd"),
    )  # fmt: skip

    def aspect(name: str) -> str:
        return f"<b>{name}</b> {safe_html(plan.aspect(name).name)}"

    left, right = show.columns(3, 4)
    with left:
        show.lines(
            "Veranderd sinds vorige maand",
            [
                f"{aspect(m.aspect)}<br>{statuses.status_badge(plan, m.before)} → {statuses.status_badge(plan, m.now)}"
                for m in moved
            ]
            or ["Geen enkele kleur is veranderd."],
        )
        show.lines(
            "Niet aangeleverd",
            [
                f"! {safe_html(plan.group_of(r).name)}: niets over {month_name(month)}"
                + ("; de vorige stand geldt." if matrix.at[r, month] == deliveries.CARRIED else ".")
                for r in missing
            ]
            or ["✓ Iedere groep leverde volgens afspraak."],
        )
        expected = next(f for f in view.forecasts() if f.measure == "pilots_counted" and not f.dimension)
        show.lines("Halen we het?", [safe_html(outlook.sentence(expected))])
    with right:
        show.lines(
            f"Vraagt een besluit: {plural(len(red), 'aspect', 'aspecten')} rood",
            [
                f'{statuses.status_badge(plan, "red")} {aspect(a)}<br><span class="quiet">{safe_html(action or "geen actie opgegeven")}{f" ({safe_html(owner)})" if owner else ""}</span>'
                for a, action, owner in red.itertuples(index=False)
            ]
            or ["Geen enkel aspect staat op rood."],
        )
        show.signal_lines(
            view,
            found[:4],
            f"Kleur en feiten spreken elkaar tegen: {plural(len(found), 'signaal', 'signalen')}",
        )
        show.signal_links(found[:4])
        show.ask(view, waiting)
        if len(found) > 4:
            show.links([("trends", f"Alle {len(found)} signalen")])


view = current()
st.title(f"Stand {month_name(view.month)}" if view.month else plain(view.plan.title))
show.stop_when_empty(view)
show.draw(view, body)
