"""Text on a page: headings, readings, notes and lines. A page is as fast as it has few elements: what stands together is sent as one.

with together():        one element
    reading(…)
    note(…)
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

_PIECES: ContextVar[list[str] | None] = ContextVar("pieces", default=None)


def say(body: str) -> None:
    """HTML on the page, or among what is said together."""
    pieces = _PIECES.get()
    if pieces is None:
        st.html(body)
    else:
        pieces.append(body)


@contextmanager
def together() -> Iterator[None]:
    """Everything that is said within is one element; nothing else may be drawn within."""
    pieces: list[str] = []
    token = _PIECES.set(pieces)
    try:
        yield
    finally:
        _PIECES.reset(token)
    if pieces:
        st.html("".join(pieces))


def heading(text: str, level: int = 2) -> None:
    """A heading of a part of the page."""
    say(f"<h{level}>{html.escape(text)}</h{level}>")


def reading(text: str) -> None:
    """The one-sentence reading above a figure."""
    say(f'<div class="reading">{html.escape(text)}</div>')


def note(*texts: str) -> None:
    """Explanation in small grey print."""
    if any(texts):
        say("".join(f'<div class="quiet">{html.escape(t)}</div>' for t in texts if t))


def lines(heading: str, found: list[str]) -> None:
    """A heading with lines of HTML below it."""
    head = f'<h3 class="lines">{html.escape(heading)}</h3>' if heading else ""
    say(head + "".join(f'<div class="moved">{line}</div>' for line in found))
