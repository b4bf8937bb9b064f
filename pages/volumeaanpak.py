"""Volumeaanpak (3.2): the share of applications carried out as pilots, and who takes part."""

import pandas as pd
import streamlit as st

from wkb_data.measures import summary
from wkb_data.municipalities import in_force
from wkb_views import figures, show
from wkb_views.session import current
from wkb_views.words import month_name, number, share

view = current()
plan, month = view.plan, view.month
show.frame_page(view, "Volumeaanpak")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots")

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
        summary.volume_table(view.upto),
        f"volumeaanpak {month}",
        carried,
    )
st.html(f'<div class="quiet">Noemer: {plan.denominator} ({adopted}).</div>')

st.header("Deelnemende gemeenten")
part = summary.series(view.upto, "municipalities_taking_part")
have, without = summary.taking_part(view.table("pilots", "pilots"), in_force(month))
show.figure(
    figures.lines(part, "gemeenten"),
    f"{number(len(have))} van {number(len(have) + len(without))} gemeenten hebben een gestart proefproject.",
    part.rename_axis("Maand").reset_index(name="Gemeenten"),
    f"deelnemende gemeenten {month}",
    carried,
)
left, right = st.columns(2)
with left:
    st.subheader("Doen mee")
    show.grid(pd.DataFrame({"Gemeente": have}), "Gemeenten die meedoen", height=260)
with right:
    st.subheader("Nog niet")
    show.grid(pd.DataFrame({"Gemeente": without}), "Gemeenten die nog niet meedoen", height=260)
