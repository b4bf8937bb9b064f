"""A running app and a headless Chromium, for browser tests and the page benchmark."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wkb_views.contents import FIRST, TITLES

TOP = Path(__file__).parents[2]
# As a browser does at Back and Forward.
WITHIN = """path => {
  history.pushState({}, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until_it_answers(port: int) -> None:
    """Waits for a server that was started, half a minute at most."""
    for _ in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.2)


@contextmanager
def serving(door: Path, **environment: str) -> Iterator[str]:
    """The address of a Streamlit server that runs `door`; stops it after."""
    with running(door, **environment) as (address, _):
        yield address


@contextmanager
def running(door: Path, **environment: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """The address and the process of a Streamlit server that runs `door`; stops it after."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(door),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    server = subprocess.Popen(
        command,
        cwd=door.parent,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until_it_answers(port)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait()


def walk(page, address: str, name: str) -> None:
    """Brings a page of the monitor on screen: at first by its address, after that from within, as Back and
    Forward do, which takes a third of the work.
    """
    path = f"/{'' if name == FIRST else name}"
    if page.url.startswith(address):
        page.evaluate(WITHIN, path)
    else:
        page.goto(f"{address}{path}")
    title = "Stand " if name == FIRST else TITLES[name]
    page.locator("[data-testid=stMain] h1").filter(has_text=title).first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


@contextmanager
def browsing(width: int = 1280, height: int = 800) -> Iterator:
    """A page in headless Chromium; `page.requests` lists what it asked for."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.set_default_timeout(30_000)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        yield page
        browser.close()
