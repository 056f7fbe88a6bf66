"""The time axis: where days stand, and which of them are named. Also boxes, to see whether labels collide.

Pure geometry in px from the left of the plot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.charts import theme
from dateline.charts.canvas import Sheet
from dateline.charts.wording import short_month, short_period, short_range
from dateline.model import Period

TICK = 5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px; `top` is smaller than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


def overlaps(one: Box, two: Box) -> bool:
    """Whether two boxes share some area."""
    return one.left < two.right and two.left < one.right and one.top < two.bottom and two.top < one.bottom


def clear_of(box: Box, others: Iterable[Box]) -> bool:
    """Whether a box shares no area with any other."""
    return not any(overlaps(box, other) for other in others)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """Lines of text centred at `x` px."""

    x: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days from `start` to `end` over `width` px, with ticks (px) and labels; `baseline` is its y in the plot."""

    start: dt.date
    end: dt.date
    width: float
    ticks: tuple[float, ...] = ()
    labels: tuple[AxisLabel, ...] = ()
    baseline: float = 0

    @property
    def height(self) -> int:
        """How much room ticks and labels take below the baseline, in px."""
        return TICK + 3 + theme.LINE * max((len(label.lines) for label in self.labels), default=1)

    def at(self, baseline: float) -> TimeAxis:
        """The same axis at another height."""
        return replace(self, baseline=baseline)

    def x(self, day: dt.date) -> float:
        """Where a day begins."""
        return self.width * (day - self.start).days / ((self.end - self.start).days + 1)

    def width_of(self, start: dt.date, end: dt.date) -> float:
        """How wide the days from `start` to `end` are."""
        return self.x(end + dt.timedelta(1)) - self.x(start)

    def middle(self, start: dt.date, end: dt.date) -> float:
        return self.x(start) + self.width_of(start, end) / 2

    def draw(self, sheet: Sheet) -> None:
        """Put ticks and labels on a sheet."""
        for x in self.ticks:
            sheet.line(x, self.baseline, x, self.baseline + TICK, "axis")
        for label in self.labels:
            sheet.text(label.x, self.baseline + TICK + 3, label.lines, "center", "top", "muted")


def time_axis(spans: Sequence[Span], start: dt.date, end: dt.date, width: float) -> TimeAxis:
    """An axis that names every span if they all find room, else months. `spans` are in order."""
    bare = TimeAxis(start, end, width)
    labels = _span_labels(bare, spans)
    if labels:
        return replace(bare, labels=labels)
    return replace(bare, ticks=tuple(_month_ticks(bare)), labels=tuple(_month_labels(bare)))


def _span_labels(axis: TimeAxis, spans: Sequence[Span]) -> tuple[AxisLabel, ...]:
    for lines_of in (lambda period: (short_range(period),), short_period):
        texts = [lines_of(Period(span.start, span.end)) for span in spans]
        room = [axis.width_of(span.start, span.end) - 4 for span in spans]
        if all(max(map(theme.text_width, lines)) <= width for lines, width in zip(texts, room, strict=True)):
            return tuple(
                AxisLabel(axis.middle(span.start, span.end), (*lines, *year))
                for span, lines, year in zip(spans, texts, _new_years(span.end.year for span in spans), strict=True)
            )
    return ()


def _new_years(years: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """The year as a further line wherever it differs from the one before."""
    last: int | None = None
    for year in years:
        yield () if year == last else (str(year),)
        last = year


def _months(axis: TimeAxis) -> Iterator[tuple[dt.date, float, float]]:
    """Every month that the axis touches: its first day, and the px where its visible part begins and ends."""
    month = axis.start.replace(day=1)
    while month <= axis.end:
        after = (month.replace(day=28) + dt.timedelta(4)).replace(day=1)
        yield month, max(0.0, axis.x(month)), min(axis.width, axis.x(after))
        month = after


def _month_ticks(axis: TimeAxis) -> Iterator[float]:
    return (axis.x(month) for month, _, _ in _months(axis) if month >= axis.start)


def _month_labels(axis: TimeAxis) -> Iterator[AxisLabel]:
    days = (axis.end - axis.start).days + 1
    per_month = axis.width * 30.4 / days
    step = next((step for step in (1, 2, 3, 6) if step * per_month >= theme.text_width("May") + 8), 12)
    last: int | None = None
    for month, left, right in _months(axis):
        named = short_month(month)
        if (month.month - 1) % step or right - left < min(theme.text_width(named), per_month * 0.9):
            continue
        yield AxisLabel((left + right) / 2, (named,) if month.year == last else (named, str(month.year)))
        last = month.year


def value_label(value: float) -> str:
    """A value of an axis: `0`, `0.5`, `1,500`."""
    return f"{value:,.10f}".rstrip("0").rstrip(".")
