"""Where every fact comes from: the delivery of its register that the month shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from wkb_data.clock import here
from wkb_data.measures.declared import MONTHS_IN_STATUS, STATUS, named
from wkb_data.meetings.held import Held, corrected
from wkb_data.periods import month_start
from wkb_data.schema import registers
from wkb_data.standing import Standing
from wkb_data.store.deliveries import Delivery
from wkb_data.words import month_name
from wkb_reports import imprint

# What the meetings establish, whatever a delivery says.
COLOURS = {str(STATUS), str(MONTHS_IN_STATUS)}


class Origins:
    """The facts up to a month with the deliveries that they come from."""

    def __init__(self, on: Standing, held: Iterable[Held] = ()):
        """`held`: the meetings that were closed at the moment viewed."""
        self.on = on
        self._was = {
            (h.meeting.month, f.aspect, f.measure, f.dimension): f.then
            for h in held
            if h.meeting.month <= (on.month or "")
            for f in corrected(h, on.facts, on.plan)
        }

    @cached_property
    def _registers(self) -> dict[str, list[str]]:
        """Measure -> the registers whose deliveries count it."""
        found: dict[str, list[str]] = {}
        for (register, _), frame in self.on.delivered.items():
            for measure in frame["measure"].unique():
                known = found.setdefault(str(measure), [])
                if register not in known:
                    known.append(register)
        return found

    def _delivery(self, register: str, month: str, measure: str) -> Delivery | None:
        """The delivery that a fact is from: that of its month, one with a history that tells of it, or the
        one before it.
        """
        if later := self.on.told_later.get((register, month, measure)):
            return later
        own = sorted(m for r, m in self.on.in_force if r == register)
        before = [m for m in own if m <= month]
        chosen = before[-1] if before else own[0] if own else None
        return self.on.in_force[register, chosen] if chosen else None

    def _told(self, measure: str, dimension: str, month: str) -> list[Delivery]:
        kind, _, name = dimension.partition("=")
        names = [name] if kind == "register" else self._registers.get(measure, [])
        found = [self._delivery(r, month, measure) for r in names if r in registers()]
        return [d for d in found if d]

    def facts(self) -> pd.DataFrame:
        """Maand, Aspect, Meetwaarde, Titel, Dimensie, Waarde, Eenheid, and the deliveries: which, of when;
        how far its month is, and the value as established where it was corrected since.
        """
        known = imprint.known(self.on)
        states = {m: imprint.STATES[self.on.state(m)] for m in self.on.months}
        rows, sources = [], {}
        for r in self.on.upto.itertuples(index=False):
            key = str(r.measure), str(r.dimension), r.month
            judged = self.on.established.get((r.month, r.aspect)) if key[0] in COLOURS else None
            if key not in sources:
                told = self._told(*key)
                sources[key] = (
                    "; ".join(registers()[d.register].title for d in told),
                    "; ".join(d.month for d in told),
                    "; ".join(d.sha256 for d in told),
                )
            source = (f"Vergadering van {month_name(judged.of)}", judged.of, "") if judged else sources[key]
            day = month_start(r.month)
            label = named(str(r.measure)).label
            rows.append(
                (
                    *(day, r.aspect, key[0], label, key[1], r.value, r.unit, *source, known),
                    *(states.get(r.month), self._was.get((r.month, r.aspect, *key[:2]))),
                )
            )
        return pd.DataFrame(
            rows,
            columns=[
                *("Maand", "Aspect", "Meetwaarde", "Titel", "Dimensie", "Waarde", "Eenheid"),
                *(
                    "Register",
                    "Levering over",
                    "SHA-256 levering",
                    "Bekend op",
                    "Stand",
                    "Vastgesteld was",
                ),
            ],
        )

    def deliveries(self) -> pd.DataFrame:
        """Every delivery that counts up to the month."""
        reserved = set(self.on.reserved())
        rows = [
            (
                self.on.plan.group_of(register).name,
                registers()[register].title,
                month_start(month),
                d.file,
                here(d.delivered_at).date(),
                "ja" if (register, month) in reserved else "nee",
                len(self.on.store.findings(d.id)),
                "ja" if d in self.on.shown else "nee",
                d.sha256,
            )
            for (register, month), d in sorted(self.on.in_force.items())
            if month <= self.on.month
        ]
        heads = ["Groep", "Register", "Maand", "Bestand", "Geleverd op", "Met voorbehoud", "Opmerkingen"]
        return pd.DataFrame(rows, columns=[*heads, "Getoond in deze maand", "SHA-256"])
