"""What a visitor uploaded is given back once that visitor is gone, also when nobody else comes by."""

import re
import time
import urllib.request

import pytest

from tests.browser.serving import CHROMIUM, TOP, browsing, serving
from wkb_data.samples import FOLDER
from wkb_views.leaving import ended

SAMPLE = FOLDER / "pilots/Register proefprojecten aug-21.xlsx"


def kept(address: str) -> int:
    """The bytes of uploads that the server keeps, as it counts them itself."""
    with urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=10) as answer:
        told = re.findall(
            r'cache_memory_bytes\{cache_type="UploadedFileManager".*\} (\d+)', answer.read().decode()
        )
    return sum(map(int, told))


@pytest.mark.skipif(not CHROMIUM, reason="chromium ontbreekt: apt-get install chromium")
def test_the_uploads_of_the_last_visitor_are_given_back(store_with):
    settings = {"WKB_VAR": str(store_with("samples")), "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "3"}
    with serving(TOP / "app.py", **settings) as address:
        with browsing() as page:
            page.goto(f"{address}/aanleveren")
            page.set_input_files("input[type=file]", str(SAMPLE))
            page.get_by_text("Wat is herkend").wait_for()
            assert kept(address) == SAMPLE.stat().st_size
        until = time.monotonic() + 30
        while kept(address) and time.monotonic() < until:
            time.sleep(0.2)
        assert kept(address) == 0


def test_a_visitor_has_left_once_nobody_saw_it_for_too_long():
    seen = {"anna": 0.0, "bram": 0.0, "cor": 40.0}
    assert ended(seen, {"anna"}, 45.0, 45.0) == []
    assert ended(seen, {"anna"}, 46.0, 45.0) == ["bram"]
    assert seen == {"anna": 46.0, "cor": 40.0}
    assert ended(seen, set(), 91.5, 45.0) == ["anna", "cor"]
