"""Whether a part of a page that was made of a view prints its numbers as the view says them, and no other.

A number is well where it stands in a text of the view, printed whole. What is but a number, a day or a period has to stand in
an element of its own. So has what belongs to a head (a line of a table, an event, a bound), and beside it where that is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from turbohtml import Element, Text

from dateline.errors import Problem
from dateline.gate.document import Document, Tag, cut, plain
from dateline.gate.promises import Region
from dateline.words import ViewRow

CODE = "number-differs"
_NUMBER = re.compile(r"(?<!\w)(?<!\w[-\u2010\u2011])\d+(?:[.,]\d+)*")
"""Digits that are no part of a word: not that of `UTF-8`."""
_AROUND = " :;,.()[]\u00b7\u201c\u201d\"'/&|"
_SPOKEN = ("aria-label", "alt", "title", "datetime")
_LINES = "tr, li, dl > div"
_ON_PURPOSE = ".dl-own, .dl-typed, script, style"
_WAY_OUT = (
    "print a text of the view whole, as it was computed, and what is but a number or a day in an element of its own; "
    'a number that a template means itself stands in an element of the class "dl-own"'
)


def check_printed(document: Document, region: Region) -> Iterator[Problem]:
    """Every text of a part of the page with a number that its view does not say, or does not say there."""
    parts = next((found for where in region.where if (found := document.select(where))), [])
    view = _View.of(region)
    for part in parts:
        lines: dict[Element | None, list[_Shown]] = defaultdict(list)
        for shown in _shown(document, part):
            lines[shown.line].append(shown)
        for line, texts in lines.items():
            yield from _check_line(document, line, texts, view)


@dataclass(frozen=True)
class _Shown:
    """A text with a number in a page: the element that it stands in, the line of a table or a list, if any.

    `spoken`: it is in an attribute, where nothing can have an element of its own.
    """

    text: str
    tag: Tag
    line: Element | None
    spoken: bool


def _shown(document: Document, part: Tag) -> Iterator[_Shown]:
    for tag in (part, *map(document.tag, part.element.iter_elements())):
        spoken, written = _spoken(tag), _written(tag)
        if (spoken or written) and tag.element.closest(_ON_PURPOSE) is None:
            line = tag.element.closest(_LINES)
            yield from (_Shown(text, tag, line, spoken=True) for text in spoken)
            yield from (_Shown(text, tag, line, spoken=False) for text in written)


def numbered_texts(tag: Tag) -> list[str]:
    """The texts with numbers that stand in an element itself, and what is read aloud of it."""
    return [*_spoken(tag), *_written(tag)]


def _spoken(tag: Tag) -> list[str]:
    return _numbered(tag.attributes[name] for name in _SPOKEN if name in tag.attributes)


def _written(tag: Tag) -> list[str]:
    return _numbered(node.data for node in tag.element.children if isinstance(node, Text))


def _numbered(texts: Iterable[str]) -> list[str]:
    return [plain(text) for text in texts if _NUMBER.search(text)]


def _check_line(document: Document, line: Element | None, texts: list[_Shown], view: _View) -> Iterator[Problem]:
    """A line whose head the view knows has the numbers of one of its rows; any other text those of the view."""
    found = view.rows_at(line) if line is not None else _NO_ROWS
    if line is None or not found.rows:
        yield from _check_texts(document, texts, view)
        return
    printed = _keys(line)
    if any(row.fits(texts, printed, in_order=line.tag == "tr") for row in found.rows):
        return
    if not found.first:  # the head may be told of, and not what the line is about
        yield from _check_texts(document, texts, view)
        return
    row = found.rows[0].said
    says, computed = (" · ".join(some) for some in ([shown.text.strip(_AROUND) for shown in texts], (row.head, *row.cells)))
    message = f"the line of '{cut(row.head)}' says '{cut(says)}', and '{cut(computed)}' was computed"
    yield document.problem(document.tag(line), CODE, message, _WAY_OUT)


def _check_texts(document: Document, texts: Iterable[_Shown], view: _View) -> Iterator[Problem]:
    for shown in texts:
        number = (view.spoken if shown.spoken else view.all).unknown_in(shown.text)
        if number is not None:
            message = f"'{cut(shown.text)}' says {number}, which is not computed for this place of the page"
            yield document.problem(shown.tag, CODE, message, _WAY_OUT)


@dataclass
class _Texts:
    """Texts that may be printed: within others, by their numbers, as (where the number begins, text), or `alone`."""

    by_number: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    alone: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, texts: Iterable[str], alone: Iterable[str] = ()) -> _Texts:
        said = cls(alone={_key(text) for text in alone})
        for text in texts:
            said.alone.add(_key(text))
            folded = text.casefold()
            for number in _NUMBER.finditer(folded):
                said.by_number[number[0]].append((number.start(), folded))
        return said

    def unknown_in(self, text: str) -> str | None:
        """The first number of a text that stands in none of these; None if there is none."""
        if _key(text) in self.alone:
            return None
        folded, known = text.casefold(), 0
        for number in _NUMBER.finditer(folded):
            if number.start() >= known:
                known = self._known_until(folded, number)
            if known < number.end():
                return number[0]
        return None

    def _known_until(self, folded: str, number: re.Match[str]) -> int:
        """Where the longest of these ends that is printed around a number; 0 if none is."""
        ends = [0]
        for offset, text in self.by_number.get(number[0], ()):
            begin, end = number.start() - offset, number.start() - offset + len(text)
            if begin >= 0 and folded.startswith(text, begin) and _is_apart(folded, begin) and _is_apart(folded, end):
                ends.append(end)
        return max(ends)


def _is_apart(text: str, at: int) -> bool:
    """Whether no word goes on at a place of a text."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


@dataclass(frozen=True)
class _Row:
    """A row of a view, ready to be compared with lines."""

    said: ViewRow

    @cached_property
    def keys(self) -> frozenset[str]:
        """All that is in it."""
        return frozenset(map(_key, (self.said.head, *self.said.cells)))

    @cached_property
    def words(self) -> frozenset[str]:
        """What is in it besides numbers."""
        return frozenset(key for key in self.keys if not _NUMBER.search(key))

    @cached_property
    def _texts(self) -> _Texts:
        cells = (self.said.head, *self.said.cells)
        return _Texts.of((text for text in cells if any(map(str.isalpha, text))), cells)

    def fits(self, texts: Iterable[_Shown], printed: frozenset[str], *, in_order: bool) -> bool:
        """Whether a line has no number but those of this row, and all that has to stand with it.

        `printed` are the keys of all its texts. `in_order`: each text is the head or a cell, one after another.
        """
        if not printed.issuperset(map(_key, self.said.held)):
            return False
        if in_order or self.said.ordered:
            left = map(_key, (self.said.head, *self.said.cells))
            return all(_key(shown.text) in left for shown in texts)
        return all(self._texts.unknown_in(shown.text) is None for shown in texts)


@dataclass(frozen=True)
class _Found:
    """The rows that a line may be. `first`: their head is its first text."""

    rows: list[_Row]
    first: bool


_NO_ROWS = _Found([], first=False)


@dataclass(frozen=True)
class _View:
    """What a view says: all of it, as it may stand in elements and in attributes, and its rows by their heads."""

    all: _Texts
    spoken: _Texts
    rows: dict[str, list[_Row]]

    @classmethod
    def of(cls, region: Region) -> _View:
        rows: dict[str, list[_Row]] = defaultdict(list)
        for row in region.said.rows:
            rows[_key(row.head)].append(_Row(row))
        alone = [*region.said.alone, *(text for row in region.said.rows for text in (row.head, *row.cells))]
        if region.html:
            alone += [text for tag in Document.read("", region.html).tags for text in numbered_texts(tag)]
        return cls(_Texts.of(region.said.texts, alone), _Texts.of((*region.said.texts, *alone)), rows)

    def rows_at(self, line: Element) -> _Found:
        """The rows that a line may be: those of its first head of which most is there besides numbers."""
        keys = [key for key in map(_key, line.strings) if key]
        head = next((number for number, key in enumerate(keys) if key in self.rows), None)
        if head is None:
            return _NO_ROWS
        rows, printed = self.rows[keys[head]], frozenset(keys)
        if len(rows) > 1:
            shared = [len(printed & row.words) for row in rows]
            most = max(shared)
            rows = [row for row, number in zip(rows, shared, strict=True) if number == most]
            rows.sort(key=lambda row: -len(printed & row.keys))  # the one that it is comes first
        return _Found(rows, first=head == 0)


def _keys(line: Element) -> frozenset[str]:
    return frozenset(map(_key, line.strings))


def _key(text: str) -> str:
    """A text as it is compared: whatever its case, its blanks and the marks around it."""
    return plain(text).strip(_AROUND).casefold()
