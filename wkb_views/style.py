"""Colours, signs and the one Plotly template; set here and nowhere else."""

from __future__ import annotations

import plotly.graph_objects as go

INK, GREY, LIGHT, ACCENT = "#1b1f24", "#7d8590", "#e6e8eb", "#154273"
STATUS_COLOUR = {"green": "#2a9d78", "orange": "#f4a300", "red": "#9b1c1c", "unjudged": "#ffffff"}
STATUS_TEXT = {"green": "#1a1a1a", "orange": "#1a1a1a", "red": "#ffffff", "unjudged": "#59606a"}
STATUS_SIGN = {"green": "✓", "orange": "→", "red": "!", "unjudged": "○"}
CATEGORY_COLOURS = ("#4477aa", "#ee6677", "#228833", "#aa8c2c", "#66ccee", "#aa3377", "#7d8590", "#154273")

TEMPLATE = go.layout.Template(
    layout=go.Layout(
        font={"family": "system-ui, sans-serif", "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"showgrid": False, "zeroline": False, "linecolor": LIGHT, "automargin": True, "fixedrange": True},
        yaxis={"gridcolor": LIGHT, "zeroline": False, "automargin": True, "fixedrange": True},
        showlegend=False,
        hovermode=False,
        separators=",.",
    )
)

CSS = f"""<style>
.block-container {{padding-top: 2.6rem; padding-bottom: 2rem; max-width: 1280px;}}
h1 {{font-size: 1.7rem !important; padding: 0 0 .3rem 0 !important;}}
h2 {{font-size: 1.2rem !important; padding: .6rem 0 .2rem 0 !important;}}
h3 {{font-size: 1.02rem !important; padding: .3rem 0 .1rem 0 !important;}}
.grid-scroll {{overflow-x: auto; max-width: 100%;}}
table.plain {{border-collapse: collapse; font-size: .86rem; min-width: min(100%, 26rem);}}
table.plain th {{text-align: left; font-weight: 600; color: #59606a; border-bottom: 1px solid #c5cad1; padding: .25rem 1.4rem .25rem 0; vertical-align: bottom;}}
table.plain th.figure {{text-align: right;}}
table.plain td {{border-bottom: 1px solid {LIGHT}; padding: .25rem 1.4rem .25rem 0; vertical-align: top; line-height: 1.3;}}
table.plain td.short {{white-space: nowrap;}}
table.plain td.figure {{text-align: right; white-space: nowrap;}}
h3.lines {{font-weight: 600; margin: 0;}}
.reading {{font-size: 1.02rem; font-weight: 600; margin: .4rem 0 .1rem 0; color: {INK};}}
.badge {{display: inline-block; padding: .05rem .5rem; border-radius: .25rem; font-size: .85rem; white-space: nowrap; border: 1px solid #59606a;}}
.quiet {{color: #59606a; font-size: .88rem;}}
.moved {{margin: .12rem 0 .45rem 0; font-size: .93rem; line-height: 1.45;}}
.samples {{background: #eef3f9; border-left: 4px solid {ACCENT}; padding: .35rem .8rem; font-size: .9rem; margin-bottom: .4rem;}}
[data-testid="stSidebarNavLink"] {{padding-top: .05rem; padding-bottom: .05rem; min-height: 1.5rem; margin: 0;}}
[data-testid="stSidebarNavLink"] p {{font-size: .92rem; line-height: 1.2rem; padding: .1rem 0; margin: 0;}}
[data-testid="stSidebarNavItems"] {{padding-top: 1rem; gap: 0;}}
[data-testid="stNavSectionHeader"] {{padding-top: .3rem; padding-bottom: 0; min-height: 0; margin: 0;}}
[data-testid="stSidebarNavSeparator"] {{margin: .3rem 0;}}
[data-testid="stSidebarHeader"] {{height: 1.6rem; min-height: 0; padding: 0; margin: 0;}}
[data-testid="stSidebar"] {{width: 232px !important; min-width: 0 !important;}}
[data-testid="stFileUploaderDropzone"] button p {{font-size: 0;}}
[data-testid="stFileUploaderDropzone"] button p::after {{content: "Kies bestanden"; font-size: .95rem;}}
@media (min-width: 800px) {{.block-container {{padding-left: 2.2rem; padding-right: 2.2rem;}}}}
[data-testid="stMetricValue"] {{font-size: 1.55rem;}}
[data-testid="stMetric"] {{padding: .2rem 0;}}
[data-testid="stFileUploaderDropzoneInstructions"] span:first-child {{font-size: 0;}}
[data-testid="stFileUploaderDropzoneInstructions"] span:first-child::after {{content: "Sleep werkmappen hierheen"; font-size: 1rem;}}
</style>"""


def badge(status: str, word: str) -> str:
    """A status as colour, sign and word, for `st.html`."""
    return f'<span class="badge" style="background:{STATUS_COLOUR[status]};color:{STATUS_TEXT[status]}">{STATUS_SIGN[status]} {word}</span>'
