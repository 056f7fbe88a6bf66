"""Drawing the places chart: one bar a row, certain part solid, possible part lighter, the count at its end. Geometry only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.canvas import Frame, Sheet

THICK = 16
GAP = 10
APART = 10


@dataclass(frozen=True, slots=True)
class PlaceBar:
    """A row: its name, what is certain and what is possible besides, its colour role, the label at its end, its words.

    `apart`: it stands below a rule, since it is no place (other places, place not stated). `hatched`: nobody stated where.
    """

    name: str
    low: int
    named: int
    role: str
    shown: str
    label: str
    apart: bool = False
    hatched: bool = False

    @property
    def marks(self) -> int:
        return max(1, (self.low > 0) + (self.named > 0))


@dataclass(frozen=True, slots=True)
class PlacesPlot:
    """All that the drawing needs, in the order of the rows."""

    bars: tuple[PlaceBar, ...]

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return sum(bar.marks for bar in self.bars)


@dataclass(frozen=True, slots=True)
class _Line:
    """A bar with its place in the drawing: the lines of its name, and the y of its middle."""

    bar: PlaceBar
    name: tuple[str, ...]
    middle: float
    rule: float | None


def draw_places(plot: PlacesPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    names = min(max((theme.text_width(bar.name) for bar in plot.bars), default=0), width * 0.36)
    lines = list(_lines(plot, names))
    height = round(lines[-1].middle + THICK / 2 + 4) if lines else 10
    left = round(names) + 12
    right = round(max((theme.text_width(bar.shown, bold=True) for bar in plot.bars), default=0)) + 14
    frame = Frame(width - left - right, height, left, right, 4, 4)
    most = max((bar.low + bar.named for bar in plot.bars), default=0) or 1
    sheet = Sheet("quantity", frame, (0, most), (0, height))
    for line in lines:
        _row(sheet, line, frame.width / most)
    sheet.line(0, 0, 0, height, "axis")
    return sheet


def _lines(plot: PlacesPlot, names: float) -> Iterator[_Line]:
    y = 0.0
    before = False
    for bar in plot.bars:
        rule = None
        if bar.apart and not before and y:
            rule = y + APART / 2 - 1
            y += APART
        before = bar.apart
        name = theme.wrap(bar.name, names + 1)
        high = max(THICK, len(name) * theme.LINE) + GAP
        yield _Line(bar, name, y + high / 2, rule)
        y += high


def _row(sheet: Sheet, line: _Line, per_unit: float) -> None:
    bar, y = line.bar, line.middle
    if line.rule is not None:
        sheet.line(-sheet.frame.left, line.rule, sheet.frame.width, line.rule, "grid")
    top = y - theme.LINE * (len(line.name) - 1) / 2
    sheet.text(-8, top, line.name, "right", "middle", "muted" if bar.apart else "text")
    _marks(sheet, bar, y)
    end = per_unit * (bar.low + bar.named)
    sheet.text(end + 6, y, bar.shown, "left", "middle", bold=True)


def _marks(sheet: Sheet, bar: PlaceBar, y: float) -> None:
    upper, lower = y - THICK / 2, y + THICK / 2
    if bar.low and bar.hatched:
        sheet.hatched((0, upper, bar.low, lower), bar.label)
    elif bar.low:
        sheet.bar((0, upper, bar.low, lower), bar.role, bar.label)
    if bar.named:
        sheet.bar((bar.low, upper, bar.low + bar.named, lower), bar.role, bar.label, light=True)
    if not bar.low + bar.named:
        sheet.bar((0, upper, 0, lower), "text", bar.label, thick=2)
