"""Small multiples: the categories each in a panel of its own, all to the same scale.

The panels share one pair of axes: Plotly lays out each pair on its own, and six took longer to draw than
all else on the page. A line is one trace through all panels, broken between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

import pandas as pd
import plotly.graph_objects as go

from wkb_data.measures.pilots import CategoryCourse
from wkb_views.figures import hover
from wkb_views.figures.frame import BELOW, LINE, base, label, labels
from wkb_views.figures.progress import amounts
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED
from wkb_words.words import month_name, month_short, number

# Two panels beside each other fit a phone; of each so many pixels are the plot and its title.
BESIDE = 2
PLOT, TITLE, MONTHS = 92, 54, 26 + BELOW
# Between two panels beside each other, as a share of the width of one.
GAP = 0.3
Point = tuple[float, float]


@dataclass(frozen=True)
class _Grid:
    """Where a month and a value of a panel lie in the figure: panels from left to right, then down.

    A panel is as wide as its months, and 1 high with its title.
    """

    months: list[str]
    rows: int
    most: float

    @property
    def step(self) -> float:
        """From the left of a panel to the left of the next."""
        return len(self.months) * (1 + GAP)

    def at(self, i: int, month: str, value: float) -> Point:
        return (i % BESIDE) * self.step + self.months.index(month), self.height(i // BESIDE, value)

    def height(self, row: int, value: float) -> float:
        """A little above its floor, so that a line along it is whole; the title takes the rest."""
        return self.rows - row - 1 + PLOT / (PLOT + TITLE) * (0.05 + 0.95 * value / (self.most * 1.05))

    def through(self, i: int, line: pd.Series) -> list[Point]:
        return [self.at(i, month, value) for month, value in line.items()]

    def across(self, i: int, value: float) -> list[Point]:
        """A level line from side to side."""
        (left, y), (right, _) = (self.at(i, m, value) for m in (self.months[0], self.months[-1]))
        return [(left - 0.5, y), (right + 0.5, y)]

    def title(self, i: int, line: int) -> Point:
        """The left of the middle of a line of the title of a panel."""
        (left, _), down = self.at(i, self.months[0], 0), (16 + LINE * line) / (PLOT + TITLE)
        return left - 0.5, self.rows - i // BESIDE - down

    def axes(self, fig: go.Figure) -> None:
        """The first and the last month below each column, nought and the most beside each row."""
        ends = dict.fromkeys((self.months[0], self.months[-1]))
        beside = range(BESIDE)
        fig.update_xaxes(
            range=[-0.5, (BESIDE - 1) * self.step + len(self.months) - 0.5],
            tickvals=[self.at(i, m, 0)[0] for i in beside for m in ends],
            ticktext=[month_short(m) for _ in beside for m in ends],
            tickangle=0,
            ticklabelstandoff=BELOW,
            showline=False,
            # The last stands half outside the plot.
            ticklabeloverflow="allow",
        )
        levels = [(row, value) for row in range(self.rows) for value in (0, self.most)]
        fig.update_yaxes(
            range=[0, self.rows],
            tickvals=[self.height(*level) for level in levels],
            ticktext=[number(value) for _, value in levels],
            showgrid=False,
        )


def category_courses(found: list[CategoryCourse]) -> go.Figure:
    """Each category through the months: started and completed against the planned line and the target."""
    rows = ceil(len(found) / BESIDE)
    months = sorted({m for c in found for m in (*c.planned.index, *c.started.index)})
    most = max([1, *(c.target for c in found), *(v for c in found for v in c.started)])
    grid = _Grid(months, rows, most)
    fig = base(rows * (PLOT + TITLE) + MONTHS)
    fig.update_layout(margin={"l": 8, "r": 24, "t": 0, "b": MONTHS})
    grid.axes(fig)
    _draw(fig, grid, found)
    for texts, line, colour in (([c.short for c in found], 0, INK), ([_now(c) for c in found], 1, MUTED)):
        labels(fig, [grid.title(i, line) for i in range(len(found))], texts, colour, "middle right")
    first = found[0]
    label(fig, *grid.at(0, months[0], first.target), f"doel {number(first.target)}", INK, yshift=-9, xshift=0)
    hover.spots(fig, [spot for i, course in enumerate(found) for spot in _told(grid, i, course)])
    return fig


def _draw(fig: go.Figure, grid: _Grid, found: list[CategoryCourse]) -> None:
    """The lines of all panels, each kind of line at once."""

    def every(points: Callable[[int, CategoryCourse], Iterable[Point]], **look) -> None:
        broken = [p for i, c in enumerate(found) for p in (*points(i, c), (None, None))]
        x, y = zip(*broken, strict=True)
        fig.add_scatter(x=x, y=y, cliponaxis=False, **look)

    def ends(name: str) -> Callable[[int, CategoryCourse], Iterable[Point]]:
        return lambda i, c: grid.through(i, getattr(c, name)[-1:])

    every(lambda i, _: grid.across(i, 0), mode="lines", line={"color": LIGHT, "width": 1})
    every(lambda i, c: grid.across(i, c.target), mode="lines", line={"color": INK, "width": 1})
    every(
        lambda i, c: grid.through(i, c.planned),
        mode="lines",
        line={"color": GREY, "dash": "dot", "width": 1.5},
    )
    # A mark at the end: it is seen where the line lies on the axis, or is of one month only.
    for name, look, mark in (
        ("started", {"color": ACCENT, "width": 2.5}, {"color": ACCENT, "size": 10}),
        ("completed", {"color": INK, "width": 1.5, "dash": "dash"}, {"color": "#ffffff", "size": 5}),
    ):
        every(lambda i, c, name=name: grid.through(i, getattr(c, name)), mode="lines", line=look)
        edge = {"line": {"color": look["color"], "width": 1.5}}
        every(ends(name), mode="markers", marker=mark | edge)


def _told(grid: _Grid, i: int, course: CategoryCourse) -> list[hover.Spot]:
    """What a panel says of each month, told at half its height: there the nearest is that of the month."""
    return [
        (
            *grid.at(i, month, grid.most / 2),
            f"{course.short}, {month_name(month)}",
            amounts(
                {
                    "gestart": course.started.get(month),
                    "afgerond": course.completed.get(month),
                    "gepland": planned,
                }
            ),
        )
        for month, planned in course.planned.items()
    ]


def _now(course: CategoryCourse) -> str:
    """How many have started and are completed now."""
    if course.started.empty:
        return "geen cijfers"
    return f"{number(course.started.iloc[-1])} gestart, {number(course.completed.iloc[-1])} afgerond"
