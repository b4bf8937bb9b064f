"""Small multiples: the categories each in a panel of its own, all on the same axes."""

from __future__ import annotations

from math import ceil

import pandas as pd
import plotly.graph_objects as go

from wkb_data.measures.pilots import CategoryCourse
from wkb_views.figures import hover
from wkb_views.figures.frame import base, label, months_axis
from wkb_views.figures.progress import amounts
from wkb_views.style import ACCENT, GREY, INK, MUTED
from wkb_words.words import number

# Two panels beside each other fit a phone; of each so many pixels are the plot and its title.
BESIDE = 2
PLOT, TITLE, MONTHS = 92, 50, 26
GAP = 0.18


def category_courses(found: list[CategoryCourse]) -> go.Figure:
    """Each category through the months: started and completed against the planned line and the target."""
    rows = ceil(len(found) / BESIDE)
    height = rows * (PLOT + TITLE) + MONTHS
    fig = base(height)
    fig.update_layout(margin={"l": 8, "r": 12, "t": 0, "b": MONTHS})
    months = sorted({m for c in found for m in (*c.planned.index, *c.started.index)})
    most = max([1, *(c.target for c in found), *(v for c in found for v in c.started)])
    for i, course in enumerate(found):
        _axes(fig, i, rows, last=i + BESIDE >= len(found))
        _panel(fig, course, i)
    months_axis(fig, months, 2)
    fig.update_yaxes(range=[-most * 0.05, most * 1.1], tickvals=[0, most])
    first = found[0]
    label(fig, months[0], first.target, f"doel {number(first.target)}", INK, yshift=-9, xshift=0)
    return fig


def _names(i: int) -> dict[str, str]:
    """How the axes of a panel are called by what is drawn in it."""
    return {"xaxis": f"x{i + 1}" if i else "x", "yaxis": f"y{i + 1}" if i else "y"}


def _axes(fig: go.Figure, i: int, rows: int, last: bool) -> None:
    """The place of a panel: from left to right, then down. The months stand below the `last` ones."""
    column, row, own = i % BESIDE, i // BESIDE, _names(i)
    width, high = (1 - GAP) / BESIDE, 1 / rows
    left, top = column * (width + GAP), 1 - row * high
    across, up = ([round(v, 6) for v in pair] for pair in ((left, left + width), (top - high, top)))
    up[1] = round(up[0] + high * PLOT / (PLOT + TITLE), 6)
    number_of = str(i + 1) if i else ""
    fig.update_layout(
        {
            f"xaxis{number_of}": {"domain": across, "anchor": own["yaxis"], "showticklabels": last},
            f"yaxis{number_of}": {"domain": up, "anchor": own["xaxis"], "showticklabels": not column},
        }
    )


def _panel(fig: go.Figure, course: CategoryCourse, i: int) -> None:
    """A category in its panel: its name, its counts of now, its lines and what they say."""
    own = _names(i)
    corner = {"xref": f"{own['xaxis']} domain", "yref": f"{own['yaxis']} domain"}
    place = corner | {"xshift": -2, "yanchor": "bottom"}
    label(fig, 0, 1, course.short, INK, **place, yshift=17)
    label(fig, 0, 1, _now(course), MUTED, **place, yshift=0)
    target = {"type": "line", "x0": 0, "x1": 1, "y0": course.target, "y1": course.target}
    fig.add_shape(
        **target, line={"color": INK, "width": 1}, xref=corner["xref"], yref=own["yaxis"], layer="below"
    )
    fig.add_scatter(
        x=course.planned.index, y=course.planned.values, mode="lines",
        line={"color": GREY, "dash": "dot", "width": 1.5}, **own,
    )  # fmt: skip
    for line, look, mark in (
        (course.started, {"color": ACCENT, "width": 2.5}, {"color": ACCENT, "size": 10}),
        (course.completed, {"color": INK, "width": 1.5, "dash": "dash"}, {"color": "#ffffff", "size": 5}),
    ):
        fig.add_scatter(x=line.index, y=line.values, mode="lines", line=look, cliponaxis=False, **own)
        _end(fig, line, mark | {"line": {"color": look["color"], "width": 1.5}}, own)
    known = course.started.index
    told = {
        m: amounts(
            {"gestart": course.started.get(m), "afgerond": course.completed.get(m), "gepland": planned}
        )
        for m, planned in course.planned.items()
    }
    at = {m: float(course.started[m] if m in known else v) for m, v in course.planned.items()}
    hover.months(fig, told, at, course.short, **own)


def _now(course: CategoryCourse) -> str:
    """How many have started and are completed now."""
    if course.started.empty:
        return "geen cijfers"
    return f"{number(course.started.iloc[-1])} gestart, {number(course.completed.iloc[-1])} afgerond"


def _end(fig: go.Figure, line: pd.Series, mark: dict, own: dict[str, str]) -> None:
    """A mark at the end of a line: it is seen where the line lies on the axis, or is of one month only."""
    fig.add_scatter(
        x=line.index[-1:], y=line.values[-1:], mode="markers", marker=mark, cliponaxis=False, **own
    )
