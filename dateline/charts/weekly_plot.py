"""Drawing the weekly chart: bars as wide as their period, on a time axis in UTC. Geometry only, no counting and no words.

A bar stands from the first day of its period to the end of the last. Where periods differ in length its height is the count
per day, so that its area is the count. Weeks without a report are hatched; an arrow above a bar says `at least`. Labels at
and in the bars are put by `weekly_labels`, notes above the plot by `notes_plot`.
"""

from __future__ import annotations

import datetime as dt

from dateline.charts import theme
from dateline.charts.axes import Span, time_axis, value_label
from dateline.charts.canvas import Frame, Sheet
from dateline.charts.notes_plot import draw_notes, note_labels
from dateline.charts.visible import THIN, stretches
from dateline.charts.weekly_labels import LEAST, draw_labels, names_beside
from dateline.charts.weekly_shapes import Bar, Gap, Layout, Segment, WeeklyPlot

__all__ = ["Bar", "Gap", "Segment", "WeeklyPlot", "draw_weekly"]

ROOM_ABOVE = 36
"""Above the highest bar: its number, and the arrow that says `at least`."""
GAP = 0.5
"""What the canvas leaves free at each side of a bar, in px."""
PARTING = 1.0
"""Between the parts of a bar, in px, so that they can be told apart without their colours."""


def draw_weekly(plot: WeeklyPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    layout = _layout(plot, width)
    sheet = Sheet(
        "time", layout.frame, (_milliseconds(plot.start), _milliseconds(plot.end + dt.timedelta(1))), (0, layout.top_value)
    )
    if layout.has_grid:
        _grid(sheet, layout)
    draw_notes(sheet, layout.notes, layout.frame.height)
    marks: list[Gap | Bar] = [*plot.gaps, *plot.bars]
    for mark in sorted(marks, key=lambda one: one.start):  # in time, as keys and screen readers walk them
        if isinstance(mark, Gap):
            sheet.hatched((_utc(mark.start), 0, _utc(mark.end + dt.timedelta(1)), layout.top_value), mark.label)
        else:
            _bar(sheet, plot, layout, mark)
    sheet.line(0, layout.frame.height, layout.frame.width, layout.frame.height, "axis")
    draw_labels(sheet, plot, layout)
    layout.axis.draw(sheet)
    return sheet


def _utc(day: dt.date) -> str:
    return f"{day}T00:00:00Z"


def _milliseconds(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days * 86_400_000


def _layout(plot: WeeklyPlot, width: int) -> Layout:
    wide = width >= 500
    highest = max((plot.height(bar) for bar in plot.bars), default=0)
    values = theme.ticks(highest, 5 if wide else 4)
    spans = [Span(bar.start, bar.end) for bar in plot.bars] + [Span(gap.start, gap.end) for gap in plot.gaps]
    has_grid = plot.per_day or len(spans) > (12 if wide else 6)
    left = 10 + max(round(theme.text_width(value_label(value))) for value in values) if has_grid else 2
    height = (250 if wide else 190) if len(plot.bars) > 2 else 180
    beside = names_beside(plot, height / values[-1]) if wide else 0
    # A single week must not fill the page: no day gets more than this.
    most = (16 if wide else 14) * ((plot.end - plot.start).days + 1)
    plot_width = min(width - left - 8 - beside, most)
    axis = time_axis(sorted(spans), plot.start, plot.end, plot_width)
    above = max(8, round(ROOM_ABOVE - height * (1 - highest / values[-1])))
    right = width - left - plot_width
    notes = note_labels(plot.notes, axis, (-left, plot_width + right - 2), -above)
    top = round(above if not notes else 2 - min(note.box.top for note in notes))
    frame = Frame(plot_width, height, left, right, top, axis.height + 8)
    return Layout(frame, axis.at(height), values, has_grid, notes)


def _grid(sheet: Sheet, layout: Layout) -> None:
    for value in layout.values:
        y = layout.y(value)
        if value:
            sheet.line(0, y, layout.frame.width, y, "grid")
        sheet.text(-8, y, value_label(value), "right", "middle", "muted")


def _sides(layout: Layout, bar: Bar) -> tuple[str, str]:
    """Where a bar begins and ends. Two days among five hundred would vanish between the gaps that part bars: they take them."""
    short = THIN + 2 * GAP - layout.axis.width_of(bar.start, bar.end)
    if short <= 0:
        return _utc(bar.start), _utc(bar.end + dt.timedelta(1))
    days = min(GAP, short / 2) / layout.axis.width_of(bar.start, bar.start)
    midnight = dt.datetime.combine(bar.start, dt.time())
    ends = midnight - dt.timedelta(days), midnight + dt.timedelta(bar.days + days)
    return f"{ends[0]:%Y-%m-%dT%H:%M:%SZ}", f"{ends[1]:%Y-%m-%dT%H:%M:%SZ}"


def _bar(sheet: Sheet, plot: WeeklyPlot, layout: Layout, bar: Bar) -> None:
    left, right = _sides(layout, bar)
    drawn = [(segment, high - low) for segment, low, high in plot.stacked(bar)]
    ends = stretches([amount for _, amount in drawn], 1 / layout.value_of(1))
    for (segment, _), (low, high) in zip(drawn, ends, strict=True):
        parting = (high - low) - layout.value_of(PARTING) > layout.value_of(2 * PARTING) and low > 0
        foot = low + (layout.value_of(PARTING) if parting else 0)
        sheet.bar((left, round(foot, 4), right, round(high, 4)), segment.role, segment.label, light=segment.light)
    if not bar.segments:
        sheet.bar((left, 0, right, 0), "text", bar.label, thick=2)
    if bar.least:
        sheet.arrow(layout.axis.middle(bar.start, bar.end), layout.y(plot.height(bar)) - 3 - LEAST / 2, LEAST)
