"""The pilot planner: when to start to be completed in time, how many a month, and where volume is to be
found (4.3.1); and what another pace would give.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wkb_data.measures import declared, planner
from wkb_data.measures import supposed as at
from wkb_data.measures.planner import CategoryNeed, LeadTime, Outcome
from wkb_data.measures.summary import Pace
from wkb_data.plan import Plan
from wkb_views import choices, show
from wkb_views.session import View
from wkb_words import outlook
from wkb_words.words import day_name, listed, month_name, number, plural, share

ALL = "Alle categorieën"
# So many municipalities are listed.
LISTED = 10


def _lasts(lead: LeadTime) -> str:
    """A lead time in words: `4,1 maanden (3,6 tot 5,0)`."""
    if not lead.known:
        return f"nog niet te bepalen ({lead.completed} van {planner.LEAST} afgerond)"
    half, low, high = lead.months
    if half is None:
        return f"niet te bepalen; langer dan {number(low, 1)} maanden" if low else "niet te bepalen"
    upto = f"{number(low, 1)} tot {number(high, 1)}" if high else f"vanaf {number(low, 1)}; geen bovengrens"
    return f"{number(half, 1)} maanden ({upto})"


def _until(need: CategoryNeed) -> str:
    """The last month to start in words, with its interval or what the plan assumes."""
    if not need.lead.known:
        return f"{month_name(need.assumed)} (werkaanname)" if need.assumed else "niet te bepalen"
    if need.last is None:
        return "niet te bepalen"
    first = month_name(need.earliest) if need.earliest else "ondergrens niet te bepalen"
    return f"{month_name(need.last)} ({first} tot {month_name(need.latest)})"


def _last(need: CategoryNeed) -> str:
    """The last month to start in words, and whether it is past."""
    return _until(need) + ("; dat is voorbij" if need.too_late else "")


def _headline(need: CategoryNeed, plan: Plan, month: str) -> str:
    """What all categories together need, in sentences."""
    entry = plan.entry_date(month)
    if entry is None:
        return "Zonder datum van inwerkingtreding is niet te bepalen wanneer een proefproject moet starten."
    if need.guide is None:
        return (
            f"Uiterlijk starten is niet te bepalen: van {number(need.lead.started)} gestarte proefprojecten "
            "is nog niet de helft zo ver dat te zien is hoe lang zij duren."
        )
    how = (
        f"de helft van de proefprojecten is binnen {number(need.lead.months[0], 1)} maanden afgerond"
        if need.lead.known
        else f"werkaanname van {plural(plan.forecast.completed_after, 'maand', 'maanden')} doorlooptijd, "
        f"want met {plural(need.lead.completed, 'afgerond proefproject', 'afgeronde proefprojecten')} is de "
        f"doorlooptijd nog niet bekend; daar zijn er {planner.LEAST} voor nodig"
    )
    head = f"Start uiterlijk in {month_name(need.guide)} om vóór {day_name(entry)} afgerond te zijn ({how})."
    if need.too_late:
        return (
            f"{head} Op tijd {'is' if need.timely == 1 else 'zijn'} er {number(need.timely)} van "
            f"{number(need.target)} gestart; wat later start, komt naar verwachting te laat."
        )
    pace = ""
    if need.seen is not None:
        pace = f"; {outlook.lately(need.pace, month)} waren het er {number(need.seen, 1)}"
    return f"{head} Nodig zijn {number(need.needed, 1)} starts per maand{pace}."


def _column(pace: Pace, month: str) -> str:
    """The months that a pace is of, for the head of a column."""
    return outlook.lately(pace, month).removeprefix("de ").removesuffix(" maanden")


def section(view: View) -> None:
    """The planner of pilots by category, and who closes the gap in volume soonest."""
    plan, month = view.plan, view.month
    found = planner.needs(view.facts, view.table("pilots", "pilots"), plan, month)
    show.heading("Wanneer moet een proefproject starten?")
    table = pd.DataFrame(
        [
            (
                n.name or ALL,
                n.started,
                n.target,
                n.lead.completed,
                _lasts(n.lead),
                _last(n),
                n.needed,
                n.seen,
            )
            for n in found
        ],
        columns=[
            "Categorie",
            "Gestart",
            "Doel",
            "Afgerond",
            "Doorlooptijd",
            "Uiterlijk starten",
            "Nodig per maand",
            f"Per maand, {_column(found[0].pace, month)}",
        ],
    )
    rounded = table.astype(dict.fromkeys(table.columns[-2:], "Float64")).round(1)
    show.table(rounded, _headline(found[0], plan, month), "Planner per categorie", f"planner {month}")
    show.note(
        "Doorlooptijd: van start tot afgerond, de middelste; projecten die nog lopen tellen mee als langer "
        "dan tot nu toe. Tussen haakjes het interval waar de waarheid in 8 van de 10 gevallen in ligt. Wie "
        "in de genoemde maand start, is in de helft van de gevallen op tijd klaar."
    )
    _volume(view)


def _volume(view: View) -> None:
    """Which municipalities would close the gap to the target share soonest."""
    plan, month = view.plan, view.month
    gap = planner.volume_gap(view.facts, plan, month)
    show.heading(f"Waar zijn de {share(plan.volume_target, 0)} te halen?")
    if gap is None:
        show.none_yet(view, "applications", "aanvragen")
        return
    if not gap.lacking:
        show.reading(f"Het streven van {share(plan.volume_target, 0)} is gehaald; er is geen tekort.")
        return
    largest = planner.largest_municipalities(view.facts, gap)
    names = planner.in_time(largest, plan, month)
    told = f"Er {_lack(gap.lacking)} aan het streven van {share(plan.volume_target, 0)}; {_moves(gap)}."
    if largest.empty:
        show.reading(
            f"{told} De aanvragen zijn niet per gemeente geleverd; wie het tekort inloopt is niet te zeggen."
        )
        return
    known = planner.municipal_months(view.facts, gap)
    if known != gap.months:
        told += f" Per gemeente is alleen {listed([month_name(m) for m in known])} bekend."
    if len(names):
        who, months = listed(names["municipality"].tolist()), int(names["together"].iloc[-1])
        told += (
            f" {'Laat' if len(names) == 1 else 'Laten'} {who} voortaan al "
            f"{'zijn' if len(names) == 1 else 'hun'} aanvragen als volumeproject "
            f"lopen, dan is het tekort in {plural(months, 'maand', 'maanden')} ingelopen."
        )
    table = largest.head(LISTED).set_axis(
        [
            "Gemeente",
            "Aanvragen per maand",
            "Volumeprojecten per maand",
            "Erbij per maand",
            "Maanden, alleen",
            "Maanden, met die erboven",
        ],
        axis=1,
    )
    show.table(table.round(1), told, "Gemeenten die het tekort het snelst inlopen", f"tekort volume {month}")


def _moves(gap: planner.VolumeGap) -> str:
    """How the gap grew or shrank in the months that tell so."""
    many = len(gap.months)
    when = (
        f"in het tempo van de laatste {number(many)} maanden"
        if many > 1
        else f"in het tempo van {month_name(gap.months[0])}"
    )
    if not (by := round(gap.growth)):
        return f"{when} blijft dat tekort gelijk"
    return f"{when} {'groeit' if by > 0 else 'slinkt'} dat tekort met {number(abs(by))} per maand"


def paces(view: View) -> dict[str, int | None]:
    """A pace of starts a month by category as the reader supposes it; None: as of late.

    The fields are drawn once they are asked for, or have something in them.
    """
    seen = planner.needs(view.facts, view.table("pilots", "pilots"), view.plan, view.month)[1:]
    names = [f"tempo{i}" for i in range(1, len(seen) + 1)]
    filled = any(choices.asked(name) for name in names)
    given = {}
    with st.expander("Stel een ander tempo", expanded=filled, key="ander tempo", on_change="rerun") as opened:
        if not (opened.open or filled):
            return given
        show.note(
            "Starts per maand vanaf nu, per categorie; leeg is het tempo van "
            f"{outlook.lately(seen[0].pace, view.month)}."
        )
        for place, name, need in zip(st.columns(len(seen)), names, seen, strict=True):
            short = next(c.short for c in view.plan.categories if c.name == need.name)
            with place:
                given[need.name] = choices.amount(short, name, placeholder=f"nu {number(need.seen, 1)}")
    return given


PACED = [
    *("Categorie", "Starts per maand", "Nodig per maand", "Uiterlijk starten", "Op tijd gestart", "Doel"),
    *("Doel gestart in", "Kans in dit tempo"),
]


def supposed(view: View, day: date | None, given: dict[str, int | None]) -> None:
    """What a pace by category, and another date of entry into force, mean for what is done in time."""
    month = view.month
    plan = view.plan.with_entry(day, month) if day else view.plan
    found = planner.needs(view.facts, view.table("pilots", "pilots"), plan, month)
    paces = at.paces(found, given)
    outcomes = [(n, planner.at_pace(n, paces[n.name], month)) for n in found[1:] if paces[n.name] is not None]
    outcomes = [(n, o) for n, o in outcomes if o]
    if not outcomes:
        show.reading(
            "Met dit tempo is nog niets te zeggen: uiterlijk starten is niet te bepalen."
            if any(p is not None for p in paces.values())
            else "Het tempo is nog niet bekend: dat vergt de starts van drie maanden. Stel er zelf een."
        )
        return
    chances = {
        f.dimension: outlook.chance(f.probability)
        for f in at.pilots_at(found, paces, plan, month)
        if f.measure == declared.PILOTS_COMPLETED and f.usable
    }
    rows = [
        (
            n.name,
            o.per_month,
            n.needed,
            _last(n),
            o.in_time,
            o.target,
            month_name(o.reached) if o.reached else "niet",
            chances[f"category={n.name}"],
        )
        for n, o in outcomes
    ]
    table = pd.DataFrame(rows, columns=PACED).astype(dict.fromkeys(PACED[1:3], "Float64")).round(1)
    chosen = any(pace is not None for pace in given.values())
    show.table(table, _comes_of(outcomes, plan, month, chosen), "Wat dit tempo geeft", f"tempo {month}")
    show.note(
        "Op tijd gestart: in of vóór de laatste maand om te starten, dus zo dat afronden vóór "
        "inwerkingtreding naar verwachting lukt; van een categorie telt niet meer dan haar doel. "
        "Kans in dit tempo: dat het doel op tijd gestart is, want niet iedere maand is gelijk."
    )


def _comes_of(outcomes: list[tuple[CategoryNeed, Outcome]], plan: Plan, month: str, chosen: bool) -> str:
    """What the paces of the categories give together, and what is needed, in sentences."""
    total, asked = (sum(getattr(o, what) for _, o in outcomes) for what in ("in_time", "target"))
    met = sum(o.in_time >= o.target for _, o in outcomes)
    lately = outlook.lately(outcomes[0][0].pace, month)
    pace = "In dit tempo" if chosen else f"In het tempo van {lately}, zonder versnelling,"
    text = (
        f"{pace} {'start' if total == 1 else 'starten'} {number(total)} van {number(asked)} "
        f"proefprojecten op tijd om vóór {day_name(plan.entry_date(month))} afgerond te zijn; "
        f"{number(met)} van {plural(len(outcomes), 'categorie', 'categorieën')} "
        f"{'haalt' if met == 1 else 'halen'} het doel."
    )
    if late := sum(n.too_late for n, _ in outcomes):
        text += f" Voor {plural(late, 'categorie', 'categorieën')} is het te laat om het doel nog te halen."
    if asking := [(n.needed, o.per_month) for n, o in outcomes if n.needed]:
        needed, comes = (number(sum(of), 1) for of in zip(*asking, strict=True))
        text += f" Nodig zijn samen {needed} starts per maand; in dit tempo zijn het er {comes}."
    return text


def _lack(count: int) -> str:
    return f"{'ontbreekt' if count == 1 else 'ontbreken'} {plural(count, 'volumeproject', 'volumeprojecten')}"
