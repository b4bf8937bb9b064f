"""What a figure says where it is pointed at, and where its names stand."""

from datetime import date
from itertools import combinations

import pandas as pd
import pytest

from wkb_data import maps
from wkb_data.measures.schedule import schedule
from wkb_data.municipalities import municipalities
from wkb_views import figures, takeaway
from wkb_views.figures import hover
from wkb_views.figures import maps as drawn
from wkb_views.figures.frame import apart
from wkb_views.text import inert


def told(fig) -> list[list[list[str]]]:
    """The labels of a figure, trace by trace."""
    return [[list(one) for one in t.customdata] for t in fig.data if t.customdata is not None]


def test_a_line_says_each_month_with_value_and_unit_and_a_dash_where_nothing_is_known():
    table = pd.DataFrame({"Open": [1, 5], "Nieuw": [None, 2.5]}, index=["2021-03", "2021-04"])
    fig = figures.lines(table, "Open", unit=("knelpunt", "knelpunten"))
    assert told(fig) == [
        [
            ["Maart 2021", "Open: 1 knelpunt\nNieuw: –"],
            ["April 2021", "Open: 5 knelpunten\nNieuw: 2,5 knelpunten"],
        ]
    ]
    assert fig.layout.hovermode == "x" and fig.layout.hoverdistance == -1


def test_nothing_but_what_is_told_answers():
    fig = figures.bars({"een": 1.0, "twee": 2.0}, unit=("project", "projecten"))
    template = fig.layout.template.data
    assert (template.scatter[0].hoverinfo, template.bar[0].hoverinfo) == ("skip", "skip")
    assert [t.hoverinfo for t in fig.data if t.customdata is None] == [None]
    assert told(fig) == [[["Twee", "2 projecten"], ["Een", "1 project"]]]


def test_a_name_from_a_workbook_is_text_in_a_label():
    made = inert(figures.bars({"<a href='x'>aansprakelijkheid</a>": 1.0}).to_dict())
    labels = next(t["customdata"] for t in made["data"] if "customdata" in t)
    assert labels == [["&lt;a href='x'&gt;aansprakelijkheid&lt;/a&gt;", "1"]]


def test_an_activity_says_when_how_far_and_how_late():
    rows = pd.DataFrame(
        {
            "number": ["A1"], "activity": ["Werven"], "start": [date(2021, 1, 1)], "end": [date(2021, 3, 31)],
            "progress": [40.0], "done": [None], "depends_on": ["A0"],
        }
    )  # fmt: skip
    fig = figures.gantt(schedule(rows, "2021-04"), date(2021, 4, 30), [], [])
    assert told(fig) == [
        [
            [
                "A1 Werven",
                "1 januari 2021 tot en met 31 maart 2021\n40% gereed\n30 dagen over tijd\n"
                "nu verwacht: 30 april 2021\nwacht op A0",
            ]
        ]
    ]


def test_a_line_of_the_planning_is_drawn_behind_the_names():
    rows = pd.DataFrame(
        {
            "number": ["A1", "A2"], "activity": ["Een", "Twee"],
            "start": [date(2021, 1, 1), date(2021, 5, 1)], "end": [date(2021, 3, 31), date(2021, 6, 30)],
            "progress": [100.0, 0.0], "done": [date(2021, 3, 31), None], "depends_on": [None, "A1"],
        }
    )  # fmt: skip
    fig = figures.gantt(schedule(rows, "2021-04"), date(2021, 4, 30), [], [])
    waits = [s for s in fig.layout.shapes if s.line.dash == "dot"]
    # down where A1 ends, then along to where A2 begins
    assert [(s.x0, s.y0, s.x1, s.y1) for s in waits] == [
        (date(2021, 3, 31), 1, date(2021, 3, 31), 0),
        (date(2021, 3, 31), 0, date(2021, 5, 1), 0),
    ]
    assert {s.layer for s in waits} == {"below"}
    assert {a.bgcolor for a in fig.layout.annotations if a.text in ("A1 Een", "A2 Twee")} == {"#ffffff"}


@pytest.mark.parametrize(
    ("wanted", "room", "expected"),
    [
        ([(50, 8), (100, 8)], 200, [50, 100]),  # apart already
        ([(50, 8), (50, 8)], 200, [42, 58]),  # round their mean
        ([(50, 8), (52, 8), (54, 8)], 200, [36, 52, 68]),
        ([(2, 8), (2, 8)], 200, [8, 24]),  # not below the figure
        ([(198, 8), (199, 8)], 200, [176, 192]),  # nor above it
        ([(50, 8), (50, 8), (70, 8)], 200, [40 + 2 / 3, 56 + 2 / 3, 72 + 2 / 3]),  # pushed by what was pushed
    ],
)
def test_labels_that_would_touch_stand_round_where_they_wanted_to_be(wanted, room, expected):
    assert apart(wanted, room) == pytest.approx(expected)


def _inside(x: float, y: float, ring: list) -> bool:
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def test_the_outline_holds_the_points_of_the_municipalities():
    rings = maps.country()
    assert len(rings) == 9 and sum(map(len, rings)) == 790 and all(r[0] == r[-1] for r in rings)
    outside = [
        m.name
        for m in municipalities().values()
        if m.lon is not None and not any(_inside(m.lon, m.lat, r) for r in rings)
    ]
    assert outside == ["Berg en Dal"]  # on the border, which 1:10 million rounds off


def test_no_name_on_the_map_stands_in_another_or_leaves_the_picture():
    towns = [m for m in municipalities().values() if m.lon is not None][::9]
    points = pd.DataFrame(
        {"municipality": [m.name for m in towns], "value": range(len(towns), 0, -1),
         "lon": [m.lon for m in towns], "lat": [m.lat for m in towns]}
    )  # fmt: skip
    sizes = [7 + 27 * (v / len(towns)) ** 0.5 for v in points["value"]]
    placed = drawn.place_provinces(maps.provinces("2021-08"), [])
    assert len(placed) == 12
    sides = drawn.place_names(points, sizes, [box for *_, box in placed])
    boxes = [box for *_, box in placed]
    for text, side, x, y, size in zip(
        drawn._named(points), sides, points["lon"], points["lat"], sizes, strict=True
    ):
        if side:
            boxes.append(drawn._box(x, y, text, side, size / 2 + 3))
    assert len(boxes) > 12
    assert not [1 for a, b in combinations(boxes, 2) if drawn._overlap(a, b) > 1e-9]
    assert all(b[0] >= drawn.WEST and b[2] <= drawn.EAST for b in boxes)


def test_a_municipality_says_what_was_not_reported():
    points = pd.DataFrame(
        {"municipality": ["Ede"], "value": [2.0], "pilots": [2], "volume": [None], "applications": [1.0],
         "lon": [5.7], "lat": [52.0]}
    )  # fmt: skip
    fig = figures.dutch_map(points.astype({"volume": float}), [], [], [], "gestarte proefprojecten")
    assert told(fig)[1] == [["Ede", "2 gestarte proefprojecten\nvolumeprojecten: niet opgegeven\n1 aanvraag"]]


def test_the_line_names_what_each_of_its_buttons_belongs_to():
    made = takeaway.line("kaart aanvragen 2021-08", "<table></table>", source="Bron: x & y")
    assert 'aria-label="Tabel bij kaart aanvragen, augustus 2021"' in made
    assert 'aria-label="Excel bij kaart aanvragen, augustus 2021"' in made
    assert 'aria-label="Afbeelding van kaart aanvragen, augustus 2021"' in made
    assert 'data-source="Bron: x &amp; y"' in made and '<div class="tabled"><table>' in made
    assert "Afbeelding" not in takeaway.line("kaart 2021-08") and hover.amount(None) == "–"
