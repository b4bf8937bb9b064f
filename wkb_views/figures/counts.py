"""Figures of counts and shares: bars, lines over the months, statuses stacked, shares with their interval."""

from __future__ import annotations

import textwrap
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from wkb_views.figures import hover
from wkb_views.figures.frame import MANY, base, end_labels, label, line_mode, months_axis
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED, STATUS_COLOUR, STATUS_SIGN, STATUS_TEXT
from wkb_words.words import number, share

SHARES = {"tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": ["0%", "25%", "50%", "75%", "100%"]}
LONG = 14
# As many characters as fit on a phone, and in one of three columns.
PHONE = 46
ASPECT = ("aspect", "aspecten")


def bars(
    counts: dict[str, float], context: tuple[str, ...] = (), unit: hover.Unit | None = None
) -> go.Figure:
    """Counts by name as horizontal bars with their numbers; long names stand above their bar.

    `context`: names drawn in grey.
    """
    names = list(counts)[::-1]
    values = [counts[n] for n in names]
    above = any(len(n) > LONG for n in names)
    fig = base((44 if above else 32) * max(1, len(names)) + 24)
    places = list(range(len(names)))
    fig.add_bar(
        y=places,
        x=values,
        orientation="h",
        marker_color=["#c5cad1" if n in context else ACCENT for n in names],
        text=[number(v) for v in values],
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
    fig.update_xaxes(visible=False, range=[0, max([*values, 1]) * 1.3])
    hover.rows(fig, [(n, [hover.amount(counts[n], unit)]) for n in names], values)
    return fig


def volume_share(by_month: pd.Series, total: pd.Series, target: float) -> go.Figure:
    """The share of applications done as pilots: bars a month, line over all months, the target drawn."""
    months = sorted({*by_month.index, *total.index})
    fig = base(328)
    fig.add_bar(x=by_month.index, y=by_month.values, marker_color="#c9d3df", width=0.6)
    fig.add_scatter(x=total.index, y=total.values, mode=line_mode(total), line={"color": ACCENT, "width": 3})
    fig.add_hline(y=target, line={"color": INK, "width": 1.5})
    label(fig, months[0], target, f"doel {share(target, 0)}", INK, yshift=10, xshift=-4)
    top = max([target, *by_month.values, *total.values]) * 1.2
    beside = len(months) - 0.7  # right of the last bar
    ends = [
        (float(s.iloc[-1]), beside, f"{name} {share(s.iloc[-1])}", colour)
        for s, name, colour in ((total, "totaal", ACCENT), (by_month, "deze maand", MUTED))
        if len(s) and s.index[-1] == months[-1]
    ]
    months_axis(fig, months, 3)
    end_labels(fig, ends, top, 270)
    step = next(s for s in (0.005, 0.01, 0.02, 0.05, 0.1, 0.25) if top / s <= 8 or s == 0.25)
    ticks = [i * step for i in range(int(top / step) + 1)]
    fig.update_yaxes(
        range=[0, top], tickvals=ticks, ticktext=[share(t, 1 if step < 0.01 else 0) for t in ticks]
    )
    told = {
        m: [
            f"in de maand zelf {hover.percent(by_month.get(m))}",
            f"tot en met deze maand {hover.percent(total.get(m))}",
            f"doel {share(target, 0)}",
        ]
        for m in months
    }
    hover.months(fig, told, {m: float(total.get(m, 0)) for m in months})
    return fig


def lines(
    table: pd.DataFrame, emphasised: str, share_axis: bool = False, unit: hover.Unit | None = None
) -> go.Figure:
    """Measures over the months (index), each named at its end; one in the accent colour.

    `unit` is of every column: what has another one belongs in a figure of its own.
    """
    table = table.astype(float)
    shown = [n for n in table.columns if table[n].notna().any()]
    fig = base(298 + 22 * max(0, len(shown) - 4))
    write = (lambda v: share(v, 0)) if share_axis else number
    ends = []
    for name in shown:
        line = table[name].dropna()
        main = name == emphasised
        fig.add_scatter(
            x=line.index,
            y=line.values,
            mode=line_mode(line),
            marker={"size": 5},
            line={"color": ACCENT if main else GREY, "width": 3 if main else 1.5},
            cliponaxis=False,
        )
        text = f"{name} {write(line.iloc[-1])}"
        ends.append((float(line.iloc[-1]), table.index[-1], text, ACCENT if main else MUTED))
    top = 1.04 if share_axis else max([1, *table.max().dropna()]) * 1.1
    months_axis(fig, list(table.index), 3)
    end_labels(fig, ends, top, fig.layout.height - 62)
    fig.update_yaxes(range=[0, top], **(SHARES if share_axis else {"dtick": 1} if top < 6 else {}))
    told = hover.percent if share_axis else partial(hover.amount, unit=unit)
    values = {n: dict(zip(table.index, table[n], strict=True)) for n in shown}
    hover.months(
        fig,
        {
            m: [("" if unit and n == unit[1] else f"{n}: ") + told(values[n][m]) for n in shown]
            for m in table.index
        },
        {m: v for m, v in values.get(emphasised, {}).items() if v == v},
    )
    return fig


def status_stack(counts: pd.DataFrame, words: dict[str, str]) -> go.Figure:
    """How many aspects have each status in every month (index); `words` says each status.

    The number stands in the bar where bars are wide enough.
    """
    fig = base(300)
    shown = len(counts) <= MANY
    for status in counts.columns:
        line = counts[status]
        fig.add_bar(
            x=counts.index,
            y=line,
            marker={"color": STATUS_COLOUR[status], "line": {"color": MUTED, "width": 1}},
            text=[f"{STATUS_SIGN[status]} {n}" if n else "" for n in line] if shown else None,
            textfont={"color": STATUS_TEXT[status], "size": 13},
            textangle=0,
            insidetextanchor="middle",
            width=0.82,
        )
    fig.update_layout(barmode="stack", uniformtext={"minsize": 9, "mode": "hide"})
    months_axis(fig, list(counts.index))
    fig.update_yaxes(range=[0, max(1, counts.sum(axis=1).max()) * 1.02], showgrid=False)
    told = {
        m: [f"{hover.amount(n, ASPECT)} {words[s]}" for s, n in row.items() if n]
        for m, row in counts.to_dict("index").items()
    }
    hover.months(fig, told, counts.sum(axis=1).div(2).to_dict())
    return fig


def intervals(rows: pd.DataFrame, total: float | None) -> go.Figure:
    """A share by party as a dot with its 95% interval; open where no number of respondents is known.

    The total as a line.
    """
    fig = base(80 + 30 * max(1, len(rows)))
    known, places = rows["low"].notna(), list(range(len(rows)))
    fig.add_scatter(
        x=rows["share"],
        y=places,
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
        above = {"xanchor": "center", "xshift": 0, "yref": "paper", "yshift": 12}
        label(fig, total, 1, f"totaal {share(total, 0)}", INK, **above)
    fig.update_layout(margin={"l": 8, "r": 30, "t": 28, "b": 8})
    fig.update_xaxes(range=[0, 1], showgrid=True, gridcolor=LIGHT, **SHARES)
    fig.update_yaxes(
        tickvals=places, ticktext=[f"{p} " for p in rows["party"]], range=[-0.6, len(rows) - 0.4]
    )
    hover.rows(fig, [_interval(r) for r in rows.to_dict("records")], rows["share"].tolist())
    return fig


def _interval(row: dict) -> tuple[str, list[str]]:
    """What a party's dot says: how many are informed, and how sure that is."""
    sure = "het aantal respondenten is niet opgegeven"
    if row["low"] == row["low"]:
        sure = f"met 95% zekerheid tussen {hover.percent(row['low'])} en {hover.percent(row['high'])}"
    return row["party"], [f"{hover.percent(row['share'])} voldoende geïnformeerd", sure]
