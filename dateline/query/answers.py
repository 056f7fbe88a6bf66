"""Answers: a count together with the question it answers, so that it can be split, ranked, added and explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dateline.counting.basis import Basis, basis_of
from dateline.counting.bounds import ZERO, Count
from dateline.counting.cells import Item
from dateline.counting.regions import Scope
from dateline.errors import QueryError
from dateline.model import Measure, Period, Report
from dateline.query.asked import quoted_value
from dateline.query.words import reader_period

if TYPE_CHECKING:
    from dateline.query.desk import Desk

Coverage = Literal["full", "partial", "none"]


@dataclass(frozen=True)
class Answer:
    """What `measure` counts in one or more scopes (more after adding). Prints as its count."""

    desk: Desk
    measure: Measure
    scopes: tuple[Scope, ...]

    @cached_property
    def count(self) -> Count:
        """Low, named and open parts, days without a report included as unknown."""
        return sum((self.desk.count(self.measure.id, scope) for scope in self.scopes), start=ZERO)

    @property
    def low(self) -> int:
        return self.count.low

    @property
    def high(self) -> int | None:
        return self.count.high

    @property
    def period(self) -> Period:
        """The days asked about, from the first to the last."""
        start = min(scope.start for scope in self.scopes)
        return Period(dt.date.fromordinal(start), dt.date.fromordinal(max(scope.end for scope in self.scopes)))

    @property
    def scope(self) -> Scope:
        """The one scope of an answer that is not a sum. Raises QueryError for sums."""
        if len(self.scopes) != 1:
            msg = "a sum cannot be split further"
            raise QueryError(msg, "split its parts, or ask for all of it at once")
        return self.scopes[0]

    def __str__(self) -> str:
        return str(self.count)

    def by(self, dimension: str) -> Table:
        """The same question for each week, day, month, country, place, report, kind or effect in turn."""
        split = self.desk.splitter(dimension)
        return split(self)

    def top(self, dimension: str, number: int) -> tuple[Row, ...]:
        """The `number` rows that are certain to count most; ties in the order of what may be, then of their names."""
        if not _is_whole(number) or number < 1:
            msg = f"top() takes a number of rows from 1, not {quoted_value(number)}"
            raise QueryError(msg)
        return ranked(self.by(dimension).rows)[:number]

    def narrowed(self, **changes: object) -> Answer:
        """The same question with parts of its scope replaced."""
        return Answer(self.desk, self.measure, (replace(self.scope, **changes),))  # type: ignore[arg-type]

    def __add__(self, other: object) -> Answer:
        """Both together. Raises QueryError for another measure, or where the two would count the same thing twice."""
        other = self._same_measure(other, "add")
        for one in self.scopes:
            for two in other.scopes:
                if self.desk.overlap(one, two, self.measure.id):
                    msg = f"'{self.in_words()}' and '{other.in_words()}' count the same {self.measure.many} twice"
                    raise QueryError(msg, "narrow one of the two", "counted-twice")
        return Answer(self.desk, self.measure, self.scopes + other.scopes)

    __radd__ = __add__

    def __sub__(self, other: object) -> Difference:
        """How many more than the other. Raises QueryError for another measure."""
        other = self._same_measure(other, "subtract")
        mine, theirs = self.count, other.count
        low = None if theirs.high is None else mine.low - theirs.high
        return Difference(low, None if mine.high is None else mine.high - theirs.low)

    def __rsub__(self, other: object) -> Difference:
        """Only reached where the other side is no query: raises QueryError."""
        return self._same_measure(other, "subtract").__sub__(self)

    def _same_measure(self, other: object, verb: str) -> Answer:
        if not isinstance(other, Answer):
            msg = f"cannot {verb} {quoted_value(other)} and {self.measure.many}"
            raise QueryError(msg, "both sides must be queries", "mixed-measures")
        if other.measure.id != self.measure.id:
            msg = f"cannot {verb} {other.measure.many} and {self.measure.many}: they are different measures"
            raise QueryError(msg, None, "mixed-measures")
        return other

    def in_words(self) -> str:
        """The question in words: `strikes, Iraq, 30 March to 5 April 2018`."""
        return " and ".join(
            ", ".join([self.measure.many, *self.desk.scope_words(scope), reader_period(_period(scope))]) for scope in self.scopes
        )

    def items(self) -> tuple[Item, ...]:
        """Every event that is counted, or may be."""
        return tuple(item for scope in self.scopes for item in self.desk.ledger(self.measure.id).items(scope))

    def bases(self) -> tuple[Basis, ...]:
        """What the answer is made of, for each of its scopes."""
        return tuple(basis_of(self.desk.ledger(self.measure.id), scope) for scope in self.scopes)

    def reports(self) -> tuple[Report, ...]:
        """The reports that speak of the scope, each once, in the order of their start."""
        found = [report for scope in self.scopes for report in self.desk.ledger(self.measure.id).reports(scope)]
        return tuple({report.id: report for report in found}.values())

    @property
    def coverage(self) -> Coverage:
        """Whether reports cover all of the scope's days and countries, some, or none."""
        standing = self.desk.standing
        if not any(standing.uncovered(scope) for scope in self.scopes):
            return "full"
        return "partial" if any(standing.covered(scope) for scope in self.scopes) else "none"

    @property
    def uncovered(self) -> int:
        """How many country-days of the scope no report covers."""
        return sum(self.desk.standing.uncovered(scope) for scope in self.scopes)


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _period(scope: Scope) -> Period:
    return Period(dt.date.fromordinal(scope.start), dt.date.fromordinal(scope.end))


@dataclass(frozen=True)
class Row:
    """One line of a table: an id, a name for readers, and the answer for it alone. `period` is set for weeks, days, months."""

    key: str
    label: str
    answer: Answer
    period: Period | None = None
    country: str | None = None

    @property
    def count(self) -> Count:
        return self.answer.count

    @property
    def coverage(self) -> Coverage:
        return self.answer.coverage

    @property
    def uncovered(self) -> int:
        return self.answer.uncovered

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Table:
    """An answer split by one dimension. `rest` is what belongs to no row because nobody stated where or what it was."""

    answer: Answer
    dimension: str
    rows: tuple[Row, ...]
    rest: Count | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def ranked(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows with the highest certain count first."""
    return tuple(sorted(rows, key=lambda row: (-row.count.low, -row.count.named, row.label, row.key)))


@dataclass(frozen=True, slots=True)
class Difference:
    """How many more one answer is than another: whole numbers, negative for fewer; None where there is no bound."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low is None and self.high is None:
            return "unknown"
        if self.high is None:
            return f"at least {_signed(self.low)}"
        if self.low is None:
            return f"at most {_signed(self.high)}"
        return _signed(self.low) if self.low == self.high else f"{_signed(self.low)} to {_signed(self.high)}"


def _signed(number: int | None) -> str:
    return f"{number:,}".replace("-", "\N{MINUS SIGN}")


Splitter = Callable[[Answer], Table]
