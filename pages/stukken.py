"""Stukken: the papers of the meeting, and what happens between meetings."""

import pandas as pd
import streamlit as st

from wkb_reports.calendar import meeting_file
from wkb_reports.imprint import line
from wkb_reports.papers import PAPERS, papers
from wkb_reports.reminders import asked_of, missing, reminders, told
from wkb_views import show, tables
from wkb_views.session import View, current
from wkb_views.text import plain
from wkb_words.stages import in_short
from wkb_words.words import month_name, plural

MADE = "gemaakte stukken"


def _asked(view: View) -> None:
    """The button that makes the papers, and the papers as long as they are of what is shown."""
    if st.button("Maak de stukken", type="primary"):
        bar = st.progress(0.0, text="De stukken worden gemaakt")
        made = papers(view, lambda share: bar.progress(share, text="De stukken worden gemaakt"))
        bar.empty()
        st.session_state[MADE] = (view.key, view.month, made)
    key, month, made = st.session_state.get(MADE, (None, None, {}))
    if (key, month) != (view.key, view.month):
        return
    with st.container(horizontal=True):
        for name, content in made.items():
            title, file = PAPERS[name][0], f"{month} {name}"
            st.download_button(plain(title), content, file, key=f"stuk {name}", on_click="ignore")


def _between(view: View) -> None:
    """Who must deliver what before when, and a reminder for who did not."""
    month, late = asked_of(view), missing(view)
    name = month_name(month)
    if late:
        show.reading(f"{plural(len(late), 'groep leverde', 'groepen leverden')} over {name} nog niet.")
    else:
        show.reading(f"Over {name} leverde iedere groep volgens afspraak.")
    if month != view.month:
        show.note(f"De vergadering over {month_name(view.month)} is geweest; nu gaat het om die over {name}.")
    columns = ["Groep", "Register", "Levert over", "Uiterlijk"]
    tables.listed(
        pd.DataFrame(told(view), columns=columns), "Wie wat wanneer levert", f"leveren {view.month}"
    )


view = current()
show.title("Stukken")
show.stop_when_empty(view)
show.note(
    "Presentatie, vergaderstuk, rapportage en feitenboek van de gekozen maand, met de cijfers en zinnen van "
    "de pagina's. Het zijn concepten die u afmaakt."
)
show.note(line(view, in_short(view.since)))
_asked(view)
show.heading("Herinneringen")
show.draw(view, _between)
for mail in reminders(view):
    with st.expander(plain(f"Herinnering aan {mail.group}")):
        st.code(f"{mail.subject}\n\n{mail.text}", language=None, wrap_lines=True)
        st.link_button("Open als mail", mail.mailto)
show.heading("Vergadering in uw agenda")
st.download_button(
    "Download de vergadering (.ics)",
    meeting_file(view),
    f"vergadering {view.month}.ics",
    mime="text/calendar",
    on_click="ignore",
)
show.note("Outlook zet een bestand dat u twee keer opent, er twee keer in.")
