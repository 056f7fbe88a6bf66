"""The weeks of a record with their counts, for the explore page as it reads without scripts.

Here belong texts and addresses, newest year first; a template makes HTML of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from dateline import addresses
from dateline.charts.wording import counted, in_full
from dateline.explore.data import itemised
from dateline.query import Answer, Desk
from dateline.query.answers import Row
from dateline.query.words import reader_period
from dateline.words import ViewRow


@dataclass(frozen=True, slots=True)
class ListedWeek:
    """A reporting week: its days in words, the count in words (`9 strikes`, `no report`), and the address of its page."""

    days: str
    count: str
    address: str

    @property
    def row(self) -> ViewRow:
        """Its count belongs to its days."""
        return ViewRow(self.days, (self.count,))


@dataclass(frozen=True, slots=True)
class ListedYear:
    """The weeks that begin in a year, in their order."""

    year: int
    weeks: tuple[ListedWeek, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """All of it. `covers` says in a sentence how much of what is counted is itemised."""

    covers: str
    years: tuple[ListedYear, ...]


def listing(desk: Desk) -> Listing:
    """The weeks of the first measure of a record, by year."""
    if not desk.record.reports:
        return Listing("The record holds no report yet.", ())
    answer = desk.ask(next(iter(desk.record.dataset.measures)))
    rows = sorted(answer.by("week"), key=lambda row: row.key)
    years = groupby(rows, key=lambda row: int(row.key[:4]))
    listed = [ListedYear(year, tuple(map(_week, weeks))) for year, weeks in years]
    return Listing(covers(desk, answer), tuple(reversed(listed)))


def covers(desk: Desk, answer: Answer) -> str:
    """How much of an answer for the whole record its events itemise, in a sentence."""
    named, measure = itemised(desk, answer.measure.id), answer.measure
    return f"Reports itemise {counted(named, measure)}, of {answer} that they count: only what is itemised can be explored."


def _week(row: Row) -> ListedWeek:
    period = row.period or row.answer.period
    count = "no report" if row.coverage == "none" else in_full(row.count, row.answer.measure)
    return ListedWeek(reader_period(period), count, addresses.week_page(_start(row)))


def _start(row: Row) -> dt.date:
    """The first day of the whole week, which may lie before the days that are counted."""
    return dt.date.fromisoformat(row.key)
