"""What a figure says in one sentence, wherever it is shown: above it on a page, as the title of a slide."""

from __future__ import annotations

import pandas as pd

from wkb_data.intake.reservations import in_words
from wkb_data.measures import declared, deliveries, judgements, summary
from wkb_data.measures.pilots import CategoryStand
from wkb_data.measures.targets import step
from wkb_data.schema import registers
from wkb_data.standing import Standing
from wkb_words import outlook
from wkb_words.states import unread
from wkb_words.words import change, day_name, listed, month_name, number, plural, share


def colours(on: Standing) -> str:
    """How many aspects have each colour, and how many moved."""
    table = judgements.statuses(on.upto)
    counts, moved = judgements.status_counts(table, on.month), judgements.moves(table, on.month)
    changed = f"; {plural(len(moved), 'aspect veranderde', 'aspecten veranderden')} van kleur"
    return (
        f"{month_name(on.month).capitalize()}: {counts['green']} behaald, {counts['orange']} op schema, "
        f"{counts['red']} niet tijdig, {counts['unjudged']} nog niet beoordeeld{unread(counts)}"
        f"{changed if judgements.comparable(on.upto, on.month) else ''}."
    )


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
        return f"in het tempo van de laatste drie maanden in {month_name(pace.reached)}"
    return "het tempo is nog niet te bepalen"


def categories(stands: list[CategoryStand]) -> str:
    """Which categories are behind the planned line."""
    lagging = [s.short for s in stands if s.lags]
    if lagging:
        return f"Achter op de geplande lijn: {', '.join(lagging)}."
    return "Alle categorieën liggen op of voor de geplande lijn."


def volume(on: Standing) -> str:
    """The share of applications that ran as a pilot."""
    now, overall = (
        summary.value(on.facts, m, on.month)
        for m in (declared.VOLUME_SHARE_MONTH, declared.VOLUME_SHARE_TOTAL)
    )
    return (
        f"{share(overall)} van alle aanvragen tot en met {month_name(on.month)} liep als proefproject; in "
        f"die maand zelf {share(now)}. Het streven is {share(on.plan.volume_target, 0)}."
    )


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
    return (
        f"{plural(int(now), 'knelpunt', 'knelpunten')} open, waarvan {number(blocking)} onoverkomelijk; "
        f"deze maand {number(new)} gemeld en {number(resolved)} opgelost."
    )


def lasting_red(spells: pd.DataFrame) -> list[str]:
    """The aspects that are red for longer than one meeting, with how long (`trends.red_spells`)."""
    return [
        f"{a} ({plural(n, 'maand', 'maanden')})"
        for a, n in zip(spells["aspect"], spells["now"], strict=True)
        if n >= 2
    ]


def headline(on: Standing, measure: str, *registers: str) -> str:
    """The stand of a measure of these registers with what it moved by since last month: `97 (+12)`.

    Nothing where it is not known.
    """
    found = step(on.facts, measure, on.month, *registers)
    if found.value is None:
        return ""
    moved = change(found.change)
    return f"{number(found.value)} ({moved})" if moved else number(found.value)


def not_delivered(on: Standing) -> list[str]:
    """Who should have delivered over the month and did not, each in a sentence."""
    matrix, month = on.delivery_matrix, on.month
    return [
        f"{on.plan.group_of(r).name}: niets over {month_name(month)}"
        + ("; de vorige stand geldt." if matrix.at[r, month] == deliveries.CARRIED else ".")
        for r in deliveries.missing_registers(matrix, month)
    ]


def carried(on: Standing, register: str) -> str:
    """Which months of a figure were carried forward for want of a delivery, in words.

    Nothing when all were delivered.
    """
    months = sorted(m for r, m in summary.carried(on.facts) if r == register and m <= (on.month or ""))
    if not months:
        return ""
    named = [month_name(m) for m in months[-8:]]
    if len(months) > 8:
        named.insert(0, plural(len(months) - 8, "eerdere maand", "eerdere maanden"))
    return f"Over {listed(named)} is niets geleverd; daar staat de stand van de maand ervoor."


def older(on: Standing, register: str) -> str:
    """Says when the chosen month shows an older delivery; nothing when it does not."""
    delivery = on.delivery(register)
    if not delivery or delivery.month == on.month:
        return ""
    group = on.plan.group_of(register).name
    return (
        f"{group} leverde niets over {month_name(on.month)}; hieronder staat de stand van "
        f"{month_name(delivery.month)}."
    )


def reserved(on: Standing, register: str) -> str:
    """`3 rijen tellen nog niet mee`, of a delivery with reservations; nothing when all of it counts."""
    told = in_words(*summary.left_out(on.facts, register, on.month), "nog ") if on.month else ""
    return f"{told} ({registers()[register].title}): geleverd met voorbehoud." if told else ""
