"""Visitors who left: what they uploaded is given back when their time is up.

Streamlit lets go of a session whose time is up when another visitor leaves, and not before: after the last
one of the day that may be the next morning. So a watch looks who is still there, and has the others closed a
little before that time. What was made of their uploads goes with them by name: Streamlit holds on to one
session that it closed until the next visitor comes.
"""

from __future__ import annotations

import ctypes
import gc
import threading
import time
from contextlib import suppress

import streamlit as st
from streamlit import runtime
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from wkb_views import kept

# Of the time that a visitor has to come back, the part after which nobody is waited for any longer, and the
# part between two looks.
PATIENCE, LOOK = 0.75, 1 / 12


def noticed() -> None:
    """Notes that this session is there; the first one has the watch started."""
    run = get_script_run_ctx()
    if run and runtime.exists():
        seen, made = _watch()
        seen[run.session_id], made[run.session_id] = time.monotonic(), kept.own()


@st.cache_resource(show_spinner=False)
def _watch() -> tuple[dict[str, float], dict[str, dict]]:
    """Session -> when it was last there, and what was made of its uploads; watched by a thread of its own."""
    seen, made = {}, {}
    allowed = float(st.get_option("server.disconnectedSessionTTL"))
    watched = runtime.get_instance(), seen, made, allowed
    threading.Thread(target=_keep_looking, args=watched, name="leaving", daemon=True).start()
    return seen, made


def _keep_looking(server: Runtime, seen: dict[str, float], made: dict[str, dict], allowed: float) -> None:
    while True:
        time.sleep(max(allowed * LOOK, 0.2))
        there = {session for session in list(seen) if server.is_active_session(session)}
        gone = ended(seen, there, time.monotonic(), allowed * PATIENCE)
        for session in gone:
            made.pop(session, {}).clear()
            with suppress(RuntimeError):
                server.clear_user_info_for_session(session)  # closes it, as nobody is there any more
        if gone:
            time.sleep(min(allowed * LOOK, 2))  # closed on the server's own thread
            give_back()


def ended(seen: dict[str, float], there: set[str], now: float, patience: float) -> list[str]:
    """The sessions that were last there too long ago, which are not seen any longer. `seen` is kept up."""
    seen.update(dict.fromkeys(there, now))
    gone = [session for session, last in list(seen.items()) if now - last > patience]
    for session in gone:
        del seen[session]
    return gone


def give_back() -> None:
    """What nothing holds any more goes back to the system: sessions are rings, the heap keeps pages."""
    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
