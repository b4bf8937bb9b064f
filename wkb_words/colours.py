"""The colours of pages and papers alike; a status is the only thing that has a colour of its own."""

from __future__ import annotations

INK, MUTED, ACCENT, SOFT = "#1b1f24", "#59606a", "#154273", "#9fb6d0"
STATUS_COLOUR = {
    "green": "#2a9d78",
    "orange": "#f4a300",
    "red": "#9b1c1c",
    "unjudged": "#ffffff",
    "unreadable": "#d9dce1",
}
STATUS_TEXT = {
    "green": "#1a1a1a",
    "orange": "#1a1a1a",
    "red": "#ffffff",
    "unjudged": "#59606a",
    "unreadable": "#1a1a1a",
}
