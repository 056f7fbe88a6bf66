"""Days in a sentence: `Aug. 28-29`, `Dec. 4 and yesterday`, `Thursday and today`, `between March 23 and March 29`.

A release seldom gives the year: it is that of the release's own day, or the year before where the day would lie after it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.tokens import Token
from dateline.model import Period

_MONTHS = {name.casefold(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])} | {"sept": 9}
_WEEKDAYS = {name.casefold(): n for n, name in enumerate(calendar.day_name)}
MONTHS, WEEKDAYS = frozenset(_MONTHS), frozenset(_WEEKDAYS)
LONGEST_AGO = 100
"""A release speaks of days at most so long before its own; what lies further back is a slip, and is not read."""
_SPAN_WORDS = {"-", "to", "through", "thru", "until"}


class NoReleaseDay(Exception):
    """A day without its year was met, and nobody said when the release was published."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a phrase names, in order."""

    days: tuple[dt.date, ...]

    @property
    def period(self) -> Period:
        """From the first of the days to the last."""
        return Period(self.days[0], self.days[-1])

    @property
    def gaps(self) -> bool:
        """Whether the phrase leaves out days between the first and the last."""
        return self.period.days != len(self.days)


@dataclass(frozen=True, slots=True)
class Almanac:
    """What days are reckoned from: the day on which the release was published, where it is known."""

    published: dt.date | None

    def day(self, month: int, day: int, year: int | None) -> dt.date | None:
        """A day of the calendar, or None where there is none such, or none that the release can mean."""
        if year is not None:
            return _day(year, month, day)
        published = self._published()
        years = (published.year, published.year - 1)
        found = [got for got in (_day(each, month, day) for each in years) if got and got <= published]
        return found[0] if found and (published - found[0]).days <= LONGEST_AGO else None

    def weekday(self, number: int) -> dt.date:
        """The last such weekday, the release's own day included."""
        published = self._published()
        return published - dt.timedelta((published.weekday() - number) % 7)

    def ago(self, days: int) -> dt.date:
        return self._published() - dt.timedelta(days)

    def _published(self) -> dt.date:
        if self.published is None:
            raise NoReleaseDay
        return self.published


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _One:
    day: dt.date
    month: int | None
    year: int | None
    after: int


def days_at(row: Sequence[Token], at: int, almanac: Almanac) -> tuple[Days, int] | None:
    """The days that a phrase at token `at` names, and the token after it. A preposition before it is not part of it."""
    first = _one(row, at, almanac)
    if first is None:
        return None
    between = at > 0 and row[at - 1].key in {"between", "from"}
    found, last = [first.day], first
    while (more := _more(row, last, almanac)) is not None:
        joiner, one = more
        span = joiner in _SPAN_WORDS or (between and len(found) == 1 and joiner == "and")
        if one.day <= found[-1]:
            return None
        if span:
            found += [found[-1] + dt.timedelta(n) for n in range(1, (one.day - found[-1]).days)]
        found.append(one.day)
        last = one
    return Days(tuple(found)), last.after


def _one(row: Sequence[Token], at: int, almanac: Almanac, month: int | None = None) -> _One | None:
    """One day: in words, a weekday, or of a month (`month`: that of the day before, for `Aug. 28-29`)."""
    if at + 2 < len(row) and row[at].number is not None and row[at + 1].key in {"am", "pm"}:
        at += 2  # "8 a.m. March 2": a release counts whole days
        at += row[at].text == ","
    if at >= len(row):
        return None
    token = row[at]
    if token.key in {"yesterday", "today"}:
        return _One(almanac.ago(1 if token.key == "yesterday" else 0), None, None, at + 1)
    if token.key in _WEEKDAYS and token.is_capital:
        return _weekday(row, at, almanac)
    if _is_month(row, at):
        after = at + 1
        after += after < len(row) and row[after].text == "."
        return _of_month(row, after, almanac, _MONTHS[token.key])
    if _is_month(row, at + 1) and token.number is not None:
        return _day_before_month(row, at, almanac)
    return None if month is None else _of_month(row, at, almanac, month)


def _day_before_month(row: Sequence[Token], at: int, almanac: Almanac) -> _One | None:
    """`31 August`; not `3 Aug. 29 strikes`, of which the day may be either."""
    year, after = _year(row, at + 2 + (at + 2 < len(row) and row[at + 2].text == "."))
    if year is None and after < len(row) and row[after].number is not None:
        return None
    return _dated(almanac, _MONTHS[row[at + 1].key], row[at].number or 0, year, after)


def hour_at(row: Sequence[Token], at: int) -> int | None:
    """The token after a time of day, `8:50 a.m.` or `6 a.m.`, that no day follows; None where there is none."""
    if at < len(row) and row[at].number is not None:
        at += 1
        at += 2 if at + 1 < len(row) and row[at].text == ":" and row[at + 1].number is not None else 0
        if at < len(row) and row[at].key in {"am", "pm"}:
            return at + 1
    return None


def _is_month(row: Sequence[Token], at: int) -> bool:
    return at < len(row) and row[at].key in _MONTHS and row[at].is_capital


def _weekday(row: Sequence[Token], at: int, almanac: Almanac) -> _One | None:
    """`Monday`, or `Monday, Sept. 4`: then the weekday says nothing new, but it has to be right."""
    number, at = _WEEKDAYS[row[at].key], at + 1
    after = at + (at < len(row) and row[at].text == ",")
    if _is_month(row, after):
        dated = _one(row, after, almanac)
        return dated if dated and dated.day.weekday() == number else None
    return _One(almanac.weekday(number), None, None, at)


def _of_month(row: Sequence[Token], at: int, almanac: Almanac, month: int) -> _One | None:
    if at >= len(row) or row[at].number is None or "," in row[at].text:
        return None
    after = at + 1
    if after < len(row) and row[after].glued and row[after].is_word:
        if row[after].key in {"st", "nd", "rd", "th"}:
            after += 1
        elif row[after].key not in {"and", "to", "through"}:  # "April 21and May 4"
            return None  # "12km"
    year, after = _year(row, after)
    return _dated(almanac, month, row[at].number or 0, year, after)


def _dated(almanac: Almanac, month: int, number: int, year: int | None, after: int) -> _One | None:
    day = almanac.day(month, number, year) if 1 <= number <= 31 else None
    return _One(day, month, year, after) if day else None


def _year(row: Sequence[Token], at: int) -> tuple[int | None, int]:
    comma = at + 1 if at < len(row) and row[at].text == "," else at
    if (
        comma < len(row)
        and row[comma].number is not None
        and 1990 <= (row[comma].number or 0) <= 2099
        and len(row[comma].text) == 4
    ):
        after = comma + 1
        return row[comma].number, after
    return None, at


def _more(row: Sequence[Token], last: _One, almanac: Almanac) -> tuple[str, _One] | None:
    at = last.after
    if at >= len(row):
        return None
    joiner, after = row[at].key, at + 1
    if row[at].text == ",":
        if after < len(row) and row[after].key == "and":
            joiner, after = "and", after + 1
        elif not _closes_with_and(row, after):
            return None
    elif joiner not in {"and", "or", *_SPAN_WORDS}:
        return None
    one = _one(row, after, almanac, last.month)
    if one is None or (one.after < len(row) and _counts(row, after, one)):
        return None
    return joiner, one


def _counts(row: Sequence[Token], start: int, one: _One) -> bool:
    """Whether a bare number that could be a day counts something instead: `Aug. 30, 12 strikes`."""
    return (
        row[start].number is not None
        and one.after == start + 1
        and row[one.after].is_word
        and row[one.after].text[0].islower()
        and row[one.after].key
        not in {
            "in",
            "near",
            "and",
            "that",
            "to",
            "through",
            "coalition",
            "against",
            "with",
            "the",
            "using",
            "when",
            "by",
            "which",
        }
    )


def _closes_with_and(row: Sequence[Token], at: int) -> bool:
    """Whether a comma is one of a list of days: `Sept. 16, 17 and 18`."""
    while at < len(row) and (row[at].number is not None or row[at].text in {",", "."} or row[at].key in _MONTHS):
        at += 1
    return (
        at + 1 < len(row)
        and row[at].key == "and"
        and (row[at + 1].number is not None or row[at + 1].key in _MONTHS)
        and not (at + 2 < len(row) and row[at + 2].is_word and row[at + 2].key.rstrip("s").endswith("strike"))
    )
