"""How papers look: one font, ink on white, dark blue for text and lines only, colour for a status alone."""

from wkb_words import colours

FONT = "Arial"


def _hex(colour: str) -> str:
    """A colour as files of Office write it."""
    return colour.removeprefix("#").upper()


INK, ACCENT, MUTED, SOFT = map(_hex, (colours.INK, colours.ACCENT, colours.MUTED, colours.SOFT))
LIGHT = "D5D9DE"
STATUS_FILL = {status: _hex(colour) for status, colour in colours.STATUS_COLOUR.items()}
STATUS_TEXT = {status: _hex(colour) for status, colour in colours.STATUS_TEXT.items()}
LANGUAGE = "nl-NL"
