"""Writes the cases of `cases/` as workbooks, each with its reading beside it.

`python -m tests.intake.make_workbooks`.

A workbook is made when it is not there yet, or when its reading has changed; `--all` makes every one anew.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import openpyxl

from tests.intake.cases import CASES

FOLDER = Path(__file__).with_name("workbooks")


def main() -> int:
    listed = {name for file, *_ in CASES for name in (file, f"{file}.json")}
    for old in FOLDER.glob("*"):
        if old.name not in listed:
            old.unlink()
    made = 0
    for file, about, register, month, build in CASES:
        book = openpyxl.Workbook()
        built = build(book)
        content, wanted = built if isinstance(built, tuple) else (None, built)
        told = (
            json.dumps(
                {"about": about, "register": register, "month": month, **wanted}, ensure_ascii=False, indent=1
            )
            + "\n"
        )
        beside = FOLDER / f"{file}.json"
        if (
            "--all" not in sys.argv
            and (FOLDER / file).exists()
            and beside.exists()
            and beside.read_text(encoding="utf-8") == told
        ):
            continue
        if content is None:
            out = io.BytesIO()
            book.save(out)
            content = out.getvalue()
        (FOLDER / file).write_bytes(content)
        beside.write_text(told, encoding="utf-8")
        made += 1
    print(f"{made} van {len(CASES)} werkmappen gemaakt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
