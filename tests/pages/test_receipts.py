"""Delivering on the page: what is new by name, several files at once, a receipt that can be undone."""

import io
import re
from pathlib import Path

import openpyxl

from tests.intake.cases.making import HEAD, ROWS
from tests.pages.conftest import go, open_page, seen
from wkb_data.intake import room
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER
from wkb_data.store.deliveries import Store
from wkb_views.kept import KEPT
from wkb_views.uploads import marked_copy

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
    # Under the headings of the sheet, not those of the register (Gestart, Status).
    assert first.loc["Start uitvoering", ["Was", "Wordt"]].tolist() == ["", "05-12-2020"]
    assert first.loc["Stand", ["Was", "Wordt"]].tolist() == ["geaccepteerd", "afgerond"]


def test_months_are_in_words_in_what_is_new(store_with):
    """Applications are named by month and municipality; of August 2021 that month is new."""
    store_with("one_month")
    page = seen(uploading(AUGUST))
    told = next(t for t in page.texts if t.startswith("Aanvragen"))
    assert re.search(r"; nieuw: \w+ 202\d · ", told), told
    assert not [t for t in page.texts if re.search(r"\b20\d\d-\d\d\b", t)]


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
    told = app.info[0].value.replace("\\", "")
    assert told.startswith(f"Ongedaan gemaakt: {DIGITAL.name}, Digitalisering, augustus 2021 (levering ")
    assert not Store().in_force()


def test_a_receipt_is_there_again_in_a_new_visit_to_its_address(store_with):
    store_with("empty")
    app = press(uploading(AUGUST, DIGITAL), "Bevestig alle 2 werkmappen zonder fouten")
    said, numbers = [s.value for s in app.success], "".join(app.query_params["ontvangst"])
    assert sorted(numbers.split("|")) == sorted(f"{d.id}" for d in Store().deliveries()[-2:])
    again = open_page("overzicht")
    again.query_params["ontvangst"] = numbers
    go(again.run(), "aanleveren")
    assert len(said) == 2 and [s.value for s in again.success] == said
    strange = open_page("overzicht")
    strange.query_params["ontvangst"] = "999|x"
    go(strange.run(), "aanleveren")
    assert not strange.success
    assert [i.value for i in strange.info] == ["Levering 999, x is er niet; er is dus geen ontvangst van."]


def test_who_confirms_and_goes_to_another_page_at_once_finds_the_receipt(store_with):
    """The click and the next page reach the server together."""
    store_with("empty")
    app = uploading(DIGITAL)
    next(b for b in app.button if b.label == "Bevestig en sla op").click()
    go(app, "digitalisering")
    assert [t.value.replace("\\", "") for t in app.toast] == [
        f"{DIGITAL.name} wordt opgeslagen. De ontvangst komt op Aanleveren te staan."
    ]
    assert list(Store().in_force()) == [("digital", "2021-08")]
    assert seen(app).readings  # the page shows what was just delivered
    go(app, "aanleveren")
    assert [s.value.startswith("Ontvangen en opgeslagen") for s in app.success] == [True]


def test_what_is_chosen_while_confirming_is_shown_before_it_is_stored(store_with):
    store_with("empty")
    app = uploading(DIGITAL)
    choice(app, "Peilmaand").set_value("2020-11")
    next(b for b in app.button if b.label == "Bevestig en sla op").click().run()
    (said,) = [e.value.replace("\\", "") for e in app.error]
    assert said.startswith(f"{DIGITAL.name} is nog niet opgeslagen") and not Store().in_force()
    press(app, "Bevestig en sla op")
    assert list(Store().in_force()) == [("digital", "2020-11")]


def test_who_delivers_is_as_typed_at_the_click(store_with):
    store_with("empty")
    app = uploading(DIGITAL)
    next(t for t in app.text_input if t.label == "Aangeleverd door").set_value("Jan")
    press(app, "Bevestig en sla op")
    assert [d.by for d in Store().in_force().values()] == ["Jan"]


def test_a_fault_while_storing_is_said_with_its_number_and_stores_nothing(store_with, monkeypatch):
    from wkb_views import confirming

    def broken(*_, **__):
        raise RuntimeError

    store_with("empty")
    app = uploading(DIGITAL)
    with monkeypatch.context() as patched:
        patched.setattr(confirming, "deliver_reading", broken)
        next(b for b in app.button if b.label == "Bevestig en sla op").click().run()
    (said,) = [e.value.replace("\\", "") for e in app.error]
    assert said.startswith(f"{DIGITAL.name} kon niet worden opgeslagen.") and not Store().in_force()
    press(app, "Bevestig en sla op")
    assert list(Store().in_force()) == [("digital", "2021-08")]


def workbook(path: Path, *rows: list) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def told_of_two_months(path: Path) -> Path:
    """Projects whose title names another month than the file name, both far from what is delivered."""
    return workbook(path, ["Stand: april 2023"], HEAD, *ROWS)


def choice(app, label: str):
    return next(s for s in app.selectbox if s.label == label)


def test_a_month_that_only_the_workbook_names_can_be_chosen(store_with, tmp_path):
    store_with("empty")
    app = uploading(told_of_two_months(tmp_path / "pilots mrt-23.xlsx"))
    month = choice(app, "Peilmaand")
    assert month.value is None
    assert month.options == ["april 2023", "maart 2023", "november 2020", "oktober 2020"]
    month.set_value("2023-04").run()
    press(app, "Bevestig en sla op")
    assert ("pilots", "2023-04") in Store().in_force()


def test_yes_and_no_are_in_words_in_what_changes(store_with, tmp_path):
    store_with("empty")
    first = workbook(tmp_path / "pilots mrt-21.xlsx", HEAD, ROWS[0])
    later = workbook(tmp_path / "pilots maart 2021.xlsx", HEAD, [*ROWS[0][:-1], "nee"])
    press(uploading(first), "Bevestig en sla op")
    page = seen(uploading(later))
    cells = next(t for t in page.tables if tuple(t.columns) == ("Regel", "Kolom", "Was", "Wordt"))
    assert cells.values.tolist() == [["P1", "Werkplan", "ja", "nee"]]


def counted(monkeypatch, name: str) -> list:
    """The names of the files that the reading room is asked to read or to mark."""
    made, doing = [], getattr(room, name)

    def counting(content, file, *rest):
        made.append(file)
        return doing(content, file, *rest)

    monkeypatch.setattr(room, name, counting)
    return made


def test_an_upload_is_read_once_whatever_is_chosen_beside_it_and_marked_when_asked_for(
    store_with, tmp_path, monkeypatch
):
    store_with("empty")
    read, marked = counted(monkeypatch, "read"), counted(monkeypatch, "mark")
    path = told_of_two_months(tmp_path / "pilots mrt-23.xlsx")
    app = uploading(path)
    app.run()
    next(t for t in app.text_input if t.label == "Aangeleverd door").set_value("Jan").run()
    assert (read, marked) == ([path.name], [])
    choice(app, "Peilmaand").set_value("2023-04").run()
    app.run()
    assert (read, marked) == ([path.name] * 2, [])
    press(app, "Bevestig en sla op")
    assert len(read) == 2 and not app.session_state[KEPT]


def test_findings_are_there_alone_where_a_workbook_can_not_be_marked():
    content = b"Aspect;Status;Onderbouwing\n1.1;groen;goed\n1.2;paars;\n"
    reading = room.read(content, "IPM mrt-21.csv", load_plan(), "planning")
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(content, reading)))
    cells = [c for row in book.active.iter_rows(values_only=True) for c in row]
    assert len(reading.findings) and any("B3" in str(c) for c in cells)
