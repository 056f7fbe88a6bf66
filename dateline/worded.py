"""The words of a view: every text in which a page that is made of it may say a number, for the gate to hold the page to.

Here belongs going through a view. What a page prints is compared with it in `dateline.gate.printed`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import NamedTuple

import msgspec

from dateline.counting.bounds import Count
from dateline.gate import Worded
from dateline.query.words import MONTHS, reader_day

_DIGIT = re.compile(r"\d")
_MERE = re.compile(rf"(?:\b(?:to|{'|'.join(MONTHS)})\b|[\d\s.,%+\u2013\u2212-])+")
"""Numbers, days and periods, which say of nothing what they are."""


class WordedRow(NamedTuple):
    """Texts that belong together: `head` says of what the cells are. A line of a page that begins with it has no other number."""

    head: str
    cells: tuple[str, ...]


def worded(*values: object) -> Worded:
    """All that some views say: their texts, whole numbers and days, through dataclasses, structs, lists and tuples.

    What has a property `row` is one, too. Counts are left out: pages print them in words, never part by part.
    """
    texts: dict[str, None] = {}
    rows: dict[tuple[str, ...], None] = {}
    for one in _within(values):
        if isinstance(one, WordedRow):
            rows[(_plain(one.head), *filter(None, map(_plain, one.cells)))] = None
        elif _DIGIT.search(one):
            texts[_plain(one)] = None
    mere = {text for text in texts if _MERE.fullmatch(text)}
    return Worded(tuple(text for text in texts if text not in mere), tuple(text for text in texts if text in mere), tuple(rows))


def _counts(row: WordedRow) -> bool:
    """Whether a number stands beside its head."""
    return any(map(_DIGIT.search, row.cells))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _within(value: object) -> Iterator[str | WordedRow]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int):
        if not isinstance(value, bool):
            yield from dict.fromkeys((str(value), f"{value:,}"))
    elif isinstance(value, dt.date):
        yield from (str(value), reader_day(value))
    elif isinstance(value, WordedRow):
        yield from (value,) if _counts(value) else (value.head, *value.cells)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)
    elif not isinstance(value, Count | type):
        yield from _within_fields(value)


def _within_fields(value: object) -> Iterator[str | WordedRow]:
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
    else:
        names = tuple(one.name for one in fields(value)) if is_dataclass(value) and not isinstance(value, type) else ()
    row = getattr(value, "row", None) if names else None
    told = frozenset[str]()
    if isinstance(row, WordedRow) and _counts(row):
        yield row
        told = frozenset((row.head, *row.cells))
    for name in names:
        yield from (one for one in _within(getattr(value, name)) if one not in told)
