"""The real app in a real browser: upload a workbook, read the changed figure, look back, withdraw.

Nothing leaves the machine.
"""

import base64
import re
import time
from pathlib import Path

import openpyxl
import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving, walk
from wkb_data.samples import FOLDER
from wkb_views.contents import TITLES

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")


@pytest.fixture
def address(store_with):
    with serving(TOP / "app.py", WKB_VAR=str(store_with("samples"))) as found:
        yield found


@pytest.fixture
def page():
    with browsing() as found:
        yield found


def next_month(path: Path) -> int:
    """September 2021: the August workbook with three projects put on started; gives the count by hand."""
    book = openpyxl.load_workbook(FOLDER / "pilots/Register proefprojecten aug-21.xlsx")
    sheet = book["Overzicht projecten"]
    sheet["A2"] = "Stand: september 2021"
    left = 3
    for row in sheet.iter_rows(min_row=5):
        if left and row[3].value == "ambassadeursnetwerk" and row[6].value == "In voorbereiding":
            row[6].value, row[8].value = "In uitvoering", "15-9-2021"
            left -= 1
    book.save(path)
    rows = [r for r in sheet.iter_rows(min_row=5, values_only=True) if r[0] and r[0].startswith("PP-")]
    return sum(r[3] == "ambassadeursnetwerk" and r[6] in ("In uitvoering", "Afgerond") for r in rows)


def shown(page, title: str = "") -> None:
    """Waits for a page and the end of its script, so that nothing on it is of the page before."""
    page.locator("h1", has_text=title).wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def pick(page, label: str, option: str) -> None:
    """Chooses with the keyboard, when the page stands."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.get_by_role("combobox", name=re.compile(label)).first.focus()
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.wait_for()
    page.keyboard.press("Enter")


def started(page) -> int:
    page.get_by_role("link", name="Proefprojecten", exact=True).click()
    shown(page, "Proefprojecten")
    return int(page.get_by_test_id("stMetricValue").first.inner_text())


def test_an_upload_changes_the_count_withdrawing_restores_it(address, page, tmp_path):
    path = tmp_path / "Register proefprojecten sep-21.xlsx"
    expected = next_month(path)
    page.goto(address)
    before = started(page)
    assert expected == before + 3
    page.get_by_role("link", name="Aanleveren").click()
    page.set_input_files("input[type=file]", str(path))
    page.get_by_text(f"Proefprojecten gestart: {before} → {expected}").wait_for()
    page.get_by_role("button", name="Bevestig en sla op").click()
    page.get_by_text("Ontvangen en opgeslagen").wait_for()
    page.wait_for_url("**ontvangst=**")
    page.reload()
    page.get_by_text("Ontvangen en opgeslagen").wait_for()
    page.get_by_test_id("stPageLink").filter(has_text="Proefprojecten").click()
    page.wait_for_url("**/proefprojecten?maand=2021-09")
    assert started(page) == expected
    moment = time.strftime("%Y-%m-%dT00:00:00.000000Z", time.gmtime())
    page.goto(f"{address}/proefprojecten?bekend={moment}")
    page.get_by_text("U kijkt terug").wait_for()
    assert int(page.get_by_test_id("stMetricValue").first.inner_text()) == before
    page.goto(f"{address}/leveringen")
    page.get_by_label("Reden van intrekken").fill("proef")
    page.get_by_role("button", name="Trek deze levering in").click()
    page.get_by_text("Deze levering is ingetrokken").wait_for()
    assert started(page) == before


def test_a_broken_workbook_names_the_cell_and_cannot_be_confirmed(address, page, tmp_path):
    book = openpyxl.load_workbook(FOLDER / "pilots/Register proefprojecten aug-21.xlsx")
    book["Overzicht projecten"]["I7"] = None
    path = tmp_path / "Register proefprojecten sep-21.xlsx"
    book.save(path)
    page.goto(f"{address}/aanleveren")
    page.set_input_files("input[type=file]", str(path))
    page.get_by_text(re.compile("1 fout en")).wait_for()
    assert page.get_by_role("button", name="Bevestig en sla op").count() == 0
    # By the heading of the sheet, with the cell in view among its rows however narrow the screen is.
    page.get_by_text(re.compile("✗ fout · I7.*Start uitvoering is leeg")).wait_for()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        cell = page.locator(".excerpt td.marked").first.bounding_box()
        frame = page.locator(".excerpt").first.bounding_box()
        assert frame["x"] <= cell["x"] and cell["x"] + cell["width"] <= frame["x"] + frame["width"] + 1
    assert page.locator(".excerpt").first.get_by_role("row").count() == 4  # the headings and three rows


def test_no_request_leaves_the_machine_and_no_page_shows_a_traceback(address, page):
    for name in TITLES:
        walk(page, address, name)
        shown(page)
        assert page.get_by_test_id("stException").count() == 0
        assert page.get_by_text("fout van de monitor").count() == 0
        page.wait_for_function("document.documentElement.lang === 'nl'")
    outside = [r for r in page.requests if not r.startswith((address, "data:", "blob:"))]
    assert outside == []


def drag(page, path: Path) -> None:
    """Drops a file on the upload field, as a hand does."""
    content = base64.b64encode(path.read_bytes()).decode()
    dropped = page.evaluate_handle(
        """([name, content]) => {
            const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
            const held = new DataTransfer();
            held.items.add(new File([bytes], name));
            return held;
        }""",
        [path.name, content],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("[data-testid=stFileUploaderDropzone]", event, {"dataTransfer": dropped})


def test_a_messy_workbook_is_asked_about_marked_mended_and_accepted(address, page, tmp_path):
    source = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
    book = openpyxl.load_workbook(source)
    sheet = book["Overzicht projecten"]
    sheet["A2"] = "Stand: september 2021"
    sheet["H4"] = "Dat. aanmeldng"
    kept = sheet["C7"].value, sheet["F8"].value
    sheet["C7"], sheet["F8"] = "Kasteel", "Xanadu"
    messy = tmp_path / "Register proefprojecten sep-21.xlsx"
    book.save(messy)

    page.goto(f"{address}/aanleveren")
    page.wait_for_selector("[data-testid=stFileUploaderDropzone]")
    drag(page, messy)
    page.get_by_text("Even vragen").wait_for()
    page.get_by_label(re.compile("Wat staat in kolom 'Dat. aanmeldng'")).click()
    page.get_by_role("option", name="Datum aanmelding").click()
    page.get_by_text(re.compile("2 fouten en")).wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download de werkmap met gemarkeerde cellen").click()
    waiting.value.save_as(tmp_path / "gemarkeerd.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "gemarkeerd.xlsx")
    assert marked["Overzicht projecten"]["C7"].comment and marked["Overzicht projecten"]["F8"].comment
    assert [r[2].value for r in marked["Bevindingen"].iter_rows() if "fout" in str(r[0].value)] == [
        "C7",
        "F8",
    ]

    marked["Overzicht projecten"]["C7"], marked["Overzicht projecten"]["F8"] = kept
    mended = tmp_path / "Register proefprojecten sep-21 verbeterd.xlsx"
    marked.save(mended)
    page.reload()
    page.wait_for_selector("[data-testid=stFileUploaderDropzone]")
    drag(page, mended)
    page.get_by_label(re.compile("Wat staat in kolom 'Dat. aanmeldng'")).click()
    page.get_by_role("option", name="Datum aanmelding").click()
    button = page.get_by_role("button", name="Bevestig en sla op")
    button.wait_for()
    page.wait_for_function("document.querySelector('[data-testid=stBaseButton-primary]').disabled === false")
    button.click()
    page.get_by_text("Ontvangen en opgeslagen").wait_for()

    page.get_by_role("link", name="Leveringen").first.click()
    page.get_by_text("Onthouden antwoorden").wait_for()
    page.get_by_text("kolom 'Dat. aanmeldng' is Proefprojecten: Datum aanmelding").wait_for()


def in_doubt(path: Path) -> None:
    """Planning of two months, with progress that can be 1% or all of it, and a colour that is none."""
    book = openpyxl.Workbook()
    status, activities = book.active, book.create_sheet("Activiteiten")
    status.title = "Status"
    for row in (
        ["Stand: augustus 2021"],
        ["Aspect", "Status", "Onderbouwing", "Actie"],
        ["1.1", "groen", "Gereed.", None],
        ["1.2", "paars", "Onduidelijk.", None],
    ):
        status.append(row)
    activities.append(["Nr", "Activiteit", "Aspect", "Start", "Gereed", "Voortgang"])
    activities.append(["A1", "Regeling publiceren", "1.1", "1-1-2021", "1-6-2022", 1])
    activities.append(["A2", "Handreiking maken", "1.1", "1-1-2021", "1-6-2022", 1])
    book.save(path)


def test_what_is_in_doubt_is_asked_and_delivered_with_reservations(address, page, tmp_path):
    path = tmp_path / "planning sep-21.xlsx"
    in_doubt(path)
    page.goto(f"{address}/aanleveren")
    page.set_input_files("input[type=file]", str(path))
    named = re.compile("bestandsnaam: september 2021.*titel A1: augustus 2021")
    page.get_by_text(named).first.wait_for()
    pick(page, "Peilmaand", "september 2021")
    pick(page, "Hoe schrijft kolom 'Voortgang'", "hele percentages")
    page.get_by_text(re.compile("^1 fout en")).wait_for()
    page.get_by_text(re.compile("cellen gelezen; .* niet: .*kop")).wait_for()
    assert page.get_by_role("button", name="Bevestig en sla op").count() == 0
    page.get_by_text("Met voorbehoud aanleveren").click()
    page.get_by_role("button", name="Bevestig en sla op").click()
    page.get_by_text(re.compile("Ontvangen en opgeslagen.*met voorbehoud: 1 rij telt niet mee")).wait_for()

    page.goto(f"{address}/doelen?maand=2021-09")
    page.get_by_text(re.compile("1 rij telt nog niet mee")).wait_for()
    page.locator("table.status td.is-unreadable", has_text="niet leesbaar").wait_for()
    page.get_by_test_id("stPageLink").filter(has_text="Wat niet meetelt, en waarom").click()
    shown(page, "Leveringen")
    page.get_by_text("Geleverd met voorbehoud: 1 rij telt niet mee").wait_for()
    page.locator("td[data-label=Waarom]", has_text="'paars'").wait_for()
    page.get_by_text("hele percentages: 1 is 1%").wait_for()
    page.goto(f"{address}/?maand=2021-09")
    page.get_by_text(re.compile("1 rij telt nog niet mee")).wait_for()
