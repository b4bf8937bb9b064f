"""Damaged workbooks: each is read or refused in one sentence, and no process but its reader's ends.

`python -m tests.intake.test_mutants 2500` tries so many of each format and says what became of them.
"""

import random
import sys
import time
from collections import Counter

import pytest

from tests.intake.test_every_format import as_ods, as_xls, as_xlsb, as_xlsx, rewritten
from wkb_data.intake import room
from wkb_data.intake.findings import UnreadableFile
from wkb_data.plan import load_plan

CSV = b"Nr;Activiteit;Uitvoerende partij;Start;Gereed\n1;Proef;VNG;1-1-2021;1-2-2021\n" * 3
MAKERS = {"xls": as_xls, "xlsb": as_xlsb, "ods": as_ods, "csv": lambda: CSV, "xlsx": as_xlsx}
SHEET = "xl/worksheets/sheet1"
PARTS = {
    "xlsb": [f"{SHEET}.bin", f"{SHEET}.bin", "xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin"],
    "ods": ["content.xml", "styles.xml", "META-INF/manifest.xml"],
    "xlsx": [f"{SHEET}.xml", "xl/workbook.xml", "xl/styles.xml"],
}
PLAN = load_plan()


def damaged(content: bytes, r: random.Random) -> bytes:
    """Some bytes changed, put in or taken out."""
    data = bytearray(content)
    for _ in range(r.choice((1, 3, 20))):
        at = r.randrange(len(data) or 1)
        if data and r.random() < 0.5:
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
    victim = r.choice(PARTS[kind])
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
    assert not any(room.NOT_READ in t for t in told)  # no reader was ended by its file, and none failed
    assert room._warm.process.pid == before and room._warm.process.poll() is None


def became(said: str) -> str:
    """What became of a mutant: read, refused, or its reader failed or was ended, which is ours to mend."""
    if said == "read" or room.NOT_READ not in said:
        return "read" if said == "read" else "refused"
    return "ended" if "meer tijd" in said else "failed"


def many(kind: str, count: int) -> str:
    """One line on so many mutants of a format: what became of them, and how long the slowest took."""
    told, slowest, worst = Counter(), 0.0, 0
    for seed in range(count):
        start = time.monotonic()
        said = tried(kind, seed)
        lost = (
            "ended" if "meer tijd of geheugen" in said else "failed" if room.NOT_READ in said else "refused"
        )
        told["read" if said == "read" else lost] += 1
        if lost != "refused":
            print(f"{kind} {seed}: {said}")
        if (took := time.monotonic() - start) > slowest:
            slowest, worst = took, seed
    return f"{kind}: {dict(told)}; slowest {slowest:.2f} s (seed {worst})"


if __name__ == "__main__":
    room.prepare()
    first = room._warm.process.pid
    for form in MAKERS:
        print(many(form, int(sys.argv[1]) if len(sys.argv) > 1 else 250), flush=True)
    print("the room stayed" if room._warm.process.pid == first else "the room fell")
