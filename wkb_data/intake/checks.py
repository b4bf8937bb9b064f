"""Checks over the rows of a table and between tables; what they check stands in the registers, how is here.

Each check takes the typed tables and gives findings at the cell to change first. `CHECKS` maps a check's
kind to it.
"""

from __future__ import annotations

import string
from dataclasses import replace
from itertools import combinations

import pandas as pd
from rapidfuzz import fuzz, process

from wkb_data import municipalities
from wkb_data.intake.findings import Finding, shown
from wkb_data.intake.typed import TypedTable
from wkb_data.periods import month_end, month_words
from wkb_data.schema import UNCHANGED, normalise
from wkb_data.text import alternatives

NO_SIGNS = str.maketrans("", "", string.punctuation + string.whitespace.replace("\n", ""))


def _unique(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    """The second of two rows with the same key. Two judgements of one aspect: neither can count."""
    columns, target = check.get("columns") or [check["column"]], check["column"]
    series = [t.values(c) for c in columns]
    if _surely_different(series):
        return []
    seen: dict[tuple, int] = {}
    found = []
    for i, key in enumerate(zip(*series, strict=True)):
        if key[columns.index(target)] is None:
            continue
        first = seen.setdefault(tuple(normalise(k) if isinstance(k, str) else k for k in key), i)
        if first == i:
            continue
        where = (
            t.cells[target][first]
            if t.sheets[i] == t.sheets[first]
            else f"{t.sheets[first]}!{t.cells[target][first]}"
        )
        heading, value = t.heading(target, i), t.values(target)[i]
        text = (
            f"'{shown(value)}' staat ook al in {where}; verwacht wordt iedere waarde onder "
            f"'{heading}' één keer. Verwijder of hernoem één van beide."
        )
        found.append(t.finding("error", i, target, text, value))
        if t.table.judgement:
            t.left_out.setdefault(first, found[-1])
    return found


def _surely_different(series: list[list]) -> bool:
    """Whether keys differ, told quickly: without their signs and capitals, where that says enough."""
    keys = map(str, series[0] if len(series) == 1 else zip(*series, strict=True))
    quick = "\n".join(keys).translate(NO_SIGNS).casefold()
    return quick.isascii() and len(set(quick.split("\n"))) == len(series[0])


def _implied(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    """A value that another value asks for, such as a date of completion;
    where its column is absent, said once.
    """
    column, level = check["column"], check.get("level", "error")
    condition, words = next(iter(check["when"].items()))
    bare = t.frame[condition].isin(words) & t.frame[column].isna()
    rows = [i for i in bare.to_numpy().nonzero()[0].tolist() if (i, column) not in t.flawed]
    if column not in t.missing_columns:
        text = f"is leeg, maar {check['why']}. Vul de cel in."
        return [t.finding(level, i, column, f"{t.heading(column, i)} {text}") for i in rows]
    heading = t.table.column(column).heading
    text = f"de kolom '{heading}' ontbreekt, maar {check['why']}. Voeg de kolom toe en vul haar in."
    return _once(t, level, rows, condition, text, heading)


def _once(
    t: TypedTable, level: str, rows: list[int], column: str, text: str, suggestion: str = ""
) -> list[Finding]:
    """What holds for several rows, said at the first of them."""
    if not rows:
        return []
    found = t.finding(level, rows[0], column, text, t.values(column)[rows[0]], suggestion)
    for i in rows if level == "error" else ():
        t.left_out.setdefault(i, found)
    return [found]


def _ordered(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    found = []
    columns = [c for c in check["columns"] if c not in t.missing_columns]
    series = {
        c: (t.values(c), t.values(f"{c}__precision") if f"{c}__precision" in t.frame else None)
        for c in columns
    }
    if not any(
        a is not None and b is not None and b < a
        for x, y in combinations(columns, 2)
        for a, b in zip(series[x][0], series[y][0], strict=True)
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
                        f"{t.heading(c, i)} {shown(value)} ligt vóór "
                        f"{t.heading(earlier[0], i)} {shown(earlier[1])}; verwacht wordt dezelfde "
                        "dag "
                        "of later. Verbeter één van beide datums.",
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
                    f"'{part}' staat niet in de tabel {other.table.title}; verwacht wordt iets uit de kolom "
                    f"{other.heading(key)}.{tail}",
                    part,
                    suggestion,
                )
            )
    return found


def _acyclic(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    column = check["column"]
    after = {
        n: (v.split("; ") if v else [])
        for n, v in zip(t.values(t.table.key), t.values(column), strict=True)
        if n
    }
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
            f"activiteit {n} wacht via '{t.values(column)[keys.index(n)]}' op zichzelf; verwacht "
            "wordt een reeks zonder kring. Haal één afhankelijkheid weg.",
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


def _part_of(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    """A count that can't be more than the count it is a part of;
    where that is `needed`, a share can't be told without it.
    """
    column, whole = check["column"], check["of"]
    kinds = (
        t.values(f"{column}__precision") if f"{column}__precision" in t.frame else ["count"] * len(t.frame)
    )
    found = []
    for i, (part, all_of_it, kind) in enumerate(zip(t.values(column), t.values(whole), kinds, strict=True)):
        if part is None or kind != "count" or (i, whole) in t.flawed:
            continue
        part_name, whole_name = (t.heading(c, i) for c in (column, whole))
        if all_of_it is not None and part > all_of_it:
            text = (
                f"{part_name} ({shown(part)}) is meer dan {whole_name} ({shown(all_of_it)}); verwacht "
                "wordt hoogstens dat aantal. Verbeter één van beide."
            )
            found.append(t.finding(check.get("level", "error"), i, column, text, part))
        elif all_of_it is None and check.get("needed"):
            text = (
                f"{part_name} is een aantal ({shown(part)}), maar {whole_name} ontbreekt; het aandeel "
                f"is zo niet te bepalen. Vul {whole_name} in, of geef een percentage."
            )
            found.append(t.finding("warning", i, column if whole in t.missing_columns else whole, text))
    return found


def _justified(t: TypedTable, check: dict, tables: dict) -> list[Finding]:
    """A colour needs its reason (chapter 3),
    in a history only in the latest month; no colour is a warning.
    """
    row, month, value, reason = t.table.judgement
    colours, heading = t.table.column(value), t.table.column(reason).heading
    months = [m or "" for m in t.values(month)]
    latest = max(months, default="")
    rows = [i for i, m in enumerate(months) if m == latest and (i, value) not in t.flawed]
    status, text, judged = t.values(value), t.values(reason), t.values(row)
    unjudged = [] if value in t.missing_columns else [i for i in rows if status[i] is None]
    bare = [i for i in rows if status[i] and text[i] is None and (i, reason) not in t.flawed]
    said = "heeft geen kleur en geldt als 'nog niet beoordeeld'."
    do = f"Vul {alternatives(colours.choices)} in als er een oordeel is."
    found = [t.finding("warning", i, value, f"aspect {judged[i]} {said} {do}") for i in unjudged]
    stays = "'ongewijzigd' mag zolang de kleur blijft."
    if reason in t.missing_columns:
        said = f"de kolom '{heading}' ontbreekt, maar bij iedere kleur hoort een {heading.lower()}."
        return found + _once(t, "error", bare, value, f"{said} Voeg de kolom toe; {stays}")
    said = f"is leeg, maar bij een kleur hoort een {heading.lower()}. Vul de cel in; {stays}"
    return found + [t.finding("error", i, reason, f"{t.heading(reason, i)} {said}") for i in bare]


CHECKS = {
    "unique": _unique,
    "implied": _implied,
    "ordered": _ordered,
    "reference": _reference,
    "acyclic": _acyclic,
    "one_of": _one_of,
    "part_of": _part_of,
    "justified": _justified,
}


# The code of what a check finds, by its kind in the registers.
KINDS = {
    "unique": "value-twice",
    "implied": "value-implied",
    "ordered": "dates-in-wrong-order",
    "reference": "reference-unknown",
    "acyclic": "dependency-circle",
    "one_of": "one-of-needed",
    "part_of": "part-more-than-whole",
    "justified": "status-justification",
    "vanished": "rows-vanished",
    "meaning": "number-reused",
    "backwards": "status-backwards",
    "grows": "total-decreased",
    "settled": "figure-changed",
    "old_text": "justification-unchanged",
}


def _named(found: list[Finding], check: dict) -> list[Finding]:
    return [f if f.kind else replace(f, kind=KINDS[check["kind"]]) for f in found]


def check_tables(tables: dict[str, TypedTable], month: str | None) -> list[Finding]:
    """All checks of the registers over the typed tables of one workbook of a month (None: not known)."""
    found = []
    for typed in tables.values():
        for check in typed.table.checks:
            found += _named(CHECKS[check["kind"]](typed, check, tables), check)
        found += _later(typed, month) if month else []
    return found


def _later(t: TypedTable, month: str) -> list[Finding]:
    """A warning at everything that has happened after the reporting month."""
    found = []
    for column in t.table.columns:
        name = column.name
        if not column.event or name in t.missing_columns or name not in t.frame:
            continue
        values, monthly = t.values(name), column.type == "month"
        last = month if monthly else month_end(month)
        latest = max((v for v in values if v is not None), default=None)
        for i in (
            [i for i, v in enumerate(values) if v is not None and v > last]
            if latest and latest > last
            else []
        ):
            said = month_words(values[i]) if monthly else shown(values[i])
            after = f"{t.heading(name, i)} {said} ligt na de peilmaand {month_words(month)}."
            text = f"{after} Klopt de datum, en klopt de peilmaand?"
            found.append(t.finding("warning", i, name, text, values[i], kind="event-after-month"))
    return found


def check_against(
    tables: dict[str, TypedTable], previous: dict[str, pd.DataFrame], month_before: str, month: str | None
) -> list[Finding]:
    """Warnings from the previous delivery, with both values;
    what is compared stands in the registers (`against`).

    `month` is the month of now: a municipality that merged since is its successor.
    """
    found = []
    for name, t in tables.items():
        if name not in previous or set(t.table.keys) - {"month"} & t.missing_columns or not t.table.against:
            continue
        then = _Then(t, previous[name], month_before, month)
        for check in t.table.against:
            found += _named(AGAINST[check["kind"]](t, then, check), check)
    return found


class _Then:
    """The previous delivery of a table beside the one of now: which row of now is which row of then."""

    def __init__(self, t: TypedTable, old: pd.DataFrame, month: str, now: str | None):
        self.month, self.old = month, old
        self.was = {
            c: [None if pd.isna(v) else v for v in old[c].tolist()]
            for c in old
            if not c.endswith(("__precision", "__reason"))
        }
        keys = [c for c in t.table.keys if c in self.was]
        for c in keys:
            if t.table.column(c).type.startswith("municipality"):
                self.was[c] = [
                    v if v in (None, "*") else municipalities.find(v, now).name or v for v in self.was[c]
                ]
        self.then = {
            self.key(k): i for i, k in enumerate(zip(*(self.was[c] for c in keys), strict=True)) if any(k)
        }
        self.now = {
            self.key(k): i for i, k in enumerate(zip(*(t.values(c) for c in keys), strict=True)) if any(k)
        }

    @staticmethod
    def key(parts: tuple) -> tuple:
        return tuple(normalise(str(p)) for p in parts)

    def both(self) -> list[tuple[int, int]]:
        """Rows of now and of then that have the same key, in the order of now."""
        return [(i, self.then[k]) for k, i in self.now.items() if k in self.then]


def _vanished(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    gone = [i for k, i in then.then.items() if k not in then.now]
    if not gone:
        return []
    names = [", ".join(shown(then.was[c][i]) for c in t.table.keys) for i in gone]
    more = f" en {len(names) - 8} andere" if len(names) > 8 else ""
    text = (
        f"In {t.table.title} {_rows(len(gone))} niet meer die er vorige keer ({month_words(then.month)}) wel "
        f"{'was' if len(gone) == 1 else 'waren'}: {'; '.join(names[:8])}{more}. {check['do']}"
    )
    return [
        Finding(
            "warning",
            text,
            t.table.name,
            t.sheets[0] if t.sheets else None,
            None,
            t.table.keys[-1],
            names[0],
            None,
        )
    ]


def _rows(count: int) -> str:
    return "staat 1 rij" if count == 1 else f"staan {count} rijen"


def _meaning(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    """The same number that now names something else:
    every one of the telling columns has become another text.
    """
    found = []
    now = {c: t.values(c) for c in check["columns"]}
    for i, j in then.both():
        pairs = [
            (str(now[c][i]), str(then.was[c][j]))
            for c in check["columns"]
            if now[c][i] is not None and then.was[c][j] is not None
        ]
        if pairs and all(fuzz.token_set_ratio(normalise(a), normalise(b)) < 50 for a, b in pairs):
            key = t.values(t.table.key)[i]
            text = (
                f"'{key}' was vorige keer ({month_words(then.month)}) '{pairs[0][1]}' en is nu "
                f"'{pairs[0][0]}'; verwacht wordt dat een nummer hetzelfde blijft aanwijzen. "
                "Geef het nieuwe een eigen nummer."
            )
            found.append(t.finding("warning", i, t.table.key, text, key))
    return found


def _backwards(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    column, order = check["column"], check["order"]
    labels, now, found = t.table.column(column).labels, t.values(column), []
    for i, j in then.both():
        was, status = then.was[column][j], now[i]
        if was in order and status in order and order.index(status) < order.index(was):
            key = t.values(t.table.key)[i]
            text = (
                f"{t.heading(column, i).lower()} van {key} gaat terug van '{labels[was]}' "
                f"({month_words(then.month)}) naar '{labels[status]}'. Klopt dat?"
            )
            found.append(t.finding("warning", i, column, text, status))
    return found


def _grows(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    """A total that can only grow."""
    column, words = check["column"], check["words"]
    was, now = (sum(v in words for v in values) for values in (then.was[column], t.values(column)))
    if now >= was:
        return []
    text = (
        f"Het aantal {check['says']} daalt van {was} ({month_words(then.month)}) naar {now}; verwacht wordt "
        "dat dit aantal niet daalt. Kijk na welke rijen verdwenen of teruggezet zijn."
    )
    return [
        Finding(
            "warning", text, t.table.name, t.sheets[0] if t.sheets else None, None, column, str(now), None
        )
    ]


def _settled(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    """A figure of an earlier month that has become another figure."""
    column, now, found = check["column"], t.values(check["column"]), []
    for i, j in then.both():
        was = then.was[column][j]
        if was is not None and now[i] is not None and now[i] != was:
            text = (
                f"{t.heading(column, i)} was vorige keer ({month_words(then.month)}) {shown(was)} en is nu "
                f"{shown(now[i])}. Klopt deze correctie?"
            )
            found.append(t.finding("warning", i, column, text, now[i]))
    return found


def _old_text(t: TypedTable, then: _Then, check: dict) -> list[Finding]:
    """A colour that changed while its reason stayed the same."""
    names = t.table.judgement
    colours = t.table.column(names.value).labels
    old = sorted(zip(*(then.was[n] for n in names), strict=True), key=lambda r: r[1] or "")
    last = {row: (colour, text) for row, _, colour, text in old}
    latest = max((m or "" for m in t.values(names.columns)), default="")
    found = []
    for i, (row, month, colour, text) in enumerate(zip(*(t.values(n) for n in names), strict=True)):
        before, said = last.get(row, (None, None))
        changed = bool(colour) and before in colours and colour != before
        if (month or "") != latest or not changed or text is None:
            continue
        if normalise(text) in UNCHANGED or normalise(text) == normalise(str(said or "")):
            why = t.table.column(names.reason).heading.lower()
            told = f"de kleur van aspect {row} is veranderd, maar de {why} is dezelfde als vorige keer."
            found.append(
                t.finding("warning", i, names.reason, f"{told} Schrijf waarom de kleur veranderde.", text)
            )
    return found


AGAINST = {
    "vanished": _vanished,
    "meaning": _meaning,
    "backwards": _backwards,
    "grows": _grows,
    "settled": _settled,
    "old_text": _old_text,
}
