"""Figures of counts and shares: bars, lines over the months, statuses stacked, shares with their interval."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from wkb_views.figures.frame import MANY, base, end_labels, label, line_mode, months_axis
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED, STATUS_COLOUR, STATUS_SIGN, STATUS_TEXT
from wkb_words.words import number, share

SHARES = {"tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": ["0%", "25%", "50%", "75%", "100%"]}
LONG = 14
# As many characters as fit on a phone.
PHONE = 50


def bars(counts: dict[str, float], context: tuple[str, ...] = ()) -> go.Figure:
    """Counts by name as horizontal bars with their numbers; long names stand above their bar.

    `context`: names drawn in grey.
    """
    names = list(counts)[::-1]
    above = any(len(n) > LONG for n in names)
    fig = base((44 if above else 32) * max(1, len(names)) + 24)
    places = list(range(len(names)))
    fig.add_bar(
        y=places,
        x=[counts[n] for n in names],
        orientation="h",
        marker_color=["#c5cad1" if n in context else ACCENT for n in names],
        text=[number(counts[n]) for n in names],
        textposition="outside",
        cliponaxis=False,
        width=0.42 if above else 0.6,
    )
    if above:
        for i, name in enumerate(names):
            label(
                fig,
                0,
                i + 0.22,
                textwrap.shorten(name, PHONE, placeholder=" …"),
                INK,
                xshift=-2,
                yanchor="bottom",
            )
        fig.update_yaxes(showticklabels=False, range=[-0.4, len(names) - 0.2])
    else:
        fig.update_yaxes(tickvals=places, ticktext=[f"{n} " for n in names])
    fig.update_yaxes(showgrid=False)
    fig.update_xaxes(visible=False, range=[0, max([*counts.values(), 1]) * 1.3])
    return fig


def volume_share(by_month: pd.Series, total: pd.Series, target: float) -> go.Figure:
    """The share of applications done as pilots: bars a month, line over all months, the target drawn."""
    months = sorted({*by_month.index, *total.index})
    fig = base(320)
    fig.add_bar(x=by_month.index, y=by_month.values, marker_color="#c9d3df", width=0.6)
    fig.add_scatter(x=total.index, y=total.values, mode=line_mode(total), line={"color": ACCENT, "width": 3})
    fig.add_hline(y=target, line={"color": INK, "width": 1.5})
    label(fig, months[0], target, f"doel {share(target, 0)}", INK, yshift=10, xshift=-20)
    top = max([target, *by_month.values, *total.values]) * 1.2
    beside = len(months) - 0.7  # right of the last bar
    ends = [
        (float(s.iloc[-1]), beside, f"{name} {share(s.iloc[-1])}", colour)
        for s, name, colour in ((total, "totaal", ACCENT), (by_month, "deze maand", MUTED))
        if len(s) and s.index[-1] == months[-1]
    ]
    months_axis(fig, months)
    end_labels(fig, ends, top, 270)
    step = next(s for s in (0.005, 0.01, 0.02, 0.05, 0.1, 0.25) if top / s <= 8 or s == 0.25)
    ticks = [i * step for i in range(int(top / step) + 1)]
    fig.update_yaxes(
        range=[0, top], tickvals=ticks, ticktext=[share(t, 1 if step < 0.01 else 0) for t in ticks]
    )
    return fig


def lines(table: pd.DataFrame, emphasised: str, share_axis: bool = False) -> go.Figure:
    """Measures over the months (index), each named at its end; one in the accent colour."""
    fig, table = base(290), table.astype(float)
    write = (lambda v: share(v, 0)) if share_axis else number
    ends = []
    for name in table.columns:
        line = table[name].dropna()
        if line.empty:
            continue
        main = name == emphasised
        fig.add_scatter(
            x=line.index,
            y=line.values,
            mode=line_mode(line),
            marker={"size": 5},
            line={"color": ACCENT if main else GREY, "width": 3 if main else 1.5},
            cliponaxis=False,
        )
        ends.append(
            (
                float(line.iloc[-1]),
                table.index[-1],
                f"{name} {write(line.iloc[-1])}",
                ACCENT if main else MUTED,
            )
        )
    top = 1.04 if share_axis else max([1, *table.max().dropna()]) * 1.1
    months_axis(fig, list(table.index), 3)
    end_labels(fig, ends, top, 236)
    fig.update_yaxes(range=[0, top], **(SHARES if share_axis else {"dtick": 1} if top < 6 else {}))
    return fig


def status_stack(counts: pd.DataFrame) -> go.Figure:
    """How many aspects have each status in every month (index).

    The number stands in the bar where bars are wide enough.
    """
    fig = base(300)
    told = len(counts) <= MANY
    for status in counts.columns:
        line = counts[status]
        fig.add_bar(
            x=counts.index,
            y=line,
            marker={"color": STATUS_COLOUR[status], "line": {"color": MUTED, "width": 1}},
            text=[f"{STATUS_SIGN[status]} {n}" if n else "" for n in line] if told else None,
            textfont={"color": STATUS_TEXT[status], "size": 13},
            textangle=0,
            insidetextanchor="middle",
            width=0.82,
        )
    fig.update_layout(barmode="stack", uniformtext={"minsize": 9, "mode": "hide"})
    months_axis(fig, list(counts.index))
    fig.update_yaxes(range=[0, max(1, counts.sum(axis=1).max()) * 1.02], showgrid=False)
    return fig


def intervals(rows: pd.DataFrame, total: float | None) -> go.Figure:
    """A share by party as a dot with its 95% interval; open where no number of respondents is known.

    The total as a line.
    """
    fig = base(80 + 30 * max(1, len(rows)))
    known = rows["low"].notna()
    fig.add_scatter(
        x=rows["share"],
        y=rows["party"],
        mode="markers",
        marker={
            "size": 10,
            "color": [ACCENT if k else "#ffffff" for k in known],
            "line": {"color": ACCENT, "width": 1.5},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (rows["high"] - rows["share"]).fillna(0),
            "arrayminus": (rows["share"] - rows["low"]).fillna(0),
            "color": MUTED,
            "thickness": 1.5,
            "width": 4,
        },
    )
    if total is not None:
        fig.add_vline(x=total, line={"color": INK, "width": 1.5, "dash": "dot"})
        fig.add_annotation(
            x=total,
            y=1,
            yref="paper",
            text=f"totaal {share(total, 0)}",
            showarrow=False,
            yshift=12,
            font={"size": 13},
        )
    fig.update_layout(margin={"l": 8, "r": 30, "t": 28, "b": 8})
    fig.update_xaxes(range=[0, 1], showgrid=True, gridcolor=LIGHT, **SHARES)
    return fig


def lorenz_curve(x: list[float], y: list[float]) -> go.Figure:
    """How unevenly pilots are spread over the municipalities that take part, beside the line of an even
    spread.
    """
    fig = base(300)
    fig.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": GREY, "width": 1.5, "dash": "dot"})
    fig.add_scatter(x=x, y=y, mode="lines", line={"color": ACCENT, "width": 3})
    fig.add_annotation(
        x=0.5,
        y=0.5,
        text="gelijk verdeeld",
        showarrow=False,
        xanchor="right",
        xshift=-6,
        font={"size": 12, "color": MUTED},
    )
    fig.update_layout(margin_r=30)
    fig.update_xaxes(
        range=[0, 1.01],
        tickvals=[0.5, 1],
        ticktext=["50%", "100%"],
        title={"text": "gemeenten, van minste naar meeste", "font": {"size": 13}},
    )
    fig.update_yaxes(
        range=[0, 1.01],
        tickvals=[0, 0.5, 1],
        ticktext=["0%", "50%", "100%"],
        title={"text": "aandeel projecten", "font": {"size": 13}},
    )
    return fig
