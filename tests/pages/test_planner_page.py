"""The planner on its pages, against what is worked out by hand from the sample workbooks."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import DOOR, go, open_page, seen

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


def test_the_pace_is_that_between_two_deliveries_and_says_so(sample_pages):
    """December was not delivered: of 1 in November to 17 in March are 16 in four months."""
    page = sample_pages("proefprojecten", "2021-03")
    assert any("; de laatste vier maanden waren het er 4,0." in r for r in page.readings)
    table = page.table("Categorie", "Gestart", "Doel")
    assert table["Per maand, laatste vier"].iloc[0] == 4
    assert any(
        "; de laatste drie maanden waren het er " in r
        for r in sample_pages("proefprojecten", "2021-08").readings
    )


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
    assert (row["Op tijd gestart"], row["Uiterlijk starten"]) == (30, "juli 2022 (werkaanname)")


@pytest.mark.parametrize("asked", ["veel", "-1", "1,5", "9" * 12])
def test_a_link_with_an_impossible_pace_is_told(store_with, asked):
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
    assert set(table["Uiterlijk starten"]) == {"april 2021 (werkaanname); dat is voorbij"}
    assert table["Op tijd gestart"].sum() == 23
    assert table["Nodig per maand"].isna().all()
    told = next(r for r in seen(app).readings if "proefprojecten op tijd" in r)
    assert "starten 23 van 180 proefprojecten op tijd om vóór 1 oktober 2021 afgerond te zijn" in told
    assert told.endswith("Voor 6 categorieën is het te laat om het doel nog te halen.")


CHANCES = ("Kans op tijd", "Zoals besloten")


def supposing(**given):
    """Page Plan of August 2021 by a link with what is supposed: its page as seen."""
    app = AppTest.from_file(DOOR, default_timeout=60)
    for name, value in given.items():
        app.query_params[name] = value
    app.query_params["maand"] = "2021-08"
    return seen(go(app.run(), "plan"))


def paces(pace):
    return {f"tempo{i}": pace for i in range(1, 7)}


def test_chances_and_planner_answer_alike_at_a_supposed_pace(store_with):
    store_with("samples")
    # Nothing starts any more: the 62 of now, of whom no category has its 30.
    page = supposing(stel="1-1-2023", **paces("0"))
    own = page.table(*CHANCES, "Bij deze datum en in dit tempo").set_index("Kans op tijd").iloc[:, 1]
    assert own["Proefprojecten gestart"] == own["Proefprojecten afgerond"] == "minder dan 1 op de 20"
    told = next(r for r in page.readings if "proefprojecten op tijd" in r)
    assert told.startswith("In dit tempo starten 62 van 180") and "0 van 6 categorieën halen" in told
    # 118 left in September 2021 to July 2022, eleven months, is 10.7 a month; none of that comes.
    assert "Nodig zijn samen 10,7 starts per maand; in dit tempo zijn het er 0" in told
    table = page.table("Categorie", "Starts per maand", "Nodig per maand")
    # Nine left of category 1 in eleven months; 24 of category 6.
    assert table["Nodig per maand"].iloc[[0, -1]].tolist() == [0.8, 2.2]
    assert set(table["Kans in dit tempo"]) == {"minder dan 1 op de 20"}


def test_a_pace_that_is_ample_is_ample_in_both_without_another_date(store_with):
    store_with("samples")
    # At fifty a month all targets are there in September 2021.
    page = supposing(**paces("50"))
    own = page.table(*CHANCES, "In dit tempo").set_index("Kans op tijd").iloc[:, 1]
    assert own["Proefprojecten gestart"] == own["Proefprojecten afgerond"] == "meer dan 19 op de 20"
    assert any("starten 180 van 180" in r and "6 van 6 categorieën halen" in r for r in page.readings)
    # In one category alone: 30 of the first and the 41 of the others.
    page = supposing(**paces("0") | {"tempo1": "50"})
    own = page.table(*CHANCES, "In dit tempo").set_index("Kans op tijd").iloc[:, 1]
    assert own["Proefprojecten gestart"] == "minder dan 1 op de 20"
    assert any("starten 71 van 180" in r and "1 van 6 categorieën haalt" in r for r in page.readings)


def test_another_date_alone_shows_what_is_needed_by_then_at_the_pace_of_late(store_with):
    store_with("samples")
    page = supposing(stel="1-1-2023")
    assert page.table(*CHANCES, "Bij deze datum") is not None
    told = next(r for r in page.readings if "proefprojecten op tijd" in r)
    # 31 in the last three months is 10.3.
    assert told.startswith("In het tempo van de laatste drie maanden, zonder versnelling, starten ")
    assert "Nodig zijn samen 10,7 starts per maand; in dit tempo zijn het er 10,3." in told
