"""Vergadering: what must be decided, point by point; what was decided; and the month that was closed."""

from wkb_views import held, meeting, show
from wkb_views.session import current
from wkb_words.words import moment_name

view = current()
show.title("Vergadering")
meeting.fault()
if view.month and view.closed_meeting():
    held.draw(view)
else:
    show.stop_when_empty(view)
    if view.known_at:
        show.note(
            f"Op {moment_name(view.known_at)} was deze vergadering nog niet gesloten; dit stond toen op de "
            "agenda."
        )
        show.draw(view, meeting.as_known)
    else:
        meeting.hold(view, view.agenda())
