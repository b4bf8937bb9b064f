"""What is due on a day of the month viewed is not overdue in that month.

Months left are whole ones from its end.
"""

from datetime import date

import pandas as pd
import pytest

from wkb_data.measures.deadlines import months_left, most_urgent_first, open_decisions, overdue
from wkb_data.measures.facts import facts_of
from wkb_data.measures.schedule import schedule, studies_now
from wkb_data.measures.summary import value
from wkb_data.plan import load_plan

LAST_OF_AUGUST = date(2021, 8, 31)


@pytest.mark.parametrize(
    ("due", "month", "left"),
    [
        (date(2022, 7, 1), "2021-08", 10),
        (date(2021, 12, 31), "2021-08", 4),
        (date(2021, 12, 30), "2021-08", 3),
        (date(2021, 9, 1), "2021-08", 0),
        (date(2021, 8, 31), "2021-08", 0),
        (date(2021, 8, 1), "2021-08", 0),
        (date(2021, 7, 31), "2021-08", -1),
        (None, "2021-08", None),
    ],
)
def test_months_left(due, month, left):
    assert months_left(due, month) == left


@pytest.mark.parametrize(("month", "late"), [("2021-07", False), ("2021-08", False), ("2021-09", True)])
def test_due_on_the_last_day_of_a_month_is_overdue_from_the_next_one_on_everywhere(month, late):
    plan = load_plan()
    activities = pd.DataFrame(
        {
            "number": ["A7"],
            "activity": ["Toets"],
            "aspect": ["3.2"],
            "start": [date(2021, 1, 4)],
            "end": [LAST_OF_AUGUST],
            "progress": [40],
            "done": [None],
            "depends_on": [None],
        }
    )
    studies = pd.DataFrame(
        {
            "title": ["Format"],
            "aspect": ["1.2"],
            "party": ["BZK"],
            "status": ["running"],
            "due": [LAST_OF_AUGUST],
            "adopted": [None],
        }
    )
    decisions = pd.DataFrame({"number": [1], "due": [LAST_OF_AUGUST], "done": [None]})
    facts = facts_of(month, {"activities": activities, "studies": studies}, plan)
    assert overdue(LAST_OF_AUGUST, month) is late
    assert value(facts, "activities_overdue", month, aspect="3.2") == late
    assert value(facts, "studies_overdue", month, aspect="1.2") == late
    assert (schedule(activities, month)["late"].iloc[0] > 0) == late
    assert studies_now(studies, month)["late"].tolist() == [late]
    assert (len(open_decisions(decisions, month)) == 1) == late


def test_overdue_decisions_lead_the_longest_overdue_first_then_what_is_open_then_what_is_done():
    rows = pd.DataFrame(
        [
            ("B1", date(2021, 7, 1), date(2021, 7, 20)),
            ("B2", date(2021, 7, 31), None),
            ("B3", date(2021, 9, 30), None),
            ("B4", date(2021, 5, 31), None),
            ("B5", date(2021, 8, 31), None),
            ("B6", None, None),
        ],
        columns=["number", "due", "done"],
    )
    found = most_urgent_first(rows, "2021-08")
    assert found["number"].tolist() == ["B4", "B2", "B6", "B5", "B3", "B1"]
    assert found["late"].tolist() == [True, True, False, False, False, False]
