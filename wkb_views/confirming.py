"""Storing what a visitor confirms: at the click, before anything of the page is drawn again.

Once its visitor asks for another page, Streamlit ends a run at the next element or state that it comes by,
and begins the next beside it. The callback of the button comes by none while it stores; the next run waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from wkb_data.delivering import Receipt, Refused, deliver_reading
from wkb_data.intake.reading import Reading
from wkb_data.store.faults import StoreError
from wkb_views import faults, kept, receipts
from wkb_views.session import View, open_store
from wkb_views.text import plain

# Where a session has what it confirmed, what is kept of an upload that can be confirmed, and how the key of
# the field with who delivers begins.
OWN, READY, BY = "bevestigd", "klaar", "door "


@dataclass(frozen=True)
class Confirmed:
    """The uploads that a session confirmed, by id; `storing` is held while some are stored."""

    uploads: set[str] = field(default_factory=set)
    storing: Lock = field(default_factory=Lock)


@dataclass(frozen=True)
class Ready:
    """A workbook to confirm: the id of its upload, what was read and answered, whether with reservations.

    `door`: the key of the field with who delivers; `chosen`: what was chosen when its findings were drawn;
    `lacking`: what must come first, in words.
    """

    file: str
    reading: Reading
    door: str
    answered: dict[tuple[str, str], str | None]
    reserved: bool
    chosen: dict[str, object]
    lacking: str


def chosen(file: str) -> dict[str, object]:
    """Key -> what stands chosen about an upload; but for who delivers, which changes nothing of a reading."""
    state = st.session_state.to_dict()
    about = {k: v for k, v in state.items() if file in k and not k.startswith(BY)}
    return {k: v for k, v in about.items() if not isinstance(v, bool)}  # a button chooses nothing


def waiting(files: Iterable[UploadedFile]) -> list[UploadedFile]:
    """The uploads that were not confirmed yet."""
    return [f for f in files if f.file_id not in _own().uploads]


def finish() -> None:
    """Waits for what this session is storing, so that what is drawn next has it."""
    with _own().storing:
        return


def _own() -> Confirmed:
    return st.session_state.setdefault(OWN, Confirmed())


def offer(view: View, label: str, ready: list[Ready], **how) -> None:
    """A button that stores these workbooks, each once."""
    for one in ready:
        kept.keep(one.file, READY, one)
    held = kept.own(), _own(), receipts.own()  # as they are: to ask the session for them may end a run
    arguments = view, [one.file for one in ready], *held
    st.button(plain(label), type="primary", on_click=_confirm, args=arguments, **how)


def _confirm(
    view: View, files: list[str], made: dict[str, dict], own: Confirmed, told: list[Receipt | str]
) -> None:
    """Stores what was not confirmed by a click before."""
    with own.storing:
        ready = [made[f][READY][1] for f in files if f in made and f not in own.uploads]
        if ready:
            _store(view, ready, own, told)


def _store(view: View, ready: list[Ready], own: Confirmed, told: list[Receipt | str]) -> None:
    """Stores workbooks; each becomes a receipt, and one that can't be stored says why."""
    by = {one.file: f"{st.session_state.to_dict().get(one.door) or ''}".strip() for one in ready}
    seen = {one.file for one in ready if one.chosen.items() == (one.chosen | chosen(one.file)).items()}
    what = f"{ready[0].reading.file} wordt" if len(ready) == 1 else f"{len(ready)} werkmappen worden"
    st.toast(plain(f"{what} opgeslagen. De ontvangst komt op Aanleveren te staan."))
    told[:] = [t for t in told if isinstance(t, Receipt)]
    for one in ready:
        outcome = _stored(view, one, by[one.file]) if one.file in seen else _not_seen(one)
        told.append(outcome)
        if isinstance(outcome, Receipt):
            own.uploads.add(one.file)


def _not_seen(ready: Ready) -> str:
    return (
        f"{ready.reading.file} is nog niet opgeslagen: er werd nog iets gekozen waarvan de gevolgen niet op "
        "het scherm stonden. Kijk na wat er nu staat en bevestig opnieuw."
    )


def _stored(view: View, ready: Ready, by: str) -> Receipt | str:
    """The receipt of a workbook, or in Dutch why it was not stored."""
    told = {"told": ready.answered, "reserved": ready.reserved}
    try:
        return deliver_reading(ready.reading, open_store(), view.plan, by, **told)
    except (Refused, StoreError) as error:
        return f"{error}"
    except Exception as error:
        what = f"{ready.reading.file} kon niet worden opgeslagen."
        return faults.sentence(what, faults.number_of(error, "confirming"))
