"""The papers of the sample months, made once for all workers."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import database
from wkb_data.periods import month_range
from wkb_data.plan import load_plan
from wkb_data.standing import Standing, standing
from wkb_data.store.deliveries import Store
from wkb_reports.material import Material
from wkb_reports.papers import papers
from wkb_reports.slides import presentation

MONTHS = month_range("2020-09", "2021-08")
# Of these months all papers are made; of the others the slides.
WHOLE = ("2020-09", "2021-05", "2021-08")


def stands(folder: Path) -> dict[str, Standing]:
    store, plan = Store(database(folder)), load_plan()
    return {m: standing(store, plan, m) for m in MONTHS}


@pytest.fixture(scope="session")
def paper_folder(made_once, sample_folder) -> Path:
    """A folder with the papers: `2021-08 presentatie.pptx`, …"""

    def fill(folder: Path) -> None:
        copy = folder / "gegevens"
        shutil.copytree(sample_folder, copy)
        for month, on in stands(copy).items():
            of = Material(on)
            made = papers(on) if month in WHOLE else {"presentatie.pptx": presentation(of)}
            for name, content in made.items():
                (folder / f"{month} {name}").write_bytes(content)

    return made_once("papieren", fill)


@pytest.fixture(scope="session")
def sample_stands(sample_folder, tmp_path_factory) -> dict[str, Standing]:
    copy = tmp_path_factory.mktemp("stand")
    shutil.copytree(sample_folder, copy, dirs_exist_ok=True)
    return stands(copy)
