"""Trends, for the Monitoringsgroep: are we going to make it, and where not?"""

import pandas as pd
import streamlit as st

from wkb_data.measures import judgements, since, trends
from wkb_data.meetings.decided import decisions_known, decisions_waiting
from wkb_views import choices, compare, figures, outlook, show, statuses, tables
from wkb_views.addresses import href
from wkb_views.session import View, current
from wkb_views.sheet import say
from wkb_words import readings
from wkb_words.words import month_name, plural

WAYS = {
    "rood": "Hoe lang rood",
    "kleuren": "Kleuren door de maanden",
    "prognoses": "Halen we het?",
    "trefzekerheid": "Hoe goed waren eerdere prognoses?",
    "opgeschaald": "Opgeschaald",
    "signalen": "Signalen",
}
# What there is only once an aspect was judged.
OF_COLOURS = ("rood", "kleuren")


def compared(view: View, then: str) -> None:
    """What got better and what got worse since an earlier month."""
    moves = since.aspects(view.facts, view.plan, then, view.month)
    figures_then = since.figures(view.facts, view.plan, then, view.month)
    show.reading(compare.reading(then, moves, figures_then))
    say(compare.lists(view, moves, figures_then))


def _lasting_red(view: View) -> None:
    """How long aspects are red, and each by itself through the months."""
    plan, month = view.plan, view.month
    table = judgements.judged(view.upto)
    show.heading(WAYS["rood"], anchor="rood")
    spells = trends.red_spells(table, month)
    lasting = readings.lasting_red(spells)
    show.reading(
        f"Langer dan één vergadering rood: {', '.join(lasting)}."
        if lasting
        else "Geen enkel aspect staat twee vergaderingen achtereen rood."
    )
    names = {a.id: a.name for a in plan.aspects}
    statuses.multiples(plan, table, names, lambda a: href(view, "doelen", aspect=a))
    show.below(
        pd.DataFrame(
            {
                "Aspect": spells["aspect"].map({a.id: f"{a.id} {a.name}" for a in plan.aspects}),
                "Maanden rood": spells["months"],
                "Rood sinds": [month_name(m) if isinstance(m, str) else "" for m in spells["since"]],
                "Nu achtereen": spells["now"],
            }
        ),
        f"maanden rood {month}",
        "Tabel: hoe lang rood",
        "Van boven naar beneden: groen, oranje, nog niet beoordeeld, rood. "
        + show.carried_text(view, "planning"),
    )


def _colours(view: View) -> None:
    """The aspects through the months, all together."""
    plan, month = view.plan, view.month
    counts = trends.counts_by_month(judgements.judged(view.upto))
    show.heading(WAYS["kleuren"], anchor="kleuren")
    now = counts.loc[month] if month in counts.index else counts.iloc[-1]
    show.figure(
        figures.status_stack(counts, {k: s.word for k, s in plan.statuses.items()}),
        f"{month_name(counts.index[-1]).capitalize()}: {now['green']} behaald, {now['orange']} op "
        f"schema, {now['red']} niet tijdig, {now['unjudged']} nog niet beoordeeld.",
        tables.by_month(counts.rename(columns={k: s.word for k, s in plan.statuses.items()})),
        f"kleuren {month}",
        f"Van onder naar boven: {', '.join(plan.statuses[s].word for s in counts.columns)}. "
        + show.carried_text(view, "planning"),
    )


def _forecasts(view: View) -> None:
    """Each total, the categories, and how good earlier forecasts were."""
    show.heading(WAYS["prognoses"], anchor="prognoses")
    for made in view.forecasts():
        if not made.dimension:
            outlook.forecast(view, made)
    outlook.categories(view)
    outlook.record(view)


def _signals(view: View) -> None:
    """The colours held against the facts."""
    show.heading("Signalen: de kleur naast de feiten", anchor="signalen")
    found = view.signals()
    show.reading(
        f"{plural(len(found), 'signaal', 'signalen') if found else 'Geen signalen'}. De {view.plan.body} "
        "oordeelt; een signaal verandert geen kleur."
    )
    show.signal_list(view, found)


def _raised(view: View) -> None:
    """What was taken to the body above."""
    above = view.plan.escalates_to
    show.heading(f"Opgeschaald naar de {above}", anchor="opgeschaald")
    raised = trends.escalated(decisions_known(view, decisions_waiting(view, view.month)))
    if raised.empty:
        show.reading(f"Er is niets voorgelegd aan de {above}.")
    else:
        show.reading(f"{plural(len(raised), 'besluit', 'besluiten')} voorgelegd aan de {above}.")
        tables.grid(tables.dutch(raised, "decisions"), "Opgeschaalde besluiten")
    history = plural(sum(m <= view.month for m in view.months), "maand", "maanden")
    show.note(f"Stand van {month_name(view.month)}; {history} geschiedenis.")


def body(view: View) -> None:
    """How long red, the colours, forecasts and their record, what went up, signals."""
    judged = not judgements.judged(view.upto).empty
    show.ways({anchor: words for anchor, words in WAYS.items() if judged or anchor not in OF_COLOURS})
    if judged:
        _lasting_red(view)
        _colours(view)
    _forecasts(view)
    _raised(view)
    _signals(view)


view = current()
show.title("Trends")
show.stop_when_empty(view)
show.say_older(view, "planning")
options = compare.options(view)
if options:
    told = {"format_func": options.get}
    usual = next(iter(options))
    place, _ = st.columns(2)
    asked = choices.one(place.selectbox, "Beter en slechter sinds", list(options), usual, "sinds", **told)
    show.draw(view, compared, compare.month_of(view, asked))
show.draw(view, body)
