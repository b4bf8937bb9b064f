"""What meetings decided that a group's workbook does not say yet, and that workbook with it filled in.

    decided(held) ──> [Decided, …] ──> lacking(…, workbooks) ──> filled(frames, …)

The groups' workbooks stay the source: a decision comes back in the next one, and is shown as decided, not yet
in the workbook, until one delivered after the meeting says it. What a group makes of it later is the group's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pandas as pd

from wkb_data.delivering import previous_frames
from wkb_data.meetings.held import Held, all_held, due, held
from wkb_data.schema import normalise, registers, table_named
from wkb_data.standing import Standing
from wkb_data.store.deliveries import Delivery, Store
from wkb_data.words import month_name

NOTE = "note"


@dataclass(frozen=True)
class Decided:
    """Something that the meeting of a month decided about the row `key` of a table: the `values` that its
    columns get, and in Dutch what was decided and where. `since`: when the meeting was closed.
    """

    of: str
    since: str
    table: str
    key: str
    values: dict[str, object]
    text: str
    judged: str = ""
    column: str = ""
    aspect: str | None = None
    kind: str = field(default="decision")

    @property
    def register(self) -> str:
        return table_named(self.table).register

    @property
    def said(self) -> str:
        """With where it comes from."""
        return f"Vergadering van {month_name(self.of)}: {self.text}"


Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Workbooks:
    """The tables of the last workbook of a register, and how to get those of each before it that counts, with
    when it was delivered.
    """

    last: Tables
    before: list[tuple[str, Callable[[], Tables]]]


def workbooks(
    register: str, counted: dict[tuple[str, str], Delivery], frames: Callable[[int], Tables]
) -> Workbooks:
    """Of the deliveries that count, those of a register; `frames` gives the tables of one."""
    own = [d for (r, _), d in sorted(counted.items()) if r == register]
    last = frames(own[-1].id) if own else {}
    return Workbooks(last, [(d.delivered_at, partial(frames, d.id)) for d in own[:-1]])


def decided(meetings: Iterable[Held]) -> list[Decided]:
    """What closed meetings decided that belongs in a workbook, oldest first; of a row its last judgement."""
    found = {}
    for d in every(meetings):
        found.pop((d.table, d.key), None)
        found[d.table, d.key] = d
    return list(found.values())


def every(meetings: Iterable[Held]) -> list[Decided]:
    """What closed meetings decided that belongs in a workbook, oldest first, also what was overtaken."""
    found = []
    for one in sorted(meetings, key=lambda h: h.meeting.month):
        found += [_decision(one, told) for told in one.told["decisions"]]
        made = (JUDGED[told["kind"]](one, told) for told in one.told["items"] if told["kind"] in JUDGED)
        found += [d for d in made if d]
    return found


def _decision(one: Held, told: dict) -> Decided:
    values = {
        "number": told["number"],
        "date": date.fromisoformat(one.told["date"]),
        "subject": told["subject"],
        "decision": told["decision"],
        "aspect": told["aspect"] or None,
        "owner": told["owner"] or None,
        "due": due(told["due"]),
        "escalated": "yes" if told["escalated"] else "no",
    }
    text = f"{told['subject']}: {told['decision']}"
    of, aspect = one.meeting.month, told["aspect"] or None
    return Decided(of, one.meeting.closed_at, "decisions", told["number"], values, text, aspect=aspect)


def _why(told: dict) -> str:
    return f", omdat: {told['answer']}" if told["answer"] else ""


def _pilot(one: Held, told: dict) -> Decided | None:
    words = {"accepted": "geaccepteerd", "rejected": "afgewezen"}
    if told["outcome"] not in words:
        return None
    text = f"proefproject {told['key']} {words[told['outcome']]}{_why(told)}"
    values = {"assessment": told["outcome"]}
    return _row(one, told, "pilots", values, text, "assessment")


def _proposal(one: Held, told: dict) -> Decided | None:
    words = {"accepted": "aangenomen", "rejected": "afgewezen"}
    if told["outcome"] not in words:
        return None
    table = "bottlenecks" if told["register"] == "pilots" else "admission_bottlenecks"
    text = f"voorstel bij knelpunt {told['key']} {words[told['outcome']]}{_why(told)} ({told['stand']})"
    values = {"status": "in_progress"} if told["outcome"] == "accepted" else {"proposal": None}
    return _row(one, told, table, values, text, "proposal")


def _study(one: Held, told: dict) -> Decided | None:
    if told["outcome"] != "adopted":
        return None
    values = {"status": "adopted", "adopted": date.fromisoformat(one.told["date"])}
    return _row(one, told, "studies", values, f"deelonderzoek '{told['key']}' vastgesteld", "status")


def _row(one: Held, told: dict, table: str, values: dict, text: str, column: str) -> Decided:
    of, since = one.meeting.month, one.meeting.closed_at
    judged, aspect, kind = told["stand"], told["aspect"], told["kind"]
    return Decided(of, since, table, told["key"], values, text, judged, column, aspect, kind)


# What a meeting says of an item that belongs in the workbook of a group.
JUDGED = {"judge_pilot": _pilot, "judge_proposal": _proposal, "adopt_study": _study}


def lacking(found: list[Decided], books: Workbooks) -> list[Decided]:
    """What was decided that no workbook of its register says yet, of those delivered after the meeting and
    the last; nothing of a row that is no longer on its list.
    """
    return [
        d
        for d in found
        if not _gone(d, _rows(d, books.last))
        and not _says(d, _rows(d, books.last))
        and not any(at > d.since and _says(d, _rows(d, tables())) for at, tables in books.before)
    ]


def waiting(
    found: Iterable[Decided],
    counted: dict[tuple[str, str], Delivery],
    frames: Callable[[int], Tables],
) -> list[Decided]:
    """Of what was decided what no workbook says yet, register by register; the rest as of `workbooks`."""
    told = list(found)
    return [
        d
        for register in sorted({t.register for t in told})
        for d in lacking([t for t in told if t.register == register], workbooks(register, counted, frames))
    ]


def decisions_waiting(on: Standing, last: str) -> list[Decided]:
    """The decisions of the meetings up to a month that no workbook says yet, as a month stands."""
    held_then = (held(on.store, m) for m in on.meetings if m.month <= last and m.closed(on.known_at))
    made = [d for d in every(held_then) if d.kind == "decision"]
    counted = {key: d for key, d in on.in_force.items() if on.month and key[1] <= on.month}
    return waiting(made, counted, on.frames)


def decisions_known(on: Standing, more: Iterable[Decided]) -> pd.DataFrame:
    """The decisions as a month shows them, with those that wait for a workbook."""
    own = {"decisions": on.table("planning", "decisions")}
    return filled(own, list(more), "planning")["decisions"]


def _rows(d: Decided, tables: Tables) -> list[dict]:
    """The list that it is about; empty where it was not delivered."""
    return tables[d.table].to_dict("records") if d.table in tables else []


def _own(d: Decided, rows: list[dict]) -> dict | None:
    return next((r for r in rows if str(r[table_named(d.table).key]) == d.key), None)


def _gone(d: Decided, rows: list[dict]) -> bool:
    """Whether the row that was judged is no longer on the list: there is nothing to fill in."""
    return d.kind != "decision" and _own(d, rows) is None


def _says(d: Decided, rows: list[dict]) -> bool:
    """Whether a list says what was decided."""
    if d.kind == "decision":
        return any(r["number"] == d.key or _same_decision(d, r) for r in rows)
    own = _own(d, rows)
    if own is None:
        return False
    if d.kind != "judge_proposal":
        return all(own[c] == v for c, v in d.values.items() if c != "adopted")
    if own["status"] == "resolved" or normalise(str(own["proposal"] or "")) != normalise(d.judged):
        return True
    return "status" in d.values and own["status"] == "in_progress"


def _same_decision(d: Decided, row: dict) -> bool:
    """Whether a row is the decision under another number: the same words, of the meeting or later."""
    words = all(normalise(str(row[c] or "")) == normalise(d.values[c]) for c in ("subject", "decision"))
    return words and isinstance(row["date"], date) and row["date"] >= d.values["date"]


def next_frames(store: Store, register: str) -> Tables:
    """The tables of the next workbook of a register: the last delivered, as the meetings established and
    decided since.
    """
    frames, _ = previous_frames(store, register, None)
    books = workbooks(register, store.in_force(), store.snapshots)
    own = [d for d in decided(all_held(store)) if d.register == register]
    return filled(frames, lacking(own, books), register)


def filled(frames: Tables, found: list[Decided], register: str) -> Tables:
    """The tables of a register with what was decided filled in; its source in `COLUMN__note`."""
    out = dict(frames)
    for d in found:
        table = table_named(d.table)
        frame = _all(out, register)[d.table]
        columns = {name: frame[name].astype(object).tolist() for name in frame.columns}
        keys = [str(k) for k in columns[table.key]]
        at = keys.index(d.key) if d.key in keys else len(keys)
        if at == len(keys):
            for values in columns.values():
                values.append(None)
        noted = d.column or next(iter(d.values))
        notes = columns.setdefault(f"{noted}__{NOTE}", [None] * len(columns[table.key]))
        for column, value in d.values.items():
            columns[column][at] = value
            if f"{column}__reason" in columns:
                columns[f"{column}__reason"][at] = None
        notes[at] = d.said
        out[d.table] = pd.DataFrame({n: pd.Series(v, dtype=object) for n, v in columns.items()})
    return out


def _all(frames: dict[str, pd.DataFrame], register: str) -> dict[str, pd.DataFrame]:
    """The tables of a register, those that were never delivered without rows."""
    own = registers()[register].tables
    return {
        t.name: frames[t.name] if t.name in frames else pd.DataFrame(columns=[c.name for c in t.columns])
        for t in own
    }
