"""What the upload page asks.

A needed column under a heading that says nothing is asked for, and the answer makes it read.
"""

import io

import openpyxl

from tests.intake.cases.making import HEAD, ROWS
from wkb_data.intake.asking import lacks, told_of
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan


def workbook(**renamed) -> bytes:
    book = openpyxl.Workbook()
    for row in [[renamed.get(h, h) for h in HEAD], *ROWS]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, told=None):
    return read_workbook(content, "register mrt-21.xlsx", load_plan(), "pilots", "2021-03", told)


def test_a_needed_column_that_is_not_recognised_is_asked_for_with_the_headings_that_are_left():
    reading = read(workbook(Instrument="Hulpstuk", Kwaliteitsborger="Firma"))
    asked = lacks(reading)
    assert [(a.column, a.headings) for a in asked] == [
        ("assurer", ("Firma", "Hulpstuk")),
        ("instrument", ("Firma", "Hulpstuk")),
    ]
    assert asked[1].text == "In welke kolom van blad 'Sheet' staat 'Instrument'?"
    assert {f.column for f in reading.errors} == {"assurer", "instrument"}


def test_the_answers_are_read_by_and_nothing_is_asked_any_more():
    answers = told_of("pilots", {("pilots", "Hulpstuk"): "instrument", ("pilots", "Firma"): "assurer"})
    reading = read(workbook(Instrument="Hulpstuk", Kwaliteitsborger="Firma"), answers)
    assert not reading.errors and not lacks(reading)
    assert reading.frames["pilots"]["instrument"].tolist() == [r[HEAD.index("Instrument")] for r in ROWS]
    assert reading.frames["pilots"]["assurer"].tolist() == [r[HEAD.index("Kwaliteitsborger")] for r in ROWS]


def test_a_column_that_is_nowhere_is_no_question_but_an_error():
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book.active.delete_cols(HEAD.index("Instrument") + 1)
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue())
    assert not lacks(reading) and [f.column for f in reading.errors] == ["instrument"]
