"""What the weekly chart is drawn from: bars, their parts, gaps and notes, as plain data; and where they stand once laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.charts.axes import Box, TimeAxis
from dateline.charts.canvas import Frame
from dateline.charts.notes import TimeNote
from dateline.charts.notes_plot import NoteLabel


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
    """One reporting period with a report; no segments: zero. `least` adds the arrow.

    `shown` is its number in two lengths, for where there is room and for where there is little.
    """

    start: dt.date
    end: dt.date
    segments: tuple[Segment, ...]
    shown: tuple[str, str]
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
    notes: tuple[TimeNote, ...] = ()

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return len(self.gaps) + sum(max(1, len(bar.segments)) for bar in self.bars)

    def height(self, bar: Bar) -> float:
        """How high a bar is, in units of the value axis."""
        return bar.amount / bar.days if self.per_day else bar.amount

    def stacked(self, bar: Bar) -> Iterator[tuple[Segment, float, float]]:
        """The parts of a bar from below, each with where it begins and ends, in units of the value axis."""
        scale = 1 / bar.days if self.per_day else 1.0
        base = 0
        for segment in bar.segments:
            yield segment, base * scale, (base + segment.amount) * scale
            base += segment.amount


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: the frame, the time axis, the values of the grid, whether the grid is drawn, and the notes."""

    frame: Frame
    axis: TimeAxis
    values: tuple[float, ...]
    has_grid: bool
    notes: tuple[NoteLabel, ...]

    @property
    def top_value(self) -> float:
        return self.values[-1]

    def y(self, value: float) -> float:
        return self.frame.height * (1 - value / self.top_value)

    def value_of(self, pixels: float) -> float:
        """So many px of height, in units of the value axis."""
        return pixels * self.top_value / self.frame.height

    def column(self, start: dt.date, end: dt.date, top: float) -> Box:
        """What lies between the beginning of one day and the end of another, from `top` down to the axis."""
        return Box(self.axis.x(start), top, self.axis.x(end + dt.timedelta(1)), self.frame.height)
