"""Knelpunten & leerervaringen (3.3): what is open and for how long, what waits for whom, what is worth sharing."""

import pandas as pd
import streamlit as st

from wkb_data.measures import bottlenecks, summary
from wkb_views import figures, show
from wkb_views.session import current
from wkb_views.words import number, plural

view = current()
plan, month = view.plan, view.month
show.frame_page(view, "Knelpunten & leerervaringen")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
rows = view.table("pilots", "bottlenecks")
if rows.empty:
    show.none_yet(view, "bottlenecks", "knelpunten")
else:
    waiting = bottlenecks.open_rows(rows, month)
    over_time = bottlenecks.over_time(view.upto)
    now = {m: summary.value(view.facts, f"bottlenecks_{m}", month) for m in ("open", "blocking", "new", "resolved")}
    show.figure(
        figures.many_lines(over_time.set_index("Maand")[["Open", "Blokkerend", "Nieuw", "Opgelost"]], "Open"),
        f"{plural(int(now['open']), 'knelpunt', 'knelpunten')} open, waarvan {number(now['blocking'])} onoverkomelijk; deze maand {number(now['new'])} gemeld en {number(now['resolved'])} opgelost.",
        over_time,
        f"knelpunten {month}",
        show.carried_text(view, "pilots"),
    )
    left, middle, right = st.columns(3, gap="large")
    ages = bottlenecks.ages(waiting)
    with left:
        oldest = (
            f"Het oudste open knelpunt ({waiting['number'].iloc[0]}) staat {waiting['days'].iloc[0]} dagen open."
            if len(waiting)
            else "Er staat niets open."
        )
        show.figure(figures.bars(ages), oldest, pd.DataFrame(ages.items(), columns=["Open sinds", "Knelpunten"]), f"ouderdom {month}")
    for column, counts, what, name in (
        (middle, bottlenecks.by_aspect(waiting, plan), "aspect", "per aspect"),
        (right, bottlenecks.by_pilot(waiting), "project", "per project"),
    ):
        with column:
            most = max(counts, key=counts.get) if counts else ""
            text = f"De meeste open knelpunten raken {most} ({counts[most]})." if counts else f"Geen open knelpunt noemt een {what}."
            show.figure(
                figures.bars(counts), text, pd.DataFrame(counts.items(), columns=[what.capitalize(), "Knelpunten"]), f"knelpunten {name} {month}"
            )
    for title, found, what, columns in (
        ("Voorstellen voor de Regiegroep", bottlenecks.awaiting(waiting), "open knelpunten met een voorstel wachten op een besluit", ["number", "description", "aspect", "proposal", "owner", "days"]),
        ("Nog terug te koppelen", bottlenecks.owed(rows), "opgeloste knelpunten zijn nog niet teruggekoppeld aan het project", ["number", "description", "pilot", "owner", "resolved"]),
        ("Alle open knelpunten", waiting, "knelpunten staan open", ["number", "reported", "description", "pilot", "aspect", "status", "owner", "days"]),
    ):  # fmt: skip
        st.header(title)
        show.reading(f"{number(len(found))} {what}.")
        table = show.dutch(found[columns], "bottlenecks", {"days": "Dagen open"})
        show.grid(table, title)
        show.download(table, f"{title.lower()} {month}")

lessons = view.table("pilots", "lessons")
st.header("Leerervaringen en goede praktijken")
if lessons.empty:
    show.none_yet(view, "lessons", "leerervaringen")
else:
    fresh = bottlenecks.to_share(lessons)
    show.reading(f"{number(len(lessons))} opgetekend; {plural(len(fresh), 'goede praktijk is', 'goede praktijken zijn')} nog niet gedeeld.")
    table = show.dutch(lessons[::-1], "lessons")
    show.grid(table, "Leerervaringen")
    show.download(table, f"leerervaringen {month}")
