"""The registers as objects: tables, columns, headings, synonyms, words, checks, from `registers/*.toml`.

Register ── Table ── Column
              └─ checks, against (plain dicts, carried out by intake.checks)

`SchemaError` names every key of a file that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from wkb_data.decoding import Mistakes, Report, decode, read_toml
from wkb_data.register_checks import check_register, check_tables_once
from wkb_data.register_parts import ColumnFile, RegisterFile
from wkb_data.text import UNCHANGED, normalise

__all__ = [
    "UNCHANGED",
    "Column",
    "Judgement",
    "Register",
    "SchemaError",
    "Table",
    "normalise",
    "read_registers",
    "registers",
    "table_named",
]
FOLDER = Path(__file__).with_name("registers")


class SchemaError(Mistakes):
    """A register can't be used; every sentence names file, key, what stands there and what may."""


@dataclass(frozen=True)
class Column:
    """A column; `type` is one of register_parts.Type, `words` maps a normalised word to its canonical one.

    `within` maps the words that count within a longer text too; `labels` a canonical word to the one that
    people see; `event`: a day or month on which something has happened, and no plan.
    """

    name: str
    heading: str
    type: str
    required: bool = False
    expected: bool = False
    synonyms: tuple[str, ...] = ()
    words: dict[str, str] | None = None
    labels: dict[str, str] | None = None
    within: dict[str, str] = field(default_factory=dict)
    event: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The Dutch words that may be filled in."""
        return tuple((self.labels or {}).values())

    def headings(self) -> set[str]:
        return {normalise(h) for h in (self.heading, self.name, *self.synonyms)}


class Judgement(NamedTuple):
    """The columns of a list of judgements: what is judged, in which month, the colour, and why."""

    rows: str
    columns: str
    value: str
    reason: str


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
    judgement: Judgement | None = None
    sheet_words: tuple[str, ...] = ()

    @cached_property
    def by_word(self) -> dict[str, str]:
        """Normalised heading or synonym -> column name; a true heading wins over a synonym."""
        found = {word: column.name for column in reversed(self.columns) for word in column.headings()}
        return found | {normalise(column.heading): column.name for column in self.columns}

    @cached_property
    def titles(self) -> frozenset[str]:
        """The columns' own headings, normalised."""
        return frozenset(normalise(column.heading) for column in self.columns)

    @cached_property
    def long_words(self) -> tuple[str, ...]:
        """The words of `by_word` that are long enough to be recognised by likeness."""
        return tuple(w for w in self.by_word if len(w) > 3)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def keys(self) -> list[str]:
        """The columns that together name a row."""
        unique = next((c for c in self.checks if c["kind"] == "unique"), {"column": self.key})
        return list(unique.get("columns", [unique["column"]]))

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Columns that hold the number by which a row is known, its own or another's."""
        named = {c["column"] for c in self.checks if c["kind"] in ("reference", "acyclic")}
        return frozenset({self.key, *named})

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
    """Every word as written and in its normal form -> its canonical one.

    Of two with the same normal form (`x`, `(x)`) the first has it.
    """
    found: dict[str, str] = {}
    for form in (str.casefold, normalise):
        for canonical, written in words.items():
            for w in (canonical, *written):
                if form(w):
                    found.setdefault(form(w), canonical)
    return found


def _column(c: ColumnFile, lists: dict[str, dict[str, tuple[str, ...]]]) -> Column:
    written = lists[c.words] if c.words else None
    return Column(
        c.name,
        c.heading,
        c.type,
        c.required,
        c.expected,
        c.synonyms,
        _vocabulary(written) if written else None,
        {k: w[1] if len(w) > 1 else w[0] for k, w in written.items()} if written else None,
        {w: k for k, own in (written or {}).items() for w in own if w in c.within},
        c.event,
    )


def _register(file: RegisterFile) -> Register:
    tables = tuple(
        Table(
            t.name,
            t.title,
            file.register,
            t.key,
            tuple(_column(c, file.words) for c in t.columns),
            t.checks,
            t.against,
            t.shapes,
            t.matrix,
            Judgement(**t.judgement) if t.judgement else None,
            t.sheet_words,
        )
        for t in file.tables
    )
    return Register(file.register, file.title, file.file_words, tables)


def read_registers(folder: Path) -> dict[str, Register]:
    """The registers of a folder by name, in the order of files. Raises SchemaError with every mistake."""
    found, wrong = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            file = decode(RegisterFile, read_toml(path), path.name)
        except Mistakes as mistakes:
            wrong += mistakes.sentences
            continue
        report = Report(path.name)
        check_register(file, report, path.stem)
        found.append((path.name, file, report))
    check_tables_once(found)
    wrong += [s for _, _, report in found for s in report.sentences]
    if not found and not wrong:
        wrong = [f"{folder.name}: in deze map staat niets; hier hoort een TOML-bestand per register."]
    if wrong:
        raise SchemaError(wrong)
    return {file.register: _register(file) for _, file, _ in found}


@lru_cache(maxsize=1)
def registers() -> dict[str, Register]:
    """All registers by name, in the order of their files."""
    return read_registers(FOLDER)


def table_named(name: str) -> Table:
    """The table with this name, from whichever register. Raises KeyError when there is none."""
    for register in registers().values():
        for table in register.tables:
            if table.name == name:
                return table
    raise KeyError(name)
