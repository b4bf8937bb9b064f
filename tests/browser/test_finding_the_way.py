"""Links, reload, Back and Forward in a browser: what was chosen is shown again, and what can't be is said."""

from pathlib import Path

import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from tests.conftest import database
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store.deliveries import Store

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")


# Takes down every text that ever stood in the list of pages, frame by frame.
WATCH = """(() => {
  window.listed = [];
  const look = () => {
    const list = document.querySelector('[data-testid=stSidebarNav]');
    if (list && list.innerText !== window.listed.at(-1)) window.listed.push(list.innerText);
    requestAnimationFrame(look);
  };
  look();
})()"""


@pytest.fixture(scope="module")
def first_visit(sample_folder, tmp_path_factory):
    """The address of a server, and what its first visitor saw in the list of pages."""
    import shutil

    folder = tmp_path_factory.mktemp("weg") / "var"
    shutil.copytree(sample_folder, folder)
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as found:
        with browsing() as page:
            page.add_init_script(WATCH)
            page.goto(f"{found}/doelen")
            page.locator("h1", has_text="Doelen").wait_for()
            page.get_by_role("link", name="Knelpunten & lessen").wait_for()
            listed = page.evaluate("window.listed")
        yield found, listed


@pytest.fixture(scope="module")
def address(first_visit):
    return first_visit[0]


@pytest.fixture
def page():
    with browsing() as found:
        yield found


def planning_alone(folder: Path) -> Path:
    """A store to which only the planning of July and August 2021 was delivered."""
    store, plan = Store(database(folder)), load_plan()
    for month in ("2021-07", "2021-08"):
        path = FOLDER / f"planning/IPM_{month}.xlsx"
        reading = read_workbook(path.read_bytes(), path.name, plan, "planning", month)
        deliver_reading(reading, store, plan, "Secretariaat")
    store.engine.dispose()
    return folder


STANDS = "[data-testid=stApp][data-test-script-state=notRunning]"


def pick(page, label: str, option: str) -> None:
    """Chooses with the keyboard alone, when the page stands."""
    page.locator(STANDS).wait_for()
    page.get_by_role("combobox", name=label).first.focus()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.wait_for()
    page.keyboard.press("Enter")


def test_back_and_forward_walk_through_what_was_chosen(address, page):
    page.goto(address)
    page.wait_for_url("**/?maand=2021-08")
    assert page.title() == "Overzicht · Implementatiemonitor"
    page.wait_for_url("**/?maand=2021-08")  # the first step of Back is there before the second is made
    page.locator(STANDS).wait_for()
    pick(page, "Maand", "mei 2021")
    page.wait_for_url("**/?maand=2021-05")
    page.get_by_role("link", name="Doelen", exact=True).click()
    page.wait_for_url("**/doelen?maand=2021-05")
    pick(page, "Aspect", "3.1")
    page.wait_for_url("**/doelen?maand=2021-05&aspect=3.1")
    pick(page, "Maand", "maart 2021")
    page.wait_for_url("**/doelen?maand=2021-03&aspect=3.1")
    page.get_by_text("Maart 2021:").first.wait_for()
    for url, said in (
        ("**/doelen?maand=2021-05&aspect=3.1", "Mei 2021:"),
        ("**/doelen?maand=2021-05", "Mei 2021:"),
        ("**/?maand=2021-05", "Stand mei 2021"),
        ("**/?maand=2021-08", "Stand augustus 2021"),
    ):
        page.go_back()
        page.wait_for_url(url)
        page.get_by_text(said).first.wait_for()
        page.locator(STANDS).wait_for()
    for url, said in (
        ("**/?maand=2021-05", "Stand mei 2021"),
        ("**/doelen?maand=2021-05", "Mei 2021:"),
    ):
        page.go_forward()
        page.wait_for_url(url)
        page.get_by_text(said).first.wait_for()
        page.locator(STANDS).wait_for()
    page.reload()
    page.get_by_text("Mei 2021:").first.wait_for()
    assert page.url.endswith("/doelen?maand=2021-05")


def test_the_first_paint_after_a_start_lists_no_file_names(first_visit):
    """Streamlit lists the files of `pages/` until the door has run once."""
    lines = {line for text in first_visit[1] for line in text.splitlines() if line}
    assert "Tlokb & instrumenten" in lines
    assert not lines & {"app", *(p.stem for p in (TOP / "pages").glob("*.py"))}, lines


def test_what_a_link_asks_in_vain_is_said(address, page):
    page.goto(f"{address}/doelen?maand=2031-01&bekend=gisteren&aspect=9.9")
    page.get_by_text("Over januari 2031 is niets aangeleverd; u ziet augustus 2021.").wait_for()
    page.get_by_text("'gisteren' is geen moment om naar terug te kijken").wait_for()
    page.get_by_text("Aspect '9.9' is hier niet te kiezen; u ziet Alle 15 aspecten").wait_for()
    page.wait_for_url("**/doelen?maand=2021-08")


def test_a_copied_link_holds_all_that_was_chosen_and_the_moment(address, page):
    page.goto(f"{address}/proefprojecten?maand=2021-03&status=completed")
    page.get_by_text("Kopieer link").click()
    link = page.get_by_test_id("stCode").inner_text().strip().replace("\n", "")
    assert link.startswith(f"{address}/proefprojecten?maand=2021-03&status=completed&bekend=2021-08-25T")
    page.goto(link)
    page.get_by_text("U kijkt terug").wait_for()
    page.get_by_test_id("stMultiSelect").filter(has_text="Afgerond").wait_for()


def test_a_page_without_figures_yet_keeps_the_month_in_its_url_and_after_a_reload(page, tmp_path):
    with serving(TOP / "app.py", WKB_VAR=str(planning_alone(tmp_path / "var"))) as address:
        page.goto(address)
        page.wait_for_url("**/?maand=2021-08")
        page.get_by_role("link", name="Proefprojecten", exact=True).click()
        page.wait_for_url("**/proefprojecten?maand=2021-08")
        page.get_by_text("nog niets aangeleverd").wait_for()
        pick(page, "Maand", "juli 2021")
        page.wait_for_url("**/proefprojecten?maand=2021-07")
        page.get_by_text("Juli 2021: gemeld").wait_for()
        page.reload()
        page.get_by_text("Juli 2021: gemeld").wait_for()
        page.get_by_text("Kopieer link").click()
        assert f"{address}/proefprojecten?maand=2021-07&bekend=" in page.get_by_test_id("stCode").inner_text()
        page.go_back()
        page.wait_for_url("**/proefprojecten?maand=2021-08")
        page.get_by_text("Augustus 2021: gemeld").wait_for()
