"""What the secretariat writes to a group about its next delivery, ready to paste or to open as a mail."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from wkb_data.measures.reminders import Due, due
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


def reminders(on: Standing) -> list[Reminder]:
    """A reminder for every group that has not delivered what was due in the month."""
    return [_reminder(on, d) for d in due(on.delivery_matrix, on.month, on.plan) if d.missing]


def told(on: Standing) -> list[tuple[str, str, str, str]]:
    """(group, register, what is due, before when) of every group, in words."""
    return [
        (d.group.name, registers()[d.group.register].title, *_when(d))
        for d in due(on.delivery_matrix, on.month, on.plan)
    ]


def _when(d: Due) -> tuple[str, str]:
    if d.month is None:
        return "–", d.group.agreement or "nog af te spreken"
    what = f"! {month_name(d.month)}, nog niet binnen" if d.missing else month_name(d.month)
    return what, day_name(d.before)


def _reminder(on: Standing, d: Due) -> Reminder:
    title, month = registers()[d.group.register].title, month_name(d.month)
    before = (
        f"De laatste werkmap die wij van u hebben, is die over {month_name(d.last)}. Tot er een nieuwe is, "
        "toont de monitor die stand en zegt zij dat erbij."
        if d.last
        else "Wij hebben nog geen werkmap van u; in de monitor ontbreekt uw deel van het beeld."
    )
    day = f"{weekday_name(d.before.weekday())} {day_name(d.before)}"
    text = (
        f"Beste leden van {d.group.name},\n\n"
        f"Over {month} is het register {title} nog niet aangeleverd. {before}\n\n"
        f"De {on.plan.body} vergadert over die maand op {day}. Wilt u uw werkmap uiterlijk die dag "
        "aanleveren, op de pagina Aanleveren van de monitor? Uw eigen werkmap volstaat; u hoeft niets "
        "om te zetten. Een lege werkmap met uitleg en uw rijen van vorige keer staat onderaan die pagina.\n\n"
        f"Met vriendelijke groet,\nhet secretariaat van de {on.plan.body}"
    )
    return Reminder(d.group.name, f"Register {title} over {month}: nog niet aangeleverd", text)
