"""The words of a view: every text in which a page that is made of it may say a number, for the gate to hold the page to.

Here belongs going through a view. What a page prints is compared with it in `dateline.gate.printed`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any

import msgspec
from markupsafe import Markup

from dateline.counting.bounds import Count
from dateline.query.words import MONTHS, reader_day
from dateline.words import DIGITS, ViewRow, ViewWords

_DIGIT = re.compile(f"[{DIGITS}]")
_MERE = re.compile(rf"(?:\b(?:to|{'|'.join(MONTHS)})\b|[{DIGITS}\s.,%+\u2013\u2212-])+")
"""Numbers, days and periods, which say of nothing what they are."""
_NAMES = frozenset("name names title publisher aliases subject note why noticed_by defines".split())
"""Fields that hold what people call things, which may be a number: it is none that was counted."""
_CALLED = ("name", "title", "days")
"""Fields of which the first is what a thing with an address is called."""
_NOTHING = frozenset[str]()


def worded(*values: object) -> ViewWords:
    """All that some views say: their texts, whole numbers and days, through dataclasses, structs, lists and tuples.

    What has a property `row` is one, too. Left out are HTML, and counts, which pages print in words, never part by part.
    """
    found = _Found()
    found.take(values, named=False, told=_NOTHING)
    return ViewWords(tuple(found.texts), tuple(found.alone), tuple(found.rows), tuple(found.links))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found so far, each once, in the order in which it was found."""

    texts: dict[str, None] = field(default_factory=dict)
    alone: dict[str, None] = field(default_factory=dict)
    rows: dict[ViewRow, None] = field(default_factory=dict)
    links: dict[tuple[str, str], None] = field(default_factory=dict)

    def take(self, value: object, *, named: bool, told: frozenset[str]) -> None:
        """Go through a value. `named`: it is what something is called; `told` are texts that its row has already."""
        if isinstance(value, str):
            if not isinstance(value, Markup):
                self._text(value, told, named=named)
        elif isinstance(value, int):
            if not isinstance(value, bool):
                self._text(str(value), told)
                self._text(f"{value:,}", told)
        elif isinstance(value, dt.date):
            self._text(str(value), told)
            self._text(reader_day(value), told)
        elif isinstance(value, ViewRow):
            self.rows[_plain_row(value)] = None
        elif isinstance(value, list | tuple):
            for one in value:
                self.take(one, named=named, told=told)
        elif not isinstance(value, Count | type):
            self._fields(value, told)

    def _text(self, text: str, told: frozenset[str], *, named: bool = False) -> None:
        if text not in told and _DIGIT.search(text):
            said = _plain(text)
            (self.alone if not named and _MERE.fullmatch(said) else self.texts)[said] = None

    def _fields(self, value: Any, told: frozenset[str]) -> None:
        names, has_row, called = _fields_of(value.__class__)
        if called is not None:
            self._link(getattr(value, called), value.address)
        row = getattr(value, "row", None) if has_row else None
        if isinstance(row, ViewRow):
            self.rows[_plain_row(row)] = None
            told |= {row.head, *row.cells}
        for name, named in names:
            self.take(getattr(value, name), named=named, told=told)

    def _link(self, name: object, address: object) -> None:
        if isinstance(name, str) and isinstance(address, str) and _DIGIT.search(name):
            self.links[_plain(name), address] = None


@cache
def _fields_of(kind: type) -> tuple[tuple[tuple[str, bool], ...], bool, str | None]:
    """The fields of a type, each with whether it holds a name, whether it may have a row, and what names it at its address."""
    if issubclass(kind, msgspec.Struct):
        names = kind.__struct_fields__
    else:
        names = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
    has_row = "row" in names or (bool(names) and hasattr(kind, "row"))
    called = next((name for name in _CALLED if name in names), None) if "address" in names else None
    return tuple((name, name in _NAMES) for name in names), has_row, called


def _plain(text: str) -> str:
    return " ".join(text.split())


def _plain_row(row: ViewRow) -> ViewRow:
    headings = row.under or ((),) * len(row.cells)
    said = [(text, heads) for cell, heads in zip(row.cells, headings, strict=True) if (text := _plain(cell))]
    cells, held = tuple(text for text, _ in said), tuple(filter(None, map(_plain, row.held)))
    return ViewRow(
        _plain(row.head), cells, held, row.ordered, tuple(tuple(map(_plain, heads)) for _, heads in said) if row.under else ()
    )
