"""Personal data in free text stays out of the typed tables; numbers of cases, dates and amounts do not."""

import pytest

from wkb_data.intake import room
from wkb_data.intake.cells import as_text, identifier, plain_texts
from wkb_data.intake.personal import LEFT_OUT
from wkb_data.plan import load_plan

PERSONAL = [
    "(010) 412 34 57", "010 - 412 34 58", "010-4123457", "0104123457", "06.12.34.56.78", "06 12 34 56 78",
    "0612345678", "+31 6 12345678", "+31 (0)10 412 34 57", "0031 10 4123457", "(0591) 61 23 45",
    "0591-612345", "06-12345678", "088 - 123 4567", "06 - 1234 5678", "jan@bedrijf.nl", "jan @ bedrijf.nl",
    "j.de.vries@gemeente.zwolle.nl", "jan(at)bedrijf.nl", "jan [at] bedrijf.nl",
    "Jan.Jansen+wkb@Bedrijf.NL", "jan(AT)bedrijf.nl", "jan＠bedrijf.nl", "jan@bedrijf .nl", "06–12345678",
    "010 – 412 34 57", "06\u201112345678", "06\u221212345678", "06-12-34 56 78", "06.12.34 56 78",
    "(+31) 6 12345678", "+31 (6) 12345678", "+310612345678", "+49 30 901820", "010/412 34 57",
]  # fmt: skip
NONE = [
    "zaaknummer 0412345678", "dossier 0612345678", "Z2021-0123456789", "2021-0412345678",
    "0363010012345678", "NL91ABNA0417164300", "WABO-2021/0412345", "06.12.2021", "01-02-2021 14:30",
    "van 01-02-2021 tot 03-04-2021", "2021-03-01T10:00", "0,123456789", "0.123456789", "€ 1.234.567,89",
    "€ 010.000.000", "1 000 000 000", "100.000.000,00", "NL91 ABNA 0417 1643 00", "ref. 0612345678",
    "OLO 0612345678", "aanvraag 0512345678", "dossier nr. 0512345678", "kenmerk 2021 0612345678",
    "KvK 0123456789", "EUR 012 345 678 9", "week 01-02-03-04-05", "perceel 01 234 56789", "01-02-21 14.30",
    "12 stuks @ 3.50", "KvK 04123456", "artikel 1.23 lid 4", "8011 PK Zwolle", "0123", "tel. onbekend",
]  # fmt: skip


@pytest.mark.parametrize("words", PERSONAL)
@pytest.mark.parametrize(
    "around", ["{}", "Bel op {} voor overleg", "contact: {}, liefst 's ochtends", "({})"]
)
def test_is_left_out_wherever_it_stands_in_a_text(words, around):
    text = around.format(words)
    told = as_text(text)
    assert LEFT_OUT in told and not any(part in told for part in (words, words[2:-3]))
    assert not plain_texts(["", text])


@pytest.mark.parametrize("words", NONE)
@pytest.mark.parametrize("around", ["{}", "zie {} voor de stand"])
def test_is_kept_as_it_is(words, around):
    assert as_text(around.format(words)) == around.format(words)


@pytest.mark.parametrize(
    "before", ["telefoonnummer: ", "Telefoonnr. ", "bel nummer ", "zaakwaarnemer ", "tel.", "Jansen,", "Jan/"]
)
def test_words_before_a_number_that_is_no_case_do_not_keep_it(before):
    assert as_text(f"{before}0612345678") == f"{before}{LEFT_OUT}"
    assert as_text("0612345678/0687654321") == f"{LEFT_OUT}/{LEFT_OUT}"


def test_a_number_of_ten_digits_in_a_column_of_numbers_is_that_number():
    assert identifier("0612345678") == "0612345678" and identifier("jan @ bedrijf.nl") == LEFT_OUT


def test_no_typed_table_holds_it():
    lines = [f"{i};1-2-2021;Gebeld met {words} hierover;nee;open" for i, words in enumerate(PERSONAL, 1)]
    content = "\n".join(["Nr;Gemeld op;Knelpunt;Onoverkomelijk;Status", *lines])
    reading = room.read(content.encode(), "proefprojecten mrt-21.csv", load_plan(), "pilots")
    told = reading.frames["bottlenecks"]["description"].tolist()
    assert told == [f"Gebeld met {LEFT_OUT} hierover"] * len(PERSONAL)
