"""Somebody else's figure beside ours: the words quoted, the document, what our data give for the same, and whether they agree.

Here belongs the comparison. Only what an author set beside a quotation is compared: two figures that were not meant for each
other must not be made to look as if they disagreed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dateline.counting.bounds import Count
from dateline.model import Record
from dateline.query import Answer, Difference, Ratio
from dateline.query.words import number_words
from dateline.record_pages.lines import SourceLine, source_line
from dateline.render import Quoted
from dateline.render.wording import exact_number, reads

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
_LARGEST_WORD = 999


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its document. `ours` is what our data give, empty where nothing was set beside it; `verdict` compares."""

    words: str
    source_id: str
    source: SourceLine
    ours: str
    verdict: str


def quote_of(quotation: Quoted, record: Record, *, printed: bool) -> Quote:
    """A quotation as evidence; one that is not `printed` is only calculated with, so that nothing of ours can stand beside it."""
    source = source_line(record.sources[quotation.source])
    if quotation.ours is None:
        return Quote(quotation.text, quotation.source, source, "", "No figure of ours is set beside it." if printed else "")
    return Quote(quotation.text, quotation.source, source, reads(quotation.ours), _verdict(quotation))


def _verdict(quotation: Quoted) -> str:
    theirs, (low, high) = number_in(quotation.text), _bounds(quotation.ours)
    if theirs is None:
        return "The quotation holds no single number to compare."
    if low is not None and low == high == theirs:
        return "The two agree."
    if (low is None or low <= theirs) and (high is None or theirs <= high):
        return "Theirs lies within what ours allows."
    below = low is not None and theirs < low
    return f"The two differ: theirs is {'lower' if below else 'higher'} than ours allows."


def _bounds(ours: object) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(ours, Ratio):
        exact = exact_number(ours)  # a share is compared as it is printed
        return (Decimal(exact), Decimal(exact)) if isinstance(exact, int | Decimal) else (ours.low, ours.high)
    if isinstance(ours, Answer | Count | Difference):
        return _decimal(ours.low), _decimal(ours.high)
    exact = exact_number(ours)
    return (_ratio(exact), _ratio(exact)) if exact is not None else (None, None)


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _ratio(number: object) -> Decimal:
    numerator, denominator = number.as_integer_ratio()  # type: ignore[attr-defined] # int, Decimal and Fraction all have it
    return Decimal(numerator) / Decimal(denominator)


def number_in(text: str) -> Decimal | None:
    """The one number of a text, in digits or in words (`nine strikes`); None where there is none, or more than one."""
    found = [Decimal(match[0].replace(",", "")) for match in _NUMBER.finditer(text)]
    words = [_words()[word] for word in _word_pattern().findall(text.lower().replace("-", " "))]
    every = [*found, *map(Decimal, words)]
    return every[0] if len(every) == 1 else None


@cache
def _words() -> dict[str, int]:
    return {number_words(number).replace("-", " "): number for number in range(_LARGEST_WORD + 1)}


@cache
def _word_pattern() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
