"""What a group answered about a doubtful heading holds for its next delivery, until it is undone."""

import io

import openpyxl

from tests.intake.test_shapes import HEAD, ROW
from wkb_data.delivering import check, deliver_reading, rebuild
from wkb_data.plan import load_plan
from wkb_data.store import answers
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import Store

PLAN = load_plan()


def workbook(heading):
    book = openpyxl.Workbook()
    book.active.append([heading if h == "Datum aanmelding" else h for h in HEAD])
    book.active.append(ROW)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_doubtful_heading_is_asked_once_and_undone_at_will(empty_store):
    first = check(workbook("Datum aanm"), "pilots mrt-21.xlsx", PLAN, empty_store)
    assert [(d.heading, d.guess, d.cell) for d in first.doubts] == [("Datum aanm", "registered", "H1")]
    answers.remember(empty_store, "pilots", {("pilots", "Datum aanm"): "registered"}, "BG")
    second = check(workbook("Datum aanm"), "pilots apr-21.xlsx", PLAN, empty_store)
    assert not second.doubts and not second.findings and second.frames["pilots"]["registered"].notna().all()
    answers.undo(empty_store, answers.listed(empty_store)[0].id)
    assert check(workbook("Datum aanm"), "pilots apr-21.xlsx", PLAN, empty_store).doubts


def test_an_answer_can_give_a_strange_heading_its_meaning_or_take_a_column_away(empty_store):
    book = workbook("Kolom 12")
    told = {"pilots": {("pilots", "kolom 12"): "registered"}}
    assert (
        check(book, "pilots mrt-21.xlsx", PLAN, empty_store, told=told)
        .frames["pilots"]["registered"]
        .notna()
        .all()
    )
    none = check(
        workbook("Datum aanm"),
        "pilots mrt-21.xlsx",
        PLAN,
        empty_store,
        told={"pilots": {("pilots", "datum aanm"): None}},
    )
    assert [f.column for f in none.errors] == ["registered"]


def test_rebuild_reads_a_delivery_by_the_answers_of_its_own_moment(empty_store):
    told = {"pilots": {("pilots", "kolom 12"): "registered"}}
    reading = check(workbook("Kolom 12"), "pilots mrt-21.xlsx", PLAN, empty_store, told=told)
    answers.remember(
        empty_store, "pilots", {("pilots", "Kolom 12"): "registered"}, "BG", at="2021-03-26T10:00:00.000000Z"
    )
    deliver_reading(reading, empty_store, PLAN, "BG", delivered_at="2021-03-26T10:00:00.000000Z")
    answers.undo(empty_store, 1)
    assert rebuild(empty_store, PLAN) == []


def test_answers_are_in_the_backup(empty_store, tmp_path):
    answers.remember(empty_store, "pilots", {("pilots", "Kolom 12"): "registered"}, "BG")
    backup(empty_store, tmp_path / "alles.sqlite")
    other = Store(f"sqlite:///{tmp_path / 'nieuw.sqlite'}")
    restore(other, tmp_path / "alles.sqlite")
    assert answers.remembered(other) == {"pilots": {("pilots", "kolom 12"): "registered"}}
