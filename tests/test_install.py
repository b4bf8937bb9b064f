"""What `pip install .` installs is the whole program.

Its command, what it needs, and every file that it reads.
"""

import os
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from wkb_data.dashboard import settings_folder
from wkb_data.folder import data_folder

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
TOOLS = PROJECT["tool"]["setuptools"]


def test_the_command_is_there_and_runs(tmp_path):
    """As pip makes it: the named function, asked from another folder, with the arguments of its process."""
    module, name = PROJECT["project"]["scripts"]["wkb"].split(":")
    program = f"import sys; from {module} import {name}; sys.exit({name}())"
    for arguments, code, said in (
        (["plan", "--check"], 0, "Plan en registers zijn in orde"),
        (["check", "er niet.xlsx"], 2, "er niet.xlsx is niet te lezen"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            capture_output=True, text=True, cwd=tmp_path, check=False,
            env=os.environ | {"PYTHONPATH": str(TOP), "WKB_VAR": str(tmp_path / "var")},
        )  # fmt: skip
        assert done.returncode == code and said in done.stdout + done.stderr, done.stderr


def test_the_server_has_its_settings_wherever_pip_put_them(tmp_path):
    assert settings_folder() == TOP
    [(folder, files)] = TOOLS["data-files"].items()
    assert settings_folder(tmp_path) / ".streamlit" == Path(sys.prefix) / folder
    assert [(TOP / file).name for file in files if (TOP / file).exists()] == ["config.toml"]


def test_data_never_stand_among_the_packages_that_pip_installs(monkeypatch):
    monkeypatch.delenv("WKB_VAR", raising=False)
    assert data_folder() == TOP / "var"
    packages = Path("/opt/monitor/lib/python3.11/site-packages")
    assert data_folder(packages) == Path.home() / "wkb-monitor"
    monkeypatch.setenv("WKB_VAR", "/srv/wkb")
    assert data_folder(packages) == Path("/srv/wkb")


def test_what_is_needed_to_run_is_needed_to_install():
    assert TOOLS["dynamic"]["dependencies"] == {"file": ["requirements.txt"]}
    needed = (TOP / "requirements.txt").read_text(encoding="utf-8")
    for package in ("streamlit==", "pydantic==", "psycopg[binary]=="):  # the last for WKB_DATABASE_URL
        assert package in needed


def test_every_file_of_the_program_is_installed():
    kept = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    parts = [p.rstrip("*") for p in TOOLS["packages"]["find"]["include"]]
    own = [f for f in kept if f.split("/")[0] in parts and not f.endswith(".py")]
    assert {"wkb_data/plan.toml", "wkb_data/registers/pilots.toml", "sample_data/manifest.csv"} <= set(own)
    missing = [f for f in own if not any(fnmatch(f, pattern) for pattern in TOOLS["package-data"]["*"])]
    assert missing == []
