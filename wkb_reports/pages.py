"""A document on the template: headings that are styles, tables whose head repeats, charts with their numbers.

made = Pages(title, head); made.heading(…); made.table(…); made.chart(…); made.saved(…) -> bytes
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from lxml import etree

from wkb_reports import charts, fitting
from wkb_reports.looks import ACCENT, LANGUAGE, LIGHT, STATUS_FILL, STATUS_TEXT
from wkb_reports.make_templates import DOCUMENT, IN_TABLE
from wkb_reports.packing import moment, packed
from wkb_reports.texts import clean

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 360_000  # in a centimetre
_CM = 2.54 / 72  # a point in centimetres
INSIDE = 0.42  # left and right in a cell, in centimetres
ROOM = 0.5  # so much of a line is for the long texts, where that can be
SIZE = 8.5  # of text in a table, in points
WIDE, SIDEWAYS = 16.6, 25.3  # between the margins, in centimetres


@dataclass(frozen=True)
class Coloured:
    """The text of a cell with the colour of a status."""

    text: str
    status: str


class Pages:
    """A document that is being made."""

    def __init__(self, title: str, head: str):
        self.made, self.title, self.charts, self.wide = Document(DOCUMENT), title, 0, WIDE
        self.in_table = self.made.styles[IN_TABLE].style_id
        section = self.made.sections[0]
        section.header.paragraphs[0].add_run(head)
        foot = section.footer.paragraphs[0]
        foot.add_run("Blad ")
        _field(foot, "PAGE")
        foot.add_run(" van ")
        _field(foot, "NUMPAGES")
        self.made.add_paragraph(title, style="Title")

    def sideways(self) -> None:
        """What follows stands on sheets that lie on their side: there wide tables are read."""
        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        self.wide = SIDEWAYS

    def heading(self, text: str, level: int = 1) -> None:
        self.made.add_heading(clean(text), level)

    def say(self, text: str, style: str | None = None) -> None:
        """A paragraph of plain text."""
        self.made.add_paragraph(clean(text), style=style)

    def numbered(self, texts: list[tuple[str, list[str]]]) -> None:
        """A numbered list; below each line its cases. A document has one."""
        for text, cases in texts:
            self.say(text, "List Number")
            for case in cases:
                own = self.made.add_paragraph(clean(case), style="List Bullet")
                own.paragraph_format.left_indent = Cm(1.4)

    def listed(self, texts: list[str]) -> None:
        """A list with bullets."""
        for text in texts:
            self.say(text, "List Bullet")

    def table(self, heads: list[str], rows: list[list[str | Coloured]], alt: str) -> None:
        """A table; its head repeats on every page and no row is broken over two.

        Columns are as wide as what is in them asks.
        """
        if len(self.made.paragraphs):
            self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        made = self.made.add_table(rows=1, cols=len(heads))
        made.autofit = False
        _described(made, alt)
        wide = _widths(heads, rows, self.wide)
        self._row(made.rows[0], heads, wide, head=True)
        for row in rows:
            self._row(made.add_row(), row, wide)
        for column, w in zip(made.columns, wide, strict=True):
            column.width = Cm(w)
        self.made.add_paragraph().paragraph_format.space_after = 0

    def block(self, rows: list[tuple[str, str]], alt: str) -> None:
        """The block at the top of a paper: what, of when, what state."""
        made = self.made.add_table(rows=0, cols=2)
        made.autofit = False
        _described(made, alt)
        for name, text in rows:
            row = made.add_row()
            self._row(row, [name, text], [3.6, self.wide - 3.6])
            row.cells[0].paragraphs[0].runs[0].font.bold = True
        for column, w in zip(made.columns, (3.6, self.wide - 3.6), strict=True):
            column.width = Cm(w)
        self.made.add_paragraph().paragraph_format.space_after = 0

    def _row(self, row, cells: list[str | Coloured], wide: list[float], head: bool = False) -> None:
        shape = row._tr.get_or_add_trPr()
        shape.append(OxmlElement("w:cantSplit"))
        if head:
            shape.append(OxmlElement("w:tblHeader"))
        for cell, told, w in zip(row.cells, cells, wide, strict=True):
            cell.width = Cm(w)
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self.in_table
            paragraph.paragraph_format.keep_with_next = head or None
            run = paragraph.add_run(clean(_text(told)) if _text(told) else "")
            if head:
                run.font.bold, run.font.color.rgb = True, RGBColor.from_string(ACCENT)
            if isinstance(told, Coloured):
                run.font.bold = True
                run.font.color.rgb = RGBColor.from_string(STATUS_TEXT[told.status])
            _lined(cell, head, STATUS_FILL[told.status] if isinstance(told, Coloured) else None)

    def chart(self, shown: charts.Chart, high: float = 6.5) -> None:
        """A chart as wide as the page, with its numbers inside and its sentence as alternative text."""
        self.charts += 1
        number = self.charts
        xml, book = charts.parts(shown)
        package = self.made.part.package
        holder = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK, book, package)
        own = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, b"", package)
        tree = etree.fromstring(xml)
        space = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
        for outside in tree.xpath("c:externalData", namespaces=space):
            outside.set(qn("r:id"), own.relate_to(holder, RELATIONSHIP_TYPE.PACKAGE))
        own._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        rid = self.made.part.relate_to(own, RELATIONSHIP_TYPE.CHART)
        self.made.paragraphs[-1].paragraph_format.keep_with_next = True
        paragraph = self.made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run()._r.append(_inline(rid, number, shown.alt, self.wide, high))

    def caption(self, text: str) -> None:
        """What stands below a chart."""
        self.say(text, "Caption")

    def saved(self, stamp: str | None) -> bytes:
        """The bytes; the same for the same content."""
        own = self.made.core_properties
        own.title, own.author, own.last_modified_by, own.comments = self.title, "", "", ""
        own.language, own.revision = LANGUAGE, 1
        own.created = own.modified = moment(stamp)
        out = io.BytesIO()
        self.made.save(out)
        return packed(out.getvalue())


def _text(told: str | Coloured) -> str:
    return told.text if isinstance(told, Coloured) else told


def _widths(heads: list[str], rows: list[list[str | Coloured]], wide: float) -> list[float]:
    """How wide columns are, in centimetres: no word is broken, and short texts aren't where there is room."""
    columns = [
        [(head, True), *((_text(c), isinstance(c, Coloured)) for c in cells)]
        for head, *cells in zip(heads, *rows, strict=True)
    ]
    whole = [max(fitting.width(t, SIZE, bold) for t, bold in texts) * _CM + INSIDE for texts in columns]
    for short in (18, 12, 0):
        least = [min(3.8, _least(texts, short)) for texts in columns]
        left = wide - sum(least)
        if left >= ROOM * wide:
            break
    if left <= 0:
        return [wide * w / sum(least) for w in least]
    more = [max(0.0, w - m) ** 0.75 for w, m in zip(whole, least, strict=True)]
    total = sum(more) or 1
    return [m + left * (x / total if sum(more) else 1 / len(least)) for m, x in zip(least, more, strict=True)]


def _least(texts: list[tuple[str, bool]], short: int) -> float:
    """So wide that no word is broken, and no text of so many signs; `texts` with whether each is bold."""
    words = [(w, bold) for t, bold in texts for w in ([t] if len(t) <= short else t.split(" "))]
    return max(fitting.width(w, SIZE, bold) for w, bold in words) * _CM + INSIDE


def _field(paragraph, name: str) -> None:
    """The number of a page; no reader is asked anything for it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _described(table, alt: str) -> None:
    """The alternative text of a table."""
    own = OxmlElement("w:tblDescription")
    own.set(qn("w:val"), clean(alt))
    table._tbl.tblPr.append(own)


def _lined(cell, head: bool, fill: str | None) -> None:
    """A line below a cell, and its colour when it has a status."""
    own = cell._tc.get_or_add_tcPr()
    lines = OxmlElement("w:tcBorders")
    below = OxmlElement("w:bottom")
    for at, value in (("val", "single"), ("sz", "8" if head else "4"), ("space", "0")):
        below.set(qn(f"w:{at}"), value)
    below.set(qn("w:color"), ACCENT if head else LIGHT)
    lines.append(below)
    own.append(lines)
    if fill:
        shade = OxmlElement("w:shd")
        for at, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
            shade.set(qn(f"w:{at}"), value)
        own.append(shade)


def _inline(rid: str, number: int, alt: str, wide: float, high: float):
    """The place of a chart in the text."""
    w, h = int(wide * _EMU), int(high * _EMU)
    made = parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{w}" cy="{h}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{100 + number}" name="Grafiek {number}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    next(made.iter(qn("wp:docPr"))).set("descr", clean(alt))
    return made
