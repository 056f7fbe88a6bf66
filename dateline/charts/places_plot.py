"""Drawing the places chart: one bar a row, certain part solid, possible part lighter, the count at its end. Geometry only."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.canvas import Frame, Sheet
from dateline.charts.names_plot import THICK, NamedLine, bottom_of, draw_name, named_lines, names_width
from dateline.charts.visible import THIN

GAP = 10


@dataclass(frozen=True, slots=True)
class PlaceBar:
    """A row: its name, what is certain and what is possible besides, its colour role, the label at its end.

    `label` are the words of its mark; `possible` those of the second, lighter mark of a bar that has both.

    `apart`: it stands below a rule, since it is no place (other places, place not stated). `hatched`: nobody stated where.
    """

    name: str
    low: int
    named: int
    role: str
    shown: str
    label: str
    possible: str
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


def draw_places(plot: PlacesPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    names = names_width(plot.bars, width * 0.36)
    lines = list(named_lines(plot.bars, names, GAP))
    height = bottom_of(lines) or 10
    left = round(names) + 12
    right = round(max((theme.text_width(bar.shown, bold=True) for bar in plot.bars), default=0)) + 14
    frame = Frame(width - left - right, height, left, right, 4, 4)
    most = max((bar.low + bar.named for bar in plot.bars), default=0) or 1
    sheet = Sheet("quantity", frame, (0, most), (0, height))
    for line in lines:
        _row(sheet, line, frame.width / most)
    sheet.line(0, 0, 0, height, "axis")
    return sheet


def _row(sheet: Sheet, line: NamedLine[PlaceBar], per_unit: float) -> None:
    bar, y = line.bar, line.middle
    draw_name(sheet, line)
    _marks(sheet, bar, y, THIN / per_unit)
    end = per_unit * (bar.low + bar.named)
    sheet.text(end + 6, y, bar.shown, "left", "middle", bold=True)


def _marks(sheet: Sheet, bar: PlaceBar, y: float, least: float) -> None:
    upper, lower = y - THICK / 2, y + THICK / 2
    # What is there is seen, even 1 beside 5,000: no part is thinner than a line.
    low = max(bar.low, least) if bar.low else 0.0
    if bar.low and bar.hatched:
        sheet.hatched((0, upper, low, lower), bar.label)
    elif bar.low:
        sheet.bar((0, upper, low, lower), bar.role, bar.label)
    if bar.named:
        sheet.bar((low, upper, max(bar.low + bar.named, low + least), lower), bar.role, bar.possible, light=True)
    if not bar.low + bar.named:
        sheet.bar((0, upper, 0, lower), "text", bar.label, thick=2)
