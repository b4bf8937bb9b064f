"""Stukken: the button makes the papers of the month that is shown, and only those are offered."""

import shutil

import pytest
import streamlit as st

from tests.pages.conftest import go, open_page
from wkb_views.sheet import ASIDE

OWN = {
    "Presentatie voor de vergadering",
    "Vergaderstuk met agenda en bijlagen",
    "Rapportage van twee bladzijden",
    "Feitenboek met alle cijfers en tabellen",
}


@pytest.fixture
def page(sample_folder, tmp_path, monkeypatch):
    shutil.copytree(sample_folder, tmp_path / "var")
    monkeypatch.setenv("WKB_VAR", str(tmp_path / "var"))
    st.cache_resource.clear()
    st.cache_data.clear()
    return open_page("stukken", "2020-12")


def offered(app) -> set[str]:
    return {b.label for b in app.get("download_button")}


def test_the_button_makes_the_papers_of_the_month_shown(page):
    assert not OWN & offered(page)
    (button,) = [b for b in page.button if b.label == "Maak de stukken"]
    button.click().run()
    assert not page.exception and offered(page) >= OWN
    (month,) = [s for s in page.selectbox if s.label == "Maand"]
    month.set_value("2020-11").run()
    assert not page.exception and not OWN & offered(page)  # those of another month are not offered


def test_who_did_not_deliver_is_reminded_first_and_the_others_of_what_comes_next(page):
    """On the day of the meeting of December 2020 all but the pilots had been delivered."""
    page.query_params["bekend"] = "2020-12-18T09:00:00.000000Z"
    page = go(page.run(), "stukken")
    first, *others = [e.label for e in page.expander if e.label != ASIDE]
    assert first == "Herinnering aan BG Proefprojecten" and others
    mails = [c.value for c in page.code]
    (late,) = [m for m in mails if "nog niet aangeleverd" in m]
    assert late.startswith("Register Proefprojecten over december 2020: nog niet aangeleverd")
    assert "vrijdag 18 december 2020" in late
