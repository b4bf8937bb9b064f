"""Mutates the sample and messy workbooks and reads them.

Whatever comes in is a reading or one clear sentence.

`python -m tests.intake.fuzz [how many] [first seed]`; every case follows from its seed. A case fails on any
other exception than UnreadableFile, on more than 10 s, and on more than 1 GiB of memory at its peak.
"""

from __future__ import annotations

import io
import random
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from tests.intake.report import messy
from wkb_data.delivering import facts_of_reading
from wkb_data.intake.annotate import annotate
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files

SECONDS, MEGABYTES = 10, 1024
NASTY = [
    None,
    "",
    " ",
    "=1/0",
    "=A1",
    "#N/A",
    "totaal",
    "Totaal",
    "n.v.t.",
    "PM",
    "31-2-2021",
    "1.2",
    1.2,
    -1,
    1e308,
    10**18,
    "😀" * 50,
    "x" * 5000,
    "\u200b",
    "'",
    "<b>",
    "&amp;",
    True,
    44270,
    "Q5 2021",
    "1-2",
    "Bergen",
    "Haaren",
    "0",
    "1.584,5",
    "jan-21",
    "Aspect",
    "Projectnummer",
    "Status",
]


@dataclass(frozen=True)
class Outcome:
    seed: int
    what: str
    said: str
    seconds: float
    megabytes: float

    @property
    def bad(self) -> bool:
        return self.what == "traceback" or self.seconds > SECONDS or self.megabytes > MEGABYTES


@lru_cache(maxsize=1)
def sources() -> list[Path]:
    return [FOLDER / r["file"] for r in sample_files()] + messy()


def _bytes(content: bytes, rng: random.Random) -> bytes:
    """Flips, cuts out and cuts off bytes."""
    data = bytearray(content)
    for _ in range(rng.choice([1, 3, 20])):
        at = rng.randrange(len(data) or 1)
        way = rng.random()
        if way < 0.5 and data:
            data[at] = rng.randrange(256)
        elif way < 0.8:
            del data[at : at + rng.randrange(1, 200)]
        else:
            del data[at:]
    return bytes(data)


def _parts(content: bytes, rng: random.Random) -> bytes:
    """Damages one part inside the zip: leaves it out, empties it, repeats or garbles pieces of its XML."""
    try:
        source = zipfile.ZipFile(io.BytesIO(content))
        names = source.namelist()
        chosen, out = rng.choice(names), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in names:
                data = source.read(name)
                if name == chosen:
                    way = rng.random()
                    if way < 0.15:
                        continue
                    if way < 0.25:
                        data = b""
                    elif way < 0.5:
                        pieces = data.split(b"<")
                        rng.shuffle(pieces)
                        data = b"<".join(pieces)
                    elif way < 0.75:
                        data = data.replace(
                            rng.choice([b'r="', b't="', b"<v>", b"<c ", b"row", b's="', b"1"]),
                            rng.choice([b"", b'r="ZZZ9', b"<", b"999999999", b'"']),
                            rng.randrange(1, 9),
                        )
                    else:
                        data = _bytes(data, rng)
                target.writestr(name, data)
        return out.getvalue()
    except (zipfile.BadZipFile, OSError, ValueError):
        return _bytes(content, rng)


def _cells(content: bytes, rng: random.Random) -> bytes:
    """Does what people do in Excel: types, deletes, inserts, merges, hides, renames."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
        for _ in range(rng.choice([1, 2, 5, 15])):
            sheet = rng.choice(book.worksheets)
            rows, columns = max(sheet.max_row, 1), max(sheet.max_column, 1)
            r, c, way = rng.randint(1, min(rows + 2, 200)), rng.randint(1, min(columns + 2, 60)), rng.random()
            if way < 0.55:
                sheet.cell(r, c).value = rng.choice(NASTY)
            elif way < 0.63:
                sheet.insert_rows(r, rng.randint(1, 3))
            elif way < 0.7:
                sheet.delete_rows(r)
            elif way < 0.78:
                rng.choice([sheet.insert_cols, sheet.delete_cols])(c)
            elif way < 0.86:
                until = get_column_letter(c + rng.randint(0, 3))
                sheet.merge_cells(f"{get_column_letter(c)}{r}:{until}{r + rng.randint(0, 3)}")
            elif way < 0.9:
                sheet.sheet_state = rng.choice(["hidden", "visible"])
            elif way < 0.95:
                other = rng.randint(1, min(columns, 60))
                for row in range(1, min(rows, 200) + 1):
                    a, b = sheet.cell(row, c), sheet.cell(row, other)
                    a.value, b.value = b.value, a.value
            else:
                book.copy_worksheet(sheet)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    except Exception:
        return _bytes(content, rng)


def mutated(seed: int) -> tuple[bytes, str]:
    """The workbook of a seed and its name."""
    rng = random.Random(seed)
    path = rng.choice(sources())
    content = rng.choices([_cells, _parts, _bytes], [6, 3, 1])[0](path.read_bytes(), rng)
    return content, path.name if rng.random() < 0.9 else rng.choice(["a.xlsx", "b.csv", "c.xls", "d"])


def _peak() -> float:
    line = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(line.split()[1]) / 1024


def run(seed: int) -> Outcome:
    """Reads the workbook of one seed, marks it, and makes its facts where it may be stored."""
    content, name = mutated(seed)
    Path("/proc/self/clear_refs").write_text("5")
    start = time.perf_counter()
    signal.alarm(3 * SECONDS)
    try:
        reading = read_workbook(content, name, load_plan())
        if reading.month and not reading.errors:
            facts_of_reading(reading, load_plan())
        what, said = "gelezen", ""
        if not all(a.balances for a in reading.accounts):
            what, said = "traceback", f"de rekening gaat niet op: {reading.accounts}"
        annotate(content, name, reading.findings)
    except UnreadableFile as refusal:
        what, said = "geweigerd", str(refusal)
        if "\n" in said or not said.strip():
            what = "traceback"
    except BaseException:
        what, said = "traceback", traceback.format_exc(limit=-4)
    finally:
        signal.alarm(0)
    return Outcome(seed, what, said, time.perf_counter() - start, _peak())


def _ready() -> None:
    def too_long(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, too_long)


def fuzz(count: int, first: int = 0) -> list[Outcome]:
    """The outcomes of so many seeds, two at a time."""
    with ProcessPoolExecutor(2, initializer=_ready) as pool:
        return list(pool.map(run, range(first, first + count), chunksize=20))


def main() -> int:
    count, first = (*map(int, sys.argv[1:3]), *(200, 0)[len(sys.argv) - 1 :])
    outcomes = fuzz(count, first)
    for o in outcomes:
        if o.bad:
            print(f"zaad {o.seed}: {o.what}, {o.seconds:.1f} s, {o.megabytes:.0f} MB\n{o.said}")
    print(dict(Counter(o.what for o in outcomes)))
    print(
        f"langste {max(o.seconds for o in outcomes):.2f} s; meeste geheugen "
        f"{max(o.megabytes for o in outcomes):.0f} MB; fout {sum(o.bad for o in outcomes)}"
    )
    return 1 if any(o.bad for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
