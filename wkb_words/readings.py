"""What a figure says in one sentence, wherever it is shown: above it on a page, as the title of a slide."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.intake.reservations import in_words
from wkb_data.measures import declared, deliveries, judgements, summary
from wkb_data.measures.declared import Measure
from wkb_data.measures.pilots import CategoryCourse, CategoryStand, started_volume
from wkb_data.measures.targets import Step, step
from wkb_data.periods import add_months
from wkb_data.schema import registers
from wkb_data.standing import Standing
from wkb_words import evidence, outlook
from wkb_words.states import unread
from wkb_words.words import change, day_name, distance, listed, month_name, month_short, number, plural, share


def colours(on: Standing) -> str:
    """How many aspects have each colour in the last month that was judged, and how many moved."""
    table, of = judgements.statuses(on.upto), judged_of(on)
    counts, moved = judgements.status_counts(table, of), judgements.moves(table, on.month)
    changed = f"; {plural(len(moved), 'aspect veranderde', 'aspecten veranderden')} van kleur"
    return (
        f"{month_name(of).capitalize()}: {counts['green']} behaald, {counts['orange']} op schema, "
        f"{counts['red']} niet tijdig, {counts['unjudged']} nog niet beoordeeld{unread(counts)}"
        f"{changed if judgements.comparable(on.upto, on.month) else ''}."
    )


def judged_of(on: Standing) -> str:
    """The month that the colours shown are a judgement of: before the chosen one where those were carried."""
    return judgements.judged_month(on.upto, on.month) or on.month


def unmoved(on: Standing) -> str:
    """Why it is that no colour is said to have moved."""
    if judged_of(on) != on.month:
        return "Over deze maand is nog niet geoordeeld."
    if not judgements.comparable(on.upto, on.month):
        return "Van de maand ervoor is geen oordeel bekend."
    return "Geen enkele kleur is veranderd."


def pilots(on: Standing) -> str:
    """How many pilots started and were completed, and when the target is met."""
    now, done = (
        summary.value(on.facts, m, on.month) for m in (declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED)
    )
    return (
        f"{number(now)} van {on.plan.pilot_target} gestart, {number(done)} afgerond; {expected(on)}. "
        f"Inwerkingtreding: {day_name(on.plan.entry_date(on.month))}."
    )


def expected(on: Standing) -> str:
    """When the target is met: by the forecast, or at the pace of late where none can be made."""
    made = next(f for f in on.forecasts() if f.measure == declared.PILOTS_COUNTED and not f.dimension)
    if made.usable:
        return outlook.expected(made)
    pace = summary.pace(on.facts, declared.PILOTS_COUNTED, on.month, on.plan.pilot_target)
    if pace.reached:
        return f"in het tempo van {outlook.lately(pace, on.month)} in {month_name(pace.reached)}"
    return "het tempo is nog niet te bepalen"


def categories(stands: list[CategoryStand]) -> str:
    """Which categories are behind the planned line; together they can be where none is by itself."""
    lagging = [s.short for s in stands if s.lags]
    if lagging:
        return f"Achter op de geplande lijn: {', '.join(lagging)}."
    started, planned = sum(s.started for s in stands), round(sum(s.planned for s in stands))
    if started >= planned:
        return "Alle categorieën liggen op of voor de geplande lijn."
    return (
        f"Geen enkele categorie loopt een heel project achter op de geplande lijn; samen "
        f"{'is' if started == 1 else 'zijn'} er {number(started)} gestart en {number(planned)} gepland."
    )


# The categories are held against how they stood so many months before.
BACK = 3


def courses(found: list[CategoryCourse], month: str) -> str:
    """Which categories fell further behind the planned line of late, and which the most."""
    known = found[0].started.index
    then = max([add_months(month, -BACK), *known[:1]])
    if month not in known or then >= month:
        return "Er is nog geen verloop te zien: dit is de eerste maand met cijfers."
    gaps = [(c.behind(month), c.behind(month) - c.behind(then), c) for c in found]
    fell = [(now, c) for now, grew, c in gaps if now >= 1 and grew >= 1]
    if not fell:
        return f"Sinds {month_name(then)} raakte geen enkele categorie verder achter op de geplande lijn."
    now, worst = max(fell, key=lambda pair: pair[0])
    went = f"{'raakte' if len(fell) == 1 else 'raakten'} {len(fell)} van de {len(found)} categorieën"
    return (
        f"Sinds {month_name(then)} {went} verder achter op de geplande lijn; het verst {worst.short}: "
        f"{distance(now)}, toen {distance(worst.behind(then))}."
    )


def volume(on: Standing) -> str:
    """The share of applications that ran as a pilot, up to the last month with applications."""
    of = _volume_of(on)
    now, overall = (
        summary.value(on.facts, m, of) for m in (declared.VOLUME_SHARE_MONTH, declared.VOLUME_SHARE_TOTAL)
    )
    return (
        f"{share(overall)} van de opgegeven aanvragen tot en met {month_name(of)} liep als proefproject; in "
        f"die maand zelf {share(now)}. Het streven is {share(on.plan.volume_target, 0)}."
    )


def _volume_of(on: Standing) -> str:
    """The last month with applications."""
    line = summary.told(on.facts, declared.VOLUME_SHARE_TOTAL, on.month)
    return line.index[-1] if len(line) else on.month


def no_applications(on: Standing) -> str:
    """That the applications of the chosen month are not known; nothing when they are."""
    return (
        "" if _volume_of(on) == on.month else f"Over {month_name(on.month)} zijn nog geen aanvragen bekend."
    )


def running_volume(on: Standing) -> str:
    """How many volume projects have started by the register of projects, and in how many municipalities."""
    running = started_volume(on.table("pilots", "pilots"))
    if running.empty:
        return "Volgens het register van projecten is nog geen volumeproject gestart."
    towns = plural(running["municipality"].nunique(), "gemeente", "gemeenten")
    verb = "is" if len(running) == 1 else "zijn"
    many = plural(len(running), "volumeproject", "volumeprojecten")
    return f"Volgens het register van projecten {verb} er {many} gestart, in {towns}."


def denominator(on: Standing) -> str:
    """What the share of volume pilots is a share of, and whether that was adopted."""
    adopted = "vastgesteld" if on.plan.denominator_adopted else "niet vastgesteld"
    return f"Noemer: {on.plan.denominator} ({adopted})."


def bottlenecks(on: Standing) -> str:
    """How many bottlenecks are open, and what this month brought."""
    now, blocking, new, resolved = (
        summary.value(on.facts, m, on.month)
        for m in (
            declared.BOTTLENECKS_OPEN,
            declared.BOTTLENECKS_BLOCKING,
            declared.BOTTLENECKS_NEW,
            declared.BOTTLENECKS_RESOLVED,
        )
    )
    brought = f"deze maand {number(new)} gemeld en {number(resolved)} opgelost"
    if new is None or resolved is None:
        brought = "hoeveel er deze maand bij kwamen of werden opgelost is niet bekend"
    return (
        f"{plural(int(now), 'knelpunt', 'knelpunten')} open, waarvan {number(blocking)} onoverkomelijk; "
        f"{brought}.{evidence.lacking_list(on)}"
    )


def lasting_red(spells: pd.DataFrame) -> list[str]:
    """The aspects that are red for longer than one meeting, with how long (`trends.red_spells`)."""
    return [
        f"{a} ({plural(n, 'maand', 'maanden')})"
        for a, n in zip(spells["aspect"], spells["now"], strict=True)
        if n >= 2
    ]


@dataclass(frozen=True)
class Change:
    """How a change is written: its decimals, its unit, and what it is multiplied by."""

    decimals: int = 0
    unit: str = ""
    times: float = 1


def since(step: Step, how: Change = Change()) -> str:
    """What a figure moved by and since when: `+11 sinds juli`; nothing when there is nothing to hold it
    against.
    """
    if step.since is None:
        return ""
    told = change(step.change * how.times, how.decimals, how.unit)
    return f"{told} sinds {month_name(step.since).split()[0]}"


def stand_of(step: Step, month: str) -> str:
    """That a figure is of an earlier month; nothing when it is of the month itself."""
    return f"stand {month_short(step.of)}" if step.of and step.of != month else ""


def headline(on: Standing, measure: str) -> str:
    """The stand of a measure, and what it moved by: `97 (+12 sinds juli)`.

    Nothing where it is not known.
    """
    found = step(on.facts, measure, on.month)
    if found.value is None:
        return ""
    told = since(found) or stand_of(found, on.month)
    return f"{number(found.value)} ({told})" if told else number(found.value)


def not_delivered(on: Standing) -> list[str]:
    """Who should have delivered over the month and did not, each in a sentence."""
    matrix, month = on.delivery_matrix, on.month
    return [
        f"{on.plan.group_of(r).name}: niets over {month_name(month)}"
        + ("; de vorige stand geldt." if matrix.at[r, month] == deliveries.CARRIED else ".")
        for r in deliveries.missing_registers(matrix, month)
    ]


def carried(on: Standing, register: str, measure: Measure | None = None) -> str:
    """Which months of a figure (`measure`: of this) were carried forward for want of a delivery, in words.
    A later list may tell of such a month; then nothing was carried.

    Nothing when all were delivered.
    """
    months = sorted(m for r, m in summary.carried(on.facts) if r == register and m <= (on.month or ""))
    if measure:
        own = summary.told(on.facts, measure, on.month or "").index
        months = [m for m in months if m not in own]
    if not months:
        return ""
    named = [month_name(m) for m in months[-8:]]
    if len(months) > 8:
        named.insert(0, plural(len(months) - 8, "eerdere maand", "eerdere maanden"))
    return f"Over {listed(named)} is niets geleverd; daar staat de stand van de maand ervoor."


def older(on: Standing, register: str, measure: Measure | None = None, part: str = "") -> str:
    """Says when the chosen month shows an older delivery; nothing when it does not.

    `measure`: what a page shows besides, of which a later list may tell; `part`: what of a page is of this
    register, where that is not all.
    """
    delivery = on.delivery(register)
    if not delivery or delivery.month == on.month:
        return ""
    group = on.plan.group_of(register).name
    if part:
        return f"{part} zijn die van {month_name(delivery.month)}."
    if measure and on.month in summary.told(on.facts, measure, on.month).index:
        return (
            f"{group} leverde niets over {month_name(on.month)}; wat hieronder van die maand staat, komt uit "
            f"een latere levering, en de rest is de stand van {month_name(delivery.month)}."
        )
    return (
        f"{group} leverde niets over {month_name(on.month)}; hieronder staat de stand van "
        f"{month_name(delivery.month)}."
    )


def reserved(on: Standing, register: str) -> str:
    """`3 rijen tellen nog niet mee`, of a delivery with reservations; nothing when all of it counts."""
    told = in_words(*summary.left_out(on.facts, register, on.month), "nog ") if on.month else ""
    return f"{told} ({registers()[register].title}): geleverd met voorbehoud." if told else ""
