"""The quiet line below a figure or table: *Tabel · Excel · Afbeelding*, each named for what it belongs to.

The line is text of the page, so that it costs no element and no visit to the server. One script for all lines
does what is clicked: it folds out the table that is there, or the one that is sent when it is asked for; has
the download buttons of the page drawn and presses its own, which makes the workbook then; and has Plotly, as
it is loaded for the figures, make a picture of the figure with its reading above it.
"""

from __future__ import annotations

import re

from wkb_data.periods import LONG_MONTHS
from wkb_views.text import safe_html

# The keys of what a line works with: each followed by the name of the line.
FIGURE, DOWNLOAD, TABLE = "figure", "download", "tabel"
TABLED, WORKBOOK, PICTURE = "Tabel", "Excel", "Afbeelding"

SCRIPT = """<script>
if (!window.wkbTakeaway) {
  const BREAK = "\\x3cbr>"; // a tag written out would have the script thrown away
  const part = (kind, line) => document.querySelector(
    ".st-key-" + `${kind} ${line.dataset.name}`.replaceAll(/[^a-zA-Z0-9_-]/g, "-"));
  const lines = (text, most) => text.split(" ").reduce((found, word) => {
    const last = found.pop();
    if (!last) return [word];
    return (last + word).length >= most ? [...found, last, word] : [...found, `${last} ${word}`];
  }, []).map(l => l.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  const picture = line => {
    const figure = part("figure", line), drawn = figure.querySelector(".js-plotly-plot");
    const width = Math.max(drawn.clientWidth, 760), layout = structuredClone(drawn.layout);
    const title = lines(figure.querySelector("[role=figure]").getAttribute("aria-label"), width / 8.6);
    const source = lines(line.dataset.source, width / 6.4);
    const above = 34 + 22 * title.length + 17 * source.length;
    layout.title = {
      text: title.join(BREAK), x: 0, xref: "container", xanchor: "left",
      pad: {t: 3 + 11 * title.length, l: 14},
      y: 1, yref: "container", yanchor: "top", font: {size: 17},
      subtitle: {text: source.join(BREAK), font: {size: 12, color: "#59606a"}},
    };
    const margin = {...layout.template?.layout?.margin, ...layout.margin};
    layout.margin = {...margin, t: margin.t + above, b: margin.b + 6};
    layout.height = drawn.clientHeight + above + 6;
    layout.width = width;
    layout.paper_bgcolor = "#ffffff";
    const size = {format: "png", scale: 2, width, height: layout.height, filename: line.dataset.name};
    return window.Plotly.downloadImage({data: structuredClone(drawn.data), layout}, size);
  };
  const table = (line, button) => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    if (!line.querySelector(".tabled")) part("tabel", line).querySelector("summary").click();
  };
  const workbook = line => {
    const own = () => part("download", line)?.querySelector("button");
    const press = left => own() ? own().click() : left && setTimeout(press, 50, left - 1);
    if (!own()) document.querySelector("[class*=st-key-terzijde] details:not([open]) summary")?.click();
    press(400);
  };
  document.addEventListener("click", event => {
    const button = event.target.closest(".take button"), line = button?.parentElement;
    if (!button) return;
    if (button.dataset.take === "table") table(line, button);
    if (button.dataset.take === "workbook") workbook(line);
    if (button.dataset.take === "picture") picture(line);
  });
  window.wkbTakeaway = true;
}
</script>"""


def called(name: str) -> str:
    """The name of a file as a reader says it: `kaart 2021-08` is `kaart, augustus 2021`."""
    found = re.fullmatch(r"(.*?),? (\d{4})-(\d\d)", name)
    return f"{found[1]}, {LONG_MONTHS[int(found[3]) - 1]} {found[2]}" if found else name


def _button(kind: str, text: str, spoken: str, more: str = "") -> str:
    label = f' aria-label="{safe_html(spoken)}"' if spoken != text else ""
    return f'<button type="button" data-take="{kind}"{label}{more}>{safe_html(text)}</button>'


def line(
    name: str, table: str = "", title: str = TABLED, workbook: bool = True, source: str | None = None
) -> str:
    """The line of what is called `name`.

    `table`: HTML that folds out, `SENT` where it is sent when asked for, nothing without one; `title` says
    what folds out. `source`: the line under the title of a picture; None where there is no figure.
    """
    about = called(name)
    buttons = []
    if table:
        spoken = f"{TABLED} bij {about}" if title == TABLED else title
        buttons.append(_button("table", title, spoken, ' aria-expanded="false"'))
    if workbook:
        buttons.append(_button("workbook", WORKBOOK, f"{WORKBOOK} bij {about}"))
    if source is not None:
        buttons.append(_button("picture", PICTURE, f"{PICTURE} van {about}"))
    folded = f'<div class="tabled">{table}</div>' if table not in ("", SENT) else ""
    told = f' data-source="{safe_html(source)}"' if source else ""
    return f'<div class="take" data-name="{safe_html(name)}"{told}>{"".join(buttons)}{folded}</div>'


SENT = "sent"
