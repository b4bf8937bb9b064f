"""The status list in all its shapes."""

from __future__ import annotations

from datetime import date, datetime

from openpyxl.styles import Font

from tests.intake.cases.making import GREEN, ORANGE, RED, STATUS, case, put, reading


@case(
    "status met aspect als getal en datum mrt-21.xlsx",
    "Excel maakte van 3.1 een getal en van 1.2 een datum",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            STATUS,
            [3.1, "oranje", "loopt"],
            ["3,2", "groen", "af"],
            [date(2021, 3, 3), "oranje", "loopt"],
            ["1.1 Wetgevingstraject afgerond", "rood", "wet", "brief"],
        ],
    )
    return reading(
        [["status", "Sheet", 1, 4]],
        {"status": {"aspect": ["3.1", "3.2", "3.3", "1.1"], "status": ["orange", "green", "orange", "red"]}},
    )


@case(
    "status met een datum die twee aspecten kan zijn mrt-21.xlsx",
    "1 februari kan 1.2 of 2.1 zijn: een vraag, geen gok",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            STATUS,
            [datetime(2021, 2, 1), "oranje", "loopt"],
            ["3.1", "groen", "af"],
            ["2.2", "oranje", "loopt"],
        ],
    )
    return reading(
        [["status", "Sheet", 1, 3]],
        {"status": {"aspect": ["", "3.1", "2.2"]}},
        [("error", "A2", "aspect")],
        ["1.2 of 2.1"],
    )


@case(
    "status met kruisjes mrt-21.xlsx", "Drie kolommen groen, oranje, rood met een kruisje in één", "planning"
)
def _(book):
    put(
        book.active,
        [
            ["Aspect", "Groen", "Oranje", "Rood", "Onderbouwing", "Actie"],
            ["1.1", None, "x", None, "a"],
            ["1.2", "x", None, None, "b"],
            ["2.1", None, None, "X", "c", "doen"],
            ["2.2"],
        ],
    )
    values = {"status": ["orange", "green", "red", ""]}
    return reading([["status", "Sheet", 1, 4]], {"status": values}, [("warning", "B5", "status")])


@case("status met twee kruisjes mrt-21.xlsx", "Twee kruisjes op één regel spreken elkaar tegen", "planning")
def _(book):
    put(
        book.active,
        [
            ["Aspect", "Groen", "Oranje", "Rood", "Onderbouwing"],
            ["1.1", "x", "x", None, "a"],
            ["1.2", "x", None, None, "b"],
        ],
    )
    return reading(
        [["status", "Sheet", 1, 2]], {"status": {"status": ["", "green"]}}, [("error", "C2", "status")]
    )


@case("status met smileys mrt-21.xlsx", "De smileys van het plan, onder een kop over twee rijen", "planning")
def _(book):
    put(
        book.active,
        [
            ["Doel/aspect", "Oordeel Regiegroep", None, None],
            [None, "Status", "Onderbouwing", "Actie"],
            ["1.1", "☺", "a"],
            ["1.2", "😐", "b"],
            ["2.1", "☹", "c", "doen"],
        ],
    )
    return reading([["status", "Sheet", 2, 3]], {"status": {"status": ["green", "orange", "red"]}})


@case("status met wingdings mrt-21.xlsx", "De letters J, K en L in Wingdings zijn smileys", "planning")
def _(book):
    put(book.active, [STATUS, ["1.1", "J", "a"], ["1.2", "K", "b"], ["2.1", "L", "c", "doen"]])
    for row in (2, 3, 4):
        book.active.cell(row, 2).font = Font(name="Wingdings")
    return reading([["status", "Sheet", 1, 3]], {"status": {"status": ["green", "orange", "red"]}})


@case("status alleen met kleur mrt-21.xlsx", "Lege cellen waarvan alleen de vulkleur iets zegt", "planning")
def _(book):
    put(book.active, [STATUS, ["1.1", None, "a"], ["1.2", None, "b"], ["2.1", None, "c", "doen"], ["2.2"]])
    for row, fill in zip((2, 3, 4), (GREEN, ORANGE, RED), strict=True):
        book.active.cell(row, 2).fill = fill
    return reading(
        [["status", "Sheet", 1, 4]],
        {"status": {"status": ["green", "orange", "red", ""]}},
        [("warning", "B5", "status")],
    )


@case(
    "status per maand naast elkaar mrt-21.xlsx",
    "Een kolom per maand, met woorden en letters, doelen als tussenkop",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            ["Aspect", "jan-21", "feb-21", "mrt-21", "Onderbouwing", "Actie"],
            ["1. Wetgeving gereed"],
            ["1.1", "O", "oranje", "groen", "af"],
            ["1.2", "G", "G", "R", "mist", "doen"],
        ],
    )
    values = {
        "aspect": ["1.1"] * 3 + ["1.2"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "status": ["orange", "orange", "green", "green", "green", "red"],
    }
    return reading([["status", "Sheet", 1, 2]], {"status": values})


@case(
    "status per maand met kleuren mrt-21.xlsx",
    "Een kolom per maand waarvan alleen de kleur iets zegt",
    "planning",
)
def _(book):
    put(
        book.active,
        [["Aspect", "feb-21", "mrt-21", "Onderbouwing"], ["1.1", None, None, "a"], ["1.2", None, None, "b"]],
    )
    for place, fill in zip(("B2", "C2", "B3", "C3"), (ORANGE, GREEN, ORANGE, ORANGE), strict=True):
        book.active[place].fill = fill
    return reading(
        [["status", "Sheet", 1, 2]], {"status": {"status": ["orange", "green", "orange", "orange"]}}
    )


@case(
    "status zonder onderbouwing mrt-21.xlsx", "Een kleur zonder onderbouwing, rood zonder actie", "planning"
)
def _(book):
    put(
        book.active,
        [STATUS, ["1.1", "groen", None], ["1.2", "rood", "mist", None], ["2.1", "oranje", "ongewijzigd"]],
    )
    return reading(
        [["status", "Sheet", 1, 3]], {}, [("error", "C2", "justification"), ("warning", "D3", "action")]
    )


@case(
    "planning met alle tabellen mrt-21.xlsx",
    "Activiteiten, deelonderzoeken en besluiten op eigen bladen, met PM en procenten",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            ["Nr", "Activiteit", "Start", "Gereed", "Voortgang", "Afhankelijk van"],
            [1, "Opzet", "jan-21", "mrt-21", "100%", None],
            [2, "Proef", "apr-21", "Q3 2021", 0.25, "1"],
            [3, "Uitrol", "jul-21", "dec-21", "5 %", "1; 2"],
        ],
    )
    put(
        book.create_sheet("Onderzoek"),
        [
            ["Deelonderzoek", "Planning gereed", "Status", "Vastgesteld op"],
            ["Kosten", "PM", "te starten"],
            ["Dossier", "mrt-21", "vastgesteld", "1-3-2021"],
        ],
    )
    put(
        book.create_sheet("Besluiten"),
        [
            ["Nr", "Datum", "Onderwerp", "Besluit", "Actiehouder", "Naar Monitoringsgroep"],
            ["B1", "26-2-2021", "Start", "Akkoord", "min. BZK", "n"],
        ],
    )
    tables = [["activities", "Sheet", 1, 3], ["studies", "Onderzoek", 1, 2], ["decisions", "Besluiten", 1, 1]]
    values = {
        "activities": {
            "progress": ["100.0", "25.0", "5.0"],
            "depends_on": ["", "1", "1; 2"],
            "end": ["2021-03-01", "2021-07-01", "2021-12-01"],
        },
        "studies": {"due": ["", "2021-03-01"], "status": ["to_start", "adopted"]},
        "decisions": {"owner": ["BZK"], "escalated": ["no"]},
    }
    return reading(tables, values)


@case(
    "activiteiten in een kring mrt-21.xlsx",
    "Afhankelijkheden die rondlopen, en gereed voor start",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            ["Nr", "Activiteit", "Start", "Gereed", "Afhankelijk van"],
            ["1", "Opzet", "1-1-2021", "1-3-2021", "2"],
            ["2", "Proef", "1-4-2021", "1-2-2021", "1"],
        ],
    )
    return reading(
        [["activities", "Sheet", 1, 2]], {}, [("error", "D3", "end"), ("error", "E3", "depends_on")]
    )


@case(
    "status met de namen van het plan mrt-21.xlsx",
    "Geen nummers, alleen de namen uit tabel 1 van het plan",
    "planning",
)
def _(book):
    rows = [
        ["Wetgevingstraject afgerond", "Oranje: op schema", "Kamerbehandeling loopt", None, "BZK", "Q2 2021"],
        ["DSO gereed, zaaksystemen BG werkend", "groen", "Alles werkt", None, "VNG", "1-3-2021"],
        [
            "Capaciteit (kwantiteit & kwaliteit) kwaliteitsborgers voldoende",
            "Rood",
            "Te weinig borgers",
            "Werving",
            "VKBN",
            "PM",
        ],
    ]
    put(
        book.active,
        [
            ["Monitoring"],
            [
                "Aspect",
                "Kleur",
                "Schriftelijke onderbouwing",
                "Benodigde actie",
                "Verantwoordelijk",
                "Gereed verwacht",
            ],
            *rows,
        ],
    )
    values = {
        "aspect": ["1.1", "4.1", "6.3"],
        "status": ["orange", "green", "red"],
        "owner": ["BZK", "VNG", "VKBN"],
        "expected": ["2021-04-01", "2021-03-01", ""],
    }
    return reading([["status", "Sheet", 2, 3]], {"status": values})


@case(
    "status met bijna de naam van een aspect mrt-21.xlsx",
    "Een naam die op een aspect lijkt wordt gelezen en genoemd",
    "planning",
)
def _(book):
    put(
        book.active,
        [
            STATUS[:3],
            ["Instrumenten kunnen toe laten", "oranje", "Loopt"],
            ["Iets heel anders", "oranje", "Loopt"],
        ],
    )
    return reading(
        [["status", "Sheet", 1, 2]],
        {"status": {"aspect": ["5.1", ""]}},
        [["warning", "A2", "aspect"], ["error", "A3", "aspect"]],
    )


@case(
    "status als lange historie.xlsx",
    "Een rij per aspect en maand; de laatste maand is de peilmaand",
    "planning",
    "2021-03",
)
def _(book):
    rows = [
        [m, a, k, t]
        for a, k3 in (("1.1", "OOR"), ("1.2", "OGG"))
        for m, k, t in zip(
            ("jan-21", "feb-21", "mrt-21"), k3, ("Loopt", "ongewijzigd", "Besproken"), strict=True
        )
    ]
    put(
        book.active,
        [
            ["Maand", "Aspect", "Status", "Onderbouwing", "Actie"],
            *[[*r, "Spoed" if r[2] == "R" else None] for r in rows],
        ],
    )
    values = {
        "aspect": ["1.1"] * 3 + ["1.2"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "status": ["orange", "orange", "red", "orange", "green", "green"],
    }
    return reading([["status", "Sheet", 1, 6]], {"status": values})
