"""Every measure is declared once.

A name that is not is refused where facts are made and where they are read.
"""

from pathlib import Path

import pandas as pd
import pytest

from wkb_data.delivering import measures
from wkb_data.measures import declared, summary
from wkb_data.measures.declared import MEASURES, UndeclaredMeasure
from wkb_data.measures.facts import BY_TABLE, COLUMNS, _counts, _Facts, facts_of
from wkb_data.measures.months import monthly
from wkb_data.plan import load_plan
from wkb_data.schema import registers

PLAN = load_plan()
DOCUMENT = Path(__file__).parents[2] / "docs/meetwaarden.md"
KINDS = {"stock": "stand", "flow": "van de maand"}


def told_of(measure):
    if measure.about == declared.EACH_ASPECT:
        return "ieder aspect"
    return ", ".join(measure.aspects(PLAN)) or "–"


def test_the_document_lists_every_measure_as_declared():
    lines = [
        f"| `{m}` | {m.label} | {m.unit} | {KINDS[m.kind]} | {told_of(m)} | {', '.join(m.by) or '–'} |"
        for m in MEASURES.values()
    ]
    listed = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert listed == lines


def test_a_fact_with_an_undeclared_name_or_dimension_is_refused():
    facts = _Facts("2021-03", PLAN)
    with pytest.raises(UndeclaredMeasure, match="pilots_conted"):
        facts.add("pilots_conted", 3)
    with pytest.raises(UndeclaredMeasure, match="party"):
        facts.add("pilots_counted", 3, "party=VNG")
    facts.add("pilots_counted", 3, "network=Noord")
    assert facts.rows == [("2021-03", "3.1", "pilots_counted", "network=Noord", 3.0, "projecten")]


def test_a_reader_that_mistypes_a_name_is_told_so():
    facts = pd.DataFrame(columns=COLUMNS)
    with pytest.raises(UndeclaredMeasure, match="pilots_conted"):
        summary.series(facts, "pilots_conted")
    assert summary.series(facts, "pilots_counted").empty


def test_a_name_is_declared_once():
    with pytest.raises(ValueError, match="twice"):
        declared._stock("pilots_counted", "Nog eens", "projecten", "pilots")


def test_every_fact_of_the_samples_has_the_declared_unit(sample_store):
    facts = measures(sample_store)
    found = set(zip(facts["measure"], facts["unit"], strict=True))
    assert found <= {(str(m), m.unit) for m in MEASURES.values()}


def test_every_declared_measure_comes_from_some_table(sample_store):
    given = set(measures(sample_store)["measure"])
    reserved = {declared.ROWS_LEFT_OUT, declared.COLUMNS_LEFT_OUT}  # the samples were delivered whole
    assert set(MEASURES) - given == reserved


def test_every_measure_is_of_the_registers_that_tell_of_it(sample_store):
    found: dict[str, set[str]] = {}
    for (register, _), facts in sample_store.facts_in_force().items():
        for measure in facts["measure"].unique():
            found.setdefault(measure, set()).add(register)
    assert found == {m: set(MEASURES[m].registers) for m in found}


def test_what_is_counted_is_a_table_of_a_register():
    assert set(BY_TABLE) <= {t.name for r in registers().values() for t in r.tables}


def test_a_second_function_counts_of_a_table_beside_the_first(monkeypatch):
    monkeypatch.setitem(BY_TABLE, "networks", list(BY_TABLE["networks"]))

    @_counts("networks")
    def _closed(f, rows):
        f.add(declared.PROVIDERS, (rows["status"] == "ended").sum())

    rows = pd.DataFrame({"status": ["active", "ended", "active", "ended", "ended"]})
    facts = facts_of("2021-03", {"networks": rows}, PLAN)
    assert facts[["measure", "value"]].to_numpy().tolist() == [["networks_active", 2.0], ["providers", 3.0]]


@pytest.mark.parametrize("name", MEASURES)
def test_a_month_without_a_delivery_shows_the_last_stock_and_no_old_flow(name):
    measure = MEASURES[name]
    fact = ("3.1", name, "", 4.0, measure.unit)
    told = {
        ("pilots", "2021-01"): pd.DataFrame([("2021-01", *fact)], columns=COLUMNS),
        ("planning", "2021-02"): pd.DataFrame(columns=COLUMNS),
    }
    facts = monthly(told)
    february = facts[(facts["month"] == "2021-02") & (facts["measure"] == name) & (facts["dimension"] == "")]
    assert february["value"].tolist() == ([4.0] if measure.kind == "stock" else [])


def test_a_carried_month_has_its_colour_and_is_no_judgement():
    def red(month):
        return pd.DataFrame([(month, "3.1", "status", "status=red", 1.0, "oordeel")], columns=COLUMNS)

    pilots = pd.DataFrame([("2021-03", "3.1", "pilots_counted", "", 1.0, "projecten")], columns=COLUMNS)
    facts = monthly(
        {
            ("planning", "2021-01"): red("2021-01"),
            ("pilots", "2021-02"): pilots.assign(month="2021-02"),
            ("planning", "2021-03"): red("2021-03"),
            ("pilots", "2021-04"): pilots.assign(month="2021-04"),
        }
    )
    shown = facts[facts["measure"] == "status"]
    assert shown["month"].tolist() == ["2021-01", "2021-02", "2021-03", "2021-04"]
    assert summary.series(facts, "months_in_status").to_dict() == {"2021-01": 1.0, "2021-03": 2.0}
