"""How things stand in a month, as known at a moment: facts, tables, forecasts, signals, deliveries.

    standing(store, plan, month, known_at) ──> Standing

Pages and papers both look at one of these, so that they can't differ in a number. Nothing of a screen is
known here; a page's view keeps between visits what a Standing works out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from wkb_data.intake import reservations
from wkb_data.measures import declared
from wkb_data.measures.deliveries import corrected, delivery_matrix, first_days
from wkb_data.measures.established import Established, by_month, established, overlaid
from wkb_data.measures.forecast import Forecast, forecasts, track_record
from wkb_data.measures.months import monthly
from wkb_data.measures.signals import Grounds, Signal, signals
from wkb_data.periods import month_range
from wkb_data.plan import Plan
from wkb_data.schema import registers
from wkb_data.store import meetings
from wkb_data.store.deliveries import Delivery, Store, in_force
from wkb_data.store.frames import conform
from wkb_data.store.meetings import Meeting

# How far the figures of a month are: reported by the groups, established by the meeting (also with something
# put before the body above), shared after that.
REPORTED, ESTABLISHED, ESCALATED, SHARED = "reported", "established", "escalated", "shared"


@dataclass(frozen=True)
class Standing:
    """The chosen `month` (None: nothing delivered), and the facts and deliveries as known at a moment (UTC
    stamp; None: now); the meetings, and the colours that they had `established` by then.
    """

    plan: Plan
    store: Store
    facts: pd.DataFrame
    months: list[str]
    month: str | None
    known_at: str | None
    in_force: dict[tuple[str, str], Delivery]
    meetings: tuple[Meeting, ...] = ()
    established: Established = field(default_factory=dict)

    @cached_property
    def _kept(self) -> dict:
        """What was worked out before."""
        return {}

    def frames(self, delivery: int) -> dict[str, pd.DataFrame]:
        """The tables that were in a delivery."""
        if delivery not in self._kept:
            self._kept[delivery] = self.store.snapshots(delivery)
        return self._kept[delivery]

    def delivery(self, register: str, month: str | None = None) -> Delivery | None:
        """The delivery that the chosen month shows: its own, or the last one before it."""
        upto = month or self.month or ""
        own = [m for r, m in self.in_force if r == register and m <= upto]
        return self.in_force[register, max(own)] if own else None

    @cached_property
    def delivered(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The facts of each delivery that counts, by register and month."""
        return self.store.facts_in_force(self.known_at)

    @cached_property
    def told_later(self) -> dict[tuple[str, str, str], Delivery]:
        """(register, month, measure) of a month without a delivery -> the last one with a history that tells
        of it (months.monthly).
        """
        found = {}
        for register, own in sorted(self.delivered):
            frame = self.delivered[register, own]
            earlier = frame[frame["month"] < own]
            for month, measure in set(zip(earlier["month"], earlier["measure"].astype(str), strict=True)):
                if (register, month) not in self.delivered:
                    found[register, month, measure] = self.in_force[register, own]
        return found

    @cached_property
    def shown(self) -> list[Delivery]:
        """The deliveries that the chosen month rests on, in the plan's order of groups."""
        found = [self.delivery(g.register) for g in self.plan.groups] if self.month else []
        return [d for d in found if d]

    def table(self, register: str, table: str, month: str | None = None) -> pd.DataFrame:
        """A typed table as the chosen month shows it.

        Without rows, but with its columns, when it was not delivered.
        """
        delivery = self.delivery(register, month)
        frames = self.frames(delivery.id) if delivery else {}
        found = frames[table] if table in frames else conform(None, registers()[register].table(table))
        own = registers()[register].table(table)
        return overlaid(found, self.established, month or self.month or "") if own.judgement else found

    def snapshots(self, register: str, table: str, last: int = 0) -> list[tuple[str, pd.DataFrame]]:
        """(month, typed table) of every delivery with it up to the chosen month, or of the `last` ones.

        Oldest first.
        """
        chosen = sorted(
            (m, d.id) for (r, m), d in self.in_force.items() if r == register and m <= (self.month or "")
        )
        found = [(m, f[table]) for m, i in chosen[-last:] if table in (f := self.frames(i))]
        if registers()[register].table(table).judgement:
            return [(m, overlaid(frame, self.established, m)) for m, frame in found]
        return found

    def meeting(self, month: str | None = None) -> Meeting | None:
        """The meeting of a month (None: the chosen one), where something was written down of it."""
        return next((m for m in self.meetings if m.month == (month or self.month)), None)

    def closed_meeting(self, month: str | None = None) -> Meeting | None:
        """The meeting of a month (None: the chosen one) where it was closed at the moment viewed."""
        meeting = self.meeting(month)
        return meeting if meeting and meeting.closed(self.known_at) else None

    def state(self, month: str | None = None) -> str:
        """How far the figures of a month are, as known at the moment viewed (REPORTED, …)."""
        meeting = self.closed_meeting(month)
        if meeting is None:
            return REPORTED
        if meeting.shared(self.known_at):
            return SHARED
        return ESCALATED if meeting.escalated else ESTABLISHED

    def raised(self, aspect: str, month: str | None = None) -> bool:
        """Whether the meeting of a month (None: the chosen one) put an aspect before the body above."""
        own = self.established.get((month or self.month, aspect))
        return own is not None and own.raised

    def forecasts(self, plan: Plan | None = None) -> list[Forecast]:
        """The forecasts of the chosen month, by the plan or another one (a what-if date)."""
        plan = plan or self.plan
        key = "forecasts", plan.fingerprint
        if key not in self._kept:
            self._kept[key] = forecasts(self.upto, plan, self.month)
        return self._kept[key]

    def signals(self, plan: Plan | None = None) -> list[Signal]:
        """The signals of the chosen month, by the plan or another one (a what-if date)."""
        plan = plan or self.plan
        key = "signals", plan.fingerprint
        if key not in self._kept:
            self._kept[key] = signals(self.grounds(plan))
        return self._kept[key]

    def grounds(self, plan: Plan) -> Grounds:
        """What the signals of the chosen month are drawn from."""
        judgements = self.snapshots("planning", "status", plan.months_back)
        studies = self.table("planning", "studies")
        return Grounds(self.upto, plan, self.month, judgements, studies, self.forecasts(plan))

    def track_record(self) -> pd.DataFrame:
        """The forecasts kept with the deliveries in force against what came up to the chosen month
        (forecast.track_record).
        """
        numbers = {d.id for d in self.in_force.values()}
        kept = [
            r for number, records in self.store.kept_forecasts().items() if number in numbers for r in records
        ]
        return track_record(kept, self.facts, self.month)

    def reserved(self) -> list[tuple[str, str]]:
        """Register and month of the deliveries in force of which some rows or columns do not count."""
        told = self.facts[self.facts["measure"].isin([declared.ROWS_LEFT_OUT, declared.COLUMNS_LEFT_OUT])]
        named = told["dimension"].astype(object).str.removeprefix("register=")
        return [key for key in zip(named, told["month"], strict=True) if key in self.in_force]

    @cached_property
    def rows_left_out(self) -> pd.DataFrame:
        """What does not count in the chosen month, with the reason of each row (reservations.listed)."""
        reserved = sorted({d.id for d in self.shown} & {self.in_force[key].id for key in self.reserved()})
        return reservations.listed([f for number in reserved for f in self.store.findings(number)])

    @cached_property
    def delivery_matrix(self) -> pd.DataFrame:
        """Registers by months as known at the moment viewed (deliveries.delivery_matrix)."""
        first = first_days(self.store.deliveries(), self.known_at)
        return delivery_matrix(self.facts, first, self.months, self.plan)

    @cached_property
    def delivered_again(self) -> set[tuple[str, str]]:
        """(register, month) of a corrected delivery, as known at the moment viewed (deliveries.corrected)."""
        return corrected(self.store.deliveries(), self.known_at)

    @cached_property
    def upto(self) -> pd.DataFrame:
        """Facts up to and including the chosen month."""
        return self.facts[self.facts["month"] <= (self.month or "")]


def standing(store: Store, plan: Plan, month: str, known_at: str | None = None) -> Standing:
    """How a month stands as known at a moment; its `months` are empty when nothing was delivered by then."""
    counted = in_force(store.deliveries(), known_at)
    held, judgements = tuple(meetings.listed(store)), established(meetings.colours(store, known_at))
    months = months_known(counted, judgements)
    facts = monthly(store.facts_in_force(known_at), by_month(judgements))
    plan = plan.with_meetings(moved(held))
    return Standing(plan, store, facts, months, month, known_at, counted, held, judgements)


def months_known(counted: Iterable[tuple[str, str]], judgements: Established) -> list[str]:
    """From the first to the last month of which there is a delivery that counts (register, month) or that a
    meeting established: that stays to be seen when the deliveries were withdrawn.
    """
    found = sorted({month for _, month in counted} | {month for month, _ in judgements})
    return month_range(found[0], found[-1]) if found else []


def last_moment(listed: Iterable[Delivery], held: Iterable[Meeting]) -> str | None:
    """The last moment at which something changed: what was known then is what is known now, and for ever."""
    moments = [m for d in listed for m in (d.delivered_at, d.withdrawn_at)]
    return max(filter(None, moments + [m for h in held for m in (h.closed_at, h.shared_at)]), default=None)


def moved(held: Iterable[Meeting]) -> dict[str, date]:
    """Month -> day of the meetings that were moved."""
    return {m.month: date.fromisoformat(m.date) for m in held if m.date}
