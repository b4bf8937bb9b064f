"""What a meeting must decide, in the order of what needs a decision most; out of how things stand alone.

    agenda(standing) ──> [Item, …]

An item stands as long as the facts ask for it. A decision of an earlier meeting is one of them, whether a
workbook says it yet or not; what was said of an item changes nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

import pandas as pd

from wkb_data.measures import bottlenecks, deadlines, deliveries, judgements, pilots, schedule
from wkb_data.measures.signals import Grounds, Signal
from wkb_data.meetings.decided import Decided, decisions_known, decisions_waiting
from wkb_data.periods import add_months, month_end, month_range, period_text
from wkb_data.schema import UNCHANGED, normalise, table_named
from wkb_data.sentences import of_signal
from wkb_data.standing import Standing
from wkb_data.text import missing
from wkb_data.words import day_name, month_name, plural

# Deadlines are named when so many months or fewer are left.
NEAR = 3
LONGEST = 250
ADMITTED = ("provisional", "admitted")


@dataclass(frozen=True)
class Item:
    """Something to decide: its `kind` (KINDS), the aspect or None, the register it is of, and the row's id or
    None.

    `facts` are what a meeting wants to see with it, each with whether it holds (None: no matter of holding);
    `stand` changes when what it rests on does: what an earlier meeting said of it was said of something else;
    `part` tells two apart that have all else in common; `head` is the text without what `facts` say too.
    """

    kind: str
    aspect: str | None
    register: str
    key: str | None
    text: str
    facts: tuple[tuple[str, bool | None], ...] = ()
    stand: str = ""
    part: str = ""
    head: str = ""

    @property
    def id(self) -> str:
        """By which an outcome finds its item again."""
        whole = "|".join((self.kind, self.register, self.aspect or "", self.key or "", self.part))
        return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]} {sha256(whole.encode()).hexdigest()}"

    @staticmethod
    def about(item_id: str) -> tuple[str, str]:
        """The kind of the item with an id (none: it is of something else), and what it is about."""
        kind, *parts = item_id.split("|")
        register, aspect, key = (*parts, "", "", "")[:3]
        known = kind if kind in KINDS and parts else ""
        return known, key or aspect or register

    @property
    def short(self) -> str:
        """Its id as it can stand in an address."""
        return sha256(self.id.encode()).hexdigest()[:8]

    def as_dict(self) -> dict[str, str | None]:
        """As the command line prints it."""
        return {n: getattr(self, n) for n in ("kind", "aspect", "register", "key", "text")}


class _Facts:
    """What the items are drawn from, worked out once."""

    def __init__(self, on: Standing):
        self.on, self.plan, self.month = on, on.plan, on.month

    def table(self, name: str) -> pd.DataFrame:
        return self.on.table(table_named(name).register, name)

    @cached_property
    def grounds(self) -> Grounds:
        return self.on.grounds(self.plan)

    @cached_property
    def colours(self) -> dict[str, str | None]:
        """Aspect -> its colour in the month; none at all where nothing is known of the month."""
        table = self.grounds.table
        if self.month not in table:
            return {}
        line = table[self.month].to_dict()
        return {a.id: c if isinstance(c := line.get(a.id), str) else None for a in self.plan.aspects}

    @cached_property
    def last_colours(self) -> dict[str, str]:
        """Aspect -> the last colour that is known of it."""
        table = self.grounds.table
        return {
            a: next((c for c in reversed(table.loc[a].tolist()) if isinstance(c, str)), "")
            for a in table.index
        }

    @cached_property
    def rows(self) -> dict[str, dict]:
        """Aspect -> its last judgement up to the month, as delivered."""
        own = self.table("status")
        own = own[(own["month"] <= self.month) & own["aspect"].notna()]
        return {r["aspect"]: r for r in own.sort_values("month", kind="stable").to_dict("records")}

    @cached_property
    def waiting(self) -> list[Decided]:
        """The decisions of meetings before this one that no workbook says yet."""
        return decisions_waiting(self.on, add_months(self.month, -1))

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """The decisions as delivered, and those that wait for a workbook."""
        return decisions_known(self.on, self.waiting)

    def of_decision(self, row: dict, *columns: tuple[str, str]) -> tuple[tuple[str, None], ...]:
        """What stands in the row of a decision: (label, column); and whether it waits for a workbook."""
        told = _told(*((label, row[column]) for label, column in columns))
        if row["number"] in {d.key for d in self.waiting}:
            told.append("Stand: besloten, nog niet in de werkmap")
        return tuple((text, None) for text in told)

    def word(self, colour: str | None) -> str:
        words = self.plan.statuses
        return words[colour].colour_word if colour in words else "niet te lezen"

    def name(self, aspect: str) -> str:
        return f"{aspect} {self.plan.aspect(aspect).name}"

    def said(self, aspect: str, *columns: str) -> tuple[tuple[str, None], ...]:
        """What stands in the judgement of an aspect, by the headings of its columns."""
        row, table = self.rows.get(aspect, {}), table_named("status")
        found = [(table.column(c), written(row.get(c), row.get(f"{c}__precision"))) for c in columns]
        if row and normalise(written(row.get("justification"))) in UNCHANGED:
            full = self.text_of(aspect, row["month"])
            found = [(column, full if column.name == "justification" else v) for column, v in found]
        return tuple((f"{column.heading}: {value}", None) for column, value in found if value)

    def text_of(self, aspect: str, month: str) -> str:
        """The justification of a month; where that says 'unchanged', also the last one that said more."""
        texts = {m: written(t) for m, t in self.texts.get(aspect, []) if m <= month}
        if month not in texts and texts:  # carried: the judgement before it holds
            month = max(texts)
        own = texts.get(month, "")
        if normalise(own) not in UNCHANGED:
            return own or "geen onderbouwing"
        before = [t for m, t in sorted(texts.items()) if t and normalise(t) not in UNCHANGED]
        return f"{own} ({before[-1]})" if before else own

    @cached_property
    def texts(self) -> dict[str, list[tuple[str, object]]]:
        """Aspect -> (month, justification) of all its judgements, oldest first."""
        found: dict[str, list[tuple[str, object]]] = {}
        for month, frame in self.on.snapshots("planning", "status"):
            for aspect, of, text in zip(frame["aspect"], frame["month"], frame["justification"], strict=True):
                if of == month:
                    found.setdefault(aspect, []).append((month, text))
        return found

    def aspect(self, name: object) -> str | None:
        """An aspect of the plan, or None."""
        return name if name in {a.id for a in self.plan.aspects} else None


def written(value: object, precision: object = None) -> str:
    """A value of a row as people read it; nothing when it is empty."""
    if missing(value):
        return ""
    if isinstance(value, date):
        return period_text(value, precision if isinstance(precision, str) else None)
    return str(value)


def _red_without_action(f: _Facts) -> Iterator[Item]:
    for aspect, colour in f.colours.items():
        if colour == "red" and not written(f.rows.get(aspect, {}).get("action")):
            text = f"{f.name(aspect)} staat op rood zonder dat er een actie bij staat."
            yield Item(
                "red_without_action",
                aspect,
                "planning",
                aspect,
                text,
                f.said(aspect, "justification", "owner", "expected"),
                f.text_of(aspect, f.month),
            )


def _moved(f: _Facts) -> Iterator[Item]:
    order = [a.id for a in f.plan.aspects]
    found = [m for m in judgements.moves(f.grounds.table, f.month) if m.aspect in order]
    for move in sorted(found, key=lambda m: order.index(m.aspect)):
        old, new = (f.text_of(move.aspect, m) for m in (add_months(f.month, -1), f.month))
        text = f"{f.name(move.aspect)} ging van {f.word(move.before)} naar {f.word(move.now)}."
        yield Item(
            "moved",
            move.aspect,
            "planning",
            move.aspect,
            f"{text} Was: ‘{old}’ Nu: ‘{new}’",
            ((f"Was {f.word(move.before)}: {old}", None), (f"Nu {f.word(move.now)}: {new}", None))
            + f.said(move.aspect, "action", "owner", "expected"),
            f.month,
            head=text,
        )


def _signals(f: _Facts) -> Iterator[Item]:
    for s in f.on.signals(f.plan):
        text = f"{f.name(s.aspect)} {s.text}: {of_signal(s)}."
        said = f.said(s.aspect, "justification", "action")
        yield Item("signal", s.aspect, "planning", None, text, said, signal_stand(s), _part(s))


def _part(s: Signal) -> str:
    return f"{s.kind} {s.facts['measure']}" if "measure" in s.facts else s.kind


def signal_id(s: Signal) -> str:
    """The id of the item of a signal."""
    return Item("signal", s.aspect, "planning", None, "", part=_part(s)).id


def signal_stand(s: Signal) -> str:
    """What a signal rests on: an answer to it holds until this changes."""
    return json.dumps([s.status, s.facts], ensure_ascii=False, sort_keys=True, default=str)


def _unjudged(f: _Facts) -> Iterator[Item]:
    for aspect, colour in f.colours.items():
        if colour not in judgements.ORDER or colour == "unjudged":
            text = f"{f.name(aspect)} is nog niet beoordeeld."
            if colour == judgements.UNREADABLE:
                text = f"Het oordeel over {f.name(aspect)} is met voorbehoud geleverd en niet te lezen."
            yield Item("unjudged", aspect, "planning", aspect, text, f.said(aspect, "owner", "expected"))


def _judge_pilot(f: _Facts) -> Iterator[Item]:
    admitted = {
        normalise(r["name"]): r["status"]
        for r in f.table("instruments").dropna(subset=["name", "status"]).to_dict("records")
    }
    labels = table_named("pilots").column("approach").labels
    for row in pilots.to_judge(f.table("pilots")).dropna(subset=["id"]).to_dict("records"):
        facts = conditions(row, admitted)
        held = sum(holds for _, holds in facts)
        aspect = {"network": f.plan.pilot_aspect, "volume": f.plan.volume_aspect}.get(row["approach"])
        parts = labels.get(row["approach"], ""), written(row["municipality"]), written(row["category"])
        where = ", ".join(filter(None, parts))
        text = (
            f"Proefproject {row['id']} {written(row['name'])} ({where}) beoordelen: het voldoet aan {held} "
            f"van de {len(facts)} voorwaarden."
        )
        stand = "; ".join(told for told, _ in facts)
        yield Item("judge_pilot", f.aspect(aspect), "pilots", str(row["id"]), text, facts, stand)


def conditions(row: dict, admitted: dict[str, str]) -> tuple[tuple[str, bool], ...]:
    """The conditions of the plan (4.3.1) for a pilot to be put before the meeting, and which of them hold.

    `admitted`: instrument, normalised -> its status in the register of admission.
    """
    labels = table_named("instruments").column("status").labels
    instrument, assurer = written(row["instrument"]), written(row["assurer"])
    status = admitted.get(normalise(instrument)) if instrument else None
    works = f"{assurer or 'kwaliteitsborger niet ingevuld'}, {instrument or 'instrument niet ingevuld'}"
    known = labels.get(status, "niet bekend in het register Toelating") if instrument else "onbekend"
    deviation, reason = row["deviation"], written(row["deviation_reason"])
    said = {"yes": f"wijkt af: {reason or 'zonder reden'}", "no": "geen"}.get(deviation, "niet ingevuld")
    return (
        (
            f"Kwaliteitsborger met een (voorlopig) toegelaten instrument: {works} ({known})",
            bool(assurer) and status in ADMITTED,
        ),
        (
            "Commitment vastgelegd in het werkplan: "
            + {"yes": "ja", "no": "nee"}.get(row["work_plan"], "niet ingevuld"),
            row["work_plan"] == "yes",
        ),
        (
            f"Afwijking van de spelregels met reden: {said}",
            deviation == "no" or deviation == "yes" and bool(reason),
        ),
    )


def _judge_proposal(f: _Facts) -> Iterator[Item]:
    both = bottlenecks.together(f.table("bottlenecks"), f.table("admission_bottlenecks"))
    for row in bottlenecks.awaiting(bottlenecks.open_rows(both, f.month)).to_dict("records"):
        named = written(row["description"])
        weight = "onoverkomelijk, " if row["blocking"] == "yes" else ""
        text = f"Voorstel bij knelpunt {row['number']} ({named}): {written(row['proposal'])}."
        facts = [f"Gemeld op {row['reported']:%d-%m-%Y}; {weight}{plural(row['days'], 'dag', 'dagen')} open"]
        facts += [f"Proefproject: {p}" for p in [written(row["pilot"])] if p]
        facts += [f"Actiehouder: {o}" for o in [written(row["owner"])] if o]
        yield Item(
            "judge_proposal",
            f.aspect(row["aspect"]),
            row["source"],
            str(row["number"]),
            text,
            tuple((t, None) for t in facts),
            written(row["proposal"]),
        )


def _adopt_study(f: _Facts) -> Iterator[Item]:
    for row in f.table("studies").dropna(subset=["title"]).to_dict("records"):
        if row["status"] == "draft":
            text = f"Deelonderzoek '{row['title']}' ligt in concept voor om vast te stellen."
            due = written(row["due"], row["due__precision"])
            facts = [(t, None) for t in _told(("Uitvoerende partij", row["party"]), ("Planning gereed", due))]
            own = "adopt_study", f.aspect(row["aspect"]), "planning", row["title"]
            yield Item(*own, text, tuple(facts), due)


def _told(*pairs: tuple[str, object]) -> list[str]:
    return [f"{label}: {value}" for label, said in pairs if (value := written(said))]


def _overdue_decision(f: _Facts) -> Iterator[Item]:
    for row in deadlines.open_decisions(f.decisions, f.month).to_dict("records"):
        due = written(row["due"], row["due__precision"])
        text = f"Besluit {row['number']} ({written(row['subject'])}) had uiterlijk {due} gereed moeten zijn."
        facts = f.of_decision(row, ("Besluit", "decision"), ("Actiehouder", "owner"))
        own = "overdue_decision", f.aspect(row["aspect"]), "planning", str(row["number"])
        yield Item(*own, text, facts, due)


def _overdue_activity(f: _Facts) -> Iterator[Item]:
    rows = schedule.schedule(f.table("activities"), f.month)
    pushed = rows[rows["because"] != ""]
    for row in rows[rows["late"] > 0].to_dict("records"):
        text = (
            f"Activiteit {row['number']} ({written(row['activity'])}) had op {row['end']:%d-%m-%Y} gereed "
            f"moeten zijn: {plural(row['late'], 'dag', 'dagen')} over tijd."
        )
        progress = f"{row['progress']:g}%" if written(row["progress"]) else ""
        then = pushed.loc[pushed["because"] == row["number"], "number"].tolist()
        facts = _told(
            ("Uitvoerende partij", row["party"]), ("Voortgang", progress), ("Schuift door", ", ".join(then))
        )
        yield Item(
            "overdue_activity",
            f.aspect(row["aspect"]),
            "planning",
            str(row["number"]),
            text,
            tuple((t, None) for t in facts),
            f"{row['end']:%Y-%m-%d}",
        )


def _deadline_near(f: _Facts) -> Iterator[Item]:
    for a in f.plan.aspects:
        due = f.plan.deadline(a.id, f.month) if a.own else None
        left, colour = deadlines.months_left(due, f.month), f.last_colours.get(a.id)
        if left is None or not 0 <= left <= NEAR or colour == "green":
            continue
        stands = f"; staat op {f.word(colour)}" if colour in ("orange", "red") else ""
        rest = f"nog {plural(left, 'maand', 'maanden')}{stands}"
        text = f"{f.name(a.id)} heeft als termijn {day_name(due)}: {rest}."
        said = f.said(a.id, "justification", "expected")
        yield Item("deadline_near", a.id, "planning", None, text, said, f"{due}")


def _escalated(f: _Facts) -> Iterator[Item]:
    """What was put before the body above: open, or answered since the meeting before."""
    before, last = f.plan.meeting(add_months(f.month, -1)), month_end(f.month)
    rows = f.decisions
    for row in rows[rows["escalated"] == "yes"].to_dict("records"):
        done = row["done"] if written(row["done"]) else None
        if done and not before < done <= last:
            continue
        stand = f"beantwoord op {day_name(done)}" if done else "nog niet beantwoord"
        what = f"{row['number']} {written(row['subject'])}"
        text = f"Opgeschaald naar de {f.plan.escalates_to}: {what}; {stand}."
        facts = f.of_decision(row, ("Besluit", "decision"), ("Datum", "date"), ("Actiehouder", "owner"))
        own = "escalated", f.aspect(row["aspect"]), "planning", str(row["number"])
        yield Item(*own, text, facts, stand)


def _not_delivered(f: _Facts) -> Iterator[Item]:
    for register in deliveries.missing_registers(_matrix(f.on), f.month):
        last = f.on.delivery(register)
        rest = f"de stand van {month_name(last.month)} geldt" if last else "er is nog geen eerdere levering"
        text = f"{f.plan.group_of(register).name} leverde niets over {month_name(f.month)}; {rest}."
        yield Item("not_delivered", None, register, None, text, stand=f.month)


def _matrix(on: Standing) -> pd.DataFrame:
    """Who delivered, also of a month after the last one delivered."""
    if on.month in on.months:
        return on.delivery_matrix
    first = min([on.month, *on.months])
    days = deliveries.first_days(on.store.deliveries(), on.known_at)
    return deliveries.delivery_matrix(on.facts, days, month_range(first, on.month), on.plan)


# In the order in which a meeting goes through them.
KINDS: dict[str, Callable[[_Facts], Iterator[Item]]] = {
    "red_without_action": _red_without_action,
    "moved": _moved,
    "signal": _signals,
    "unjudged": _unjudged,
    "judge_pilot": _judge_pilot,
    "judge_proposal": _judge_proposal,
    "adopt_study": _adopt_study,
    "overdue_decision": _overdue_decision,
    "overdue_activity": _overdue_activity,
    "deadline_near": _deadline_near,
    "escalated": _escalated,
    "not_delivered": _not_delivered,
}
TITLES = {
    "red_without_action": "Rood zonder actie",
    "moved": "Van kleur veranderd",
    "signal": "Signaal",
    "unjudged": "Nog niet beoordeeld",
    "judge_pilot": "Proefproject beoordelen",
    "judge_proposal": "Voorstel bij een knelpunt",
    "adopt_study": "Deelonderzoek vaststellen",
    "overdue_decision": "Besluit over tijd",
    "overdue_activity": "Activiteit over tijd",
    "deadline_near": "Termijn nadert",
    "escalated": "Opgeschaald",
    "not_delivered": "Niet aangeleverd",
}


def agenda(on: Standing) -> list[Item]:
    """What the meeting of a month must decide, in order."""
    facts = _Facts(on)
    return [item for make in KINDS.values() for item in make(facts)]
