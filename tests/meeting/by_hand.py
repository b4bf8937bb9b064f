"""The agenda by an independent route: the sample workbooks read with openpyxl, and loops.

Signals are not here: they are reasoned out beside the lists.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.pages.by_hand import ASPECTS, PLAN, delivered, last_of, months_to, rows

# What was not agreed on yet, and months between two deliveries where that is not one.
NEVER, EVERY = {"digital"}, {"admission": 3}


def before(month: str) -> str:
    return months_to(month, "2020-08")[-2]


def colours(month: str) -> dict[str, dict]:
    """Aspect -> its row of the list of judgements."""
    return {f"{r['Nr']}": r for r in rows("planning", "Monitoring", month) if f"{r['Nr']}" in ASPECTS}


def entry(month: str) -> date:
    """Entry into force as decided at the end of a month."""
    known = [e for e in PLAN["entry_into_force"] if e["decided_on"] <= last_of(month) and not e.get("scope")]
    return known[-1]["dates"][0]


def last_friday(month: str) -> date:
    day = last_of(month)
    while day.weekday() != 4:
        day -= timedelta(days=1)
    exceptions = PLAN["meeting"].get("exceptions", {})
    return exceptions.get(month, day)


def agenda(month: str) -> list[tuple]:
    """(kind, aspect, register, key) of everything but the signals, in order."""
    now, then = colours(month), colours(before(month)) if month > "2020-09" else {}
    found = []
    for a in ASPECTS:
        if now[a]["Kleur"] == "red" and not now[a]["Aanvullende actie"]:
            found.append(("red_without_action", a, "planning", a))
    for a in ASPECTS:
        if then and now[a]["Kleur"] != then[a]["Kleur"]:
            found.append(("moved", a, "planning", a))
    for a in ASPECTS:
        if now[a]["Kleur"] == "unjudged":
            found.append(("unjudged", a, "planning", a))
    for p in rows("pilots", "Overzicht projecten", month):
        if p.get("Afwijking spelregels") == "ja" and p["Stand"] != "Ingetrokken":
            aspect = "3.1" if p["Aanpak"] == "ambassadeursnetwerk" else "3.2"
            found.append(("judge_pilot", aspect, "pilots", p["Projectnr."]))
    open_ones = [
        k for k in rows("pilots", "Knelpunten", month) if k["Status"] != "opgelost" and k["Voorstel BG"]
    ]
    for k in sorted((k for k in open_ones if k["Voorstel BG"]), key=lambda k: k["Gemeld op"]):
        found.append(("judge_proposal", k["Aspect"], "pilots", k["Nr"]))
    for s in rows("planning", "Deelonderzoeken", month):
        if s["Stand"] == "concept":
            found.append(("adopt_study", s["Aspect"], "planning", s["Deelonderzoek"]))
    first = date(int(month[:4]), int(month[5:]), 1)
    for b in rows("planning", "Besluitenlijst", month):
        if b["Uiterlijk"] < first and not b["Gereed"]:
            found.append(("overdue_decision", b["Aspect"], "planning", b["Nr"]))
    for t in rows("planning", "Planning activiteiten", month):
        if t["Gereed gepland"] < first and not t["Werkelijk gereed"] and t["Voortgang %"] != 100:
            found.append(("overdue_activity", t["Aspect"], "planning", t["Nr"]))
    return found + near(month, now) + raised(month) + missing(month)


def near(month: str, now: dict[str, dict]) -> list[tuple]:
    """Own deadlines (on a first of the month) within three whole months after this one, unless green."""
    found, force = [], entry(month)
    for goal in PLAN["goals"]:
        for a in goal["aspects"]:
            back = force.year * 12 + force.month - a["deadline"]
            left = back - (int(month[:4]) * 12 + int(month[5:])) - 1
            if a.get("own", True) and 0 <= left <= 3 and now[a["id"]]["Kleur"] != "green":
                found.append(("deadline_near", a["id"], "planning", None))
    return found


def raised(month: str) -> list[tuple]:
    """What went to the Monitoringsgroep: open, or answered after the meeting before."""
    last = last_friday(before(month))
    return [
        ("escalated", b["Aspect"], "planning", b["Nr"])
        for b in rows("planning", "Besluitenlijst", month)
        if b["Naar Monitoringsgroep"] == "ja" and (not b["Gereed"] or last < b["Gereed"] <= last_of(month))
    ]


def missing(month: str) -> list[tuple]:
    """Registers without a delivery for as long as was agreed."""
    found = []
    for register in ("planning", "pilots", "communication", "digital", "admission"):
        own = delivered(register, month)
        since = len(months_to(month, own[0])) - 1 if own else len(months_to(month))
        if register not in NEVER and since >= EVERY.get(register, 1):
            found.append(("not_delivered", None, register, None))
    return found
