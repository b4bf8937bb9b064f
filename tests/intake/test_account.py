"""The account: every cell that holds something is read, or set aside with a kind, and the sums are right."""

import io

import pytest
from openpyxl import Workbook

from tests.intake.cases.making import HEAD, ONE, STATUS, THREE, TWO, put, read_rows
from tests.intake.report import unbalanced
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files


def read(*rows, file="werkmap mrt-21.xlsx"):
    book = Workbook()
    put(book.active, rows)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), file, load_plan())


def kinds(reading):
    found = {}
    for aside in (s for a in reading.accounts for s in a.set_aside):
        found[aside.kind] = found.get(aside.kind, 0) + aside.cells
    return found


def test_a_plain_list_is_its_heading_and_its_values():
    (account,) = read(HEAD, ONE, TWO).accounts
    assert (account.cells, account.read) == (13 + 11 + 12, 11 + 12)
    assert [(a.kind, a.range, a.cells) for a in account.set_aside] == [("heading", "A1:M1", 13)]


def test_title_notes_total_and_footnote_are_set_aside_with_their_kind():
    heads = [*HEAD, "Contact"]
    rows = [
        ["Register maart 2021"],
        [],
        heads,
        [*ONE, "Jan"],
        [*THREE, None],
        ["Totaal", 2],
        [],
        ["* voorlopig"],
    ]
    reading = read(*rows)
    (account,) = reading.accounts
    assert kinds(reading) == {"title": 1, "heading": 14, "notes column": 1, "total": 2, "footnote": 1}
    assert account.cells == 1 + 14 + 12 + 10 + 2 + 1
    assert (account.rows, account.rows_read, account.rows_aside) == (4, 2, 2)


def test_an_unread_column_with_figures_is_named_and_one_with_words_is_only_in_the_account():
    heads = [*HEAD, "Aantal parkeerplaatsen", "Contact"]
    reading = read(heads, [*ONE, 4, "Jan"], [*TWO, 6, "Piet"])
    assert [(f.kind, f.cell) for f in reading.findings] == [("column-unread", "N1")]
    assert kinds(reading)["notes column"] == 4


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        (["Totaal", 6, 24, 9, 300], "total"),
        ([None, 6, 24, 9, 300], "total"),
        (["Gemiddeld", 3, 12, 4.5, 150], "total"),
    ],
)
def test_sums_and_means_under_a_list_are_a_total_with_or_without_a_word(last, kind):
    heads = ["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte", "Capaciteit per jaar"]
    reading = read(heads, ["KiK", 3, 12, 4, 100], ["TIS", 3, 12, 5, 200], last)
    assert reading.frames["assurers"]["persons"].tolist() == [12, 12]
    assert kinds(reading) == {"heading": 5, kind: sum(v is not None for v in last)}
    assert [f.kind for f in reading.findings] == ["row-set-aside"]


def test_numbers_without_a_word_that_do_not_add_up_are_a_row_with_an_empty_name():
    heads = ["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte", "Capaciteit per jaar"]
    reading = read(heads, ["KiK", 3, 12, 4, 100], ["TIS", 3, 12, 5, 200], [None, 6, 25, 9, 300])
    assert [(f.kind, f.cell) for f in reading.errors] == [("value-missing", "A4")]


@pytest.mark.parametrize("left", [0, 1, 2], ids=["first column", "second", "third"])
def test_a_legend_of_the_colours_is_no_judgement_wherever_its_columns_stand(left):
    legend = [
        [None] * left + [word, text] for word, text in (("groen", "op schema"), ("rood", "niet tijdig"))
    ]
    reading = read(STATUS, ["1.1", "groen", "ok"], ["1.2", "oranje", "let op"], [], *legend)
    assert reading.frames["status"]["status"].tolist() == ["green", "orange"]
    assert kinds(reading)["legend"] == 4
    assert not reading.errors


@pytest.mark.parametrize("place", range(4), ids=["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte"])
def test_a_footnote_is_no_row_under_whichever_column_it_stands(place):
    heads = ["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte"]
    reading = read(heads, ["KiK", 3, 12, 4], ["TIS", 3, 12, 5], [], [None] * place + ["* bron: de Tlokb"])
    assert kinds(reading) == {"heading": 4, "footnote": 1}
    assert not reading.errors


def test_a_column_of_remarks_beside_a_matrix_is_no_instrument():
    reading = read(
        ["Type bouwwerk", "KiK", "TIS", "Opmerking intern"],
        ["Woning", "ja", "nee", "x"],
        ["Hal", "nee", "ja"],
    )
    assert set(reading.tables["coverage"].values("instrument")) == {"KiK", "TIS"}
    assert kinds(reading)["notes column"] == 1


def test_a_judgement_without_its_aspect_is_an_error_and_never_set_aside():
    reading = read(
        STATUS, ["1.1", "groen", "ok"], ["1.2", "oranje", "let op"], [], [None, "rood", "niet tijdig", "bel"]
    )
    assert [(f.kind, f.cell) for f in reading.errors] == [("value-missing", "A5")]


@pytest.mark.parametrize("row", sample_files(), ids=lambda r: r["file"])
def test_the_account_of_every_sample_balances(row):
    path = FOLDER / row["file"]
    reading = read_workbook(path.read_bytes(), path.name, load_plan())
    assert reading.accounts and unbalanced(reading) == []


def test_a_table_whose_heading_was_damaged_within_another_is_counted_once():
    damaged = [v if h != "Datum aanmelding" else "31-2-2021" for h, v in zip(HEAD, HEAD, strict=True)]
    reading = read_rows(HEAD, ONE, damaged, TWO, [], HEAD, THREE)
    [account] = reading.accounts
    assert (account.rows, account.rows_read, account.balances) == (3, 3, True)
