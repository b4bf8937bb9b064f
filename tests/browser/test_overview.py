"""Overzicht in a browser: one screen on a desk, the same order on a phone, a click opens an aspect."""

import shutil

import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")

BOTTOM = """() => Math.max(...[...document.querySelectorAll('.overview *')]
    .map(e => e.getBoundingClientRect().bottom))"""
TOPS = """() => ['asked', 'targets', 'board', 'changed', 'missing']
    .map(k => document.querySelector(`.overview .${k}`).getBoundingClientRect().top)"""
LOW = """() => [...document.querySelectorAll('.overview a.aspect')]
    .filter(e => e.getBoundingClientRect().height < 24).length"""


@pytest.fixture(scope="module")
def address(sample_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("overzicht") / "var"
    shutil.copytree(sample_folder, folder)
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as found:
        yield found


def test_everything_is_on_one_screen_and_a_click_opens_an_aspect(address):
    with browsing(1280, 800) as page:
        for month in ("2020-12", "2021-08"):
            page.goto(f"{address}/?maand={month}")
            page.locator(".overview .missing").wait_for()
            assert page.evaluate(BOTTOM) <= 800, month
            assert page.evaluate(LOW) == 0
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.evaluate("window.same = true")
        page.get_by_role("link", name="3.1 Voldoende diversiteit").click()
        page.wait_for_url("**/doelen?maand=2021-08&aspect=3.1")
        page.get_by_role("heading", name="3.1 Voldoende diversiteit").wait_for()
        assert page.evaluate("window.same"), "a link starts no new visit"
        assert page.locator(".one").evaluate("e => e.getBoundingClientRect().bottom") <= 800
        page.go_back()
        page.locator(".overview .missing").wait_for()
        assert page.url.endswith("/?maand=2021-08")


def test_a_phone_shows_what_asks_for_a_decision_first(address):
    with browsing(390, 844) as page:
        page.goto(f"{address}/?maand=2021-08")
        page.locator(".overview .missing").wait_for()
        tops = page.evaluate(TOPS)
        assert tops == sorted(tops) and tops[0] < 844
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
