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


def test_a_closed_month_stays_on_screen_when_its_deliveries_are_withdrawn(store_with):
    """The last month with a meeting of its own: nothing counts of it any more, what was established does."""
    folder = store_with("samples")
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    close(store, load_plan(), MONTH, "Anna de Boer")
    for delivery in store.deliveries():
        if delivery.month == MONTH and not delivery.withdrawn_at:
            store.withdraw(delivery.id, "verkeerd bestand")
    page = seen(open_page("vergadering", MONTH))
    assert len(page.table("Aspect", "Voorgesteld", "Vastgesteld")) == 15
    assert "De vergadering was op vrijdag 27 augustus 2021." in page.texts
    for name in ("overzicht", "doelen", "trends", "leveringen", "planning", "proefprojecten", "knelpunten"):
        assert seen(open_page(name, MONTH)).texts  # raises where the page shows a fault
    for delivery in store.deliveries():
        if not delivery.withdrawn_at:
            store.withdraw(delivery.id, "verkeerd bestand")
    assert len(seen(open_page("vergadering", MONTH)).table("Aspect", "Voorgesteld", "Vastgesteld")) == 15
    assert any("nog niets aangeleverd" in i.value for i in open_page("overzicht", MONTH).info)
    assert seen(open_page("leveringen", MONTH)).texts


def test_who_types_after_another_closed_is_told(store_with):
    folder = store_with("samples")
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    page = open_page("vergadering", MONTH)
    page.selectbox(key="punt").set_value("besluiten").run()
    close(store, load_plan(), MONTH, "Anna de Boer")
    [button] = [b for b in page.button if b.label == "Nieuw besluit"]
    told = [e.value for e in button.click().run().error]
    assert any("is al gesloten, op" in t and "door Anna de Boer" in t for t in told)


def test_overzicht_of_a_closed_month_says_what_lay_before_the_meeting(store_with):
    store_with("samples")
    # Put off in July: PP-017, PP-057, PP-105 and the proposals at K12, K20 and K21.
    text = " ".join(seen(open_page("overzicht", "2021-07")).texts)
    assert "Lag voor in de vergadering" in text and "Vraagt een besluit" not in text
    assert "Daarvan 6 punten aangehouden of niet behandeld" in text
    open_now = " ".join(seen(open_page("overzicht", MONTH)).texts)
    assert "Vraagt een besluit" in open_now and "Lag voor in de vergadering" not in open_now


def test_a_point_says_what_earlier_meetings_chose(store_with):
    store_with("samples")
    lines = {t for t in seen(open_page("vergadering", MONTH)).texts if len(t) < 300}
    # PP-017, PP-057, PP-105, K20 and K21.
    assert len([t for t in lines if t.endswith("juli 2021: aangehouden")]) == 5
    [accepted] = [t for t in lines if t.endswith("juli 2021: aangenomen")]
    assert "Voorstel bij knelpunt K22" in accepted


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


def test_what_was_escalated_or_put_right_stands_at_the_colours(store_with):
    """The samples close July; August puts 3.1 before the Monitoringsgroep and corrects 1.1 of July."""
    folder = store_with("samples")
    store = Store(f"sqlite:///{folder}/wkb.sqlite")
    for item, field, said in (
        ("aspect 3.1", "outcome", "escalated"),
        ("aspect 3.1", "note", "Over het tempo"),
        ("correctie 2021-07 1.1", "colour", "green"),
        ("correctie 2021-07 1.1", "text", "Was al behaald"),
    ):
        meetings.put(store, MONTH, item, field, said)
    page = open_page("vergadering", MONTH)
    page.selectbox(key="punt").set_value("sluiten").run()
    told = " ".join(seen(page).texts)
    # August is delivered orange.
    assert (
        "1.1 in juli 2021: groen, behaald; augustus 2021 zelf wordt vastgesteld op oranje, op schema" in told
    )
    close(store, load_plan(), MONTH, "Anna de Boer")
    page = open_page("doelen", MONTH)
    grid = next(t for t in seen(page).texts if "▲" in t and "1. Wetgeving gereed" in t)
    assert grid.count("rood ▲") == 1
    page.selectbox(key="aspect").set_value("3.1").run()
    assert any("opgeschaald naar de Monitoringsgroep · Doel 3" in t for t in seen(page).texts)
    shown = seen(open_page("doelen", "2021-07")).texts
    assert any("1 kleur is in een latere vergadering gecorrigeerd (1.1)" in t for t in shown)
