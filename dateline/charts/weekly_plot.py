"""Drawing the weekly chart: bars as wide as their period, on a time axis in UTC. Geometry only, no counting and no words.

A bar stands from the first day of its period to the end of the last. Where periods differ in length its height is the count
per day, so that its area is the count. Weeks without a report are hatched; a roof above a bar says `at least`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.axes import Box, Span, TimeAxis, clear_of, time_axis, value_label
from dateline.charts.canvas import Frame, Sheet

ROOM_ABOVE = 30
LABEL = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its colour role, how much it counts, whether it is only possible, its name and its words."""

    role: str
    amount: int
    light: bool
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One reporting period with a report; no segments: zero. `shown` is the label at the bar, `least` adds the roof."""

    start: dt.date
    end: dt.date
    segments: tuple[Segment, ...]
    shown: str
    label: str
    least: bool

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def amount(self) -> int:
        return sum(segment.amount for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Gap:
    """One or more reporting periods in a row that no report covers, or gives a number for. `shown` is written into the band."""

    start: dt.date
    end: dt.date
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class WeeklyPlot:
    """All that the drawing needs. `per_day`: bars are as high as their count per day."""

    start: dt.date
    end: dt.date
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    per_day: bool

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return len(self.gaps) + sum(max(1, len(bar.segments)) for bar in self.bars)

    def height(self, bar: Bar) -> float:
        """How high a bar is, in units of the value axis."""
        return bar.amount / bar.days if self.per_day else bar.amount


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand: the frame, the time axis, the values of the grid, and whether the grid is drawn."""

    frame: Frame
    axis: TimeAxis
    values: tuple[float, ...]
    has_grid: bool

    @property
    def top_value(self) -> float:
        return self.values[-1]

    def y(self, value: float) -> float:
        return self.frame.height * (1 - value / self.top_value)


def draw_weekly(plot: WeeklyPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    layout = _layout(plot, width)
    sheet = Sheet(
        "time", layout.frame, (_milliseconds(plot.start), _milliseconds(plot.end + dt.timedelta(1))), (0, layout.top_value)
    )
    if layout.has_grid:
        _grid(sheet, layout)
    for gap in plot.gaps:
        sheet.hatched((_utc(gap.start), 0, _utc(gap.end + dt.timedelta(1)), layout.top_value), gap.label)
    for bar in plot.bars:
        _bar(sheet, plot, layout, bar)
    sheet.line(0, layout.frame.height, layout.frame.width, layout.frame.height, "axis")
    _bar_labels(sheet, plot, layout)
    _gap_label(sheet, plot, layout)
    layout.axis.draw(sheet)
    return sheet


def _utc(day: dt.date) -> str:
    return f"{day}T00:00:00Z"


def _milliseconds(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _layout(plot: WeeklyPlot, width: int) -> _Layout:
    wide = width >= 500
    highest = max((plot.height(bar) for bar in plot.bars), default=0)
    values = theme.ticks(highest, 5 if wide else 4)
    spans = [Span(bar.start, bar.end) for bar in plot.bars] + [Span(gap.start, gap.end) for gap in plot.gaps]
    days = (plot.end - plot.start).days + 1
    # A single week must not fill the page: no day gets more than this.
    most = (16 if wide else 14) * days
    has_grid = plot.per_day or len(spans) > (12 if wide else 6)
    left = 10 + max(round(theme.text_width(value_label(value))) for value in values) if has_grid else 2
    plot_width = min(width - left - 8, most)
    axis = time_axis(sorted(spans), plot.start, plot.end, plot_width)
    height = 250 if wide else 190
    height = height if len(plot.bars) > 2 else 180
    above = max(8, round(ROOM_ABOVE - height * (1 - highest / values[-1])))
    frame = Frame(plot_width, height, left, width - left - plot_width, above, axis.height + 8)
    return _Layout(frame, axis.at(height), values, has_grid)


def _grid(sheet: Sheet, layout: _Layout) -> None:
    for value in layout.values:
        y = layout.y(value)
        if value:
            sheet.line(0, y, layout.frame.width, y, "grid")
        sheet.text(-8, y, value_label(value), "right", "middle", "muted")


def _bar(sheet: Sheet, plot: WeeklyPlot, layout: _Layout, bar: Bar) -> None:
    left, right = _utc(bar.start), _utc(bar.end + dt.timedelta(1))
    scale = 1 / bar.days if plot.per_day else 1.0
    base = 0
    for segment in bar.segments:
        box = (left, round(base * scale, 4), right, round((base + segment.amount) * scale, 4))
        sheet.bar(box, segment.role, segment.label, light=segment.light)
        base += segment.amount
    if not bar.segments:
        sheet.bar((left, 0, right, 0), "text", bar.label, thick=2)
    if bar.least:
        x, width = layout.axis.middle(bar.start, bar.end), layout.axis.width_of(bar.start, bar.end)
        sheet.caret(x, layout.y(base * scale) - 6, max(3.5, min(10, width - 1)))


def _bar_labels(sheet: Sheet, plot: WeeklyPlot, layout: _Layout) -> None:
    """The counts above the bars, highest first, as far as they find room; and those of parts within them."""
    bodies, bands = [_body(plot, layout, bar) for bar in plot.bars], [_hatched(layout, gap) for gap in plot.gaps]
    taken = [*bodies, *bands]
    for index, bar in enumerate(sorted(plot.bars, key=lambda bar: (-plot.height(bar), bar.start))):
        box = _free_box(plot, layout, bar, taken, shifted=not index)
        if box is None and not index:
            # The highest bar gets its number even where only a hatched band is free.
            box = _free_box(plot, layout, bar, bodies, shifted=True)
            if box is not None:
                sheet.plate(box.left, box.top, box.right, box.bottom)
        if box is not None:
            taken.append(box)
            role = "text" if bar.segments else "muted"
            sheet.text((box.left + box.right) / 2, box.bottom, bar.shown, "center", "bottom", role, bold=bool(bar.segments))
    for bar in plot.bars:
        _part_labels(sheet, plot, layout, bar)


def _free_box(plot: WeeklyPlot, layout: _Layout, bar: Bar, taken: list[Box], *, shifted: bool) -> Box | None:
    """Where the count of a bar finds room: above it or, `shifted`, a little to its side; None if nowhere."""
    half = theme.text_width(bar.shown, bold=True) / 2 + 2
    bottom = layout.y(plot.height(bar)) - (13 if bar.least else 4)
    for shift in (0, half / 2, -half / 2, half, -half) if shifted else (0,):
        x = layout.axis.middle(bar.start, bar.end) + shift
        box = Box(x - half, bottom - LABEL, x + half, bottom)
        if box.left >= -layout.frame.left and box.right <= layout.frame.width + layout.frame.right and clear_of(box, taken):
            return box
    return None


def _body(plot: WeeklyPlot, layout: _Layout, bar: Bar) -> Box:
    top = layout.y(plot.height(bar)) - (11 if bar.least else 0)
    return Box(layout.axis.x(bar.start), top, layout.axis.x(bar.end + dt.timedelta(1)), layout.frame.height)


def _hatched(layout: _Layout, gap: Gap) -> Box:
    return Box(layout.axis.x(gap.start), 0, layout.axis.x(gap.end + dt.timedelta(1)), layout.frame.height)


def _part_labels(sheet: Sheet, plot: WeeklyPlot, layout: _Layout, bar: Bar) -> None:
    """The count of each part in the bar, or with its name beside it where the bar stands alone."""
    if len(bar.segments) < 2:
        return
    scale = 1 / bar.days if plot.per_day else 1.0
    width = layout.axis.width_of(bar.start, bar.end)
    alone = len(plot.bars) == 1 and not plot.gaps
    base = 0
    for segment in bar.segments:
        y = layout.y((base + segment.amount / 2) * scale)
        high = layout.y(0) - layout.y(segment.amount * scale)
        shown = f"{segment.amount:,}"
        if not segment.light and high >= LABEL and theme.text_width(shown, bold=True) + 6 <= width:
            x = layout.axis.middle(bar.start, bar.end)
            sheet.text(x, y, shown, "center", "middle", "on", bold=True)
        if alone and high >= LABEL:
            sheet.text(layout.axis.x(bar.end + dt.timedelta(1)) + 8, y, segment.name, "left", "middle", segment.role, bold=True)
        base += segment.amount


def _gap_label(sheet: Sheet, plot: WeeklyPlot, layout: _Layout) -> None:
    """`no report`, written into the widest hatched band if it fits; the key says it in any case."""
    if not plot.gaps:
        return
    gap = max(plot.gaps, key=lambda gap: ((gap.end - gap.start).days, -gap.start.toordinal()))
    width = layout.axis.width_of(gap.start, gap.end)
    x, y = layout.axis.middle(gap.start, gap.end), layout.frame.height / 2
    long = theme.text_width(gap.shown) + 10
    if width >= long:
        sheet.note(x, y, gap.shown)
    elif width >= theme.LINE + 8 and layout.frame.height > long:
        sheet.note(x, y, gap.shown, upward=True)
