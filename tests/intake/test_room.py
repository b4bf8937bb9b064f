"""Workbooks are read in a process of their own.

The same reading comes out, and what happens inside stays inside.
"""

import os
import pickle
import re
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wkb_data.intake import room, wire
from wkb_data.intake.annotate import annotate
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import read_workbook
from wkb_data.intake.templates import template
from wkb_data.plan import load_plan
from wkb_data.schema import registers

PLAN = load_plan()
WORKBOOKS = sorted(
    p for p in (Path(__file__).parents[2] / "sample_data").rglob("*.xlsx") if re.search("2021-08|aug", p.name)
)
LITTLE = b"Aspect;Status;Onderbouwing\n1.1;groen;goed\n1.2;paars;\n"


@pytest.fixture
def forking(monkeypatch):
    """This process forks itself, as the command line does, so a job of the test is known inside."""
    monkeypatch.setattr(room, "_alone", True)


def aborted(*_):
    os.abort()


def hungry(*_):
    held = []  # one large block may fit in what this process had set free before it was bounded
    while True:
        held.append(bytearray(2**20))


def busy(*_):
    while True:
        pass


def asleep(*_):
    time.sleep(3600)


def writing(path):
    Path(path).write_text("x" * 100)


def talking(_):
    with socket.socket(fileno=3) as line:
        room._send(line, pickle.dumps(os.system))
    os._exit(0)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda p: p.stem)
def test_a_reading_from_the_room_equals_one_made_here(path):
    inside, here = (read(path.read_bytes(), path.name, PLAN) for read in (room.read, read_workbook))
    assert inside.as_dict() == here.as_dict()
    assert inside.workbook.content == path.read_bytes()
    grids = [
        [g.row(r) for g in book.workbook.grids for r in range(min(6, g.height))] for book in (inside, here)
    ]
    assert grids[0] == grids[1]
    for name, frame in here.frames.items():
        assert inside.frames[name].equals(frame)
        assert inside.frames[name].dtypes.equals(frame.dtypes), name


def test_a_large_table_comes_out_with_its_addresses_and_as_many_findings_as_are_listed():
    heads = "Nr;Activiteit;Uitvoerende partij;Start;Gereed\n"
    content = heads + "".join(f"{i};Werk {i};VNG;1-1-2021;gisteren{i % 7}\n" for i in range(3500))
    reading = room.read(content.encode(), "planning mrt-21.csv", PLAN, "planning")
    table = reading.tables["activities"]
    assert len(table.frame) == 3500 and table.cells["end"][3499] == "E3501"
    assert len(table.left_out) == 3500 and table.left_out[3499].cell == "E3501"
    told = [f.message for f in reading.errors if f.column == "end"]
    assert len(told) == 201 and "nog 3300 cellen" in told[-1]


def test_a_marked_copy_and_a_template_come_out_as_made_here():
    path = WORKBOOKS[0]
    found = read_workbook(path.read_bytes(), path.name, PLAN).findings
    assert len(room.mark(path.read_bytes(), path.name, found)) == len(
        annotate(path.read_bytes(), path.name, found)
    )
    assert abs(len(room.form("pilots", PLAN, None)) - len(template(registers()["pilots"], PLAN))) < 20


def test_a_refusal_comes_out_as_the_sentence_it_is():
    with pytest.raises(UnreadableFile, match="is leeg"):
        room.read(b"", "leeg.xlsx", PLAN)


@pytest.mark.parametrize("deed", [aborted, hungry, busy, asleep], ids=lambda d: d.__name__)
def test_a_reader_that_ends_or_asks_too_much_is_one_sentence(deed, forking, monkeypatch):
    monkeypatch.setattr(room, "SECONDS", 1)
    monkeypatch.setattr(room, "MEMORY", 64 * 2**20)
    monkeypatch.setitem(room.JOBS, "deed", deed)
    with pytest.raises(UnreadableFile) as refusal:
        room._ask("deed", "werk.xlsx", "")
    assert str(refusal.value).startswith("werk.xlsx is beschadigd, of vraagt meer")
    assert "\n" not in str(refusal.value)


def test_a_failure_inside_is_a_sentence_outside(forking, monkeypatch):
    monkeypatch.setitem(room.JOBS, "deed", lambda _: 1 / 0)
    with pytest.raises(UnreadableFile, match="werk.xlsx is niet te lezen"):
        room._ask("deed", "werk.xlsx", "")


def test_a_reader_leaves_no_file_behind(forking, monkeypatch, tmp_path):
    monkeypatch.setitem(room.JOBS, "deed", writing)
    with pytest.raises(UnreadableFile):
        room._ask("deed", "werk.xlsx", str(tmp_path / "buit"))
    assert not (tmp_path / "buit").exists() or (tmp_path / "buit").stat().st_size == 0


def test_a_reader_that_was_taken_over_cannot_have_anything_run_outside(forking, monkeypatch):
    monkeypatch.setitem(room.JOBS, "deed", talking)
    with pytest.raises(UnreadableFile, match="is beschadigd, of vraagt meer"):
        room._ask("deed", "werk.xlsx", "")
    with pytest.raises(wire.Untrusted):
        wire.unpack(pickle.dumps(os.system))
    with pytest.raises(wire.Untrusted):
        wire.unpack(b"no pickle at all")


def test_a_warm_room_reads_for_many_at_once_and_recovers_when_it_is_killed():
    with ThreadPoolExecutor(4) as visitors:
        read = [visitors.submit(room.read, LITTLE, f"{i} mrt-21.csv", PLAN, "planning") for i in range(8)]
    assert {len(r.result().findings) for r in read} == {len(read[0].result().findings)}
    os.kill(room._warm.process.pid, 9)
    assert room.read(LITTLE, "na mrt-21.csv", PLAN, "planning").month == "2021-03"


def test_the_warm_process_ends_with_its_server():
    own = room._Warm()
    own.ready()
    own.control.close()
    deadline = threading.Timer(20, own.process.kill)
    deadline.start()
    assert own.process.wait() == 0
    deadline.cancel()
