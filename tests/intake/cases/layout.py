"""Where the table stands."""

from __future__ import annotations

from datetime import date

from tests.intake.cases.making import HEAD, IDS, ONE, ROWS, THREE, TWO, case, pilots, put, reading, with_


@case("titel en stand boven de tabel.xlsx", "Titel, stand en lege regel boven de koprij")
def _(book):
    put(book.active, [["Register proefprojecten"], ["Stand per: maart 2021"], [], HEAD, *ROWS])
    return pilots(4)


@case("tabel begint bij D6 maart 2021.xlsx", "Lege kolommen links en rijen boven")
def _(book):
    put(book.active, [HEAD, *ROWS], 6, 4)
    return pilots(6)


@case("lege rijen ertussen mrt-21.xlsx", "Witregels tussen de rijen")
def _(book):
    put(book.active, [HEAD, ONE, [], TWO, [], [], THREE])
    return pilots()


@case("lege kolom middenin mrt-21.xlsx", "Een lege kolom tussen de kolommen")
def _(book):
    put(book.active, [[*r[:5], None, *r[5:]] for r in [HEAD, *ROWS]])
    return pilots()


@case("subtotalen en totaal mrt-21.xlsx", "Subtotaal per groep, eindtotaal onderaan")
def _(book):
    put(book.active, [HEAD, ONE, ["Subtotaal", 1], TWO, THREE, ["Subtotaal", 2], ["Totaal", 3]])
    return pilots()


@case("tussenkoppen met categorie mrt-21.xlsx", "Categorie staat alleen in tussenkoppen, niet in een kolom")
def _(book):
    head = HEAD[:2] + HEAD[3:]
    rows = [r[:2] + r[3:] for r in ROWS]
    put(book.active, [head, [ONE[2]], rows[0], [f"Categorie: {TWO[2]} (1)"], rows[1], [THREE[2]], rows[2]])
    return pilots()


@case("tussenkoppen zonder betekenis mrt-21.xlsx", "Tussenkoppen die alleen indelen")
def _(book):
    put(book.active, [HEAD, ["Projecten in uitvoering"], ONE, ["Overige projecten"], TWO, THREE])
    return pilots()


@case("voetnoten onder de tabel mrt-21.xlsx", "Voetnoot en bron onder de tabel")
def _(book):
    put(book.active, [HEAD, *ROWS, [], ["* voorlopige cijfers"], ["Bron: BG Proefprojecten"]])
    return pilots()


@case("herhaalde koppen mrt-21.xlsx", "De koprij herhaald op iedere afdrukpagina")
def _(book):
    put(book.active, [HEAD, ONE, HEAD, TWO, [], HEAD, THREE])
    return pilots()


@case(
    "samengevoegde kop over twee rijen mrt-21.xlsx",
    "Datum als samengevoegde kop boven aanmelding, start en gereed",
)
def _(book):
    top = [*HEAD[:7], "Datum", None, None, *HEAD[10:]]
    put(book.active, [top, [None] * 7 + ["aanmelding", "start", "gereed"], *ROWS])
    book.active.merge_cells("H1:J1")
    for column in "ABCDEFGKLM":
        book.active.merge_cells(f"{column}1:{column}2")
    return pilots(
        2,
        values=IDS
        | {"registered": ["2021-01-04", "2021-01-05", "2021-03-01"], "completed": ["", "2021-03-01", ""]},
    )


@case("kop over drie rijen mrt-21.xlsx", "Groepskop, kop en uitleg: drie rijen, de laatste is de kop")
def _(book):
    put(book.active, [["Gegevens project"] + [None] * 6 + ["Planning"], [None], HEAD, *ROWS])
    book.active.merge_cells("A1:G1")
    book.active.merge_cells("H1:J1")
    return pilots(3)


@case("twee tabellen onder elkaar mrt-21.xlsx", "Projecten en netwerken onder elkaar op één blad")
def _(book):
    rows = [with_(ONE, aanpak="netwerk", netwerk="Twente"), TWO, THREE]
    put(
        book.active,
        [
            ["Projecten"],
            HEAD,
            *rows,
            [],
            ["Netwerken"],
            ["Netwerk", "Kerngemeente", "Status"],
            ["Twente", "Enschede", "actief"],
        ],
    )
    tables = [["pilots", "Sheet", 2, 3], ["networks", "Sheet", 8, 1]]
    return reading(
        tables,
        {
            "pilots": {"network": ["Twente", "", ""]},
            "networks": {"core_municipality": ["Enschede"], "status": ["active"]},
        },
    )


@case("twee tabellen naast elkaar mrt-21.xlsx", "Knelpunten links, lessen rechts")
def _(book):
    left = [
        ["Nr", "Gemeld op", "Knelpunt", "Status"],
        ["K1", date(2021, 1, 4), "Dossier", "open"],
        ["K2", date(2021, 2, 4), "Plan", "opgelost"],
    ]
    right = [["Nr", "Datum", "Soort", "Omschrijving"], ["L1", date(2021, 2, 1), "les", "Begin vroeg"]]
    put(book.active, left)
    put(book.active, right, 1, 6)
    values = {
        "bottlenecks": {"number": ["K1", "K2"], "status": ["open", "resolved"]},
        "lessons": {"description": ["Begin vroeg"], "kind": ["lesson"]},
    }
    return reading([["bottlenecks", "Sheet", 1, 2], ["lessons", "Sheet", 1, 1]], values)


@case("tabel over drie bladen mrt-21.xlsx", "Een blad per maand van aanmelding, alle met dezelfde kop")
def _(book):
    book.active.title = "januari"
    for name, row in zip(("januari", "februari", "maart"), ROWS, strict=True):
        sheet = book["januari"] if name == "januari" else book.create_sheet(name)
        put(sheet, [HEAD, row])
    return reading([["pilots", n, 1, 1] for n in ("januari", "februari", "maart")], {"pilots": IDS})


@case("blad per categorie mrt-21.xlsx", "De categorie is de naam van het blad; er is geen kolom")
def _(book):
    book.active.title = "Bedrijfsgebouwen"
    put(book.active, [HEAD[:2] + HEAD[3:], ONE[:2] + ONE[3:]])
    put(book.create_sheet("Logies en overig"), [HEAD[:2] + HEAD[3:], THREE[:2] + THREE[3:]])
    tables = [["pilots", "Bedrijfsgebouwen", 1, 1], ["pilots", "Logies en overig", 1, 1]]
    return reading(tables, {"pilots": {"category": ["Bedrijfsgebouwen", "Logies- en overige gebouwen"]}})


@case("verborgen blad mrt-21.xlsx", "Een verborgen blad met oude projecten telt niet en wordt gemeld")
def _(book):
    put(book.active, [HEAD, *ROWS])
    old = book.create_sheet("oud")
    put(old, [HEAD, with_(ONE, projectnummer="P9")])
    old.sheet_state = "hidden"
    return pilots(says=["Blad 'oud' is verborgen"])


@case("rijen verborgen door filter mrt-21.xlsx", "Door een filter verborgen rijen tellen mee")
def _(book):
    put(book.active, [HEAD, *ROWS])
    book.active.auto_filter.ref = "A1:M4"
    book.active.row_dimensions[3].hidden = True
    return pilots()


@case("verborgen kolommen mrt-21.xlsx", "Een verborgen kolom hoort bij de tabel")
def _(book):
    put(book.active, [HEAD, *ROWS])
    book.active.column_dimensions["C"].hidden = True
    return pilots()


@case("uitleg en legenda eromheen mrt-21.xlsx", "Uitleg links boven, legenda rechts van de tabel")
def _(book):
    put(
        book.active,
        [
            ["Vul per project één regel in. Vragen? Bel het secretariaat."],
            ["Let op de spelregels"],
            [],
            HEAD,
            *ROWS,
        ],
    )
    put(book.active, [["Legenda"], ["groen = klaar"], ["oranje = loopt"]], 5, 16)
    return pilots(4)


@case("andere bladen eromheen mrt-21.xlsx", "Bladen met uitleg, keuzelijsten en een leeg blad")
def _(book):
    book.active.title = "Lees mij"
    put(book.active, [["Toelichting"], ["Dit bestand is van de BG."]])
    put(
        book.create_sheet("Lijsten"),
        [
            ["Categorie", "Status"],
            ["Bedrijfsgebouwen", "gestart"],
            ["Logies- en overige gebouwen", "afgerond"],
        ],
    )
    book.create_sheet("Leeg")
    put(book.create_sheet("Data"), [HEAD, *ROWS])
    return pilots(sheet="Data")


@case("samengevoegde gemeente omlaag mrt-21.xlsx", "Gemeente samengevoegd over drie rijen")
def _(book):
    put(book.active, [HEAD, ONE, with_(TWO, gemeente=None), with_(THREE, gemeente=None)])
    book.active.merge_cells("F2:F4")
    return pilots(values=IDS | {"municipality": ["Zwolle"] * 3})


@case("tabel ver naar rechts mrt-21.xlsx", "De tabel begint in kolom Z")
def _(book):
    put(book.active, [HEAD, *ROWS], 3, 26)
    return pilots(3)
