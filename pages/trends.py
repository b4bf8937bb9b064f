"""Trends, for the Monitoringsgroep: are we going to make it, and where not?"""

import pandas as pd

from wkb_data.measures import judgements, summary, trends
from wkb_views import figures, outlook, show, statuses, tables
from wkb_views.addresses import href
from wkb_views.session import View, current
from wkb_words.words import month_name, plural


def _colours(view: View) -> None:
    """The aspects through the months, all together and each by itself."""
    plan, month = view.plan, view.month
    table = judgements.judged(view.upto)
    counts = trends.counts_by_month(table)
    if counts.empty:
        return
    show.heading("De aspecten door de maanden heen")
    now = counts.loc[month] if month in counts.index else counts.iloc[-1]
    show.figure(
        figures.status_stack(counts, {k: s.word for k, s in plan.statuses.items()}),
        f"{month_name(counts.index[-1]).capitalize()}: {now['green']} behaald, {now['orange']} op "
        f"schema, {now['red']} niet tijdig, {now['unjudged']} nog niet beoordeeld.",
        summary.by_month(counts.rename(columns={k: s.word for k, s in plan.statuses.items()})),
        f"kleuren {month}",
        show.carried_text(view, "planning"),
    )
    _lasting_red(view, table)


def _lasting_red(view: View, table: pd.DataFrame) -> None:
    """How long aspects are red; `table` as of `judgements.judged`."""
    plan, month = view.plan, view.month
    spells = trends.red_spells(table, month)
    lasting = [
        f"{a} ({plural(n, 'maand', 'maanden')})"
        for a, n in zip(spells["aspect"], spells["now"], strict=True)
        if n >= 2
    ]
    show.reading(
        f"Langer dan één vergadering rood: {', '.join(lasting)}."
        if lasting
        else "Geen enkel aspect staat twee vergaderingen achtereen rood."
    )
    statuses.multiples(table, {a.id: a.name for a in plan.aspects}, lambda a: href(view, "doelen", aspect=a))
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


def _forecasts(view: View) -> None:
    """Each total, the categories, and how good earlier forecasts were."""
    show.heading("Halen we het?")
    for made in view.forecasts():
        if not made.dimension:
            outlook.forecast(view, made)
    outlook.categories(view)
    outlook.record(view)


def _signals(view: View) -> None:
    """The colours held against the facts."""
    show.heading("Signalen: de kleur naast de feiten")
    found = view.signals()
    show.reading(
        f"{plural(len(found), 'signaal', 'signalen') if found else 'Geen signalen'}. De {view.plan.body} "
        "oordeelt; een signaal verandert geen kleur."
    )
    show.signal_list(view, found)


def _raised(view: View) -> None:
    """What was taken to the body above."""
    above = view.plan.escalates_to
    show.heading(f"Opgeschaald naar de {above}")
    raised = trends.escalated(view.table("planning", "decisions"))
    if raised.empty:
        show.reading(f"Er is niets voorgelegd aan de {above}.")
    else:
        show.reading(f"{plural(len(raised), 'besluit', 'besluiten')} voorgelegd aan de {above}.")
        tables.grid(tables.dutch(raised, "decisions"), "Opgeschaalde besluiten")
    history = plural(len(view.months), "maand", "maanden")
    show.note(f"Stand van {month_name(view.month)}; {history} geschiedenis.")


def body(view: View) -> None:
    """The aspects through the months, forecasts, signals, what went up."""
    _colours(view)
    _forecasts(view)
    _signals(view)
    _raised(view)


view = current()
show.title("Trends")
show.stop_when_empty(view)
show.draw(view, body)
