"""Figures in a browser: what each says where it is pointed at; its table, its workbook and its picture."""

import io
import re
import shutil
import struct

import openpyxl
import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving, walk
from wkb_data.periods import LONG_MONTHS
from wkb_views.contents import TITLES

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")

# Where to point within a figure: the middle of the plot, or at its marks where these alone answer.
SPOTS = """figure => {
  const middle = e => {
    const b = e.getBoundingClientRect();
    return [b.x + b.width / 2, b.y + b.height / 2];
  };
  const marks = [...figure.querySelectorAll(".scatterlayer path.point")].filter((_, i) => i % 9 == 0);
  return [figure.querySelector("rect.nsewdrag"), ...marks.slice(0, 20)].map(middle);
}"""
# Nothing of Plotly's own, no bare value and no key of ours.
FOREIGN = re.compile(r"trace|undefined|NaN|null|None|\d{4}-\d\d|%\{|\b(?:Jan|Feb|Mar|May|Oct)\b|_")
TOLD = re.compile(
    r"\d|niet opgegeven|niet bekend|nog geen|beide|één van|gereed|" + "|".join(LONG_MONTHS), re.IGNORECASE
)
# Texts of figures that are cut off, and pairs of which one lies on the other.
CROWDED = """() => [...document.querySelectorAll(".stPlotlyChart")].flatMap(figure => {
  const edge = figure.querySelector(".main-svg").getBoundingClientRect();
  const texts = [...figure.querySelectorAll("text")].filter(t => t.textContent.trim());
  const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]).filter(([, b]) => b.width);
  const cut = boxes.filter(([, b]) => b.left < edge.left - 1 || b.right > edge.right + 1
    || b.top < edge.top - 1 || b.bottom > edge.bottom + 1).map(([text]) => text);
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const on = boxes.flatMap(([text, a], i) =>
    boxes.slice(i + 1).filter(([, b]) => across(a, b)).map(([other]) => `${text} / ${other}`));
  return [...cut, ...on];
})"""


@pytest.fixture(scope="module")
def address(sample_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figuren") / "var"
    shutil.copytree(sample_folder, folder)
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as found:
        yield found


def opened(page, address: str, name: str) -> None:
    walk(page, address, name)
    page.get_by_text("Kopieer link").wait_for()  # drawn when all else is
    page.wait_for_function(
        "[...document.querySelectorAll('[class*=st-key-figure-]')].every(f => f.querySelector('.nsewdrag'))"
    )


def label_of(page, figure) -> list[str]:
    """The lines of the label that a figure gives when it is pointed at; nothing when it is silent."""
    figure.scroll_into_view_if_needed()
    for x, y in figure.evaluate(SPOTS):
        page.mouse.move(x - 3, y - 3)
        page.mouse.move(x, y)
        found = figure.locator(".hoverlayer .hovertext")
        try:
            found.first.wait_for(timeout=1500)
        except Exception:
            continue
        assert found.count() == 1, "more than one label"
        return found.first.evaluate(
            "e => { const t = e.querySelector('text.nums'); const s = [...t.querySelectorAll('tspan.line')];"
            "return s.length ? s.map(l => l.textContent) : [t.textContent]; }"
        )
    return []


def test_every_figure_on_every_page_says_in_dutch_what_is_pointed_at(address):
    silent, foreign, seen = [], {}, 0
    with browsing() as page:
        for name in TITLES:
            opened(page, address, name)
            for figure in page.locator(".stPlotlyChart").all():
                seen += 1
                lines = label_of(page, figure)
                if len(lines) < 2 or not TOLD.search(" ".join(lines)):
                    silent.append((name, figure.get_attribute("aria-label"), lines))
                if FOREIGN.search(" ".join(lines)):
                    foreign[name, figure.get_attribute("aria-label")] = lines
            assert not page.locator(".modebar").count(), name
    assert not silent and not foreign
    assert seen >= 25, seen


def test_no_text_of_a_figure_is_cut_off_or_lies_on_another(history_folder, tmp_path):
    shutil.copytree(history_folder(60), tmp_path / "var")
    crowded, seen = {}, set()
    with serving(TOP / "app.py", WKB_VAR=str(tmp_path / "var")) as address, browsing() as page:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            for name in sorted(seen) or TITLES:
                opened(page, address, name)
                if page.locator(".stPlotlyChart text").count():
                    seen.add(name)
                if found := page.evaluate(CROWDED):
                    crowded[width, name] = found
    assert not crowded
    assert len(seen) >= 10, seen


def test_a_figure_can_be_had_as_a_table_a_workbook_and_a_picture(address):
    with browsing() as page:
        opened(page, address, "informeren")
        button = page.get_by_role("button", name="Tabel bij geïnformeerd, augustus 2021")
        table = page.get_by_role("columnheader", name="Achterban")
        assert not table.is_visible()
        button.click()
        table.wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        with page.expect_download() as got:
            page.get_by_role("button", name="Excel bij geïnformeerd, augustus 2021").click()
        assert got.value.suggested_filename == "geïnformeerd 2021-08.xlsx"
        assert (
            openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes())).active["A1"].value == "Branche"
        )
        drawn = page.locator(".stPlotlyChart").first.bounding_box()
        page.evaluate(
            "() => { const own = Plotly.downloadImage;"
            "Plotly.downloadImage = (f, o) => { window.made = f.layout.title; return own(f, o); }; }"
        )
        with page.expect_download() as got:
            page.get_by_role("button", name="Afbeelding van geïnformeerd, augustus 2021").click()
        assert got.value.suggested_filename == "geïnformeerd 2021-08.png"
        head = got.value.path().read_bytes()[:24]
        width, height = struct.unpack(">II", head[16:24])
        assert head[:4] == b"\x89PNG" and width == 2 * round(drawn["width"])
        assert height > 2 * drawn["height"] + 100  # room for the title
        title = page.evaluate("window.made")
        assert title["text"].startswith("45% van de achterban is voldoende geïnformeerd")
        said = title["subtitle"]["text"]
        assert "Bron: " in said and "augustus 2021" in said and "verzonnen voorbeeldgegevens" in said
        assert {url.split("/")[2].split(":")[0] for url in page.requests if "://" in url} <= {"127.0.0.1", ""}


def test_a_long_table_is_sent_when_its_line_asks_for_it(address):
    with browsing() as page:
        opened(page, address, "trends")
        before = page.get_by_test_id("stDataFrame").count()
        button = page.get_by_role("button", name="Tabel: eerdere prognoses en wat er kwam", exact=True)
        button.click()
        page.get_by_test_id("stDataFrame").nth(before).wait_for()
        button.click()
        page.get_by_test_id("stDataFrame").nth(before).wait_for(state="hidden")
