"""Drawing the matrix: places one way, time the other, a cell for each place and reporting period. Geometry only, no counting.

Time runs across, with cells as wide as their period. Where a narrow drawing would leave no room for that it runs down, so
that rows can be read with a thumb: the same marks, turned.
"""

from __future__ import annotations

import math
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
NEAR = 240
"""Columns of up to so many px are seen with their heads; longer ones have their names at the foot, too."""
RUN = 600
"""Names of columns are repeated after at most about so many px, lest they are off the screen of a telephone."""


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
    """Where lanes and weeks lie, in px from the start of their axis; `down`: time runs down.

    What lies behind one of the `breaks` of the axis is moved on by `gap` px for each: there stand the names of lanes.
    """

    lanes: tuple[tuple[float, float], ...]
    axis: TimeAxis
    down: bool
    breaks: tuple[float, ...] = ()
    gap: float = 0

    @property
    def breadth(self) -> float:
        """How far the lanes reach."""
        return self.lanes[-1][1]

    def box(self, lanes: tuple[float, float], weeks: Sequence[Span]) -> tuple[float, float, float, float]:
        """The corners of a stretch of weeks on a stretch of lanes, a little apart from what lies beside it."""
        start = self.moved(self.axis.x(weeks[0].start))
        times = start + 0.5, start + self.axis.width_of(weeks[0].start, weeks[-1].end) - 0.5
        (x, x2), (y, y2) = (lanes, times) if self.down else (times, lanes)
        return round(x, 2), round(y, 2), round(x2, 2), round(y2, 2)

    @property
    def runs(self) -> list[tuple[float, float]]:
        """Where time runs without a break, from px to px."""
        starts, ends = (0, *self.breaks), (*self.breaks, self.axis.width)
        return [
            (start + self.gap * number, end + self.gap * number)
            for number, (start, end) in enumerate(zip(starts, ends, strict=True))
        ]

    def moved(self, at: float) -> float:
        """Where a point of the axis lies, breaks included."""
        return at + self.gap * sum(at >= place for place in self.breaks)

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
    axis = TimeAxis(plot.weeks[0].start, plot.weeks[-1].end, high)
    grid = _Grid(lanes, axis, down=True, breaks=_breaks(plot, axis), gap=top)
    deep = round(grid.runs[-1][1])
    sheet = Sheet("quantity", Frame(wide, deep, left, width - left - wide, top, top if high > NEAR else 6), (0, wide), (0, deep))
    _names(sheet, plot, grid, heads)
    for y, lines in labels:
        sheet.text(-8, grid.moved(y) - theme.LINE * (len(lines) - 1) / 2, lines, "right", "middle", "muted")
    for y in time_axis(plot.weeks, plot.weeks[0].start, plot.weeks[-1].end, high).ticks:
        sheet.line(-left, grid.moved(y), wide, grid.moved(y), "grid")
    _marks(sheet, plot, grid)
    return sheet


def _names(sheet: Sheet, plot: MatrixPlot, grid: _Grid, heads: Sequence[str]) -> None:
    """The names of columns above each run of weeks, and below the last of what is too long to be seen with them."""
    foot = grid.runs[-1][1]
    for lane, head, (start, end) in zip(plot.lanes, heads, grid.lanes, strict=True):
        middle, role = (start + end) / 2, "muted" if lane.apart else "text"
        for top, bottom in grid.runs:
            sheet.line(end + 1, top, end + 1, bottom, "grid")
            sheet.text(middle, top - 8, head, "left", "middle", role, upward=True)
        if grid.axis.width > NEAR:
            sheet.text(middle, foot + 8, head, "right", "middle", role, upward=True)


def _breaks(plot: MatrixPlot, axis: TimeAxis) -> tuple[float, ...]:
    """Where the names are repeated: at starts of weeks, in about even runs, never within weeks without a report."""
    within = {week for blank in plot.blanks for week in range(blank.first + 1, blank.last + 1)}
    starts = [axis.x(week.start) for index, week in enumerate(plot.weeks) if index and index not in within]
    number = math.ceil(axis.width / RUN)
    wanted = [axis.width * part / number for part in range(1, number)] if starts else []
    return tuple(sorted({min(starts, key=lambda start: abs(start - at)) for at in wanted}))


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
