"""Every messy workbook is read as the reading written beside it says."""

import pytest

from tests.intake.report import differences, messy


def test_there_are_enough_messy_workbooks():
    assert len(messy()) >= 60


@pytest.mark.parametrize("path", messy(), ids=lambda p: p.name)
def test_is_read_as_a_careful_person_reads_it(path):
    assert differences(path) == []
