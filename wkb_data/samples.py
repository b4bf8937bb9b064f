"""Fills an empty store with the sample workbooks of `sample_data/`, delivered when the groups would have done
so, and with the meetings that were held over them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.meetings.closing import close
from wkb_data.plan import Plan
from wkb_data.store import meetings
from wkb_data.store.deliveries import Store

FOLDER = Path(__file__).parents[1] / "sample_data"


def sample_files() -> list[dict[str, str]]:
    """The sample deliveries in order: file, register, month, by, delivered_at (UTC)."""
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def sample_meetings() -> list[dict]:
    """The meetings of the samples by month: month, by, closed_at, shared_at (None: not yet), entries."""
    return json.loads((FOLDER / "meetings.json").read_text(encoding="utf-8"))


def samples_wanted(store: Store) -> bool:
    """Whether the store is empty, or was filled with samples half-way and holds nothing else."""
    there = store.deliveries()
    if not all(d.sample and not d.withdrawn_at for d in there):
        return False
    return bool(_lacking_files(store) or _lacking_meetings(store))


def fill_with_samples(
    store: Store, plan: Plan, progress: Callable[[float], None] = lambda _share: None
) -> int:
    """Delivers every sample workbook that is not there yet and holds the meetings over them.

    Gives how many workbooks.
    """
    count, lacking = len(_lacking_files(store)), _lacking_meetings(store)
    steps = max(count + len(lacking), 1)
    deliver_samples(store, plan, lambda done: progress(done / steps))
    for i, row in enumerate(lacking, 1):
        _hold(store, plan, row)
        progress((count + i) / steps)
    return count


def deliver_samples(store: Store, plan: Plan, progress: Callable[[int], None] = lambda _done: None) -> None:
    """Delivers every sample workbook that is not there yet; `progress` is told how many were."""
    for i, row in enumerate(_lacking_files(store), 1):
        content = (FOLDER / row["file"]).read_bytes()
        reading = read_workbook(content, Path(row["file"]).name, plan, row["register"], row["month"])
        deliver_reading(reading, store, plan, row["by"], row["delivered_at"], sample=True)
        progress(i)


def _lacking_files(store: Store) -> list[dict[str, str]]:
    there = {(d.register, d.month, d.delivered_at) for d in store.deliveries()}
    return [r for r in sample_files() if (r["register"], r["month"], r["delivered_at"]) not in there]


def _lacking_meetings(store: Store) -> list[dict]:
    closed = {m.month for m in meetings.listed(store) if m.closed()}
    return [m for m in sample_meetings() if m["month"] not in closed]


def _hold(store: Store, plan: Plan, row: dict) -> None:
    """Writes down what a meeting decided, and closes it at the moment that it was."""
    for item, fields in row["entries"].items():
        for field, value in fields.items():
            meetings.put(store, row["month"], item, field, value)
    close(store, plan, row["month"], row["by"], at=row["closed_at"])
    if row["shared_at"]:
        meetings.share(store, row["month"], row["by"], row["shared_at"])
