"""The lists that slides, paper and report are made of, worked out once for a month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from wkb_data.measures import bottlenecks, deadlines, declared, judgements, pilots, summary, trends
from wkb_data.measures.course import said
from wkb_data.measures.forecast import Forecast
from wkb_data.measures.judgements import Move
from wkb_data.measures.months import monthly
from wkb_data.measures.signals import Signal
from wkb_data.meetings.agenda import Item
from wkb_data.meetings.decided import Decided, decisions_known, decisions_waiting
from wkb_data.meetings.held import Held, all_held
from wkb_data.meetings.points import points
from wkb_data.meetings.since import Since, answer, settled, since
from wkb_data.periods import add_months, month_end, period_text
from wkb_data.standing import Standing
from wkb_reports import imprint
from wkb_reports.agenda import outcomes, requests
from wkb_reports.texts import clean, sentence
from wkb_words import evidence, readings, stages
from wkb_words.meeting import chosen
from wkb_words.states import SIGN, state
from wkb_words.words import day_name, month_name, number

CATEGORY_HEADS = ["Categorie", "Gestart", "Afgerond", "Gepland nu", "Doel"]
# A status of so many signs stays on one line.
SHORT = 14


@dataclass(frozen=True)
class Judgement:
    """An aspect as last judged: its colour and that of the month before, and what was written of it.

    `since`: the month of the words, where they are of an earlier one.
    """

    aspect: str
    name: str
    status: str
    before: str | None
    justification: str
    since: str | None
    action: str
    owner: str
    expected: str
    signals: int

    @property
    def title(self) -> str:
        return f"{self.aspect} {self.name}"

    @property
    def why(self) -> str:
        """The justification, with its month where it is of an earlier one."""
        return f"{self.justification} (sinds {month_name(self.since)})" if self.since else self.justification


class Material:
    """What the papers of one month say."""

    def __init__(self, on: Standing):
        self.on = on

    @cached_property
    def items(self) -> list[Item]:
        """The points of the agenda; of one that a meeting decided before, that stands in its text."""
        return [replace(i, text=f"{i.text}{self._settled(i)}") for i in points(self.on)]

    def _settled(self, item: Item) -> str:
        found = None if self.closed else settled(item, self.held, self.on.month)
        return f" ({month_name(found[0])}: {chosen(found[1])})" if found else ""

    @cached_property
    def asked_points(self) -> int:
        """How many points a decision is asked about."""
        return sum(len(items) for _, items in self.requests)

    @cached_property
    def requests(self) -> list[tuple[str, list[Item]]]:
        return requests(self.items)

    @cached_property
    def held(self) -> list[Held]:
        """The meetings that were closed at the moment viewed, by month."""
        return all_held(self.on.store, self.on.known_at)

    @cached_property
    def closed(self) -> Held | None:
        """The meeting of the month, where it was closed."""
        return next((h for h in self.held if h.meeting.month == self.on.month), None)

    @cached_property
    def outcomes(self) -> list[tuple[str, str]]:
        """What the closed meeting of the month did: about what, and the outcome."""
        return outcomes(self.on.plan, self.closed.told) if self.closed else []

    @cached_property
    def asked(self) -> list[str]:
        """What is asked of the meeting; of a closed one, what it did."""
        return _lines(self.outcomes) if self.closed else [sentence(text) for text, _ in self.requests]

    @cached_property
    def decided(self) -> list[str]:
        """What the closed meeting of the month decided, without what it put off."""
        return _lines(outcomes(self.on.plan, self.closed.told, decided=True)) if self.closed else []

    @cached_property
    def since(self) -> Since:
        """What became of the month since it was closed."""
        if self.closed is None:
            return Since()
        on = self.on
        reported = monthly(on.delivered, {})
        return since(self.closed, on.facts, reported, self.held, on.plan)

    @cached_property
    def line(self) -> str:
        """Month, moment and state, for a foot."""
        return imprint.line(self.on, stages.in_short(self.since))

    @cached_property
    def state(self) -> str:
        """How far the figures are, and in full what became of them since."""
        return imprint.state(self.on, stages.since(self.on.plan, self.since))

    def answer(self, signal: Signal) -> str:
        """What a meeting up to this one answered to a signal, while its facts are the same."""
        return answer(signal, (h for h in self.held if h.meeting.month <= self.on.month))

    @cached_property
    def waiting(self) -> list[Decided]:
        """What meetings up to this one decided and no workbook says yet."""
        return decisions_waiting(self.on, self.on.month)

    @cached_property
    def raised(self) -> pd.DataFrame:
        """The decisions that went to the body above, with those that no workbook says yet."""
        return trends.escalated(decisions_known(self.on, self.waiting))

    @cached_property
    def colours(self) -> pd.DataFrame:
        return judgements.statuses(self.on.upto)

    @cached_property
    def moves(self) -> list[Move]:
        return judgements.moves(self.colours, self.on.month)

    @cached_property
    def judged_of(self) -> str:
        """The month that the colours are a judgement of: an earlier one where nothing was judged since."""
        return readings.judged_of(self.on)

    @cached_property
    def judged(self) -> bool:
        """Whether the month has judgements of its own."""
        return bool(len(self.colours)) and self.judged_of == self.on.month

    @cached_property
    def stand(self) -> str:
        """Of which month the colours are, behind what says so; nothing where they are of the month itself."""
        return "" if self.judged or not len(self.colours) else f" (stand {month_name(self.judged_of)})"

    @cached_property
    def heads(self) -> list[str]:
        """Of two columns: the colours of the month before, and those of the month judged."""
        if not self.stand:
            return ["Vorige maand", "Nu"]
        return [month_name(m).capitalize() for m in (add_months(self.judged_of, -1), self.judged_of)]

    @cached_property
    def counts(self) -> dict[str, int]:
        return judgements.status_counts(self.colours, self.judged_of)

    def status(self, aspect: str, month: str) -> str | None:
        """The colour of an aspect in a month as shown; None without any."""
        known = month in self.colours and aspect in self.colours.index
        found = self.colours.at[aspect, month] if known else None
        return found if isinstance(found, str) else None

    @cached_property
    def judgements(self) -> list[Judgement]:
        """Every aspect of the plan as judged, in the plan's order."""
        on = self.on
        frames = on.snapshots("planning", "status")
        written = _latest(on.table("planning", "status"))
        signals = [s.aspect for s in on.signals()] if len(self.colours) else []
        found = []
        for a in on.plan.aspects:
            history = judgements.status_history(frames, a.id).to_dict("records")
            text, since = _last_words(history)
            last = written.get(a.id, {})
            found.append(
                Judgement(
                    a.id,
                    a.name,
                    self.status(a.id, self.judged_of) or "unjudged",
                    self.status(a.id, add_months(self.judged_of, -1)),
                    clean(text),
                    since if history and since != last.get("month") else None,
                    clean(last.get("action")),
                    clean(last.get("owner")),
                    _day(last),
                    signals.count(a.id),
                )
            )
        return found

    @cached_property
    def red(self) -> list[Judgement]:
        return [j for j in self.judgements if j.status == "red"]

    def word(self, status: str | None) -> str:
        """Sign and word of a status, a short one not to be broken over lines; a dash without any."""
        told = f"{SIGN[status]} {state(self.on.plan, status).word}" if status else "–"
        return told.replace(" ", "\xa0") if len(told) <= SHORT else told

    def above(self, aspect: str) -> str:
        """A mark behind the colour of an aspect that the meeting put before the body above: it is not agreed
        on."""
        return "\xa0▲" if self.on.raised(aspect, self.judged_of) else ""

    @property
    def some_above(self) -> bool:
        """Whether any aspect carries that mark."""
        return any(self.above(a.id) for a in self.on.plan.aspects)

    def bare(self, status: str) -> str:
        """The word of a status without its sign."""
        return self.word(status)[len(SIGN[status]) + 1 :]

    @cached_property
    def forecast(self) -> Forecast:
        """The forecast of the pilots that must have started."""
        return next(
            f for f in self.on.forecasts() if f.measure == declared.PILOTS_COUNTED and not f.dimension
        )

    @cached_property
    def categories(self) -> list[pilots.CategoryStand]:
        return pilots.categories(self.on.facts, self.on.month, self.on.plan)

    @cached_property
    def category_figures(self) -> list[list[str]]:
        """Of every category what stands behind its name, below CATEGORY_HEADS."""
        return [
            [number(s.started), number(s.completed), number(s.planned, 1), number(s.target)]
            for s in self.categories
        ]

    @cached_property
    def open_bottlenecks(self) -> pd.DataFrame:
        """Open bottlenecks with `days`: the blocking ones first, then the oldest."""
        rows = bottlenecks.open_rows(evidence.reported(self.on), self.on.month)
        first = (rows["blocking"] != "yes").astype(int)
        return rows.assign(_first=first).sort_values(
            ["_first", "days"], ascending=[True, False], kind="stable"
        )

    def terms(self, months: int) -> list[tuple[str, str, object, str | None]]:
        """(aspect, name, day, status) of the terms of their own that end within so many months, or ended."""
        last = month_end(add_months(self.on.month, months))
        found = []
        for a in self.on.plan.aspects:
            day = self.on.plan.deadline(a.id, self.on.month)
            status = self.status(a.id, self.on.month)
            if a.own and day and day <= last and status != "green":
                found.append((a.id, a.name, day, status))
        return sorted(found, key=lambda t: t[2])

    def late(self, day) -> bool:
        """Whether a term has passed in the month."""
        return deadlines.overdue(day, self.on.month)

    @cached_property
    def has_pilots(self) -> bool:
        return self.on.delivery("pilots") is not None

    def value(self, measure: str) -> float | None:
        return summary.value(self.on.facts, measure, self.on.month)

    @cached_property
    def meeting(self) -> str:
        """The body that meets over the month, and the day."""
        return f"{self.on.plan.body} {day_name(self.on.plan.meeting(self.on.month))}"

    @cached_property
    def month(self) -> str:
        return month_name(self.on.month)


def _lines(found: list[tuple[str, str]]) -> list[str]:
    return [f"{about}: {said}" for about, said in found]


def _latest(frame: pd.DataFrame) -> dict[str, dict]:
    """Aspect -> its row in the last month of a status table."""
    rows = frame[frame["month"] == frame["month"].max()] if len(frame) else frame
    return {r["aspect"]: r for r in rows.to_dict("records")}


def _day(row: dict) -> str:
    """When it is expected, as precisely as was written."""
    day = row.get("expected")
    return period_text(day, row.get("expected__precision")) if isinstance(day, date) else "–"


def _last_words(history: list[dict]) -> tuple[str | None, str | None]:
    """The last justification that says something, and its month: `ongewijzigd` refers to it."""
    for row in reversed(history):
        if text := said(row["justification"]):
            return text, row["month"]
    return (history[-1]["justification"], history[-1]["month"]) if history else (None, None)
