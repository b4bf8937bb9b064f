"""The forecast held against simulated histories with a fixed seed, whose truth is known."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

from wkb_data.measures.forecast import forecast, misfit, planned_increments, track_record
from wkb_data.periods import add_months, month_range
from wkb_data.plan import load_plan
from wkb_words.sentences import no_forecast

PLAN = load_plan()
END = add_months(PLAN.first_month, 15)
MONTHS = month_range(PLAN.first_month, END)


def histories(count, shape, seed):
    """Monthly counts of simulated programmes.

    A ratio of its own, overdispersed around `shape` (planned counts a month).
    """
    rng = np.random.default_rng(seed)
    for _ in range(count):
        mean = rng.gamma(4, 1 / 4) * np.asarray(shape)
        yield np.array([rng.poisson(rng.gamma(m, 1)) if m > 0 else 0 for m in mean])


def at(counts, months):
    line = pd.Series(np.cumsum(counts)[:months], index=MONTHS[:months])
    return forecast(line, PLAN, MONTHS[months - 1], PLAN.pilot_target, deadline=END)


@lru_cache
def as_planned(months):
    """Histories of the planned shape, each with its forecast after so many months."""
    shape = planned_increments(PLAN.curve, 16, PLAN.pilot_target)
    return [(counts, at(counts, months)) for counts in histories(400, shape, seed=2020)]


@pytest.mark.parametrize("months", [4, 6, 8])
def test_the_80_percent_band_holds_the_truth_in_75_to_88_percent_of_cases(months):
    held = []
    for counts, made in as_planned(months):
        band = made.band.set_index("month").loc[END]
        held.append(band["p10"] <= counts.sum() <= band["p90"])
    assert len(held) == 400 and 0.75 <= np.mean(held) <= 0.88


@pytest.mark.parametrize("months", [4, 6, 8])
def test_a_history_of_the_right_shape_is_rarely_said_not_to_fit(months):
    assert np.mean([not made.fits for _, made in as_planned(months)]) <= 0.06


@pytest.mark.parametrize("months", [6, 8])
def test_a_flat_history_is_said_not_to_fit_the_planned_ramp(months):
    flat = [PLAN.pilot_target / 16] * 16
    said = [
        not at(counts, months).fits for counts in histories(150, flat, seed=5) if counts[:months].sum() >= 15
    ]
    assert np.mean(said) > 0.75


def test_no_forecast_below_four_months_and_it_says_why():
    made = at([2] * 16, 3)
    assert (made.usable, made.needs, made.has) == (False, 4, 3)
    assert no_forecast(made) == "Een prognose kan pas na 4 maanden met cijfers; er zijn er nu 3."


def test_probabilities_and_dots_follow_from_the_same_draws():
    counts = np.round(planned_increments(PLAN.curve, 16, PLAN.pilot_target)).astype(int)
    made = at(counts, 12)
    before = sum(d is not None and d <= END for d in made.dots) / len(made.dots)
    assert len(made.dots) == 20 and abs(before - made.probability) <= 0.06
    assert made.low <= made.middle and made.dots == sorted(made.dots, key=lambda d: d or "9999")


def test_a_target_that_is_met_is_met_now():
    made = at([12] * 16, 16)
    assert made.value == 192 and made.middle == END and made.probability == 1.0


def test_beyond_the_curve_the_last_pace_goes_on():
    assert planned_increments((0.25, 1.0), 4, 100).tolist() == [25, 75, 75, 75]
    assert planned_increments((0.25, 1.0), 4, 100, lag=2).tolist() == [0, 0, 25, 75]


def test_misfit_knows_the_planned_shape_whatever_the_ratio():
    planned = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    assert misfit(planned * 3, planned, 2.0) > 0.9
    assert misfit(planned[::-1] * 3, planned, 2.0) < 0.01


def test_the_track_record_holds_a_kept_forecast_against_what_came():
    facts = pd.DataFrame(
        [
            ("2021-01", "3.1", "pilots_counted", "", 10.0, ""),
            ("2021-02", "3.1", "pilots_counted", "", 14.0, ""),
        ],
        columns=["month", "aspect", "measure", "dimension", "value", "unit"],
    )
    kept = [
        {
            "measure": "pilots_counted",
            "dimension": "",
            "month": "2021-01",
            "fits": True,
            "ahead": {"1": [11, 13, 15], "3": [12, 20, 30]},
        }
    ]
    rows = track_record(kept, facts, "2021-02")
    assert rows[["made", "month", "actual", "hit"]].values.tolist() == [["2021-01", "2021-02", 14.0, True]]


def test_a_day_beyond_the_months_shown_is_no_day_on_which_all_is_reached():
    # Nothing comes near a thousand million, whether before the next year or before that of 2060.
    line = pd.Series(range(0, 60, 10), index=MONTHS[:6], dtype=float)
    for deadline in (MONTHS[7], "2026-01", "2059-12"):
        made = forecast(line, PLAN, MONTHS[5], 1e9, deadline=deadline)
        assert (made.probability, made.middle, len(made.band)) == (0, None, 48)
