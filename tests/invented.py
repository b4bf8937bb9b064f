"""Invented deliveries for any plan and any number of months.

Workbooks under the registers' own headings, through the whole intake.

Every count follows from the number of the month (0, 1, 2, …), so that tests can say what must be on the
pages.
"""

from __future__ import annotations

import io
from datetime import date, timedelta

from openpyxl import Workbook

from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.periods import add_months, month_end, month_range
from wkb_data.plan import Plan
from wkb_data.schema import registers
from wkb_data.store.deliveries import Store

TOWNS = ("Utrecht", "Zwolle", "Breda", "Assen", "Venlo", "Gouda", "Leiden", "Delft", "Tiel", "Goes")
STATUSES = ("oranje", "rood", "oranje", "groen", "oranje")


def pilots_at(i: int) -> int:
    """How many pilots have started by month `i`."""
    return 2 * i


def _day(month: str, day: int = 10) -> date:
    return date(int(month[:4]), int(month[5:]), day)


def _planning(plan: Plan, month: str, i: int) -> dict[str, list[dict]]:
    aspects = [a.id for a in plan.aspects]
    first = plan.first_month
    return {
        "status": [
            {
                "aspect": a,
                "status": STATUSES[(i // 4 + n) % 5],
                "justification": f"Stand {i}: {a} besproken",
                "action": "Extra inzet",
                "owner": plan.parties[0].name,
            }
            for n, a in enumerate(aspects)
        ],
        "activities": [
            {
                "number": f"A{n}",
                "activity": f"Werk aan {a}",
                "aspect": a,
                "party": plan.parties[0].name,
                "start": _day(add_months(first, n)),
                "end": month_end(add_months(first, n + 4)),
                "progress": "100%" if i > n + 4 else "40%",
                "done": month_end(add_months(first, n + 4)) if i > n + 4 else None,
                "depends_on": f"A{n - 1}" if n else None,
            }
            for n, a in enumerate(aspects)
        ],
        "studies": [
            {
                "title": f"Onderzoek {a}",
                "aspect": a,
                "party": plan.parties[0].name,
                "due": "PM" if n % 2 else _day(add_months(first, 6)),
                "status": "vastgesteld" if i > 8 + n else "lopend",
                "adopted": _day(add_months(first, 8 + n)) if i > 8 + n else None,
            }
            for n, a in enumerate(aspects)
        ],
        "decisions": [
            {
                "number": f"B{n}",
                "date": _day(add_months(first, n), 20),
                "subject": "Voortgang",
                "decision": "Akkoord",
                "aspect": aspects[n % len(aspects)],
                "owner": plan.parties[0].name,
                "due": month_end(add_months(first, n + 1)),
                "done": month_end(add_months(first, n + 1)) if n < i - 1 else None,
                "escalated": "ja" if n % 7 == 3 else "nee",
            }
            for n in range(i + 1)
        ],
    }


def _pilots(plan: Plan, month: str, i: int) -> dict[str, list[dict]]:
    first, names = plan.first_month, [c.name for c in plan.categories]
    rows = []
    for n in range(pilots_at(i) + 6):
        begun = n // 2 + 1 if n < pilots_at(i) else None
        done = begun is not None and i - begun >= 6
        rows.append(
            {
                "id": f"P{n:03d}",
                "name": f"Project {n}",
                "category": names[n % len(names)],
                "approach": "netwerk",
                "network": "Noord",
                "municipality": TOWNS[n % len(TOWNS)],
                "status": "afgerond" if done else "gestart" if begun is not None else "aangemeld",
                "registered": _day(first, 2),
                "started": _day(add_months(first, begun), 5) if begun is not None else None,
                "completed": _day(add_months(first, begun + 6), 5) if done else None,
                "assurer": "Borg",
                "instrument": "KiK",
                "works": 1,
                "work_plan": "ja",
            }
        )
    return {
        "pilots": rows,
        "networks": [
            {
                "name": "Noord",
                "core_municipality": "Utrecht",
                "municipalities": "Zwolle, Breda",
                "participants": plan.parties[0].name,
                "status": "actief",
                "started": _day(first, 1),
            }
        ],
        "bottlenecks": [
            {
                "number": f"K{n}",
                "reported": _day(add_months(first, n), 3),
                "description": f"Knelpunt {n}",
                "pilot": "P000",
                "aspect": plan.aspects[n % len(plan.aspects)].id,
                "blocking": "ja" if n % 5 == 0 else "nee",
                "proposal": "Aanpassen" if n % 2 else None,
                "owner": plan.parties[0].name,
                "status": "opgelost" if n < i - 3 else "openstaand",
                "resolved": _day(add_months(first, n + 4), 3) if n < i - 3 else None,
                "fed_back": _day(add_months(first, n + 4), 9) if n < i - 3 and n % 2 else None,
            }
            for n in range(i + 1)
        ],
        "lessons": [
            {
                "number": f"L{n}",
                "date": _day(add_months(first, n), 4),
                "kind": "good practice" if n % 3 == 0 else "leerervaring",
                "description": f"Les {n}",
                "pilot": "P000",
                "shared": "ja" if n % 2 else "nee",
            }
            for n in range(i + 1)
        ],
        "applications": [
            {"month": m, "municipality": t, "applications": 20, "volume_pilots": min(9, k // 4)}
            for k, m in enumerate(month_range(first, month))
            for t in TOWNS
        ],
    }


def _communication(plan: Plan, month: str, i: int) -> dict[str, list[dict]]:
    first = plan.first_month
    return {
        "materials": [
            {
                "number": n + 1,
                "title": f"Uiting {n}",
                "kind": "bijeenkomst",
                "audience": "allen",
                "planned": _day(add_months(first, n)),
                "realised": _day(add_months(first, n), 12) if n < i else None,
                "reach": 100 if n < i else None,
            }
            for n in range(i + 3)
        ],
        "questions": [
            {
                "number": f"V{n}",
                "received": _day(add_months(first, n), 6),
                "question": "Hoe dan?",
                "topic": ("proces", "kosten")[n % 2],
                "source": "helpdesk",
                "kind": "inhoud",
                "answered": _day(add_months(first, n), 20) if n < i else None,
                "answer": "Zo." if n < i else None,
            }
            for n in range(i + 1)
        ],
        "awareness": [
            {
                "measured": _day(month, 1),
                "party": p.name,
                "audience_size": 1000 * (k + 1),
                "respondents": 100,
                "informed": f"{min(90, 20 + i + 5 * k)}%",
            }
            for k, p in enumerate(plan.parties[:4])
        ],
    }


def _digital(plan: Plan, month: str, i: int) -> dict[str, list[dict]]:
    return {
        "connections": [
            {
                "municipality": t,
                "dso": "gereed" if n < i else "test",
                "case_system": "gereed" if n < i - 2 else "nee",
                "supplier": "Squit",
                "ready_on": month_end(month) if n == i - 3 else None,
            }
            for n, t in enumerate(TOWNS)
        ],
        "facilities": [
            {
                "name": f"Voorziening {n}",
                "status": ("nee", "test", "gereed")[min(2, max(0, i - 2 * n))],
                "ready_on": _day(add_months(plan.first_month, 2 * n + 2)),
            }
            for n in range(3)
        ],
        "information_moments": [
            {
                "moment": f"Melding {n}",
                "sender": "bouwer",
                "receiver": "gemeente",
                "preparer": "bouwer",
                "defined": "ja" if n < i else "nee",
                "processable": "ja" if n < i - 1 else "nee",
            }
            for n in range(5)
        ],
    }


def _admission(plan: Plan, month: str, i: int) -> dict[str, list[dict]]:
    own = [a for a in plan.aspects_of("readiness") if a] or [plan.aspects[0].id]
    return {
        "instruments": [
            {
                "name": n,
                "provider": n,
                "status": "toegelaten" if i > k else "aangevraagd",
                "admitted": _day(add_months(plan.first_month, k + 1), 3) if i > k else None,
                "self_declared": "ja" if i > k + 2 else "nee",
                "cost_from": 500 + 100 * k,
                "cost_to": 1500 + 100 * k,
            }
            for k, n in enumerate(("KiK", "TIS"))
        ],
        "coverage": [
            {"building_type": b, "instrument": n, "suitable": "ja" if (k + m) % 2 else "nee"}
            for k, b in enumerate(("Woning", "Hal", "Brug"))
            for m, n in enumerate(("KiK", "TIS"))
        ],
        "assurers": [
            {"instrument": n, "organisations": 2, "persons": 10 + i, "fte": 6.5, "capacity": 100 + 10 * i}
            for n in ("KiK", "TIS")
        ],
        "demand": [
            {"year": int(month[:4]) + y, "works": 1000 + 100 * k, "scenario": s}
            for y in (0, 1)
            for k, s in enumerate(("laag", "midden", "hoog"))
        ],
        "admission_bottlenecks": [
            {
                "number": f"T{n}",
                "reported": _day(add_months(plan.first_month, n), 8),
                "description": f"Toezicht {n}",
                "aspect": own[n % len(own)],
                "blocking": "nee",
                "proposal": "Anders",
                "owner": plan.parties[0].name,
                "status": "opgelost" if n < i - 1 else "open",
                "resolved": _day(add_months(plan.first_month, n + 2), 8) if n < i - 1 else None,
            }
            for n in range(i + 1)
        ],
        "readiness": [
            {
                "task": f"Taak {n}",
                "aspect": own[n % len(own)],
                "status": "gereed" if i > 2 * n else "lopend",
                "due": _day(add_months(plan.first_month, 2 * n + 1)),
                "done": _day(add_months(plan.first_month, 2 * n + 1), 1) if i > 2 * n else None,
            }
            for n in range(4)
        ],
    }


BOOKS = {
    "planning": _planning,
    "pilots": _pilots,
    "communication": _communication,
    "digital": _digital,
    "admission": _admission,
}


def workbook(register: str, plan: Plan, month: str, i: int) -> bytes:
    """The workbook of one register for month `i` of the plan."""
    book = Workbook()
    book.remove(book.active)
    tables = {t.name: t for t in registers()[register].tables}
    for name, rows in BOOKS[register](plan, month, i).items():
        sheet = book.create_sheet(tables[name].title)
        used = [c for c in tables[name].columns if any(c.name in r for r in rows)]
        sheet.append([c.heading for c in used])
        for r in rows:
            sheet.append([r.get(c.name) for c in used])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def deliver_history(store: Store, plan: Plan, months: int, first: int = 0) -> None:
    """Delivers the months of every register from the `first`, as often as agreed (not agreed: every other
    month).

    Each arrives three days before the meeting.
    """
    for i in range(first, months):
        month = add_months(plan.first_month, i)
        for register in BOOKS:
            if i % (plan.group_of(register).cadence or 2):
                continue
            reading = read_workbook(
                workbook(register, plan, month, i), f"{register} {month}.xlsx", plan, register, month
            )
            assert not reading.errors, [f.message for f in reading.errors][:3]
            moment = f"{plan.meeting(month) - timedelta(days=3)}T10:00:00.000000Z"
            deliver_reading(reading, store, plan, plan.group_of(register).name, delivered_at=moment)
