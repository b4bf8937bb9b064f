"""How long an ordinary upload takes from choosing the file to its findings, read in a process of its own,
against the same server that reads in its own process, as it did before.

Run `python benchmarks/upload_speed.py`; prints the ratio of medians of fifteen uploads, turn by turn, of each
sample workbook of the last month; exit 1 when one is over 1.15.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser.serving import TOP, browsing, serving
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, fill_with_samples, sample_files
from wkb_data.store.deliveries import Store

MOST, TURNS, MONTH = 1.15, 15, "2021-08"
# Read at the start of an interpreter: this server has no reading room.
WITHOUT = "from wkb_data.intake import room\nroom.BOUNDED = False\n"


def upload(page, address: str, path: Path) -> float:
    """Seconds from choosing a file to what was recognised in it, in a visit of its own."""
    page.goto(f"{address}/aanleveren")
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.locator("input[type=file]").wait_for(state="attached")
    start = time.perf_counter()
    page.set_input_files("input[type=file]", str(path))
    page.get_by_text("Wat is herkend").wait_for()
    return time.perf_counter() - start


def main() -> int:
    files = [FOLDER / row["file"] for row in sample_files() if row["month"] == MONTH]
    with tempfile.TemporaryDirectory() as var, tempfile.TemporaryDirectory() as before:
        fill_with_samples(Store(f"sqlite:///{var}/wkb.sqlite"), load_plan())
        Path(before, "sitecustomize.py").write_text(WITHOUT)
        old = {"WKB_VAR": var, "PYTHONPATH": f"{before}:{TOP}"}
        with (
            serving(TOP / "app.py", WKB_VAR=var) as room,
            serving(TOP / "app.py", **old) as bare,
            browsing() as page,
        ):
            worst = 0.0
            for path in files:
                taken: dict[str, list[float]] = {room: [], bare: []}
                for turn in range(TURNS + 1):
                    for address, times in taken.items():
                        seconds = upload(page, address, path)
                        if turn:
                            times.append(seconds)
                mine, its = (statistics.median(t) for t in taken.values())
                worst = max(worst, mine / its)
                print(
                    f"{path.name}: {mine / its:.2f} ({1000 * mine:.0f} ms tegen {1000 * its:.0f})", flush=True
                )
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
