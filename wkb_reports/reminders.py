"""What the secretariat writes to a group about its next delivery, ready to paste or to open as a mail."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from wkb_data.measures.reminders import Due, due
from wkb_data.periods import add_months
from wkb_data.schema import registers
from wkb_data.standing import Standing
from wkb_words.words import day_name, month_name, weekday_name


@dataclass(frozen=True)
class Reminder:
    """A mail without an address: the monitor keeps no persons."""

    group: str
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """The address that opens it in a mail program; lines end as mail has them."""
        body = self.text.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.subject)}&body={quote(body)}"


def asked_of(on: Standing) -> str:
    """The first month from the one viewed on without a closed meeting: deliveries are for that one."""
    month = on.month
    while on.closed_meeting(month):
        month = add_months(month, 1)
    return month


def _due(on: Standing) -> list[Due]:
    return due(on.delivery_matrix, asked_of(on), on.plan)


def missing(on: Standing) -> list[Due]:
    """What was due by the meeting that is to come and is not there."""
    return [d for d in _due(on) if d.missing]


def reminders(on: Standing) -> list[Reminder]:
    """A reminder for every group of what it must deliver next; first those that are late with it."""
    found = [d for d in _due(on) if d.month]
    return [_reminder(on, d) for d in sorted(found, key=lambda d: not d.missing)]


def told(on: Standing) -> list[tuple[str, str, str, str]]:
    """(group, register, what is due, before when) of every group, in words."""
    return [(d.group.name, registers()[d.group.register].title, *_when(d)) for d in _due(on)]


def _when(d: Due) -> tuple[str, str]:
    if d.month is None:
        return "–", d.group.agreement or "nog af te spreken"
    what = f"! {month_name(d.month)}, nog niet binnen" if d.missing else month_name(d.month)
    return what, day_name(d.before)


def _reminder(on: Standing, d: Due) -> Reminder:
    title, month = registers()[d.group.register].title, month_name(d.month)
    state = f"Over {month} is het register {title} nog niet aangeleverd."
    if not d.missing:
        state = f"Over {month} is het register {title} weer aan de beurt."
    day = f"{weekday_name(d.before.weekday())} {day_name(d.before)}"
    text = (
        f"Beste {d.group.name},\n\n"
        f"{state} {_known(d)}\n\n"
        f"De {on.plan.body} vergadert over die maand op {day}. Wilt u uw werkmap uiterlijk die dag "
        "aanleveren, op de pagina Aanleveren van de monitor? Uw eigen werkmap volstaat; u hoeft niets "
        "om te zetten. Een lege werkmap met uitleg en uw rijen van vorige keer staat onderaan die pagina.\n\n"
        f"Met vriendelijke groet,\nhet secretariaat van de {on.plan.body}"
    )
    when = "nog niet aangeleverd" if d.missing else f"graag uiterlijk {day_name(d.before)}"
    return Reminder(d.group.name, f"Register {title} over {month}: {when}", text)


def _known(d: Due) -> str:
    """What there is of the group, and what the monitor does meanwhile."""
    if not d.last:
        return "Wij hebben nog geen werkmap van u; in de monitor ontbreekt uw deel van het beeld."
    last = f"De laatste werkmap die wij van u hebben, is die over {month_name(d.last)}."
    rest = " Tot er een nieuwe is, toont de monitor die stand en zegt zij dat erbij."
    return last + rest * d.missing
