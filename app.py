"""The door: page settings, the list of pages, and what the reader looks at."""

from contextlib import suppress

import streamlit as st

from wkb_data.plan import PlanError
from wkb_data.schema import SchemaError, registers
from wkb_data.store.faults import StoreError
from wkb_views import choices, confirming, faults, leaving, show
from wkb_views.contents import PAGES, place
from wkb_views.session import choose
from wkb_views.text import plain

# Off until here (config.toml): on the first visit after a start Streamlit would list the files of `pages/`.
st.set_option("client.showSidebarNavigation", True)
page = st.navigation(
    {group: [place(name) for name, _ in pages] for group, pages in PAGES.items()}, expanded=True
)
st.set_page_config(page_title=f"{page.title} · Implementatiemonitor", page_icon="📊", layout="wide")
leaving.noticed()
try:
    registers()
    confirming.finish()
    view = st.session_state["view"] = choose()
    show.dress(view)
except (PlanError, SchemaError, StoreError) as error:
    st.error(plain(error))
    st.stop()
try:
    with suppress(show.Ended):
        page.run()
    show.link()
    show.aside(page.title)
except StoreError as error:
    st.error(plain(error))
except Exception as error:
    what = "Deze pagina kan niet worden getoond. Er is niets verloren gegaan."
    st.error(plain(faults.sentence(what, faults.number_of(error, page.title))))
finally:
    choices.write()
