"""Traps of meaning: a workbook is read as a careful person reads it, or it is said that it can't be known."""

from datetime import date, datetime

import pytest
from openpyxl.styles import Font, PatternFill

from tests.intake.cases.making import (
    APPLICATIONS,
    GREEN,
    HEAD,
    ONE,
    RED,
    STATUS,
    THREE,
    TWO,
    column,
    kinds_at,
    read_rows,
    with_,
)

D = date
MATERIALS = ["Nr", "Titel", "Soort", "Doelgroep", "Gepland", "Gerealiseerd", "Bereik"]
QUESTIONS = ["Nr", "Ontvangen", "Vraag", "Onderwerp", "Beantwoord", "Antwoord"]
ACTIVITIES = ["Nr", "Activiteit", "Aspect", "Start", "Gereed", "Voortgang", "Afhankelijk van"]
DECISIONS = ["Nr", "Datum", "Onderwerp", "Besluit", "Aspect"]
CONNECTIONS = ["Gemeente", "DSO aangesloten", "Zaaksysteem gereed", "Leverancier", "Gereed op"]
AWARENESS = ["Meetdatum", "Branche", "Omvang achterban", "Respondenten", "Voldoende geïnformeerd"]
ASSURERS = ["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte", "Capaciteit per jaar"]
FOLDER = ["1", "Folder", "materiaal", "bouw", D(2021, 1, 4), None, 100]
ZWOLLE = ["Zwolle", "ja", "testen", "X", D(2021, 3, 1)]


def history(*months, file="werkmap.xlsx", **more):
    rows = [["1.1", *["groen"] * len(months), "ok"], ["1.2", *["oranje"] * len(months), "let op"]]
    return read_rows(["Aspect", *months, "Onderbouwing"], *rows, file=file, **more)


def activities(*progress, dress=None):
    heads = ["Voortgang" if h == "Voortgang" else h for h in ACTIVITIES]
    rows = [[str(i), "a", "1.1", D(2021, 1, 1), D(2021, 6, 1), p] for i, p in enumerate(progress)]
    return read_rows(heads, *rows, dress=dress)


def awareness(*informed, dress=None):
    parties = ["BNA", "Bouwend Nederland", "VNG"]
    rows = [[D(2021, 3, 1), p, 100, 9, v] for p, v in zip(parties, informed, strict=False)]
    return read_rows(AWARENESS, *rows, dress=dress)


# The month


@pytest.mark.parametrize(
    "name",
    [
        "Communicatie maart 31-3-2021.xlsx", "Communicatie 15-3-2021.xlsx", "20210331 communicatie.xlsx",
        "Communicatie 3-2021.xlsx", "communicatie_maart2021_def.xlsx", "communicatie 2021 03 31.xlsx",
        "Communicatie maart '21.xlsx", "Communicatie 31 maart 2021.xlsx",
        "Communicatie 2020-2021 mrt-21.xlsx", "IPM_2021-03.xlsx",
    ],
)  # fmt: skip
def test_a_file_name_names_its_month_in_any_way_of_writing(name):
    assert read_rows(MATERIALS, FOLDER, file=name).month == "2021-03"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Communicatie mrt 2021 verzonden 2021-04-02.xlsx", "month-claims-differ"),
        ("communicatie mrt-apr 2021.xlsx", "month-claims-differ"),
        ("Communicatie mei 21 maart 2021.xlsx", "month-claims-differ"),
        ("Communicatie maart 2021 (concept 12 april).xlsx", "month-claims-differ"),
        ("Communicatie 31 maart.xlsx", "month-without-year"),
        ("Communicatie Mei.xlsx", "month-without-year"),
        ("2021-Q1 communicatie mrt.xlsx", "month-without-year"),
        ("Communicatie 1e kwartaal 2021.xlsx", "month-is-quarter"),
        ("Communicatie Q1-2021.xlsx", "month-is-quarter"),
        ("communicatie 210331.xlsx", None),
        ("communicatie week 13 2021.xlsx", None),
    ],
)
def test_a_file_name_that_leaves_the_month_open_is_asked_about(name, kind):
    reading = read_rows(MATERIALS, FOLDER, file=name)
    assert reading.month is None
    assert [f.kind for f in reading.findings] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("above", "where"),
    [
        (["Stand: februari 2021"], "Sheet!A1"),
        (["Peildatum", D(2021, 2, 28)], "Sheet!B1"),
        (["Maandoverzicht 28-2-2021"], "Sheet!A1"),
    ],
)
def test_a_title_that_names_another_month_than_the_file_is_shown_with_its_cell(above, where):
    reading = read_rows(above, [], CONNECTIONS, ZWOLLE)
    assert reading.month is None
    assert [(c.month, c.where) for c in reading.claims] == [("2021-03", "bestandsnaam"), ("2021-02", where)]
    assert "maart 2021" in reading.findings[0].message and "februari 2021" in reading.findings[0].message


@pytest.mark.parametrize(
    "above", ["Volgende vergadering: april 2021", "Vastgesteld op 2-4-2021", "Planning t/m juli 2021"]
)
def test_a_line_about_another_moment_claims_no_month(above):
    assert read_rows([above], [], CONNECTIONS, ZWOLLE).month == "2021-03"


@pytest.mark.parametrize(
    "rows", [[STATUS, ["1.1", "groen", "ok"]], [CONNECTIONS, ZWOLLE], [APPLICATIONS, ["mrt-21", "Ede", 3, 1]]]
)
def test_a_tab_that_still_has_the_name_of_last_month_moves_nothing(rows):
    reading = read_rows(*rows, sheet="feb-21")
    assert reading.month is None
    assert ("month-claims-differ", "warning") in [(f.kind, f.level) for f in reading.findings]


def test_the_month_that_is_chosen_holds_and_what_said_otherwise_is_told():
    reading = read_rows(CONNECTIONS, ZWOLLE, sheet="feb-21", month="2021-03")
    assert (reading.month, [f.kind for f in reading.findings]) == ("2021-03", ["month-overruled"])


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([QUESTIONS, ["1", D(2021, 4, 4), "Hoe?"]], "B2"),
        ([HEAD, with_(THREE, datum_aanmelding=D(2021, 4, 1))], "H2"),
        ([MATERIALS, [*FOLDER[:5], D(2021, 4, 1), 5]], "F2"),
    ],
)
def test_what_has_happened_after_the_month_is_a_finding(rows, cell):
    assert kinds_at(read_rows(*rows)) == [("event-after-month", cell)]


def test_what_is_planned_after_the_month_is_not():
    assert kinds_at(read_rows(MATERIALS, [*FOLDER[:4], D(2021, 9, 1), None, None])) == []


# Months in headings


@pytest.mark.parametrize(
    "last", ["mrt-21 (voorlopig)", "mrt-21*", "March 2021", "Mar-21", "maart 2021", "03-2021", D(2021, 3, 1)]
)
def test_the_newest_month_is_read_however_its_heading_is_written(last):
    assert column(history("jan-21", "feb-21", last), "status", "month")[:3] == [
        "2021-01",
        "2021-02",
        "2021-03",
    ]


@pytest.mark.parametrize("last", ["mrt-21 (voorlopig)", "mrt-21 def"])
def test_a_remark_behind_a_month_is_told(last):
    assert ("month-with-remark", "D1") in kinds_at(history("jan-21", "feb-21", last))


@pytest.mark.parametrize(
    ("months", "kind", "cell"),
    [
        (("dec-20", "jan-20", "feb-21"), "month-out-of-order", "C1"),
        (("jan-21", "feb-21", "mrt-22"), "month-leap", "D1"),
        (("jan-21", "feb-21", "feb-21"), "month-twice", "D1"),
        (("jan-21", "feb-21", "maart"), "month-heading-unread", "D1"),
    ],
)
def test_months_that_do_not_follow_each_other_are_told_at_their_heading(months, kind, cell):
    assert kinds_at(history(*months)) == [(kind, cell)]
    rows = [["Gemeente", *months], ["Zwolle", 1, 2, 3], ["Ede", 3, 4, 5]]
    assert kinds_at(
        read_rows(*rows, file="werkmap feb-21.xlsx" if months[-1] != "mrt-22" else "werkmap mrt-22.xlsx")
    ) == [(kind, cell)]


def test_months_without_a_colour_yet_are_no_months():
    rows = [["Aspect", "feb-21", "mrt-21", "apr-21", "Onderbouwing"], ["1.1", "groen", "rood", None, "x"]]
    reading = read_rows(*rows)
    assert (reading.month, column(reading, "status", "month")) == ("2021-03", ["2021-02", "2021-03"])


def test_a_history_whose_newest_month_is_not_the_one_of_the_file_is_asked_about():
    reading = history("jan-21", "feb-21", file="werkmap mrt-21.xlsx")
    assert (reading.month, kinds_at(reading)) == (None, [("month-claims-differ", "C1")])


def test_a_month_above_its_colour_and_its_text_is_a_history():
    heads = [
        ["Aspect", "jan-21", None, "feb-21", None],
        [None, "Status", "Onderbouwing", "Status", "Onderbouwing"],
    ]
    reading = read_rows(
        *heads,
        ["1.1", "groen", "ok", "rood", "duurt lang"],
        file="werkmap feb-21.xlsx",
        merged=["B1:C1", "D1:E1"],
    )
    assert column(reading, "status", "status") == ["green", "red"]
    assert column(reading, "status", "justification")[-1] == "duurt lang"


def test_a_month_in_every_heading_is_a_history():
    heads = ["Aspect", "Status jan-21", "Onderbouwing jan-21", "Status feb-21", "Onderbouwing feb-21"]
    reading = read_rows(heads, ["1.1", "groen", "ok", "rood", "duurt lang"], file="werkmap feb-21.xlsx")
    assert column(reading, "status", "status") == ["green", "red"]


# Which column


@pytest.mark.parametrize(
    ("heads", "row", "cell"),
    [
        (["Aspect", "Status februari", "Status maart", "Onderbouwing"], ["1.1", "groen", "rood", "x"], "C1"),
        (["Aspect", "Status", "Status", "Onderbouwing"], ["1.1", "groen", "rood", "x"], "C1"),
        (
            ["Gemeente", "DSO aangesloten feb", "DSO aangesloten mrt", "Zaaksysteem gereed"],
            ["Ede", "nee", "ja", "nee"],
            "C1",
        ),
        (
            ["Nr", "Titel", "Soort", "Gepland", "Bereik", "Bereik"],
            ["1", "a", "webinar", D(2021, 1, 1), 10, 12],
            "F1",
        ),
    ],
)
def test_two_columns_that_can_be_the_same_one_are_asked_about_and_none_is_read(heads, row, cell):
    reading = read_rows(heads, row)
    assert [(f.kind, f.cell) for f in reading.errors] == [("column-contested", cell)]
    assert len(reading.doubts) == 2


def test_two_columns_that_say_the_same_are_one():
    heads = ["Aspect", "Status", "Status", "Onderbouwing"]
    reading = read_rows(heads, ["1.1", "groen", "groen", "x"], ["1.2", "rood", "rood", "y"])
    assert (column(reading, "status", "status"), reading.errors) == (["green", "red"], [])


def test_the_exact_heading_wins_from_a_synonym_to_its_left():
    heads = ["Oplevering" if h == "Gereed" else h for h in HEAD]
    reading = read_rows([*heads, "Gereed"], [*with_(TWO, gereed=D(2021, 9, 1)), D(2021, 3, 1)])
    assert column(reading, "pilots", "completed") == [D(2021, 3, 1)]
    heads = ["Nr", "Titel", "Soort", "Planning", "Gepland"]
    reading = read_rows(heads, ["1", "a", "webinar", D(2021, 1, 1), D(2021, 2, 1)])
    assert column(reading, "materials", "planned") == [D(2021, 2, 1)]


@pytest.mark.parametrize(
    ("heads", "row", "table", "name"),
    [
        ([*HEAD, "Aantal bewoners"], [*ONE, 31], "pilots", "works"),
        ([*HEAD, "Aantal bouwwerken in de wijk"], [*ONE, 31], "pilots", "works"),
        (
            ["Instrument", "Organisaties", "Kwaliteitsborgers in opleiding"],
            ["KiK", 3, 40],
            "assurers",
            "persons",
        ),
        (
            ["Nr", "Titel", "Soort", "Gepland", "Bereik vorig jaar"],
            ["1", "a", "webinar", D(2021, 1, 1), 10],
            "materials",
            "reach",
        ),
    ],
)
def test_a_longer_heading_that_begins_with_a_known_one_is_another_column(heads, row, table, name):
    reading = read_rows(heads, row)
    assert column(reading, table, name) == [None]
    assert [f.kind for f in reading.findings] == ["column-unread"]


# Rows


DAY = D(2021, 1, 4)
STUDIES, INSTRUMENTS = ["Deelonderzoek", "Aspect", "Status"], ["Instrument", "Aanbieder", "Status"]


@pytest.mark.parametrize(
    ("heads", "table", "one", "two"),
    [
        (
            DECISIONS,
            "decisions",
            ["1", DAY, "Doelstelling", "Akkoord", "3.1"],
            ["2", DAY, "Status", "Gereed", "1.1"],
        ),
        (DECISIONS, "decisions", ["1", DAY, "Totaal aantal", "Akkoord"], ["2", DAY, "Legenda", "Akkoord"]),
        (QUESTIONS, "questions", ["1", DAY, "Status", "Gemeente"], ["2", DAY, "Totaal", "Vraag"]),
        (STUDIES, "studies", ["Gemiddelde duur", "1.1", "loopt"], ["Totaal van de kosten", "1.1", "concept"]),
        (INSTRUMENTS, "instruments", ["Totaal Borging", "A", "toegelaten"], ["Som", "B", "aangevraagd"]),
    ],
)
def test_a_row_with_a_word_of_headings_totals_or_legends_is_a_row_when_it_is_filled(heads, table, one, two):
    reading = read_rows(heads, one, two)
    assert len(reading.frames[table]) == 2
    assert not reading.errors


def test_a_row_of_dates_under_a_heading_of_two_rows_is_no_heading():
    heads = [*HEAD[:8], "Uitvoering", None, *HEAD[10:]], [None] * 8 + ["Gestart", "Gereed"]
    reading = read_rows(*heads, ONE, TWO, THREE, merged=["I1:J1"])
    assert column(reading, "pilots", "id") == ["P1", "P2", "P3"]
    assert column(reading, "pilots", "completed") == [None, D(2021, 3, 1), None]


def test_an_unlabelled_sum_is_no_row():
    reading = read_rows(
        APPLICATIONS, ["mrt-21", "Zwolle", 10, 2], ["mrt-21", "Ede", 5, 1], [None, None, 15, 3]
    )
    assert (column(reading, "applications", "applications"), reading.errors) == ([10, 5], [])


def test_a_sum_over_the_month_with_its_word_under_gemeente_is_no_municipality():
    rows = [["mrt-21", "Zwolle", 10, 2], ["mrt-21", "Ede", 5, 1], ["mrt-21", "Totaal", 15, 3]]
    reading = read_rows(APPLICATIONS, *rows)
    assert (column(reading, "applications", "municipality"), reading.errors) == (["Zwolle", "Ede"], [])


@pytest.mark.parametrize(
    "last", [["mrt-21", "Totaal", 99, 3], [None, "Totaal", 99, 3], ["Totaal", None, 99, 3]]
)
def test_a_total_that_is_not_the_sum_of_its_rows_is_told_for_a_row_may_be_lost(last):
    reading = read_rows(APPLICATIONS, ["mrt-21", "Zwolle", 10, 2], ["mrt-21", "Ede", 5, 1], last)
    assert column(reading, "applications", "applications") == [10, 5]
    assert kinds_at(reading) == [("total-differs", "C4")]


def test_group_headings_with_a_total_beside_them_are_no_rows():
    heads = ["Nr", "Gemeld op", "Knelpunt", "Project", "Status"]
    one, two = ["K1", DAY, "DSO traag", None, "open"], ["K2", DAY, "x", "P1", "open"]
    reading = read_rows(heads, ["Digitaal", "Totaal", 1], one, ["Wet", "Totaal", 1], two, register="pilots")
    assert (column(reading, "bottlenecks", "number"), reading.errors) == (["K1", "K2"], [])


@pytest.mark.parametrize(
    ("rows", "merged", "table", "name", "wanted"),
    [
        (
            [["Maand", "Gemeente", "Aanvragen"], ["mrt-21", "Zwolle", 3], [None, "Ede", 4]],
            "A2:A3",
            "applications",
            "month",
            ["2021-03"] * 2,
        ),
        (
            [QUESTIONS, ["1", D(2021, 1, 4), "Hoe?"], ["2", None, "Wat?"]],
            "B2:B3",
            "questions",
            "received",
            [D(2021, 1, 4)] * 2,
        ),
        (
            [["Jaar", "Bouwwerken gevolgklasse 1", "Scenario"], [2021, 10, "laag"], [None, 15, "hoog"]],
            "A2:A3",
            "demand",
            "year",
            [2021, 2021],
        ),
        (
            [STATUS, ["1.1", "groen", "ok"], ["1.2", None, "ook ok"]],
            "B2:B3",
            "status",
            "status",
            ["green", "green"],
        ),
    ],
)
def test_a_cell_merged_over_rows_holds_for_each_of_them(rows, merged, table, name, wanted):
    reading = read_rows(*rows, merged=[merged])
    assert (column(reading, table, name), reading.errors) == (wanted, [])


def test_a_colour_merged_over_months_holds_for_each_of_them():
    heads = ["Aspect", "jan-21", "feb-21", "mrt-21", "Onderbouwing"]
    reading = read_rows(heads, ["1.1", "groen", None, "rood", "x"], merged=["B2:C2"])
    assert column(reading, "status", "status") == ["green", "green", "red"]


# Numbers


@pytest.mark.parametrize(("cells", "wanted"), [((9, 1, 0), [9, 1, 0]), ((4, 1, 1), [4, 1, 1])])
def test_one_among_counts_is_a_count(cells, wanted):
    reading = awareness(*cells)
    assert column(reading, "awareness", "informed") == wanted
    assert set(column(reading, "awareness", "informed__precision")) == {"count"}


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [((50, 1, 25), [50, 1, 25]), ((0.5, 1, 0.25), [50, 100, 25]), (("50%", "1%", 1), [50, 1, None])],
)
def test_one_among_percentages_is_what_the_others_are(cells, wanted):
    assert column(activities(*cells), "activities", "progress") == wanted


def _format(code, place, rows=(2, 3, 4)):
    def dress(sheet):
        for r in rows:
            sheet.cell(r, place).number_format = code

    return dress


@pytest.mark.parametrize(
    ("code", "cells", "wanted"), [("0%", (1, 1, 0), [100, 100, 0]), ('0"%"', (1, 50, 62), [1, 50, 62])]
)
def test_a_percent_sign_that_excel_shows_counts_as_written(code, cells, wanted):
    assert column(activities(*cells, dress=_format(code, 6)), "activities", "progress") == wanted


def test_shares_shown_with_a_quoted_sign_are_shares_and_no_counts():
    reading = awareness(62, 45, 80, dress=_format('0"%"', 5))
    assert column(reading, "awareness", "informed") == [0.62, 0.45, 0.8]


def test_a_fraction_among_whole_percentages_can_be_two_things():
    reading = activities(50, 0.5, 25)
    assert (column(reading, "activities", "progress"), kinds_at(reading)) == (
        [50, None, 25],
        [("convention-other", "F3")],
    )


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("12,000", "9,000", "1,500,000"), [12000, 9000, 1500000]),
        (("12.000", "9.000", "850"), [12000, 9000, 850]),
        (("1.584", "12.000,00", "3"), [1584, 12000, 3]),
        (("1,584", "12,000.00", "3"), [1584, 12000, 3]),
    ],
)
def test_thousands_are_read_by_the_writing_of_the_whole_column(texts, wanted):
    reading = read_rows(MATERIALS, *([str(i), *FOLDER[1:6], t] for i, t in enumerate(texts)))
    assert (column(reading, "materials", "reach"), reading.errors) == (wanted, [])


@pytest.mark.parametrize(
    ("place", "name", "texts"), [(3, "fte", ("1,500", "2,250")), (4, "capacity", ("12.000", "9,000"))]
)
def test_numbers_that_can_be_thousands_or_decimals_are_asked_about(place, name, texts):
    rows = [["KiK", 3, 12, 4, 100], ["TIS", 3, 12, 5, 200]]
    for row, text in zip(rows, texts, strict=True):
        row[place] = text
    reading = read_rows(ASSURERS, *rows)
    assert column(reading, "assurers", name) == [None, None]
    assert {f.kind for f in reading.errors} == {"convention-open"}
    (region,) = reading.regions
    assert region.open_ways == {name: ("writing=english", "writing=dutch")}


def test_the_numbers_of_an_outline_are_names_and_no_decimals():
    rows = [["1.1", "a"], ["1.10", "b"], ["1.2", "c"]]
    depends = [None, "1.1", "1.1, 1.10"]
    reading = read_rows(
        ACTIVITIES,
        *([*r, "1.1", D(2021, 1, 1), D(2021, 6, 1), 5, d] for r, d in zip(rows, depends, strict=True)),
    )
    assert column(reading, "activities", "number") == ["1.1", "1.10", "1.2"]
    assert column(reading, "activities", "depends_on") == [None, "1.1", "1.1; 1.10"]


def test_outline_numbers_kept_as_numbers_are_what_excel_shows():
    rows = [
        [1.1, "a", "1.1", D(2021, 1, 1), D(2021, 6, 1), 5, None],
        [1.2, "b", "1.1", D(2021, 1, 1), D(2021, 6, 1), 5, 1.1],
    ]
    reading = read_rows(ACTIVITIES, *rows)
    assert (column(reading, "activities", "number"), column(reading, "activities", "depends_on")) == (
        ["1.1", "1.2"],
        [None, "1.1"],
    )
    assert not reading.errors


# Colours


@pytest.mark.parametrize(
    "said", ["groen->oranje", "oranje/rood", "groen (was rood)", "van rood naar groen", "🟢🔴"]
)
def test_a_cell_that_names_two_colours_names_none(said):
    reading = read_rows(STATUS, ["1.1", said, "ok"])
    assert (column(reading, "status", "status"), kinds_at(reading)) == ([None], [("colour-unreadable", "B2")])


@pytest.mark.parametrize(
    ("cells", "colour"),
    [
        (("nee", "x", None), "orange"), (("n.v.t.", None, "X"), "red"), ((True, False, False), "green"),
        ((1, 0, 0), "green"),
        (("-", "-", "ja"), "red"), (("nee", "nee", "nee"), None), (("x", "x", None), None),
    ],
)  # fmt: skip
def test_of_three_colour_columns_the_one_that_is_crossed_counts_and_a_no_is_no_cross(cells, colour):
    heads = ["Aspect", "Groen", "Oranje", "Rood", "Onderbouwing", "Actie"]
    assert column(read_rows(heads, ["1.1", *cells, "ok", "doe"]), "status", "status") == [colour]


@pytest.mark.parametrize("sign", ["l", "n", "●", "■"])
@pytest.mark.parametrize(
    ("ink", "colour"), [("FF00B050", "green"), ("FFFFC000", "orange"), ("FFFF0000", "red")]
)
def test_a_dot_has_the_colour_of_its_ink(sign, ink, colour):
    def dress(sheet):
        sheet["B2"].font = Font(name="Wingdings", color=ink)

    reading = read_rows(STATUS, ["1.1", sign, "ok", "doe"], dress=dress)
    assert column(reading, "status", "status") == [colour]


def test_a_whole_row_marked_with_the_pen_says_nothing_of_its_colour():
    def dress(sheet):
        for cell in sheet[3]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")

    reading = read_rows(STATUS, ["1.1", "groen", "ok", "-"], ["1.2", None, "nok", "-"], dress=dress)
    assert column(reading, "status", "status") == ["green", None]
    assert ("row-marked", "B3") in kinds_at(reading)


def test_a_status_cell_that_is_filled_has_that_colour():
    def dress(sheet):
        sheet["B2"].fill, sheet["B3"].fill = GREEN, RED

    reading = read_rows(STATUS, ["1.1", None, "ok"], ["1.2", None, "nok", "doe"], dress=dress)
    assert column(reading, "status", "status") == ["green", "red"]


def test_red_without_an_action_counts_with_a_warning():
    reading = read_rows(STATUS, ["1.1", "rood", "duurt lang", None])
    assert (column(reading, "status", "status"), kinds_at(reading)) == (["red"], [("value-implied", "D2")])


# False alarms


@pytest.mark.parametrize("text", ["\u200e15-3-2021\u200b", "\ufeff15 maart 2021", "15\u00ad-3-2021"])
def test_marks_that_nobody_sees_do_not_make_a_date_unreadable(text):
    assert column(read_rows(QUESTIONS, ["1", text, "Hoe?"]), "questions", "received") == [D(2021, 3, 15)]


@pytest.mark.parametrize("zero", [0, datetime(1899, 12, 30)])
def test_a_link_to_an_empty_cell_is_an_empty_date(zero):
    reading = read_rows(QUESTIONS, ["1", D(2021, 1, 4), "Hoe?", "x", zero, None])
    assert (column(reading, "questions", "answered"), reading.errors) == ([None], [])


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Ede en Berg en Dal", "Ede; Berg en Dal"),
        ("West Maas en Waal, Aa en Hunze", "West Maas en Waal; Aa en Hunze"),
        ("Zwolle en Ede", "Zwolle; Ede"),
    ],
)
def test_a_municipality_with_en_in_its_name_is_one(said, wanted):
    heads = ["Netwerk", "Kerngemeente", "Aanhakende gemeenten", "Status"]
    reading = read_rows(heads, ["Noord", "Zwolle", said, "actief"])
    assert column(reading, "networks", "municipalities") == [wanted]


@pytest.mark.parametrize(
    "text", ["Zaak 0612345678", "Zie 2021-03-15 10:30", "dossier 0201234567 van 12-03-2021 14:05"]
)
def test_an_hour_behind_a_date_is_no_telephone_number(text):
    value = column(read_rows(QUESTIONS, ["1", D(2021, 1, 4), text]), "questions", "question")[0]
    assert "10:30" in value if "10:30" in text else "14:05" in value if "14:05" in text else True


def test_case_numbers_of_ten_digits_are_no_telephone_numbers():
    reading = read_rows(HEAD, with_(ONE, projectnummer="0612345678"), with_(TWO, projectnummer="0201234567"))
    assert column(reading, "pilots", "id") == ["0612345678", "0201234567"]


# What can't be used


def test_a_refusal_says_which_headings_were_seen_and_what_lacks():
    with pytest.raises(Exception, match="Gezien is: blad 'Sheet' begint met Gemeente, Wethouder, Telefoon"):
        read_rows(["Gemeente", "Wethouder", "Telefoon"], ["Zwolle", "Jan", "038"])
