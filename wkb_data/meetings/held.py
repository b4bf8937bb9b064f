"""What a closed meeting saw and decided, read back from what was stored; nothing of it is worked out anew."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from wkb_data.measures import declared
from wkb_data.plan import Plan
from wkb_data.schema import normalise
from wkb_data.store import meetings
from wkb_data.store.deliveries import Store
from wkb_data.store.meetings import Meeting

# What a later delivery can't change: the colours are those of the meeting.
COLOURS = (declared.STATUS, declared.MONTHS_IN_STATUS)
DIGITS = 9


@dataclass(frozen=True)
class Held:
    """A closed meeting: `outcomes` (closing.closing) and the `facts` up to its month, as they were stored."""

    meeting: Meeting
    outcomes: bytes
    facts: bytes

    @cached_property
    def told(self) -> dict:
        return json.loads(self.outcomes)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """The facts as a frame."""
        rows = list(csv.reader(io.StringIO(self.facts.decode())))
        frame = pd.DataFrame(rows[1:], columns=rows[0], dtype=object)
        return frame.assign(value=[float(v) for v in frame["value"]])


@dataclass(frozen=True)
class Figure:
    """A figure of a closed month that would be another now; None where there is none."""

    aspect: str
    measure: str
    dimension: str
    then: float | None
    now: float | None


def held(store: Store, meeting: Meeting) -> Held:
    """A closed meeting. Raises StoreError when what was stored is damaged."""
    return Held(meeting, *meetings.kept(store, meeting.id))


def all_held(store: Store, known_at: str | None = None) -> list[Held]:
    """Every meeting that was closed at a moment (None: now), by month."""
    return [held(store, m) for m in meetings.listed(store) if m.closed(known_at)]


def due(told: str) -> date | None:
    """The day of a decision as it was written down."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


def corrected(then: Held, facts: pd.DataFrame, plan: Plan) -> list[Figure]:
    """The figures of the month of a meeting that are others in `facts`, each with both values; no colours.

    A category that the plan names otherwise by now is the same one.
    """
    month = then.meeting.month
    old, new = (_by_name(f, month, plan) for f in (then.figures, facts))
    names = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
    return [Figure(*name, old.get(name), new.get(name)) for name in names]


def _by_name(facts: pd.DataFrame, month: str, plan: Plan) -> dict[tuple[str, str, str], float]:
    own = facts[facts["month"] == month]
    columns = [own[c].astype(object).tolist() for c in ("aspect", "measure", "dimension", "value")]
    rows = zip(*columns, strict=True)
    return {(a, m, _today(d, plan)): round(float(v), DIGITS) for a, m, d, v in rows if m not in COLOURS}


def _today(dimension: str, plan: Plan) -> str:
    """A dimension in the names that the plan uses now."""
    kind, _, name = dimension.partition("=")
    return f"{kind}={plan.category_names.get(normalise(name), name)}" if kind == "category" else dimension


def recoloured(then: Held, reported: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(aspect, colour as proposed then, colour as delivered now) of the aspects that are delivered otherwise.

    `reported`: the facts without what meetings established.
    """
    own = reported[(reported["month"] == then.meeting.month) & (reported["measure"] == declared.STATUS)]
    says = own["dimension"].astype(object).str.removeprefix(f"{declared.STATUS}=")
    now = dict(zip(own["aspect"], says, strict=True))
    told = {a["id"]: a["proposed"] for a in then.told["aspects"]}
    return [(a, told[a], now[a]) for a in told if a in now and now[a] != told[a]]
