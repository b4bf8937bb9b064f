"""Applications by month and municipality."""

from __future__ import annotations

from datetime import date

from tests.intake.cases.making import APPLICATIONS, case, put, reading


@case(
    "aanvragen per maand naast elkaar mrt-21.xlsx", "Gemeenten omlaag, maanden naast elkaar, totalen eromheen"
)
def _(book):
    put(
        book.active,
        [
            ["Aanvragen gevolgklasse 1"],
            ["Gemeente", "jan-21", "feb-21", "mrt-21", "Totaal"],
            ["Zwolle", 4, 5, 6, 15],
            ["Ede", "1.584", 2, 3, 1589],
            ["Totaal", 1588, 7, 9, 1604],
        ],
    )
    values = {
        "municipality": ["Zwolle"] * 3 + ["Ede"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "applications": ["4", "5", "6", "1584", "2", "3"],
    }
    return reading([["applications", "Sheet", 2, 2]], {"applications": values})


@case(
    "aanvragen landelijk en per gemeente mrt-21.xlsx",
    "Landelijke regel als Nederland en als *, maanden op veel manieren",
)
def _(book):
    put(
        book.active,
        [
            APPLICATIONS,
            ["jan-21", "Nederland", "1.200", 12],
            ["februari 2021", "*", 1300, None],
            ["2021-03", "Landelijk", 1400, 20],
            [date(2021, 3, 1), "Zwolle", 30, 1],
        ],
    )
    values = {
        "month": ["2021-01", "2021-02", "2021-03", "2021-03"],
        "municipality": ["*", "*", "*", "Zwolle"],
        "applications": ["1200", "1300", "1400", "30"],
        "volume_pilots": ["12", "", "20", "1"],
    }
    return reading([["applications", "Sheet", 1, 4]], {"applications": values})


@case("aanvragen met negatief en dubbel mrt-21.xlsx", "Negatief aantal, dezelfde maand en gemeente twee keer")
def _(book):
    put(
        book.active,
        [
            APPLICATIONS,
            ["jan-21", "Zwolle", -3, 1],
            ["feb-21", "Zwolle", 3, 1],
            ["feb-21", "gemeente Zwolle", 4, 1],
        ],
    )
    return reading(
        [["applications", "Sheet", 1, 3]],
        {},
        [("error", "C2", "applications"), ("error", "B4", "municipality")],
    )


@case(
    "aanvragen als draaitabel mrt-21.xlsx",
    "Als een draaitabel: de gemeente staat alleen bij haar eerste maand",
)
def _(book):
    rows = [
        ["Enschede", "jan-21", 12, 1],
        [None, "feb-21", 15, 2],
        [None, "mrt-21", 18, 2],
        ["Zwolle", "jan-21", 7, 0],
        [None, "feb-21", 9, 1],
        [None, "mrt-21", 10, 1],
        ["Totaal", None, 71, 7],
    ]
    put(
        book.active,
        [
            ["Aantal aanvragen gevolgklasse 1"],
            [],
            ["Gemeente", "Periode", "Aantal vergunningaanvragen", "w.v. als volumeproject"],
            *rows,
        ],
    )
    values = {
        "municipality": ["Enschede"] * 3 + ["Zwolle"] * 3,
        "month": ["2021-01", "2021-02", "2021-03"] * 2,
        "applications": ["12", "15", "18", "7", "9", "10"],
        "volume_pilots": ["1", "2", "2", "0", "1", "1"],
    }
    return reading(
        [["applications", "Sheet", 3, 6]], {"applications": values}, says=["alleen bij de eerste rij"]
    )


@case(
    "aanvragen met twee kolommen per maand mrt-21.xlsx",
    "Maanden naast elkaar, onder iedere maand aanvragen en volume",
)
def _(book):
    sheet = book.active
    put(
        sheet,
        [
            ["Volumeaanpak 2021"],
            [],
            ["Gemeente", "jan-21", None, "feb-21", None, "mrt-21"],
            [None, *["aanvragen", "volume"] * 3],
            ["Enschede", 12, 1, 15, 2, 18, 2],
            ["Zwolle", 7, 0, 9, 1, None, None],
            ["Totaal", 19, 1, 24, 3, 18, 2],
        ],
    )
    for area in ("B3:C3", "D3:E3", "F3:G3"):
        sheet.merge_cells(area)
    values = {
        "municipality": ["Enschede"] * 3 + ["Zwolle"] * 2,
        "month": ["2021-01", "2021-02", "2021-03", "2021-01", "2021-02"],
        "applications": ["12", "15", "18", "7", "9"],
        "volume_pilots": ["1", "2", "2", "0", "1"],
    }
    return reading([["applications", "Sheet", 4, 2]], {"applications": values})


@case(
    "aanvragen met een foute cel onder een maand mrt-21.xlsx",
    "Een woord en een negatief aantal in de blokken per maand",
)
def _(book):
    put(
        book.active,
        [
            ["Gemeente", "feb-21", None, "mrt-21"],
            [None, *["aanvragen", "volume"] * 2],
            ["Ede", 12, 1, "veel", 2],
            ["Zwolle", -7, 0, 9, 11],
        ],
    )
    return reading(
        [["applications", "Sheet", 2, 2]],
        {"applications": {"month": ["2021-02", "2021-03"] * 2, "volume_pilots": ["1", "2", "0", "11"]}},
        [
            ["error", "D3", "applications"],
            ["error", "B4", "applications"],
            ["warning", "E4", "volume_pilots"],
        ],
    )
