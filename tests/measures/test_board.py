"""The goals as one board: every aspect with its colour, since which judgement in a row, and what it was."""

import pandas as pd

from wkb_data.measures.board import AspectStand, board
from wkb_data.measures.facts import facts_of
from wkb_data.measures.months import monthly
from wkb_data.plan import load_plan
from wkb_data.schema import table_named
from wkb_data.store.frames import conform

PLAN = load_plan()
ASPECTS = [a.id for a in PLAN.aspects]


def status(month: str, **colours: str | None) -> pd.DataFrame:
    """The status list of a month: aspect `a3_1` with its colour, the others orange."""
    rows = [
        {"aspect": a, "month": month, "status": colours.get(f"a{a.replace('.', '_')}", "orange")}
        for a in ASPECTS
    ]
    return conform(pd.DataFrame(rows), table_named("status"))


def facts(**months: dict) -> pd.DataFrame:
    """Facts of the status lists of months (`m2021_03={...}`); a month not named was not delivered."""
    made = {}
    for name, colours in months.items():
        month = name[1:].replace("_", "-")
        made["planning", month] = facts_of(month, {"status": status(month, **colours)}, PLAN)
    return monthly(made)


def stands(rows: pd.DataFrame, month: str) -> dict[str, AspectStand]:
    return {a.aspect: a for g in board(rows, PLAN, month) for a in g.aspects}


RED = {"a3_1": "red"}


def test_a_colour_stands_since_the_first_judgement_of_its_run():
    rows = facts(m2021_01={}, m2021_02=RED, m2021_03={}, m2021_04=RED, m2021_05=RED)
    assert stands(rows, "2021-05")["3.1"] == AspectStand("3.1", "red", "2021-05", "2021-04", 2, None)
    assert stands(rows, "2021-04")["3.1"] == AspectStand("3.1", "red", "2021-04", "2021-04", 1, "orange")
    assert stands(rows, "2021-05")["1.1"] == AspectStand("1.1", "orange", "2021-05", "2021-01", 5, None)


def test_a_carried_month_is_no_judgement():
    # Nothing was delivered over February and April.
    rows = monthly(
        {("planning", m): facts_of(m, {"status": status(m, **RED)}, PLAN) for m in ("2021-01", "2021-03")}
        | {("pilots", "2021-04"): facts_of("2021-04", {}, PLAN)}
    )
    assert stands(rows, "2021-02")["3.1"] == AspectStand("3.1", "red", "2021-01", "2021-01", 1, None)
    assert stands(rows, "2021-04")["3.1"] == AspectStand("3.1", "red", "2021-03", "2021-01", 2, None)


def test_what_was_never_judged_has_no_since():
    rows = facts(m2021_01={"a3_1": None})
    assert stands(rows, "2021-01")["3.1"] == AspectStand("3.1", "unjudged", "2021-01", None, 1, None)
    empty = facts(m2021_01={})
    assert stands(empty[:0], "2021-01")["3.1"] == AspectStand("3.1", "unjudged", None, None, 0, None)


def test_a_goal_counts_its_colours_and_leads_with_the_worst():
    rows = facts(m2021_01={"a3_1": "red", "a3_2": "green", "a1_1": None, "a2_1": "green", "a2_2": "green"})
    goals = {g.goal.id: g for g in board(rows, PLAN, "2021-01")}
    assert (goals["3"].worst, goals["3"].counts) == ("red", {"red": 1, "orange": 1, "green": 1})
    assert (goals["1"].worst, goals["1"].counts) == ("unjudged", {"unjudged": 1, "orange": 1})
    assert (goals["2"].worst, goals["2"].counts) == ("green", {"green": 2})
