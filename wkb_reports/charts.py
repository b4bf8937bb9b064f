"""Charts that stay charts: what one shows, and how it is drawn on a slide with its numbers inside.

    Chart(kind, categories, series, alt) ── on_slide(slide, chart, box) / parts(chart) for a document

`alt` says in one sentence what the chart says. A missing value is a gap, never nought.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from wkb_reports.looks import FONT, INK, LANGUAGE, LIGHT, MUTED

LINES, COLUMNS, BARS, STACKED = "lines", "columns", "bars", "stacked"
_NATIVE = {
    LINES: XL_CHART_TYPE.LINE,
    COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    STACKED: XL_CHART_TYPE.COLUMN_STACKED,
}


@dataclass(frozen=True)
class Series:
    """A line or a set of bars by name. `told`: its last value stands beside it."""

    name: str
    values: list[float | None]
    colour: str
    dashed: bool = False
    told: bool = False
    width: float = 2.25

    @property
    def last(self) -> int | None:
        """Where its last value is."""
        return max((i for i, v in enumerate(self.values) if v is not None), default=None)


@dataclass(frozen=True)
class Chart:
    """What a chart shows. `shape` is the number format of its axis, `told` that of the values that
    stand in it, `top` where the axis ends.
    """

    kind: str
    categories: list[str]
    series: list[Series]
    alt: str
    shape: str = "#,##0"
    top: float | None = None
    told: str | None = None


def on_slide(slide, chart: Chart, box: tuple[int, int, int, int], size: float = 12):
    """Draws a chart in a box (left, top, width, height) of a slide; gives its frame."""
    data = CategoryChartData(number_format=chart.shape)
    data.categories = chart.categories
    for s in chart.series:
        data.add_series(s.name, s.values)
    frame = slide.shapes.add_chart(_NATIVE[chart.kind], *map(Emu, box), data)
    described(frame, chart.alt)
    _dress(frame.chart, chart, size)
    return frame


def described(frame, alt: str, name: str | None = None) -> None:
    """Gives a chart or table the text that is read aloud."""
    own = frame._element._nvXxPr.cNvPr
    own.set("descr", alt)
    if name:
        own.set("name", name)


def parts(chart: Chart, size: float = 9) -> tuple[bytes, bytes]:
    """The XML of a chart and the workbook with its numbers, for a document."""
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[6])
    own = on_slide(slide, chart, (0, 0, 6_000_000, 3_000_000), size).chart.part
    return etree.tostring(own._element, xml_declaration=True, encoding="UTF-8", standalone=True), (
        own.chart_workbook.xlsx_part.blob
    )


def _dress(native: Native, chart: Chart, size: float) -> None:
    native.font.name, native.font.size, native.font.color.rgb = FONT, Pt(size), RGBColor.from_string(INK)
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        beside = len(chart.series) > 4 and size < 11
        native.legend.position = XL_LEGEND_POSITION.RIGHT if beside else XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
    _axes(native, chart)
    plot = native.plots[0]
    if chart.kind != LINES:
        plot.gap_width = 55
        plot.overlap = 100 if chart.kind == STACKED else -5
    for own, series in zip(plot.series, chart.series, strict=True):
        _line(own, series, chart.told or chart.shape) if chart.kind == LINES else _bar(own, series, chart)
    _told_language(native)


def _axes(native: Native, chart: Chart) -> None:
    values, names = native.value_axis, native.category_axis
    values.minimum_scale, values.maximum_scale = 0, chart.top
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(LIGHT)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.shape, False
    names.format.line.color.rgb = RGBColor.from_string(MUTED)
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.kind == BARS:
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _line(own, series: Series, told: str) -> None:
    own.smooth = False
    line = own.format.line
    line.color.rgb, line.width = RGBColor.from_string(series.colour), Pt(series.width)
    if series.dashed:
        line.dash_style = MSO_LINE.DASH
    own.marker.style = XL_MARKER_STYLE.NONE
    if series.last is not None and sum(v is not None for v in series.values) == 1:
        own.marker.style, own.marker.size = XL_MARKER_STYLE.CIRCLE, 7
        own.marker.format.fill.solid()
        own.marker.format.fill.fore_color.rgb = RGBColor.from_string(series.colour)
    if series.told and series.last is not None:
        _label(own, series, told)


def _label(own, series: Series, told: str) -> None:
    """The last value of a line, above its end."""
    label = own.points[series.last].data_label
    label.font.bold, label.font.color.rgb = True, RGBColor.from_string(series.colour)
    made = label._dLbl
    for tag in ("c:showLegendKey", "c:showSerName", "c:showCatName", "c:showPercent", "c:showBubbleSize"):
        found = made.find(qn(tag))
        if found is not None:
            found.set("val", "0")
    made.find(qn("c:showVal")).set("val", "1")
    shape = etree.Element(qn("c:numFmt"))
    shape.set("formatCode", told)
    shape.set("sourceLinked", "0")
    made.find(qn("c:idx")).addnext(shape)


def _bar(own, series: Series, chart: Chart) -> None:
    own.format.fill.solid()
    own.format.fill.fore_color.rgb = RGBColor.from_string(series.colour)
    own.invert_if_negative = False
    if series.told:
        labels = own.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.shape, False


def _told_language(native: Native) -> None:
    """Dutch, and no rounded corners."""
    space = native._chartSpace
    for tag, value in (("c:roundedCorners", "0"), ("c:lang", LANGUAGE)):
        for old in space.findall(qn(tag)):
            space.remove(old)
        made = etree.SubElement(space, qn(tag))
        made.set("val", value)
        space.remove(made)
        at = 1 if space.find(qn("c:date1904")) is not None else 0
        space.insert(at, made)
