"""One cell at a time: what is written becomes a typed value, or a reason why not.

Every parser takes a non-empty cell value and a Context and gives a Read. They are pure, so a column is read
once per distinct value. `PARSERS` maps a column's type in the registers to its parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from rapidfuzz import fuzz, process

from wkb_data import municipalities
from wkb_data.intake import personal
from wkb_data.intake.conventions import Convention, to_number
from wkb_data.intake.dates import INVISIBLE, MONTHS, When, read_month, read_when
from wkb_data.intake.findings import shown
from wkb_data.plan import Plan
from wkb_data.schema import Column, normalise
from wkb_data.text import alternatives

MISSING = {
    "",
    "n.v.t.",
    "nvt",
    "n.v.t",
    "pm",
    "p.m.",
    "n.n.b.",
    "nnb",
    "n.n.b",
    "n.t.b.",
    "ntb",
    "n.t.b",
    "onbekend",
    ".",
    "-",
    "--",
    "–",
    "—",
    "?",
    "n/a",
    "x.x.",
    "geen idee",
}
YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x", "√", "✓", "✔", "v", "wel", "ok", "akkoord"}
NO = {"nee", "n", "no", "false", "onwaar", "0", "niet", "neen"}

# A link to an empty cell gives 0, which Excel shows as 0-1-1900 where a date is expected.
ZERO_DAYS = (
    time(0, 0),
    date(1899, 12, 30),
    date(1899, 12, 31),
    datetime(1899, 12, 30),
    datetime(1899, 12, 31),
)
ZERO = "is 0-1-1900, de uitkomst van een koppeling naar een lege cel; de datum blijft leeg"


@dataclass(frozen=True)
class Context:
    """What a parser may need to know: the plan, the reporting month (None:
    unknown), the column and how its heading is written.
    """

    plan: Plan
    month: str | None
    column: Column
    heading: str = ""
    convention: Convention = Convention()
    identifier: bool = False

    @property
    def in_percent(self) -> bool:
        """Whether the heading says that the numbers below it are percentages."""
        return "%" in self.heading or "percentage" in self.heading.lower()


@dataclass(frozen=True)
class Read:
    """`value` typed; or None with `problem` (why) and `suggestion`.
    `note` is a warning beside a good value.
    """

    value: object = None
    problem: str = ""
    suggestion: str = ""
    note: str = ""
    precision: str = ""
    reason: str = ""
    kind: str = ""


def is_missing(value: object) -> bool:
    """Empty, or one of the words by which a group says that it does not know."""
    return value is None or (isinstance(value, str) and INVISIBLE.sub("", value).strip().lower() in MISSING)


def as_text(value: object) -> str:
    """A cell as text: whole numbers without `.0`,
    white space folded, addresses and telephone numbers left out.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | float):
        return shown(value)
    text = plain_text(value)
    return personal.without(text)


def plain_text(value: object) -> str:
    """Text with white space folded and without the marks that nobody sees."""
    return " ".join(INVISIBLE.sub("", str(value)).replace("\xa0", " ").split())


def identifier(value: object) -> str:
    """A number of a list as it stands: `1.1` of an outline is no 1,1,
    and a case number of ten digits no telephone number.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
    return personal.without_addresses(plain_text(value)) if isinstance(value, str) else as_text(value)


def plain_texts(values: list, named: bool = False) -> bool:
    """Whether all values are empty or texts that `as_text`, or `identifier` for what is `named`, leaves as
    they are.

    Such a column is read in one go, not one by one.
    """
    if set(map(type, values)) - {str}:
        return False
    joined = "\n".join(values)
    if (
        INVISIBLE.search(joined)
        or "\xa0" in joined
        or "  " in joined
        or "\t" in joined
        or joined.count("\n") != len(values) - 1
        or personal.might_hold(joined, not named)
    ):
        return False
    return (
        "\n " not in joined
        and " \n" not in joined
        and joined == joined.strip(" ")
        and not (MISSING - {""}) & set(joined.lower().split("\n"))
    )


def _text(value, ctx: Context) -> Read:
    return Read(identifier(value) if ctx.identifier else as_text(value))


def _list(value, ctx: Context) -> Read:
    if isinstance(value, float | int) or not isinstance(value, str):
        return Read([identifier(value) if ctx.identifier else as_text(value)])
    text = personal.without_addresses(value) if ctx.identifier else personal.without(value)
    parts = [p.strip() for p in re.split(r"[;,\n/]| en | \+ ", text) if p.strip()]
    return Read([identifier(p) if ctx.identifier else as_text(p) for p in parts if not is_missing(p)])


def _when(value, ctx: Context) -> Read:
    if isinstance(value, str) and re.search(r"inwerkingtreding|invoeringsdatum", value, re.I):
        return Read(
            None, note="is geen datum maar een verwijzing; de datum blijft leeg", reason=as_text(value)
        )
    if value in ZERO_DAYS or value == 0 and not isinstance(value, bool):
        return Read(None, note=ZERO, reason="0-1-1900")
    when = read_when(value)
    if isinstance(when, When):
        return Read(when.day, precision=when.precision)
    return Read(problem=f"{when}; verwacht wordt een datum zoals 15-3-2021, mrt 2021 of Q1 2021")


def _month(value, ctx: Context) -> Read:
    month = read_month(value)
    return (
        Read(month)
        if month
        else Read(problem="dit is geen maand; verwacht wordt een maand met jaar, zoals mrt-21 of 2021-03")
    )


def _number(value, ctx: Context) -> Read:
    if isinstance(value, bool | date | time):
        return Read(problem="dit is geen getal; verwacht wordt een getal")
    whole = ctx.column.type in ("count", "whole")
    number = (
        float(value) if isinstance(value, int | float) else to_number(value, ctx.convention.writing, whole)
    )
    if isinstance(number, str):
        return Read(problem=number, kind="convention-open")
    if number is None or not abs(number) < 1e15:
        return Read(problem="dit is geen getal; verwacht wordt een getal, zoals 12 of 1.584")
    return Read(number)


def _whole(value, ctx: Context) -> Read:
    read = _number(value, ctx)
    if read.problem:
        return read
    if read.value.is_integer():
        return Read(int(read.value))
    return Read(
        problem="dit is geen heel getal; verwacht wordt een heel getal", suggestion=str(round(read.value))
    )


def _count(value, ctx: Context) -> Read:
    read = _whole(value, ctx)
    if not read.problem and read.value < 0:
        return Read(
            problem="een aantal kan niet onder nul liggen; verwacht wordt 0 of meer",
            suggestion=str(-read.value),
        )
    return read


def _percent(value, ctx: Context) -> Read:
    read = _number(value, ctx)
    if read.kind:
        return read
    if read.problem:
        return Read(problem="dit is geen percentage; verwacht wordt een getal van 0 tot en met 100")
    number, scale = read.value, ctx.convention.scale
    if not (isinstance(value, str) and "%" in value) and number:
        if problem := _two_ways(number, scale, "1% of 100%"):
            return problem
        number = number * 100 if scale == "fraction" else number
    if not 0 <= number <= 100:
        return Read(problem="dit valt buiten 0 tot en met 100%; verwacht wordt een percentage")
    return Read(round(number, 6))


def _two_ways(number: float, scale: str, one: str) -> Read | None:
    """Why a number without a sign can't be read by the scale of its column; None when it can."""
    if scale == "open" and number == 1:
        return Read(
            problem=f"dit kan {one} zijn, en de andere cellen in de kolom zeggen niet welke. Zet er een "
            "%-teken achter, of zeg bij Aanleveren hoe deze kolom getallen schrijft",
            kind="convention-open",
        )
    if scale == "percent" and 0 < number < 1:
        return Read(
            problem=f"de kolom bevat hele percentages; dit kan {as_text(number)}% of "
            f"{as_text(round(number * 100, 6))}% zijn. Zet er een %-teken achter",
            kind="convention-other",
        )
    return None


def _share_or_count(value, ctx: Context) -> Read:
    read = _number(value, ctx)
    if read.kind:
        return read
    if read.problem:
        return Read(problem="dit is geen aandeel of aantal; verwacht wordt bijvoorbeeld 62% of 140")
    number, scale = read.value, ctx.convention.scale
    if number < 0:
        return Read(problem="dit kan niet onder nul liggen; verwacht wordt een aandeel of aantal")
    written = isinstance(value, str) and "%" in value
    if (written or scale == "percent") and number > 100:
        return Read(
            problem="dit is meer dan 100%; verwacht wordt een aandeel tot en met 100%, of een aantal "
            "zonder %-teken"
        )
    if not written and (problem := _two_ways(number, scale, "1 respondent of 100%")):
        return problem
    if written or scale == "percent":
        return Read(round(number / 100, 8), precision="share")
    if scale in ("fraction", "open"):
        return Read(number, precision="share")
    if 0 < number < 1:
        return Read(
            number,
            note=f"is gelezen als {as_text(round(number * 100, 6))}%, tussen aantallen. Zet er een "
            "%-teken achter",
            precision="share",
        )
    if not number.is_integer():
        return Read(
            problem="een aantal is een heel getal; verwacht wordt een heel aantal, of een aandeel met %",
            suggestion=f"{as_text(value)}%",
        )
    return Read(number, precision="count")


def _yesno(value, ctx: Context) -> Read:
    if isinstance(value, bool):
        return Read("yes" if value else "no")
    plain = normalise(as_text(value))
    if plain in YES:
        return Read("yes")
    if plain in NO:
        return Read("no")
    first = plain.split(" ")[0] if plain else ""
    if first in ("ja", "nee"):
        return Read("yes" if first == "ja" else "no", note="gelezen als " + first)
    return Read(
        problem="hier hoort ja of nee",
        suggestion="ja" if plain.startswith(("j", "y")) else "nee" if plain.startswith("n") else "",
    )


def _likely(plain: str, words: dict[str, str]) -> tuple[str, float] | None:
    best = process.extractOne(plain, words.keys(), scorer=fuzz.ratio) if len(plain) > 2 else None
    return (best[0], best[1]) if best and best[1] >= 60 else None


def _word(value, ctx: Context) -> Read:
    words = ctx.column.words or {}
    text = as_text(value)
    plain = normalise(text)
    if text.casefold() in words or plain in words:
        return Read(words.get(text.casefold()) or words[plain])
    likely = _likely(plain, words)
    if likely and likely[1] >= 86 and len(plain) > 4:
        return Read(words[likely[0]], note=f"gelezen als {likely[0]}")
    expected = ", ".join(ctx.column.choices)
    return Read(
        problem=f"dit woord kennen we niet; verwacht wordt {expected}", suggestion=likely[0] if likely else ""
    )


# Filled dots and blocks, as signs or as letters of a font of signs: their colour is that of the ink.
BULLETS = {"l", "n", "u", "●", "•", "■", "◼", "⬤", "▲", "▼", "◆", "⚫", "○"}


def _colour(value, ctx: Context) -> Read:
    """A word or sign of the list; one of those that count within a text when the text begins with it."""
    words, within = ctx.column.words or {}, ctx.column.within
    plain = plain_text(value)
    written = normalise(plain)
    if plain.casefold() in words:
        return Read(words[plain.casefold()])
    named = {s for w, s in within.items() if not w.isalpha() and w in plain}
    if written not in words:
        named |= {within[w] for w in written.replace("/", " ").split() if w in within}
    expected = alternatives(ctx.column.choices)
    if len(named) > 1:
        return Read(problem=f"hier staan twee kleuren; verwacht wordt er één: {expected}")
    if named and (plain[0] in within or written.split(" ")[0] in within):
        return Read(next(iter(named)))
    if plain in BULLETS:
        said = "dit is een stip of blokje zonder kleur die te lezen is"
        return Read(problem=f"{said}; verwacht wordt {expected}")
    return _word(value, ctx)


def _category(value, ctx: Context) -> Read:
    names = ctx.plan.category_names
    plain = normalise(as_text(value))
    plain = re.sub(r"^\d+ (?=\D)", "", plain)
    if plain in names:
        return Read(names[plain])
    likely = _likely(plain, names)
    if likely and likely[1] >= 88 and len(plain) > 6:
        close = {
            names[n]
            for n, score, _ in process.extract(plain, names.keys(), scorer=fuzz.ratio, limit=6)
            if score >= likely[1] - 3
        }
        if len(close) == 1:
            return Read(names[likely[0]], note=f"gelezen als {names[likely[0]]}")
    expected = "; ".join(c.name for c in ctx.plan.categories)
    return Read(
        problem=f"dit is geen categorie van het plan; verwacht wordt één van: {expected}",
        suggestion=names[likely[0]] if likely else "",
    )


def _party(value, ctx: Context) -> Read:
    names = {normalise(n): p.name for p in ctx.plan.parties for n in (p.name, *p.synonyms)}
    text = as_text(value)
    plain = normalise(text)
    if plain in names:
        return Read(names[plain])
    likely = _likely(plain, names)
    if likely and likely[1] >= 88 and len(plain) > 4:
        return Read(names[likely[0]], note=f"gelezen als {names[likely[0]]}")
    return Read(re.sub(r"\s*\([^)]*\)", "", text))


def aspect_ids(value: object, plan: Plan) -> list[str]:
    """The aspects that a cell can stand for: one, several when ambiguous, none when it is no aspect."""
    known = [a.id for a in plan.aspects]
    if isinstance(value, datetime | date):
        return sorted({i for i in (f"{value.day}.{value.month}", f"{value.month}.{value.day}") if i in known})
    if isinstance(value, float | int):
        text = f"{value:.6g}"
        return [text] if text in known else []
    text = str(value).strip()
    if text in known:
        return [text]
    if m := re.match(r"(?:aspect|doel)?\s*(\d+)\s*[.,]\s*(\d+)(?!\d)", text, re.I):
        found = f"{m[1]}.{m[2]}"
        return [found] if found in known else []
    if m := re.fullmatch(r"(\d{1,2})[-/](\d{1,2}|" + "|".join(MONTHS) + r")\.?(?:[-/]\d{2,4})?", text, re.I):
        second = m[2] if m[2].isdigit() else str(MONTHS[m[2].lower()])
        return sorted({i for i in (f"{m[1]}.{second}", f"{second}.{m[1]}") if i in known})
    return [found] if (found := _aspect_named(text, plan)[0]) else []


def _aspect_named(text: str, plan: Plan) -> tuple[str, bool]:
    """The aspect that a name stands for,
    and whether it was only recognised by its likeness; nothing when none.
    """
    names = {normalise(n): a.id for a in plan.aspects for n in (a.name, *a.synonyms)}
    plain = normalise(text)
    if plain in names:
        return names[plain], False
    best = (
        process.extractOne(plain, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=80)
        if len(plain) > 8
        else None
    )
    return (names[best[0]], True) if best else ("", False)


def is_goal(value: object, plan: Plan) -> bool:
    """Whether a cell is a goal's heading (`1`, `1. Wetgeving gereed`, `Doel 3`) and not an aspect."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:g}" in {g.id for g in plan.goals}
    m = re.match(r"\s*(?:doel\s*)?(\d+)\s*[.:)\s-]*(?!\d)(.*)$", str(value), re.I)
    return (
        bool(m)
        and m[1] in {g.id for g in plan.goals}
        and not re.match(r"\s*[.,]\s*\d", str(value)[m.end(1) :])
    )


def _aspect(value, ctx: Context) -> Read:
    found = aspect_ids(value, ctx.plan)
    if len(found) == 1:
        likely = (
            isinstance(value, str)
            and found[0] not in value
            and _aspect_named(value, ctx.plan) == (found[0], True)
        )
        return Read(
            found[0], note=f"gelezen als aspect {found[0]} {ctx.plan.aspect(found[0]).name}" if likely else ""
        )
    if found:
        options = " of ".join(found)
        return Read(
            problem=f"Excel maakte hier een datum van; het kan aspect {options} zijn. Zet de cel op Tekst "
            "en typ het aspect",
            suggestion=options,
        )
    ids = [a.id for a in ctx.plan.aspects]
    return Read(problem=f"dit is geen aspect uit het plan; verwacht wordt {ids[0]} tot en met {ids[-1]}")


def _municipality(value, ctx: Context) -> Read:
    found = municipalities.find(as_text(value), ctx.month)
    if found.name:
        return Read(found.name, note=found.note)
    return Read(
        problem=f"{found.why}; verwacht wordt de naam van een Nederlandse gemeente",
        suggestion=found.suggestion,
    )


def _municipality_or_all(value, ctx: Context) -> Read:
    if (
        normalise(as_text(value))
        in ("nederland", "landelijk", "heel nederland", "totaal nederland", "nl", "nationaal")
        or as_text(value) == "*"
    ):
        return Read("*")
    return _municipality(value, ctx)


def _municipalities(value, ctx: Context) -> Read:
    names, unknown = [], []
    for part in re.split(r"[;,\n/]| \+ ", plain_text(value) if isinstance(value, str) else as_text(value)):
        for name in _joined_by_and(part.strip(), ctx):
            found = municipalities.find(name, ctx.month)
            (names if found.name else unknown).append(found.name or name)
    if unknown:
        return Read(names, note=f"niet herkend als gemeente: {', '.join(unknown)}")
    return Read(names)


def _joined_by_and(text: str, ctx: Context) -> list[str]:
    """`Ede en Berg en Dal` is two names:
    of the words between `en` the longest runs that are a municipality.
    """
    words, names = [w.strip() for w in re.split(r" en ", text)], []
    while words:
        most = next(
            (
                n
                for n in range(len(words), 1, -1)
                if municipalities.find(" en ".join(words[:n]), ctx.month).name
            ),
            1,
        )
        names.append(" en ".join(words[:most]))
        words = words[most:]
    return [n for n in names if n and not is_missing(n)]


PARSERS: dict[str, Callable[[object, Context], Read]] = {
    "text": _text,
    "list": _list,
    "date": _when,
    "month": _month,
    "number": _number,
    "whole": _whole,
    "count": _count,
    "percent": _percent,
    "share_or_count": _share_or_count,
    "yesno": _yesno,
    "word": _word,
    "colour": _colour,
    "category": _category,
    "party": _party,
    "aspect": _aspect,
    "municipality": _municipality,
    "municipality_or_all": _municipality_or_all,
    "municipalities": _municipalities,
}
