"""Another programme by another plan file: three goals, four categories, other targets, words and meeting day.

No change of code.

The histories are invented (`tests.invented`): every count follows from the number of the month.
"""

import shutil
from pathlib import Path

import pytest

from tests.invented import TOWNS, pilots_at
from tests.pages.conftest import open_all, open_page, seen
from wkb_views.contents import TITLES

SECOND = Path(__file__).with_name("second_plan.toml")


@pytest.fixture(scope="module")
def look(history_folder, tmp_path_factory):
    """Opens a page over so many months of a plan.

    Pages of the same history share a server's memory, as readers do.
    """
    import streamlit as st

    copies: dict[tuple[Path | None, int], Path] = {}
    last = None

    def open_one(name: str, months: int, plan: Path | None = None, aspect: str = ""):
        nonlocal last
        with pytest.MonkeyPatch.context() as patch:
            if plan:
                patch.setenv("WKB_PLAN", str(plan))
            if (plan, months) not in copies:
                copies[plan, months] = tmp_path_factory.mktemp("historie") / "var"
                shutil.copytree(history_folder(months), copies[plan, months])
            patch.setenv("WKB_VAR", str(copies[plan, months]))
            if last != (plan, months):
                st.cache_resource.clear()
                st.cache_data.clear()
                last = plan, months
            app = open_page(name)
            if aspect:
                app.selectbox(key="aspect").set_value(aspect).run()
            open_all(app)
            assert not app.exception and not app.error, name
            return seen(app)

    return open_one


@pytest.mark.parametrize("name", TITLES)
def test_every_page_speaks_of_the_second_plan_alone(look, name):
    page = look(name, 8, SECOND)
    said = " ".join(
        [
            *page.readings,
            *page.metrics,
            *page.links,
            *(t for t in page.texts if "Projectnummer" not in t and "Nr" not in t),
        ]
    )
    for foreign in ("van 180", "Regiegroep", "Monitoringsgroep", "Wetgeving", "Bedrijfsgebouwen"):
        assert foreign not in said, (name, foreign)


def test_counts_targets_and_deadlines_follow_the_second_plan(look):
    overview = look("overzicht", 8, SECOND)
    begun = pilots_at(7)
    assert overview.metrics["Proefprojecten gestart"] == (f"{begun} van 24", "+2 sinds september")
    # volume: ten towns with 20 applications a month; month k has k // 4 volume pilots in each
    volume = sum(len(TOWNS) * (k // 4) for k in range(8))
    share = f"{volume / (8 * len(TOWNS) * 20) * 100:.1f}".replace(".", ",")
    assert f"Volumeprojecten: {share}% van de opgegeven aanvragen, doel 25%" in overview.metrics
    assert any("De Stuurgroep vergadert op 25 oktober 2022" in t for t in overview.texts)  # the last Tuesday
    goals = look("doelen", 8, SECOND, aspect="1.1")
    assert any("Termijn 1 januari 2023, nog 2 maanden" in t for t in goals.texts)  # from the end of October
    table = look("proefprojecten", 8, SECOND).table("Categorie", "Gestart", "Afgerond", "Doel")
    assert table["Doel"].tolist() == [10, 6, 4, 4]
    assert table["Gestart"].tolist() == [len(range(i, begun, 4)) for i in range(4)]
    # October 2022 is the eighth month, past the end of the curve: the whole target is planned
    assert table["Gepland nu"].tolist() == [10, 6, 4, 4]
    trends = look("trends", 8, SECOND)
    assert any(r.startswith(f"Proefprojecten gestart: {begun} van 24;") for r in trends.readings)


def test_a_forecast_waits_as_long_as_the_plan_says(look):
    assert any("kan pas na 3 maanden" in r for r in look("trends", 2, SECOND).readings)


@pytest.mark.parametrize("months", [16, 60])
@pytest.mark.parametrize("name", TITLES)
def test_every_page_shows_itself_after_many_months(look, name, months):
    page = look(name, months)
    assert page.texts
    if name == "overzicht":
        value, moved = page.metrics["Proefprojecten gestart"]
        assert value == f"{pilots_at(months - 1)} van 180" and moved.startswith("+2 sinds ")
    if name == "volumeaanpak":
        assert len(page.table("Maand", "Aanvragen")) == months
