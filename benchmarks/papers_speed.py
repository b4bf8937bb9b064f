"""How long the papers of twelve months take, under a minute: `python benchmarks/papers_speed.py`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from wkb_data.periods import month_range
from wkb_data.plan import load_plan
from wkb_data.samples import fill_with_samples
from wkb_data.standing import standing
from wkb_data.store.deliveries import Store
from wkb_reports.papers import papers

MOST = 60


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        store, plan = Store(f"sqlite:///{folder}/monitor.sqlite"), load_plan()
        fill_with_samples(store, plan)
        began, spent = time.perf_counter(), time.process_time()
        size = sum(
            len(content)
            for month in month_range("2020-09", "2021-08")
            for content in papers(standing(store, plan, month)).values()
        )
        took, used = time.perf_counter() - began, time.process_time() - spent
    print(f"twaalf maanden stukken: {took:.1f} s, {used:.1f} s rekentijd, {size / 2**20:.1f} MB")
    return int(took > MOST)


if __name__ == "__main__":
    sys.exit(main())
