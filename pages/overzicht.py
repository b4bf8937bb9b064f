"""Overzicht: are we going to make it, how the goals stand and what asks for a decision, on one screen."""

from wkb_data.measures import declared
from wkb_data.measures.board import GoalStand, board
from wkb_data.measures.targets import step, targets
from wkb_views import overview, show
from wkb_views.session import View, current
from wkb_views.sheet import say
from wkb_words import evidence
from wkb_words.readings import Change
from wkb_words.words import counted, month_name, number, share


def _changed(view: View, goals: list[GoalStand]) -> str:
    """What moved since the meeting before."""
    towns, open_ones, blocking, informed = (
        step(view.facts, measure, view.month)
        for measure in (
            declared.MUNICIPALITIES_TAKING_PART,
            declared.BOTTLENECKS_OPEN,
            declared.BOTTLENECKS_BLOCKING,
            declared.INFORMED_SHARE,
        )
    )
    taking, told = ("gemeente doet mee", "gemeenten doen mee"), share(informed.value, 0)
    own = evidence.alone(view)
    troubled = counted(open_ones.value, "knelpunt open", "knelpunten open") + (
        f" (alleen {own})" if own else ""
    )
    return overview.changed(
        view,
        goals,
        [
            ("volumeaanpak", counted(towns.value, *taking), towns, Change()),
            ("knelpunten", troubled, open_ones, Change()),
            ("knelpunten", f"waarvan {number(blocking.value)} onoverkomelijk", blocking, Change()),
            ("informeren", f"{told} voldoende geïnformeerd", informed, Change(0, " procentpunt", 100)),
        ],
    )


def body(view: View) -> None:
    """What asks for a decision, the targets, the goals, what moved, who is missing."""
    plan, month = view.plan, view.month
    goals = board(view.upto, plan, month)
    found = targets(view.upto, plan, month, view.forecasts())
    volume = step(view.facts, declared.VOLUME_SHARE_TOTAL, month)
    say(
        overview.screen(
            overview.said(view),
            overview.asked(view, view.agenda()),
            overview.targets(view, found, volume),
            overview.board(view, goals),
            _changed(view, goals),
            overview.missing(view),
        )
    )


view = current()
show.title(f"Stand {month_name(view.month)}" if view.month else view.plan.title)
show.stop_when_empty(view)
show.draw(view, body)
