"""The report to the body above and the minister: two pages of sentences, a draft that a person finishes."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.measures import declared, judgements, trends
from wkb_data.measures.board import WORST_FIRST
from wkb_data.measures.judgements import Move
from wkb_data.periods import add_months
from wkb_data.plan import Goal
from wkb_reports import figures, imprint
from wkb_reports.material import Judgement, Material
from wkb_reports.meeting_paper import doubts
from wkb_reports.pages import Coloured, Pages
from wkb_reports.texts import clean, sentence
from wkb_words import meeting as words
from wkb_words import outlook, readings
from wkb_words.words import day_name, listed, month_name, plural

# Two pages hold so many aspects that are late, doubts, and decisions taken above.
MOST_LATE, MOST_DOUBTS, MOST_RAISED, MOST_MOVED = 4, 4, 3, 2
# A text of a group is shown up to so many signs.
LONGEST = 150


def report(of: Material) -> bytes:
    """The report of a month as the bytes of a .docx."""
    on = of.on
    made = Pages(f"Voortgangsrapportage {on.plan.title}, {of.month}", of.line)
    made.block(_block(of), "Kenmerken van deze rapportage")
    made.heading("Hoofdlijn", 1)
    made.say(" ".join(_main(of)))
    made.heading("Stand per doel", 1)
    _goals(made, of)
    made.heading("Proefprojecten", 1)
    _pilots(made, of)
    made.heading("Wat niet tijdig dreigt te zijn", 1)
    _late(made, of)
    made.heading("Onzekerheden", 1)
    _doubts(made, of)
    made.heading("Besluiten, opschaling en vooruitblik", 1)
    _ahead(made, of)
    return made.saved(imprint.stamp(on))


def _block(of: Material) -> list[tuple[str, str]]:
    on = of.on
    own = "; ".join(f"{s.group} {month_name(s.month)} {s.sha256[:12]}" for s in imprint.sources(on))
    samples = f" {imprint.SAMPLES}" if imprint.sampled(on) else ""
    return [
        ("Aan", f"{on.plan.escalates_to}, en door haar aan de minister"),
        ("Peilmaand en stand", f"{of.month}, bekend op {imprint.known(on)}; {of.state}.{samples}"),
        ("Inwerkingtreding", f"{day_name(on.plan.entry_date(on.month))}, zoals bekend in {of.month}"),
        ("Rust op", f"{own} (begin van de SHA-256; volledig in het feitenboek)"),
    ]


def _main(of: Material) -> list[str]:
    """Judgement, largest risk, what is asked."""
    on, count = of.on, of.counts
    if not len(of.colours):
        told = ["Over deze maand is nog geen oordeel over de aspecten aangeleverd."]
    else:
        total = len(on.plan.aspects)
        old = f"{readings.unmoved(on)} Stand van {month_name(of.judged_of)}: van" if of.stand else "Van"
        told = [
            f"{old} de {total} aspecten {'is' if count['green'] == 1 else 'zijn'} er "
            f"{count['green']} behaald, {count['orange']} op schema en {count['red']} niet tijdig"
            + (f"; over {count['unjudged']} is nog niet geoordeeld." if count["unjudged"] else ".")
        ]
        told += [] if of.stand else [_compared(of)]
    if of.has_pilots:
        told.append(f"Proefprojecten: {readings.pilots(on)}")
    told.append(_lasting(of))
    told.append(_wanted(of))
    return [clean(t) for t in told if t]


def _compared(of: Material) -> str:
    before = add_months(of.on.month, -1)
    if before not in of.colours:
        return "Een vergelijking met de maand ervoor is er niet."
    if not of.moves:
        return "Ten opzichte van de maand ervoor veranderde geen enkele kleur."
    told = [f"{m.aspect} ({of.bare(m.before)} {_becomes(of, m)})" for m in of.moves[:6]]
    more = f" en {len(of.moves) - 6} andere" if len(of.moves) > 6 else ""
    verb = "veranderde" if len(of.moves) == 1 else "veranderden"
    return f"Ten opzichte van de maand ervoor {verb} {listed(told) if not more else ', '.join(told) + more}."


def _becomes(of: Material, move: Move) -> str:
    """What a colour became, or was proposed to become where there is no agreement."""
    now = of.bare(move.now)
    return (
        f"werd {now}"
        if not of.above(move.aspect)
        else f"of {now}, voorgelegd aan de {of.on.plan.escalates_to}"
    )


def _lasting(of: Material) -> str:
    """The aspects that are not in time for longer than one meeting; nothing where none is."""
    found = readings.lasting_red(trends.red_spells(judgements.judged(of.on.upto), of.on.month))
    return f"Langer dan één vergadering niet tijdig{of.stand}: {listed(found)}." if found else ""


def _wanted(of: Material) -> str:
    on = of.on
    if of.closed:
        told = of.closed.told
        return f"{words.settled(told)} {words.done(told)}"
    if not of.requests:
        return f"De {on.plan.body} wordt deze maand geen besluit gevraagd."
    return (
        f"De {on.plan.body} wordt op {day_name(on.plan.meeting(on.month))} over "
        f"{plural(of.asked_points, 'punt', 'punten')} een besluit gevraagd."
    )


def _goals(made: Pages, of: Material) -> None:
    """A line a goal: its worst judgement, one sentence, what changed."""
    if not len(of.colours):
        made.say("Er zijn nog geen oordelen aangeleverd.")
        return
    rows = [_goal(of, g) for g in of.on.plan.goals]
    made.table(
        ["Doel", "Criterium", f"Oordeel{of.stand}", "Stand", "Verandering"],
        rows,
        "Stand per doel, naar het zwaarste oordeel",
    )
    moved = {m.aspect: f"{of.bare(m.before)} {_becomes(of, m)}" for m in of.moves}
    own = [j for j in of.judgements if j.aspect in moved]
    made.listed([_short(f"{j.title}, {moved[j.aspect]}: {j.why}") for j in own[:MOST_MOVED]])


def _goal(of: Material, goal: Goal) -> list[str | Coloured]:
    own = [j for j in of.judgements if j.aspect in {a.id for a in goal.aspects}]
    worst = next(s for s in WORST_FIRST if any(j.status == s for j in own))
    told = []
    for status in WORST_FIRST:
        names = [j.aspect + of.above(j.aspect) for j in own if j.status == status]
        if names:
            told.append(f"{of.bare(status)}: {', '.join(names)}")
    moved = [m for m in of.moves if m.aspect in {j.aspect for j in own}]
    changed = "; ".join(f"{m.aspect} was {of.bare(m.before)}" for m in moved)
    comparable = judgements.comparable(of.on.upto, of.judged_of)
    none = "nog niet beoordeeld" if of.stand else "geen" if comparable else "–"
    return [
        f"{goal.id}. {goal.name}",
        ", ".join(goal.criteria) or "geen",
        Coloured(of.word(worst), worst),
        sentence("; ".join(told)),
        changed or none,
    ]


def _pilots(made: Pages, of: Material) -> None:
    if not of.has_pilots:
        made.say("Er zijn nog geen proefprojecten aangeleverd.")
        return
    made.chart(figures.pilots_to_target(of), 3.6)
    told = [outlook.sentence(of.forecast), _range(of), readings.categories(of.categories)]
    if of.value(declared.VOLUME_SHARE_TOTAL) is not None:
        told.append(readings.volume(of.on))
    made.say(
        " ".join(t for t in told if t)
        + " Een proefproject telt mee als het in de netwerkaanpak is gestart of afgerond."
    )


def _range(of: Material) -> str:
    """The uncertainty of the forecast in words; nothing where there is none."""
    made = of.forecast
    return outlook.between(made) if made.usable and made.low and made.value < made.target else ""


def _late(made: Pages, of: Material) -> None:
    """Cause, consequence, measure, who and when, of each aspect that is late."""
    if not of.red:
        made.say(f"Geen enkel aspect is als niet tijdig beoordeeld{of.stand}.")
        return
    if of.stand:
        made.say(f"{readings.unmoved(of.on)} Dit is de stand van {month_name(of.judged_of)}.")
    rows = [
        [j.title, _short(j.justification), _consequence(of, j), _short(j.action), f"{j.owner}, {j.expected}"]
        for j in of.red[:MOST_LATE]
    ]
    made.table(
        ["Aspect", "Oorzaak", "Gevolg", "Maatregel", "Wie en wanneer"], rows, "Aspecten die niet tijdig zijn"
    )
    if len(of.red) > MOST_LATE:
        rest = of.red[MOST_LATE:]
        made.say(f"Ook niet tijdig: {', '.join(j.aspect for j in rest)}; zie het vergaderstuk, bijlage A.")


def _short(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def _consequence(of: Material, j: Judgement) -> str:
    day = of.on.plan.deadline(j.aspect, of.on.month)
    if not day:
        return "Niet te bepalen, omdat de inwerkingtreding open is."
    passed = "is verstreken" if of.late(day) else "wordt zonder maatregel niet gehaald"
    return f"Termijn {day_name(day)} {passed}."


def _doubts(made: Pages, of: Material) -> None:
    found = doubts(of)
    if not found:
        made.say("De kleuren worden door de feiten niet tegengesproken, en alle leveringen zijn er.")
        return
    made.listed([_short(t, 2 * LONGEST) for t in found[:MOST_DOUBTS]])
    if len(found) > MOST_DOUBTS:
        made.say(f"En nog {len(found) - MOST_DOUBTS}: zie het vergaderstuk, Kanttekeningen.")


def _ahead(made: Pages, of: Material) -> None:
    on = of.on
    raised = of.raised
    waiting = raised[raised["done"].isna()]
    told = []
    if asked := of.decided if of.closed else [text for text, _ in of.requests]:
        start = "Besloten is" if of.closed else f"De {on.plan.body} wordt gevraagd"
        listing = (f"({i}) {_short(clean(t)).rstrip('.')}" for i, t in enumerate(asked, 1))
        told.append(f"{start}: {'; '.join(listing)}.")
    if len(raised):
        count = "is 1 besluit" if len(raised) == 1 else f"zijn {len(raised)} besluiten"
        still = {0: "niets daarvan staat nog open", 1: "1 daarvan staat nog open"}.get(
            len(waiting), f"{len(waiting)} daarvan staan nog open"
        )
        told.append(f"Tot nu toe {count} voorgelegd aan de {on.plan.escalates_to}; {still}.")
        if waiting.empty:
            told.append(_answered(raised.iloc[0]))
        told += [
            sentence(f"{r['number']} {r['subject']}: {r['decision']}")
            for r in waiting.to_dict("records")[:MOST_RAISED]
        ]
    else:
        told.append(f"Er is niets voorgelegd aan de {on.plan.escalates_to}.")
    if waiting.empty:
        told.append(f"Van de {on.plan.escalates_to} en de minister wordt nu geen besluit gevraagd.")
    near = of.terms(3)
    if near:
        told.append(
            f"Binnen drie maanden {'loopt' if len(near) == 1 else 'lopen'} af: "
            + "; ".join(f"{a} op {day_name(day)}" for a, _, day, _ in near[:6])
            + "."
        )
    following = on.plan.meeting(add_months(on.month, 1))
    told.append(f"De {on.plan.body} vergadert weer op {day_name(following)}.")
    made.say(" ".join(clean(t) for t in told))


def _answered(row: pd.Series) -> str:
    """What became of a decision that was put before the body above."""
    done = f", afgehandeld op {day_name(row['done'])}" if isinstance(row["done"], date) else ""
    return sentence(f"Het laatste was {row['number']} {row['subject']}: {row['decision'].rstrip('.')}{done}")
