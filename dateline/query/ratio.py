"""Shares and changes: what per cent one answer is of another, with bounds kept through the division."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.query.asked import quoted_value

HUNDRED = Decimal(100)
MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Ratio:
    """Per cent, from `low` to `high` (None: no bound on that side), to be shown with `digits` decimals.

    An exact one is rounded to the nearest, half away from zero. Bounds are rounded outwards, so that what is printed stays true.
    """

    low: Decimal | None
    high: Decimal | None
    digits: int = 0

    def __str__(self) -> str:
        """`67%`, `33% to 50%`, `at least 33%`, `at most 50%`, `unknown`."""
        exact = self.low == self.high
        low = self._shown(self.low, ROUND_HALF_UP if exact else ROUND_FLOOR)
        high = self._shown(self.high, ROUND_HALF_UP if exact else ROUND_CEILING)
        if low is None and high is None:
            return "unknown"
        if high is None:
            return f"at least {low}"
        if low is None:
            return f"at most {high}"
        return low if low == high else f"{low} to {high}"

    def _shown(self, value: Decimal | None, rounding: str) -> str | None:
        if value is None:
            return None
        rounded = value.quantize(Decimal(1).scaleb(-self.digits), rounding) + 0  # no minus before a nought
        return f"{rounded:,f}%".replace("-", "\N{MINUS SIGN}")


def share_of(part: Count, whole: Count, digits: int = 0) -> Ratio:
    """What per cent `part` is of `whole`, which it lies in. Raises QueryError when the whole may be nothing."""
    _check_digits(digits)
    if not whole.low:
        msg = f"there is no share of {whole}"
        raise QueryError(msg, "a share needs a whole of at least one", "no-share")
    low = None if whole.high is None else HUNDRED * part.low / whole.high
    high = None if part.high is None else min(HUNDRED, HUNDRED * part.high / whole.low)
    if low is None and high is None:
        low = Decimal(0)
    return Ratio(low, high, digits)


def change_of(now: Count, before: Count, digits: int = 0) -> Ratio:
    """By what per cent `now` is more than `before` (less: negative). Raises QueryError when `before` may be nothing."""
    _check_digits(digits)
    if not before.low:
        msg = f"there is no change from {before}"
        raise QueryError(msg, "a change needs a start of at least one", "no-change")
    low = -HUNDRED if before.high is None else _change(now.low, before.high)
    return Ratio(low, None if now.high is None else _change(now.high, before.low), digits)


def _check_digits(digits: object) -> None:
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= MOST_DIGITS:
        msg = f"digits= takes a number of decimals from 0 to {MOST_DIGITS}, not {quoted_value(digits)}"
        raise QueryError(msg, None, "bad-digits")


def _change(now: int, before: int) -> Decimal:
    return HUNDRED * (now - before) / before
