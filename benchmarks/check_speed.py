"""How long a full check takes against what pandas needs to only load the same workbook, and how it grows.

Run `python benchmarks/check_speed.py [rows …]`; prints ratios of one warm process, medians of five, the peak
of memory above an interpreter that has everything imported, and how cost grows from the smallest to the
largest size.
"""

from __future__ import annotations

import io
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parents[1]))
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

HEAD = [
    "Projectnummer",
    "Project",
    "Categorie",
    "Aanpak",
    "Netwerk",
    "Gemeente",
    "Status",
    "Datum aanmelding",
    "Gestart",
    "Gereed gepland",
    "Gereed",
    "Kwaliteitsborger",
    "Instrument",
    "Aantal bouwwerken",
    "Bouwsoort",
    "Integraal",
    "Werkplan",
    "Afwijking spelregels",
    "Reden afwijking",
    "Oordeel Regiegroep",
]


def workbook(rows: int) -> bytes:
    """A pilots workbook of that many rows and twenty columns."""
    rng = random.Random(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Projecten")
    sheet.append(HEAD)
    towns, categories = (
        ["Zwolle", "gemeente Utrecht", "Den Haag", "Breda", "Ede"],
        [c.name for c in load_plan().categories],
    )
    for i in range(rows):
        day = date(2020, 9, 1) + timedelta(days=rng.randint(0, 100))
        start, done = day + timedelta(days=rng.randint(1, 60)), day + timedelta(days=rng.randint(90, 200))
        sheet.append(
            [
                f"P{i:06d}",
                f"Project {i}",
                rng.choice(categories),
                "volume",
                None,
                rng.choice(towns),
                "afgerond",
                day,
                start,
                done,
                done,
                rng.choice("ABCDEF"),
                rng.choice(["KiK", "TIS"]),
                rng.randint(1, 40),
                "nieuwbouw",
                "ja",
                "ja",
                "nee",
                None,
                "akkoord",
            ]
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def median(run, times: int = 5) -> float:
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def status(field: str) -> float:
    """Megabytes that Linux reports of this process: VmRSS is now, VmHWM the peak."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def memory(path: str) -> float:
    """Megabytes that one check adds to the peak of this process, which has done a small one before."""
    read_workbook(workbook(100), "pilots 2021-08.xlsx", load_plan())
    content = Path(path).read_bytes()
    before = status("VmRSS")
    read_workbook(content, "pilots 2021-08.xlsx", load_plan())
    return status("VmHWM") - before


def memory_apart(content: bytes) -> float:
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        return float(
            subprocess.run(
                [sys.executable, __file__, "--memory", file.name], capture_output=True, text=True, check=True
            ).stdout
        )


def main(sizes: list[int]) -> None:
    plan = load_plan()
    seen = []
    for rows in sizes:
        content = workbook(rows)
        reading = read_workbook(content, "pilots 2021-08.xlsx", plan)
        assert len(reading.frames["pilots"]) == rows and not reading.errors
        check = median(lambda c=content: read_workbook(c, "pilots 2021-08.xlsx", plan))
        load = median(lambda c=content: pd.read_excel(io.BytesIO(c), engine="calamine"))
        seen.append((rows, check))
        print(
            f"{rows} rijen: check / alleen laden met pandas = {check / load:.2f} ({check:.2f} s tegen "
            f"{load:.2f} s); {memory_apart(content):.0f} MB erbij"
        )
    if len(seen) > 1:
        (a, s), (b, t) = seen[0], seen[-1]
        print(f"groei van {a} naar {b} rijen: exponent {math.log(t / s) / math.log(b / a):.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        print(memory(sys.argv[2]))
    else:
        main([int(a) for a in sys.argv[1:]] or [1000, 50_000, 200_000])
