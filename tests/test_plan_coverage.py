"""The table of what the plan asks and where it is seen speaks of pages, tables and aspects that exist, and
forgets none.
"""

from pathlib import Path

from wkb_data.plan import load_plan
from wkb_data.schema import registers
from wkb_views.contents import TITLES

FILE = Path(__file__).parents[1] / "docs/plan-coverage.md"
PAGE_OF = {title: name for name, title in TITLES.items()}


def rows() -> list[list[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [
        cells for line in lines if (cells := [c.strip() for c in line.strip("|").split("|")])[0] != "section"
    ]


def test_every_row_names_a_page_and_a_table_that_exist():
    tables = {f"{r.name}.{t.name}" for r in registers().values() for t in r.tables} | {"plan.toml"}
    for section, aspect, asked, page, what, source in rows():
        assert page in PAGE_OF and source in tables, (section, page, source)
        assert asked and what
        assert not aspect or load_plan().aspect(aspect)


def test_every_aspect_has_a_row_on_the_page_that_its_evidence_stands_on():
    for aspect in load_plan().aspects:
        pages = {PAGE_OF[page] for _, a, _, page, *_ in rows() if a == aspect.id}
        assert set(load_plan().pages_of(aspect.id)) & pages, aspect.id


def test_every_table_that_the_groups_deliver_is_seen_somewhere():
    seen = {source for *_, source in rows()}
    delivered = {f"{r.name}.{t.name}" for r in registers().values() for t in r.tables}
    assert delivered - seen <= {
        "planning.decisions"
    }  # decisions are no monitoring of the plan's own; they stand on Planning and Trends
