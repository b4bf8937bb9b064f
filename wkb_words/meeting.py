"""What a meeting does with a point, in words: what can be chosen, what was said, and figures that changed."""

from __future__ import annotations

from datetime import date

from wkb_data.measures.declared import named
from wkb_data.measures.established import AS_PROPOSED, CHANGED, ESCALATED
from wkb_data.meetings.agenda import TITLES
from wkb_data.meetings.closing import ASPECT, COLOURS
from wkb_data.meetings.held import Figure
from wkb_data.plan import Plan
from wkb_data.schema import registers, table_named
from wkb_data.store.meetings import Entries
from wkb_words.words import day_name, listed, month_name, number, plural, share

# Points of which the colour of an aspect is what is decided.
ABOUT_A_COLOUR = ("red_without_action", "moved", "signal", "unjudged")
LATER = {"deferred": "aangehouden"}
OUTCOMES = {
    "judge_pilot": {"accepted": "geaccepteerd", "rejected": "afgewezen"} | LATER,
    "judge_proposal": {"accepted": "aangenomen", "rejected": "afgewezen"} | LATER,
    "adopt_study": {"adopted": "vastgesteld"} | LATER,
}
TALKED_OF = {"discussed": "besproken"} | LATER
NOT_DEALT = "niet behandeld"
# Outcomes by which nothing was decided.
UNDECIDED = {*TALKED_OF.values(), NOT_DEALT}


def outcomes(kind: str) -> dict[str, str]:
    """What can be chosen of a point that is not about a colour: canonical word -> what people see."""
    return OUTCOMES.get(kind, TALKED_OF)


def judged(plan: Plan) -> dict[str, str]:
    """What can be done with a proposed colour."""
    return {
        AS_PROPOSED: "zoals voorgesteld",
        CHANGED: "gewijzigd",
        ESCALATED: f"opgeschaald naar de {plan.escalates_to}",
    }


def colours(plan: Plan) -> dict[str, str]:
    """The colours that a meeting can give, with their words."""
    return {c: f"{plan.statuses[c].colour_word}, {plan.statuses[c].word}" for c in COLOURS}


def chosen(told: dict) -> str:
    """The outcome that was chosen of a point in a closed meeting; nothing where none was."""
    return outcomes(told["kind"]).get(told["outcome"], "")


def still_open(told: dict) -> bool:
    """Whether a closed meeting left a point for a next one. A colour it always established or escalated."""
    nothing = not (told["outcome"] or told["answer"] or told["note"])
    return told["kind"] not in ABOUT_A_COLOUR and (nothing or told["outcome"] in LATER)


def of_point(told: dict) -> list[str]:
    """All that a closed meeting said of a point: outcome, answer and note, those that there are."""
    return [said for said in (chosen(told), told["answer"], told["note"]) if said]


def said(plan: Plan, kind: str, key: str, aspect: str | None, entries: Entries) -> str:
    """What was decided of a point, in a few words; nothing when it was not dealt with yet."""
    own = entries.get(key, {})
    about = entries.get(f"{ASPECT}{aspect}", {}) if kind in ABOUT_A_COLOUR else {}
    return outcomes(kind).get(own.get("outcome", "")) or of_colour(plan, about) or _written(own)


def _written(told: dict) -> str:
    """That something was written of a point of which nothing was chosen; nothing where nothing was."""
    return "beantwoord" if told.get("answer") else "genoteerd" if told.get("note") else ""


def outcome(plan: Plan, item: dict, told: dict) -> str:
    """What a closed meeting decided of a point of its agenda."""
    if item["kind"] not in ABOUT_A_COLOUR:
        return chosen(item) or _written(item) or NOT_DEALT
    about = next((a for a in told["aspects"] if a["id"] == item["aspect"]), None)
    return of_colour(plan, about or {})


def put_right(plan: Plan, month: str, corrections: list[dict], judged: list[dict]) -> list[str]:
    """Each correction that closing the meeting of a month makes of an earlier one (closing.corrections), and
    where the month itself goes on with another colour (closing.aspects).
    """
    now, named = {a["id"]: a["colour"] for a in judged}, colours(plan)
    found = []
    for made in corrections:
        aspect, colour = made["aspect"], made["colour"]
        line = f"{aspect} in {month_name(made['month'])}: {named.get(colour, 'nog geen kleur')}"
        if now.get(aspect) in named and colour in named and now[aspect] != colour:
            line += f"; {month_name(month)} zelf wordt vastgesteld op {named[now[aspect]]}"
        found.append(line)
    return found


def settled(told: dict) -> str:
    """That a closed meeting established its month, on which day, and what it put before the body above."""
    raised = [a["id"] for a in told["aspects"] if a["outcome"] == ESCALATED]
    above = f" en legde {listed(raised)} voor aan de {told['escalates_to']}" if raised else ""
    day = day_name(date.fromisoformat(told["date"]))
    return f"De {told['plan']['body']} stelde de stand van {month_name(told['month'])} vast op {day}{above}."


def done(told: dict) -> str:
    """How many colours it changed and decisions it took, in a sentence."""
    changed = [a["id"] for a in told["aspects"] if a["outcome"] == CHANGED]
    made = len(told["decisions"])
    colours = "Geen kleur werd anders dan voorgesteld"
    if changed:
        many = plural(len(changed), "kleur werd", "kleuren werden")
        colours = f"{many} anders dan voorgesteld ({listed(changed)})"
    decisions = f"{plural(made, 'besluit', 'besluiten')} genomen" if made else "geen besluiten genomen"
    return f"{colours}; {decisions}."


def of_colour(plan: Plan, about: dict) -> str:
    """What became of a proposed colour; nothing where nothing was said of it."""
    if about.get("outcome") == CHANGED and about.get("colour") in COLOURS:
        return f"gewijzigd in {plan.statuses[about['colour']].colour_word}"
    return judged(plan).get(about.get("outcome", ""), "")


def grounds(aspect: dict, month: str) -> str:
    """Why an aspect of a closed meeting has its colour; words of an earlier month say of which they are."""
    text, of = aspect.get("words") or aspect["justification"], aspect.get("words_of", "")
    return f"{text} ({month_name(of)}, sindsdien ongewijzigd)" if of and of != month else text


def gone(told: dict) -> tuple[str, str, str, str, str]:
    """What was said of a point that is no longer on the agenda: kind, about what, outcome, answer, note."""
    return TITLES[told["kind"]], told["about"], chosen(told), told["answer"], told["note"]


def figure(plan: Plan, one: Figure) -> tuple[str, str, str, str]:
    """A figure that became another: what it is, of which aspect, then and now."""
    measure, of = named(one.measure), _of(one.dimension)
    write = share if measure.unit == "aandeel" else _number
    then, now = ("onbekend" if v is None else write(v) for v in (one.then, one.now))
    return f"{measure.label}: {of}" if of else measure.label, aspect_name(plan, one.aspect), then, now


def aspect_name(plan: Plan, aspect: str | None) -> str:
    """Number and name of an aspect of today's plan, or what stands there; nothing without one."""
    found = next((a for a in plan.aspects if a.id == aspect), None)
    return f"{found.id} {found.name}" if found else aspect or ""


def _of(dimension: str) -> str:
    """`category=Bedrijfsgebouwen` is `Bedrijfsgebouwen`, `status=preparing` is `in voorbereiding`."""
    kind, _, value = dimension.partition("=")
    if kind == "source":
        return registers()[value].title if value in registers() else value
    words = {"status": ("pilots", "status"), "scenario": ("demand", "scenario")}
    labels = table_named(words[kind][0]).column(words[kind][1]).labels if kind in words else {}
    return labels.get(value, value)


def _number(value: float) -> str:
    return number(value, 0 if value == int(value) else 1)
