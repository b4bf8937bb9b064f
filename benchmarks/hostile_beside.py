"""How long a visitor's change of page takes while another uploads hostile workbooks, against a quiet server.

Run `python benchmarks/hostile_beside.py FOLDER [FIRST LAST]` with a folder of such files. For each file the
first visitor changes pages twice while nothing happens, then the second one uploads it and the first goes on
changing pages until it is answered, twice at least; so both have the same weather. The limit of an upload is
raised, so that every file is read. Prints both medians and 95th percentiles, what was wrong, and the slowest
file; exit 1 when a page failed, a file was not answered, or the 95th percentile is over twice the quiet one.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.page_speed import pages_of, visit
from tests.browser.serving import TOP, browsing, serving
from wkb_data.plan import load_plan
from wkb_data.samples import fill_with_samples
from wkb_data.store.deliveries import Store

WALK = ("overzicht", "trends", "proefprojecten", "kaart")
MOST, PATIENCE, CHANGES = 2.0, 150, 2
FAILED = "[data-testid=stException], [data-testid=stAlert]:has-text('fout van de monitor')"
ANSWERED = (
    "() => document.querySelector('[data-testid=stMain] h2')"
    " && document.querySelector('[data-testid=stMain] [data-testid=stAlert]')"
    " && !document.querySelector('[data-testid=stSpinner]')"
    " && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
)


class Walk:
    """A visitor who goes from page to page; `wrong`: pages that failed or never stood still."""

    def __init__(self, page, pages: dict[str, tuple[str, int, int]]):
        self.page, self.pages, self.at, self.wrong = page, pages, 0, []

    def step(self) -> float:
        """Milliseconds of the next change of page."""
        self.at += 1
        name = list(self.pages)[self.at % len(self.pages)]
        taken = visit(self.page, name, *self.pages[name])
        if taken >= 15_000 or self.page.locator(FAILED).count():
            self.wrong.append(name)
        return taken


def beside(walk: Walk, other, address: str, path: Path) -> tuple[list[float], list[float], bool]:
    """Quiet changes of page, those while a file is uploaded and read, and whether that was answered."""
    other.goto(f"{address}/aanleveren")
    other.locator("[data-testid=stFileUploaderDropzone]").wait_for()
    other.wait_for_function(
        "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
    )
    walk.page.bring_to_front()
    walk.step()
    quiet = [walk.step() for _ in range(CHANGES)]
    other.set_input_files("input[type=file]", str(path), no_wait_after=True)
    busy, until, answered = [], time.monotonic() + PATIENCE, False
    while len(busy) < CHANGES or not answered and time.monotonic() < until:
        busy.append(walk.step())
        answered = bool(other.evaluate(ANSWERED))
    return quiet, busy, answered


def shown(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} (at most {max(times):.0f}, {len(times)})"


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def main(folder: str, first: str = "0", last: str = "999") -> int:
    files = sorted(p for p in Path(folder).iterdir() if p.is_file())[int(first) : int(last)]
    quiet, busy, unanswered, slowest = [], [], [], (0.0, "")
    with tempfile.TemporaryDirectory() as var:
        store = Store(f"sqlite:///{var}/wkb.sqlite")
        fill_with_samples(store, load_plan())
        store.engine.dispose()
        raised = {"WKB_VAR": var, "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "100"}
        with serving(TOP / "app.py", **raised) as address, browsing() as page:
            page.set_default_timeout(PATIENCE * 1000)
            walk = Walk(page, pages_of(page, address, WALK))
            other = page.context.browser.new_context().new_page()
            other.set_default_timeout(PATIENCE * 1000)
            for path in files:
                calm, pressed, answered = beside(walk, other, address, path)
                quiet, busy = quiet + calm, busy + pressed
                unanswered += [] if answered else [path.name]
                print(f"{path.name}: quiet {shown(calm)}, beside {shown(pressed)}", flush=True)
                slowest = max(slowest, (max(pressed), path.name))
    ratio = late(busy) / late(quiet)
    print(
        f"{len(files)} files; ms a change of page, median and p95: quiet {statistics.median(quiet):.0f} and "
        f"{late(quiet):.0f} ({len(quiet)}), beside {statistics.median(busy):.0f} and {late(busy):.0f} "
        f"({len(busy)}); ratio of p95 {ratio:.2f}; slowest {slowest[0]:.0f} at {slowest[1]}"
    )
    print(f"pages that failed: {walk.wrong or 'none'}; files without an answer: {unanswered or 'none'}")
    return int(ratio > MOST or bool(walk.wrong or unanswered))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
