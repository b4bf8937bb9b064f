"""All papers of a month: file name -> bytes. The same facts and plan give the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from wkb_data.standing import Standing
from wkb_reports.factbook import book
from wkb_reports.material import Material
from wkb_reports.meeting_paper import paper
from wkb_reports.report import report
from wkb_reports.slides import presentation

PAPERS: dict[str, tuple[str, Callable[[Material], bytes]]] = {
    "presentatie.pptx": ("Presentatie voor de vergadering", presentation),
    "vergaderstuk.docx": ("Vergaderstuk met agenda en bijlagen", paper),
    "rapportage.docx": ("Rapportage van twee bladzijden", report),
    "feitenboek.xlsx": ("Feitenboek met alle cijfers en tabellen", book),
}


def papers(on: Standing, progress: Callable[[float], None] = lambda _share: None) -> dict[str, bytes]:
    """Makes the papers of a month of which something is known."""
    of, made = Material(on), {}
    for name, (_, make) in PAPERS.items():
        made[name] = make(of)
        progress(len(made) / len(PAPERS))
    return made
