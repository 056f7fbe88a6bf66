"""How values read in a sentence, and the filters with which an author says so.

Here belongs the step from a value to text: words, thousands separators, rounding, dates in the reader's form. Which
expressions may be written is decided in `expressions`; nothing here counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Self

from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.model import Named, Period, Place
from dateline.query import Answer, Difference, Ratio, Row
from dateline.query.words import reader_day, reader_period, spell_numbers
from dateline.render.quoting import Quoted, Typed

LARGEST = 10**15
"""No count of anything that happened is larger: beyond it a mistake is likelier than a fact."""

Exact = int | Decimal | Fraction
Bounded = Answer | Count | Difference | Ratio
"""What has a low and a high bound, and prints as a number, a range or a share."""

_VALUE = r"[-−]?\d[\d,]*(?:\.\d+)?\s?%?"
_WORDABLE = re.compile(rf"(?:at (?:least|most) )?{_VALUE}(?: to {_VALUE})?")


class Worded(str):
    """Text that a filter made of a value, which it keeps: a number in words is still that number."""

    __slots__ = ("behind",)
    behind: object

    def __new__(cls, text: str, behind: object = None) -> Self:
        worded = super().__new__(cls, text)
        worded.behind = behind.behind if isinstance(behind, Worded) else behind
        return worded


def behind(value: object) -> object:
    """The value that filters made a text of; any other value as it is."""
    return value.behind if isinstance(value, Worded) else value


def is_number(value: object) -> bool:
    """Whether a value is a number, a range or a share, in digits or in words."""
    value = behind(value)
    return isinstance(value, Bounded | int | float | Decimal | Fraction) and not isinstance(value, bool)


def reads(value: object) -> str:
    """`value` as a reader meets it. Raises QueryError for what does not belong in a sentence, such as a table."""
    if isinstance(value, str | Quoted | Typed):
        return str(value)
    if isinstance(value, bool) or value is None:
        raise QueryError(f"the expression gives {value}, which is not something to print", "ask for a count, a share or a name")
    if isinstance(value, int | Decimal | Fraction | float):
        return _number_text(as_exact(value))
    if isinstance(value, dt.date):
        return reader_day(value)
    if isinstance(value, Period):
        return reader_period(value)
    if isinstance(value, Named | Place):
        return value.name
    if isinstance(value, Bounded | Row):
        return str(value)
    raise QueryError(
        f"the expression gives a {_kind(value)}, which cannot be printed in a sentence",
        "ask for one value of it, such as .count, .label or [0]",
    )


def exact_number(value: object) -> Exact | None:
    """The one number that `value` stands for, None when it is a range, a text or no number at all."""
    if isinstance(value, Worded):
        value = value.behind
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal | Fraction):
        return value
    if isinstance(value, float):
        return as_exact(value)
    if isinstance(value, Ratio):
        return _printed_ratio(value)
    if isinstance(value, Bounded) and value.low == value.high:
        return value.low
    return None


def _printed_ratio(value: Ratio) -> Decimal | None:
    """A share as it is printed: what a reader copies is what stands there, not 28 digits of a third."""
    text = str(value).replace(",", "").replace("−", "-").removesuffix("%")
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None


def as_exact(value: float | Decimal | Fraction) -> Exact:
    """A number without binary dust: 0.1 is a tenth. Raises QueryError for infinities and for what is too large."""
    exact: Exact = Decimal(repr(value)) if isinstance(value, float) else value
    if isinstance(exact, Decimal) and not exact.is_finite():
        raise QueryError("the expression gives no finite number")
    if isinstance(exact, Fraction) and exact.denominator == 1:
        exact = exact.numerator
    if not -LARGEST <= exact <= LARGEST:
        raise QueryError(f"the expression gives a number larger than {LARGEST:,}")
    return exact


def _number_text(value: Exact) -> str:
    if isinstance(value, int):
        return _minus(f"{value:,}")
    decimal = value if isinstance(value, Decimal) else Decimal(value.numerator) / Decimal(value.denominator)
    if (isinstance(value, Fraction) and Fraction(decimal) != value) or -int(decimal.as_tuple().exponent) > 6:
        raise QueryError(
            "the expression gives a number with too many decimals to print",
            "round it, with the calculation in brackets: (a / b) | round(1)",
        )
    return _minus(f"{decimal:,f}")


def _minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _kind(value: object) -> str:
    names = {"tuple": "list", "function": "name without its brackets", "method": "name without its brackets", "dict": "table"}
    name = type(value).__name__
    return names.get(name, name.lower())


def words(value: object) -> Worded:
    """A number, a range or a share in words: `nine`, `zero to three`, `at least six`. Raises QueryError for other things."""
    text = reads(value)
    if isinstance(value, Quoted | Typed) or not _WORDABLE.fullmatch(text):
        raise QueryError(f"'words' puts a number into words, and '{text[:60]}' is not one", "leave out | words")
    if any(int(digits.replace(",", "")) > LARGEST for digits in re.findall(r"\d[\d,]*", text)):
        raise QueryError(f"'words' stops at {LARGEST:,}")
    return Worded(spell_numbers(text), value)


def capitalize(value: object) -> Worded:
    """The first letter in upper case, the rest as it is."""
    text = reads(value)
    return Worded(text[:1].upper() + text[1:], value)


def lower(value: object) -> Worded:
    """All letters in lower case."""
    return Worded(reads(value).lower(), value)


def number(value: object) -> Worded:
    """Digits with thousands separators: `1,015`. Raises QueryError for what is not a number or a range."""
    text = reads(value)
    if isinstance(value, Quoted | Typed) or not _WORDABLE.fullmatch(text):
        raise QueryError(f"'number' writes a number, and '{text[:60]}' is not one", "leave out | number")
    return Worded(text, value)


def round_(value: object, digits: object = 0) -> int | Decimal:
    """The nearest number with so many decimals (0 to 6), halves upwards. Raises QueryError when `value` is not exact."""
    exact = exact_number(value)
    if exact is None or isinstance(value, str):
        raise QueryError("'round' needs one exact number", "a range cannot be rounded: print it as it is, or use .low and .high")
    if not isinstance(digits, int) or isinstance(digits, bool) or not 0 <= digits <= 6:
        raise QueryError("'round' takes a number of decimals from 0 to 6, such as round(1)")
    decimal = exact if isinstance(exact, Decimal) else Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = decimal.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return rounded if digits else int(rounded)


def percent(value: object, digits: object = 0) -> Worded:
    """A number of hundredths as `45%`; a share is already one and stays as it reads. Raises QueryError for other things."""
    text = reads(value) if isinstance(value, Bounded) else ""
    if text.endswith("%"):
        return Worded(text, value)
    rounded = round_(value, digits)
    return Worded(f"{_number_text(rounded)}%", rounded)


def absolute(value: object) -> Exact:
    """The number without its sign. Raises QueryError when `value` is not exact."""
    exact = exact_number(value)
    if exact is None or isinstance(value, str):
        raise QueryError("'abs' needs one exact number")
    return -exact if exact < 0 else exact


FILTERS: Mapping[str, Callable[..., object]] = {
    "abs": absolute,
    "capitalize": capitalize,
    "lower": lower,
    "number": number,
    "percent": percent,
    "round": round_,
    "words": words,
}
"""The filters that authors may use, and no others."""
