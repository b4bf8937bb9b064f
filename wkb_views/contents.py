"""The pages in the order of the sidebar: (file under `pages/`, title) by group.

The door lists them, links name them.
"""

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parents[1] / "pages"
FIRST = "overzicht"

PAGES = {
    "": [
        ("overzicht", "Overzicht"),
        ("doelen", "Doelen"),
        ("trends", "Trends"),
        ("vergadering", "Vergadering"),
        ("stukken", "Stukken"),
    ],
    "Onderbouwing": [
        ("proefprojecten", "Proefprojecten"),
        ("volumeaanpak", "Volumeaanpak"),
        ("kaart", "Kaart"),
        ("knelpunten", "Knelpunten & lessen"),
        ("informeren", "Informeren"),
        ("digitalisering", "Digitalisering"),
        ("toelating", "Tlokb & instrumenten"),
        ("planning", "Planning"),
    ],
    "Werkmappen": [("aanleveren", "Aanleveren"), ("leveringen", "Leveringen")],
    "Over": [("plan", "Plan")],
}
# Where a reader sees what a register tells.
SHOWN_ON = {
    "planning": ("overzicht", "doelen", "trends", "planning"),
    "pilots": ("overzicht", "proefprojecten", "volumeaanpak", "kaart", "knelpunten"),
    "communication": ("overzicht", "informeren"),
    "digital": ("overzicht", "digitalisering"),
    "admission": ("overzicht", "toelating", "knelpunten"),
}
TITLES = {name: title for pages in PAGES.values() for name, title in pages}


def place(name: str) -> st.Page:
    """A page as the door lists it and links go to it, wherever the program was started."""
    first = name == FIRST
    return st.Page(FOLDER / f"{name}.py", title=TITLES[name], url_path=None if first else name, default=first)
