"""How long a warm change of page takes in a real browser, against an empty Streamlit page with the same
number of charts, that answer where they are pointed at as ours do.

Run `python benchmarks/page_speed.py`; prints per page the ratio with the sample data and with 60 months of
history, medians of seven clicks in the sidebar, both apps in one browser, turn by turn. All pages together at
most 1.5, none over 2, and the same with 60 months as with 12.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser.serving import TOP, browsing, serving
from tests.invented import deliver_history
from wkb_data.plan import load_plan
from wkb_data.samples import fill_with_samples
from wkb_data.store.deliveries import Store
from wkb_views import contents

PAGES = tuple(name for pages in contents.PAGES.values() for name, _ in pages)
EMPTY = """import plotly.graph_objects as go
import streamlit as st

st.title("{title}")
for i in range({charts}):
    figure = go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 3, 2]))
    st.plotly_chart(figure, key=f"chart {{i}}", theme=None, config={{"displayModeBar": False}})
"""
DOOR = """import streamlit as st

st.navigation([{pages}]).run()
"""
CLICK = """([path, title, charts]) => new Promise(done => {
    const settled = () => {
        const app = document.querySelector("[data-testid=stApp]");
        const here = location.pathname.replace(/^\\//, "") === path;
        const figures = [...document.querySelectorAll(".stPlotlyChart")];
        const drawn = figures.filter(f => f.querySelector(".main-svg")).length >= charts;
        const stale = document.querySelector("[data-stale=true]");
        return here && drawn && !stale && app.dataset.testScriptState === "notRunning"
            && document.querySelector("h1")?.innerText.trim() === title;
    };
    const start = performance.now();
    document.querySelector(`[data-testid=stSidebarNav] a[href$='/${path}']`).click();
    const look = () => {
        if (settled() || performance.now() - start > 15000) done(performance.now() - start);
        else requestAnimationFrame(look);
    };
    look();
})"""
TIMES = 7


def empty_app(folder: Path, pages: dict[str, tuple[str, int]]) -> Path:
    """An app with a page of the same name for each of ours, that draws as many charts and nothing else."""
    for name, (title, charts) in pages.items():
        (folder / f"{name}.py").write_text(EMPTY.format(title=title, charts=charts))
    listed = ", ".join(
        f'st.Page("{n}.py", url_path="{n}", title="{n}", default={n == "overzicht"})' for n in pages
    )
    (folder / "door.py").write_text(DOOR.format(pages=listed))
    return folder / "door.py"


def visit(page, name: str, title: str, charts: int) -> float:
    """Milliseconds from the click on a page's name until it stands still."""
    return page.evaluate(CLICK, ["" if name == "overzicht" else name, title, charts])


def pages_of(page, address: str, names: tuple[str, ...] = PAGES) -> dict[str, tuple[str, int]]:
    """Page -> its title and how many charts it draws."""
    found = {}
    for name in names:
        page.goto(f"{address}/{'' if name == 'overzicht' else name}")
        page.wait_for_selector("h1")
        page.wait_for_function(
            "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
        )
        page.wait_for_timeout(2500)
        found[name] = (
            page.locator("h1").first.inner_text().strip(),
            page.locator(".stPlotlyChart:has(.main-svg)").count(),
        )
    return found


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """Page -> median milliseconds of ours and of the empty page."""
    with (
        serving(TOP / "app.py", WKB_VAR=str(folder)) as ours,
        browsing() as page,
        tempfile.TemporaryDirectory() as made,
    ):
        pages = pages_of(page, ours)
        with serving(empty_app(Path(made), pages), WKB_VAR=str(folder)) as bare:
            other = page.context.browser.new_page(viewport={"width": 1280, "height": 800})
            taken: dict[str, tuple[list, list]] = {n: ([], []) for n in pages}
            for tab, address in ((page, ours), (other, bare)):
                tab.goto(address)
                tab.wait_for_selector("h1")
                tab.wait_for_timeout(1500)
            for turn in range(TIMES + 1):
                for name, (mine, its) in taken.items():
                    for tab, times in ((page, mine), (other, its)):
                        tab.bring_to_front()
                        ms = visit(tab, name, *pages[name])
                        if turn:
                            times.append(ms)
            return {n: (statistics.median(a), statistics.median(b)) for n, (a, b) in taken.items()}


def main() -> None:
    plan = load_plan()
    with tempfile.TemporaryDirectory() as short, tempfile.TemporaryDirectory() as long:
        fill_with_samples(Store(f"sqlite:///{short}/wkb.sqlite"), plan)
        deliver_history(Store(f"sqlite:///{long}/wkb.sqlite"), plan, 60)
        found = {"12 maanden": measure(Path(short)), "60 maanden": measure(Path(long))}
    for name in found["12 maanden"]:
        (a, b), (c, d) = (found[k][name] for k in found)
        print(
            f"{name}: 12 maanden {a / b:.2f} ({a:.0f} ms tegen {b:.0f}); 60 maanden {c / d:.2f} ({c:.0f} ms "
            f"tegen {d:.0f})"
        )
    for k, pages in found.items():
        ours, bare = (sum(t[i] for t in pages.values()) for i in (0, 1))
        print(
            f"alle pagina's samen, {k}: {ours / bare:.2f}; de traagste "
            f"{max(a / b for a, b in pages.values()):.2f}"
        )


if __name__ == "__main__":
    main()
