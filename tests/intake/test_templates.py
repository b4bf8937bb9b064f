"""The handed-out workbook, prefilled and sent back, is read as the same tables without findings, for every
register.
"""

import pytest

from wkb_data.delivering import deliver_reading, previous_frames
from wkb_data.intake.reading import read_workbook
from wkb_data.intake.templates import template
from wkb_data.plan import load_plan
from wkb_data.schema import registers

PLAN = load_plan()


@pytest.mark.parametrize("name", list(registers()))
def test_a_prefilled_template_comes_back_with_the_same_rows_and_no_findings(name, sample_store):
    frames, _ = previous_frames(sample_store, name, None)
    content = template(registers()[name], PLAN, frames, "2021-09")
    reading = read_workbook(content, "ingevuld.xlsx", PLAN)
    assert (reading.register, reading.month) == (name, "2021-09")
    assert reading.findings == []
    for table, frame in frames.items():
        columns = [c.name for c in registers()[name].table(table).columns if c.name != "month"]
        assert reading.frames[table][columns].astype(str).equals(frame[columns].astype(str)), table
    assert deliver_reading(reading, sample_store, PLAN, "BG").month == "2021-09"


@pytest.mark.parametrize("name", list(registers()))
def test_an_empty_template_is_recognised_and_has_no_errors(name):
    reading = read_workbook(template(registers()[name], PLAN, None, "2020-09"), "leeg.xlsx", PLAN)
    assert reading.register == name and not reading.errors
