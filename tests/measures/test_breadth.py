"""Who takes part and what they stand for: a share of all applications, or none."""

import pandas as pd
import pytest

from wkb_data.measures import breadth

TOWNS = ["Breda", "Ede", "Goes"]


def stand(applications: list[tuple[str, str, float | None]], month: str = "2021-04") -> breadth.Breadth:
    """Breda and Ede have a started pilot, Goes has none."""
    pilots = pd.DataFrame(
        {"municipality": ["Breda", "Ede", "Goes"], "status": ["started", "completed", "preparing"]}
    )
    asked = pd.DataFrame(applications, columns=["month", "municipality", "applications"])
    asked = asked.astype({"applications": "Float64"}).assign(
        volume_pilots=pd.array([0] * len(asked), "Int64")
    )
    return breadth.breadth(breadth.by_municipality(pilots, asked, TOWNS, month), asked, month)


@pytest.mark.parametrize(
    ("applications", "share", "reported", "reporting"),
    [
        # only some reported: no share of the whole
        ([("2021-03", "Breda", 40), ("2021-03", "Ede", 10)], None, 2, 2),
        # every municipality reported: 50 of 100
        ([("2021-03", "Breda", 40), ("2021-03", "Ede", 10), ("2021-03", "Goes", 50)], 0.5, 3, 2),
        # the whole country is known: 40 of 200, and Ede is not in it
        ([("2021-03", "Breda", 40), ("2021-03", "*", 200)], 0.2, 1, 1),
        # only the months with a figure of the country count: 40 of 200, not 100 of 200
        ([("2021-03", "Breda", 40), ("2021-03", "*", 200), ("2021-04", "Breda", 60)], 0.2, 1, 1),
        # a later month does not count yet
        ([("2021-03", "Breda", 40), ("2021-03", "*", 200), ("2021-05", "*", 900)], 0.2, 1, 1),
        # parts that are more than the whole: one of the two is wrong
        ([("2021-03", "Breda", 40), ("2021-03", "*", 30)], None, 1, 1),
        # none of those that take part reported: not known, and no nought
        ([("2021-03", "Goes", 40), ("2021-03", "*", 400)], None, 1, 0),
        ([("2021-03", "*", 400)], None, 0, 0),
        ([], None, 0, 0),
    ],
)
def test_a_share_is_of_all_applications_or_is_not_told(applications, share, reported, reporting):
    found = stand(applications)
    assert (found.taking_part, found.without) == (2, 1)
    assert (found.reported, found.reporting) == (reported, reporting)
    assert found.share == pytest.approx(share) if share is not None else found.share is None


def test_the_provinces_without_anybody_are_named():
    rows = pd.DataFrame({"municipality": ["Breda", "Goes", "Ede"], "pilots": [1, 0, 0]})
    assert breadth.provinces_without(rows) == ["Gelderland", "Zeeland"]
