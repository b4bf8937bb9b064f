"""A link of Overzicht opens the place that it is about: those rows first on the page, and marked."""

import re

import pytest
from streamlit.testing.v1 import AppTest

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


def mailed(page, **asked):
    """A page as a link opens it."""
    app = AppTest.from_file(DOOR, default_timeout=60)
    app.query_params["maand"] = asked.get("maand", "2021-08")
    app = go(app.run(), page)
    app.query_params.clear()
    app.query_params |= asked
    return app.run()


def said(app) -> list[str]:
    """What is said of a link, without the marks of Streamlit."""
    return [i.value.replace("\\", "") for i in app.info]


@pytest.mark.parametrize(("page", "part"), PLACES)
def test_what_a_link_is_about_is_first_on_its_page(page, part, store_with):
    store_with("samples")
    app = mailed(page, maand="2021-07", toon=part)
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


def test_a_part_that_a_page_does_not_have_is_said_and_leaves_the_url(store_with):
    store_with("samples")
    for page in sorted({page for page, _ in PLACES}):
        app = mailed(page, maand="2021-08", toon="xyz")
        assert said(app) == ["Deze pagina heeft geen onderdeel 'xyz'; u ziet haar in de gewone volgorde."]
        assert app.query_params == {"maand": "2021-08"}


# What a link asks of month and moment -> what is said, and the month that is shown.
NOT_THERE = {
    # Five deliveries over August count; they came after 26 March, when March was the last.
    ("2021-08", "2021-03-26"): (
        "Over augustus 2021 was op 26 mrt 2021 23:59 nog niets bekend; u ziet maart 2021.", "2021-03"
    ),
    ("2031-01", ""): ("Over januari 2031 is niets aangeleverd; u ziet augustus 2021.", "2021-08"),
    ("{0}", ""): ("'{0}' is geen maand; u ziet augustus 2021.", "2021-08"),
    ("2021-08", "2130-01-01"): ("1 jan 2130 23:59 moet nog komen; u ziet de stand van nu.", "2021-08"),
    ("2021-08", "gisteren"): (
        "'gisteren' is geen moment om naar terug te kijken; u ziet de stand van nu.", "2021-08"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("month", "moment"), NOT_THERE)
def test_what_a_link_asks_that_is_not_there_is_said_as_it_is(month, moment, store_with):
    store_with("samples")
    app = mailed("doelen", maand=month, **({"bekend": moment} if moment else {}))
    told, shown = NOT_THERE[month, moment]
    assert said(app) == [told]
    assert app.query_params["maand"] == shown


def test_a_link_to_samples_that_were_taken_away_says_so(store_with):
    store_with("empty")  # began with the samples, which were taken away
    app = mailed("doelen", maand="2021-07", aspect="3.1", bekend="2021-08-25T12:00:00.000000Z")
    first, *_ = said(app)
    assert first == "Over juli 2021 waren er alleen voorbeelden, en die tellen niet meer mee."
