"""The samples in another dress: `python -m tests.intake.restyle [COUNT]` says which read otherwise.

Layout, order, case and choice of headings, the writing of dates and numbers, blank rows, titles, notes, sheet
names and the file format are drawn at random from a seed. What is read must be the same, without errors.
"""

from __future__ import annotations

import io
import random
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import openpyxl
import xlwt
from odf import opendocument, table, text

from tests.intake.binary import Book
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import Reading, read_workbook
from wkb_data.intake.regions import Region
from wkb_data.plan import load_plan
from wkb_data.samples import FOLDER, sample_files
from wkb_data.schema import Column

SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
LONG = ["januari", "februari", "maart", "april", "mei", "juni"]
LONG += ["juli", "augustus", "september", "oktober", "november", "december"]
DATES = {
    "as a date": lambda d: d,
    "with dashes": lambda d: f"{d.day}-{d.month}-{d.year}",
    "with noughts": lambda d: f"{d:%d-%m-%Y}",
    "with slashes": lambda d: f"{d:%d/%m/%Y}",
    "short year": lambda d: f"{d:%d-%m-%y}",
    "in words": lambda d: f"{d.day} {LONG[d.month - 1]} {d.year}",
    "in short words": lambda d: f"{d.day} {SHORT[d.month - 1]} {d.year}",
    "iso": lambda d: f"{d:%Y-%m-%d}",
}
NUMBERS = {
    "as a number": lambda n: n,
    "as text": lambda n: f"{n:.10g}".replace(".", ","),
    "with thousands": lambda n: f"{n:,.10g}".replace(",", " ").replace(".", ",").replace(" ", "."),
}
CASES = (str, str.upper, str.lower, str.title)
LINES = (["Voor intern gebruik"], ["Contact: het secretariaat"], ["Overzicht van de begeleidingsgroep"])
FORMS = ("xlsx", "xlsx", "xlsx", "xls", "ods", "xlsb")
SHEETS = ("Blad{}", "Lijst {}", "Tabel {}", "{}", "Overzicht {}")


@cache
def sample(file: str) -> tuple[bytes, Reading]:
    """A sample's bytes and its reading as it is handed out."""
    content = (FOLDER / file).read_bytes()
    return content, read_workbook(content, file.rpartition("/")[2], load_plan())


@dataclass
class Dress:
    """One way to dress a workbook: the choices for all of it; those for a column are drawn from `dice`."""

    dice: random.Random
    case: object
    synonyms: bool
    form: str

    @classmethod
    def of(cls, seed: int) -> Dress:
        dice = random.Random(seed)
        return cls(dice, dice.choice(CASES), dice.random() < 0.4, dice.choice(FORMS))


def rows_of(reading: Reading, region: Region, dress: Dress) -> list[list]:
    """One table as rows in this dress: titles, a heading, its rows with blanks between, a note below."""
    grid, dice = next(g for g in reading.workbook.grids if g.name == region.sheet), dress.dice
    places = sorted(region.places_used)
    body = [r for r in range(region.header + 1, region.end) if any(grid.cell(r, c) != "" for c in places)]
    body = [r for r in body if r not in dict(region.asides)]
    named = {c: region.table.column(n) for n, c in region.columns.items()}
    judgement = region.table.judgement
    colours = reading.tables[region.table.name].values(judgement.value) if judgement else []
    columns = [_column(grid, region, c, named.get(c), body, dress, colours) for c in places]
    if region.shape == "list":
        dice.shuffle(columns)
    if dice.random() < 0.4:
        columns.append(
            [dress.case("Opmerking intern"), *("x" if dice.random() < 0.3 else None for _ in body)]
        )
    left = dice.choice((0, 0, 1, 3))
    rows = [[None] * left + [column[i] for column in columns] for i in range(len(body) + 1)]
    if dice.random() < 0.3 and len(rows) > 4:
        rows.insert(dice.randrange(3, len(rows)), [])
    above = dice.sample(LINES, dice.choice((0, 0, 1, 2)))
    below = [[], [None] * left + ["* bron: de eigen administratie"]] if dice.random() < 0.3 else []
    return [*([None] * left + line for line in above), *([[]] if above else []), *rows, *below]


def _column(
    grid, region: Region, c: int, column: Column | None, body: list, dress: Dress, colours: list
) -> list:
    """A heading and the cells below it in this dress; what stands across keeps its words, a fill gets one."""
    heading, cells = grid.cell(region.header, c), [grid.cell(r, c) for r in body]
    if column is None or region.shape != "list":
        return [heading, *(v if v != "" else None for v in cells)]
    if dress.synonyms and column.synonyms and dress.dice.random() < 0.5:
        heading = dress.dice.choice(column.synonyms)
    heading = dress.case(heading)
    figures = [v for v in cells if isinstance(v, int | float) and not isinstance(v, bool)]
    write, count = lambda v: v, lambda v: v
    if region.table.judgement and column.name == region.table.judgement.value:
        return [heading, *(column.labels.get(v) for v in colours)]
    if any(isinstance(v, date | datetime) for v in cells):
        write = dress.dice.choice(list(DATES.values()))
    elif figures and column.type in ("count", "number"):
        count = dress.dice.choice(list(NUMBERS.values()))

    def dressed(v: object) -> object:
        if isinstance(v, date | datetime):
            return write(v)
        return count(v) if isinstance(v, int | float) and not isinstance(v, bool) else v if v != "" else None

    return [heading, *map(dressed, cells)]


def restyled(file: str, seed: int) -> tuple[bytes, str]:
    """A sample in a dress of this seed, and a name for it."""
    dress, (_, reading) = Dress.of(seed), sample(file)
    sheets = [rows_of(reading, region, dress) for region in reading.regions]
    dress.dice.shuffle(sheets)
    name = dress.dice.choice(SHEETS)
    named = {name.format(i): rows for i, rows in enumerate(sheets, 1)}
    content = WRITERS[dress.form](named)
    return content, f"{reading.register} {reading.month}.{dress.form}"


def _as_xlsx(sheets: dict[str, list[list]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_xls(sheets: dict[str, list[list]]) -> bytes:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="D-M-YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value, *([day] if isinstance(value, date | datetime) else []))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_ods(sheets: dict[str, list[list]]) -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        sheet = table.Table(name=name)
        for row in rows:
            line = table.TableRow()
            for value in row or [None]:
                line.addElement(_ods_cell(value))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def _ods_cell(value: object) -> table.TableCell:
    if value is None:
        return table.TableCell()
    if isinstance(value, bool):
        return table.TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return table.TableCell(valuetype="float", value=repr(value))
    if isinstance(value, date | datetime):
        return table.TableCell(valuetype="date", datevalue=f"{value:%Y-%m-%d}")
    cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=value))
    return cell


WRITERS = {"xlsx": _as_xlsx, "xls": _as_xls, "ods": _as_ods, "xlsb": lambda sheets: Book(sheets).saved()}


def differences(file: str, seed: int) -> list[str]:
    """What a restyled sample is read as otherwise than the sample itself; nothing when it is the same."""
    _, plain = sample(file)
    content, name = restyled(file, seed)
    try:
        got = read_workbook(content, name, load_plan())
    except UnreadableFile as refusal:
        return [str(refusal)]
    found = [f"{f.kind} {f.cell}: {f.message}" for f in got.errors]
    if (got.register, got.month) != (plain.register, plain.month):
        found.append(f"{got.register} {got.month}")
    if got.frames.keys() != plain.frames.keys():
        return [*found, f"tabellen {sorted(got.frames)}"]
    for table_name, frame in plain.frames.items():
        columns = [c.name for c in plain.tables[table_name].table.columns]
        was, now = (f[columns].to_csv(index=False).splitlines() for f in (frame, got.frames[table_name]))
        wrong = [f"{a} -> {b}" for a, b in zip(was, now, strict=False) if a != b]
        if wrong or len(was) != len(now):
            found.append(f"{table_name}: {len(was) - 1} en {len(now) - 1} rijen; {wrong[:2]}")
    return found


def drawn(count: int) -> list[tuple[str, int]]:
    """So many samples, each with its seed; every sample as often as another."""
    files = [row["file"] for row in sample_files()]
    return [(files[i % len(files)], i) for i in range(count)]


def main(count: int = 300) -> int:
    wrong = {f"{file} ({seed})": told for file, seed in drawn(count) if (told := differences(file, seed))}
    for name, told in wrong.items():
        print(name, *told[:4], sep="\n\t\t")
    print(f"{count - len(wrong)} van {count} voorbeelden in een ander kleed gelijk gelezen")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
