"""The format changes nothing.

The same content gives the same reading however it is kept, and what lies is not read.
"""

import io
import re
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from odf import opendocument, style, table, text
from openpyxl.styles import PatternFill

from tests.intake import binary
from tests.intake.binary import Filled
from wkb_data.intake.findings import CONTESTED, MAX_LISTED, Finding, UnreadableFile, few
from wkb_data.intake.ods import DOUBLE
from wkb_data.intake.opening import open_workbook
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
from wkb_data.words import number

SAMPLES = sorted(
    p for p in (Path(__file__).parents[2] / "sample_data").rglob("*.xlsx") if re.search("2021-08|aug", p.name)
)
SHEET = "xl/worksheets/sheet1.xml"
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rewritten(content: bytes, change) -> bytes:
    """A workbook of which each part is what `change` makes of its path and bytes; None leaves a part out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            made = change(info.filename, source.read(info))
            if made is not None:
                target.writestr(made[0], made[1])
    return out.getvalue()


def sheets_only(change):
    return lambda path, xml: (path, change(xml) if path.startswith("xl/worksheets/sheet") else xml)


def single_quoted(xml: bytes) -> bytes:
    return re.sub(rb"<[^<>?!]+>", lambda tag: re.sub(rb'="([^"\']*)"', rb"='\1'", tag[0]), xml)


def prefixed(xml: bytes) -> bytes:
    xml = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1m:\2", xml)
    return xml.replace(b'xmlns="' + NS.encode(), b'xmlns:m="' + NS.encode())


def without_places(xml: bytes) -> bytes:
    """Cells without `r`: only sound where a row has no gaps, so gaps become empty cells first."""

    def row(found: re.Match) -> bytes:
        cells, at = [], 0
        for cell in re.finditer(rb'<c r="([A-Z]+)\d+"([^<>]*?)(/>|>.*?</c>)', found[2], re.DOTALL):
            column = openpyxl.utils.column_index_from_string(cell[1].decode()) - 1
            cells += [b"<c/>"] * (column - at) + [b"<c" + cell[2] + cell[3]]
            at = column + 1
        return found[1] + b"".join(cells) + b"</row>"

    return re.sub(rb"(<row [^<>]*[^/]>)(.*?)</row>", row, xml, flags=re.DOTALL)


def lower_case(xml: bytes) -> bytes:
    return re.sub(rb'<c r="([A-Z]+\d+)"', lambda c: c[0].lower(), xml)


WAYS = {
    "single quotes": sheets_only(single_quoted),
    "prefixes": sheets_only(prefixed),
    "no places": sheets_only(without_places),
    "references in lower case": sheets_only(lower_case),
    "spaces round equals signs": sheets_only(
        lambda xml: xml.replace(b' t="', b' t = "').replace(b' s="', b'\n s = "')
    ),
    "style first": sheets_only(lambda xml: re.sub(rb'<c (r="\w+")( s="\d+")', rb"<c\2 \1", xml)),
    "a comment": sheets_only(lambda xml: xml.replace(b"<sheetData>", b'<sheetData><!-- <c r="A1"/> -->')),
    "character references": sheets_only(lambda xml: xml.replace(b' t="s"', b' t="&#115;"')),
    "a strange size": sheets_only(
        lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="1:4"', xml)
    ),
    "values on lines of their own": sheets_only(
        lambda xml: xml.replace(b"<v>", b"<v>\n ").replace(b"</v>", b"\n </v>")
    ),
    "UTF-16": sheets_only(lambda xml: re.sub(r"^<\?xml.*?\?>", "", xml.decode()).encode("utf-16")),
    "part names in capitals": lambda path, xml: (path.replace("worksheets/s", "worksheets/S"), xml),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_every_legal_way_of_writing_the_xml_is_read_alike(path, way):
    content = path.read_bytes()
    other = rewritten(content, WAYS[way])
    assert other != content
    plain, changed = (read_workbook(c, path.name, load_plan()) for c in (content, other))
    assert changed.as_dict() == plain.as_dict()
    assert all(changed.frames[name].equals(frame) for name, frame in plain.frames.items())


HEAD = ["Aspect", "Status", "Onderbouwing", "Verwacht gereed"]


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (HEAD, ["1.1", None, "samen", date(2021, 5, 1)], ["1.2", "rood", None, "#N/A"]):
        sheet.append(row)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00B050")
    sheet["D3"].data_type = "e"
    sheet.merge_cells("C2:C3")
    book.create_sheet("Oud").sheet_state = "hidden"
    return saved(book)


def as_xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    for c, head in enumerate(HEAD):
        sheet.write(0, c, head)
    sheet.write(1, 0, "1.1")
    sheet.write(1, 1, "", xlwt.easyxf("pattern: pattern solid, fore_colour green"))
    sheet.write_merge(1, 2, 2, 2, "samen")
    sheet.write(1, 3, date(2021, 5, 1), xlwt.easyxf(num_format_str="D-MMM-YY"))
    sheet.write(2, 0, "1.2")
    sheet.write(2, 1, "rood")
    sheet.row(2).set_cell_error(3, 0x2A)
    old = book.add_sheet("Oud")
    old.visibility = 1
    return saved(book)


def as_ods() -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    green = style.Style(name="groen", family="table-cell")
    green.addElement(style.TableCellProperties(backgroundcolor="#00b050"))
    hidden = style.Style(name="weg", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    for each in (green, hidden):
        book.automaticstyles.addElement(each)
    sheet = table.Table(name="Sheet")

    def row(*cells):
        line = table.TableRow()
        for cell in cells:
            line.addElement(cell)
        sheet.addElement(line)

    def said(words, **more):
        cell = table.TableCell(valuetype="string", **more)
        cell.addElement(text.P(text=words))
        return cell

    row(*map(said, HEAD))
    day = table.TableCell(valuetype="date", datevalue="2021-05-01")
    row(
        said("1.1"),
        table.TableCell(stylename="groen"),
        said("samen", numberrowsspanned=2, numbercolumnsspanned=1),
        day,
    )
    row(said("1.2"), said("rood"), table.CoveredTableCell(), said("#N/A", formula="of:=NA()"))
    row(table.TableCell(numbercolumnsrepeated=1024))
    sheet.addElement(table.TableRow(numberrowsrepeated=1_000_000))
    book.spreadsheet.addElement(sheet)
    book.spreadsheet.addElement(table.Table(name="Oud", stylename="weg"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsb() -> bytes:
    rows = [HEAD, ["1.1", Filled(fill="00B050"), "samen", date(2021, 5, 1)], ["1.2", "rood", None, "#N/A"]]
    return binary.Book({"Sheet": rows, "Oud": []}, {"Sheet": [(1, 2, 2, 2)]}, hidden=("Oud",)).saved()


FORMATS = {"xlsx": as_xlsx, "xlsb": as_xlsb, "xls": as_xls, "ods": as_ods}


@pytest.mark.parametrize(("ending", "make"), FORMATS.items())
def test_colours_merged_cells_errors_dates_and_hidden_sheets_in_every_format(ending, make):
    reading = read_workbook(make(), f"planning mrt-21.{ending}", load_plan())
    frame = reading.frames["status"]
    assert frame["status"].tolist() == ["green", "red"]
    assert frame["justification"].tolist() == ["samen", "samen"]
    assert frame["expected"].iloc[0] in (date(2021, 5, 1), datetime(2021, 5, 1))
    assert [(f.cell, f.value) for f in reading.errors] == [("D3", "#N/B")]
    assert reading.workbook.hidden == ["Oud"]


def to_binary(content: bytes) -> bytes:
    """A workbook with its fills, number formats, merged ranges and hidden sheets as .xlsb."""

    def cell(c) -> object:
        fill = c.fill.fgColor.rgb[-6:] if c.fill.patternType == "solid" else ""
        return Filled(c.value, fill, "" if c.is_date else c.number_format.replace("General", ""))

    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    rows = {s.title: [[cell(c) for c in row] for row in s.iter_rows()] for s in sheets}
    merged = {
        s.title: [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in s.merged_cells]
        for s in sheets
    }
    return binary.Book(rows, merged, tuple(s.title for s in sheets if s.sheet_state != "visible")).saved()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_sample_kept_in_binary_is_read_alike(path):
    plain = read_workbook(path.read_bytes(), path.name, load_plan())
    other = read_workbook(to_binary(path.read_bytes()), f"{path.stem}.xlsb", load_plan())
    plain_told, told = plain.as_dict(), other.as_dict()
    assert told | {"file": ""} == plain_told | {"file": ""}
    assert all(other.frames[name].equals(frame) for name, frame in plain.frames.items())


def test_a_binary_workbook_tells_1904_inks_percent_signs_and_decimals():
    rows = [
        ["WBS", "Activiteit", "Uitvoerende partij", "Start", "Gereed", "Voortgang"],
        [Filled(1.1, number_format="0.00"), "Proef", "VNG", date(2021, 1, 4), date(2021, 2, 1), 0.5],
        [Filled(1.1, number_format="0.0"), "Toets", "VNG", date(2021, 1, 4), date(2021, 2, 1), 1.0],
    ]
    for row in rows[1:]:
        row[-1] = Filled(row[-1], number_format="0%")
    content = binary.Book({"Planning": rows}, from_1904=True).saved()
    frame = read_workbook(content, "planning mrt-21.xlsb", load_plan(), "planning").frames["activities"]
    assert frame["number"].tolist() == ["1.10", "1.1"]
    assert [str(d)[:10] for d in frame["start"]] == ["2021-01-04"] * 2
    assert frame["progress"].tolist() == [50, 100]


def test_a_sheet_formatted_to_its_last_row_is_read_for_what_it_holds():
    def formatted(xml: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        return xml.replace(b"</sheetData>", far)

    grid = open_workbook(rewritten(as_xlsx(), sheets_only(formatted)), "a.xlsx").grids[0]
    assert (grid.height, grid.width) == (3, 4)


def test_an_empty_text_that_a_formula_left_is_no_error_and_a_formula_without_a_value_is():
    def formulas(xml: bytes) -> bytes:
        cells = b'<c r="E2" t="str"><f>IF(A2="","x","")</f><v></v></c></row>'
        bare = b'<c r="E3"><f>A3</f></c></row></sheetData>'
        first = xml.replace(b'</row><row r="3"', cells + b'<row r="3"')
        return first.replace(b"</row></sheetData>", bare)

    grid = open_workbook(rewritten(as_xlsx(), sheets_only(formulas)), "a.xlsx").grids[0]
    assert grid.unsaved == {(2, 4)}


@pytest.mark.parametrize("rows", [3, 3000])
def test_dates_counted_from_1904_are_those_that_excel_shows(rows):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for i in range(rows):
        book.active.append([date(2021, 1, 4), f"regel {i} " * 30])
    grid = open_workbook(saved(book), "a.xlsx").grids[0]
    assert set(grid.columns[0].tolist()) == {date(2021, 1, 4)}


def twice(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(SHEET, archive.read(SHEET))
    return out.getvalue()


BAD = {
    "a part twice": twice,
    "a cell twice": lambda c: rewritten(
        c, sheets_only(lambda x: x.replace(b"</row>", b'<c r="A1"><v>1</v></c></row>', 1))
    ),
    "a cell beyond the last column": lambda c: rewritten(
        c, sheets_only(lambda x: x.replace(b'<c r="A1"', b'<c r="ZZZ1"', 1))
    ),
    "merged ranges over each other": lambda c: rewritten(
        c, sheets_only(lambda x: x.replace(b"</mergeCells>", b'<mergeCell ref="A1:D3"/></mergeCells>'))
    ),
    "a sheet that is not there": lambda c: rewritten(c, lambda p, x: None if p == SHEET else (p, x)),
}


@pytest.mark.parametrize("how", BAD)
def test_what_no_program_writes_is_not_read(how):
    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(BAD[how](as_xlsx()), "a.xlsx")


@pytest.mark.parametrize(
    "cell",
    [binary.record(3), binary.record(2, b"\xff\xff\0\0" + bytes(8)), b"\x07\x0c\0\0"],
    ids=["without a column", "beyond the last column", "cut off"],
)
def test_a_binary_cell_that_no_program_writes_is_not_read(cell):
    row, end = binary.record(0, struct.pack("<IIH", 1, 0, 300) + bytes(7)), binary.record(146)

    def added(path: str, content: bytes) -> tuple[str, bytes]:
        return path, content.replace(end, row + cell + end) if path.endswith("sheet1.bin") else content

    def cut(path: str, content: bytes) -> tuple[str, bytes]:
        return path, content.split(end)[0] + row + cell if path.endswith("sheet1.bin") else content

    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(rewritten(as_xlsb(), cut if cell[:1] == b"\x07" else added), "a.xlsb")


def test_a_byte_that_changed_on_the_way_is_seen():
    content = bytearray(as_xlsx())
    at = content.index(SHEET.encode()) + len(SHEET) + 60
    content[at] ^= 1
    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(bytes(content), "a.xlsx")


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufffe", "\uffff"])
def test_signs_that_nobody_sees_are_taken_out_and_said(sign):
    lines = [
        "Nr;Activiteit;Uitvoerende partij;Start;Gereed",
        f"1;Pr{sign}oef{sign};VNG;1-1-2021;1-2-{sign}2021",
    ]
    reading = read_workbook("\n".join(lines).encode("utf-8"), "planning mrt-21.csv", load_plan(), "planning")
    assert reading.frames["activities"]["activity"].tolist() == ["Proef"]
    assert not reading.errors and reading.frames["activities"]["end"].notna().all()
    told = [f.message for f in reading.findings if f.kind == "signs-removed"]
    assert told == ["Blad 'csv': uit 2 cellen zijn onzichtbare tekens weggelaten."]


def test_halves_of_pairs_in_an_old_workbook_do_not_come_through():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Activiteiten")
    for c, words in enumerate(["Nr", "Activiteit", "Uitvoerende partij", "Start", "Gereed"]):
        sheet.write(0, c, words)
    for c, words in enumerate(["1", "Prœf", "VNG", "1-1-2021", "1-2-2021"]):
        sheet.write(1, c, words)
    content = saved(book).replace("Prœf".encode("utf-16-le"), b"P\x00r\x00\x00\xd8f\x00")
    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(content, "planning mrt-21.xls")


def test_of_many_findings_alike_the_first_are_listed_and_the_others_counted():
    lines = ["Nr;Activiteit;Uitvoerende partij;Start;Gereed", *["1;Proef;VNG;1-1-2021;1-2-2021"] * 5000]
    reading = read_workbook("\n".join(lines).encode(), "planning mrt-21.csv", load_plan(), "planning")
    alike = [f for f in reading.errors if f.column == "number"]
    assert [f.cell for f in alike[:2]] == ["A3", "A4"] and len(alike) == 202
    assert alike[-1].message == f"Nog {number(5000 - 1 - 201)} cellen met dezelfde soort bevinding."
    assert len(reading.tables["activities"].left_out) >= 4999


def shared() -> bytes:
    """A workbook whose cells share their texts: 1.1 orange, 1.2 red."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate((HEAD[:3], ["1.1", "oranje", "samen"], ["1.2", "rood", "apart"])):
            sheet.write_row(r, 0, row)
    return out.getvalue()


@pytest.mark.parametrize("path", ["xl/sharedStrings.xml", SHEET])
def test_white_space_and_comments_in_shared_texts_change_nothing(path):
    def changed(own: str, xml: bytes) -> tuple[str, bytes]:
        if own != path:
            return own, xml
        if path == SHEET:
            return own, xml.replace(b"<v>", b"<v>\n ").replace(b"</v>", b"\n </v>")
        return own, re.sub(rb"<t>(.)", rb"<t>\1<!-- x -->", xml)

    other = rewritten(shared(), changed)
    plain, told = (read_workbook(c, "IPM mrt-21.xlsx", load_plan()).as_dict() for c in (shared(), other))
    assert told == plain
    grid = open_workbook(other, "a.xlsx").grids[0]
    assert [grid.cell(r, 1) for r in range(3)] == ["Status", "oranje", "rood"]


@pytest.mark.parametrize("number_of_text", ["-1", "1.0", "1e0", "+1"])
def test_a_text_that_is_not_numbered_is_not_the_first_text(number_of_text):
    def changed(path: str, xml: bytes) -> tuple[str, bytes]:
        if path != SHEET:
            return path, xml
        return path, re.sub(rb' t="s"><v>\d+</v>', f' t="s"><v>{number_of_text}</v>'.encode(), xml, count=1)

    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(rewritten(shared(), changed), "a.xlsx")


def test_two_sheets_of_one_name_are_not_read():
    book = openpyxl.Workbook()
    book.active.title = "Een"
    book.create_sheet("Twee")
    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(
            rewritten(saved(book), lambda path, xml: (path, xml.replace(b'name="Twee"', b'name="een"'))),
            "a.xlsx",
        )


def test_digits_of_another_writing_are_read_as_ours_and_said():
    lines = ["Nr;Activiteit;Uitvoerende partij;Start;Gereed", "1;Proef;VNG;1-1-20٢١;1-2-２０２１"]
    reading = read_workbook("\n".join(lines).encode(), "planning 2021-03.csv", load_plan(), "planning")
    row = reading.frames["activities"].iloc[0]
    assert (row["start"], row["end"]) == (date(2021, 1, 1), date(2021, 2, 1))
    said = [f.message for f in reading.findings if f.kind == "signs-removed"]
    assert said == ["Blad 'csv': uit 2 cellen zijn cijfers van een ander schrift als de onze gelezen."]


def test_one_damaged_byte_does_not_change_all_other_signs():
    text = "Nr;Activiteit;Uitvoerende partij;Start;Gereed\n" + "".join(
        f"{i};Café coördinatie;VNG;1-1-2021;1-2-2021\n" for i in range(1, 6)
    )
    content = text.encode().replace(b"3;Caf\xc3\xa9", b"3;Caf\xff")
    reading = read_workbook(content, "planning 2021-03.csv", load_plan(), "planning")
    told = reading.frames["activities"]["activity"].tolist()
    assert told == ["Café coördinatie"] * 2 + ["Caf\ufffd coördinatie"] + ["Café coördinatie"] * 2
    assert any("1 cellen zijn tekens niet te lezen" in f.message for f in reading.findings)
    windows = text.encode("cp1252")
    assert (
        read_workbook(windows, "planning 2021-03.csv", load_plan(), "planning")
        .frames["activities"]["activity"]
        .tolist()
        == ["Café coördinatie"] * 5
    )


def test_values_of_an_ods_are_numbers_as_the_format_has_them():
    assert [bool(DOUBLE.fullmatch(v)) for v in ("120", "-1.5e3", ".5", "1_20", "٢", "0x10", "nan", "")] == (
        [True] * 3 + [False] * 5
    )


def test_many_findings_of_many_sheets_are_few():
    found = [
        Finding("error", "fout", "pilots", f"blad {s}", f"A{i}", column, kind="date-unreadable")
        for s in range(200)
        for column in ("started", "completed", "registered")
        for i in range(50)
    ]
    contested = [
        Finding("error", "twee", "pilots", f"blad {s}", "B1", "started", kind=CONTESTED) for s in range(9)
    ]
    told = few([*found, *contested])
    assert len(told) <= MAX_LISTED and [f for f in told if f.kind == CONTESTED] == contested
    left = [int(re.sub(r"\D", "", f.message)) for f in told if f.message.startswith("Nog ")]
    assert sum(left) + sum(f.message == "fout" for f in told) == len(found)
