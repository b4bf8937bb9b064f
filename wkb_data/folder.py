"""The folder of the data: `WKB_VAR`, else `var` beside the program.

Where pip installed the program, what stands beside it goes with the next installation: then it is a folder of
whoever runs it, `~/wkb-monitor`.
"""

from __future__ import annotations

import os
from pathlib import Path


def data_folder(program: Path = Path(__file__).parents[1]) -> Path:
    """Where the data of a program in the folder `program` are."""
    if named := os.environ.get("WKB_VAR"):
        return Path(named)
    installed = program.name in ("site-packages", "dist-packages")
    return Path.home() / "wkb-monitor" if installed else program / "var"
