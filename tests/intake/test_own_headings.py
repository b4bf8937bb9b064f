"""What is said of a column is said under the heading that the sheet itself gives it."""

import io
from datetime import date

import openpyxl

from tests.intake.cases.making import HEAD, ONE
from wkb_data.intake import excerpts
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

OWN = {"Gestart": "Start\nuitvoering", "Datum aanmelding": "Aangemeld op", "Instrument": "  INSTRUMENT "}


def read(*rows, head=HEAD):
    book = openpyxl.Workbook()
    for row in ([OWN.get(h, h) for h in head], *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), "mrt-21.xlsx", load_plan(), "pilots", "2021-03")


def with_(**values) -> list:
    row = list(ONE)
    for heading, value in values.items():
        row[HEAD.index(heading.replace("_", " "))] = value
    return row


def test_messages_name_the_headings_of_the_sheet():
    early = with_(Gestart=date(2020, 12, 1))
    late = with_(Projectnummer="P2", Gestart=date(2021, 5, 1))
    bare = with_(Projectnummer="P3", Gestart=None, Instrument=None)
    told = [f.message for f in read(early, late, bare).findings]
    assert any("Start uitvoering 1-12-2020 ligt vóór Aangemeld op 4-1-2021" in m for m in told), told
    assert any("Start uitvoering 1-5-2021 ligt na de peilmaand" in m for m in told), told
    assert any(m.startswith("I4: Start uitvoering is leeg") for m in told), told
    # The same heading in other letters is the register's own.
    assert any(m.startswith("L4: Instrument ontbreekt") for m in told), told
    assert not any("Gestart" in m or "aanmelding" in m for m in told)


def test_what_was_recognised_names_both_headings_where_they_differ():
    said = excerpts.recognised(read(ONE))["Herkende kolommen"].iloc[0]
    assert "Start uitvoering (I) is Gestart" in said
    assert "Instrument (L)" in said and "Instrument (L) is" not in said
