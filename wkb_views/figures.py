"""Figures: facts in, Plotly figure out. Pure; no Streamlit."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wkb_data.measures.summary import CategoryStand
from wkb_views.style import ACCENT, GREY, INK, LIGHT, TEMPLATE
from wkb_views.words import day_name, month_short, number, share


def _base(height: int) -> go.Figure:
    fig = go.Figure()
    fig.update_layout(template=TEMPLATE, height=height)
    return fig


def _months_axis(fig: go.Figure, months: list[str]) -> None:
    step = max(1, -(-len(months) // 5))
    ticks = months[::step]
    fig.update_xaxes(
        type="category", categoryorder="array", categoryarray=months, tickvals=ticks, ticktext=[month_short(m) for m in ticks], tickangle=0
    )


def _label(fig: go.Figure, x: str, y: float, text: str, colour: str, **more) -> None:
    fig.add_annotation(x=x, y=y, text=text, showarrow=False, font={"color": colour, "size": 12}, **({"xanchor": "left", "xshift": 6} | more))


def burn_up(started: pd.Series, completed: pd.Series, planned: pd.Series, target: int, entry: date | None) -> go.Figure:
    """Started and completed pilots against the planned line, the target and entry into force."""
    months = sorted({*planned.index, *started.index})
    fig = _base(340)
    fig.add_scatter(x=planned.index, y=planned.values, mode="lines", line={"color": GREY, "dash": "dot", "width": 2})
    fig.add_scatter(x=started.index, y=started.values, mode="lines+markers", line={"color": ACCENT, "width": 3}, marker={"size": 6})
    fig.add_scatter(x=completed.index, y=completed.values, mode="lines", line={"color": INK, "width": 2, "dash": "dash"})
    fig.add_hline(y=target, line={"color": INK, "width": 1.5})
    _label(fig, months[0], target, f"doel {number(target)}", INK, yshift=10)
    if len(started):
        _label(fig, started.index[-1], started.iloc[-1], f"gestart {number(started.iloc[-1])}", ACCENT)
    if len(completed):
        _label(fig, completed.index[-1], completed.iloc[-1], f"afgerond {number(completed.iloc[-1])}", INK, yshift=-2)
    middle = planned.index[int(len(planned) * 0.62)]
    _label(fig, middle, float(planned[middle]), "geplande lijn", GREY, xanchor="right", xshift=-8, yshift=8)
    if entry and f"{entry:%Y-%m}" in months:
        fig.add_vline(x=months.index(f"{entry:%Y-%m}"), line={"color": GREY, "width": 1})
        fig.add_annotation(
            x=months.index(f"{entry:%Y-%m}"),
            y=0.04,
            yref="paper",
            text=f"inwerkingtreding {day_name(entry)}",
            showarrow=False,
            xanchor="right",
            xshift=-6,
            font={"size": 12, "color": GREY},
        )
    _months_axis(fig, months)
    fig.update_yaxes(rangemode="tozero", title=None, range=[0, max(target, started.max() if len(started) else 0) * 1.12])
    return fig


def category_bullets(stands: list[CategoryStand]) -> go.Figure:
    """Each category: started and completed bars against its target and the planned line of this month."""
    stands = stands[::-1]
    names = [s.short for s in stands]
    fig = _base(60 + 46 * len(stands))
    fig.add_bar(y=names, x=[s.target for s in stands], orientation="h", marker_color=LIGHT, width=0.62)
    fig.add_bar(
        y=names,
        x=[s.started for s in stands],
        orientation="h",
        marker_color=ACCENT,
        width=0.34,
    )
    fig.add_bar(y=names, x=[s.completed for s in stands], orientation="h", marker_color="#9fb6d0", width=0.12)
    for i, s in enumerate(stands):
        fig.add_shape(type="line", x0=s.planned, x1=s.planned, y0=i - 0.31, y1=i + 0.31, line={"color": GREY, "width": 2, "dash": "dot"})
        fig.add_annotation(
            x=max(s.target, s.started), y=i, text=f"<b>{s.started}</b> van {s.target}", showarrow=False, xanchor="left", xshift=8, font={"size": 12}
        )
        fig.add_shape(type="line", x0=s.target, x1=s.target, y0=i - 0.36, y1=i + 0.36, line={"color": INK, "width": 2})
    fig.add_annotation(
        x=stands[-1].target, y=len(stands) - 0.5, text=f"doel {number(stands[-1].target)}", showarrow=False, yshift=10, font={"size": 12}
    )
    fig.add_annotation(
        x=stands[-1].planned,
        y=len(stands) - 0.5,
        text="gepland nu",
        showarrow=False,
        yshift=10,
        xanchor="right",
        xshift=6,
        font={"size": 12, "color": GREY},
    )
    most = max(max(s.started, s.target) for s in stands)
    fig.update_layout(barmode="overlay", margin={"l": 8, "r": 84, "t": 30, "b": 8})
    fig.update_xaxes(range=[0, most], showgrid=False)
    return fig


def bars(counts: dict[str, float]) -> go.Figure:
    """Counts by name as horizontal bars with their numbers."""
    names = list(counts)[::-1]
    fig = _base(40 + 32 * max(1, len(names)))
    fig.add_bar(
        y=names,
        x=[counts[n] for n in names],
        orientation="h",
        marker_color=ACCENT,
        text=[number(counts[n]) for n in names],
        textposition="outside",
        cliponaxis=False,
        width=0.6,
    )
    fig.update_xaxes(visible=False, range=[0, max([*counts.values(), 1]) * 1.15])
    return fig


def volume_share(by_month: pd.Series, total: pd.Series, target: float) -> go.Figure:
    """The share of applications done as pilots: bars a month, line over all months, the target drawn."""
    months = sorted({*by_month.index, *total.index})
    fig = _base(320)
    fig.add_bar(x=by_month.index, y=by_month.values, marker_color="#c9d3df", width=0.6)
    fig.add_scatter(x=total.index, y=total.values, mode="lines+markers", line={"color": ACCENT, "width": 3})
    fig.add_hline(y=target, line={"color": INK, "width": 1.5})
    _label(fig, months[0], target, f"doel {share(target, 0)}", INK, yshift=10, xshift=-20)
    if len(total):
        _label(fig, total.index[-1], total.iloc[-1], f"totaal {share(total.iloc[-1])}", ACCENT, xanchor="right", xshift=0, yshift=16)
    _months_axis(fig, months)
    top = max([target, *by_month.values, *total.values]) * 1.2
    ticks = [i / 50 for i in range(int(top * 50) + 1)]
    fig.update_yaxes(range=[0, top], tickvals=ticks, ticktext=[share(t, 0) for t in ticks])
    return fig


def lines(series: pd.Series, label: str) -> go.Figure:
    """One measure over the months."""
    fig = _base(260)
    fig.add_scatter(x=series.index, y=series.values, mode="lines+markers", line={"color": ACCENT, "width": 3})
    if len(series):
        _label(fig, series.index[-1], series.iloc[-1], f"{label} {number(series.iloc[-1])}", ACCENT, xanchor="right", yshift=14, xshift=0)
    _months_axis(fig, list(series.index))
    fig.update_yaxes(rangemode="tozero", range=[0, max([*series.values, 1]) * 1.2])
    return fig
