"""What may be printed in a part of a page that was made of a view, ready to be compared with what stands there.

Texts that stand there are given with one space for any blanks. How they are found in a page is not known here.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from dateline.words import DIGITS, ViewRow, ViewWords

NUMBER = re.compile(rf"(?<!\w)(?<!\w[-\u2010\u2011])[{DIGITS}]+(?:[.,][{DIGITS}]+)*")
"""Digits that are no part of a word: not that of `UTF-8`."""
AROUND = " :;,.()[]\u00b7\u201c\u201d\"'/&|"
"""Marks that may stand around a text that stands by itself."""


def key_of(text: str) -> str:
    """A text as it is compared: whatever its case, and the marks around it."""
    return text.strip(AROUND).casefold()


def resolved(page: str, address: str) -> str:
    """Where a link of a page leads, below the root of the site: one spelling for each place."""
    path, _, anchor = address.partition("#")
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), unquote(path))) if path else f"/{page}"
    return f"{whole.removesuffix('/index.html')}#{anchor}"


class Texts:
    """Texts that may be printed within others, and those that may be `alone`."""

    def __init__(self, texts: Iterable[str], alone: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        self._alone = frozenset(map(key_of, (*self._texts, *alone)))

    @cached_property
    def _by_number(self) -> dict[str, list[tuple[int, str]]]:
        """The texts by their numbers, as (where the number begins, text)."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for text in map(str.casefold, self._texts):
            for number in NUMBER.finditer(text):
                found[number[0]].append((number.start(), text))
        return found

    def unknown_in(self, text: str) -> str | None:
        """The first number of a text that stands in none of these; None if there is none."""
        if key_of(text) in self._alone:
            return None
        folded, known = text.casefold(), 0
        for number in NUMBER.finditer(folded):
            if number.start() >= known:
                known = self._known_until(folded, number)
            if known < number.end():
                return number[0]
        return None

    def _known_until(self, folded: str, number: re.Match[str]) -> int:
        """Where the longest of these ends that is printed around a number; 0 if none is."""
        ends = [0]
        for offset, text in self._by_number.get(number[0], ()):
            begin, end = number.start() - offset, number.start() - offset + len(text)
            if begin >= 0 and folded.startswith(text, begin) and _is_apart(folded, begin) and _is_apart(folded, end):
                ends.append(end)
        return max(ends)


def _is_apart(text: str, at: int) -> bool:
    """Whether no word goes on at a place of a text."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


@dataclass(frozen=True)
class Row:
    """A row of a view."""

    said: ViewRow

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that is in it."""
        return frozenset(map(key_of, (self.said.head, *self.said.cells)))

    @cached_property
    def words(self) -> frozenset[str]:
        """What is in it besides numbers."""
        return frozenset(key for key in self.keys if not NUMBER.search(key))

    @cached_property
    def _columns(self) -> list[tuple[str, frozenset[str]]]:
        """The cells with the headings that they stand under."""
        pairs = zip(self.said.cells, self.said.under, strict=False)
        return [(key_of(cell), frozenset(map(key_of, heads))) for cell, heads in pairs]

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset[str]().union(*(heads for _, heads in self._columns))

    def stands(self, text: str, above: frozenset[str]) -> bool:
        """Whether a text is a cell of all the headings above it that this row knows; `above` as keys."""
        known = above & self._headings
        return not known or any(known <= heads and cell == key_of(text) for cell, heads in self._columns)

    def headings_of(self, text: str) -> str:
        """The headings of the first cell that is a text; "" where none is."""
        pairs = zip(self.said.cells, self.said.under, strict=False)
        return next((" / ".join(heads) for cell, heads in pairs if key_of(cell) == key_of(text)), "")

    @cached_property
    def _texts(self) -> Texts:
        cells = (self.said.head, *self.said.cells)
        return Texts((text for text in cells if any(map(str.isalpha, text))), cells)

    def fits(self, written: Iterable[str], spoken: Iterable[str], keys: frozenset[str], *, in_order: bool) -> bool:
        """Whether a line has no number but those of this row, and all that has to stand with it.

        `written` are its texts with numbers, `spoken` those of its attributes, `keys` those of all its texts. `in_order`: each
        that is written is the head or a cell, one after another.
        """
        if not keys.issuperset(map(key_of, self.said.held)):
            return False
        if not (in_order or self.said.ordered):
            return all(self._texts.unknown_in(text) is None for text in (*written, *spoken))
        left = map(key_of, (self.said.head, *self.said.cells))
        return all(key_of(text) in left for text in written) and all(self._texts.unknown_in(text) is None for text in spoken)


@dataclass(frozen=True)
class Found:
    """The rows that a line may be. `first`: their head is its first text. `keys` are those of all its texts."""

    rows: list[Row]
    first: bool
    keys: frozenset[str]


@dataclass(frozen=True)
class View:
    """What a view says: all of it, as it may stand in elements and in attributes, and its rows by their heads."""

    written: Texts
    spoken: Texts
    rows: dict[str, list[Row]]
    at: dict[str, frozenset[str]]
    """What is called how, as keys, by its address."""

    @classmethod
    def of(cls, said: ViewWords, more: Iterable[str] = ()) -> View:
        """A view by its words. `more` may be printed, too, each in an element of its own."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in said.rows:
            rows[key_of(row.head)].append(Row(row))
        alone = [*said.alone, *(text for row in said.rows for text in (row.head, *row.cells)), *more]
        at: dict[str, frozenset[str]] = defaultdict(frozenset)
        for name, address in said.links:
            at[resolved("", address)] |= {key_of(name)}
        return cls(Texts(said.texts, alone), Texts((*said.texts, *alone)), rows, at)

    def another(self, text: str, address: str) -> bool:
        """Whether a text is what something else is called than what lies at an address, which the view names, too."""
        key, here = key_of(text), self.at.get(address)
        return here is not None and key not in here and key in self._called

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset[str]().union(*self.at.values())

    def rows_at(self, texts: Iterable[str]) -> Found:
        """The rows that a line with these texts may be: those of its first head of which most is there besides numbers."""
        keys = [key for key in map(key_of, texts) if key]
        head = next((number for number, key in enumerate(keys) if key in self.rows), None)
        if head is None:
            return Found([], first=False, keys=frozenset())
        rows, there = self.rows[keys[head]], frozenset(keys)
        if len(rows) > 1:
            shared = [len(there & row.words) for row in rows]
            most = max(shared)
            rows = [row for row, number in zip(rows, shared, strict=True) if number == most]
            rows.sort(key=lambda row: -len(there & row.keys))  # the one that it is comes first
        return Found(rows, first=head == 0, keys=there)
