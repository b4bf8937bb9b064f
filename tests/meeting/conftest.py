"""A store with what the samples hold of July and August 2021."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import database
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files
from wkb_data.store.deliveries import Store


@pytest.fixture
def two_months(made_once, tmp_path) -> Store:
    def fill(folder: Path) -> None:
        store, plan = Store(database(folder)), load_plan()
        for row in sample_files():
            if row["month"] >= "2021-07":
                content, name = (FOLDER / row["file"]).read_bytes(), Path(row["file"]).name
                reading = read_workbook(content, name, plan, row["register"], row["month"])
                deliver_reading(reading, store, plan, row["by"], row["delivered_at"], sample=True)
        store.engine.dispose()

    shutil.copytree(made_once("twee maanden", fill), tmp_path / "store", dirs_exist_ok=True)
    return Store(database(tmp_path / "store"))
