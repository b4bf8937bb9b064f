"""Findings as lines that open on the rows of the workbook they are about."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from wkb_views import tables
from wkb_views.text import plain, safe_html
from wkb_words.words import plural

LEVEL_SIGNS = {"error": "✗ fout", "warning": "! let op", "info": "i ter informatie"}
OPENED = 25


def _grouped(findings: list[dict]) -> dict[tuple, list[str]]:
    """The same thing at several cells as one: (level, sheet, message, suggestion) -> cells."""
    groups: dict[tuple, list[str]] = {}
    for f in findings:
        message = (
            f["message"].split(": ", 1)[1]
            if f["cell"] and f["message"].startswith(f"{f['cell']}: ")
            else f["message"]
        )
        cells = groups.setdefault(
            (LEVEL_SIGNS[f["level"]], f["sheet"] or "", message, f["suggestion"] or ""), []
        )
        if f["cell"]:
            cells.append(f["cell"])
    return groups


def table(findings: list[dict]) -> pd.DataFrame:
    """Findings as a table for a reader, the same thing grouped: Soort, Blad, Cellen, Wat is er, Voorstel."""
    rows = []
    for (level, sheet, message, suggestion), cells in _grouped(findings).items():
        listed = ", ".join(cells[:8]) + (
            f" en {plural(len(cells) - 8, 'andere cel', 'andere cellen')}" if len(cells) > 8 else ""
        )
        rows.append((level, sheet, listed, message, suggestion))
    return pd.DataFrame(rows, columns=["Soort", "Blad", "Cel", "Wat is er en wat te doen", "Voorstel"])


def lines(
    found: list[dict], excerpt: Callable[[str, list[str]], tuple[pd.DataFrame, list[tuple[int, int]]]]
) -> None:
    """Every finding as a line that opens on the rows of the workbook it is about.

    `excerpt` gives those for a sheet and cells.
    """
    groups = list(_grouped(found).items())
    for (level, sheet, message, suggestion), cells in groups[:OPENED]:
        where = ", ".join(cells[:6]) + (f" en {len(cells) - 6} andere" if len(cells) > 6 else "")
        likely = f" Voorstel: {suggestion}." if suggestion and suggestion not in message else ""
        head, said = f"{level}{f' · {where}' if where else ''}", message + likely
        if not cells:
            st.markdown(f"**{plain(head)}** · {plain(said)}")
            continue
        with st.expander(f"**{plain(head)}** · {plain(said)}"):
            st.html(_excerpt(*excerpt(sheet, cells), sheet))
    if len(groups) > OPENED:
        tables.grid(table(found), "Alle bevindingen")


def _excerpt(table: pd.DataFrame, marked: list[tuple[int, int]], sheet: str) -> str:
    """A piece of a sheet as an HTML table with some cells marked, by row and column of `table`."""
    head = "".join(f'<th scope="col">{safe_html(c)}</th>' for c in table.columns)
    body = ""
    for r, row in enumerate(table.itertuples(index=False)):
        cells = "".join(
            f"<td{' class=marked' if (r, c) in marked else ''}>{safe_html(v)}</td>" for c, v in enumerate(row)
        )
        body += f"<tr>{cells}</tr>"
    caption = f'<caption class="quiet">Blad {safe_html(sheet)}</caption>'
    return f'<div class="excerpt" tabindex="0"><table>{caption}<tr>{head}</tr>{body}</table></div>'
