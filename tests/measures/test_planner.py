"""The planner against curves worked out by hand, against SciPy, and against histories of known lead time."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from wkb_data.measures import planner
from wkb_data.measures.summary import Pace
from wkb_data.periods import add_months, month_end
from wkb_data.plan import load_plan

PLAN = load_plan()
FACTS = ["month", "aspect", "measure", "dimension", "value", "unit"]


def pilots(*rows, category="Bedrijfsgebouwen", approach="network"):
    """Pilots from (status, started, completed)."""
    return pd.DataFrame(rows, columns=["status", "started", "completed"], dtype=object).assign(
        category=category, approach=approach
    )


def facts(**by_month):
    """Facts from measure -> {(month, dimension): value}."""
    rows = [
        (month, "", measure, dimension, float(value), "")
        for measure, values in by_month.items()
        for (month, dimension), value in values.items()
    ]
    return pd.DataFrame(rows, columns=FACTS)


def test_the_curve_counts_those_still_running():
    # Five pilots: done after 10, 20 and 40 days; running for 15 and 30 days.
    # 10: 4/5. 20: three are left of whom one is done, 4/5 x 2/3 = 8/15. 40: the last one, 0.
    days = np.array([10.0, 15, 20, 30, 40])
    done = np.array([True, False, True, False, True])
    ended, share, _ = planner.survival(days, done)
    assert ended.tolist() == [10, 20, 40]
    assert share == pytest.approx([4 / 5, 8 / 15, 0])
    assert planner.quantile(days, done).days == 40


@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@pytest.mark.parametrize("seed", range(20))
def test_the_curve_and_its_interval_are_those_of_scipy(seed):
    rng = np.random.default_rng(seed)
    lasts, seen = rng.integers(1, 200, 60).astype(float), rng.integers(1, 200, 60).astype(float)
    days, done = np.minimum(lasts, seen), lasts <= seen
    curve = stats.ecdf(stats.CensoredData.right_censored(days, ~done)).sf
    ended, share, _ = planner.survival(days, done)
    assert share == pytest.approx(curve.evaluate(ended))
    with np.errstate(divide="ignore", invalid="ignore"):
        band = curve.confidence_interval(0.8, method="log-log")
    found = planner.quantile(days, done)
    for day, line in ((found.days, curve), (found.low, band.low), (found.high, band.high)):
        reached = line.quantiles[line.probabilities <= 0.5 + 1e-12]
        assert day == (reached[0] if len(reached) else None)


def history(rng, median: float, month: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days lasted, whether completed, and the full lead times, of pilots that start along the planned line.

    Lead times are lognormal around the median, in months of 30.44 days.
    """
    planned = np.diff(np.concatenate([[0.0], PLAN.total_curve])) * PLAN.pilot_target
    months = np.repeat(np.arange(len(planned)), rng.poisson(planned))
    starts = months + rng.random(len(months))
    starts = starts[starts < month]
    lasts = median * np.exp(0.5 * rng.standard_normal(len(starts)))
    done = starts + lasts <= month
    return np.rint(np.where(done, lasts, month - starts) * 30.44), done, lasts * 30.44


@pytest.mark.parametrize(("median", "month"), [(4, 9), (4, 12), (4, 18), (8, 12), (8, 18), (8, 24)])
def test_the_interval_holds_the_true_median_and_the_naive_mean_does_not(median, month):
    rng, truth, runs = np.random.default_rng(2021), median * 30.44, 300
    holds = naive = 0
    for _ in range(runs):
        days, done, lasts = history(rng, median, month)
        found, ended = planner.quantile(days, done), lasts[done]
        holds += (found.low or 0) <= truth <= (found.high or np.inf)
        margin = planner.EIGHTY * ended.std(ddof=1) / np.sqrt(len(ended))
        naive += abs(ended.mean() - truth) <= margin
    assert 0.72 <= holds / runs <= 0.88
    assert naive / runs < 0.72


def test_nothing_is_said_below_ten_completed_pilots():
    nine = [("completed", date(2021, 1, 1), date(2021, 4, 1))] * 9
    assert not planner.lead_time(pilots(*nine), "2021-08").known
    assert planner.lead_time(pilots(*nine), "2021-08").days is None
    ten = planner.lead_time(pilots(*nine, nine[0]), "2021-08")
    assert (ten.known, ten.days) == (True, 90)


def test_where_the_curve_stays_above_the_half_nothing_is_told():
    rows = [("completed", date(2021, 1, 1), date(2021, 2, 1))] * 10 + [
        ("started", date(2021, 1, 1), None)
    ] * 20
    found = planner.lead_time(pilots(*rows), "2021-08")
    assert (found.completed, found.started, found.days) == (10, 30, None)


def test_what_came_after_the_month_is_not_known_in_it():
    rows = [("completed", date(2021, 1, 1), date(2021, 3, 1))] * 10 + [
        ("completed", date(2021, 1, 1), date(2021, 9, 10)),
        ("started", date(2021, 9, 1), None),
        ("withdrawn", date(2021, 1, 1), None),
    ]
    found = planner.lead_time(pilots(*rows), "2021-08")
    assert (found.completed, found.started) == (10, 11)


def test_a_start_known_by_its_quarter_counts_from_its_middle():
    rows = pilots(*[("completed", date(2021, 1, 1), date(2021, 4, 1))] * 10)
    rows["started__precision"] = "quarter"
    # 1 January to 31 March is 89 days; from 14 February (44 days on) to 1 April is 46 days.
    assert planner.lead_time(rows, "2021-08").days == 46


def test_the_last_month_to_start_leaves_the_lead_time_on_its_last_day():
    # 1 July 2022 less 90 days is 2 April: only all of March leaves so many days.
    assert planner.last_start(date(2022, 7, 1), 90) == "2022-03"
    # Less 93 days it is 30 March; who starts on the 31st is late, so February.
    assert planner.last_start(date(2022, 7, 1), 93) == "2022-02"
    assert planner.last_start(date(2022, 7, 1), None) is None
    assert planner.last_start(None, 90) is None


def test_needs_follow_the_lead_time_or_the_assumption():
    # In August 2021 entry into force is 1 July 2022. Ten took 90 days: start in March 2022 at the latest.
    quick = pilots(*[("completed", date(2021, 1, 1), date(2021, 4, 1))] * 10)
    slow = pilots(("started", date(2021, 5, 1), None), category="Verbouw en uitbreiding van woningen")
    counted = {
        (month, dimension): value
        for dimension, values in {
            "": (2, 5, 8, 11),
            "category=Bedrijfsgebouwen": (2, 4, 7, 10),
            "category=Verbouw en uitbreiding van woningen": (0, 1, 1, 1),
        }.items()
        for month, value in zip(("2021-05", "2021-06", "2021-07", "2021-08"), values, strict=True)
    }
    found = {
        n.name: n
        for n in planner.needs(facts(pilots_counted=counted), pd.concat([quick, slow]), PLAN, "2021-08")
    }
    own = found["Bedrijfsgebouwen"]
    assert (own.last, own.guide, own.started, own.target) == ("2022-03", "2022-03", 10, 30)
    # Twenty left in September to March, seven months; eight started in the last three.
    assert (own.needed, own.seen) == (pytest.approx(20 / 7), pytest.approx(8 / 3))
    # One pilot tells nothing; the plan assumes five months: all of January leaves them before 1 July 2022.
    other = found["Verbouw en uitbreiding van woningen"]
    assert (other.lead.known, other.last, other.guide) == (False, None, "2022-01")
    assert other.needed == pytest.approx(29 / 5)
    assert [n.name for n in planner.needs(facts(), quick, PLAN, "2021-08")] == [
        "",
        *(c.name for c in PLAN.categories),
    ]


def test_it_is_too_late_after_the_last_month_to_start():
    found = planner.needs(facts(), pilots(), PLAN, "2022-02")[0]
    assert found.assumed is not None
    late = planner.needs(facts(), pilots(), PLAN, add_months(found.assumed, 0))[0]
    assert (late.too_late, late.needed) == (True, None)


def need_of(guide: str, started: int, timely: int, target: int = 30) -> planner.CategoryNeed:
    """A category of which nothing is known but the assumption."""
    lead, late = planner.LeadTime(started, 0), Pace(2.0, 3, "2021-08", None)
    return planner.CategoryNeed(
        "A", started, target, lead, None, None, None, guide, late, 4.0, False, timely=timely
    )


def test_a_pace_leads_to_so_many_in_time():
    need = need_of("2022-01", 10, 10)
    # Five months from September to January: 10 + 5 x 3 = 25; twenty left at 3 a month take seven months.
    outcome = planner.at_pace(need, 3, "2021-08")
    assert (outcome.in_time, outcome.reached) == (25, "2022-03")
    assert planner.at_pace(need, 0, "2021-08").reached is None
    assert planner.at_pace(need, 9, "2021-08").in_time == 30


STARTS = [
    *[("started", date(2021, 3, 1), None)] * 2,
    ("completed", date(2021, 4, 30), date(2021, 6, 1)),
    *[("started", date(2021, 5, 1), None)] * 3,
    ("started", date(2021, 8, 31), None),
    ("started", None, None),
    ("withdrawn", date(2021, 3, 1), None),
    ("preparing", None, None),
]


@pytest.mark.parametrize(
    ("entry", "guide", "timely", "at_two"),
    [
        # Five months before 1 October 2021 is 1 May: start in April. Two in March and one on 30 April; the
        # three of May, the one of August and the one of which no start is known are not in time, and
        # starts to come neither.
        (date(2021, 10, 1), "2021-04", 3, 3),
        # Before 1 February 2022: start in August, the month itself. 2 + 1 + 3 + 1, and the one without a
        # day, which has started by then.
        (date(2022, 2, 1), "2021-08", 8, 8),
        # Before 1 May 2022: start in November; the same eight, and 2 a month for three months.
        (date(2022, 5, 1), "2021-11", 8, 14),
    ],
)
def test_in_time_is_what_started_by_the_last_month_to_start(entry, guide, timely, at_two):
    counted = {("2021-08", "category=Bedrijfsgebouwen"): 8}
    plan = PLAN.with_entry(entry, "2021-08")
    found = planner.needs(facts(pilots_counted=counted), pilots(*STARTS), plan, "2021-08")
    own = next(n for n in found if n.name == "Bedrijfsgebouwen")
    assert (own.guide, own.started, own.timely) == (guide, 8, timely)
    assert planner.at_pace(own, 2, "2021-08").in_time == at_two
    # To come are 30 - 8 in three months where there is time; else it is too late.
    assert own.too_late == (guide <= "2021-08")
    assert own.needed == (pytest.approx(22 / 3) if guide > "2021-08" else None)


def test_a_target_that_was_reached_too_late_is_too_late():
    # All thirty have started, of whom twenty in time.
    outcome = planner.at_pace(need_of("2021-04", 30, 20), 5, "2021-08")
    assert (outcome.in_time, outcome.reached) == (20, "2021-08")
    rows = pilots(*[("started", date(2021, 3, 1), None)] * 20, *[("started", date(2021, 6, 1), None)] * 10)
    counted = facts(pilots_counted={("2021-08", "category=Bedrijfsgebouwen"): 30})
    found = planner.needs(counted, rows, PLAN.with_entry(date(2021, 10, 1), "2021-08"), "2021-08")
    own = next(n for n in found if n.name == "Bedrijfsgebouwen")
    assert (own.timely, own.needed, own.too_late) == (20, None, True)


def test_a_start_known_by_its_quarter_is_in_time_by_its_middle():
    # The second quarter of 2021: 1 April and 45 days is 16 May.
    rows = pilots(("started", date(2021, 4, 1), None)).assign(started__precision="quarter")
    assert planner.started_by(rows, "2021-04", "2021-08") == 0
    assert planner.started_by(rows, "2021-05", "2021-08") == 1


def volume(**more):
    months = ("2021-06", "2021-07", "2021-08")
    return facts(
        applications_total={("2021-08", ""): 1000},
        volume_pilots_total={("2021-08", ""): 40},
        applications={(m, ""): 100 for m in months}
        | {(m, f"municipality={t}"): n for m in months for t, n in (("Ede", 30), ("Breda", 50))},
        volume_pilots={(m, ""): 6 for m in months}
        | {(m, f"municipality={t}"): n for m in months for t, n in (("Ede", 5), ("Breda", 0))},
        **more,
    )


def test_the_gap_in_volume_and_who_closes_it():
    gap = planner.volume_gap(volume(), PLAN, "2021-08")
    # 10 % of 1,000 is 100, of which 40 are there; 10 % of 100 a month asks 10, and 6 come.
    assert (gap.lacking, gap.growth) == (60, pytest.approx(4))
    table = planner.largest_municipalities(volume(), gap).set_index("municipality")
    # Breda adds 50 a month: 60 / (50 - 4) is two months. Ede 25: 60 / 21 is three; together 60 / 71, one.
    assert table["extra"].to_dict() == {"Breda": 50, "Ede": 25}
    assert table["alone"].to_dict() == {"Breda": 2, "Ede": 3}
    assert table["together"].to_dict() == {"Breda": 2, "Ede": 1}
    assert planner.in_time(table.reset_index(), PLAN, "2021-08")["municipality"].tolist() == ["Breda"]


def test_without_municipalities_nobody_is_named():
    rows = volume()
    gap = planner.volume_gap(rows, PLAN, "2021-08")
    assert planner.largest_municipalities(rows[rows["dimension"] == ""], gap).empty
    assert planner.volume_gap(facts(), PLAN, "2021-08") is None


def test_days_are_counted_from_the_end_of_the_month():
    rows = pilots(
        *[("completed", date(2021, 1, 1), date(2021, 2, 1))] * 10, ("started", date(2021, 8, 1), None)
    )
    found = planner.lead_time(rows, "2021-08")
    assert month_end("2021-08") - date(2021, 8, 1) == timedelta(days=30)
    assert found.days == 31
