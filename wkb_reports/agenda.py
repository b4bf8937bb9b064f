"""How what a meeting must decide is asked in its papers: a line a kind of item, as infinitives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from wkb_data.measures.established import AS_PROPOSED
from wkb_data.meetings.agenda import TITLES, Item
from wkb_data.plan import Plan
from wkb_words import meeting as words
from wkb_words.words import listed, month_name, plural


def _named(items: list[Item]) -> str:
    """The keys of items, as many as are read: `K20, K21 en 3 andere`."""
    return _few([i.key or i.aspect or i.register for i in items])


def _few(found: Iterable[str]) -> str:
    names = list(dict.fromkeys(found))
    more = len(names) - 6
    return listed(names) if more <= 1 else f"{', '.join(names[:6])} en {more} andere"


def _of(one: str, many: str) -> Callable[[list[Item]], str]:
    return lambda items: f"{plural(len(items), one, many)}: {_named(items)}"


# Kind -> what is asked, in the order of the agenda; `{}` is how many and which.
REQUESTS: dict[str, tuple[str, Callable[[list[Item]], str]]] = {
    "red_without_action": (
        "een actie, trekker en datum te bepalen voor {}",
        _of("rood aspect zonder actie", "rode aspecten zonder actie"),
    ),
    "moved": ("de nieuwe kleur vast te stellen van {}", _of("aspect", "aspecten")),
    "signal": (
        "te wegen of de kleur klopt met de feiten bij {}",
        lambda items: f"{plural(len({i.aspect for i in items}), 'aspect', 'aspecten')}: {_named(items)}",
    ),
    "unjudged": ("alsnog te oordelen over {}", _of("aspect", "aspecten")),
    "judge_pilot": ("te oordelen over {}", _of("proefproject", "proefprojecten")),
    "judge_proposal": (
        "te besluiten over {}",
        _of("voorstel bij een knelpunt", "voorstellen bij knelpunten"),
    ),
    "adopt_study": ("vast te stellen: {}", _of("deelonderzoek", "deelonderzoeken")),
    "overdue_decision": (
        "een nieuwe datum te bepalen voor {}",
        _of("besluit over tijd", "besluiten over tijd"),
    ),
    "overdue_activity": (
        "de gevolgen te wegen van {}",
        _of("activiteit over tijd", "activiteiten over tijd"),
    ),
    "deadline_near": (
        "kennis te nemen van {}",
        _of("termijn binnen drie maanden", "termijnen binnen drie maanden"),
    ),
    "escalated": (
        "kennis te nemen van de stand van {}",
        _of("opgeschaald besluit", "opgeschaalde besluiten"),
    ),
    "not_delivered": (
        "afspraken te maken over {}",
        lambda items: f"{plural(len(items), 'ontbrekende levering', 'ontbrekende leveringen')}",
    ),
}


def requests(items: list[Item]) -> list[tuple[str, list[Item]]]:
    """What is asked, a line for every kind there is, with its items."""
    found = []
    for kind, (text, which) in REQUESTS.items():
        own = [i for i in items if i.kind == kind]
        if own:
            found.append((text.format(which(own)), own))
    return found


def outcomes(plan: Plan, told: dict, decided: bool = False) -> list[tuple[str, str]]:
    """What a closed meeting (closing.closing) did, a line for every kind of item, then the colours that were
    on no agenda, decisions and corrections: about what, and `PP-017 afgewezen; K20 en K21 niet behandeld`.

    `decided`: without the items of which nothing was decided.
    """
    left = words.UNDECIDED if decided else set()

    def of_items(items: Iterable[dict]) -> str:
        pairs = ((words.outcome(plan, i, told), i["key"] or i["aspect"]) for i in items)
        return _by_outcome(pair for pair in pairs if pair[0] not in left)

    found = [
        (TITLES[kind], of_items(items))
        for kind, items in groupby(told["items"], key=lambda i: i["kind"])
        if kind != "not_delivered"
    ]
    asked = {i["aspect"] for i in told["items"] if i["kind"] in words.ABOUT_A_COLOUR}
    others = [a for a in told["aspects"] if a["id"] not in asked and a["outcome"] != AS_PROPOSED]
    found.append(("Andere kleuren", _by_outcome((words.of_colour(plan, a), a["id"]) for a in others)))
    made = [f"{d['number']} {d['subject']}" for d in told["decisions"]]
    found.append(("Besluiten", _few(made)))
    named = words.colours(plan)
    right = [f"{c['aspect']} in {month_name(c['month'])}: {named[c['colour']]}" for c in told["corrections"]]
    found.append(("Gecorrigeerd", "; ".join(right)))
    return [(about, said) for about, said in found if said]


def _by_outcome(pairs: Iterable[tuple[str, str]]) -> str:
    by: dict[str, list[str]] = {}
    for said, name in pairs:
        by.setdefault(said, []).append(name)
    return "; ".join(f"{_few(names)} {said}" for said, names in by.items())
