"""Figures of the planning: activities with what they wait for, phases and deadlines.

Deadlines then and now.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from wkb_data.periods import month_range
from wkb_views.figures import hover
from wkb_views.figures.frame import base, label, labels
from wkb_views.style import ACCENT, GREY, INK, LIGHT, MUTED, SOFT
from wkb_words.words import day_name, month_short

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
    """Activities as bars with what is done in dark and how far they now run on hatched.

    Lines lead from what they wait for; they pass behind the names.

    `phases`: (from, until or None while open), numbered above and parted by lines; `deadlines`: (name, date)
    as lines named below.
    """
    rows = rows.iloc[::-1].reset_index(drop=True)
    count = len(rows)
    fig = base(80 + 40 * count + 16 * len(deadlines))
    first = min(rows["start"])
    last = max([*rows["expected"], *rows["end"], *(w for _, w in deadlines), now])
    borders, texts = _phases(phases, first, last, count)
    upright, marks = _upright(now, deadlines, count)
    _activity_bars(fig, rows)
    fig.update_layout(
        barmode="overlay",
        margin={"l": 8, "r": 16, "t": 26, "b": 30 + 16 * len(deadlines)},
        shapes=borders + upright + _waits(rows),
        annotations=_names(rows, first),
    )
    for x, text, colour, where in texts + marks:
        label(fig, x, text=text, colour=colour, yref="paper", **where)
    _dates_axis(fig, first, last)
    day = timedelta(days=1)
    fig.update_xaxes(range=[first - day, last + day])
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.5, count + 0.35])
    hover.rows(fig, [_told(r) for r in rows.to_dict("records")], rows["end"].tolist())
    return fig


def _told(row: dict) -> tuple[str, list[str]]:
    """What an activity says: when, how far, how late, and what it waits for."""
    progress = row["progress"]
    done = "gereed" if row["ready"] else f"{progress:.0f}% gereed" if progress == progress else ""
    late = f"{row['late']} {'dag' if row['late'] == 1 else 'dagen'} over tijd" if row["late"] else ""
    moved = row["expected"] > row["end"] and not row["ready"]
    lines = [
        f"{day_name(row['start'])} tot en met {day_name(row['end'])}",
        done,
        late,
        f"nu verwacht: {day_name(row['expected'])}" if moved else "",
        f"schuift door {row['because']}" if row["because"] else "",
        f"wacht op {row['depends_on']}" if isinstance(row["depends_on"], str) else "",
    ]
    return _short(f"{row['number']} {row['activity']}"), [line for line in lines if line]


# A text at a day: the day, the text, its colour, and where it stands.
Label = tuple[date, str, str, dict]


def _line(x0: date, y0: float, x1: date, y1: float, **drawn: object) -> dict:
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": drawn}


def _phases(
    phases: list[tuple[date, date | None]], first: date, last: date, count: int
) -> tuple[list[dict], list[Label]]:
    """The phases: a line where each begins, its number above."""
    shapes, texts = [], []
    where = {"xanchor": "left", "xshift": 3, "y": 1, "yanchor": "top"}
    for i, (start, until) in enumerate(phases):
        a, b = max(start, first), min(until or last, last)
        if a < b:
            if i:
                shapes.append(_line(a, -0.5, a, count + 0.35, color=LIGHT, width=2))
            wide = (b - a) > (last - first) * 0.14
            texts.append((a, f"fase {i + 1}" if wide else f"{i + 1}", MUTED, where))
    return shapes, texts


def _upright(now: date, deadlines: list[tuple[str, date]], count: int) -> tuple[list[dict], list[Label]]:
    """Lines through all bars: now, and each deadline with its name below, one under the other."""
    shapes = [_line(now, -0.5, now, count - 0.2, color=INK, width=1.5)]
    texts = [(now, "nu", INK, {"xanchor": "center", "xshift": 0, "y": 1, "yanchor": "bottom"})]
    for i, (name, when) in enumerate(deadlines):
        shapes.append(_line(when, -0.5, when, count - 0.2, color=GREY, width=1, dash="dash"))
        where = {"xanchor": "right", "xshift": 2, "y": 0, "yanchor": "top", "yshift": -20 - 16 * i}
        texts.append((when, name, MUTED, where))
    return shapes, texts


def _waits(rows: pd.DataFrame) -> list[dict]:
    """From each activity to what waits for it: down where the one ends or the other begins, then along."""
    place = {n: i for i, n in enumerate(rows["number"])}
    starts, ends = rows["start"].tolist(), rows["end"].tolist()
    look = {"color": GREY, "width": 1.2, "dash": "dot"}
    shapes = []
    for i, (before, start) in enumerate(zip(rows["depends_on"], starts, strict=True)):
        for other in before.split("; ") if isinstance(before, str) else ():
            if other in place:
                j = place[other]
                turn = min(max(start, starts[j]), ends[j])
                shapes.append(_line(turn, j, turn, i, **look))
                if turn != start:
                    shapes.append(_line(turn, i, start, i, **look))
    return [s | {"layer": "below"} for s in shapes]


def _activity_bars(fig: go.Figure, rows: pd.DataFrame) -> None:
    """As long as planned; what is done in dark; how far they now run on hatched."""
    places = list(range(len(rows)))
    length = [max((e - s).days, 1) for s, e in zip(rows["start"], rows["end"], strict=True)]
    shares = [
        1.0 if r else (p if p == p else 0) / 100 for r, p in zip(rows["ready"], rows["progress"], strict=True)
    ]
    done = [d * s for d, s in zip(length, shares, strict=True)]
    look = {"orientation": "h", "width": 0.4}
    for days, colour in ((length, "#d5deea"), (done, ACCENT)):
        fig.add_bar(y=places, base=rows["start"], x=[d * DAY for d in days], marker_color=colour, **look)
    extra = [
        max((x - e).days, 0) if not r else 0
        for x, e, r in zip(rows["expected"], rows["end"], rows["ready"], strict=True)
    ]
    on = [i for i, d in enumerate(extra) if d]
    fig.add_bar(
        y=on,
        base=[rows["end"][i] for i in on],
        x=[extra[i] * DAY for i in on],
        marker={
            "color": "#ffffff",
            "line": {"color": INK, "width": 1},
            "pattern": {"shape": "/", "fgcolor": INK, "size": 5},
        },
        **look,
    )


def _names(rows: pd.DataFrame, first: date) -> list[dict]:
    """The number and name of each activity above its bar, at the left."""
    look = {
        "x": first,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": 12},
        "bgcolor": "#ffffff",
        "borderpad": 0,
    }
    return [
        look | {"y": i + 0.22, "text": _short(f"{n} {a}")}
        for i, (n, a) in enumerate(zip(rows["number"], rows["activity"], strict=True))
    ]


def deadline_shift(rows: pd.DataFrame) -> go.Figure:
    """Deadlines as planned then (open) and as planned now (filled), a line between."""
    rows = rows.dropna(subset=["then", "now"]).iloc[::-1].reset_index(drop=True)
    names = [_short(f"{a} {n}") for a, n in zip(rows["aspect"], rows["name"], strict=True)]
    fig = base(60 + 34 * max(1, len(rows)))
    days = [*rows["then"], *rows["now"]]
    places = list(range(len(rows)))
    pairs = zip(places, rows["then"], rows["now"], strict=True)
    x, y = zip(*[p for i, a, b in pairs for p in ((a, i), (b, i), (None, None))], strict=True)
    fig.add_scatter(x=x, y=y, mode="lines", line={"color": SOFT, "width": 3})
    labels(fig, [(min(days), i + 0.4) for i in places], names, INK, "middle right")
    fig.add_scatter(
        x=rows["then"],
        y=places,
        mode="markers",
        marker={"size": 10, "color": "#ffffff", "line": {"color": ACCENT, "width": 1.5}},
    )
    fig.add_scatter(x=rows["now"], y=places, mode="markers", marker={"size": 10, "color": ACCENT})
    if days:
        _dates_axis(fig, min(days), max(days))
    fig.update_yaxes(showgrid=False, showticklabels=False, range=[-0.5, len(rows)])
    told = [
        (n, [f"toen gepland op {day_name(a)}", f"nu gepland op {day_name(b)}"])
        for n, a, b in zip(names, rows["then"], rows["now"], strict=True)
    ]
    hover.rows(fig, told, rows["now"].tolist())
    return fig
