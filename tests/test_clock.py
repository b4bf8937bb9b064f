"""Days are those of Amsterdam, moments are kept in UTC, and known at a day means until its end there."""

from datetime import date

import pytest

from wkb_data import clock


def test_a_day_ends_at_midnight_in_amsterdam():
    assert clock.known_at("2021-07-30") == clock.end_of(date(2021, 7, 30)) == "2021-07-30T21:59:59.999999Z"
    assert clock.known_at("2021-01-30") == "2021-01-30T22:59:59.999999Z"


def test_a_moment_is_dutch_time_and_includes_all_of_the_minute_or_second_written():
    assert clock.known_at("2021-07-30 12:00") == "2021-07-30T10:00:59.999999Z"
    assert clock.known_at("2021-07-30T12:00:05") == "2021-07-30T10:00:05.999999Z"
    assert clock.known_at("2021-07-30T12:00:05Z") == "2021-07-30T12:00:05.999999Z"
    assert clock.known_at("2021-07-30T10:00:05.000001Z") == "2021-07-30T10:00:05.000001Z"


@pytest.mark.parametrize(
    "text", ["", "gisteren", "2021-13-01", "2021-02-30", "30-07-2021", "20210730", "2021-W30-1", "0001-01-01"]
)
def test_what_is_no_day_or_moment_is_refused(text):
    with pytest.raises(ValueError):
        clock.known_at(text)


def test_what_is_shown_can_be_asked_for():
    stamp = "2021-03-28T00:59:59.500000Z"
    assert clock.written(stamp) == "2021-03-28 01:59:59"
    assert clock.known_at(clock.written(stamp)) >= stamp
    assert clock.day_of("2021-07-30T22:30:00.000000Z") == date(2021, 7, 31)


def test_a_clock_that_runs_behind_gives_a_moment_after_the_last_one():
    assert clock.stamp_after("2999-12-31T23:59:59.999998Z") == "2999-12-31T23:59:59.999999Z"
    assert clock.stamp_after("2020-01-01T00:00:00.000000Z") > "2026"
