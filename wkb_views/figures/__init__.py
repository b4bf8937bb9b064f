"""Figures: facts in, Plotly figure out. Pure; no Streamlit.

frame     what every figure starts from
progress  towards a target: burn-up, categories, forecast and its dots
panels    the categories through the months, each in a panel of its own
counts    bars, lines over the months, statuses, shares
calendar  activities, phases and deadlines
maps      municipalities
hover     what a figure says where it is pointed at
"""

from wkb_views.figures.calendar import deadline_shift, gantt
from wkb_views.figures.counts import bars, intervals, lines, status_stack, volume_share
from wkb_views.figures.frame import fit
from wkb_views.figures.maps import dutch_map, state_map
from wkb_views.figures.panels import category_courses
from wkb_views.figures.progress import burn_up, category_bullets, fan, quantile_dots

__all__ = [
    "bars",
    "burn_up",
    "category_bullets",
    "category_courses",
    "deadline_shift",
    "dutch_map",
    "fan",
    "fit",
    "gantt",
    "intervals",
    "lines",
    "quantile_dots",
    "state_map",
    "status_stack",
    "volume_share",
]
