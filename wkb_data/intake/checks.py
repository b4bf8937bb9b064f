"""Checks over the rows of a table and between tables; what they check stands in the registers, how is here.

Each check takes the typed tables and gives findings at the cell to change first. `CHECKS` maps a check's kind to it.
"""

from __future__ import annotations

import string
from itertools import combinations

from rapidfuzz import fuzz, process

from wkb_data.intake.findings import Finding, shown
from wkb_data.intake.typed import TypedTable
from wkb_data.schema import normalise

NO_SIGNS = str.maketrans("", "", string.punctuation + string.whitespace.replace("\n", ""))
UNCHANGED = {"ongewijzigd", "idem", "geen wijziging", "geen wijzigingen", "zie vorige maand", "onveranderd"}


def _unique(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    columns = check.get("columns") or [check["column"]]
    target = check["column"]
    seen: dict[tuple, int] = {}
    found = []
    series = [t.values(c) for c in columns]
    quick = "\n".join(map(str, series[0] if len(series) == 1 else zip(*series, strict=True))).translate(NO_SIGNS).casefold()
    if quick.isascii() and len(set(quick.split("\n"))) == len(series[0]):
        return found
    for i, key in enumerate(zip(*series, strict=True)):
        if key[columns.index(target)] is None:
            continue
        key = tuple(normalise(k) if isinstance(k, str) else k for k in key)
        if key in seen:
            first = t.cells[target][seen[key]]
            value = t.frame[target][i]
            where = f"{first}" if t.sheets[i] == t.sheets[seen[key]] else f"{t.sheets[seen[key]]}!{first}"
            found.append(
                t.finding(
                    "error",
                    i,
                    target,
                    f"'{shown(value)}' staat ook al in {where}; verwacht wordt iedere {t.table.column(target).heading.lower()} één keer. Verwijder of hernoem één van beide.",
                    value,
                )
            )
        else:
            seen[key] = i
    return found


def _implied(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    column = check["column"]
    condition, words = next(iter(check["when"].items()))
    level = check.get("level", "error")
    heading = t.table.column(column).heading
    rows = [
        i
        for i, (given, value) in enumerate(zip(t.values(condition), t.values(column), strict=True))
        if given in words and value is None and (i, column) not in t.flawed
    ]
    if column in t.missing_columns:
        return [
            t.finding(
                level,
                i,
                condition,
                f"de kolom '{heading}' ontbreekt, maar {check['why']}. Voeg de kolom toe en vul haar in.",
                t.values(condition)[i],
                heading,
            )
            for i in rows[:1]
        ]
    return [t.finding(level, i, column, f"{heading} is leeg, maar {check['why']}. Vul de cel in.") for i in rows]


def _ordered(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    found = []
    columns = [c for c in check["columns"] if c not in t.missing_columns]
    series = {c: (t.values(c), t.values(f"{c}__precision") if f"{c}__precision" in t.frame else None) for c in columns}
    if not any(
        a is not None and b is not None and b < a for x, y in combinations(columns, 2) for a, b in zip(series[x][0], series[y][0], strict=True)
    ):
        return found
    for i in range(len(t.frame)):
        earlier = None
        for c in columns:
            values, precisions = series[c]
            value = values[i]
            if value is None:
                continue
            exact = not precisions or precisions[i] in (None, "day")
            if earlier and exact and earlier[2] and value < earlier[1]:
                found.append(
                    t.finding(
                        "error",
                        i,
                        c,
                        f"{t.table.column(c).heading} {shown(value)} ligt vóór {t.table.column(earlier[0]).heading} {shown(earlier[1])}; verwacht wordt dezelfde dag of later. Verbeter één van beide datums.",
                        value,
                    )
                )
            earlier = (c, value, exact) if not earlier or value >= earlier[1] else earlier
    return found


def _reference(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    other_name, key = check["to"].split(".")
    column = check["column"]
    other = tables.get(other_name)
    if other is None or column in t.missing_columns:
        return []
    names = {normalise(str(v)): str(v) for v in other.values(key) if v is not None}
    found = []
    for i, value in enumerate(t.values(column)):
        if value is None:
            continue
        parts = value.split("; ") if t.table.column(column).type == "list" else [value]
        for part in parts:
            if normalise(part) in names:
                continue
            best = process.extractOne(normalise(part), names.keys(), scorer=fuzz.ratio, score_cutoff=60)
            suggestion = names[best[0]] if best else ""
            tail = f" Bedoelt u '{suggestion}'?" if suggestion else ""
            found.append(
                t.finding(
                    "error",
                    i,
                    column,
                    f"'{part}' staat niet in de tabel {other.table.title}; verwacht wordt iets uit de kolom {other.table.column(key).heading}.{tail}",
                    part,
                    suggestion,
                )
            )
    return found


def _acyclic(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    column = check["column"]
    after = {n: (v.split("; ") if v else []) for n, v in zip(t.values(t.table.key), t.values(column), strict=True) if n}
    state: dict[str, int] = {}
    cycles: list[str] = []
    for start in after:
        stack = [(start, iter(after[start]))]
        if state.get(start):
            continue
        state[start] = 1
        while stack:
            node, rest = stack[-1]
            nxt = next(rest, None)
            if nxt is None:
                state[node] = 2
                stack.pop()
            elif state.get(nxt) == 1:
                cycles.append(node)
            elif nxt in after and not state.get(nxt):
                state[nxt] = 1
                stack.append((nxt, iter(after[nxt])))
    keys = t.values(t.table.key)
    return [
        t.finding(
            "error",
            keys.index(n),
            column,
            f"activiteit {n} wacht via '{t.values(column)[keys.index(n)]}' op zichzelf; verwacht wordt een reeks zonder kring. Haal één afhankelijkheid weg.",
            t.values(column)[keys.index(n)],
        )
        for n in dict.fromkeys(cycles)
    ]


def _one_of(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    series = [t.values(c) for c in check["columns"]]
    target = next((c for c in check["columns"] if c not in t.missing_columns), t.table.key)
    return [
        t.finding("error", i, target, f"{check['why']}. Vul er één in.")
        for i, row in enumerate(zip(*series, strict=True))
        if all(v is None for v in row) and not any((i, c) in t.flawed for c in check["columns"])
    ]


def _justified(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    """A colour needs its justification (chapter 3), in a history only in the latest month; no colour is a warning."""
    months = [m or "" for m in t.values("month")]
    latest = max(months, default="")
    found, reported = [], False
    for i, (status, text) in enumerate(zip(t.values("status"), t.values("justification"), strict=True)):
        if months[i] != latest or (i, "status") in t.flawed:
            continue
        if status is None and "status" not in t.missing_columns:
            found.append(
                t.finding(
                    "warning",
                    i,
                    "status",
                    f"aspect {t.values('aspect')[i]} heeft geen kleur en geldt als 'nog niet beoordeeld'. Vul groen, oranje of rood in als er een oordeel is.",
                )
            )
        elif status is not None and text is None and (i, "justification") not in t.flawed:
            if "justification" in t.missing_columns:
                if not reported:
                    found.append(t.finding("error", i, "status", "de kolom 'Onderbouwing' ontbreekt, maar bij iedere kleur hoort een onderbouwing. Voeg de kolom toe; 'ongewijzigd' mag zolang de kleur blijft.", status))  # fmt: skip
                reported = True
            else:
                found.append(
                    t.finding(
                        "error",
                        i,
                        "justification",
                        "Onderbouwing is leeg, maar bij een kleur hoort een onderbouwing. Vul de cel in; 'ongewijzigd' mag zolang de kleur blijft.",
                    )
                )
    return found


CHECKS = {
    "unique": _unique,
    "implied": _implied,
    "ordered": _ordered,
    "reference": _reference,
    "acyclic": _acyclic,
    "one_of": _one_of,
    "justified": _justified,
}


def check_tables(tables: dict[str, TypedTable]) -> list[Finding]:
    """All checks of the registers over the typed tables of one workbook."""
    found = []
    for typed in tables.values():
        for check in typed.table.checks:
            found += CHECKS[check["kind"]](typed, check, tables)
    return found


ORDER = {"pilots": ["registered", "accepted", "preparing", "started", "completed"]}


def check_against(tables: dict[str, TypedTable], previous: dict, month_before: str) -> list[Finding]:
    """Warnings from the previous delivery: rows that vanished, statuses that went back, a colour with its old text."""
    found = []
    for name, t in tables.items():
        if name not in previous or t.table.key in t.missing_columns:
            continue
        old = previous[name]
        if name == "status":
            found += _colours(t, old)
        if "id" in t.frame and "id" in old:
            now = {normalise(str(v)): i for i, v in enumerate(t.values("id")) if v}
            gone = [v for v in old["id"] if v and normalise(str(v)) not in now]
            if gone:
                found.append(Finding("warning", f"In {t.table.title} staan {len(gone)} rijen niet meer die er vorige keer ({month_before}) wel waren: {', '.join(map(str, gone[:8]))}. Zet ze terug of geef ze de status ingetrokken.", name, t.sheets[0] if t.sheets else None, None, "id", str(gone[0]), None))  # fmt: skip
            found += _backwards(t, old, now)
    return found


def _backwards(t: TypedTable, old, now: dict) -> list[Finding]:
    order = ORDER.get(t.table.name, [])
    found = []
    for key, was in zip(old["id"], old["status"], strict=True):
        i = now.get(normalise(str(key)))
        status = t.values("status")[i] if i is not None and len(t.frame) < 2000 else (t.frame["status"].iloc[i] if i is not None else None)
        if was in order and status in order and order.index(status) < order.index(was):
            words = t.table.column("status").labels
            found.append(
                t.finding(
                    "warning",
                    i,
                    "status",
                    f"de status van {key} gaat terug van '{words.get(was, was)}' naar '{words.get(status, status)}'. Klopt dat?",
                    status,
                )
            )
    return found


def _colours(t: TypedTable, old) -> list[Finding]:
    before = {(a, m): (s, j) for a, m, s, j in zip(old["aspect"], old["month"], old["status"], old["justification"], strict=True)}
    last: dict[str, tuple] = {}
    for (aspect, _), pair in sorted(before.items(), key=lambda p: p[0][1] or ""):
        last[aspect] = pair
    found = []
    latest = max((m or "" for m in t.values("month")), default="")
    for i, (a, m, s, j) in enumerate(zip(*(t.values(c) for c in ("aspect", "month", "status", "justification")), strict=True)):
        if (m or "") != latest or a not in last or not s or not last[a][0] or s == last[a][0] or j is None:
            continue
        if normalise(j) in UNCHANGED or normalise(j) == normalise(str(last[a][1] or "")):
            found.append(
                t.finding(
                    "warning",
                    i,
                    "justification",
                    f"de kleur van aspect {a} is veranderd, maar de onderbouwing is dezelfde als vorige keer. Schrijf waarom de kleur veranderde.",
                    j,
                )
            )
    return found
