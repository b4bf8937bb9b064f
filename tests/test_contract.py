"""`docs/registers.md` is what other programs rely on: what it names is there, and what is there it names."""

import argparse
import json
import re
from pathlib import Path
from typing import get_args

import pytest

from tests.intake.test_shapes import HEAD, ROW, read, sheet
from wkb_data.__main__ import _parser
from wkb_data.measures.declared import MEASURES
from wkb_data.register_parts import Type
from wkb_data.schema import registers

DOCUMENT = Path(__file__).parents[1] / "docs/registers.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
TABLES = [t for r in registers().values() for t in r.tables]


def part(heading: str) -> str:
    """What stands under a heading, up to the next of its level or a higher one."""
    level = len(heading) - len(heading.lstrip("#"))
    assert TEXT.count(f"\n{heading}\n") == 1, heading
    below = TEXT.split(f"\n{heading}\n")[1]
    return re.split(rf"(?m)^#{{1,{level}}} ", below)[0]


def rows(text: str) -> list[list[str]]:
    """The rows of the Markdown tables in a text, without heading rows."""
    lines = [
        [c.strip() for c in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    return [cells for cells in lines if cells[0].startswith("`")]


def column_line(c) -> list[str]:
    words = ", ".join(f"`{k}` {v}" for k, v in (c.labels or {}).items())
    return [f"`{c.name}`", c.heading, c.type, "yes" if c.required else "–", words or "–"]


@pytest.mark.parametrize("table", TABLES, ids=[t.name for t in TABLES])
def test_a_table_stands_there_with_every_column_type_requirement_and_word(table):
    assert rows(part(f"#### `{table.name}`: {table.title}")) == [column_line(c) for c in table.columns]


def test_no_register_or_table_stands_there_that_is_not():
    named = re.findall(r"(?m)^(#{3,4}) `(\w+)`: (.+)$", part("## Tables and columns"))
    there = {("###", r.name, r.title) for r in registers().values()}
    there |= {("####", t.name, t.title) for t in TABLES}
    assert sorted(named) == sorted(there)


def test_a_table_stands_under_its_own_register():
    for register in registers().values():
        own = re.findall(r"(?m)^#### `(\w+)`", part(f"### `{register.name}`: {register.title}"))
        assert own == [t.name for t in register.tables]


def test_every_type_is_explained():
    explained = rows(part("## Tables and columns").split("\n### ")[0])
    assert sorted(name.strip("`") for name, *_ in explained) == sorted(get_args(Type))


def declared_commands() -> dict[str, dict[str, bool]]:
    """Command -> what it takes, as written, and whether that must be given."""
    choices = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    found = {}
    for name, parser in choices.items():
        found[name] = {}
        for a in parser._actions:
            if isinstance(a, argparse._HelpAction):
                continue
            takes = a.option_strings and a.nargs != 0
            written = f"{a.option_strings[0]}{' …' if takes else ''}" if a.option_strings else "…"
            found[name][written] = a.required
    return found


def documented_commands() -> dict[str, dict[str, bool]]:
    found = {}
    for usage, _ in rows(part("## Command line").split("\n### ")[0]):
        name, *given = re.findall(r"\[[^]]*\]|--[\w-]+(?: [A-Z]+)?|[\w-]+", usage.strip("`"))
        found[name] = {re.sub(r"[A-Z]+$", "…", word.strip("[]")): not word.startswith("[") for word in given}
    return found


def test_every_command_and_option_stands_there_and_no_other():
    assert documented_commands() == declared_commands()


def test_the_object_of_check_has_the_keys_that_stand_there():
    told = {
        key.strip("`"): set(re.findall(r"`(\w+)`", what))
        for key, what in rows(part("### What `check --json` prints"))
    }
    book = sheet([HEAD, [*ROW[:2], "Onzin", *ROW[3:]]])
    made = json.loads(json.dumps(read(book).as_dict()))
    assert made.keys() == told.keys() | {"file", "register", "month"}
    assert made["findings"] and made["tables"] and made["account"] and made["claims"]
    for key in ("tables", "findings", "claims"):
        assert {k for one in made[key] for k in one} == told[key], key
    [account] = made["account"]
    assert account.keys() | {"kind", "range"} == told["account"]


def test_what_the_rules_name_is_there():
    """Names in the running text: a column, a word, a measure or a table that is there."""
    known = {t.name for t in TABLES} | {c.name for t in TABLES for c in t.columns} | set(MEASURES)
    known |= {w for t in TABLES for c in t.columns for w in c.labels or ()} | set(registers())
    tables = part("## Tables and columns").split("\n### ", 1)[1]
    text = "\n".join(line for line in tables.splitlines() if not line.startswith(("|", "#")))
    named = set(re.findall(r"`(\w+)`", text)) - {"PM", "ongewijzigd"}
    assert named and named <= known
