"""Figures of the planning: activities with what they wait for, phases and deadlines; deadlines then and now."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wkb_data.periods import month_range
from wkb_views.figures.frame import base, label
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED, SOFT
from wkb_views.words import month_short

DAY = 86_400_000
NAMED = 44


def _short(text: str) -> str:
    return text if len(text) < NAMED else text[: NAMED - 2] + "…"


def _dates_axis(fig: go.Figure, first: date, last: date) -> None:
    """Quarters or half-years named, whatever fits."""
    months = month_range(f"{first:%Y-%m}", f"{last:%Y-%m}")
    named = ("01", "04", "07", "10") if len(months) <= 13 else ("01", "07") if len(months) < 30 else ("01",)
    ticks = [m for m in months if m[5:] in named]
    fig.update_xaxes(
        type="date",
        tickvals=[f"{m}-01" for m in ticks],
        ticktext=[month_short(m) for m in ticks],
        showgrid=True,
        gridcolor=LIGHT,
        tickangle=0,
    )


def gantt(
    rows: pd.DataFrame, now: date, phases: list[tuple[date, date | None]], deadlines: list[tuple[str, date]]
) -> go.Figure:
    """Activities as bars with what is done in dark and how far they now run on hatched; lines lead from what they wait for.

    `phases`: (from, until or None while open) as numbered bands behind; `deadlines`: (name, date) as lines named below.
    """
    rows = rows.iloc[::-1].reset_index(drop=True)
    count = len(rows)
    places = list(range(count))
    fig = base(80 + 40 * count + 16 * len(deadlines))
    length = [max((e - s).days, 1) for s, e in zip(rows["start"], rows["end"], strict=True)]
    shares = [
        1.0 if r else (p if p == p else 0) / 100 for r, p in zip(rows["ready"], rows["progress"], strict=True)
    ]
    extra = [
        max((x - e).days, 0) if not r else 0
        for x, e, r in zip(rows["expected"], rows["end"], rows["ready"], strict=True)
    ]
    first = min(rows["start"])
    last = max([*rows["expected"], *rows["end"], *(w for _, w in deadlines), now])
    shapes, texts = [], []
    for i, (start, until) in enumerate(phases):
        a, b = max(start, first), min(until or last, last)
        if a < b:
            shapes.append({"type": "rect", "x0": a, "x1": b, "y0": -0.5, "y1": count + 0.35, "fillcolor": ("#f5f6f8", "#ffffff")[i % 2], "line": {"width": 0}, "layer": "below"})  # fmt: skip
            texts.append(
                (
                    a,
                    f"fase {i + 1}" if (b - a) > (last - first) * 0.14 else f"{i + 1}",
                    MUTED,
                    {"xanchor": "left", "xshift": 3, "y": 1, "yanchor": "top"},
                )
            )
    shapes.append(
        {
            "type": "line",
            "x0": now,
            "x1": now,
            "y0": -0.5,
            "y1": count - 0.2,
            "line": {"color": INK, "width": 1.5},
        }
    )
    texts.append((now, "nu", INK, {"xanchor": "center", "xshift": 0, "y": 1, "yanchor": "bottom"}))
    for i, (name, when) in enumerate(deadlines):
        shapes.append(
            {
                "type": "line",
                "x0": when,
                "x1": when,
                "y0": -0.5,
                "y1": count - 0.2,
                "line": {"color": GREY, "width": 1, "dash": "dash"},
            }
        )
        texts.append(
            (
                when,
                name,
                MUTED,
                {"xanchor": "right", "xshift": 2, "y": 0, "yanchor": "top", "yshift": -20 - 16 * i},
            )
        )
    place = {n: i for i, n in enumerate(rows["number"])}
    for i, (before, start) in enumerate(zip(rows["depends_on"], rows["start"], strict=True)):
        for other in before.split("; ") if isinstance(before, str) else ():
            if other in place:
                shapes.append({"type": "line", "x0": rows["end"][place[other]], "y0": place[other], "x1": start, "y1": i, "line": {"color": GREY, "width": 1, "dash": "dot"}})  # fmt: skip
    fig.add_bar(
        y=places,
        base=rows["start"],
        x=[d * DAY for d in length],
        orientation="h",
        marker_color="#d5deea",
        width=0.4,
    )
    fig.add_bar(
        y=places,
        base=rows["start"],
        x=[d * s * DAY for d, s in zip(length, shares, strict=True)],
        orientation="h",
        marker_color=ACCENT,
        width=0.4,
    )
    on = [i for i, d in enumerate(extra) if d]
    fig.add_bar(y=on, base=[rows["end"][i] for i in on], x=[extra[i] * DAY for i in on], orientation="h", width=0.4, marker={"color": "#f6e3e3", "line": {"color": "#9b1c1c", "width": 1}, "pattern": {"shape": "/", "fgcolor": "#9b1c1c", "size": 5}})  # fmt: skip
    names = [{"x": first, "y": i + 0.22, "text": _short(f"{n} {a}"), "showarrow": False, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12}, "bgcolor": "rgba(255,255,255,.75)", "borderpad": 0} for i, n, a in zip(places, rows["number"], rows["activity"], strict=True)]  # fmt: skip
    fig.update_layout(
        barmode="overlay",
        margin={"l": 8, "r": 16, "t": 26, "b": 30 + 16 * len(deadlines)},
        shapes=shapes,
        annotations=names,
    )
    for x, text, colour, where in texts:
        label(fig, x, text=text, colour=colour, yref="paper", **where)
    _dates_axis(fig, first, last)
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.5, count + 0.35])
    return fig


def deadline_shift(rows: pd.DataFrame) -> go.Figure:
    """Deadlines as planned then (open) and as planned now (filled), a line between."""
    rows = rows.dropna(subset=["Toen", "Nu"]).iloc[::-1].reset_index(drop=True)
    names = [_short(f"{a} {n}") for a, n in zip(rows["Aspect"], rows["Naam"], strict=True)]
    fig = base(60 + 34 * max(1, len(rows)))
    days = [*rows["Toen"], *rows["Nu"]]
    places = list(range(len(rows)))
    fig.update_layout(
        shapes=[{"type": "line", "x0": a, "x1": b, "y0": i, "y1": i, "line": {"color": SOFT, "width": 3}} for i, a, b in zip(places, rows["Toen"], rows["Nu"], strict=True)],
        annotations=[{"x": min(days), "y": i + 0.26, "text": n, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12}, "xshift": -6} for i, n in zip(places, names, strict=True)],
    )  # fmt: skip
    fig.add_scatter(
        x=rows["Toen"],
        y=places,
        mode="markers",
        marker={"size": 10, "color": "#ffffff", "line": {"color": ACCENT, "width": 1.5}},
    )
    fig.add_scatter(x=rows["Nu"], y=places, mode="markers", marker={"size": 10, "color": ACCENT})
    if days:
        _dates_axis(fig, min(days), max(days))
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.5, len(rows)])
    return fig
