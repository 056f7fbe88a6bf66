"""What stands beneath a map: the sizes of its circles, its scale, whose base map it is, and bars for what is not on it.

Layout only, in px from the top left of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.charts import theme
from dateline.charts.geometry import Radius, path, round_values
from dateline.charts.map_sheet import MapSheet
from dateline.charts.visible import stretches

THICK = 14
GAP = 8
KILOMETRES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
LOWEST = 44
"""How high the strip with sizes and scale is at least, in px."""


@dataclass(frozen=True, slots=True)
class MapBar:
    """A bar beneath the map: what is not on it, and for comparison what is.

    `label` are the words of its mark; `possible` those of the second, lighter mark of a bar that has both.
    """

    name: str
    low: int
    named: int
    role: str
    shown: str
    label: str
    possible: str

    @property
    def marks(self) -> int:
        return max(1, (self.low > 0) + (self.named > 0))


@dataclass(frozen=True)
class Foot:
    """The foot of a map that ends at `top`. `most` is the largest number on it, `km` the px of a kilometre.

    `units` is the measure's noun for one and for many.
    """

    width: int
    top: float
    radius: Radius
    most: int
    km: float
    units: tuple[str, str]
    credit: str
    bars: tuple[MapBar, ...]

    @property
    def height(self) -> float:
        """How high all of it is."""
        return self.strip + sum(high for _, _, high in self._bar_lines())

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The numbers of the legend of sizes whose labels do not touch, the largest first."""
        chosen: list[int] = []
        for value in reversed(round_values(self.most)):
            if not chosen or 2 * (self.radius(chosen[-1]) - self.radius(value)) >= theme.LINE - 1:
                chosen.append(value)
        return tuple(chosen)

    @property
    def strip(self) -> float:
        """How high the strip with sizes and scale is."""
        return max(2 * self.radius(self.sizes[0]) + 14, LOWEST) if self.sizes else LOWEST

    def draw(self, sheet: MapSheet) -> None:
        """Sizes, scale and credit, bars."""
        if self.sizes:
            self._sizes(sheet)
        self._scale(sheet)
        self._bars(sheet)

    def _sizes(self, sheet: MapSheet) -> None:
        """Circles of round numbers, one in another, with what they stand for."""
        widest = self.radius(self.sizes[0])
        bottom = self.top + self.strip - 5
        for value in self.sizes:
            radius = self.radius(value)
            top = bottom - 2 * radius
            sheet.ring(widest + 2, bottom - radius, radius)
            sheet.line(path([[(widest + 2, top), (2 * widest + 10, top)]]), "axis")
            sheet.text(2 * widest + 13, max(top, self.top + 8), self._size_text(value), role="muted")

    def _size_text(self, value: int) -> str:
        """A number of the legend; the largest says of what."""
        noun = self.units[0 if value == 1 else 1]
        return f"{value:,} {noun}" if value == self.sizes[0] else f"{value:,}"

    def _scale(self, sheet: MapSheet) -> None:
        """A bar of round kilometres, and whose map it is."""
        room = self.width * 0.25
        km = max((km for km in KILOMETRES if km * self.km <= room), default=KILOMETRES[0])
        end, y = self.width - 2, self.top + 9
        start = end - km * self.km
        sheet.line(path([[(start, y - 3), (start, y + 3)], [(start, y), (end, y)], [(end, y - 3), (end, y + 3)]]), "axis")
        sheet.text(start - 5, y, f"{km:,} km", "right", role="muted")
        sheet.text(end, y + 17, theme.shortened(f"Base map: {self.credit}", self.width * 0.6), "right", role="muted")

    def _bar_lines(self) -> Iterator[tuple[MapBar, tuple[str, ...], float]]:
        """The bars with their names in lines, and how high each is."""
        for bar in self.bars:
            lines = theme.wrap(bar.name, self._names + 1)
            yield bar, lines, max(THICK, theme.LINE * len(lines)) + GAP

    @cached_property
    def _names(self) -> float:
        """How wide the column of names is."""
        return min(max((theme.text_width(bar.name) for bar in self.bars), default=0), self.width * 0.38)

    def _bars(self, sheet: MapSheet) -> None:
        left = self._names + GAP
        values = max((theme.text_width(bar.shown, bold=True) for bar in self.bars), default=0)
        most = max((bar.low + bar.named for bar in self.bars), default=0) or 1
        unit = (self.width - left - values - 10) / most
        y = self.top + self.strip
        for bar, lines, high in self._bar_lines():
            middle = y + high / 2
            sheet.text(left - GAP, middle - theme.LINE * (len(lines) - 1) / 2, lines, "right")
            _bar(sheet, bar, left, middle, unit)
            sheet.text(left + max(2, unit * (bar.low + bar.named)) + 6, middle, bar.shown, bold=True)
            y += high


def _bar(sheet: MapSheet, bar: MapBar, left: float, middle: float, unit: float) -> None:
    """The marks of a bar: solid for what is certain, light for what is possible, a stroke where nothing is known."""
    upper, lower = round(middle - THICK / 2, 1), round(middle + THICK / 2, 1)
    parts = [(amount, light) for amount, light in ((bar.low, False), (bar.named, True)) if amount]
    for (_, light), (start, end) in zip(parts, stretches([amount for amount, _ in parts], unit), strict=True):
        box = (round(left + unit * start, 1), upper, round(left + unit * end, 1), lower)
        sheet.bar(box, bar.role, bar.possible if light else bar.label, light=light)
    if not bar.low + bar.named:
        sheet.bar((left, upper, left + 2, lower), bar.role, bar.label)
