"""Municipalities on the map.

The outline of the country, the points of municipalities and what is known of each, and boundaries where a
file of them was put in place.

`country.csv`: the European part of the Netherlands from Natural Earth 1:10m (public domain), as in the npm
package `world-atlas` 2.0.2; `scripts/country_outline.py` makes it.
"""

from __future__ import annotations

import csv
import json
import os
from functools import lru_cache
from pathlib import Path
from statistics import fmean

import pandas as pd

from wkb_data.folder import data_folder
from wkb_data.municipalities import in_force, municipalities

BOUNDARIES = "gemeenten.geojson"
COUNTRY = Path(__file__).with_name("country.csv")
Ring = list[tuple[float, float]]


@lru_cache(maxsize=1)
def country() -> list[Ring]:
    """The outline of the country: rings of (lon, lat), the mainland first."""
    rings: dict[str, Ring] = {}
    with COUNTRY.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            rings.setdefault(row["ring"], []).append((float(row["lon"]), float(row["lat"])))
    return list(rings.values())


@lru_cache(maxsize=8)
def provinces(month: str) -> list[tuple[str, float, float]]:
    """(name, lon, lat) of each province: the mean of the points of its municipalities."""
    known, points = municipalities(), {}
    for name in in_force(month):
        if p := _point(name):
            points.setdefault(known[name].province, []).append(p)
    return [(n, fmean(x for x, _ in ps), fmean(y for _, y in ps)) for n, ps in sorted(points.items())]


def _point(name: str) -> tuple[float, float] | None:
    """The point of a municipality; of its successor where it has none of its own."""
    known = municipalities()
    for _ in range(5):
        m = known.get(name)
        if m is None:
            return None
        if m.lon is not None:
            return m.lon, m.lat
        name = m.successors[0] if m.successors else ""
    return None


def points(rows: pd.DataFrame, column: str, month: str) -> pd.DataFrame:
    """municipality, value (of `column`; 0 where nothing is known), lon, lat of every municipality of a month.

    Beside them the columns of `rows` (breadth.by_municipality).
    """
    names = sorted({*in_force(month), *rows["municipality"]})
    places = {n: p for n in names if (p := _point(n))}
    found = rows.set_index("municipality").reindex(list(places)).rename_axis("municipality").reset_index()
    lon, lat = zip(*places.values(), strict=True)
    return found.assign(value=found[column].astype(float).fillna(0), lon=lon, lat=lat)


def readiness(connections: pd.DataFrame, month: str) -> pd.DataFrame:
    """municipality, state (both, one, none, unknown), lon, lat: DSO and case system ready."""
    states = {}
    for r in connections.to_dict("records"):
        ready = (r["dso"] == "ready") + (r["case_system"] == "ready")
        states[r["municipality"]] = ("none", "one", "both")[ready]
    found = [
        (n, states.get(n, "unknown"), *p)
        for n in sorted({*in_force(month), *filter(None, states)})
        if (p := _point(n))
    ]
    return pd.DataFrame(found, columns=["municipality", "state", "lon", "lat"])


# A file of boundaries: where it stands, and its time stamp.
Boundaries = tuple[str, float]


def boundaries() -> Boundaries | None:
    """The file of boundaries that is there; None without one."""
    path = Path(os.environ.get("WKB_GEOJSON") or data_folder() / BOUNDARIES)
    return (str(path), path.stat().st_mtime) if path.is_file() else None


@lru_cache(maxsize=2)
def outlines(found: Boundaries | None) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """(name, rings) of every municipality in a file of boundaries, by CBS code.

    Nothing without a usable file.
    """
    if not found:
        return []
    names = {m.code: m.name for m in municipalities().values()}
    try:
        features = json.loads(Path(found[0]).read_text(encoding="utf-8"))["features"]
        shapes = []
        for feature in features:
            values = {str(v) for v in feature.get("properties", {}).values()}
            name = next((names[v] for v in values if v in names), None)
            shape = feature["geometry"]
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            if name:
                shapes.append(
                    (name, [[(float(x), float(y)) for x, y, *_ in polygon[0]] for polygon in polygons])
                )
        return shapes
    except (ValueError, KeyError, TypeError, OSError):
        return []
