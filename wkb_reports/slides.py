"""The presentation for a meeting: a slide answers one question, and its title is the reading.

what is asked ─ do we make it ─ the board ─ what moved ─ what is red ─ spread ─ volume ─ bottlenecks
─ terms ─ decisions ─ what it rests on
"""

from __future__ import annotations

from wkb_data.measures import declared
from wkb_data.measures.declared import Measure
from wkb_reports import figures, imprint
from wkb_reports.deck import FIRST, SECOND, Cell, Deck, Table, body, chart, table, tables
from wkb_reports.material import CATEGORY_HEADS, Judgement, Material
from wkb_reports.texts import clean, sentence
from wkb_words import meeting as words
from wkb_words import outlook, readings, stages
from wkb_words.words import counted, day_name, month_name, number, plural

# Terms that end within so many months have a slide.
NEAR = 3
# So many aspects stand on a slide.
ROWS = 15
COUNTED = "Projecten van de netwerkaanpak die gestart of afgerond zijn."


def presentation(of: Material) -> bytes:
    """The slides of a month as the bytes of a .pptx."""
    deck = Deck(clean(of.line))
    _asked(deck, of)
    if of.has_pilots:
        _target(deck, of)
    if len(of.colours):
        _board(deck, of)
        _moved(deck, of)
        _red(deck, of)
    if of.has_pilots:
        _spread(deck, of)
        _volume(deck, of)
    _bottlenecks(deck, of)
    _terms(deck, of)
    _decisions(deck, of)
    _sources(deck, of)
    title = f"{of.on.plan.title}: stand {of.month}, {of.meeting}"
    return deck.saved(clean(title), imprint.stamp(of.on))


def _cells(*texts: object) -> list[Cell]:
    """A row of plain cells."""
    return [Cell(clean(text)) for text in texts]


def _legend(of: Material) -> str:
    """What the colours mean, on every slide with colours."""
    return " · ".join(
        [
            *(
                f"{of.word(s)} = {of.on.plan.statuses[s].meaning}"
                for s in ("green", "orange", "red", "unjudged")
            ),
            *([f"▲ = voorgelegd aan de {of.on.plan.escalates_to}"] if of.some_above else []),
        ]
    )


def _asked(deck: Deck, of: Material) -> None:
    """The slide that stands alone: what is asked, what changed, when the law comes into force."""
    on = of.on
    stand = (
        f"{of.counts['red']} van {len(on.plan.aspects)} aspecten niet tijdig{of.stand}"
        if len(of.colours)
        else "er zijn nog geen oordelen aangeleverd"
    )
    many = plural(of.asked_points, "punt", "punten")
    points = "stand vastgesteld" if of.closed else f"{many} ter bespreking"
    slide = deck.slide("Voorblad", f"{of.meeting}: {points}; {stand}", _samples(of), _spoken(of))
    asked = [f"{i}. {t}" for i, t in enumerate(of.asked, 1)]
    heading = "Besloten" if of.closed else "Gevraagd"
    body(slide, FIRST, [(heading, asked or ["Er is deze maand niets te besluiten."])])
    body(slide, SECOND, [("Wat veranderde", changes(of)), ("Inwerkingtreding", [_entry(of)])])


def _samples(of: Material) -> str:
    return imprint.SAMPLES if imprint.sampled(of.on) else ""


def _entry(of: Material) -> str:
    on = of.on
    day = day_name(on.plan.entry_date(on.month)).capitalize()
    return f"{day}, zoals bekend in {of.month}. Fase: {on.plan.phase(on.month)}."


def _spoken(of: Material) -> str:
    """The notes of the first slide: what it rests on, in full."""
    lines = [
        of.line,
        *(f"{s.group}: {s.file}, SHA-256 {s.sha256}" for s in imprint.sources(of.on)),
    ]
    return "\n".join(clean(line) for line in lines)


def changes(of: Material) -> list[str]:
    on = of.on
    found = [
        f"{m.aspect} {clean(on.plan.aspect(m.aspect).name)}: {of.word(m.before)} wordt {of.word(m.now)}"
        + (f" (voorgelegd aan de {on.plan.escalates_to})" if of.above(m.aspect) else "")
        for m in of.moves
    ]
    if not found and len(of.colours):
        found = [readings.unmoved(on)]
    for label, measure in (
        ("Gestart", declared.PILOTS_COUNTED),
        ("Afgerond", declared.PILOTS_COMPLETED),
        ("Onoverkomelijke knelpunten", declared.BOTTLENECKS_BLOCKING),
    ):
        told = readings.headline(on, measure)
        found += [f"{label}: {told}"] if told else []
    return found + [clean(t) for t in readings.not_delivered(on)]


def _target(deck: Deck, of: Material) -> None:
    """Do we make it?"""
    made = of.forecast
    slide = deck.slide("Grafiek en toelichting", readings.pilots(of.on), _source(of, "pilots"))
    chart(slide, FIRST, figures.pilots_to_target(of))
    told = [clean(outlook.sentence(made))]
    if made.usable and made.low and made.value < made.target:
        told.append(outlook.between(made))
    body(slide, SECOND, [("Halen we het?", told), ("Telt mee", [COUNTED])])


def _source(of: Material, register: str, measure: Measure | None = None) -> str:
    """Where the numbers of a slide come from, and what is not whole about them."""
    own = of.on.delivery(register)
    if own is None:
        return ""
    told = [
        f"Bron: {of.on.plan.group_of(register).name}, levering over {month_name(own.month)}.",
        readings.reserved(of.on, register),
        readings.carried(of.on, register, measure),
    ]
    return clean(" ".join(t for t in told if t))


def _board(deck: Deck, of: Material) -> None:
    """All aspects: judgement, that of the month before, and what the facts say against it."""
    for start in range(0, len(of.judgements), ROWS):
        part = of.judgements[start : start + ROWS]
        slide = deck.slide("Tabel", readings.colours(of.on), _legend(of))
        rows = [
            [
                Cell(clean(j.title)),
                Cell(of.word(j.before)),
                Cell(of.word(j.status) + of.above(j.aspect), j.status, bold=True),
                Cell(_told(of, j)),
            ]
            for j in part
        ]
        shown = ", ".join(of.heads).lower()
        alt = f"Oordelen over {part[0].aspect} tot en met {part[-1].aspect}: {shown}, signalen."
        heads = ["Aspect", *of.heads, "Signaal"]
        table(slide, FIRST, Table(heads, [5, 2.1, 2.1, 4.4], rows, alt, size=14, most=1, long=(0, 3)))


def _told(of: Material, j: Judgement) -> str:
    """The first signal at an aspect, and how many more there are."""
    found = [clean(s.text) for s in of.on.signals() if s.aspect == j.aspect]
    return "geen" if not found else found[0] if len(found) == 1 else f"{found[0]} (en nog {len(found) - 1})"


def _moved(deck: Deck, of: Material) -> None:
    """What changed and why."""
    moved = {m.aspect for m in of.moves}
    own = [j for j in of.judgements if j.aspect in moved]
    if not own:
        return
    title = f"{plural(len(own), 'aspect veranderde', 'aspecten veranderden')} van kleur: {_which(own)}"
    rows = [
        [
            Cell(clean(j.title)),
            Cell(of.word(j.before), j.before),
            Cell(of.word(j.status) + of.above(j.aspect), j.status),
            Cell(j.why),
        ]
        for j in own
    ]
    heads = ["Aspect", "Was", "Wordt", "Onderbouwing"]
    tables(deck, title, _legend(of), Table(heads, [3.2, 1.8, 1.8, 5.4], rows, title, size=18, most=4))


def _which(own: list[Judgement]) -> str:
    names = [j.aspect for j in own]
    return ", ".join(names) if len(names) < 9 else f"{', '.join(names[:8])} en {len(names) - 8} andere"


def _red(deck: Deck, of: Material) -> None:
    """What is red, and what is done about it."""
    own = of.red
    if not own:
        return
    bare = sum(j.action == "–" for j in own)
    told = f"bij {bare} staat geen actie" if bare else "bij elk staat een actie"
    title = f"{plural(len(own), 'aspect is', 'aspecten zijn')} niet tijdig{of.stand}; {told}"
    rows = [
        [
            Cell(clean(j.title), bold=True),
            Cell(j.why),
            Cell(j.action if j.action != "–" else "! geen actie opgegeven"),
            Cell(j.owner),
            Cell(j.expected),
        ]
        for j in own
    ]
    heads = ["Aspect", "Waarom", "Wat eraan gebeurt", "Trekker", "Gereed"]
    shown = Table(heads, [2.8, 3.5, 3.5, 1.8, 1.2], rows, title, size=16, most=6)
    tables(deck, title, _legend(of), shown)


def _spread(deck: Deck, of: Material) -> None:
    """The categories against their targets."""
    slide = deck.slide(
        "Grafiek en tabel",
        readings.categories(of.categories),
        _source(of, "pilots") + " " + of.on.plan.assumption,
    )
    chart(slide, FIRST, figures.by_category(of))
    rows = [_cells(s.short, *told) for s, told in zip(of.categories, of.category_figures, strict=True)]
    alt = "Gestarte en afgeronde proefprojecten per categorie, gepland nu en doel."
    table(slide, SECOND, Table(CATEGORY_HEADS, [3.4, 1.3, 1.5, 1.7, 1], rows, alt, size=14))


def _volume(deck: Deck, of: Material) -> None:
    """The share of applications."""
    shown = figures.volume(of)
    if shown is None:
        return
    source = _source(of, "pilots", declared.VOLUME_SHARE_TOTAL)
    slide = deck.slide("Grafiek en toelichting", readings.volume(of.on), source)
    chart(slide, FIRST, shown)
    ran = counted(of.value(declared.VOLUME_PILOTS_TOTAL), "volumeproject", "volumeprojecten")
    asked = counted(of.value(declared.APPLICATIONS_TOTAL), "aanvraag", "aanvragen")
    told = [f"{ran} op {asked} tot nu toe.", readings.running_volume(of.on)]
    told += [clean(t) for t in (readings.denominator(of.on), readings.no_applications(of.on)) if t]
    body(slide, SECOND, [("Waar het op rust", told)])


def _bottlenecks(deck: Deck, of: Material) -> None:
    """What is open, the worst first."""
    shown = figures.open_bottlenecks(of)
    if shown is None:
        return
    slide = deck.slide("Grafiek en tabel", readings.bottlenecks(of.on), _source(of, "pilots"))
    chart(slide, FIRST, shown)
    rows = [
        _cells(
            clean(r["number"]) + (" !" if r["blocking"] == "yes" else ""),
            r["description"],
            r["owner"],
            number(r["days"]),
        )
        for r in of.open_bottlenecks.to_dict("records")
    ]
    rows = rows or [[Cell(""), Cell("Er staat niets open."), Cell(""), Cell("")]]
    alt = (
        "Open knelpunten: nummer, omschrijving, actiehouder, dagen open. Een uitroepteken is onoverkomelijk."
    )
    table(
        slide,
        SECOND,
        Table(["Nr", "Knelpunt", "Actiehouder", "Dagen"], [1.1, 3.9, 2.2, 1.1], rows, alt, size=14),
    )


def _terms(deck: Deck, of: Material) -> None:
    """Which terms end soon, or have ended."""
    own = of.terms(NEAR)
    if not own:
        return
    passed = sum(of.late(t[2]) for t in own)
    title = f"{plural(len(own), 'termijn loopt', 'termijnen lopen')} binnen drie maanden af" + (
        f", waarvan {passed} al verstreken" if passed else ""
    )
    slide = deck.slide("Tabel", title, _legend(of))
    rows = [
        [
            Cell(clean(f"{a} {name}")),
            Cell(day_name(day) + (" (verstreken)" if of.late(day) else "")),
            Cell(of.word(status), status),
        ]
        for a, name, day, status in own
    ]
    table(slide, FIRST, Table(["Aspect", "Termijn", f"Oordeel{of.stand}"], [6, 3, 2], rows, title, size=18))


def _decisions(deck: Deck, of: Material) -> None:
    """What is asked, numbered."""
    if of.closed:
        _outcomes(deck, of)
        return
    count = of.asked_points
    title = f"De {of.on.plan.body} wordt gevraagd: {plural(count, 'punt', 'punten')}"
    note = "Alle gevallen staan per punt in het vergaderstuk."
    if not count:
        slide = deck.slide("Tekst", f"De {of.on.plan.body} wordt deze maand niets gevraagd")
        body(slide, FIRST, [("", ["Geen enkele kleur, termijn of levering vraagt een besluit."])])
        return
    rows = [
        [Cell(str(i)), Cell(sentence(text), bold=True), Cell(clean(" ".join(i.text for i in items)))]
        for i, (text, items) in enumerate(of.requests, 1)
    ]
    heads = ["Nr", "Gevraagd", "Waarover"]
    tables(deck, title, note, Table(heads, [0.5, 5, 6.5], rows, title, size=16, most=3, long=(2,)))


def _outcomes(deck: Deck, of: Material) -> None:
    """What the closed meeting decided, and what became of its figures since."""
    told = of.closed.told
    since = stages.since(of.on.plan, of.since)
    note = " ".join(filter(None, [words.done(told), sentence(since) if since else ""]))
    rows = [[Cell(clean(about), bold=True), Cell(clean(said))] for about, said in of.outcomes]
    alt = "Wat de vergadering besloot"
    shown = Table(["Waarover", "Uitkomst"], [3, 9], rows, alt, size=16, most=3, long=(1,))
    tables(deck, clean(words.settled(told)), clean(note), shown)


def _sources(deck: Deck, of: Material) -> None:
    """What it rests on."""
    own = imprint.sources(of.on)
    title = (
        f"Dit rust op {plural(len(own), 'levering', 'leveringen')}, zoals bekend op {imprint.known(of.on)}"
    )
    note = "Met voorbehoud = niet alle rijen tellen mee. SHA-256 = vingerafdruk van het bestand."
    slide = deck.slide("Tabel", title, note)
    rows = [_cells(*s.cells) for s in own]
    wide = [2, 1.5, 2.6, 1.8, 4.3]
    table(slide, FIRST, Table(imprint.SOURCE_HEADS, wide, rows, title, size=12, most=3))
