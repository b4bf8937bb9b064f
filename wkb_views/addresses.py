"""Where a link goes: a page for the same month and moment, an aspect on it, or rows that it is about.

href(view, "doelen", aspect="3.1")        Doelen with that aspect opened
href(view, "planning", toon="besluiten")  Planning with the rows that ask for a decision marked and first
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

import streamlit as st

from wkb_views import choices
from wkb_views.contents import FIRST
from wkb_views.session import View
from wkb_views.text import safe_html

POINT = "toon"


def href(view: View, page: str, **more: str) -> str:
    """The address of a page as it stands in an attribute of HTML."""
    asked = "&".join(filter(None, [view.address, urlencode(more)]))
    path = "./" if page == FIRST else page
    return safe_html(f"{path}?{asked}" if asked else path)


def link(view: View, page: str, text: str, **more: str) -> str:
    """A link in HTML; `text` is HTML. It keeps month and moment."""
    return f'<a href="{href(view, page, **more)}" target="_self">{text}</a>'


def aspect_link(view: View, aspect: str, text: str = "") -> str:
    """A link to an aspect on Doelen, by its number unless other HTML is told."""
    return link(view, "doelen", text or safe_html(aspect), aspect=aspect)


def pointed(parts: Collection[str]) -> str:
    """The part of a page that the link by which the reader came is about; nothing when no link says so.

    One that the page does not have is said, and leaves the URL.
    """
    part = st.session_state[choices.URL].get(POINT, "")
    if not part or part in parts:
        return part
    choices.impossible(f"Deze pagina heeft geen onderdeel '{part}'; u ziet haar in de gewone volgorde.")
    choices.keep(POINT, None)
    return ""
