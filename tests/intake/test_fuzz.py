"""A bounded piece of the fuzzing; `make fuzz` does ten thousand."""

from tests.intake.fuzz import fuzz


def test_mutated_workbooks_give_a_reading_or_one_clear_sentence():
    outcomes = fuzz(120, first=1)
    assert [o for o in outcomes if o.bad] == []
    assert {o.what for o in outcomes} == {"gelezen", "geweigerd"}
