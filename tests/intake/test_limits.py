"""What is too large, or made to break a reader, is read or refused within bounded memory, with one clear
sentence.
"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.opening import open_workbook
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan

TOP = Path(__file__).parents[2]
HEAD = [
    "Projectnummer",
    "Project",
    "Categorie",
    "Aanpak",
    "Gemeente",
    "Status",
    "Datum aanmelding",
    "Kwaliteitsborger",
    "Instrument",
    "Werkplan",
]
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def text(cell: str, words: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(number: int, cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{cells}</row>'


FIRST = row(1, "".join(text(f"{chr(65 + i)}1", h) for i, h in enumerate(HEAD)))
LAST = 1_048_576


def wide(words) -> str:
    return "".join(
        row(r, "".join(text(f"{get_column_letter(c)}{r}", words(r, c)) for c in range(1, 16_385)))
        for r in range(1, 21)
    )


def many(make, step=10_000):
    for start in range(2, LAST - step, step):
        yield "".join(make(r) for r in range(start, start + step))


CASES = {
    "een miljoen opgemaakte rijen": (
        lambda: [FIRST, *many(lambda r: row(r, "", ' s="1" customFormat="1"'))],
        "gelezen",
    ),
    "drie miljoen opgemaakte cellen": (
        lambda: [
            FIRST,
            *many(lambda r: row(r, f'<c r="A{r}" s="1"/><c r="B{r}" s="1"/><c r="C{r}" s="1"/>')),
        ],
        "gelezen",
    ),
    "een miljoen gevulde rijen": (
        lambda: [FIRST, *many(lambda r: row(r, "".join(f'<c r="{c}{r}"><v>{r}</v></c>' for c in "ABCDE")))],
        "miljoen cellen",
    ),
    "een cel in de laatste hoek": (lambda: [FIRST, row(LAST, text(f"XFD{LAST}", "x"))], "miljoen cellen"),
    "een cel op de laatste rij": (lambda: [FIRST, row(LAST, text(f"A{LAST}", "x"))], "miljoen cellen"),
    "16.384 kolommen": (lambda: [wide(lambda r, c: f"kop {c}")], "geen tabel herkend"),
    "16.384 kolommen met onze koppen": (lambda: [wide(lambda r, c: HEAD[c % 10])], "gelezen"),
    "200 MB aan tekst": (
        lambda: [FIRST, *(row(r, text(f"A{r}", "woord " * 5000)) for r in range(2, 6700))],
        "MB tekst",
    ),
    "een tekst van 200 MB": (
        lambda: [
            FIRST,
            '<row r="2"><c r="A2" t="inlineStr"><is><t>',
            *["x" * 1_000_000] * 200,
            "</t></is></c></row>",
        ],
        "MB tekst",
    ),
    "een zipbom": (lambda: ["0" * 1_000_000] * 2000, "uitgepakt groter"),
}
READ = """
import sys
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.reading import read_workbook
from wkb_data.plan import load_plan
content = open(sys.argv[1], "rb").read()
try:
    read_workbook(content, "pilots mrt-21.xlsx", load_plan())
    print("gelezen")
except UnreadableFile as refusal:
    print(refusal)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def packed(pieces, path: Path) -> Path:
    """A workbook of one sheet, written piece by piece."""
    small = io.BytesIO()
    openpyxl.Workbook().save(small)
    with (
        zipfile.ZipFile(small) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for info in source.infolist():
            if info.filename != "xl/worksheets/sheet1.xml":
                target.writestr(info, source.read(info))
        with target.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(SHEET.encode())
            for piece in pieces:
                part.write(piece.encode())
            part.write(b"</sheetData></worksheet>")
    return path


@pytest.mark.parametrize("name", CASES)
def test_stays_within_one_gibibyte(name, tmp_path):
    pieces, expected = CASES[name]
    path = packed(pieces(), tmp_path / "zwaar.xlsx")
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, timeout=120, cwd=TOP
    )
    said, peak = done.stdout.strip().split("\n")
    assert expected in said and int(peak) < 2**20


def changed(part: str, change) -> bytes:
    """An empty workbook in which one part is another."""
    small, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(small)
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(
                info.filename, change(source.read(info)) if info.filename == part else source.read(info)
            )
    return out.getvalue()


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("lead", [b"", b"<!-- " + b"x" * 10_000 + b" -->"])
def test_entities_are_refused_wherever_they_stand(part, lead):
    bomb = lead + b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(UnreadableFile, match="veiligheidsredenen"):
        open_workbook(
            changed(part, lambda xml: bomb + xml[xml.index(b"<", 1 if xml.startswith(b"<?") else 0) :]),
            "a.xlsx",
        )


def test_a_part_that_is_larger_than_it_says_is_refused():
    content = bytearray(
        changed(
            "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<sheetData", b" " * 100_000 + b"<sheetData")
        )
    )
    packed_as = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed_as, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            target.writestr(info.filename, source.read(info))
    content = bytearray(packed_as.getvalue())
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 24 : at + 28] = (50).to_bytes(4, "little")
    with pytest.raises(UnreadableFile, match="beschadigd"):
        open_workbook(bytes(content), "a.xlsx")


def test_the_limits_are_settings(tmp_path):
    path = packed([FIRST], tmp_path / "klein.xlsx")
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        cwd=TOP,
        env={"WKB_MAX_BYTES": "100", "PATH": ""},
    )
    assert "hier past hoogstens" in done.stdout


def test_columns_beyond_the_limit_are_reported():
    book = openpyxl.Workbook()
    book.active.append([*HEAD, "Gestart", *[None] * 600, "ver weg"])
    book.active.append(
        ["P1", "Hal", "Bedrijfsgebouwen", "volume", "Zwolle", "aangemeld", "1-3-2021", "KB", "KiK", "ja"]
    )
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue(), "pilots mrt-21.xlsx", load_plan())
    assert len(reading.frames["pilots"]) == 1 and any(
        "breder dan 500 kolommen" in f.message for f in reading.findings
    )
