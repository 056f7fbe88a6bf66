"""Drawing the coverage chart: a bar for each report or month, itemised part solid, the rest of its total hatched.

Geometry only: no counting, no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.charts import theme
from dateline.charts.canvas import Frame, Sheet
from dateline.charts.visible import stretches

THICK = 16
GAP = 10
ARROW = 14
"""How much room the sign for `at least` takes at the end of a bar, in px."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its look (`hatch`: not itemised; `light`: possible), its colour role, how much it counts, its words."""

    look: str
    role: str
    amount: int
    label: str


@dataclass(frozen=True, slots=True)
class CoverageBar:
    """A row: its name and a second line below it, its parts, the text at its end; `words` are those of a bar that is zero.

    `least`: there may be more. A row without `words` and parts has no mark: nobody reported then, or gave no number.
    """

    name: str
    beside: str
    parts: tuple[Part, ...]
    shown: str
    words: str = ""
    least: bool = False

    @property
    def amount(self) -> int:
        return sum(part.amount for part in self.parts)

    @property
    def marks(self) -> int:
        return len(self.parts) or bool(self.words)


@dataclass(frozen=True, slots=True)
class CoveragePlot:
    """All that the drawing needs, in the order of time."""

    bars: tuple[CoverageBar, ...]

    @property
    def marks(self) -> int:
        """How many marks with a description are drawn."""
        return sum(bar.marks for bar in self.bars)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with its place in the drawing: the lines of its name, those below it, and the y of its middle."""

    bar: CoverageBar
    name: tuple[str, ...]
    beside: tuple[str, ...]
    middle: float


def draw_coverage(plot: CoveragePlot, width: int) -> Sheet:
    """The chart, `width` px wide: names to the left of the bars, or above them where bars would have too little room."""
    return _side_by_side(plot, width) if width >= 500 else _stacked(plot, width)


def _most(plot: CoveragePlot) -> int:
    return max((bar.amount for bar in plot.bars), default=0) or 1


def _side_by_side(plot: CoveragePlot, width: int) -> Sheet:
    longest = max((theme.text_width(text) for bar in plot.bars for text in (bar.name, bar.beside)), default=0)
    names = min(longest, width * 0.36)
    lines = list(_lines(plot, names))
    height = round(lines[-1].middle + _height(lines[-1]) / 2) if lines else 10
    left = round(names) + 12
    frame = Frame(width - left - _room_right(plot), height, left, _room_right(plot), 4, 4)
    sheet = Sheet("quantity", frame, (0, _most(plot)), (0, height))
    for line in lines:
        top = line.middle - theme.LINE * (len(line.name) + len(line.beside) - 1) / 2
        sheet.text(-8, top, line.name, "right", "middle", "text" if line.bar.marks else "muted")
        if line.beside:
            sheet.text(-8, top + theme.LINE * len(line.name), line.beside, "right", "middle", "muted")
        _bar(sheet, line.bar, line.middle)
        _shown(sheet, line.bar, frame.width * line.bar.amount / _most(plot), line.middle)
    sheet.line(0, 0, 0, height, "axis")
    return sheet


def _room_right(plot: CoveragePlot) -> int:
    widths = (theme.text_width(bar.shown, bold=bool(bar.parts)) + (ARROW if bar.least else 0) for bar in plot.bars)
    return round(max(widths, default=0)) + 12


def _lines(plot: CoveragePlot, names: float) -> Iterator[_Line]:
    y = 0.0
    for bar in plot.bars:
        beside = theme.wrap(bar.beside, names + 1) if bar.beside else ()
        line = _Line(bar, theme.wrap(bar.name, names + 1), beside, 0)
        high = _height(line)
        yield _Line(bar, line.name, beside, y + high / 2)
        y += high


def _height(line: _Line) -> float:
    return max(THICK, theme.LINE * (len(line.name) + len(line.beside))) + GAP


def _stacked(plot: CoveragePlot, width: int) -> Sheet:
    """Each row a line of text with its bar below it; days without a report, a line alone."""
    tops = [0]
    for bar in plot.bars:
        tops.append(tops[-1] + theme.LINE + (THICK + 4 if bar.marks else 0) + GAP)
    frame = Frame(width - 8 - ARROW, tops[-1], 4, 4 + ARROW, 4, 4)
    sheet = Sheet("quantity", frame, (0, _most(plot)), (0, tops[-1]))
    for bar, top in zip(plot.bars, tops, strict=False):
        _heading(sheet, bar, top + theme.LINE / 2, width - 8)
        middle = top + theme.LINE + 4 + THICK / 2
        _bar(sheet, bar, middle)
        if bar.marks:
            sheet.line(0, middle - THICK / 2, 0, middle + THICK / 2, "axis")
    return sheet


def _heading(sheet: Sheet, bar: CoverageBar, y: float, wide: float) -> None:
    role = "text" if bar.marks else "muted"
    taken = theme.text_width(bar.shown, bold=bool(bar.parts)) + 10
    name = theme.shortened(bar.name, wide - taken)
    sheet.text(0, y, name, "left", "middle", role)
    left = theme.text_width(name) + 10
    if bar.beside and left + 40 < wide - taken:
        sheet.text(left, y, theme.shortened(bar.beside, wide - taken - left), "left", "middle", "muted")
    sheet.text(wide, y, bar.shown, "right", "middle", role, bold=bool(bar.parts))


def _bar(sheet: Sheet, bar: CoverageBar, y: float) -> None:
    at = 0.0
    ends = stretches([part.amount for part in bar.parts], sheet.frame.width / sheet.domains["x_last"])
    for part, (start, at) in zip(bar.parts, ends, strict=True):
        _part(sheet, part, (round(start, 4), y - THICK / 2, round(at, 4), y + THICK / 2))
    if bar.words and not bar.parts:
        sheet.bar((0, y - THICK / 2, 0, y + THICK / 2), "text", bar.words, thick=2)
    if bar.least:
        end = sheet.frame.width * at / sheet.domains["x_last"]
        sheet.arrow(end + 10, y, 12, sideways=True)


def _shown(sheet: Sheet, bar: CoverageBar, end: float, y: float) -> None:
    role = "text" if bar.marks else "muted"
    sheet.text(end + 6 + (ARROW if bar.least else 0), y, bar.shown, "left", "middle", role, bold=bool(bar.parts))


def _part(sheet: Sheet, part: Part, box: tuple[float, float, float, float]) -> None:
    if part.look == "hatch":
        sheet.hatched(box, part.label)
    else:
        sheet.bar(box, part.role, part.label, light=part.look == "light")
