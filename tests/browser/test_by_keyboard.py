"""From the start page to a receipt and the page that changed with the keyboard alone.

A file is given to its field, for the window to choose one is the system's; all else is Tab, Enter, Space and
arrows.
"""

import openpyxl
import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from tests.intake.cases.making import HEAD, ROWS
from wkb_data.store.deliveries import Store

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")
# What has the focus: how it is called, and whether it can be seen.
FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  if (e === document.body) return ['', true];
  const label = e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText || '';
  return [label.trim(), box.width > 0 && box.height > 0];
}"""


def settled(page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def tab_to(page, name: str) -> None:
    """Tabs until what is called so has the focus; everything on the way can be seen."""
    settled(page)
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        label, visible = page.evaluate(FOCUSED)
        assert visible, f"de focus staat op iets onzichtbaars: {label}"
        if name in label and len(label) < 120:
            return
        passed.append(label)
    raise AssertionError(f"{name} is met Tab niet te bereiken: {passed}")


def test_from_the_start_page_to_a_receipt_with_the_keyboard_alone(store_with, tmp_path):
    folder = store_with("empty")
    path = tmp_path / "pilots mrt-21.xlsx"
    book = openpyxl.Workbook()
    for row in (["Stand: april 2021"], HEAD, *ROWS):
        book.active.append(row)
    book.save(path)
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        page.goto(address)
        page.locator("h1").wait_for()
        tab_to(page, "Aanleveren")
        page.keyboard.press("Enter")
        page.locator("h1", has_text="Aanleveren").wait_for()
        page.set_input_files("input[type=file]", str(path))
        page.get_by_text("Kies hierboven de peilmaand").wait_for()
        tab_to(page, "Peilmaand")
        page.keyboard.press("ArrowDown")
        page.get_by_role("option", name="april 2021").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.get_by_text("Wat verandert er").wait_for()
        tab_to(page, "Bevestig en sla op")
        page.keyboard.press("Space")
        page.get_by_text("Ontvangen en opgeslagen").wait_for()
        ((_, month),) = Store().in_force()
        tab_to(page, "Proefprojecten")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/proefprojecten?maand={month}")
        page.locator("h1", has_text="Proefprojecten").wait_for()
    assert month in ("2021-03", "2021-04")
