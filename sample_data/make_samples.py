"""Makes the sample workbooks: September 2020 to August 2021, five registers, each group with its own habits.

Seeded: the same script gives the same cells. Run `python sample_data/make_samples.py` from the top folder.
All projects, networks and numbers are invented; parties, municipalities and instruments occur in the plan and
the field.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
import tomllib
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from wkb_data.measures.bottlenecks import together  # noqa: E402
from wkb_data.meetings.agenda import agenda  # noqa: E402
from wkb_data.periods import add_months, month_end, month_range  # noqa: E402
from wkb_data.plan import load_plan  # noqa: E402
from wkb_data.samples import deliver_samples  # noqa: E402
from wkb_data.standing import Standing, standing  # noqa: E402
from wkb_data.store.deliveries import Store  # noqa: E402

PLAN = load_plan()
# What the groups write, in their own words.
TEXTS = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
MONTHS = month_range("2020-09", "2021-08")
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
LONG = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
# Of which aspects decisions are, and who acts on them, in turn.
DECIDED_OF, DECIDED_BY = ["1.2", "3.2", "4.1"], ["BZK", "BG Proefprojecten", "VNG"]
FILL = {"g": "00B050", "o": "FFC000", "r": "FF0000"}
NETWORKS = {
    "Twente": ("Enschede", "Hengelo, Almelo, Oldenzaal, Haaksbergen"),
    "Rijnmond": ("Rotterdam", "Schiedam, Vlaardingen, Capelle aan den IJssel"),
    "Groningen-Drenthe": ("Groningen", "Assen, Delfzijl, Midden-Groningen"),
    "Brabant": ("Eindhoven", "Helmond, Tilburg, Oss"),
    "Utrecht": ("Utrecht", "Amersfoort, Nieuwegein, Zeist"),
    "Noord-Holland": ("Haarlem", "Alkmaar, Purmerend, Zaanstad"),
}
START_NETWORK = {
    "Twente": "2020-09",
    "Rijnmond": "2020-10",
    "Groningen-Drenthe": "2020-11",
    "Brabant": "2021-01",
    "Utrecht": "2021-02",
    "Noord-Holland": "2021-05",
}
CATEGORY_WORDS = [
    "Grondgebonden woningen (projectmatig)",
    "Grondgebonden woningen (particulier)",
    "Verbouw en uitbreiding",
    "Bedrijfsgebouwen",
    "Logies- en overige gebouwen",
    "Bouwwerken geen gebouw zijnde",
]
WEIGHTS = [30, 22, 20, 16, 8, 4]
VOLUME_TOWNS = [
    "Den Haag",
    "Almere",
    "Zwolle",
    "Breda",
    "Apeldoorn",
    "Deventer",
    "Leeuwarden",
    "Súdwest-Fryslân",
    "Ede",
    "Venlo",
    "Hoorn",
    "Gouda",
]
ASSURERS = ["Borgwijs", "Bouwborg Noord", "Kwaborg", "Woningborg Toetsing", "Nieman Borging", "TIS Nederland"]
INSTRUMENTS = ["KOMO KiK", "TIS", "SWK Verbeterde Kwaliteitsborging", "WKI"]
NAMES = [
    "De Eik",
    "Parkzicht",
    "Het Veld",
    "Oosterhof",
    "De Linde",
    "Nieuwland",
    "Waterrijk",
    "Zuiderpoort",
    "Molenwiek",
    "De Brink",
    "Havenkwartier",
    "Kerkplein",
]
KIND = ["woningen", "vrijstaande woning", "aanbouw", "bedrijfshal", "recreatiewoningen", "fietsbrug"]
# What tells projects of one name and kind apart.
PART = ["fase", "kavel", "huisnummer", "hal", "blok", "brug"]


def workday(month: str, rng: random.Random, low: int = 1, high: int = 26) -> date:
    day = date(int(month[:4]), int(month[5:]), rng.randint(low, high))
    return day - timedelta(days=max(0, day.weekday() - 4))


def make_pilots() -> list[dict]:
    """The whole life of every pilot; a month's workbook shows it as it stood then."""
    rng = random.Random(20200828)
    pilots: list[dict] = []
    named: Counter[str] = Counter()
    intake = [4, 6, 8, 8, 10, 12, 13, 14, 14, 15, 12, 14]
    for month, count in zip(MONTHS, intake, strict=True):
        open_networks = [n for n, s in START_NETWORK.items() if s <= month]
        for _ in range(count):
            category = rng.choices(range(6), WEIGHTS)[0]
            network = rng.choice(open_networks) if rng.random() < 0.72 else None
            towns = [NETWORKS[network][0], *NETWORKS[network][1].split(", ")] if network else VOLUME_TOWNS
            registered = workday(month, rng)
            started = registered + timedelta(days=rng.randint(35, 130))
            length = rng.randint(150, 420) if category != 5 else rng.randint(60, 150)
            name = f"{rng.choice(NAMES)}, {KIND[category]}"
            named[name] += 1
            pilots.append(
                {
                    "id": f"PP-{len(pilots) + 1:03d}",
                    "name": name if named[name] == 1 else f"{name} {PART[category]} {named[name]}",
                    "category": category,
                    "network": network,
                    "town": rng.choice(towns),
                    "registered": registered,
                    "started": started,
                    "completed": started + timedelta(days=length),
                    "withdrawn": registered + timedelta(days=60) if rng.random() < 0.05 else None,
                    "assurer": rng.choice(ASSURERS),
                    "instrument": rng.choice(INSTRUMENTS),
                    "works": rng.choice([1, 1, 1, 6, 12, 31]) if category == 0 else 1,
                    "integral": rng.random() < 0.6,
                    "deviation": rng.random() < 0.12 and network is None,
                }
            )
    return pilots


def stand(p: dict, last: date) -> str:
    if p["withdrawn"] and p["withdrawn"] <= min(last, p["started"]):
        return "Ingetrokken"
    if p["completed"] <= last:
        return "Afgerond"
    if p["started"] <= last:
        return "In uitvoering"
    waited = (last - p["registered"]).days
    return "Aangemeld" if waited < 14 else "Akkoord" if waited < 30 else "In voorbereiding"


def head(ws, row: int, titles: list[str]) -> None:
    for c, title in enumerate(titles, 1):
        cell = ws.cell(row, c, title)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="154273")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        ws.column_dimensions[get_column_letter(c)].width = max(12, min(40, len(title) + 6))


def pilots_book(pilots: list[dict], month: str, corrected: bool = False) -> Workbook:
    rng = random.Random(f"pilots {month}")
    last = month_end(month)
    book = Workbook()
    ws = book.active
    ws.title = "Overzicht projecten"
    ws["A1"] = "BG Proefprojecten: register proefprojecten"
    ws["A1"].font = Font(bold=True, size=14)
    ws["A2"] = f"Stand: {LONG[int(month[5:]) - 1]} {month[:4]}"
    titles = [
        "Projectnr.",
        "Naam project",
        "Type bouwwerk",
        "Aanpak",
        "Netwerk",
        "Gemeente",
        "Stand",
        "Aangemeld op",
        "Start uitvoering",
        "Verwacht gereed",
        "Gereed",
        "Kwaliteitsborger",
        "Instrument",
        "Aantal bouwwerken",
        "Integraal",
        "Werkplan",
        "Afwijking spelregels",
        "Reden afwijking",
        "Telefoon contactpersoon",
    ]
    head(ws, 4, titles)
    row = 5
    shown = [p for p in pilots if p["registered"] <= last]
    for p in shown:
        status = stand(p, last)
        begun = status in ("In uitvoering", "Afgerond")
        done = status == "Afgerond"
        # In March one started project was left out by mistake; the correction has it.
        if month == "2021-03" and not corrected and p["id"] == "PP-020":
            continue
        start = p["started"] if begun else None
        values = [
            p["id"],
            p["name"],
            CATEGORY_WORDS[p["category"]],
            "ambassadeursnetwerk" if p["network"] else "volume",
            p["network"],
            p["town"] if rng.random() > 0.1 else f"gemeente {p['town']}",
            status,
            p["registered"],
            start,
            f"{SHORT[p['completed'].month - 1]}-{p['completed']:%y}" if not done else None,
            p["completed"] if done else None,
            p["assurer"],
            p["instrument"],
            p["works"],
            "ja" if p["integral"] else "nee",
            "ja",
            "ja" if p["deviation"] else "nee",
            TEXTS["texts"]["deviations"][int(p["id"][3:]) % 6] if p["deviation"] else None,
            "n.v.t.",
        ]
        for c, value in enumerate(values, 1):
            cell = ws.cell(row, c, value)
            if isinstance(value, date):
                cell.number_format = "DD-MM-YYYY"
        row += 1
    ws.cell(row + 1, 1, "Totaal")
    ws.cell(row + 1, 2, f"{len(shown)} projecten")
    ws.freeze_panes = "B5"
    nets = book.create_sheet("Netwerken")
    head(nets, 1, ["Netwerk", "Kerngemeente", "Aanhakende gemeenten", "Deelnemers", "Status", "Actief sinds"])
    for name, (core, others) in NETWORKS.items():
        begin = START_NETWORK[name]
        if add_months(begin, -2) <= month:
            active = begin <= month
            nets.append(
                [
                    name,
                    core,
                    others,
                    "Bouwend Nederland, VKBN",
                    "actief" if active else "in oprichting",
                    date(int(begin[:4]), int(begin[5:]), 1) if active else None,
                ]
            )
    flaws = book.create_sheet("Knelpunten")
    flaws["A1"] = "Geconstateerde strijdigheden"
    head(
        flaws,
        3,
        [
            "Nr",
            "Gemeld op",
            "Knelpunt",
            "Projectnr",
            "Aspect",
            "Onoverkomelijk?",
            "Voorstel BG",
            "Actiehouder",
            "Status",
            "Opgelost op",
            "Teruggekoppeld op",
        ],
    )
    kr = random.Random(31)
    number = 0
    for m in MONTHS[: MONTHS.index(month) + 1]:
        for _ in range(kr.choice([1, 2, 2, 3])):
            number += 1
            reported = workday(m, kr)
            fixed = reported + timedelta(days=kr.randint(30, 200))
            blocking, proposed, begun = kr.random() < 0.12, kr.random() < 0.7, kr.random() < 0.4
            # The first draw once chose the subject; it stays, so that the figures stay.
            _, owner = kr.choice(range(6)), kr.choice(["BZK", "VNG", "BG Communicatie"])
            told = TEXTS["bottlenecks"][number - 1]
            aspect, pilot = kr.choice(["1.1", "1.2", "3.3", "4.2", "4.3"]), f"PP-{kr.randint(1, 4):03d}"
            solved = fixed <= last
            flaws.append(
                [
                    f"K{number:02d}",
                    reported,
                    told["what"],
                    pilot,
                    aspect,
                    "ja" if blocking else "nee",
                    told["do"] if proposed else None,
                    owner,
                    "opgelost" if solved else "in behandeling" if begun else "open",
                    fixed if solved else None,
                    fixed + timedelta(days=10) if solved and fixed + timedelta(days=10) <= last else None,
                ]
            )
    lessons = book.create_sheet("Leerervaringen")
    head(lessons, 1, ["Nr", "Datum", "Soort", "Omschrijving", "Project", "Gedeeld"])
    for i, m in enumerate(MONTHS[: MONTHS.index(month) + 1]):
        lessons.append(
            [
                f"L{i + 1}",
                workday(m, random.Random(m)),
                "good practice" if i % 3 == 2 else "leerervaring",
                TEXTS["texts"]["lessons"][i],
                f"PP-{i % 4 + 1:03d}",
                "ja" if i % 2 else "nee",
            ]
        )
    asked = book.create_sheet("Aanvragen volume")
    head(asked, 1, ["Maand", "Gemeente", "Aanvragen GK1", "waarvan volume"])
    for m in MONTHS[: MONTHS.index(month) + 1]:
        vr = random.Random(f"volume {m}")
        for i, town in enumerate(VOLUME_TOWNS):
            count = vr.randint(14, 60)
            share = (
                max(0.0, vr.gauss(0.008 + 0.006 * MONTHS.index(m), 0.02)) if i < 3 + MONTHS.index(m) else 0
            )
            asked.append([f"{SHORT[int(m[5:]) - 1]}-{m[2:4]}", town, count, round(count * share)])
    asked.append(["Totaal", None, None, None])
    return book


STATUS = {
    "1.1": "oooooooorrro",
    "1.2": "oooorrrroooo",
    "2.1": " ooooooooooo",
    "2.2": "oooooooooggg",
    "3.1": "oooooorrrrrr",
    "3.2": "ooooorrrrrrr",
    "3.3": "oooooooooooo",
    "4.1": "oooorrrrrrrr",
    "4.2": "oooooooooogg",
    "4.3": "  oooooooooo",
    "5.1": "ooooooooooog",
    "5.2": " ooooooooooo",
    "6.1": "oooooooooooo",
    "6.2": "  oooooooooo",
    "6.3": "ooooooorrroo",
}


def planning_book(month: str) -> Workbook:
    index = MONTHS.index(month)
    last = month_end(month)
    book = Workbook()
    ws = book.active
    ws.title = "Monitoring"
    ws["B1"] = "Integrale planning & monitoring"
    ws["B2"], ws["C2"] = "Peilmaand:", f"{SHORT[int(month[5:]) - 1]}-{month[2:4]}"
    words = {"g": "groen", "o": "oranje", "r": "rood", " ": None}
    header = ["Nr", "Aspect", "Kleur", "Toelichting", "Aanvullende actie", "Trekker", "Verwacht gereed"]
    owners = {
        "1": "BZK",
        "2": "BG Communicatie",
        "3": "BG Proefprojecten",
        "4": "BG Digitalisering",
        "5": "Tlokb",
        "6": "VKBN",
    }
    for c, title in enumerate(header, 2):
        ws.cell(4, c, title).font = Font(bold=True)
    row = 5
    for goal in PLAN.goals:
        ws.cell(row, 2, f"{goal.id}. {goal.name}").font = Font(bold=True)
        row += 1
        for aspect in goal.aspects:
            colour = STATUS[aspect.id][index]
            before = STATUS[aspect.id][index - 1] if index else None
            same = colour == before and index % 3 and colour != " "
            own = TEXTS["justifications"][aspect.id] if colour != " " else {month: None}
            text = "ongewijzigd" if same else own[month]
            ws.cell(row, 2, float(aspect.id) if index % 2 else aspect.id)
            ws.cell(row, 3, aspect.name)
            # Until December the colour is a word, from then on the fill of the cell alone.
            if index < 4:
                ws.cell(row, 4, words[colour])
            elif colour in FILL:
                ws.cell(row, 4).fill = PatternFill("solid", fgColor=FILL[colour])
            ws.cell(row, 5, text)
            ws.cell(
                row,
                6,
                TEXTS["actions"][aspect.id][month] if colour == "r" else None,
            )
            ws.cell(row, 7, owners[goal.id])
            ws.cell(row, 8, "Q4 2021" if colour != " " else "PM")
            row += 1
    ws.cell(row + 1, 2, "Groen = behaald, oranje = op schema, rood = niet tijdig zonder aanvullende actie")
    for column, width in zip("BCDEFGH", (10, 52, 10, 60, 50, 20, 16), strict=True):
        ws.column_dimensions[column].width = width
    acts = book.create_sheet("Planning activiteiten")
    head(
        acts,
        1,
        [
            "Nr",
            "Activiteit",
            "Aspect",
            "Uitvoerende partij",
            "Start",
            "Gereed gepland",
            "Voortgang %",
            "Werkelijk gereed",
            "Afhankelijk van",
        ],
    )
    plan = [
        ("A1", "Opstellen Regeling kwaliteitsborging", "1.1", "BZK", "2020-09", 7, None),
        ("A2", "Format borgingsplan", "1.2", "iBK", "2020-09", 2, None),
        ("A3", "Handreiking dossier bevoegd gezag", "1.2", "BZK", "2020-09", 5, "A2"),
        ("A4", "Communicatieplan en beeldmerk", "2.2", "BG Communicatie", "2020-10", 3, None),
        ("A5", "Eerste meting bekendheid branches", "2.1", "BG Communicatie", "2020-12", 2, "A4"),
        ("A6", "Opstart ambassadeursnetwerken", "3.1", "BG Proefprojecten", "2020-09", 6, None),
        ("A7", "Werving volumeprojecten", "3.2", "BG Proefprojecten", "2020-11", 10, "A6"),
        ("A8", "Aansluiting zaaksystemen", "4.1", "BG Digitalisering", "2020-10", 12, None),
        ("A9", "Vastleggen informatiemomenten", "4.2", "BG Digitalisering", "2020-11", 7, "A3"),
        ("A10", "Inrichten beoordeling instrumenten", "5.1", "Tlokb", "2020-10", 8, None),
        ("A11", "Overzicht bouwwerken gevolgklasse 1", "6.1", "Tlokb", "2020-11", 5, None),
        ("A12", "Raming kwaliteitsborgers", "6.3", "BZK", "2021-01", 4, None),
    ]
    for i, (nr, what, aspect, who, begin, length, after) in enumerate(plan):
        first = date(int(begin[:4]), int(begin[5:]), 1)
        end = month_end(add_months(begin, length - 1))
        late = timedelta(days=(i * 17) % 60 - 10)
        done = end + late if end + late <= last else None
        share = 1.0 if done else max(0.0, min(0.95, (last - first).days / ((end - first).days or 1)))
        acts.append([nr, what, aspect, who, first, end, round(share * 100), done, after])
    studies = book.create_sheet("Deelonderzoeken")
    head(
        studies,
        2,
        ["Deelonderzoek", "Aspect", "Uitvoerende partij", "Planning gereed", "Stand", "Vastgesteld op"],
    )
    listed = [
        ("Praktische vertaling inhoud dossier bevoegd gezag", "1.2", "BZK", date(2020, 10, 31), 7),
        ("Format borgingsplan", "1.2", "iBK", date(2020, 9, 30), 3),
        ("Uitwerking aansprakelijkheidsregels in de praktijk", "1.1", "PM", "PM", 99),
        ("Ervaringen private partijen met instrumenten", "3.3", "PM", "PM", 99),
        ("Overzicht bouwwerken gevolgklasse 1 en bijbehorende instrumenten", "6.1", "PM", "PM", 9),
        ("Raming aantal projecten gevolgklasse 1 en benodigde kwaliteitsborgers", "6.3", "PM", "PM", 99),
        ("Monitoren van de voortgang aanpassing UAV", "1.1", "IBR", date(2021, 6, 30), 99),
    ]
    for title, aspect, party, due, ready in listed:
        adopted = index >= ready
        day = date(int(MONTHS[ready][:4]), int(MONTHS[ready][5:]), 20) if adopted else None
        studies.append(
            [
                title,
                aspect,
                party,
                due,
                "vastgesteld"
                if adopted
                else "concept"
                if index >= ready - 1
                else "lopend"
                if party != "PM"
                else "te starten",
                day,
            ]
        )
    agreed = book.create_sheet("Besluitenlijst")
    head(
        agreed,
        1,
        [
            "Nr",
            "Datum",
            "Onderwerp",
            "Besluit",
            "Aspect",
            "Actiehouder",
            "Uiterlijk",
            "Gereed",
            "Naar Monitoringsgroep",
        ],
    )
    for i, m in enumerate(MONTHS[: index + 1]):
        agreed.append(
            [
                f"B{i + 1}",
                PLAN.meeting(m),
                TEXTS["decisions"][i]["subject"],
                TEXTS["decisions"][i]["decision"],
                DECIDED_OF[i % 3],
                DECIDED_BY[i % 3],
                month_end(add_months(m, 1)),
                month_end(add_months(m, 1)) if i < index - 1 else None,
                "ja" if i == 7 else "nee",
            ]
        )
    return book


def communication_book(month: str) -> Workbook:
    index = MONTHS.index(month)
    last = month_end(month)
    book = Workbook()
    ws = book.active
    ws.title = "Kalender"
    head(ws, 1, ["Nr", "Uiting", "Soort", "Doelgroep", "Gepland op", "Realisatie", "Bereik"])
    kinds = ["webinar", "factsheet", "bijeenkomst", "hulpmiddel", "campagne"]
    rng = random.Random(7)
    for i in range(24):
        planned = date(2020, 9, 10) + timedelta(days=15 * i)
        real = planned + timedelta(days=rng.randint(-3, 25))
        ws.append(
            [
                i + 1,
                TEXTS["texts"]["materials"][i],
                kinds[i % 5],
                ["gemeenten", "aannemers", "consumenten", "kwaliteitsborgers"][i % 4],
                planned,
                real if real <= last else None,
                rng.randint(60, 2400) if real <= last else None,
            ]
        )
    asked = book.create_sheet("Q&A")
    head(
        asked,
        3,
        ["Nummer", "Ontvangen op", "Vraag", "Thema", "Herkomst", "Soort vraag", "Beantwoord op", "Antwoord"],
    )
    asked["A1"] = "Vragen en antwoorden uit het veld"
    rng = random.Random(11)
    for i in range((index + 1) * 6):
        received = date(2020, 9, 2) + timedelta(days=5 * i)
        answered = received + timedelta(days=rng.randint(2, 45))
        theme = ["proces", "aansprakelijkheid", "kosten", "dossier"][i % 4]
        asked.append(
            [
                f"V{i + 1}",
                received,
                TEXTS["questions"][i]["question"],
                theme,
                "helpdesk",
                "inhoudelijk" if i % 3 else "verzoek om materiaal",
                answered if answered <= last else None,
                TEXTS["questions"][i]["answer"] if answered <= last else None,
            ]
        )
    if index >= 3:
        known = book.create_sheet("Bekendheid")
        head(known, 1, ["Meetdatum", "Branche", "Omvang achterban", "Respondenten", "Voldoende geïnformeerd"])
        for wave, m in enumerate(["2020-12", "2021-03", "2021-06"]):
            if m > month:
                continue
            sizes = [
                ("AFNL", 6500, 140, 0.22),
                ("Bouwend Nederland", 4300, 310, 0.31),
                ("Neprom", 68, 30, 0.5),
                ("NLIngenieurs", 200, 61, 0.4),
                ("BNA", 1100, 96, 0.28),
                ("VBWTN", 350, 118, 0.52),
            ]
            for party, size, answers, share in sizes:
                known.append(
                    [
                        date(int(m[:4]), int(m[5:]), 15),
                        party,
                        size,
                        answers,
                        f"{round((share + 0.09 * wave) * 100)}%",
                    ]
                )
    return book


FACILITIES = [
    "Landelijke voorziening DSO",
    "Berichten bouwmelding en gereedmelding",
    "Openbaar register van kwaliteitsborgers",
]
MOMENTS = [
    ("Bouwmelding", "initiatiefnemer", "gemeente"),
    ("Informatie start bouw", "initiatiefnemer", "gemeente"),
    ("Gereedmelding", "initiatiefnemer", "gemeente"),
    ("Informatie einde bouw", "initiatiefnemer", "gemeente"),
    ("Borgingsplan", "kwaliteitsborger", "aannemer"),
    ("Verklaring kwaliteitsborger", "kwaliteitsborger", "initiatiefnemer"),
    ("Consumentendossier", "aannemer", "opdrachtgever"),
]
PROVIDERS = ["KOMO", "TIS", "SWK", "Woningborg"]
BUILDING_TYPES = [
    "Grondgebonden woning, nieuw",
    "Grondgebonden woning, verbouw",
    "Woonboot",
    "Vakantiewoning",
    "Bedrijfspand t/m 2 lagen",
    "Opslag t/m 2 lagen",
    "Voet- en fietsbrug t/m 20 m",
    "Overig bouwwerk t/m 20 m",
]
FLAWS = [
    (date(2020, 12, 7), date(2021, 1, 18), "Toetsingskader sluit niet aan op verbouw", "6.1"),
    (date(2021, 3, 8), date(2021, 4, 12), "Eigenverklaring heeft geen vaste vorm", "6.2"),
    (date(2021, 6, 14), date(2021, 7, 12), "Meldingen van kwaliteitsborgers komen dubbel binnen", "5.2"),
]
TASKS = [
    "Toetsingskader instrumenten",
    "Proefbeoordeling instrument",
    "Register instrumenten",
    "Toezichtplan",
    "Werving toezichthouders",
    "Proeftoezicht bij proefprojecten",
]


def _connections(ws: Worksheet, month: str) -> None:
    index = MONTHS.index(month)
    ws.title = "Gemeenten"
    ws["A1"] = f"Aansluiting gemeenten, stand {LONG[int(month[5:]) - 1]} {month[:4]}"
    head(ws, 3, ["Gemeente", "DSO", "Zaaksysteem", "Leverancier zaaksysteem", "Gereed op"])
    towns = {t for core, rest in NETWORKS.values() for t in (core, *rest.split(", "))} | set(VOLUME_TOWNS)
    for i, town in enumerate(sorted(towns)):
        level = index - i % 9
        ws.append(
            [
                town,
                "gereed" if level > 4 else "test" if level > 1 else "nee",
                "gereed" if level > 7 else "test" if level > 4 else "nee",
                ["Squit", "Rx.Mission", "OpenWave"][i % 3],
                f"{SHORT[(i + 3) % 12]} 2021" if level > 7 else "n.n.b.",
            ]
        )


def _facilities(ws: Worksheet, index: int) -> None:
    head(ws, 1, ["Voorziening", "Status", "Gereed op"])
    for i, what in enumerate(FACILITIES):
        level = index - 3 * i
        status = "gereed" if level > 3 else "test" if level > 0 else "nee"
        ws.append([what, status, date(2021, 1 + 3 * i, 15) if level > 3 else None])


def _moments(ws: Worksheet, index: int) -> None:
    head(ws, 1, ["Informatiemoment", "Van", "Aan", "Opsteller", "Vastgelegd?", "Verwerkbaar?"])
    for i, (what, who, whom) in enumerate(MOMENTS):
        by = "aannemer" if i != 5 else "kwaliteitsborger"
        ws.append([what, who, whom, by, *("ja" if index > i + n else "nee" for n in (1, 4))])


def digital_book(month: str) -> Workbook:
    index = MONTHS.index(month)
    book = Workbook()
    _connections(book.active, month)
    _facilities(book.create_sheet("Voorzieningen"), index)
    _moments(book.create_sheet("Informatiemomenten"), index)
    return book


def _instruments(ws: Worksheet, index: int) -> None:
    ws.title = "Instrumenten"
    costs = ["Kosten vanaf", "Kosten tot"]
    head(ws, 2, ["Instrument", "Aanbieder", "Stand", "Toegelaten op", "Eigenverklaring", *costs])
    for i, (name, provider) in enumerate(zip(INSTRUMENTS, PROVIDERS, strict=True)):
        told = index > 2 * i
        ws.append(
            [
                name,
                provider,
                "voorlopig toegelaten" if index >= 2 * i else "aangevraagd",
                date(2020, 9, 15) + timedelta(days=60 * i) if index >= 2 * i else None,
                "ja" if index > 3 * i + 2 else "nee",
                750 + 250 * i if told else None,
                1500 + 500 * i if told else None,
            ]
        )


def _suits(index: int, kind: int, instrument: int) -> str:
    turn = (kind + instrument) % 3
    if turn == 0 and kind < 6 + index // 6 and instrument * 2 <= index:
        return "ja"
    return "onder voorwaarden" if turn == 1 else "nee"


def _coverage(ws: Worksheet, index: int) -> None:
    head(ws, 1, ["Type bouwwerk", *INSTRUMENTS])
    for i, kind in enumerate(BUILDING_TYPES):
        ws.append([kind, *(_suits(index, i, j) for j in range(len(INSTRUMENTS)))])


def _assurers(ws: Worksheet, index: int) -> None:
    head(ws, 1, ["Instrument", "Organisaties", "Personen", "Fte", "Capaciteit per jaar"])
    for i, name in enumerate(INSTRUMENTS):
        fte, capacity = f"{6 + 3 * i + 2 * index},5", 400 + 250 * i + 180 * index
        ws.append([name, 2 + i + index // 3, 9 + 4 * i + 3 * index, fte, capacity])
    ws.append(["Totaal", None, None, None, None])


def _demand(ws: Worksheet) -> None:
    head(ws, 1, ["Jaar", "Scenario", "Bouwwerken GK1"])
    for year in (2022, 2023):
        for scenario, works in (("laag", 28000), ("midden", 36500), ("hoog", 44000)):
            ws.append([year, scenario, works + 1500 * (year - 2022)])


def _flaws(ws: Worksheet, month: str) -> None:
    """What the Tlokb signals; each was reported and solved between two deliveries."""
    told = ["Nr", "Gemeld op", "Knelpunt", "Aspect", "Onoverkomelijk", "Voorstel", "Actiehouder", "Status"]
    head(ws, 1, [*told, "Opgelost op"])
    for n, (reported, solved, what, aspect) in enumerate(FLAWS, 1):
        if reported <= month_end(month):
            done = ["nee", "Werkwijze aanpassen", "Tlokb", "opgelost", solved]
            ws.append([f"T{n}", reported, what, aspect, *done])


def _readiness(ws: Worksheet, index: int) -> None:
    head(ws, 1, ["Taak", "Aspect", "Stand", "Gereed gepland", "Gereed"])
    for i, what in enumerate(TASKS):
        ready = index > 2 * i + 2
        ws.append(
            [
                what,
                "5.1" if i < 3 else "5.2",
                "gereed" if ready else "lopend" if index > 2 * i else "te starten",
                f"Q{(i + 1) % 4 + 1} 2021",
                month_end(MONTHS[2 * i + 2]) if ready else None,
            ]
        )


def admission_book(month: str) -> Workbook:
    index = MONTHS.index(month)
    book = Workbook()
    _instruments(book.active, index)
    _coverage(book.create_sheet("Dekking"), index)
    _assurers(book.create_sheet("Kwaliteitsborgers"), index)
    _demand(book.create_sheet("Raming"))
    _flaws(book.create_sheet("Knelpunten Tlokb"), month)
    _readiness(book.create_sheet("Inrichting"), index)
    return book


def meeting_entries(on: Standing, after: Standing, said: Counter) -> dict[str, dict[str, str]]:
    """What the meeting of a month wrote down: of rows what the next workbook says of them."""
    texts, found = TEXTS["meetings"], {}
    proposals = {
        (r["source"], r["number"]): r["status"]
        for r in together(*(after.table(*t) for t in PROPOSALS)).to_dict("records")
    }
    studies = dict(zip(*(after.table("planning", "studies")[c] for c in ("title", "status")), strict=True))
    for item in agenda(on):
        told = {}
        if item.kind in ("moved", "signal", "red_without_action"):
            found[f"aspect {item.aspect}"] = {"outcome": "as_proposed"}
        if item.kind == "signal":
            told["answer"] = texts["answers"][item.aspect][said[item.aspect]]
            said[item.aspect] += 1
        elif item.kind == "judge_proposal" and proposals.get((item.register, item.key)) == "in_progress":
            told["outcome"] = "accepted"
        elif item.kind in ("judge_proposal", "judge_pilot"):
            told["outcome"] = "deferred"
        elif item.kind == "adopt_study" and studies.get(item.key) == "adopted":
            told["outcome"] = "adopted"
        elif item.kind in texts["notes"]:
            told |= {"outcome": "discussed", "note": texts["notes"][item.kind][said[item.kind]]}
            said[item.kind] += 1
        if told:
            found[item.id] = told
    return found


PROPOSALS = ("pilots", "bottlenecks"), ("admission", "admission_bottlenecks")


def hold_meetings() -> list[dict]:
    """Every meeting up to the last month but one, over the workbooks made; July was not shared yet."""
    said, held = Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/wkb.sqlite")
        deliver_samples(store, PLAN)
        for i, month in enumerate(MONTHS[:-1]):
            day = PLAN.meeting(month)
            closed = f"{day}T15:00:00.000000Z"
            entries = meeting_entries(
                standing(store, PLAN, month, closed), standing(store, PLAN, MONTHS[i + 1]), said
            )
            entries["besluit 1"] = TEXTS["decisions"][i] | {
                "aspect": DECIDED_OF[i % 3],
                "owner": DECIDED_BY[i % 3],
                "due": f"{month_end(add_months(month, 1))}",
            }
            shared = f"{day + timedelta(days=4)}T08:30:00.000000Z" if month != MONTHS[-2] else None
            held.append(
                {
                    "month": month,
                    "by": "Secretariaat Regiegroep",
                    "closed_at": closed,
                    "shared_at": shared,
                    "entries": entries,
                }
            )
        store.engine.dispose()
    return held


def main() -> None:
    rows = []
    pilots = make_pilots()
    groups = {g.register: g.name for g in PLAN.groups}

    def save(book: Workbook, register: str, month: str, name: str, days_before: int = 3) -> None:
        folder = HERE / register
        folder.mkdir(exist_ok=True)
        book.properties.creator = groups[register]
        book.save(folder / name)
        day = PLAN.meeting(month) - timedelta(days=days_before)
        rows.append(
            {
                "file": f"{register}/{name}",
                "register": register,
                "month": month,
                "by": groups[register],
                "delivered_at": f"{day}T10:00:00.000000Z",
            }
        )

    for month in MONTHS:
        short = SHORT[int(month[5:]) - 1]
        save(planning_book(month), "planning", month, f"IPM_{month}.xlsx")
        # December 2020 was never delivered by BG Proefprojecten; March 2021 was corrected after the meeting.
        if month != "2020-12":
            save(
                pilots_book(pilots, month),
                "pilots",
                month,
                f"Register proefprojecten {short}-{month[2:4]}.xlsx",
            )
        if month == "2021-03":
            save(
                pilots_book(pilots, month, corrected=True),
                "pilots",
                month,
                f"Register proefprojecten {short}-{month[2:4]} gecorrigeerd.xlsx",
                -6,
            )
        save(
            communication_book(month),
            "communication",
            month,
            f"BG Communicatie {LONG[int(month[5:]) - 1]} {month[:4]}.xlsx",
            2,
        )
        if MONTHS.index(month) % 2 == 1:
            save(digital_book(month), "digital", month, f"{month} digitalisering.xlsx", 4)
        if MONTHS.index(month) % 3 == 2:
            save(admission_book(month), "admission", month, f"Tlokb_{month}.xlsx", 5)
    rows.sort(key=lambda r: r["delivered_at"])
    with (HERE / "manifest.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    meetings = json.dumps(hold_meetings(), ensure_ascii=False, indent=1)
    (HERE / "meetings.json").write_text(meetings + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
