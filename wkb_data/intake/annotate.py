"""The workbook back: the same file with marked cells,
a comment in each that says what is wrong, and a sheet of findings.

Works on the parts of the package itself, so that what no library keeps (charts, pictures, validations,
macros) stays as it was:

    styles.xml     a marked copy of every style that a marked cell has
    sheet*.xml     only the style of the marked cells, and a link to the comments
    comments, vml  added to, or made
    workbook.xml   one more sheet, Bevindingen

Marks are purple and blue: never a colour that means a status. A cell with a fill of its own keeps it and
gets a border.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

import numpy as np
from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from wkb_data.intake.findings import FINDINGS_SHEET, LEVEL_WORDS, LEVELS, Finding, UnreadableFile
from wkb_data.intake.rewriting import Place, place
from wkb_data.intake.sheets import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
VML = "urn:schemas-microsoft-com:vml"
EXCEL = "urn:schemas-microsoft-com:office:excel"
OFFICE = "urn:schemas-microsoft-com:office:office"
MARK = {"error": "FFE3C6F2", "warning": "FFCFE0FF", "info": "FFE3EEF9"}
EDGE = {"error": "FF7B1FA2", "warning": "FF1F4FA2", "info": "FF5B7FA2"}
AFTER_LEGACY = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
SHEET = FINDINGS_SHEET
# A larger sheet (bytes) is marked in its bytes: a tree of all its cells would take many times that.
LARGE = 16 * 2**20
STYLE = re.compile(rb'\ss="(\d+)"')
PLAIN_STYLES = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="1"><xf/></cellXfs></styleSheet>"""


def _q(name: str, space: str = MAIN) -> str:
    return f"{{{space}}}{name}"


def _rels_path(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


@dataclass
class _Package:
    """The parts of a workbook; parsed ones are written back when changed."""

    parts: dict[str, bytes]
    order: list[str]

    def tree(self, part: str) -> etree._Element:
        return etree.fromstring(
            self.parts[part], etree.XMLParser(resolve_entities=False, huge_tree=True, no_network=True)
        )

    def put(self, part: str, tree: etree._Element) -> None:
        if part not in self.parts:
            self.order.append(part)
        self.parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def rels(self, part: str) -> etree._Element:
        path = _rels_path(part)
        return (
            self.tree(path)
            if path in self.parts
            else etree.Element(_q("Relationships", RELS), nsmap={None: RELS})
        )

    def link(self, part: str, kind: str, target: str) -> str:
        """Adds a relation from a part and gives its id."""
        rels = self.rels(part)
        taken = {r.get("Id") for r in rels}
        key = next(f"rId{i}" for i in range(1, 10_000) if f"rId{i}" not in taken)
        etree.SubElement(rels, _q("Relationship", RELS), Id=key, Type=f"{DOC}/{kind}", Target=target)
        self.put(_rels_path(part), rels)
        return key

    def linked(self, part: str, kind: str) -> str | None:
        """The part that a relation of this kind leads to."""
        for r in self.rels(part):
            if r.get("Type", "").endswith(f"/{kind}"):
                target = r.get("Target")
                return (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
                )
        return None

    def free(self, pattern: str) -> str:
        return next(p for i in range(1, 10_000) if (p := pattern.format(i)) not in self.parts)

    def declare(self, part: str, content_type: str, ending: str = "") -> None:
        types = self.tree("[Content_Types].xml")
        if ending:
            if not any(t.get("Extension") == ending for t in types):
                types.insert(
                    0, etree.Element(_q("Default", TYPES), Extension=ending, ContentType=content_type)
                )
        else:
            etree.SubElement(types, _q("Override", TYPES), PartName=f"/{part}", ContentType=content_type)
        self.put("[Content_Types].xml", types)


def _open(content: bytes, name: str) -> _Package:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        order = archive.namelist()
        if "xl/workbook.xml" not in order:
            raise UnreadableFile(
                f"{name} kan niet met opmerkingen worden teruggegeven; dat kan alleen met .xlsx en "
                ".xlsm. Sla het op als .xlsx."
            )
        return _Package({n: archive.read(n) for n in order}, list(order))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error, RuntimeError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(
            f"{name} kan niet met opmerkingen worden teruggegeven; dat kan alleen met .xlsx en "
            ".xlsm. Sla het op als .xlsx."
        ) from error


class _Styles:
    """Makes marked copies of cell styles."""

    def __init__(self, package: _Package):
        self.package = package
        self.part = package.linked("xl/workbook.xml", "styles") or "xl/styles.xml"
        if self.part not in package.parts:
            package.put(self.part, etree.fromstring(PLAIN_STYLES))
            package.declare(
                self.part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
            )
            if not package.linked("xl/workbook.xml", "styles"):
                package.link("xl/workbook.xml", "styles", f"/{self.part}")
        self.tree = package.tree(self.part)
        self.cells = self.tree.find(_q("cellXfs"))
        self.fills, self.borders = self.tree.find(_q("fills")), self.tree.find(_q("borders"))
        self.known: dict[tuple[int, str], int] = {}
        self.made: dict[tuple[str, str], int] = {}

    def _add(self, parent: etree._Element, child: etree._Element) -> int:
        parent.append(child)
        parent.set("count", str(len(parent)))
        return len(parent) - 1

    def _fill(self, level: str) -> int:
        if ("fill", level) not in self.made:
            fill = etree.Element(_q("fill"))
            pattern = etree.SubElement(fill, _q("patternFill"), patternType="solid")
            etree.SubElement(pattern, _q("fgColor"), rgb=MARK[level])
            etree.SubElement(pattern, _q("bgColor"), indexed="64")
            self.made["fill", level] = self._add(self.fills, fill)
        return self.made["fill", level]

    def _border(self, level: str) -> int:
        if ("border", level) not in self.made:
            border = etree.Element(_q("border"))
            for side in ("left", "right", "top", "bottom"):
                etree.SubElement(
                    etree.SubElement(border, _q(side), style="thick"), _q("color"), rgb=EDGE[level]
                )
            etree.SubElement(border, _q("diagonal"))
            self.made["border", level] = self._add(self.borders, border)
        return self.made["border", level]

    def marked(self, style: int, level: str) -> int:
        """The index of a style like `style`, but marked."""
        if (style, level) not in self.known:
            xf = copy.deepcopy(self.cells[style])
            own = self.fills[int(xf.get("fillId", 0))].find(_q("patternFill"))
            if own is not None and own.get("patternType", "none") != "none":
                xf.set("borderId", str(self._border(level)))
                xf.set("applyBorder", "1")
            else:
                xf.set("fillId", str(self._fill(level)))
                xf.set("applyFill", "1")
            self.known[style, level] = self._add(self.cells, xf)
        return self.known[style, level]

    def save(self) -> None:
        self.package.put(self.part, self.tree)


def _find_cell(data: etree._Element, rows: dict[int, etree._Element], cell: str) -> etree._Element:
    """The element of a cell; made in its place when the sheet has none."""
    letters, number = coordinate_from_string(cell)
    column = column_index_from_string(letters)
    row = rows.get(number)
    if row is None:
        row = etree.Element(_q("row"), r=str(number))
        later = next((r for r in data if int(r.get("r", 0)) > number), None)
        data.append(row) if later is None else later.addprevious(row)
        rows[number] = row
    for c in row:
        at = column_index_from_string(coordinate_from_string(c.get("r"))[0]) if c.get("r") else 0
        if at == column:
            return c
        if at > column:
            new = etree.Element(_q("c"), r=cell)
            c.addprevious(new)
            return new
    return etree.SubElement(row, _q("c"), r=cell)


def _mark_sheet(package: _Package, part: str, marks: dict[str, list[Finding]], styles: _Styles) -> None:
    if len(package.parts[part]) > LARGE and _mark_large(package, part, marks, styles):
        return
    tree = package.tree(part)
    data = tree.find(_q("sheetData"))
    rows = {int(r.get("r")): r for r in data if r.get("r")}
    for cell, findings in marks.items():
        element = _find_cell(data, rows, cell)
        level = min((f.level for f in findings), key=LEVELS.index)
        element.set("s", str(styles.marked(int(element.get("s", 0)), level)))
    _comment(package, part, tree, marks)
    package.put(part, tree)


def _mark_large(package: _Package, part: str, marks: dict[str, list[Finding]], styles: _Styles) -> bool:
    """Marks a large sheet in its bytes, without a tree of all its cells; False where it isn't written in
    the usual way.

    A cell in a row without any cells gets its comment, and no colour.
    """
    xml = package.parts[part]
    sheet = Sheet.of(xml)
    first, last = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>") + len(b"</sheetData>")
    if sheet.changed or not 0 <= first < last:
        return False
    edits = []
    known = sheet.which([place(cell) for cell in marks])
    for cell, findings in marks.items():
        level = min((f.level for f in findings), key=LEVELS.index)
        at = known.get(place(cell))
        if at is None:
            edits += _inserted(sheet, cell, styles.marked(0, level))
            continue
        start, end = int(sheet.cells.starts[at]), int(sheet.cells.ends[at])
        said = STYLE.search(xml, start, end + 1)
        new = b' s="%d"' % styles.marked(int(said[1]) if said else 0, level)
        before = end - (xml[end - 1] == ord("/"))
        edits.append((*(said.span() if said else (before, before)), place(cell), new))
    whole, pieces, at = memoryview(xml), [], first
    for start, end, _, new in sorted(edits):
        pieces += [whole[at:start], new]
        at = end
    pieces.append(whole[at:last])
    frame = etree.fromstring(
        xml[:first] + b"<sheetData/>" + xml[last:], etree.XMLParser(resolve_entities=False)
    )
    _comment(package, part, frame, marks)
    package.put(part, frame)
    head, tail = package.parts[part].split(b"<sheetData/>", 1)
    package.parts[part] = b"".join([head, *pieces, tail])
    return True


def _inserted(sheet: Sheet, cell: str, style: int) -> list[tuple[int, int, Place, bytes]]:
    """The edit that makes an empty cell with a style, in its row where that has cells."""
    row, column = place(cell)
    beside = np.flatnonzero(sheet.cells.rows == row)
    if not len(beside):
        return []
    later = beside[sheet.cells.columns[beside] > column]
    end = sheet.xml.find(b"</row>", int(sheet.cells.ends[beside[-1]]))
    at = int(sheet.cells.starts[later[0]]) if len(later) else end
    return [(at, at, (row, column), b'<c r="%s" s="%d"/>' % (cell.encode(), style))]


def _comment(package: _Package, part: str, tree: etree._Element, marks: dict[str, list[Finding]]) -> None:
    comments_part = package.linked(part, "comments")
    if comments_part and comments_part in package.parts:
        comments = package.tree(comments_part)
    else:
        comments_part = package.free("xl/commentsWkb{}.xml")
        comments = etree.Element(_q("comments"), nsmap={None: MAIN})
        etree.SubElement(comments, _q("authors"))
        etree.SubElement(comments, _q("commentList"))
        package.declare(
            comments_part, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
        )
        package.link(part, "comments", f"/{comments_part}")
    authors, listed = comments.find(_q("authors")), comments.find(_q("commentList"))
    etree.SubElement(authors, _q("author")).text = "Implementatiemonitor Wkb"
    present = {c.get("ref"): c for c in listed}
    fresh = []
    for cell, findings in marks.items():
        text = "\n".join(f"{LEVEL_WORDS[f.level].capitalize()}: {_without_cell(f)}" for f in findings)
        if cell in present:
            body, text = present[cell].find(_q("text")), f"\n{text}"
        else:
            comment = etree.SubElement(listed, _q("comment"), ref=cell, authorId=str(len(authors) - 1))
            body = etree.SubElement(comment, _q("text"))
            fresh.append(cell)
        run = etree.SubElement(etree.SubElement(body, _q("r")), _q("t"))
        run.text = text
        run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    package.put(comments_part, comments)
    _notes(package, part, tree, fresh)


def _notes(package: _Package, part: str, tree: etree._Element, cells: list[str]) -> None:
    """The boxes in which Excel shows the comments."""
    legacy = tree.find(_q("legacyDrawing"))
    vml_part = package.linked(part, "vmlDrawing") if legacy is not None else None
    if vml_part and vml_part in package.parts:
        drawing = package.tree(vml_part)
    else:
        vml_part = package.free("xl/drawings/vmlDrawingWkb{}.vml")
        drawing = etree.Element("xml", nsmap={"v": VML, "o": OFFICE, "x": EXCEL})
        shape_type = etree.SubElement(
            drawing,
            _q("shapetype", VML),
            id="_x0000_t202",
            coordsize="21600,21600",
            path="m,l,21600r21600,l21600,xe",
        )
        shape_type.set(_q("spt", OFFICE), "202")
        package.declare(vml_part, "application/vnd.openxmlformats-officedocument.vmlDrawing", "vml")
        key = package.link(part, "vmlDrawing", f"/{vml_part}")
        legacy = etree.Element(_q("legacyDrawing"), nsmap={"r": DOC})
        legacy.set(_q("id", DOC), key)
        later = next((e for e in tree if etree.QName(e).localname in AFTER_LEGACY), None)
        tree.append(legacy) if later is None else later.addprevious(legacy)
    for i, cell in enumerate(cells):
        letters, number = coordinate_from_string(cell)
        column, row = column_index_from_string(letters) - 1, number - 1
        style = (
            "position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:90pt;"
            "z-index:1;visibility:hidden"
        )
        shape = etree.SubElement(
            drawing,
            _q("shape", VML),
            id=f"_wkb_{vml_part.count('/')}_{i}",
            type="#_x0000_t202",
            style=style,
            fillcolor="#f3ecf8",
        )
        shape.set(_q("insetmode", OFFICE), "auto")
        etree.SubElement(shape, _q("textbox", VML))
        client = etree.SubElement(shape, _q("ClientData", EXCEL), ObjectType="Note")
        for name, value in (
            ("MoveWithCells", ""),
            ("SizeWithCells", ""),
            ("AutoFill", "False"),
            ("Row", str(row)),
            ("Column", str(column)),
        ):
            etree.SubElement(client, _q(name, EXCEL)).text = value or None
    package.put(vml_part, drawing)


def _without_cell(f: Finding) -> str:
    return f.message.removeprefix(f"{f.cell}: ") if f.cell else f.message


def _findings_sheet(package: _Package, findings: list[Finding]) -> None:
    part = package.free("xl/worksheets/sheetWkb{}.xml")
    tree = etree.Element(_q("worksheet"), nsmap={None: MAIN})
    columns = etree.SubElement(tree, _q("cols"))
    for i, width in enumerate((16, 24, 10, 110, 30), 1):
        etree.SubElement(columns, _q("col"), min=str(i), max=str(i), width=str(width), customWidth="1")
    data = etree.SubElement(tree, _q("sheetData"))
    lines = [("Bevinding", "Op blad", "Plek", "Wat is er en wat te doen", "Bedoeld misschien")]
    lines += [
        (LEVEL_WORDS[f.level], f.sheet or "", f.cell or "", _without_cell(f), f.suggestion or "")
        for f in findings
    ]
    for r, line in enumerate(lines, 1):
        row = etree.SubElement(data, _q("row"), r=str(r))
        for letter, text in zip("ABCDE", line, strict=True):
            cell = etree.SubElement(row, _q("c"), r=f"{letter}{r}", t="inlineStr")
            etree.SubElement(etree.SubElement(cell, _q("is")), _q("t")).text = text
    package.put(part, tree)
    package.declare(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
    key = package.link("xl/workbook.xml", "worksheet", f"/{part}")
    book = package.tree("xl/workbook.xml")
    sheets = book.find(_q("sheets"))
    names = {s.get("name") for s in sheets}
    title = next(t for i in range(1, 1000) if (t := SHEET if i == 1 else f"{SHEET} {i}") not in names)
    sheet = etree.SubElement(
        sheets, _q("sheet"), name=title, sheetId=str(max(int(s.get("sheetId")) for s in sheets) + 1)
    )
    sheet.set(_q("id", DOC), key)
    package.put("xl/workbook.xml", book)


def annotate(content: bytes, name: str, findings: list[Finding]) -> bytes:
    """The workbook with its findings marked. Raises UnreadableFile for what is no sound .xlsx or .xlsm."""
    package = _open(content, name)
    if not findings:
        return content
    try:
        return _annotated(package, findings)
    except (
        etree.LxmlError,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
        IndexError,
        StopIteration,
    ) as error:
        raise UnreadableFile(
            f"{name} is van binnen beschadigd en kan niet met opmerkingen worden teruggegeven. Sla "
            "het in Excel opnieuw op en probeer het nog eens."
        ) from error


def _annotated(package: _Package, findings: list[Finding]) -> bytes:
    styles = _Styles(package)
    marks: dict[str, dict[str, list[Finding]]] = {}
    for f in findings:
        if f.sheet and f.cell:
            marks.setdefault(f.sheet, {}).setdefault(f.cell, []).append(f)
    book = package.tree("xl/workbook.xml")
    targets = {r.get("Id"): r.get("Target") for r in package.rels("xl/workbook.xml")}
    for sheet in book.find(_q("sheets")):
        target = targets.get(sheet.get(_q("id", DOC)), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if sheet.get("name") in marks and part in package.parts:
            _mark_sheet(package, part, marks[sheet.get("name")], styles)
    styles.save()
    _findings_sheet(package, findings)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in package.order:
            archive.writestr(part, package.parts[part])
    return out.getvalue()
