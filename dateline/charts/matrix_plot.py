"""Drawing the matrix: places one way, time the other, a cell for each place and reporting period. Geometry only, no counting.

Time runs across, with cells as wide as their period. Where a narrow drawing would leave no room for that it runs down, so
that rows can be read with a thumb: the same marks, turned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.charts import theme
from dateline.charts.axes import Span, TimeAxis, time_axis
from dateline.charts.canvas import Frame, Sheet
from dateline.charts.wording import short_day, short_range
from dateline.model import Period

ROW = 26
"""How high the row of a place is, in px."""
APART = 8
"""The gap before what is no place, in px."""
MOSTLY = 0.8
"""Cells have their numbers where so many of them find room, or else none has."""
MOST = 76
"""A week across takes at most so many px."""
TALL, LOW = 22, 12
"""How high a week is where time runs down, in px: with a number in its cells, or without."""
TALL_WEEKS = 26
"""Up to so many weeks are tall; of more, no cell has room for its number."""
COLUMN = 52
"""How wide the column of a place is at most where time runs down, in px."""
HEADING = 118
"""How long the name at the head of such a column may be, in px."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What a place, the other places or the place not stated is called; `apart`: it is no place."""

    name: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What a period holds at a place. `possible`: nothing is certain; `zero`: known to be none, which has no number `shown`."""

    lane: int
    week: int
    kind: Literal["sure", "possible", "zero"]
    role: str
    shown: str
    label: str


@dataclass(frozen=True, slots=True)
class Blank:
    """Periods from `first` to `last` that no report covers, and the words for them."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class MatrixPlot:
    """All that the drawing needs: periods without a hole between them, lanes in order, cells and blanks."""

    weeks: tuple[Span, ...]
    lanes: tuple[Lane, ...]
    cells: tuple[Cell, ...]
    blanks: tuple[Blank, ...]

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return len(self.cells) + len(self.blanks)

    @property
    def days(self) -> int:
        return (self.weeks[-1].end - self.weeks[0].start).days + 1


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where lanes and weeks lie, in px from the start of their axis; `down`: time runs down."""

    lanes: tuple[tuple[float, float], ...]
    axis: TimeAxis
    down: bool

    @property
    def breadth(self) -> float:
        """How far the lanes reach."""
        return self.lanes[-1][1]

    def box(self, lanes: tuple[float, float], weeks: Sequence[Span]) -> tuple[float, float, float, float]:
        """The corners of a stretch of weeks on a stretch of lanes, a little apart from what lies beside it."""
        start = self.axis.x(weeks[0].start)
        times = start + 0.5, start + self.axis.width_of(weeks[0].start, weeks[-1].end) - 0.5
        (x, x2), (y, y2) = (lanes, times) if self.down else (times, lanes)
        return round(x, 2), round(y, 2), round(x2, 2), round(y2, 2)

    def cell(self, plot: MatrixPlot, cell: Cell) -> tuple[float, float, float, float]:
        """The corners of a cell."""
        return self.box(self.lanes[cell.lane], plot.weeks[cell.week : cell.week + 1])


def draw_matrix(plot: MatrixPlot, width: int) -> Sheet:
    """The chart, `width` px wide."""
    names = min(max(theme.text_width(lane.name) for lane in plot.lanes), width * 0.34)
    left = round(names) + 12
    grid = _across(plot, width, left)
    if width < 500 and len(plot.weeks) > 1 and not _has_numbers(plot, grid):
        return _drawn_down(plot, width)
    return _drawn_across(plot, grid, width, left)


def _has_numbers(plot: MatrixPlot, grid: _Grid) -> bool:
    """Whether most cells have room for their number; if not, none gets one, lest only some periods seem to have any."""
    counted = [cell for cell in plot.cells if cell.shown]
    return sum(_fits(cell, grid.cell(plot, cell)) for cell in counted) >= MOSTLY * len(counted)


def _fits(cell: Cell, box: tuple[float, float, float, float]) -> bool:
    x, y, x2, y2 = box
    return x2 - x >= theme.text_width(cell.shown) + 3 and y2 - y >= theme.LINE - 1


def _across(plot: MatrixPlot, width: int, left: int) -> _Grid:
    wide = min(width - left - 6, round(MOST * max(1.0, plot.days / 7)))
    lanes = tuple(_lanes(plot.lanes, ROW))
    axis = time_axis(plot.weeks, plot.weeks[0].start, plot.weeks[-1].end, wide).at(lanes[-1][1] + 4)
    return _Grid(lanes, axis, down=False)


def _drawn_across(plot: MatrixPlot, grid: _Grid, width: int, left: int) -> Sheet:
    axis, lanes = grid.axis, grid.lanes
    wide, height = round(axis.width), round(grid.breadth)
    sheet = Sheet("quantity", Frame(wide, height, left, width - left - wide, 4, axis.height + 10), (0, wide), (0, height))
    for x in axis.ticks:
        sheet.line(x, 0, x, height, "grid")
    for lane, (start, end) in zip(plot.lanes, lanes, strict=True):
        sheet.line(-left, end + 1, wide, end + 1, "grid")
        name = theme.wrap(lane.name, left - 11, lines=1)
        sheet.text(-8, (start + end) / 2, name, "right", "middle", "muted" if lane.apart else "text")
    _marks(sheet, plot, grid)
    axis.draw(sheet)
    return sheet


def _drawn_down(plot: MatrixPlot, width: int) -> Sheet:
    high = round(plot.days / 7 * (TALL if len(plot.weeks) <= TALL_WEEKS else LOW))
    labels = tuple(_week_labels(plot, high))
    left = round(max(theme.text_width(line) for _, lines in labels for line in lines)) + 14
    aparts = any(lane.apart for lane in plot.lanes)
    column = min(COLUMN, (width - left - 4 - APART * aparts) / len(plot.lanes))
    lanes = tuple(_lanes(plot.lanes, column))
    wide = round(lanes[-1][1])
    heads = [theme.shortened(lane.name, HEADING) for lane in plot.lanes]
    top = round(max(map(theme.text_width, heads))) + 12
    grid = _Grid(lanes, TimeAxis(plot.weeks[0].start, plot.weeks[-1].end, high), down=True)
    sheet = Sheet("quantity", Frame(wide, high, left, width - left - wide, top, 6), (0, wide), (0, high))
    for lane, head, (start, end) in zip(plot.lanes, heads, lanes, strict=True):
        sheet.line(end + 1, 0, end + 1, high, "grid")
        sheet.text((start + end) / 2, -8, head, "left", "middle", "muted" if lane.apart else "text", upward=True)
    for y, lines in labels:
        sheet.text(-8, y - theme.LINE * (len(lines) - 1) / 2, lines, "right", "middle", "muted")
    for y in time_axis(plot.weeks, plot.weeks[0].start, plot.weeks[-1].end, high).ticks:
        sheet.line(-left, y, wide, y, "grid")
    _marks(sheet, plot, grid)
    return sheet


def _lanes(lanes: Sequence[Lane], size: float) -> Iterator[tuple[float, float]]:
    """Where each lane begins and ends; what is no place stands a little apart."""
    at, before = 0.0, False
    for lane in lanes:
        at += APART if lane.apart and not before and at else 0
        before = lane.apart
        yield at + 1, at + size - 1
        at += size


def _week_labels(plot: MatrixPlot, high: float) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The y and the lines of the labels beside rows of weeks: each by its first day if there is room, else months."""
    axis = time_axis(plot.weeks, plot.weeks[0].start, plot.weeks[-1].end, high)
    if len(plot.weeks) > TALL_WEEKS:
        yield from ((label.x, label.lines) for label in axis.labels)
        return
    year: int | None = None
    for week in plot.weeks:
        period = Period(week.start, week.end)
        days = short_range(period) if axis.width_of(week.start, week.end) >= theme.LINE else short_day(week.start)
        new = week.end.year != year
        year = week.end.year
        yield axis.middle(week.start, week.end), (f"{days} {year}" if new else days,)


def _marks(sheet: Sheet, plot: MatrixPlot, grid: _Grid) -> None:
    for blank in plot.blanks:
        _blank(sheet, plot, grid, blank)
    numbers = _has_numbers(plot, grid)
    for cell in plot.cells:
        _cell(sheet, cell, grid.cell(plot, cell), number=numbers)


def _blank(sheet: Sheet, plot: MatrixPlot, grid: _Grid, blank: Blank) -> None:
    x, y, x2, y2 = grid.box((0, grid.breadth), plot.weeks[blank.first : blank.last + 1])
    sheet.hatched((x, y, x2, y2), blank.label)
    long = theme.text_width("no report") + 12
    if x2 - x >= long and y2 - y >= theme.LINE + 4:
        sheet.note((x + x2) / 2, (y + y2) / 2, "no report")
    elif x2 - x >= theme.LINE + 6 and y2 - y >= long:
        sheet.note((x + x2) / 2, (y + y2) / 2, "no report", upward=True)


def _cell(sheet: Sheet, cell: Cell, box: tuple[float, float, float, float], *, number: bool) -> None:
    x, y, x2, y2 = box
    middle = (x + x2) / 2, (y + y2) / 2
    if cell.kind == "zero":
        inset = min(6.0, (x2 - x) / 3)
        sheet.bar((x + inset, middle[1], x2 - inset, middle[1]), "axis", cell.label, thick=2)
        return
    sheet.bar(box, cell.role, cell.label, light=cell.kind == "possible")
    if number and _fits(cell, box):
        sheet.text(*middle, cell.shown, role="text" if cell.kind == "possible" else theme.on(cell.role))
