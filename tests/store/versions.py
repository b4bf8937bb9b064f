"""Other versions of this program: a copy with a few lines changed, run beside it over the same store."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
# All pages, one after another, as a reader goes through them; printed as JSON.
LOOK = """
import json
from tests.pages.conftest import go, open_all, open_page, seen
from wkb_views.contents import TITLES
app, shown = open_page("overzicht"), {}
for name in TITLES:
    page = seen(open_all(go(app, name)))
    tables = [[list(map(str, t.columns)), t.astype(str).to_numpy().tolist()] for t in page.tables]
    errors = [e.value for e in app.error]
    shown[name] = {"readings": page.readings, "metrics": page.metrics, "tables": tables, "errors": errors}
print(json.dumps(shown))
"""


def another_version(top: Path, *changes: tuple[str, str, str]) -> Path:
    """This program in the folder `top`, with changes.

    file, what stands there once, what comes in its place.
    """
    for name in ("wkb_data", "wkb_words", "wkb_reports", "wkb_views", "pages", "sample_data"):
        shutil.copytree(
            TOP / name, top / name
        )  # with what was compiled of it, which holds for unchanged files
    (top / "tests" / "pages").mkdir(parents=True)
    for name in ("app.py", "tests/pages/door.py", "tests/pages/conftest.py"):
        shutil.copy(TOP / name, top / name)
    for file, old, new in changes:
        path = top / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")
    return top


PILOTS, PLAN = "wkb_data/registers/pilots.toml", "wkb_data/plan.toml"
OLD, NEW = "Bedrijfsgebouwen", "Gebouwen voor bedrijven"
COLUMN = '  { name = "crane", heading = "Hijskraan", type = "count" },\n'
TABLE = """
[[tables]]
name = "visits"
title = "Bezoeken"
key = "number"
columns = [{ name = "number", heading = "Bezoeknummer", type = "text", required = true }]

"""


def later_version(top: Path) -> Path:
    """This program with one more column, one more table and a category that got another name."""
    column, table = '  { name = "name", heading = "Project",', '[[tables]]\nname = "networks"\n'
    return another_version(
        top,
        (PILOTS, column, COLUMN + column),
        (PILOTS, table, TABLE + table),
        (PLAN, f'name = "{OLD}"\nshort = "{OLD}"', f'name = "{NEW}"'),
        (PLAN, '"bedrijfsgebouw",', '"bedrijfsgebouw", "bedrijfsgebouwen",'),
    )


def run(top: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Python of that version over the store in `folder`."""
    env = os.environ | {"WKB_VAR": str(folder), "PYTHONPATH": str(top)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=top, check=False)


def pages_of(top: Path, folder: Path) -> dict[str, dict]:
    """What that version shows on each page over the store in `folder`: readings, metrics, tables, errors."""
    done = run(top, folder, "-c", LOOK)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])
