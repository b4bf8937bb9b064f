"""The door: page settings, the list of pages, and what the reader looks at."""

import logging

import streamlit as st

from wkb_data.plan import PlanError
from wkb_data.schema import SchemaError, registers
from wkb_data.store.faults import StoreError
from wkb_views import show
from wkb_views.contents import PAGES
from wkb_views.session import choose
from wkb_views.text import plain

st.set_page_config(page_title="Implementatiemonitor", page_icon="📊", layout="wide")
page = st.navigation(
    {
        group: [
            st.Page(
                f"pages/{name}.py",
                title=title,
                url_path=None if name == "overzicht" else name,
                default=name == "overzicht",
            )
            for name, title in pages
        ]
        for group, pages in PAGES.items()
    },
    expanded=True,
)
try:
    registers()
    view = st.session_state["view"] = choose()
    show.dress(view)
except (PlanError, SchemaError, StoreError) as error:
    st.error(plain(error))
    st.stop()
try:
    page.run()
except StoreError as error:
    st.error(plain(error))
except Exception:
    logging.getLogger("wkb").exception("page %s", page.title)
    st.error(
        "Deze pagina kan even niet worden getoond. Er is niets verloren gegaan. Laad de pagina opnieuw; "
        "blijft het zo, waarschuw dan de beheerder."
    )
