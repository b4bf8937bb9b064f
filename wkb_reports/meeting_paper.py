"""The paper for the meeting: agenda, what is asked and why, and the annexes it rests on."""

from __future__ import annotations

import pandas as pd

from wkb_data.measures import declared, schedule
from wkb_data.meetings.agenda import TITLES, Item
from wkb_data.meetings.decided import decisions_known
from wkb_data.periods import add_months
from wkb_reports import figures, imprint
from wkb_reports.material import CATEGORY_HEADS, Judgement, Material
from wkb_reports.pages import Coloured, Pages
from wkb_reports.texts import sentence
from wkb_words import evidence, outlook, readings, sentences
from wkb_words import meeting as words
from wkb_words.rows import cell, dutch
from wkb_words.words import day_name, month_name, number, plural

# So many figures that were corrected since stand in the paper.
MOST_CHANGED = 12
TO_FILL = "[aan te vullen door het secretariaat]"
ANNEXES = {
    "A": "Oordelen per aspect",
    "B": "Signalen: de kleur naast de feiten",
    "C": "Proefprojecten en volumeaanpak",
    "D": "Knelpunten",
    "E": "Besluiten- en actielijst",
    "F": "Planning: deelonderzoeken en activiteiten",
    "G": "Leveringen waarop dit stuk rust",
}


def paper(of: Material) -> bytes:
    """The paper of a month as the bytes of a .docx."""
    on = of.on
    made = Pages(f"Vergaderstuk {of.meeting}", of.line)
    made.block(_block(of), "Kenmerken van dit stuk")
    if imprint.sampled(on):
        made.say(imprint.SAMPLES)
    _agenda(made, of)
    made.heading(f"Stand van {of.month}")
    _asked(made, of)
    made.heading("Kern", 2)
    made.listed(core(of))
    _reasons(made, of)
    _doubts(made, of)
    _money_and_word(made, of)
    _next(made, of)
    made.sideways()
    for letter, write in zip(ANNEXES, (_a, _b, _c, _d, _e, _f, _g), strict=True):
        made.heading(f"Bijlage {letter}. {ANNEXES[letter]}")
        write(made, of)
    return made.saved(imprint.stamp(on))


def _block(of: Material) -> list[tuple[str, str]]:
    on = of.on
    return [
        ("Onderwerp", f"{on.plan.title}: stand van {of.month}"),
        ("Vergadering", f"{on.plan.body}, {day_name(on.plan.meeting(on.month))}"),
        ("Status", _status_of(of)),
        ("Van", on.plan.group_of("planning").name),
        ("Peilmaand", of.month),
        ("Bekend op", imprint.known(on)),
        ("Stand", of.state),
        ("Inwerkingtreding", f"{day_name(on.plan.entry_date(on.month))}, zoals bekend in {of.month}"),
        ("Bijlagen", ", ".join(f"{k} {v}" for k, v in ANNEXES.items())),
    ]


def _status_of(of: Material) -> str:
    if of.closed:
        return "behandeld; wat hieronder staat is vastgesteld"
    return "ter besluitvorming" if of.requests else "ter kennisname"


def _agenda(made: Pages, of: Material) -> None:
    """The items of the meeting; what needs no discussion stands apart."""
    made.heading("Agenda")
    rows = [
        ["1", "Opening", "", ""],
        ["2", "Vaststelling agenda", "ter vaststelling", ""],
        ["3", "Besluiten- en actielijst van de vorige vergadering", "ter vaststelling", "E"],
        ["4", "Mededelingen en ingekomen stukken", "ter kennisname", ""],
        ["5", f"Stand van {of.month}", "ter vaststelling" if of.judged else "ter kennisname", "A, B"],
    ]
    rows += [
        [f"5{chr(97 + i)}", sentence(text), "ter besluitvorming", _annex(items)]
        for i, (text, items) in enumerate(of.requests)
    ]
    rows += [["6", "Rondvraag", "", ""], ["7", "Sluiting", "", ""]]
    made.table(["Nr", "Onderwerp", "Status", "Bijlage"], rows, "Agenda van de vergadering")


# Kind of item -> the annex with what it rests on.
_ANNEX = {"signal": "B", "judge_pilot": "C", "judge_proposal": "D", "overdue_decision": "E", "escalated": "E"}
_ANNEX |= {"adopt_study": "F", "overdue_activity": "F", "not_delivered": "G"}


def _annex(items: list[Item]) -> str:
    return _ANNEX.get(items[0].kind, "A")


def _decided(made: Pages, of: Material) -> None:
    """What the closed meeting decided of each point, and what became of its figures since."""
    plan, told = of.on.plan, of.closed.told
    made.heading("Besloten", 2)
    made.say(f"{words.settled(told)} {words.done(told)}")
    rows = [
        [
            TITLES[i["kind"]],
            i["text"],
            words.outcome(plan, i, told),
            " ".join([i["answer"], i["note"]]).strip(),
        ]
        for i in told["items"]
    ]
    if rows:
        heads = ["Soort", "Punt", "Uitkomst", "Antwoord, reden of notitie"]
        made.table(heads, rows, "Wat de vergadering van elk punt besloot")
    if told["decisions"]:
        made.say("Besluiten:")
        made.listed([f"{d['number']} {d['subject']}: {d['decision']}" for d in told["decisions"]])
    changed = [words.figure(plan, f) for f in of.since.figures]
    if changed:
        many = plural(len(changed), "cijfer is", "cijfers zijn")
        made.say(f"{many} sindsdien gecorrigeerd; dit stuk toont wat nu bekend is.")
        rows = [list(one) for one in changed[:MOST_CHANGED]]
        made.table(["Cijfer", "Aspect", "Zoals vastgesteld", "Nu"], rows, "Sindsdien gecorrigeerd")
    if len(changed) > MOST_CHANGED:
        made.say(f"En nog {len(changed) - MOST_CHANGED}: zie het feitenboek.")


def _asked(made: Pages, of: Material) -> None:
    plan = of.on.plan
    if of.closed:
        _decided(made, of)
        return
    made.heading("Gevraagd besluit", 2)
    if not of.requests:
        made.say(f"De {plan.body} wordt gevraagd kennis te nemen van de stand van {of.month}.")
        return
    made.say(f"De {plan.body} wordt gevraagd:")
    ends = [";"] * (len(of.requests) - 1) + ["."]
    made.numbered(
        [
            (f"{text}{end}", [i.text for i in items])
            for (text, items), end in zip(of.requests, ends, strict=True)
        ]
    )
    made.say(
        f"Komt de {plan.body} niet tot overeenstemming, dan wordt het punt voorgelegd aan de "
        f"{plan.escalates_to}."
    )


def core(of: Material) -> list[str]:
    """The month in at most five sentences."""
    told = [readings.colours(of.on)] if len(of.colours) else ["Er zijn nog geen oordelen aangeleverd."]
    if of.stand:
        told = [f"{readings.unmoved(of.on)} {told[0]}"]
    if of.has_pilots:
        told += [readings.pilots(of.on), readings.categories(of.categories)]
        if of.value(declared.VOLUME_SHARE_TOTAL) is not None:
            told.append(readings.volume(of.on))
    if of.value(declared.BOTTLENECKS_OPEN) is not None:
        told.append(readings.bottlenecks(of.on))
    return told


def _status(of: Material, status: str | None, aspect: str = "") -> str | Coloured:
    return Coloured(of.word(status) + of.above(aspect), status) if status else "–"


def _moved(of: Material, judged: Judgement) -> str | Coloured:
    """The colour of an aspect, with what it was where that is another."""
    now = _status(of, judged.status, judged.aspect)
    if isinstance(now, str) or judged.before in (None, judged.status):
        return now
    return Coloured(f"{now.text}, was {of.word(judged.before)}", now.status)


def _reasons(made: Pages, of: Material) -> None:
    """The aspects that moved or are red, and whether the pilots make it."""
    made.heading("Toelichting", 2)
    moved = {m.aspect for m in of.moves}
    own = [j for j in of.judgements if j.aspect in moved or j.status == "red"] if len(of.colours) else []
    if own:
        moving = "" if of.stand else "van kleur veranderden of "
        made.say(f"De aspecten die {moving}niet tijdig zijn{of.stand}:")
        rows = [[j.title, _moved(of, j), j.why, j.action, j.owner] for j in own]
        heads = ["Aspect", f"Oordeel{of.stand}", "Onderbouwing", "Actie", "Trekker"]
        made.table(heads, rows, "Aspecten die veranderden of niet tijdig zijn")
    elif of.stand:
        made.say(f"Geen enkel aspect is niet tijdig{of.stand}.")
    elif len(of.colours):
        made.say("Geen enkel aspect veranderde van kleur en geen enkel aspect is niet tijdig.")
    if of.has_pilots:
        made.say(outlook.sentence(of.forecast))
        made.chart(figures.pilots_to_target(of))
        made.caption(f"Proefprojecten van de netwerkaanpak. {readings.pilots(of.on)}")


def doubts(of: Material) -> list[str]:
    """What stands against it: signals, gaps in what was delivered, what was never adopted."""
    on, told = of.on, []
    if len(of.colours):
        told += [
            f"{s.aspect} {on.plan.aspect(s.aspect).name}: {s.text} ({sentences.of_signal(s)})."
            + (f" {sentence(said)}" if (said := of.answer(s)) else "")
            for s in on.signals()
        ]
    told += readings.not_delivered(on)
    for group in on.plan.groups:
        told += [t for t in (readings.reserved(on, group.register), _older(of, group.register)) if t]
    if of.has_pilots and not on.plan.denominator_adopted:
        told.append(
            "Het aandeel volumeprojecten heeft een noemer die niet is vastgesteld. "
            f"{readings.denominator(on)}"
        )
    return told


def _older(of: Material, register: str) -> str:
    """That a register shows an earlier month by what was agreed; a missing delivery is said already."""
    told = readings.older(of.on, register)
    missing = any(i.kind == "not_delivered" and i.register == register for i in of.items)
    return "" if missing else told.replace("hieronder staat", "getoond wordt")


def _doubts(made: Pages, of: Material) -> None:
    made.heading("Kanttekeningen", 2)
    found = doubts(of)
    none = "Geen, omdat geen enkel signaal de kleuren tegenspreekt en alle leveringen er zijn."
    if found:
        made.listed(found)
    else:
        made.say(none)


def _money_and_word(made: Pages, of: Material) -> None:
    made.heading("Financiën", 2)
    made.say(f"De registers houden geen geld bij; gevolgen zijn er dus niet uit af te leiden. {TO_FILL}")
    made.heading("Communicatie", 2)
    aspects = of.on.plan.aspects_of("awareness") + of.on.plan.aspects_of("questions")
    own = [a for a in dict.fromkeys(aspects) if a]
    made.listed([f"{a} {of.on.plan.aspect(a).name}: {' '.join(evidence.sentences(of.on, a))}" for a in own])
    made.say(TO_FILL)


def _next(made: Pages, of: Material) -> None:
    on = of.on
    made.heading("Vervolg", 2)
    following = add_months(on.month, 1)
    made.say(
        f"De volgende vergadering is op {day_name(on.plan.meeting(following))}. Dan wordt teruggemeld over "
        "wat hieronder openstaat."
    )
    rows = on.table("planning", "decisions")
    still = rows[rows["done"].isna()]
    if len(still):
        columns = ["number", "decision", "subject", "owner", "due"]
        _listed(made, still, "decisions", columns, "Openstaande besluiten")
    elif not of.waiting:
        made.say("Er staan geen besluiten open.")
    if of.waiting:
        made.say("Besloten, nog niet in de werkmap:")
        made.listed([d.said for d in of.waiting])


def _listed(made: Pages, rows: pd.DataFrame, table: str, columns: list[str], alt: str, more=None) -> None:
    """Rows of a typed table, in the register's words, columns as wide as what is in them."""
    shown = dutch(rows[columns], table, more)
    texts = [[cell(v) for v in row] for row in shown.itertuples(index=False)]
    made.table([str(c) for c in shown.columns], texts, alt)


def _a(made: Pages, of: Material) -> None:
    if not len(of.colours):
        made.say("Er zijn nog geen oordelen aangeleverd.")
        return
    words = of.on.plan.statuses
    told = [f"{of.word(s)}: {words[s].meaning}" for s in words]
    if of.some_above:
        told.append(f"▲: voorgelegd aan de {of.on.plan.escalates_to}, er is geen overeenstemming")
    made.say("; ".join(told) + ".")
    rows = [
        [
            j.title,
            of.word(j.before),
            _status(of, j.status, j.aspect),
            j.why,
            j.action,
            f"{j.owner}, {j.expected}" if j.expected != "–" else j.owner,
        ]
        for j in of.judgements
    ]
    heads = ["Aspect", *of.heads, "Onderbouwing", "Actie", "Trekker, gereed"]
    made.table(heads, rows, f"Oordelen per aspect over {month_name(of.judged_of)}")


def _b(made: Pages, of: Material) -> None:
    found = of.on.signals() if len(of.colours) else []
    if not found:
        made.say("Geen signalen: geen enkele kleur wordt door de feiten tegengesproken.")
        return
    made.say(f"De {of.on.plan.body} oordeelt; een signaal verandert geen kleur.")
    rows = [
        [
            f"{s.aspect} {of.on.plan.aspect(s.aspect).name}",
            _status(of, s.status),
            s.text,
            sentences.of_signal(s),
            of.answer(s) or "–",
        ]
        for s in found
    ]
    made.table(["Aspect", f"Oordeel{of.stand}", "Signaal", "Feiten", "Antwoord"], rows, "Signalen")


def _c(made: Pages, of: Material) -> None:
    if not of.has_pilots:
        made.say("Er zijn nog geen proefprojecten aangeleverd.")
        return
    made.say(readings.categories(of.categories))
    made.chart(figures.by_category(of))
    rows = [[s.name, *told] for s, told in zip(of.categories, of.category_figures, strict=True)]
    made.table(CATEGORY_HEADS, rows, "Proefprojecten per categorie")
    if (shown := figures.volume(of)) is not None:
        made.say(readings.volume(of.on))
        made.chart(shown)
        made.caption(readings.denominator(of.on))
    _to_judge(made, of)


def _to_judge(made: Pages, of: Material) -> None:
    """The pilots that wait for a judgement, with which conditions of the plan (4.3.1) hold."""
    found = [i for i in of.items if i.kind == "judge_pilot"]
    if not found:
        return
    made.heading("Proefprojecten die op een oordeel wachten", 2)
    rows = [
        [i.text, *("; ".join(told for told, holds in i.facts if holds == so) or "–" for so in (True, False))]
        for i in found
    ]
    made.table(["Proefproject", "Voldoet", "Voldoet niet"], rows, "Proefprojecten die op een oordeel wachten")


def _d(made: Pages, of: Material) -> None:
    shown = figures.open_bottlenecks(of)
    if shown is None:
        made.say("Er zijn nog geen knelpunten aangeleverd.")
        return
    made.say(readings.bottlenecks(of.on))
    made.chart(shown)
    rows = of.open_bottlenecks
    if len(rows):
        told = rows.assign(source=rows["source"].replace(evidence.sources(of.on.plan)))
        columns = ["number", "description", "aspect", "blocking", "proposal", "owner", "days", "source"]
        extra = {"days": "Dagen open", "source": "Bron"}
        _listed(made, told, "bottlenecks", columns, "Open knelpunten", extra)


def _e(made: Pages, of: Material) -> None:
    rows = decisions_known(of.on, of.waiting)
    if rows.empty:
        made.say("Er zijn nog geen besluiten aangeleverd.")
        return
    waiting = rows[rows["done"].isna()]
    made.say(
        f"{plural(len(rows), 'besluit', 'besluiten')} tot nu toe, waarvan {number(len(waiting))} open; "
        f"{number(len(of.raised))} voorgelegd aan de {of.on.plan.escalates_to}."
    )
    columns = ["number", "date", "subject", "decision", "owner", "due", "done", "escalated"]
    _listed(made, rows[::-1].head(40), "decisions", columns, "Besluiten, de laatste eerst")


def _f(made: Pages, of: Material) -> None:
    studies = schedule.studies_now(of.on.table("planning", "studies"), of.on.month)
    rows = schedule.schedule(of.on.table("planning", "activities"), of.on.month)
    if studies.empty and rows.empty:
        made.say("Er zijn nog geen deelonderzoeken of activiteiten aangeleverd.")
        return
    if len(studies):
        made.heading("Deelonderzoeken", 2)
        columns = ["title", "aspect", "party", "due", "status", "adopted"]
        _listed(made, studies, "studies", columns, "Deelonderzoeken")
    if len(rows):
        made.heading("Activiteiten", 2)
        made.say(sentences.late(rows))
        columns = ["number", "activity", "aspect", "party", "start", "end", "progress", "done"]
        _listed(made, rows, "activities", columns, "Activiteiten")


def _g(made: Pages, of: Material) -> None:
    rows = [s.cells for s in imprint.sources(of.on)]
    made.table(imprint.SOURCE_HEADS, rows, "Leveringen waarop dit stuk rust")
    left = of.on.rows_left_out
    if len(left):
        made.say(f"{plural(len(left), 'rij telt', 'rijen tellen')} niet mee:")
        made.table(
            list(left.columns),
            [[cell(v) for v in r] for r in left.itertuples(index=False)],
            "Rijen die niet meetellen",
        )
