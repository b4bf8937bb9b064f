"""Text of people on a page: shown as it was written, never as markup.

`plain` is for whatever Streamlit reads as Markdown (labels, messages, headings, help), `safe_html` for HTML,
`inert` for a figure: Plotly reads `<a href>` and `<br>` in every label. Text from a workbook, a file name or
an address goes through one of the three.
"""

from __future__ import annotations

import html
import re

import numpy as np

# What begins or ends something in Markdown, in Streamlit's colours, icons and emoji, or in mathematics.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#$~|:&!])")
_FIRST = re.compile(r"^(\s*(?:\d+)?)([-+=.)])")
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# An address becomes a link whatever is escaped in it; an unseen sign within keeps it text.
_ADDRESS = re.compile(r"(?i)(\bwww(?=\.)|(?<=\w)\\:(?=//)|(?<=\w)@(?=\w))")
_JOIN = "\u2060"


def plain(text: object) -> str:
    """Text in which nothing is Markdown, on one line."""
    escaped = _MARKUP.sub(r"\\\1", _UNSEEN.sub(" ", str(text)))
    return _ADDRESS.sub(rf"\1{_JOIN}", _FIRST.sub(r"\1\\\2", escaped))


def safe_html(text: object) -> str:
    """Text in which nothing is HTML, for between tags and in quoted attributes."""
    return html.escape(_UNSEEN.sub(" ", str(text)))


def inert(part: object, key: str = "") -> object:
    """A figure as plain data in which no text is markup.

    A line break is written as one and becomes `<br>` here alone.
    """
    if isinstance(part, dict):
        return {k: inert(v, k) for k, v in part.items()}
    if isinstance(part, list | tuple):
        return [inert(v, key) for v in part]
    if isinstance(part, np.ndarray) and part.dtype == object:
        return [inert(v, key) for v in part.tolist()]
    if isinstance(part, str) and key not in ("hovertemplate", "texttemplate"):
        return html.escape(part, quote=False).replace("\n", "<br>")
    return part
