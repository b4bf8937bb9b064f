"""The course of one aspect: its last justification that says something, and its history told in spans.

Histories are those of `judgements.status_history`: a row a judged month, the oldest first.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wkb_data.schema import UNCHANGED, normalise


@dataclass(frozen=True)
class Justified:
    """A justification, the month it was written in, and how many judgements since then said no more."""

    text: str
    month: str
    months: int


def said(value: object) -> str:
    """What a text says that was not said before: nothing where it is empty or says that nothing changed."""
    text = value.strip() if isinstance(value, str) else ""
    return "" if normalise(text) in UNCHANGED else text


def justified(history: pd.DataFrame) -> Justified | None:
    """The last justification that says something, and since which month it stands; None without any."""
    told = [(m, said(t)) for m, t in zip(history["month"], history["justification"], strict=True)]
    last = next((t for _, t in reversed(told) if t), "")
    if not last:
        return None
    first = len(told)
    for i, (_, text) in reversed(list(enumerate(told))):
        if text and normalise(text) != normalise(last):
            break
        first = i if text else first
    return Justified(last, told[first][0], len(told) - first - 1)


def spans(history: pd.DataFrame) -> pd.DataFrame:
    """The history in spans in which nothing changed, the oldest first: first, last, months (judgements),
    status, justification, action, owner. A text that repeats the one before is none.
    """
    rows: list[dict] = []
    before = ""
    for r in history.to_dict("records"):
        text = said(r["justification"])
        fresh = text if normalise(text) != normalise(before) else ""
        before = text or before
        status = r["status"] if isinstance(r["status"], str) else "unjudged"
        action, owner = (r[c] if isinstance(r[c], str) else "" for c in ("action", "owner"))
        own = {"status": status, "action": action, "owner": owner}
        if rows and not fresh and all(rows[-1][k] == v for k, v in own.items()):
            rows[-1] |= {"last": r["month"], "months": rows[-1]["months"] + 1}
        else:
            rows.append({"first": r["month"], "last": r["month"], "months": 1, "justification": fresh} | own)
    columns = ["first", "last", "months", "status", "justification", "action", "owner"]
    return pd.DataFrame(rows, columns=columns)
