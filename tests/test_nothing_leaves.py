"""The server as it is started: for this machine alone, asking nothing of others, its store closed to them."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.serving import free_port, until_it_answers
from wkb_data.store.backup import backup
from wkb_data.store.deliveries import Store

TOP = Path(__file__).parents[1]
STRACE = shutil.which("strace")
CONNECTED = re.compile(r'connect\(.*sa_family=AF_INET6?.*?(?:htons\((\d+)\)).*?"([^"]+)"')


def command(port: int) -> str:
    """What `make run` runs, with the interpreter of the tests and a free port."""
    said = subprocess.run(["make", "-n", "run"], capture_output=True, text=True, cwd=TOP, check=True).stdout
    line = next(line for line in said.splitlines() if "wkb_data dashboard" in line)
    return line.replace(".venv/bin/python", f"exec {sys.executable}") + f" --port {port}"


@pytest.fixture
def served(tmp_path):
    """A server that runs, traced where that can be: its port and where the trace is."""
    port, trace = free_port(), tmp_path / "trace"
    traced = ["strace", "-f", "-qq", "-e", "trace=connect", "-o", str(trace)] if _can_trace() else []
    server = subprocess.Popen(
        [*traced, "sh", "-c", command(port)],
        cwd=TOP,
        env=os.environ | {"WKB_VAR": str(tmp_path / "var")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until_it_answers(port)
        yield port, trace
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _can_trace() -> bool:
    return (
        bool(STRACE)
        and subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], capture_output=True).returncode == 0
    )


def knock(port: int, origin: str) -> bytes:
    """Asks for the socket of a page, as a page of that origin would."""
    asked = [
        "GET /_stcore/stream HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket",
        "Connection: Upgrade", f"Origin: {origin}",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
    ]  # fmt: skip
    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        line.sendall("\r\n".join([*asked, "", ""]).encode())
        return line.recv(200)


def test_it_listens_here_alone_and_nothing_is_asked_of_another_machine(served):
    port, trace = served
    assert b" 101 " in knock(port, f"http://localhost:{port}")
    assert b" 403 " in knock(port, "http://elders.example")
    lines = Path("/proc/net/tcp").read_text().splitlines() + Path("/proc/net/tcp6").read_text().splitlines()
    heard = [
        words[1] for words in map(str.split, lines) if words[1].endswith(f":{port:04X}") and words[3] == "0A"
    ]
    assert heard == [f"0100007F:{port:04X}"]
    if not trace.exists():
        pytest.skip("strace ontbreekt hier: niet nagegaan of er iets naar buiten gaat")
    # A foreign page makes Streamlit ask the kernel for its own address: a datagram socket, nothing is sent.
    asked = {(host, number) for number, host in CONNECTED.findall(trace.read_text())}
    assert {a for a in asked if a[0] not in ("127.0.0.1", "::1")} <= {("8.8.8.8", "1")}


def mode(path: Path) -> str:
    return stat.filemode(path.stat().st_mode)


def test_store_and_originals_are_their_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    before = os.umask(0o000)
    try:
        store = Store()
        backup(store, tmp_path / "kopie.sqlite")
    finally:
        os.umask(before)
    assert mode(tmp_path / "var") == "drwx------"
    files = [p for p in (tmp_path / "var").iterdir() if "lees-mij" not in p.name]
    assert files and {mode(p) for p in [*files, tmp_path / "kopie.sqlite"]} == {"-rw-------"}


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path, monkeypatch):
    monkeypatch.setenv("WKB_VAR", str(tmp_path))
    Store()
    (tmp_path / "wkb.sqlite").chmod(0o644)
    Store()
    assert mode(tmp_path / "wkb.sqlite") == "-rw-------"
