"""No reading rests on a guess that no finding names, and a guess is seen where there is one."""

from datetime import date

import pytest

from tests.intake.cases.making import HEAD, ONE, TWO, read_rows
from tests.intake.guesses import Guess, guesses
from tests.intake.report import messy
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan


@pytest.mark.parametrize("path", messy(), ids=lambda p: p.name)
def test_every_guess_in_a_messy_workbook_is_named(path):
    try:
        reading = read_workbook(path.read_bytes(), path.name, load_plan())
    except UnreadableFile:
        return
    assert [g for g in guesses(reading) if not g.named] == []


def test_a_plain_list_rests_on_no_guess():
    assert guesses(read_rows(HEAD, ONE, TWO)) == []


def test_a_heading_that_is_only_like_one_is_a_guess_of_as_many_values_as_rows():
    heads = ["Dat. aanmeldng" if h == "Datum aanmelding" else h for h in HEAD]
    reading = read_rows(heads, ONE, TWO)
    assert guesses(reading) == [Guess("kop", 2, True)]
    reading.findings.clear()
    assert guesses(reading) == [Guess("kop", 2, False)]


def test_a_month_that_stands_at_the_first_row_only_is_a_guess_for_the_others():
    rows = ["jan-21", "Zwolle", 3], [None, "Ede", 4], ["feb-21", "Zwolle", 3], [None, "Ede", 5]
    reading = read_rows(["Maand", "Gemeente", "Aanvragen"], *rows, file="werkmap feb-21.xlsx")
    assert guesses(reading) == [Guess("groep", 2, True)]


def test_what_is_merged_over_rows_is_no_guess():
    rows = ["1", date(2021, 1, 4), "Hoe?"], ["2", None, "Wat?"]
    reading = read_rows(["Nr", "Ontvangen", "Vraag"], *rows, merged=["B2:B3"])
    assert guesses(reading) == []
