"""What got better and worse between two months: colours by their order, figures by what they are for."""

import pandas as pd
import pytest

from tests.measures.test_board import facts as judged
from wkb_data.measures import declared
from wkb_data.measures.facts import COLUMNS
from wkb_data.measures.since import BETTER, SAME, WORSE, AspectMove, FigureMove, aspects, figures
from wkb_data.plan import load_plan

PLAN = load_plan()


def facts(**months: dict) -> pd.DataFrame:
    """Facts of months: `m2021_05={measure: value}`."""
    rows = [
        (name[1:].replace("_", "-"), "", str(measure), "", float(value), "")
        for name, told in months.items()
        for measure, value in told.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_colour_that_went_up_is_better_and_one_that_was_not_judged_is_not_compared():
    rows = judged(
        m2021_03={"a1_1": "red", "a1_2": "green", "a2_1": None},
        m2021_06={"a1_1": "green", "a1_2": "orange", "a2_2": None},
    )
    found = {a.aspect: a for a in aspects(rows, PLAN, "2021-03", "2021-06")}
    assert found["1.1"] == AspectMove("1.1", "red", "green", BETTER)
    assert found["1.2"] == AspectMove("1.2", "green", "orange", WORSE)
    assert found["3.1"] == AspectMove("3.1", "orange", "orange", SAME)
    assert not {"2.1", "2.2"} & set(found)
    assert not aspects(rows, PLAN, "2021-01", "2021-06")


@pytest.mark.parametrize(("now", "verdict"), [(62, WORSE), (76, WORSE), (77, SAME), (78, SAME), (79, BETTER)])
def test_more_projects_are_worse_when_the_planned_line_rose_more(now, verdict):
    # The plan asks 63 by May and 109.8 by August: 46.8 more.
    rows = facts(m2021_05={declared.PILOTS_COUNTED: 31}, m2021_08={declared.PILOTS_COUNTED: now})
    (found,) = figures(rows, PLAN, "2021-05", "2021-08")
    assert (found.behind_then, found.behind) == (pytest.approx(32), pytest.approx(109.8 - now))
    assert found.verdict == verdict


def test_fewer_open_bottlenecks_are_better_and_what_is_unknown_is_left_out():
    rows = facts(
        m2021_05={declared.BOTTLENECKS_OPEN: 7, declared.BOTTLENECKS_BLOCKING: 0},
        m2021_08={
            declared.BOTTLENECKS_OPEN: 5,
            declared.BOTTLENECKS_BLOCKING: 1,
            declared.INFORMED_SHARE: 0.4,
        },
    )
    assert figures(rows, PLAN, "2021-05", "2021-08") == [
        FigureMove(declared.BOTTLENECKS_OPEN, 7, 5, BETTER),
        FigureMove(declared.BOTTLENECKS_BLOCKING, 0, 1, WORSE),
    ]


@pytest.mark.parametrize(("now", "verdict"), [(0.454, SAME), (0.455, BETTER), (0.44, WORSE)])
def test_a_share_moves_by_half_a_percent_or_more(now, verdict):
    rows = facts(m2021_05={declared.INFORMED_SHARE: 0.45}, m2021_08={declared.INFORMED_SHARE: now})
    assert figures(rows, PLAN, "2021-05", "2021-08")[0].verdict == verdict


def test_a_carried_month_tells_nothing_to_compare():
    rows = facts(
        m2021_05={declared.INFORMED_SHARE: 0.3, declared.BOTTLENECKS_OPEN: 7},
        m2021_08={declared.INFORMED_SHARE: 0.45, declared.BOTTLENECKS_OPEN: 5},
        m2021_09={declared.INFORMED_SHARE: 0.45, declared.BOTTLENECKS_OPEN: 5},
    )
    old = ("2021-09", "", str(declared.CARRIED_FORWARD), "register=communication", 1.0, "")
    rows = pd.concat([rows, pd.DataFrame([old], columns=COLUMNS)])
    assert [f.measure for f in figures(rows, PLAN, "2021-05", "2021-08")] == [
        declared.BOTTLENECKS_OPEN,
        declared.INFORMED_SHARE,
    ]
    assert [f.measure for f in figures(rows, PLAN, "2021-08", "2021-09")] == [declared.BOTTLENECKS_OPEN]
    colours = judged(m2021_08={"a1_1": "red"}, m2021_09={"a1_1": "red"})
    assert aspects(colours, PLAN, "2021-08", "2021-09")
    carried = colours[(colours["month"] != "2021-09") | (colours["measure"] != declared.MONTHS_IN_STATUS)]
    assert not aspects(carried, PLAN, "2021-08", "2021-09")
