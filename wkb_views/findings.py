"""Findings as lines that open on the rows of the workbook they are about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from wkb_data.intake.kinds import KINDS
from wkb_data.schema import table_named
from wkb_views import tables
from wkb_views.text import plain, safe_html
from wkb_words.words import plural

LEVEL_SIGNS = {"error": "✗ fout", "warning": "! let op", "info": "i ter informatie"}
OPENED, SAID = 25, 8


@dataclass
class _Group:
    """Findings of one kind at one column of a sheet: what is said of which cells."""

    kind: str
    level: str
    sheet: str
    heading: str
    said: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cells(self) -> list[str]:
        return [cell for cells in self.said.values() for cell in cells]

    @property
    def text(self) -> str:
        """What is said of all, or what the kind of it is where several things are said."""
        if len(self.said) == 1 or self.kind not in KINDS:
            return next(iter(self.said))
        where = f"kolom '{self.heading}': " if self.heading else ""
        return f"{where}{KINDS[self.kind].cause} {KINDS[self.kind].cure}"


def _grouped(findings: list[dict]) -> list[_Group]:
    """The findings by kind, level, sheet and column; those kept before there were kinds by what is said."""
    groups: dict[tuple, _Group] = {}
    for f in findings:
        said, kind, sheet = _said(f), f.get("kind") or "", f["sheet"] or ""
        level, key = LEVEL_SIGNS[f["level"]], (kind or said, f["level"], sheet, f["table"], f["column"])
        group = groups.setdefault(key, _Group(kind, level, sheet, _heading(f)))
        group.said.setdefault(said, []).extend([f["cell"]] if f["cell"] else [])
    return list(groups.values())


def _said(f: dict) -> str:
    """What a finding says without its cell, with what was probably meant."""
    message = f["message"].removeprefix(f"{f['cell']}: ") if f["cell"] else f["message"]
    likely = f["suggestion"] and f["suggestion"] not in message
    return f"{message} Voorstel: {f['suggestion']}." if likely else message


def _heading(f: dict) -> str:
    """What the column of a finding is called; nothing where it is about none."""
    with suppress(KeyError, StopIteration):
        return table_named(f["table"]).column(f["column"]).heading
    return ""


def _listed(cells: list[str], most: int) -> str:
    """`C3, C4 en 5 andere cellen`."""
    more = f" en {plural(len(cells) - most, 'andere cel', 'andere cellen')}" if len(cells) > most else ""
    return ", ".join(cells[:most]) + more


def _each(group: _Group) -> list[str]:
    """What is said of which cells, where several things are; the first ones and how many there are more."""
    told = [f"{_listed(cells, 6)}: {said}" if cells else said for said, cells in group.said.items()]
    more = plural(len(told) - SAID, "andere", "andere")
    return told[:SAID] + ([f"en {more} zoals deze"] if len(told) > SAID else [])


def table(findings: list[dict]) -> pd.DataFrame:
    """Findings as a table for a reader, those of a kind together: Soort, Blad, Cel, Wat is er, Per cel."""
    rows = [
        (g.level, g.sheet, _listed(g.cells, 8), g.text, " · ".join(_each(g)) if len(g.said) > 1 else "")
        for g in _grouped(findings)
    ]
    return pd.DataFrame(rows, columns=["Soort", "Blad", "Cel", "Wat is er en wat te doen", "Per cel"])


def lines(
    found: list[dict], excerpt: Callable[[str, list[str]], tuple[pd.DataFrame, list[tuple[int, int]]]]
) -> None:
    """Every kind of finding as a line that opens on the rows of the workbook it is about; the first is open.

    `excerpt` gives those rows for a sheet and cells.
    """
    groups = _grouped(found)
    first = next((g for g in groups if g.cells), None)
    for group in groups[:OPENED]:
        where = _listed(group.cells, 6)
        head = f"{group.level} · {where}" if where else group.level
        if not group.cells:
            st.markdown(f"**{plain(head)}** · {plain(group.text)}")
            continue
        with st.expander(f"**{plain(head)}** · {plain(group.text)}", expanded=group is first):
            if len(group.said) > 1:
                told = "".join(f"<li>{safe_html(line)}</li>" for line in _each(group))
                st.html(f'<ul class="told">{told}</ul>')
            st.html(_excerpt(*excerpt(group.sheet, group.cells), group.sheet))
    if len(groups) > OPENED:
        tables.grid(table(found), "Alle bevindingen")


def _excerpt(table: pd.DataFrame, marked: list[tuple[int, int]], sheet: str) -> str:
    """A piece of a sheet as an HTML table with some cells marked, by row and column of `table`."""
    wide = {c for _, c in marked}
    head = "".join(
        f'<th scope="col"{" class=marked" if c in wide else ""}>{safe_html(title)}</th>'
        for c, title in enumerate(table.columns)
    )
    body = ""
    for r, row in enumerate(table.itertuples(index=False)):
        cells = "".join(
            f"<td{' class=marked' if (r, c) in marked else ''}>{safe_html(v)}</td>" for c, v in enumerate(row)
        )
        body += f"<tr>{cells}</tr>"
    caption = f'<caption class="quiet">Blad {safe_html(sheet)}</caption>'
    return f'<div class="excerpt" tabindex="0"><table>{caption}<tr>{head}</tr>{body}</table></div>'
