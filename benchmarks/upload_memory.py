"""What is left in the server of ten uploads of 60 MiB, by ten sessions that leave.

Run `python benchmarks/upload_memory.py [SESSIONS]`; prints the memory of the server before, with all uploads
there, and after the visitors left and their time was up. At most 100 MiB more than before, else exit 1. Each
upload is a register with a large picture, read as usual.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
import zipfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser.serving import TOP, browsing, running
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, fill_with_samples
from wkb_data.store.deliveries import Store

MOST, SIZE, PATIENCE, AFTER = 100, 60 * 2**20, 120, 12
SAMPLE = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"


def heavy(path: Path) -> Path:
    """The sample with a picture that does not pack, 60 MiB less a little in all."""
    content = SAMPLE.read_bytes()
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", os.urandom(SIZE - len(content) - 2**16))
    path.write_bytes(out.getvalue())
    return path


def held(pid: int) -> float:
    """MiB of memory that a process holds."""
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def deliver(browser, address: str, path: Path):
    """A visitor of its own, who uploads a file and has it read."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/aanleveren", timeout=PATIENCE * 1000)
    page.set_input_files("input[type=file]", str(path), timeout=PATIENCE * 1000)
    page.get_by_text("Wat is herkend").wait_for(timeout=PATIENCE * 1000)
    return page


def settled(pid: int, most: float) -> float:
    """The memory of a process once it is at most so much, or when patience is at its end."""
    until = time.monotonic() + PATIENCE
    while (now := held(pid)) > most and time.monotonic() < until:
        time.sleep(1)
    return now


def main(sessions: int = 10) -> int:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = Store(f"sqlite:///{folder / 'wkb.sqlite'}")
        fill_with_samples(store, load_plan())
        store.engine.dispose()
        settings = {
            "WKB_VAR": str(folder),
            "MALLOC_ARENA_MAX": "2",
            "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "100",
            "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(AFTER),
        }
        address, server = stack.enter_context(running(TOP / "app.py", **settings))
        browser = stack.enter_context(browsing()).context.browser
        deliver(browser, address, SAMPLE).context.close()
        time.sleep(2 * AFTER)
        before = held(server.pid)
        visitors = [deliver(browser, address, heavy(folder / f"register {i}.xlsx")) for i in range(sessions)]
        most = held(server.pid)
        for page in visitors:
            page.context.close()
        after = settled(server.pid, before + MOST)
    print(f"MiB: {before:.0f} before, {most:.0f} with {sessions} uploads, {after:.0f} after they left")
    return int(after > before + MOST)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
