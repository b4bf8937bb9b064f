"""The same tables in the many shapes that groups keep them; expected values are written out by hand."""

import io
import shutil
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from tests.intake.cases.making import HEAD
from wkb_data import schema
from wkb_data.intake.reading import read_workbook
from wkb_data.measures.facts import facts_of
from wkb_data.plan import load_plan

PLAN = load_plan()
GREEN, ORANGE, RED = (PatternFill("solid", fgColor=c) for c in ("00B050", "FFC000", "FF0000"))
ROW = [
    "P1",
    "Hal",
    "Bedrijfsgebouwen",
    "volume",
    None,
    "Zwolle",
    "gestart",
    "1-3-2021",
    "2-3-2021",
    None,
    "KB",
    "KiK",
    "ja",
]


def read(book, name="werkmap mrt-21.xlsx", **more):
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), name, PLAN, **more)


def sheet(rows, title="Blad1"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def colours(reading):
    frame = reading.frames["status"]
    return list(zip(frame["aspect"], frame["status"], strict=True))


WANTED = [("1.1", "green"), ("1.2", "orange"), ("2.1", "red"), ("2.2", None)]
TEXTS = ["a", "b", "c", None]


@pytest.mark.parametrize(
    "words",
    [
        ["groen", "Oranje", "ROOD", None],
        ["G", "O", "R", ""],
        ["☺", "😐", "☹", None],
        ["J", "K", "L", None],
        ["behaald", "op schema", "niet tijdig", None],
    ],
)
def test_status_as_a_word_a_letter_or_a_smiley(words):
    rows = [
        ["Aspect", "Status", "Onderbouwing", "Actie"],
        *([a, w, t, "doen" if t == "c" else None] for (a, _), w, t in zip(WANTED, words, TEXTS, strict=True)),
    ]
    reading = read(sheet(rows))
    assert colours(reading) == WANTED and not reading.errors
    assert [f.level for f in reading.findings] == ["warning"] and reading.findings[0].cell == "B5"


def test_status_as_wingdings_letters():
    book = sheet(
        [
            ["Aspect", "Kleur", "Toelichting", "Actie"],
            ["1.1", "J", "a"],
            ["1.2", "K", "b"],
            ["2.1", "L", "c", "doen"],
            ["2.2", None],
        ]
    )
    for r in range(2, 5):
        book.active.cell(r, 2).font = Font(name="Wingdings")
    assert colours(read(book)) == WANTED


def test_status_as_a_cross_in_one_of_three_columns():
    rows = [
        ["Doel/aspect", None, "Stand", None, None, "Toelichting", "Actie"],
        [None, None, "Groen", "Oranje", "Rood", None, None],
        [1.1, None, "x", None, None, "a"],
        [1.2, None, None, "x", None, "b"],
        [2.1, None, None, None, "x", "c", "doen"],
        [2.2],
    ]
    reading = read(sheet(rows))
    assert colours(reading) == WANTED and not reading.errors
    assert reading.as_dict()["tables"][0]["header_row"] == 2


def test_status_as_fill_colour_only():
    book = sheet(
        [
            ["Aspect", "Status", "Onderbouwing", "Actie"],
            ["1.1", None, "a"],
            ["1.2", None, "b"],
            ["2.1", None, "c", "doen"],
            ["2.2"],
        ]
    )
    for r, fill in ((2, GREEN), (3, ORANGE), (4, RED)):
        book.active.cell(r, 2).fill = fill
    assert colours(read(book)) == WANTED


def test_status_as_a_wide_history_of_words_and_fills():
    book = sheet(
        [
            ["Integrale monitoring"],
            ["Aspect", "jan-21", "feb-21", date(2021, 3, 1), "Onderbouwing", "Actie"],
            ["1.1 Wetgevingstraject", "oranje", "G", None, "a"],
            ["1.2", "O", None, "R", "b", "doen"],
        ]
    )
    book.active["D3"].fill = GREEN
    book.active["C4"].fill = ORANGE
    reading = read(book, "status.xlsx")
    frame = reading.frames["status"]
    found = {(a, m): s for a, m, s in zip(frame["aspect"], frame["month"], frame["status"], strict=True)}
    assert found == {
        ("1.1", "2021-01"): "orange",
        ("1.1", "2021-02"): "green",
        ("1.1", "2021-03"): "green",
        ("1.2", "2021-01"): "orange",
        ("1.2", "2021-02"): "orange",
        ("1.2", "2021-03"): "red",
    }
    assert reading.month == "2021-03" and not reading.errors


def test_offset_title_rows_shuffled_columns_totals_and_footnotes():
    order = [6, 0, 5, 2, 1, 3, 4, 8, 7, 9, 10, 11, 12]
    rows = [
        ["BG Proefprojecten"],
        [],
        ["Peilmaand", "maart 2021"],
        [],
        [None, None, *(HEAD[i] for i in order)],
        [None, None, *(ROW[i] for i in order)],
        [],
        [None, None, "Netwerk Oost"],
        [None, None, *((["P2", *ROW[1:]])[i] for i in order)],
        [None, None, "Totaal", "2"],
        [],
        [None, None, "* voorlopige cijfers"],
    ]
    reading = read(sheet(rows), "pilots.xlsx")
    table = reading.as_dict()["tables"][0]
    assert (table["header_row"], table["rows"], reading.month) == (5, 2, "2021-03")
    assert table["columns"]["id"] == "D" and table["columns"]["status"] == "C"
    assert list(reading.frames["pilots"]["id"]) == ["P1", "P2"] and not reading.errors


def test_a_heading_over_two_rows_with_merged_cells():
    top = [
        "Project",
        None,
        "Bouwwerk",
        "Aanpak",
        "Netwerk",
        "Gemeente",
        "Status",
        "Datum",
        None,
        None,
        "Kwaliteitsborger",
        "Instrument",
        "Werkplan",
    ]
    low = [
        "Nr",
        "Naam",
        "Categorie",
        None,
        None,
        None,
        None,
        "aanmelding",
        "start",
        "gereed",
        None,
        None,
        None,
    ]
    book = sheet([top, low, ROW])
    for area in ("A1:B1", "H1:J1", "D1:D2", "E1:E2", "F1:F2", "G1:G2", "K1:K2", "L1:L2", "M1:M2"):
        book.active.merge_cells(area)
    reading = read(book)
    assert reading.as_dict()["tables"][0]["header_row"] == 2
    row = reading.frames["pilots"].iloc[0]
    assert (row["id"], row["name"], row["registered"], row["started"], row["work_plan"]) == (
        "P1",
        "Hal",
        date(2021, 3, 1),
        date(2021, 3, 2),
        "yes",
    )
    assert not reading.errors


def test_two_tables_on_one_sheet_below_and_beside_each_other():
    nets = [["Netwerk", "Kerngemeente", "Status"], ["Twente", "Enschede", "actief"]]
    below = read(sheet([HEAD, ROW, [], [], *nets]))
    assert {t["table"]: t["header_row"] for t in below.as_dict()["tables"]} == {"pilots": 1, "networks": 5}
    assert len(below.frames["pilots"]) == len(below.frames["networks"]) == 1 and not below.errors
    beside = read(sheet([[*HEAD, None, None, *nets[0]], [*ROW, None, None, *nets[1]]]))
    assert beside.as_dict()["tables"][1]["columns"] == {"name": "P", "core_municipality": "Q", "status": "R"}
    assert len(beside.frames["pilots"]) == 1 and not beside.errors


def test_rows_hidden_by_a_filter_count_and_hidden_sheets_are_reported():
    book = sheet([HEAD, ROW, ["P2", *ROW[1:]]])
    book.active.row_dimensions[3].hidden = True
    other = book.create_sheet("Oud")
    other.append(HEAD)
    other.append(["P9", *ROW[1:]])
    other.sheet_state = "hidden"
    reading = read(book)
    assert len(reading.frames["pilots"]) == 2
    assert [(f.level, f.sheet) for f in reading.findings] == [("info", "Oud")]


def test_a_matrix_of_coverage():
    reading = read(
        sheet(
            [["Type bouwwerk", "KiK", "TIS"], ["Woonboot", "ja", "nee"], ["Brug", "onder voorwaarden", "x"]],
            "Dekking",
        ),
        "tlokb mrt-21.xlsx",
    )
    frame = reading.frames["coverage"]
    assert set(zip(frame["building_type"], frame["instrument"], frame["suitable"], strict=True)) == {
        ("Woonboot", "KiK", "yes"),
        ("Woonboot", "TIS", "no"),
        ("Brug", "KiK", "conditional"),
        ("Brug", "TIS", "yes"),
    }


def test_error_cells_and_formulas_without_a_saved_value_are_errors_there():
    book = sheet([HEAD, ROW, ["P2", *ROW[1:]]])
    book.active["C2"] = "#N/A"
    book.active["C2"].data_type = "e"
    book.active["F3"] = '=A1&"x"'
    found = {f.cell: f.message for f in read(book).errors}
    assert set(found) == {"C2", "F3"} and "#N/B" in found["C2"] and "formule" in found["F3"]


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("Projectnummer", None, "A3"),
        ("Projectnummer", "P1", "A3"),
        ("Gestart", "1-2-2021", "I3"),
        ("Gestart", None, "I3"),
        ("Gemeente", "Xdorp", "F3"),
        ("Status", "weg", "G3"),
        ("Aanpak", "netwerk", "E3"),
        ("Datum aanmelding", "gisteren", "H3"),
    ],
)
def test_a_finding_names_the_cell_to_change_first(column, value, cell):
    row = ["P2", *ROW[1:]]
    row[HEAD.index(column)] = value
    errors = read(sheet([HEAD, ROW, row])).errors
    assert [f.cell for f in errors] == [cell]
    assert cell in errors[0].message


def test_missing_words_are_empty_with_their_reason_never_zero():
    rows = [
        ["Deelonderzoek", "Aspect", "Planning gereed", "Status"],
        ["A", "1.2", "PM", "lopend"],
        ["B", "1.1", "n.n.b.", "te starten"],
    ]
    frame = read(sheet(rows, "Deelonderzoeken")).frames["studies"]
    assert frame["due"].isna().all() and list(frame["due__reason"]) == ["PM", "n.n.b."]


@pytest.fixture
def with_another_sign(tmp_path, monkeypatch):
    """The registers with one more sign for green."""
    shutil.copytree(schema.FOLDER, tmp_path / "registers")
    path = tmp_path / "registers" / "planning.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in (('"🟢", "j"]', '"🟢", "★", "j"]'), ('within = ["groen"', 'within = ["★", "groen"')):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(schema, "FOLDER", tmp_path / "registers")
    schema.registers.cache_clear()
    yield
    schema.registers.cache_clear()


STARS = [["Aspect", "Status", "Onderbouwing"], ["1.1", "★", "af"], ["1.2", "★ bijna af", "af"]]
STARRED = [["Aspect", "Onderbouwing", "★", "😐", "☹"], ["1.1", "af", "x", None, None]]


@pytest.mark.parametrize("rows", [STARS, STARRED], ids=["in the cells", "above crosses"])
def test_another_sign_is_a_word_in_the_register(with_another_sign, rows):
    statuses = read(sheet(rows), register="planning").frames["status"]["status"]
    assert statuses.tolist() == ["green"] * (len(rows) - 1)


def test_a_sign_that_the_register_does_not_know_is_no_colour():
    reading = read(sheet(STARS), register="planning")
    assert [(f.cell, f.column) for f in reading.errors] == [("B2", "status"), ("B3", "status")]


def test_a_communication_item_may_have_no_planned_date_yet():
    rows = [
        ["Nr", "Titel", "Soort", "Gepland"],
        [1, "Folder", "campagne", None],
        [2, "Dag", "webinar", "2-3-2021"],
    ]
    reading = read(sheet(rows), register="communication")
    assert not reading.errors
    facts = facts_of("2021-03", reading.frames, PLAN)
    assert facts.loc[facts["measure"] == "materials_planned", "value"].tolist() == [1]


def test_a_number_of_works_below_zero_is_an_error_in_its_cell():
    found = read(sheet([[*HEAD, "Aantal bouwwerken"], [*ROW, -3]])).errors
    assert [(f.cell, f.column, f.suggestion) for f in found] == [("N2", "works", "3")]
