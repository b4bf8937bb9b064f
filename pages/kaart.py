"""Kaart: pilots, volume and applications per municipality; who takes part and what they stand for."""

import pandas as pd
import streamlit as st

from wkb_data import maps
from wkb_data.measures import breadth
from wkb_data.municipalities import in_force
from wkb_views import choices, figures, show, tables
from wkb_views.session import View, current
from wkb_words.words import listed, month_name, number, plural, share

KINDS = {"pilots": "Gestarte proefprojecten", "volume": "Volumeprojecten", "applications": "Aanvragen"}
UNITS = {kind: title.lower() for kind, title in KINDS.items()}
# So many municipalities stand beside the map; the others in its table.
BESIDE = 15


def _map(view: View, kind: str, boundaries: maps.Boundaries | None, rows: pd.DataFrame) -> None:
    """The map of one kind, by the points or the file of boundaries that is there."""
    month, unit = view.month, UNITS[kind]
    there = rows[rows[kind] > 0]
    text = f"Nog geen enkele gemeente met {unit}."
    if len(there):
        most = there[there[kind] == there[kind].max()]["municipality"].tolist()
        where = f"; de meeste in {listed(most)} ({number(there[kind].max())})" if len(most) <= 3 else ""
        text = f"{plural(len(there), 'gemeente', 'gemeenten')} met {unit}{where}."
    show.figure(
        figures.dutch_map(
            maps.points(rows, kind, month),
            maps.country(),
            maps.outlines(boundaries),
            maps.provinces(month),
            unit,
        ),
        text,
        _table(rows[rows[list(KINDS)].fillna(0).any(axis=1)], kind),
        f"kaart {unit} {month}",
        f"Stand van {month_name(month)}; samengevoegde gemeenten tellen bij hun opvolger.",
    )


def _table(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Municipalities with their figures, what was chosen first."""
    columns = [kind, *(k for k in KINDS if k != kind)]
    return rows[["municipality", *columns]].rename(columns={"municipality": "Gemeente"} | KINDS)


def _part(found: breadth.Breadth, everyone: int) -> str:
    """Who takes part, and for which part of all applications they stand, as far as that is known."""
    do = "doet" if found.taking_part == 1 else "doen"
    text = f"{number(found.taking_part)} van {number(everyone)} gemeenten {do} mee"
    if found.share is not None and found.reporting == found.taking_part:
        return f"{text}; zij staan voor {share(found.share, 0)} van de aanvragen."
    if found.share is not None:
        return (
            f"{text}; van {number(found.reporting)} daarvan zijn aanvragen opgegeven, en die staan voor "
            f"{share(found.share, 0)} van alle aanvragen."
        )
    if not found.taking_part:
        return f"{text}."
    why = (
        "geen van hen gaf aanvragen op"
        if not found.reporting
        else "samen gaven zij meer aanvragen op dan het totaal van het land"
        if found.known
        else f"{plural(found.reported, 'gemeente gaf haar', 'gemeenten gaven hun')} aanvragen op, en het "
        "totaal van het land is niet opgegeven (een rij 'Nederland' in de tabel met aanvragen)"
    )
    return f"{text}. Voor welk deel van alle aanvragen zij staan is niet te zeggen: {why}."


def _list(kind: str, rows: pd.DataFrame) -> None:
    """The municipalities of the chosen kind, the largest first."""
    there = rows[rows[kind] > 0]
    show.heading(f"{KINDS[kind]} per gemeente", 3)
    tables.grid(_table(there.head(BESIDE), kind)[["Gemeente", KINDS[kind]]], f"{KINDS[kind]} per gemeente")
    if len(there) > BESIDE:
        show.note(f"De eerste {BESIDE} van {len(there)}; onder de kaart staan zij alle in de tabel.")


def _to_ask(rows: pd.DataFrame) -> None:
    """Where something is to be done: no applications reported, no municipality at all."""
    bare = breadth.provinces_without(rows)
    silent = rows.loc[(rows["pilots"] > 0) & rows["applications"].isna(), "municipality"]
    show.note(
        f"Nog geen deelnemende gemeente in {listed(bare)}." if bare else "",
        f"Doen mee, maar gaven nog geen aanvragen op: {listed(sorted(silent))}." if len(silent) else "",
    )


def body(view: View, kind: str, boundaries: maps.Boundaries | None) -> None:
    """Who takes part; the map, and beside it the list of what was chosen."""
    month = view.month
    everyone = in_force(month)
    applications = view.table("pilots", "applications")
    rows = breadth.by_municipality(view.table("pilots", "pilots"), applications, everyone, month)
    rows = rows.sort_values(kind, ascending=False, kind="stable")
    show.reading(_part(breadth.breadth(rows, applications, month), len(everyone)))
    _to_ask(rows)
    left, right = show.columns(3, 2)
    with left:
        _map(view, kind, boundaries, rows)
    with right:
        _list(kind, rows)


view = current()
show.title("Kaart")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
kind = choices.one(
    st.segmented_control, "Toon", list(KINDS), "pilots", "toon", format_func=KINDS.get, required=True
)
show.draw(view, body, kind, maps.boundaries())
