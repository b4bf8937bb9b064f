"""What its headings say."""

from __future__ import annotations

from tests.intake.cases.making import HEAD, IDS, ROWS, case, pilots, put


@case("synoniemen en andere volgorde mrt-21.xlsx", "Andere namen en een andere volgorde van kolommen")
def _(book):
    names = [
        "Proj.nr",
        "Naam",
        "Type bouwwerk",
        "Spoor",
        "Ambassadeursnetwerk",
        "Gem.",
        "Stand van zaken",
        "Aangemeld op",
        "Startdatum",
        "Gereedmelding",
        "KB",
        "Borgingsinstrument",
        "Commitment",
    ]
    order = [6, 5, 0, 2, 1, 3, 4, 12, 11, 10, 9, 8, 7]
    put(book.active, [[r[i] for i in order] for r in [names, *ROWS]])
    return pilots()


@case("typfouten in koppen mrt-21.xlsx", "Koppen met een tikfout")
def _(book):
    names = [
        "Projectnumer",
        "Project",
        "Categorei",
        "Aanpak",
        "Netwerk",
        "Gemeente",
        "Satus",
        "Datum aanmeldng",
        "Gestart",
        "Gereed",
        "Kwaliteitsborgr",
        "Instrumnt",
        "Werkplan",
    ]
    put(book.active, [names, *ROWS])
    return pilots(says=["is gelezen als 'Categorie'"])


@case("alle koppen met typfout mrt-21.xlsx", "Geen enkele kop is goed gespeld")
def _(book):
    names = [
        "Projectnumer",
        "Projct",
        "Categoriee",
        "Anpak",
        "Netwrk",
        "Gemente",
        "Sttatus",
        "Datum aanmeldng",
        "Gestrt",
        "Gereeed",
        "Kwaliteitsborgr",
        "Instrumnt",
        "Werkpln",
    ]
    put(book.active, [names, *ROWS])
    return pilots()


@case(
    "koppen met regeleinde en uitleg mrt-21.xlsx",
    "Regeleinden, haakjes, sterretjes en hoofdletters in koppen",
)
def _(book):
    names = [
        "PROJECT-\nNUMMER",
        "PROJECT:",
        "Categorie*",
        "Aanpak",
        "Netwerk",
        "GEMEENTE",
        "Status ",
        "Datum\naanmelding",
        "Gestart (datum)",
        " Gereed",
        "Kwaliteitsborger (organisatie)",
        "Instrument",
        "Werkplan (ja/nee)",
    ]
    put(book.active, [names, *ROWS])
    return pilots()


@case("afgekorte koppen mrt-21.xlsx", "Koppen afgekort omdat de kolom smal is")
def _(book):
    names = [
        "Nr",
        "Project",
        "Cat.",
        "Aanpak",
        "Netwerk",
        "Gem.",
        "Status",
        "Datum aanm.",
        "Start",
        "Gereed",
        "KB",
        "Instr.",
        "Werkplan",
    ]
    put(book.active, [names, *ROWS])
    return pilots()


@case("kop ontbreekt boven categorie mrt-21.xlsx", "Een kolom zonder kop die aan de inhoud te herkennen is")
def _(book):
    put(book.active, [[None if h == "Categorie" else h for h in HEAD], *ROWS])
    return pilots(findings=[("warning", "C1", "category")])


@case("vreemde kop boven gemeente mrt-21.xlsx", "Een kop die niets zegt, boven gemeenten")
def _(book):
    put(book.active, [["Kolom6" if h == "Gemeente" else h for h in HEAD], *ROWS])
    return pilots(
        values=IDS | {"municipality": ["Zwolle", "Ede", "Breda"]},
        findings=[("warning", "F1", "municipality")],
    )


@case(
    "contactpersonen ernaast mrt-21.xlsx",
    "Namen, telefoon en mail van personen staan ernaast en in een omschrijving",
)
def _(book):
    rows = [[*r, "J. Jansen", "06-12345678", "j@voorbeeld.nl"] for r in ROWS]
    rows[0][1] = "Hal Noord (bel 06-12345678)"
    put(book.active, [[*HEAD, "Contactpersoon", "Telefoon", "E-mail"], *rows])
    return pilots(values={"name": ["Hal Noord (bel [persoonsgegeven weggelaten])", "Brug Oost", "Dakopbouw"]})


@case("verplichte kolom ontbreekt mrt-21.xlsx", "De kolom Instrument ontbreekt: één fout, niet één per rij")
def _(book):
    put(book.active, [HEAD[:11] + HEAD[12:], *[r[:11] + r[12:] for r in ROWS]])
    return pilots(findings=[("error", "A1", "instrument")])


@case(
    "koppen die niemand afsprak mrt-21.xlsx",
    "Een hekje voor het nummer, haakjes, samenstellingen en vraagtekens",
)
def _(book):
    heads = [
        "#",
        "Pilotnaam",
        "Type",
        "Spoor (netwerk/volume)",
        "Netwerknaam",
        "Plaats/gemeente",
        "Fase",
        "Aanmelddatum",
        "Startdatum bouw",
        "Opleverdatum (gepland)",
        "Opleverdatum (werkelijk)",
        "KB-organisatie",
        "KB instrument",
        "# won.",
        "Nieuwbouw/renovatie",
        "Werkplan getekend?",
    ]
    rows = [
        [
            1,
            "De Linde",
            "GW projectmatig",
            "Netwerk",
            "Twente",
            "Enschede",
            "loopt",
            "4 jan 2021",
            "15-02-2021",
            "Q4 2021",
            None,
            "Woningborg",
            "KiK",
            31,
            "nieuwbouw",
            "ja",
        ],
        [
            2,
            "Hal 7",
            "bedrijfshal",
            "volume",
            None,
            "Den Haag",
            "gereed",
            "02/11/2020",
            "11-12-2020",
            "mrt-21",
            "19 maart 2021",
            "BouwQ",
            "TIS",
            "1",
            "nieuw",
            "J",
        ],
        [
            3,
            "Dakkapel",
            "verbouw/uitbreiding woningen",
            "volume",
            "-",
            "gem. Súdwest-Fryslân",
            "aangemeld",
            "3-3-21",
            None,
            "n.n.b.",
            None,
            "Borg",
            "WKI",
            1,
            "verbouw",
            "n",
        ],
    ]
    put(book.active, [["BG Proefprojecten"], [], heads, *rows, [None, "Totaal", 3]])
    values = {
        "id": ["1", "2", "3"],
        "municipality": ["Enschede", "'s-Gravenhage", "Súdwest-Fryslân"],
        "started": ["2021-02-15", "2020-12-11", ""],
        "planned_completion": ["2021-10-01", "2021-03-01", ""],
        "completed": ["", "2021-03-19", ""],
        "works": ["31", "1", "1"],
        "construction": ["new", "new", "renovation"],
        "work_plan": ["yes", "yes", "no"],
    }
    return pilots(3, values=values)
