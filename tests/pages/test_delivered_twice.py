"""The same upload confirmed twice is stored once; a moment reads alike on a page and on the command line."""

import pytest

from benchmarks.stress import reading
from tests.pages.conftest import go, seen
from tests.store.test_database_faults import command
from tests.store.test_faults_on_pages import confirmed, page_with
from wkb_data import clock
from wkb_data.delivering import deliver_reading
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store
from wkb_views.session import to_stamp
from wkb_words.words import moment_name


@pytest.fixture(scope="module")
def book():
    return reading(1)


def test_confirmed_twice_is_stored_once_and_the_second_time_says_so(store_with, book):
    store_with("empty")
    first, second = page_with(book), page_with(book)
    before = len(Store().deliveries())
    assert "Ontvangen en opgeslagen" in confirmed(first).success[0].value
    assert "is al geleverd op" in confirmed(second).success[0].value
    again = page_with(book)
    assert "is al geleverd op" in confirmed(again).success[0].value
    assert len(Store().deliveries()) == before + 1


def test_a_late_evening_in_utc_is_the_next_day_on_the_page_on_the_command_line_and_in_what_is_known(
    store_with, book
):
    """23:30 in UTC on 31 March 2021 is 01:30 on 1 April in the Netherlands."""
    store_with("empty")
    store, moment = Store(), "2021-03-31T23:30:00.000000Z"
    number = deliver_reading(book, store, load_plan(), "BG", delivered_at=moment).id
    code, out, _ = command("deliveries").split("\0")
    (line,) = [each for each in out.splitlines() if each.startswith(f"{number}\t")]
    assert code == "0" and line.split("\t")[4] == "2021-04-01 01:30:00"
    assert moment_name(moment) == "1 apr 2021 01:30"
    app = go(page_with(book), "leveringen")
    (table,) = [t for t in seen(app).tables if "Geleverd op" in t]
    assert list(table["Geleverd op"]) == ["1 apr 2021 01:30"]
    for day, known in (("2021-03-31", 0), ("2021-04-01", 1)):
        assert clock.known_at(day) == to_stamp(day)
        assert len(store.in_force(to_stamp(day))) == known
        code, out, _ = command("measures", "--csv", "--known-at", day).split("\0")
        assert code == "0" and ("2020-10,3.1,pilots_counted" in out) is bool(known)
