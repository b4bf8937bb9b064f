"""The course of an aspect: the last justification that says something, and its history in spans."""

import pandas as pd

from wkb_data.measures.course import Justified, justified, spans
from wkb_data.measures.judgements import HISTORY


def history(*rows: tuple[str, str | None, str | None, str | None]) -> pd.DataFrame:
    """Judgements of (month, status, justification, action)."""
    return pd.DataFrame(
        [(m, s, j, a, "VNG", None, None) for m, s, j, a in rows], columns=HISTORY, dtype=object
    )


def test_the_last_justification_is_the_last_that_says_something():
    told = history(
        ("2021-04", "orange", "Loopt.", None),
        ("2021-05", "red", "De bouw ligt stil.", None),
        ("2021-06", "red", "Ongewijzigd", None),
        ("2021-07", "red", None, None),
        ("2021-08", "red", "de bouw  ligt stil", None),
    )
    assert justified(told[:2]) == Justified("De bouw ligt stil.", "2021-05", 0)
    assert justified(told[:3]) == Justified("De bouw ligt stil.", "2021-05", 1)
    # Said again in other capitals is not said anew: it stands since May.
    found = justified(told)
    assert (found.month, found.months) == ("2021-05", 3)


def test_a_text_that_comes_back_counts_from_when_it_came_back():
    told = history(
        ("2021-05", "red", "A.", None), ("2021-06", "red", "B.", None), ("2021-07", "red", "A.", None)
    )
    assert justified(told) == Justified("A.", "2021-07", 0)


def test_without_any_text_there_is_no_justification():
    assert justified(history(("2021-05", "red", None, None), ("2021-06", "red", "idem", None))) is None
    assert justified(history()) is None


def test_months_in_which_nothing_changed_are_one_span():
    told = history(
        ("2021-04", "orange", "Loopt.", None),
        ("2021-05", "orange", "ongewijzigd", None),
        ("2021-06", "red", "ongewijzigd", None),
        ("2021-07", "red", "Stil.", None),
        ("2021-08", "red", "Stil.", "Extra inzet"),
        ("2021-09", None, None, "Extra inzet"),
    )
    found = spans(told)[["first", "last", "months", "status", "justification", "action"]]
    assert found.to_numpy().tolist() == [
        ["2021-04", "2021-05", 2, "orange", "Loopt.", ""],
        ["2021-06", "2021-06", 1, "red", "", ""],
        ["2021-07", "2021-07", 1, "red", "Stil.", ""],
        ["2021-08", "2021-08", 1, "red", "", "Extra inzet"],
        ["2021-09", "2021-09", 1, "unjudged", "", "Extra inzet"],
    ]
