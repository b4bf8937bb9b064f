"""How a page shows things: a reading, its figure, its table and download; status grids; empty states; the sample banner."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from openpyxl.utils import get_column_letter

from wkb_data.measures import summary
from wkb_data.measures.signals import Signal
from wkb_data.periods import MONTHS_IN, period_text
from wkb_data.plan import Plan
from wkb_data.schema import table_named
from wkb_views.session import View
from wkb_views.style import CSS, STATUS_COLOUR, STATUS_SIGN, STATUS_TEXT, badge
from wkb_views.words import YES_NO, month_name, month_short, number, plural, share, weekday_name

EXCERPT_CSS = """<style>
.excerpt {overflow-x: auto; font-size: .8rem;}
.excerpt table {border-collapse: collapse;} .excerpt caption {text-align: left; white-space: nowrap;}
.excerpt th, .excerpt td {border: 1px solid #d5d9de; padding: .15rem .4rem; text-align: left; white-space: nowrap; max-width: 18rem; overflow: hidden; text-overflow: ellipsis;}
.excerpt th {background: #f4f5f7; font-weight: 600;}
.excerpt td.marked {background: #f7dcdc; outline: 2px solid #9b1c1c; font-weight: 600;}
</style>"""
MULTIPLES_CSS = """<style>
.multiples {display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .4rem 1.2rem;}
.multiples > div {display: grid; grid-template-columns: 1fr auto; align-items: center; column-gap: .4rem;}
.multiples a {grid-column: 1 / 3; font-size: .78rem; line-height: 1.2; color: #1b1f24; text-decoration: none; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;}
.multiples a:hover {text-decoration: underline;}
.multiples .steps {display: flex; gap: 1px; height: 1.8rem; border-bottom: 1px solid #e6e8eb;}
.multiples i {flex: 1; height: .42rem; border: 1px solid;}
</style>"""
DUTCH = "<script>window.parent.document.documentElement.lang='nl';document.documentElement.lang='nl';</script>"
HATCH = "repeating-linear-gradient(135deg, rgba(255,255,255,.55) 0 3px, transparent 3px 9px)"
GRID_CSS = """<style>
.grid-scroll.late {direction: rtl;}
.grid-scroll.late > table {direction: ltr;}
table.status {border-collapse: separate; border-spacing: 2px; font-size: .78rem; width: 100%;}
table.status th {font-weight: 600; text-align: left; white-space: nowrap; padding: .1rem .3rem; color: #1b1f24;}
table.status th.row {position: sticky; left: 0; background: #fff; max-width: 20rem; min-width: 8.5rem; white-space: normal; font-weight: 400; line-height: 1.2;}
table.status td {text-align: center; padding: .2rem .15rem; border-radius: .2rem; white-space: nowrap; min-width: 3.7rem;}
table.status th.row a {color: #1b1f24; text-decoration: none;} table.status th.row a:hover {text-decoration: underline;}
table.status tr.goal th {padding-top: .45rem;}
table.status td.now, table.status th.now {outline: 2px solid #154273;}
@media (max-width: 700px) {table.status th.row {max-width: 8.5rem; font-size: .74rem;}}
</style>"""


def frame_page(view: View, title: str) -> None:
    """The top of every page: style, language, sample banner, title and what moment is seen."""
    st.html(CSS)
    if "nederlands" not in st.session_state:
        st.html(DUTCH, unsafe_allow_javascript=True)
        st.session_state["nederlands"] = True
    if any(d.sample for d in view.in_force.values()):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            '<div class="samples"><b>Voorbeeldgegevens.</b> Alle projecten en cijfers zijn verzonnen. Eigen werkmappen aanleveren kan direct; met <b>Begin leeg</b> verdwijnen de voorbeelden.</div>'
        )
        if right.button("Begin leeg", width="stretch", help="Trekt alle voorbeeldleveringen in. Eigen leveringen blijven."):
            view.store.withdraw_samples()
            for key in ("maand", "bekend", "nieuwste"):
                st.session_state.pop(key, None)
            st.rerun()
    st.title(title)
    if view.known_at:
        st.info("U kijkt terug: deze pagina toont wat toen bekend was. Kies links 'Zoals bekend op: nu' voor de huidige stand.")


def stop_when_empty(view: View, register: str | None = None) -> None:
    """Says what is missing and who delivers it, with the way there, and ends the page."""
    if view.month and (register is None or view.delivery(register)):
        return
    group = view.plan.group_of(register).name if register else None
    who = f"{group} heeft voor deze maand of eerder nog niets aangeleverd." if group and view.month else "Er is nog niets aangeleverd."
    st.info(
        f"{who} Zodra de eerste werkmap binnen is, verschijnt hier het beeld. De Regiegroep vergadert op de laatste {weekday_name(view.plan.meeting_weekday)} van de maand; lever vóór die dag aan."
    )
    st.page_link("pages/aanleveren.py", label="Naar Aanleveren")
    st.stop()


def none_yet(view: View, table: str, what: str) -> None:
    """Says that a table was not delivered yet, and who delivers it."""
    own = table_named(table)
    st.info(f"Er zijn nog geen {what} aangeleverd. {view.plan.group_of(own.register).name} levert ze in de tabel '{own.title}'.")


def say_carried(view: View, register: str) -> None:
    """Says when the chosen month shows an older delivery."""
    delivery = view.delivery(register)
    if delivery and delivery.month != view.month:
        group = view.plan.group_of(register).name
        st.warning(f"{group} leverde niets over {month_name(view.month)}; hieronder staat de stand van {month_name(delivery.month)}.")


def reading(text: str) -> None:
    """The one-sentence reading above a figure."""
    st.html(f'<div class="reading">{html.escape(text)}</div>')


def to_xlsx(table: pd.DataFrame) -> bytes:
    """A table as a workbook; columns of shares as percentages."""
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        table.to_excel(writer, index=False, sheet_name="Tabel")
        sheet = writer.sheets["Tabel"]
        for i, name in enumerate(table.columns, 1):
            width = max([len(str(name)), *(len(str(v)) for v in table.iloc[:, i - 1].head(200))])
            sheet.column_dimensions[get_column_letter(i)].width = min(60, width + 2)
            if _is_share(table, name):
                for row in range(2, len(table) + 2):
                    sheet.cell(row, i).number_format = "0.0%"
        sheet.freeze_panes = "A2"
    return out.getvalue()


def download(table: pd.DataFrame, name: str) -> None:
    """The button that gives a table as a workbook, made when it is asked for."""
    st.download_button("Download als Excel", partial(to_xlsx, table), f"{name}.xlsx", key=f"download {name}", on_click="ignore")


def _is_share(table: pd.DataFrame, name: str) -> bool:
    return str(name).startswith("Aandeel") and pd.api.types.is_float_dtype(table[name])


SHORT_TABLE = 20


def _plain_table(table: pd.DataFrame, alt: str) -> str:
    """A short table as HTML: its texts wrap, it prints and reads aloud; numbers and shares as the Dutch write them."""
    columns = []
    for name in table.columns:
        values = table[name].tolist()
        if pd.api.types.is_numeric_dtype(table[name]) and name != "Jaar":
            parts = 1 if any(v == v and v % 1 for v in values) else 0
            write = share if _is_share(table, name) else partial(number, decimals=parts)
            columns.append([f'<td class="figure">{"" if v != v else write(v)}</td>' for v in values])
        else:
            short = ' class="short"' if all(len(str(v)) <= 16 for v in values) else ""
            columns.append([f"<td{short}>{html.escape(str(v))}</td>" for v in values])
    right = [' class="figure"' if cells and "figure" in cells[0] else "" for cells in columns]
    head = "".join(f'<th scope="col"{side}>{html.escape(str(c))}</th>' for c, side in zip(table.columns, right, strict=True))
    body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*columns, strict=True))
    return f'<div class="grid-scroll" tabindex="0"><table class="plain" aria-label="{html.escape(alt)}"><tr>{head}</tr>{body}</table></div>'


def grid(table: pd.DataFrame, alt: str, column_config: dict | None = None, **more) -> None:
    """A table on the page, short ones as text: empty cells empty, dates in Dutch, columns named `Aandeel …` as percentages; the rest as in `st.dataframe`."""
    if table.empty:
        st.html(f'<div class="quiet">{html.escape(alt)}: geen regels.</div>')
        return
    shown = table.copy()
    for name in shown.columns:
        if not pd.api.types.is_numeric_dtype(shown[name]):
            shown[name] = [v.strftime("%d-%m-%Y") if isinstance(v, date) and not pd.isna(v) else "" if pd.isna(v) else v for v in shown[name]]
    if len(shown) <= SHORT_TABLE and not more:
        st.html(_plain_table(shown, alt))
        return
    shares = {name: st.column_config.NumberColumn(format="percent") for name in shown.columns if _is_share(shown, name)}
    st.dataframe(shown, hide_index=True, width="stretch", alt=alt, column_config=shares | (column_config or {}), **more)


def lines(heading: str, found: list[str]) -> None:
    """A heading with lines below it, as HTML; one element, so that a page with many lines opens as fast as one with few."""
    head = f'<h3 class="lines">{html.escape(heading)}</h3>' if heading else ""
    st.html(head + "".join(f'<div class="moved">{line}</div>' for line in found))


@st.fragment
def table_below(table: pd.DataFrame, name: str, label: str = "Tabel bij deze figuur") -> None:
    """The table under a figure, with its download; sent to the reader when opened."""
    with st.expander(label, key=f"tabel {name}", on_change="rerun") as below:
        if below.open:
            grid(table, label)
            download(table, name)


def figure(fig: go.Figure, text: str, table: pd.DataFrame, name: str, carried: str = "") -> None:
    """A figure with its reading above; below it which months were carried forward, its table and download."""
    reading(text)
    st.plotly_chart(fig, width="stretch", theme=None, config={"displayModeBar": False, "staticPlot": True}, key=f"figure {name}", alt=text)
    if carried:
        st.html(f'<div class="quiet">{html.escape(carried)}</div>')
    table_below(table, name)


def carried_text(view: View, register: str) -> str:
    """Which months of a figure were carried forward for want of a delivery, in words; nothing when all were delivered."""
    months = sorted(m for r, m in summary.carried(view.facts) if r == register and m <= (view.month or ""))
    if not months:
        return ""
    listed = ", ".join(month_name(m) for m in months[-8:])
    more = f"{len(months) - 8} eerdere maanden en " if len(months) > 8 else ""
    return f"Doorgetrokken van de levering daarvoor: {more}{listed}."


def dutch(frame: pd.DataFrame, table: str, more: dict[str, str] | None = None) -> pd.DataFrame:
    """Rows of a typed table for a reader: the register's headings and words, periods as written (`Q2 2021`, `PM`); `more` names further columns. Others are left out."""
    shown = {}
    for column in table_named(table).columns:
        if column.name in frame:
            words = column.labels or (YES_NO if column.type == "yesno" else {})
            precisions, reasons = (frame.get(f"{column.name}__{x}", pd.Series(index=frame.index, dtype=object)) for x in ("precision", "reason"))
            shown[column.heading] = [
                words.get(v, v) if isinstance(v, str) else period_text(v, p) if p in MONTHS_IN or p == "week" else r if pd.isna(v) and isinstance(r, str) else v
                for v, p, r in zip(frame[column.name].tolist(), precisions, reasons, strict=True)
            ]  # fmt: skip
    shown |= {title: frame[name].tolist() for name, title in (more or {}).items() if name in frame}
    return pd.DataFrame(shown)


def word_matrix(table: pd.DataFrame, words: dict[str, str], corner: str) -> None:
    """A table of words with a sign each: yes, conditional, no, and what is not filled in."""
    signs = {"yes": ("✓", "#d9efe8"), "conditional": ("±", "#fdf0d2"), "no": ("–", "#f0f1f3")}
    head = "".join(f'<th scope="col">{html.escape(str(c))}</th>' for c in table.columns)
    body = ""
    for name, row in table.iterrows():
        cells = "".join(
            f'<td style="background:{signs[v][1]};color:#1b1f24">{signs[v][0]} {html.escape(words[v])}</td>'
            if v in signs
            else '<td class="quiet">niet ingevuld</td>'
            for v in row
        )
        body += f'<tr><th scope="row" class="row">{html.escape(str(name))}</th>{cells}</tr>'
    st.html(
        f'{GRID_CSS}<div class="grid-scroll" tabindex="0"><table class="status"><tr><th scope="col">{html.escape(corner)}</th>{head}</tr>{body}</table></div>'
    )


def signal_list(view: View, found: list[Signal]) -> None:
    """Signals with their facts, each linked to the page where those stand."""
    for s in found:
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.html(
            f'<div class="moved">{status_badge(view.plan, None if s.status == "unjudged" else s.status)} <b>{s.aspect}</b> {html.escape(view.plan.aspect(s.aspect).name)}<br>'
            f'<span class="quiet">{html.escape(s.text)} · {html.escape(s.facts)}</span></div>'
        )
        right.page_link(f"pages/{s.page}.py", label="Bekijk de feiten", width="stretch")


def evidence_address(view: View, aspect: str) -> str:
    """The address of the page with an aspect's evidence, for the same month and moment."""
    page = (view.plan.pages_of(aspect) or ["doelen"])[0]
    choices = {k: v for k in ("maand", "bekend") if (v := st.query_params.get(k))}
    return html.escape(f"{page}?{urlencode(choices)}" if choices else page)


def evidence_links(view: View, aspect: str) -> None:
    """The pages on which the evidence of an aspect stands."""
    pages = view.plan.pages_of(aspect)
    for page, column in zip(pages, st.columns(max(3, len(pages))), strict=False):
        column.page_link(f"pages/{page}.py", label=f"Feiten bij {aspect}: {PAGE_TITLES.get(page, page)}")


PAGE_TITLES = {
    "proefprojecten": "Proefprojecten", "volumeaanpak": "Volumeaanpak", "knelpunten": "Knelpunten & leerervaringen", "planning": "Planning",
    "informeren": "Informeren", "digitalisering": "Digitalisering", "toelating": "Toelating", "kaart": "Kaart", "doelen": "Doelen",
}  # fmt: skip


LEVELS = {"green": 0, "orange": 1, "unjudged": 2, "red": 3}


def multiples(table: pd.DataFrame, names: dict[str, str], href: Callable[[str], str]) -> None:
    """Every aspect (rows) through the months (columns) as small steps in their colours, ending in the sign of now; fits any width."""
    cells = []
    for aspect, name in names.items():
        line = [v if isinstance(v, str) else None for v in table.loc[aspect].tolist()] if aspect in table.index else []
        last = next((v for v in reversed(line) if v), None)
        if not last:
            continue
        steps = "".join(
            f'<i style="margin-top:{LEVELS[v] * 0.42}rem;background:{STATUS_COLOUR[v]};border-color:{"#59606a" if v == "unjudged" else STATUS_COLOUR[v]}"></i>'
            if v
            else '<i style="visibility:hidden"></i>'
            for v in line
        )
        cells.append(
            f'<div><a href="{href(aspect)}" target="_self">{html.escape(aspect)} {html.escape(name)}</a>'
            f'<span class="steps">{steps}</span><b style="color:{"#59606a" if last == "unjudged" else "#1b1f24"}">{STATUS_SIGN[last]}</b></div>'
        )
    st.html(f'{MULTIPLES_CSS}<div class="multiples">{"".join(cells)}</div>')


def status_badge(plan: Plan, status: str | None) -> str:
    """Colour, sign and word of a status as HTML."""
    key = status or "unjudged"
    return badge(key, f"{plan.statuses[key].colour_word}, {plan.statuses[key].word}" if status else plan.statuses[key].word)


def status_legend(plan: Plan) -> None:
    """What the colours mean, always beside them."""
    parts = "&ensp;".join(
        f"{badge(k, s.colour_word if k != 'unjudged' else s.word)} {s.meaning}" for k, s in plan.statuses.items() if k != "unjudged"
    )
    st.html(
        f'<div class="quiet" style="line-height:1.9">{parts}&ensp;{badge("unjudged", plan.statuses["unjudged"].word)} &ensp;gearceerd = vorige stand doorgetrokken &ensp;│ = vergaderingen later dan de termijn</div>'
    )


def status_grid(view: View, table: pd.DataFrame, carried_months: set[str], late: dict[str, str]) -> None:
    """The heatmap of aspects by months as a real table. `late` maps an aspect to the month of its deadline."""
    months = [m for m in table.columns if m <= view.month]
    head = "".join(
        f'<th scope="col" class="{"now" if m == view.month else ""}" title="vergadering {view.plan.meeting(m):%d-%m-%Y}">{month_short(m)}</th>'
        for m in months
    )
    rows = [f'<tr><th scope="col">Aspect</th>{head}</tr>']
    for goal in view.plan.goals:
        rows.append(f'<tr class="goal"><th colspan="{len(months) + 1}" scope="rowgroup">{goal.id}. {html.escape(goal.name)}</th></tr>')
        for aspect in goal.aspects:
            cells = []
            for month in months:
                status = table.at[aspect.id, month] if aspect.id in table.index else None
                if not isinstance(status, str):
                    cells.append('<td aria-label="geen levering">·</td>')
                    continue
                hatch = f"background-image:{HATCH};" if month in carried_months else ""
                border = f"border:1.5px solid {STATUS_COLOUR['orange'] if status == 'orange' else '#59606a'};" if status == "unjudged" else ""
                after = "border-left:3px solid #1b1f24;" if late.get(aspect.id, "9999") < month else ""
                word = view.plan.statuses[status].colour_word if status != "unjudged" else "open"
                cells.append(
                    f'<td class="{"now" if month == view.month else ""}" style="background-color:{STATUS_COLOUR[status]};color:{STATUS_TEXT[status]};{hatch}{border}{after}"'
                    f' title="{html.escape(aspect.name)}, {month_name(month)}: {view.plan.statuses[status].word}">{STATUS_SIGN[status]} {word}</td>'
                )
            rows.append(
                f'<tr><th scope="row" class="row"><a href="{evidence_address(view, aspect.id)}" target="_self">{aspect.id} {html.escape(aspect.name)}</a></th>{"".join(cells)}</tr>'
            )
    st.html(f'{GRID_CSS}<div class="grid-scroll late" tabindex="0"><table class="status">{"".join(rows)}</table></div>')


MATRIX = {"geleverd": ("✓", "#2a9d78", "#1a1a1a"), "geleverd na vergadering": ("✓ laat", "#f4a300", "#1a1a1a"), "ontbreekt": ("! ontbreekt", "#9b1c1c", "#fff"), "ontbreekt, vorige stand geldt": ("! vorige", "#9b1c1c", "#fff"), "niet verwacht": ("–", "#f0f1f3", "#59606a")}  # fmt: skip


def delivery_grid(matrix: pd.DataFrame) -> None:
    """Groups by months: delivered, late, missing, carried forward."""
    head = "".join(f'<th scope="col">{month_short(m)}</th>' for m in matrix.columns)
    body = ""
    for group in matrix.index:
        cells = "".join(f'<td style="background:{MATRIX[v][1]};color:{MATRIX[v][2]}" title="{v}">{MATRIX[v][0]}</td>' for v in matrix.loc[group])
        body += f'<tr><th scope="row" class="row">{html.escape(group)}</th>{cells}</tr>'
    st.html(
        f'{GRID_CSS}<div class="grid-scroll late" tabindex="0"><table class="status"><tr><th scope="col">Groep</th>{head}</tr>{body}</table></div>'
    )
    st.html(
        '<div class="quiet">✓ geleverd · ✓ laat = na de vergadering geleverd · ! vorige = ontbreekt, de vorige stand geldt · – = volgens afspraak niet verwacht</div>'
    )


def _grouped(findings: list[dict]) -> dict[tuple, list[str]]:
    """The same thing at several cells as one: (level, sheet, message, suggestion) -> cells."""
    groups: dict[tuple, list[str]] = {}
    for f in findings:
        message = f["message"].split(": ", 1)[1] if f["cell"] and f["message"].startswith(f"{f['cell']}: ") else f["message"]
        cells = groups.setdefault((LEVEL_SIGNS[f["level"]], f["sheet"] or "", message, f["suggestion"] or ""), [])
        if f["cell"]:
            cells.append(f["cell"])
    return groups


LEVEL_SIGNS = {"error": "✗ fout", "warning": "! let op", "info": "i ter informatie"}


def findings_table(findings: list[dict]) -> pd.DataFrame:
    """Findings as a table for a reader, the same thing grouped: Soort, Blad, Cellen, Wat is er, Voorstel."""
    rows = []
    for (level, sheet, message, suggestion), cells in _grouped(findings).items():
        listed = ", ".join(cells[:8]) + (f" en {plural(len(cells) - 8, 'andere cel', 'andere cellen')}" if len(cells) > 8 else "")
        rows.append((level, sheet, listed, message, suggestion))
    return pd.DataFrame(rows, columns=["Soort", "Blad", "Cel", "Wat is er en wat te doen", "Voorstel"])


OPENED = 25


def findings(found: list[dict], excerpt: Callable[[str, list[str]], tuple[pd.DataFrame, list[tuple[int, int]]]]) -> None:
    """Every finding as a line that opens on the rows of the workbook it is about; `excerpt` gives those for a sheet and cells."""
    groups = list(_grouped(found).items())
    for (level, sheet, message, suggestion), cells in groups[:OPENED]:
        where = ", ".join(cells[:6]) + (f" en {len(cells) - 6} andere" if len(cells) > 6 else "")
        likely = f" Voorstel: {suggestion}." if suggestion and suggestion not in message else ""
        label = f"**{level}{f' · {where}' if where else ''}** · {_plain(message + likely)}"
        if not cells:
            st.markdown(label)
            continue
        with st.expander(label):
            st.html(_excerpt(*excerpt(sheet, cells), sheet))
    if len(groups) > OPENED:
        grid(findings_table(found), "Alle bevindingen")


def _plain(text: str) -> str:
    """Text in which nothing is markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#$~|:])", r"\\\1", text)


def _excerpt(table: pd.DataFrame, marked: list[tuple[int, int]], sheet: str) -> str:
    """A piece of a sheet as an HTML table with some cells marked, by row and column of `table`."""
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in table.columns)
    body = ""
    for r, row in enumerate(table.itertuples(index=False)):
        cells = "".join(f"<td{' class=marked' if (r, c) in marked else ''}>{html.escape(str(v))}</td>" for c, v in enumerate(row))
        body += f"<tr>{cells}</tr>"
    caption = f'<caption class="quiet">Blad {html.escape(sheet)}</caption>'
    return f'{EXCERPT_CSS}<div class="excerpt" tabindex="0"><table>{caption}<tr>{head}</tr>{body}</table></div>'
