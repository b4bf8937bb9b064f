"""Volumeaanpak (3.2): the share of applications carried out as pilots, and who takes part."""

import pandas as pd

from wkb_data.measures import declared, pilots, summary
from wkb_data.municipalities import in_force
from wkb_views import figures, show, tables
from wkb_views.session import View, current
from wkb_words import readings
from wkb_words.words import counted, number, plural

VOLUME = {
    "Aanvragen": declared.APPLICATIONS,
    "Volumeprojecten": declared.VOLUME_PILOTS,
    "Aandeel maand": declared.VOLUME_SHARE_MONTH,
    "Aandeel totaal": declared.VOLUME_SHARE_TOTAL,
}


def _share(view: View) -> None:
    """The share of all applications, by month and in all."""
    plan, month = view.plan, view.month
    by_month, total = (
        summary.series(view.upto, m) for m in (declared.VOLUME_SHARE_MONTH, declared.VOLUME_SHARE_TOTAL)
    )
    taken, running = _counted(view), pilots.started_volume(view.table("pilots", "pilots"))
    told = ", zoals opgegeven bij de aanvragen" if taken != len(running) else ""
    carried = show.carried_text(view, "pilots", declared.VOLUME_SHARE_TOTAL)
    if total.empty:
        show.none_yet(view, "applications", "aanvragen")
        return
    show.figure(
        figures.volume_share(by_month, total, plan.volume_target),
        readings.volume(view),
        tables.by_month(summary.side_by_side(view.upto, VOLUME)),
        f"volumeaanpak {month}",
        carried,
        f"Teller: {counted(taken, 'volumeproject', 'volumeprojecten')}{told}.",
        readings.denominator(view),
        readings.no_applications(view),
    )


def _counted(view: View) -> float | None:
    """The volume projects that the share counts."""
    return summary.value(view.facts, declared.VOLUME_PILOTS_TOTAL, view.month)


def _two_counts(view: View, running: int) -> str:
    """Why the share counts other projects than the register of projects; nothing when they are the same."""
    counted = _counted(view)
    if counted is None or counted == running:
        return ""
    return (
        f"Waarom hier {number(running)} en in het aandeel {number(counted)}? Het zijn twee bronnen. "
        "Bij de aanvragen geven gemeenten per maand op hoeveel er als volumeproject liepen; in het register "
        "staat een project pas als het met naam is aangemeld en is gestart. Wat daar niet in staat, is wel "
        "geteld maar niet te volgen."
    )


def _running(view: View) -> None:
    """The volume projects that have started, by type and as a list; and why the share counts others."""
    show.heading("Gestarte volumeprojecten")
    running = pilots.started_volume(view.table("pilots", "pilots"))
    show.note(_two_counts(view, len(running)))
    if running.empty:
        show.reading("Nog geen enkel volumeproject is gestart volgens het register van projecten.")
    else:
        _by_type(view, running)


def _by_type(view: View, running: pd.DataFrame) -> None:
    """The volume projects that have started by type, and each of them."""
    plan, month = view.plan, view.month
    by_type = {c.short: int((running["category"] == c.name).sum()) for c in plan.categories}
    left, right = show.columns(2, 3)
    with left:
        show.figure(
            figures.bars(by_type, unit=("volumeproject", "volumeprojecten")),
            f"{plural(len(running), 'volumeproject', 'volumeprojecten')} gestart volgens het register van "
            "projecten, naar type.",
            pd.DataFrame(by_type.items(), columns=["Type", "Volumeprojecten"]),
            f"volumeprojecten naar type {month}",
        )
    with right:
        places = plural(running["municipality"].nunique(), "gemeente", "gemeenten")
        show.table(
            tables.dutch(running[["id", "name", "category", "municipality", "started", "status"]], "pilots"),
            f"In {places}.",
            "Gestarte volumeprojecten",
            f"volumeprojecten {month}",
        )


def _taking_part(view: View) -> None:
    """The municipalities that take part, and those that do not yet."""
    month = view.month
    show.heading("Deelnemende gemeenten")
    part = summary.series(view.upto, declared.MUNICIPALITIES_TAKING_PART)
    have, without = pilots.taking_part(view.table("pilots", "pilots"), in_force(month))
    show.figure(
        figures.lines(part.to_frame("gemeenten"), "gemeenten", unit=("gemeente", "gemeenten")),
        f"{number(len(have))} van {number(len(have) + len(without))} gemeenten "
        f"{'heeft' if len(have) == 1 else 'hebben'} een gestart proefproject.",
        tables.by_month(part.to_frame("Gemeenten")),
        f"deelnemende gemeenten {month}",
        show.carried_text(view, "pilots"),
    )
    if not have:
        return
    left, right = show.columns(1, 1)
    with left:
        show.heading("Doen mee", 3)
        tables.grid(pd.DataFrame({"Gemeente": have}), "Gemeenten die meedoen", height=260)
    with right:
        show.heading("Nog niet", 3)
        tables.grid(pd.DataFrame({"Gemeente": without}), "Gemeenten die nog niet meedoen", height=260)


def body(view: View) -> None:
    """The share, who runs volume projects, who takes part."""
    _share(view)
    _running(view)
    _taking_part(view)


view = current()
show.title("Volumeaanpak")
show.stop_when_empty(view, "pilots")
show.say_carried(view, "pilots", declared.VOLUME_SHARE_TOTAL)
show.draw(view, body)
