"""The reading room: workbooks are read,
marked and made in a process of their own, bounded in memory and time.

    ask ── request ──> a forked process, bounded ── answer ──> unpack

A server keeps one process warm that has everything loaded and forks a fresh one for each file; the command
line, which does one thing, forks itself. Whatever a file does to its reader, the others notice nothing: a
reader that is killed, aborts, or asks for more than it gets is one UnreadableFile. It has no database, no
open files and can write none.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path

import pandas as pd

from wkb_data.intake.annotate import annotate
from wkb_data.intake.findings import Finding, NotNow, UnreadableFile
from wkb_data.intake.limits import MAX_UNPACKED
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.intake.regions import Answers
from wkb_data.intake.templates import template
from wkb_data.intake.wire import Untrusted, pack, unpack
from wkb_data.plan import Plan
from wkb_data.schema import registers

MEMORY = int(os.environ.get("WKB_READ_MEMORY", 832 * 2**20))
SECONDS = int(os.environ.get("WKB_READ_SECONDS", 60))
# A workbook to fill in is drawn with its page: who came for something else waits no longer for it.
PATIENCE = 5
READERS = int(os.environ.get("WKB_READERS", 2))
BOUNDED = sys.platform == "linux"
TOP = Path(__file__).parents[2]
SECRETS = ("WKB_DATABASE_URL",)
LOG = logging.getLogger("wkb.reading")

NOT_READ = (
    "Sla het in Excel opnieuw op als .xlsx, zonder lege opmaak en afbeeldingen, en lever dat bestand aan."
)
_alone = False
_places = threading.BoundedSemaphore(READERS)


def read(
    content: bytes,
    name: str,
    plan: Plan,
    register: str | None = None,
    month: str | None = None,
    answers: dict[str, Answers] | None = None,
) -> Reading:
    """`read_workbook` in the room. Raises UnreadableFile, also for a file that took its reader down."""
    reading = _ask("read", name, content, name, plan, register, month, answers)
    reading.workbook.content = content
    return reading


def mark(content: bytes, name: str, findings: list[Finding]) -> bytes:
    """`annotate` in the room."""
    return _ask("annotate", name, content, name, findings)


def form(
    register: str, plan: Plan, frames: dict[str, pd.DataFrame] | None, month: str | None = None
) -> bytes:
    """`template` in the room, by the name of a register."""
    return _ask("template", f"De werkmap {registers()[register].title}", register, plan, frames, month)


def _read(*request) -> Reading:
    reading = read_workbook(*request)
    reading.workbook.content, reading.workbook.parts = b"", None
    return reading


JOBS = {
    "read": _read,
    "annotate": annotate,
    "template": lambda register, *rest: template(registers()[register], *rest),
}


def alone() -> None:
    """Says that this process does one thing and has no threads: it may fork itself, and needs no warm one."""
    global _alone
    _alone = True


def prepare() -> None:
    """Has the warm process ready before the first file; says so where bounds can't be set."""
    if not BOUNDED:
        LOG.warning("Grenzen aan het lezen van werkmappen gelden alleen op Linux; hier wordt zonder gelezen.")
    elif not _alone:
        _warm.ready()


def _ask(job: str, name: str, *request) -> object:
    if not BOUNDED:
        return _told(_answer(job, request), name)
    if not _places.acquire(timeout=PATIENCE if job == "template" else 2 * SECONDS):
        raise NotNow(f"{name} is niet gelezen: het is te druk. Probeer het over een minuut opnieuw.")
    try:
        return _told(_asked(job, request), name)
    except OSError as error:
        LOG.error("%s", error)
        raise NotNow(
            f"{name} is niet gelezen: het lezen komt niet op gang. Waarschuw de beheerder."
        ) from error
    finally:
        _places.release()


def _told(answer: tuple[str, object] | None, name: str) -> object:
    """The result in an answer; an UnreadableFile for a refusal, a failure or no answer at all."""
    kind, result = answer or ("stopped", None)
    if kind == "done":
        return result
    if kind == "refused":
        raise UnreadableFile(result)
    if kind == "failed":
        LOG.error("%s", result)
        raise UnreadableFile(f"{name} is niet te lezen. {NOT_READ}")
    raise UnreadableFile(
        f"{name} is beschadigd, of vraagt meer tijd of geheugen dan een register nodig heeft; "
        f"het is niet gelezen. {NOT_READ}"
    )


def _asked(job: str, request: tuple) -> tuple[str, object] | None:
    """The answer of a forked process; None when it ended without one."""
    pid, line = _reader()
    with line:
        try:
            _send(line, pickle.dumps((job, request), protocol=5))
            return unpack(_received(line, time.monotonic() + SECONDS + 5))
        except TimeoutError:  # its own clock should have ended it
            _warm.end()
            return None
        except (OSError, EOFError):
            return None
        except Untrusted:
            LOG.error("an answer from the reading room was not ours and is void")
            return None
        finally:
            if pid:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _reader() -> tuple[int, socket.socket]:
    """A fresh reader that has said hello: its id where it is our own child, else 0, and the line to it."""
    for _ in range(2):
        ours, theirs = socket.socketpair()
        with theirs:
            pid = _fork(theirs, ours) if _alone else _warm.fork(theirs)
        with suppress(OSError, EOFError):
            _exactly(ours, 1, time.monotonic() + SECONDS)
            ours.settimeout(SECONDS + 5)
            return pid, ours
        ours.close()
        _warm.end()
    raise OSError("no reader")


def _fork(theirs: socket.socket, ours: socket.socket) -> int:
    """Forks this process; gives the child's id."""
    pid = os.fork()
    if not pid:
        ours.detach()
        _serve(theirs.fileno())
    return pid


def _serve(handle: int) -> None:
    """Answers one request on a socket, in a bounded process that ends after it."""
    gc.freeze()  # what the parent left, such as its open database, is not this process's to close
    try:
        os.dup2(handle, 3)
        os.closerange(4, 4096)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        with socket.socket(fileno=3) as line:
            line.sendall(b"h")
            request = _received(line)
            job, given = pickle.loads(request)
            del request
            _bound(job)
            _send(line, pack(_answer(job, given)))
    finally:
        os._exit(0)


class _Heap(ctypes.Structure):
    """What glibc's mallinfo2 tells of the heap, in bytes."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ["arena", "blocks", "small", "mapped", "bytes", "peak", "freed", "used", "unused", "top"]
    ]


def _spare() -> int:
    """Bytes of the heap that are free again: a forked process would have them besides what it is given."""
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.malloc_trim(0)
        libc.mallinfo2.restype = _Heap
        return libc.mallinfo2().unused
    return 0


def _bound(job: str) -> None:
    """The bounds of this process: memory above what it uses now,
    time, and no files but the drafts of a template.
    """
    import resource

    spare = _spare()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    wanted = pages * resource.getpagesize() - spare + MEMORY
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    draft = MAX_UNPACKED if job == "template" else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (draft, draft))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    os.nice(5)


def _answer(job: str, request: tuple) -> tuple[str, object]:
    try:
        return "done", JOBS[job](*request)
    except UnreadableFile as refusal:
        return "refused", str(refusal)
    except MemoryError:
        return "stopped", None
    except Exception:
        return "failed", traceback.format_exc()


def _send(line: socket.socket, content: bytes) -> None:
    line.sendall(len(content).to_bytes(8, "little"))
    line.sendall(content)


def _received(line: socket.socket, until: float | None = None) -> bytearray:
    """One message; raises EOFError when the other side is gone, TimeoutError when it takes too long."""
    size = int.from_bytes(_exactly(line, 8, until), "little")
    if size > 2 * MEMORY:
        raise EOFError
    return _exactly(line, size, until)


def _exactly(line: socket.socket, size: int, until: float | None) -> bytearray:
    content = bytearray(size)
    rest = memoryview(content)
    while rest:
        if until is not None:
            line.settimeout(max(until - time.monotonic(), 0.001))
        count = line.recv_into(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return content


class _Warm:
    """The warm process of a server:
    it has everything loaded and forks a reader for each socket that it is sent.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None
        self.control: socket.socket | None = None

    def ready(self) -> None:
        with self.lock:
            self._start()

    def fork(self, theirs: socket.socket) -> int:
        """Has a reader forked that answers on a socket; it is not our child, so its id is 0."""
        with self.lock:
            self._start()
            with suppress(OSError):
                socket.send_fds(self.control, [b"r"], [theirs.fileno()])
        return 0

    def end(self) -> None:
        """Ends the warm process and all its readers; the next file has a new one started."""
        with self.lock:
            self._stop()

    def _start(self) -> None:
        if self.process and self.process.poll() is None:
            return
        self._stop()
        self.control, theirs = socket.socketpair()
        with theirs:
            quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wkb_data.intake.room", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=TOP,
                env={k: v for k, v in os.environ.items() if k not in SECRETS} | quiet,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def _stop(self) -> None:
        if self.control:
            self.control.close()
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = self.control = None


_warm = _Warm()


def _stay_warm(handle: int) -> None:
    """Forks a reader for each socket that comes in, until the server is gone."""
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=handle)
    while True:
        told, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not told:
            os._exit(0)
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _serve(handles[0])
        for each in handles:
            os.close(each)


def _load() -> None:
    """Reads an empty workbook of every register and the name of a town, so that what reading loads late, and
    what it works out once of headings and names, is there before the first file.
    """
    from wkb_data import municipalities
    from wkb_data.plan import load_plan

    plan = load_plan()
    municipalities.find("Utrecht", plan.first_month)
    for register in registers().values():
        with suppress(Exception):
            read_workbook(template(register, plan), f"{register.title} mrt-21.xlsx", plan)


if __name__ == "__main__":
    _load()
    _stay_warm(int(sys.argv[1]))
