"""Statuses as a reader sees them.

Badges and their meaning, the grid of aspects by months, small multiples, who delivered.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pandas as pd

from wkb_data.measures import deliveries
from wkb_data.plan import Plan
from wkb_data.plan_parts import Aspect
from wkb_views.addresses import aspect_link
from wkb_views.session import View
from wkb_views.sheet import note, say
from wkb_views.style import MUTED, STATUS_SIGN, badge
from wkb_views.text import safe_html
from wkb_words import stages
from wkb_words.states import UNREADABLE as UNREADABLE
from wkb_words.states import state
from wkb_words.states import unread as unread
from wkb_words.words import month_short

# Beside a colour on which there was no consensus.
RAISED = ' <b title="opgeschaald" aria-label="opgeschaald">▲</b>'
# Grids show so many months; what stands below them shows all.
MONTHS = 24
# What a month shows that was not judged itself.
OLD = "vorige stand"
# What stands in the grid of deliveries, and the class of its cell.
MATRIX = {
    deliveries.DELIVERED: ("✓", "there"),
    deliveries.AFTER_MEETING: ("✓ laat", "after"),
    deliveries.MISSING: ("! ontbreekt", "missing"),
    deliveries.CARRIED: ("! vorige", "missing"),
    deliveries.NOT_DUE: ("–", "unasked"),
}


def named_aspect(aspect: Aspect) -> str:
    """`3.1 Voldoende diversiteit in proefprojecten`, as HTML."""
    return f"{safe_html(aspect.id)} {safe_html(aspect.name)}"


def raised(view: View, aspect: str, month: str | None = None) -> str:
    """The mark at a colour that the meeting of a month (None: the chosen one) put before the body above; as
    HTML, nothing where there was agreement.
    """
    return RAISED * view.raised(aspect, month)


def status_badge(plan: Plan, status: str | None) -> str:
    """Colour, sign and word of a status as HTML."""
    key = status or "unjudged"
    words = state(plan, key)
    coloured = status and words.colour_word != words.word
    return badge(key, f"{words.colour_word}, {words.word}" if coloured else words.word)


def status_legend(plan: Plan) -> None:
    """What the colours mean, always beside them."""
    parts = "&ensp;".join(
        f"{badge(k, s.colour_word if k != 'unjudged' else s.word)} {s.meaning}"
        for k, s in plan.statuses.items()
        if k != "unjudged"
    )
    say(
        '<div class="quiet" '
        f'style="line-height:1.9">{parts}&ensp;{badge("unjudged", plan.statuses["unjudged"].word)} '
        "&ensp;gearceerde rand = vorige stand &ensp;│ = vergaderingen later dan de termijn"
        f"&ensp;▲ = opgeschaald naar de {safe_html(plan.escalates_to)}</div>"
    )


def status_grid(view: View, table: pd.DataFrame, carried_months: set[str], late: dict[str, str]) -> None:
    """The heatmap of aspects by months as a real table.

    `late` maps an aspect to the month of its deadline.
    """
    months = [m for m in table.columns if m <= view.month][-MONTHS:]
    head = "".join(
        f'<th scope="col" class="{"now" if m == view.month else ""}" title="vergadering '
        f'{view.plan.meeting(m):%d-%m-%Y}">{month_short(m)}'
        f"<small>{OLD if m in carried_months else stages.WORDS[view.state(m)]}</small></th>"
        for m in months
    )
    rows = [f'<tr><th scope="col" class="row head">Aspect</th>{head}</tr>']
    for goal in view.plan.goals:
        rows.append(
            f'<tr class="goal"><th colspan="{len(months) + 1}" scope="rowgroup"><span>{goal.id}. '
            f"{safe_html(goal.name)}</span></th></tr>"
        )
        for aspect in goal.aspects:
            cells = []
            for month in months:
                status = table.at[aspect.id, month] if aspect.id in table.index else None
                if not isinstance(status, str):
                    cells.append('<td aria-label="geen levering">·</td>')
                    continue
                marks = {
                    "now": month == view.month,
                    "carried": month in carried_months,
                    "late": late.get(aspect.id, "9999") < month,
                }
                word = state(view.plan, status).colour_word if status != "unjudged" else "open"
                named = " ".join([f"is-{status}", *(name for name, holds in marks.items() if holds)])
                above = raised(view, aspect.id, month)
                cells.append(f'<td class="{named}">{STATUS_SIGN[status]} {word}{above}</td>')
            rows.append(
                f'<tr><th scope="row" class="row">{aspect_link(view, aspect.id, named_aspect(aspect))}</th>'
                f"{''.join(cells)}</tr>"
            )
    say(f'<div class="grid-scroll late" tabindex="0"><table class="status">{"".join(rows)}</table></div>')


def multiples(plan: Plan, table: pd.DataFrame, names: dict[str, str], href: Callable[[str], str]) -> None:
    """Every aspect (rows) through the months (columns) as small steps in their colours, ending in the sign of
    now; the first and the last month below them. Fits any width.
    """
    cells = []
    for aspect, name in names.items():
        line = (
            [v if isinstance(v, str) else None for v in table.loc[aspect].tolist()]
            if aspect in table.index
            else []
        )
        last = next((v for v in reversed(line) if v), None)
        if not last:
            continue
        ends = "".join(f"<small>{month_short(m)}</small>" for m in table.columns[[0, -1]][: len(line)])
        cells.append(
            f'<div><a href="{href(aspect)}" target="_self">{safe_html(aspect)} {safe_html(name)}</a>'
            f'<span class="steps">{_steps(plan, table.columns.tolist(), line)}</span><b '
            f'style="color:{MUTED if last == "unjudged" else "#1b1f24"}">{STATUS_SIGN[last]}</b>'
            f'<span class="ends">{ends}</span></div>'
        )
    say(f'<div class="multiples">{"".join(cells)}</div>')


def _steps(plan: Plan, months: list[str], line: list[str | None]) -> str:
    """A step for each run of months in one colour, with its months as a tip."""
    steps, at = "", 0
    for status, run in groupby(line):
        length = len(list(run))
        first, last = months[at], months[at + length - 1]
        when = month_short(first) if first == last else f"{month_short(first)} – {month_short(last)}"
        tip = f' title="{when}: {safe_html(state(plan, status).word)}"' if status else ""
        steps += f'<i class="is-{status}" style="flex-grow:{length}"{tip}></i>'
        at += length
    return steps


def _delivered(state: str, corrected: bool) -> str:
    """A cell of the grid of deliveries."""
    mark, kind = MATRIX[state]
    return f'<td class="{kind}">{mark}{"<br>gecorrigeerd" if corrected else ""}</td>'


def delivery_grid(plan: Plan, matrix: pd.DataFrame, corrected: set[tuple[str, str]]) -> None:
    """Groups by months: delivered, late, corrected, missing, carried forward.

    `matrix` as of `deliveries.delivery_matrix`; `corrected`: (register, month), as of `deliveries.corrected`.
    """
    shown = matrix[matrix.columns[-MONTHS:]]
    head = "".join(f'<th scope="col">{month_short(m)}</th>' for m in shown.columns)
    body = ""
    for register in shown.index:
        cells = "".join(
            _delivered(v, (register, month) in corrected) for month, v in shown.loc[register].items()
        )
        name = safe_html(plan.group_of(register).name)
        body += f'<tr><th scope="row" class="row">{name}</th>{cells}</tr>'
    say(
        '<div class="grid-scroll late" tabindex="0"><table class="status"><tr><th scope="col" class="row '
        f'head">Groep</th>{head}</tr>{body}</table></div>'
    )
    older = (
        f" · De laatste {MONTHS} van {len(matrix.columns)} maanden; alle leveringen staan hieronder."
        if len(matrix.columns) > MONTHS
        else ""
    )
    note(
        "✓ geleverd · ✓ laat = na de vergadering geleverd · gecorrigeerd = later opnieuw geleverd (de eerste "
        "levering zegt of het op tijd was) · ! vorige = ontbreekt, de vorige stand geldt · "
        "! ontbreekt = ook eerder niet geleverd · "
        f"– = volgens afspraak niet verwacht{older}"
    )
