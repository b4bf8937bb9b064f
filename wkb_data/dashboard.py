"""The dashboard as a process: Streamlit's server, with the settings of this program wherever pip put it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

PROGRAM = Path(__file__).parents[1]
PATHS = ("WKB_VAR", "WKB_PLAN", "WKB_GEOJSON")
SURROUNDINGS = {
    # What would ask the internet for its own address finds a proxy that is not there.
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "127.0.0.1,localhost",
    "MALLOC_ARENA_MAX": "2",  # what threads gave back goes back to the machine
}


def settings_folder(program: Path = PROGRAM) -> Path:
    """The folder with `.streamlit/config.toml`: in a clone beside the door, else where pip puts it."""
    beside = (program / ".streamlit" / "config.toml").exists()
    return program if beside else Path(sys.prefix) / "share" / "wkb-monitor"


def become_dashboard(address: str | None, port: int | None) -> NoReturn:
    """Goes on as the server, at an address and port other than those of the settings where they are given."""
    paths = {name: str(Path(os.environ[name]).absolute()) for name in PATHS if os.environ.get(name)}
    os.chdir(settings_folder())  # Streamlit looks for its settings where it is started
    asked = ["--server.address", address] if address else []
    asked += ["--server.port", str(port)] if port else []
    os.execve(
        sys.executable,
        [sys.executable, "-m", "streamlit", "run", str(PROGRAM / "app.py"), *asked],
        os.environ | SURROUNDINGS | paths,
    )
