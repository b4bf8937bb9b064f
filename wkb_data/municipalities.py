"""Dutch municipalities and their mergers: from a name as written to the municipality as of a reporting month.

Source: `municipalities.csv` (CBS codes and names, province, a point inside, since, until, successor,
aliases).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from wkb_data.periods import month_end
from wkb_data.schema import normalise

# How people add the province to a name: `Ede (Gld)`, `Bergen (Limburg)`.
PROVINCES = {
    "gld": "Gelderland",
    "gelderland": "Gelderland",
    "ov": "Overijssel",
    "o": "Overijssel",
    "overijssel": "Overijssel",
    "zh": "Zuid-Holland",
    "zuid holland": "Zuid-Holland",
    "nh": "Noord-Holland",
    "noord holland": "Noord-Holland",
    "nb": "Noord-Brabant",
    "n b": "Noord-Brabant",
    "noord brabant": "Noord-Brabant",
    "brabant": "Noord-Brabant",
    "lb": "Limburg",
    "l": "Limburg",
    "limburg": "Limburg",
    "fr": "Fryslân",
    "frl": "Fryslân",
    "friesland": "Fryslân",
    "fryslan": "Fryslân",
    "gr": "Groningen",
    "gn": "Groningen",
    "dr": "Drenthe",
    "drenthe": "Drenthe",
    "ut": "Utrecht",
    "u": "Utrecht",
    "zl": "Zeeland",
    "z": "Zeeland",
    "zeeland": "Zeeland",
    "fl": "Flevoland",
    "flevoland": "Flevoland",
}
ABBREVIATIONS = {
    "boz": "bergen op zoom",
    "a/d": "aan den",
    "a d": "aan den",
    "ad": "aan den",
    "b o z": "bergen op zoom",
    "adam": "amsterdam",
}


@dataclass(frozen=True)
class Municipality:
    code: str
    name: str
    province: str
    lat: float | None
    lon: float | None
    since: date | None
    until: date | None
    successors: tuple[str, ...]
    aliases: tuple[str, ...]


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """All municipalities, old and new, by name."""

    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    found = {}
    with Path(__file__).with_name("municipalities.csv").open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines):
            split = [
                tuple(p.strip() for p in (r[k] or "").split(";") if p.strip())
                for k in ("successor", "aliases")
            ]
            point = [float(r[k]) if r[k] else None for k in ("lat", "lon")]
            found[r["name"]] = Municipality(
                r["code"], r["name"], r["province"], *point, day(r["since"]), day(r["until"]), *split
            )
    return found


def in_force(month: str) -> list[str]:
    """Names of the municipalities that exist at the end of `month`."""
    last = month_end(month)
    return [
        m.name
        for m in municipalities().values()
        if (not m.since or m.since <= last) and (not m.until or m.until > last)
    ]


def _plain(text: str) -> str:
    plain = normalise(
        re.sub(r"^\s*(gemeente|gem\.|gem\b)\s*", "", text, flags=re.IGNORECASE).replace("&", " en ")
    )
    plain = re.sub(r"\b(nh|n h)$", "nh", plain)
    plain = re.sub(r"^(s|t) ", r"\1 ", plain)
    return plain


@lru_cache(maxsize=1)
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for m in municipalities().values():
        for name in (
            m.name,
            *m.aliases,
            m.code,
            m.code.removeprefix("GM"),
            m.code.removeprefix("GM").lstrip("0"),
        ):
            index.setdefault(_plain(name), m.name)
        bare = re.sub(r"\s*\([^)]*\)$", "", m.name)
        if bare != m.name and bare != "Bergen":
            index.setdefault(_plain(bare), m.name)
    for plain, name in list(index.items()):
        index.setdefault(plain.replace(" ", ""), name)
        if plain.startswith("s "):
            index.setdefault(plain[2:], name)
    return index


@lru_cache(maxsize=1)
def _by_province() -> dict[tuple[str, str], str]:
    return {
        (_plain(re.sub(r"\s*\([^)]*\)$", "", name)), m.province): m.name
        for m in municipalities().values()
        for name in (*m.aliases, m.name)
    }


def _with_province(plain: str) -> str | None:
    """The municipality of a name that is followed by its province.

    Nothing when the province is another one.
    """
    words = plain.split(" ")
    for count in (2, 1):
        province = PROVINCES.get(" ".join(words[-count:])) if len(words) > count else None
        if province:
            return _by_province().get((" ".join(words[:-count]), province))
    return None


@dataclass(frozen=True)
class Found:
    """What a written name stands for: `name` as of the month, or None with `suggestion` and `why`."""

    name: str | None
    note: str = ""
    suggestion: str = ""
    why: str = ""


def find(text: str, month: str | None = None) -> Found:
    """The municipality a name stands for, after mergers up to `month` (None: as written).

    Unknown and ambiguous names give no name but a reason and, where there is one, the likeliest municipality.
    """
    plain = _plain(text)
    if plain == "bergen":
        return Found(
            None, why="Bergen kan Bergen (NH.) of Bergen (L.) zijn", suggestion="Bergen (NH.) of Bergen (L.)"
        )
    for short, full in ABBREVIATIONS.items():
        plain = re.sub(rf"\b{re.escape(short)}\b", full, plain)
    index = _index()
    name = index.get(plain) or index.get(plain.replace(" ", "")) or _with_province(plain)
    if name is None and plain.isdigit():
        name = index.get(plain.zfill(4))
    if name is None:
        best = (
            process.extractOne(plain, index.keys(), scorer=fuzz.ratio, score_cutoff=70)
            if len(plain) > 2
            else None
        )
        if best is None:
            return Found(None, why="is geen Nederlandse gemeente")
        likely = index[best[0]]
        if best[1] >= 88 and len(plain) > 5:
            return Found(_as_of(likely, month).name, note=f"gelezen als {likely}")
        return Found(None, why="is geen Nederlandse gemeente", suggestion=likely)
    return _as_of(name, month)


def _as_of(name: str, month: str | None) -> Found:
    last = month_end(month) if month else None
    known = municipalities()
    for _ in range(5):
        m = known[name]
        if not last or not m.until or m.until > last:
            break
        if len(m.successors) != 1:
            options = ", ".join(m.successors)
            return Found(
                name,
                note=f"{name} is op {m.until:%d-%m-%Y} verdeeld over {options}; welke gemeente is het nu?",
            )
        name = m.successors[0]
    return Found(name)
