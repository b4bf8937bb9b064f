"""Trends, for the Monitoringsgroep: are we going to make it, and where not?"""

from functools import partial

import pandas as pd

from wkb_data.measures import judgements, trends
from wkb_views import figures, outlook, show, statuses, tables
from wkb_views.session import View, current
from wkb_views.words import month_name, plural


def body(view: View) -> None:
    """The aspects through the months, forecasts, signals, what went up."""
    plan, month = view.plan, view.month
    carried = show.carried_text(view, "planning")
    counts = trends.counts_by_month(judgements.judged(view.upto))

    if len(counts):
        show.heading("De aspecten door de maanden heen")
        now = counts.loc[month] if month in counts.index else counts.iloc[-1]
        words = {k: s.word for k, s in plan.statuses.items()}
        show.figure(
            figures.status_stack(counts),
            f"{month_name(counts.index[-1]).capitalize()}: {now['green']} behaald, {now['orange']} op "
            f"schema, {now['red']} niet tijdig, {now['unjudged']} nog niet beoordeeld.",
            counts.rename(columns=words).rename_axis("Maand").reset_index(),
            f"kleuren {month}",
            carried,
        )
        table = judgements.judged(view.upto)
        spells = trends.red_spells(table, month)
        lasting = spells[spells["now"] >= 2]
        names = {a.id: f"{a.id} {a.name}" for a in plan.aspects}
        show.reading(
            "Langer dan één vergadering rood: "
            + ", ".join(
                f"{a} ({plural(n, 'maand', 'maanden')})"
                for a, n in zip(lasting["aspect"], lasting["now"], strict=True)
            )
            + "."
            if len(lasting)
            else "Geen enkel aspect staat twee vergaderingen achtereen rood."
        )
        statuses.multiples(
            table, {a.id: a.name for a in plan.aspects}, partial(statuses.evidence_address, view)
        )
        show.below(
            pd.DataFrame(
                {
                    "Aspect": spells["aspect"].map(names),
                    "Maanden rood": spells["months"],
                    "Rood sinds": [month_name(m) if isinstance(m, str) else "" for m in spells["since"]],
                    "Nu achtereen": spells["now"],
                }
            ),
            f"maanden rood {month}",
            "Tabel: hoe lang rood",
            f"Van boven naar beneden: groen, oranje, nog niet beoordeeld, rood. {carried}",
        )

    show.heading("Halen we het?")
    for made in view.forecasts():
        if not made.dimension:
            outlook.forecast(view, made)
    outlook.categories(view)
    outlook.record(view)

    show.heading("Signalen: de kleur naast de feiten")
    found = view.signals()
    show.reading(
        f"{plural(len(found), 'signaal', 'signalen') if found else 'Geen signalen'}. De {plan.body} "
        "oordeelt; een signaal verandert geen kleur."
    )
    show.signal_list(view, found)

    show.heading(f"Opgeschaald naar de {plan.escalates_to}")
    decisions = view.table("planning", "decisions")
    raised = trends.escalated(decisions)
    show.reading(
        f"{plural(len(raised), 'besluit', 'besluiten')} voorgelegd aan de {plan.escalates_to}."
        if len(raised)
        else f"Er is niets voorgelegd aan de {plan.escalates_to}."
    )
    if len(raised):
        tables.grid(tables.dutch(raised, "decisions"), "Opgeschaalde besluiten")
    history = plural(len(view.months), "maand", "maanden")
    show.note(f"Stand van {month_name(month)}; {history} geschiedenis.")


view = current()
show.title("Trends")
show.stop_when_empty(view)
show.draw(view, body)
