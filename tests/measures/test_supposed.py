"""What a supposed pace gives, against chances worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from wkb_data.measures import declared, planner, supposed
from wkb_data.measures.forecast import Forecast
from wkb_data.plan import load_plan

PLAN = load_plan()
MONTH = "2021-08"
# Entry into force on 1 July 2022: the last whole month before it is June, ten months on.
STARTED, COMPLETED = declared.PILOTS_COUNTED, declared.PILOTS_COMPLETED


def need(name, started, target, guide="2022-01", timely=None, seen=None):
    return planner.CategoryNeed(
        name,
        started,
        target,
        planner.LeadTime(started, 0),
        None,
        None,
        None,
        guide,
        planner.Pace(seen, 3, "2021-08", None),
        None,
        False,
        timely=started if timely is None else timely,
    )


def chances(needs, pace, plan=PLAN):
    """(measure, category or nothing) -> chance; None where it is not usable."""
    made = supposed.pilots_at(needs, pace, plan, MONTH)
    return {
        (f.measure, f.dimension.removeprefix("category=")): f.probability if f.usable else None for f in made
    }


TWO = [need("", 31, 60), need("A", 21, 30), need("B", 10, 30)]


def test_where_nothing_starts_any_more_nothing_is_reached():
    assert set(chances(TWO, {"A": 0, "B": 0}).values()) == {0}


def test_what_a_category_starts_too_many_makes_up_for_nothing_in_another():
    found = chances(TWO, {"A": 1000, "B": 0})
    assert [found[STARTED, name] for name in ("A", "B", "")] == [1, 0, 0]
    assert set(chances(TWO, {"A": 1000, "B": 1000}).values()) == {1}


def test_the_chance_is_that_of_the_counts_of_so_many_months():
    # Nine left. A month with a mean of 2 and spread 2 is a Gamma(2) of Poisson counts; five of them together
    # a negative binomial with ten successes at a chance of a half. Less than nine is ten heads or more in
    # eighteen throws: (1 - 48,620 / 262,144) / 2 = 0.407. So 0.593 to be started by January.
    # Ten months until June: twenty successes; less than nine is twenty heads or more in 28 throws, 0.018.
    assert PLAN.forecast.spread == 2
    found = chances([need("", 21, 30), need("A", 21, 30)], {"A": 2})
    assert found[COMPLETED, "A"] == pytest.approx(0.593, abs=0.035)
    assert found[STARTED, "A"] == pytest.approx(0.982, abs=0.012)
    assert found[STARTED, "A"] == found[STARTED, ""]


@pytest.mark.parametrize(("timely", "chance"), [(30, 1), (29, 0)])
def test_after_the_last_month_to_start_only_those_in_time_count(timely, chance):
    late = [need(name, 30, 30, guide="2021-04", timely=timely) for name in ("", "A")]
    found = chances(late, {"A": 5})
    assert (found[COMPLETED, "A"], found[STARTED, "A"]) == (chance, 1)


def test_what_is_not_known_has_no_chance():
    found = chances(TWO, {"A": 1000, "B": None})
    assert (found[STARTED, "A"], found[STARTED, "B"], found[STARTED, ""]) == (1, None, None)
    unknown = chances([need("", 21, 30, guide=None), need("A", 21, 30, guide=None)], {"A": 1000})
    assert (unknown[STARTED, "A"], unknown[COMPLETED, "A"]) == (1, None)


def test_a_day_far_off_does_not_make_up_for_no_starts():
    far = PLAN.with_entry(date(2060, 1, 1), MONTH)
    later = [need(n.name, n.started, n.target, guide="2059-07") for n in TWO]
    assert set(chances(later, {"A": 0, "B": 0}, far).values()) == {0}
    # One a month: nine are there after nine months or so, twenty well within the years drawn.
    assert set(chances(later, {"A": 1, "B": 1}, far).values()) == {1}


def test_a_pace_is_what_is_supposed_else_that_of_late():
    needs = [need("", 31, 60, seen=9.0), need("A", 21, 30, seen=2.5), need("B", 10, 30, seen=None)]
    assert supposed.paces(needs, {}) == {"A": 2.5, "B": None}
    assert supposed.paces(needs, {"A": 0, "B": 3}) == {"A": 0, "B": 3}


def test_only_the_forecasts_of_pilots_make_way():
    usual = [
        Forecast(STARTED, "", MONTH, 31.0, 60, "2022-06", probability=0.9),
        Forecast(declared.VOLUME_PILOTS_TOTAL, "", MONTH, 5.0, 50, "2022-06", probability=0.3),
    ]
    made = [replace(usual[0], probability=0.0), replace(usual[0], dimension="category=A", probability=0.1)]
    assert supposed.instead(usual, made) == [made[0], usual[1]]
