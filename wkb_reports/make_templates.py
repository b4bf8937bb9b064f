"""Makes the templates of slides and documents beside this file: `python -m wkb_reports.make_templates`.

An organisation may open them in Office and change fonts, logo and colours there; papers fill in what stands
at the places (placeholders, styles) that a template names.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn as word
from docx.shared import Cm
from docx.shared import Pt as Points
from docx.shared import RGBColor as Colour
from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from wkb_reports.looks import ACCENT, FONT, INK, LANGUAGE, MUTED
from wkb_reports.packing import packed

HERE = Path(__file__).parent
SLIDES, DOCUMENT = HERE / "slides.pptx", HERE / "document.docx"
WIDE, HIGH = 13.333, 7.5
# Where things stand on every slide, in inches: left, top, width, height.
TITLE = (0.6, 0.42, 12.13, 1.05)
BODY = (0.6, 1.7, 12.13, 4.7)
LEFT, RIGHT = (0.6, 1.7, 7.9, 4.7), (8.75, 1.7, 3.98, 4.7)
HALF_LEFT, HALF_RIGHT = (0.6, 1.7, 5.94, 4.7), (6.79, 1.7, 5.94, 4.7)
BELOW = (0.6, 6.5, 12.13, 0.4)
FOOT, NUMBER = (0.6, 7.0, 11.0, 0.3), (11.73, 7.0, 1.0, 0.3)
# Index of a placeholder -> what stands there.
FIRST, SECOND, NOTE = 13, 14, 15
# Name of a layout -> its placeholders besides title, note, foot and number: (index, type, place, name).
LAYOUTS = {
    "Voorblad": (
        (FIRST, "body", HALF_LEFT, "Gevraagd"),
        (SECOND, "body", HALF_RIGHT, "Wat veranderde"),
    ),
    "Grafiek en toelichting": ((FIRST, "chart", LEFT, "Grafiek"), (SECOND, "body", RIGHT, "Toelichting")),
    "Grafiek en tabel": ((FIRST, "chart", HALF_LEFT, "Grafiek"), (SECOND, "tbl", HALF_RIGHT, "Tabel")),
    "Tabel": ((FIRST, "tbl", BODY, "Tabel"),),
    "Twee tabellen": ((FIRST, "tbl", HALF_LEFT, "Tabel links"), (SECOND, "tbl", HALF_RIGHT, "Tabel rechts")),
    "Tekst": ((FIRST, "body", BODY, "Tekst"),),
}
BODY_SIZE, NOTE_SIZE, FOOT_SIZE, TITLE_SIZE = 18, 11, 11, 26


def _place(box: tuple[float, float, float, float]) -> str:
    x, y, w, h = (int(Inches(v)) for v in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _placeholder(number: int, name: str, kind: str, index: str, box, size: float, colour: str, prompt: str):
    """A placeholder of master or layout as XML."""
    own = f'type="{kind}" {index}'.strip()
    return parse_xml(
        f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {own}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_place(box)}</p:spPr>"
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{int(size * 100)}">'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{prompt}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _emptied(part) -> None:
    tree = part.shapes._spTree
    for shape in list(part.shapes):
        tree.remove(shape._element)


def _frame(part, start: int) -> None:
    """Title, note, foot and slide number."""
    tree = part.shapes._spTree
    tree.append(_placeholder(start, "Titel", "title", "", TITLE, TITLE_SIZE, ACCENT, "De lezing in één zin"))
    title = tree[-1]
    title.find(qn("p:txBody")).find(qn("a:bodyPr")).set("anchor", "b")
    title.find(".//" + qn("a:defRPr")).set("b", "1")


def _feet(part, start: int) -> None:
    tree = part.shapes._spTree
    tree.append(
        _placeholder(start, "Voettekst", "ftr", 'sz="quarter" idx="11"', FOOT, FOOT_SIZE, MUTED, "Stand")
    )
    number = _placeholder(
        start + 1, "Dianummer", "sldNum", 'sz="quarter" idx="12"', NUMBER, FOOT_SIZE, MUTED, ""
    )
    paragraph = number.find(".//" + qn("a:p"))
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{LANGUAGE}"/><a:t>‹nr.›</a:t></a:fld>'
        )
    )
    number.find(".//" + qn("a:lvl1pPr")).set("algn", "r")
    tree.append(number)


def _line(part, number: int) -> None:
    """The thin line above the foot."""
    x, y, w = (int(Inches(v)) for v in (0.6, 6.97, 12.13))
    part.shapes._spTree.append(
        parse_xml(
            f'<p:cxnSp {nsdecls("p", "a")}><p:nvCxnSpPr><p:cNvPr id="{number}" name="Lijn"/><p:cNvCxnSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{w}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{ACCENT}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
        )
    )


def slides() -> bytes:
    """The template of the slides: 16:9, one master, a layout for each kind of slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    master, layouts = deck.slide_master, deck.slide_layouts
    for layout in list(layouts)[len(LAYOUTS) :]:
        layouts.remove(layout)
    _emptied(master)
    _frame(master, 2)
    master.shapes._spTree.append(
        _placeholder(3, "Tekst", "body", 'idx="1"', BODY, BODY_SIZE, INK, "Tekst van het stuk")
    )
    _feet(master, 4)
    _line(master, 6)
    for layout, (name, places) in zip(layouts, LAYOUTS.items(), strict=True):
        layout._element.find(qn("p:cSld")).set("name", name)
        layout._element.attrib.pop("type", None)
        _emptied(layout)
        _frame(layout, 2)
        for i, (index, kind, box, title) in enumerate(places, 3):
            layout.shapes._spTree.append(
                _placeholder(i, title, kind, f'sz="half" idx="{index}"', box, BODY_SIZE, INK, title)
            )
        layout.shapes._spTree.append(
            _placeholder(8, "Noot", "body", f'sz="quarter" idx="{NOTE}"', BELOW, NOTE_SIZE, MUTED, "Bron")
        )
        _feet(layout, 9)
    _themed(master)
    _in_dutch(deck)
    deck.core_properties.title, deck.core_properties.author = "Sjabloon presentatie", ""
    deck.core_properties.last_modified_by = ""
    out = io.BytesIO()
    deck.save(out)
    return packed(out.getvalue())


def _themed(master) -> None:
    """The fonts and colours that a user of the template finds in its menus."""
    part = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    a = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    theme.set("name", "Implementatiemonitor")
    for font in theme.xpath("//a:majorFont/a:latin | //a:minorFont/a:latin", namespaces=a):
        font.set("typeface", FONT)
    for name, colour in (
        *(("dk2", ACCENT), ("lt2", "FFFFFF"), ("accent1", ACCENT), ("accent2", "9FB6D0")),
        *(("accent3", "59606A"), ("accent4", "7D8590"), ("accent5", "D5D9DE"), ("accent6", INK)),
    ):
        slot = theme.xpath(f"//a:clrScheme/a:{name}", namespaces=a)[0]
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{a['a']}}}srgbClr").set("val", colour)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _in_dutch(deck) -> None:
    for part in (deck.slide_master, *deck.slide_layouts):
        for run in part._element.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            run.set("lang", LANGUAGE)
    for run in deck.part._element.iter(qn("a:defRPr")):
        run.set("lang", LANGUAGE)


# Style -> size, bold, colour, space before and after (points).
STYLES = {
    "Normal": (10, False, INK, 0, 5),
    "Title": (20, True, ACCENT, 0, 4),
    "Heading 1": (14, True, ACCENT, 16, 5),
    "Heading 2": (11.5, True, ACCENT, 11, 3),
    "Heading 3": (10, True, INK, 8, 2),
    "Caption": (9, False, MUTED, 2, 8),
    "Header": (8.5, False, MUTED, 0, 0),
    "Footer": (8.5, False, MUTED, 0, 0),
    "List Number": (10, False, INK, 0, 3),
    "List Bullet": (10, False, INK, 0, 2),
}
IN_TABLE = "Tabeltekst"


def document() -> bytes:
    """The template of the documents: A4, styles in our font, Dutch."""
    made = Document()
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.8)
        section.header_distance, section.footer_distance = Cm(1.0), Cm(0.8)
    own = made.styles.add_style(IN_TABLE, WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = made.styles["Normal"]
    for name, (size, bold, colour, before, after) in {**STYLES, IN_TABLE: (8.5, False, INK, 1, 1)}.items():
        style = made.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Points(size), bold
        style.font.italic = False
        style.font.color.rgb = Colour.from_string(colour)
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Points(before), Points(after)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for at in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(word(at), None)
        for at in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(word(at), FONT)
        for line in style.element.iter(word("w:pBdr")):
            line.getparent().remove(line)
    _language(made)
    made.core_properties.author = made.core_properties.comments = ""
    made.core_properties.title = "Sjabloon document"
    out = io.BytesIO()
    made.save(out)
    return packed(out.getvalue())


def _language(made) -> None:
    for language in made.styles.element.iter(word("w:lang")):
        for at in ("w:val", "w:eastAsia"):
            language.set(word(at), LANGUAGE)
    theme = made.settings.element.find(word("w:themeFontLang"))
    if theme is None:
        theme = OxmlElement("w:themeFontLang")
        made.settings.element.append(theme)
    theme.set(word("w:val"), LANGUAGE)


if __name__ == "__main__":
    SLIDES.write_bytes(slides())
    DOCUMENT.write_bytes(document())
