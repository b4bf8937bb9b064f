"""How much work `deliver` of pilots is with five years of history, against one month and one year of it.

Run `python benchmarks/deliver_speed.py`; prints ratios, medians of nine, turn by turn: of the command in
a fresh process (at most 1.3, else exit 1), and of storing alone. It is the same workbook of the same
month every time, with so many months delivered before it. After a single month nothing can be forecast
yet, after a year it can: the ratio to a year says what history alone costs.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.invented import workbook
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.periods import add_months
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store

TOP = Path(__file__).parents[1]
MONTHS = (1, 12, 60)
MOST = 1.3
STORING = """
import sys, time
from pathlib import Path
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store
plan, file = load_plan(), Path(sys.argv[1])
reading, store = read_workbook(file.read_bytes(), file.name, plan, "pilots", sys.argv[2]), Store()
start = time.process_time()
deliver_reading(reading, store, plan, "BG")
print(time.process_time() - start)
"""


def history(folder: Path, months: int, last: str) -> Path:
    """A folder with a store in which pilots were delivered in so many months up to `last`."""
    plan, store = load_plan(), Store(f"sqlite:///{folder / 'wkb.sqlite'}")
    for back in reversed(range(months)):
        month = add_months(last, -back)
        content = workbook("pilots", plan, month, 12)
        reading = read_workbook(content, f"pilots {month}.xlsx", plan, "pilots", month)
        deliver_reading(reading, store, plan, "BG")
    store.engine.dispose()
    return folder


def taken(folder: Path, *command: str) -> tuple[float, str]:
    """Seconds of work of a process with a fresh copy of a store, its readers included, and what it said."""
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        env = os.environ | {"WKB_VAR": copy, "PYTHONPATH": str(TOP)}
        before = os.times()
        done = subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, check=True)
        after = os.times()
        worked = after.children_user - before.children_user + after.children_system - before.children_system
        return worked, done.stdout


def main() -> int:
    plan = load_plan()
    month = add_months(plan.first_month, max(MONTHS))
    whole: dict[int, list[float]] = {m: [] for m in MONTHS}
    storing: dict[int, list[float]] = {m: [] for m in MONTHS}
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "pilots.xlsx"
        file.write_bytes(workbook("pilots", plan, month, 12))
        folders = {m: history(Path(made) / str(m), m, add_months(month, -1)) for m in MONTHS}
        for _ in range(9):
            for m, folder in folders.items():
                deliver = ("-m", "wkb_data", "deliver", str(file), "--month", month, "--by", "BG")
                whole[m].append(taken(folder, *deliver)[0])
                storing[m].append(float(taken(folder, "-c", STORING, str(file), month)[1]))
    for what, times in (("de opdracht deliver", whole), ("het opslaan alleen", storing)):
        one, year, five = (statistics.median(times[m]) for m in MONTHS)
        in_ms = ", ".join(f"{1000 * v:.0f}" for v in (one, year, five))
        print(f"{what}: na 60 maanden {five / one:.2f} maal na één, {five / year:.2f} na twaalf ({in_ms} ms)")
    return int(statistics.median(whole[60]) > MOST * statistics.median(whole[1]))


if __name__ == "__main__":
    sys.exit(main())
