"""The samples in another dress are read as the samples themselves; `tests.intake.restyle` draws more."""

import pytest

from tests.intake.restyle import differences, drawn, restyled, sample
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

MANY = 45


@pytest.mark.parametrize(("file", "seed"), drawn(MANY))
def test_a_sample_in_another_dress_is_read_alike(file, seed):
    assert differences(file, seed) == []


def test_a_dress_changes_headings_order_place_dates_and_format():
    dressed = [restyled(file, seed) for file, seed in drawn(MANY)]
    assert {name.rpartition(".")[2] for _, name in dressed} == {"xlsx", "xls", "ods", "xlsb"}
    changed = 0
    for (file, _), (content, name) in zip(drawn(MANY), dressed, strict=True):
        was, now = sample(file)[1], read_workbook(content, name, load_plan())
        changed += [r.columns for r in was.regions] != [r.columns for r in now.regions]
    assert changed > 0.9 * MANY
