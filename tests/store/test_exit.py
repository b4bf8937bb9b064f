"""When a command ends, nothing of it is at work any more.

A thread that is can take the process down with it.
"""

import json
import subprocess
import sys

import pytest

from tests.store.test_survival import FILE, environment

COMMAND = """
import atexit, json, os, sys
from wkb_data import __main__

def threads():
    return {t: open(f"/proc/self/task/{t}/comm").read().strip() for t in os.listdir("/proc/self/task")}

def tell(path, before):
    with open(path, "w") as told:
        json.dump([name for t, name in threads().items() if t not in before], told)

atexit.register(tell, sys.argv.pop(1), threads())
sys.exit(__main__.run())
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="threads are listed by Linux")


def begun(folder, *arguments: str) -> list[str]:
    """The names of threads that a command began and that are there at its end."""
    told = folder / "threads.json"
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(told), *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(told.read_text())


def test_no_command_leaves_a_thread_at_work(tmp_path):
    for arguments in (
        ("deliver", str(FILE), "--by", "BG"),
        ("measures", "--csv"),
        ("rebuild",),
        ("deliveries",),
        ("check", str(FILE)),
        ("read", str(FILE), "--table", "pilots"),
        ("backup", str(tmp_path / "kopie.sqlite")),
        ("template", "pilots", "--output", str(tmp_path / "leeg.xlsx")),
        ("withdraw", "1", "--why", "proef"),
    ):
        assert begun(tmp_path, *arguments) == [], arguments


def test_a_thread_at_work_would_be_seen(tmp_path, monkeypatch):
    beside = "import threading, time\nthreading.Thread(target=time.sleep, args=(3,), daemon=True).start()\n"
    monkeypatch.setattr(sys.modules[__name__], "COMMAND", COMMAND.replace("sys.exit(", beside + "sys.exit("))
    assert len(begun(tmp_path, "deliveries")) == 1
