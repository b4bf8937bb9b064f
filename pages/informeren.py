"""Informeren (2.1, 2.2): who is sufficiently informed and how sure that is, materials, questions."""

import pandas as pd

from wkb_data.measures import declared, informing, summary
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_words.words import labels, number, plural, share

QUESTION, DAY = ("vraag", "vragen"), ("dag", "dagen")


def _informed(view: View) -> None:
    """The share of each party that is sufficiently informed, and the whole through the months."""
    month = view.month
    show.heading("Voldoende geïnformeerd, per branche")
    awareness = view.table("communication", "awareness")
    if awareness.empty:
        show.none_yet(view, "awareness", "metingen")
        return
    rows = informing.informed(awareness, month)
    total = summary.value(view.facts, declared.INFORMED_SHARE, month)
    sure = [
        f"{share(low, 0)} en {share(high, 0)}" if pd.notna(low) else "niet te bepalen"
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "Branche": rows["party"],
            "Gemeten": rows["measured"],
            "Aandeel": rows["share"],
            "Respondenten": rows["asked"],
            "Achterban": rows["size"],
            "Zeker tussen (95%)": sure,
        }
    )
    text = f"{share(total, 0)} van de achterban is voldoende geïnformeerd, gewogen naar omvang."
    for lowest in rows.head(1).to_dict("records"):
        text += f" Het laagst is {lowest['party']} met {share(lowest['share'], 0)}."
    show.figure(
        figures.intervals(rows, total),
        text,
        table,
        f"geïnformeerd {month}",
        "Streep = waar het werkelijke aandeel met 95% zekerheid ligt; open rondje = het aantal "
        "respondenten is niet opgegeven.",
    )
    _informed_by_month(view, rows["party"].tolist())


def _informed_by_month(view: View, parties: list[str]) -> None:
    """The whole and each party through the months."""
    trend = pd.DataFrame({"totaal": summary.series(view.upto, declared.INFORMED_SHARE)})
    for party in parties:
        trend[party] = summary.series(view.upto, declared.INFORMED_SHARE, f"party={party}")
    known = trend["totaal"].dropna()
    first, last = known.iloc[[0, -1]] if len(known) else (None, None)
    text = f"Het totaal ging van {share(first, 0)} naar {share(last, 0)}."
    if share(first, 0) == share(last, 0):
        text = f"Het totaal was en is {share(last, 0)}."
    if len(known) < 2:
        text = f"Het totaal is {share(last, 0)}; er is nog geen verloop te zien."
    show.figure(
        figures.lines(trend, "totaal", share_axis=True),
        text,
        tables.by_month(trend.add_prefix("Aandeel ")),
        f"trend geïnformeerd {view.month}",
        show.carried_text(view, "communication"),
    )


def _materials(view: View) -> None:
    """What was planned and realised, by month and kind."""
    month = view.month
    show.heading("Communicatie-uitingen")
    materials = view.table("communication", "materials")
    if materials.empty:
        show.none_yet(view, "materials", "uitingen")
        return
    planned, realised = (
        summary.value(view.facts, m, month) for m in (declared.MATERIALS_PLANNED, declared.MATERIALS_REALISED)
    )
    first = min(view.months[0], view.plan.first_month)
    told = tables.titled(informing.materials_by_month(materials, first, month))
    show.figure(
        figures.lines(told.set_index("Maand"), "Gerealiseerd", unit=("uiting", "uitingen")),
        f"{number(realised)} van {number(planned)} tot nu toe geplande uitingen "
        f"{'is' if realised == 1 else 'zijn'} gerealiseerd.",
        told,
        f"uitingen {month}",
        show.carried_text(view, "communication"),
    )
    kinds = informing.materials_by_kind(materials, month, labels("materials", "kind"))
    show.table(
        tables.titled(kinds),
        f"Bereik tot nu toe: {number(kinds['reach'].sum(min_count=1))} (voor zover opgegeven).",
        "Uitingen naar soort",
        f"uitingen naar soort {month}",
    )
    show.below(tables.dutch(materials[::-1], "materials"), f"alle uitingen {month}", "Alle uitingen")


def _questions(view: View) -> None:
    """What is open and how long an answer takes, by subject and kind."""
    month = view.month
    show.heading("Vragen")
    questions = view.table("communication", "questions")
    if questions.empty:
        show.none_yet(view, "questions", "vragen")
        return
    left, right = show.columns(1, 1)
    with left:
        _open(view)
    with right:
        _answers(view)
    _topics(informing.topics(questions), month)
    kinds = labels("questions", "kind") | {"": "niet opgegeven"}
    show.table(
        tables.titled(informing.questions_by_kind(questions, kinds)),
        f"{plural(len(questions), 'vraag', 'vragen')} ontvangen, naar soort.",
        "Vragen naar soort",
        f"vragen naar soort {month}",
    )
    columns = ["number", "received", "question", "topic", "source", "days"]
    waiting = informing.waiting(questions, month)[columns]
    show.below(
        tables.dutch(waiting, "questions", {"days": "Dagen open"}), f"open vragen {month}", "Alle open vragen"
    )


def _topics(topics: dict[str | None, int], month: str) -> None:
    """What the open questions are about: a figure of several subjects, a sentence of one."""
    if not topics:
        show.reading("Alle vragen zijn beantwoord.")
        return
    most, count = next(iter(topics.items()))
    if len(topics) == 1:
        ask, verb = ("De open vraag", "gaat") if count == 1 else (f"Alle {count} open vragen", "gaan")
        without = "heeft geen onderwerp" if count == 1 else "hebben geen onderwerp"
        show.reading(f"{ask} {verb} over {most}." if most else f"{ask} {without}.")
        return
    named = {topic or "zonder onderwerp": n for topic, n in topics.items()}
    show.figure(
        figures.bars(named, unit=QUESTION),
        f"De meeste open vragen gaan over {most} ({count}).",
        pd.DataFrame(named.items(), columns=["Onderwerp", "Open vragen"]),
        f"onderwerpen {month}",
    )


def _open(view: View) -> None:
    """Open questions through the months."""
    open_now = summary.value(view.facts, declared.QUESTIONS_OPEN, view.month)
    _course(view, "Open", declared.QUESTIONS_OPEN, QUESTION, f"{plural(int(open_now), *QUESTION)} open.")


def _answers(view: View) -> None:
    """How many days an answer takes, through the months."""
    days = summary.value(view.facts, declared.QUESTIONS_DAYS_TO_ANSWER, view.month)
    text = "Nog geen enkele vraag is beantwoord."
    if days is not None:
        text = f"Een antwoord duurt doorgaans {plural(round(days), *DAY)}."
    _course(view, "Dagen tot antwoord", declared.QUESTIONS_DAYS_TO_ANSWER, DAY, text)


def _course(view: View, title: str, measure: str, unit: tuple[str, str], text: str) -> None:
    """One measure of the questions through the months, on an axis of its own."""
    trend = summary.side_by_side(view.upto, {title: measure})
    if trend[title].notna().any():
        show.figure(
            figures.lines(trend, title, unit=unit),
            text,
            tables.by_month(trend),
            f"{title.lower()} {view.month}",
            show.carried_text(view, "communication"),
        )
    else:
        show.reading(text)


def body(view: View) -> None:
    """Informed shares, materials, questions."""
    _informed(view)
    _materials(view)
    _questions(view)


view = current()
show.title("Informeren")
show.stop_when_empty(view, "communication")
show.say_carried(view, "communication")
show.draw(view, body)
