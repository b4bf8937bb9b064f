"""What was delivered with reservations is said beside the figures that rest on it, and listed."""

from tests.intake.test_reservations import MATERIALS, read
from tests.pages.conftest import open_page, seen
from wkb_data.delivering import deliver_reading
from wkb_data.plan import load_plan
from wkb_data.store.deliveries import Store


def test_a_column_that_counts_as_empty_is_said_and_is_no_nought(store_with):
    store_with("empty")
    rows = ["1", "a", "webinar", "1-1-2021", 10, 12], ["2", "b", "folder", "1-1-2021", 7, 8]
    store = Store()
    deliver_reading(read(MATERIALS, *rows), store, load_plan(), "x", reserved=True)
    store.engine.dispose()
    said = "1 kolom telt als leeg (Communicatie): geleverd met voorbehoud."
    assert any(said in text for text in seen(open_page("overzicht")).texts)
    opened = open_page("informeren")
    assert any(said in w.value.replace("\\", "") for w in opened.warning)
    page = seen(opened)
    assert any("Bereik tot nu toe: –" in text for text in (*page.readings, *page.texts))
    page = seen(open_page("leveringen"))
    assert any("Geleverd met voorbehoud: 1 kolom telt als leeg" in text for text in page.texts)
    [left] = page.table("Tabel", "Blad", "Cel", "Rij", "Waarom").to_dict("records")
    assert (left["Cel"], left["Rij"]) == ("F1", "kolom 'Bereik'")
