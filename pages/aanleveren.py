"""Aanleveren: upload workbooks, see what was recognised and found, what would change, and confirm."""

from functools import partial

import streamlit as st

from wkb_data.intake import asking, excerpts
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading
from wkb_data.periods import add_months
from wkb_data.schema import registers
from wkb_views import confirming, findings, kept, receipts, show, tables, uploads
from wkb_views.confirming import Ready
from wkb_views.session import View, current
from wkb_views.text import plain, safe_html
from wkb_words.words import month_name, plural

# How often the field for files was emptied.
TURN = "beurt"


def one_workbook(view: View, file) -> Ready | None:
    """A workbook from choosing its register to what it changes; None where it can't be confirmed yet."""
    st.divider()
    st.header(plain(file.name))
    asked = st.session_state.get(f"register {file.file_id}"), st.session_state.get(f"maand {file.file_id}")
    with st.spinner(plain(f"{file.name} wordt gelezen")):
        result = uploads.look(view, file, *asked)
    door, month = _claims(view, file, result)
    if result.refusal:
        st.error(plain(result.refusal))
        return None
    answered, open_questions = _questions(file, result.reading)
    if answered:
        told = asking.told_of(result.register, answered)
        result = uploads.look(view, file, *asked, told)
        if result.refusal:
            st.error(plain(result.refusal))
            return None
    _found(file, result)
    reserved = bool(result.reading.errors)
    if reserved and not _with_reservations(file, result.reading):
        return None
    if month is None:
        st.info(plain(uploads.which_month(result.reading)))
        return None
    _changes(view, result.reading)
    lacking = "" if st.session_state[door].strip() else "Vul in wie aanlevert."
    if open_questions:
        many = plural(open_questions, "vraag", "vragen")
        lacking = f"Beantwoord eerst {many} hierboven onder 'Even vragen'."
    chosen = confirming.chosen(file.file_id)
    return Ready(file.file_id, result.reading, door, answered, reserved, chosen, lacking)


def _claims(view: View, file, result: uploads.Look) -> tuple[str, str | None]:
    """Register, month and who delivers, as recognised and to be corrected.

    Gives the key of the field with who delivers, and the month.
    """
    left, middle, right = st.columns(3)
    titles = {g.register: registers()[g.register].title for g in view.plan.groups}
    chosen = left.selectbox(
        "Register",
        list(titles),
        format_func=titles.get,
        index=list(titles).index(result.register) if result.register else None,
        placeholder="Kies het register",
        key=f"register {file.file_id}",
    )
    last = view.months[-1] if view.months else view.plan.first_month
    ahead = {add_months(last, 1), add_months(last, 2)}
    options = sorted({*view.months, *ahead, *uploads.months_named(result)}, reverse=True)
    month = middle.selectbox(
        "Peilmaand",
        options,
        format_func=month_name,
        index=options.index(result.month) if result.month else None,
        placeholder="Kies de maand",
        key=f"maand {file.file_id}",
    )
    door = f"{confirming.BY}{file.file_id} {chosen}"
    right.text_input("Aangeleverd door", value=view.plan.group_of(chosen).name if chosen else "", key=door)
    return door, month


def _questions(file, reading: Reading) -> tuple[dict[tuple[str, str], str | None], int]:
    """What is asked about doubtful columns: the answers given, and how many are still to come."""
    answered, asked_of, lacking = {}, asking.questions(reading), asking.lacks(reading)
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
    return answered, sum((q.table, q.heading) not in answered for q in asked_of)


def _found(file, result: uploads.Look) -> None:
    """The findings in their cells, the marked copy, what was recognised and what was set aside."""
    reading = result.reading
    if reading.findings:
        (st.error if reading.errors else st.warning)(uploads.verdict(reading))
        findings.lines([f.as_dict() for f in reading.findings], partial(excerpts.around, reading))
        excel = reading.workbook.kind in ("xlsx", "xlsm")
        st.download_button(
            "Download de werkmap met gemarkeerde cellen" if excel else "Download de bevindingen",
            partial(uploads.marked_copy, file.getvalue(), reading),  # made when it is asked for
            f"gemarkeerd {file.name}" if excel else f"bevindingen {file.name}.xlsx",
            key=f"gemarkeerd {file.file_id}",
        )
    else:
        st.success("Geen bevindingen.")
    with st.expander("Wat is herkend: tabellen en kolommen"):
        tables.grid(excerpts.recognised(reading), "Herkende tabellen")
    with st.expander(plain(uploads.account_line(reading))):
        tables.grid(uploads.set_aside(reading), "Cellen die niet gelezen zijn")


def _with_reservations(file, reading: Reading) -> bool:
    """Whether the deliverer goes on in spite of errors; both ways are shown."""
    ways = uploads.ways_on(reading)
    way = st.radio("Hoe verder?", list(ways), captions=list(ways.values()), key=f"verder {file.file_id}")
    if way != uploads.RESERVED:
        return False
    tables.grid(uploads.left_out(reading), "Rijen die niet meetellen")
    return True


def _changes(view: View, reading: Reading) -> None:
    """What the delivery would change, row by row and in the headlines."""
    st.subheader("Wat verandert er")
    if same := uploads.same_file(view, reading):
        st.info(plain(same))
    for change in uploads.changes(view, reading):
        st.html(f'<div class="moved"><b>{safe_html(change.title)}</b>: {safe_html(change.summary)}</div>')
        if len(change.cells):
            with st.expander(plain(f"{change.title}: gewijzigde cellen")):
                tables.grid(change.cells, "Gewijzigde cellen")
    for line in uploads.effect(view, reading):
        st.html(f'<div class="reading">{safe_html(line)}</div>')


view = current()
show.title("Aanleveren")
st.html(
    '<div class="quiet">Lever de werkmap aan zoals u haar bijhoudt. Er wordt niets opgeslagen voordat u '
    "bevestigt.</div>"
)
receipts.draw(view)
files = st.file_uploader(
    "Werkmappen (Excel; ook .ods en .csv)",
    accept_multiple_files=True,
    key=f"werkmappen {st.session_state.get(TURN, 0)}",
)
waiting = confirming.waiting(files)
if files and not waiting:
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # an empty field for the next
    st.rerun()
kept.only(f.file_id for f in waiting)
sound = []
for file in waiting:
    ready = one_workbook(view, file)
    if ready is None:
        continue
    if ready.lacking:
        st.info(plain(ready.lacking))
    elif not ready.reserved:
        sound.append(ready)
    told = {"key": f"bevestig {file.file_id}", "disabled": bool(ready.lacking)}
    confirming.offer(view, "Bevestig en sla op", [ready], **told)
if len(sound) > 1:
    st.divider()
    confirming.offer(view, f"Bevestig alle {len(sound)} werkmappen zonder fouten", sound)

st.divider()
st.subheader("Liever een werkmap om in te vullen?")
titles = {g.register: registers()[g.register].title for g in view.plan.groups}
left, right = st.columns([2, 3], vertical_alignment="bottom")
wanted = left.selectbox("Register van de werkmap", list(titles), format_func=titles.get)
try:
    form = uploads.empty_form(view, wanted)
except UnreadableFile as error:
    right.info(plain(f"{error}"))
else:
    right.download_button(
        "Download werkmap",
        form,
        f"{titles[wanted]}.xlsx",
        help="Met keuzelijsten, uitleg per kolom en de rijen van de vorige levering.",
    )
