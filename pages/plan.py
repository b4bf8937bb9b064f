"""Plan: the plan in force, how entry into force moved, and what another date would mean (nothing stored
changes).
"""

import pandas as pd
import streamlit as st

from wkb_data.intake import asking
from wkb_data.measures import schedule
from wkb_data.periods import month_end, period_text
from wkb_views import choices, figures, outlook, planner, show, tables
from wkb_views.session import View, current
from wkb_words.words import day_name, month_name, number, plural, share


def history(view: View, month: str) -> None:
    """What changed in the plan, and the decisions on entry into force."""
    plan = view.plan
    about = (
        f"{plan.source or plan.title}. Versie: {plan.version}. De gegevens van dit plan staan in één "
        "bestand; alle pagina's volgen het."
    )
    show.below(
        outlook.plan_changes(plan, month), "wijzigingen in het plan", "Wat is er in het plan gewijzigd", about
    )
    show.heading("Inwerkingtreding")
    decided = schedule.deadline_history(plan, month)
    told = decided.assign(
        dates=[" of ".join(period_text(d, "day") for d in days) or "nog open" for days in decided["dates"]],
        scope=decided["scope"].replace("", "alles"),
    )
    show.reading(
        f"Zoals besloten in {month_name(month)}: {day_name(plan.entry_date(month))}; "
        f"{plural(len(decided), 'besluit', 'besluiten')} tot dan toe."
    )
    tables.grid(tables.titled(told), "Besluiten over de inwerkingtreding")
    show.heading("Termijnen: toen en nu", 3)


def shift(view: View, month: str, then: str) -> None:
    """Deadlines as planned in the month `then` and now."""
    plan = view.plan
    shifted = schedule.deadlines(plan, then, month)
    moved = shifted["moved"].dropna()
    without = [a.id for a in plan.aspects if not a.own]
    show.figure(
        figures.deadline_shift(shifted),
        f"Sinds {month_name(then)} schoven de termijnen {plural(int(moved.max()), 'maand', 'maanden')} op."
        if len(moved) and moved.max()
        else f"De termijnen zijn gelijk aan die van {month_name(then)}.",
        tables.titled(shifted),
        f"termijnen {month}",
        "Open = zoals toen gepland, dicht = zoals nu gepland."
        + (f" Geen eigen termijn: {', '.join(without)}; getoond is de inwerkingtreding." if without else ""),
    )
    show.heading("Wat als?")
    show.note(
        "Kies een andere datum van inwerkingtreding of een ander tempo en zie wat er met termijnen, fasen, "
        "prognoses, signalen en de planner gebeurt. Er wordt niets opgeslagen."
    )


def contents(view: View) -> None:
    """Goals and aspects, targets, and the rules of forecasts and signals."""
    plan = view.plan
    show.heading("Doelen en aspecten")
    aspects = [
        (
            a.id,
            a.name,
            g.name,
            f"{a.deadline} maanden vooraf" if a.deadline else "bij inwerkingtreding",
            a.monitored_by,
        )
        for g in plan.goals
        for a in g.aspects
    ]
    tables.grid(
        pd.DataFrame(aspects, columns=["Aspect", "Naam", "Doel", "Termijn", "Gemonitord via"]),
        "Doelen en aspecten",
    )
    show.heading("Proefprojecten en volume")
    show.reading(
        f"Doel: {plan.pilot_target} proefprojecten in "
        f"{plural(len(plan.categories), 'categorie', 'categorieën')}, en {share(plan.volume_target, 0)} van "
        "alle aanvragen als volumeproject."
    )
    tables.grid(
        pd.DataFrame([(c.name, c.target) for c in plan.categories], columns=["Categorie", "Doel"]),
        "Categorieën",
    )
    settled = "vastgesteld" if plan.denominator_adopted else "niet vastgesteld"
    f = plan.forecast
    show.below(
        outlook.rules(plan),
        "regels voor signalen",
        "Regels voor signalen",
        f"{plan.assumption} Noemer van het aandeel: {plan.denominator} ({settled}).",
        f"Prognose: pas na {f.months} maanden met cijfers; spreiding {number(f.spread, 1)}; gewicht van het "
        f"plan {number(f.prior, 1)}; een gestart project is na {f.completed_after} maanden afgerond "
        "(werkaanname).",
    )


view = current()
month = view.month or view.plan.first_month
show.title("Plan")
show.draw(view, history, month)
others = outlook.months_with_other_entry(view.plan, month)
then = choices.one(st.selectbox, "Vergelijk met", others, others[0], "toen", format_func=month_name)
show.draw(view, shift, month, then)
asked = choices.typed("Inwerkingtreding, stel", "stel", placeholder="bijvoorbeeld 1-1-2023")
day, why = asking.day_typed(asked, month_end(month))
if why and not day:
    show.warning(why)
given = planner.paces(view) if view.delivery("pilots") else {}
if day or any(pace is not None for pace in given.values()):
    show.draw(view, outlook.what_if, day, month, given)
if view.delivery("pilots"):
    show.draw(view, planner.supposed, day, given)
show.draw(view, contents)
