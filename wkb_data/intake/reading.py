"""One workbook from bytes to a Reading: which register and month,
which tables where, typed frames, findings and the account.

open_workbook ──> find_regions ──> claims about the month ──> read_region ──> checks ──> Reading
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
from openpyxl.utils import get_column_letter

from wkb_data.intake import claims
from wkb_data.intake.account import Account, account
from wkb_data.intake.checks import check_tables
from wkb_data.intake.claims import Claim
from wkb_data.intake.findings import (
    FINDINGS_SHEET,
    GUIDE_SHEET,
    LEVELS,
    LISTS_SHEET,
    Finding,
    UnreadableFile,
    few,
)
from wkb_data.intake.grids import LOST
from wkb_data.intake.opening import Workbook, open_workbook
from wkb_data.intake.recognise import TIE, find_regions, headings_seen, nearest_table, score_register
from wkb_data.intake.regions import Answers, Doubt, Region
from wkb_data.intake.typed import TypedTable, join, keep, read_region
from wkb_data.plan import Plan
from wkb_data.schema import Register, registers


@dataclass
class Reading:
    """What a workbook holds. `frames`:
    table name -> typed frame in canonical columns, with rows that have errors in them.
    """

    file: str
    register: str
    month: str | None
    regions: list[Region]
    tables: dict[str, TypedTable]
    findings: list[Finding]
    workbook: Workbook = field(repr=False)
    claims: list[Claim] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)

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
        """The object that `check --json` prints (docs/registers.md)."""
        return {
            "file": self.file,
            "register": self.register,
            "month": self.month,
            "tables": [_table(r) for r in self.regions],
            "findings": [f.as_dict() for f in self.findings],
            "account": [a.as_dict() for a in self.accounts],
            "claims": [{"month": c.month, "where": c.where} for c in self.claims],
        }


def _table(region: Region) -> dict:
    columns = {
        c.name: get_column_letter(region.columns[c.name] + 1)
        for c in region.table.columns
        if c.name in region.columns
    }
    return {
        "table": region.table.name,
        "sheet": region.sheet,
        "header_row": region.header + 1,
        "rows": region.data_rows,
        "columns": columns,
    }


def read_workbook(
    content: bytes,
    name: str,
    plan: Plan,
    register: str | None = None,
    month: str | None = None,
    answers: dict[str, Answers] | None = None,
) -> Reading:
    """Reads a workbook. `answers`: per register what its group said before of doubtful headings.

    Raises UnreadableFile when the bytes can't be read, or no table or register is recognised.
    """
    book = open_workbook(content, name)
    register, regions = _regions(book, plan, register, month, answers or {})
    said = _claims(book, regions, plan)
    known = month or claims.agreed(said)
    findings = [*_unread(book, {r.sheet for r in regions}), *claims.tell(said, known, bool(month), name)]
    grids = {g.name: g for g in book.grids}
    parts: dict[str, list[TypedTable]] = {}
    for region in regions:
        typed, found = read_region(region, grids[region.sheet], book, plan, known)
        if region.table.judgement:
            typed = _months_judged(typed, region, claims.month_of_tab(region, regions) or known)
        parts.setdefault(region.table.name, []).append(typed)
        findings += found
    tables = {n: _judged_once(join(p)) for n, p in parts.items()}
    findings += check_tables(tables, known)
    findings = sorted(few(findings), key=lambda f: LEVELS.index(f.level))
    sheets = dict.fromkeys(r.sheet for r in regions)
    accounts = [account(grids[s], [r for r in regions if r.sheet == s]) for s in sheets]
    return Reading(name, register, known, regions, tables, findings, book, said, accounts)


def _regions(
    book: Workbook, plan: Plan, register: str | None, month: str | None, answers: dict[str, Answers]
) -> tuple[str, list[Region]]:
    """The register of a workbook and its tables on all sheets."""
    known = month or claims.agreed(claims.of_file(book.name))

    def find(chosen: list[Register]) -> list[Region]:
        told = {key: column for r in chosen for key, column in answers.get(r.name, {}).items()}
        tables = [t for r in chosen for t in r.tables]
        return [r for g in book.grids for r in find_regions(g, tables, plan, known, told)]

    chosen = [registers()[register]] if register else list(registers().values())
    regions = find(chosen)
    name = register or _choose_register(regions, book)
    if len(chosen) > 1 and {r.table.register for r in regions} != {name}:
        regions = find([registers()[name]])
    if not regions:
        raise UnreadableFile(
            f"{book.name}: geen tabel van het register {registers()[name].title} "
            f"herkend.{_seen(book, [registers()[name]])} "
            "Controleer of dit het juiste bestand is."
        )
    return name, regions


def _choose_register(regions: list[Region], book: Workbook) -> str:
    scores = {r.name: score_register(r, regions, book.name) for r in registers().values()}
    found = {name for r in regions for name in r.fits}
    ranked = sorted((n for n in scores if n in found), key=lambda n: -scores[n])
    if not ranked:
        raise UnreadableFile(
            f"{book.name}: geen tabel herkend.{_seen(book, list(registers().values()))} Controleer "
            "of dit het juiste bestand is."
        )
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < TIE:
        options = " of ".join(registers()[n].title for n in ranked[:2])
        raise UnreadableFile(
            f"{book.name}: het kan het register {options} zijn. Kies zelf het register (--register)."
        )
    return ranked[0]


def _seen(book: Workbook, chosen: list[Register]) -> str:
    """What was seen on the sheets, and the register that came closest with what it lacks."""
    parts = []
    for grid in book.grids[:4]:
        heads = headings_seen(grid)
        if not heads:
            parts.append(f"blad '{grid.name}' heeft geen tekst")
            continue
        more = "" if len(heads) <= 8 else f" en {len(heads) - 8} andere"
        near = nearest_table(heads, [t for r in chosen for t in r.tables])
        lack = ""
        if near:
            table, fit, missing = near
            title = registers()[table.register].title
            lack = f"; het meest lijkt dat op {table.title} ({title}) door {', '.join(fit[:4])}"
            lack += f", maar daar ontbreekt {', '.join(missing[:6])}" if missing else ""
        parts.append(f"blad '{grid.name}' begint met {', '.join(heads[:8])}{more}{lack}")
    return f" Gezien is: {'; '.join(parts)}." if parts else " Er is geen zichtbaar blad met cellen."


def _claims(book: Workbook, regions: list[Region], plan: Plan) -> list[Claim]:
    """What every place says the reporting month is, in the order in which a reader meets them."""
    found = claims.of_file(book.name)
    tops: dict[str, int] = {}
    for r in regions:
        tops[r.sheet] = min(tops.get(r.sheet, r.header), r.header - r.depth + 1)
    for grid in book.grids:
        if grid.name not in (LISTS_SHEET, FINDINGS_SHEET):
            found += claims.of_titles(grid, tops.get(grid.name, claims.TITLE_ROWS), grid.name in tops)
    found += claims.of_tabs(regions)
    grids = {g.name: g for g in book.grids}
    for region in regions:
        if region.table.judgement and region.table.judgement.columns in region.raw:
            typed, _ = read_region(region, grids[region.sheet], book, plan, None)
            found += claims.of_columns(region, _newest(typed, region))
    return list(dict.fromkeys(found))


def _judged(t: TypedTable) -> list[tuple[str | None, int]]:
    """(month, row) of every row with a judgement, or with one that can't be read."""
    month, value = t.table.judgement.columns, t.table.judgement.value
    pairs = zip(t.values(month), t.values(value), strict=True)
    return [(m, i) for i, (m, s) in enumerate(pairs) if s is not None or (i, value) in t.flawed]


def _newest(typed: TypedTable, region: Region) -> tuple[str, int, int] | None:
    """The newest month with a judgement, and its cell."""
    filled = [(m, i) for m, i in _judged(typed) if m]
    if not filled:
        return None
    month, i = max(filled, key=lambda f: f[0])
    row, column = region.at(region.table.judgement.columns, i)
    return month, row if region.shape == "list" else region.header, column


def _unread(book: Workbook, read: set[str]) -> list[Finding]:
    """Says of hidden sheets, of sheets that are too wide,
    and of sheets that look like a table but fit none, what was not read.
    """
    hidden = "is verborgen en niet gelezen. Maak het zichtbaar als het mee moet tellen."
    unknown = (
        "is niet herkend als tabel van het register en is niet gelezen. Hoort het erbij, geef "
        "de kolommen dan de koppen uit de werkmap om in te vullen."
    )
    found = [Finding("info", f"Blad '{h}' {hidden}", None, h, kind="sheet-hidden") for h in book.hidden]
    for g in book.grids:
        if g.cut:
            text = f"Blad '{g.name}' is breder dan {g.width} kolommen; wat daarnaast staat is niet gelezen."
            found.append(Finding("info", text, None, g.name, kind="sheet-cut"))
        for count, what in (
            (g.cleaned, "zijn onzichtbare tekens weggelaten"),
            (g.lost, f"zijn tekens niet te lezen; daar staat nu {LOST}"),
            (g.foreign, "zijn cijfers van een ander schrift als de onze gelezen"),
        ):
            if count and g.name in read:
                text = f"Blad '{g.name}': uit {count} cellen {what}."
                found.append(Finding("info", text, None, g.name, kind="signs-removed"))
        ours = g.name in {*read, GUIDE_SHEET, LISTS_SHEET, FINDINGS_SHEET}
        if not ours and (g.filled_counts() >= 3).sum() >= 3:
            found.append(Finding("info", f"Blad '{g.name}' {unknown}", None, g.name, kind="sheet-unknown"))
    return found


def _months_judged(t: TypedTable, region: Region, default: str | None) -> TypedTable:
    """Every judgement gets its month: its own, else `default`; months without any drop out of a history."""
    name = t.table.judgement.columns
    months = [m or default for m in t.values(name)]
    t.frame[name] = pd.Series(months, dtype=object)
    if region.shape != "history":
        return t
    filled = {m for m, _ in _judged(t)}
    return keep(t, [i for i, m in enumerate(months) if m in filled])


def _judged_once(t: TypedTable) -> TypedTable:
    """The same judgement on two sheets is one judgement; two different ones stay, for the check to report."""
    if not t.table.judgement:
        return t
    kept: dict[tuple, int] = {}
    drop: set[int] = set()
    rows, months, values, reasons = (t.values(c) for c in t.table.judgement)
    for i, key in enumerate(zip(rows, months, strict=True)):
        first = kept.setdefault(key, i)
        if first == i or key[0] is None or t.sheets[first] == t.sheets[i]:
            continue
        if values[first] == values[i]:
            drop.add(first if reasons[first] is None else i)
            kept[key] = i if reasons[first] is None else first
    return keep(t, [i for i in range(len(values)) if i not in drop]) if drop else t
