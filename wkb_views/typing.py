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

# So many characters fit; the browser takes no more, but where others wrote in the same field.
LONGEST, MOST = 4000, 40_000
HTML = """<label><span class="label">Invulveld</span><textarea rows="1"></textarea></label>
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
    // `base` is what was known to be kept: another who types in the same field meanwhile loses nothing by us.
    parentElement.wkb = {
      key: data.key, waiting: false, base: data.value, text: null, begun: 0, timer: 0, late: 0,
      by: `${Date.now()} ${Math.random()}`, sent: 0, heard: 0,
    };
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
    own.begun = 0;
    if (!own.waiting || (own.sent > own.heard && area.value === own.text)) return;
    own.text = area.value;
    own.sent += 1;
    setStateValue("typed", { text: own.text, base: own.base, by: own.by, sent: own.sent, heard: own.heard });
    own.late ||= setTimeout(lost, 6000);
  };
  own.send = send;
  parentElement.querySelector(".label").textContent = data.label;
  area.maxLength = data.longest;
  const show = () => {
    const [from, to] = [area.selectionStart, area.selectionEnd];
    // What another wrote meanwhile stands before what was typed here, or after it.
    const before = data.value.endsWith(area.value) ? data.value.length - area.value.length : 0;
    own.base = area.value = data.value;
    if (area.matches(":focus")) area.setSelectionRange(before + from, before + to);
  };
  if (!own.waiting) {
    show();
  } else if (data.by === own.by && data.heard > own.heard) {
    own.heard = data.heard;
    clearTimeout(own.late);
    own.late = own.sent > own.heard ? setTimeout(lost, 6000) : 0;
    own.base = data.base;
    if (own.sent === own.heard && area.value === own.text) {
      own.waiting = !!data.error;
      if (!own.waiting && !(data.whole && area.matches(":focus"))) show();
      tell(data.error || data.at, data.error);
      if (own.held && !data.error) own.held();
      own.held = null;
    }
  }
  area.oninput = () => {
    own.waiting = true;
    tell("");
    clearTimeout(own.timer);
    // Half a second after the last key, and each second of one who goes on typing.
    own.begun ||= Date.now();
    own.timer = setTimeout(send, Math.max(0, Math.min(500, own.begun + 1000 - Date.now())));
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
  area.onblur = () => { send(); if (!own.waiting) show(); };
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


def field(label: str, key: str, value: str, save: Callable[[str, str], str], whole: bool = False) -> None:
    """A field filled with `value`. `save` is given what was typed each time that it is another, and what the
    one who typed it knew to be kept before; it gives in Dutch why it could not be kept, nothing when it was.
    `whole`: what is kept is written anew, and shows so when the field is left.
    """
    told = f"{key} bewaard"

    def changed() -> None:
        typed = st.session_state[key].get("typed")
        if typed:
            last = st.session_state.get(told, {})
            text, base = (cell_text(f"{typed[n]}")[:MOST] for n in ("text", "base"))
            if last.get("by") == typed["by"] and last["heard"] > typed["heard"]:
                base = last["base"]  # sent before the browser heard that the text before this one was kept
            error = save(text, base)
            st.session_state[told] = {
                "by": typed["by"],
                "heard": typed["sent"],
                "base": base if error else text,
                "error": error,
                "at": f"bewaard om {here(stamp()):%H:%M:%S}",
            }

    own = {"key": key, "label": label, "value": value, "longest": LONGEST, "whole": whole}
    data = own | st.session_state.get(told, {})
    _FIELD(key=key, data=data, on_typed_change=changed)
