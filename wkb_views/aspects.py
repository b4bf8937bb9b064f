"""One aspect on one screen, as HTML: its colour and since when, why, what is done about it, facts, course."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.measures import course, deadlines
from wkb_data.measures.board import AspectStand
from wkb_data.periods import period_text
from wkb_data.plan import Aspect
from wkb_views import show, statuses
from wkb_views.addresses import aspect_link, link
from wkb_views.contents import TITLES
from wkb_views.session import View
from wkb_views.style import STATUS_SIGN
from wkb_views.text import safe_html
from wkb_words import evidence
from wkb_words.states import state
from wkb_words.words import day_name, month_name, month_short, plural

# The course shows so many months, and so many spans below it.
MONTHS, SPANS = 24, 6
COLUMNS = ("Maanden", "Status", "Onderbouwing", "Actie", "Trekker")


def screen(view: View, stand: AspectStand, history: pd.DataFrame) -> str:
    """All of an aspect; `history` as of `judgements.status_history`."""
    aspect = view.plan.aspect(stand.aspect)
    parts = _head(view, stand, aspect), _why(view, aspect, history), _facts(view, aspect.id)
    return f'<div class="one">{"".join(parts)}{_course(view, aspect.id, history)}</div>'


def _head(view: View, stand: AspectStand, aspect: Aspect) -> str:
    """Its name and colour, since when, and the ways to the aspects beside it."""
    plan = view.plan
    ids = [a.id for a in plan.aspects]
    at = ids.index(aspect.id)
    ways = [
        link(view, "doelen", "Alle aspecten"),
        *(aspect_link(view, a, f"‹ {a}") for a in ids[max(0, at - 1) : at]),
        *(aspect_link(view, a, f"{a} ›") for a in ids[at + 1 : at + 2]),
    ]
    goal = next(g for g in plan.goals if aspect in g.aspects)
    badge = statuses.status_badge(plan, None if stand.status == "unjudged" else stand.status)
    above = f" · opgeschaald naar de {safe_html(plan.escalates_to)}" if view.raised(aspect.id) else ""
    return (
        f'<div class="top"><div class="ways">{" · ".join(ways)}</div>'
        f"<h2>{safe_html(aspect.id)} {safe_html(aspect.name)}</h2>"
        f'<div class="since">{badge} {safe_html(lasting(view, stand))}{above} · Doel {safe_html(goal.id)}: '
        f"{safe_html(goal.name)}</div></div>"
    )


def lasting(view: View, stand: AspectStand) -> str:
    """`sinds maart 2021, 6e keer op rij`, what it was before, and of which month it is when that is older."""
    if not stand.since:
        return ""
    times = f", {stand.times}e keer op rij" if stand.times > 1 else ""
    before = f"; was {state(view.plan, stand.before).word}" if stand.before else ""
    old = f"; stand van {month_name(stand.of)}" if stand.of != view.month else ""
    return f"sinds {month_name(stand.since)}{times}{before}{old}"


def _why(view: View, aspect: Aspect, history: pd.DataFrame) -> str:
    """The last justification that says something, the action, who acts, and by when."""
    last = history.iloc[-1] if len(history) else None
    told = course.justified(history)
    why = "Er is nog geen onderbouwing gegeven."
    if told:
        more = ", sindsdien ongewijzigd" if told.months else ""
        why = f'{safe_html(told.text)} <span class="quiet">({month_name(told.month)}{more})</span>'
    items = [("Onderbouwing", why), ("Actie", _text(last, "action") or "geen opgegeven")]
    items += [("Trekker", _text(last, "owner") or "niet opgegeven")]
    if last is not None and last["expected"] is not None and not pd.isna(last["expected"]):
        items.append(("Verwacht gereed", _when(last["expected"], last["expected__precision"])))
    items += [("Termijn", safe_html(term(view, aspect))), ("Gemonitord via", safe_html(aspect.monitored_by))]
    if aspect.parts:
        items.append(("Onderdelen", safe_html("; ".join(aspect.parts))))
    shown = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in items)
    return f'<dl class="why">{shown}</dl>'


def _when(day: date, precision: str | None) -> str:
    return day_name(day) if precision in (None, "day") else period_text(day, precision)


def _text(row: pd.Series | None, column: str) -> str:
    return safe_html(row[column]) if row is not None and isinstance(row[column], str) else ""


def term(view: View, aspect: Aspect) -> str:
    """When it is due, how long that is from now, and whether the plan itself says so."""
    due = view.plan.deadline(aspect.id, view.month)
    left = deadlines.months_left(due, view.month)
    text = day_name(due)
    if left is not None:
        months = plural(abs(left), "maand", "maanden")
        text += f", nog {months}" if left >= 0 else f", {months} verstreken"
    return text if aspect.own else f"{text} (inwerkingtreding; het plan noemt geen eigen termijn)"


def _facts(view: View, aspect: str) -> str:
    """What the registers say, where a colour and the facts contradict, and where more stands."""
    found = [f"<li>{safe_html(s)}</li>" for s in evidence.sentences(view, aspect)]
    signals = [s for s in view.signals() if s.aspect == aspect]
    told = f"<h3>{plural(len(signals), 'signaal', 'signalen').capitalize()}</h3>" if signals else ""
    told += "".join(f"<div>{show.signal_text(view, s)}</div>" for s in signals)
    more = " · ".join(link(view, p, f"Meer op {safe_html(TITLES[p])}") for p in view.plan.pages_of(aspect))
    return f'<div class="facts"><h3>Feiten</h3><ul>{"".join(found)}</ul>{told}<div>{more}</div></div>'


def _course(view: View, aspect: str, history: pd.DataFrame) -> str:
    """Every month in its colour, and below that what was said when."""
    cells = "".join(
        f'<span class="is-{s}" title="{month_name(m)}: {safe_html(state(view.plan, s).word)}">'
        f"{STATUS_SIGN[s]}{statuses.raised(view, aspect, m)}<small>{month_short(m)}</small></span>"
        for m, s in list(zip(history["month"], history["status"].fillna("unjudged"), strict=True))[-MONTHS:]
    )
    found = course.spans(history)[::-1]
    note = ""
    if len(found) > SPANS:
        note = (
            f' <small class="quiet">de laatste {SPANS} van {len(found)} perioden; '
            "in de download staan alle maanden</small>"
        )
    return (
        f'<div class="course"><h3>Geschiedenis{note}</h3><div class="strip">{cells}</div>'
        f'<div class="grid-scroll" tabindex="0">{_spans(view, found[:SPANS])}</div></div>'
    )


def _spans(view: View, found: pd.DataFrame) -> str:
    """What was said when, as a table; who acts has a column only where that was not always the same."""
    rows = [
        [
            _period(r),
            f"{STATUS_SIGN[r['status']]} {safe_html(state(view.plan, r['status']).word)}",
            safe_html(r["justification"]) or "ongewijzigd",
            safe_html(r["action"]),
            safe_html(r["owner"]),
        ]
        for r in found.to_dict("records")
    ]
    shown = len(COLUMNS) - (len({row[-1] for row in rows}) < 2)
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS[:shown])
    told = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row[:shown])}</tr>" for row in rows)
    return f'<table class="spans"><tr>{heads}</tr>{told}</table>'


def _period(span: dict) -> str:
    if span["first"] == span["last"]:
        return month_short(span["first"])
    return f"{month_short(span['first'])} – {month_short(span['last'])}"


def by_month(view: View, history: pd.DataFrame) -> pd.DataFrame:
    """The history for a download: Maand, Status, Onderbouwing, Actie, Trekker, the latest first."""
    words = {s: said(view, s) for s in history["status"].fillna("unjudged").unique()}
    table = {
        "Maand": history["month"].map(month_name),
        "Status": history["status"].fillna("unjudged").map(words),
        "Onderbouwing": history["justification"],
        "Actie": history["action"],
        "Trekker": history["owner"],
    }
    return pd.DataFrame(table)[::-1]


def said(view: View, status: str) -> str:
    """`groen, behaald`; of what has no colour its word alone."""
    words = state(view.plan, status)
    bare = status == "unjudged" or words.word == words.colour_word
    return words.word if bare else f"{words.colour_word}, {words.word}"


def grid_table(view: View, table: pd.DataFrame, carried: set[str]) -> pd.DataFrame:
    """The colours by aspect and month as a table for a reader; `table` as of `judgements.statuses`.

    `carried`: the months that show the judgement of an earlier one.
    """
    names = {a.id: f"{a.id} {a.name}" for a in view.plan.aspects}
    shown = {"Aspect": [names[a] for a in table.index if a in names]}
    for month in table.columns:
        cells = [table.at[a, month] for a in table.index if a in names]
        old = f" ({statuses.OLD})" if month in carried else ""
        shown[f"{month_name(month)}{old}"] = [said(view, s) if isinstance(s, str) else "" for s in cells]
    return pd.DataFrame(shown)
