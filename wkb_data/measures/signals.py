"""Signals: a colour held against the evidence.

They never set a colour; the Regiegroep judges (design, decision 4).

Which rules hold, with their thresholds and words, stands in `plan.toml` ([[signals]]); how each is looked up
is here. `RULES` maps a rule's kind to a function of (rule, Evidence) that gives Signals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wkb_data.measures import declared
from wkb_data.measures.deadlines import past_deadline
from wkb_data.measures.forecast import Forecast
from wkb_data.measures.judgements import judged, judgements_to, moves, statuses
from wkb_data.measures.summary import by_dimension, series, value
from wkb_data.municipalities import in_force
from wkb_data.periods import add_months
from wkb_data.plan import Plan
from wkb_data.schema import UNCHANGED, normalise

# Of which time a fact is: of the month, or of all months up to it.
MONTH, TOTAL = "month", "total"


@dataclass(frozen=True)
class Signal:
    """An aspect, the rule that found its colour odd, in the plan's words, and the page the facts stand on.

    `facts` are the values that say so, by the `kind` of the rule; `wkb_words.sentences` puts them in words.
    """

    aspect: str
    status: str
    kind: str
    text: str
    facts: dict[str, object]
    page: str


@dataclass(frozen=True)
class Grounds:
    """What signals are drawn from.

    Facts and plan, the judgements by month (status frames), studies, decisions, forecasts.
    """

    facts: pd.DataFrame
    plan: Plan
    month: str
    judgements: list[tuple[str, pd.DataFrame]]
    studies: pd.DataFrame
    forecasts: list[Forecast]

    @cached_property
    def table(self) -> pd.DataFrame:
        return statuses(self.facts)

    @cached_property
    def judged(self) -> pd.DataFrame:
        return judged(self.facts)

    def status(self, aspect: str, month: str | None = None) -> str:
        table, month = self.table, month or self.month
        return (
            table.at[aspect, month]
            if month in table and aspect in table.index and isinstance(table.at[aspect, month], str)
            else "unjudged"
        )

    @cached_property
    def written(self) -> dict[str, list[dict]]:
        """Aspect -> its judgements, oldest first: each the one that was delivered for its own month."""
        found: dict[str, list[dict]] = {}
        for month, frame in self.judgements:
            for row in frame.to_dict("records"):
                if row["month"] == month:
                    found.setdefault(row["aspect"], []).append(row)
        return found

    def judgement(self, aspect: str, column: str) -> list[tuple[str, object]]:
        """(month, value) of one column of an aspect's judgements, oldest first."""
        return [(row["month"], row[column]) for row in self.written.get(aspect, [])]

    def signal(self, aspect: str, rule: dict, facts: dict[str, object], page: str = "doelen") -> Signal:
        return Signal(aspect, self.status(aspect), rule["kind"], rule["text"], facts, page)


def _late(rule: dict, on: Grounds) -> Iterator[Signal]:
    for a in on.plan.aspects:
        if past_deadline(on.table, on.plan, a.id, on.month):
            yield on.signal(a.id, rule, {"day": on.plan.deadline(a.id, on.month)})


def _unlikely(rule: dict, on: Grounds) -> Iterator[Signal]:
    for f in on.forecasts:
        main = f.measure == declared.PILOTS_COUNTED and not f.dimension
        if (
            main
            and f.usable
            and f.probability is not None
            and f.probability < rule["below"]
            and on.status(rule["aspect"]) != "red"
        ):
            page = (on.plan.pages_of(rule["aspect"]) or ["doelen"])[0]
            yield on.signal(
                rule["aspect"],
                rule,
                {"chance": f.probability, "target": f.target, "now": f.value},
                page,
            )


def _blocked(rule: dict, on: Grounds) -> Iterator[Signal]:
    page = on.plan.evidence["bottlenecks"].page if "bottlenecks" in on.plan.evidence else "doelen"
    for a in on.plan.aspects:
        blocking = value(on.facts, declared.BOTTLENECKS_BLOCKING, on.month, f"aspect={a.id}") or 0
        if a.id == on.plan.aspects_of("bottlenecks")[0]:
            blocking = value(on.facts, declared.BOTTLENECKS_BLOCKING, on.month) or 0
        if blocking and on.status(a.id) == "green":
            yield on.signal(a.id, rule, {"blocking": blocking}, page)


def _unexplained(rule: dict, on: Grounds) -> Iterator[Signal]:
    for move in moves(on.table, on.month):
        texts = dict(on.judgement(move.aspect, "justification"))
        now, before = texts.get(on.month), texts.get(add_months(on.month, -1))
        if now and (normalise(now) in UNCHANGED or before and normalise(now) == normalise(before)):
            yield on.signal(move.aspect, rule, {"text": now})


def _repeated(rule: dict, on: Grounds) -> Iterator[Signal]:
    for a in on.plan.aspects:
        texts = [t for m, t in on.judgement(a.id, "justification") if m <= on.month][-rule["months"] :]
        same = {normalise(str(t)) for t in texts if t}
        if len(texts) == rule["months"] and all(texts) and len(same) == 1:
            yield on.signal(a.id, rule, {"months": rule["months"], "text": texts[-1]})


def _unadopted(rule: dict, on: Grounds) -> Iterator[Signal]:
    own = on.studies[on.studies["aspect"] == rule["aspect"]]
    open_ones = own[own["status"] != "adopted"]["title"].tolist()
    if open_ones and on.status(rule["aspect"]) == "green":
        yield on.signal(
            rule["aspect"],
            rule,
            {"titles": open_ones},
            (on.plan.pages_of(rule["aspect"]) or ["doelen"])[0],
        )


def _depends(rule: dict, on: Grounds) -> Iterator[Signal]:
    for goal in on.plan.goals:
        red = [d for d in goal.depends_on if on.status(d) == "red"]
        for a in goal.aspects if red else ():
            if on.status(a.id) == "green":
                yield on.signal(a.id, rule, {"red": red})


def _no_denominator(rule: dict, on: Grounds) -> Iterator[Signal]:
    page = (on.plan.pages_of(rule["aspect"]) or ["doelen"])[0]
    for pilots, asked, when in (
        (declared.VOLUME_PILOTS, declared.APPLICATIONS, MONTH),
        (declared.VOLUME_PILOTS_TOTAL, declared.APPLICATIONS_TOTAL, TOTAL),
    ):
        running = value(on.facts, pilots, on.month)
        if running and not value(on.facts, asked, on.month):
            yield on.signal(rule["aspect"], rule, {"pilots": running, "of": when}, page)
            return


def _falling(rule: dict, on: Grounds) -> Iterator[Signal]:
    for measure in rule["measures"]:
        line = series(on.facts, measure)
        before = add_months(on.month, -1)
        if on.month in line.index and before in line.index and line[on.month] < line[before]:
            page = (on.plan.pages_of(rule["aspect"]) or ["doelen"])[0]
            yield on.signal(rule["aspect"], rule, {"before": line[before], "now": line[on.month]}, page)


def _stays_red(rule: dict, on: Grounds) -> Iterator[Signal]:
    for a in on.plan.aspects:
        line = judgements_to(on.judged, a.id, on.month)[-rule["months"] :]
        actions = dict(on.judgement(a.id, "action"))
        red = len(line) == rule["months"] and all(status == "red" for _, status in line)
        if red and not actions.get(line[-1][0]):
            yield on.signal(a.id, rule, {"months": rule["months"]})


def _wanted(rule: dict, on: Grounds) -> float | None:
    """What a measure must reach.

    A number of the plan or of the country, or another measure: the lowest of its scenarios.
    """
    if rule["of"] == "municipalities":
        return len(in_force(on.month))
    if rule["of"] == "target":
        return {
            declared.PILOTS_COUNTED: on.plan.pilot_target,
            declared.VOLUME_SHARE_TOTAL: on.plan.volume_target,
        }[rule["measure"]]
    wanted = declared.named(rule["of"])
    by = by_dimension(on.facts, wanted, on.month, wanted.by[0]) if wanted.by else {}
    return min(by.values()) if len(by) else value(on.facts, wanted, on.month, aspect=rule["aspect"])


def _short(rule: dict, on: Grounds) -> Iterator[Signal]:
    reached = declared.named(rule["measure"])
    there, wanted = value(on.facts, reached, on.month, aspect=rule["aspect"]), _wanted(rule, on)
    under = rule["under"].get(on.status(rule["aspect"]))
    if there is None or not wanted or under is None or there >= under * wanted:
        return
    page = (on.plan.pages_of(rule["aspect"]) or ["doelen"])[0]
    yield on.signal(rule["aspect"], rule, {"measure": reached, "now": there, "wanted": wanted}, page)


RULES: dict[str, Callable[[dict, Grounds], Iterator[Signal]]] = {
    "late": _late,
    "unlikely": _unlikely,
    "blocked": _blocked,
    "unexplained": _unexplained,
    "repeated": _repeated,
    "unadopted": _unadopted,
    "depends": _depends,
    "no_denominator": _no_denominator,
    "falling": _falling,
    "stays_red": _stays_red,
    "short": _short,
}


def signals(grounds: Grounds) -> list[Signal]:
    """Every signal of a month, in the order of the plan's aspects; none where nothing is known."""
    if not (grounds.facts["month"] == grounds.month).any():
        return []
    ids = [a.id for a in grounds.plan.aspects]
    found = [
        s
        for rule in grounds.plan.signals
        if rule.get("aspect", ids[0]) in ids
        for s in RULES[rule["kind"]](rule, grounds)
    ]
    return sorted(found, key=lambda s: ids.index(s.aspect))
