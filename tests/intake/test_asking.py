"""What is asked: a day that is typed in, and how a column writes its numbers where its cells leave two ways
open.
"""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from tests.intake.cases.making import put
from wkb_data.intake.asking import day_typed, questions, said, told_of
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

AFTER = date(2021, 3, 31)


@pytest.mark.parametrize("text", ["1-1-2023", "1 januari 2023", "01/01/23"])
def test_a_day_is_read_in_any_way_of_writing(text):
    assert day_typed(text, AFTER) == (date(2023, 1, 1), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", ""),
        ("31-3-2021", "Kies een datum na 31-03-2021."),
        ("32-1-2023", "Schrijf een datum zoals 1-1-2023."),
        ("ooit", "Schrijf een datum zoals 1-1-2023."),
        ("oktober 2023", "noem ook de dag. Schrijf een datum zoals 1-1-2023."),
        ("2023", "noem ook de dag. Schrijf een datum zoals 1-1-2023."),
    ],
)
def test_what_is_no_later_day_gives_a_sentence(text, said):
    day, why = day_typed(text, AFTER)
    assert day is None and why.endswith(said)
    assert bool(why) == bool(said)


def _awareness(*informed):
    heads = ["Meetdatum", "Branche", "Omvang achterban", "Respondenten", "Voldoende geïnformeerd"]
    parties = ["BNA", "Bouwend Nederland", "VNG"]
    return [heads, *([date(2021, 3, 1), p, 100, 9, v] for p, v in zip(parties, informed, strict=False))]


def _told(*informed, told=None):
    book = Workbook()
    put(book.active, _awareness(*informed))
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), "communicatie mrt-21.xlsx", load_plan(), answers=told)


def test_ones_that_can_be_all_or_one_percent_or_one_person_are_asked_about():
    reading = _told(1, 0)
    assert [f.kind for f in reading.errors] == ["convention-open"]
    (question,) = questions(reading)
    assert list(question.options.values()) == ["scale=percent", "scale=fraction", "scale=count"]


@pytest.mark.parametrize(
    ("way", "informed", "kind"),
    [("scale=percent", 0.01, "share"), ("scale=fraction", 1, "share"), ("scale=count", 1, "count")],
)
def test_the_answer_holds_for_the_whole_column_and_is_not_asked_again(way, informed, kind):
    (question,) = questions(_told(1, 0))
    told = told_of("communication", {(question.table, question.heading): way})
    reading = _told(1, 0, told=told)
    frame = reading.frames["awareness"]
    assert (frame["informed"][0], frame["informed__precision"][0]) == (informed, kind)
    assert not questions(reading) and not reading.errors


def test_an_answer_does_not_change_a_column_that_says_itself_how_it_is_written():
    told = told_of(
        "communication", {("awareness", "getallen onder Voldoende geïnformeerd"): "scale=fraction"}
    )
    assert _told(1, 8, told=told).frames["awareness"]["informed"].tolist() == [1, 8]


def test_what_a_way_of_writing_says_can_be_read_back():
    assert said("awareness", "scale=count") == "Bekendheid per branche: aantallen: 1 is één"
