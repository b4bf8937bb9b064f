"""Tlokb & instrumenten (5, 6): readiness, coverage, declarations, capacity and demand."""

import pandas as pd

from wkb_data.measures import admission, declared, summary
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_words.words import labels, number, plural


def _readiness(view: View) -> None:
    """Setting up the Tlokb: tasks done."""
    show.heading("Inrichting Tlokb")
    readiness = view.table("admission", "readiness")
    if readiness.empty:
        show.none_yet(view, "readiness", "taken")
        return
    done = pd.DataFrame(
        {
            f"{a} gereed" if a else "gereed": summary.series(
                view.upto, declared.READINESS_TASKS_DONE, aspect=a
            )
            for a in view.plan.aspects_of("readiness")
        }
    )
    ready = (readiness["status"] == "done").sum()
    show.figure(
        figures.lines(done, done.columns[0], unit=("taak", "taken")),
        f"{number(ready)} van {plural(len(readiness), 'taak', 'taken')} gereed.",
        tables.dutch(readiness, "readiness"),
        f"inrichting {view.month}",
        show.carried_text(view, "admission"),
    )


def _coverage(view: View) -> None:
    """Which instrument suits which type of works."""
    show.heading("Welk instrument voor welk bouwwerk")
    rows = view.table("admission", "coverage")
    table = admission.coverage(rows) if len(rows) else pd.DataFrame()
    if table.empty:
        show.none_yet(view, "coverage", "dekking")
        return
    bare = admission.uncovered(table)
    covered = len(table) - len(bare)
    show.reading(
        f"{number(covered)} van {plural(len(table), 'type bouwwerk', 'typen bouwwerk')} "
        f"{'heeft' if covered == 1 else 'hebben'} een geschikt instrument; zonder: {', '.join(bare)}."
        if bare
        else f"Alle {number(len(table))} typen bouwwerk hebben een geschikt instrument."
    )
    tables.word_matrix(table, labels("coverage", "suitable"), "Type bouwwerk")
    words = table.replace(labels("coverage", "suitable")).rename_axis("Type bouwwerk").reset_index()
    show.below(words, f"dekking {view.month}", "Tabel: dekking per type bouwwerk")


def _costs(instruments: pd.DataFrame) -> str:
    """What instruments cost, as far as their providers say."""
    said, there, least, most = admission.costs(instruments)
    if not said:
        return "Indicatieve kosten per bouwwerk: van geen instrument opgegeven."
    bounds = [f"{word} € {number(b)}" for word, b in (("vanaf", least), ("tot", most)) if b is not None]
    lacking = [w for w, b in (("een ondergrens", least), ("een bovengrens", most)) if b is None]
    return (
        f"Indicatieve kosten per bouwwerk, opgegeven van {number(said)} van "
        f"{plural(there, 'instrument', 'instrumenten')}: "
        + "; ".join(
            [*filter(None, [" ".join(bounds)]), *(f"{w} ontbreekt bij minstens één" for w in lacking)]
        )
        + "."
    )


def _instruments(view: View) -> None:
    """Instruments, their costs, and the declarations of their providers."""
    show.heading("Instrumenten en eigenverklaringen")
    instruments = view.table("admission", "instruments")
    if instruments.empty:
        show.none_yet(view, "instruments", "instrumenten")
        return
    admitted, providers, open_about_it = (
        summary.value(view.facts, m, view.month)
        for m in (declared.INSTRUMENTS_ADMITTED, declared.PROVIDERS, declared.PROVIDERS_SELF_DECLARED)
    )
    text = (
        f"{number(admitted)} instrumenten zijn (voorlopig) toegelaten; {number(open_about_it)} van "
        f"{number(providers)} aanbieders gaven de eigenverklaring over toezicht."
    )
    name = f"instrumenten {view.month}"
    show.table(tables.dutch(instruments, "instruments"), text, "Instrumenten", name)
    show.note(_costs(instruments))


def _capacity(view: View) -> None:
    """What assurers can do a year against the works expected."""
    show.heading("Capaciteit tegen de verwachte vraag")
    assurers, demand = view.table("admission", "assurers"), view.table("admission", "demand")
    if assurers.empty:
        show.none_yet(view, "assurers", "kwaliteitsborgers")
        return
    organisations, persons, fte, can = (
        summary.value(view.facts, m, view.month)
        for m in (
            declared.ASSURER_ORGANISATIONS,
            declared.ASSURERS,
            declared.ASSURER_FTE,
            declared.ASSURER_CAPACITY,
        )
    )
    rows = admission.capacity(assurers, demand, labels("demand", "scenario"))
    first = rows[rows["year"] == rows["year"].min()].to_dict("records")
    short = [
        f"{r['scenario']} {number(-r['difference'])}"
        for r in first
        if r["difference"] and r["difference"] < 0
    ]
    text = (
        f"{number(organisations)} organisaties met {number(persons)} kwaliteitsborgers ({number(fte, 1)} "
        f"fte) kunnen {number(can)} bouwwerken per jaar aan."
    )
    if short:
        text += f" In {first[0]['year']} is dat te weinig (tekort per scenario: {', '.join(short)})."
    counts = {f"{r['year']} {r['scenario']}".strip(): float(r["works"]) for r in rows.to_dict("records")}
    told = tables.dutch(assurers, "assurers")
    show.figure(
        figures.bars({"Capaciteit nu": can or 0.0, **counts}, tuple(counts), ("bouwwerk", "bouwwerken")),
        text,
        tables.titled(rows) if len(rows) else told,
        f"capaciteit {view.month}",
    )
    show.below(told, f"kwaliteitsborgers {view.month}", "Kwaliteitsborgers per instrument")


def body(view: View) -> None:
    """Readiness, coverage, instruments, capacity."""
    _readiness(view)
    _coverage(view)
    _instruments(view)
    _capacity(view)


view = current()
show.title("Tlokb & instrumenten")
show.stop_when_empty(view, "admission")
show.say_carried(view, "admission")
show.draw(view, body)
