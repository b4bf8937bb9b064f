"""The colours that meetings established, and a list of judgements with them in it.

From the meeting on they count as the judgement of that month, whatever is delivered of it later.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.measures.judgements import UNREADABLE
from wkb_data.words import month_name

# What a meeting did with the proposed colour of an aspect; an earlier month is corrected in a later meeting.
AS_PROPOSED, CHANGED, ESCALATED, CORRECTED = "as_proposed", "changed", "escalated", "corrected"


@dataclass(frozen=True)
class Judgement:
    """A colour as established, its text, what was done with the proposal; `of`: the meeting's month."""

    colour: str
    text: str
    outcome: str
    of: str

    @property
    def decided(self) -> bool:
        """Whether the meeting gave another colour than was proposed."""
        return self.outcome in (CHANGED, CORRECTED)

    @property
    def raised(self) -> bool:
        """Whether the meeting put it before the body above, for want of consensus."""
        return self.outcome == ESCALATED

    @property
    def said(self) -> str:
        """The text with where it comes from, as it stands in lists and in the next workbook."""
        how = "Gecorrigeerd" if self.outcome == CORRECTED else "Besloten"
        return f"{how} in de vergadering van {month_name(self.of)}: {self.text or 'zonder toelichting'}"


Established = dict[tuple[str, str], Judgement]


def established(meetings: list[tuple[str, list]]) -> Established:
    """(month, aspect) -> what counts; from (month of the meeting, its colours), in the order of closing."""
    found: Established = {}
    for of, colours in meetings:
        for month, aspect, colour, text, outcome in colours:
            found[month, aspect] = Judgement(colour, text, outcome, of)
    return found


def by_month(judgements: Established) -> dict[str, dict[str, str]]:
    """Month -> aspect -> colour, as `months.monthly` takes them."""
    found: dict[str, dict[str, str]] = {}
    for (month, aspect), judgement in judgements.items():
        if judgement.colour != UNREADABLE:
            found.setdefault(month, {})[aspect] = judgement.colour
    return found


def overlaid(status: pd.DataFrame, judgements: Established, month: str) -> pd.DataFrame:
    """A list of judgements as delivered, as `month` shows it: with what was established in its place.

    The judgements of its last month also stand for what was established since; what was decided of aspects
    that it does not name is added.
    """
    if not judgements or status.empty:
        return status
    last = max(status["month"].dropna(), default=month)
    since = {a: judgements[m, a] for m, a in sorted(judgements) if last <= m <= month}
    pairs = list(zip(status["month"].tolist(), status["aspect"].tolist(), strict=True))
    own = [since.get(a) if m == last else judgements.get((m, a)) for m, a in pairs]
    colours = [c if isinstance(c, str) else "unjudged" for c in status["status"].tolist()]
    differing = {
        i: j
        for i, (j, colour) in enumerate(zip(own, colours, strict=True))
        if j and j.colour != UNREADABLE and (j.decided or j.colour != colour)
    }
    there = {a for _, a in pairs}
    more = {a: j for a, j in since.items() if j.decided and a not in there}
    if not differing and not more:
        return status
    columns = {name: [*status[name].tolist(), *[None] * len(more)] for name in status.columns}
    for at, (aspect, judgement) in enumerate(more.items(), len(status)):
        columns["aspect"][at], columns["month"][at] = aspect, last
        differing[at] = judgement
    for at, judgement in differing.items():
        columns["status"][at] = None if judgement.colour == "unjudged" else judgement.colour
        columns["justification"][at] = judgement.said if judgement.decided else judgement.text or None
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
