"""Tables on a page: short ones as text, long ones to scroll, in Dutch words, with their download as a
workbook.
"""

from __future__ import annotations

import re
from functools import partial

import pandas as pd
import streamlit as st

from wkb_data.exports import table_workbook
from wkb_views import takeaway
from wkb_views.sheet import note, put, put_aside, say
from wkb_views.text import safe_html
from wkb_words.rows import TITLES, cell
from wkb_words.rows import by_month as by_month
from wkb_words.rows import dutch as dutch
from wkb_words.rows import in_words as in_words
from wkb_words.rows import titled as titled
from wkb_words.words import month_name, number, share

SHORT_TABLE = 20
# The column of months, and how the store writes them.
MONTH, KEY = TITLES["month"], r"\d{4}-\d\d"


def _is_share(table: pd.DataFrame, name: str) -> bool:
    return str(name).startswith("Aandeel") and pd.api.types.is_float_dtype(table[name])


def _dated(table: pd.DataFrame) -> pd.DataFrame:
    """A table with its months written as everywhere else: `2021-03` is `maart 2021`."""
    if MONTH not in table:
        return table
    keys = table[MONTH]
    told = [month_name(m) if isinstance(m, str) and re.fullmatch(KEY, m) else m for m in keys]
    return table.assign(**{MONTH: told})


def to_xlsx(table: pd.DataFrame, left_out: pd.DataFrame | None = None) -> bytes:
    """A table as a workbook; columns of shares as percentages.

    On a sheet of their own the rows that do not count.
    """
    table = _dated(table)
    more = {"Telt niet mee": left_out} if left_out is not None and len(left_out) else {}
    return table_workbook(table, tuple(n for n in table.columns if _is_share(table, n)), more)


def download(table: pd.DataFrame, name: str) -> None:
    """The line that gives a table as a workbook, made when it is asked for."""
    if len(table):
        say(takeaway.line(name))
        workbook(table, name)


def workbook(table: pd.DataFrame, name: str) -> None:
    """The button that the line of a table presses."""
    view = st.session_state.get("view")
    put_aside(
        partial(
            st.download_button,
            "Download als Excel",
            partial(to_xlsx, table, view.rows_left_out if view else None),
            f"{name}.xlsx",
            key=f"{takeaway.DOWNLOAD} {name}",
            on_click="ignore",
            type="tertiary",
        )
    )


def listed(table: pd.DataFrame, alt: str, name: str, asked: int = 0) -> None:
    """A table on the page with its download `name` below it; neither when there is nothing to list.

    The first `asked` rows ask for a decision, and are marked.
    """
    if asked and len(table) > SHORT_TABLE:
        say(plain_table(table[:asked], f"{alt}: vraagt een besluit", asked))
        grid(table, alt)
        download(table, name)
    elif len(table):
        say(plain_table(table, alt, asked)) if asked else grid(table, alt)
        download(table, name)


def plain_table(table: pd.DataFrame, alt: str, asked: int = 0) -> str:
    """A short table as HTML: its texts wrap, it prints and reads aloud.

    Numbers and shares as the Dutch write them; the first `asked` rows are marked.
    """
    table = _dated(table)
    heads, columns = [], []
    for name in table.columns:
        values = table[name].tolist()
        figures = pd.api.types.is_numeric_dtype(table[name]) and name != "Jaar"
        if figures:
            parts = 1 if any(v % 1 for v in values if v is not pd.NA and v == v) else 0
            write = share if _is_share(table, name) else partial(number, decimals=parts)
            texts = ["" if v is pd.NA or v != v else write(v) for v in values]
        else:
            texts = [safe_html(cell(v)) for v in values]
        kind = "figure" if figures else "short" if all(len(t) <= 20 for t in texts) else ""
        label = safe_html(str(name))
        heads.append(f'<th scope="col" class="{kind if figures else ""}">{label}</th>')
        columns.append(
            [f'<td class="{kind}{"" if t else " none"}" data-label="{label}">{t}</td>' for t in texts]
        )
    rows = ["".join(cells) for cells in zip(*columns, strict=True)]
    body = "".join(
        f'<tr class="asked">{r}</tr>' if i < asked else f"<tr>{r}</tr>" for i, r in enumerate(rows)
    )
    wide = " wide" if len(columns) > 3 else ""
    return (
        f'<div class="grid-scroll" tabindex="0"><table class="plain{wide}" '
        f'aria-label="{safe_html(alt)}"><tr>{"".join(heads)}</tr>{body}</table></div>'
    )


def grid(table: pd.DataFrame, alt: str, **more) -> None:
    """A table on the page, short ones as text.

    Empty cells empty, dates in Dutch, columns named `Aandeel …` as percentages; the rest as in
    `st.dataframe`.
    """
    table = _dated(table)
    if table.empty:
        note(f"{alt}: geen regels.")
    elif len(table) <= SHORT_TABLE and not more:
        say(plain_table(table, alt))
    else:
        shown = pd.DataFrame(
            {
                n: table[n]
                if pd.api.types.is_numeric_dtype(table[n])
                else [cell(v) for v in table[n].tolist()]
                for n in table.columns
            }
        )
        shares = {
            name: st.column_config.NumberColumn(format="percent")
            for name in table.columns
            if _is_share(table, name)
        }
        put(
            partial(
                st.dataframe, shown, hide_index=True, width="stretch", alt=alt, column_config=shares, **more
            )
        )
        say(f'<div class="paper">Op papier staan alleen de eerste van deze {len(table)} regels.</div>')


def word_matrix(table: pd.DataFrame, words: dict[str, str], corner: str) -> None:
    """A table of words with a sign each: yes, conditional, no, and what is not filled in."""
    signs = {"yes": ("✓", "#c9d7e6"), "conditional": ("±", "#e6edf5"), "no": ("–", "#f5f6f8")}
    head = "".join(f'<th scope="col">{safe_html(str(c))}</th>' for c in table.columns)
    body = ""
    for name, row in table.iterrows():
        cells = "".join(
            f'<td style="background:{signs[v][1]};color:#1b1f24">{signs[v][0]} {safe_html(words[v])}</td>'
            if v in signs
            else '<td class="quiet">niet ingevuld</td>'
            for v in row
        )
        body += f'<tr><th scope="row" class="row">{safe_html(str(name))}</th>{cells}</tr>'
    say(
        '<div class="grid-scroll" tabindex="0"><table class="status"><tr><th '
        f'scope="col">{safe_html(corner)}</th>{head}</tr>{body}</table></div>'
    )
