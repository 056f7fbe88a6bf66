"""A ramp: amounts cut into few steps of colour that a key can name.

Here belongs where the steps begin and how they read. Which colours they have is in `theme`; nothing is counted or drawn.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.charts import theme

_ROUND = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Ramp:
    """Steps by their lower bounds, in order, up to the `highest` amount.

    `whole`: the amounts are whole numbers, else counts per day.
    """

    bounds: tuple[float, ...]
    whole: bool
    highest: float

    @property
    def roles(self) -> tuple[str, ...]:
        """The colour roles of the steps: as far apart as their number allows."""
        last, number = len(theme.RAMP) - 1, len(self.bounds)
        if number == 1:
            return (theme.RAMP[last // 2],)
        return tuple(theme.RAMP[round(last * index / (number - 1))] for index in range(number))

    def role(self, amount: float) -> str:
        """The colour role of an amount; what lies below the first bound belongs to the first step."""
        return self.roles[max(0, bisect_right(self.bounds, amount) - 1)]

    def labels(self) -> tuple[str, ...]:
        """What each step holds: `1`, `2 to 9`, `10 or more`; counts per day `under 0.5`, `0.5 to 1`."""
        return tuple(self._labels())

    def _labels(self) -> Iterator[str]:
        last = len(self.bounds) - 1
        for index, low in enumerate(self.bounds):
            if index == last:
                ends = dict.fromkeys((_number(low), _number(self.highest)))
                yield f"{_number(low)} or more" if last else " to ".join(ends)
            elif not self.whole:
                after = _number(self.bounds[index + 1])
                yield f"{_number(low)} to {after}" if index else f"under {after}"
            else:
                high = self.bounds[index + 1] - 1
                yield _number(low) if high == low else f"{_number(low)} to {_number(high)}"


def ramp_of(amounts: Iterable[float], *, whole: bool) -> Ramp:
    """A ramp for amounts above 0: steps that grow evenly by a factor, rounded; one step for each number if there are few."""
    found = sorted(amounts) or [1.0]
    low, high = found[0], found[-1]
    most = len(theme.RAMP)
    if whole and high - low < most:
        return Ramp(tuple(float(bound) for bound in range(int(low), int(high) + 1)), whole, high)
    factor = (high / low) ** (1 / most)
    bounds = {_nice(low * factor**index, whole=whole) for index in range(1, most)}
    return Ramp((low, *sorted(bound for bound in bounds if low < bound <= high)), whole, high)


def _nice(amount: float, *, whole: bool) -> float:
    """The nearest round number, by factor: 1, 2, 3 or 5 times a power of ten; none below 1 where amounts are whole."""
    power = 10.0 ** math.floor(math.log10(amount))
    nearest: float = min((factor * power for factor in _ROUND), key=lambda value: abs(math.log(value / amount)))
    return max(1.0, round(nearest)) if whole else round(nearest, 10)


def _number(amount: float) -> str:
    text = f"{amount:,.2f}" if amount >= 0.01 else f"{amount:.10f}"
    return text.rstrip("0").rstrip(".")
