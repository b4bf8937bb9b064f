"""What was made of an upload, kept in the session so that it is made once and not at every rerun."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

KEPT = "gemaakt van werkmappen"
T = TypeVar("T")


def own() -> dict[str, dict]:
    """All that was made of the uploads of this session; it stays the same dictionary."""
    return st.session_state.setdefault(KEPT, {})


def once(upload: str, what: str, key: tuple, make: Callable[[], T]) -> T:
    """What `make` gives of an upload, made anew only when `key` is another; a failure is not kept."""
    made = own().setdefault(upload, {})
    if what not in made or made[what][0] != key:
        made.pop(what, None)
        made[what] = key, make()
    return made[what][1]


def keep(upload: str, what: str, value: object) -> None:
    """Keeps something about an upload, as `once` does, in the place of what was kept before."""
    own().setdefault(upload, {})[what] = (), value


def only(uploads: Iterable[str]) -> None:
    """Lets go of what was made of other uploads than these."""
    made = own()
    for gone in set(made) - set(uploads):
        del made[gone]
