"""Aanleveren: upload workbooks, see what was recognised and found, what would change, and confirm."""

from functools import partial

import streamlit as st

from wkb_data.intake import asking, excerpts
from wkb_data.periods import add_months
from wkb_data.schema import registers
from wkb_views import findings, receipts, show, tables, uploads
from wkb_views.session import current
from wkb_views.text import plain, safe_html
from wkb_views.words import month_name, plural

view = current()
show.title("Aanleveren")
st.html(
    '<div class="quiet">Lever de werkmap aan zoals u haar bijhoudt. Er wordt niets opgeslagen voordat u '
    "bevestigt.</div>"
)
receipts.draw(view)

titles = {g.register: registers()[g.register].title for g in view.plan.groups}
turn = st.session_state.get("beurt", 0)
files = st.file_uploader(
    "Werkmappen (Excel; ook .ods en .csv)",
    type=["xlsx", "xlsm", "xls", "xlsb", "ods", "csv"],
    accept_multiple_files=True,
    key=f"werkmappen {turn}",
)
for file in files:
    st.divider()
    st.header(plain(file.name))
    asked = st.session_state.get(f"register {file.file_id}"), st.session_state.get(f"maand {file.file_id}")
    with st.spinner(plain(f"{file.name} wordt gelezen")):
        result = uploads.look(view, file.name, file.getvalue(), *asked)
    left, middle, right = st.columns(3)
    chosen = left.selectbox(
        "Register",
        list(titles),
        format_func=titles.get,
        index=list(titles).index(result.register) if result.register else None,
        placeholder="Kies het register",
        key=f"register {file.file_id}",
    )
    last = view.months[-1] if view.months else view.plan.first_month
    options = sorted(
        {*view.months, add_months(last, 1), add_months(last, 2), *uploads.months_named(result)},
        reverse=True,
    )
    month = middle.selectbox(
        "Peilmaand",
        options,
        format_func=month_name,
        index=options.index(result.month) if result.month else None,
        placeholder="Kies de maand",
        key=f"maand {file.file_id}",
    )
    by = right.text_input(
        "Aangeleverd door",
        value=view.plan.group_of(chosen).name if chosen else "",
        key=f"door {file.file_id} {chosen}",
    )
    if result.refusal:
        st.error(plain(result.refusal))
        continue
    answered, asked_of, lacking = {}, asking.questions(result.reading), asking.lacks(result.reading)
    if asked_of or lacking:
        st.subheader("Even vragen")
        show.note(
            "Deze kolommen zijn niet zeker, niet herkend of op twee manieren te lezen. Uw antwoord wordt "
            "onthouden voor de volgende levering."
        )
        for lack in lacking:
            heading = st.selectbox(
                plain(lack.text),
                lack.headings,
                index=None,
                placeholder="Kies de kolom, of laat leeg als zij er niet is",
                key=f"mist {file.file_id} {lack.table} {lack.column}",
            )
            if heading:
                answered[lack.table, heading] = lack.column
        for question in asked_of:
            answer = st.selectbox(
                plain(question.text),
                list(question.options),
                index=None,
                placeholder="Kies wat klopt",
                key=f"vraag {file.file_id} {question.table} {question.heading}",
            )
            if answer:
                answered[question.table, question.heading] = question.options[answer]
        if answered:
            result = uploads.look(
                view, file.name, file.getvalue(), *asked, asking.told_of(result.register, answered)
            )
            if result.refusal:
                st.error(plain(result.refusal))
                continue
    errors = result.reading.errors
    if result.reading.findings:
        others = len(result.reading.findings) - len(errors)
        (st.error if errors else st.warning)(
            f"{plural(len(errors), 'fout', 'fouten')} en {plural(others, 'opmerking', 'opmerkingen')}."
            + (
                " Er is niets opgeslagen. Verbeter de genoemde cellen in Excel en lever het bestand opnieuw "
                "aan; wie daarop niet kan wachten, levert met voorbehoud."
                if errors
                else " Aanleveren kan; kijk de opmerkingen na."
            )
        )
        findings.lines(
            [f.as_dict() for f in result.reading.findings], partial(excerpts.around, result.reading)
        )
        marked = uploads.marked_copy(file.name, file.getvalue(), result.reading)
        if marked:
            st.download_button(
                "Download de werkmap met gemarkeerde cellen",
                marked,
                f"gemarkeerd {file.name}",
                key=f"gemarkeerd {file.file_id}",
            )
    else:
        st.success("Geen bevindingen.")
    with st.expander("Wat is herkend: tabellen en kolommen"):
        tables.grid(excerpts.recognised(result.reading), "Herkende tabellen")
    with st.expander(plain(uploads.account_line(result.reading))):
        tables.grid(uploads.set_aside(result.reading), "Cellen die niet gelezen zijn")
    if errors:
        ways = uploads.ways_on(result.reading)
        if (
            st.radio("Hoe verder?", list(ways), captions=list(ways.values()), key=f"verder {file.file_id}")
            != uploads.RESERVED
        ):
            continue
        tables.grid(uploads.left_out(result.reading), "Rijen die niet meetellen")
    if month is None:
        st.info(plain(uploads.which_month(result.reading)))
        continue
    st.subheader("Wat verandert er")
    for change in uploads.changes(view, result.reading):
        st.html(f'<div class="moved"><b>{safe_html(change.title)}</b>: {safe_html(change.summary)}</div>')
        if len(change.cells):
            with st.expander(plain(f"{change.title}: gewijzigde cellen")):
                tables.grid(change.cells, "Gewijzigde cellen")
    for line in uploads.effect(view, result.reading):
        st.html(f'<div class="reading">{safe_html(line)}</div>')
    unanswered = sum((q.table, q.heading) not in answered for q in asked_of)
    if unanswered:
        st.info(f"Beantwoord eerst {plural(unanswered, 'vraag', 'vragen')} hierboven onder 'Even vragen'.")
    if st.button(
        "Bevestig en sla op",
        type="primary",
        key=f"bevestig {file.file_id}",
        disabled=not by.strip() or unanswered > 0,
    ):
        refused = uploads.confirm(view, result.reading, by.strip(), answered, bool(errors))
        if refused:
            st.error(plain(refused))
        else:
            st.session_state["beurt"] = turn + (len(files) == 1)
            st.rerun()

st.divider()
st.subheader("Liever een werkmap om in te vullen?")
left, right = st.columns([2, 3], vertical_alignment="bottom")
wanted = left.selectbox("Register van de werkmap", list(titles), format_func=titles.get)
right.download_button(
    "Download werkmap",
    uploads.empty_form(view, wanted),
    f"{titles[wanted]}.xlsx",
    help="Met keuzelijsten, uitleg per kolom en de rijen van de vorige levering.",
)
