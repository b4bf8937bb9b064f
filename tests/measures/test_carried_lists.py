"""What is counted by the days in a list is that of the month viewed, also where the list is carried."""

from datetime import date

import pandas as pd
import pytest

from wkb_data.measures import declared
from wkb_data.measures.facts import facts_of
from wkb_data.measures.months import monthly
from wkb_data.measures.schedule import schedule, studies_now
from wkb_data.measures.summary import by_dimension, series, told, value
from wkb_data.plan import load_plan

PLAN = load_plan()
MONTHS = ("2021-08", "2021-09", "2021-10", "2021-11")


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})


# A7 is due at the end of August, A8 at the end of October, A9 is done.
ACTIVITIES = frame(
    number=["A7", "A8", "A9"],
    activity=["Werving", "Toets", "Start"],
    aspect=["3.2", "3.2", "3.2"],
    start=[date(2021, 1, 4)] * 3,
    end=[date(2021, 8, 31), date(2021, 10, 31), date(2021, 8, 31)],
    progress=[40, 0, 100],
    done=[None, None, date(2021, 8, 30)],
    depends_on=[None] * 3,
)
# Planned for the third quarter: to the end of September.
STUDIES = frame(
    title=["Format"],
    aspect=["1.2"],
    party=["BZK"],
    status=["running"],
    due=[date(2021, 7, 1)],
    due__precision=["quarter"],
    adopted=[None],
)


def carried(register: str, **tables: pd.DataFrame) -> pd.DataFrame:
    """The monthly facts where the register delivered over August alone, and another over the rest."""
    told = {("pilots", m): facts_of(m, {}, PLAN) for m in MONTHS[1:]}
    return monthly(told | {(register, "2021-08"): facts_of("2021-08", tables, PLAN)})


def test_what_is_late_in_a_carried_list_is_late_in_the_month_itself():
    facts = carried("planning", activities=ACTIVITIES, studies=STUDIES)
    late = series(facts, declared.ACTIVITIES_OVERDUE, aspect="3.2")
    # In August nothing; A7 in September and October; A8 with it in November.
    assert late.to_dict() == dict(zip(MONTHS, (0, 1, 1, 2), strict=True))
    assert series(facts, declared.STUDIES_OVERDUE, aspect="1.2").to_dict() == dict(
        zip(MONTHS, (0, 0, 1, 1), strict=True)
    )
    for month in MONTHS:
        assert (schedule(ACTIVITIES, month)["late"] > 0).sum() == late[month]
        assert studies_now(STUDIES, month)["late"].sum() == value(
            facts, declared.STUDIES_OVERDUE, month, aspect="1.2"
        )
    # What is done is as it was delivered, and every month after August says that it is carried.
    assert series(facts, declared.ACTIVITIES_DONE, aspect="3.2").tolist() == [1, 1, 1, 1]
    assert series(facts, declared.CARRIED_FORWARD, "register=planning").tolist() == [1, 2, 3]


def test_a_delivery_of_the_month_itself_takes_the_place_of_what_an_older_one_expected():
    done = ACTIVITIES.assign(done=[date(2021, 9, 10), None, date(2021, 8, 30)])
    facts = monthly(
        {
            ("planning", "2021-08"): facts_of("2021-08", {"activities": ACTIVITIES}, PLAN),
            ("planning", "2021-09"): facts_of("2021-09", {"activities": done}, PLAN),
            ("pilots", "2021-11"): facts_of("2021-11", {}, PLAN),
        }
    )
    late = series(facts, declared.ACTIVITIES_OVERDUE, aspect="3.2")
    assert late.to_dict() == dict(zip(MONTHS, (0, 0, 0, 1), strict=True))


def test_what_is_planned_by_now_grows_in_a_carried_list():
    materials = frame(
        planned=[date(2021, 8, 3), date(2021, 9, 30), date(2021, 11, 1)],
        realised=[date(2021, 8, 5), None, None],
    )
    facts = carried("communication", materials=materials)
    assert series(facts, declared.MATERIALS_PLANNED).tolist() == [1, 2, 2, 3]
    assert series(facts, declared.MATERIALS_REALISED).tolist() == [1, 1, 1, 1]


def applications(**asked: int) -> pd.DataFrame:
    """Applications in the country by month (`m2021_06=100`), of which one in ten ran as a volume project."""
    months = [name[1:].replace("_", "-") for name in asked]
    volume = [n / 10 for n in asked.values()]
    return frame(
        month=months, municipality=["*"] * len(asked), applications=[*asked.values()], volume_pilots=volume
    )


def test_a_later_list_of_applications_tells_of_a_month_without_a_delivery_and_of_all_until_then():
    june, august = applications(m2021_06=100), applications(m2021_06=100, m2021_07=50, m2021_08=30)
    facts = monthly(
        {
            ("pilots", "2021-06"): facts_of("2021-06", {"applications": june}, PLAN),
            ("pilots", "2021-08"): facts_of("2021-08", {"applications": august}, PLAN),
            ("pilots", "2021-09"): facts_of("2021-09", {"applications": august}, PLAN),
        }
    )
    months = ("2021-06", "2021-07", "2021-08", "2021-09")
    # July was not delivered: 100 + 50. September tells nothing of itself: the total stays that of August.
    asked = series(facts, declared.APPLICATIONS_TOTAL)
    assert asked.to_dict() == dict(zip(months, (100, 150, 180, 180), strict=True))
    assert told(facts, declared.APPLICATIONS_TOTAL, "2021-09").to_dict() == asked[:3].to_dict()
    assert told(facts, declared.VOLUME_SHARE_TOTAL, "2021-07").tolist() == [pytest.approx(0.1)] * 2
    assert series(facts, declared.APPLICATIONS).tolist() == [100, 50, 30]
    assert told(facts, declared.APPLICATIONS, "2021-09").tolist() == [100, 50, 30]


@pytest.mark.parametrize(
    ("month", "found"), [("2021-12", {"low": 30000}), ("2022-01", {"low": 50000}), ("2023-01", {})]
)
def test_the_demand_of_a_year_that_is_over_is_not_carried(month, found):
    demand = frame(year=[2021, 2022], works=[30000, 50000], scenario=["low", "low"])
    facts = monthly(
        {
            ("admission", "2021-08"): facts_of("2021-08", {"demand": demand}, PLAN),
            ("pilots", "2023-01"): facts_of("2023-01", {}, PLAN),
        }
    )
    assert by_dimension(facts, declared.DEMAND, month, "scenario") == found
