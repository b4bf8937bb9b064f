"""How what a meeting must decide is asked in its papers: a line a kind of item, as infinitives."""

from __future__ import annotations

from collections.abc import Callable

from wkb_data.meetings.agenda import Item
from wkb_words.words import listed, plural


def _named(items: list[Item]) -> str:
    """The keys of items, as many as are read: `K20, K21 en 3 andere`."""
    names = list(dict.fromkeys(i.key or i.aspect or i.register for i in items))
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
