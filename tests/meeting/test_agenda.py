"""The agenda of a month: the lists made by hand from the sample workbooks, and every kind of item alone."""

import json

import pytest

from tests.meeting import by_hand
from wkb_data.__main__ import main
from wkb_data.meetings.agenda import KINDS, agenda, conditions
from wkb_data.plan import load_plan
from wkb_data.standing import standing

PLAN = load_plan()
# Signals, reasoned out from the workbooks:
#   2020-12, 3.1: none. Nothing was told of the pilots of December: three months of figures (September to
#   November) are too few for a forecast, which needs four.
#   6.3 while it is not red: the capacities (2020-12: 4.540, 2021-03: 6.700, 2021-08: 11.020 works a year) are
#   under half of the lowest demand (28.000). In April 2021 it is red.
STUDY = "Praktische vertaling inhoud dossier bevoegd gezag"
LISTS = {
    "2020-09": [
        ("unjudged", "2.1", "planning", "2.1"),
        ("unjudged", "4.3", "planning", "4.3"),
        ("unjudged", "5.2", "planning", "5.2"),
        ("unjudged", "6.2", "planning", "6.2"),
        ("judge_proposal", "1.2", "pilots", "K01"),
    ],
    "2020-12": [
        ("signal", "6.3", "planning", None),
        ("judge_pilot", "3.2", "pilots", "PP-008"),
        ("judge_pilot", "3.2", "pilots", "PP-017"),
        ("judge_proposal", "1.1", "pilots", "K05"),
        ("judge_proposal", "4.3", "pilots", "K04"),
        ("judge_proposal", "1.2", "pilots", "K06"),
        ("not_delivered", None, "pilots", None),
    ],
    "2021-03": [
        ("moved", "3.1", "planning", "3.1"),
        ("signal", "6.3", "planning", None),
        ("judge_pilot", "3.2", "pilots", "PP-017"),
        ("judge_pilot", "3.2", "pilots", "PP-057"),
        ("judge_proposal", "4.3", "pilots", "K04"),
        ("judge_proposal", "1.2", "pilots", "K07"),
        ("judge_proposal", "1.2", "pilots", "K08"),
        ("judge_proposal", "4.3", "pilots", "K12"),
        ("adopt_study", "1.2", "planning", STUDY),
        ("deadline_near", "1.1", "planning", None),
        ("deadline_near", "1.2", "planning", None),
        ("deadline_near", "5.1", "planning", None),
        ("deadline_near", "5.2", "planning", None),
    ],
    "2021-04": [
        ("moved", "6.3", "planning", "6.3"),
        ("judge_pilot", "3.2", "pilots", "PP-017"),
        ("judge_pilot", "3.2", "pilots", "PP-057"),
        ("judge_proposal", "4.3", "pilots", "K04"),
        ("judge_proposal", "1.2", "pilots", "K08"),
        ("judge_proposal", "4.3", "pilots", "K12"),
        ("judge_proposal", "1.2", "pilots", "K14"),
        ("judge_proposal", "1.2", "pilots", "K16"),
        ("judge_proposal", "4.2", "pilots", "K15"),
        ("overdue_activity", "6.1", "planning", "A11"),
        ("deadline_near", "1.1", "planning", None),
        ("deadline_near", "1.2", "planning", None),
        ("deadline_near", "5.1", "planning", None),
        ("deadline_near", "5.2", "planning", None),
        ("escalated", "3.2", "planning", "B8"),
    ],
    "2021-08": [
        ("moved", "1.1", "planning", "1.1"),
        ("moved", "5.1", "planning", "5.1"),
        ("signal", "6.3", "planning", None),
        ("judge_pilot", "3.2", "pilots", "PP-017"),
        ("judge_pilot", "3.2", "pilots", "PP-057"),
        ("judge_pilot", "3.2", "pilots", "PP-105"),
        ("judge_proposal", "1.2", "pilots", "K20"),
        ("judge_proposal", "4.3", "pilots", "K21"),
        ("judge_proposal", "4.2", "pilots", "K22"),
    ],
}


def told(items) -> list[tuple]:
    return [(i.kind, i.aspect, i.register, i.key) for i in items]


@pytest.mark.parametrize("month", LISTS)
def test_the_agenda_of_a_sample_month_is_the_list_made_by_hand(month, sample_store):
    assert told(agenda(standing(sample_store, PLAN, month))) == LISTS[month]


@pytest.mark.parametrize("month", LISTS)
def test_the_list_made_by_hand_is_what_stands_in_the_workbooks(month):
    assert [item for item in LISTS[month] if item[0] != "signal"] == by_hand.agenda(month)


def test_what_moved_is_told_with_the_old_and_the_new_text(sample_store):
    first = agenda(standing(sample_store, PLAN, "2021-03"))[0]
    late = "Het aantal starts blijft achter bij de geplande lijn, vooral bij verbouw en kleinere werken."
    on_time = "De aanmeldingen lopen op. Vergunningprocedures houden de start van projecten op."
    assert first.text == (
        "3.1 Voldoende diversiteit in proefprojecten ging van oranje naar rood. "
        f"Was: ‘ongewijzigd ({on_time})’ Nu: ‘{late}’"
    )


def test_a_pilot_is_held_against_the_conditions_of_the_plan_one_by_one(sample_store):
    items = {i.key: i for i in agenda(standing(sample_store, PLAN, "2020-12")) if i.kind == "judge_pilot"}
    # WKI was applied for in the register of November 2020, KOMO KiK was admitted provisionally.
    assert [holds for _, holds in items["PP-008"].facts] == [False, True, True]
    assert [holds for _, holds in items["PP-017"].facts] == [True, True, True]
    assert "voldoet aan 2 van de 3 voorwaarden" in items["PP-008"].text


PILOT = {
    "assurer": "Borg",
    "instrument": "KiK",
    "work_plan": "yes",
    "deviation": "no",
    "deviation_reason": None,
}


@pytest.mark.parametrize(
    ("changed", "admitted", "expected"),
    [
        ({}, {"kik": "provisional"}, [True, True, True]),
        ({}, {"kik": "admitted"}, [True, True, True]),
        ({}, {"kik": "withdrawn"}, [False, True, True]),
        ({}, {}, [False, True, True]),
        ({"assurer": None}, {"kik": "provisional"}, [False, True, True]),
        ({"work_plan": "no"}, {"kik": "provisional"}, [True, False, True]),
        ({"deviation": "yes"}, {"kik": "provisional"}, [True, True, False]),
        ({"deviation": "yes", "deviation_reason": "klein werk"}, {"kik": "provisional"}, [True, True, True]),
        ({"deviation": None}, {"kik": "provisional"}, [True, True, False]),
    ],
)
def test_each_condition_can_fail_alone(changed, admitted, expected):
    assert [holds for _, holds in conditions(PILOT | changed, admitted)] == expected


def test_the_kinds_stand_in_the_order_that_was_agreed():
    assert list(KINDS) == [
        "red_without_action", "moved", "signal", "unjudged", "judge_pilot", "judge_proposal", "adopt_study",
        "overdue_decision", "overdue_activity", "deadline_near", "escalated", "not_delivered",
    ]  # fmt: skip


def test_the_command_prints_each_item_with_five_keys(sample_folder, monkeypatch, capsys):
    monkeypatch.setenv("WKB_VAR", str(sample_folder))
    assert main(["agenda", "--month", "2021-08", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [(i["kind"], i["aspect"], i["register"], i["key"]) for i in printed] == LISTS["2021-08"]
    assert {tuple(i) for i in printed} == {("kind", "aspect", "register", "key", "text")}
    assert all(i["text"] for i in printed)


def test_a_month_after_the_last_delivered_asks_who_did_not_deliver(sample_store):
    items = agenda(standing(sample_store, PLAN, "2021-09"))
    assert [i.register for i in items if i.kind == "not_delivered"] == ["planning", "pilots", "communication"]
    assert ("overdue_decision", "3.2", "planning", "B11") in told(items)
    assert not {i.kind for i in items} & {"moved", "unjudged", "red_without_action"}
