"""What is written in a cell becomes a value or a Dutch reason; never an exception, never a silent guess."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wkb_data.intake.cells import PARSERS, Context, aspect_ids
from wkb_data.intake.conventions import to_number
from wkb_data.intake.dates import When, read_month, read_when
from wkb_data.municipalities import find
from wkb_data.periods import LONG_MONTHS
from wkb_data.plan import load_plan
from wkb_data.schema import registers

PLAN = load_plan()


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("15-3-2021", date(2021, 3, 15), "day"),
        ("15/03/21", date(2021, 3, 15), "day"),
        ("maandag 15 maart 2021", date(2021, 3, 15), "day"),
        ("stand 1 sept. 2023", date(2023, 9, 1), "day"),
        ("mrt-21", date(2021, 3, 1), "month"),
        ("begin juli 2020", date(2020, 7, 1), "month"),
        ("Q3 en Q4 2021", date(2021, 7, 1), "quarter"),
        ("2022 3e kwartaal*", date(2022, 7, 1), "quarter"),
        ("1e helft 2021", date(2021, 1, 1), "half"),
        ("wk 12 2021", date(2021, 3, 22), "week"),
        ("medio 2024", date(2024, 1, 1), "year"),
        ("2021/03/15", date(2021, 3, 15), "day"),
        ("20210315", date(2021, 3, 15), "day"),
        ("26 mrt 2021 14:00", date(2021, 3, 26), "day"),
        ("begin Q2 2021", date(2021, 4, 1), "quarter"),
    ],
)
def test_dates_as_dutch_people_write_them(text, day, precision):
    assert read_when(text) == When(day, precision)


@pytest.mark.parametrize(
    "text",
    ["15 maart", "week 14-16", "begin juli", "3-4", "32-1-2021", "30 februari 2021", "morgen", "wk 54 2021"],
)
def test_what_is_no_certain_date_gives_a_reason(text):
    assert isinstance(read_when(text), str)


@given(st.dates(date(2000, 1, 1), date(2079, 12, 31)))
def test_every_day_is_read_back_in_every_dutch_form(day):
    name = LONG_MONTHS[day.month - 1]
    for text in (
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {name} {day.year}",
        day.isoformat(),
    ):
        assert read_when(text) == When(day, "day")
    assert read_month(f"{name} {day.year}") == f"{day:%Y-%m}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.584", 1584),
        ("€ 587.273,=", 587273),
        ("€198,-", 198),
        ("18500.00", 18500),
        ("1.584,5", 1584.5),
        ("0,75", 0.75),
        ("0.125", 0.125),
        ("12 woningen", 12),
        ("-3", -3),
    ],
)
def test_numbers_as_dutch_people_write_them(text, value):
    assert to_number(text) == value


@given(st.integers(0, 10**9))
def test_thousands_with_dots_are_whole_numbers(number):
    assert to_number(f"{number:,}".replace(",", ".")) == number


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        (3.1, ["3.1"]),
        ("3,1", ["3.1"]),
        ("3.1 Voldoende diversiteit", ["3.1"]),
        (datetime(2021, 1, 3), ["3.1"]),
        (datetime(2021, 2, 1), ["1.2", "2.1"]),
        ("9.9", []),
        (3, []),
    ],
)
def test_an_aspect_that_excel_made_a_number_or_a_date(value, ids):
    assert aspect_ids(value, PLAN) == ids


@pytest.mark.parametrize(
    ("text", "month", "name"),
    [
        ("Den Haag", None, "'s-Gravenhage"),
        ("gemeente Utrecht", None, "Utrecht"),
        ("Delfzijl", "2020-12", "Delfzijl"),
        ("Delfzijl", "2021-01", "Eemsdelta"),
        ("Bergen NH", None, "Bergen (NH.)"),
        ("Sudwest Fryslan", None, "Súdwest-Fryslân"),
        ("0344", None, "Utrecht"),
        ("Bergen", None, None),
        ("Xdorp", None, None),
    ],
)
def test_municipalities_by_any_name_as_of_the_month(text, month, name):
    assert find(text, month).name == name


def test_a_split_municipality_keeps_its_name_and_asks_which():
    found = find("Haaren", "2021-03")
    assert found.name == "Haaren" and "Boxtel" in found.note
    assert find("Haaren", "2020-12").note == ""


COLUMNS = [c for r in registers().values() for t in r.tables for c in t.columns]
VALUES = st.one_of(
    st.text(max_size=40),
    st.floats(allow_nan=False),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(COLUMNS), VALUES.filter(lambda v: v != ""))
def test_no_cell_value_ever_raises(column, value):
    read = PARSERS[column.type](value, Context(PLAN, "2021-03", column))
    assert read.value is None or not read.problem


@pytest.mark.parametrize("text", ["bel 06-12345678", "mail jan@voorbeeld.nl", "tel. +31 6 12345678"])
def test_personal_data_does_not_reach_the_typed_tables(text):
    column = registers()["pilots"].table("pilots").column("name")
    value = PARSERS["text"](text, Context(PLAN, None, column)).value
    assert "weggelaten" in value and "12345678" not in value and "@" not in value
