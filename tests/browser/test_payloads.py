"""Text from workbooks stays text on every page: no element, request, dialog or live formula of theirs."""

import csv
import io
import re
from pathlib import Path
from zlib import crc32

import openpyxl
import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving, walk
from tests.invented import BOOKS
from wkb_data.delivering import deliver_reading
from wkb_data.intake.reading import read_workbook
from wkb_data.periods import add_months
from wkb_data.plan import load_plan
from wkb_data.schema import registers
from wkb_data.store.deliveries import Store
from wkb_views.contents import TITLES

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")

PLAN = load_plan()
OUT = "http://elders.example"
PAYLOADS = [
    f"<img src={OUT}/1.png onerror=\"window.evil=1\">", "<script>window.evil=1</script>",
    "<b id=evil>evilbold</b>", f"<a href='{OUT}/4'>evillink</a>", "<br id=evil>evilbreak",
    "<style id=evil>*{display:none}</style>", f"<iframe id=evil src='{OUT}/7'></iframe>",
    "<svg id=evil onload=\"window.evil=1\"></svg>", f"<link id=evil rel=stylesheet href='{OUT}/9.css'>",
    "\"><img id=evil src=x onerror=alert(1)>", "' onmouseover='alert(1)' id='evil",
    "</div><div id=evil>evildiv</div>", "<form id=evil action='/x'><input id=evil></form>",
    f"[evilmark]({OUT}/14)", f"![evilpic]({OUT}/15.png)", f"[evilref]: {OUT}/16", f"<{OUT}/17>",
    f"{OUT}/18", "www.elders.example/19", "jan@elders.example", "**evilstrong**", "`evilcode`", "# evilhead",
    "> evilquote", "$evilmaths$", "$$evilsum^2$$", ":red[evilred]", ":material/home: :joy:",
    "=HYPERLINK(\"" + OUT + "/29\",\"x\")", "+cmd|'/C calc'!A0", "@SUM(1+1)", "javascript:window.evil=1",
]  # fmt: skip
# What of theirs came alive: elements, attributes and links, or a word of which the markup round it is gone.
ALIVE = """() => {
  const theirs = '#evil,[onerror],[onload],[onmouseover],[href*="elders"],[src*="elders"]'
    + ',[href^="javascript"],[action="/x"],.katex';
  const found = [...document.querySelectorAll(theirs)].map(e => e.outerHTML.slice(0, 200));
  for (const e of document.querySelectorAll('body *')) {
    const text = e.children.length ? '' : (e.textContent || '').trim();
    if (/^evil(bold|link|mark|ref|strong|code|head|quote|maths|red|div)$/.test(text)) found.push(e.outerHTML);
  }
  if (window.evil === 1) found.push('script ran');
  if (document.body.innerText.includes('😂')) found.push('emoji');
  return found;
}"""


def dressed(value: str) -> str:
    """A text with a payload behind it, always the same one."""
    return f"{value} {PAYLOADS[crc32(value.encode()) % len(PAYLOADS)]}"


def laden(register: str, month: str, i: int) -> bytes:
    """The workbook of a register with a payload in every text and in headings of its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    tables = {t.name: t for t in registers()[register].tables}
    for name, rows in BOOKS[register](PLAN, month, i).items():
        sheet = book.create_sheet(tables[name].title)
        used = [c for c in tables[name].columns if any(c.name in r for r in rows)]
        sheet.append([c.heading for c in used] + PAYLOADS)
        for n, row in enumerate(rows):
            cells = [(c, row.get(c.name)) for c in used]
            texts = [dressed(v) if c.type == "text" and isinstance(v, str) else v for c, v in cells]
            sheet.append(texts + PAYLOADS[n % 30 :][:3])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def address(store_with):
    folder = store_with("empty")
    store = Store()
    for i in (0, 1):
        month = add_months(PLAN.first_month, i)
        for register in BOOKS:
            name = f"{PAYLOADS[i].replace('/', '_')} {PAYLOADS[13].replace('/', '_')} {month}.xlsx"
            reading = read_workbook(laden(register, month, i), name, PLAN, register, month)
            deliver_reading(reading, store, PLAN, dressed("Jan"), reserved=True)
    store.engine.dispose()
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as found:
        yield found


def standing(page) -> None:
    page.locator("h1").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def unfolded(page) -> None:
    """Everything that folds out, and the lists of options, are looked at.

    A table beside a figure folds out by its button in ``.take``; its own bar is hidden by our style, as
    is what was put aside.
    """
    hidden = "[class*=st-key-tabel-] summary, [class*=st-key-terzijde] summary"
    bars = f"[data-testid=stExpander] summary:not({hidden})"
    for part in page.locator(f"{bars}, .take [data-take=table]").all():
        if part.is_visible():
            part.click()
    for tab in page.locator("[role=tab]").all()[:6]:
        tab.click()
    standing(page)
    for box in page.locator("[data-testid=stMain] input[role=combobox]").all()[:4]:
        box.focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate(ALIVE) == []
        page.keyboard.press("Escape")


def live_formulas(path: str, name: str) -> list:
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes()))
        return [c.value for s in book for r in s.iter_rows() for c in r if c.data_type == "f" or c.hyperlink]
    if name.endswith(".csv"):
        with open(path, encoding="utf-8-sig", newline="") as lines:
            cells = [c for row in csv.reader(lines, delimiter=";") for c in row]
        return [c for c in cells if re.match(r"[=+@\t\r]|-(?![\d,. ]*$)", c)]
    return []


def test_no_text_of_a_workbook_comes_alive_on_any_page_or_in_any_download(address):
    alive, dialogs, seen = {}, [], set()
    with browsing() as page:
        page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
        for name in TITLES:
            walk(page, address, name)
            standing(page)
            unfolded(page)
            if found := page.evaluate(ALIVE):
                alive[name] = found
            if "evil" in page.locator("[data-testid=stMain]").inner_text():
                seen.add(name)
            for button in page.locator(
                "[data-testid=stDownloadButton] button, .take [data-take=workbook]"
            ).all():
                if not button.is_visible():
                    continue
                with page.expect_download() as got:
                    button.click()
                if found := live_formulas(str(got.value.path()), got.value.suggested_filename):
                    alive[name, got.value.suggested_filename] = found[:5]
        asked = {re.sub(r"^(?:blob:)?\w+://([^/:]+).*", r"\1", url) for url in page.requests if "://" in url}
    assert not alive and not dialogs
    assert asked <= {"127.0.0.1"}
    assert seen, "geen pagina toonde de teksten"


def test_what_comes_alive_would_be_seen():
    with browsing() as page:
        page.set_content(
            "<b>evilbold</b><p>**evilstrong**</p><a href='http://elders.example/4'>x</a><i id=evil></i>"
        )
        assert len(page.evaluate(ALIVE)) == 3
