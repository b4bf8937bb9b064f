"""Other formats, and files that are no workbook."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.intake.cases.making import HEAD, IDS, ONE, ROWS, THREE, TWO, case, pilots, put, with_


def text(rows, delimiter):
    return "\r\n".join(
        delimiter.join("" if v is None else f"{v:%d-%m-%Y}" if isinstance(v, date) else str(v) for v in r)
        for r in rows
    )


@case("puntkomma mrt-21.csv", "CSV met puntkomma's in cp1252, zoals Excel in Nederland opslaat")
def _(_):
    rows = [HEAD, with_(ONE, project="Café Noord"), TWO, THREE]
    return text(rows, ";").encode("cp1252"), pilots(
        sheet="csv", values=IDS | {"name": ["Café Noord", "Brug Oost", "Dakopbouw"]}
    )


@case("tabs in utf-16 mrt-21.csv", "CSV met tabs in UTF-16, zoals Excel 'Unicode-tekst' opslaat")
def _(_):
    return text([HEAD, with_(ONE, project="Café Noord"), TWO, THREE], "\t").encode("utf-16"), pilots(
        sheet="csv", values=IDS | {"name": ["Café Noord", "Brug Oost", "Dakopbouw"]}
    )


@case(
    "komma en aanhalingstekens mrt-21.csv",
    "CSV met komma's en aanhalingstekens, een komma in een tekst, UTF-8 met BOM",
)
def _(_):
    rows = [HEAD, with_(ONE, project='"Hal, Noord"'), TWO, THREE]
    return text(rows, ",").encode("utf-8-sig"), pilots(
        sheet="csv", values=IDS | {"name": ["Hal, Noord", "Brug Oost", "Dakopbouw"]}
    )


@case("oud excel mrt-21.xls", "Een .xls uit Excel 2003")
def _(_):
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet, day = book.add_sheet("Projecten"), xlwt.easyxf(num_format_str="D-M-YYYY")
    for r, row in enumerate([["Register"], HEAD, *ROWS]):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value, day) if isinstance(value, date) else sheet.write(r, c, value)
    book.save(out)
    return out.getvalue(), pilots(
        2, sheet="Projecten", values=IDS | {"started": ["2021-02-01", "2021-02-02", ""]}
    )


@case("libreoffice mrt-21.ods", "Een .ods uit LibreOffice, met datums als datum")
def _(_):
    document, out = OpenDocumentSpreadsheet(), io.BytesIO()
    table = Table(name="Projecten")
    for row in [HEAD, *ROWS]:
        line = TableRow()
        for value in row:
            cell = (
                TableCell(valuetype="date", datevalue=value.isoformat())
                if isinstance(value, date)
                else TableCell(valuetype="string")
            )
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.write(out)
    return out.getvalue(), pilots(
        sheet="Projecten", values=IDS | {"started": ["2021-02-01", "2021-02-02", ""]}
    )


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
                    b"application/vnd.openxmlformats-officedocument." + kind[0],
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            target.writestr(info, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 geen echte macro")
    return out.getvalue(), pilots()


@case("webpagina mrt-21.xls", "Een HTML-tabel onder een Excel-naam", None, None)
def _(_):
    return b"<html><body><table><tr><td>Projectnummer</td></tr></table></body></html>", {
        "refused": ["webpagina"]
    }


@case("plaatje mrt-21.xlsx", "Een afbeelding onder een Excel-naam", None, None)
def _(_):
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 200, {"refused": ["een afbeelding"]}


@case("afgebroken mrt-21.xlsx", "Een halve download", None, None)
def _(book):
    put(book.active, [HEAD, *ROWS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()[:3000], {"refused": ["beschadigd"]}


@case("wachtwoord mrt-21.xlsx", "Met een wachtwoord beveiligd", None, None)
def _(_):
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + name + b"\0" * 1024, {
        "refused": ["wachtwoord"]
    }


@case("geen tabel mrt-21.xlsx", "Een werkmap zonder iets van de registers", None, None)
def _(book):
    put(book.active, [["Verlofkaart"], ["Naam", "Dagen"], ["A", 3], ["B", 5]])
    return {"refused": ["geen tabel herkend"]}
