"""Figures that are not ours: `quoted(...)` for somebody else's, `typed(...)` for what an editor lets stand.

Here belong the two values and the names under which authors reach them. What counts as typed by hand is the lint's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.query import Answer, Difference, Ratio
from dateline.query.asked import quoted_value

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_COMPARABLE = (Answer, Count, Difference, Ratio, int, float, Decimal, Fraction, type(None))
LONGEST = 500
"""Characters of a quotation: longer ones are blockquotes."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source, as they stand there. `source` is an id of data/sources.yml.

    `ours` is what our own data give for the same, to be set beside it on the evidence page: an answer, a share, a change, or what
    was calculated from them.
    """

    text: str
    source: str
    ours: object = None

    @property
    def number(self) -> int | Decimal:
        """The number that the words begin with, to be calculated with: `(quoted("225", source="...").number - 74)`."""
        found = _NUMBER.match(self.text)
        if found is None:
            raise QueryError(f"the words '{self.text}' do not begin with a number", 'quote the number first: quoted("225", ...)')
        digits = found[0].replace(",", "")
        return Decimal(digits) if "." in digits else int(digits)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Typed:
    """Text that an editor typed on purpose, and why: the visible way past the lint for figures typed by hand."""

    text: str
    why: str

    def __str__(self) -> str:
        return self.text


def author_names(source_ids: Collection[str]) -> dict[str, Callable[..., object]]:
    """The names `quoted` and `typed` for expressions; a `source` must be one of `source_ids`."""

    def quoted(text: object = "", /, *, source: object = None, ours: object = None) -> Quoted:
        checked = _text("quoted", text)
        if not isinstance(source, str):
            raise QueryError(
                "quoted() needs the source of the words", 'write quoted("304 percent", source="an id of data/sources.yml")'
            )
        if source not in source_ids:
            raise QueryError.unknown("source", source, source_ids, "data/sources.yml")
        if isinstance(ours, str | bool | Quoted | Typed) or not isinstance(ours, _COMPARABLE):
            raise QueryError(
                f"quoted() takes a number of ours to compare with, not {quoted_value(ours)}",
                'write a query such as ours=strikes(country="iraq"): no text, and no filter that makes one',
            )
        return Quoted(checked, source, ours)

    def typed(text: object = "", /, *, why: object = None) -> Typed:
        checked = _text("typed", text)
        if not isinstance(why, str) or not why.strip():
            raise QueryError(
                "typed() needs a reason that an editor can read", 'write typed("nine lives", why="a saying, not a count")'
            )
        return Typed(checked, why)

    return {"quoted": quoted, "typed": typed}


def _text(name: str, text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise QueryError(f"{name}() needs the words themselves, in quotation marks, first")
    if len(text) > LONGEST:
        raise QueryError(f"{name}() takes at most {LONGEST} characters", "set longer passages as a blockquote")
    return text
