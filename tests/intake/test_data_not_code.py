"""What a register knows stands in its file alone: intake names no table and spells no sign of a list."""

import ast
from pathlib import Path

import pytest

from wkb_data.schema import registers

FILES = sorted((Path(__file__).parents[2] / "wkb_data/intake").glob("*.py"))
TABLES = {t.name for r in registers().values() for t in r.tables}
COLOURS = [c for r in registers().values() for t in r.tables for c in t.columns if c.type == "colour"]
SIGNS = {w for c in COLOURS for w in c.within if not w.isalpha()}


def texts(path: Path) -> list[str]:
    found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_there_are_tables_and_signs_to_look_for():
    assert "status" in TABLES and {"☺", "😐", "☹"} <= SIGNS and len(FILES) > 10


@pytest.mark.parametrize("path", FILES, ids=[p.stem for p in FILES])
def test_intake_names_no_table_and_no_sign(path):
    said = texts(path)
    assert not TABLES.intersection(said)
    assert not [t for t in said if any(sign in t for sign in SIGNS)]
