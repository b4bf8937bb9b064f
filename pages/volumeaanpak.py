"""Volumeaanpak (3.2): the share of applications carried out as pilots, and who takes part."""

import pandas as pd
import streamlit as st

from wkb_data.measures import declared, pilots, summary
from wkb_data.municipalities import in_force
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_views.words import month_name, number, plural, share

VOLUME = {
    "Aanvragen": declared.APPLICATIONS,
    "Volumeprojecten": declared.VOLUME_PILOTS,
    "Aandeel maand": declared.VOLUME_SHARE_MONTH,
    "Aandeel totaal": declared.VOLUME_SHARE_TOTAL,
}


def body(view: View) -> None:
    """The share, who runs volume projects, who takes part."""
    plan, month = view.plan, view.month
    by_month, total = (summary.series(view.upto, m) for m in ("volume_share_month", "volume_share_total"))
    now, overall = (summary.value(view.facts, m, month) for m in ("volume_share_month", "volume_share_total"))
    carried = show.carried_text(view, "pilots")
    adopted = "vastgesteld" if plan.denominator_adopted else "niet vastgesteld"
    if total.empty:
        show.none_yet(view, "applications", "aanvragen")
    else:
        show.figure(
            figures.volume_share(by_month, total, plan.volume_target),
            f"{share(overall)} van alle aanvragen tot en met {month_name(month)} liep als proefproject; in die maand zelf {share(now)}. Het streven is {share(plan.volume_target, 0)}.",
            summary.by_month(summary.side_by_side(view.upto, VOLUME)),
            f"volumeaanpak {month}",
            carried,
            f"Noemer: {plan.denominator} ({adopted}).",
        )

    show.heading("Gestarte volumeprojecten")
    listed = view.table("pilots", "pilots")
    running = pilots.started_volume(listed)
    by_type = {c.short: int((running["category"] == c.name).sum()) for c in plan.categories}
    left, right = show.columns(2, 3)
    with left:
        show.figure(
            figures.bars(by_type),
            f"{plural(len(running), 'volumeproject', 'volumeprojecten')} gestart volgens het register van projecten, naar type.",
            pd.DataFrame(by_type.items(), columns=["Type", "Volumeprojecten"]),
            f"volumeprojecten naar type {month}",
        )
    with right:
        places = plural(running["municipality"].nunique(), "gemeente", "gemeenten")
        said = f"In {places}." if len(running) else "Nog geen enkel volumeproject is gestart."
        show.table(tables.dutch(running[["id", "name", "category", "municipality", "started", "status"]], "pilots"), said, "Gestarte volumeprojecten", f"volumeprojecten {month}")  # fmt: skip
    stated = summary.value(view.facts, "volume_pilots_total", month)
    if stated is not None and stated != len(running):
        show.note(
            f"Opgegeven bij de aanvragen: {plural(int(stated), 'volumeproject', 'volumeprojecten')}; als gestart in het register van projecten: {number(len(running))}. Het aandeel rekent met de opgave bij de aanvragen."
        )

    show.heading("Deelnemende gemeenten")
    part = summary.series(view.upto, "municipalities_taking_part")
    have, without = pilots.taking_part(listed, in_force(month))
    show.figure(
        figures.lines(part.to_frame("gemeenten"), "gemeenten"),
        f"{number(len(have))} van {number(len(have) + len(without))} gemeenten hebben een gestart proefproject.",
        part.rename_axis("Maand").reset_index(name="Gemeenten"),
        f"deelnemende gemeenten {month}",
        carried,
    )
    left, right = show.columns(1, 1)
    with left:
        show.heading("Doen mee", 3)
        tables.grid(pd.DataFrame({"Gemeente": have}), "Gemeenten die meedoen", height=260)
    with right:
        show.heading("Nog niet", 3)
        tables.grid(pd.DataFrame({"Gemeente": without}), "Gemeenten die nog niet meedoen", height=260)


view = current()
st.title("Volumeaanpak")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")
show.draw(view, body)
