"""Text of people in a paper: shown as it was written, on one line, without signs that a file can't hold.

A run of a slide or document and a string of a workbook hold no markup, so nothing else has to be escaped.
"""

from __future__ import annotations

import re

from wkb_data.exports import FORBIDDEN

# What is not to be seen, or turns the order of what is.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# A space that keeps words together stays.
_SPACE = re.compile(r"[ \t\r\n\f\v\u0085]+")
NOTHING = "–"


def sentence(text: str) -> str:
    """A text with a capital in front and a full stop behind."""
    text = clean(text)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def clean(text: object) -> str:
    """A text on one line; a dash where there is none."""
    if text is None or text != text:
        return NOTHING
    return _SPACE.sub(" ", _UNSEEN.sub("", FORBIDDEN.sub("", str(text)))).strip() or NOTHING
