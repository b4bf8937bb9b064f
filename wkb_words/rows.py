"""Rows of a typed table in Dutch: the register's headings and words, periods as they were written."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wkb_data.periods import MONTHS_IN, period_text
from wkb_data.schema import Column, table_named
from wkb_data.text import missing
from wkb_words.words import YES_NO, number


def cell(value: object) -> str:
    """A cell as a Dutch reader writes it; nothing when it is empty."""
    if missing(value):
        return ""
    if isinstance(value, float):
        return number(value, len(f"{value:.3f}".rstrip("0").partition(".")[2]))
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else str(value)


def _words(column: Column) -> dict[str, str]:
    """The canonical words of a column of a register -> those that people see."""
    return column.labels or (YES_NO if column.type == "yesno" else {})


def in_words(column: Column, value: object) -> str:
    """A value of a typed table as a Dutch reader writes it; nothing when it is empty."""
    return cell(value if pd.isna(value) else _words(column).get(value, value))


def dutch(frame: pd.DataFrame, table: str, more: dict[str, str] | None = None) -> pd.DataFrame:
    """Rows of a typed table for a reader.

    The register's headings and words, periods as written (`Q2 2021`, `PM`); `more` names further columns.
    Others are left out.
    """
    shown, bare = {}, [None] * len(frame)
    for column in table_named(table).columns:
        if column.name in frame:
            words = _words(column)
            values = frame[column.name].tolist()
            precisions, reasons = (
                frame[n].tolist() if (n := f"{column.name}__{x}") in frame else bare
                for x in ("precision", "reason")
            )
            if words:
                values = [words.get(v, v) for v in values]
            if precisions is not bare:
                values = [
                    period_text(v, p) if p in MONTHS_IN or p == "week" else v
                    for v, p in zip(values, precisions, strict=True)
                ]
            if reasons is not bare:
                values = [
                    r if isinstance(r, str) and pd.isna(v) else v
                    for v, r in zip(values, reasons, strict=True)
                ]
            shown[column.heading] = _of_one_kind(values)
    shown |= {title: frame[name].tolist() for name, title in (more or {}).items() if name in frame}
    return pd.DataFrame(shown)


# The titles of the columns of what measures make.
TITLES = {
    "month": "Maand",
    "category": "Categorie",
    "started": "Gestart",
    "completed": "Afgerond",
    "planned": "Gepland",
    "done_by": "Afgerond gepland",
    "registered": "Aangemeld",
    "network_started": "Netwerk gestart",
    "volume_started": "Volume gestart",
    "all_started": "Samen gestart",
    "open": "Open",
    "blocking": "Onoverkomelijk",
    "new": "Nieuw",
    "resolved": "Opgelost",
    "kind": "Soort",
    "realised": "Gerealiseerd",
    "reach": "Bereik",
    "received": "Ontvangen",
    "answered": "Beantwoord",
    "year": "Jaar",
    "scenario": "Scenario",
    "works": "Bouwwerken",
    "capacity": "Capaciteit",
    "difference": "Verschil",
    "decided_on": "Besloten op",
    "dates": "Inwerkingtreding",
    "scope": "Geldt voor",
    "by": "Door",
    "source": "Bron",
    "aspect": "Aspect",
    "name": "Naam",
    "months_before": "Maanden vooraf",
    "then": "Toen",
    "now": "Nu",
    "moved": "Verschoven (maanden)",
    "phase": "Fase",
    "start": "Van",
    "until": "Tot",
    "row": "Regel",
    "column": "Kolom",
    "was": "Was",
    "becomes": "Wordt",
}


def titled(table: pd.DataFrame) -> pd.DataFrame:
    """A table of a measure with the titles of its columns. Raises KeyError for one without a title."""
    return table.set_axis([TITLES[c] for c in table.columns], axis=1)


def by_month(table: pd.DataFrame) -> pd.DataFrame:
    """A table indexed by month as one for a reader: its months first."""
    return table.rename_axis(TITLES["month"]).reset_index()


def _of_one_kind(values: list) -> object:
    """A column that shows as one kind: numbers stay numbers, numbers among words (`n.n.b.`) become text."""
    there = {type(v) for v in values if not missing(v)}
    if there and there <= {int, float}:
        return pd.array(
            [None if pd.isna(v) else v for v in values], dtype="Float64" if float in there else "Int64"
        )
    return [number(v) if isinstance(v, int | float) and v == v and str in there else v for v in values]
