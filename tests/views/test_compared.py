"""What the reading above better and worse says."""

from wkb_data.measures.since import BETTER, WORSE, AspectMove
from wkb_views import compare


def test_aspects_that_were_never_judged_did_not_stay_the_same():
    assert compare.reading("2021-05", [], []) == "Sinds mei 2021: geen aspect is in beide maanden beoordeeld."
    moves = [AspectMove("1.1", "red", "orange", BETTER), AspectMove("1.2", "green", "red", WORSE)]
    assert compare.reading("2021-05", moves, []) == "Sinds mei 2021: 1 aspect beter, 1 aspect slechter."
    assert (
        compare.reading("2021-05", moves[:1], []) == "Sinds mei 2021: 1 aspect beter, geen aspect slechter."
    )
