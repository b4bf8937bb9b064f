"""Each number on each page against what a careful person counts in the sample workbooks (`by_hand`), for
three months.

December 2020 has no delivery of the pilots (the November one counts), March 2021 a corrected one, August 2021
is the last.
"""

from collections import Counter
from datetime import date

import pytest

from tests.pages import by_hand as hand
from tests.pages.by_hand import nl

MONTHS = ["2020-12", "2021-03", "2021-08"]
SHOWN = 0.00051  # shares are shown to a tenth of a percent
CARRIED = "Over {} is niets geleverd; daar staat de stand van de maand ervoor."


@pytest.fixture(params=MONTHS)
def month(request):
    return request.param


def before(month):
    return hand.months_to(month)[-2]


def ids(rows, column):
    return [r[column] for r in rows]


def change(now, old, decimals=0, unit=""):
    if round(now - old, decimals) == 0:
        return "gelijk"
    return f"{'+' if now > old else '−'}{nl(abs(now - old), decimals)}{unit}"


def until(month):
    """(applications, volume pilots) of each month up to one, as known of that month."""
    own = {r["month"] for r in hand.manifest() if r["register"] == "pilots"}
    of = month if month in own else max(own)
    return [pair for m, pair in hand.applications(of).items() if m <= month]


def total_share(month):
    counts = until(month)
    return sum(v for _, v in counts) / sum(a for a, _ in counts)


def own_town(p, month):
    """The municipality of a pilot in the month of the delivery that tells of it."""
    return hand.town(p["Gemeente"], hand.delivered("pilots", month)[0])


def towns(month):
    return Counter(own_town(p, month) for p in hand.begun(month))


COLOURS = {"green": "groen", "orange": "oranje", "red": "rood", "unjudged": "nog niet beoordeeld"}
BADGES = {"green": "✓ behaald", "orange": "→ op schema", "red": "! niet tijdig", "unjudged": "○ open"}
SIGNS = {"green": "✓ groen", "orange": "→ oranje", "red": "! rood", "unjudged": "○ nog niet beoordeeld"}


def short(month):
    return f"{hand.NAMES[int(month[5:]) - 1][:3].replace('maa', 'mrt')} ’{month[2:4]}"


def told(of, month, decimals=0, unit=""):
    """What a figure moved by since the delivery before; of which month it is where none came."""
    delivery, last = (hand.delivered("pilots", m)[0] for m in (month, before(month)))
    if delivery != month:
        return f"stand {short(delivery)}"
    return f"{change(of(month), of(last), decimals, unit)} sinds {hand.name_of(last).split()[0]}"


def test_overzicht_says_whether_it_will_be_made(sample_pages, month):
    page = sample_pages("overzicht", month)

    def started(m):
        return len(hand.counted(m))

    def done(m):
        return len([p for p in hand.counted(m) if p["Stand"] == "Afgerond"])

    def volume(m):
        return sum(v for _, v in until(m))

    assert page.metrics["Proefprojecten gestart"] == (f"{started(month)} van 180", told(started, month))
    assert page.metrics["Proefprojecten afgerond (plan: uitgevoerd)"] == (
        f"{done(month)} van 180",
        told(done, month),
    )
    name = f"Volumeprojecten: {nl(total_share(month) * 100, 1)}% van de opgegeven aanvragen, doel 10%"
    value, moved = page.metrics[name]
    # A later list tells of the applications of a month without a delivery.
    grew = f"{change(volume(month), volume(before(month)))} sinds {hand.name_of(before(month)).split()[0]}"
    assert value.startswith(f"{volume(month)} van ") and moved.startswith(grew)
    planned = hand.planned(month, 180)
    assert any(t.startswith(f"Gepland nu {nl(planned)}; ") for t in page.texts)
    towns_then, troubles = (lambda m: len(towns(m))), (lambda m: len(hand.open_bottlenecks(m)))

    def blocking(m):
        return sum(k["Onoverkomelijk?"] == "ja" for k in hand.open_bottlenecks(m))

    for of, words in (
        (towns_then, "gemeenten doen mee"),
        (troubles, "knelpunten open"),
        (blocking, "onoverkomelijk"),
    ):
        lead = "waarvan " if of is blocking else ""
        assert f"{lead}{of(month)} {words} {told(of, month)}" in page.texts


def test_overzicht_shows_every_aspect_with_its_colour_and_since_when(sample_pages, month):
    page = sample_pages("overzicht", month)
    now, then, months = hand.colours(month), hand.colours(before(month)), hand.months_to(month)
    for aspect, name in hand.ASPECTS.items():
        line = [hand.colours(m)[aspect] for m in months]
        times = next((i for i, c in enumerate(line[::-1]) if c != line[-1]), len(line))
        tail = f", was {COLOURS[then[aspect]]}" if now[aspect] != then[aspect] else f", {times}e keer"
        since = f"{COLOURS[now[aspect]]} sinds {short(months[-times])}{tail}"
        if now[aspect] == "unjudged":
            since = COLOURS["unjudged"]
        assert any(f"{BADGES[now[aspect]]} {aspect} {name} {since}" in t for t in page.texts), since
    moved = [f"{a} {SIGNS[then[a]]} werd {SIGNS[now[a]]}" for a in now if now[a] != then[a]]
    assert [t for t in page.texts if " werd " in t and t in moved] == moved
    assert ("Geen enkele kleur is veranderd." in page.texts) == (not moved)


def test_overzicht_says_what_asks_for_a_decision_and_who_did_not_deliver(sample_pages, month):
    page = sample_pages("overzicht", month)
    bare = [
        f"{r['Nr']}"
        for r in hand.rows("planning", "Monitoring", month)
        if hand.colours(month).get(f"{r['Nr']}") == "red" and not r["Aanvullende actie"]
    ]
    proposals = sum(k["Voorstel BG"] is not None for k in hand.open_bottlenecks(month))
    odd = sum(p["Afwijking spelregels"] == "ja" and p["Stand"] != "Ingetrokken" for p in hand.pilots(month))
    overdue = [
        b
        for b in hand.rows("planning", "Besluitenlijst", month)
        if b["Gereed"] is None and b["Uiterlijk"] and b["Uiterlijk"] < date(int(month[:4]), int(month[5:]), 1)
    ]
    for count, one, many in (
        (odd, "proefproject te beoordelen", "proefprojecten te beoordelen"),
        (proposals, "voorstel bij een knelpunt", "voorstellen bij knelpunten"),
        (len(overdue), "besluit over tijd", "besluiten over tijd"),
    ):
        said = [t for t in page.texts if t.endswith((one, many)) and t.split()[0].isdigit()]
        assert said == ([f"{count} {one if count == 1 else many}"] if count else [])
    assert any("zonder actie" in t for t in page.texts) == bool(bare)
    assert any("BG Proefprojecten: niets over december 2020" in t for t in page.texts) == (month == "2020-12")


def test_doelen(sample_pages, month):
    page = sample_pages("doelen", month)
    now, then = hand.colours(month), hand.colours(before(month))
    counts = Counter(now.values())
    moved = sum(now[a] != then[a] for a in now)
    assert page.readings[0] == (
        f"{hand.name_of(month).capitalize()}: {counts['green']} behaald, {counts['orange']} op schema, "
        f"{counts['red']} niet tijdig, {counts['unjudged']} nog niet beoordeeld; {moved} "
        f"{'aspect veranderde' if moved == 1 else 'aspecten veranderden'} van kleur."
    )
    table = page.table("Aspect", "september 2020").set_index("Aspect")
    words = {
        "green": "groen, behaald",
        "orange": "oranje, op schema",
        "red": "rood, niet tijdig",
        "unjudged": "nog niet beoordeeld",
    }
    for m in hand.months_to(month):
        shown = {a.split()[0]: word for a, word in table[hand.name_of(m)].items()}
        assert shown == {a: words[c] for a, c in hand.colours(m).items()}


@pytest.mark.parametrize("aspect", ["1.1", "3.1", "5.2"])
def test_one_aspect_on_doelen(sample_pages, month, aspect):
    page = sample_pages("doelen", month, aspect)
    months = hand.months_to(month)
    rows = {
        m: next(r for r in hand.rows("planning", "Monitoring", m) if f"{r['Nr']}" == aspect) for m in months
    }
    line = [hand.colours(m)[aspect] for m in months]
    times = next((i for i, c in enumerate(line[::-1]) if c != line[-1]), len(line))
    text = " ".join(page.texts)
    if line[-1] != "unjudged":
        again = f", {times}e keer op rij" if times > 1 else ""
        assert f"sinds {hand.name_of(months[-times])}{again}" in text
    # The last text that says something, and the first month since which no other was said.
    told = [(m, rows[m]["Toelichting"]) for m in months]
    told = [(m, t) for m, t in told if t and t != "ongewijzigd"]
    last = told[-1][1]
    first = next(
        m for i, (m, t) in enumerate(told) if t == last and all(later == last for _, later in told[i:])
    )
    same = ", sindsdien ongewijzigd" if first != month else ""
    assert f"Onderbouwing {last} ({hand.name_of(first)}{same})" in text
    action = rows[month]["Aanvullende actie"] or "geen opgegeven"
    assert f"Actie {action} Trekker {rows[month]['Trekker']}" in text
    if aspect == "1.1":  # six months before entry into force
        entry = hand.entry(month)
        at = entry.year * 12 + entry.month - 1 - 6
        assert f"Termijn {hand.day(date(at // 12, at % 12 + 1, 1))}, nog " in text


def test_proefprojecten(sample_pages, month):
    page = sample_pages("proefprojecten", month)
    started, done = hand.counted(month), [p for p in hand.counted(month) if p["Stand"] == "Afgerond"]
    assert page.metrics["Gestart (ambassadeursnetwerk), van 180"] == (
        nl(len(started)),
        told(lambda m: len(hand.counted(m)), month),
    )
    assert page.readings[0].startswith(f"{len(started)} van 180 gestart, {len(done)} afgerond; ")
    assert page.readings[0].endswith(f"Inwerkingtreding: {hand.day(hand.entry(month))}.")
    burn = page.table("Maand", "Gestart", "Afgerond", "Gepland", "Afgerond gepland").set_index("Maand")
    later = hand.PLAN["forecast"]["completed_after"]
    for m in hand.months_to(month):
        begun = hand.months_to(m)[:-later]
        assert burn.loc[m].tolist() == [
            len(hand.counted(m)),
            len([p for p in hand.counted(m) if p["Stand"] == "Afgerond"]),
            round(hand.planned(m, 180), 1),
            round(hand.planned(begun[-1], 180), 1) if begun else 0,
        ]
    per = Counter(hand.category(p) for p in started)
    table = page.table("Categorie", "Gestart", "Afgerond", "Doel", "Gepland nu")
    assert table["Gestart"].tolist() == [per[c] for c in hand.CATEGORIES]
    assert table["Afgerond"].tolist() == [sum(hand.category(p) == c for p in done) for c in hand.CATEGORIES]
    assert table["Gepland nu"].tolist() == pytest.approx([hand.planned(month, 30)] * 6)
    shorts = [
        c["short"] for c in hand.PLAN["pilots"]["categories"] if per[c["name"]] < int(hand.planned(month, 30))
    ]
    assert page.readings[1] == (
        f"Achter op de geplande lijn: {', '.join(shorts)}."
        if shorts
        else "Alle categorieën liggen op of voor de geplande lijn."
    )
    statuses = page.table("Status", "Projecten")
    counts = Counter(hand.STANDS[p["Stand"]] for p in hand.pilots(month))
    assert dict(zip(statuses["Status"], statuses["Projecten"], strict=True)) == {
        w: counts[w] for w in hand.STANDS.values()
    }
    networks = hand.rows("pilots", "Netwerken", month)
    active = sum(n["Status"] == "actief" for n in networks)
    assert f"{active} netwerken actief." in page.readings
    shown = page.table("Netwerk", "Kerngemeente")
    assert shown["Netwerk"].tolist() == ids(networks, "Netwerk")
    assert shown["Projecten gestart"].tolist() == [
        sum(p["Netwerk"] == n["Netwerk"] for p in started) for n in networks
    ]
    assert shown["Deelnemers"].tolist() == ["; ".join(n["Deelnemers"].split(", ")) for n in networks]
    listed = page.table("Projectnummer", "Project", "Categorie", "Aanpak", "Netwerk")
    assert f"{len(hand.pilots(month))} van {len(hand.pilots(month))} projecten." in page.readings
    assert listed["Projectnummer"].tolist() == ids(hand.pilots(month), "Projectnr.")
    assert listed["Gemeente"].tolist() == [own_town(p, month) for p in hand.pilots(month)]
    assert listed["Status"].tolist() == [hand.STANDS[p["Stand"]] for p in hand.pilots(month)]


def test_proefprojecten_by_type_and_for_the_regiegroep(sample_pages, month):
    page = sample_pages("proefprojecten", month)
    live, begun = [p for p in hand.pilots(month) if p["Stand"] != "Ingetrokken"], hand.begun(month)
    volume = [p for p in begun if p["Aanpak"] != "ambassadeursnetwerk"]
    assert f"{len(begun)} projecten gestart, {len(volume)} daarvan in de volumeaanpak." in page.readings
    table = page.table("Categorie", "Aangemeld")
    for title, of in (
        ("Aangemeld", live),
        ("Netwerk gestart", hand.counted(month)),
        ("Volume gestart", volume),
        ("Samen gestart", begun),
    ):
        assert table[title].tolist() == [sum(hand.category(p) == c for p in of) for c in hand.CATEGORIES]
    fresh = [p["Projectnr."] for p in hand.pilots(month) if f"{p['Aangemeld op']:%Y-%m}" == month]
    odd = [p["Projectnr."] for p in live if p["Afwijking spelregels"] == "ja"]
    asked = page.table_or_none("Projectnummer", "Project", "Categorie", "Aanpak", "Gemeente")
    assert (asked["Projectnummer"].tolist() if asked is not None else []) == fresh
    assert any(
        r.startswith(f"{len(fresh)} project" if fresh else "Geen nieuwe aanmeldingen") for r in page.readings
    )
    waiting = page.table_or_none("Projectnummer", "Project", "Aanpak")
    assert (waiting["Projectnummer"].tolist() if waiting is not None else []) == odd
    assert any(
        r.startswith(f"{len(odd)} project" if odd else "Geen enkel project wacht") for r in page.readings
    )


def test_volumeaanpak(sample_pages, month):
    page = sample_pages("volumeaanpak", month)
    asked, pilots = hand.volume_by_month(month)[month]
    assert page.readings[0] == (
        f"{nl(total_share(month) * 100, 1)}% van de opgegeven aanvragen tot en met "
        f"{hand.name_of(month)} liep als proefproject; in die maand zelf "
        f"{nl(pilots / asked * 100, 1)}%. Het streven is 10%."
    )
    table = page.table("Maand", "Aanvragen", "Volumeprojecten").set_index("Maand")
    assert {
        m: (int(a), int(v))
        for m, a, v in zip(table.index, table["Aanvragen"], table["Volumeprojecten"], strict=True)
    } == hand.volume_by_month(month)
    assert table["Aandeel maand"].tolist() == pytest.approx(
        [v / a for a, v in hand.volume_by_month(month).values()], abs=SHOWN
    )
    assert table["Aandeel totaal"].tolist() == pytest.approx(
        [total_share(m) for m in hand.months_to(month)], abs=SHOWN
    )
    have = set(towns(month))
    assert (
        page.readings[-1] == f"{len(have)} van {len(hand.all_towns(month))} gemeenten "
        f"{'heeft' if len(have) == 1 else 'hebben'} een gestart proefproject."
    )
    assert page.table("Maand", "Gemeenten")["Gemeenten"].tolist() == [
        len(towns(m)) for m in hand.months_to(month)
    ]
    part, rest = (t["Gemeente"].tolist() for t in page.tables if list(t.columns) == ["Gemeente"])
    assert part == sorted(have)
    running = [p for p in hand.begun(month) if p["Aanpak"] != "ambassadeursnetwerk"]
    assert page.readings[1].startswith(
        f"{len(running)} {'volumeproject' if len(running) == 1 else 'volumeprojecten'} gestart"
    )
    assert page.table("Type", "Volumeprojecten")["Volumeprojecten"].tolist() == [
        sum(hand.category(p) == c for p in running) for c in hand.CATEGORIES
    ]
    assert page.table("Projectnummer", "Project")["Projectnummer"].tolist() == ids(running, "Projectnr.")
    stated = sum(v for _, v in until(month))
    why = f"Waarom hier {len(running)} en in het aandeel {nl(stated)}?"
    assert any(t.startswith(why) for t in page.texts) == (stated != len(running))
    assert any(t.startswith(f"Teller: {nl(stated)} volumeprojecten") for t in page.texts)
    assert set(rest) == hand.all_towns(month) - have


def test_kaart(sample_pages, month):
    page, per = sample_pages("kaart", month), towns(month)
    most = sorted(t for t in per if per[t] == max(per.values()))
    named = f"; de meeste in {' en '.join(most)} ({per[most[0]]})" if len(most) < 3 else ""
    gemeenten = "gemeente" if len(per) == 1 else "gemeenten"
    assert page.readings[1] == (f"{len(per)} {gemeenten} met gestarte proefprojecten{named}.")
    asked, volume = Counter(), Counter()
    for r in hand.rows("pilots", "Aanvragen volume", month):
        if r["Maand"] != "Totaal":
            asked[hand.town(r["Gemeente"], month)] += r["Aanvragen GK1"]
            volume[hand.town(r["Gemeente"], month)] += r["waarvan volume"]
    table = (
        page.table("Gemeente", "Gestarte proefprojecten", "Volumeprojecten").fillna(0).set_index("Gemeente")
    )
    assert {n: int(v) for n, v in table["Gestarte proefprojecten"].items() if v} == dict(per)
    assert {n: int(v) for n, v in table["Aanvragen"].items() if v} == dict(asked)
    assert {n: int(v) for n, v in table["Volumeprojecten"].items() if v} == {
        n: v for n, v in volume.items() if v
    }
    beside = page.table("Gemeente", "Gestarte proefprojecten")
    assert beside["Gestarte proefprojecten"].tolist() == sorted(per.values(), reverse=True)[:15]
    # Only some municipalities reported, and nobody the whole country: no share can be told.
    assert page.readings[0] == (
        f"{len(per)} van {len(hand.all_towns(month))} gemeenten {'doet' if len(per) == 1 else 'doen'} mee. "
        f"Voor welk deel van alle aanvragen zij staan is niet te zeggen: {len(asked)} gemeenten gaven hun "
        "aanvragen op, en het totaal van het land is niet opgegeven (een rij 'Nederland' in de tabel met "
        "aanvragen)."
    )
    silent = sorted(n for n in per if n not in asked)
    told = [t for t in page.texts if t.startswith("Doen mee, maar gaven nog geen aanvragen op: ")]
    named = told[0].split(": ")[1].rstrip(".").replace(" en ", ", ").split(", ") if told else []
    assert sorted(named) == silent


def test_knelpunten(sample_pages, month):
    page = sample_pages("knelpunten", month)
    every, now = hand.rows("pilots", "Knelpunten", month), hand.open_bottlenecks(month)
    blocking = [k for k in now if k["Onoverkomelijk?"] == "ja"]

    def within(column, m):
        return sum(
            k[column] is not None and f"{k[column]:%Y-%m}" == m for k in hand.rows("pilots", "Knelpunten", m)
        )

    delivered = month != "2020-12"
    fresh, solved = (nl(within(c, month)) if delivered else "–" for c in ("Gemeld op", "Opgelost op"))
    brought = f"deze maand {fresh} gemeld en {solved} opgelost"
    if not delivered:
        brought = "hoeveel er deze maand bij kwamen of werden opgelost is niet bekend"
    assert page.readings[0] == (
        f"{len(now)} {'knelpunt' if len(now) == 1 else 'knelpunten'} open, waarvan {len(blocking)} "
        f"onoverkomelijk; {brought}."
    )
    line = page.table("Maand", "Open", "Onoverkomelijk", "Nieuw", "Opgelost").set_index("Maand")
    for m in hand.months_to(month):
        still = hand.open_bottlenecks(m)
        assert line.loc[m, ["Open", "Onoverkomelijk"]].tolist() == [
            len(still),
            sum(k["Onoverkomelijk?"] == "ja" for k in still),
        ]
        if m != "2020-12":
            assert line.loc[m, ["Nieuw", "Opgelost"]].tolist() == [
                within("Gemeld op", m),
                within("Opgelost op", m),
            ]
    days = {k["Nr"]: (hand.last_of(month) - k["Gemeld op"]).days for k in now}
    oldest = max(days, key=days.get)
    assert page.readings[1] == f"Het oudste open knelpunt ({oldest}) staat {days[oldest]} dagen open."
    ages = page.table("Open sinds", "Knelpunten")["Knelpunten"].tolist()
    assert ages == [
        sum(a < d <= b for d in days.values()) for a, b in ((-1, 30), (30, 91), (91, 182), (182, 9999))
    ]
    aspects, projects = Counter(k["Aspect"] for k in now), Counter(k["Projectnr"] for k in now)
    shown = page.table("Aspect", "Knelpunten")
    assert {a[:3]: n for a, n in zip(shown["Aspect"], shown["Knelpunten"], strict=True)} == {
        f"{a}": n for a, n in aspects.items()
    }
    shown = page.table("Project", "Knelpunten")
    assert dict(zip(shown["Project"], shown["Knelpunten"], strict=True)) == dict(projects)
    for text, counts in ((page.readings[2], aspects), (page.readings[3], projects)):
        most = sorted(f"{n}" for n in counts if counts[n] == max(counts.values()))
        named = text.removeprefix("De meeste open knelpunten raken ").split(" (")
        assert sorted(named[0].replace(" en ", ", ").split(", ")) == most
        assert named[1] == f"{'elk ' if len(most) > 1 else ''}{max(counts.values())})."
    with_proposal = [k["Nr"] for k in now if k["Voorstel BG"]]
    owed = [k["Nr"] for k in every if k["Status"] == "opgelost" and not k["Teruggekoppeld op"]]
    assert page.readings[4].split()[0] == (str(len(with_proposal)) if with_proposal else "Geen")
    assert page.readings[5].split()[0] == (str(len(owed)) if owed else "Ieder")
    assert page.readings[6] == f"{len(now)} {'knelpunt staat' if len(now) == 1 else 'knelpunten staan'} open."
    listed = page.table("Nr", "Gemeld op", "Knelpunt")
    assert dict(zip(listed["Nr"], listed["Dagen open"], strict=True)) == days
    lessons = hand.rows("pilots", "Leerervaringen", month)
    unshared = sum(x["Soort"] == "good practice" and x["Gedeeld"] == "nee" for x in lessons)
    assert page.readings[7] == (
        f"{len(lessons)} opgetekend; {unshared} "
        f"{'goede praktijk is' if unshared == 1 else 'goede praktijken zijn'} nog niet gedeeld."
    )


def test_planning(sample_pages, month):
    page, last = sample_pages("planning", month), hand.last_of(month)
    activities = hand.rows("planning", "Planning activiteiten", month)
    late = {
        a["Nr"]: (last - a["Gereed gepland"]).days
        for a in activities
        if not a["Werkelijk gereed"] and a["Voortgang %"] != 100 and a["Gereed gepland"] < last
    }
    table = page.table("Nr", "Activiteit")
    assert dict(zip(table["Nr"], table["Dagen over tijd"], strict=True)) == {
        a["Nr"]: late.get(a["Nr"], 0) for a in activities
    }
    if late:
        worst = max(late, key=late.get)
        assert page.readings[0].startswith(
            f"{len(late)} van {len(activities)} activiteiten {'is' if len(late) == 1 else 'zijn'} over tijd;"
        )
        assert f"{worst} " in page.readings[0] and f"({late[worst]} dagen)" in page.readings[0]
    else:
        assert page.readings[0] == f"Geen van de {len(activities)} activiteiten is over tijd."
    studies = hand.rows("planning", "Deelonderzoeken", month)
    adopted = [s for s in studies if s["Stand"] == "vastgesteld"]
    overdue = [
        s
        for s in studies
        if isinstance(s["Planning gereed"], date) and s["Planning gereed"] <= last and s not in adopted
    ]
    loose = [s for s in studies if s["Planning gereed"] == "PM" and s not in adopted]
    assert (
        page.readings[1]
        == f"{len(adopted)} van {len(studies)} deelonderzoeken vastgesteld, {len(overdue)} over tijd, "
        f"{len(loose)} nog niet gepland (PM)."
    )
    decisions = hand.rows("planning", "Besluitenlijst", month)
    late, rest, done = [], [], []
    for b in decisions[::-1]:
        overdue = b["Gereed"] is None and b["Uiterlijk"] and b["Uiterlijk"] < last.replace(day=1)
        (late if overdue else done if b["Gereed"] else rest).append(b)
    late.sort(key=lambda b: b["Uiterlijk"])
    assert page.readings[-1] == (
        f"{len(decisions)} {'besluit' if len(decisions) == 1 else 'besluiten'}, waarvan "
        f"{len(late) + len(rest)} nog niet gereed" + (f" en {len(late)} over tijd." if late else ".")
    )
    table = page.table("Nr", "Stand", "Datum", "Onderwerp")
    assert list(zip(table["Nr"], table["Stand"], strict=True)) == [
        *((b["Nr"], "! over tijd") for b in late),
        *((b["Nr"], "open") for b in rest),
        *((b["Nr"], "gereed") for b in done),
    ]


def test_informeren(sample_pages, month):
    page, measured = sample_pages("informeren", month), hand.informed(month)
    lowest = min(measured.values(), key=lambda r: r["deel"])
    assert page.readings[0] == (
        f"{nl(hand.informed_total(month) * 100)}% van de achterban is voldoende geïnformeerd, gewogen naar "
        f"omvang. Het laagst is {lowest['Branche']} met {nl(lowest['deel'] * 100)}%."
    )
    table = page.table("Branche", "Gemeten", "Aandeel").set_index("Branche")
    assert table["Aandeel"].to_dict() == pytest.approx({n: r["deel"] for n, r in measured.items()})
    assert table["Respondenten"].to_dict() == {n: r["Respondenten"] for n, r in measured.items()}
    for name, r in measured.items():
        low, high = (float(v.rstrip(" %")) / 100 for v in table.at[name, "Zeker tussen (95%)"].split(" en "))
        # by Monte Carlo elsewhere: the interval lies around the share and is narrower than without an
        # audience of finite size
        assert low < r["deel"] < high and high - low < 2 * 1.96 * (0.25 / r["Respondenten"]) ** 0.5 + 0.011
    trend = page.table("Maand", "Aandeel totaal").set_index("Maand")
    assert trend.at[month, "Aandeel totaal"] == pytest.approx(hand.informed_total(month), abs=SHOWN)
    materials = hand.rows("communication", "Kalender", month)
    planned, realised = (
        sum(m[c] is not None and m[c] <= hand.last_of(month) for m in materials)
        for c in ("Gepland op", "Realisatie")
    )
    assert page.readings[2] == f"{realised} van {planned} tot nu toe geplande uitingen zijn gerealiseerd."
    kinds = page.table("Soort", "Gepland", "Gerealiseerd").set_index("Soort")
    done = [m for m in materials if m["Realisatie"] is not None and m["Realisatie"] <= hand.last_of(month)]
    assert kinds["Gepland"].sum() == planned and kinds["Gerealiseerd"].sum() == realised
    assert kinds["Bereik"].sum() == sum(m["Bereik"] or 0 for m in done)
    assert (
        page.readings[3]
        == f"Bereik tot nu toe: {nl(sum(m['Bereik'] or 0 for m in done))} (voor zover opgegeven)."
    )
    webinars = [m for m in materials if m["Soort"] == "webinar"]
    assert kinds.at["webinar", "Gepland"] == sum(m["Gepland op"] <= hand.last_of(month) for m in webinars)
    questions = hand.rows("communication", "Q&A", month)
    sorts = page.table("Soort", "Ontvangen", "Beantwoord", "Open").set_index("Soort")
    for written, title in (("inhoudelijk", "inhoud"), ("verzoek om materiaal", "materiaal")):
        own = [q for q in questions if q["Soort vraag"] == written]
        assert sorts.loc[title].tolist() == [
            len(own),
            sum(q["Beantwoord op"] is not None for q in own),
            sum(q["Beantwoord op"] is None for q in own),
        ]
    unanswered = [q for q in questions if q["Beantwoord op"] is None]
    assert page.readings[4] == f"{len(unanswered)} {'vraag' if len(unanswered) == 1 else 'vragen'} open."
    assert page.readings[5] == f"Een antwoord duurt doorgaans {nl(hand.days_to_answer(month))} dagen."
    line = page.table("Maand", "Open").set_index("Maand")["Open"]
    assert line.to_dict() == {
        m: sum(q["Beantwoord op"] is None for q in hand.rows("communication", "Q&A", m))
        for m in hand.months_to(month)
    }
    topics = Counter(q["Thema"] for q in unanswered)
    shown = page.table_or_none("Onderwerp", "Open vragen")
    if len(topics) == 1:  # one subject is no figure, but a sentence
        (subject,) = topics
        assert shown is None and any(t.endswith(f"gaat over {subject}.") for t in page.readings)
    else:
        assert dict(zip(shown["Onderwerp"], shown["Open vragen"], strict=True)) == dict(topics)
    waiting = page.table("Nr", "Ontvangen", "Vraag")
    assert dict(zip(waiting["Nr"], waiting["Dagen open"], strict=True)) == {
        q["Nummer"]: (hand.last_of(month) - q["Ontvangen op"]).days for q in unanswered
    }


def test_digitalisering(sample_pages, month):
    page, rows = sample_pages("digitalisering", month), hand.rows("digital", "Gemeenten", month)
    dso, system = ([r["Gemeente"] for r in rows if r[c] == "gereed"] for c in ("DSO", "Zaaksysteem"))
    assert page.readings[0] == (
        f"{len(dso)} gemeenten zijn op het DSO aangesloten, {len(system)} hebben een werkend zaaksysteem; "
        f"{len(set(dso) & set(system))} hebben beide."
    )
    everyone = len(hand.all_towns(month))
    assert any(
        t == f"Opgave over {len(rows)} van {everyone} gemeenten; van de andere is de stand niet bekend."
        for t in page.texts
    )
    assert page.readings[1] == f"Van {everyone - len(rows)} gemeenten is de stand niet bekend."
    line = page.table("Maand", "DSO aangesloten", "Zaaksysteem gereed").set_index("Maand")
    for m in hand.months_to(month, "2020-10"):
        then = hand.rows("digital", "Gemeenten", m)
        assert line.loc[m].tolist() == [sum(r[c] == "gereed" for r in then) for c in ("DSO", "Zaaksysteem")]
    moments = hand.rows("digital", "Informatiemomenten", month)
    defined, works = (sum(r[c] == "ja" for r in moments) for c in ("Vastgelegd?", "Verwerkbaar?"))
    assert (
        page.readings[2]
        == f"{defined} van {len(moments)} informatiemomenten zijn vastgelegd, {works} kunnen worden verwerkt."
    )
    shown = page.table("Informatiemoment", "Afzender", "Ontvanger")
    assert shown[["Informatiemoment", "Afzender", "Ontvanger"]].to_numpy().tolist() == [
        [r["Informatiemoment"], r["Van"], r["Aan"]] for r in moments
    ]


def test_toelating(sample_pages, month):
    page, tasks = sample_pages("toelating", month), hand.rows("admission", "Inrichting", month)
    ready = sum(t["Stand"] == "gereed" for t in tasks)
    assert page.readings[0] == f"{ready} van {len(tasks)} taken gereed."
    assert page.table("Taak", "Aspect")["Gereed gepland"].tolist() == ids(tasks, "Gereed gepland")
    kinds = hand.rows("admission", "Dekking", month)
    bare = [k["Type bouwwerk"] for k in kinds if "ja" not in k.values()]
    assert page.readings[1] == (
        f"{len(kinds) - len(bare)} van {len(kinds)} typen bouwwerk hebben een geschikt instrument; zonder: "
        f"{', '.join(bare)}."
        if bare
        else f"Alle {len(kinds)} typen bouwwerk hebben een geschikt instrument."
    )
    matrix = page.table("Type bouwwerk", "KOMO KiK")
    assert matrix.to_dict("records") == kinds
    instruments = hand.rows("admission", "Instrumenten", month)
    admitted = sum(i["Stand"] in ("voorlopig toegelaten", "toegelaten") for i in instruments)
    declared = sum(i["Eigenverklaring"] == "ja" for i in instruments)
    assert page.readings[2] == (
        f"{admitted} instrumenten zijn (voorlopig) toegelaten; {declared} van {len(instruments)} aanbieders "
        "gaven de eigenverklaring over toezicht."
    )
    people = [r for r in hand.rows("admission", "Kwaliteitsborgers", month) if r["Instrument"] != "Totaal"]
    organisations, persons, can = (
        sum(r[c] for r in people) for c in ("Organisaties", "Personen", "Capaciteit per jaar")
    )
    fte = sum(float(r["Fte"].replace(",", ".")) for r in people)
    demand = hand.rows("admission", "Raming", month)
    short = [
        f"{r['Scenario']} {nl(r['Bouwwerken GK1'] - can)}"
        for r in demand
        if r["Jaar"] == 2022 and r["Bouwwerken GK1"] > can
    ]
    assert page.readings[3] == (
        f"{organisations} organisaties met {persons} kwaliteitsborgers ({nl(fte, 1)} fte) kunnen {nl(can)} "
        f"bouwwerken per jaar aan. In 2022 is dat te weinig (tekort per scenario: {', '.join(short)})."
    )
    shown = page.table("Jaar", "Scenario", "Bouwwerken")
    assert shown["Verschil"].tolist() == [can - r["Bouwwerken GK1"] for r in demand]


def gamma_ratio(value, expected):
    """The mean of the ratio observed : planned with the prior of the plan file, worked out on paper."""
    prior, spread = hand.PLAN["forecast"]["prior"], hand.PLAN["forecast"]["spread"]
    return (prior + value / spread) / (prior + expected / spread)


def test_trends(sample_pages, month):
    page = sample_pages("trends", month)
    months = hand.months_to(month)
    counts = {m: Counter(hand.colours(m).values()) for m in months}
    table = page.table("Maand", "behaald", "op schema", "niet tijdig", "nog niet beoordeeld").set_index(
        "Maand"
    )
    order = ("green", "orange", "red", "unjudged")
    assert {m: tuple(table.loc[m]) for m in months} == {m: tuple(counts[m][c] for c in order) for m in months}
    now = counts[month]
    assert page.readings[2] == (
        f"{hand.name_of(month).capitalize()}: {now['green']} behaald, {now['orange']} op schema, "
        f"{now['red']} niet tijdig, {now['unjudged']} nog niet beoordeeld."
    )
    spells = {}
    for a in hand.ASPECTS:
        line = [hand.colours(m)[a] for m in months]
        spells[a] = len(line) - max([i + 1 for i, c in enumerate(line) if c != "red"], default=0)
    lasting = sorted((a for a in spells if spells[a] >= 2), key=lambda a: -spells[a])
    if lasting:
        listed = dict(
            part.rstrip(".").split(" (")
            for part in page.readings[1].removeprefix("Langer dan één vergadering rood: ").split("), ")
        )
        assert {a: int(n.split()[0]) for a, n in listed.items()} == {a: spells[a] for a in lasting}
    else:
        assert page.readings[1] == "Geen enkel aspect staat twee vergaderingen achtereen rood."
    started = len(hand.counted(month))
    forecast = next(r for r in page.readings if r.startswith("Proefprojecten gestart"))
    assert forecast.startswith(f"Proefprojecten gestart: {started} van 180")
    if month == "2021-08":
        ratio = gamma_ratio(started, hand.planned(month, 180))
        ahead = started
        reached = month
        while ahead < 180:
            reached = hand.months_to("2025-12")[hand.months_to("2025-12").index(reached) + 1]
            step = hand.planned(reached, 180) - hand.planned(before(reached), 180) or (1.0 - 0.91) * 180
            ahead += ratio * step
        assert f"naar verwachting in {hand.name_of(reached)}" in forecast
        own = hand.applications(month).values()
        asked, volume = sum(a for a, _ in own), sum(v for _, v in own)
        target = (asked + asked / 12 * 9 + asked / 12) * 0.1
        assert any(r.startswith(f"Volumeprojecten: {volume} van {nl(target)};") for r in page.readings)
    decisions = [
        d for d in hand.rows("planning", "Besluitenlijst", month) if d["Naar Monitoringsgroep"] == "ja"
    ]
    said = (
        f"{len(decisions)} {'besluit' if len(decisions) == 1 else 'besluiten'} voorgelegd aan de "
        "Monitoringsgroep."
    )
    assert (said if decisions else "Er is niets voorgelegd aan de Monitoringsgroep.") in page.readings


def test_plan(sample_pages, month):
    page = sample_pages("plan", month)
    entries = [e for e in hand.PLAN["entry_into_force"] if e["decided_on"] <= hand.last_of(month)]
    assert (
        page.readings[0]
        == f"Zoals besloten in {hand.name_of(month)}: {hand.day(hand.entry(month))}; {len(entries)} "
        "besluiten tot dan toe."
    )
    assert len(page.table("Besloten op", "Inwerkingtreding")) == len(entries)
    shifted = page.table("Aspect", "Naam", "Maanden vooraf").set_index("Aspect")
    own = {a["id"]: a["deadline"] for g in hand.PLAN["goals"] for a in g["aspects"]}
    entry = hand.entry(month)
    for aspect, left in own.items():
        index = entry.year * 12 + entry.month - 1 - left
        assert shifted.at[aspect, "Nu"] == f"01-{index % 12 + 1:02d}-{index // 12}"
    assert "Doel: 180 proefprojecten in 6 categorieën, en 10% van alle aanvragen als volumeproject." in (
        page.readings
    )


def test_leveringen(sample_pages, month):
    page = sample_pages("leveringen", month)
    shown = page.table("Nr", "Register", "Maand")
    assert len(shown) == len(hand.manifest())
    assert sorted(shown["Bestand"]) == sorted(r["file"].split("/")[-1] for r in hand.manifest())


def test_a_corrected_delivery_is_called_so_and_is_not_late(sample_pages):
    """Of all samples one came twice: the pilots of March 2021, of which the second came after the meeting."""
    twice = [k for k, n in Counter((r["register"], r["month"]) for r in hand.manifest()).items() if n > 1]
    assert twice == [("pilots", "2021-03")]
    page = sample_pages("leveringen", "2021-08")
    shown = page.table("Nr", "Register", "Maand")
    again = shown[shown["Stand"] == "telt, gecorrigeerd"]
    assert again[["Register", "Maand"]].values.tolist() == [["Proefprojecten", "maart 2021"]]
    assert (shown["Stand"] == "vervangen").sum() == 1
    assert [t.count("✓ gecorrigeerd") for t in page.texts if t.startswith("Groep ")] == [1]


def test_months_without_a_delivery_are_named_on_every_figure_they_were_carried_into(sample_pages):
    page = sample_pages("proefprojecten", "2021-08")
    told = [t for t in page.texts if t.endswith(CARRIED.format("december 2020"))]
    assert len(told) == 2  # to the target, and each category through the months
    page = sample_pages("digitalisering", "2021-08")
    assert CARRIED.format("november 2020, januari 2021, maart 2021, mei 2021 en juli 2021") in page.texts
