"""What a reader chose, kept in the URL: links, reload, Back and Forward show it again, another page keeps it.

begin() ── asked(key) ── keep(key, value) ── write()    one, many, typed: a widget between asked and keep

The URL is asked where it is not what we wrote last (a link, Back, Forward), else the widget. Going to another
page empties the URL; then what was chosen before stands. A link may hold no month
and is asked all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st

from wkb_views.text import plain

MONTH, MOMENT = "maand", "bekend"
URL, MADE, WRITTEN = "gevraagd adres", "keuzen", "geschreven adres"
SEPARATOR = "|"


def begin() -> None:
    """Takes down what the URL asks for, before anything is written in it."""
    st.session_state[URL], st.session_state[MADE] = st.query_params.to_dict(), {}
    st.session_state.setdefault(WRITTEN, {})


def asked(key: str) -> str | None:
    """What the reader asks for by this name; None when nothing."""
    url, written = st.session_state[URL], st.session_state[WRITTEN]
    ours = MONTH in url
    if url.get(key) != written.get(key) and (ours or key in url):
        return url.get(key)
    return st.session_state.get(key, written.get(key))


def linked(key: str) -> str | None:
    """What a link, Back or Forward asks for by this name; None where the URL is as we wrote it last."""
    wanted = st.session_state[URL].get(key)
    return wanted if wanted != st.session_state[WRITTEN].get(key) else None


def keep(key: str, value: str | None) -> None:
    """Takes down a choice (None: nothing chosen) that `write` puts in the URL."""
    st.session_state[MADE][key] = value


def write() -> None:
    """Puts the choices of this run in the URL: in one go, so that they are one step of Back."""
    made = st.session_state[MADE]
    st.session_state[WRITTEN] |= made
    url = _url()
    if url != st.query_params.to_dict():
        st.query_params.from_dict(url)


def _url() -> dict[str, str]:
    """The URL of now with the choices of this run in it; other words in it stay."""
    return {k: v for k, v in (st.query_params.to_dict() | st.session_state[MADE]).items() if v}


def forget() -> None:
    """Takes back all choices: what they were made from is gone."""
    for key in {MONTH, MOMENT, *st.session_state[WRITTEN]}:
        st.session_state.pop(key, None)
    st.session_state[MADE] = st.session_state[WRITTEN] = {}
    st.query_params.clear()


def address() -> str:
    """The choices of month and moment as in the URL, for links that keep them."""
    return urlencode({k: v for k in (MONTH, MOMENT) if (v := st.session_state[MADE].get(k))})


def whole_address(moment: str) -> str:
    """All that is chosen on this page as in the URL, as known at a moment."""
    return urlencode(_url() | {MOMENT: moment})


def impossible(text: str) -> None:
    """Says that a link asks for what is not there."""
    st.info(plain(text))


def one(
    draw: Callable[..., str],
    label: str,
    options: Sequence[str],
    usual: str,
    key: str,
    sorry: str | Callable[[str], str] = "",
    before: str | None = None,
    **told,
) -> str:
    """A widget with one choice (such as `st.selectbox`), set to what was asked, else to the usual one.

    `sorry` says of what was asked that it is not there; who saw `before`, the usual one of then, sees that of
    now.
    """
    chosen = asked(key)
    if chosen not in options:
        if chosen:
            why = sorry(chosen) if callable(sorry) else sorry or f"{label} '{chosen}' is hier niet te kiezen"
            impossible(f"{why}; u ziet {_name(usual, told)}.")
        chosen = usual
    st.session_state[key] = usual if chosen == before else chosen
    made = draw(label, list(options), key=key, **told)
    keep(key, made or None)
    return made


def many(draw: Callable[..., list[str]], label: str, options: Sequence[str], key: str, **told) -> list[str]:
    """A widget with several choices (`st.multiselect`), set to what was asked; none is nothing in the URL."""
    chosen = asked(key) or []
    wanted = chosen.split(SEPARATOR) if isinstance(chosen, str) else chosen
    strange = [w for w in wanted if w not in options]
    if strange:
        impossible(f"{label} '{', '.join(strange)}' is hier niet te kiezen en telt niet mee.")
    st.session_state[key] = [w for w in wanted if w in options]
    made = draw(label, list(options), key=key, **told)
    keep(key, SEPARATOR.join(made) or None)
    return made


def typed(label: str, key: str, **told) -> str:
    """A field to type in, filled with what was asked."""
    st.session_state[key] = asked(key) or ""
    made = st.text_input(plain(label), key=key, **told)
    keep(key, made.strip() or None)
    return made


def amount(label: str, key: str, **told) -> int | None:
    """A field for a whole number from 0, filled with what was asked; None when it is empty."""
    wanted = asked(key)
    wanted = "" if wanted is None else str(wanted)
    if wanted and not wanted.isdecimal():
        impossible(f"{label} '{wanted}' is hier geen aantal en telt niet mee.")
    st.session_state[key] = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else None
    made = st.number_input(plain(label), min_value=0, max_value=99999, step=1, value=None, key=key, **told)
    keep(key, None if made is None else str(made))
    return made


def _name(option: str, told: dict) -> str:
    return told.get("format_func", str)(option)
