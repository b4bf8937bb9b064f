"""One workbook from bytes to a Reading: which register and month, which tables where, typed frames and findings.

open_workbook ──> find_regions ──> read_region ──> checks ──> Reading
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter

from wkb_data.intake.checks import check_tables
from wkb_data.intake.dates import months_in, read_month
from wkb_data.intake.findings import FINDINGS_SHEET, GUIDE_SHEET, LEVELS, LISTS_SHEET, Finding, UnreadableFile
from wkb_data.intake.opening import Workbook, open_workbook
from wkb_data.intake.recognise import find_regions, score_register
from wkb_data.intake.regions import Answers, Doubt, Region
from wkb_data.intake.typed import TypedTable, join, read_region
from wkb_data.plan import Plan
from wkb_data.schema import registers


@dataclass
class Reading:
    """What a workbook holds. `frames`: table name -> typed frame in canonical columns, with rows that have errors in them."""

    file: str
    register: str
    month: str | None
    regions: list[Region]
    tables: dict[str, TypedTable]
    findings: list[Finding]
    workbook: Workbook = field(repr=False)

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        return {name: t.frame for name, t in self.tables.items()}

    @property
    def doubts(self) -> list[Doubt]:
        """The columns to ask about."""
        return [d for r in self.regions for d in r.doubts]

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if f.level == "error"]

    def as_dict(self) -> dict:
        """The object that `check --json` prints (registers.md)."""
        tables = [
            {
                "table": r.table.name,
                "sheet": r.sheet,
                "header_row": r.header + 1,
                "rows": r.data_rows,
                "columns": {
                    c.name: get_column_letter(r.columns[c.name] + 1)
                    for c in r.table.columns
                    if c.name in r.columns
                },
            }
            for r in self.regions
        ]
        return {
            "file": self.file,
            "register": self.register,
            "month": self.month,
            "tables": tables,
            "findings": [f.as_dict() for f in self.findings],
        }


def _choose_register(regions: list[Region], name: str) -> str:
    scores = {r.name: score_register(r, regions, name) for r in registers().values()}
    found = {r.table.register for r in regions}
    ranked = sorted((n for n in scores if n in found), key=lambda n: -scores[n])
    if not ranked:
        raise UnreadableFile(
            f"{name}: geen tabel herkend. Verwacht wordt een blad met een koprij, zoals 'Projectnummer, Project, Categorie, Gemeente, Status'. Controleer of dit het juiste bestand is."
        )
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < 0.5:
        options = " of ".join(registers()[n].title for n in ranked[:2])
        raise UnreadableFile(
            f"{name}: het kan het register {options} zijn. Kies zelf het register (--register)."
        )
    return ranked[0]


def _find_month(book: Workbook) -> set[str]:
    """Months that the file name, else the lines above the tables, name as reporting month."""
    named = months_in(Path(book.name).stem)
    if len(named) == 1:
        return named
    found: set[str] = set()
    for grid in book.grids:
        for r in range(min(12, grid.height)):
            texts = [v for v in grid.row(r) if v != ""]
            for i, value in enumerate(texts):
                line = str(value).lower()
                if isinstance(value, str) and any(
                    w in line
                    for w in (
                        "peilmaand",
                        "stand",
                        "rapportage",
                        "verslagmaand",
                        "peildatum",
                        "monitor",
                        "maand:",
                        "periode",
                    )
                ):
                    found |= months_in(value)
                    following = texts[i + 1] if i + 1 < len(texts) else None
                    if following is not None and len(texts) <= 4 and (m := read_month(following)):
                        found.add(m)
        if found:
            break
    return found


def read_workbook(content: bytes, name: str, plan: Plan, register: str | None = None, month: str | None = None, answers: dict[str, Answers] | None = None) -> Reading:  # fmt: skip
    """Reads a workbook. `answers`: per register what its group said before of doubtful headings.

    Raises UnreadableFile when the bytes can't be read, or no table or register is recognised.
    """
    book = open_workbook(content, name)
    months = {month} if month else _find_month(book)
    known = month or (next(iter(months)) if len(months) == 1 else None)
    chosen = [registers()[register]] if register else list(registers().values())
    told = {key: column for r in chosen for key, column in (answers or {}).get(r.name, {}).items()}
    regions = [
        r
        for g in book.grids
        for r in find_regions(g, [t for reg in chosen for t in reg.tables], plan, known, told)
    ]
    register = register or _choose_register(regions, name)
    if len(chosen) > 1 and {r.table.register for r in regions} != {register}:
        regions = [
            r
            for g in book.grids
            for r in find_regions(g, list(registers()[register].tables), plan, known, told)
        ]
    if not regions:
        raise UnreadableFile(
            f"{name}: geen tabel van het register {registers()[register].title} herkend. Controleer of dit het juiste bestand is."
        )
    if known is None:
        known = _month_of_history(regions)
    findings = [
        Finding(
            "info",
            f"Blad '{h}' is verborgen en niet gelezen. Maak het zichtbaar als het mee moet tellen.",
            None,
            h,
        )
        for h in book.hidden
    ]
    findings += [
        Finding(
            "info",
            f"Blad '{g.name}' is breder dan {g.width} kolommen; wat daarnaast staat is niet gelezen.",
            None,
            g.name,
        )
        for g in book.grids
        if g.cut
    ]
    findings += _unread_sheets(book, {r.sheet for r in regions})
    if len(months) > 1:
        findings.append(
            Finding(
                "info",
                f"De peilmaand is niet zeker: genoemd worden {', '.join(sorted(months))}. Kies de maand zelf.",
                value=", ".join(sorted(months)),
            )
        )
    grids = {g.name: g for g in book.grids}
    parts: dict[str, list[TypedTable]] = {}
    for region in regions:
        typed, found = read_region(region, grids[region.sheet], book, plan, known)
        if region.table.name == "status":
            typed = _months_of_status(typed, region, known)
        parts.setdefault(region.table.name, []).append(typed)
        findings += found
    tables = {n: join(p) for n, p in parts.items()}
    if "status" in tables:
        tables["status"] = _one_status(tables["status"])
    findings += check_tables(tables)
    findings.sort(key=lambda f: LEVELS.index(f.level))
    return Reading(name, register, known, regions, tables, findings, book)


def _unread_sheets(book: Workbook, read: set[str]) -> list[Finding]:
    """Says of a visible sheet that looks like a table but fits none, that it was not read."""
    return [
        Finding("info", f"Blad '{g.name}' is niet herkend als tabel van het register en is niet gelezen. Hoort het erbij, geef de kolommen dan de koppen uit de werkmap om in te vullen.", None, g.name)
        for g in book.grids
        if g.name not in {*read, GUIDE_SHEET, LISTS_SHEET, FINDINGS_SHEET} and (g.filled_counts() >= 3).sum() >= 3
    ]  # fmt: skip


def _month_of_history(regions: list[Region]) -> str | None:
    """A status list that tells of several months, each certain, gives the last filled one as reporting month."""
    for r in regions:
        if r.table.name == "status" and "month" in r.raw and "status" in r.raw:
            filled = {
                m if r.shape == "history" else read_month(m)
                for m, v in zip(r.raw["month"], r.raw["status"], strict=True)
                if v != ""
            }
            if filled and None not in filled:
                return max(filled)
    return None


def _keep(t: TypedTable, rows: list[int]) -> TypedTable:
    position = {old: new for new, old in enumerate(rows)}
    cells = {n: [c[i] for i in rows] for n, c in t.cells.items()}
    flawed = {(position[i], c) for i, c in t.flawed if i in position}
    return TypedTable(
        t.table,
        t.frame.iloc[rows].reset_index(drop=True),
        [t.sheets[i] for i in rows],
        cells,
        flawed,
        t.missing_columns,
    )


def _months_of_status(t: TypedTable, region: Region, month: str | None) -> TypedTable:
    """Every status gets its month: its own, that of its sheet's name, else the delivery's; empty months drop out."""
    own = months_in(region.sheet)
    default = next(iter(own)) if len(own) == 1 and not region.months else month
    months = [m or default for m in t.values("month")]
    t.frame["month"] = pd.Series(months, dtype=object)
    if region.shape != "history":
        return t
    filled = {
        m
        for i, (m, s) in enumerate(zip(months, t.values("status"), strict=True))
        if s is not None or (i, "status") in t.flawed
    }
    return _keep(t, [i for i, m in enumerate(months) if m in filled])


def _one_status(t: TypedTable) -> TypedTable:
    """The same judgement on two sheets is one judgement; two different ones stay, for the check to report."""
    kept: dict[tuple, int] = {}
    drop: set[int] = set()
    statuses, texts = t.values("status"), t.values("justification")
    for i, key in enumerate(zip(t.values("aspect"), t.values("month"), strict=True)):
        first = kept.setdefault(key, i)
        if (
            first == i
            or key[0] is None
            or t.sheets[first] == t.sheets[i]
            and t.cells["status"][first] == t.cells["status"][i]
        ):
            continue
        if t.sheets[first] != t.sheets[i] and statuses[first] == statuses[i]:
            drop.add(first if texts[first] is None else i)
            kept[key] = i if texts[first] is None else first
    return _keep(t, [i for i in range(len(statuses)) if i not in drop]) if drop else t
