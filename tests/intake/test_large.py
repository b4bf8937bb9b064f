"""A large sheet is read by its distinct cells; that must give what reading it cell by cell gives.

The sheets are made at random, of every way in which a cell may be written.
"""

import io
import random
import zipfile

import pytest

from wkb_data.intake import xlsx
from wkb_data.intake.findings import UnreadableFile
from wkb_data.intake.opening import open_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="9"/></cellXfs></styleSheet>',
}
SHARED = [
    "<t>Zwolle</t>",
    "<t>Zwolle</t>",
    "<t></t>",
    "<t/>",
    "<t> rand </t>",
    '<t xml:space="preserve"> rand </t>',
    '<t xml:space="preserve">twee\nregels</t>',
    "<t>Bouw &amp; Zn</t>",
    "<t>a_x000D_b</t>",
    "<t>_x</t>",
    "<t>1.584</t>",
    "<t>true</t>",
    "<t>2021-02-03 00:00:00</t>",
    "<r><t>deel</t></r><r><rPr><b/></rPr><t> twee</t></r>",
    "<t>taal</t><rPh sb='0' eb='1'><t>gezegd</t></rPh>",
    "<t>€ één ½</t>",
    f"<t>{'lang ' * 30}</t>",
]
CELLS = [
    *(f'<c r="#" t="s"><v>{i}</v></c>' for i in range(len(SHARED))),
    '<c r="#" s="1" t="s"><v>0</v></c>',
    *(f'<c r="#" t="inlineStr"><is>{text}</is></c>' for text in SHARED),
    *(f'<c r="#"><v>{n}</v></c>' for n in ("1", "1.0", "0", "-3", "1.584", "12345678", "123456789", "1E3")),
    *(f'<c r="#" s="{s}"><v>{n}</v></c>' for s in range(5) for n in ("1", "0.5", "44256", "44256.75")),
    '<c r="#" s="1"><v>44256.520833333336</v></c>',
    '<c r="#" t="n"><v>7</v></c>',
    '<c r="#" t="b"><v>1</v></c>',
    '<c r="#" t="b"><v>0</v></c>',
    '<c r="#" t="str"><v>tekst</v></c>',
    '<c r="#" t="str"><v></v></c>',
    '<c r="#" t="str"><v>Bouw &lt; 3</v></c>',
    '<c r="#" t="str"><f>A1&amp;"x"</f><v>uitkomst</v></c>',
    '<c r="#"><f>A1+1</f><v>12</v></c>',
    '<c r="#" s="1"><f t="shared" si="0"/><v>44256</v></c>',
    '<c r="#"><f>A1</f></c>',
    '<c r="#"><f>A1</f><v></v></c>',
    '<c r="#" t="e"><v>#N/A</v></c>',
    '<c r="#" t="e"><f>A1/0</f><v>#DIV/0!</v></c>',
    '<c r="#" t="d"><v>2021-03-04</v></c>',
    '<c r="#" t="d"><v>2021-03-04T12:30:00</v></c>',
    '<c r="#" s="2"/>',
    '<c r="#" s="2" />',
    '<c r="#"></c>',
    '<c r="#" s="1" cm="1"><v>3</v></c>',
]
# Each makes the whole workbook one that is not read.
BROKEN = [
    '<c r="#" t="s"><v>99</v></c>',
    '<c r="#" t="s"><v>abc</v></c>',
    '<c r="#" t="n"><v>abc</v></c>',
    '<c r="#" t="inlineStr"><is><t>a & b</t></is></c>',
    '<c r="#" t="inlineStr"><is><t>&onbekend;</t></is></c>',
]


def workbook(rows: list[list[str | None]], shared: list[str]) -> bytes:
    """A workbook of one sheet whose cells are written as given, `#` being where they stand."""
    pieces = [f'<worksheet xmlns="{MAIN}"><sheetData>']
    for r, row in enumerate(rows, 1):
        cells = (c.replace("#", f"{'ABCDEFGH'[i]}{r}", 1) for i, c in enumerate(row) if c)
        pieces.append(f'<row r="{r}">{"".join(cells)}</row>')
    pieces.append("</sheetData></worksheet>")
    texts = "".join(f"<si>{text}</si>" for text in shared)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in PARTS.items():
            package.writestr(name, part)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        package.writestr("xl/worksheets/sheet1.xml", "".join(pieces))
    return out.getvalue()


def read(content: bytes, large: int, monkeypatch) -> object:
    """All that is known of the one sheet, with the type of every value; the words of a refusal."""
    monkeypatch.setattr(xlsx, "LARGE", large)
    try:
        (grid,) = open_workbook(content, "a.xlsx").grids
    except UnreadableFile as refused:
        return str(refused)
    rows = [[(type(v).__name__, v) for v in grid.row(r)] for r in range(grid.height)]
    while rows and all(value == "" for _, value in rows[-1]):  # cell by cell, an empty text makes a row
        rows.pop()
    distinct = [len(c.values) == len({(type(v), v) for v in c.values}) for c in grid.columns]
    return rows, grid.errors, grid.unsaved, distinct


def both(rows: list[list[str | None]], shared: list[str], monkeypatch) -> object:
    content = workbook(rows, shared)
    by_cell, by_column = (read(content, large, monkeypatch) for large in (10**12, 0))
    assert by_column == by_cell
    return by_column


@pytest.mark.parametrize("cell", CELLS)
def test_each_way_of_writing_a_cell_is_read_alike(cell, monkeypatch):
    seen = both([['<c r="#" t="inlineStr"><is><t>kop</t></is></c>'], [cell], [cell]], SHARED, monkeypatch)
    assert not isinstance(seen, str), seen


@pytest.mark.parametrize("cell", BROKEN)
def test_what_is_not_sound_is_refused_in_both_ways(cell, monkeypatch):
    seen = both([["<c r='#'><v>1</v></c>"], [cell]], SHARED, monkeypatch)
    assert "beschadigd" in seen


@pytest.mark.parametrize("seed", range(40))
def test_sheets_of_all_ways_of_writing_are_read_alike(seed, monkeypatch):
    rng = random.Random(seed)
    ways = rng.sample(CELLS, rng.randint(2, 12)) + [None] * rng.randint(0, 4)
    width = rng.randint(1, 8)
    rows = [[rng.choice(ways) for _ in range(width)] for _ in range(rng.randint(1, 60))]
    both(rows, SHARED, monkeypatch)


def test_many_distinct_cells_keep_their_rows(monkeypatch):
    rows = [
        [f'<c r="#" s="4"><v>{i / 7}</v></c>', f'<c r="#" t="s"><v>{i % 17}</v></c>'] for i in range(3000)
    ]
    grid, *_ = both(rows, SHARED, monkeypatch)
    assert [row[0][1] for row in grid] == [i / 7 for i in range(3000)]
