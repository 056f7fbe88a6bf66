"""Drawing the categories chart: a bar for each kind, stacked by effect, and below them how much comes without a list.

Geometry only. The strip at the foot has a scale of its own, since it counts strikes and the bars count targets; it spans the
whole drawing so that nobody reads one against the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.canvas import Frame, Sheet
from dateline.charts.names_plot import THICK, NamedLine, bottom_of, draw_name, named_lines, names_width
from dateline.charts.visible import stretches

GAP = 9
STRIP = 14


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its colour role, how much it counts, whether it is only possible, and its words."""

    role: str
    amount: int
    light: bool
    label: str


@dataclass(frozen=True, slots=True)
class KindBar:
    """A kind: its name, its parts, the count at its end. `least`: it is named somewhere without a number; `apart`: the others."""

    name: str
    segments: tuple[Segment, ...]
    shown: str
    least: bool = False
    apart: bool = False

    @property
    def amount(self) -> int:
        return sum(segment.amount for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Strip:
    """How many events come with a list and how many without, with a heading and the words for both."""

    heading: str
    listed: int
    unlisted: int
    listed_label: str
    unlisted_label: str

    @property
    def marks(self) -> int:
        return (self.listed > 0) + (self.unlisted > 0)


@dataclass(frozen=True, slots=True)
class CategoriesPlot:
    """All that the drawing needs, in the order of the rows."""

    bars: tuple[KindBar, ...]
    strip: Strip | None

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return sum(len(bar.segments) for bar in self.bars) + (self.strip.marks if self.strip else 0)


def draw_categories(plot: CategoriesPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    names = names_width(plot.bars, width * 0.38)
    lines = list(named_lines(plot.bars, names, GAP))
    bottom = bottom_of(lines)
    left = round(names) + 12 if lines else 0
    right = round(max((theme.text_width(bar.shown, bold=True) for bar in plot.bars), default=0)) + 26
    foot = _foot(plot, width)
    frame = Frame(width - left - right, bottom + foot, left, right, 4, 4)
    most = max((bar.amount for bar in plot.bars), default=0) or 1
    sheet = Sheet("quantity", frame, (0, most), (0, frame.height))
    for line in lines:
        _row(sheet, line, frame.width / most)
    if lines:
        sheet.line(0, 0, 0, bottom, "axis")
    if plot.strip:
        _strip(sheet, plot.strip, bottom, most)
    return sheet


def _row(sheet: Sheet, line: NamedLine[KindBar], per_unit: float) -> None:
    bar, y = line.bar, line.middle
    draw_name(sheet, line)
    end = 0.0
    ends = stretches([segment.amount for segment in bar.segments], per_unit)
    for segment, (start, stop) in zip(bar.segments, ends, strict=True):
        box = (start, y - THICK / 2, stop, y + THICK / 2)
        sheet.bar(box, segment.role, segment.label, light=segment.light)
        _number(sheet, bar, segment, (start * per_unit, (stop - start) * per_unit, y))
        end = per_unit * stop
    if bar.least:
        sheet.arrow(end + 10, y, 12, sideways=True)
    sheet.text(end + (20 if bar.least else 6), y, bar.shown, "left", "middle", bold=True)


def _number(sheet: Sheet, bar: KindBar, segment: Segment, place: tuple[float, float, float]) -> None:
    """The number of a part, where a bar has more than one and the part has room."""
    start, wide, y = place
    shown = f"{segment.amount:,}"
    if len(bar.segments) > 1 and not segment.light and wide >= theme.text_width(shown, bold=True) + 8:
        sheet.text(start + wide / 2, y, shown, role=theme.on(segment.role), bold=True)


def _foot(plot: CategoriesPlot, width: int) -> int:
    if plot.strip is None:
        return 0
    heading = theme.wrap(plot.strip.heading, width - 8, lines=3)
    return 16 + theme.LINE * len(heading) + 6 + STRIP + 2


def _strip(sheet: Sheet, strip: Strip, bottom: float, most: int) -> None:
    frame = sheet.frame
    whole = frame.left + frame.width + frame.right - 4
    heading = theme.wrap(strip.heading, whole - 4, lines=3)
    sheet.line(-frame.left, bottom + 7, whole - frame.left, bottom + 7, "grid")
    sheet.text(-frame.left, bottom + 16, heading, "left", "top", "text")
    top = bottom + 16 + theme.LINE * len(heading) + 6
    per_event = whole / (strip.listed + strip.unlisted) * most / frame.width
    start = -frame.left * most / frame.width
    found = [amount * per_event for amount in (strip.listed, strip.unlisted) if amount]
    ends = [(start + low, start + high) for low, high in stretches(found, frame.width / most)]
    if strip.listed:
        sheet.bar((ends[0][0], top, ends[0][1], top + STRIP), "muted", strip.listed_label)
    if strip.unlisted:
        sheet.hatched((ends[-1][0], top, ends[-1][1], top + STRIP), strip.unlisted_label)
