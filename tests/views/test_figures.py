"""What is drawn can be seen: nothing falls outside the axes of its figure."""

import pandas as pd

from wkb_views import figures


def test_a_first_month_stands_within_its_figure():
    """Values of one month come as objects, not as numbers."""
    fig = figures.lines(pd.DataFrame({"gemeenten": [34]}, index=["2021-08"], dtype=object), "gemeenten")
    lowest, highest = fig.layout.yaxis.range
    assert list(fig.data[0].y) == [34] and lowest == 0 and 34 < highest < 50


def test_labels_beside_a_figure_take_no_room_from_its_months():
    """Plotly widens an axis that is not told its range for the texts that stand at its end."""
    table = pd.DataFrame({"open": [1, 5, 3]}, index=["2021-06", "2021-07", "2021-08"])
    fig = figures.lines(table, "open")
    assert fig.layout.xaxis.range == (-0.5, 2.5) and fig.layout.margin.r > 26
