"""What a question is answered with: a count and how sure it is.

Here belongs the arithmetic of bounds, and how a count reads. What must and what may be counted is decided in `cells`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """So many of a measure in a cell.

    `low` counts what must lie in the cell. `named` is what may lie there besides because an event's place set or span, or
    a recorded range, names this cell among others. `open` is what may lie there besides because nobody said where: a
    remainder without a place, or (None: nobody knows how many) days that no report covers.
    """

    low: int
    named: int = 0
    open: int | None = 0

    @property
    def high(self) -> int | None:
        """All that may lie in the cell; None when nobody knows."""
        return None if self.open is None else self.low + self.named + self.open

    @property
    def is_exact(self) -> bool:
        return self.named == 0 and self.open == 0

    def __add__(self, other: Count) -> Count:
        if other is ZERO:  # most of what a cell is asked for lies elsewhere
            return self
        if self is ZERO:
            return other
        return Count(self.low + other.low, self.named + other.named, add_open(self.open, other.open))

    def __str__(self) -> str:
        """`9`, `0 to 3` (only named parts are uncertain) or `at least 6` (anything is open)."""
        if self.open != 0:
            return f"at least {self.low:,}"
        if self.named:
            return f"{self.low:,} to {self.low + self.named:,}"
        return f"{self.low:,}"


ZERO = Count(0)
UNKNOWN = Count(0, 0, None)


def add_open(one: int | None, other: int | None) -> int | None:
    """The sum of two open parts: unknown as soon as one of them is."""
    return None if one is None or other is None else one + other


def subtract(stated: int | None, parts: int | None) -> int | None:
    """What is left of a stated high once the parts are taken off, never below 0; None when it has no bound."""
    if stated is None:
        return None
    return max(0, stated - (parts or 0))


def raised(count: Count, low: int) -> Count:
    """The same count, with no less than `low` that is certain (as far as its high allows): the named part gives way first."""
    more = (low if count.high is None else min(low, count.high)) - count.low
    if more <= 0:
        return count
    named = max(0, count.named - more)
    left = None if count.open is None else count.open - max(0, more - count.named)
    return Count(count.low + more, named, left)


def capped(count: Count, high: int | None) -> Count:
    """The same count, with no more than `high` in all: the open part gives way first, then the named."""
    if high is None or (count.high is not None and count.high <= high):
        return count
    low = min(count.low, high)
    named = min(count.named, high - low)
    room = high - low - named
    return Count(low, named, room if count.open is None else min(count.open, room))
