"""Damaged workbooks: each is read or refused in one sentence, and no process but its reader's ends.

`python -m tests.intake.test_mutants 10000` tries so many.
"""

import random
import sys

import pytest

from tests.intake.test_every_format import as_ods, as_xls, as_xlsx, rewritten
from wkb_data.intake import room
from wkb_data.intake.findings import UnreadableFile
from wkb_data.plan import load_plan

CSV = b"Nr;Activiteit;Uitvoerende partij;Start;Gereed\n1;Proef;VNG;1-1-2021;1-2-2021\n" * 3
MAKERS = {"xls": as_xls, "ods": as_ods, "xlsx": as_xlsx, "csv": lambda: CSV}
PLAN = load_plan()


def damaged(content: bytes, r: random.Random) -> bytes:
    """Some bytes changed, put in or taken out."""
    data = bytearray(content)
    for _ in range(r.choice((1, 3, 20))):
        at = r.randrange(len(data))
        if r.random() < 0.5:
            data[at] = r.choice((0, 255, r.randrange(256)))
        elif r.random() < 0.5:
            data[at:at] = bytes(r.choice(b"0123456789\"<>/ =;'&") for _ in range(r.choice((1, 4, 8))))
        else:
            del data[at : at + r.choice((1, 5, 50))]
    return bytes(data)


def mutant(kind: str, seed: int) -> bytes:
    """A sound workbook of a kind with damage: in one part of a zip, or in the file as a whole."""
    r = random.Random(f"{kind} {seed}")
    content = MAKERS[kind]()
    if kind in ("csv", "xls") or r.random() < 0.2:
        return damaged(content, r)
    victim = r.choice(["content.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
    return rewritten(content, lambda path, part: (path, damaged(part, r) if path == victim else part))


def tried(kind: str, seed: int) -> str:
    """How a mutant was handled: `read`, or the sentence of the refusal."""
    try:
        room.read(mutant(kind, seed), f"planning mrt-21.{kind}", PLAN, "planning")
    except UnreadableFile as refusal:
        return str(refusal)
    return "read"


@pytest.mark.parametrize("kind", MAKERS)
def test_a_damaged_workbook_is_read_or_refused_and_the_room_stays(kind):
    room.prepare()
    before = room._warm.process.pid
    told = [tried(kind, seed) for seed in range(25)]
    assert all(t == "read" or t.startswith(f"planning mrt-21.{kind}") and "\n" not in t for t in told)
    assert room._warm.process.pid == before and room._warm.process.poll() is None


if __name__ == "__main__":
    room.prepare()
    first = room._warm.process.pid
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    outcomes = [tried(kind, seed) for seed in range(many // len(MAKERS)) for kind in MAKERS]
    read, ended = outcomes.count("read"), sum("vraagt meer tijd" in told for told in outcomes)
    stayed = "bleef" if room._warm.process.pid == first else "viel uit"
    print(
        f"{len(outcomes)} beschadigde werkmappen: {read} gelezen; {ended} lezers eindigden; de kamer {stayed}"
    )
