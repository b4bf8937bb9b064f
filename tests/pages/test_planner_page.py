"""The planner on its pages, against what is worked out by hand from the sample workbooks."""

import pytest

from tests.pages.conftest import open_page, seen

CATEGORIES = ["Categorie", "Gestart", "Doel", "Afgerond"]


def test_the_planner_of_august(sample_pages):
    # 62 of 180 started, 5 of them completed: the assumption of five months before 1 July 2022 is January.
    # 118 left in September to January: 23.6 a month. 31 had started in May: 31 in three months is 10.3.
    page = sample_pages("proefprojecten", "2021-08")
    table = page.table(*CATEGORIES)
    first = table.iloc[0].tolist()
    assert first[:4] == ["Alle categorieën", 62, 180, 5]
    assert first[4:6] == ["nog niet te bepalen (5 van 10 afgerond)", "januari 2022 (werkaanname)"]
    assert first[6:] == [23.6, 10.3]
    assert table["Gestart"].iloc[1:].sum() == 62
    told = next(r for r in page.readings if r.startswith("Start uiterlijk"))
    assert "januari 2022" in told and "Nodig zijn 23,6 starts per maand" in told and "10,3" in told


def test_the_first_month_has_a_gap_and_no_pace(sample_pages):
    # 444 applications, 1 of them a volume pilot: 45 were asked, 44 lack, and each such month adds 43.4.
    told = next(r for r in sample_pages("proefprojecten", "2020-09").readings if "ontbreken" in r)
    assert told.startswith("Er ontbreken 44 volumeprojecten aan het streven van 10%; ")
    assert "; in het tempo van september 2020 groeit dat tekort met 43 per maand." in told
    assert any(r.startswith("Het tempo is nog niet bekend") for r in sample_pages("plan", "2020-09").readings)


def test_another_pace_and_another_date(store_with):
    store_with("samples")
    app = open_page("plan", "2021-08")
    # Category 1: 21 started. Nothing asked: 3.7 a month of late, nine left.
    before = seen(app).table("Categorie", "Starts per maand")
    assert before["Op tijd gestart"].iloc[0] == 30
    assert not app.number_input  # drawn when they are asked for
    app.session_state["ander tempo"] = True
    app.run()
    app.number_input[0].set_value(1).run()
    # Five months at 1: 26 in time; nine at 1 a month are there nine months on, in May 2022.
    row = seen(app).table("Categorie", "Starts per maand").iloc[0]
    assert (row["Op tijd gestart"], row["Doel gestart in"]) == (26, "mei 2022")
    assert app.query_params["tempo1"] == "1"
    field = next(t for t in app.text_input if t.label == "Inwerkingtreding, stel")
    field.set_value("1-1-2023").run()
    # Half a year later: until July 2022, eleven months at 1, and the target is met.
    row = seen(app).table("Categorie", "Starts per maand").iloc[0]
    assert (row["Op tijd gestart"], row["Uiterlijk starten"]) == (30, "juli 2022")


@pytest.mark.parametrize("asked", ["veel", "-1", "1,5", "9" * 12])
def test_a_link_with_an_impossible_pace_is_told(store_with, asked):
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import DOOR, go

    store_with("samples")
    app = AppTest.from_file(DOOR, default_timeout=60)
    app.query_params["tempo1"] = asked
    app = go(app.run(), "plan")
    assert app.number_input[0].value is None


def test_who_started_after_the_last_month_to_start_is_not_in_time(store_with):
    # Before 1 October 2021 less five months: start in April. By then 23 of the 62 had started.
    store_with("samples")
    app = open_page("plan", "2021-08")
    next(t for t in app.text_input if t.label == "Inwerkingtreding, stel").set_value("1-10-2021").run()
    table = seen(app).table("Categorie", "Starts per maand")
    assert set(table["Uiterlijk starten"]) == {"april 2021"}
    assert table["Op tijd gestart"].sum() == 23
