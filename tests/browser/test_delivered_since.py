"""What was seen stays to be seen after later deliveries; what is delivered is delivered once."""

import re

import openpyxl
import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store.deliveries import Store

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")
PILOTS = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
PLANNING = FOLDER / "planning/IPM_2021-08.xlsx"
DIGITAL = FOLDER / "digital/2021-08 digitalisering.xlsx"


def standing(page) -> None:
    page.locator("h1").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def readings(page) -> list[str]:
    return page.locator("[data-testid=stMain] .reading").all_inner_texts()


def started(page) -> int:
    """How many projects have started, as the page of the aspect says."""
    said = page.get_by_text(re.compile(r"\d+ van 180 proefprojecten gestart")).first.inner_text()
    return int(re.search(r"(\d+) van 180", said)[1])


def delivered_since(tmp_path) -> None:
    """August corrected, with one project fewer that has started, and planning and pilots of September."""
    book = openpyxl.load_workbook(PILOTS)
    row = next(
        r
        for r in book["Overzicht projecten"].iter_rows(min_row=5)
        if r[3].value == "ambassadeursnetwerk" and r[6].value == "In uitvoering"
    )
    row[6].value, row[8].value = "In voorbereiding", None
    corrected = tmp_path / PILOTS.name
    book.save(corrected)
    plan, store = load_plan(), Store()
    for path, register, month in (
        (corrected, "pilots", "2021-08"),
        (PILOTS, "pilots", "2021-09"),
        (PLANNING, "planning", "2021-09"),
    ):
        reading = read_workbook(path.read_bytes(), path.name, plan, register, month)
        deliver_reading(reading, store, plan, "BG")
    store.engine.dispose()


def test_a_link_of_last_month_shows_the_same_after_newer_deliveries(store_with, tmp_path):
    folder = store_with("samples")
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        page.goto(f"{address}/doelen?maand=2021-08&aspect=3.1")
        standing(page)
        mailed, seen, before = page.url, readings(page), started(page)
        page.get_by_text("Kopieer link").click()
        copied = page.get_by_test_id("stCode").inner_text().strip().replace("\n", "")
        assert seen and re.search(r"&aspect=3\.1&bekend=2021-08-25T", copied), copied
        delivered_since(tmp_path)

        page.goto(address)
        page.wait_for_url("**/?maand=2021-09")
        page.goto(mailed)
        standing(page)
        # As it is known now, August has one project fewer that has started.
        assert page.url == mailed and started(page) == before - 1
        page.goto(copied)
        page.get_by_text("U kijkt terug").wait_for()
        standing(page)
        assert page.url == copied and started(page) == before and readings(page) == seen


def test_two_files_one_after_the_other_and_the_same_file_again(store_with):
    folder = store_with("empty")
    before = len(Store().deliveries())
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        page.goto(f"{address}/aanleveren")
        page.set_input_files("input[type=file]", [str(PILOTS), str(DIGITAL)])
        buttons = page.get_by_role("button", name="Bevestig en sla op")
        receipts = page.get_by_text(re.compile("^Ontvangen en opgeslagen"))
        page.get_by_role("button", name="Bevestig alle 2 werkmappen zonder fouten").wait_for()
        assert buttons.count() == 2
        buttons.first.dblclick()
        receipts.first.wait_for()
        page.get_by_role("heading", name=PILOTS.name).wait_for(state="detached")
        standing(page)
        assert buttons.count() == 1 and page.get_by_role("heading", name=DIGITAL.name).count() == 1
        buttons.first.click()
        receipts.nth(1).wait_for()
        standing(page)
        assert buttons.count() == 0
        assert len(Store().deliveries()) == before + 2

        page.set_input_files("input[type=file]", str(PILOTS))
        page.get_by_text(re.compile("Dit is hetzelfde bestand als levering")).wait_for()
        buttons.first.click()
        page.get_by_text(re.compile("is al geleverd op .* Er is niets nieuws opgeslagen")).wait_for()
        standing(page)
        assert buttons.count() == 0
    assert len(Store().deliveries()) == before + 2


def test_who_confirms_and_leaves_at_once_finds_the_receipt(store_with):
    folder = store_with("empty")
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        page.goto(f"{address}/aanleveren")
        page.set_input_files("input[type=file]", str(PILOTS))
        page.get_by_role("button", name="Bevestig en sla op").click()
        page.get_by_text(f"{PILOTS.name} wordt opgeslagen").wait_for()
        page.get_by_role("link", name="Proefprojecten", exact=True).click()
        page.wait_for_url("**/proefprojecten?maand=2021-08")
        page.locator("h1", has_text="Proefprojecten").wait_for()
        standing(page)
        assert list(Store().in_force()) == [("pilots", "2021-08")]
        assert readings(page)  # the page waited for what was being stored
        page.get_by_role("link", name="Aanleveren", exact=True).click()
        page.get_by_text(re.compile("^Ontvangen en opgeslagen")).wait_for()
