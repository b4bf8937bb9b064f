"""When a command ends, nothing of it is at work any more.

A thread that is can take the process down with it.
"""

import json
import subprocess
import sys

import pytest

from tests.store.test_survival import FILE, environment

# One process that has loaded what commands load, and does nothing else, forks itself for each.
COMMANDS = """
import atexit, json, os, sys
from wkb_data import __main__

def threads():
    return {t: open(f"/proc/self/task/{t}/comm").read().strip() for t in os.listdir("/proc/self/task")}

def tell(path, before):
    with open(path, "w") as told:
        json.dump([name for t, name in threads().items() if t not in before], told)

for n, arguments in enumerate(json.loads(sys.argv[1])):
    child = os.fork()
    if not child:
        atexit.register(tell, f"threads {n}.json", threads())
        sys.argv[1:] = arguments
        sys.exit(__main__.run())
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{arguments} failed")
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="threads are listed by Linux")


def begun(folder, *commands: tuple[str, ...]) -> list[list[str]]:
    """Of each command the names of threads that it began and that are there at its end."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads((folder / f"threads {n}.json").read_text()) for n in range(len(commands))]


def test_no_command_leaves_a_thread_at_work(tmp_path):
    commands = (
        ("deliver", str(FILE), "--by", "BG"),
        ("measures", "--csv"),
        ("rebuild",),
        ("deliveries",),
        ("check", str(FILE)),
        ("read", str(FILE), "--table", "pilots"),
        ("backup", str(tmp_path / "kopie.sqlite")),
        ("template", "pilots", "--output", str(tmp_path / "leeg.xlsx")),
        ("withdraw", "1", "--why", "proef"),
    )
    assert begun(tmp_path, *commands) == [[] for _ in commands]


def test_a_thread_at_work_would_be_seen(tmp_path, monkeypatch):
    beside = "import threading, time; threading.Thread(target=time.sleep, args=(3,), daemon=True).start(); "
    changed = COMMANDS.replace("sys.exit(__main__", beside + "sys.exit(__main__")
    monkeypatch.setattr(sys.modules[__name__], "COMMANDS", changed)
    assert [len(names) for names in begun(tmp_path, ("deliveries",))] == [1]
