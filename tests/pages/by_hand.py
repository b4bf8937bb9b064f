"""The independent route to the numbers on the pages.

The sample workbooks read with openpyxl and plain Python.

Nothing of the product is used here: what a careful person would count in the sheets, written as loops.
"""

from __future__ import annotations

import csv
import tomllib
from calendar import monthrange
from datetime import date, datetime
from functools import cache
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

ROOT = Path(__file__).parents[2]
NAMES = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
FILLS = {"00FFC000": "orange", "00FF0000": "red", "0000B050": "green"}
STANDS = {
    "Aangemeld": "aangemeld", "Akkoord": "geaccepteerd", "In voorbereiding": "in voorbereiding",
    "In uitvoering": "gestart", "Afgerond": "afgerond", "Ingetrokken": "ingetrokken",
}  # fmt: skip
PLAN = tomllib.loads((ROOT / "wkb_data/plan.toml").read_text(encoding="utf-8"))
ASPECTS = {a["id"]: a["name"] for g in PLAN["goals"] for a in g["aspects"]}
CATEGORIES = [c["name"] for c in PLAN["pilots"]["categories"]]


def nl(value: float, decimals: int = 0) -> str:
    whole, _, rest = f"{abs(value):.{decimals}f}".partition(".")
    groups = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ("-" if value < 0 else "") + ".".join(groups) + ("," + rest if rest else "")


def name_of(month: str) -> str:
    return f"{NAMES[int(month[5:]) - 1]} {month[:4]}"


def day(d: date) -> str:
    return f"{d.day} {NAMES[d.month - 1]} {d.year}"


def last_of(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), monthrange(int(month[:4]), int(month[5:]))[1])


def months_to(last: str, first: str = "2020-09") -> list[str]:
    found = [first]
    while found[-1] < last:
        y, m = int(found[-1][:4]), int(found[-1][5:])
        found.append(f"{y + m // 12}-{m % 12 + 1:02d}")
    return found


@cache
def manifest() -> list[dict]:
    with (ROOT / "sample_data/manifest.csv").open(encoding="utf-8", newline="") as lines:
        return sorted(csv.DictReader(lines), key=lambda r: r["delivered_at"])


def delivered(register: str, month: str) -> tuple[str, str] | None:
    """(month, file) of the delivery that counts in a month: its own, else the last before it."""
    own = {r["month"]: r["file"] for r in manifest() if r["register"] == register and r["month"] <= month}
    return (max(own), own[max(own)]) if own else None


@cache
def sheet(file: str, title: str) -> list[dict]:
    """Rows of a sheet under its headings (the first row with four texts, or three in a narrow sheet).

    Totals and group headings left out.
    """
    ws = load_workbook(ROOT / "sample_data" / file, data_only=True)[title]
    rows = list(ws.iter_rows())
    width = 3 if ws.max_column < 5 else 4
    top = next(i for i, row in enumerate(rows) if sum(isinstance(c.value, str) for c in row) >= width)
    heads = [c.value for c in rows[top]]
    found = []
    for row in rows[top + 1 :]:
        values = {
            h: c.value.date() if isinstance(c.value, datetime) else c.value
            for h, c in zip(heads, row, strict=True)
            if h
        }
        if sum(v is not None for v in values.values()) < 2:
            continue
        if "Kleur" in values:
            cell = row[heads.index("Kleur")]
            values["Kleur"] = (
                "orange"
                if cell.value == "oranje"
                else FILLS.get(cell.fill.fgColor.rgb, "unjudged")
                if cell.fill.fill_type
                else "unjudged"
            )
        found.append(values)
    return found


def rows(register: str, title: str, month: str) -> list[dict]:
    found = delivered(register, month)
    return sheet(found[1], title) if found else []


@cache
def _towns() -> dict[str, dict]:
    with (ROOT / "wkb_data/municipalities.csv").open(encoding="utf-8", newline="") as lines:
        towns = list(csv.DictReader(lines))
    known = {r["name"].lower(): r for r in towns}
    for r in towns:
        for alias in r["aliases"].split(";"):
            known.setdefault(alias.strip().lower(), r)
    return known


def town(written: str, month: str) -> str:
    """The municipality that a name stands for at the end of a month, mergers followed."""
    r = _towns()[written.lower().removeprefix("gemeente ").strip()]
    while r["until"] and date.fromisoformat(r["until"]) <= last_of(month):
        r = _towns()[r["successor"].lower()]
    return r["name"]


def all_towns(month: str) -> set[str]:
    last = f"{last_of(month)}"
    return {
        r["name"]
        for r in _towns().values()
        if (not r["since"] or r["since"] <= last) and (not r["until"] or r["until"] > last)
    }


def month_of(written: str) -> str:
    """`sep-20` is `2020-09`."""
    names = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    return f"20{written[4:]}-{names.index(written[:3]) + 1:02d}"


def pilots(month: str) -> list[dict]:
    return [p for p in rows("pilots", "Overzicht projecten", month) if p["Projectnr."] != "Totaal"]


def begun(month: str) -> list[dict]:
    """Pilots of either approach that have started."""
    return [p for p in pilots(month) if p["Stand"] in ("In uitvoering", "Afgerond")]


def counted(month: str) -> list[dict]:
    """Pilots of the network approach that have started."""
    return [p for p in begun(month) if p["Aanpak"] == "ambassadeursnetwerk"]


def category(p: dict) -> str:
    return next(c for c in CATEGORIES if c.startswith(p["Type bouwwerk"]))


def applications(month: str) -> dict[str, tuple[int, int]]:
    """Month -> applications and volume pilots, as the delivery of a month says."""
    found: dict[str, tuple[int, int]] = {}
    for r in rows("pilots", "Aanvragen volume", month):
        if r["Maand"] != "Totaal" and month_of(r["Maand"]) <= month:
            a, v = found.get(month_of(r["Maand"]), (0, 0))
            found[month_of(r["Maand"])] = a + r["Aanvragen GK1"], v + r["waarvan volume"]
    return found


def volume_by_month(month: str) -> dict[str, tuple[int, int]]:
    """The same, each month as its own delivery says; a month without one as the last delivery says."""
    own = {r["month"] for r in manifest() if r["register"] == "pilots"}
    return {m: applications(m if m in own else max(own))[m] for m in months_to(month)}


def colours(month: str) -> dict[str, str]:
    """Aspect -> colour on the Monitoring sheet of a month."""
    return {
        f"{r['Nr']}": r["Kleur"] for r in rows("planning", "Monitoring", month) if f"{r['Nr']}" in ASPECTS
    }


def open_bottlenecks(month: str) -> list[dict]:
    return [k for k in rows("pilots", "Knelpunten", month) if k["Status"] != "opgelost"]


def informed(month: str) -> dict[str, dict]:
    """Party -> its last measurement up to a month."""
    found: dict[str, dict] = {}
    for r in rows("communication", "Bekendheid", month):
        if r["Meetdatum"] <= last_of(month) and (
            r["Branche"] not in found or r["Meetdatum"] >= found[r["Branche"]]["Meetdatum"]
        ):
            found[r["Branche"]] = r | {
                "deel": float(r["Voldoende geïnformeerd"].strip("%").replace(",", ".")) / 100
            }
    return found


def informed_total(month: str) -> float:
    measured = informed(month).values()
    return sum(r["deel"] * r["Omvang achterban"] for r in measured) / sum(
        r["Omvang achterban"] for r in measured
    )


def days_to_answer(month: str) -> float:
    return median(
        (r["Beantwoord op"] - r["Ontvangen op"]).days
        for r in rows("communication", "Q&A", month)
        if r["Beantwoord op"]
    )


def entry(month: str) -> date:
    """Entry into force as decided at the end of a month, for everything."""
    known = [e for e in PLAN["entry_into_force"] if e["decided_on"] <= last_of(month) and not e.get("scope")]
    return min(max(known, key=lambda e: e["decided_on"])["dates"])


def planned(month: str, target: float) -> float:
    curve = PLAN["pilots"]["curve"]["default"]
    return curve[min(len(months_to(month)) - 1, len(curve) - 1)] * target
