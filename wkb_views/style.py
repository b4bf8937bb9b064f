"""How pages look: style sheet, badges and the one Plotly template, in the colours that papers have too."""

from __future__ import annotations

import plotly.graph_objects as go

from wkb_words.colours import ACCENT, INK, MUTED, SOFT, STATUS_COLOUR, STATUS_TEXT
from wkb_words.states import SIGN as STATUS_SIGN

GREY, LIGHT = "#7d8590", "#e6e8eb"
FONT = "Source Sans, system-ui, sans-serif"
TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"family": FONT, "size": 14, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={
            "showgrid": False,
            "zeroline": False,
            "linecolor": LIGHT,
            "fixedrange": True,
        },
        yaxis={
            "gridcolor": LIGHT,
            "zeroline": False,
            "fixedrange": True,
            "tickformat": ",d",
        },
        showlegend=False,
        # A figure answers where it says so (`figures.hover`), and is not dragged or zoomed.
        hovermode="closest",
        dragmode=False,
        hoverlabel={
            "bgcolor": "#ffffff",
            "bordercolor": MUTED,
            "font": {"family": FONT, "size": 13, "color": INK},
            "align": "left",
        },
        separators=",.",
    ),
    data={"scatter": [go.Scatter(hoverinfo="skip")], "bar": [go.Bar(hoverinfo="skip")]},
)

# One screen on a desk, one column on a phone. A line that is a link is at least 24 pixels high.
OVERVIEW = f"""
.overview {{display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem 1.6rem; line-height: 1.2;
  margin-top: -.5rem;}}
.overview section {{min-width: 0;}}
.overview h2 {{font-size: 1rem !important; padding: 0 0 .1rem 0 !important;}}
.overview a {{color: {ACCENT};}}
.overview .cards {{display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem 1.6rem;}}
.overview .card .name {{font-size: .85rem;}} .overview .card .quiet {{font-size: .81rem;}}
.overview .card .now {{font-size: .92rem;}} .overview .card .now b {{font-size: 1.4rem;}}
.overview .bar {{display: block; position: relative; height: .5rem; margin: .15rem 0 .25rem 0;
  background: {LIGHT}; border-radius: .15rem;}}
.overview .bar i {{display: block; height: 100%; background: {ACCENT}; border-radius: .15rem;}}
.overview .bar u {{position: absolute; top: -.15rem; bottom: -.15rem; width: 0; margin-left: -1px;
  border-left: 2px solid {INK};}}
.overview .line {{font-size: .85rem; padding: .02rem 0;}}
.overview .line > a {{display: inline-flex; align-items: center; min-height: 24px;}}
.overview .badge {{font-size: .73rem; padding: 0 .3rem; line-height: 1.3;}}
.overview .goal {{border-top: 1px solid #d5d9de; padding: .05rem 0;}}
.overview .goal .head {{font-size: .8rem; line-height: 1.15; padding: .2rem 0;}}
.overview .tally {{display: block; margin-top: .1rem;}} .overview .tally .badge {{font-size: .68rem;}}
.overview .said {{grid-column: 1 / -1; font-size: .85rem;}}
.overview .targets {{display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 1rem;}}
.overview .targets .cards {{flex: 0 0 100%;}} .overview .when {{font-size: .85rem;}}
.overview .carried .badge {{border-style: dashed; border-width: 2px;}}
.overview a.aspect {{display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); column-gap: .5rem;
  align-items: center; align-content: center; min-height: 24px; padding: .05rem 0; font-size: .82rem;
  line-height: 1.12; color: {INK}; text-decoration: none;}}
.overview a.aspect:hover .what {{text-decoration: underline;}}
.overview .since {{grid-column: 2; color: {MUTED}; font-size: .79rem;}}
.overview .since.fresh {{color: {INK}; font-weight: 600;}}
.overview .more {{display: none; color: {MUTED}; font-size: .79rem;}}
@media (min-width: 1000px) {{
  .overview {{grid-template-columns: minmax(0, 1fr) 15.2rem; grid-template-rows: repeat(4, auto) 1fr;}}
  .overview .cards {{grid-template-columns: repeat(3, minmax(0, 1fr));}}
  .overview .said {{grid-row: 1;}} .overview .targets {{grid-column: 1 / -1; grid-row: 2;}}
  .overview .board {{grid-column: 1; grid-row: 3 / 6;}}
  .overview .asked {{grid-column: 2; grid-row: 3;}} .overview .changed {{grid-column: 2; grid-row: 4;}}
  .overview .missing {{grid-column: 2; grid-row: 5;}}
  .overview .goal {{display: grid; grid-template-columns: 9.2rem minmax(0, 1fr); column-gap: .7rem;}}
  .overview a.aspect {{grid-template-columns: 5.6rem minmax(0, 1fr) 10.9rem;}}
  .overview .since {{grid-column: 3; grid-row: 1;}}
}}
@media (min-width: 1800px) {{
  .overview {{row-gap: .9rem; grid-template-columns: minmax(0, 1fr) 18rem; zoom: 1.2;}}
  .overview .goal {{grid-template-columns: 11.5rem minmax(0, 1fr);}}
  .overview a.aspect {{grid-template-columns: 5.6rem minmax(0, 1fr) 10.9rem 14.5rem;}}
  .overview .more {{display: inline;}} .overview .aspect {{min-height: 28px;}}
}}
"""

# One aspect on one screen.
ONE = f"""
.one {{display: grid; grid-template-columns: minmax(0, 1fr); gap: .5rem 2.2rem; font-size: .9rem;
  line-height: 1.3;}}
.one a {{color: {ACCENT};}} .one .ways {{font-size: .85rem;}}
.one h2 {{font-size: 1.25rem !important; padding: .1rem 0 !important;}}
.one h3 {{font-size: .95rem !important; padding: .2rem 0 .1rem 0 !important;}}
.one h3 small {{font-weight: 400; font-size: .84rem; margin-left: .5rem;}}
.one dl.why {{padding: 0; margin: 0; font-size: .9rem; display: grid;
  grid-template-columns: 8.2rem minmax(0, 1fr); gap: .15rem .6rem;
  align-content: start;}}
.one dt, .one dd {{margin: 0; padding: 0; font-size: .9rem;}} .one dt {{color: {MUTED};}}
.one ul {{margin: 0 0 .3rem 0; padding-left: 1.1rem;}} .one li {{margin: 0 0 .1rem 0; font-size: .9rem;}}
.one .strip {{display: flex; flex-wrap: wrap; gap: 2px; margin: .1rem 0 .4rem 0;}}
.one .strip span {{flex: 0 0 2.55rem; text-align: center; border-radius: .15rem; padding: .05rem 0;
  border: 1px solid transparent;}}
.one .strip small {{display: block; font-size: .66rem; white-space: nowrap;}}
.one .strip .is-unjudged {{border-color: {MUTED};}}
.one table.spans {{border-collapse: collapse; font-size: .84rem; width: 100%;}}
.one .spans th {{text-align: left; font-weight: 600; color: {MUTED}; border-bottom: 1px solid #c5cad1;}}
.one .spans th, .one .spans td {{padding: .08rem .8rem .08rem 0; vertical-align: top;}}
.one .spans td {{border-bottom: 1px solid {LIGHT};}}
.one .spans td:nth-child(-n + 2) {{white-space: nowrap;}}
@media (min-width: 1000px) {{
  .one {{grid-template-columns: minmax(0, 14fr) minmax(0, 9fr);}}
  .one .top, .one .course {{grid-column: 1 / -1;}}
}}
/* One screen on a desk, however long the texts are: the history scrolls within. */
@media screen and (min-width: 1000px) {{
  .one .course .grid-scroll {{max-height: 9.6rem; overflow-y: auto;}}
  .one .spans tr:first-child th {{position: sticky; top: 0; background: #fff;}}
}}
"""
STRIP = "\n".join(
    f".one .strip .is-{s} {{background: {c}; color: {STATUS_TEXT[s]};}}" for s, c in STATUS_COLOUR.items()
)

CELLS = "\n".join(
    f"table.status td.is-{s} {{background-color: {c}; color: {STATUS_TEXT[s]};}}"
    for s, c in STATUS_COLOUR.items()
)
# Small multiples: the better, the higher; months without a judgement stay empty.
LEVELS = ".multiples i.is-None {visibility: hidden;}\n" + "\n".join(
    f".multiples i.is-{s} {{margin-top: {level * 0.42}rem; background: {STATUS_COLOUR[s]}; border-color: "
    f"{MUTED if s == 'unjudged' else STATUS_COLOUR[s]};}}"
    for level, s in enumerate(("green", "orange", "unjudged", "red"))
)
# A page on paper: no ways to go or to choose, its title with month and moment, figures as wide as the sheet
# (`--paper` is worked out when one prints, `show.DUTCH`).
PAPER = """
.paper {display: none;}
@page {size: A4 portrait; margin: 14mm 12mm 15mm 12mm;
  @bottom-right {content: counter(page) " van " counter(pages); font: 9pt sans-serif; color: #5a6270;}
  @bottom-left {content: "Implementatiemonitor"; font: 9pt sans-serif; color: #5a6270;}}
@media print {
  html, body {background: #fff !important; print-color-adjust: exact; -webkit-print-color-adjust: exact;}
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stStatusWidget"], [data-testid="stSidebarCollapsedControl"],
  [data-testid="stSkipToContent"], [data-testid="stElementToolbar"], [data-testid="stSelectbox"],
  [data-testid="stMultiSelect"], [data-testid="stButton"], [data-testid="stDownloadButton"],
  [data-testid="stLinkButton"], [data-testid="stPageLink"], [data-testid="stPopover"],
  [data-testid="stButtonGroup"], [data-testid="stNumberInput"], [data-testid="stFileUploader"],
  [data-testid="stForm"], [data-testid="stTextInput"], [data-testid="stDateInput"],
  [data-testid="stExpander"]:has(details:not([open])),
  .take > button, .ways, .samples, [class*="st-key-download-"], [class*="st-key-terzijde"] {
    display: none !important;}
  .paper {display: block; font-size: .95rem; color: #5a6270; margin: 0 0 .4rem 0;}
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"], [data-testid="stMainBlockContainer"] {
    position: static !important; display: block !important; overflow: visible !important;
    height: auto !important; width: auto !important; min-width: 0 !important;}
  .block-container {padding: 0 !important; max-width: none !important; zoom: var(--paper, .7);}
  .grid-scroll, .one .course .grid-scroll {overflow: visible; max-height: none;}
  .grid-scroll.late, .grid-scroll.late > table {direction: ltr;}
  [data-testid="stVerticalBlock"] {display: block !important;}
  [data-testid="stHorizontalBlock"] {display: flex !important; flex-wrap: nowrap !important;}
  [data-testid="stColumn"] {min-width: 0 !important;}
  [data-testid="stElementContainer"] {margin-bottom: .6rem;}
  h1, h2, h3, .reading, [data-testid="stElementContainer"]:has(.reading:last-child) {
    break-after: avoid; break-inside: avoid;}
  .overview .cards {grid-template-columns: repeat(3, minmax(0, 1fr));}
  .overview {gap: .3rem 1.6rem;}
  [data-testid="stPlotlyChart"], tr, .card, .goal, .multiples > div, .point {break-inside: avoid;}
  a {color: inherit !important; text-decoration: none !important;}
}
"""
CSS = f"""<style>
.block-container {{padding-top: 1.6rem; padding-bottom: 2rem; max-width: 1280px;}}
@media (max-width: 640px) {{.block-container {{padding-top: 4rem;}}}}
.block-container:has(.overview) {{max-width: 1800px; padding-bottom: .5rem;}}
@media (min-width: 800px) {{.block-container {{padding-left: 2.2rem; padding-right: 2.2rem;}}}}
h1 {{font-size: 1.7rem !important; padding: 0 0 .3rem 0 !important;}}
h2 {{font-size: 1.2rem !important; padding: .6rem 0 .2rem 0 !important;}}
h3 {{font-size: 1.02rem !important; padding: .3rem 0 .1rem 0 !important;}}
[data-testid="stHtml"] h2, [data-testid="stHtml"] h3 {{margin: 0;}}
h3.lines {{font-weight: 600; margin: 0;}}
.reading {{font-size: 1.02rem; font-weight: 600; margin: .4rem 0 .1rem 0; color: {INK};}}
.badge {{display: inline-block; padding: .05rem .5rem; border-radius: .25rem; font-size: .85rem;
  white-space: nowrap; border: 1px solid {MUTED};}}
.quiet {{color: {MUTED}; font-size: .88rem;}}
.state {{font-size: .88rem; line-height: 1.35; color: {INK}; margin-bottom: .3rem;}}
.state a {{color: {ACCENT};}}
.state b {{border: 1px solid {MUTED}; border-radius: .25rem; padding: .02rem .4rem; font-weight: 600;}}
.answer {{font-size: .88rem; border-left: 3px solid {ACCENT}; padding-left: .4rem;}}
table.status th small {{display: block; font-weight: 400; font-size: .66rem; color: {MUTED};}}
.moved {{margin: .12rem 0 .45rem 0; font-size: .93rem; line-height: 1.45;}}
.moved a {{color: {ACCENT};}}
.stPlotlyChart .nsewdrag {{cursor: default;}}
.take {{display: flex; flex-wrap: wrap; gap: 0 .45rem; font-size: .85rem; margin-bottom: .5rem;}}
.take:not(:last-child) {{margin-bottom: 1.5rem;}}
.take button {{border: 0; background: none; padding: .1rem 0; min-height: 1.5rem; color: {ACCENT};
  font: inherit; cursor: pointer; text-decoration: underline; text-underline-offset: .15em;}}
.take button + button::before {{content: "·"; display: inline-block; margin-right: .45rem; color: {MUTED};}}
.take button[aria-expanded=true] {{font-weight: 600;}}
.take .tabled {{display: none; flex-basis: 100%; margin-top: .3rem; max-width: 100%;}}
.take button[aria-expanded=true] ~ .tabled {{display: block;}}
[class*="st-key-download-"], [class*="st-key-terzijde"], [class*="st-key-tabel-"] summary {{display: none;}}
[class*="st-key-tabel-"] details {{border: 0;}}
[class*="st-key-tabel-"]:has(details:not([open])) {{display: none;}}
[data-testid="stButtonGroup"] [role="radiogroup"] {{flex-wrap: wrap; overflow: visible;}}
:focus-visible:not(input):not(textarea) {{outline: 3px solid {ACCENT} !important; outline-offset: 2px;}}
.samples {{background: #eef3f9; border-left: 4px solid {ACCENT}; padding: .35rem .8rem; font-size: .9rem;
  margin-bottom: .4rem;}}

.grid-scroll {{overflow-x: auto; max-width: 100%;}}
.grid-scroll.late {{direction: rtl;}} .grid-scroll.late > table {{direction: ltr;}}
table.plain {{border-collapse: collapse; font-size: .86rem; min-width: min(100%, 26rem);}}
table.plain th {{text-align: left; font-weight: 600; color: {MUTED}; border-bottom: 1px solid #c5cad1;
  padding: .25rem 1.4rem .25rem 0; vertical-align: bottom;}}
table.plain td {{border-bottom: 1px solid {LIGHT}; padding: .25rem 1.4rem .25rem 0; vertical-align: top;
  line-height: 1.3;}}
table.plain tr.asked td:first-child {{border-left: 4px solid {ACCENT}; padding-left: .5rem;
  font-weight: 600;}}
table.plain tr.asked td:first-child::before {{content: "▸ ";}}
table.plain td.short {{white-space: nowrap;}}
table.plain th.figure, table.plain td.figure {{text-align: right; white-space: nowrap;}}
table.status {{border-collapse: separate; border-spacing: 2px; font-size: .78rem; width: 100%;}}
table.status th {{font-weight: 600; text-align: left; white-space: nowrap; padding: .1rem .3rem;
  color: {INK};}}
table.status th.row {{position: sticky; left: 0; background: #fff; max-width: 20rem; min-width: 13rem;
  white-space: normal; font-weight: 400; line-height: 1.2;}}
table.status th.head {{font-weight: 600; z-index: 1;}}
table.status td {{text-align: center; padding: .2rem .15rem; border-radius: .2rem; white-space: nowrap;
  min-width: 3.7rem;}}
table.status th.row a {{color: {INK};
  text-decoration: none;}} table.status th.row a:hover {{text-decoration: underline;}}
table.status tr.goal th {{padding-top: .45rem;}} table.status tr.goal span {{position: sticky; left: .3rem;}}
table.status td.now, table.status th.now {{outline: 2px solid {ACCENT};}}
table.status td.is-unjudged {{border: 1.5px solid {MUTED};}}
table.status td.carried {{border: 4px solid {INK};
  border-image: repeating-linear-gradient(135deg, {INK} 0 2px, #fff 2px 6px) 4;}}
table.status td.late {{border-left: 3px solid {INK};}}
{CELLS}
table.status td.there {{background: #dfe8f2;}} table.status td.after {{background: {SOFT};}}
table.status td.missing {{background: #fff; border: 2px solid {INK};
  font-weight: 600;}} table.status td.unasked {{background: #f0f1f3; color: {MUTED};}}
.multiples {{display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .4rem 1.2rem;}}
.multiples > div {{display: grid; grid-template-columns: 1fr auto; align-items: center; column-gap: .4rem;}}
.multiples a {{grid-column: 1 / 3; font-size: .78rem; line-height: 1.2; color: {INK}; text-decoration: none;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis;}}
.multiples a:hover {{text-decoration: underline;}}
.multiples .steps {{display: flex; gap: 1px; height: 1.8rem; border-bottom: 1px solid {LIGHT};}}
.multiples .ends {{grid-column: 1; display: flex; justify-content: space-between; color: {MUTED};
  font-size: .7rem;}}
.ways {{font-size: .88rem;}} .ways a {{color: {ACCENT};}}
.compared {{display: grid; grid-template-columns: repeat(auto-fit, minmax(min(25rem, 100%), 1fr));
  gap: .4rem 2.2rem; font-size: .9rem; line-height: 1.55;}}
.compared a {{color: {ACCENT};}} .compared .all {{grid-column: 1 / -1;}}
.compared h3 {{padding: .2rem 0 .1rem 0 !important;}}
.compared .badge {{font-size: .78rem; padding: 0 .35rem;}}
.multiples i {{flex: 1 1 0; height: .42rem; border: 1px solid;}}
{LEVELS}
ul.told {{margin: 0 0 .4rem 0; padding-left: 1.1rem; font-size: .9rem;}}
.excerpt {{overflow-x: auto; font-size: .8rem;}}
.excerpt table {{border-collapse: collapse;}} .excerpt caption {{text-align: left; white-space: nowrap;}}
.excerpt th, .excerpt td {{border: 1px solid #d5d9de; padding: .15rem .4rem; text-align: left;
  white-space: nowrap; max-width: 18rem; overflow: hidden; text-overflow: ellipsis;}}
.excerpt th {{background: #f4f5f7; font-weight: 600;}}
.excerpt td.marked {{background: #f7dcdc; outline: 2px solid {STATUS_COLOUR["red"]}; outline-offset: -2px;
  font-weight: 600;}}
/* The marked cells and their headings stay in view, however wide the sheet is. */
.excerpt td.marked, .excerpt th.marked {{position: sticky; left: 0; right: 0; z-index: 1;}}

{OVERVIEW}{ONE}{STRIP}
/* Read from the back of a room. */
.point h2 {{font-size: 1.6rem !important; line-height: 1.25; padding: .1rem 0 .4rem 0 !important;}}
.point ul {{list-style: none; padding: 0; margin: 0 0 .5rem 0;}}
.point li {{font-size: 1.15rem; line-height: 1.4; margin: 0 0 .25rem 0; padding-left: 1.5rem;
  text-indent: -1.5rem;}}
.point li b {{display: inline-block; width: 1.5rem; text-indent: 0;}} .point .is-none b {{color: {MUTED};}}
.point .is-false b {{color: {STATUS_COLOUR["red"]};}}
.point .aspect {{font-size: 1.05rem;}} .point a {{color: {ACCENT};}}
.point .answer {{font-size: 1.1rem; margin-bottom: .3rem;}}
b.said {{font-weight: 600;}} kbd {{color: {MUTED} !important; opacity: 1 !important;}}

[data-testid="stSidebar"] {{width: 232px !important; min-width: 0 !important;}}
[data-testid="stSidebarHeader"] {{height: 1.6rem; min-height: 0; padding: 0; margin: 0;}}
[data-testid="stSidebarNavItems"] {{padding-top: 1rem; gap: 0;}}
[data-testid="stSidebarNavLink"] {{padding-top: .05rem; padding-bottom: .05rem; min-height: 1.6rem;
  margin: 0; align-items: center;}}
[data-testid="stSidebarNavLink"] p {{font-size: .92rem; line-height: 1.2rem; padding: 0; margin: 0;}}
[data-testid="stNavSectionHeader"] {{padding-top: .3rem; padding-bottom: 0; min-height: 0; margin: 0;}}
[data-testid="stSidebarNavSeparator"] {{margin: .3rem 0;}}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] {{padding: 0; background: none;}}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p {{color: {ACCENT}; text-decoration: underline;
  font-size: .9rem;}}
[data-testid="stElementToolbarButton"]:has([aria-label^="Download as CSV"]) {{display: none;}}
[data-testid="stMetric"] {{padding: .2rem 0;}} [data-testid="stMetricValue"] {{font-size: 1.55rem;}}

@media (max-width: 700px) {{
  [data-testid="stHorizontalBlock"]:has(.st-key-maand) {{gap: .5rem;}}
  [data-testid="stHorizontalBlock"]:has(.st-key-maand) > :nth-child(n + 2) {{
    min-width: calc(50% - .5rem) !important; flex: 1 1 calc(50% - .5rem) !important;}}
  table.status th.row {{min-width: 8.5rem; max-width: 8.5rem; font-size: .74rem;}}
  [data-testid="stHorizontalBlock"]:has([data-testid="stMetricChart"]) > div {{
    min-width: calc(50% - 1rem) !important; flex: 1 1 calc(50% - 1rem) !important;}}
  table.plain.wide, table.plain.wide tbody, table.plain.wide tr {{display: block; min-width: 0;}}
  table.plain.wide tr:first-child {{display: none;}}
  table.plain.wide tr {{border-bottom: 1px solid #c5cad1; padding: .35rem 0;}}
  table.plain.wide td, table.plain.wide td.short, table.plain.wide td.figure {{display: grid;
    grid-template-columns: 9.5rem 1fr; column-gap: .5rem; text-align: left; white-space: normal; border: 0;
      padding: .08rem 0;}}
  table.plain.wide td::before {{content: attr(data-label); color: {MUTED};}}
  table.plain.wide tr.asked td:first-child::before {{content: "▸ " attr(data-label);}}
  table.plain.wide td.none {{display: none;}}
  table.plain td {{padding-right: .7rem;}} table.plain th {{padding-right: .7rem;}}
}}
{PAPER}
</style>"""


def badge(status: str, word: str) -> str:
    """A status as colour, sign and word, for `st.html`."""
    return (
        '<span class="badge" '
        f'style="background:{STATUS_COLOUR[status]};color:{STATUS_TEXT[status]}">{STATUS_SIGN[status]} '
        f"{word}</span>"
    )
