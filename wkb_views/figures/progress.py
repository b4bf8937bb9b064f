"""Figures of progress towards a target: what was planned, what came, what is expected."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from wkb_data.measures.forecast import HORIZON, Forecast
from wkb_data.measures.pilots import CategoryStand
from wkb_data.periods import add_months, month_range
from wkb_views.figures import hover
from wkb_views.figures.frame import (
    NARROW,
    base,
    end_labels,
    entry_line,
    label,
    labels,
    line_mode,
    months_axis,
)
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED
from wkb_words.words import month_name, number

PROJECT = ("project", "projecten")
# So high is the plot of a burn-up within its figure, and the figure.
PLOT, BURN_UP = 290, 358
QUARTERS = ("jan–mrt", "apr–jun", "jul–sep", "okt–dec")


def _planned(fig: go.Figure, planned: pd.Series, months: list[str]) -> None:
    """The planned line, named where it is half way: to the left, or to the right where there is no room."""
    fig.add_scatter(
        x=planned.index, y=planned.values, mode="lines", line={"color": GREY, "dash": "dot", "width": 2}
    )
    half = [m for m, v in planned.items() if v <= planned.max() * 0.62]
    if half:
        room = NARROW * months.index(half[-1]) / len(months)
        left = {"xanchor": "right", "xshift": -8, "yshift": 8}
        beside = left if room > 100 else {"xanchor": "left", "xshift": 8, "yshift": -8}
        label(fig, half[-1], float(planned[half[-1]]), "geplande lijn", MUTED, **beside)


def _target(fig: go.Figure, month: str, target: float) -> None:
    fig.add_hline(y=target, line={"color": INK, "width": 1.5})
    label(fig, month, target, f"doel {number(target)}", INK, yshift=10)


def burn_up(
    started: pd.Series,
    completed: pd.Series,
    planned: pd.Series,
    done_by: pd.Series,
    target: int,
    entry: date | None,
) -> go.Figure:
    """Started and completed pilots against their planned lines (`done_by`: of the completed ones), the target
    and entry into force.
    """
    months = sorted({*planned.index, *started.index})
    fig = base(BURN_UP)
    _planned(fig, planned, months)
    thin = {"color": GREY, "dash": "dot", "width": 1}
    fig.add_scatter(x=done_by.index, y=done_by.values, mode="lines", line=thin)
    for line, mode, look in (
        (started, line_mode(started), {"color": ACCENT, "width": 3}),
        (completed, "lines", {"color": INK, "width": 2, "dash": "dash"}),
    ):
        fig.add_scatter(
            x=line.index, y=line.values, mode=mode, line=look, marker={"size": 6}, cliponaxis=False
        )
    _target(fig, months[0], target)
    top = max(target, started.max() if len(started) else 0) * 1.12
    ends = [
        (float(line.iloc[-1]), line.index[-1], f"{name} {number(line.iloc[-1])}", colour)
        for line, name, colour in ((started, "gestart", ACCENT), (completed, "afgerond", INK))
        if len(line)
    ]
    last = max((months.index(m) for _, m, _, _ in ends), default=0)
    end_labels(fig, ends, top, PLOT, 1 - (last + 1) / len(months))
    entry_line(fig, months, entry)
    months_axis(fig, months)
    fig.update_yaxes(rangemode="tozero", title=None, range=[0, top])
    told = {
        m: amounts(
            {
                "gestart": started.get(m),
                "gestart gepland": planned.get(m),
                "afgerond": completed.get(m),
                "afgerond gepland": done_by.get(m),
            }
        )
        for m in months
    }
    hover.months(fig, told, {m: float(started.get(m, planned.get(m, 0))) for m in months})
    return fig


def amounts(values: dict[str, float | None]) -> list[str]:
    """A line for each that there is, in whole projects."""
    return [f"{n}: {hover.amount(round(v), PROJECT)}" for n, v in values.items() if v is not None]


def category_bullets(stands: list[CategoryStand]) -> go.Figure:
    """Each category: started and completed bars against its target and the planned line of this month."""
    stands = stands[::-1]
    places = list(range(len(stands)))
    fig = base(76 + 50 * len(stands))
    for values, colour, width in (
        ([s.target for s in stands], LIGHT, 0.44),
        ([s.started for s in stands], ACCENT, 0.28),
        ([s.completed for s in stands], "#9fb6d0", 0.1),
    ):
        fig.add_bar(y=places, x=values, orientation="h", marker_color=colour, width=width)
    upright = [(s.planned, 0.22) for s in stands], [(s.target, 0.26) for s in stands]
    looks = {"color": GREY, "width": 2, "dash": "dot"}, {"color": INK, "width": 2}
    for marks, look in zip(upright, looks, strict=True):
        path = " ".join(f"M {x},{i - high} L {x},{i + high}" for i, (x, high) in enumerate(marks))
        fig.add_shape(type="path", path=path, line=look)
    labels(fig, [(0, i + 0.4) for i in places], [s.short for s in stands], INK, "middle right")
    ends = [(max(s.target, s.started), i) for i, s in enumerate(stands)]
    labels(fig, ends, [f"\u2002{s.started} van {s.target}" for s in stands], INK, "middle right")
    first = stands[-1]
    label(
        fig,
        first.target,
        len(stands) - 0.5,
        f"doel {number(first.target)}",
        INK,
        xanchor="center",
        xshift=0,
        yshift=12,
    )
    side = "left" if first.planned < first.target * 0.3 else "right"
    label(fig, first.planned, len(stands) - 0.5, "gepland nu", MUTED, xanchor=side, xshift=0, yshift=28)
    fig.update_layout(barmode="overlay", margin={"l": 8, "r": 84, "t": 50, "b": 8})
    fig.update_xaxes(range=[0, max(max(s.started, s.target) for s in stands)], showgrid=False)
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.4, len(stands) - 0.4])
    parts = [
        {"gestart": s.started, "afgerond": s.completed, "gepland voor nu": s.planned, "doel": s.target}
        for s in stands
    ]
    told = [(s.name, amounts(p)) for s, p in zip(stands, parts, strict=True)]
    hover.rows(fig, told, [s.started for s in stands])
    return fig


def fan(line: pd.Series, made: Forecast, planned: pd.Series, entry: date | None) -> go.Figure:
    """The observed line, the band of the forecast (P10-P90) around its middle, the planned line, target and
    entry into force.
    """
    until = (
        max(filter(None, [made.deadline, made.middle, made.month]))
        if made.usable
        else made.deadline or made.month
    )
    last = min(add_months(until, 3), add_months(made.month, HORIZON))
    months = month_range(min([made.month, *line.index]), last)
    band = made.band[made.band["month"] <= last]
    fig = base(BURN_UP)
    if made.usable and len(band):
        x = [made.of, *band["month"]]
        fig.add_scatter(
            x=[*x, *x[::-1]],
            y=[made.value, *band["p90"], *band["p10"][::-1], made.value],
            fill="toself",
            fillcolor="rgba(21,66,115,.14)",
            line={"width": 0},
            mode="lines",
        )
        fig.add_scatter(
            x=x,
            y=[made.value, *band["p50"]],
            mode="lines",
            line={"color": ACCENT, "width": 2, "dash": "dash"},
        )
        end = band.iloc[-1]
        label(fig, end["month"], end["p50"], "verwacht", ACCENT, xanchor="right", yshift=12, xshift=0)
    _planned(fig, planned[(planned.index >= months[0]) & (planned.index <= last)], months)
    fig.add_scatter(
        x=line.index,
        y=line.values,
        mode=line_mode(line),
        line={"color": ACCENT, "width": 3},
        marker={"size": 6},
        cliponaxis=False,
    )
    _target(fig, months[0], made.target)
    entry_line(fig, months, entry)
    months_axis(fig, months)
    fig.update_yaxes(range=[0, max([made.target, *line.values, *(band["p90"] if made.usable else [])]) * 1.1])
    _fan_hover(fig, months, line, band if made.usable else band[:0], planned)
    return fig


def _fan_hover(
    fig: go.Figure, months: list[str], line: pd.Series, band: pd.DataFrame, planned: pd.Series
) -> None:
    """What was there in a month, or what is expected in it and between which bounds; and what was planned."""
    told, at = {}, {}
    expected = {r["month"]: r for r in band.to_dict("records")}
    for m in months:
        lines = amounts({"stand": line.get(m)})
        if m not in line.index and (r := expected.get(m)):
            lines = [
                f"verwacht: {hover.amount(round(r['p50']), PROJECT)}",
                f"waarschijnlijk (8 op 10) tussen {number(r['p10'])} en {number(r['p90'])}",
            ]
        told[m] = lines + amounts({"gepland": planned.get(m)})
        at[m] = float(line.get(m, expected[m]["p50"] if m in expected else planned.get(m, 0)))
    hover.months(fig, told, at)


def quantile_dots(made: Forecast) -> go.Figure:
    """Twenty equally likely outcomes: in which month the target is met.

    Filled: in time; open: too late, or beyond four years.
    """
    many = len({(d[:4], (int(d[5:]) - 1) // 3) for d in made.dots if d}) > 4
    stacks: dict[str, int] = {}
    x, y, full, said = [], [], [], []
    for dot in made.dots:
        where = "later" if not dot else dot[:4] if many else f"{QUARTERS[(int(dot[5:]) - 1) // 3]}\n{dot[:4]}"
        stacks[where] = stacks.get(where, 0) + 1
        x.append(where)
        y.append(stacks[where])
        full.append(bool(dot and made.deadline and dot <= made.deadline))
        when = month_name(dot) if dot else "later dan over vier jaar"
        late = "" if not made.deadline else ", op tijd" if full[-1] else ", te laat"
        said.append([f"Uitkomst {len(x)} van {len(made.dots)}", f"doel gehaald: {when}{late}"])
    highest = max([*stacks.values(), 1])
    fig = base(90 + 16 * highest)
    fig.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={
            "size": 13,
            "color": [ACCENT if f else "#ffffff" for f in full],
            "line": {"color": ACCENT, "width": 1.5},
        },
        customdata=said,
        **hover.ANSWERS,
    )
    fig.update_xaxes(type="category", categoryorder="array", categoryarray=list(stacks), tickangle=0)
    fig.update_yaxes(visible=False, range=[0, highest + 0.8])
    return fig
