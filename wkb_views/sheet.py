"""What a page shows, worked out once and drawn in as few elements as it can.

    def body(view):
        reading(…)
        left, right = columns(3, 2)
        with left:
            figure(…)

    draw(view, body)

A body only puts pieces on its sheet. For the same deliveries, month and plan the sheet is kept and only
drawn, so that a page seen before runs no pandas and reaches the browser in one go. Texts that follow each
other become one element: an element costs a browser more than what is in it. Widgets stay outside; what they
chose is given to the body.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import partial

import streamlit as st

from wkb_views.session import View
from wkb_views.text import plain, safe_html

Piece = str | Callable[[], object]
KEPT = 150
# Where a run keeps what was put aside, and the key of what opens it.
ASIDE = "terzijde"
_OPEN: ContextVar[list[Piece] | None] = ContextVar("sheet", default=None)
_UNSEEN: ContextVar[list[Piece] | None] = ContextVar("unseen", default=None)


def put(piece: Callable[[], object]) -> None:
    """Something that draws itself, on the sheet; drawn at once where no sheet is open."""
    sheet = _OPEN.get()
    if sheet is None:
        piece()
    else:
        sheet.append(piece)


def put_aside(piece: Callable[[], object]) -> None:
    """Something that is not seen and rarely asked for, such as a download; see `aside`."""
    unseen = _UNSEEN.get()
    if unseen is None:
        piece()
    else:
        unseen.append(piece)


def begin() -> None:
    """Nothing is put aside yet."""
    st.session_state[ASIDE] = []


def aside(page: str) -> None:
    """All that was put aside on a page, drawn once it is asked for: each element costs every visit."""
    pieces = st.session_state[ASIDE]
    if pieces:
        _asked(page, pieces)


@st.fragment
def _asked(page: str, pieces: list[Piece]) -> None:
    """Opened by the script of what asks for it (`takeaway`), not by a label of its own."""
    with st.expander(plain(ASIDE), key=f"{ASIDE} {page}", on_change="rerun") as opened:
        if opened.open:
            _draw(pieces)


def say(body: str) -> None:
    """HTML on the sheet, one element with the text before it."""
    sheet = _OPEN.get()
    if sheet is None:
        st.html(body)
    elif sheet and isinstance(sheet[-1], str):
        sheet[-1] += body
    else:
        sheet.append(body)


class Column:
    """A part of the sheet beside others; what is put within `with` stands in it."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def __enter__(self) -> None:
        self._before = _OPEN.set(self.pieces)

    def __exit__(self, *_) -> None:
        _OPEN.reset(self._before)


def columns(*widths: int, gap: str = "large") -> list[Column]:
    """Parts beside each other, as wide as told; below each other on a phone."""
    parts = [Column() for _ in widths]
    put(partial(_beside, widths, gap, parts))
    return parts


def _beside(widths: tuple[int, ...], gap: str, parts: list[Column]) -> None:
    for place, part in zip(st.columns(widths, gap=gap), parts, strict=True):
        with place:
            _draw(part.pieces)


def _draw(pieces: list[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            st.html(piece)
        else:
            piece()


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _sheet(
    _view: View,
    _body: Callable[..., None],
    _given: tuple,
    key: str,  # noqa: ARG001
) -> tuple[list[Piece], list[Piece]]:
    """What is drawn, and what was put aside.

    `key`: which body, what it was given, and all that the view hangs on, the files of the program too.
    """
    whole, unseen = Column(), []
    before = _UNSEEN.set(unseen)
    try:
        with whole:
            _body(_view, *_given)
    finally:
        _UNSEEN.reset(before)
    return whole.pieces, unseen


def draw(view: View, body: Callable[..., None], *given) -> None:
    """What `body(view, *given)` puts on a sheet. It may hang on nothing else; `given` are plain values."""
    key = f"{body.__code__.co_filename} {body.__qualname__} {given!r} {view.key}"
    pieces, unseen = _sheet(view, body, given, key)
    _draw(pieces)
    st.session_state[ASIDE] += unseen


def heading(text: str, level: int = 2, anchor: str = "") -> None:
    """A heading of a part of the page, to which a link on the page can go by its `anchor`."""
    at = f' id="{safe_html(anchor)}"' if anchor else ""
    say(f"<h{level}{at}>{safe_html(text)}</h{level}>")


def ways(places: dict[str, str]) -> None:
    """Links to headings of the page itself: anchor -> words."""
    links = " · ".join(f'<a href="#{safe_html(a)}">{safe_html(words)}</a>' for a, words in places.items())
    say(f'<div class="ways">Op deze pagina: {links}</div>')


def reading(text: str) -> None:
    """The one-sentence reading above a figure."""
    say(f'<div class="reading">{safe_html(text)}</div>')


def note(*texts: str) -> None:
    """Explanation in small grey print."""
    if any(texts):
        say("".join(f'<div class="quiet">{safe_html(t)}</div>' for t in texts if t))


def lines(heading: str, found: list[str]) -> None:
    """A heading with lines of HTML below it; nothing without lines."""
    if not found:
        return
    head = f'<h3 class="lines">{safe_html(heading)}</h3>' if heading else ""
    say(head + "".join(f'<div class="moved">{line}</div>' for line in found))
