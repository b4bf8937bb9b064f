"""Between meetings: who must deliver what before when, the calendar, the monthly mail."""

import shutil
from datetime import date
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from wkb_data.__main__ import main
from wkb_data.measures.deliveries import missing_registers
from wkb_data.measures.reminders import due, months_due
from wkb_data.plan import load_plan
from wkb_data.standing import standing
from wkb_reports import calendar
from wkb_reports.reminders import reminders, told


def test_who_must_be_reminded_is_who_the_page_says_did_not_deliver(sample_stands):
    for month, on in sample_stands.items():
        found = [d.group.register for d in due(on.delivery_matrix, month, on.plan) if d.missing]
        assert found == missing_registers(on.delivery_matrix, month), month
    assert [d.group.name for d in _due(sample_stands, "2020-12") if d.missing] == ["BG Proefprojecten"]


def _due(stands, month):
    return due(stands[month].delivery_matrix, month, stands[month].plan)


def test_every_group_is_told_what_it_must_deliver_before_when(sample_stands):
    found = {d.group.register: d for d in _due(sample_stands, "2020-12")}
    assert (found["pilots"].month, found["pilots"].before, found["pilots"].last) == (
        "2020-12",
        date(2020, 12, 18),  # the exception of the plan
        "2020-11",
    )
    assert (found["planning"].month, found["planning"].before) == ("2021-01", date(2021, 1, 29))
    assert found["digital"].month is None  # no cadence was agreed
    assert ("BG Digitalisering", "–", "nader te bepalen met de projectleider") in {
        (g, what, when) for g, _, what, when in told(sample_stands["2020-12"])
    }


def test_a_cadence_of_a_quarter_asks_four_times_a_year(sample_stands):
    found = next(d for d in _due(sample_stands, "2021-08") if d.group.register == "admission")
    asked = months_due(found, 12, "2021-08")
    assert len(asked) == 4 and asked[0] == found.month


def test_a_reminder_names_month_day_and_last_delivery(sample_stands):
    on = sample_stands["2020-12"]
    first, *others = reminders(standing(on.store, load_plan(), "2020-12", "2020-12-18T09:00:00.000000Z"))
    mail = first
    assert mail.group == "BG Proefprojecten" and "nog niet aangeleverd" in mail.subject
    for part in ("over december 2020", "vrijdag 18 december 2020", "die over november 2020"):
        assert part in mail.text.lower() or part in mail.text, part
    head, body = mail.mailto.removeprefix("mailto:?subject=").split("&body=")
    assert unquote(head) == mail.subject and unquote(body).replace("\r\n", "\n") == mail.text


def test_who_is_not_late_is_reminded_of_what_comes_next(sample_stands):
    """The secretariat had delivered December; the meeting of 29 January 2021 is over the next month."""
    on = sample_stands["2020-12"]
    found = reminders(standing(on.store, load_plan(), "2020-12", "2020-12-18T09:00:00.000000Z"))
    [own] = [m for m in found if "over januari 2021" in m.subject and "Integrale planning" in m.subject]
    assert "is het register Integrale planning & monitoring weer aan de beurt" in own.text
    assert "vrijdag 29 januari 2021" in own.text and "nog niet aangeleverd" not in own.text


def test_a_meeting_that_was_held_asks_nothing_any_more(sample_stands):
    """December 2020 was closed long ago, and all of August was delivered: September is next."""
    found = reminders(sample_stands["2020-12"])
    assert found and all("nog niet aangeleverd" not in m.text for m in found)
    assert any("over september 2021" in m.subject and "die over augustus 2021" in m.text for m in found)


def test_the_calendar_has_the_meetings_deliveries_and_deadlines(sample_stands):
    events = {
        str(e["uid"]): e for e in Calendar.from_ical(calendar.calendar(sample_stands["2021-08"])).events
    }
    meetings = {u: e.start for u, e in events.items() if u.startswith("vergadering")}
    assert len(meetings) == 13
    assert meetings["vergadering-2021-08@implementatiemonitor"] == date(2021, 8, 27)
    assert meetings["vergadering-2021-12@implementatiemonitor"] == date(2021, 12, 17)
    plan = sample_stands["2021-08"].plan
    own = [a.id for a in plan.aspects if a.own]
    assert own and all(
        events[f"termijn-{a}@implementatiemonitor"].start == plan.deadline(a, "2021-08") for a in own
    )
    assert all(e["transp"] == "TRANSPARENT" and type(e.start) is date for e in events.values())


def test_a_group_gets_its_own_deliveries_and_the_meetings(sample_stands):
    on = sample_stands["2021-08"]
    uids = [str(e["uid"]) for e in Calendar.from_ical(calendar.calendar(on, "Tlokb")).events]
    assert sum(u.startswith("levering-admission") for u in uids) == 4
    assert not [u for u in uids if u.startswith(("termijn", "levering-pilots"))]
    assert len(Calendar.from_ical(calendar.meeting_file(on)).events) == 1


@pytest.fixture
def var(sample_folder, tmp_path, monkeypatch):
    shutil.copytree(sample_folder, tmp_path / "var")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))


@pytest.mark.usefixtures("var")
def test_the_commands(tmp_path, capsys):
    assert main(["digest", "--month", "2021-08", "--address", "https://monitor.example/"]) == 0
    mail = capsys.readouterr().out
    for part in (
        "3 behaald, 9 op schema, 3 niet tijdig",
        "5.1 Instrumenten kunnen toelaten",
        "Gestart: 62 (+11 sinds juli)",
        "https://monitor.example/doelen?maand=2021-08",
        "VOORBEELDGEGEVENS",
    ):
        assert part in mail.replace("\xa0", " "), part
    file = tmp_path / "k.ics"
    assert main(["calendar", "--group", "Tlokb", "--output", str(file)]) == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert main(["calendar", "--group", "Niemand", "--output", str(file)]) == 2
    assert "kies uit Secretariaat Regiegroep" in capsys.readouterr().err
