"""Words as they are compared: a heading or word in its normal form, and whether a cell holds any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

# What a group writes for a justification that stays as it was.
UNCHANGED = {"ongewijzigd", "idem", "geen wijziging", "geen wijzigingen", "zie vorige maand", "onveranderd"}


def missing(value: object) -> bool:
    """Whether a cell of a typed table holds nothing (None, NA, NaN, NaT)."""
    return value is None or value is pd.NA or value != value


def alternatives(words: Sequence[str]) -> str:
    """`groen, oranje of rood`."""
    return " of ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """A heading or word without case, accents, punctuation and double spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\xa0", " "))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w%#&+±√✓☹-☻😀-🙏/]+", " ", plain).replace("_", " ").strip()
    return " ".join(words.split())
