"""Figures of the country: its outline, municipalities as points, their boundaries where there is a file.

No tiles.
"""

from __future__ import annotations

from itertools import product

import pandas as pd
import plotly.graph_objects as go

from wkb_views.figures import hover
from wkb_views.figures.frame import base, label
from wkb_views.style import ACCENT, MUTED, SOFT
from wkb_words.words import number

Rings = list[list[tuple[float, float]]]
Outlines = list[tuple[str, Rings]]
Provinces = list[tuple[str, float, float]]
# left, bottom, right, top in degrees
Box = tuple[float, float, float, float]

WEST, EAST, SOUTH, NORTH = 3.2, 7.35, 50.7, 53.65
# A degree north is so many times as long as one east.
STRETCH = 1.63
# How many degrees east a pixel is on a phone, where texts take most room.
DEGREE = (EAST - WEST) / 340
LETTER, TEXT = 6.4, 14
STATES = {
    "both": ("beide gereed", ACCENT, "circle"),
    "one": ("één van beide", SOFT, "diamond"),
    "none": ("nog geen", "#ffffff", "circle"),
    "unknown": ("niet bekend", "#d9dce1", "circle"),
}
# What is told of a municipality, with its unit.
TOLD = {
    "pilots": ("gestart proefproject", "gestarte proefprojecten"),
    "volume": ("volumeproject", "volumeprojecten"),
    "applications": ("aanvraag", "aanvragen"),
}


def _land(fig: go.Figure, rings: Rings, fill: str, line: str) -> None:
    """Areas as one trace, with a gap between the rings."""
    if rings:
        xs, ys = ([v for ring in rings for v in (*(p[i] for p in ring), None)] for i in (0, 1))
        look = {"mode": "lines", "line": {"color": line, "width": 0.8}, "fill": "toself", "fillcolor": fill}
        fig.add_scatter(x=xs, y=ys, **look)


def _country(height: int, country: Rings, outlines: Outlines, filled: set[str]) -> go.Figure:
    """The Netherlands with its outline, or the boundaries that there are."""
    fig = base(height)
    if outlines:
        for chosen, fill in ((False, "#f5f6f8"), (True, "#dfe8f2")):
            _land(
                fig, [ring for n, rs in outlines if (n in filled) == chosen for ring in rs], fill, "#c5cad1"
            )
    else:
        _land(fig, country, "#f5f6f8", "#b4bac3")
    fig.update_xaxes(visible=False, range=[WEST, EAST])
    fig.update_yaxes(visible=False, scaleanchor="x", scaleratio=STRETCH, range=[SOUTH, NORTH])
    return fig


def _box(x: float, y: float, text: str, side: str, away: float) -> Box:
    """What a text takes beside, above or below a point, so many pixels from it."""
    wide, high = len(text) * LETTER * DEGREE, TEXT * DEGREE / STRETCH
    gap = away * DEGREE
    if side == "middle right":
        return x + gap, y - high / 2, x + gap + wide, y + high / 2
    if side == "middle left":
        return x - gap - wide, y - high / 2, x - gap, y + high / 2
    foot = y + gap / STRETCH if side == "top center" else y - gap / STRETCH - high
    return x - wide / 2, foot, x + wide / 2, foot + high


def _disc(x: float, y: float, size: float) -> Box:
    half = size / 2 * DEGREE
    return x - half, y - half / STRETCH, x + half, y + half / STRETCH


def _overlap(one: Box, other: Box) -> float:
    """How much two boxes share, in square degrees."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _free(box: Box, taken: list[Box]) -> bool:
    within = box[0] > WEST and box[2] < EAST and box[1] > SOUTH and box[3] < NORTH
    return within and not any(_overlap(box, t) for t in taken)


def place_provinces(provinces: Provinces, taken: list[Box]) -> list[tuple[str, float, float, Box]]:
    """Each province's name near its middle, where the least of what is drawn is in its way."""
    found, taken = [], list(taken)
    steps = sorted(
        product(range(-5, 6), range(-5, 6)), key=lambda s: abs(s[0]) + abs(s[1])
    )  # nearest to the middle first
    for name, lon, lat in provinces:
        options = []
        for across, up in steps:
            x, y = lon + across * 0.06, lat + up * 0.035
            box = _box(x, y - TEXT * DEGREE / STRETCH / 2, name, "top center", 0)
            outside = max(0.0, box[2] - EAST) + max(0.0, WEST - box[0])
            options.append((sum(_overlap(box, t) for t in taken) + outside, len(options), x, y, box))
        _, _, x, y, box = min(options)
        found.append((name, x, y, box))
        taken.append(box)
    return found


def place_names(points: pd.DataFrame, sizes: list[float], taken: list[Box], most: int = 12) -> list[str]:
    """For each point, the largest first, on which side its name stands free of all else; nothing where it
    would not, or when enough have one.
    """
    discs = [_disc(x, y, s) for x, y, s in zip(points["lon"], points["lat"], sizes, strict=True)]
    taken, sides = [*taken, *discs], []
    for name, x, y, size, own in zip(_named(points), points["lon"], points["lat"], sizes, discs, strict=True):
        others = [t for t in taken if t is not own]
        boxes = {s: _box(x, y, name, s, size / 2 + 3) for s in SIDES}
        side = next((s for s, b in boxes.items() if _free(b, others)), "")
        if sum(map(bool, sides)) >= most:
            side = ""
        sides.append(side)
        if side:
            taken.append(boxes[side])
    return sides


SIDES = ("middle right", "middle left", "top center", "bottom center")


def _named(points: pd.DataFrame) -> list[str]:
    return [f"{n} {number(v)}" for n, v in zip(points["municipality"], points["value"], strict=True)]


def _told(points: pd.DataFrame) -> list[list[str]]:
    """The name of each municipality and its figures; what was not reported is said to be so."""
    columns = {c: points[c].tolist() for c in TOLD}
    return [
        [
            name,
            "\n".join(
                hover.amount(values[i], TOLD[c])
                if values[i] == values[i]
                else f"{TOLD[c][1]}: niet opgegeven"
                for c, values in columns.items()
            ),
        ]
        for i, name in enumerate(points["municipality"])
    ]


def dutch_map(
    points: pd.DataFrame, country: Rings, outlines: Outlines, provinces: Provinces, unit: str
) -> go.Figure:
    """Municipalities by their point, sized by `value`; every other one a small grey dot.

    `points` as of `maps.points`, `outlines`: (name, rings), `provinces`: (name, lon, lat).
    """
    fig = _country(540, country, outlines, set(points.loc[points["value"] > 0, "municipality"]))
    part = points[points["value"] > 0].sort_values("value", ascending=False, kind="stable")
    most = max([1, *part["value"]])
    sizes = [7 + 27 * (v / most) ** 0.5 for v in part["value"]]
    discs = [_disc(x, y, s) for x, y, s in zip(part["lon"], part["lat"], sizes, strict=True)]
    placed = place_provinces(provinces, discs)
    _points(
        fig, points[points["value"] <= 0], {"size": 4, "color": "#c5cad1", "opacity": 0 if outlines else 1}
    )
    fig.add_scatter(
        x=[x for _, x, _, _ in placed],
        y=[y for *_, y, _ in placed],
        mode="text",
        text=[name for name, *_ in placed],
        textfont={"size": 12, "color": MUTED},
    )
    sides = place_names(part, sizes, [box for *_, box in placed])
    look = {"color": "rgba(21,66,115,.62)", "line": {"color": "#ffffff", "width": 1}, "size": sizes}
    _points(
        fig, part, look,
        mode="markers+text",
        text=[t if s else "" for t, s in zip(_named(part), sides, strict=True)],
        textposition=[s or "middle right" for s in sides],
        textfont={"size": 12},
    )  # fmt: skip
    corner = {"xref": "paper", "yref": "paper", "xshift": 0, "yanchor": "top"}
    label(fig, 0.01, 0.99, f"oppervlak = {unit}\ngrijs = geen", MUTED, align="left", **corner)
    return fig


def _points(fig: go.Figure, points: pd.DataFrame, marker: dict, **more) -> None:
    """Municipalities that say what is known of them."""
    fig.add_scatter(
        x=points["lon"],
        y=points["lat"],
        marker=marker,
        customdata=_told(points),
        **({"mode": "markers"} | hover.ANSWERS | more),
    )


def state_map(points: pd.DataFrame, country: Rings, outlines: Outlines) -> go.Figure:
    """Municipalities by their point (lon, lat) and how ready they are.

    Sign and colour differ, unknown is a small grey dot.
    """
    fig = _country(430, country, outlines, set())
    for i, (state, (title, colour, symbol)) in enumerate(reversed(STATES.items())):
        own = points[points["state"] == state]
        small = state == "unknown"
        marker = {
            "size": 4 if small else 10,
            "color": colour if not small else "#b4bac3",
            "symbol": symbol,
            "line": {"color": ACCENT, "width": 0 if small else 1},
        }
        said = [[n, f"DSO en zaaksysteem: {title}"] for n in own["municipality"]]
        fig.add_scatter(
            x=own["lon"], y=own["lat"], mode="markers", marker=marker, customdata=said, **hover.ANSWERS
        )
        fig.add_scatter(
            x=[3.3],
            y=[NORTH - 0.1 - 0.16 * (len(STATES) - 1 - i)],
            mode="markers+text",
            text=[f" {title} ({len(own)})"],
            textposition="middle right",
            textfont={"size": 13},
            marker=marker | {"size": 10 if not small else 6},
            cliponaxis=False,
        )
    return fig
