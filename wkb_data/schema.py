"""The registers as objects: tables, columns, headings, synonyms, words and checks, read from `registers/*.toml`.

Register ── Table ── Column
              └─ checks, against (plain dicts, carried out by intake.checks)
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("registers")
# What a group writes for a justification that stays as it was.
UNCHANGED = {"ongewijzigd", "idem", "geen wijziging", "geen wijzigingen", "zie vorige maand", "onveranderd"}


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """A heading or word without case, accents, punctuation and double spaces: the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\xa0", " "))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w%#&+±√✓☹-☻😀-🙏/]+", " ", plain).replace("_", " ").strip()
    return " ".join(words.split())


@dataclass(frozen=True)
class Column:
    """A column of a table. `type` is a key of intake.cells.PARSERS; `words` maps a normalised word to its canonical one."""

    name: str
    heading: str
    type: str
    required: bool = False
    expected: bool = False
    synonyms: tuple[str, ...] = ()
    words: dict[str, str] | None = None
    labels: dict[str, str] | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The Dutch words that may be filled in."""
        return tuple((self.labels or {}).values())

    def headings(self) -> set[str]:
        return {normalise(h) for h in (self.heading, self.name, *self.synonyms)}


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    register: str
    key: str
    columns: tuple[Column, ...]
    checks: tuple[dict, ...] = ()
    against: tuple[dict, ...] = ()
    shapes: tuple[str, ...] = ()
    matrix: dict | None = None
    sheet_words: tuple[str, ...] = ()

    @cached_property
    def by_word(self) -> dict[str, str]:
        """Normalised heading or synonym -> column name; where two columns share a word, the first and the true heading win."""
        found = {word: column.name for column in reversed(self.columns) for word in column.headings()}
        return found | {normalise(column.heading): column.name for column in self.columns}

    @cached_property
    def long_words(self) -> tuple[str, ...]:
        """The words of `by_word` that are long enough to be recognised by likeness."""
        return tuple(w for w in self.by_word if len(w) > 3)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def keys(self) -> list[str]:
        """The columns that together name a row."""
        return next(
            (c.get("columns", [c["column"]]) for c in self.checks if c["kind"] == "unique"), [self.key]
        )

    @property
    def required(self) -> list[Column]:
        return [c for c in self.columns if c.required]


@dataclass(frozen=True)
class Register:
    name: str
    title: str
    file_words: tuple[str, ...]
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        return next(t for t in self.tables if t.name == name)


def _vocabulary(words: dict[str, list[str]]) -> dict[str, str]:
    """Every word as written and in its normal form -> its canonical one; of two with the same normal form (`x`, `(x)`) the first has it."""
    found: dict[str, str] = {}
    for form in (str.casefold, normalise):
        for canonical, written in words.items():
            for w in (canonical, *written):
                if form(w):
                    found.setdefault(form(w), canonical)
    return found


def _register(path: Path) -> Register:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    vocabularies = {name: _vocabulary(words) for name, words in raw.get("words", {}).items()}
    tables = []
    for t in raw["tables"]:
        columns = tuple(
            Column(
                c["name"],
                c["heading"],
                c["type"],
                c.get("required", False),
                c.get("expected", False),
                tuple(c.get("synonyms", ())),
                vocabularies.get(c.get("words", "")),
                {k: w[1] if len(w) > 1 else w[0] for k, w in raw["words"][c["words"]].items()}
                if "words" in c
                else None,
            )
            for c in t["columns"]
        )
        tables.append(
            Table(
                t["name"],
                t["title"],
                raw["register"],
                t["key"],
                columns,
                tuple(t.get("checks", ())),
                tuple(t.get("against", ())),
                tuple(t.get("shapes", ())),
                t.get("matrix"),
                tuple(t.get("sheet_words", ())),
            )
        )
    return Register(raw["register"], raw["title"], tuple(raw.get("file_words", ())), tuple(tables))


@lru_cache(maxsize=1)
def registers() -> dict[str, Register]:
    """All registers by name, in the order of their files."""
    found = [_register(p) for p in sorted(FOLDER.glob("*.toml"))]
    return {r.name: r for r in found}


def table_named(name: str) -> Table:
    """The table with this name, from whichever register. Raises KeyError when there is none."""
    for register in registers().values():
        for table in register.tables:
            if table.name == name:
                return table
    raise KeyError(name)
