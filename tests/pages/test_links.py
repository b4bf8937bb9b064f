"""A link of Overzicht opens the place that it is about: those rows first on the page, and marked."""

import re

import pytest

from tests.pages.conftest import DOOR, go, open_page, seen
from wkb_views.contents import TITLES

# Part of a page -> what its heading begins with.
PLACES = {
    ("proefprojecten", "oordeel"): "Voor de Regiegroep",
    ("knelpunten", "voorstellen"): "Voorstellen voor de Regiegroep",
    ("planning", "besluiten"): "Besluiten",
    ("planning", "deelonderzoeken"): "Deelonderzoeken",
}
MARKED = re.compile(r'<tr class="asked">')


@pytest.mark.parametrize(("page", "part"), PLACES)
def test_what_a_link_is_about_is_first_on_its_page(page, part, store_with):
    from streamlit.testing.v1 import AppTest

    store_with("samples")
    app = AppTest.from_file(DOOR, default_timeout=60)
    app.query_params["maand"] = "2021-07"
    app = go(app.run(), page)
    app.query_params["toon"] = part
    app.run()
    bodies = [e.proto.body for e in app.get("html")]
    heads = [h for b in bodies for h in re.findall(r"<h2>(.*?)</h2>", b)]
    assert heads[0] == PLACES[page, part], TITLES[page]
    assert seen(app).texts


def test_rows_that_ask_for_a_decision_are_marked_and_first(store_with):
    store_with("samples")
    app = open_page("planning", "2021-08")
    body = next(e.proto.body for e in app.get("html") if "Besluiten" in e.proto.body)
    assert not MARKED.search(body)
    app = open_page("knelpunten", "2021-08")
    body = next(e.proto.body for e in app.get("html") if "Voorstellen voor" in e.proto.body)
    assert len(MARKED.findall(body)) == 3
