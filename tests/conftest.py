"""Stores for tests, made once for all workers and copied.

All samples, invented histories, empty, or one month.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.manifest_scanner import scan_component_manifests

from tests.intake.report import unbalanced
from tests.invented import deliver_history
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, fill_with_samples, sample_files
from wkb_data.store.deliveries import Store

# So many months has an invented history; each goes on where the one before it ends.
HISTORIES = (2, 8, 16, 60)


def database(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'wkb.sqlite'}"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Gives the folder of a name; it is filled by the first worker that asks, while the others wait."""
    top = tmp_path_factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top

    def folder_of(name: str, fill: Callable[[Path], None]) -> Path:
        folder, draft = top / name, top / f"{name} in de maak"
        with (top / f"{name}.slot").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(draft, ignore_errors=True)
                draft.mkdir()
                fill(draft)
                draft.rename(folder)
        return folder

    return folder_of


@pytest.fixture(autouse=True, scope="session")
def every_reading_balances():
    """Of every workbook that a test reads, each cell and each row is read or set aside."""
    made = Reading.__init__

    def checked(reading, *args, **more):
        made(reading, *args, **more)
        wrong = unbalanced(reading)
        assert not wrong, f"{reading.file}: {wrong}"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Reading, "__init__", checked)
        yield


@pytest.fixture(autouse=True, scope="session")
def packages_are_scanned_once():
    """`AppTest` looks for components in all packages that are installed, at every app; they stay the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def sample_folder(made_once) -> Path:
    """A folder with a store that holds all sample deliveries; copy it, don't write in it."""

    def fill(folder: Path) -> None:
        store = Store(database(folder))
        fill_with_samples(store, load_plan())
        store.engine.dispose()

    return made_once("samples", fill)


@pytest.fixture(scope="session")
def history_folder(made_once) -> Callable[[int], Path]:
    """Gives a folder with a store of so many invented months of today's plan; copy it, don't write in it."""

    def folder_of(months: int) -> Path:
        plan, shorter = load_plan(), max((n for n in HISTORIES if n < months), default=0)

        def fill(folder: Path) -> None:
            if shorter:
                shutil.copytree(folder_of(shorter), folder, dirs_exist_ok=True)
            store = Store(database(folder))
            deliver_history(store, plan, months, first=shorter)
            store.engine.dispose()

        return made_once(f"historie {plan.fingerprint[:12]} {months}", fill)

    return folder_of


@pytest.fixture
def sample_store(sample_folder, tmp_path) -> Store:
    shutil.copytree(sample_folder, tmp_path / "store", dirs_exist_ok=True)
    return Store(database(tmp_path / "store"))


@pytest.fixture
def empty_store(tmp_path) -> Store:
    return Store(database(tmp_path / "leeg"))


@pytest.fixture(scope="session")
def stand_folder(made_once, sample_folder) -> Callable[[str], Path]:
    """Gives a folder with a store in the named stand: samples, empty or one_month.

    Copy it, don't write in it.
    """

    def folder_of(stand: str) -> Path:
        def fill(folder: Path) -> None:
            shutil.copytree(sample_folder, folder, dirs_exist_ok=True)
            store, plan = Store(database(folder)), load_plan()
            store.withdraw_samples()
            for row in sample_files() if stand == "one_month" else ():
                if row["month"] == "2020-09":
                    path = FOLDER / row["file"]
                    book = read_workbook(path.read_bytes(), path.name, plan, row["register"], row["month"])
                    deliver_reading(book, store, plan, row["by"])
            store.engine.dispose()

        return sample_folder if stand == "samples" else made_once(f"stand {stand}", fill)

    return folder_of


@pytest.fixture
def store_with(stand_folder, tmp_path, monkeypatch):
    """Makes WKB_VAR a folder with the named stand: samples, empty or one_month."""
    import streamlit as st

    def make(stand: str) -> Path:
        folder = tmp_path / "var"
        shutil.copytree(stand_folder(stand), folder, dirs_exist_ok=True)
        monkeypatch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        return folder

    return make
