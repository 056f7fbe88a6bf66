"""The names at the left of bars that stand one below the other: wrapped, and with a rule above the first that is apart.

Geometry only. What the bars are is the business of each chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dateline.charts import theme
from dateline.charts.canvas import Sheet

THICK = 16
"""How thick a bar is, in px."""
APART = 10
"""How much further down the first bar is that stands apart, in px."""


class Named(Protocol):
    """A bar with a name. `apart`: it stands below a rule, since it is none of what is ranked (the others, what is not stated)."""

    @property
    def name(self) -> str: ...

    @property
    def apart(self) -> bool: ...


B = TypeVar("B", bound=Named)


@dataclass(frozen=True, slots=True)
class NamedLine(Generic[B]):
    """A bar with its place in the drawing: the lines of its name, the y of its middle, and of a rule above it."""

    bar: B
    name: tuple[str, ...]
    middle: float
    rule: float | None


def names_width(bars: Sequence[Named], most: float) -> float:
    """How wide the names are, in px, `most` at the most."""
    return min(max((theme.text_width(bar.name) for bar in bars), default=0), most)


def named_lines(bars: Sequence[B], names: float, gap: float) -> Iterator[NamedLine[B]]:
    """The bars from the top down, with names as wide as `names` and `gap` px between them."""
    y = 0.0
    before = False
    for bar in bars:
        rule = y + APART / 2 - 1 if bar.apart and not before and y else None
        y += APART if rule is not None else 0
        before = bar.apart
        name = theme.wrap(bar.name, names + 1)
        high = max(THICK, len(name) * theme.LINE) + gap
        yield NamedLine(bar, name, y + high / 2, rule)
        y += high


def bottom_of(lines: Sequence[NamedLine[B]]) -> int:
    """Where the last bar ends, with a little room, in px; 0 without any."""
    return round(lines[-1].middle + THICK / 2 + 4) if lines else 0


def draw_name(sheet: Sheet, line: NamedLine[B]) -> None:
    """The name of a bar, and the rule above it if there is one."""
    if line.rule is not None:
        sheet.line(-sheet.frame.left, line.rule, sheet.frame.width, line.rule, "grid")
    top = line.middle - theme.LINE * (len(line.name) - 1) / 2
    sheet.text(-8, top, line.name, "right", "middle", "muted" if line.bar.apart else "text")
