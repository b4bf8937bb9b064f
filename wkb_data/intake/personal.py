"""Personal data in free text: telephone numbers and mail addresses are left out of what is kept and shown.

Which digits are a telephone number is what the numbering plans of the world say (phonenumbers); which of
those are the number of a case, what stands before them says.
"""

from __future__ import annotations

import re

from phonenumbers import PhoneNumberMatcher

LEFT_OUT = "[persoonsgegeven weggelaten]"
MAIL = re.compile(
    r"[\w.+-]{1,64} ?(?:[@＠]|\(at\)|\[at\]) ?[\w-]{1,63}"
    r"(?: ?\.[\w-]{1,63}){0,4} ?\.[A-Za-z]{2,}(?![A-Za-z])",
    re.I,
)
SIGN = re.compile(r"[@＠]|[(\[]at[)\]]", re.I)
# So many digits near each other can be a telephone number; whether they are costs more to tell.
DIGITS = re.compile(r"\d(?:[^\d\n]{0,4}\d){8}")
# What follows these words is the number of a case, whatever it looks like.
NUMBERED = re.compile(
    r"(?<![^\W_])(?:zaak|zaken|dossiers?|kenmerk|referentie|ref|project|order|factuur|aanvraag|aanvragen|olo|"
    r"wabo|kvk|perceel|besluit|vergunning|melding|rekening|weken|week)(?:[ -]?(?:nummers?|nrs?|id))?"
    r"[.:]?(?:\s{0,3}\d{4})?[\s/-]{0,3}$",
    re.I,
)
# A day with a year in four digits, or with a time of day.
MOMENT = re.compile(
    r"(?<!\d)(?<!\d[-/.])(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?=\s+(?:[01]?\d|2[0-3])[:.][0-5]\d))(?![-/.]?\d)"
)


def might_hold(text: str, numbers: bool = True) -> bool:
    """Whether some text can hold any: a mail address, or (`numbers`) a telephone number. Quick."""
    return bool(SIGN.search(text) or numbers and DIGITS.search(text))


def without_addresses(text: str) -> str:
    """A text without mail addresses."""
    return MAIL.sub(LEFT_OUT, text) if SIGN.search(text) else text


def without_telephones(text: str) -> str:
    """A text without telephone numbers; numbers of cases and moments stay."""
    if not DIGITS.search(text):
        return text
    dates, pieces, at = [m.span() for m in MOMENT.finditer(text)], [], 0
    for found in PhoneNumberMatcher(text, "NL"):
        dated = any(a < found.end and found.start < b for a, b in dates)
        if not dated and not NUMBERED.search(text, max(found.start - 40, 0), found.start):
            pieces += [text[at : found.start], LEFT_OUT]
            at = found.end
    return "".join([*pieces, text[at:]])


def without(text: str) -> str:
    """A text without either."""
    return without_telephones(without_addresses(text))
