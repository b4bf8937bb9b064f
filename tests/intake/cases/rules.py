"""What must hold between cells, rows and tables."""

from __future__ import annotations

from datetime import date

from tests.intake.cases.making import HEAD, ONE, THREE, TWO, case, pilots, put, reading, with_


@case("dubbele nummers mrt-21.xlsx", "Hetzelfde nummer twee keer, één keer met een spatie en kleine letter")
def _(book):
    put(book.active, [HEAD, ONE, TWO, with_(THREE, projectnummer="p1 ")])
    return pilots(values={}, findings=[("error", "A4", "id")], says=["A2"])


@case("datums in de verkeerde volgorde mrt-21.xlsx", "Gestart voor de aanmelding, gereed voor de start")
def _(book):
    put(book.active, [HEAD, with_(ONE, gestart=date(2021, 1, 2)), with_(TWO, gereed=date(2021, 2, 1)), THREE])
    return pilots(findings=[("error", "I2", "started"), ("error", "J3", "completed")])


@case(
    "status zonder datum mrt-21.xlsx",
    "Gestart zonder startdatum, afgerond zonder gereed, netwerk zonder naam",
)
def _(book):
    put(
        book.active, [HEAD, with_(ONE, gestart=None), with_(TWO, gereed=None), with_(THREE, aanpak="netwerk")]
    )
    return pilots(
        findings=[("error", "I2", "started"), ("error", "J3", "completed"), ("error", "E4", "network")]
    )


@case(
    "onbekend netwerk en project mrt-21.xlsx", "Verwijzingen naar een netwerk en een project die er niet zijn"
)
def _(book):
    put(book.active, [HEAD, with_(ONE, aanpak="netwerk", netwerk="Twentte"), TWO, THREE])
    put(
        book.create_sheet("Netwerken"),
        [["Netwerk", "Kerngemeente", "Status"], ["Twente", "Enschede", "actief"]],
    )
    put(
        book.create_sheet("Knelpunten"),
        [
            ["Nr", "Gemeld op", "Knelpunt", "Project", "Status"],
            ["K1", date(2021, 2, 1), "Dossier", "P8", "open"],
        ],
    )
    tables = [["pilots", "Sheet", 1, 3], ["networks", "Netwerken", 1, 1], ["bottlenecks", "Knelpunten", 1, 1]]
    return reading(
        tables, {}, [("error", "E2", "network"), ("error", "D2", "pilot")], ["Bedoelt u 'Twente'?"]
    )


@case("regels zonder nummer mrt-21.xlsx", "Een project zonder nummer telt niet en wordt genoemd")
def _(book):
    put(book.active, [HEAD, ONE, with_(TWO, projectnummer=None), THREE])
    return pilots(values={"id": ["P1", "", "P3"]}, findings=[("error", "A3", "id")])
