"""What the values of the measures say, in Dutch: one wording wherever they are told."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from wkb_data.measures.forecast import Forecast
from wkb_data.measures.signals import MONTH, Signal
from wkb_data.periods import period_text
from wkb_views.words import number, share

# Kind of signal rule -> what its facts say.
SIGNALS: dict[str, Callable[[dict], str]] = {
    "late": lambda f: f"termijn {f['day']:%d-%m-%Y}",
    "unlikely": lambda f: f"kans {f['chance'] * 100:.0f} % op {f['target']:.0f} op tijd; nu {f['now']:.0f}",
    "blocked": lambda f: f"{f['blocking']:.0f} onoverkomelijk en open",
    "unexplained": lambda f: f"onderbouwing: {f['text']}",
    "repeated": lambda f: f"{f['months']} maanden: {f['text']}",
    "unadopted": lambda f: f"niet vastgesteld: {'; '.join(f['titles'])}",
    "depends": lambda f: f"{', '.join(f['red'])} staat rood",
    "no_denominator": lambda f: (
        f"{f['pilots']:.0f} volumeprojecten {'deze maand' if f['of'] == MONTH else 'tot nu toe'}"
    ),
    "falling": lambda f: f"van {f['before']:.0f} naar {f['now']:.0f}",
    "stays_red": lambda f: f"rood sinds minstens {f['months']} vergaderingen, geen actie opgegeven",
    "short": lambda f: f"{f['measure'].label}: {_amount(f['now'])} van {_amount(f['wanted'])}",
}


def _amount(value: float) -> str:
    """An amount as it stands beside another: whole, or a share in percents."""
    return share(value) if value and abs(value) < 1 else number(value)


def of_signal(signal: Signal) -> str:
    """The facts behind a signal."""
    return SIGNALS[signal.kind](signal.facts)


def no_forecast(made: Forecast) -> str:
    """Why there is no forecast; nothing when there is one."""
    if not made.needs:
        return ""
    return f"Een prognose kan pas na {made.needs} maanden met cijfers; het zijn er {made.has}."


def late(rows: pd.DataFrame) -> str:
    """What of a schedule (`schedule.schedule`) is late, and what that pushes."""
    found, pushed = rows[rows["late"] > 0], rows[rows["because"] != ""]
    if found.empty:
        return f"Geen van de {len(rows)} activiteiten is over tijd."
    worst = found.sort_values("late").iloc[-1]
    tail = "Er schuift niets door."
    if len(pushed):
        tail = f"Dat schuift {', '.join(pushed['number'])} door."
    return (
        f"{len(found)} van {len(rows)} activiteiten {'is' if len(found) == 1 else 'zijn'} over tijd; het "
        f"langst {worst['number']} {worst['activity']} ({worst['late']} dagen). {tail}"
    )


def planned_for(study: dict) -> str:
    """When a study is planned to be ready: its day or period, or that it is not planned and by which word."""
    if not pd.isna(study["due"]):
        return period_text(study["due"], study.get("due__precision"))
    reason = study.get("due__reason")
    return f"niet gepland ({reason})" if isinstance(reason, str) else "niet gepland"


def stand(study: dict, words: dict[str, str]) -> str:
    """How a study (`schedule.studies_now`) stands, in the words of the register."""
    return words.get(study["status"], study["status"]) + (", over tijd" if study["late"] else "")
