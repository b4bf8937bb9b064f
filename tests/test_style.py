"""Small functions, and measures named by their declaration: what a reader of the code may count on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from wkb_data.measures.declared import MEASURES
from wkb_data.schema import registers

TOP = Path(__file__).parents[1]
LONGEST = 50
FILES = [
    TOP / "app.py",
    *(
        f
        for d in ("pages", "wkb_views", "wkb_reports", "wkb_words", "wkb_data")
        for f in sorted((TOP / d).rglob("*.py"))
    ),
]
# Names that are no measure alone: a table or a column has them too.
TABLES = [t for r in registers().values() for t in r.tables]
SHARED = {t.name for t in TABLES} | {c.name for t in TABLES for c in t.columns}


def long_functions(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST:
                yield f"{node.name}: {length} lines"


def spelled(source: str) -> Iterator[str]:
    """The measures that stand in a source as a text of their own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and node.value in MEASURES and node.value not in SHARED:
            yield f"line {node.lineno}: {node.value}"


def words(source: str) -> Iterator[str]:
    """The texts in a source that are written for a reader: with a capital or a space."""
    tree = ast.parse(source)
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, holders) and ast.get_docstring(n)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            text = node.value.strip()
            if text[:1].isupper() or " " in text and any(c.isalpha() for c in text):
                yield f"line {node.lineno}: {text}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(TOP)))
def test_no_function_is_longer_than_a_screen(path):
    assert list(long_functions(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "path",
    [f for f in FILES if f.parent.name in ("pages", "wkb_views", "wkb_reports", "wkb_words")],
    ids=lambda p: p.name,
)
def test_pages_and_views_name_a_measure_by_its_declaration(path):
    assert list(spelled(path.read_text(encoding="utf-8"))) == []


# What they hold is written in lists that groups get back, or names the measures themselves.
WRITTEN = ("declared.py", "established.py")


@pytest.mark.parametrize(
    "path",
    [f for f in FILES if f.parent.name == "measures" and f.name not in WRITTEN],
    ids=lambda p: p.name,
)
def test_measures_give_names_and_no_words_for_a_reader(path):
    found = [w for w in words(path.read_text(encoding="utf-8")) if "Float64" not in w]
    assert [w for w in found if "is not declared" not in w] == []


def test_what_is_looked_for_is_found():
    assert list(words('"""Told."""\nx = ["Maand", "zonder aspect", "months_before"]')) == [
        "line 2: Maand",
        "line 2: zonder aspect",
    ]
    assert list(long_functions("def f():\n" + "    x = 1\n" * 50)) == ["f: 51 lines"]
    assert list(long_functions("def f():\n" + "    x = 1\n" * 49)) == []
    assert list(spelled("value('pilots_counted')\ntable('studies')")) == ["line 1: pilots_counted"]
