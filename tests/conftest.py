"""Stores for tests: with all samples, empty, or with one month; made once and copied."""

import shutil
from pathlib import Path

import pytest

from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, fill_with_samples, sample_files
from wkb_data.store.deliveries import Store


def database(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'wkb.sqlite'}"


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory) -> Path:
    """A folder with a store that holds all sample deliveries; copy it, don't write in it."""
    folder = tmp_path_factory.mktemp("samples")
    store = Store(database(folder))
    fill_with_samples(store, load_plan())
    store.engine.dispose()
    return folder


@pytest.fixture
def sample_store(sample_folder, tmp_path) -> Store:
    shutil.copytree(sample_folder, tmp_path / "store", dirs_exist_ok=True)
    return Store(database(tmp_path / "store"))


@pytest.fixture
def empty_store(tmp_path) -> Store:
    return Store(database(tmp_path / "leeg"))


@pytest.fixture
def store_with(sample_folder, tmp_path, monkeypatch):
    """Makes WKB_VAR a folder with the named stand: samples, empty or one_month."""
    import streamlit as st

    def make(stand: str) -> Path:
        folder = tmp_path / "var"
        shutil.copytree(sample_folder, folder, dirs_exist_ok=True)
        store = Store(database(folder))
        if stand != "samples":
            store.withdraw_samples()
        if stand == "one_month":
            plan = load_plan()
            for row in [r for r in sample_files() if r["month"] == "2020-09"]:
                path = FOLDER / row["file"]
                deliver_reading(
                    read_workbook(path.read_bytes(), path.name, plan, row["register"], row["month"]),
                    store,
                    plan,
                    row["by"],
                )
        store.engine.dispose()
        monkeypatch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        return folder

    return make
