"""Figures: facts in, Plotly figure out. Pure; no Streamlit."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from functools import wraps

import pandas as pd
import plotly.graph_objects as go

from wkb_data.measures.forecast import Forecast
from wkb_data.measures.summary import CategoryStand
from wkb_data.periods import add_months, month_range
from wkb_views.style import ACCENT, GREY, INK, LIGHT, STATUS_COLOUR, STATUS_SIGN, STATUS_TEXT, TEMPLATE
from wkb_views.words import day_name, month_short, number, share

KEPT = 200


def _kept(draw: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
    """Draws once for the same input: building a figure costs more than all else on a page."""
    drawn: dict[bytes, go.Figure] = {}

    @wraps(draw)
    def again(*given, **named) -> go.Figure:
        key = pickle.dumps((given, named))
        if key not in drawn:
            if len(drawn) >= KEPT:
                drawn.pop(next(iter(drawn)), None)
            drawn[key] = draw(*given, **named)
        return drawn[key]

    return again


def _base(height: int) -> go.Figure:
    fig = go.Figure()
    fig.update_layout(template=TEMPLATE, height=height)
    return fig


def _months_axis(fig: go.Figure, months: list[str], most: int = 4) -> None:
    step = max(1, -(-len(months) // most))
    ticks = months[::step]
    fig.update_xaxes(
        type="category", categoryorder="array", categoryarray=months, tickvals=ticks, ticktext=[month_short(m) for m in ticks], tickangle=0
    )


def _label(fig: go.Figure, x: str, y: float, text: str, colour: str, **more) -> None:
    fig.add_annotation(x=x, y=y, text=text, showarrow=False, font={"color": colour, "size": 12}, **({"xanchor": "left", "xshift": 6} | more))


@_kept
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


@_kept
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


@_kept
def bars(counts: dict[str, float]) -> go.Figure:
    """Counts by name as horizontal bars with their numbers."""
    names = list(counts)[::-1]
    fig = _base(40 + 32 * max(1, len(names)))
    fig.add_bar(
        y=[n if len(n) <= 26 else n[:24] + "…" for n in names],
        x=[counts[n] for n in names],
        orientation="h",
        marker_color=ACCENT,
        text=[number(counts[n]) for n in names],
        textposition="outside",
        cliponaxis=False,
        width=0.6,
    )
    fig.update_xaxes(visible=False, range=[0, max([*counts.values(), 1]) * 1.3])
    return fig


@_kept
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


@_kept
def lines(series: pd.Series, label: str) -> go.Figure:
    """One measure over the months."""
    fig = _base(260)
    fig.add_scatter(x=series.index, y=series.values, mode="lines+markers", line={"color": ACCENT, "width": 3})
    if len(series):
        _label(fig, series.index[-1], series.iloc[-1], f"{label} {number(series.iloc[-1])}", ACCENT, xanchor="right", yshift=14, xshift=0)
    _months_axis(fig, list(series.index))
    fig.update_yaxes(rangemode="tozero", range=[0, max([*series.values, 1]) * 1.2])
    return fig


SOFT = "#9fb6d0"


@_kept
def many_lines(table: pd.DataFrame, emphasised: str, share_axis: bool = False, narrow: bool = False) -> go.Figure:
    """Several measures over the months (index), each named at its end (`narrow`: above it); one in the accent colour."""
    fig = _base(280)
    write = (lambda v: share(v, 0)) if share_axis else number
    ends = []
    for name in table.columns:
        line = table[name].dropna()
        if line.empty:
            continue
        main = name == emphasised
        fig.add_scatter(x=line.index, y=line.values, mode="lines+markers", marker={"size": 5}, line={"color": ACCENT if main else GREY, "width": 3 if main else 1.5})  # fmt: skip
        ends.append((float(line.iloc[-1]), line.index[-1], f"{name} {write(line.iloc[-1])}", ACCENT if main else "#59606a"))
    top = max([1.0 if share_axis else 1, *table.max(numeric_only=True).dropna()]) * 1.05
    last = None
    for y, x, text, colour in sorted(ends):
        place = y if last is None else max(y, last + top * 0.085)
        beside = {"xanchor": "right", "yshift": 13} if narrow else {"xanchor": "left", "xshift": 8}
        fig.add_annotation(x=x, y=place, text=text, showarrow=False, font={"size": 12, "color": colour}, **beside)
        last = place
    _months_axis(fig, list(table.index), 4 if narrow else 2)
    fig.update_layout(margin={"l": 8, "r": 12 if narrow else min(150, 16 + 6.9 * max([len(t) for _, _, t, _ in ends], default=0)), "t": 14, "b": 8})
    if top < 6 and not share_axis:
        fig.update_yaxes(dtick=1)
    fig.update_yaxes(rangemode="tozero", range=[0, max(top, (last or 0) * 1.05)])
    if share_axis:
        fig.update_yaxes(range=[0, 1.02], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"])
    return fig


@_kept
def status_stack(counts: pd.DataFrame, words: dict[str, str]) -> go.Figure:
    """How many aspects have each status in every month (index); the number stands in the bar."""
    fig = _base(300)
    for status in counts.columns:
        line = counts[status]
        fig.add_bar(
            x=counts.index, y=line, marker={"color": STATUS_COLOUR[status], "line": {"color": "#59606a", "width": 1}},
            text=[f"{STATUS_SIGN[status]} {n}" if n else "" for n in line], textfont={"color": STATUS_TEXT[status], "size": 11}, textangle=0, insidetextanchor="middle", width=0.82,
        )  # fmt: skip
    fig.update_layout(barmode="stack", uniformtext={"minsize": 8, "mode": "hide"})
    _months_axis(fig, list(counts.index))
    fig.update_yaxes(range=[0, max(1, counts.sum(axis=1).max()) * 1.02], showgrid=False)
    return fig


@_kept
def fan(line: pd.Series, made: Forecast, planned: pd.Series, entry: date | None) -> go.Figure:
    """The observed line, the band of the forecast (P10-P90) around its middle, the planned line, target and entry into force."""
    until = max(filter(None, [made.deadline, made.middle, made.month])) if made.usable else made.deadline or made.month
    last = min(add_months(until, 3), add_months(made.month, 36))
    months = month_range(min([made.month, *line.index]), last)
    band = made.band[made.band["month"] <= last]
    fig = _base(340)
    if made.usable and len(band):
        x = [made.month, *band["month"]]
        fig.add_scatter(x=[*x, *x[::-1]], y=[made.value, *band["p90"], *band["p10"][::-1], made.value], fill="toself", fillcolor="rgba(21,66,115,.14)", line={"width": 0}, mode="lines")  # fmt: skip
        fig.add_scatter(x=x, y=[made.value, *band["p50"]], mode="lines", line={"color": ACCENT, "width": 2, "dash": "dash"})
        end = band.iloc[-1]
        _label(fig, end["month"], end["p50"], "verwacht", ACCENT, xanchor="right", yshift=12, xshift=0)
    plan_line = planned[planned.index <= last]
    fig.add_scatter(x=plan_line.index, y=plan_line.values, mode="lines", line={"color": GREY, "dash": "dot", "width": 2})
    fig.add_scatter(x=line.index, y=line.values, mode="lines+markers", line={"color": ACCENT, "width": 3}, marker={"size": 6})
    fig.add_hline(y=made.target, line={"color": INK, "width": 1.5})
    _label(fig, months[0], made.target, f"doel {number(made.target)}", INK, yshift=10)
    if entry and f"{entry:%Y-%m}" in months:
        at = months.index(f"{entry:%Y-%m}")
        fig.add_vline(x=at, line={"color": GREY, "width": 1})
        fig.add_annotation(x=at, y=0.04, yref="paper", text=f"inwerkingtreding {day_name(entry)}", showarrow=False, xanchor="right", xshift=-6, font={"size": 12, "color": GREY})  # fmt: skip
    _months_axis(fig, months)
    fig.update_yaxes(range=[0, max([made.target, *line.values, *(band["p90"] if made.usable else [])]) * 1.1])
    return fig


@_kept
def quantile_dots(made: Forecast) -> go.Figure:
    """Twenty equally likely outcomes: in which month the target is met. Filled: in time; open: too late, or beyond four years."""
    beyond = "later"
    stacks: dict[str, int] = {}
    x, y, full = [], [], []
    quarters = {(d[:4], (int(d[5:]) - 1) // 3) for d in made.dots if d}
    for dot in made.dots:
        where = (
            beyond
            if not dot
            else dot[:4]
            if len(quarters) > 4
            else f"{('jan–mrt', 'apr–jun', 'jul–sep', 'okt–dec')[(int(dot[5:]) - 1) // 3]}<br>{dot[:4]}"
        )
        stacks[where] = stacks.get(where, 0) + 1
        x.append(where)
        y.append(stacks[where])
        full.append(bool(dot and made.deadline and dot <= made.deadline))
    fig = _base(90 + 16 * max([*stacks.values(), 1]))
    fig.add_scatter(x=x, y=y, mode="markers", marker={"size": 13, "color": [ACCENT if f else "#ffffff" for f in full], "line": {"color": ACCENT, "width": 1.5}})  # fmt: skip
    fig.update_xaxes(type="category", categoryorder="array", categoryarray=list(stacks), tickangle=0)
    fig.update_yaxes(visible=False, range=[0, max([*stacks.values(), 1]) + 0.8])
    return fig


@_kept
def gantt(rows: pd.DataFrame, now: date, deadlines: list[tuple[str, date]]) -> go.Figure:
    """Activities as bars with what is done in dark and how far they now run on hatched; lines lead from what they wait for."""
    rows = rows.iloc[::-1].reset_index(drop=True)
    names = [f"{n} {a}" if len(f"{n} {a}") < 44 else f"{n} {a}"[:42] + "…" for n, a in zip(rows["number"], rows["activity"], strict=True)]
    fig = _base(70 + 40 * len(rows))
    day = 86_400_000
    length = [max((e - s).days, 1) for s, e in zip(rows["start"], rows["end"], strict=True)]
    shares = [1.0 if r else (p if p == p else 0) / 100 for r, p in zip(rows["ready"], rows["progress"], strict=True)]
    extra = [max((x - e).days, 0) if not r else 0 for x, e, r in zip(rows["expected"], rows["end"], rows["ready"], strict=True)]
    fig.add_bar(y=names, base=rows["start"], x=[d * day for d in length], orientation="h", marker_color="#d5deea", width=0.46)
    fig.add_bar(
        y=names, base=rows["start"], x=[d * s * day for d, s in zip(length, shares, strict=True)], orientation="h", marker_color=ACCENT, width=0.46
    )
    on = [i for i, d in enumerate(extra) if d]
    fig.add_bar(y=[names[i] for i in on], base=[rows["end"][i] for i in on], x=[extra[i] * day for i in on], orientation="h", width=0.46, marker={"color": "#f6e3e3", "line": {"color": "#9b1c1c", "width": 1}, "pattern": {"shape": "/", "fgcolor": "#9b1c1c", "size": 5}})  # fmt: skip
    place = {n: i for i, n in enumerate(rows["number"])}
    for i, (before, start) in enumerate(zip(rows["depends_on"], rows["start"], strict=True)):
        for other in before.split("; ") if isinstance(before, str) else ():
            if other in place:
                fig.add_shape(
                    type="line", x0=rows["end"][place[other]], y0=place[other], x1=start, y1=i, line={"color": GREY, "width": 1, "dash": "dot"}
                )
    fig.add_shape(type="line", x0=now, x1=now, y0=-0.5, y1=len(rows) - 0.4, line={"color": INK, "width": 1.5})
    fig.add_annotation(x=now, y=len(rows) - 0.4, text="nu", showarrow=False, yshift=8, font={"size": 12})
    for text, when in deadlines:
        fig.add_shape(type="line", x0=when, x1=when, y0=-0.5, y1=len(rows) - 0.4, line={"color": GREY, "width": 1, "dash": "dash"})
        fig.add_annotation(x=when, y=len(rows) - 0.4, text=text, showarrow=False, yshift=8, font={"size": 12, "color": "#59606a"})
    first = min(rows["start"])
    last = max([*rows["expected"], *(w for _, w in deadlines), now])
    months = month_range(f"{first:%Y-%m}", f"{last:%Y-%m}")
    ticks = [m for m in months if m[5:] in (("01", "07") if len(months) > 13 else ("01", "04", "07", "10"))]
    for i, name in enumerate(names):
        fig.add_annotation(x=first, y=i + 0.3, text=name, showarrow=False, xanchor="left", yanchor="bottom", font={"size": 11})
    fig.update_layout(barmode="overlay", margin={"l": 8, "r": 16, "t": 30, "b": 8})
    fig.update_xaxes(type="date", tickvals=[f"{m}-01" for m in ticks], ticktext=[month_short(m) for m in ticks], showgrid=True, gridcolor=LIGHT)  # fmt: skip
    fig.update_yaxes(showgrid=False, showticklabels=False)
    return fig


@_kept
def intervals(rows: pd.DataFrame, total: float | None) -> go.Figure:
    """A share by party as a dot with its 95 % interval; open where no number of respondents is known. The total as a line."""
    fig = _base(70 + 30 * max(1, len(rows)))
    known = rows["low"].notna()
    fig.add_scatter(
        x=rows["share"], y=rows["party"], mode="markers",
        marker={"size": 10, "color": [ACCENT if k else "#ffffff" for k in known], "line": {"color": ACCENT, "width": 1.5}},
        error_x={"type": "data", "symmetric": False, "array": (rows["high"] - rows["share"]).fillna(0), "arrayminus": (rows["share"] - rows["low"]).fillna(0), "color": "#59606a", "thickness": 1.5, "width": 4},
    )  # fmt: skip
    if total is not None:
        fig.add_vline(x=total, line={"color": INK, "width": 1.5, "dash": "dot"})
        fig.add_annotation(x=total, y=1, yref="paper", text=f"totaal {share(total, 0)}", showarrow=False, yshift=12, font={"size": 12})
    fig.update_layout(margin={"l": 8, "r": 16, "t": 28, "b": 8})
    fig.update_xaxes(
        range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0 %", "25 %", "50 %", "75 %", "100 %"], showgrid=True, gridcolor=LIGHT
    )
    return fig


def _labels(points: pd.DataFrame, most: int = 12) -> list[str]:
    """Names with their numbers for the largest points that lie free of each other; the rest stays bare."""
    placed, texts = [], []
    for name, value, lon, lat in zip(points["municipality"], points["value"], points["lon"], points["lat"], strict=True):
        free = all(abs(lat - b) > 0.09 or abs(lon - a) > 1.1 for a, b in placed)
        texts.append(f"{name} {number(value)}" if free and len(placed) < most else "")
        if texts[-1]:
            placed.append((lon, lat))
    return texts


@_kept
def dutch_map(points: pd.DataFrame, outlines: list[tuple[str, list[list[tuple[float, float]]]]], unit: str) -> go.Figure:
    """Municipalities by their point (lon, lat), sized by `value`; every other one a small grey dot. `outlines`: (name, rings)."""
    fig = _base(500)
    filled = set(points.loc[points["value"] > 0, "municipality"])
    for name, rings in outlines:
        for ring in rings:
            fig.add_scatter(
                x=[p[0] for p in ring], y=[p[1] for p in ring], mode="lines", line={"color": "#c5cad1", "width": 0.6},
                fill="toself", fillcolor="#dfe8f2" if name in filled else "rgba(0,0,0,0)",
            )  # fmt: skip
    rest, part = points[points["value"] <= 0], points[points["value"] > 0].sort_values("value", ascending=False)
    if not outlines:
        fig.add_scatter(x=rest["lon"], y=rest["lat"], mode="markers", marker={"size": 4, "color": "#c5cad1"})
    most = max([1, *part["value"]])
    fig.add_scatter(
        x=part["lon"], y=part["lat"], mode="markers+text", textposition="middle right", textfont={"size": 11},
        text=_labels(part),
        marker={"size": [7 + 27 * (v / most) ** 0.5 for v in part["value"]], "color": "rgba(21,66,115,.62)", "line": {"color": "#ffffff", "width": 1}},
    )  # fmt: skip
    fig.add_annotation(x=0.01, y=0.99, xref="paper", yref="paper", text=f"oppervlak = {unit}; grijs = geen", showarrow=False, font={"size": 12, "color": "#59606a"}, xanchor="left", yanchor="top")  # fmt: skip
    fig.update_xaxes(visible=False, range=[3.2, 8.1])
    fig.update_yaxes(visible=False, scaleanchor="x", scaleratio=1.63, range=[50.7, 53.6])
    return fig


STATES = {"both": ("beide gereed", ACCENT, "circle"), "one": ("één van beide", SOFT, "diamond"), "none": ("nog geen", "#ffffff", "circle"), "unknown": ("niet bekend", "#d9dce1", "circle")}  # fmt: skip


@_kept
def state_map(points: pd.DataFrame, outlines: list[tuple[str, list[list[tuple[float, float]]]]]) -> go.Figure:
    """Municipalities by their point (lon, lat) and how ready they are; sign and colour differ, unknown is a small grey dot."""
    fig = _base(430)
    for _, rings in outlines:
        for ring in rings:
            fig.add_scatter(x=[p[0] for p in ring], y=[p[1] for p in ring], mode="lines", line={"color": "#d5d9de", "width": 0.6})
    for i, (state, (title, colour, symbol)) in enumerate(reversed(STATES.items())):
        own = points[points["state"] == state]
        small = state == "unknown"
        marker = {"size": 4 if small else 10, "color": colour, "symbol": symbol, "line": {"color": ACCENT, "width": 0 if small else 1}}
        fig.add_scatter(x=own["lon"], y=own["lat"], mode="markers", marker=marker)
        y = 53.5 - 0.16 * (len(STATES) - 1 - i)
        fig.add_scatter(x=[3.3], y=[y], mode="markers+text", text=[f" {title} ({len(own)})"], textposition="middle right", textfont={"size": 12}, marker=marker | {"size": 10 if not small else 6}, cliponaxis=False)  # fmt: skip
    fig.update_xaxes(visible=False, range=[3.2, 7.4])
    fig.update_yaxes(visible=False, scaleanchor="x", scaleratio=1.63, range=[50.7, 53.7])
    return fig


@_kept
def lorenz_curve(x: list[float], y: list[float]) -> go.Figure:
    """How unevenly pilots are spread over the municipalities that take part, beside the line of an even spread."""
    fig = _base(300)
    fig.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": GREY, "width": 1.5, "dash": "dot"})
    fig.add_scatter(x=x, y=y, mode="lines", line={"color": ACCENT, "width": 3})
    fig.add_annotation(x=0.5, y=0.5, text="gelijk verdeeld", showarrow=False, xanchor="right", xshift=-6, font={"size": 12, "color": GREY})
    ticks = {"tickvals": [0, 0.5, 1], "ticktext": ["0 %", "50 %", "100 %"], "range": [0, 1.01]}
    fig.update_xaxes(**ticks, title={"text": "gemeenten, van minste naar meeste", "font": {"size": 12}})
    fig.update_yaxes(**ticks, title={"text": "aandeel projecten", "font": {"size": 12}})
    return fig


@_kept
def deadline_shift(rows: pd.DataFrame) -> go.Figure:
    """Deadlines as planned then (open) and as planned now (filled), a line between."""
    rows = rows.dropna(subset=["Toen", "Nu"]).iloc[::-1].reset_index(drop=True)
    names = [f"{a} {n}" if len(n) < 44 else f"{a} {n[:42]}…" for a, n in zip(rows["Aspect"], rows["Naam"], strict=True)]
    fig = _base(60 + 34 * max(1, len(rows)))
    days = [*rows["Toen"], *rows["Nu"]]
    places = list(range(len(rows)))
    fig.update_layout(
        shapes=[{"type": "line", "x0": a, "x1": b, "y0": i, "y1": i, "line": {"color": SOFT, "width": 3}} for i, a, b in zip(places, rows["Toen"], rows["Nu"], strict=True)],
        annotations=[{"x": min(days), "y": i + 0.26, "text": n, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "font": {"size": 11}, "xshift": -6} for i, n in zip(places, names, strict=True)],
    )  # fmt: skip
    fig.add_scatter(x=rows["Toen"], y=places, mode="markers", marker={"size": 10, "color": "#ffffff", "line": {"color": ACCENT, "width": 1.5}})
    fig.add_scatter(x=rows["Nu"], y=places, mode="markers", marker={"size": 10, "color": ACCENT})
    months = month_range(f"{min(days):%Y-%m}", f"{max(days):%Y-%m}") if days else []
    ticks = [m for m in months if m[5:] in (("01", "07") if len(months) < 25 else ("01",))]
    fig.update_xaxes(
        type="date", tickvals=[f"{m}-01" for m in ticks], ticktext=[month_short(m) for m in ticks], showgrid=True, gridcolor=LIGHT, tickangle=0
    )
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.5, len(rows)])
    return fig
