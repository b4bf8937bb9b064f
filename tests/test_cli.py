"""The command line keeps to its contract: JSON keys, exit codes, nothing stored on a refusal."""

import json
import os
import subprocess
import sys

import openpyxl
import pytest

from tests.commands import TOP, run, started
from tests.intake.cases.making import HEAD


def workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


GOOD = [
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


def test_check_json_has_the_keys_of_the_contract_and_exit_0(tmp_path):
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [["Register"], [], HEAD, GOOD])
    done = started(tmp_path, "check", path, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert set(said) == {"file", "register", "month", "tables", "findings", "account", "claims"}
    assert said["claims"] == [{"month": "2021-03", "where": "bestandsnaam"}]
    counted = said["account"][0]
    assert counted["cells"] == counted["read"] + sum(a["cells"] for a in counted["set_aside"])
    assert (said["register"], said["month"]) == ("pilots", "2021-03")
    table = said["tables"][0]
    assert (table["table"], table["header_row"], table["rows"]) == ("pilots", 3, 1)
    assert table["columns"]["category"] == "C" and table["columns"]["municipality"] == "F"
    assert said["findings"] == []


def test_a_process_forked_for_a_command_says_what_one_that_is_started_says(tmp_path):
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [HEAD, GOOD, ["P2", "Hal", "toren", *GOOD[3:]]])
    for arguments in (("deliver", path), ("deliver", path, "--by", "BG")):
        forked, other = run(tmp_path, *arguments), started(tmp_path, *arguments)
        for part in ("returncode", "stdout", "stderr"):
            assert getattr(forked, part) == getattr(other, part)


def test_an_error_names_the_cell_and_gives_exit_1_and_deliver_stores_nothing(tmp_path):
    bad = [*GOOD[:2], "Grondgeb. woning", *GOOD[3:]]
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [HEAD, GOOD, ["P2", *bad[1:]]])
    done = run(tmp_path, "check", path, "--json")
    finding = json.loads(done.stdout)["findings"][0]
    assert done.returncode == 1
    assert (finding["level"], finding["cell"], finding["column"], finding["value"]) == (
        "error",
        "C3",
        "category",
        "Grondgeb. woning",
    )
    assert set(finding) == {
        "kind",
        "level",
        "table",
        "sheet",
        "cell",
        "column",
        "value",
        "message",
        "suggestion",
    }
    assert run(tmp_path, "deliver", path, "--by", "BG").returncode == 1
    assert run(tmp_path, "deliveries").stdout == ""


def test_deliver_measures_withdraw_and_rebuild(tmp_path):
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [HEAD, GOOD, ["P2", "Brug", "categorie 6", *GOOD[3:]]])
    assert run(tmp_path, "deliver", path, "--by", "BG").returncode == 0
    facts = run(tmp_path, "measures", "--csv").stdout
    assert "2021-03,3.1,pilots_by_status,status=started,2.0,projecten" in facts
    assert "2021-03,3.2,municipalities_taking_part,,1.0,gemeenten" in facts
    assert run(tmp_path, "rebuild").returncode == 0
    assert run(tmp_path, "measures", "--csv").stdout == facts
    assert run(tmp_path, "withdraw", 1, "--why", "verkeerd bestand").returncode == 0
    assert "pilots_by_status" not in run(tmp_path, "measures", "--csv").stdout
    assert "ingetrokken: verkeerd bestand" in run(tmp_path, "deliveries").stdout


def test_read_gives_canonical_csv(tmp_path):
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [HEAD, GOOD])
    done = run(tmp_path, "read", path, "--table", "pilots")
    head, row = done.stdout.splitlines()
    assert head.startswith("id,name,category,approach,network,municipality,status,registered,started")
    assert row.startswith("P1,Hal,Bedrijfsgebouwen,volume,,Zwolle,started,2021-03-01,2021-03-02,")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04rubbish", b"<html><table></table></html>"])
def test_what_is_no_workbook_gives_one_line_and_exit_2(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    done = run(tmp_path, "check", path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr


def test_a_missing_file_and_a_wrong_command_give_exit_2(tmp_path):
    assert run(tmp_path, "check", "nergens.xlsx").returncode == 2
    assert run(tmp_path, "frobnicate").returncode == 2
    assert run(tmp_path, "check", "x.xlsx", "--month", "maart").returncode == 2


def test_deliver_without_a_certain_month_asks_for_it(tmp_path):
    path = workbook(tmp_path / "pilots.xlsx", [HEAD, GOOD])
    done = run(tmp_path, "deliver", path, "--by", "BG")
    assert done.returncode == 2 and "peilmaand" in done.stderr
    assert run(tmp_path, "deliver", path, "--by", "BG", "--month", "2021-03").returncode == 0


def test_what_is_no_file_or_far_too_large_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pijp")
    large = tmp_path / "groot.xlsx"
    large.touch()
    os.truncate(large, 30 * 2**30)
    for path, words in ((tmp_path / "pijp", "is geen bestand"), (large, "30720 MB; hier past hoogstens")):
        done = run(tmp_path, "check", path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1) and words in done.stderr


def test_no_room_for_the_output_is_one_line(tmp_path):
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "wkb_data", "plan", "--check"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=TOP, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1) and "geen ruimte" in done.stderr


def test_a_month_has_digits_of_ours(tmp_path):
    path = workbook(tmp_path / "pilots.xlsx", [HEAD, GOOD])
    done = run(tmp_path, "deliver", path, "--by", "BG", "--month", "20٢١-03")
    assert done.returncode == 2 and "is geen maand" in done.stderr


def test_a_cell_of_line_ends_takes_no_time(tmp_path):
    """Within the seconds of a reader: patterns that begin anew at each line would take four times those."""
    row = [*GOOD[:1], "\n" * 32_000 + "x", *GOOD[2:]]
    path = workbook(tmp_path / "pilots mrt-21.xlsx", [["Register"], [], HEAD, row])
    done = started(tmp_path, "check", path, WKB_READ_SECONDS="10")
    assert done.returncode == 0, done.stderr
