"""Each signal fires on the facts it names and is silent without them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from wkb_data.measures.forecast import Forecast
from wkb_data.measures.signals import RULES, Grounds, signals
from wkb_data.plan import load_plan
from wkb_data.plan_parts import SIGNAL_NEEDS
from wkb_data.sentences import of_signal

PLAN = load_plan()
COLUMNS = ["month", "aspect", "measure", "dimension", "value", "unit"]
STUDIES = pd.DataFrame({"title": ["Format"], "aspect": ["1.2"], "status": ["running"]})


def grounds(colours, facts=(), texts=(), studies=STUDIES.iloc[:0], forecasts=(), month="2021-06"):
    """`colours`: (month, aspect, status); `texts`: (month, aspect, justification, action)."""
    rows = [(m, a, "status", f"status={s}", 1.0, "") for m, a, s in colours] + [(*f, "") for f in facts]
    rows += [(m, a, "months_in_status", "", 1.0, "") for m, a, _ in colours]  # each of these is a judgement
    judgements = [
        (
            m,
            pd.DataFrame(
                [(a, m, j, act) for mm, a, j, act in texts if mm == m],
                columns=["aspect", "month", "justification", "action"],
            ),
        )
        for m in sorted({t[0] for t in texts})
    ]
    return Grounds(pd.DataFrame(rows, columns=COLUMNS), PLAN, month, judgements, studies, list(forecasts))


def kinds(on):
    return [(s.aspect, of_signal(s)) for s in signals(on)]


def made(probability, **more):
    return Forecast("pilots_counted", "", "2021-06", 40, 180, "2022-06", probability=probability, **more)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (grounds([("2022-02", "1.1", "orange")], month="2022-02"), []),
        (grounds([("2022-07", "1.1", "orange")], month="2022-07"), []),
        (grounds([("2022-08", "1.1", "orange")], month="2022-08"), [("1.1", "termijn 01-07-2022")]),
        (grounds([("2022-08", "1.1", "green")], month="2022-08"), []),
        (grounds([("2022-12", "2.1", "orange")], month="2022-12"), []),
        (
            grounds([("2021-06", "3.1", "orange")], forecasts=[made(0.1)]),
            [("3.1", "kans 10% op 180 op tijd; nu 40")],
        ),
        (grounds([("2021-06", "3.1", "red")], forecasts=[made(0.1)]), []),
        *(
            (
                grounds(
                    [("2021-06", "6.3", colour)],
                    [
                        ("2021-06", "6.3", "assurer_capacity", "", capacity),
                        ("2021-06", "6.3", "demand", "scenario=laag", 28_000.0),
                        ("2021-06", "6.3", "demand", "scenario=hoog", 41_000.0),
                    ],
                ),
                [("6.3", f"Capaciteit: {told} van 28.000")] if told else [],
            )
            for colour, capacity, told in (
                ("orange", 11_020.0, "11.020"),
                ("orange", 14_000.0, ""),
                ("green", 27_999.0, "27.999"),
                ("green", 28_000.0, ""),
                ("red", 11_020.0, ""),
            )
        ),
        (
            grounds([("2021-06", "3.2", "green")], [("2021-06", "3.2", "volume_share_total", "", 0.035)]),
            [("3.2", "Aandeel volumeprojecten: 3,5% van 10,0%")],
        ),
        (
            grounds(
                [("2021-06", "5.1", "green"), ("2021-06", "5.2", "green")],
                [
                    ("2021-06", "5.1", "readiness_tasks", "", 4.0),
                    ("2021-06", "5.1", "readiness_tasks_done", "", 4.0),
                    ("2021-06", "5.2", "readiness_tasks", "", 6.0),
                    ("2021-06", "5.2", "readiness_tasks_done", "", 5.0),
                ],
            ),
            [("5.2", "Taken gereed: 5 van 6")],
        ),
        (grounds([("2021-06", "6.1", "green")]), []),
        (grounds([("2021-06", "3.1", "orange")], forecasts=[made(0.1, fits=False)]), []),
        (grounds([("2021-06", "3.1", "orange")], forecasts=[made(0.5)]), []),
        (
            grounds(
                [("2021-06", "1.2", "green")], [("2021-06", "3.3", "bottlenecks_blocking", "aspect=1.2", 2.0)]
            ),
            [("1.2", "2 onoverkomelijk en open")],
        ),
        (
            grounds(
                [("2021-06", "1.2", "orange")],
                [("2021-06", "3.3", "bottlenecks_blocking", "aspect=1.2", 2.0)],
            ),
            [],
        ),
        (
            grounds(
                [("2021-05", "1.1", "orange"), ("2021-06", "1.1", "green")],
                texts=[("2021-05", "1.1", "Loopt", None), ("2021-06", "1.1", "Ongewijzigd", None)],
            ),
            [("1.1", "onderbouwing: Ongewijzigd")],
        ),
        (
            grounds(
                [("2021-05", "1.1", "orange"), ("2021-06", "1.1", "green")],
                texts=[("2021-05", "1.1", "Loopt", None), ("2021-06", "1.1", "Klaar", None)],
            ),
            [],
        ),
        (
            grounds(
                [("2021-06", "2.2", "orange")],
                texts=[(m, "2.2", "Loopt", None) for m in ("2021-04", "2021-05", "2021-06")],
            ),
            [("2.2", "al minstens 3 maanden ‘Loopt’")],
        ),
        (
            grounds(
                [("2021-06", "2.2", "orange")],
                texts=[(m, "2.2", "Loopt", None) for m in ("2021-05", "2021-06")],
            ),
            [],
        ),
        (grounds([("2021-06", "1.2", "green")], studies=STUDIES), [("1.2", "niet vastgesteld: Format")]),
        (grounds([("2021-06", "1.2", "green")], studies=STUDIES.assign(status="adopted")), []),
        (grounds([("2021-06", "1.1", "green"), ("2021-06", "3.3", "red")]), [("1.1", "3.3 staat rood")]),
        (grounds([("2021-06", "1.1", "orange"), ("2021-06", "3.3", "red")]), []),
        (
            grounds([], [("2021-06", "3.2", "volume_pilots", "", 4.0)]),
            [("3.2", "4 volumeprojecten deze maand")],
        ),
        (
            grounds(
                [],
                [("2021-06", "3.2", "volume_pilots", "", 4.0), ("2021-06", "3.2", "applications", "", 9.0)],
            ),
            [],
        ),
        (
            grounds(
                [],
                [
                    ("2021-05", "3.1", "pilots_counted", "", 9.0),
                    ("2021-06", "3.1", "pilots_counted", "", 7.0),
                ],
            ),
            [("3.1", "van 9 naar 7")],
        ),
        (
            grounds(
                [("2021-05", "4.1", "red"), ("2021-06", "4.1", "red")],
                texts=[("2021-06", "4.1", "Laat", None)],
            ),
            [("4.1", "rood sinds minstens 2 vergaderingen, geen actie opgegeven")],
        ),
        (
            grounds(
                [("2021-05", "4.1", "red"), ("2021-06", "4.1", "red")],
                texts=[("2021-06", "4.1", "Laat", "Extra team")],
            ),
            [],
        ),
    ],
)
def test_a_signal_names_its_facts_or_is_silent(on, expected):
    assert kinds(on) == expected


def test_deadlines_in_the_cases_are_those_of_the_decision_in_force():
    assert PLAN.deadline("1.1", "2022-01") == date(2022, 1, 1)
    assert PLAN.deadline("1.1", "2022-02") == PLAN.deadline("1.1", "2022-08") == date(2022, 7, 1)


def test_every_rule_of_the_plan_is_known_and_every_known_rule_is_used():
    assert set(RULES) == set(SIGNAL_NEEDS) == {s["kind"] for s in PLAN.signals}


def test_a_threshold_is_data():
    strict = replace(
        PLAN, signals=tuple({**s, "below": 0.6} if s["kind"] == "unlikely" else s for s in PLAN.signals)
    )
    on = grounds([("2021-06", "3.1", "orange")], forecasts=[made(0.5)])
    assert not signals(on) and signals(replace(on, plan=strict))
