"""Two who write in the same field of a meeting: nothing of either is lost."""

from __future__ import annotations

import pytest

from wkb_data.store import meetings

MONTH, ITEM = "2021-08", "aspect 3.1"


@pytest.mark.parametrize(
    ("value", "base", "there", "kept"),
    [
        ("Breda belt.", "", "", "Breda belt."),
        ("Breda belt terug.", "Breda belt.", "Breda belt.", "Breda belt terug."),
        ("Van B.", "", "Van A.", "Van A.\nVan B."),
        ("Van B, meer.", "Van B.", "Van A.\nVan B.", "Van A.\nVan B, meer."),
        ("Van A, meer.", "Van A.", "Van A.\nVan B.", "Van A, meer.\nVan B."),
        ("Anders.", "Eerst.", "Heel wat.", "Heel wat.\nAnders."),
        ("", "Van A.", "Van A.\nVan B.", "Van B."),
        ("", "Van A.", "Van A.", ""),
        ("Van A.", "Van A.", "", ""),
        ("Nieuw.", "Oud.", "", "Nieuw."),
        ("Zelfde.", "", "Zelfde.", "Zelfde."),
    ],
)
def test_a_text_of_two_holds_what_both_wrote(value, base, there, kept):
    assert meetings.beside(value, base, there) == kept


def test_who_writes_from_an_old_screen_wipes_nothing_out(empty_store):
    meetings.put(empty_store, MONTH, ITEM, "note", "Van A.", "")
    meetings.put(empty_store, MONTH, ITEM, "note", "Van B.", "")
    meetings.put(empty_store, MONTH, ITEM, "note", "Van B, meer.", "Van B.")
    assert meetings.entries(empty_store, MONTH) == {ITEM: {"note": "Van A.\nVan B, meer."}}


def test_a_choice_is_the_last_one(empty_store):
    meetings.put(empty_store, MONTH, ITEM, "outcome", "changed")
    meetings.put(empty_store, MONTH, ITEM, "outcome", "escalated")
    assert meetings.entries(empty_store, MONTH) == {ITEM: {"outcome": "escalated"}}
