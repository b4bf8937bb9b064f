"""The monthly mail as text: how it stands, what moved, what is asked, who did not deliver, where to look."""

from __future__ import annotations

from wkb_data.standing import Standing
from wkb_reports.material import Material
from wkb_reports.slides import changes
from wkb_reports.texts import sentence
from wkb_words import readings
from wkb_words.words import month_name

PAGES = (("Overzicht", ""), ("Doelen", "doelen"), ("Trends", "trends"), ("Stukken", "stukken"))


def digest(on: Standing, address: str) -> str:
    """The mail of a month of which something is known; `address` is where the dashboard is."""
    of = Material(on)
    asked = "Wat is besloten" if of.closed else "Wat wordt gevraagd"
    parts = [
        (
            "",
            [f"Onderwerp: {of.meeting}: stand van {month_name(on.month)}"],
        ),
        ("Hoe het staat", _told(_stand(of))),
        ("Wat veranderde", [f"- {t}" for t in changes(of)]),
        (asked, [f"{i}. {t}" for i, t in enumerate(of.asked, 1)] or ["Niets."]),
        ("Bekijk het in de monitor", [_link(name, page, address, on.month) for name, page in PAGES]),
    ]
    told = "\n\n".join("\n".join([*([head] if head else []), *lines]) for head, lines in parts)
    return f"{told}\n\n{of.line}\n"


def _stand(of: Material) -> list[str]:
    """How the colours and the pilots stand, of what was delivered."""
    told = readings.colours(of.on) if len(of.colours) else "er zijn nog geen oordelen aangeleverd"
    return [told, readings.pilots(of.on) if of.has_pilots else "er zijn nog geen proefprojecten aangeleverd"]


def _told(found: list[str]) -> list[str]:
    return [sentence(text) for text in found if text]


def _link(name: str, page: str, address: str, month: str) -> str:
    return f"- {name}: {address.rstrip('/')}/{page}?maand={month}"
