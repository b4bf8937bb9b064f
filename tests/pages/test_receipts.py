"""Delivering on the page: what is new by name, several files at once, a receipt that can be undone."""

from pathlib import Path

from tests.pages.conftest import open_page, seen
from wkb_data.samples import FOLDER
from wkb_data.store.deliveries import Store

AUGUST = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
DIGITAL = FOLDER / "digital/2021-08 digitalisering.xlsx"


def uploading(*paths: Path):
    app = open_page("aanleveren")
    app.file_uploader[0].set_value(
        [(p.name, p.read_bytes(), "application/octet-stream") for p in paths]
    ).run()
    assert not app.error and not app.exception
    return app


def press(app, label: str):
    next(b for b in app.button if b.label == label).click().run()
    assert not app.error and not app.exception
    return app


def test_new_rows_are_named_and_changes_are_in_words(store_with):
    store_with("one_month")
    page = seen(uploading(AUGUST))
    told = next(t for t in page.texts if t.startswith("Proefprojecten : "))
    counted = "126 nieuwe rijen, 4 gewijzigd, 0 verdwenen, 0 gelijk"
    assert told.startswith(f"Proefprojecten : {counted}; nieuw: PP-005 De Eik, woningen, PP-006 ")
    assert told.endswith(" en 120 andere")
    cells = next(t for t in page.tables if tuple(t.columns) == ("Regel", "Kolom", "Was", "Wordt"))
    first = cells[cells["Regel"] == "PP-001"].set_index("Kolom")
    assert first.loc["Gestart", ["Was", "Wordt"]].tolist() == ["", "05-12-2020"]
    assert first.loc["Status", ["Was", "Wordt"]].tolist() == ["geaccepteerd", "afgerond"]


def test_all_sound_workbooks_are_confirmed_together_and_once(store_with):
    store_with("empty")
    app = uploading(AUGUST, DIGITAL)
    before = len(Store().deliveries())
    press(app, "Bevestig alle 2 werkmappen zonder fouten")
    assert sorted(s.value.split(",")[1] for s in app.success) == [" Digitalisering", " Proefprojecten"]
    assert len(Store().deliveries()) == before + 2
    assert not [b for b in app.button if b.label.startswith("Bevestig")]


def test_one_of_two_is_confirmed_and_the_other_stays(store_with):
    store_with("empty")
    app = uploading(AUGUST, DIGITAL)
    press(app, "Bevestig en sla op")
    assert [s.value.split(",")[1] for s in app.success if "Ontvangen" in s.value] == [" Proefprojecten"]
    assert [h.value.replace("\\", "") for h in app.header] == [DIGITAL.name]
    press(app, "Bevestig en sla op")
    assert sorted({d.register for d in Store().in_force().values()}) == ["digital", "pilots"]


def test_a_receipt_leads_to_the_pages_that_changed_and_can_be_undone(store_with):
    store_with("empty")
    app = press(uploading(DIGITAL), "Bevestig en sla op")
    assert [link.proto.label for link in app.get("page_link")][:2] == ["Overzicht", "Digitalisering"]
    press(app, "Ongedaan maken")
    assert [i.value for i in app.info][0].startswith("Ongedaan gemaakt")
    assert not Store().in_force()
