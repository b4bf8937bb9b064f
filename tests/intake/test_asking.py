"""A day that a reader types in: read as a cell of a workbook would be, or one sentence that says why not."""

from datetime import date

import pytest

from wkb_data.intake.asking import day_typed

AFTER = date(2021, 3, 31)


@pytest.mark.parametrize("text", ["1-1-2023", "1 januari 2023", "01/01/23"])
def test_a_day_is_read_in_any_way_of_writing(text):
    assert day_typed(text, AFTER) == (date(2023, 1, 1), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", ""),
        ("31-3-2021", "Kies een datum na 31-03-2021."),
        ("32-1-2023", "Schrijf een datum zoals 1-1-2023."),
        ("ooit", "Schrijf een datum zoals 1-1-2023."),
    ],
)
def test_what_is_no_later_day_gives_a_sentence(text, said):
    day, why = day_typed(text, AFTER)
    assert day is None and why.endswith(said)
    assert bool(why) == bool(said)
