"""Figures that are not ours: `quoted(...)` for somebody else's, `typed(...)` for what an editor lets stand.

Here belong the two values and the names under which authors reach them. What counts as typed by hand is the lint's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from dateline.errors import QueryError

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
LONGEST = 500
"""Characters of a quotation: longer ones are blockquotes."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source, as they stand there. `source` is an id of data/sources.yml."""

    text: str
    source: str

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

    def quoted(text: object = "", /, *, source: object = None) -> Quoted:
        checked = _text("quoted", text)
        if not isinstance(source, str):
            raise QueryError(
                "quoted() needs the source of the words", 'write quoted("304 percent", source="an id of data/sources.yml")'
            )
        if source not in source_ids:
            raise QueryError.unknown("source", source, source_ids, "data/sources.yml")
        return Quoted(checked, source)

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
