"""Informeren (2.1, 2.2): who is sufficiently informed and how sure that is, materials, questions."""

import pandas as pd
import streamlit as st

from wkb_data.measures import informing, summary
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_views.words import labels, number, plural, share


def body(view: View) -> None:
    """Informed shares, materials, questions."""
    plan, month = view.plan, view.month
    carried = show.carried_text(view, "communication")

    show.heading("Voldoende geïnformeerd, per branche")
    awareness = view.table("communication", "awareness")
    if awareness.empty:
        show.none_yet(view, "awareness", "metingen")
    else:
        rows = informing.informed(awareness, month)
        total = summary.value(view.facts, "informed_share", month)
        table = pd.DataFrame(
            {
                "Branche": rows["party"],
                "Gemeten": rows["measured"],
                "Aandeel": rows["share"],
                "Respondenten": rows["asked"],
                "Achterban": rows["size"],
                "Zeker tussen (95 %)": [f"{share(a, 0)} en {share(b, 0)}" if pd.notna(a) else "niet te bepalen" for a, b in zip(rows["low"], rows["high"], strict=True)],
            }
        )  # fmt: skip
        lowest = rows.iloc[0] if len(rows) else None
        text = f"{share(total, 0)} van de achterban is voldoende geïnformeerd, gewogen naar omvang." + (
            f" Het laagst is {lowest['party']} met {share(lowest['share'], 0)}." if lowest is not None else ""
        )
        how = "Streep = waar het werkelijke aandeel met 95 % zekerheid ligt; open rondje = het aantal respondenten is niet opgegeven."
        show.figure(figures.intervals(rows, total), text, table, f"geïnformeerd {month}", how)
        trend = pd.DataFrame({"totaal": summary.series(view.upto, "informed_share")})
        for party in rows["party"]:
            trend[party] = summary.series(view.upto, "informed_share", f"party={party}")
        first, last = (
            trend["totaal"].dropna().iloc[[0, -1]] if trend["totaal"].notna().any() else (None, None)
        )
        show.figure(
            figures.lines(trend, "totaal", share_axis=True),
            f"Het totaal ging van {share(first, 0)} naar {share(last, 0)}.",
            trend.add_prefix("Aandeel ").rename_axis("Maand").reset_index(),
            f"trend geïnformeerd {month}",
            carried,
        )

    show.heading("Communicatie-uitingen")
    materials = view.table("communication", "materials")
    if materials.empty:
        show.none_yet(view, "materials", "uitingen")
    else:
        planned, realised = (
            summary.value(view.facts, m, month) for m in ("materials_planned", "materials_realised")
        )
        table = informing.materials_by_month(materials, min(view.months[0], plan.first_month), month)
        show.figure(
            figures.lines(table.set_index("Maand"), "Gerealiseerd"),
            f"{number(realised)} van {number(planned)} tot nu toe geplande uitingen zijn gerealiseerd.",
            table,
            f"uitingen {month}",
            carried,
        )
        kinds = informing.materials_by_kind(materials, month, labels("materials", "kind"))
        show.table(
            kinds,
            f"Bereik tot nu toe: {number(kinds['Bereik'].sum())} (voor zover opgegeven).",
            "Uitingen naar soort",
            f"uitingen naar soort {month}",
        )
        show.below(tables.dutch(materials[::-1], "materials"), f"alle uitingen {month}", "Alle uitingen")

    show.heading("Vragen")
    questions = view.table("communication", "questions")
    if questions.empty:
        show.none_yet(view, "questions", "vragen")
    else:
        open_now, days = (
            summary.value(view.facts, m, month) for m in ("questions_open", "questions_days_to_answer")
        )
        left, right = show.columns(1, 1)
        with left:
            trend = pd.DataFrame({"Open": summary.series(view.upto, "questions_open"), "Dagen tot antwoord": summary.series(view.upto, "questions_days_to_answer")})  # fmt: skip
            show.figure(
                figures.lines(trend, "Open"),
                f"{plural(int(open_now), 'vraag', 'vragen')} open; {f'een antwoord duurt doorgaans {number(days)} dagen' if days is not None else 'nog geen enkele is beantwoord'}.",
                trend.rename_axis("Maand").reset_index(),
                f"vragen {month}",
                carried,
            )
        with right:
            topics = informing.topics(questions)
            most = next(iter(topics), "")
            text = (
                f"De meeste open vragen gaan over {most} ({topics[most]})."
                if topics
                else "Alle vragen zijn beantwoord."
            )
            show.figure(
                figures.bars(topics),
                text,
                pd.DataFrame(topics.items(), columns=["Onderwerp", "Open vragen"]),
                f"onderwerpen {month}",
            )
        kinds = informing.questions_by_kind(questions, labels("questions", "kind"))
        show.table(
            kinds,
            f"{plural(int(kinds['Ontvangen'].sum()), 'vraag', 'vragen')} ontvangen, naar soort.",
            "Vragen naar soort",
            f"vragen naar soort {month}",
        )
        waiting = tables.dutch(
            informing.waiting(questions, month)[
                ["number", "received", "question", "topic", "source", "days"]
            ],
            "questions",
            {"days": "Dagen open"},
        )
        show.below(waiting, f"open vragen {month}", "Alle open vragen")


view = current()
st.title("Informeren")
show.stop_when_empty(view, "communication")
show.say_carried(view, "communication")
show.draw(view, body)
