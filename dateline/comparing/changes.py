"""What differs between two states of a project, as plain data: what JSON is made from, and every other form."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from dateline.model import Frozen

What = Literal["added", "changed", "withdrawn"]
Kind = Literal["event", "total", "report", "place", "source", "correction", "word"]
KINDS: tuple[Kind, ...] = ("event", "total", "report", "place", "source", "correction", "word")


class ValueChange(Frozen, frozen=True):
    """A value of an entry, before and after, as YAML writes it; None: nothing was, or is, given."""

    key: str
    before: str | None
    after: str | None


class EntryChange(Frozen, frozen=True):
    """An entry of the record that is new, says something else, or counts no longer (gone or retracted).

    `within` is the report of an event or a total. `values`: what differs; of a new entry all that it says.
    """

    kind: Kind
    id: str
    what: What
    within: str | None
    values: tuple[ValueChange, ...]


class NumberChange(Frozen, frozen=True):
    """A number of a page: the expression, what it gave and gives (None: it is new, or gone), and the sentence around it.

    `start` and `end` are the sentence without the number, as it reads now (of one that is gone: as it read).
    `line` is that of the file, 0 where it is not known. `expression_before` is given where the expression itself was edited.
    """

    expression: str
    before: str | None
    after: str | None
    start: str
    end: str
    line: int
    expression_before: str | None = None


class RowChange(Frozen, frozen=True):
    """A cell of a chart's table: the row's label, the column's, before and after; None: no such row or column."""

    row: str
    column: str
    before: str | None
    after: str | None


class ChartChange(Frozen, frozen=True):
    """A chart that shows other rows, or is drawn in another way (then without `rows`)."""

    id: str
    title: str
    what: What
    rows: tuple[RowChange, ...]


class PageChange(Frozen, frozen=True):
    """A page of content/ with what differs on it, and how much does not. `title` is as it is now."""

    file: str
    title: str
    what: What
    numbers: tuple[NumberChange, ...] = ()
    numbers_unchanged: int = 0
    charts: tuple[ChartChange, ...] = ()
    charts_unchanged: int = 0


class Comparison(Frozen, frozen=True):
    """All that differs since a revision. `before` is its name, `commit` its full id.

    `problems` says what of the older state could not be read, and so was not compared. `pages` are those on which anything
    differs, `pages_unchanged` counts the others.
    """

    before: str
    commit: str
    entries: tuple[EntryChange, ...]
    pages: tuple[PageChange, ...]
    pages_unchanged: int
    numbers_unchanged: int
    charts_unchanged: int
    problems: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader could see differs, and all could be compared."""
        return not (self.entries or self.pages or self.problems)

    def counted(self, kind: Kind) -> Counter[str]:
        """How many entries of a kind were added, changed and withdrawn."""
        return Counter(entry.what for entry in self.entries if entry.kind == kind)

    @property
    def numbers(self) -> int:
        """How many numbers in prose differ."""
        return sum(len(page.numbers) for page in self.pages)

    @property
    def charts(self) -> int:
        """How many charts differ."""
        return sum(len(page.charts) for page in self.pages)
