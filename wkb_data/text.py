"""Words as they are compared: a heading or word in its normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# What a group writes for a justification that stays as it was.
UNCHANGED = {"ongewijzigd", "idem", "geen wijziging", "geen wijzigingen", "zie vorige maand", "onveranderd"}


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
