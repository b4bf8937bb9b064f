"""Communication, digital, admission."""

from __future__ import annotations

from datetime import date

from tests.intake.cases.making import case, put, reading


@case(
    "bekendheid als procent en aantal mrt-21.xlsx",
    "Aandeel als 62%, 0,62, 140 van de 200; een partij voluit",
    "communication",
)
def _(book):
    head = ["Meetdatum", "Branche", "Omvang achterban", "Respondenten", "Voldoende geïnformeerd"]
    put(
        book.active,
        [
            head,
            ["mrt-21", "Bouwend Nederland", "4.300", 200, "62%"],
            ["mrt-21", "BNA", 1200, 100, 0.62],
            ["mrt-21", "Vereniging Nederlandse Gemeenten", 352, 200, 140],
        ],
    )
    values = {
        "party": ["Bouwend Nederland", "BNA", "VNG"],
        "audience_size": ["4300", "1200", "352"],
        "informed": ["0.62", "0.62", "140.0"],
    }
    return reading([["awareness", "Sheet", 1, 3]], {"awareness": values}, [["warning", "E3", "informed"]])


@case(
    "vragen en uitingen mrt-21.xlsx",
    "Vragenlijst met lange teksten en een kalender van uitingen",
    "communication",
)
def _(book):
    put(
        book.active,
        [
            ["Nr", "Vraag", "Ontvangen op", "Beantwoord op", "Thema"],
            [1, "Wie levert het dossier?\nEn wanneer?", "1-3-2021", "5-3-2021", "dossier"],
            [2, "Wat kost het?", "2 maart 2021", None, "kosten"],
        ],
    )
    put(
        book.create_sheet("Kalender"),
        [
            ["Nr", "Titel", "Soort", "Gepland", "Gerealiseerd", "Bereik"],
            ["U1", "Webinar", "webinar", "feb-21", "12-2-2021", "± 250"],
            ["U2", "Folder", "brochure", "Q2 2021"],
        ],
    )
    values = {
        "questions": {"number": ["1", "2"], "answered": ["2021-03-05", ""]},
        "materials": {"kind": ["webinar", "material"], "reach": ["250", ""]},
    }
    return reading([["questions", "Sheet", 1, 2], ["materials", "Kalender", 1, 2]], values)


@case("aansluitingen van gemeenten mrt-21.xlsx", "Stand per gemeente met x, bezig en nog niet", "digital")
def _(book):
    put(
        book.active,
        [
            ["Gemeente", "DSO", "Zaaksysteem", "Leverancier"],
            ["Zwolle", "x", "bezig", "A"],
            ["Ede", "nog niet", "ja", "B"],
            ["Breda", "in test", "nee", None],
        ],
    )
    values = {"dso": ["ready", "no", "testing"], "case_system": ["testing", "ready", "no"]}
    return reading([["connections", "Sheet", 1, 3]], {"connections": values})


@case("informatiemomenten mrt-21.xlsx", "Van en aan als koppen, ja/nee met vraagtekens", "digital")
def _(book):
    put(
        book.active,
        [
            ["Bericht", "Van", "Aan", "Opgesteld door", "Vastgelegd?", "Verwerkbaar?"],
            ["Bouwmelding", "Aannemer", "Gemeente", "KB", "ja", "nee"],
            ["Gereedmelding", "Aannemer", "Gemeente", "KB", "n", "?"],
        ],
    )
    values = {"moment": ["Bouwmelding", "Gereedmelding"], "defined": ["yes", "no"], "processable": ["no", ""]}
    return reading([["information_moments", "Sheet", 1, 2]], {"information_moments": values})


@case(
    "dekking als matrix mrt-21.xlsx",
    "Type bouwwerk omlaag, instrumenten naast elkaar, met vinkjes en 'ja, mits'",
    "admission",
)
def _(book):
    put(
        book.active,
        [
            ["Dekking"],
            ["Type bouwwerk", "KiK", "TIS", "WKI"],
            ["Woning", "√", "ja, mits", None],
            ["Woonboot", "nee", "x", "?"],
        ],
    )
    put(
        book.create_sheet("Lijst"),
        [
            ["Instrument", "Aanbieder", "Status"],
            ["KiK", "KOMO", "toegelaten"],
            ["TIS", "TIS nv", "voorlopig"],
            ["WKI", "WKI", "in behandeling"],
        ],
    )
    values = {
        "coverage": {
            "building_type": ["Woning"] * 2 + ["Woonboot"] * 2,
            "instrument": ["KiK", "TIS"] * 2,
            "suitable": ["yes", "conditional", "no", "yes"],
        }
    }
    return reading([["coverage", "Sheet", 2, 2], ["instruments", "Lijst", 1, 3]], values)


@case("kwaliteitsborgers en raming mrt-21.xlsx", "Fte met komma, scenario's, taken van de Tlokb", "admission")
def _(book):
    put(
        book.active,
        [
            ["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte", "Capaciteit per jaar"],
            ["KiK", 12, "ca. 80", "61,5", "8.000"],
            ["TIS", None, None, None, 900],
        ],
    )
    put(
        book.create_sheet("Raming"),
        [
            ["Jaar", "Scenario", "Bouwwerken gevolgklasse 1"],
            [2022, "laag", "40.000"],
            [2022, "hoog", "60.000"],
        ],
    )
    put(
        book.create_sheet("Taken"),
        [
            ["Taak", "Aspect", "Status", "Gereed gepland", "Gereed"],
            ["Statuten", 5.1, "gereed", "jan-21", "3-1-2021"],
            ["Toezicht", "5,2", "loopt", "Q3 2021"],
        ],
    )
    tables = [["assurers", "Sheet", 1, 2], ["demand", "Raming", 1, 2], ["readiness", "Taken", 1, 2]]
    values = {
        "assurers": {"persons": ["80", ""], "fte": ["61.5", ""], "capacity": ["8000", "900"]},
        "demand": {"works": ["40000", "60000"], "scenario": ["low", "high"]},
        "readiness": {"aspect": ["5.1", "5.2"], "status": ["done", "running"]},
    }
    return reading(tables, values, [("error", "B3", "organisations")])


@case(
    "bekendheid onder een kop met procent mrt-21.xlsx",
    "De kop zegt %: 46 is 46 procent en geen aantal, 0,68 kan twee dingen zijn, 140 kan niet",
    "communication",
)
def _(book):
    rows = [
        ["BNA", "1.100", "96", "46", "15 maart 2021"],
        ["Bouwend Nederland", "4.300", "310", "49,5", "15 maart 2021"],
        ["Neprom", 68, 30, 0.68, "15-3-2021"],
        ["VNG", 355, 200, 140, "15-3-2021"],
    ]
    put(
        book.active,
        [["Branche", "Achterban", "Respons", "Voldoende geïnformeerd (%)", "Datum meting"], *rows],
    )
    values = {
        "party": ["BNA", "Bouwend Nederland", "Neprom", "VNG"],
        "informed": ["0.46", "0.495", "", ""],
        "audience_size": ["1100", "4300", "68", "355"],
    }
    return reading(
        [["awareness", "Sheet", 1, 4]],
        {"awareness": values},
        [["error", "D4", "informed"], ["error", "D5", "informed"]],
    )


@case(
    "bekendheid met meer geïnformeerden dan respondenten mrt-21.xlsx",
    "Een aantal boven de respons, een aantal zonder respons, een half mens",
    "communication",
)
def _(book):
    rows = [
        ["BNA", 96, 120, "15-3-2021"],
        ["Neprom", None, 20, "15-3-2021"],
        ["VNG", 200, 49.5, "15-3-2021"],
        ["Aedes", 50, 50, "15-3-2021"],
    ]
    put(book.active, [["Branche", "Respondenten", "Voldoende geïnformeerd", "Meetdatum"], *rows])
    return reading(
        [["awareness", "Sheet", 1, 4]],
        {"awareness": {"informed": ["120.0", "20.0", "", "50.0"]}},
        [["error", "C2", "informed"], ["warning", "B3", "respondents"], ["error", "C4", "informed"]],
        ["meer dan Respondenten (96)", "niet te bepalen"],
    )


@case(
    "dekking met haakjes en een legenda mrt-21.xlsx",
    "x is geschikt, (x) onder voorwaarden; een ander blad past in geen tabel en wordt genoemd",
    "admission",
)
def _(book):
    sheet = book.active
    sheet.title = "Matrix"
    rows = [
        ["Eengezinswoning nieuw", "x", "x", "(x)", "nee"],
        ["Woonboot", "nee", "x", "nee", "nee"],
        ["Bedrijfspand t/m 2 lagen", "x", "(x)", "x", "x"],
    ]
    put(
        sheet,
        [
            ["Dekking instrumenten"],
            ["x = geschikt, (x) = onder voorwaarden"],
            [],
            ["Bouwwerken gevolgklasse 1", "KOMO KiK", "TIS", "SWK VK", "WKI"],
            *rows,
        ],
    )
    put(
        book.create_sheet("Rooster"),
        [["Dag", "Wie", "Waar"], ["ma", "A", "B"], ["di", "C", "D"], ["wo", "E", "F"]],
    )
    values = {
        "building_type": [r[0] for r in rows for _ in range(4)],
        "instrument": ["KOMO KiK", "TIS", "SWK VK", "WKI"] * 3,
        "suitable": [
            "yes",
            "yes",
            "conditional",
            "no",
            "no",
            "yes",
            "no",
            "no",
            "yes",
            "conditional",
            "yes",
            "yes",
        ],
    }
    return reading([["coverage", "Matrix", 4, 3]], {"coverage": values}, says=["'Rooster' is niet herkend"])


@case(
    "planning met weken en een balkendiagram mrt-21.xlsx",
    "Voortgang als 1, 0,8, 25% en 0,5; weken rechts ervan; verwijzingen met puntkomma",
    "planning",
)
def _(book):
    rows = [
        [1, "Regeling opstellen", "BZK", date(2020, 9, 1), date(2021, 1, 31), 1, None],
        [2, "Plan vaststellen", "Regiegroep", "1-9-2020", "30-9-2020", 0.8, "1"],
        [3, "Ervaringen", "BG PP", "jan 2021", "Q2 2021", "25%", "1;2"],
        [4, "Afronding", "VNG", "1e kwartaal 2021", "2e helft 2021", "0,5", " 3 "],
    ]
    put(
        book.active,
        [
            ["Integrale planning"],
            [
                "ID",
                "Taak",
                "Wie",
                "Begin",
                "Einde",
                "% gereed",
                "Voorganger",
                *[f"wk {i}" for i in range(1, 20)],
            ],
            *rows,
        ],
    )
    values = {
        "number": ["1", "2", "3", "4"],
        "party": ["BZK", "Regiegroep", "BG Proefprojecten", "VNG"],
        "progress": ["100.0", "80.0", "25.0", "50.0"],
        "depends_on": ["", "1", "1; 2", "3"],
        "end": ["2021-01-31", "2020-09-30", "2021-04-01", "2021-07-01"],
    }
    return reading([["activities", "Sheet", 2, 4]], {"activities": values})
