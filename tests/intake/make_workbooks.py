"""Makes the messy workbooks of `workbooks/`, each with the reading that a careful person gives it, written down by hand.

Run `python tests/intake/make_workbooks.py` after a change. A case is a function that builds the workbook and gives the
reading: register, month, tables as (table, sheet, heading row, rows), values of columns as `read` writes them, and all
errors and warnings as (level, cell, column). `refused` names words of the one sentence that a refusal must hold.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font, PatternFill

FOLDER = Path(__file__).with_name("workbooks")
CASES: list = []
HEAD = ["Projectnummer", "Project", "Categorie", "Aanpak", "Netwerk", "Gemeente", "Status", "Datum aanmelding", "Gestart", "Gereed", "Kwaliteitsborger", "Instrument", "Werkplan"]  # fmt: skip
ONE = ["P1", "Hal Noord", "Bedrijfsgebouwen", "volume", None, "Zwolle", "gestart", date(2021, 1, 4), date(2021, 2, 1), None, "Toetsburo", "KiK", "ja"]
TWO = ["P2", "Brug Oost", "Bouwwerken geen gebouw zijnde", "volume", None, "Ede", "afgerond", date(2021, 1, 5), date(2021, 2, 2), date(2021, 3, 1), "Toetsburo", "TIS", "ja"]  # fmt: skip
THREE = ["P3", "Dakopbouw", "Verbouw en uitbreiding van woningen", "volume", None, "Breda", "aangemeld", date(2021, 3, 1), None, None, "Borg bv", "KiK", "nee"]  # fmt: skip
ROWS = [ONE, TWO, THREE]
IDS = {"id": ["P1", "P2", "P3"], "category": [r[2] for r in ROWS], "status": ["started", "completed", "registered"]}
STATUS = ["Aspect", "Status", "Onderbouwing", "Actie"]
GREEN, ORANGE, RED = (PatternFill("solid", fgColor=c) for c in ("00B050", "FFC000", "FF0000"))
APPLICATIONS = ["Maand", "Gemeente", "Aanvragen", "Volumeprojecten"]


def case(file: str, about: str, register: str | None = "pilots", month: str | None = "2021-03"):
    """Registers a case; the function gets a fresh workbook and gives its reading."""

    def add(build):
        CASES.append((file, about, register, month, build))
        return build

    return add


def put(sheet, rows, top=1, left=1):
    """Writes rows from a cell on."""
    for r, row in enumerate(rows, top):
        for c, value in enumerate(row, left):
            if value is not None:
                sheet.cell(r, c, value)


def with_(row, **changed):
    """A row of the pilots list with other values, by heading."""
    row = list(row)
    for heading, value in changed.items():
        row[[h.lower().replace(" ", "_") for h in HEAD].index(heading)] = value
    return row


def reading(tables, values=None, findings=(), says=()):
    return {"tables": tables, "values": values or {}, "findings": sorted(map(list, findings)), "says": list(says)}


def pilots(header=1, rows=3, sheet="Sheet", values=IDS, findings=(), says=()):
    return reading([["pilots", sheet, header, rows]], {"pilots": values}, findings, says)


# ---------------------------------------------------------------------------------------------------------------- where


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


@case("samengevoegde kop over twee rijen mrt-21.xlsx", "Datum als samengevoegde kop boven aanmelding, start en gereed")
def _(book):
    top = [*HEAD[:7], "Datum", None, None, *HEAD[10:]]
    put(book.active, [top, [None] * 7 + ["aanmelding", "start", "gereed"], *ROWS])
    book.active.merge_cells("H1:J1")
    for column in "ABCDEFGKLM":
        book.active.merge_cells(f"{column}1:{column}2")
    return pilots(2, values=IDS | {"registered": ["2021-01-04", "2021-01-05", "2021-03-01"], "completed": ["", "2021-03-01", ""]})


@case("kop over drie rijen mrt-21.xlsx", "Groepskop, kop en uitleg: drie rijen, de laatste is de kop")
def _(book):
    put(book.active, [["Gegevens project"] + [None] * 6 + ["Planning"], [None], HEAD, *ROWS])
    book.active.merge_cells("A1:G1")
    book.active.merge_cells("H1:J1")
    return pilots(3)


@case("twee tabellen onder elkaar mrt-21.xlsx", "Projecten en netwerken onder elkaar op één blad")
def _(book):
    rows = [with_(ONE, aanpak="netwerk", netwerk="Twente"), TWO, THREE]
    put(book.active, [["Projecten"], HEAD, *rows, [], ["Netwerken"], ["Netwerk", "Kerngemeente", "Status"], ["Twente", "Enschede", "actief"]])
    tables = [["pilots", "Sheet", 2, 3], ["networks", "Sheet", 8, 1]]
    return reading(tables, {"pilots": {"network": ["Twente", "", ""]}, "networks": {"core_municipality": ["Enschede"], "status": ["active"]}})


@case("twee tabellen naast elkaar mrt-21.xlsx", "Knelpunten links, lessen rechts")
def _(book):
    left = [["Nr", "Gemeld op", "Knelpunt", "Status"], ["K1", date(2021, 1, 4), "Dossier", "open"], ["K2", date(2021, 2, 4), "Plan", "opgelost"]]
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
    put(book.active, [["Vul per project één regel in. Vragen? Bel het secretariaat."], ["Let op de spelregels"], [], HEAD, *ROWS])
    put(book.active, [["Legenda"], ["groen = klaar"], ["oranje = loopt"]], 5, 16)
    return pilots(4)


@case("andere bladen eromheen mrt-21.xlsx", "Bladen met uitleg, keuzelijsten en een leeg blad")
def _(book):
    book.active.title = "Lees mij"
    put(book.active, [["Toelichting"], ["Dit bestand is van de BG."]])
    put(book.create_sheet("Lijsten"), [["Categorie", "Status"], ["Bedrijfsgebouwen", "gestart"], ["Logies- en overige gebouwen", "afgerond"]])
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


# -------------------------------------------------------------------------------------------------------------- headings


@case("synoniemen en andere volgorde mrt-21.xlsx", "Andere namen en een andere volgorde van kolommen")
def _(book):
    names = ["Proj.nr", "Naam", "Type bouwwerk", "Spoor", "Ambassadeursnetwerk", "Gem.", "Stand van zaken", "Aangemeld op", "Startdatum", "Gereedmelding", "KB", "Borgingsinstrument", "Commitment"]  # fmt: skip
    order = [6, 5, 0, 2, 1, 3, 4, 12, 11, 10, 9, 8, 7]
    put(book.active, [[r[i] for i in order] for r in [names, *ROWS]])
    return pilots()


@case("typfouten in koppen mrt-21.xlsx", "Koppen met een tikfout")
def _(book):
    names = ["Projectnumer", "Project", "Categorei", "Aanpak", "Netwerk", "Gemeente", "Satus", "Datum aanmeldng", "Gestart", "Gereed", "Kwaliteitsborgr", "Instrumnt", "Werkplan"]  # fmt: skip
    put(book.active, [names, *ROWS])
    return pilots(says=["is gelezen als 'Categorie'"])


@case("alle koppen met typfout mrt-21.xlsx", "Geen enkele kop is goed gespeld")
def _(book):
    names = ["Projectnumer", "Projct", "Categoriee", "Anpak", "Netwrk", "Gemente", "Sttatus", "Datum aanmeldng", "Gestrt", "Gereeed", "Kwaliteitsborgr", "Instrumnt", "Werkpln"]  # fmt: skip
    put(book.active, [names, *ROWS])
    return pilots()


@case("koppen met regeleinde en uitleg mrt-21.xlsx", "Regeleinden, haakjes, sterretjes en hoofdletters in koppen")
def _(book):
    names = ["PROJECT-\nNUMMER", "PROJECT:", "Categorie*", "Aanpak", "Netwerk", "GEMEENTE", "Status ", "Datum\naanmelding", "Gestart (datum)", " Gereed", "Kwaliteitsborger (organisatie)", "Instrument", "Werkplan (ja/nee)"]  # fmt: skip
    put(book.active, [names, *ROWS])
    return pilots()


@case("afgekorte koppen mrt-21.xlsx", "Koppen afgekort omdat de kolom smal is")
def _(book):
    names = ["Nr", "Project", "Cat.", "Aanpak", "Netwerk", "Gem.", "Status", "Datum aanm.", "Start", "Gereed", "KB", "Instr.", "Werkplan"]
    put(book.active, [names, *ROWS])
    return pilots()


@case("kop ontbreekt boven categorie mrt-21.xlsx", "Een kolom zonder kop die aan de inhoud te herkennen is")
def _(book):
    put(book.active, [[None if h == "Categorie" else h for h in HEAD], *ROWS])
    return pilots(findings=[("warning", "C1", "category")])


@case("vreemde kop boven gemeente mrt-21.xlsx", "Een kop die niets zegt, boven gemeenten")
def _(book):
    put(book.active, [["Kolom6" if h == "Gemeente" else h for h in HEAD], *ROWS])
    return pilots(values=IDS | {"municipality": ["Zwolle", "Ede", "Breda"]}, findings=[("warning", "F1", "municipality")])


@case("contactpersonen ernaast mrt-21.xlsx", "Namen, telefoon en mail van personen staan ernaast en in een omschrijving")
def _(book):
    rows = [[*r, "J. Jansen", "06-12345678", "j@voorbeeld.nl"] for r in ROWS]
    rows[0][1] = "Hal Noord (bel 06-12345678)"
    put(book.active, [[*HEAD, "Contactpersoon", "Telefoon", "E-mail"], *rows])
    return pilots(values={"name": ["Hal Noord (bel [persoonsgegeven weggelaten])", "Brug Oost", "Dakopbouw"]})


@case("verplichte kolom ontbreekt mrt-21.xlsx", "De kolom Instrument ontbreekt: één fout, niet één per rij")
def _(book):
    put(book.active, [HEAD[:11] + HEAD[12:], *[r[:11] + r[12:] for r in ROWS]])
    return pilots(findings=[("error", "A1", "instrument")])


# ----------------------------------------------------------------------------------------------------------------- cells


@case("datums op alle manieren mrt-21.xlsx", "Datums als datum, tekst, maand, week, kwartaal")
def _(book):
    written = ["15-3-2021", "15 maart 2021", "15/03/21", "2021-03-15", "mrt-21", "maart 2021", "wk 12 2021", "Q1 2021", "1e kwartaal 2021", "begin maart 2021", datetime(2021, 3, 15), "ma 15 mrt. 2021", "1e helft 2021", "stand 15 mrt. 2021"]  # fmt: skip
    rows = [with_(THREE, projectnummer=f"P{i}", datum_aanmelding=w) for i, w in enumerate(written)]
    put(book.active, [HEAD, *rows])
    wanted = ["2021-03-15"] * 4 + ["2021-03-01"] * 2 + ["2021-03-22", "2021-01-01", "2021-01-01", "2021-03-01", "2021-03-15", "2021-03-15", "2021-01-01", "2021-03-15"]  # fmt: skip
    return pilots(rows=14, values={"registered": wanted})


@case("datums zonder jaar mrt-21.xlsx", "Dag en maand zonder jaar zijn een fout, geen gok")
def _(book):
    put(book.active, [HEAD, with_(ONE, datum_aanmelding="4 januari"), with_(TWO, datum_aanmelding="5-1"), with_(THREE, datum_aanmelding="wk 9")])
    return pilots(findings=[("error", f"H{r}", "registered") for r in (2, 3, 4)], says=["het jaar ontbreekt"])


@case("onmogelijke datums mrt-21.xlsx", "31 februari, een jaartal 2201, tekst in een datumkolom")
def _(book):
    put(
        book.active, [HEAD, with_(ONE, datum_aanmelding="31-2-2021"), with_(TWO, datum_aanmelding="5-1-2201"), with_(THREE, datum_aanmelding="volgt")]
    )
    return pilots(findings=[("error", f"H{r}", "registered") for r in (2, 3, 4)])


@case("amerikaanse datums mrt-21.xlsx", "Eén cel bewijst dat maanden voorop staan; die ene is een fout, de andere een melding")
def _(book):
    put(book.active, [HEAD, with_(ONE, datum_aanmelding="01/31/2021"), with_(TWO, datum_aanmelding="01/05/2021", gestart="2-5-2021", gereed="3-5-2021"), THREE])  # fmt: skip
    return pilots(findings=[("error", "H2", "registered")], says=["maand voorop"])


@case("datums als getal mrt-21.xlsx", "Datums die hun opmaak verloren: volgnummers van Excel")
def _(book):
    put(book.active, [HEAD, with_(ONE, datum_aanmelding=44200), TWO, THREE])
    return pilots(values={"registered": ["2021-01-04", "2021-01-05", "2021-03-01"]})


@case("getallen op alle manieren mrt-21.xlsx", "Aantallen als tekst, met punt, eenheid of als formule")
def _(book):
    written = ["31", "31 woningen", 31, 31.0, "1.584", "ca. 12", "n.v.t.", "PM", "-", "10 st."]
    put(book.active, [[*HEAD, "Aantal bouwwerken"], *[[*with_(THREE, projectnummer=f"P{i}"), w] for i, w in enumerate(written)]])
    return pilots(rows=10, values={"works": ["31", "31", "31", "31", "1584", "12", "", "", "", "10"]})


@case("getallen die geen getal zijn mrt-21.xlsx", "Twaalf, een half huis, een bereik")
def _(book):
    put(book.active, [[*HEAD, "Aantal bouwwerken"], [*ONE, "twaalf"], [*TWO, 2.5], [*THREE, "10-20"]])
    return pilots(findings=[("error", f"N{r}", "works") for r in (2, 3, 4)])


@case("categorieen met typfouten mrt-21.xlsx", "Categorieën verkort, met tikfout, met nummer; één onbekend")
def _(book):
    written = ["Grondgeb. woningen (projectm.)", "Bedrijfsgebouwenn", "4. Bedrijfsgebouwen", "cat 6", "Grondgeb. woning", "VERBOUW WONINGEN", 2]
    put(book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", categorie=w) for i, w in enumerate(written)]])
    names = ["Grondgebonden woningen (projectmatig)", "Bedrijfsgebouwen", "Bedrijfsgebouwen", "Bouwwerken geen gebouw zijnde", "", "Verbouw en uitbreiding van woningen", "Grondgebonden woningen (particulier)"]  # fmt: skip
    return pilots(rows=7, values={"category": names}, findings=[("warning", "C3", "category"), ("error", "C6", "category")])


@case("gemeenten op alle manieren mrt-21.xlsx", "Oude namen, afkortingen, accenten, het woord gemeente")
def _(book):
    written = ["gemeente Utrecht", "Den Haag", "'s-Gravenhage", "Den Bosch", "'s Hertogenbosch", "Appingedam", "SUDWEST FRYSLAN", "Bergen op Zoom", "Gem. Ede", "0363", "Groningen"]  # fmt: skip
    put(book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", gemeente=w) for i, w in enumerate(written)]])
    names = ["Utrecht", "'s-Gravenhage", "'s-Gravenhage", "'s-Hertogenbosch", "'s-Hertogenbosch", "Eemsdelta", "Súdwest-Fryslân", "Bergen op Zoom", "Ede", "Amsterdam", "Groningen"]  # fmt: skip
    return pilots(rows=11, values={"municipality": names})


@case("gemeenten die vragen oproepen mrt-21.xlsx", "Bergen kan er twee zijn, Haaren is verdeeld, Zwollle is een tikfout, Heerenburg bestaat niet")
def _(book):
    written = ["Bergen", "Haaren", "Amersfort", "Xanadu"]
    put(book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", gemeente=w) for i, w in enumerate(written)]])
    wanted = [("error", "F2", "municipality"), ("warning", "F3", "municipality"), ("warning", "F4", "municipality"), ("error", "F5", "municipality")]
    return pilots(rows=4, values={"municipality": ["", "Haaren", "Amersfoort", ""]}, findings=wanted, says=["Bergen (NH.)", "Boxtel"])


@case("herindeling volgt de peilmaand dec-20.xlsx", "In december 2020 bestaat Appingedam nog", month="2020-12")
def _(book):
    put(book.active, [HEAD, with_(ONE, gemeente="Appingedam", datum_aanmelding=date(2020, 9, 1), gestart=date(2020, 10, 1))])
    return pilots(rows=1, values={"municipality": ["Appingedam"]})


@case("ja en nee op alle manieren mrt-21.xlsx", "ja, J, x, vinkje, waar, 1; nee, N, onwaar, 0")
def _(book):
    written = ["ja", "J", "x", "√", True, 1, "nee", "N", False, 0, "Ja, sinds mei", "misschien"]
    put(book.active, [HEAD, *[with_(THREE, projectnummer=f"P{i}", werkplan=w) for i, w in enumerate(written)]])
    wanted = ["yes"] * 6 + ["no"] * 4 + ["yes", ""]
    return pilots(rows=12, values={"work_plan": wanted}, findings=[("warning", "M12", "work_plan"), ("error", "M13", "work_plan")])


@case("statussen met typfouten mrt-21.xlsx", "Andere woorden en tikfouten voor de status")
def _(book):
    written = ["In uitvoering", "afgerondd", "VOORBEREIDING", "in voorbreiding", "ingetrokken", "onduidelijk"]
    rows = [with_(TWO, projectnummer=f"P{i}", status=w) for i, w in enumerate(written)]
    put(book.active, [HEAD, *rows])
    wanted = ["started", "completed", "preparing", "preparing", "withdrawn", ""]
    return pilots(rows=6, values={"status": wanted}, findings=[("warning", "G3", "status"), ("warning", "G5", "status"), ("error", "G7", "status")])


@case("foutcellen mrt-21.xlsx", "Cellen met #N/B en #VERW!: één fout per cel, geen vervolgfouten")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart="#N/A"), with_(TWO, categorie="#REF!"), THREE])
    return pilots(
        values={"category": [ONE[2], "", THREE[2]]}, findings=[("error", "I2", "started"), ("error", "C3", "category")], says=["#N/B", "#VERW!"]
    )


@case("formules nooit opgeslagen mrt-21.xlsx", "Formules zonder opgeslagen uitkomst")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart="=H2+28"), TWO, THREE])
    return pilots(findings=[("error", "I2", "started")], says=["nooit opgeslagen"])


@case("formules met uitkomst mrt-21.xlsx", "Formules waarvan de uitkomst is opgeslagen, tekst in de gedeelde tabel")
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
    return out.getvalue(), pilots(sheet="Projecten", values=IDS | {"name": ["Hal Noord", "Brug Oost", "Dakopbouw"], "started": ["2021-02-01", "2021-02-02", ""]})  # fmt: skip


@case("spaties en harde spaties mrt-21.xlsx", "Spaties ervoor, erachter, dubbel, en harde spaties uit een webpagina")
def _(book):
    put(
        book.active,
        [HEAD, with_(ONE, projectnummer=" P1 ", categorie="Bedrijfsgebouwen\xa0", gemeente="  Zwolle"), with_(TWO, project="Brug   Oost"), THREE],
    )
    return pilots(values=IDS | {"name": ["Hal Noord", "Brug Oost", "Dakopbouw"]})


@case("nummers als getal en als tekst mrt-21.xlsx", "Projectnummers 1 tot 3 als getal, verwezen als tekst")
def _(book):
    put(book.active, [HEAD, *[with_(r, projectnummer=i) for i, r in enumerate(ROWS, 1)]])
    put(book.create_sheet("Knelpunten"), [["Nr", "Gemeld op", "Knelpunt", "Project", "Status"], [1, date(2021, 2, 1), "Dossier", "2", "open"]])
    tables = [["pilots", "Sheet", 1, 3], ["bottlenecks", "Knelpunten", 1, 1]]
    return reading(tables, {"pilots": {"id": ["1", "2", "3"]}, "bottlenecks": {"pilot": ["2"]}})


@case("onbekend op alle manieren mrt-21.xlsx", "n.v.t., PM, n.n.b., ?, - in kolommen die leeg mogen zijn; verplicht is het een fout")
def _(book):
    rows = [with_(THREE, projectnummer=f"P{i}", gereed=w) for i, w in enumerate(["n.v.t.", "PM", "n.n.b.", "?", "-", "onbekend"])]
    rows.append(with_(THREE, projectnummer="P7", instrument="n.n.b."))
    put(book.active, [HEAD, *rows])
    return pilots(rows=7, values={"completed": [""] * 7}, findings=[("error", "L8", "instrument")])


# ---------------------------------------------------------------------------------------------------------------- checks


@case("dubbele nummers mrt-21.xlsx", "Hetzelfde nummer twee keer, één keer met een spatie en kleine letter")
def _(book):
    put(book.active, [HEAD, ONE, TWO, with_(THREE, projectnummer="p1 ")])
    return pilots(values={}, findings=[("error", "A4", "id")], says=["A2"])


@case("datums in de verkeerde volgorde mrt-21.xlsx", "Gestart voor de aanmelding, gereed voor de start")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart=date(2021, 1, 2)), with_(TWO, gereed=date(2021, 2, 1)), THREE])
    return pilots(findings=[("error", "I2", "started"), ("error", "J3", "completed")])


@case("status zonder datum mrt-21.xlsx", "Gestart zonder startdatum, afgerond zonder gereed, netwerk zonder naam")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart=None), with_(TWO, gereed=None), with_(THREE, aanpak="netwerk")])
    return pilots(findings=[("error", "I2", "started"), ("error", "J3", "completed"), ("error", "E4", "network")])


@case("onbekend netwerk en project mrt-21.xlsx", "Verwijzingen naar een netwerk en een project die er niet zijn")
def _(book):
    put(book.active, [HEAD, with_(ONE, aanpak="netwerk", netwerk="Twentte"), TWO, THREE])
    put(book.create_sheet("Netwerken"), [["Netwerk", "Kerngemeente", "Status"], ["Twente", "Enschede", "actief"]])
    put(book.create_sheet("Knelpunten"), [["Nr", "Gemeld op", "Knelpunt", "Project", "Status"], ["K1", date(2021, 2, 1), "Dossier", "P8", "open"]])
    tables = [["pilots", "Sheet", 1, 3], ["networks", "Netwerken", 1, 1], ["bottlenecks", "Knelpunten", 1, 1]]
    return reading(tables, {}, [("error", "E2", "network"), ("error", "D2", "pilot")], ["Bedoelt u 'Twente'?"])


@case("regels zonder nummer mrt-21.xlsx", "Een project zonder nummer telt niet en wordt genoemd")
def _(book):
    put(book.active, [HEAD, ONE, with_(TWO, projectnummer=None), THREE])
    return pilots(values={"id": ["P1", "", "P3"]}, findings=[("error", "A3", "id")])


# ---------------------------------------------------------------------------------------------------------- applications


@case("aanvragen per maand naast elkaar mrt-21.xlsx", "Gemeenten omlaag, maanden naast elkaar, totalen eromheen")
def _(book):
    put(book.active, [["Aanvragen gevolgklasse 1"], ["Gemeente", "jan-21", "feb-21", "mrt-21", "Totaal"], ["Zwolle", 4, 5, 6, 15], ["Ede", "1.584", 2, 3, 1589], ["Totaal", 1588, 7, 9, 1604]])  # fmt: skip
    values = {
        "municipality": ["Zwolle"] * 3 + ["Ede"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "applications": ["4", "5", "6", "1584", "2", "3"],
    }
    return reading([["applications", "Sheet", 2, 2]], {"applications": values})


@case("aanvragen landelijk en per gemeente mrt-21.xlsx", "Landelijke regel als Nederland en als *, maanden op veel manieren")
def _(book):
    put(book.active, [APPLICATIONS, ["jan-21", "Nederland", "1.200", 12], ["februari 2021", "*", 1300, None], ["2021-03", "Landelijk", 1400, 20], [date(2021, 3, 1), "Zwolle", 30, 1]])  # fmt: skip
    values = {"month": ["2021-01", "2021-02", "2021-03", "2021-03"], "municipality": ["*", "*", "*", "Zwolle"], "applications": ["1200", "1300", "1400", "30"], "volume_pilots": ["12", "", "20", "1"]}  # fmt: skip
    return reading([["applications", "Sheet", 1, 4]], {"applications": values})


@case("aanvragen met negatief en dubbel mrt-21.xlsx", "Negatief aantal, dezelfde maand en gemeente twee keer")
def _(book):
    put(book.active, [APPLICATIONS, ["jan-21", "Zwolle", -3, 1], ["feb-21", "Zwolle", 3, 1], ["feb-21", "gemeente Zwolle", 4, 1]])
    return reading([["applications", "Sheet", 1, 3]], {}, [("error", "C2", "applications"), ("error", "B4", "municipality")])


# ---------------------------------------------------------------------------------------------------------------- status


@case("status met aspect als getal en datum mrt-21.xlsx", "Excel maakte van 3.1 een getal en van 1.2 een datum", "planning")
def _(book):
    put(book.active, [STATUS, [3.1, "oranje", "loopt"], ["3,2", "groen", "af"], [date(2021, 3, 3), "oranje", "loopt"], ["1.1 Wetgevingstraject afgerond", "rood", "wet", "brief"]])  # fmt: skip
    return reading([["status", "Sheet", 1, 4]], {"status": {"aspect": ["3.1", "3.2", "3.3", "1.1"], "status": ["orange", "green", "orange", "red"]}})


@case("status met een datum die twee aspecten kan zijn mrt-21.xlsx", "1 februari kan 1.2 of 2.1 zijn: een vraag, geen gok", "planning")
def _(book):
    put(book.active, [STATUS, [datetime(2021, 2, 1), "oranje", "loopt"], ["3.1", "groen", "af"], ["2.2", "oranje", "loopt"]])
    return reading([["status", "Sheet", 1, 3]], {"status": {"aspect": ["", "3.1", "2.2"]}}, [("error", "A2", "aspect")], ["1.2 of 2.1"])


@case("status met kruisjes mrt-21.xlsx", "Drie kolommen groen, oranje, rood met een kruisje in één", "planning")
def _(book):
    put(book.active, [["Aspect", "Groen", "Oranje", "Rood", "Onderbouwing", "Actie"], ["1.1", None, "x", None, "a"], ["1.2", "x", None, None, "b"], ["2.1", None, None, "X", "c", "doen"], ["2.2"]])  # fmt: skip
    values = {"status": ["orange", "green", "red", ""]}
    return reading([["status", "Sheet", 1, 4]], {"status": values}, [("warning", "B5", "status")])


@case("status met twee kruisjes mrt-21.xlsx", "Twee kruisjes op één regel spreken elkaar tegen", "planning")
def _(book):
    put(book.active, [["Aspect", "Groen", "Oranje", "Rood", "Onderbouwing"], ["1.1", "x", "x", None, "a"], ["1.2", "x", None, None, "b"]])
    return reading([["status", "Sheet", 1, 2]], {"status": {"status": ["", "green"]}}, [("error", "C2", "status")])


@case("status met smileys mrt-21.xlsx", "De smileys van het plan, onder een kop over twee rijen", "planning")
def _(book):
    put(book.active, [["Doel/aspect", "Oordeel Regiegroep", None, None], [None, "Status", "Onderbouwing", "Actie"], ["1.1", "☺", "a"], ["1.2", "😐", "b"], ["2.1", "☹", "c", "doen"]])  # fmt: skip
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
    return reading([["status", "Sheet", 1, 4]], {"status": {"status": ["green", "orange", "red", ""]}}, [("warning", "B5", "status")])


@case("status per maand naast elkaar mrt-21.xlsx", "Een kolom per maand, met woorden en letters, doelen als tussenkop", "planning")
def _(book):
    put(book.active, [["Aspect", "jan-21", "feb-21", "mrt-21", "Onderbouwing", "Actie"], ["1. Wetgeving gereed"], ["1.1", "O", "oranje", "groen", "af"], ["1.2", "G", "G", "R", "mist", "doen"]])  # fmt: skip
    values = {
        "aspect": ["1.1"] * 3 + ["1.2"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "status": ["orange", "orange", "green", "green", "green", "red"],
    }
    return reading([["status", "Sheet", 1, 2]], {"status": values})


@case("status per maand met kleuren mrt-21.xlsx", "Een kolom per maand waarvan alleen de kleur iets zegt", "planning")
def _(book):
    put(book.active, [["Aspect", "feb-21", "mrt-21", "Onderbouwing"], ["1.1", None, None, "a"], ["1.2", None, None, "b"]])
    for place, fill in zip(("B2", "C2", "B3", "C3"), (ORANGE, GREEN, ORANGE, ORANGE), strict=True):
        book.active[place].fill = fill
    return reading([["status", "Sheet", 1, 2]], {"status": {"status": ["orange", "green", "orange", "orange"]}})


@case("status zonder onderbouwing mrt-21.xlsx", "Een kleur zonder onderbouwing, rood zonder actie", "planning")
def _(book):
    put(book.active, [STATUS, ["1.1", "groen", None], ["1.2", "rood", "mist", None], ["2.1", "oranje", "ongewijzigd"]])
    return reading([["status", "Sheet", 1, 3]], {}, [("error", "C2", "justification"), ("error", "D3", "action")])


@case("planning met alle tabellen mrt-21.xlsx", "Activiteiten, deelonderzoeken en besluiten op eigen bladen, met PM en procenten", "planning")
def _(book):
    put(book.active, [["Nr", "Activiteit", "Start", "Gereed", "Voortgang", "Afhankelijk van"], [1, "Opzet", "jan-21", "mrt-21", "100%", None], [2, "Proef", "apr-21", "Q3 2021", 0.25, "1"], [3, "Uitrol", "jul-21", "dec-21", "5 %", "1; 2"]])  # fmt: skip
    put(book.create_sheet("Onderzoek"), [["Deelonderzoek", "Planning gereed", "Status", "Vastgesteld op"], ["Kosten", "PM", "te starten"], ["Dossier", "mrt-21", "vastgesteld", "1-3-2021"]])  # fmt: skip
    put(book.create_sheet("Besluiten"), [["Nr", "Datum", "Onderwerp", "Besluit", "Actiehouder", "Naar Monitoringsgroep"], ["B1", "26-2-2021", "Start", "Akkoord", "min. BZK", "n"]])  # fmt: skip
    tables = [["activities", "Sheet", 1, 3], ["studies", "Onderzoek", 1, 2], ["decisions", "Besluiten", 1, 1]]
    values = {"activities": {"progress": ["100.0", "25.0", "5.0"], "depends_on": ["", "1", "1; 2"], "end": ["2021-03-01", "2021-07-01", "2021-12-01"]}, "studies": {"due": ["", "2021-03-01"], "status": ["to_start", "adopted"]}, "decisions": {"owner": ["BZK"], "escalated": ["no"]}}  # fmt: skip
    return reading(tables, values)


@case("activiteiten in een kring mrt-21.xlsx", "Afhankelijkheden die rondlopen, en gereed voor start", "planning")
def _(book):
    put(book.active, [["Nr", "Activiteit", "Start", "Gereed", "Afhankelijk van"], ["1", "Opzet", "1-1-2021", "1-3-2021", "2"], ["2", "Proef", "1-4-2021", "1-2-2021", "1"]])  # fmt: skip
    return reading([["activities", "Sheet", 1, 2]], {}, [("error", "D3", "end"), ("error", "E3", "depends_on")])


# ------------------------------------------------------------------------------------------- communication, digital, admission


@case("bekendheid als procent en aantal mrt-21.xlsx", "Aandeel als 62%, 0,62, 140 van de 200; een partij voluit", "communication")
def _(book):
    head = ["Meetdatum", "Branche", "Omvang achterban", "Respondenten", "Voldoende geïnformeerd"]
    put(book.active, [head, ["mrt-21", "Bouwend Nederland", "4.300", 200, "62%"], ["mrt-21", "BNA", 1200, 100, 0.62], ["mrt-21", "Vereniging Nederlandse Gemeenten", 352, 200, 140]])  # fmt: skip
    values = {"party": ["Bouwend Nederland", "BNA", "VNG"], "audience_size": ["4300", "1200", "352"], "informed": ["0.62", "0.62", "140.0"]}
    return reading([["awareness", "Sheet", 1, 3]], {"awareness": values})


@case("vragen en uitingen mrt-21.xlsx", "Vragenlijst met lange teksten en een kalender van uitingen", "communication")
def _(book):
    put(book.active, [["Nr", "Vraag", "Ontvangen op", "Beantwoord op", "Thema"], [1, "Wie levert het dossier?\nEn wanneer?", "1-3-2021", "5-3-2021", "dossier"], [2, "Wat kost het?", "2 maart 2021", None, "kosten"]])  # fmt: skip
    put(book.create_sheet("Kalender"), [["Nr", "Titel", "Soort", "Gepland", "Gerealiseerd", "Bereik"], ["U1", "Webinar", "webinar", "feb-21", "12-2-2021", "± 250"], ["U2", "Folder", "brochure", "Q2 2021"]])  # fmt: skip
    values = {
        "questions": {"number": ["1", "2"], "answered": ["2021-03-05", ""]},
        "materials": {"kind": ["webinar", "material"], "reach": ["250", ""]},
    }
    return reading([["questions", "Sheet", 1, 2], ["materials", "Kalender", 1, 2]], values)


@case("aansluitingen van gemeenten mrt-21.xlsx", "Stand per gemeente met x, bezig en nog niet", "digital")
def _(book):
    put(book.active, [["Gemeente", "DSO", "Zaaksysteem", "Leverancier"], ["Zwolle", "x", "bezig", "A"], ["Ede", "nog niet", "ja", "B"], ["Breda", "in test", "nee", None]])  # fmt: skip
    values = {"dso": ["ready", "no", "testing"], "case_system": ["testing", "ready", "no"]}
    return reading([["connections", "Sheet", 1, 3]], {"connections": values})


@case("informatiemomenten mrt-21.xlsx", "Van en aan als koppen, ja/nee met vraagtekens", "digital")
def _(book):
    put(book.active, [["Bericht", "Van", "Aan", "Opgesteld door", "Vastgelegd?", "Verwerkbaar?"], ["Bouwmelding", "Aannemer", "Gemeente", "KB", "ja", "nee"], ["Gereedmelding", "Aannemer", "Gemeente", "KB", "n", "?"]])  # fmt: skip
    values = {"moment": ["Bouwmelding", "Gereedmelding"], "defined": ["yes", "no"], "processable": ["no", ""]}
    return reading([["information_moments", "Sheet", 1, 2]], {"information_moments": values})


@case("dekking als matrix mrt-21.xlsx", "Type bouwwerk omlaag, instrumenten naast elkaar, met vinkjes en 'ja, mits'", "admission")
def _(book):
    put(book.active, [["Dekking"], ["Type bouwwerk", "KiK", "TIS", "WKI"], ["Woning", "√", "ja, mits", None], ["Woonboot", "nee", "x", "?"]])
    put(book.create_sheet("Lijst"), [["Instrument", "Aanbieder", "Status"], ["KiK", "KOMO", "toegelaten"], ["TIS", "TIS nv", "voorlopig"], ["WKI", "WKI", "in behandeling"]])  # fmt: skip
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
    put(book.active, [["Instrument", "Organisaties", "Kwaliteitsborgers", "Fte", "Capaciteit per jaar"], ["KiK", 12, "ca. 80", "61,5", "8.000"], ["TIS", None, None, None, 900]])  # fmt: skip
    put(book.create_sheet("Raming"), [["Jaar", "Scenario", "Bouwwerken gevolgklasse 1"], [2022, "laag", "40.000"], [2022, "hoog", "60.000"]])
    put(book.create_sheet("Taken"), [["Taak", "Aspect", "Status", "Gereed gepland", "Gereed"], ["Statuten", 5.1, "gereed", "jan-21", "3-1-2021"], ["Toezicht", "5,2", "loopt", "Q3 2021"]])  # fmt: skip
    tables = [["assurers", "Sheet", 1, 2], ["demand", "Raming", 1, 2], ["readiness", "Taken", 1, 2]]
    values = {"assurers": {"persons": ["80", ""], "fte": ["61.5", ""], "capacity": ["8000", "900"]}, "demand": {"works": ["40000", "60000"], "scenario": ["low", "high"]}, "readiness": {"aspect": ["5.1", "5.2"], "status": ["done", "running"]}}  # fmt: skip
    return reading(tables, values, [("error", "B3", "organisations")])


# --------------------------------------------------------------------------------------------------------------- formats


def text(rows, delimiter):
    return "\r\n".join(delimiter.join("" if v is None else f"{v:%d-%m-%Y}" if isinstance(v, date) else str(v) for v in r) for r in rows)


@case("puntkomma mrt-21.csv", "CSV met puntkomma's in cp1252, zoals Excel in Nederland opslaat")
def _(_):
    rows = [HEAD, with_(ONE, project="Café Noord"), TWO, THREE]
    return text(rows, ";").encode("cp1252"), pilots(sheet="csv", values=IDS | {"name": ["Café Noord", "Brug Oost", "Dakopbouw"]})


@case("tabs in utf-16 mrt-21.csv", "CSV met tabs in UTF-16, zoals Excel 'Unicode-tekst' opslaat")
def _(_):
    return text([HEAD, with_(ONE, project="Café Noord"), TWO, THREE], "\t").encode("utf-16"), pilots(sheet="csv", values=IDS | {"name": ["Café Noord", "Brug Oost", "Dakopbouw"]})  # fmt: skip


@case("komma en aanhalingstekens mrt-21.csv", "CSV met komma's en aanhalingstekens, een komma in een tekst, UTF-8 met BOM")
def _(_):
    rows = [HEAD, with_(ONE, project='"Hal, Noord"'), TWO, THREE]
    return text(rows, ",").encode("utf-8-sig"), pilots(sheet="csv", values=IDS | {"name": ["Hal, Noord", "Brug Oost", "Dakopbouw"]})


@case("oud excel mrt-21.xls", "Een .xls uit Excel 2003")
def _(_):
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet, day = book.add_sheet("Projecten"), xlwt.easyxf(num_format_str="D-M-YYYY")
    for r, row in enumerate([["Register"], HEAD, *ROWS]):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, day) if isinstance(value, date) else sheet.write(r, c, value)
    book.save(out)
    return out.getvalue(), pilots(2, sheet="Projecten", values=IDS | {"started": ["2021-02-01", "2021-02-02", ""]})


@case("libreoffice mrt-21.ods", "Een .ods uit LibreOffice, met datums als datum")
def _(_):
    document, out = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="Projecten")
    for row in [HEAD, *ROWS]:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="date", datevalue=value.isoformat()) if isinstance(value, date) else TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(out)
    return out.getvalue(), pilots(sheet="Projecten", values=IDS | {"started": ["2021-02-01", "2021-02-02", ""]})


@case("macros mrt-21.xlsm", "Een werkmap met een macro: gelezen, nooit uitgevoerd")
def _(book):
    put(book.active, [HEAD, *ROWS])
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "[Content_Types].xml":
                kind = b"spreadsheetml.sheet.main+xml", b"x"
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument." + kind[0], b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                )
            target.writestr(info, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 geen echte macro")
    return out.getvalue(), pilots()


@case("webpagina mrt-21.xls", "Een HTML-tabel onder een Excel-naam", None, None)
def _(_):
    return b"<html><body><table><tr><td>Projectnummer</td></tr></table></body></html>", {"refused": ["webpagina"]}


@case("plaatje mrt-21.xlsx", "Een afbeelding onder een Excel-naam", None, None)
def _(_):
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 200, {"refused": ["geen Excel-werkmap"]}


@case("afgebroken mrt-21.xlsx", "Een halve download", None, None)
def _(book):
    put(book.active, [HEAD, *ROWS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()[:3000], {"refused": ["beschadigd"]}


@case("wachtwoord mrt-21.xlsx", "Met een wachtwoord beveiligd", None, None)
def _(_):
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + name + b"\0" * 1024, {"refused": ["wachtwoord"]}


@case("geen tabel mrt-21.xlsx", "Een werkmap zonder iets van de registers", None, None)
def _(book):
    put(book.active, [["Verlofkaart"], ["Naam", "Dagen"], ["A", 3], ["B", 5]])
    return {"refused": ["geen tabel herkend"]}


def main() -> int:
    for old in FOLDER.glob("*"):
        old.unlink()
    for file, about, register, month, build in CASES:
        book = openpyxl.Workbook()
        made = build(book)
        content, wanted = made if isinstance(made, tuple) else (None, made)
        if content is None:
            out = io.BytesIO()
            book.save(out)
            content = out.getvalue()
        (FOLDER / file).write_bytes(content)
        wanted = {"about": about, "register": register, "month": month, **wanted}
        (FOLDER / f"{file}.json").write_text(json.dumps(wanted, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(CASES)} werkmappen gemaakt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
