"""A sheet is worked out once for what it hangs on, and reaches the page in as few elements as it can."""

from streamlit.testing.v1 import AppTest


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
