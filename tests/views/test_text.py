"""Text of people is shown as it was written: in Markdown, in HTML, in a figure.

And every place that shows it does so.
"""

import ast
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from wkb_views.text import inert, plain, safe_html

TOP = Path(__file__).parents[2]
# What Streamlit reads as Markdown in its first argument or its label.
MARKDOWN = {
    "button",
    "caption",
    "checkbox",
    "download_button",
    "error",
    "expander",
    "form_submit_button",
    "header",
    "info",
    "markdown",
    "metric",
    "multiselect",
    "page_link",
    "popover",
    "radio",
    "selectbox",
    "spinner",
    "subheader",
    "success",
    "text_input",
    "title",
    "toast",
    "toggle",
    "warning",
    "write",
}
# What gives words of our own, made of numbers, months and the plan.
OURS = {"plain", "safe_text", "plural", "number", "month_name", "day_name", "len"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**vet** en _schuin_", r"\*\*vet\*\* en \_schuin\_"),
        ("[klik](http://elders)", "\\[klik\\](http\\:\u2060//elders)"),
        (":red[rood] :material/home:", r"\:red\[rood\] \:material/home\:"),
        ("$x^2$ & <b>", r"\$x^2\$ \& \<b\>"),
        ("# kop\n- lijst", r"\# kop - lijst"),
        ("- lijst", r"\- lijst"),
        ("1. eerste", r"1\. eerste"),
        ("www.elders.nl", "www\u2060.elders.nl"),
        ("a\u202eb\u200bc", "a b c"),
    ],
)
def test_nothing_in_a_text_is_markdown(written, shown):
    assert plain(written) == shown


def test_nothing_in_a_text_is_html_or_leaves_an_attribute():
    assert safe_html('<img src=x onerror="a">\'') == "&lt;img src=x onerror=&quot;a&quot;&gt;&#x27;"


def test_no_label_of_a_figure_is_markup_and_a_line_break_is_ours_alone():
    fig = go.Figure()
    fig.add_bar(x=np.array(["<a href='x'>A</a>", "B & C"], dtype=object), y=[1, 2], text=["a<br>b", "c\nd"])
    fig.add_annotation(text="<b>vet</b>", x=0, y=0)
    made = inert(fig.to_dict())
    assert made["data"][0]["x"] == ["&lt;a href='x'&gt;A&lt;/a&gt;", "B &amp; C"]
    assert made["data"][0]["text"] == ["a&lt;br&gt;b", "c<br>d"]
    assert made["layout"]["annotations"][0]["text"] == "&lt;b&gt;vet&lt;/b&gt;"


def _safe(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return _safe(node.body) and _safe(node.orelse)
    if isinstance(node, ast.BinOp):
        return _safe(node.left) and _safe(node.right)
    if isinstance(node, ast.JoinedStr):
        return all(_safe(v.value) if isinstance(v, ast.FormattedValue) else True for v in node.values)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in OURS


def _shown(tree: ast.AST):
    """(line, expression) of every text given to something that reads Markdown, also through `partial`."""
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        name, given = getattr(call.func, "attr", ""), call.args
        if getattr(call.func, "id", "") == "partial" and given and isinstance(given[0], ast.Attribute):
            name, given = (
                (given[0].attr, given[1:]) if getattr(given[0].value, "id", "") == "st" else ("", [])
            )
        elif getattr(getattr(call.func, "value", None), "id", "") in (
            "show",
            "tables",
            "findings",
            "uploads",
        ):
            continue
        if name in MARKDOWN:
            texts = [*given[:1], *(k.value for k in call.keywords if k.arg in ("label", "help", "body"))]
            if name == "page_link":
                texts = texts[1:]
            yield from ((t.lineno, t) for t in texts if not isinstance(t, ast.Starred))


@pytest.mark.parametrize(
    "path",
    sorted([*TOP.glob("pages/*.py"), *TOP.glob("wkb_views/*.py"), TOP / "app.py"]),
    ids=lambda p: p.name,
)
def test_whatever_reads_markdown_is_given_plain_text(path):
    found = [
        f"{path.name}:{line}" for line, text in _shown(ast.parse(path.read_text("utf-8"))) if not _safe(text)
    ]
    assert not found
