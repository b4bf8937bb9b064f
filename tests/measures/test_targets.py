"""Each target's stand with what it moved by: since the delivery before it, and never of a month that told
nothing.
"""

from dataclasses import replace

import pandas as pd
import pytest

from wkb_data.measures import declared
from wkb_data.measures.facts import COLUMNS
from wkb_data.measures.forecast import forecasts
from wkb_data.measures.summary import Pace, pace
from wkb_data.measures.targets import Step, planned, step, targets
from wkb_data.plan import load_plan
from wkb_words.outlook import lately

PLAN = load_plan()
STARTED = declared.PILOTS_COUNTED


def facts(*rows: tuple[str, str, float], carried: dict[tuple[str, str], int] | None = None) -> pd.DataFrame:
    """Facts of (month, measure, value), with the months into which a register was carried."""
    told = [(m, "", str(measure), "", float(v), "") for m, measure, v in rows]
    old = [
        (m, "", str(declared.CARRIED_FORWARD), f"register={r}", float(n), "")
        for (r, m), n in (carried or {}).items()
    ]
    return pd.DataFrame(told + old, columns=COLUMNS)


# Delivered in November and January; December shows November's stand.
GAP = facts(
    ("2020-10", STARTED, 1),
    ("2020-11", STARTED, 4),
    ("2020-12", STARTED, 4),
    ("2021-01", STARTED, 9),
    carried={("pilots", "2020-12"): 1},
)


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2020-09", Step(None, None)),
        ("2020-10", Step(1, "2020-10")),
        ("2020-11", Step(4, "2020-11", 3, "2020-10")),
        ("2020-12", Step(4, "2020-11")),
        ("2021-01", Step(9, "2021-01", 5, "2020-11")),
    ],
)
def test_a_change_says_since_which_delivery(month, found):
    assert step(GAP, STARTED, month) == found


def test_the_pace_is_that_between_two_deliveries():
    # Nothing came over December: 17 - 1 since November, four months.
    rows = facts(
        *(
            ("2020-11", STARTED, 1),
            ("2020-12", STARTED, 1),
            ("2021-01", STARTED, 8),
            ("2021-02", STARTED, 12),
        ),
        ("2021-03", STARTED, 17),
        ("2021-04", STARTED, 17),
        carried={("pilots", "2020-12"): 1, ("pilots", "2021-04"): 1},
    )
    # 180 - 17 = 163 to go at 4 a month: 41 months from March 2021.
    assert pace(rows, STARTED, "2021-03", 180) == Pace(4, 4, "2021-03", "2024-08")
    # April tells nothing: that nobody started then is not known.
    assert pace(rows, STARTED, "2021-04", 180) == Pace(4, 4, "2021-03", "2024-08")
    assert pace(rows, STARTED, "2021-01", 180).per_month is None


@pytest.mark.parametrize(
    ("months", "of", "month", "words"),
    [
        (3, "2021-08", "2021-08", "de laatste drie maanden"),
        (6, "2021-09", "2021-09", "de laatste zes maanden"),
        (12, "2021-09", "2021-09", "de laatste 12 maanden"),
        (3, "2021-08", "2021-09", "de drie maanden tot en met augustus 2021"),
        (3, None, "2021-09", "de laatste drie maanden"),
    ],
)
def test_a_pace_says_of_which_months_it_is(months, of, month, words):
    assert lately(Pace(1.0, months, of, None), month) == words


def test_a_total_is_of_the_last_month_with_what_it_adds_up():
    total, flow = declared.VOLUME_PILOTS_TOTAL, declared.APPLICATIONS
    rows = facts(
        *(("2021-07", total, 20), ("2021-07", flow, 90), ("2021-08", total, 31), ("2021-08", flow, 80)),
        ("2021-09", total, 31),
    )
    # The workbook of September came, and says nothing of September.
    assert step(rows, total, "2021-08") == Step(31, "2021-08", 11, "2021-07")
    assert step(rows, total, "2021-09") == Step(31, "2021-08")


def test_a_figure_of_two_registers_moves_when_the_first_of_them_delivered():
    # The Tlokb delivers once a quarter: its stand of October is in the sum of every month.
    of = [("2020-12", "", str(declared.BOTTLENECKS_OPEN), f"source={r}") for r in ("pilots", "admission")]
    both = pd.DataFrame([(*row, 3.0, "") for row in of], columns=COLUMNS)
    rows = facts(
        ("2020-11", declared.BOTTLENECKS_OPEN, 7),
        ("2020-12", declared.BOTTLENECKS_OPEN, 6),
        carried={("admission", "2020-11"): 1, ("admission", "2020-12"): 2},
    )
    assert step(pd.concat([rows, both]), declared.BOTTLENECKS_OPEN, "2020-12") == Step(
        6, "2020-12", -1, "2020-11"
    )
    # Of the pilots nothing came over December: then what the Tlokb told moved it, and no change is said.
    rows = facts(
        ("2020-11", declared.BOTTLENECKS_OPEN, 7),
        ("2020-12", declared.BOTTLENECKS_OPEN, 8),
        carried={("pilots", "2020-12"): 1},
    )
    assert step(pd.concat([rows, both]), declared.BOTTLENECKS_OPEN, "2020-12") == Step(8, "2020-12")


def test_what_must_be_completed_is_planned_later_than_what_must_start():
    # September 2020 is the first month; the curve of the plan says 1% then, and 10% in January.
    assert planned(PLAN, STARTED, "2021-01", 180) == pytest.approx(18)
    # Completed five months after the start: nothing before February, 1% then.
    assert planned(PLAN, declared.PILOTS_COMPLETED, "2021-01", 180) == 0
    assert planned(PLAN, declared.PILOTS_COMPLETED, "2021-02", 180) == pytest.approx(1.8)
    # The count that the volume must reach follows the same line.
    assert planned(PLAN, declared.VOLUME_PILOTS_TOTAL, "2021-01", 500) == pytest.approx(50)


def test_each_target_has_its_stand_its_plan_and_its_forecast():
    course = {"2020-09": 1, "2020-10": 2, "2020-11": 5, "2020-12": 9}
    rows = facts(
        *((m, STARTED, v) for m, v in course.items()),
        ("2020-12", declared.VOLUME_PILOTS_TOTAL, 12),
    )
    started, completed, volume = targets(rows, PLAN, "2020-12", forecasts(rows, PLAN, "2020-12"))
    assert (started.step, started.target) == (Step(9, "2020-12", 4, "2020-11"), 180)
    assert started.planned == pytest.approx(10.8)  # 6% of 180
    assert started.forecast.usable and started.forecast.measure == STARTED
    # 8 in three months, 171 to go: 64.1 months and a bit.
    assert started.pace == Pace(8 / 3, 3, "2020-12", "2026-05")
    assert (completed.step, completed.target) == (Step(None, None), 180)
    # Without applications nobody knows how many volume projects there must be.
    assert (volume.step, volume.target, volume.planned) == (Step(12, "2020-12"), None, None)


def test_volume_has_a_count_to_reach_as_long_as_entry_into_force_is_to_come():
    rows = facts(
        ("2020-12", declared.VOLUME_PILOTS_TOTAL, 12),
        ("2020-12", declared.APPLICATIONS_TOTAL, 1000),
        ("2020-12", declared.APPLICATIONS, 250),
    )
    month = "2020-12"
    # As decided then: 1 January 2022, so twelve months to go at 250 a month. A tenth of 4000 applications.
    volume = targets(rows, PLAN, month, forecasts(rows, PLAN, month))[2]
    assert (volume.target, volume.planned) == (pytest.approx(400), pytest.approx(24))
    # January 2021 has begun without applications: the same 1000, and still twelve months to come after them.
    begun = pd.concat([rows, rows[rows["measure"] != declared.APPLICATIONS].assign(month="2021-01")])
    later = targets(begun, PLAN, "2021-01", forecasts(begun, PLAN, "2021-01"))[2]
    assert later.target == pytest.approx(400)
    past = replace(PLAN, entries=tuple(replace(e, dates=()) for e in PLAN.entries))
    assert targets(rows, past, month, forecasts(rows, past, month))[2].target is None
