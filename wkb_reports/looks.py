"""How papers look: one font, ink on white, dark blue for text and lines only, colour for a status alone."""

FONT = "Arial"
INK, ACCENT, MUTED, LIGHT, SOFT = "1B1F24", "154273", "59606A", "D5D9DE", "9FB6D0"
STATUS_FILL = {
    "green": "2A9D78",
    "orange": "F4A300",
    "red": "9B1C1C",
    "unjudged": "FFFFFF",
    "unreadable": "D9DCE1",
}
STATUS_TEXT = {
    "green": "1A1A1A",
    "orange": "1A1A1A",
    "red": "FFFFFF",
    "unjudged": "59606A",
    "unreadable": "1A1A1A",
}
LANGUAGE = "nl-NL"
