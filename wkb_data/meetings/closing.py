"""Closing a meeting: what was proposed and what was written down become what was decided, for ever.

    close ── one transaction ──> standing ── closing ──> outcomes (canonical JSON), facts (canonical CSV)

Both are plain text of a fixed order, so that the same meeting gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json

import pandas as pd

from wkb_data.delivering import NAME, one_line
from wkb_data.measures.course import justified
from wkb_data.measures.established import (
    AS_PROPOSED,
    CHANGED,
    CORRECTED,
    ESCALATED,
    Judgement,
    by_month,
)
from wkb_data.measures.facts import COLUMNS
from wkb_data.measures.judgements import judged, status_history
from wkb_data.measures.months import monthly
from wkb_data.meetings.agenda import Item, agenda, written
from wkb_data.plan import Plan
from wkb_data.standing import Standing, standing
from wkb_data.store import meetings
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError
from wkb_data.store.meetings import DECISION, Closing, Entries, Meeting
from wkb_data.words import month_name

ASPECT, CORRECTION = "aspect ", "correctie "
COLOURS = ("green", "orange", "red")
SAID = ("outcome", "answer", "note")
FIELDS = ("subject", "decision", "aspect", "owner", "due")


class NotReady(StoreError):
    """A meeting can't be closed as it was written down; the message says in Dutch what is lacking."""


def close(
    store: Store, plan: Plan, month: str, by: str, seen: str | None = None, at: str | None = None
) -> Meeting:
    """Closes the meeting of a month; `by`, `seen` and `at` as of `store.meetings.close`.

    Raises NotReady when a name or part of an outcome is lacking, Closed when another was first.
    """
    by = one_line(by)
    if not 0 < len(by) <= NAME:
        raise NotReady(f"Vul in wie de vergadering sluit, in hoogstens {NAME} tekens.")

    def make(now: str, entries: Entries) -> Closing:
        on = standing(store, plan, month, at)
        wrong = lacking(on, entries)
        if wrong:
            raise NotReady(wrong[0])
        return closing(on, entries, by, now)

    return meetings.close(store, month, by, make, seen, at)


def lacking(on: Standing, entries: Entries) -> list[str]:
    """What must be filled in or put right before a meeting can be closed, in Dutch."""
    found = out_of_turn(on)
    for a in on.plan.aspects:
        own = entries.get(f"{ASPECT}{a.id}", {})
        if own.get("outcome") == CHANGED and own.get("colour") not in COLOURS:
            found.append(f"Bij {a.id} is 'gewijzigd' gekozen, maar nog geen kleur.")
        elif own.get("outcome") == CHANGED and not own.get("text", "").strip():
            found.append(f"Bij {a.id} is de kleur gewijzigd; zet er een onderbouwing bij.")
        elif own.get("outcome") == ESCALATED and not own.get("note", "").strip():
            found.append(f"{a.id} wordt opgeschaald; zet in de notitie waarover geen overeenstemming is.")
    for made in decisions(on, entries):
        if not made["escalated"] and not (made["subject"] and made["decision"]):
            found.append(f"Besluit {made['number']} mist een onderwerp of de tekst van het besluit.")
    for made in corrections(entries):
        if made["colour"] not in COLOURS or not made["text"]:
            what = f"{made['aspect']} in {month_name(made['month'])}"
            found.append(f"De correctie van {what} mist een kleur of een reden.")
    return found


def out_of_turn(on: Standing) -> list[str]:
    """Why the meeting of a month can't be closed now: there is nothing to establish, or another month comes
    first. What an earlier meeting changes is what later ones go on from.
    """
    if not on.months or on.month not in on.months:
        return [f"Over {month_name(on.month)} is nog niets aangeleverd; er valt niets vast te stellen."]
    told = judged(on.facts).columns
    closed = [m.month for m in on.meetings if m.closed(on.known_at)]
    if later := [m for m in closed if m > on.month]:
        return [
            f"{month_name(later[-1]).capitalize()} is al vastgesteld. Leg wat over {month_name(on.month)} is "
            "besloten vast als correctie in de volgende vergadering."
        ]
    last = max(closed, default=on.month)
    first = next((m for m in told if last < m < on.month), None)
    why = f"de kleuren van {month_name(on.month)} gaan daarop voort"
    return [f"Sluit eerst de vergadering over {month_name(first)}; {why}."] if first else []


def closing(on: Standing, entries: Entries, by: str, now: str) -> Closing:
    """What a meeting leaves, from how things stood and what was written down."""
    judged, put_right, points = aspects(on, entries), corrections(entries), agenda(on)
    colours = [
        (on.month, a["id"], a["colour"], a["text"] or a["justification"], a["outcome"])
        for a in judged
        if a["colour"]
    ]
    colours += [(c["month"], c["aspect"], c["colour"], c["text"], CORRECTED) for c in put_right]
    outcomes = {
        "month": on.month,
        "date": f"{on.plan.meeting(on.month)}",
        "closed_by": by,
        "closed_at": now,
        "plan": {"title": on.plan.title, "version": on.plan.version, "body": on.plan.body},
        "escalates_to": on.plan.escalates_to,
        "aspects": judged,
        "items": items(points, entries),
        "left": left(points, entries),
        "decisions": decisions(on, entries),
        "corrections": put_right,
        "deliveries": [
            {"id": d.id, "register": r, "month": m, "by": d.by, "delivered_at": d.delivered_at}
            for (r, m), d in sorted(on.in_force.items())
            if m <= on.month
        ],
    }
    after = on.established | {(m, a): Judgement(c, t, o, on.month) for m, a, c, t, o in colours}
    facts = monthly(on.delivered, by_month(after))
    escalated = any(a["outcome"] == ESCALATED for a in judged)
    return Closing(canonical(outcomes), as_csv(facts[facts["month"] <= on.month]), colours, escalated)


def proposed(on: Standing) -> dict[str, str]:
    """Aspect -> the colour that is put before the meeting of a month, of those that have one."""
    grounds = on.grounds(on.plan)
    table = grounds.table if on.month in grounds.judged else {}
    line = table[on.month].to_dict() if on.month in table else {}
    return {aspect: colour for aspect, colour in line.items() if isinstance(colour, str)}


def aspects(on: Standing, entries: Entries) -> list[dict]:
    """Every aspect of the plan with the proposed and the decided colour, and what stands with it: its
    justification as delivered, and where that says no more than `ongewijzigd` the `words` that it leans on.

    What is carried into a month was proposed by nobody: there is only what the meeting itself gave a colour.
    """
    colours, own = proposed(on), on.table("planning", "status")
    rows = {r["aspect"]: r for r in own.sort_values("month", kind="stable").to_dict("records")}
    delivered = on.snapshots("planning", "status")
    found = []
    for a in on.plan.aspects:
        told, row, colour = entries.get(f"{ASPECT}{a.id}", {}), rows.get(a.id, {}), colours.get(a.id, "")
        outcome = told.get("outcome") or AS_PROPOSED
        said = {c: written(row.get(c), row.get(f"{c}__precision")) for c in ("action", "owner", "expected")}
        last = justified(status_history(delivered, a.id))
        found.append(
            {
                "id": a.id,
                "name": a.name,
                "proposed": colour,
                "colour": told.get("colour", "") if outcome == CHANGED else colour,
                "outcome": outcome,
                "text": told.get("text", "").strip() if outcome == CHANGED else "",
                "note": told.get("note", "").strip(),
                "justification": written(row.get("justification")),
                "words": last.text if last else "",
                "words_of": last.month if last else "",
            }
            | said
        )
    return found


def items(points: list[Item], entries: Entries) -> list[dict]:
    """The agenda with what was said of each item."""
    found = []
    for item in points:
        told = entries.get(item.id, {})
        facts = [[text, holds] for text, holds in item.facts]
        said = {name: told.get(name, "").strip() for name in SAID}
        found.append(item.as_dict() | {"id": item.id, "stand": item.stand, "facts": facts} | said)
    return found


def left(points: list[Item], entries: Entries) -> list[dict]:
    """What was said of points that are no longer on the agenda, because the facts changed meanwhile: kind,
    what it was about, outcome, answer and note.
    """
    there, found = {item.id for item in points}, []
    for name, told in sorted(entries.items()):
        kind, about = Item.about(name)
        said = {field: told.get(field, "").strip() for field in SAID}
        if kind and name not in there and any(said.values()):
            found.append({"id": name, "kind": kind, "about": about} | said)
    return found


def decisions(on: Standing, entries: Entries) -> list[dict]:
    """The decisions written down, then what was put before the body above, each with a number of its own."""
    own = {
        int(name.removeprefix(DECISION)): told
        for name, told in entries.items()
        if name.startswith(DECISION) and not told.get("removed")
    }
    found = [{f: own[n].get(f, "").strip() for f in FIELDS} | {"escalated": False} for n in sorted(own)]
    for a in on.plan.aspects:
        told = entries.get(f"{ASPECT}{a.id}", {})
        if told.get("outcome") == ESCALATED:
            what = f"Opgeschaald naar de {on.plan.escalates_to}: {told.get('note', '').strip()}"
            row = {"subject": f"Opschaling {a.id} {a.name}", "decision": what, "aspect": a.id}
            found.append(row | {"owner": "", "due": "", "escalated": True})
    return [d | {"number": f"RG-{on.month}-{n}"} for n, d in enumerate(found, 1)]


def corrections(entries: Entries) -> list[dict]:
    """What is put right of earlier meetings: month, aspect, colour and why."""
    found = []
    for name, told in sorted(entries.items()):
        if name.startswith(CORRECTION) and not told.get("removed"):
            month, aspect = name.removeprefix(CORRECTION).split(" ", 1)
            colour, text = told.get("colour", ""), told.get("text", "").strip()
            found.append({"month": month, "aspect": aspect, "colour": colour, "text": text})
    return found


def canonical(value: object) -> bytes:
    """The one way in which something is written as JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode()


def as_csv(facts: pd.DataFrame) -> bytes:
    """The one way in which facts are written: sorted, numbers as exact as they are."""
    columns = [facts[c].astype(object).tolist() for c in COLUMNS]
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(COLUMNS)
    write.writerows(sorted(zip(*columns, strict=True), key=lambda row: (row[:4], row[4])))
    return out.getvalue().encode()
