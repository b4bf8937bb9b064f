"""Leveringen: who delivered what and when; originals, withdrawing."""

import pandas as pd
import streamlit as st

from wkb_data.intake import asking, reservations
from wkb_data.measures.deliveries import missing_registers
from wkb_data.schema import registers
from wkb_data.store import answers
from wkb_data.store.deliveries import SAMPLES, Delivery
from wkb_data.store.faults import StoreError
from wkb_views import choices, findings, show, statuses, tables
from wkb_views.session import View, current
from wkb_views.text import plain, safe_html
from wkb_words.words import listed, moment_name, month_name


def who_delivered(view: View) -> None:
    """Groups by months."""
    matrix = view.delivery_matrix
    missing = [view.plan.group_of(r).name for r in missing_registers(matrix, view.month)]
    show.reading(
        f"{month_name(view.month).capitalize()}: nog niet geleverd door {listed(missing)}."
        if missing
        else f"{month_name(view.month).capitalize()}: iedere groep leverde volgens afspraak."
    )
    statuses.delivery_grid(view.plan, matrix, view.delivered_again)


def samples(view: View, counting: bool, gone: bool) -> None:
    """Beginning without the samples, asked twice; and having them back."""
    if counting:
        with st.popover("Begin leeg"):
            st.write(
                "Alle voorbeeldleveringen tellen dan niet meer mee; eigen leveringen blijven. "
                "U kunt dit hier ongedaan maken."
            )
            if st.button("Ja, zonder voorbeelden", type="primary"):
                view.store.withdraw_samples()
                choices.forget()
                st.rerun()
    elif gone and st.button("Voorbeelden weer tonen"):
        view.store.restore_samples()
        st.rerun()


view = current()
show.title("Leveringen")
everything = view.store.deliveries()
deliveries = [d for d in everything if d.withdrawn_why != SAMPLES]
samples(view, any(d.sample for d in deliveries), len(deliveries) < len(everything))
if not deliveries:
    show.stop_when_empty(view)

if view.months:
    show.draw(view, who_delivered)

show.heading("Geschiedenis")
in_force = {d.id for d in view.in_force.values()}
reserved = {view.in_force[key].id for key in view.reserved()}


def standing(d: Delivery) -> str:
    """Whether a delivery counts, in words."""
    if d.withdrawn_at:
        return f"ingetrokken: {d.withdrawn_why}"
    if d.id not in in_force:
        return "vervangen"
    again = ", gecorrigeerd" if (d.register, d.month) in view.delivered_again else ""
    return f"telt{again}{', met voorbehoud' if d.id in reserved else ''}"


shown = pd.DataFrame(
    [
        (
            d.id,
            registers()[d.register].title,
            month_name(d.month),
            d.by,
            moment_name(d.delivered_at),
            d.file,
            standing(d),
        )
        for d in deliveries[::-1]
    ],
    columns=["Nr", "Register", "Maand", "Door", "Geleverd op", "Bestand", "Stand"],
)
tables.grid(shown, "Alle leveringen", **({"height": 320} if len(shown) > tables.SHORT_TABLE else {}))
kept = [d for d in deliveries if d.trouble]
if kept:
    show.note(
        "Van deze leveringen is het origineel met het plan, de registers of de monitor van nu niet meer "
        "zonder fouten te lezen. Hun cijfers bleven zoals zij waren."
    )
    show.lines("", [safe_html(f"Levering {d.id}, {d.file}: {d.trouble}") for d in kept])

show.heading("Eén levering")
names = {
    f"{d.id}": f"{d.id} · {registers()[d.register].title} · {month_name(d.month)} · {d.file}"
    for d in deliveries[::-1]
}
asked = choices.one(
    st.selectbox, "Levering", list(names), next(iter(names)), "levering", format_func=names.get
)
chosen = int(asked)
file_name, content = view.store.original(chosen)
left, right = st.columns(2, gap="large")
left.html(f'<div class="paper">{safe_html(names[asked])}</div>')
left.download_button("Download het origineel", content, file_name, key=f"origineel {chosen}")
found = view.store.findings(chosen)
left_out, told = reservations.listed(found), reservations.told(found)
found = [f for f in found if f.get("kind") not in reservations.KINDS]
if len(left_out):
    show.heading(f"Geleverd met voorbehoud: {told}", 3)
    tables.listed(left_out, "Wat niet meetelt", f"niet meegeteld {chosen}")
if found:
    with left.expander(f"Bevindingen bij deze levering ({len(found)})"):
        tables.grid(findings.table(found), "Bevindingen")
if any(d.withdrawn_at for d in deliveries if d.id == chosen):
    right.info("Deze levering is ingetrokken. Zij blijft bewaard en telt niet mee.")
else:
    with right.form("intrekken"):
        why = st.text_input("Reden van intrekken")
        if st.form_submit_button("Trek deze levering in"):
            if not why.strip():
                st.error("Geef een reden op; zo weet iedereen later waarom.")
            else:
                try:
                    view.store.withdraw(chosen, why.strip())
                    st.rerun()
                except StoreError as error:
                    st.error(plain(error))

told = [a for a in answers.listed(view.store) if not a.undone_at]
if told:
    show.heading("Onthouden antwoorden")
    st.html(
        '<div class="quiet">Wat groepen zeiden van kolommen die niet zeker te herkennen waren. Het geldt '
        "voor hun volgende levering.</div>"
    )
    for a in told:
        left, right = st.columns([5, 1], vertical_alignment="center")
        said = (
            f"kolom '{a.heading}' is {asking.said(a.table, a.column)} ({a.by}, {moment_name(a.answered_at)})"
        )
        left.write(plain(f"{registers()[a.register].title}: {said}"))
        if right.button("Ongedaan maken", key=f"antwoord {a.id}", width="stretch"):
            answers.undo(view.store, a.id)
            st.rerun()
