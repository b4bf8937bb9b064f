"""How many workbooks are read as a careful person reads them.

`python -m tests.intake.report` prints the table.

Counts the messy workbooks of `workbooks/` against the reading written beside each, and the sample workbooks
against their manifest (register, month, no errors).
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.intake.guesses import guesses
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER as SAMPLES
from wkb_data.samples import sample_files

FOLDER = Path(__file__).with_name("workbooks")


def messy() -> list[Path]:
    return sorted(p for p in FOLDER.iterdir() if p.suffix != ".json")


def _column(frame, name: str) -> list[str]:
    """A column as `read` writes it."""
    return [row[name] for row in csv.DictReader(io.StringIO(frame.to_csv(index=False)))]


def differences(path: Path) -> list[str]:
    """What the reading of a messy workbook has otherwise than the one written beside it.

    Nothing when it is right.
    """
    wanted = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    try:
        got = read_workbook(path.read_bytes(), path.name, load_plan())
    except UnreadableFile as refusal:
        if "refused" in wanted and all(w in str(refusal) for w in wanted["refused"]):
            return []
        return [f"geweigerd: {refusal}"]
    if "refused" in wanted:
        return ["gelezen, maar had geweigerd moeten worden"]
    found = []
    if (got.register, got.month) != (wanted["register"], wanted["month"]):
        found.append(f"register en maand: {got.register} {got.month}")
    tables = [[t["table"], t["sheet"], t["header_row"], t["rows"]] for t in got.as_dict()["tables"]]
    if sorted(tables) != sorted(wanted["tables"]):
        found.append(f"tabellen: {tables} in plaats van {wanted['tables']}")
    for name, columns in wanted["values"].items():
        for column, values in columns.items():
            read = _column(got.frames[name], column) if name in got.frames else None
            if read != values:
                found.append(f"{name}.{column}: {read} in plaats van {values}")
    findings = sorted([f.level, f.cell, f.column] for f in got.findings if f.level != "info")
    if findings != wanted["findings"]:
        found.append(f"bevindingen: {findings} in plaats van {wanted['findings']}")
    found += unbalanced(got)
    said = " ".join(f.message for f in got.findings)
    found += [f"zegt niet: {words}" for words in wanted["says"] if words not in said]
    return found


def unbalanced(got) -> list[str]:
    """Sheets of which not every cell and every row is read or set aside, counted from the grid itself."""
    found = []
    for a in got.accounts:
        grid = next(g for g in got.workbook.grids if g.name == a.sheet)
        beside = sum(grid.cell(r, c) == "" for r, c in (*grid.errors, *grid.unsaved))
        if not a.balances or a.cells != int(grid.filled_counts().sum()) + beside:
            found.append(f"blad {a.sheet} gaat niet op: {a}")
    return found


def sample_differences(row: dict[str, str]) -> list[str]:
    path = SAMPLES / row["file"]
    got = read_workbook(path.read_bytes(), path.name, load_plan())
    found = (
        []
        if (got.register, got.month) == (row["register"], row["month"])
        else [f"register en maand: {got.register} {got.month}"]
    )
    return found + [f.message for f in got.errors] + unbalanced(got)


def readings() -> Iterator[Reading]:
    """Of every workbook of the tests that can be read, its reading."""
    for path in (*messy(), *(SAMPLES / row["file"] for row in sample_files())):
        with suppress(UnreadableFile):
            yield read_workbook(path.read_bytes(), path.name, load_plan())


def print_guesses() -> int:
    """A line a kind of guess: how many values rest on it, how many are named nowhere; gives the latter."""
    found = [g for reading in readings() for g in guesses(reading)]
    print()
    for what in sorted({g.what for g in found}):
        own = [g for g in found if g.what == what]
        silent = sum(g.values for g in own if not g.named)
        values = sum(g.values for g in own)
        print(f"gok: {what}: {values} waarden in {len(own)} gevallen, {silent} zonder bevinding")
    return sum(g.values for g in found if not g.named)


def main() -> int:
    right = total = 0
    for kind, items, check in (
        ("rommelig", messy(), differences),
        ("voorbeeld", sample_files(), sample_differences),
    ):
        for item in items:
            wrong = check(item)
            total, right = total + 1, right + (not wrong)
            name = item.name if isinstance(item, Path) else item["file"]
            print(f"{'goed' if not wrong else 'FOUT'}\t{kind}\t{name}")
            for line in wrong:
                print(f"\t\t{line}")
    print(f"\n{right} van {total} werkmappen goed gelezen: {100 * right / total:.1f} %")
    silent = print_guesses()
    return 0 if right == total and not silent else 1


if __name__ == "__main__":
    sys.exit(main())
