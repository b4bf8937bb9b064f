"""What the values of the measures say, in Dutch: one wording wherever they are told."""

from __future__ import annotations

import pandas as pd

from wkb_data.measures.forecast import Forecast
from wkb_data.periods import period_text
from wkb_data.sentences import of_signal as of_signal

# How a row that is past its date is marked.
LATE = "! over tijd"


def no_forecast(made: Forecast) -> str:
    """Why there is no forecast; nothing when there is one."""
    if not made.needs:
        return ""
    there = {0: "er zijn er nog geen", 1: "er is er nu één"}.get(made.has, f"er zijn er nu {made.has}")
    return f"Een prognose kan pas na {made.needs} maanden met cijfers; {there}."


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
    word = words.get(study["status"], study["status"])
    return f"{LATE}, {word}" if study["late"] else word
