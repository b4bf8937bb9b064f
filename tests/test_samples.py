"""The sample workbooks are read right: counts by hand from openpyxl, without wkb_data."""

from datetime import date

import openpyxl
import pytest

from wkb_data.delivering import deliver_reading, measures, rebuild
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.judgements import statuses
from wkb_data.measures.summary import value
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files

PLAN = load_plan()
FILES = sample_files()


@pytest.mark.parametrize("row", FILES, ids=lambda r: r["file"])
def test_every_sample_is_recognised_without_errors(row):
    path = FOLDER / row["file"]
    reading = read_workbook(path.read_bytes(), path.name, PLAN)
    assert (reading.register, reading.month) == (row["register"], row["month"])
    assert not reading.errors


def by_hand(file):
    """Started network pilots in a pilots workbook: rows below the heading whose Stand says so."""
    sheet = openpyxl.load_workbook(FOLDER / file)["Overzicht projecten"]
    rows = [r for r in sheet.iter_rows(min_row=5, values_only=True) if r[0] and r[0].startswith("PP-")]
    return [r for r in rows if r[3] == "ambassadeursnetwerk" and r[6] in ("In uitvoering", "Afgerond")]


@pytest.mark.parametrize("row", [r for r in FILES if r["register"] == "pilots"], ids=lambda r: r["file"])
def test_pilots_counted_equals_the_count_by_hand(row):
    path = FOLDER / row["file"]
    reading = read_workbook(path.read_bytes(), path.name, PLAN)
    pilots = reading.frames["pilots"]
    counted = pilots[(pilots["approach"] == "network") & pilots["status"].isin(["started", "completed"])]
    assert len(counted) == len(by_hand(row["file"]))


def test_the_missing_month_is_carried_forward_and_says_so(sample_store):
    facts = measures(sample_store)
    assert value(facts, "carried_forward", "2020-12", "register=pilots") == 1
    november = len(by_hand("pilots/Register proefprojecten nov-20.xlsx"))
    assert value(facts, "pilots_counted", "2020-12") == value(facts, "pilots_counted", "2020-11") == november


def test_the_correction_counts_now_but_not_at_the_meeting_of_march(sample_store):
    first, corrected = (
        len(by_hand(f"pilots/Register proefprojecten mrt-21{x}.xlsx")) for x in ("", " gecorrigeerd")
    )
    meeting = f"{PLAN.meeting('2021-03')}T22:00:00.000000Z"
    assert value(measures(sample_store), "pilots_counted", "2021-03") == corrected
    assert value(measures(sample_store, meeting), "pilots_counted", "2021-03") == first


def test_colours_from_words_and_from_fills_agree_with_the_cells(sample_store):
    table = statuses(measures(sample_store))
    names = {"00B050": "green", "FFC000": "orange", "FF0000": "red"}
    sheet = openpyxl.load_workbook(FOLDER / "planning/IPM_2021-08.xlsx")["Monitoring"]
    seen = {
        str(r[1].value): names[r[3].fill.fgColor.rgb[-6:]]
        for r in sheet.iter_rows(min_row=5, max_row=26)
        if r[3].fill.fill_type
    }
    assert len(seen) == 15
    assert {a: table.at[a, "2021-08"] for a in seen} == seen
    assert table.at["2.1", "2020-09"] == "unjudged"


def test_rebuild_reproduces_every_table_and_fact(sample_store):
    before = measures(sample_store)
    assert rebuild(sample_store, PLAN) == []
    assert measures(sample_store).equals(before)


def test_withdrawing_restores_the_previous_figures(sample_store):
    before = measures(sample_store)
    path = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"
    receipt = deliver_reading(
        read_workbook(path.read_bytes(), path.name, PLAN, "pilots", "2021-09"), sample_store, PLAN, "BG"
    )
    after = measures(sample_store)
    assert value(after, "pilots_counted", "2021-09") == len(
        by_hand("pilots/Register proefprojecten aug-21.xlsx")
    )
    sample_store.withdraw(receipt.id, "verkeerde maand")
    assert measures(sample_store).equals(before)


def test_deadlines_follow_from_the_decision_in_force_in_that_month():
    assert PLAN.deadline("1.1", "2021-04") == date(2021, 7, 1)
    assert PLAN.deadline("1.1", "2021-05") == date(2022, 1, 1)
    assert PLAN.deadline("6.1", "2021-04") == date(2021, 10, 1)
    assert PLAN.deadline("4.1", "2020-04") is None
    assert PLAN.meeting("2020-12") == date(2020, 12, 18) and PLAN.meeting("2021-03") == date(2021, 3, 26)
