"""Makes `wkb_data/country.csv`: the European part of the Netherlands from the npm package `world-atlas`.

    npm install --prefix /tmp/atlas world-atlas@2.0.2
    python scripts/country_outline.py /tmp/atlas/node_modules/world-atlas/countries-10m.json

The package holds Natural Earth 1:10m (public domain) as TopoJSON: arcs of whole numbers, each point the step
from the one before, on a grid that `transform` places on the globe. A ring is a row of arcs; `~n` is arc `n`
backwards.
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import accumulate
from pathlib import Path

TARGET = Path(__file__).parents[1] / "wkb_data" / "country.csv"
NAME = "Netherlands"
# What lies west of this is the Caribbean.
EUROPE = 0

Ring = list[tuple[float, float]]


def rings(topology: dict) -> list[Ring]:
    """The outer rings of the country, the largest first."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> Ring:
        steps = topology["arcs"][number if number >= 0 else ~number]
        points = accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        found = [(round(x * sx + tx, 4), round(y * sy + ty, 4)) for x, y in points]
        return found if number >= 0 else found[::-1]

    countries = topology["objects"]["countries"]["geometries"]
    shape = next(c for c in countries if c["properties"]["name"] == NAME)
    outer = [polygon[0] for polygon in shape["arcs"]]
    # Arcs that follow each other share the point where they meet.
    found = [[p for i, n in enumerate(ring) for p in arc(n)[1 if i else 0 :]] for ring in outer]
    return sorted((r for r in found if r[0][0] > EUROPE), key=len, reverse=True)


def main() -> None:
    found = rings(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(("ring", "lon", "lat"))
        table.writerows((i, *point) for i, ring in enumerate(found, 1) for point in ring)
    print(f"{len(found)} rings, {sum(map(len, found))} points in {TARGET}")


if __name__ == "__main__":
    main()
