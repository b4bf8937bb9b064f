"""What a closed month says of itself afterwards, in its papers and on its pages.

August 2021: 62 projects of the network had started and 5.1 was proposed green (samples). The meeting makes
5.1 orange, puts 3.1 before the Monitoringsgroep, answers the signal at 6.3 and judges PP-017; afterwards one
more project is delivered as started.
"""

import io
from types import SimpleNamespace

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from tests.meeting.acts import MONTH, PLAN, deliver, one_more, write
from wkb_data.meetings.agenda import agenda
from wkb_data.meetings.closing import close
from wkb_data.standing import standing
from wkb_data.store import meetings
from wkb_reports.agenda import outcomes
from wkb_reports.digest import digest
from wkb_reports.material import Material
from wkb_reports.papers import papers
from wkb_words import meeting as words
from wkb_words import stages

ANSWER = "De opleiding levert in het najaar honderd mensen op"


def point(on, kind: str, key: str) -> str:
    return next(i.id for i in agenda(on) if i.kind == kind and key in (i.key, i.aspect))


@pytest.fixture
def closed(two_months):
    on = standing(two_months, PLAN, MONTH)
    write(
        two_months, "aspect 5.1", {"outcome": "changed", "colour": "orange", "text": "Eerst nog een toets."}
    )
    write(two_months, "aspect 3.1", {"outcome": "escalated", "note": "Over het tempo."})
    write(two_months, point(on, "signal", "6.3"), {"answer": ANSWER})
    write(two_months, point(on, "judge_pilot", "PP-017"), {"outcome": "rejected", "answer": "Geen werkplan"})
    write(two_months, point(on, "judge_pilot", "PP-105"), {"note": "Breda belt"})
    meetings.write_new(two_months, MONTH, {"subject": "Werving", "decision": "Tien per branche"})
    close(two_months, PLAN, MONTH, "Anna")
    return two_months


def texts(made: dict[str, bytes]) -> dict[str, str]:
    """Paper -> all that it says."""
    found = {}
    for name, content in made.items():
        if name.endswith("docx"):
            doc = Document(io.BytesIO(content))
            cells = [c.text for t in doc.tables for r in t.rows for c in r.cells]
            found[name] = "\n".join([p.text for p in doc.paragraphs] + cells)
        elif name.endswith("pptx"):
            shapes = [s for slide in Presentation(io.BytesIO(content)).slides for s in slide.shapes]
            cells = [c.text for s in shapes if s.has_table for r in s.table.rows for c in r.cells]
            found[name] = "\n".join([s.text_frame.text for s in shapes if s.has_text_frame] + cells)
    return found


def sheet(content: bytes, name: str) -> list[dict]:
    """The rows of a sheet of the fact book, whose heads stand in row 4."""
    rows = list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(min_row=4, values_only=True))
    return [dict(zip(rows[0], r, strict=True)) for r in rows[1:]]


def test_papers_of_a_closed_month_say_what_was_decided_and_ask_nothing(closed):
    made = texts(papers(standing(closed, PLAN, MONTH)))
    for name, text in made.items():
        assert (
            "stelde de stand van augustus 2021 vast op 27 augustus 2021 en legde 3.1 voor aan de" in text
        ), name
        assert "1 kleur werd anders dan voorgesteld (5.1); 2 besluiten genomen." in text, name
        assert "gevraagd" not in text.lower() and "een besluit gevraagd" not in text, name
    assert "PP-017 afgewezen; PP-057 niet behandeld; PP-105 genoteerd" in made["presentatie.pptx"]
    assert "Geen werkplan" in made["vergaderstuk.docx"] and "Breda belt" in made["vergaderstuk.docx"]
    mail = digest(standing(closed, PLAN, MONTH), "http://localhost")
    assert "Wat is besloten" in mail and "Wat wordt gevraagd" not in mail
    assert "Andere kleuren: 3.1 opgeschaald naar de Monitoringsgroep" in mail


def test_the_report_names_what_was_decided_and_leaves_out_what_was_put_off(closed):
    """Of three projects one was rejected, one not dealt with and one noted; no proposal was dealt with."""
    text = texts(papers(standing(closed, PLAN, MONTH)))["rapportage.docx"]
    assert "Proefproject beoordelen: PP-017 afgewezen; PP-105 genoteerd" in text
    assert "PP-057" not in text and "K20" not in text


def test_what_was_decided_stays_also_where_the_rest_of_its_kind_was_put_off():
    told = {
        "items": [
            {"kind": "judge_proposal", "key": key, "aspect": None, "outcome": said, "answer": "", "note": ""}
            for key, said in (("K22", "accepted"), ("K12", "deferred"))
        ],
        "aspects": [],
        "decisions": [],
        "corrections": [],
    }
    whole, decided = (outcomes(PLAN, told, d) for d in (False, True))
    assert whole == [("Voorstel bij een knelpunt", "K22 aangenomen; K12 aangehouden")]
    assert decided == [("Voorstel bij een knelpunt", "K22 aangenomen")]


def test_an_answer_stands_beside_its_signal_in_every_paper_with_signals(closed):
    made = papers(standing(closed, PLAN, MONTH))
    told = texts(made)
    assert ANSWER in told["vergaderstuk.docx"] and ANSWER in told["rapportage.docx"]
    [own] = [r for r in sheet(made["feitenboek.xlsx"], "Signalen") if r["Aspect"] == "6.3"]
    assert own["Antwoord"] == f"Vergadering van augustus 2021: {ANSWER}"


def test_a_figure_that_changed_since_stands_with_what_it_was(closed):
    deliver(closed, "pilots", one_more)
    on = standing(closed, PLAN, MONTH)
    of = Material(on)
    assert of.since.was("pilots_counted") == 62
    made = papers(on)
    told = texts(made)
    for name, text in told.items():
        assert "cijfers sindsdien gewijzigd" in text or "cijfers zijn sindsdien gecorrigeerd" in text, name
    facts = sheet(made["feitenboek.xlsx"], "Feiten")
    own = [f for f in facts if f["Meetwaarde"] == "pilots_counted" and not f["Dimensie"]]
    stands = {f"{f['Maand']:%Y-%m}": (f["Waarde"], f["Stand"], f["Vastgesteld was"]) for f in own}
    # July was never closed in this store; only August was, and one project was delivered as started since.
    assert stands["2021-07"][1:] == ("gemeld, nog niet vastgesteld", None)
    assert stands["2021-08"] == (63, "vastgesteld, met opschaling", 62)


def test_a_colour_delivered_otherwise_and_one_put_right_are_told(closed):
    write(closed, "correctie 2021-08 1.1", {"colour": "green", "text": "Was al behaald."}, "2021-09")
    deliver(closed, "pilots", one_more)
    on = standing(closed, PLAN, MONTH)
    found = Material(on).since
    assert found.put_right == ()  # the meeting of September is not closed yet
    shown = SimpleNamespace(figures=(), recoloured=(("1.2", "orange", "green"),), put_right=())
    assert stages.since(PLAN, shown) == "1 kleur is sindsdien anders aangeleverd (1.2)"
    assert stages.in_short(shown) == "1 kleur sindsdien gewijzigd"


def test_the_fact_book_says_how_far_each_judgement_is(closed):
    made = papers(standing(closed, PLAN, MONTH))["feitenboek.xlsx"]
    stands = {(r["Aspect"], f"{r['Maand']:%Y-%m}"): r["Stand"] for r in sheet(made, "Oordelen")}
    assert stands["3.1", "2021-08"] == "opgeschaald naar de Monitoringsgroep"
    assert stands["5.1", "2021-08"] == "vastgesteld"
    assert stands["3.1", "2021-07"] == "gemeld, nog niet vastgesteld"


def test_a_point_of_which_only_a_note_was_made_is_dealt_with_before_and_after_closing(closed):
    told = Material(standing(closed, PLAN, MONTH)).closed.told
    by = {i["key"]: i for i in told["items"] if i["kind"] == "judge_pilot"}
    assert [words.outcome(PLAN, by[k], told) for k in ("PP-017", "PP-057", "PP-105")] == [
        "afgewezen",
        "niet behandeld",
        "genoteerd",
    ]
    assert [words.still_open(by[k]) for k in ("PP-017", "PP-057", "PP-105")] == [False, True, False]


def test_what_a_point_rests_on_is_said_of_it(sample_store):
    """An outcome of an earlier meeting stands beside a point while this is the same: a term its day, a move
    its month, a project its conditions.
    """
    for month in ("2021-04", "2021-07", "2021-08"):
        points = agenda(standing(sample_store, PLAN, month))
        terms = [i for i in points if i.kind == "deadline_near"]
        assert [i.stand for i in terms] == [f"{PLAN.deadline(i.aspect, month)}" for i in terms]
        assert {i.stand for i in points if i.kind == "moved"} <= {month}
        projects = [i for i in points if i.kind == "judge_pilot"]
        assert all("Commitment vastgelegd in het werkplan: ja" in i.stand for i in projects)
    assert projects
