"""What is written in its cells."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter

from tests.intake.cases.making import HEAD, IDS, ONE, ROWS, THREE, TWO, case, pilots, put, reading, with_


@case("datums op alle manieren mrt-21.xlsx", "Datums als datum, tekst, maand, week, kwartaal")
def _(book):
    written = [
        "15-3-2021",
        "15 maart 2021",
        "15/03/21",
        "2021-03-15",
        "mrt-21",
        "maart 2021",
        "wk 12 2021",
        "Q1 2021",
        "1e kwartaal 2021",
        "begin maart 2021",
        datetime(2021, 3, 15),
        "ma 15 mrt. 2021",
        "1e helft 2021",
        "stand 15 mrt. 2021",
    ]
    rows = [with_(THREE, projectnummer=f"P{i}", datum_aanmelding=w) for i, w in enumerate(written)]
    put(book.active, [HEAD, *rows])
    wanted = (
        ["2021-03-15"] * 4
        + ["2021-03-01"] * 2
        + [
            "2021-03-22",
            "2021-01-01",
            "2021-01-01",
            "2021-03-01",
            "2021-03-15",
            "2021-03-15",
            "2021-01-01",
            "2021-03-15",
        ]
    )
    return pilots(rows=14, values={"registered": wanted})


@case("datums zonder jaar mrt-21.xlsx", "Dag en maand zonder jaar zijn een fout, geen gok")
def _(book):
    put(
        book.active,
        [
            HEAD,
            with_(ONE, datum_aanmelding="4 januari"),
            with_(TWO, datum_aanmelding="5-1"),
            with_(THREE, datum_aanmelding="wk 9"),
        ],
    )
    return pilots(findings=[("error", f"H{r}", "registered") for r in (2, 3, 4)], says=["het jaar ontbreekt"])


@case("onmogelijke datums mrt-21.xlsx", "31 februari, een jaartal 2201, tekst in een datumkolom")
def _(book):
    put(
        book.active,
        [
            HEAD,
            with_(ONE, datum_aanmelding="31-2-2021"),
            with_(TWO, datum_aanmelding="5-1-2201"),
            with_(THREE, datum_aanmelding="volgt"),
        ],
    )
    return pilots(findings=[("error", f"H{r}", "registered") for r in (2, 3, 4)])


@case(
    "amerikaanse datums mrt-21.xlsx",
    "Eén cel bewijst dat maanden voorop staan; die ene is een fout, de andere een melding",
)
def _(book):
    put(
        book.active,
        [
            HEAD,
            with_(ONE, datum_aanmelding="01/31/2021"),
            with_(TWO, datum_aanmelding="01/05/2021", gestart="2-5-2021", gereed="3-5-2021"),
            THREE,
        ],
    )
    later = [("warning", "H3", "registered"), ("warning", "I3", "started"), ("warning", "J3", "completed")]
    return pilots(
        findings=[("error", "H2", "registered"), *later], says=["maand voorop", "ligt na de peilmaand"]
    )


@case("datums als getal mrt-21.xlsx", "Datums die hun opmaak verloren: volgnummers van Excel")
def _(book):
    put(book.active, [HEAD, with_(ONE, datum_aanmelding=44200), TWO, THREE])
    return pilots(values={"registered": ["2021-01-04", "2021-01-05", "2021-03-01"]})


@case("getallen op alle manieren mrt-21.xlsx", "Aantallen als tekst, met punt, eenheid of als formule")
def _(book):
    written = ["31", "31 woningen", 31, 31.0, "1.584", "ca. 12", "n.v.t.", "PM", "-", "10 st."]
    put(
        book.active,
        [
            [*HEAD, "Aantal bouwwerken"],
            *[[*with_(THREE, projectnummer=f"P{i}"), w] for i, w in enumerate(written)],
        ],
    )
    return pilots(rows=10, values={"works": ["31", "31", "31", "31", "1584", "12", "", "", "", "10"]})


@case("getallen die geen getal zijn mrt-21.xlsx", "Twaalf, een half huis, een bereik")
def _(book):
    put(book.active, [[*HEAD, "Aantal bouwwerken"], [*ONE, "twaalf"], [*TWO, 2.5], [*THREE, "10-20"]])
    return pilots(findings=[("error", f"N{r}", "works") for r in (2, 3, 4)])


@case("categorieen met typfouten mrt-21.xlsx", "Categorieën verkort, met tikfout, met nummer; één onbekend")
def _(book):
    written = [
        "Grondgeb. woningen (projectm.)",
        "Bedrijfsgebouwenn",
        "4. Bedrijfsgebouwen",
        "cat 6",
        "Grondgeb. woning",
        "VERBOUW WONINGEN",
        2,
    ]
    put(
        book.active,
        [HEAD, *[with_(THREE, projectnummer=f"P{i}", categorie=w) for i, w in enumerate(written)]],
    )
    names = [
        "Grondgebonden woningen (projectmatig)",
        "Bedrijfsgebouwen",
        "Bedrijfsgebouwen",
        "Bouwwerken geen gebouw zijnde",
        "",
        "Verbouw en uitbreiding van woningen",
        "Grondgebonden woningen (particulier)",
    ]
    return pilots(
        rows=7,
        values={"category": names},
        findings=[("warning", "C3", "category"), ("error", "C6", "category")],
    )


@case("gemeenten op alle manieren mrt-21.xlsx", "Oude namen, afkortingen, accenten, het woord gemeente")
def _(book):
    written = [
        "gemeente Utrecht",
        "Den Haag",
        "'s-Gravenhage",
        "Den Bosch",
        "'s Hertogenbosch",
        "Appingedam",
        "SUDWEST FRYSLAN",
        "Bergen op Zoom",
        "Gem. Ede",
        "0363",
        "Groningen",
    ]
    put(
        book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", gemeente=w) for i, w in enumerate(written)]]
    )
    names = [
        "Utrecht",
        "'s-Gravenhage",
        "'s-Gravenhage",
        "'s-Hertogenbosch",
        "'s-Hertogenbosch",
        "Eemsdelta",
        "Súdwest-Fryslân",
        "Bergen op Zoom",
        "Ede",
        "Amsterdam",
        "Groningen",
    ]
    return pilots(rows=11, values={"municipality": names})


@case(
    "gemeenten die vragen oproepen mrt-21.xlsx",
    "Bergen kan er twee zijn, Haaren is verdeeld, Zwollle is een tikfout, Heerenburg bestaat niet",
)
def _(book):
    written = ["Bergen", "Haaren", "Amersfort", "Xanadu"]
    put(
        book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", gemeente=w) for i, w in enumerate(written)]]
    )
    wanted = [
        ("error", "F2", "municipality"),
        ("warning", "F3", "municipality"),
        ("warning", "F4", "municipality"),
        ("error", "F5", "municipality"),
    ]
    return pilots(
        rows=4,
        values={"municipality": ["", "Haaren", "Amersfoort", ""]},
        findings=wanted,
        says=["Bergen (NH.)", "Boxtel"],
    )


@case(
    "herindeling volgt de peilmaand dec-20.xlsx", "In december 2020 bestaat Appingedam nog", month="2020-12"
)
def _(book):
    put(
        book.active,
        [
            HEAD,
            with_(ONE, gemeente="Appingedam", datum_aanmelding=date(2020, 9, 1), gestart=date(2020, 10, 1)),
        ],
    )
    return pilots(rows=1, values={"municipality": ["Appingedam"]})


@case("ja en nee op alle manieren mrt-21.xlsx", "ja, J, x, vinkje, waar, 1; nee, N, onwaar, 0")
def _(book):
    written = ["ja", "J", "x", "√", True, 1, "nee", "N", False, 0, "Ja, sinds mei", "misschien"]
    put(
        book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", werkplan=w) for i, w in enumerate(written)]]
    )
    wanted = ["yes"] * 6 + ["no"] * 4 + ["yes", ""]
    return pilots(
        rows=12,
        values={"work_plan": wanted},
        findings=[("warning", "M12", "work_plan"), ("error", "M13", "work_plan")],
    )


@case("statussen met typfouten mrt-21.xlsx", "Andere woorden en tikfouten voor de status")
def _(book):
    written = ["In uitvoering", "afgerondd", "VOORBEREIDING", "in voorbreiding", "ingetrokken", "onduidelijk"]
    rows = [with_(TWO, projectnummer=f"P{i}", status=w) for i, w in enumerate(written)]
    put(book.active, [HEAD, *rows])
    wanted = ["started", "completed", "preparing", "preparing", "withdrawn", ""]
    return pilots(
        rows=6,
        values={"status": wanted},
        findings=[("warning", "G3", "status"), ("warning", "G5", "status"), ("error", "G7", "status")],
    )


@case("foutcellen mrt-21.xlsx", "Cellen met #N/B en #VERW!: één fout per cel, geen vervolgfouten")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart="#N/A"), with_(TWO, categorie="#REF!"), THREE])
    return pilots(
        values={"category": [ONE[2], "", THREE[2]]},
        findings=[("error", "I2", "started"), ("error", "C3", "category")],
        says=["#N/B", "#VERW!"],
    )


@case("formules nooit opgeslagen mrt-21.xlsx", "Formules zonder opgeslagen uitkomst")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart="=H2+28"), TWO, THREE])
    return pilots(findings=[("error", "I2", "started")], says=["nooit opgeslagen"])


@case(
    "formules met uitkomst mrt-21.xlsx",
    "Formules waarvan de uitkomst is opgeslagen, tekst in de gedeelde tabel",
)
def _(_):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, day = book.add_worksheet("Projecten"), book.add_format({"num_format": "d-m-yyyy"})
    for r, row in enumerate([HEAD, *ROWS]):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(r, c, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                sheet.write(r, c, value)
    sheet.write_formula("B2", '="Hal "&"Noord"', None, "Hal Noord")
    sheet.write_formula("I2", "=H2+28", day, 44228)
    book.close()
    return out.getvalue(), pilots(
        sheet="Projecten",
        values=IDS
        | {"name": ["Hal Noord", "Brug Oost", "Dakopbouw"], "started": ["2021-02-01", "2021-02-02", ""]},
    )


@case(
    "spaties en harde spaties mrt-21.xlsx",
    "Spaties ervoor, erachter, dubbel, en harde spaties uit een webpagina",
)
def _(book):
    put(
        book.active,
        [
            HEAD,
            with_(ONE, projectnummer=" P1 ", categorie="Bedrijfsgebouwen\xa0", gemeente="  Zwolle"),
            with_(TWO, project="Brug   Oost"),
            THREE,
        ],
    )
    return pilots(values=IDS | {"name": ["Hal Noord", "Brug Oost", "Dakopbouw"]})


@case("nummers als getal en als tekst mrt-21.xlsx", "Projectnummers 1 tot 3 als getal, verwezen als tekst")
def _(book):
    put(book.active, [HEAD, *[with_(r, projectnummer=i) for i, r in enumerate(ROWS, 1)]])
    put(
        book.create_sheet("Knelpunten"),
        [["Nr", "Gemeld op", "Knelpunt", "Project", "Status"], [1, date(2021, 2, 1), "Dossier", "2", "open"]],
    )
    tables = [["pilots", "Sheet", 1, 3], ["bottlenecks", "Knelpunten", 1, 1]]
    return reading(tables, {"pilots": {"id": ["1", "2", "3"]}, "bottlenecks": {"pilot": ["2"]}})


@case(
    "onbekend op alle manieren mrt-21.xlsx",
    "n.v.t., PM, n.n.b., ?, - in kolommen die leeg mogen zijn; verplicht is het een fout",
)
def _(book):
    rows = [
        with_(THREE, projectnummer=f"P{i}", gereed=w)
        for i, w in enumerate(["n.v.t.", "PM", "n.n.b.", "?", "-", "onbekend"])
    ]
    rows.append(with_(THREE, projectnummer="P7", instrument="n.n.b."))
    put(book.active, [HEAD, *rows])
    return pilots(rows=7, values={"completed": [""] * 7}, findings=[("error", "L8", "instrument")])
