"""Every finding has a kind, and every kind stands in docs/bevindingen.md with its cause and its cure."""

import ast
import re
from pathlib import Path

import pytest

from tests.intake.report import messy
from wkb_data.intake.cells import PARSERS
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.kinds import KINDS, page
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

ROOT = Path(__file__).parents[2]
INTAKE = ROOT / "wkb_data/intake"
# Modules that read formats and tell nothing: their texts are names of XML.
FORMATS = {"kinds.py", "ods.py", "xlsx.py", "xls.py", "parts.py", "sheets.py", "styles.py", "looks.py"}
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
# Types of which every text is a value: they have no cell that can't be read.
NEVER = {"text", "list", "party", "municipalities"}


def written() -> set[str]:
    """Every text in the intake that is written as a kind."""
    found = set()
    for path in INTAKE.glob("*.py"):
        if path.name not in FORMATS:
            texts = (
                n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)
            )
            found |= {t for t in texts if isinstance(t, str) and CODE.fullmatch(t)}
    return found


def test_the_kinds_in_the_code_and_the_kinds_explained_are_the_same():
    of_types = {f"{t.replace('_', '-')}-unreadable" for t in PARSERS if t not in NEVER}
    assert written() | of_types == set(KINDS)


def test_the_page_about_findings_lists_every_kind_with_cause_and_cure():
    text = (ROOT / "docs/bevindingen.md").read_text("utf-8")
    assert text == page()
    assert all(kind.cause.endswith(".") and kind.cure.endswith(".") for kind in KINDS.values())


@pytest.mark.parametrize("path", messy(), ids=lambda p: p.name)
def test_every_finding_of_a_messy_workbook_has_a_kind_that_is_explained(path):
    try:
        found = read_workbook(path.read_bytes(), path.name, load_plan()).findings
    except UnreadableFile:
        return
    assert {f.kind for f in found} <= set(KINDS)
