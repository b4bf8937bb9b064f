"""What a signal says, in Dutch: one wording on pages, in the agenda and in papers."""

from __future__ import annotations

from collections.abc import Callable

from wkb_data.measures.signals import MONTH, Signal
from wkb_data.words import number, share

# Kind of signal rule -> what its facts say.
SIGNALS: dict[str, Callable[[dict], str]] = {
    "late": lambda f: f"termijn {f['day']:%d-%m-%Y}",
    "unlikely": lambda f: f"kans {f['chance'] * 100:.0f}% op {f['target']:.0f} op tijd; nu {f['now']:.0f}",
    "blocked": lambda f: f"{f['blocking']:.0f} onoverkomelijk en open",
    "unexplained": lambda f: f"onderbouwing: {f['text']}",
    "repeated": lambda f: f"al minstens {f['months']} maanden ‘{f['text']}’",
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
