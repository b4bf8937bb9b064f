"""Fills an empty store with the sample workbooks of `sample_data/`, delivered when the groups would have done
so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import Plan
from wkb_data.store.deliveries import Store

FOLDER = Path(__file__).parents[1] / "sample_data"


def sample_files() -> list[dict[str, str]]:
    """The sample deliveries in order: file, register, month, by, delivered_at (UTC)."""
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def samples_wanted(store: Store) -> bool:
    """Whether the store is empty, or was filled with samples half-way and holds nothing else."""
    there = store.deliveries()
    return all(d.sample and not d.withdrawn_at for d in there) and len(there) < len(sample_files())


def fill_with_samples(
    store: Store, plan: Plan, progress: Callable[[float], None] = lambda _share: None
) -> int:
    """Delivers every sample workbook that is not there yet. Gives how many."""
    files, there = sample_files(), {(d.register, d.month, d.delivered_at) for d in store.deliveries()}
    lacking = [row for row in files if (row["register"], row["month"], row["delivered_at"]) not in there]
    for i, row in enumerate(lacking):
        content = (FOLDER / row["file"]).read_bytes()
        reading = read_workbook(content, Path(row["file"]).name, plan, row["register"], row["month"])
        deliver_reading(reading, store, plan, row["by"], row["delivered_at"], sample=True)
        progress((i + 1) / len(lacking))
    return len(lacking)
