"""Tlokb, instrumenten & kwaliteitsborgers (5, 6): readiness, coverage of building types, declarations, capacity against demand."""

import pandas as pd
import streamlit as st

from wkb_data.measures import admission, summary
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_views.words import labels, number, plural


def body(view: View) -> None:
    """Readiness, coverage, instruments, capacity."""
    plan, month = view.plan, view.month
    carried = show.carried_text(view, "admission")

    show.heading("Inrichting Tlokb")
    readiness = view.table("admission", "readiness")
    if readiness.empty:
        show.none_yet(view, "readiness", "taken")
    else:
        own = plan.aspects_of("readiness")
        done = pd.DataFrame(
            {
                f"{a} gereed" if a else "gereed": summary.series(view.upto, "readiness_tasks_done", aspect=a)
                for a in own
            }
        )
        ready = (readiness["status"] == "done").sum()
        show.figure(
            figures.lines(done, done.columns[0]),
            f"{number(ready)} van {plural(len(readiness), 'taak', 'taken')} gereed.",
            tables.dutch(readiness, "readiness"),
            f"inrichting {month}",
            carried,
        )

    show.heading("Welk instrument voor welk bouwwerk")
    table = (
        admission.coverage(view.table("admission", "coverage"))
        if len(view.table("admission", "coverage"))
        else pd.DataFrame()
    )
    if table.empty:
        show.none_yet(view, "coverage", "dekking")
    else:
        bare = admission.uncovered(table)
        show.reading(
            f"{number(len(table) - len(bare))} van {plural(len(table), 'type bouwwerk', 'typen bouwwerk')} heeft een geschikt instrument; zonder: {', '.join(bare)}."
            if bare
            else f"Alle {number(len(table))} typen bouwwerk hebben een geschikt instrument."
        )
        tables.word_matrix(table, labels("coverage", "suitable"), "Type bouwwerk")
        words = table.replace(labels("coverage", "suitable")).rename_axis("Type bouwwerk").reset_index()
        show.below(words, f"dekking {month}", "Tabel: dekking per type bouwwerk")

    show.heading("Instrumenten en eigenverklaringen")
    instruments = view.table("admission", "instruments")
    if instruments.empty:
        show.none_yet(view, "instruments", "instrumenten")
    else:
        admitted, providers, declared = (
            summary.value(view.facts, m, month)
            for m in ("instruments_admitted", "providers", "providers_self_declared")
        )
        text = f"{number(admitted)} instrumenten zijn (voorlopig) toegelaten; {number(declared)} van {number(providers)} aanbieders gaven de eigenverklaring over toezicht."
        show.table(tables.dutch(instruments, "instruments"), text, "Instrumenten", f"instrumenten {month}")

    show.heading("Capaciteit tegen de verwachte vraag")
    assurers, demand = view.table("admission", "assurers"), view.table("admission", "demand")
    if assurers.empty:
        show.none_yet(view, "assurers", "kwaliteitsborgers")
    else:
        organisations, persons, fte, can = (
            summary.value(view.facts, m, month)
            for m in ("assurer_organisations", "assurers", "assurer_fte", "assurer_capacity")
        )
        rows = (
            admission.capacity(assurers, demand, labels("demand", "scenario"))
            if len(demand)
            else pd.DataFrame()
        )
        first = rows[rows["Jaar"] == rows["Jaar"].min()] if len(rows) else rows
        short = [
            f"{r['Scenario']} {number(-r['Verschil'])}"
            for r in first.to_dict("records")
            if r["Verschil"] is not None and r["Verschil"] < 0
        ]
        text = f"{number(organisations)} organisaties met {number(persons)} kwaliteitsborgers ({number(fte, 1)} fte) kunnen {number(can)} bouwwerken per jaar aan."
        if short:
            text += f" In {first['Jaar'].min()} is dat te weinig (tekort per scenario: {', '.join(short)})."
        counts = (
            {f"{r['Jaar']} {r['Scenario']}".strip(): float(r["Bouwwerken"]) for r in rows.to_dict("records")}
            if len(rows)
            else {}
        )
        show.figure(
            figures.bars({"Capaciteit nu": can or 0.0, **counts}, context=tuple(counts)),
            text,
            rows if len(rows) else tables.dutch(assurers, "assurers"),
            f"capaciteit {month}",
        )
        show.below(
            tables.dutch(assurers, "assurers"),
            f"kwaliteitsborgers {month}",
            "Kwaliteitsborgers per instrument",
        )


view = current()
st.title("Tlokb, instrumenten & kwaliteitsborgers")
show.stop_when_empty(view, "admission")
show.say_carried(view, "admission")
show.draw(view, body)
