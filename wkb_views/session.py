"""What a reader looks at.

The store, the facts, the chosen month and the moment as known at, kept in the URL.
"""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from threading import Lock

import pandas as pd
import streamlit as st

from wkb_data import clock
from wkb_data.delivering import basis, refresh
from wkb_data.intake import room
from wkb_data.measures.established import Established, by_month, established
from wkb_data.measures.forecast import Forecast, forecasts
from wkb_data.measures.months import monthly
from wkb_data.measures.signals import Signal, signals
from wkb_data.meetings.agenda import Item
from wkb_data.meetings.decided import Decided, decided, waiting
from wkb_data.meetings.held import Held, held
from wkb_data.meetings.points import points
from wkb_data.meetings.since import Since, answer, since
from wkb_data.periods import is_month, month_range
from wkb_data.plan import Plan, load_plan
from wkb_data.samples import fill_with_samples, samples_wanted
from wkb_data.schema import table_named
from wkb_data.standing import Standing, last_moment, months_known, moved
from wkb_data.store import meetings
from wkb_data.store.deliveries import SAMPLES, Delivery, Store, in_force
from wkb_data.store.meetings import Meeting
from wkb_views import choices
from wkb_words.words import day_name, moment_name, month_name

DOOR = Path(__file__).parents[1] / "app.py"
NOW = "nu"
# Where a run keeps the place of the title and of the link, and the month shown when none is asked.
TITLE, LINK, USUAL = "plaats van de titel", "plaats van de koppeling", "gewone maand"
# How wide they stand: title, month, moment, link.
HEAD = (10, 4, 5, 3)
TOP = DOOR.parent
DERIVING = Lock()


@st.cache_resource(show_spinner=False)
def open_store() -> Store:
    """The store of this machine; an empty one is filled with the sample data once."""
    room.prepare()
    store = Store()
    if samples_wanted(store):
        text = "Voorbeeldgegevens worden klaargezet (eenmalig)"
        bar = st.progress(0.0, text=text)
        fill_with_samples(store, load_plan(), lambda share: bar.progress(share, text=text))
        bar.empty()
    return store


def _derived(store: Store, plan: Plan) -> str:
    """Sees to it that what is derived is of this plan, these registers and this version; gives its key.

    Everything kept between visits hangs on that key: also on the files of the program, so that what is edited
    shows.
    """
    known = basis(plan)
    if store.stale(known):
        with DERIVING:
            text = "De cijfers worden opnieuw afgeleid uit de geleverde werkmappen"
            bar = st.progress(0.0, text=text)
            refresh(
                store, plan, lambda done, of: bar.progress(done / max(of, 1), text=f"{text}: {done} van {of}")
            )
            bar.empty()
    return f"{store.url} {known} {store.revision()} {_program()}"


def _program() -> str:
    """A fingerprint of the files of the program: which there are, how large, when each was written."""
    files = [
        (f.path, f.stat().st_size, f.stat().st_mtime_ns)
        for name in ("pages", "wkb_views", "wkb_reports", "wkb_words", "wkb_data")
        for f in _files(TOP / name)
    ]
    return sha256(repr(sorted(files)).encode()).hexdigest()


def _files(folder: Path | str) -> Iterator[os.DirEntry]:
    """The files of the program below a folder."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith((".py", ".toml", ".csv")):
            yield entry


# What is cached here is shared, not copied: pages make new frames of it and never write in it.
@st.cache_resource(show_spinner=False, max_entries=3000)
def _delivered(_store: Store, derived: str, delivery: int) -> pd.DataFrame:  # noqa: ARG001
    return _store.facts(delivery)


@st.cache_resource(show_spinner=False, max_entries=40)
def _facts(
    _store: Store, derived: str, counted: tuple[tuple[str, str, int], ...], closed: tuple[int, ...]
) -> pd.DataFrame:
    """The facts of deliveries, with the colours of closed meetings (none: as reported)."""
    delivered = {(r, m): _delivered(_store, derived, number) for r, m, number in counted}
    return monthly(delivered, by_month(_established(_store, derived, closed)))


@st.cache_resource(show_spinner=False, max_entries=40)
def _established(_store: Store, derived: str, closed: tuple[int, ...]) -> Established:  # noqa: ARG001
    return established(meetings.colours(_store, numbers=closed)) if closed else {}


@st.cache_resource(show_spinner=False, max_entries=200)
def _held(_store: Store, derived: str, _meeting: Meeting, number: int) -> Held:  # noqa: ARG001
    return held(_store, _meeting)


@st.cache_resource(show_spinner=False, max_entries=60)
def _since(_view: View, _then: Held, key: str) -> Since:  # noqa: ARG001
    return since(_then, _view.facts, _view.reported, map(_view.held, _view.closed), _view.plan)


@st.cache_resource(show_spinner=False, max_entries=1000)
def _frames(_store: Store, derived: str, delivery: int) -> dict[str, pd.DataFrame]:  # noqa: ARG001
    return _store.snapshots(delivery)


@st.cache_resource(show_spinner=False, max_entries=60)
def _forecasts(_facts: pd.DataFrame, _plan: Plan, month: str, key: str) -> list[Forecast]:  # noqa: ARG001
    return forecasts(_facts, _plan, month)


@st.cache_resource(show_spinner=False, max_entries=60)
def _signals(_view: View, _plan: Plan, month: str, key: str) -> list[Signal]:  # noqa: ARG001
    return signals(_view.grounds(_plan))


@st.cache_resource(show_spinner=False, max_entries=60)
def _agenda(_view: View, key: str) -> list[Item]:  # noqa: ARG001
    return points(_view)


@st.cache_resource(show_spinner=False, max_entries=60)
def _waiting(_view: View, key: str) -> list[Decided]:  # noqa: ARG001
    told = decided(_view.held(m) for m in _view.closed)
    return waiting(told, _view.in_force, _view.frames)


@dataclass(frozen=True)
class View(Standing):
    """One reader's view: how things stand (Standing), kept between visits, with the choices as in the URL.

    `address` is both choices as in the URL, for links that keep them; `key` says what everything on a page
    hangs on, `derived` what tables and facts do. `usual` is the month shown when none is
    asked for.
    """

    address: str = ""
    derived: str = ""
    usual: str | None = None

    def frames(self, delivery: int) -> dict[str, pd.DataFrame]:
        return _frames(self.store, self.derived, delivery)

    def forecasts(self, plan: Plan | None = None) -> list[Forecast]:
        plan = plan or self.plan
        return _forecasts(self.upto, plan, self.month, self._key(plan))

    def signals(self, plan: Plan | None = None) -> list[Signal]:
        plan = plan or self.plan
        return _signals(self, plan, self.month, self._key(plan))

    def facts_now(self) -> dict[tuple[str, str], pd.DataFrame]:
        """The facts of each delivery that counts now, whatever moment is looked at, by register and month."""
        return {key: _delivered(self.store, self.derived, d.id) for key, d in self.store.in_force().items()}

    def agenda(self) -> list[Item]:
        """What the meeting of the chosen month must decide."""
        return _agenda(self, self.key)

    @cached_property
    def reported(self) -> pd.DataFrame:
        """The facts as the groups reported them, without the colours of the meetings."""
        return _facts(self.store, self.derived, _counted(self.in_force), ())

    def held(self, meeting: Meeting) -> Held:
        """What a closed meeting saw and decided."""
        return _held(self.store, self.derived, meeting, meeting.id)

    @cached_property
    def closed(self) -> list[Meeting]:
        """The meetings that were closed at the moment viewed, by month."""
        return [m for m in self.meetings if m.closed(self.known_at)]

    @cached_property
    def since(self) -> Since:
        """What became of the chosen month since it was closed; nothing where it is not."""
        meeting = self.closed_meeting()
        if meeting is None:
            return Since()
        return _since(self, self.held(meeting), f"{self._key(self.plan)} {meeting.id}")

    @property
    def waiting(self) -> list[Decided]:
        """What the meetings decided that the last workbook of its group does not say yet."""
        return _waiting(self, self._own_key)

    def answer(self, signal: Signal) -> str:
        """What a meeting answered to a signal, while its facts are the same; nothing without an answer."""
        return answer(signal, (self.held(m) for m in self.closed if m.month <= (self.month or "")))

    def _key(self, plan: Plan) -> str:
        """What forecasts and signals hang on besides the month: deliveries, meetings, and the plan."""
        numbers = tuple(sorted(d.id for d in self.in_force.values()))
        closed = [(m.id, m.shared(self.known_at)) for m in self.closed]
        return f"{self.derived} {numbers} {closed} {plan.fingerprint}"

    @cached_property
    def _own_key(self) -> str:
        return self._key(self.plan)

    @cached_property
    def key(self) -> str:
        return f"{self._own_key} {self.month} {self.known_at} {self.address}"


def _known_options(deliveries: list[Delivery], plan: Plan) -> dict[str, str]:
    """Moments that can be looked back at.

    The end of every meeting day with a delivery before it, and each withdrawal or correction.
    """
    options = {NOW: "nu"}
    months = sorted({d.month for d in deliveries})
    for month in month_range(months[0], months[-1])[::-1] if months else []:
        day = plan.meeting(month)
        if clock.day_of(deliveries[0].delivered_at) <= day:
            options[f"{day}"] = f"vergadering {day_name(day)}"
    return options


def to_stamp(choice: str) -> str | None:
    """The moment behind a choice: the end of that day in the Netherlands, or a moment as stored.

    None for now.
    """
    return None if choice == NOW else clock.known_at(choice)


def choose() -> View:
    """Draws the selectors of moment and month at the top of the page, and gives the view of both."""
    choices.begin()
    plan, store = load_plan(), open_store()
    derived, listed, told = _derived(store, plan), store.deliveries(), tuple(meetings.listed(store))
    plan = plan.with_meetings(moved(told))
    st.session_state[TITLE], month_place, moment_place, link_place = st.columns(
        HEAD, vertical_alignment="bottom"
    )
    known = _choose_moment(moment_place, listed, plan)
    known_at = to_stamp(known)
    counted = in_force(listed, known_at)
    closed = tuple(m.id for m in told if m.closed(known_at))
    facts = _facts(store, derived, _counted(counted), closed)
    judgements = _established(store, derived, closed)
    months = months_known(counted, judgements)
    usual = _usual_month(plan, counted, months, known)
    month = _choose_month(month_place, months, usual, partial(_not_known, listed, known_at))
    st.session_state[LINK] = link_place, known_at or last_moment(listed, told)
    chosen = choices.address(), derived, usual
    return View(plan, store, facts, months, month, known_at, counted, told, judgements, *chosen)


def _counted(deliveries: dict[tuple[str, str], Delivery]) -> tuple[tuple[str, str, int], ...]:
    return tuple(sorted((r, m, d.id) for (r, m), d in deliveries.items()))


def _choose_moment(place, listed: list[Delivery], plan: Plan) -> str:
    """Draws the selector of the moment, set to what was asked; an impossible one is said."""
    options, asked = _known_options(listed, plan), choices.asked(choices.MOMENT) or NOW
    if asked not in options:
        try:
            at = clock.known_at(asked)
            why = (
                f"{moment_name(at)} moet nog komen" if at > clock.end_of(clock.day_of(clock.stamp())) else ""
            )
        except ValueError:
            at, why = "", f"'{asked}' is geen moment om naar terug te kijken"
        if why:
            choices.impossible(f"{why}; u ziet de stand van nu.")
            asked = NOW
        else:
            options[asked] = moment_name(at)
    st.session_state[choices.MOMENT] = asked
    told = {"format_func": options.get, "help": "Kijk terug naar wat een eerdere vergadering zag."}
    known = place.selectbox("Zoals bekend op", list(options), key=choices.MOMENT, **told)
    choices.keep(choices.MOMENT, None if known == NOW else known)
    return known


def _choose_month(place, months: list[str], usual: str | None, why_not: Callable[[str], str]) -> str | None:
    """Draws the selector of the month, set to what was asked; who saw the usual one sees the next.

    `why_not` says of a month why it is not among them.
    """
    before, st.session_state[USUAL] = st.session_state.get(USUAL), usual
    if not months:
        if wanted := choices.linked(choices.MONTH):
            choices.impossible(f"{why_not(wanted)}.")
        choices.keep(choices.MONTH, None)
        return None
    how = {"sorry": why_not, "before": before, "format_func": month_name}
    return choices.one(place.selectbox, "Maand", months[::-1], usual, choices.MONTH, **how)


def _not_known(listed: list[Delivery], known_at: str | None, month: str) -> str:
    """Why a month that a link asks for can't be shown as known at a moment (UTC stamp; None: now)."""
    if not is_month(month):
        return f"'{month}' is geen maand"
    name = month_name(month)
    if known_at and any(month == m for _, m in in_force(listed)):
        return f"Over {name} was op {moment_name(known_at)} nog niets bekend"
    if any(d.month == month and d.withdrawn_why == SAMPLES for d in listed):
        return f"Over {name} waren er alleen voorbeelden, en die tellen niet meer mee"
    return f"Over {name} is niets aangeleverd"


def _usual_month(plan: Plan, counted: dict, months: list[str], known: str) -> str | None:
    """The last month with judgements that the meeting looked back at had seen; else the last delivered."""
    register = table_named("status").register
    seen = [m for m in months if known == NOW or "T" in known or f"{plan.meeting(m)}" <= known] or months[:1]
    return max((m for r, m in counted if r == register and m in seen), default=seen[-1] if seen else None)


def current() -> View:
    """The view that the door chose for this run.

    On the first request after a start Streamlit knows the folder `pages/` but not yet the door: a mailed link
    then runs its page alone. The door is opened here first; it runs the page that the link names.
    """
    if "view" not in st.session_state:
        runpy.run_path(str(DOOR))
        st.stop()
    return st.session_state["view"]
