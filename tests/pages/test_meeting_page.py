"""Vergadering over the samples: August 2021 has nine points, among them two colours that moved."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import DOOR, go, open_page, seen
from wkb_data.meetings.closing import close
from wkb_data.plan import load_plan
from wkb_data.store import meetings
from wkb_data.store.deliveries import Store

MONTH = "2021-08"


def test_what_was_decided_shows_until_the_workbook_says_it(store_with):
    folder = store_with("samples")
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    assert "0 van de 9 punten behandeld." in seen(open_page("vergadering", MONTH)).readings
    meetings.put(store, MONTH, "aspect 1.1", "outcome", "as_proposed")
    meetings.write_new(store, MONTH, {"subject": "Werving", "decision": "Tien per branche"})
    page = seen(open_page("vergadering", MONTH))
    assert "1 van de 9 punten behandeld." in page.readings
    assert any("✓ zoals voorgesteld" in text for text in page.texts)
    close(store, load_plan(), MONTH, "Anna de Boer")
    page = seen(open_page("vergadering", MONTH))
    colours = page.table("Aspect", "Voorgesteld", "Vastgesteld").set_index("Aspect")
    assert len(colours) == 15
    assert colours.loc["3.1 Voldoende diversiteit in proefprojecten", "Vastgesteld"] == "rood"
    # The workbook of August says `ongewijzigd`; June has the words.
    assert colours.loc["3.1 Voldoende diversiteit in proefprojecten", "Onderbouwing"] == (
        "Woningen projectmatig lopen voor, overige gebouwen en kleine werken blijven ver achter. "
        "(juni 2021, sindsdien ongewijzigd)"
    )
    points = page.table("Soort", "Punt", "Uitkomst")
    assert points["Uitkomst"].tolist() == ["zoals voorgesteld"] * 3 + ["niet behandeld"] * 6
    [decision] = page.table("Nr", "Onderwerp", "Besluit").to_dict("records")
    assert (decision["Onderwerp"], decision["Stand"]) == ("Werving", "besloten, nog niet in de werkmap")
    told = seen(open_page("planning", MONTH)).texts
    assert "Vergadering van augustus 2021: Werving: Tien per branche" in told
    assert not any("nog niet in de werkmap" in text for text in seen(open_page("planning", "2021-07")).texts)


def test_a_correction_is_seen_where_it_corrects(store_with):
    folder = store_with("samples")
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    for field, said in {"colour": "green", "text": "Het besluit was er al."}.items():
        meetings.put(store, MONTH, "correctie 2021-07 1.1", field, said)
    close(store, load_plan(), MONTH, "Anna de Boer")
    page = seen(open_page("vergadering", "2021-07"))
    [row] = page.table("In de vergadering van", "Aspect").to_dict("records")
    assert (row["In de vergadering van"], row["Had moeten zijn"]) == ("augustus 2021", "groen")
    assert row["Aspect"].startswith("1.1 ") and row["Reden"] == "Het besluit was er al."
    assert "Wat de vergadering besloot" in " ".join(seen(open_page("overzicht", MONTH)).texts)


def test_who_looks_back_reads_the_agenda_of_then(store_with):
    store_with("samples")
    app = AppTest.from_file(DOOR, default_timeout=60)
    app.query_params["maand"], app.query_params["bekend"] = MONTH, "2021-08-25T12:00:00.000000Z"
    page = go(app.run(), "vergadering")
    assert "9 punten" in seen(page).readings
    assert [b.label for b in page.button] == []
