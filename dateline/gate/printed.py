"""Whether a part of a page that was made of a view prints its numbers as the view says them, and no other.

A number is well where it stands in a text of the view, printed whole. What is but a number, a day or a period has to stand in
an element of its own. So has what belongs to a head (a line of a table, an event, a bound), and beside it where that is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
_SPEAKING = ",".join(f"[{name}]" for name in _SPOKEN)
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
        for shown in _shown(part.element):
            lines[shown.line].append(shown)
        for line, texts in lines.items():
            yield from _check_line(document, line, texts, view)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text with a number in a page: the element that it stands in, the line of a table or a list, if any.

    `spoken`: it is in an attribute, where nothing can have an element of its own.
    """

    text: str
    element: Element
    line: Element | None
    spoken: bool


def _shown(part: Element) -> Iterator[_Shown]:
    """The texts of a part of a page that have a number: those in attributes first, then those in elements in their order."""
    for element in (part, *part.select(_SPEAKING)):
        yield from _placed(_spoken(element), element, spoken=True)
    for node in part.descendants:
        if node.__class__ is Text and _NUMBER.search(node.data) and isinstance(node.parent, Element):
            yield from _placed([plain(node.data)], node.parent, spoken=False)


def _placed(texts: list[str], element: Element, *, spoken: bool) -> Iterator[_Shown]:
    if texts and element.closest(_ON_PURPOSE) is None:
        line = element.closest(_LINES)
        yield from (_Shown(text, element, line, spoken) for text in texts)


def _spoken(element: Element) -> list[str]:
    found = (element.attr(name) for name in _SPOKEN)
    return [plain(text) for text in found if isinstance(text, str) and _NUMBER.search(text)]


def numbered_texts(tag: Tag) -> list[str]:
    """The texts with numbers that stand in an element itself, and what is read aloud of it."""
    written = (node.data for node in tag.element.children if isinstance(node, Text))
    return [*_spoken(tag.element), *(plain(text) for text in written if _NUMBER.search(text))]


def _check_line(document: Document, line: Element | None, texts: list[_Shown], view: _View) -> Iterator[Problem]:
    """A line whose head the view knows has the numbers of one of its rows; any other text those of the view."""
    found = view.rows_at(line) if line is not None else _NO_ROWS
    if line is None or not found.rows:
        yield from _check_texts(document, texts, view)
        return
    if any(row.fits(texts, found.printed, in_order=line.tag == "tr") for row in found.rows):
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
            yield document.problem(document.tag(shown.element), CODE, message, _WAY_OUT)


class _Texts:
    """Texts that may be printed within others, and those that may be `alone`."""

    def __init__(self, texts: Iterable[str], alone: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        self._alone = frozenset(map(_key, (*self._texts, *alone)))

    @cached_property
    def _by_number(self) -> dict[str, list[tuple[int, str]]]:
        """The texts by their numbers, as (where the number begins, text)."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for text in map(str.casefold, self._texts):
            for number in _NUMBER.finditer(text):
                found[number[0]].append((number.start(), text))
        return found

    def unknown_in(self, text: str) -> str | None:
        """The first number of a text that stands in none of these; None if there is none."""
        if _key(text) in self._alone:
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
        for offset, text in self._by_number.get(number[0], ()):
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
        return _Texts((text for text in cells if any(map(str.isalpha, text))), cells)

    def fits(self, texts: Iterable[_Shown], printed: frozenset[str], *, in_order: bool) -> bool:
        """Whether a line has no number but those of this row, and all that has to stand with it.

        `printed` are the keys of all its texts. `in_order`: each text is the head or a cell, one after another.
        """
        if not printed.issuperset(map(_key, self.said.held)):
            return False
        if in_order or self.said.ordered:
            left = map(_key, (self.said.head, *self.said.cells))
            return all(_key(shown.text) in left for shown in texts if not shown.spoken)
        return all(self._texts.unknown_in(shown.text) is None for shown in texts)


@dataclass(frozen=True)
class _Found:
    """The rows that a line may be. `first`: their head is its first text. `printed` are the keys of all its texts."""

    rows: list[_Row]
    first: bool
    printed: frozenset[str]


_NO_ROWS = _Found([], first=False, printed=frozenset())


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
        return cls(_Texts(region.said.texts, alone), _Texts((*region.said.texts, *alone)), rows)

    def rows_at(self, line: Element) -> _Found:
        """The rows that a line may be: those of its first head of which most is there besides numbers."""
        keys = [key for text in line.strings if (key := _key(plain(text)))]
        head = next((number for number, key in enumerate(keys) if key in self.rows), None)
        if head is None:
            return _NO_ROWS
        rows, printed = self.rows[keys[head]], frozenset(keys)
        if len(rows) > 1:
            shared = [len(printed & row.words) for row in rows]
            most = max(shared)
            rows = [row for row, number in zip(rows, shared, strict=True) if number == most]
            rows.sort(key=lambda row: -len(printed & row.keys))  # the one that it is comes first
        return _Found(rows, head == 0, printed)


def _key(text: str) -> str:
    """A text as it is compared, whatever its case and the marks around it. Its blanks are one space each."""
    return text.strip(_AROUND).casefold()
