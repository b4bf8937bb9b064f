"""Every kind of finding: its level, what it says,
what causes it and what to do. `docs/bevindingen.md` is made of this.

Grouping, tests and texts hang on the code, which never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = {"error": "fout", "warning": "let op", "info": "ter informatie"}


@dataclass(frozen=True)
class Kind:
    """`level` of the findings, the `cause` in the workbook, and the `cure`: what the group does."""

    level: str
    cause: str
    cure: str


E, W, I = "error", "warning", "info"  # noqa: E741
KINDS = {
    code: Kind(*said)
    for code, said in {
        # Reporting month
        "month-claims-differ": (
            W,
            "Bestandsnaam, titel, tabblad of maandkolom noemen niet dezelfde maand.",
            "Kies de peilmaand, en verbeter wat een andere maand noemt.",
        ),
        "month-without-year": (
            W,
            "De maand is genoemd, maar nergens met een jaar.",
            "Kies de peilmaand; zet het jaar in de bestandsnaam.",
        ),
        "month-is-quarter": (
            W,
            "De bestandsnaam noemt een kwartaal; dat is geen maand.",
            "Kies de peilmaand.",
        ),
        "month-overruled": (
            I,
            "Een plaats in de werkmap noemt een andere maand dan de gekozene.",
            "Kijk na of de gekozen maand klopt.",
        ),
        "event-after-month": (
            W,
            "Iets is gebeurd op een datum na de peilmaand.",
            "Verbeter de datum of de peilmaand.",
        ),
        # Months in headings
        "month-twice": (
            E,
            "Dezelfde maand staat boven twee kolommen; alleen de eerste is gelezen.",
            "Verbeter één van beide koppen.",
        ),
        "month-out-of-order": (
            W,
            "Een maand in de koppen is eerder dan die ervoor, vaak door het jaartal van vorig jaar.",
            "Verbeter het jaar in de kop.",
        ),
        "month-leap": (
            W,
            "Tussen twee maanden in de koppen ligt een jaar of meer.",
            "Verbeter het jaar in de kop.",
        ),
        "month-with-remark": (
            W,
            "Achter de maand in een kop staat een opmerking, zoals (voorlopig).",
            "Niets, als de maand klopt.",
        ),
        "month-heading-unread": (
            W,
            "Een kolom naast de maanden heeft waarden, maar haar kop is geen maand met jaar.",
            "Schrijf de kop als mrt-21.",
        ),
        # Columns
        "column-missing": (
            E,
            "Een kolom die nodig is ontbreekt, of is niet herkend.",
            "Voeg de kolom toe, geef haar de kop uit de werkmap om in te vullen, of wijs haar aan "
            "bij Aanleveren.",
        ),
        "column-contested": (
            E,
            "Twee kolommen kunnen dezelfde zijn en zeggen niet hetzelfde.",
            "Wijs bij Aanleveren aan welke het is, of geef de andere een andere kop.",
        ),
        "column-left-out": (
            E,
            "Een kolom van een levering met voorbehoud telt als leeg: twee kolommen kunnen het zijn.",
            "Geef één van beide een andere kop en lever opnieuw aan.",
        ),
        "column-unread": (
            I,
            "Onder een kop die niet bij het register hoort staan getallen of datums.",
            "Niets, als de kolom niet bij het register hoort; geef haar anders de juiste kop.",
        ),
        "column-from-groups": (
            I,
            "Een kolom die nodig is, is gelezen uit tussenkoppen of uit de naam van het blad.",
            "Geef iedere rij een eigen waarde; dat is zekerder.",
        ),
        "groups-filled-down": (
            I,
            "Een waarde staat alleen bij de eerste rij van een groep, of erboven, en is voor de "
            "andere aangevuld.",
            "Kijk na of de groepen kloppen.",
        ),
        "heading-alike": (
            I,
            "Een kop lijkt op een bekende kop en is zo gelezen.",
            "Klopt het niet, geef de kolom dan haar eigen naam of zeg het bij Aanleveren.",
        ),
        "heading-beaten": (
            I,
            "Een kop kan een kolom zijn die al onder een betere kop gevonden is.",
            "Niets, als de betere kop klopt.",
        ),
        "heading-by-content": (
            W,
            "Een kolom zonder bekende kop is aan haar inhoud herkend.",
            "Geef de kolom de juiste kop.",
        ),
        # Rows
        "row-set-aside": (
            I,
            "Een rij die gevuld is, is als totaal, legenda of voetnoot gezien en niet gelezen.",
            "Is het een rij van de lijst, begin haar dan met een ander woord.",
        ),
        "total-differs": (
            W,
            "Een totaal is niet de som van de rijen erboven; er kan een rij ontbreken.",
            "Kijk na of alle rijen er staan, of verbeter het totaal.",
        ),
        "row-lone-number": (
            W,
            "Een rij heeft alleen een getal en is als totaal gezien, maar het is geen som.",
            "Vul de rij aan, of verbeter het totaal.",
        ),
        "row-marked": (
            W,
            "Een hele rij is met een kleur gemarkeerd; dat is niet als oordeel gelezen.",
            "Vul groen, oranje of rood in.",
        ),
        "row-left-out": (
            E,
            "Een rij van een levering met voorbehoud telt niet mee.",
            "Verbeter de genoemde cel en lever opnieuw aan.",
        ),
        # Cells
        "value-missing": (
            E,
            "Een cel die nodig is, is leeg of zegt dat het niet bekend is.",
            "Vul de cel in.",
        ),
        "value-twice": (
            E,
            "Een waarde die één keer mag voorkomen staat er twee keer.",
            "Verwijder of hernoem één van beide.",
        ),
        "value-guessed": (
            W,
            "Een waarde met een schrijffout is gelezen als de waarde waar zij op lijkt, of heeft "
            "een kanttekening.",
            "Kijk na of dat klopt.",
        ),
        "value-implied": (
            E,
            "Een andere kolom vraagt om deze waarde, zoals een datum bij 'afgerond'. Een actie bij "
            "rood is een waarschuwing.",
            "Vul de cel in.",
        ),
        "cell-error": (
            E,
            "De cel bevat een fout van Excel, zoals #N/B.",
            "Herstel de formule of typ de waarde.",
        ),
        "formula-unsaved": (
            E,
            "De uitkomst van een formule is nooit opgeslagen.",
            "Open het bestand in Excel, sla het op en lever opnieuw aan.",
        ),
        "date-unreadable": (
            E,
            "Dit is geen datum, de dag bestaat niet, of het jaar ontbreekt.",
            "Schrijf een datum zoals 15-3-2021, mrt 2021 of Q1 2021.",
        ),
        "date-empty-link": (
            W,
            "Een koppeling naar een lege cel geeft 0-1-1900, of er staat een verwijzing in plaats "
            "van een datum.",
            "Niets, als er nog geen datum is.",
        ),
        "date-two-ways": (
            I,
            "Een datum is als dag-maand-jaar gelezen, terwijl andere cellen van de kolom de maand "
            "voorop zetten.",
            "Schrijf de datums op één manier.",
        ),
        "month-unreadable": (E, "Dit is geen maand met jaar.", "Schrijf mrt-21 of 2021-03."),
        "number-unreadable": (E, "Dit is geen getal.", "Schrijf een getal, zoals 12 of 1.584."),
        "whole-unreadable": (E, "Dit is geen heel getal.", "Schrijf een heel getal."),
        "count-unreadable": (E, "Dit is geen aantal van 0 of meer.", "Schrijf een heel getal van 0 of meer."),
        "percent-unreadable": (
            E,
            "Dit is geen percentage van 0 tot en met 100.",
            "Schrijf een getal van 0 tot en met 100.",
        ),
        "share-or-count-unreadable": (
            E,
            "Dit is geen aandeel en geen aantal.",
            "Schrijf bijvoorbeeld 62% of 140.",
        ),
        "convention-open": (
            E,
            "De cellen van een kolom zeggen niet hoe zij getallen schrijft: 1% of 100%, 12,500 "
            "als duizendtal of decimaal.",
            "Beantwoord de vraag bij Aanleveren, of schrijf een %-teken of geen komma.",
        ),
        "convention-other": (
            E,
            "Een getal past alleen bij een andere schrijfwijze dan die van zijn kolom.",
            "Schrijf het als de andere, of zet er een %-teken achter.",
        ),
        "numbers-two-ways": (
            I,
            "In een kolom staan getallen op twee manieren geschreven.",
            "Schrijf de getallen op één manier.",
        ),
        "yesno-unreadable": (E, "Hier hoort ja of nee.", "Vul ja of nee in."),
        "word-unreadable": (
            E,
            "Dit woord staat niet in de keuzelijst van de kolom.",
            "Kies een woord uit de lijst.",
        ),
        "colour-unreadable": (E, "Dit is geen kleur, of er staan er twee.", "Vul groen, oranje of rood in."),
        "category-unreadable": (E, "Dit is geen categorie van het plan.", "Kies een van de zes categorieën."),
        "aspect-unreadable": (
            E,
            "Dit is geen aspect van het plan.",
            "Typ het nummer van het aspect, als tekst.",
        ),
        "municipality-unreadable": (
            E,
            "Dit is geen Nederlandse gemeente.",
            "Schrijf de naam van de gemeente.",
        ),
        "municipality-or-all-unreadable": (
            E,
            "Dit is geen Nederlandse gemeente en niet 'Nederland'.",
            "Schrijf de naam van de gemeente, of Nederland.",
        ),
        # Between cells, tables and deliveries
        "dates-in-wrong-order": (
            E,
            "Een datum ligt vóór de datum waar hij na komt.",
            "Verbeter één van beide datums.",
        ),
        "reference-unknown": (
            E,
            "Een naam of nummer staat niet in de andere tabel.",
            "Verbeter de naam, of voeg de rij toe.",
        ),
        "dependency-circle": (
            E,
            "Een activiteit wacht via andere op zichzelf.",
            "Haal één afhankelijkheid weg.",
        ),
        "one-of-needed": (E, "Van een paar kolommen is er geen ingevuld, en één is nodig.", "Vul er één in."),
        "part-more-than-whole": (
            E,
            "Een deel is meer dan het geheel, of het geheel ontbreekt (waarschuwing).",
            "Verbeter één van beide aantallen, of vul het geheel in.",
        ),
        "status-justification": (
            E,
            "Bij een kleur ontbreekt de onderbouwing. Zonder kleur is het een waarschuwing: nog "
            "niet beoordeeld.",
            "Vul de onderbouwing in; 'ongewijzigd' mag zolang de kleur blijft.",
        ),
        "justification-unchanged": (
            W,
            "De kleur is veranderd en de onderbouwing niet.",
            "Schrijf waarom de kleur veranderde.",
        ),
        "rows-vanished": (
            W,
            "Rijen van de vorige levering staan er niet meer.",
            "Zet ze terug, als zij niet vervallen zijn.",
        ),
        "number-reused": (
            W,
            "Een nummer wijst iets anders aan dan vorige keer.",
            "Geef het nieuwe een eigen nummer.",
        ),
        "status-backwards": (
            W,
            "Een status gaat terug ten opzichte van vorige keer.",
            "Kijk na of dat klopt.",
        ),
        "total-decreased": (
            W,
            "Een aantal dat alleen kan groeien daalt.",
            "Kijk na welke rijen verdwenen of teruggezet zijn.",
        ),
        "figure-changed": (
            W,
            "Een cijfer van een eerdere maand is een ander cijfer geworden.",
            "Kijk na of de correctie klopt.",
        ),
        # Sheets
        "sheet-hidden": (
            I,
            "Een blad is verborgen en niet gelezen.",
            "Maak het zichtbaar als het mee moet tellen.",
        ),
        "sheet-cut": (
            I,
            "Een blad is breder dan gelezen wordt.",
            "Haal weg wat niet bij het register hoort.",
        ),
        "signs-removed": (
            I,
            "In cellen stonden tekens die niemand ziet, zoals besturingstekens of richtingstekens; "
            "die zijn weggelaten. Of er stonden cijfers van een ander schrift, of tekens die niet te lezen "
            "zijn.",
            "Niets, tenzij een woord nu anders leest.",
        ),
        "colours-not-carried": (
            W,
            "Cellen zonder tekst: in deze bestandssoort is hun kleur niet te lezen.",
            "Sla het bestand op als .xlsx en lever dat aan, of vul de kleur als woord in.",
        ),
        "sheet-unknown": (
            I,
            "Een blad lijkt een tabel, maar past bij geen tabel van het register.",
            "Geef de kolommen de koppen uit de werkmap om in te vullen, als het erbij hoort.",
        ),
    }.items()
}


def page() -> str:
    """The text of `docs/bevindingen.md`."""
    rows = [f"| `{code}` | {LEVELS[k.level]} | {k.cause} | {k.cure} |" for code, k in sorted(KINDS.items())]
    return (
        "# Bevindingen\n\n"
        "Iedere bevinding bij een werkmap heeft een soort: een vaste code (`kind` in `check "
        "--json`). Een *fout* houdt de rij tegen:\n"
        "zij kan niet meetellen. *Let op* telt mee en vraagt een blik, *ter informatie* zegt "
        "wat is aangenomen of niet is gelezen.\n\n"
        "| soort | niveau | oorzaak | wat te doen |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
