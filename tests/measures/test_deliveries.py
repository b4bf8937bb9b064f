"""Lateness is that of a month's first delivery.

A correction makes nothing late, a delivery taken back proves nothing.
"""

from dataclasses import replace
from datetime import date

import pandas as pd

from wkb_data.measures.deliveries import corrected, delivery_matrix, first_days, missing_registers
from wkb_data.measures.facts import COLUMNS
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Delivery

PLAN = load_plan()
IN_TIME = Delivery(
    1, "pilots", "2021-03", "BG", "a.xlsx", "", "2021-03-25T09:00:00.000000Z", False, None, None
)
CORRECTED = replace(IN_TIME, id=2, delivered_at="2021-04-06T09:00:00.000000Z")


def state(*deliveries, known_at=None):
    facts = pd.DataFrame(columns=COLUMNS)
    return delivery_matrix(facts, first_days(deliveries, known_at), ["2021-03"], PLAN).at["pilots", "2021-03"]


def test_a_correction_after_the_meeting_makes_nothing_late():
    assert PLAN.meeting("2021-03") == date(2021, 3, 26)
    assert state(CORRECTED, IN_TIME) == "delivered" and state(CORRECTED) == "after_meeting"


def test_a_later_delivery_of_a_month_is_a_correction_from_then_on():
    march = {("pilots", "2021-03")}
    assert corrected([IN_TIME], None) == set()
    assert corrected([CORRECTED, IN_TIME], None) == march
    assert corrected([IN_TIME, CORRECTED], "2021-04-05T09:00:00.000000Z") == set()
    assert corrected([replace(IN_TIME, withdrawn_at="2021-03-28T09:00:00.000000Z"), CORRECTED], None) == set()
    again = replace(CORRECTED, id=3, delivered_at="2021-04-07T09:00:00.000000Z")
    assert corrected([replace(IN_TIME, sample=True), CORRECTED], None) == set()
    assert corrected([replace(IN_TIME, sample=True), CORRECTED, again], None) == march


def test_a_delivery_taken_back_proves_nothing_from_then_on():
    gone = replace(IN_TIME, withdrawn_at="2021-03-28T09:00:00.000000Z")
    assert state(gone, CORRECTED) == "after_meeting"
    assert state(gone, CORRECTED, known_at="2021-03-27T00:00:00.000000Z") == "delivered"


def test_the_day_is_the_dutch_one():
    assert state(replace(IN_TIME, delivered_at="2021-03-26T22:59:00.000000Z")) == "delivered"
    assert state(replace(IN_TIME, delivered_at="2021-03-26T23:01:00.000000Z")) == "after_meeting"


def test_nothing_delivered_shows_the_last_stand_only_where_there_is_one():
    carried = pd.DataFrame(
        [("2021-03", "", "carried_forward", "register=planning", 1.0, "")], columns=COLUMNS
    )
    matrix = delivery_matrix(carried, {}, ["2021-03"], PLAN)
    assert matrix["2021-03"].to_dict() == {
        "planning": "carried",
        "pilots": "missing",
        "communication": "missing",
        "digital": "not_due",
        "admission": "not_due",
    }
    assert missing_registers(matrix, "2021-03") == ["planning", "pilots", "communication"]
