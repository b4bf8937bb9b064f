"""Every page for everyone: nothing that axe (WCAG 2.0 to 2.2, A and AA) finds but Streamlit's own, whole when
enlarged four times, and a paper when printed.
"""

import re
import shutil

import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving, walk
from wkb_views.contents import TITLES

axe = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Streamlit's own list of pages: its groups are headings within one list. Nothing of ours can reach that.
THEIRS = {"list": "stSidebarNav", "listitem": "<li"}
# How many sheets of A4 a page takes.
SHEETS = {"overzicht": (1, 2), "doelen": (1,), "trends": (3, 4, 5), "proefprojecten": (3, 4, 5)}
SHEETS |= {"leveringen": (1, 2), "plan": (2, 3)}
FITS = """() => Math.max(document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth)
    <= innerWidth"""
DRAWN = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(
    e => e.querySelector('.main-svg'))"""
# What is on paper to choose, to press or to go elsewhere.
LEFT = """() => [...document.querySelectorAll(
    '[data-testid=stSidebar], [data-testid=stHeader], .stMain button, [role=combobox], .stMain input,'
    + '.samples, .ways')]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
BEYOND = """() => [...document.querySelectorAll('.block-container *')].filter(e => e.checkVisibility()
    && !e.closest('svg, .grid-scroll, .dvn-stack') && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address(sample_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("iedereen") / "var"
    shutil.copytree(sample_folder, folder)
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as found:
        yield found


def ours(violations: list[dict]) -> list[tuple[str, str]]:
    """What was found and is not Streamlit's own."""
    return [
        (v["id"], node["html"][:120])
        for v in violations
        for node in v["nodes"]
        if THEIRS.get(v["id"], " none ") not in node["html"]
    ]


def test_axe_finds_nothing_of_ours_and_an_enlarged_page_has_one_way_to_scroll(address):
    checker, found = axe.Axe(), {}
    with browsing() as page:
        for name in TITLES:
            page.set_viewport_size({"width": 1280, "height": 800})
            walk(page, address, name)
            if wrong := ours(checker.run(page, options=RULES).response["violations"]):
                found[name] = wrong
            for width in (640, 320):  # 200% and 400% of a page of 1280
                page.set_viewport_size({"width": width, "height": 800})
                page.wait_for_function(FITS)  # figures and tables follow the width a moment later
    assert found == {}


def test_a_fault_would_be_found(address):
    with browsing() as page:
        walk(page, address, "plan")
        page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"data:,\">'")
        assert "image-alt" in dict(ours(axe.Axe().run(page, options=RULES).response["violations"]))


def test_a_printed_page_is_a_paper(address):
    with browsing() as page:
        for name in SHEETS:
            walk(page, address, name)
            page.wait_for_function(DRAWN)
            pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
            assert pages in SHEETS[name], (name, pages)
            page.emulate_media(media="print")
            page.wait_for_function(f"() => ({LEFT})().length === 0")  # the style sheet follows the medium
            said = page.locator(".paper").first.inner_text()
            assert "augustus 2021, zoals bekend op 25 aug 2021 12:00; verzonnen voorbeeldgegevens" in said
            page.set_viewport_size({"width": 703, "height": 1000})  # a sheet between its margins
            page.wait_for_function(f"() => ({BEYOND})().length === 0")  # tables follow the width
            page.emulate_media(media="null")
            page.set_viewport_size({"width": 1280, "height": 800})
