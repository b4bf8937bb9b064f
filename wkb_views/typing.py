"""A field to type in that saves itself while one types.

Streamlit's own text area tells what was typed only when it is left; this one tells it a moment after the last
key, so that what was written down in a meeting is kept when the browser dies. It shows when it was kept, and
says so when it could not be. The script stands here; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wkb_data.clock import here, stamp
from wkb_data.exports import cell_text

# So many characters fit; the browser takes no more.
LONGEST = 4000
HTML = """<label><span class="label"></span><textarea rows="1"></textarea></label>
<span class="kept" role="status"></span>"""
CSS = """
label {display: block; font-family: var(--st-font); color: var(--st-text-color);}
.label {display: block; font-size: 1rem; margin-bottom: .2rem;}
textarea {box-sizing: border-box; width: 100%; font: inherit; font-size: 1.15rem; line-height: 1.4;
  padding: .45rem .6rem; border: 1px solid #7d8590; border-radius: .3rem; resize: vertical;
  color: inherit; background: var(--st-background-color); field-sizing: content; min-height: 2.5rem;}
textarea:focus {outline: 3px solid #154273; outline-offset: 1px;}
.kept {font: .85rem/1.3 var(--st-font); color: #5a6270; display: block; min-height: 1.3em;}
.kept.lost {color: #9b1c1c; font-weight: 600;}
"""
JS = """
export default function({ parentElement, data, setStateValue }) {
  const area = parentElement.querySelector("textarea"), kept = parentElement.querySelector(".kept");
  // The browser may show another field in the place of this one: what was typed goes to its own field first.
  if (parentElement.wkb?.key !== data.key) {
    parentElement.wkb?.send();
    clearTimeout(parentElement.wkb?.late);
    parentElement.wkb = { key: data.key, waiting: false, sent: null, text: null, timer: 0, late: 0 };
    kept.textContent = "";
  }
  const own = parentElement.wkb;
  const tell = (text, lost) => { kept.textContent = text; kept.classList.toggle("lost", !!lost); };
  const lost = () => {
    own.held = null;
    tell("Nog niet bewaard: er is geen verbinding met de monitor.", true);
  };
  const send = () => {
    clearTimeout(own.timer);
    if (!own.waiting || (own.sent && area.value === own.text)) return;
    own.text = area.value;
    own.sent = `${Date.now()} ${Math.random()}`;
    setStateValue("typed", { text: own.text, sent: own.sent });
    clearTimeout(own.late);
    own.late = setTimeout(lost, 6000);
  };
  own.send = send;
  parentElement.querySelector(".label").textContent = data.label;
  area.maxLength = data.longest;
  if (!own.waiting) {
    area.value = data.value;
  } else if (own.sent && own.sent === data.heard) {
    clearTimeout(own.late);
    own.sent = null;
    if (area.value === own.text) {
      own.waiting = !!data.error;
      if (!own.waiting && area.getRootNode().activeElement !== area) area.value = data.value;
      tell(data.error || data.at, data.error);
      if (own.held && !data.error) own.held();
      own.held = null;
    }
  }
  area.oninput = () => {
    own.waiting = true;
    tell("");
    clearTimeout(own.timer);
    own.timer = setTimeout(send, 500);
    // A click may take the field or the page away, and what was typed with it; and Streamlit sends what was
    // typed after the click, asking for this page again, which undoes a click on another. So the click waits
    // until it is kept; a second one does not.
    document.removeEventListener("click", own.before, true);
    own.before = event => {
      own.send();
      if (!own.waiting) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const again = new event.constructor(event.type, event), target = event.composedPath()[0];
      own.held = () => target.dispatchEvent(again);
    };
    document.addEventListener("click", own.before, {capture: true, once: true});
  };
  // What was kept may be written otherwise than it was typed: a day is.
  area.onblur = () => { send(); if (!own.waiting) area.value = data.value; };
  area.onkeydown = event => {
    event.stopPropagation();
    if (event.key === "Escape") area.blur();
    if (!["PageUp", "PageDown"].includes(event.key)) return;
    // To the point before or after, also from within a text: the key is for the page, once the text is kept.
    event.preventDefault();
    const { key, code } = event, press = kind => new KeyboardEvent(kind, { key, code, bubbles: true });
    const turn = () => {
      area.blur();
      for (const kind of ["keydown", "keyup"]) document.body.dispatchEvent(press(kind));
    };
    own.send();
    if (own.waiting) own.held = turn; else turn();
  };
  return () => { send(); clearTimeout(own.late); };
}
"""
_FIELD = st.components.v2.component("wkb_veld", html=HTML, css=CSS, js=JS)


def field(label: str, key: str, value: str, save: Callable[[str], str]) -> None:
    """A field filled with `value`. `save` is given what was typed each time that it is another, and gives in
    Dutch why it could not be kept; nothing when it was.
    """
    told = f"{key} bewaard"

    def changed() -> None:
        typed = st.session_state[key].get("typed")
        if typed:
            error = save(cell_text(f"{typed['text']}")[:LONGEST])
            at = f"bewaard om {here(stamp()):%H:%M:%S}"
            st.session_state[told] = {"heard": typed["sent"], "error": error, "at": at}

    data = {"key": key, "label": label, "value": value, "longest": LONGEST} | st.session_state.get(told, {})
    _FIELD(key=key, data=data, on_typed_change=changed)
