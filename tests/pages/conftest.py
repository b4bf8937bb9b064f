"""What a page shows, collected for tests."""

import re
import shutil
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from wkb_data.periods import month_range
from wkb_data.words import month_name
from wkb_views.contents import FIRST

DOOR = str(Path(__file__).with_name("door.py"))


@dataclass
class Seen:
    """A page as shown: its readings, texts without tags, metrics (label -> value, change), tables, links."""

    readings: list[str]
    texts: list[str]
    metrics: dict[str, tuple[str, str]]
    tables: list[pd.DataFrame]
    links: list[str]

    def table(self, *columns: str) -> pd.DataFrame:
        """The one table with these columns, in this order, or that begins with them."""
        found = self.table_or_none(*columns)
        assert found is not None, [tuple(t.columns) for t in self.tables]
        return found

    def table_or_none(self, *columns: str) -> pd.DataFrame | None:
        found = [t for t in self.tables if tuple(t.columns[: len(columns)]) == columns]
        exact = [t for t in found if tuple(t.columns) == columns]
        assert len(found) <= 1 or len(exact) == 1, [tuple(t.columns) for t in self.tables]
        return (exact or found or [None])[0]


def open_page(name: str, month: str | None = None) -> AppTest:
    app = AppTest.from_file(DOOR, default_timeout=60)
    if month:
        app.query_params["maand"] = month
    return go(app.run(), name)


def go(app: AppTest, name: str) -> AppTest:
    """Goes to a page of an opened app, as a click in the sidebar does.

    A page that falls over is a failure.
    """
    if name != FIRST:
        app.switch_page(f"../../pages/{name}.py").run()
    assert "Zoals bekend op" in [s.label for s in app.selectbox], "not through the door"
    assert not app.exception, (name, [e.message for e in app.exception])
    assert not [e for e in app.error if "fout van de monitor" in e.value], (name, app.error[0].value)
    return app


def open_all(app: AppTest) -> AppTest:
    """Opens everything that folds out, as a reader can."""
    folded = [f.proto.id for f in app.expander if f.proto.id]
    for name in folded:
        app.session_state[name.split("-", 2)[2]] = True
    return app.run() if folded else app


class Tables(HTMLParser):
    """The short tables that stand on a page as text, back into rows, numbers and keys of months."""

    def __init__(self):
        super().__init__()
        self.found, self.cell, self.inside = [], None, False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.inside = "plain" in (dict(attrs).get("class") or "").split()
            if self.inside:
                self.found.append([])
        elif self.inside and tag == "tr":
            self.found[-1].append([])
        elif self.inside and tag in ("td", "th"):
            self.found[-1][-1].append(["figure" in (dict(attrs).get("class") or "").split(), ""])

    def handle_data(self, data):
        if self.inside and self.found[-1] and self.found[-1][-1]:
            self.found[-1][-1][-1][1] += data

    def handle_endtag(self, tag):
        if tag == "table":
            self.inside = False


def _value(figure, text):
    if not figure:
        return text
    if not text:
        return float("nan")
    value = float(text.rstrip(" %").replace(".", "").replace(",", "."))
    return value / 100 if text.endswith("%") else value


# A month as a table shows it, back into a key.
MONTHS = {month_name(m): m for m in month_range("2018-01", "2035-12")}


def tables_in(body: str) -> list[pd.DataFrame]:
    parser = Tables()
    parser.feed(body)
    found = [
        pd.DataFrame([[_value(*c) for c in row] for row in rows[1:]], columns=[t for _, t in rows[0]])
        for rows in parser.found
    ]
    return [t.assign(Maand=[MONTHS.get(m, m) for m in t["Maand"]]) if "Maand" in t else t for t in found]


# A target on Overzicht: its name, its stand, and what it moved by since when.
CARD = re.compile(
    r'<div class="name">(.*?)</div><div class="now">(.*?)<span class="quiet">(.*?)</span></div>', re.S
)


# What stands on a line of its own: a part of a page without such parts in it.
LINE = re.compile(r"<(div|li)\b[^>]*>(?:(?!<(?:div|li)\b).)*?</\1>", re.S)


def _plain(body: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", body, flags=re.S))).strip()


def seen(app: AppTest) -> Seen:
    bodies = [e.proto.body for e in app.get("html")]
    parts = [p[0] for b in bodies for p in LINE.finditer(b)]
    return Seen(
        [_plain(p) for p in parts if 'class="reading"' in p],
        [_plain(p) for p in (*bodies, *parts)],
        {m.label: (m.value, m.delta) for m in app.metric}
        | {_plain(n): (_plain(v), _plain(d)) for b in bodies for n, v, d in CARD.findall(b)},
        [d.value for d in app.dataframe] + [t for b in bodies for t in tables_in(b)],
        [e.proto.label for e in app.get("page_link")],
    )


@pytest.fixture(scope="module")
def sample_pages(sample_folder, tmp_path_factory):
    """Opens a page for a month over the sample deliveries; every page is shown once."""
    import streamlit as st

    folder = tmp_path_factory.mktemp("var")
    shutil.copytree(sample_folder, folder, dirs_exist_ok=True)
    shown: dict[tuple[str, str, str], Seen] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()

        def look(name: str, month: str, aspect: str = "") -> Seen:
            if (name, month, aspect) not in shown:
                app = open_page(name, month)
                if aspect:
                    app.selectbox(key="aspect").set_value(aspect).run()
                open_all(app)
                assert not app.exception and not app.error
                shown[name, month, aspect] = seen(app)
            return shown[name, month, aspect]

        yield look
