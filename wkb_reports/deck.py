"""A presentation on the template: slides by layout, tables that fit, text in its place, Dutch throughout."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from wkb_reports import charts, fitting
from wkb_reports.looks import ACCENT, FONT, INK, LANGUAGE, LIGHT, STATUS_FILL, STATUS_TEXT
from wkb_reports.make_templates import BODY_SIZE, FIRST, NOTE, NOTE_SIZE, SECOND, SLIDES, TITLE_SIZE
from wkb_reports.packing import moment, packed

_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_POINT = 12700
MARGIN = 5  # left and right in a cell, in points
SMALLEST = 11  # size of a text in a table
ABOVE = 2.5  # above and below the text of a cell


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `status` colours it."""

    text: str
    status: str | None = None
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A table on a slide: headings, how wide each column is in parts, rows, and the largest size of its text.

    `most`: so many lines a cell; columns in `long` may be cut off to that, others make the text smaller.
    `rest` names what is left out when not all rows fit.
    """

    heads: list[str]
    widths: list[float]
    rows: list[list[Cell]]
    alt: str
    size: float = 16
    most: int = 3
    rest: str = "En nog {} in het vergaderstuk."
    long: tuple[int, ...] = ()


class Deck:
    """A presentation that is being made."""

    def __init__(self, foot: str):
        self.made, self.foot = Presentation(SLIDES), foot
        self.layouts = {layout.name: layout for layout in self.made.slide_layouts}

    def slide(self, layout: str, title: str, note: str = "", spoken: str = ""):
        """A slide with its title (the reading), the small print below, and what the notes say."""
        slide = self.made.slides.add_slide(self.layouts[layout])
        own = slide.shapes.title
        wide = own.width / _POINT
        fill(own, [fitting.cut(title, wide, TITLE_SIZE, 2, bold=True)])
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx == NOTE:
                fill(shape, [fitting.cut(note, shape.width / _POINT, NOTE_SIZE, 2)]) if note else _gone(shape)
        self._feet(slide)
        if spoken:
            slide.notes_slide.notes_text_frame.text = spoken
        return slide

    def _feet(self, slide) -> None:
        """Foot and slide number: a layout's own are not copied to its slides."""
        for shape in slide.slide_layout.placeholders:
            kind = shape.element.find(".//" + qn("p:ph")).get("type")
            if kind in ("ftr", "sldNum"):
                own = deepcopy(shape.element)
                slide.shapes._spTree.append(own)
                if kind == "ftr":
                    own.find(".//" + qn("a:t")).text = self.foot

    def saved(self, title: str, stamp: str | None) -> bytes:
        """The bytes; the same for the same content."""
        own = self.made.core_properties
        own.title, own.author, own.last_modified_by, own.language = title, "", "", LANGUAGE
        own.created = own.modified = moment(stamp)
        out = io.BytesIO()
        self.made.save(out)
        return packed(out.getvalue())


def placed(slide, index: int):
    """The placeholder of a slide with this index."""
    return next(p for p in slide.placeholders if p.placeholder_format.idx == index)


def _gone(shape) -> None:
    shape._element.getparent().remove(shape._element)


def fill(shape, paragraphs: list[str | tuple[str, bool]]) -> None:
    """Puts paragraphs (text, or text and whether it is bold) in a shape."""
    frame = shape.text_frame
    for i, told in enumerate(paragraphs):
        text, bold = told if isinstance(told, tuple) else (told, None)
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set("lang", LANGUAGE)
        if bold is not None:
            run.font.bold = bold
        if bold:
            run.font.color.rgb = RGBColor.from_string(ACCENT)


def body(slide, index: int, blocks: list[tuple[str, list[str]]], size: float = BODY_SIZE) -> None:
    """Headings with lines below them in a text placeholder, no smaller than 14."""
    shape = placed(slide, index)
    wide, high = shape.width / _POINT, shape.height / _POINT
    while True:
        shown = _shown(blocks, wide, high, size)
        if shown or size <= 14:
            break
        size -= 1
    shown = shown or _cut(blocks, wide, high, size)
    fill(shape, [(text, head) for text, head in shown])
    for paragraph, (_, head) in zip(shape.text_frame.paragraphs, shown, strict=True):
        paragraph.font.size = Pt(size)
        paragraph.space_before = Pt(
            size * 0.6 if head and paragraph is not shape.text_frame.paragraphs[0] else 2
        )


def _shown(blocks, wide: float, high: float, size: float) -> list[tuple[str, bool]]:
    """The paragraphs, where they fit; nothing where they don't."""
    found = _paragraphs(blocks)
    return found if _height(found, wide, size) <= high else []


def _paragraphs(blocks) -> list[tuple[str, bool]]:
    return [
        p for head, told in blocks for p in (*(((head, True),) if head else ()), *((t, False) for t in told))
    ]


def _height(paragraphs: list[tuple[str, bool]], wide: float, size: float) -> float:
    return sum(
        fitting.height(len(fitting.lines(text, wide, size, head)), size) + (size * 0.6 if head else 2)
        for text, head in paragraphs
    )


def _cut(blocks, wide: float, high: float, size: float) -> list[tuple[str, bool]]:
    """As much as fits: every paragraph on two lines at most, then without the end of the longest list."""
    short = [(head, [fitting.cut(t, wide, size, 2) for t in told]) for head, told in blocks]
    left = [0] * len(short)
    while not (shown := _shown(_with_rest(short, left), wide, high, size)):
        longest = max(range(len(short)), key=lambda i: len(short[i][1]))
        if len(short[longest][1]) <= 1:
            return _paragraphs(_with_rest(short, left))
        short[longest] = short[longest][0], short[longest][1][:-1]
        left[longest] += 1
    return shown


def _with_rest(blocks, left: list[int]):
    return [
        (h, [*t, f"En nog {n}: zie het vergaderstuk."] if n else t)
        for (h, t), n in zip(blocks, left, strict=True)
    ]


def chart(slide, index: int, shown: charts.Chart, size: float = 12) -> None:
    """A chart in the place of a chart placeholder."""
    place = placed(slide, index)
    box = place.left, place.top, place.width, place.height
    _gone(place)
    charts.on_slide(slide, shown, box, size)


def table(slide, index: int, shown: Table) -> None:
    """A table in the place of its placeholder: rows as high as their text, as many as there is room for."""
    place = placed(slide, index)
    left, top, width, room = place.left, place.top, place.width, _room(place, shown)
    _gone(place)
    shown = _sized(shown, *room)
    rows, heights, _ = _fitting(shown, *room)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(shown.heads), left, top, width, Emu(int(sum(heights) * _POINT))
    )
    charts.described(frame, shown.alt)
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    made.horz_banding = False
    for column, w in zip(made.columns, room[0], strict=True):
        column.width = Emu(int(w * _POINT))
    lines = [[Cell(h, bold=True) for h in shown.heads], *rows]
    for y, (cells, high) in enumerate(zip(lines, heights, strict=True)):
        made.rows[y].height = Emu(int(high * _POINT))
        for x, cell in enumerate(cells):
            _write(made.cell(y, x), cell, shown.size, head=y == 0)


def tables(deck: Deck, title: str, note: str, shown: Table) -> None:
    """A table on as many slides as it takes to leave no row out."""
    slide = deck.slide("Tabel", title, note)
    room = _room(placed(slide, FIRST), shown)
    for count in range(1, len(shown.rows) + 1):
        ends = [round(len(shown.rows) * i / count) for i in range(count + 1)]
        parts = [_sized(replace(shown, rows=shown.rows[a:b]), *room) for a, b in pairwise(ends)]
        if not any(_fitting(part, *room)[2] for part in parts):
            break
    for number, part in enumerate(parts):
        if number:
            slide = deck.slide("Tabel", f"{title} (vervolg)", note)
        table(slide, FIRST, part)


def _room(place, shown: Table) -> tuple[list[float], float]:
    """How wide the columns are in a place on a slide, and how high it is, in points."""
    return [place.width * w / sum(shown.widths) / _POINT for w in shown.widths], place.height / _POINT


def _sized(shown: Table, wide: list[float], high: float) -> Table:
    """The table in the largest size in which it fits whole; in the smallest where it fits in none."""
    size = shown.size
    while size > SMALLEST:
        tried = replace(shown, size=size)
        if (
            all(
                len(fitting.lines(c.text, w - 2 * MARGIN, size, c.bold)) <= shown.most
                and max(fitting.width(word, size, c.bold) for word in c.text.split(" ")) <= w - 2 * MARGIN
                for row in [[Cell(h, bold=True) for h in shown.heads], *shown.rows]
                for x, (c, w) in enumerate(zip(row, wide, strict=True))
                if x not in shown.long
            )
            and not _fitting(tried, wide, high)[2]
        ):
            return tried
        size -= 0.5
    return replace(shown, size=SMALLEST)


def _fitting(shown: Table, wide: list[float], high: float) -> tuple[list[list[Cell]], list[float], int]:
    """The rows that fit, cut off to so many lines, the heights of head and rows, and how many are left."""

    def tall(cells: list[Cell]) -> float:
        most = max(
            len(fitting.lines(c.text, w - 2 * MARGIN, shown.size, c.bold))
            for c, w in zip(cells, wide, strict=True)
        )
        return fitting.height(most, shown.size) + 2 * ABOVE

    heights = [tall([Cell(h, bold=True) for h in shown.heads])]
    rows = [
        [
            Cell(fitting.cut(c.text, w - 2 * MARGIN, shown.size, shown.most, c.bold), c.status, c.bold)
            for c, w in zip(row, wide, strict=True)
        ]
        for row in shown.rows
    ]
    last = [Cell("") for _ in shown.heads]
    room = high - heights[0]
    tallest = [tall(r) for r in rows]
    if sum(tallest) <= room:
        return rows, heights + tallest, 0
    one = fitting.height(1, shown.size) + 2 * ABOVE
    kept = 0
    while kept < len(rows) and sum(tallest[: kept + 1]) <= room - one:
        kept += 1
    at = max(range(len(wide)), key=lambda i: wide[i])
    told = shown.rest.format(len(rows) - kept)
    last[at] = Cell(fitting.cut(told, wide[at] - 2 * MARGIN, shown.size, 1))
    return [*rows[:kept], last], [*heights, *tallest[:kept], one], len(rows) - kept


def _write(made, cell: Cell, size: float, head: bool) -> None:
    """A cell: its text, its colour when it has a status, and the line below it."""
    made.margin_left = made.margin_right = Pt(MARGIN)
    made.margin_top = made.margin_bottom = Pt(ABOVE)
    paragraph = made.text_frame.paragraphs[0]
    paragraph.font.size = Pt(size)
    end = paragraph._p.get_or_add_endParaRPr()
    end.set("sz", str(int(size * 100)))  # the height of an empty cell
    run = paragraph.add_run()
    run.text = cell.text or "\xa0"  # LibreOffice makes an empty run as high as the largest size
    run._r.get_or_add_rPr().set("lang", LANGUAGE)
    font = run.font
    font.size, font.bold, font.name = Pt(size), cell.bold, FONT
    colour = ACCENT if head else STATUS_TEXT[cell.status] if cell.status else INK
    font.color.rgb = RGBColor.from_string(colour)
    if cell.status:
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string(STATUS_FILL[cell.status])
    else:
        made.fill.background()
    own = made._tc.get_or_add_tcPr()
    width, line = (19050, ACCENT) if head else (6350, LIGHT)
    own.insert(
        0,
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:lnB>'
        ),
    )


__all__ = ["FIRST", "SECOND", "Cell", "Deck", "Table", "body", "chart", "placed", "table"]
