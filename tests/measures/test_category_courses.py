"""The categories through the months against the planned line, and what is said of them."""

import pandas as pd
import pytest

from wkb_data.measures.facts import COLUMNS
from wkb_data.measures.pilots import CategoryStand, course_table, courses
from wkb_data.plan import load_plan
from wkb_views import figures
from wkb_words import readings

PLAN = load_plan()
HOUSES, REST = PLAN.categories[0], PLAN.categories[4]


def facts(**months: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Facts of months: `m2021_05={category: (started, completed)}`; the other categories have none."""
    rows = []
    for name, told in months.items():
        for c in PLAN.categories:
            for measure, value in zip(
                ("pilots_counted", "pilots_completed"), told.get(c.name, (0, 0)), strict=True
            ):
                rows.append(
                    (name[1:].replace("_", "-"), "3.1", measure, f"category={c.name}", float(value), "")
                )
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_category_is_held_against_its_own_line_from_the_first_month_of_the_plan():
    told = facts(
        m2020_08={HOUSES.name: (9, 9)}, m2021_05={HOUSES.name: (14, 0)}, m2021_08={HOUSES.name: (21, 1)}
    )
    found = courses(told, "2021-08", PLAN)
    assert [c.name for c in found] == [c.name for c in PLAN.categories]
    own = found[0]
    assert dict(own.started) == {"2021-05": 14, "2021-08": 21} and dict(own.completed)["2021-08"] == 1
    # 30 x 0.35 in the ninth month, 30 x 0.61 in the twelfth; all 30 in the sixteenth.
    assert own.behind("2021-05") == pytest.approx(10.5 - 14) and own.behind("2021-08") == pytest.approx(-2.7)
    assert (own.planned.index[0], own.planned.index[-1], own.planned.iloc[-1]) == ("2020-09", "2021-12", 30)
    row = course_table(found).query("month == '2021-08'").iloc[0]
    assert (row["started"], row["completed"], row["planned"]) == (21, 1, 18.3)


def test_what_fell_further_behind_is_said_with_how_far():
    every = {c.name: (9, 0) for c in PLAN.categories}
    told = facts(m2021_05=every, m2021_08=every | {c.name: (17, 0) for c in PLAN.categories if c != REST})
    # Planned 10.5 and 18.3: the rest went from 1.5 to 9.3 behind, the others from 1.5 to 1.3.
    assert readings.courses(courses(told, "2021-08", PLAN), "2021-08") == (
        f"Sinds mei 2021 raakte 1 van de 6 categorieën verder achter op de geplande lijn; het verst "
        f"{REST.short}: 9 achter, toen 2 achter."
    )
    first = courses(facts(m2020_09={}), "2020-09", PLAN)
    assert "nog geen verloop" in readings.courses(first, "2020-09")


def test_no_category_lags_by_itself_while_together_they_do():
    def stands(started: int) -> list[CategoryStand]:
        return [CategoryStand(c.name, c.short, started, 0, 30, 0.3) for c in PLAN.categories]

    # Six times 0.3 is 1.8: two are planned by now.
    assert readings.categories(stands(0)) == (
        "Geen enkele categorie loopt een heel project achter op de geplande lijn; samen zijn er 0 gestart en "
        "2 gepland."
    )
    assert readings.categories(stands(1)) == "Alle categorieën liggen op of voor de geplande lijn."


def told_at(fig, name: str) -> dict[str, tuple[float, float, str]]:
    """What a figure says of a category, by month: where, and which lines."""
    spots = next(t for t in fig.data if t.customdata is not None)
    found = {}
    for x, y, (head, lines) in zip(spots.x, spots.y, spots.customdata, strict=True):
        if head.startswith(f"{name}, "):
            found[head.removeprefix(f"{name}, ")] = (x, y, lines)
    return found


def test_each_panel_says_its_category_and_month():
    told = facts(m2021_08={HOUSES.name: (21, 1)})
    fig = figures.category_courses(courses(told, "2021-08", PLAN))
    for c in PLAN.categories:
        assert len(told_at(fig, c.short)) == 16
    assert told_at(fig, HOUSES.short)["augustus 2021"][2] == (
        "gestart: 21 projecten\nafgerond: 1 project\ngepland: 18 projecten"
    )
    assert "gestart: 0 projecten" in told_at(fig, REST.short)["augustus 2021"][2]


def test_a_line_runs_where_its_panel_says_what_it_is():
    every = {c.name: (5, 0) for c in PLAN.categories}
    fig = figures.category_courses(courses(facts(m2020_09=every, m2021_08=every), "2021-08", PLAN))
    started = next(t for t in fig.data if t.line.width == 2.5)
    broken = [i for i, x in enumerate(started.x) if x is None]
    assert len(broken) == 6
    heights = set()
    for i, c in enumerate(PLAN.categories):
        said = told_at(fig, c.short)
        first, last = started.x[3 * i], started.x[3 * i + 1]
        assert (first, last) == (said["september 2020"][0], said["augustus 2021"][0])
        heights.add(started.y[3 * i])
    # Two panels beside each other: three rows, each on a height of its own.
    assert len(heights) == 3
