"""What a page shows, collected for tests."""

import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

DOOR = str(Path(__file__).parents[2] / "app.py")


@dataclass
class Seen:
    """A page as shown: its readings, texts without tags, metrics (label -> value, change) and tables."""

    readings: list[str]
    texts: list[str]
    metrics: dict[str, tuple[str, str]]
    tables: list[pd.DataFrame]

    def table(self, *columns: str) -> pd.DataFrame:
        """The one table with these columns, in this order, or that begins with them."""
        found = [t for t in self.tables if tuple(t.columns[: len(columns)]) == columns]
        assert len(found) == 1, [tuple(t.columns) for t in self.tables]
        return found[0]


def open_page(name: str, month: str | None = None) -> AppTest:
    app = AppTest.from_file(DOOR, default_timeout=60)
    if month:
        app.query_params["maand"] = month
    app.run()
    if name != "overzicht":
        app.switch_page(f"pages/{name}.py").run()
    return app


def open_all(app: AppTest) -> AppTest:
    """Opens everything that folds out, as a reader can."""
    for folded in app.expander:
        if folded.proto.id:
            app.session_state[folded.proto.id.split("-", 2)[2]] = True
    return app.run()


def seen(app: AppTest) -> Seen:
    bodies = [e.proto.body for e in app.get("html")]
    plain = [unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", b, flags=re.S)) for b in bodies]
    return Seen(
        [t.strip() for b, t in zip(bodies, plain, strict=True) if 'class="reading"' in b],
        [re.sub(r"\s+", " ", t).strip() for t in plain],
        {m.label: (m.value, m.delta) for m in app.metric},
        [d.value for d in app.dataframe],
    )


@pytest.fixture(scope="module")
def sample_pages(sample_folder, tmp_path_factory):
    """Opens a page for a month over the sample deliveries; every page is shown once."""
    import streamlit as st

    folder = tmp_path_factory.mktemp("var")
    shutil.copytree(sample_folder, folder, dirs_exist_ok=True)
    shown: dict[tuple[str, str], Seen] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WKB_VAR", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()

        def look(name: str, month: str) -> Seen:
            if (name, month) not in shown:
                app = open_all(open_page(name, month))
                assert not app.exception and not app.error
                shown[name, month] = seen(app)
            return shown[name, month]

        yield look
