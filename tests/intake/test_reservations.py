"""Delivering with reservations.

What can't count is left out, listed with its reason, and said beside the figures.
"""

import io

import pytest
from openpyxl import Workbook, load_workbook

from tests.intake.cases.making import HEAD, ONE, STATUS, THREE, TWO, put, with_
from wkb_data.delivering import Refused, deliver_reading, measures, previous_frames, rebuild
from wkb_data.exports import table_workbook
from wkb_data.intake import reservations
from wkb_data.intake.checks import check_against
from wkb_data.intake.reading import read_workbook
from wkb_data.intake.templates import template
from wkb_data.plan import load_plan
from wkb_data.schema import registers

PLAN = load_plan()


def read(*rows):
    book = Workbook()
    put(book.active, rows)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), "werkmap mrt-21.xlsx", PLAN)


def facts(store, measure):
    chosen = measures(store)
    chosen = chosen[chosen["measure"] == measure]
    return {(a, d): v for a, d, v in zip(chosen["aspect"], chosen["dimension"], chosen["value"], strict=True)}


UNKNOWN = with_(TWO, categorie="Luchtkasteel")
DOUBLE = with_(THREE, projectnummer="P1")


def test_without_reservations_a_workbook_with_errors_is_refused_and_nothing_is_stored(empty_store):
    with pytest.raises(Refused, match="1 fout"):
        deliver_reading(read(HEAD, ONE, UNKNOWN), empty_store, PLAN, "x")
    assert not empty_store.deliveries()


def test_rows_that_cannot_count_are_left_out_and_counted_as_such(empty_store):
    receipt = deliver_reading(read(HEAD, ONE, UNKNOWN, DOUBLE), empty_store, PLAN, "x", reserved=True)
    assert receipt.left_out == 2
    assert empty_store.frames(receipt.id)["pilots"]["id"].tolist() == ["P1"]
    assert facts(empty_store, "pilots_by_status") == {("3.1", "status=started"): 1}
    assert facts(empty_store, "rows_left_out") == {("", "register=pilots"): 2, ("", "table=pilots"): 2}


def test_every_row_left_out_is_kept_with_the_delivery_with_its_place_and_reason(empty_store):
    receipt = deliver_reading(read(HEAD, ONE, UNKNOWN, DOUBLE), empty_store, PLAN, "x", reserved=True)
    listed = reservations.listed(empty_store.findings(receipt.id))
    assert listed[["Blad", "Cel", "Rij"]].to_numpy().tolist() == [
        ["Sheet", "A3", "P2"],
        ["Sheet", "A4", "P1"],
    ]
    assert "'Luchtkasteel'" in listed["Waarom"][0] and "staat ook al in A2" in listed["Waarom"][1]


def test_an_aspect_whose_judgement_cannot_count_is_unreadable_and_not_unjudged(empty_store):
    rows = ["1.1", "groen", "ok"], ["1.2", "paars", "x"], ["2.1", None, None], ["2.2", "rood", None]
    deliver_reading(read(STATUS, *rows), empty_store, PLAN, "x", reserved=True)
    assert facts(empty_store, "status") == {
        ("1.1", "status=green"): 1,
        ("1.2", "status=unreadable"): 1,
        ("2.1", "status=unjudged"): 1,
        ("2.2", "status=unreadable"): 1,
    }
    assert set(facts(empty_store, "months_in_status")) == {("1.1", ""), ("2.1", "")}


def test_of_two_judgements_of_one_aspect_neither_counts(empty_store):
    rows = ["1.1", "groen", "ok"], ["1.1", "rood", "niet ok"], ["1.2", "groen", "ok"]
    deliver_reading(read(STATUS, *rows), empty_store, PLAN, "x", reserved=True)
    assert facts(empty_store, "status") == {("1.1", "status=unreadable"): 1, ("1.2", "status=green"): 1}


def test_without_a_needed_column_no_row_counts_and_nothing_is_stored(empty_store):
    rows = [[v for h, v in zip(HEAD, row, strict=True) if h != "Status"] for row in (HEAD, ONE, TWO)]
    with pytest.raises(Refused, match="geen enkele rij"):
        deliver_reading(read(*rows), empty_store, PLAN, "x", reserved=True)
    assert not empty_store.deliveries()


def test_of_a_month_that_stands_twice_no_judgement_counts(empty_store):
    heads = ["Aspect", "feb-21", "mrt-21", "mrt-21", "Onderbouwing"]
    deliver_reading(
        read(heads, ["1.1", "groen", "groen", "rood", "x"]), empty_store, PLAN, "x", reserved=True
    )
    told = measures(empty_store)
    told = told[told["measure"] == "status"]
    assert dict(zip(told["month"], told["dimension"], strict=True)) == {
        "2021-02": "status=green",
        "2021-03": "status=unreadable",
    }


def test_made_anew_from_its_original_a_delivery_with_reservations_stays_the_same(empty_store):
    receipt = deliver_reading(read(HEAD, ONE, UNKNOWN), empty_store, PLAN, "x", reserved=True)
    assert rebuild(empty_store, PLAN) == []
    assert empty_store.frames(receipt.id)["pilots"]["id"].tolist() == ["P1"]


def test_the_same_file_again_with_reservations_is_not_stored_again(empty_store):
    reading = read(HEAD, ONE, UNKNOWN)
    first = deliver_reading(reading, empty_store, PLAN, "x", reserved=True)
    assert deliver_reading(reading, empty_store, PLAN, "x", reserved=True).already.id == first.id


def test_a_table_that_goes_out_lists_the_rows_that_do_not_count_on_a_sheet_of_their_own():
    left = reservations.rows_left_out(read(HEAD, ONE, UNKNOWN).tables)
    more = {"Telt niet mee": reservations.listed([f.as_dict() for f in left])}
    sheet = load_workbook(io.BytesIO(table_workbook(more["Telt niet mee"].head(0), (), more)))[
        "Telt niet mee"
    ]
    assert [c.value for c in sheet[2]][:4] == ["Proefprojecten", "Sheet", "A3", "P2"]


def test_the_next_workbook_to_fill_in_leaves_a_judgement_that_could_not_be_read_empty(empty_store):
    rows = [["Aspect", "Status", "Onderbouwing"], ["1.1", "groen", "af"], ["1.2", "paars", "loopt"]]
    deliver_reading(read(*rows), empty_store, PLAN, "x", reserved=True)
    frames, _ = previous_frames(empty_store, "planning", None)
    book = load_workbook(io.BytesIO(template(registers()["planning"], PLAN, frames)))
    sheet = book["Status per aspect"]
    assert [[c.value for c in row[:2]] for row in sheet.iter_rows(min_row=1, max_row=3)] == [
        ["Aspect", "Status"],
        ["1.1", "groen"],
        ["1.2", None],
    ]
    [check] = [c for c in sheet.data_validations.dataValidation if "B2" in c.sqref]
    assert check.prompt == "Groen, oranje of rood. Mag leeg blijven."


def test_a_judgement_that_could_not_be_read_is_no_colour_that_changed(empty_store):
    rows = [["Aspect", "Status", "Onderbouwing"], ["1.1", "groen", "af"], ["1.2", "paars", "loopt"]]
    deliver_reading(read(*rows), empty_store, PLAN, "x", reserved=True)
    rows[1][1], rows[2][1] = "oranje", "groen"
    reading = read(*rows)
    previous, month = previous_frames(empty_store, "planning", None)
    found = check_against(reading.tables, previous, month, "2021-04")
    assert [(f.cell, f.kind) for f in found] == [("C2", "justification-unchanged")]


MATERIALS = ["Nr", "Titel", "Soort", "Gepland", "Bereik", "Bereik"]


def test_a_column_that_two_may_be_counts_as_empty_and_is_said_and_listed(empty_store):
    reading = read(
        MATERIALS, ["1", "a", "webinar", "1-1-2021", 10, 12], ["2", "b", "folder", "1-1-2021", 7, 8]
    )
    receipt = deliver_reading(reading, empty_store, PLAN, "x", reserved=True)
    assert (receipt.left_out, receipt.columns) == (0, 1)
    assert empty_store.frames(receipt.id)["materials"]["reach"].isna().tolist() == [True, True]
    left = {("", "register=communication"): 1, ("", "table=materials"): 1}
    assert facts(empty_store, "columns_left_out") == left and facts(empty_store, "rows_left_out") == {}
    kept = empty_store.findings(receipt.id)
    assert reservations.told(kept) == "1 kolom telt als leeg"
    [line] = reservations.listed(kept).to_dict("records")
    assert (line["Cel"], line["Rij"]) == ("F1", "kolom 'Bereik'") and "(E1) en 'Bereik' (F1)" in line[
        "Waarom"
    ]
    assert rebuild(empty_store, PLAN) == []


def test_rows_and_columns_that_do_not_count_are_said_together():
    assert reservations.in_words(3, 1, "nog ") == "3 rijen tellen nog niet mee en 1 kolom telt als leeg"
    assert reservations.in_words(1, 0) == "1 rij telt niet mee"
    assert reservations.in_words(0, 2) == "2 kolommen tellen als leeg"
