"""What every figure starts from: the empty frame, the axis of months, labels at the lines."""

from __future__ import annotations

import textwrap
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wkb_views.style import GREY, MUTED, TEMPLATE
from wkb_words.words import day_name, month_short, number

LINE = 18
# So far from the end of its line a name stands.
BESIDE = 16
# So wide is a character of a label of an axis, at most on average; so far its labels stay from the edge, and
# the months below an axis from the nought beside it.
WIDE, EDGE, BELOW = 7.2, 8, 8
# So wide is the plot of a figure on a phone.
NARROW = 280
# More months than this are drawn without a mark or a number at each.
MANY = 24


def base(height: int) -> go.Figure:
    """An empty figure of so many pixels high."""
    fig = go.Figure()
    fig.update_layout(template=TEMPLATE, height=height)
    return fig


def fit(fig: go.Figure) -> None:
    """Room for the labels of the axes, from what they say: left to find it, Plotly draws a figure twice."""
    across, up, margin = fig.layout.xaxis, fig.layout.yaxis, fig.layout.margin
    below, beside = _labels(across), _labels(up)
    lines = max((text.count("\n") + 1 for text in below), default=0)
    half = _width(below) / 2
    fig.update_layout(
        margin={
            "l": max(margin.l or 0, EDGE, half, _width(beside) + EDGE),
            "r": max(margin.r or 0, EDGE, half),
            "b": max(margin.b or 0, EDGE + LINE * lines + (across.ticklabelstandoff or 0)),
        }
    )


def _labels(axis: object) -> list[str]:
    """What stands along an axis; of numbers that Plotly chooses, the largest there can be."""
    if axis.visible is False or axis.showticklabels is False:
        return []
    told = axis.ticktext if axis.ticktext is not None else axis.categoryarray
    return list(told) if told is not None else [number(axis.range[1])] if axis.range else []


def _width(texts: list[str]) -> float:
    return WIDE * max((len(line) for text in texts for line in text.split("\n")), default=0)


def months_axis(fig: go.Figure, months: list[str], most: int = 4) -> None:
    """Months as categories, with at most so many of them named, the first and the last among them.

    The range is told: left to itself, Plotly makes room within the axis for labels that stand beside it.
    """
    named = min(most, len(months))
    ticks = [months[round(i * (len(months) - 1) / max(1, named - 1))] for i in range(named)]
    fig.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=months,
        range=[-0.5, len(months) - 0.5],
        tickvals=ticks,
        ticktext=[month_short(m) for m in ticks],
        tickangle=0,
        ticklabelstandoff=BELOW,
    )


def line_mode(line: pd.Series) -> str:
    """How a line over months is drawn: with a mark at each, or without when there are many."""
    return "lines+markers" if len(line) <= MANY else "lines"


def label(fig: go.Figure, x: object, y: float, text: str, colour: str, **more) -> None:
    """A text at a point of the figure, to the right of it unless told otherwise."""
    fig.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        font={"color": colour, "size": 13},
        **({"xanchor": "left", "xshift": 6} | more),
    )


def labels(
    fig: go.Figure, points: list[tuple[object, float]], texts: list[str], colour: str, place: str
) -> None:
    """Texts at points, all of a kind at once: one by one Plotly measures each. `place` as `top right`."""
    x, y = zip(*points, strict=True)
    look = {"textfont": {"color": colour, "size": 13}, "textposition": place}
    fig.add_scatter(x=x, y=y, mode="text", text=texts, cliponaxis=False, **look)


def entry_line(fig: go.Figure, months: list[str], entry: date | None) -> None:
    """Entry into force as a line, named above the figure where nothing is drawn."""
    month = f"{entry:%Y-%m}" if entry else ""
    if month not in months:
        return
    at = months.index(month)
    fig.add_vline(x=at, line={"color": GREY, "width": 1})
    side = "right" if at > len(months) / 2 else "left"
    fig.add_annotation(
        x=at,
        y=1,
        yref="paper",
        text=f"inwerkingtreding {day_name(entry)}",
        showarrow=False,
        xanchor=side,
        yanchor="bottom",
        yshift=4,
        font={"size": 13, "color": MUTED},
    )
    fig.update_layout(margin_t=28)


def wrapped(text: str, width: int = 17) -> str:
    """A text over several lines, for a label beside a figure."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False))


def apart(wanted: list[tuple[float, float]], room: float) -> list[float]:
    """Middles of labels, in ascending order, that touch nowhere and stay between 0 and `room`.

    `wanted`: (middle, half its height). Labels that would touch are set together round the mean of where they
    wanted to be, so that none strays further than it must.
    """
    heaps: list[list] = []  # each: summed wish of its foot, labels in it, its height
    for middle, half in wanted:
        heaps.append([middle - half, 1, 2 * half])
        while len(heaps) > 1 and _foot(heaps[-1], room) < _foot(heaps[-2], room) + heaps[-2][2]:
            wish, count, height = heaps.pop()
            below = heaps[-1]
            below[0] += wish - count * below[2]
            below[1] += count
            below[2] += height
    found, halves = [], iter(half for _, half in wanted)
    for heap in heaps:
        at = _foot(heap, room)
        for _ in range(heap[1]):
            half = next(halves)
            found.append(at + half)
            at += 2 * half
    return found


def _foot(heap: list, room: float) -> float:
    wish, count, height = heap
    return max(0.0, min(wish / count, room - height))


# The end of a line: its value, where it is, the text beside it, its colour.
End = tuple[float, object, str, str]


def end_labels(fig: go.Figure, ends: list[End], top: float, plot_height: int, free: float = 0) -> None:
    """Names beside the ends of lines, kept apart and off the axis; makes room for them at the right.

    A label that had to move keeps a thin line to its own. `top` is the value at the upper edge of the plot of
    `plot_height` pixels; `free` the share of its width that the lines leave free at its right.
    """
    ends = sorted(ends, key=lambda e: (e[0], e[2]))
    texts = [wrapped(text) for _, _, text, _ in ends]
    halves = [(t.count("\n") + 1) * LINE / 2 for t in texts]
    wanted = [(y / top * plot_height, half) for (y, *_), half in zip(ends, halves, strict=True)]
    for (y, x, _, colour), (middle, _), text, at in zip(
        ends, wanted, texts, apart(wanted, plot_height), strict=True
    ):
        moved = middle - at
        led = {"showarrow": False, "xshift": BESIDE, "yshift": -moved}
        if abs(moved) > 4:  # a line leads to its own; Plotly measures each at length, so no unseen ones
            led = {"showarrow": True, "ax": BESIDE, "ay": moved, "arrowhead": 0, "standoff": 4}
            led |= {"arrowwidth": 0.8, "arrowcolor": GREY}
        fig.add_annotation(
            x=x,
            y=y,
            text=text,
            font={"color": colour, "size": 13},
            bgcolor="rgba(255,255,255,.8)",
            borderpad=0,
            align="left",
            xanchor="left",
            **led,
        )
    wide = max((len(line) for text in texts for line in text.split("\n")), default=0)
    fig.update_layout(margin_r=max(0, 26 + 6.6 * wide - free * NARROW))
