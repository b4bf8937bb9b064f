"""What a figure says where it is pointed at: one Dutch label with its month or name, values and units.

Nothing of a figure answers but what is told here. The label hangs on an unseen line through the places told,
so that pointing anywhere above a month, or beside a row, gives the label of that month or row.
"""

from __future__ import annotations

import plotly.graph_objects as go

from wkb_data.words import month_name, number, share

# One of something, and more of it.
Unit = tuple[str, str]
# A place in a figure, what it is about and what is said there.
Spot = tuple[float, float, str, list[str]]
SHOWN = "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>"
# `text` alone: Plotly's own label of the axis stays away.
ANSWERS = {"hoverinfo": "text", "hovertemplate": SHOWN}


def amount(value: float | None, unit: Unit | None = None) -> str:
    """`1 project`, `12,5 projecten`; a dash without a value."""
    if value is None or value != value:
        return "–"
    written = number(value, 0 if float(value).is_integer() else 1)
    return f"{written} {unit[0] if value == 1 else unit[1]}" if unit else written


def percent(value: float | None) -> str:
    """A share for a label; a dash without a value."""
    return "–" if value is None or value != value else share(value)


def titled(name: str) -> str:
    """A name as the head of a label."""
    return name[:1].upper() + name[1:]


def months(fig: go.Figure, told: dict[str, list[str]], at: dict[str, float]) -> None:
    """For each month (`YYYY-MM`) its lines, at a height near which the label stands."""
    data = [[titled(month_name(m)), "\n".join(lines)] for m, lines in told.items()]
    _unseen(fig, list(told), [at.get(m, 0.0) for m in told], data, "x")


def rows(fig: go.Figure, told: list[tuple[str, list[str]]], ends: list) -> None:
    """For each row, from place 0 up, its name and lines, at the end of what is drawn in it."""
    data = [[titled(name), "\n".join(lines)] for name, lines in told]
    _unseen(fig, ends, list(range(len(told))), data, "y")


def spots(fig: go.Figure, told: list[Spot]) -> None:
    """For each spot its name and lines, wherever it is the nearest one."""
    x, y, names, lines = zip(*told, strict=True)
    data = [[titled(n), "\n".join(one)] for n, one in zip(names, lines, strict=True)]
    _unseen(fig, list(x), list(y), data, "closest")


def _unseen(fig: go.Figure, x: list, y: list, data: list[list[str]], mode: str) -> None:
    fig.add_scatter(x=x, y=y, mode="lines", line={"width": 0}, customdata=data, **ANSWERS)
    fig.update_layout(hovermode=mode, hoverdistance=-1)
