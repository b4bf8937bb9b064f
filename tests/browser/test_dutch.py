"""The words of Streamlit's own that a reader meets are put over with Dutch ones."""

import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from wkb_views.dutch import NO_PAGE, words

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")


def seen(page, place: str) -> tuple[str, str]:
    """What is written over a place, and how large what stands there itself is."""
    return page.locator(place).first.evaluate(
        "e => [getComputedStyle(e, '::after').content.slice(1, -1), getComputedStyle(e).fontSize]"
    )


def test_an_upload_that_failed_and_a_choice_that_is_not_there_are_said_in_dutch(store_with, tmp_path):
    large = tmp_path / "groot.xlsx"
    large.write_bytes(bytes(2 * 2**20))
    settings = {"WKB_VAR": str(store_with("one_month")), "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1"}
    with serving(TOP / "app.py", **settings) as address, browsing() as page:
        said = words(1)
        page.goto(f"{address}/aanleveren")
        for place in list(said)[:2]:
            page.locator(place).first.wait_for()
            assert seen(page, place) == [said[place], "0px"]
        page.set_input_files("input[type=file]", str(large))
        page.locator(".stFileChip[aria-invalid=true] .stFileChipName").hover()
        wrong = '[data-testid="stTooltipErrorContent"]'
        page.locator(wrong).wait_for()
        assert seen(page, wrong) == [said[wrong], "0px"] and "groter dan 1 MB" in said[wrong]
        page.get_by_role("combobox", name="Register van de werkmap").click()
        page.keyboard.type("zzz")
        none = '[role="listbox"][data-empty] > [role="option"] > span'
        page.locator(none).wait_for()
        assert seen(page, none) == ["Niets gevonden", "0px"]


def test_a_page_that_is_not_there_is_called_so_and_no_lost_connection(store_with):
    with serving(TOP / "app.py", WKB_VAR=str(store_with("one_month"))) as address, browsing() as page:
        page.goto(f"{address}/doel")
        title = f'{NO_PAGE} h2[slot="title"]'
        page.locator(title).wait_for()
        assert page.locator(title).inner_text() == "Page not found"
        assert seen(page, title) == ["Deze pagina is er niet", "0px"]
