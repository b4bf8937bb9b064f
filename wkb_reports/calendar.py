"""Deadlines and meetings as a calendar file. All are whole days: the plan names no hour, so no time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from wkb_data.measures.reminders import due, months_due
from wkb_data.periods import add_months, month_range
from wkb_data.schema import registers
from wkb_data.standing import Standing
from wkb_reports.imprint import stamp
from wkb_reports.texts import clean
from wkb_words.words import month_name

# So many months after the one viewed.
AHEAD = 12
# Calendars want a moment; where nothing is known there is none.
_NEVER = datetime(2020, 1, 1, tzinfo=UTC)


def calendar(on: Standing, group: str | None = None) -> bytes:
    """Meetings, deliveries and deadlines of the months to come, of all groups or of one."""
    return _file(
        on, [*_meetings(on), *_deliveries(on, group), *_deadlines(on, group), *_decisions(on, group)]
    )


def meeting_file(on: Standing) -> bytes:
    """The meeting of the month alone: desktop Outlook opens many events as a calendar of its own."""
    return _file(on, [_meeting(on, on.month)])


def _file(on: Standing, events: list[tuple[str, date, str, str]]) -> bytes:
    made = Calendar()
    for name, value in (("prodid", "-//Implementatiemonitor//NL"), ("version", "2.0"), ("method", "PUBLISH")):
        made.add(name, value)
    known = stamp(on)
    moment = datetime.fromisoformat(known).replace(microsecond=0) if known else _NEVER
    for uid, day, summary, text in events:
        event = Event()
        event.add("uid", f"{uid}@implementatiemonitor")
        event.add("dtstamp", moment)
        event.add("sequence", 0)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("description", text)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return made.to_ical()


def _meeting(on: Standing, month: str) -> tuple[str, date, str, str]:
    told = f"Vergadering over {month_name(month)}."
    return f"vergadering-{month}", on.plan.meeting(month), f"{on.plan.body}: {month_name(month)}", told


def _meetings(on: Standing):
    months = month_range(on.month, add_months(on.month, AHEAD))
    return [_meeting(on, m) for m in months]


def _deliveries(on: Standing, group: str | None):
    for d in due(on.delivery_matrix, on.month, on.plan):
        if group in (None, d.group.name):
            title = registers()[d.group.register].title
            for month in months_due(d, AHEAD, on.month):
                yield (
                    f"levering-{d.group.register}-{month}",
                    on.plan.meeting(month),
                    f"{d.group.name}: {title} over {month_name(month)} aanleveren",
                    "Uiterlijk deze dag, op de pagina Aanleveren van de monitor.",
                )


def _deadlines(on: Standing, group: str | None):
    """The deadlines of aspects that are for all; a group has its deliveries and decisions."""
    for a in on.plan.aspects:
        day = on.plan.deadline(a.id, on.month)
        if group is None and a.own and day:
            text = f"Zoals de datum van inwerkingtreding in {month_name(on.month)} gold."
            yield f"termijn-{a.id}", day, f"Termijn {a.id} {a.name}", text


def _decisions(on: Standing, group: str | None):
    """Decisions that were not carried out and have a day."""
    rows = on.table("planning", "decisions")
    for row in rows[rows["done"].isna() & rows["due"].notna()].to_dict("records"):
        if group in (None, row["owner"]):
            number = clean(row["number"])
            yield (
                f"besluit-{number}",
                row["due"],
                f"Besluit {number}: {clean(row['subject'])}",
                clean(row["decision"]),
            )
