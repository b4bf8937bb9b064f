"""Knelpunten & leerervaringen (3.3): what is open and for how long, what waits for whom, what is worth sharing."""

import pandas as pd
import streamlit as st

from wkb_data.measures import bottlenecks, summary
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_views.words import listed, number, plural


def body(view: View) -> None:
    """What is open, what waits for whom, what was learnt."""
    plan, month = view.plan, view.month
    rows = view.table("pilots", "bottlenecks")
    if rows.empty:
        show.none_yet(view, "bottlenecks", "knelpunten")
    else:
        waiting = bottlenecks.open_rows(rows, month)
        over_time = bottlenecks.over_time(view.upto)
        now = {
            m: summary.value(view.facts, f"bottlenecks_{m}", month)
            for m in ("open", "blocking", "new", "resolved")
        }
        show.figure(
            figures.lines(over_time, "Open"),
            f"{plural(int(now['open']), 'knelpunt', 'knelpunten')} open, waarvan {number(now['blocking'])} onoverkomelijk; deze maand {number(now['new'])} gemeld en {number(now['resolved'])} opgelost.",
            summary.by_month(over_time),
            f"knelpunten {month}",
            show.carried_text(view, "pilots"),
        )
        left, middle, right = show.columns(1, 1, 1)
        ages = bottlenecks.ages(waiting)
        with left:
            oldest = (
                f"Het oudste open knelpunt ({waiting['number'].iloc[0]}) staat {waiting['days'].iloc[0]} dagen open."
                if len(waiting)
                else "Er staat niets open."
            )
            show.figure(
                figures.bars(ages),
                oldest,
                pd.DataFrame(ages.items(), columns=["Open sinds", "Knelpunten"]),
                f"ouderdom {month}",
            )
        for column, counts, what, name in (
            (middle, bottlenecks.by_aspect(waiting, plan), "aspect", "per aspect"),
            (right, bottlenecks.by_pilot(waiting), "project", "per project"),
        ):
            with column:
                most = [n for n in counts if counts[n] == max(counts.values())]
                text = f"De meeste open knelpunten raken {listed([n.split(' ')[0] for n in most])} ({'elk ' if len(most) > 1 else ''}{counts[most[0]]})." if counts else f"Geen open knelpunt noemt een {what}."  # fmt: skip
                show.figure(
                    figures.bars(counts),
                    text,
                    pd.DataFrame(counts.items(), columns=[what.capitalize(), "Knelpunten"]),
                    f"knelpunten {name} {month}",
                )
        for title, found, said, none, columns in (
            (f"Voorstellen voor de {plan.body}", bottlenecks.awaiting(waiting), ("open knelpunt met een voorstel wacht op een besluit", "open knelpunten met een voorstel wachten op een besluit"), "Geen enkel voorstel wacht op een besluit.", ["number", "description", "aspect", "proposal", "owner", "days"]),
            ("Nog terug te koppelen", bottlenecks.owed(rows), ("opgelost knelpunt is nog niet teruggekoppeld aan het project", "opgeloste knelpunten zijn nog niet teruggekoppeld aan het project"), "Ieder opgelost knelpunt is teruggekoppeld aan het project.", ["number", "description", "pilot", "owner", "resolved"]),
            ("Alle open knelpunten", waiting, ("knelpunt staat open", "knelpunten staan open"), "Er staat niets open.", ["number", "reported", "description", "pilot", "aspect", "blocking", "status", "owner", "days"]),
        ):  # fmt: skip
            show.heading(title)
            text = f"{plural(len(found), *said)}." if len(found) else none
            show.table(
                tables.dutch(found[columns], "bottlenecks", {"days": "Dagen open"}),
                text,
                title,
                f"{title.lower()} {month}",
            )

    lessons = view.table("pilots", "lessons")
    show.heading("Leerervaringen en goede praktijken")
    if lessons.empty:
        show.none_yet(view, "lessons", "leerervaringen")
    else:
        fresh = bottlenecks.to_share(lessons)
        text = f"{number(len(lessons))} opgetekend; {plural(len(fresh), 'goede praktijk is', 'goede praktijken zijn')} nog niet gedeeld."
        show.table(tables.dutch(lessons[::-1], "lessons"), text, "Leerervaringen", f"leerervaringen {month}")


view = current()
st.title("Knelpunten & leerervaringen")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
show.draw(view, body)
