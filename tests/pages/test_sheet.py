"""A sheet is worked out once for what it hangs on, and reaches the page in as few elements as it can."""

import shutil

from streamlit.testing.v1 import AppTest

from tests.store.versions import another_version, run


def script():
    from types import SimpleNamespace

    import streamlit as st

    from wkb_views import sheet

    def body(view, town):
        st.session_state["worked out"] = st.session_state.get("worked out", 0) + 1
        sheet.heading("Kop")
        sheet.reading(town)
        left, right = sheet.columns(1, 2)
        with left:
            sheet.note("links")
            sheet.note("nog links")
        with right:
            sheet.note("rechts")
        sheet.put(lambda: st.info("tussendoor"))
        sheet.note("na")

    sheet.draw(
        SimpleNamespace(key=st.session_state.get("sleutel", "toen")),
        body,
        st.session_state.get("plaats", "Ede"),
    )


def test_texts_that_follow_each_other_are_one_element():
    app = AppTest.from_function(script).run()
    bodies = [e.proto.body for e in app.get("html")]
    assert bodies == [
        '<h2>Kop</h2><div class="reading">Ede</div>',
        '<div class="quiet">links</div><div class="quiet">nog links</div>',
        '<div class="quiet">rechts</div>',
        '<div class="quiet">na</div>',
    ]
    assert [c.weight for c in app.columns] == [1 / 3, 2 / 3]


def test_worked_out_again_only_when_what_it_hangs_on_differs():
    app = AppTest.from_function(script)
    app.session_state["sleutel"] = "begin"
    app.run()
    app.run()
    assert app.session_state["worked out"] == 1
    app.session_state["plaats"] = "Zwolle"
    app.run()
    assert app.session_state["worked out"] == 2 and "Zwolle" in app.get("html")[0].proto.body
    app.session_state["sleutel"] = "later"
    app.run()
    app.run()
    assert app.session_state["worked out"] == 3


EDITS = """
import os, sys
from pathlib import Path
from tests.pages.conftest import go, open_all, open_page, seen

top = Path(sys.argv[1])


NEW = ("Geleerde lessen", "wie ze meldde: samen", "Bereik", "Stuurgroep")


def edit(file, old, new):
    '''An edit whose file is no younger than it was; modules are forgotten, as Streamlit does on a change.'''
    path = top / file
    before, text = path.stat(), path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 10**9))
    ours = "wkb_views", "wkb_reports", "wkb_words", "wkb_data.measures"
    for name in [n for n in sys.modules if n.startswith(ours)]:
        del sys.modules[name]


def shown(app):
    page = seen(open_all(go(app, "knelpunten")))
    return " ".join(page.texts) + " ".join(t.to_csv() for t in page.tables)


app = open_page("knelpunten")
first = shown(app)
assert first == shown(app)
for file, old, new in (
    ("pages/knelpunten.py", "Leerervaringen en goede praktijken", "Geleerde lessen"),
    ("wkb_words/evidence.py", "return listed([", "return 'samen ' + listed(["),
    ("wkb_data/measures/bottlenecks.py", '"resolved": declared', '"reach": declared'),
    ("wkb_data/plan.toml", 'body = "Regiegroep"', 'body = "Stuurgroep"'),
):
    edit(file, old, new)
    page = shown(app)
    assert page != first, file
    print(file, *(new in page for new in NEW), sep=";")
    first = page
"""


def test_an_edit_anywhere_in_the_program_is_shown(sample_folder, tmp_path):
    top = another_version(tmp_path / "program")
    shutil.copytree(sample_folder, tmp_path / "var")
    done = run(top, tmp_path / "var", "-c", EDITS, str(top))
    assert done.returncode == 0, done.stderr[-3000:]
    assert [line.split(";")[1:] for line in done.stdout.splitlines()] == [
        ["True", "False", "False", "False"],
        ["True", "True", "False", "False"],
        ["True", "True", "True", "False"],
        ["True", "True", "True", "True"],
    ]
