"""Knelpunten & lessen (3.3).

What is open and how long, what waits for whom, what is worth sharing.
"""

from functools import partial

import pandas as pd

from wkb_data.measures import bottlenecks
from wkb_data.meetings.since import settled
from wkb_views import figures, show, tables
from wkb_views.addresses import pointed
from wkb_views.session import View, current
from wkb_words import evidence, readings
from wkb_words.meeting import chosen
from wkb_words.words import listed, month_name, number, plural

UNIT = ("knelpunt", "knelpunten")
AGES = ("tot 1 maand", "1–3 maanden", "3–6 maanden", "langer dan 6 maanden")


def _course(view: View) -> None:
    """How many are open, new and resolved through the months."""
    month, told = view.month, tables.titled(bottlenecks.over_time(view.upto))
    by_source = evidence.open_by_source(view)
    show.figure(
        figures.lines(told, "Open", unit=UNIT),
        readings.bottlenecks(view),
        tables.by_month(told),
        f"knelpunten {month}",
        show.carried_text(view, "pilots"),
        by_source and f"Open naar wie ze meldde: {by_source}.",
        by_source and "Nieuw en opgelost telt van ieder alleen in de maanden waarover die leverde.",
    )


def _spread(view: View, waiting: pd.DataFrame) -> None:
    """The open ones by age, aspect and pilot; without any there is nothing to spread."""
    if waiting.empty:
        return
    month, ages = view.month, dict(zip(AGES, bottlenecks.ages(waiting), strict=True))
    left, middle, right = show.columns(1, 1, 1)
    with left:
        oldest = "Er staat niets open."
        if len(waiting):
            first = waiting.iloc[0]
            oldest = f"Het oudste open knelpunt ({first['number']}) staat {first['days']} dagen open."
        show.figure(
            figures.bars(ages, unit=UNIT),
            oldest,
            pd.DataFrame(ages.items(), columns=["Open sinds", "Knelpunten"]),
            f"ouderdom {month}",
        )
    names = {a.id: f"{a.id} {a.name}" for a in view.plan.aspects} | {None: "zonder aspect"}
    for column, counts, what, name in (
        (middle, bottlenecks.by_aspect(waiting, view.plan), "aspect", "per aspect"),
        (right, bottlenecks.by_pilot(waiting), "project", "per project"),
    ):
        known = {n: count for n, count in counts.items() if n}
        text = f"Geen open knelpunt noemt een {what}."
        if known:
            most = [n for n in known if known[n] == max(known.values())]
            each = "elk " if len(most) > 1 else ""
            text = f"De meeste open knelpunten raken {listed(most)} ({each}{known[most[0]]})."
            if sum(counts.values()) == 1:
                text = f"Het enige open knelpunt raakt {listed(most)}."
        named = {names.get(n, n): count for n, count in counts.items()}
        with column:
            show.figure(
                figures.bars(named, unit=UNIT),
                text,
                pd.DataFrame(named.items(), columns=[what.capitalize(), "Knelpunten"]),
                f"knelpunten {name} {month}",
            )


def _rows(view: View, title: str, found: pd.DataFrame, columns: list[str], text: str, asked: int = 0) -> None:
    """Bottlenecks row by row under their heading, each with who reported it; the first `asked` marked."""
    show.heading(title)
    told = found[columns].replace({"source": evidence.sources(view.plan)})
    extra = {"days": "Dagen open", "source": "Bron"}
    name = f"{title.lower()} {view.month}"
    show.table(tables.dutch(told, "bottlenecks", extra), text, title, name, asked)


def _waiting(view: View, waiting: pd.DataFrame) -> None:
    """What waits for a decision of the steering group."""
    found = bottlenecks.awaiting(waiting)
    text = plural(
        len(found),
        "open knelpunt met een voorstel wacht op een besluit.",
        "open knelpunten met een voorstel wachten op een besluit.",
    )
    held = list(map(view.held, view.closed))
    before = {i.key: settled(i, held, view.month) for i in view.agenda() if i.kind == "judge_proposal"}
    told = [f"{n} in {month_name(s[0])} {chosen(s[1])}" for n, s in before.items() if s]
    text += f" Daarvan is al besloten: {listed(told)}." if told and not view.closed_meeting() else ""
    columns = ["number", "description", "aspect", "proposal", "owner", "days", "source"]
    _rows(
        view, f"Voorstellen voor de {view.plan.body}", found, columns,
        text if len(found) else "Geen enkel voorstel wacht op een besluit.", len(found),
    )  # fmt: skip


def _owed(view: View, rows: pd.DataFrame) -> None:
    """What a pilot still has to be told."""
    found = bottlenecks.owed(rows)
    text = plural(
        len(found),
        "opgelost knelpunt is nog niet teruggekoppeld aan het project.",
        "opgeloste knelpunten zijn nog niet teruggekoppeld aan het project.",
    )
    columns = ["number", "description", "pilot", "owner", "resolved"]
    _rows(
        view, "Nog terug te koppelen", found, columns,
        text if len(found) else "Ieder opgelost knelpunt is teruggekoppeld aan het project.",
    )  # fmt: skip


def _all_open(view: View, waiting: pd.DataFrame) -> None:
    columns = ["number", "reported", "description", "pilot", "aspect", "blocking", "status", "owner", "days"]
    text = plural(len(waiting), "knelpunt staat open.", "knelpunten staan open.")
    _rows(
        view, "Alle open knelpunten", waiting, [*columns, "source"],
        text if len(waiting) else "Er staat niets open.",
    )  # fmt: skip


def _lessons(view: View) -> None:
    """What was learnt."""
    lessons = view.table("pilots", "lessons")
    show.heading("Leerervaringen en goede praktijken")
    if lessons.empty:
        show.none_yet(view, "lessons", "leerervaringen")
        return
    fresh = bottlenecks.to_share(lessons)
    left = plural(len(fresh), "goede praktijk is", "goede praktijken zijn") + " nog niet gedeeld"
    text = f"{number(len(lessons))} opgetekend; {left if len(fresh) else 'elke goede praktijk is gedeeld'}."
    name = f"leerervaringen {view.month}"
    show.table(tables.dutch(lessons[::-1], "lessons"), text, "Leerervaringen", name)


PARTS = ("verloop", "verdeling", "voorstellen", "terugkoppelen", "open", "lessen")


def body(view: View, about: str) -> None:
    """What is open, what waits for whom, what was learnt."""
    rows = evidence.reported(view)
    if rows.empty:
        show.none_yet(view, "bottlenecks", "knelpunten")
        _lessons(view)
        return
    waiting = bottlenecks.open_rows(rows, view.month)
    draws = (
        _course,
        partial(_spread, waiting=waiting),
        partial(_waiting, waiting=waiting),
        partial(_owed, rows=rows),
        partial(_all_open, waiting=waiting),
        _lessons,
    )
    show.in_order(view, about, dict(zip(PARTS, draws, strict=True)))


view = current()
show.title("Knelpunten & lessen")
if not view.month or evidence.reported(view).empty:
    show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
if len(view.table("admission", "admission_bottlenecks")):
    show.say_carried(view, "admission", part=f"De knelpunten van {evidence.sources(view.plan)['admission']}")
show.draw(view, body, pointed(PARTS))
