"""Findings of one kind at one column are one line, however their sentences differ."""

from tests.intake.cases.making import HEAD, ONE, THREE, TWO, read_rows, with_
from wkb_data.intake.kinds import KINDS
from wkb_views.findings import table


def told(*rows):
    """The table of the errors of a list of pilots."""
    found = [f.as_dict() for f in read_rows(HEAD, *rows).findings if f.level == "error"]
    return found, table(found)


def test_other_words_of_one_kind_are_one_line_with_each_word_at_its_cell():
    rows = with_(ONE, categorie="Kasteel"), with_(TWO, categorie="Hut"), with_(THREE, categorie="Hut")
    found, shown = told(*rows)
    assert [(f["cell"], f["kind"]) for f in found] == [(f"C{r}", "category-unreadable") for r in (2, 3, 4)]
    [line] = shown.to_dict("records")
    assert (line["Soort"], line["Cel"]) == ("✗ fout", "C2, C3, C4")
    kind = KINDS["category-unreadable"]
    assert line["Wat is er en wat te doen"] == f"kolom 'Categorie': {kind.cause} {kind.cure}"
    each = line["Per cel"].split(" · ")
    assert each[0].startswith("C2: 'Kasteel': ") and each[1].startswith("C3, C4: 'Hut': ")


def test_one_sentence_stays_as_it_is_and_another_column_is_another_line():
    _, shown = told(with_(ONE, categorie="Hut"), with_(TWO, gemeente="Xanadu"))
    assert shown["Cel"].tolist() == ["C2", "F3"] and shown["Per cel"].tolist() == ["", ""]
    assert shown["Wat is er en wat te doen"][0].startswith("'Hut': ")


def test_the_sentence_decides_nothing_where_there_is_a_kind():
    found, shown = told(with_(ONE, categorie="Hut"), with_(TWO, categorie="Kasteel"))
    other = [f | {"message": f"{f['cell']}: iets heel anders, nummer {i}"} for i, f in enumerate(found)]
    assert len(table(other)) == len(shown) == 1


def test_what_was_kept_before_there_were_kinds_is_grouped_by_what_is_said():
    found, _ = told(
        with_(ONE, categorie="Hut"), with_(TWO, categorie="Kasteel"), with_(THREE, categorie="Hut")
    )
    assert table([f | {"kind": ""} for f in found])["Cel"].tolist() == ["C2, C4", "C3"]
