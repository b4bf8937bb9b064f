"""The fact book: every fact and table of a month as a workbook, each with what it rests on.

A sheet has its title in A1, what it rests on in A2, one table from A4 on, and its head stays in sight. What
is unknown is empty; what was written instead stands in a column of its own. No cell is a formula.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import xlsxwriter

from wkb_data.measures import breadth, declared, deliveries, judgements, schedule
from wkb_data.municipalities import in_force
from wkb_data.periods import MONTHS_IN, month_start, period_text
from wkb_data.schema import Column, Table, registers
from wkb_data.text import missing
from wkb_reports import figures, imprint
from wkb_reports.charts import BARS, LINES, STACKED, Chart
from wkb_reports.looks import ACCENT, FONT, INK, LIGHT, MUTED
from wkb_reports.material import Material
from wkb_reports.origins import Origins
from wkb_reports.packing import moment, packed
from wkb_reports.texts import clean
from wkb_words import meeting as words
from wkb_words import outlook, sentences
from wkb_words.rows import in_words, titled
from wkb_words.words import month_name

LONGEST = 32_767  # signs in a cell
WIDEST = 60
NATIVE = {
    LINES: {"type": "line"},
    BARS: {"type": "bar"},
    STACKED: {"type": "column", "subtype": "stacked"},
}


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, title, what it rests on, its table, and a chart of that table."""

    name: str
    title: str
    source: str
    frame: pd.DataFrame
    chart: Chart | None = None


def book(of: Material) -> bytes:
    """The fact book of a month as the bytes of a .xlsx."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    made.set_properties(
        {"title": f"Feitenboek {of.month}", "author": "", "created": moment(imprint.stamp(of.on))}
    )
    shapes = _shapes(made)
    found = [s for s in sheets(of) if len(s.frame)]
    first = made.add_worksheet("Leeswijzer")
    for i, sheet in enumerate(found, 1):
        _write(made, shapes, sheet, i)
    _guide(first, shapes, of, found)
    made.close()
    return packed(out.getvalue())


def sheets(of: Material) -> list[Sheet]:
    """Every sheet behind the guide; those without rows are left out of the book."""
    origins = Origins(of.on, of.held)
    return [
        *_judged(of),
        *_charts(of),
        *(_table(of, r.name, t) for r in registers().values() for t in r.tables if r.name in _groups(of)),
        _towns(of),
        _terms(of),
        *_forecasts(of),
        Sheet("Feiten", "Alle meetwaarden per maand", _state(of), origins.facts()),
        Sheet(
            "Sindsdien gecorrigeerd",
            "Cijfers die na de vergadering anders werden",
            _state(of),
            _corrected(of),
        ),
        Sheet("Geleverd", "Wie leverde over welke maand", _state(of), _matrix(of)),
        Sheet("Leveringen", "Leveringen waarop dit boek rust", _state(of), origins.deliveries()),
        Sheet("Telt niet mee", "Rijen die niet meetellen, met de reden", _state(of), of.on.rows_left_out),
    ]


def _corrected(of: Material) -> pd.DataFrame:
    """What became of the figures of a closed month: Cijfer, Aspect, Zoals vastgesteld, Nu."""
    rows = [words.figure(of.on.plan, f) for f in of.since.figures]
    return pd.DataFrame(rows, columns=["Cijfer", "Aspect", "Zoals vastgesteld", "Nu"])


def _groups(of: Material) -> set[str]:
    return {g.register for g in of.on.plan.groups}


def _state(of: Material) -> str:
    return clean(of.line)


def _source(of: Material, register: str) -> str:
    """The delivery that a table comes from, and the state of the month."""
    d = of.on.delivery(register)
    if d is None:
        return _state(of)
    group = of.on.plan.group_of(register).name
    own = f"Bron: {group}, {month_name(d.month)}, {d.file}, SHA-256 {d.sha256}"
    return clean(f"{own}. {_state(of)}")


def _judged(of: Material) -> list[Sheet]:
    """The judgements as shown, a row an aspect and month, and the signals of the month."""
    on = of.on
    frames = on.snapshots("planning", "status")
    rows = []
    for aspect in on.plan.aspects:
        written = {r["month"]: r for r in judgements.status_history(frames, aspect.id).to_dict("records")}
        for month in of.colours.columns if len(of.colours) else ():
            status, row = of.status(aspect.id, month), written.get(month, {})
            if status:
                of_before = "nee" if row else "ja"
                told = (row.get(c) for c in ("justification", "action", "owner", "expected"))
                stands = imprint.judged(on, month, aspect.id)
                own = month_start(month), aspect.id, aspect.name, of.word(status)
                rows.append((*own, *told, of_before, stands))
    columns = [
        *("Maand", "Aspect", "Naam", "Oordeel", "Onderbouwing", "Actie", "Trekker", "Verwacht gereed"),
        *("Vorige stand", "Stand"),
    ]
    found = on.signals() if len(of.colours) else []
    signals = [
        (
            month_start(on.month),
            s.aspect,
            on.plan.aspect(s.aspect).name,
            of.word(s.status),
            s.text,
            sentences.of_signal(s),
            of.answer(s) or None,
        )
        for s in found
    ]
    heads = ["Maand", "Aspect", "Naam", "Oordeel", "Signaal", "Feiten", "Antwoord"]
    source = _source(of, "planning")
    return [
        Sheet("Oordelen", "Oordelen per aspect en maand", source, pd.DataFrame(rows, columns=columns)),
        Sheet("Signalen", "Signalen: de kleur naast de feiten", source, pd.DataFrame(signals, columns=heads)),
    ]


def _charts(of: Material) -> list[Sheet]:
    """The numbers of each chart with the chart beside them."""
    if not of.has_pilots:
        return []
    drawn = (
        ("Proefprojecten per maand", figures.pilots_to_target(of), "Maand"),
        ("Categorieën", figures.by_category(of), "Categorie"),
        ("Volumeaanpak", figures.volume(of), "Maand"),
        ("Knelpunten per maand", figures.open_bottlenecks(of), "Maand"),
    )
    found = []
    for name, shown, axis in drawn:
        if shown:
            frame = pd.DataFrame({axis: shown.categories} | {s.name: s.values for s in shown.series})
            found.append(Sheet(name, name, _source(of, "pilots"), frame, shown))
    return found


def _table(of: Material, register: str, table: Table) -> Sheet:
    """A table of a register as the month shows it."""
    rows = of.on.table(register, table.name)
    columns = {}
    for column in table.columns:
        columns |= _column(column, rows)
    name = table.title if table.name != "bottlenecks" else "Knelpunten proefprojecten"
    title = f"{registers()[register].title}: {table.title}"
    return Sheet(name, title, _source(of, register), pd.DataFrame(columns))


def _column(column: Column, rows: pd.DataFrame) -> dict[str, list]:
    """A column by its heading; a second one where something else was written than a value, or a period."""
    values = rows[column.name].tolist()
    worded = bool(column.labels) or column.type == "yesno"
    as_told = partial(in_words, column) if worded else month_start if column.type == "month" else None
    shown = [None if missing(v) else as_told(v) if as_told else v for v in values]
    bare = [None] * len(rows)
    precisions, reasons = (
        rows[n].tolist() if (n := f"{column.name}__{x}") in rows else bare for x in ("precision", "reason")
    )
    written = [
        r
        if missing(v) and isinstance(r, str)
        else period_text(v, p)
        if p in MONTHS_IN or p == "week"
        else None
        for v, p, r in zip(values, precisions, reasons, strict=True)
    ]
    found = {column.heading: shown}
    return found | ({f"{column.heading}, zoals geschreven": written} if any(written) else {})


def _towns(of: Material) -> Sheet:
    """Counts by municipality."""
    on = of.on
    pilots = on.table("pilots", "pilots")
    table = breadth.by_municipality(pilots, on.table("pilots", "applications"), in_force(on.month), on.month)
    names = {
        "municipality": "Gemeente",
        "pilots": "Gestarte proefprojecten",
        "applications": "Aanvragen tot nu toe",
        "volume": "Volumeprojecten tot nu toe",
    }
    shown = table.rename(columns=names) if of.has_pilots else table.head(0)
    return Sheet("Gemeenten", "Gemeenten: proefprojecten en aanvragen", _source(of, "pilots"), shown)


def _terms(of: Material) -> Sheet:
    plan, month = of.on.plan, of.on.month
    first = plan.first_month
    table = schedule.deadlines(plan, min(first, month), month)
    source = f"Bron: {plan.source}. {_state(of)}"
    return Sheet("Termijnen", "Termijnen van de aspecten, toen en nu", clean(source), titled(table))


def _forecasts(of: Material) -> list[Sheet]:
    """What is expected, and what earlier forecasts were worth."""
    if not of.has_pilots:
        return []
    rows = [
        (
            outlook.TITLES.get(f.measure, str(f.measure)),
            f.dimension.removeprefix("category="),
            f.value,
            f.target,
            *(month_name(m) if m else None for m in (f.low, f.middle, f.high)),
            f.probability if f.usable else None,
            outlook.sentence(f),
        )
        for f in of.on.forecasts()
    ]
    heads = [
        "Wat",
        "Categorie",
        "Nu",
        "Doel",
        "Vroeg (P10)",
        "Midden (P50)",
        "Laat (P90)",
        "Aandeel kans op tijd",
    ]
    kept = of.on.track_record()
    record = pd.DataFrame(
        {
            "Wat": [outlook.TITLES.get(m, m) for m in kept["measure"]],
            "Categorie": kept["dimension"].str.removeprefix("category=").tolist() if len(kept) else [],
            "Gemaakt in": [month_start(m) for m in kept["made"]],
            "Voor": [month_start(m) for m in kept["month"]],
            "Laag": kept["p10"].tolist(),
            "Midden": kept["p50"].tolist(),
            "Hoog": kept["p90"].tolist(),
            "Werkelijk": kept["actual"].tolist(),
            "Binnen de band": ["ja" if h else "nee" for h in kept["hit"]],
        }
    )
    source = _source(of, "pilots")
    made = pd.DataFrame(rows, columns=[*heads, "In woorden"])
    return [
        Sheet("Prognoses", "Prognoses van deze maand", source, made),
        Sheet("Eerdere prognoses", "Eerdere prognoses en wat er kwam", source, record),
    ]


_DELIVERED = {
    deliveries.DELIVERED: "geleverd",
    deliveries.AFTER_MEETING: "geleverd na de vergadering",
    deliveries.MISSING: "ontbreekt",
    deliveries.CARRIED: "ontbreekt, vorige stand geldt",
    deliveries.NOT_DUE: "volgens afspraak niet verwacht",
}
AGAIN = ", daarna gecorrigeerd"


def _matrix(of: Material) -> pd.DataFrame:
    table, again = of.on.delivery_matrix, of.on.delivered_again
    rows = [
        (
            of.on.plan.group_of(register).name,
            registers()[register].title,
            month_start(month),
            _DELIVERED[table.at[register, month]] + (AGAIN if (register, month) in again else ""),
        )
        for register in table.index
        for month in table.columns
        if month <= of.on.month
    ]
    return pd.DataFrame(rows, columns=["Groep", "Register", "Maand", "Levering"])


def _shapes(made) -> dict[str, object]:
    """The formats of cells."""
    base = {"font_name": FONT, "font_size": 10, "font_color": f"#{INK}", "valign": "top"}
    return {
        "title": made.add_format(base | {"bold": True, "font_size": 14, "font_color": f"#{ACCENT}"}),
        "source": made.add_format(base | {"font_size": 9, "font_color": f"#{MUTED}"}),
        "head": made.add_format(
            base
            | {
                "bold": True,
                "font_color": f"#{ACCENT}",
                "bottom": 2,
                "bottom_color": f"#{ACCENT}",
                "text_wrap": True,
            }
        ),
        "text": made.add_format(base | {"text_wrap": True}),
        "whole": made.add_format(base | {"num_format": "#,##0"}),
        "parts": made.add_format(base | {"num_format": "#,##0.0"}),
        "share": made.add_format(base | {"num_format": "0.0%"}),
        "day": made.add_format(base | {"num_format": "dd-mm-yyyy"}),
        "month": made.add_format(base | {"num_format": "mmm yyyy"}),
        "plain": made.add_format(base),
        "link": made.add_format(base | {"font_color": f"#{ACCENT}", "underline": 1}),
    }


def _write(made, shapes: dict, sheet: Sheet, number: int) -> None:
    """Writes a sheet: title, source, one table with its head in sight, and its chart beside it."""
    own = made.add_worksheet(sheet.name[:31])
    own.hide_gridlines(2)
    own.write_string(0, 0, clean(sheet.title)[:LONGEST], shapes["title"])
    own.write_string(1, 0, sheet.source[:LONGEST], shapes["source"])
    own.set_landscape()
    own.set_paper(9)
    own.fit_to_pages(1, 0)
    own.repeat_rows(3)
    heads = _heads(sheet.frame)
    for x, (head, name) in enumerate(zip(heads, sheet.frame.columns, strict=True)):
        values = sheet.frame.iloc[:, x].tolist()
        shape = _shape(str(name), values)
        for y, value in enumerate(values, 4):
            _cell(own, y, x, value, shapes[shape], shapes["text"])
        longest = max([len(head) + 3, *(len(_plain(v)) for v in values[:300])])
        own.set_column(x, x, min(WIDEST, max(9, longest * 1.05)))
    own.add_table(
        3,
        0,
        3 + len(sheet.frame),
        len(heads) - 1,
        {
            "name": f"Tabel{number}",
            "style": None,
            "columns": [{"header": h, "header_format": shapes["head"]} for h in heads],
        },
    )
    own.freeze_panes(4, 1)
    if sheet.chart:
        _draw(made, own, sheet)


def _heads(frame: pd.DataFrame) -> list[str]:
    """The headings of a table, none twice."""
    found: list[str] = []
    for name in frame.columns:
        head, n = clean(name), 2
        while head.casefold() in {f.casefold() for f in found}:
            head, n = f"{clean(name)} ({n})", n + 1
        found.append(head)
    return found


def _shape(name: str, values: list) -> str:
    """How the values of a column are shown."""
    there = [v for v in values if not missing(v)]
    numbers = [v for v in there if isinstance(v, int | float) and not isinstance(v, bool)]
    if there and all(isinstance(v, date) for v in there):
        months = name in ("Maand", "Gemaakt in", "Voor") and all(v.day == 1 for v in there)
        return "month" if months else "day"
    if numbers and len(numbers) == len(there):
        if (
            "aandeel" in name.casefold()
            or name in ("Van de maand", "Tot nu toe")
            or name.startswith("Streven")
        ):
            return "share"
        if name == "Jaar":
            return "plain"
        return "parts" if any(v % 1 for v in numbers) else "whole"
    return "text"


def _plain(value: object) -> str:
    return "" if missing(value) else f"{value:,.1f}" if isinstance(value, float) else str(value)


def _cell(own, y: int, x: int, value: object, shape, text) -> None:
    """A cell by its kind; a text is a text whatever it begins with."""
    if missing(value) or value == "":
        return  # nothing, so that a chart has a gap there
    elif isinstance(value, bool):
        own.write_string(y, x, "ja" if value else "nee", text)
    elif isinstance(value, date):
        own.write_datetime(y, x, value, shape)
    elif isinstance(value, int | float):
        own.write_number(y, x, float(value), shape)
    else:
        own.write_string(y, x, clean(value)[:LONGEST], text)


def _draw(made, own, sheet: Sheet) -> None:
    """The chart of a sheet, on the numbers of its table."""
    shown, last = sheet.chart, 3 + len(sheet.frame)
    chart = made.add_chart(NATIVE[shown.kind])
    for i, series in enumerate(shown.series, 1):
        line = {"color": f"#{series.colour}", "width": series.width}
        if series.dashed:
            line["dash_type"] = "dash"
        looks = {"line": line} if shown.kind == LINES else {"fill": {"color": f"#{series.colour}"}}
        chart.add_series(
            {
                "name": [sheet.name[:31], 3, i],
                "categories": [sheet.name[:31], 4, 0, last, 0],
                "values": [sheet.name[:31], 4, i, last, i],
            }
            | looks
        )
    font = {"name": FONT, "size": 9, "color": f"#{INK}"}
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_title({"none": True})
    grid = {"visible": True, "line": {"color": f"#{LIGHT}", "width": 0.5}}
    chart.set_y_axis({"num_font": font, "major_gridlines": grid, "num_format": shown.shape, "min": 0})
    chart.set_x_axis({"num_font": font, "reverse": shown.kind == BARS})
    if shown.kind == BARS:
        chart.set_x_axis({"num_font": font, "major_gridlines": grid, "min": 0, "max": shown.top})
        chart.set_y_axis({"num_font": font, "reverse": True})
    chart.set_size({"width": 760, "height": 400})
    chart.show_blanks_as("gap")
    own.insert_chart(4, len(shown.series) + 2, chart, {"description": clean(shown.alt), "object_position": 3})


def _guide(own, shapes: dict, of: Material, found: list[Sheet]) -> None:
    """The first sheet: month, moment, state, what colours and measures mean, and the way to every sheet."""
    on = of.on
    own.hide_gridlines(2)
    own.set_column(0, 0, 34)
    own.set_column(1, 1, 100)
    own.write_string(0, 0, clean(f"Feitenboek {on.plan.title}, {of.month}"), shapes["title"])
    own.write_string(1, 0, _state(of), shapes["source"])
    row = 3

    def part(head: str, rows: list[tuple[str, str]], links: bool = False) -> None:
        nonlocal row
        own.write_string(row, 0, head, shapes["head"])
        own.write_blank(row, 1, None, shapes["head"])
        for name, text in rows:
            row += 1
            if links:
                own.write_url(row, 0, f"internal:'{name}'!A1", shapes["link"], name)
            else:
                own.write_string(row, 0, clean(name), shapes["plain"])
            own.write_string(row, 1, clean(text), shapes["text"])
        row += 2

    samples = [("Let op", imprint.SAMPLES)] if imprint.sampled(on) else []
    part(
        "Dit boek",
        [
            ("Peilmaand", of.month),
            ("Bekend op", imprint.known(on)),
            ("Stand", of.state),
            *samples,
            (
                "Onbekend",
                "Een lege cel is onbekend, nooit nul; wat er dan wel stond staat in de kolom ernaast.",
            ),
        ],
    )
    part("Bladen", [(s.name[:31], s.title) for s in found], links=True)
    part("Oordelen", [(of.word(s), w.meaning) for s, w in on.plan.statuses.items()])
    part("Meetwaarden", [(str(m), f"{m.label} ({m.unit})") for m in declared.MEASURES.values()])
    own.freeze_panes(3, 0)
    own.set_paper(9)
    own.fit_to_pages(1, 0)
