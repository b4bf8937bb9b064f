"""Figures of the country: a point for each municipality, boundaries where there is a file of them.

No tiles.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from wkb_views.figures.frame import base, label
from wkb_views.style import ACCENT, MUTED, SOFT
from wkb_words.words import number

Outlines = list[tuple[str, list[list[tuple[float, float]]]]]
# Names of municipalities east of this line stand left of their point, so that they stay within the picture.
EAST = 5.9
STATES = {
    "both": ("beide gereed", ACCENT, "circle"),
    "one": ("één van beide", SOFT, "diamond"),
    "none": ("nog geen", "#ffffff", "circle"),
    "unknown": ("niet bekend", "#d9dce1", "circle"),
}


def _country(height: int, outlines: Outlines, filled: set[str]) -> go.Figure:
    """The Netherlands from west to east, with the boundaries that there are."""
    fig = base(height)
    for name, rings in outlines:
        for ring in rings:
            fig.add_scatter(
                x=[p[0] for p in ring],
                y=[p[1] for p in ring],
                mode="lines",
                line={"color": "#c5cad1", "width": 0.6},
                fill="toself",
                fillcolor="#dfe8f2" if name in filled else "rgba(0,0,0,0)",
            )
    fig.update_xaxes(visible=False, range=[3.2, 7.35])
    fig.update_yaxes(visible=False, scaleanchor="x", scaleratio=1.63, range=[50.7, 53.75])
    return fig


def _labels(points: pd.DataFrame, most: int = 12) -> list[str]:
    """Names with their numbers for the largest points that lie free of each other; the rest stays bare."""
    placed, texts = [], []
    for name, value, lon, lat in zip(
        points["municipality"], points["value"], points["lon"], points["lat"], strict=True
    ):
        free = all(abs(lat - b) > 0.11 or abs(lon - a) > 1.2 for a, b in placed)
        texts.append(f" {name} {number(value)} " if free and len(placed) < most else "")
        if texts[-1]:
            placed.append((lon, lat))
    return texts


def dutch_map(points: pd.DataFrame, outlines: Outlines, unit: str) -> go.Figure:
    """Municipalities by their point (lon, lat), sized by `value`; every other one a small grey dot.

    `outlines`: (name, rings).
    """
    fig = _country(520, outlines, set(points.loc[points["value"] > 0, "municipality"]))
    rest, part = (
        points[points["value"] <= 0],
        points[points["value"] > 0].sort_values("value", ascending=False, kind="stable"),
    )
    if not outlines:
        fig.add_scatter(x=rest["lon"], y=rest["lat"], mode="markers", marker={"size": 4, "color": "#c5cad1"})
    most = max([1, *part["value"]])
    fig.add_scatter(
        x=part["lon"],
        y=part["lat"],
        mode="markers+text",
        textposition=["middle left" if x > EAST else "middle right" for x in part["lon"]],
        textfont={"size": 12},
        text=_labels(part),
        marker={
            "size": [7 + 27 * (v / most) ** 0.5 for v in part["value"]],
            "color": "rgba(21,66,115,.62)",
            "line": {"color": "#ffffff", "width": 1},
        },
    )
    label(
        fig,
        0.01,
        0.99,
        f"oppervlak = {unit}; grijs = geen",
        MUTED,
        xref="paper",
        yref="paper",
        xshift=0,
        yanchor="top",
    )
    return fig


def state_map(points: pd.DataFrame, outlines: Outlines) -> go.Figure:
    """Municipalities by their point (lon, lat) and how ready they are.

    Sign and colour differ, unknown is a small grey dot.
    """
    fig = _country(430, outlines, set())
    for i, (state, (title, colour, symbol)) in enumerate(reversed(STATES.items())):
        own = points[points["state"] == state]
        small = state == "unknown"
        marker = {
            "size": 4 if small else 10,
            "color": colour,
            "symbol": symbol,
            "line": {"color": ACCENT, "width": 0 if small else 1},
        }
        fig.add_scatter(x=own["lon"], y=own["lat"], mode="markers", marker=marker)
        y = 53.6 - 0.16 * (len(STATES) - 1 - i)
        fig.add_scatter(
            x=[3.3],
            y=[y],
            mode="markers+text",
            text=[f" {title} ({len(own)})"],
            textposition="middle right",
            textfont={"size": 13},
            marker=marker | {"size": 10 if not small else 6},
            cliponaxis=False,
        )
    return fig
