"""What was made of an upload, kept in the session so that it is made once and not at every rerun."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

KEPT = "gemaakt van werkmappen"
T = TypeVar("T")


def once(upload: str, what: str, key: tuple, make: Callable[[], T]) -> T:
    """What `make` gives of an upload, made anew only when `key` is another; a failure is not kept."""
    made = st.session_state.setdefault(KEPT, {}).setdefault(upload, {})
    if what not in made or made[what][0] != key:
        made.pop(what, None)
        made[what] = key, make()
    return made[what][1]


def only(uploads: Iterable[str]) -> None:
    """Lets go of what was made of other uploads than these."""
    there = set(uploads)
    st.session_state[KEPT] = {u: made for u, made in st.session_state.get(KEPT, {}).items() if u in there}
