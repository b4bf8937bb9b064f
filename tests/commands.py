"""The command line for tests: a process of its own that has loaded already what a command loads.

Folder, environment, output and exit code are its own, as of `python -m wkb_data`; that takes a second of
loading each time, and is what `started` runs.
"""

import logging
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from wkb_data import __main__

TOP = Path(__file__).parents[1]


def started(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """`python -m wkb_data` in a folder, which has its data below it."""
    whole = [sys.executable, "-m", "wkb_data", *map(str, arguments)]
    env = os.environ | {"WKB_VAR": str(folder / "var"), "PYTHONPATH": str(TOP)} | environment
    return subprocess.run(whole, capture_output=True, text=True, env=env, cwd=folder, check=False)


def run(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess:
    """As `started`, in a process forked from this one."""
    told = [str(a) for a in arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.environ.update({"WKB_VAR": str(folder / "var")} | environment)
            _become(folder, told, out.fileno(), err.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode())
    return subprocess.CompletedProcess(told, code, *said)


def _become(folder: Path, told: list[str], out: int, err: int) -> None:
    """Makes this forked process the command, and ends with it."""
    code = 1
    try:
        os.chdir(folder)
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.argv = ["wkb_data", *told]
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        logging.root.handlers.clear()
        code = __main__.run()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
