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
from markupsafe import Markup

from dateline.counting.bounds import Count
from dateline.query.words import MONTHS, reader_day
from dateline.words import ViewRow, ViewWords

_DIGIT = re.compile(r"\d")
_MERE = re.compile(rf"(?:\b(?:to|{'|'.join(MONTHS)})\b|[\d\s.,%+\u2013\u2212-])+")
"""Numbers, days and periods, which say of nothing what they are."""
_NAMES = frozenset("name names title publisher aliases subject note why noticed_by defines".split())
"""Fields that hold what people call things, which may be a number: it is none that was counted."""


class _Text(NamedTuple):
    """A text of a view. `named`: it is what something is called."""

    text: str
    named: bool = False


def worded(*values: object) -> ViewWords:
    """All that some views say: their texts, whole numbers and days, through dataclasses, structs, lists and tuples.

    What has a property `row` is one, too. Left out are HTML, and counts, which pages print in words, never part by part.
    """
    texts: dict[str, None] = {}
    alone: dict[str, None] = {}
    rows: dict[ViewRow, None] = {}
    for one in _within(values, named=False):
        if isinstance(one, ViewRow):
            rows[one] = None
        elif _DIGIT.search(one.text):
            text = _plain(one.text)
            (alone if _MERE.fullmatch(text) and not one.named else texts)[text] = None
    return ViewWords(tuple(texts), tuple(alone), tuple(rows))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _within(value: object, *, named: bool) -> Iterator[_Text | ViewRow]:
    if isinstance(value, str):
        if not isinstance(value, Markup):
            yield _Text(value, named)
    elif isinstance(value, int):
        if not isinstance(value, bool):
            yield from (_Text(text) for text in dict.fromkeys((str(value), f"{value:,}")))
    elif isinstance(value, dt.date):
        yield from (_Text(text) for text in (str(value), reader_day(value)))
    elif isinstance(value, ViewRow):
        yield _plain_row(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one, named=named)
    elif not isinstance(value, Count | type):
        yield from _within_fields(value)


def _plain_row(row: ViewRow) -> ViewRow:
    cells, held = (tuple(filter(None, map(_plain, some))) for some in (row.cells, row.held))
    return ViewRow(_plain(row.head), cells, held, row.ordered)


def _within_fields(value: object) -> Iterator[_Text | ViewRow]:
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
    else:
        names = tuple(one.name for one in fields(value)) if is_dataclass(value) else ()
    row = getattr(value, "row", None) if names else None
    told = frozenset[str]()
    if isinstance(row, ViewRow):
        yield _plain_row(row)
        told = frozenset((row.head, *row.cells))
    for name in names:
        for one in _within(getattr(value, name), named=name in _NAMES):
            if isinstance(one, ViewRow) or one.text not in told:
                yield one
