"""What pages share about the future.

A forecast with its dots and sentence, its track record, and what another date or pace would give.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from wkb_data.measures import declared, planner, schedule, summary, supposed
from wkb_data.measures.forecast import Forecast
from wkb_data.measures.signals import signals
from wkb_data.periods import add_months, month_end, month_range
from wkb_data.plan import Plan
from wkb_views import figures, show, tables
from wkb_views.session import View
from wkb_words import sentences
from wkb_words.outlook import TITLES, chance, lately, sentence
from wkb_words.words import day_name, listed, month_name, number, plural, share


def _planned(view: View, made: Forecast) -> pd.Series:
    """The planned line to the target of a forecast, by month."""
    lag = view.plan.forecast.completed_after if made.measure == declared.PILOTS_COMPLETED else 0
    months = month_range(view.plan.first_month, add_months(view.month, 24))
    share = made.target / view.plan.pilot_target
    return pd.Series({m: view.plan.planned_pilots(add_months(m, -lag)) * share for m in months})


def forecast(view: View, made: Forecast) -> None:
    """A forecast: its sentence, its band and its twenty dots."""
    line = summary.series(view.upto, made.measure, made.dimension)
    if line.empty:
        return
    planned = _planned(view, made)
    table = made.band.rename(columns={"month": "Maand", "p10": "Laag", "p50": "Midden", "p90": "Hoog"}).round(
        1
    )
    left, right = show.columns(3, 2)
    with left:
        show.figure(
            figures.fan(line, made, planned, view.plan.entry_date(view.month)),
            sentence(made),
            table if len(table) else line.rename_axis("Maand").reset_index(name="Stand"),
            f"prognose {made.measure} {view.month}",
            show.carried_text(view, "pilots", made.measure),
        )
    with right:
        if made.usable:
            before = sum(bool(d and made.deadline and d <= made.deadline) for d in made.dots)
            pace = (
                summary.pace(view.facts, made.measure, view.month, made.target)
                if made.measure != declared.VOLUME_PILOTS_TOTAL
                else None
            )
            said = f"zijn er {before}" if before > 1 else "is er 1" if before else "is er geen enkele"
            show.figure(
                figures.quantile_dots(made),
                f"Van {len(made.dots)} even waarschijnlijke uitkomsten {said} op tijd.",
                pd.DataFrame(
                    {
                        "Uitkomst": range(1, len(made.dots) + 1),
                        "Doel gehaald in": [
                            month_name(d) if d else "later dan over vier jaar" for d in made.dots
                        ],
                    }
                ),
                f"kansen {made.measure} {view.month}",
                "Dicht = op tijd, open = te laat.",
                f"In het tempo van {lately(pace, view.month)}, zonder versnelling: "
                f"{month_name(pace.reached)}."
                if pace and pace.reached
                else "",
            )


def categories(view: View) -> None:
    """The forecasts by category as a table."""
    made = [f for f in view.forecasts() if f.dimension]
    if not made:
        return
    table = pd.DataFrame(
        [
            (
                f.dimension.removeprefix("category="),
                f.value,
                f.target,
                _when(f),
                chance(f.probability) if f.usable else "–",
            )
            for f in made
        ],
        columns=["Categorie", "Gestart", "Doel", "Verwacht gehaald", "Kans op tijd"],
    )
    doubtful = [
        f.dimension.removeprefix("category=")
        for f in made
        if f.usable and f.probability is not None and f.probability < 0.5
    ]
    if not any(f.usable for f in made):
        text = f"Per categorie is nog geen prognose te maken. {sentences.no_forecast(made[0])}".strip()
    elif doubtful:
        late = "komt" if len(doubtful) == 1 else "komen"
        text = f"Waarschijnlijk {late} te laat: {listed(doubtful)}."
    else:
        text = "Iedere categorie met een prognose komt waarschijnlijk op tijd."
    show.table(table, text, "Prognose per categorie", f"prognose per categorie {view.month}")


def _when(made: Forecast) -> str:
    """When a forecast expects the target to be met, for a cell; why there is none stands above the table."""
    if made.needs:
        return "–"
    if not made.fits:
        return "niet te zeggen: wijkt te veel af van de planning"
    return month_name(made.middle) if made.middle else "later dan over vier jaar"


def record(view: View) -> None:
    """Earlier forecasts held against what came."""
    show.heading("Hoe goed waren eerdere prognoses?", 3, "trefzekerheid")
    rows = view.track_record()
    if rows.empty:
        show.reading("Nog geen prognose die al te toetsen is.")
        return
    hits = rows["hit"].sum()
    show.reading(
        f"{number(hits)} van {plural(len(rows), 'getoetste prognose', 'getoetste prognoses')} "
        f"{'viel' if hits == 1 else 'vielen'} binnen de opgegeven band "
        f"({share(rows['hit'].mean(), 0)}; verwacht is 80%)."
    )
    table = pd.DataFrame(
        {
            "Wat": rows["measure"].map(TITLES),
            "Categorie": rows["dimension"].str.removeprefix("category="),
            "Gemaakt in": rows["made"].map(month_name),
            "Voor": rows["month"].map(month_name),
            "Laag": rows["p10"],
            "Midden": rows["p50"],
            "Hoog": rows["p90"],
            "Werkelijk": rows["actual"],
            "Binnen de band": rows["hit"].map({True: "ja", False: "nee"}),
        }
    )
    show.below(table, f"trefzekerheid {view.month}", "Tabel: eerdere prognoses en wat er kwam")


def months_with_other_entry(plan: Plan, month: str) -> list[str]:
    """The months of the decisions on entry into force with a date, known in `month`, latest first.

    The month itself when there are none.
    """
    known = [
        f"{e.decided_on:%Y-%m}"
        for e in plan.entries
        if not e.scope and e.dates and f"{e.decided_on:%Y-%m}" <= month
    ]
    return sorted(set(known), reverse=True)[1:] + sorted(set(known), reverse=True)[:1] or [month]


def plan_changes(plan: Plan, month: str) -> pd.DataFrame:
    """What had changed in the plan by the end of a month and when: Datum, Wijziging."""
    rows = [
        *plan.changes,
        *(
            (
                e.decided_on,
                "Inwerkingtreding "
                f"{e.scope + ' ' if e.scope else ''}{' of '.join(day_name(d) for d in e.dates) or 'open'} "
                f"({e.by})",
            )
            for e in plan.entries
        ),
    ]
    known = sorted((r for r in rows if r[0] <= month_end(month)), key=lambda r: r[0], reverse=True)
    return pd.DataFrame(known, columns=["Datum", "Wijziging"])


def what_if(view: View, day: date | None, month: str, given: dict[str, int | None]) -> None:
    """What another date of entry into force (None: as decided) and another pace of starts by category (None:
    as of late) do to deadlines, phases, forecasts and signals.
    """
    other = view.plan.with_entry(day, month) if day else view.plan
    if day:
        show.reading(
            f"Bij inwerkingtreding op {day_name(day)} in plaats van {day_name(view.plan.entry_date(month))}:"
        )
        left, right = show.columns(1, 1)
        with left:
            _other_deadlines(view.plan, other, month)
        with right:
            tables.grid(tables.titled(schedule.phases(other, month)), "Fasen bij een andere datum")
    if not view.month:
        return
    paced = any(pace is not None for pace in given.values())
    then = _forecasts_at(view, other, given) if paced else view.forecasts(other)
    _chances(view.forecasts(), then, _supposed(day, paced), paced)
    known, found = view.signals(), signals(replace(view.grounds(other), forecasts=then))
    gone, fresh = [s for s in known if s not in found], [s for s in found if s not in known]
    show.reading(
        f"{plural(len(gone), 'signaal vervalt', 'signalen vervallen')}, "
        f"{plural(len(fresh), 'signaal komt erbij', 'signalen komen erbij')}."
    )
    show.signal_list(view, fresh)


def _supposed(day: date | None, paced: bool) -> str:
    """What is supposed, as the heading of a column."""
    if day and paced:
        return "Bij deze datum en in dit tempo"
    return "Bij deze datum" if day else "In dit tempo"


def _other_deadlines(plan: Plan, other: Plan, month: str) -> None:
    """The deadlines of the aspects by the plan and by another one."""
    due = [(a.id, a.name, plan.deadline(a.id, month), other.deadline(a.id, month)) for a in plan.aspects]
    rows = pd.DataFrame(due, columns=["Aspect", "Naam", "Zoals besloten", "Bij deze datum"])
    tables.grid(rows, "Termijnen bij een andere datum")


def _forecasts_at(view: View, plan: Plan, given: dict[str, int | None]) -> list[Forecast]:
    """The forecasts by a plan, those of pilots from the supposed paces."""
    needs = planner.needs(view.facts, view.table("pilots", "pilots"), plan, view.month)
    made = supposed.pilots_at(needs, supposed.paces(needs, given), plan, view.month)
    return supposed.instead(view.forecasts(plan), made)


def _chances(now: list[Forecast], then: list[Forecast], title: str, paced: bool) -> None:
    """The chances of the targets as decided and as supposed."""
    other = {(f.measure, f.dimension): f for f in then}
    rows = [
        (TITLES[f.measure], *(chance(g.probability) if g and g.usable else "–" for g in (f, own)))
        for f in now
        if not f.dimension
        for own in (other.get((f.measure, "")),)
    ]
    tables.grid(pd.DataFrame(rows, columns=["Kans op tijd", "Zoals besloten", title]), f"Kansen: {title}")
    show.note(
        "In dit tempo: de kans dat iedere categorie haar eigen doel haalt; afgerond is wat uiterlijk in de "
        "laatste maand om te starten begon. Een leeg veld is het tempo van nu; "
        "volumeprojecten hangen er niet van af."
        if paced
        else "De kansen volgen het verloop van de planning, geschaald naar wat er tot nu toe kwam."
    )


def rules(plan: Plan) -> pd.DataFrame:
    """The signal rules of the plan: Aspect, Signaal, Drempel."""
    rows = []
    for s in plan.signals:
        threshold = (
            f"kans onder {share(s['below'], 0)}"
            if "below" in s
            else f"{s['months']} maanden"
            if "months" in s
            else ""
        )
        rows.append((s.get("aspect", "alle"), s["text"], threshold))
    return pd.DataFrame(rows, columns=["Aspect", "Signaal", "Drempel"])
