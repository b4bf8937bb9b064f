"""Better and worse since an earlier month, as HTML; each line opens the place where more of it stands."""

from __future__ import annotations

from wkb_data.measures import declared
from wkb_data.measures.since import BETTER, FIGURES, SAME, WORSE, AspectMove, FigureMove
from wkb_data.periods import add_months
from wkb_views.addresses import aspect_link, link
from wkb_views.session import View
from wkb_views.statuses import named_aspect
from wkb_views.style import badge
from wkb_views.text import safe_html
from wkb_words import evidence
from wkb_words.states import state
from wkb_words.words import change, counted, day_name, distance, listed, month_name, number, plural, share

SPANS = (3, 6, 12)
# Where a figure stands, and its words: one, many, or of a share.
WORDS = {
    declared.PILOTS_COUNTED: ("proefprojecten", "proefproject gestart", "proefprojecten gestart"),
    declared.PILOTS_COMPLETED: ("proefprojecten", "proefproject afgerond", "proefprojecten afgerond"),
    declared.VOLUME_SHARE_TOTAL: ("volumeaanpak", "van de opgegeven aanvragen als volumeproject", ""),
    declared.BOTTLENECKS_OPEN: ("knelpunten", "knelpunt open", "knelpunten open"),
    declared.BOTTLENECKS_BLOCKING: (
        "knelpunten",
        "onoverkomelijk knelpunt open",
        "onoverkomelijke knelpunten open",
    ),
    declared.INFORMED_SHARE: ("informeren", "van de achterban voldoende geïnformeerd", ""),
}
# What is said of figures that can't be compared.
NAMES = {
    declared.PILOTS_COUNTED: "gestarte proefprojecten",
    declared.PILOTS_COMPLETED: "afgeronde proefprojecten",
    declared.VOLUME_SHARE_TOTAL: "het aandeel volumeprojecten",
    declared.BOTTLENECKS_OPEN: "open knelpunten",
    declared.BOTTLENECKS_BLOCKING: "onoverkomelijke knelpunten",
    declared.INFORMED_SHARE: "hoe goed de achterban is geïnformeerd",
}


def options(view: View) -> dict[str, str]:
    """What can be looked back to: so many months, or the meeting of an earlier month; none in month one."""
    back = {
        f"{n}": f"{n} maanden geleden ({month_name(add_months(view.month, -n))})"
        for n in SPANS
        if add_months(view.month, -n) >= view.months[0]
    }
    earlier = [m for m in view.months if m < view.month][::-1]
    return back | {m: f"de vergadering van {day_name(view.plan.meeting(m))}" for m in earlier}


def month_of(view: View, option: str) -> str:
    """The month that an option looks back to."""
    return add_months(view.month, -int(option)) if option.isdigit() else option


def reading(then: str, aspects: list[AspectMove], figures: list[FigureMove]) -> str:
    """How many got better and worse."""
    better, worse = (sum(a.verdict == v for a in aspects) for v in (BETTER, WORSE))
    text = f"Sinds {month_name(then)}: {_went(better, 'beter')}, {_went(worse, 'slechter')}"
    if not aspects:
        text = f"Sinds {month_name(then)}: geen aspect is in beide maanden beoordeeld"
    late = next((f for f in figures if f.measure == declared.PILOTS_COUNTED), None)
    return f"{text}; {_behind(late)}." if late else f"{text}."


def _went(count: int, how: str) -> str:
    return f"{plural(count, 'aspect', 'aspecten')} {how}" if count else f"geen aspect {how}"


def _behind(f: FigureMove) -> str:
    """How the started projects stand to the planned line, and stood."""
    if f.verdict == SAME:
        return "de proefprojecten hielden hun afstand tot de planning"
    if f.behind <= 0:
        return "de proefprojecten lopen niet achter op de planning"
    return f"de proefprojecten lopen {'verder achter' if f.verdict == WORSE else 'in'} op de planning"


def lists(view: View, aspects: list[AspectMove], figures: list[FigureMove]) -> str:
    """What got better beside what got worse; below them what stayed the same."""
    told = {
        verdict: [_aspect(view, a) for a in aspects if a.verdict == verdict]
        + [_figure(view, f) for f in figures if f.verdict == verdict]
        for verdict in (BETTER, WORSE)
    }
    columns = ""
    for verdict, title in ((BETTER, "▲ Beter"), (WORSE, "▼ Slechter")):
        inner = "".join(f"<div>{line}</div>" for line in told[verdict] or ["Niets."])
        columns += f"<section><h3>{title}</h3>{inner}</section>"
    same = [aspect_link(view, a.aspect) for a in aspects if a.verdict == SAME]
    kept = [_figure(view, f) for f in figures if f.verdict == SAME]
    rest = [f"Gelijk gebleven: {', '.join(same)}."] if same else []
    if untold := [NAMES[m] for m in FIGURES if m not in {f.measure for f in figures}]:
        rest.append(f"Niet te vergelijken, want niet in beide maanden geleverd: {listed(untold)}.")
    quiet = "".join(f'<div class="quiet">{line}</div>' for line in [*rest, *kept])
    return f'<div class="compared">{columns}<div class="all">{quiet}</div></div>'


def _aspect(view: View, a: AspectMove) -> str:
    was, now = (badge(s, state(view.plan, s).colour_word) for s in (a.then, a.now))
    return f"{aspect_link(view, a.aspect, named_aspect(view.plan.aspect(a.aspect)))}: {was} werd {now}"


def _figure(view: View, f: FigureMove) -> str:
    page, one, many = WORDS[f.measure]
    if many:
        text, was, moved = counted(f.now, one, many), number(f.then), change(f.now - f.then)
        if page == "knelpunten" and (own := evidence.alone(view)):
            text = f"{text} (alleen {own})"
    else:
        parts = 1 if f.measure == declared.VOLUME_SHARE_TOTAL else 0
        text, was = f"{share(f.now, parts)} {one}", share(f.then, parts)
        moved = change((f.now - f.then) * 100, parts, " procentpunt")
    tail = "" if moved == "gelijk" else f", was {was}"
    if f.behind is not None:
        was, now = (distance(v) for v in (f.behind_then, f.behind))
        tail += f"; {now} op de planning, was {was}"
    return f"{link(view, page, safe_html(text))} ({moved}{tail})"
