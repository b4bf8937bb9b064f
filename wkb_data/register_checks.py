"""What a register file must agree with: itself and the other registers; mistakes go to a `Report`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from wkb_data.decoding import Report, one_of
from wkb_data.register_parts import RegisterFile, TableFile, Type
from wkb_data.text import alternatives, normalise

WORDED = ("word", "colour")
TYPES = get_args(Type)
DATES = ("date", "month")
NUMBERS = ("number", "whole", "count", "percent", "share_or_count")
# Checks of judgements, and of which kind the columns of a judgement are.
OF_JUDGEMENTS = ("justified", "old_text")
JUDGEMENT = {"rows": "aspect", "columns": "month", "value": "colour", "reason": "text"}


def check_register(register: RegisterFile, report: Report, stem: str) -> None:
    """Reports what the kinds of the keys can't tell of one register; `stem` is the name of its file."""
    if register.register != stem:
        report.wrong("register", register.register, f"de naam van het bestand: '{stem}'")
    _words(register, report)
    report.each_once((f"tables[{i}].name", t.name) for i, t in enumerate(register.tables))
    for i, table in enumerate(register.tables):
        at = f"tables[{i}]"
        _columns(register, table, at, report)
        _layout(table, at, report)
        for kind in ("checks", "against"):
            for j, check in enumerate(getattr(table, kind)):
                _check(register, table, check, f"{at}.{kind}[{j}]", report)


def check_tables_once(found: Iterable[tuple[str, RegisterFile, Report]]) -> None:
    """Reports tables that stand in two registers; `found` gives file name, register and report."""
    where: dict[str, str] = {}
    for file, register, report in found:
        for i, table in enumerate(register.tables):
            first = where.setdefault(table.name, file)
            if first != file:
                report.twice(f"tables[{i}].name", table.name, first)


def _words(register: RegisterFile, report: Report) -> None:
    used = {c.words for t in register.tables for c in t.columns}
    for name, words in register.words.items():
        if name not in used:
            report.wrong(f"words.{name}", list(words), "een lijst die bij een kolom staat (words = …)")
        where: dict[str, tuple[str, str]] = {}
        for canonical, written in words.items():
            for i, word in enumerate(written):
                path = f"words.{name}.{canonical}[{i}]"
                other, first = where.setdefault(word.casefold(), (canonical, path))
                if other != canonical:
                    report.twice(path, word, first)


def _columns(register: RegisterFile, table: TableFile, at: str, report: Report) -> None:
    names = [c.name for c in table.columns]
    report.each_once((f"{at}.columns[{i}].name", n) for i, n in enumerate(names))
    if table.key not in names:
        report.unknown(f"{at}.key", table.key, names)
    if not any(c.required for c in table.columns):
        report.wrong(
            f"{at}.columns", names, "minstens één kolom met required = true: daaraan wordt de tabel herkend"
        )
    for i, column in enumerate(table.columns):
        path = f"{at}.columns[{i}]"
        if column.words is not None and column.words not in register.words:
            report.unknown(f"{path}.words", column.words, register.words)
        if column.words is not None and column.type not in WORDED:
            report.wrong(f"{path}.type", column.type, "'word': bij de kolom staat een lijst woorden (words)")
        if column.words is None and column.type in WORDED:
            report.sentences.append(
                f"{report.file}: sleutel {path}.words ontbreekt bij kolom '{column.name}'; "
                f"hier hoort {one_of('', register.words)}."
            )
        known = {w for written in register.words.get(column.words or "", {}).values() for w in written}
        for j, word in enumerate(column.within):
            if word not in known:
                report.unknown(f"{path}.within[{j}]", word, sorted(known))
        if column.event and column.type not in DATES:
            report.wrong(
                f"{path}.event", True, f"false: een kolom van type {column.type} is geen datum of maand"
            )
    _headings(table, at, report)


def _headings(table: TableFile, at: str, report: Report) -> None:
    """No heading stands twice, no synonym points at two columns; a true heading beats a synonym."""
    headings = {normalise(c.heading) for c in table.columns}
    report.each_once(
        ((f"{at}.columns[{i}].heading", c.heading) for i, c in enumerate(table.columns)), normalise
    )
    where: dict[str, tuple[str, str]] = {}
    for i, column in enumerate(table.columns):
        for j, word in enumerate(column.synonyms):
            path = f"{at}.columns[{i}].synonyms[{j}]"
            other, first = where.setdefault(normalise(word), (column.name, path))
            if other != column.name and normalise(word) not in headings:
                report.twice(path, word, first)


def _layout(table: TableFile, at: str, report: Report) -> None:
    """The keys that say which columns stand where in a table that is laid out otherwise than as a list."""
    columns = {c.name: c.type for c in table.columns}
    for key, shapes in (("matrix", ("matrix",)), ("judgement", ("marks", "history"))):
        places = getattr(table, key) or {}
        if bool(set(shapes) & {*table.shapes}) != bool(places):
            named = alternatives([f"'{s}'" for s in shapes])
            may = f"{named}, samen met de sleutel {key}, of geen van beide"
            report.wrong(f"{at}.shapes", list(table.shapes), may)
        for place, column in places.items():
            if column not in columns:
                report.unknown(f"{at}.{key}.{place}", column, columns)
            elif key == "judgement" and columns[column] != JUDGEMENT[place]:
                kind = f"een kolom van type {JUDGEMENT[place]} (deze is {columns[column]})"
                report.wrong(f"{at}.{key}.{place}", column, kind)
        report.each_once((f"{at}.{key}.{place}", column) for place, column in places.items())


def _check(register: RegisterFile, table: TableFile, check: dict, at: str, report: Report) -> None:
    columns = {c.name: c for c in table.columns}
    for path, name in _columns_named(check, at):
        if name not in columns:
            report.unknown(path, name, columns)
    report.each_once((f"{at}.columns[{j}]", c) for j, c in enumerate(check.get("columns", ())))
    if "column" in check and check.get("columns") and check["column"] not in check["columns"]:
        report.unknown(f"{at}.column", check["column"], check["columns"])
    if check["kind"] in OF_JUDGEMENTS and table.judgement is None:
        report.wrong(f"{at}.kind", check["kind"], "zij, als bij de tabel de sleutel judgement staat")
    if "to" in check:
        _reference(register, check["to"], f"{at}.to", report)
    for path, name, words in _words_named(check, at):
        known = register.words.get(columns[name].words or "", {}) if name in columns else None
        known = {"yes": (), "no": ()} if name in columns and columns[name].type == "yesno" else known
        for j, word in enumerate(words):
            if known is not None and word not in known:
                report.unknown(f"{path}[{j}]", word, known)
    for path, name, kinds in _types_needed(check, at):
        if name in columns and columns[name].type not in kinds:
            report.wrong(
                path, name, f"een kolom van type {' of '.join(kinds)} (deze is {columns[name].type})"
            )


def _columns_named(check: dict, at: str) -> Iterator[tuple[str, str]]:
    for key in ("column", "of"):
        if key in check:
            yield f"{at}.{key}", check[key]
    for j, name in enumerate(check.get("columns", ())):
        yield f"{at}.columns[{j}]", name
    for name in check.get("when", ()):
        yield f"{at}.when.{name}", name


def _words_named(check: dict, at: str) -> Iterator[tuple[str, str, tuple]]:
    for name, words in check.get("when", {}).items():
        yield f"{at}.when.{name}", name, words
    for key in ("order", "words"):
        if key in check:
            yield f"{at}.{key}", check["column"], check[key]


def _types_needed(check: dict, at: str) -> Iterator[tuple[str, str, tuple]]:
    if check["kind"] == "ordered":
        for j, name in enumerate(check["columns"]):
            yield f"{at}.columns[{j}]", name, DATES
    if check["kind"] == "part_of":
        yield f"{at}.column", check["column"], NUMBERS
        yield f"{at}.of", check["of"], NUMBERS
    if check["kind"] == "acyclic":
        yield f"{at}.column", check["column"], ("list",)
    if check["kind"] == "settled":
        yield f"{at}.column", check["column"], NUMBERS


def _reference(register: RegisterFile, to: str, path: str, report: Report) -> None:
    there = {f"{t.name}.{c.name}" for t in register.tables for c in t.columns}
    if to not in there:
        table = to.split(".")[0]
        own = sorted(n for n in there if n.startswith(f"{table}."))
        report.unknown(path, to, own or sorted(f"{t.name}.{t.key}" for t in register.tables))
