"""The record at a glance: its latest numbers, what it covers and what not.

Each number is an answer of the desk, so that it reads, and is bounded, as everywhere else. Nothing here is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline import addresses
from dateline.counting.regions import Interval
from dateline.counting.weeks import week_of
from dateline.model import Named, Period
from dateline.query import Answer, Desk
from dateline.query.words import reader_period

_LENGTHS = {7: "week", 14: "fortnight"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the record: what it is of (`label`), over which days, and the page that it leads to (relative to the root)."""

    label: str
    answer: Answer
    address: str

    @property
    def bound(self) -> str:
        """`at least` where anything is open, else nothing."""
        return "at least" if self.answer.count.open != 0 else ""

    @property
    def figure(self) -> str:
        """The number, or the range, without its bound."""
        return f"{self.answer.low:,}" if self.bound else str(self.answer)

    @property
    def unit(self) -> str:
        """The measure, in the form that goes with the number."""
        measure = self.answer.measure
        return measure.one if self.figure == "1" else measure.many

    @property
    def period(self) -> str:
        return reader_period(self.answer.period)


@dataclass(frozen=True, slots=True)
class Covered:
    """Which days of the record's span the reports on a country cover: `days` of `total`.

    `runs` are the covered days without a break between them, as (days after the first day of the span, length in days).
    """

    name: str
    days: int
    total: int
    runs: tuple[Interval, ...]

    @property
    def missing(self) -> int:
        return self.total - self.days

    @property
    def path(self) -> str:
        """The covered days as an SVG path, one unit a day wide and ten units high."""
        return "".join(f"M{start} 0h{length}v10h-{length}z" for start, length in self.runs)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the record holds: its span, how many reports and sources it was read from, its numbers, its coverage.

    `apart` says in a sentence how many no country is certain of; None where the countries add up to the whole.
    """

    span: Period
    reports: int
    sources: int
    facts: tuple[Fact, ...]
    covered: tuple[Covered, ...]
    apart: str | None = None

    @property
    def period(self) -> str:
        return reader_period(self.span)


def glance_of(desk: Desk) -> Glance | None:
    """The record at a glance in its first measure; None while it holds no report."""
    record = desk.record
    if not desk.standing.tops:
        return None
    used = {report.source for report in record.reports.values()}
    countries = _countries(desk)
    facts = (*_whole(desk), *countries)
    covered = tuple(_covered(desk, country) for country in record.dataset.countries.values())
    return Glance(desk.extent, len(record.reports), len(used), facts, covered, _apart(desk, countries))


def _whole(desk: Desk) -> Iterator[Fact]:
    """The last reporting period that any report speaks of, and the record as a whole."""
    measure = next(iter(desk.measures))
    last = week_of(desk.record.dataset.weeks, desk.extent.end)
    length = _LENGTHS.get(last.days, f"{last.days} days")
    yield Fact(f"Latest {length}", desk.ask(measure, last), addresses.week_page(last.start))
    if last != desk.extent:
        yield Fact("On record in all", desk.ask(measure), addresses.WEEKS)


def _countries(desk: Desk) -> list[Fact]:
    """Each country over the whole record, the one with the highest certain number first."""
    if len(desk.record.dataset.countries) < 2:  # it is the record as a whole
        return []
    measure, word = next(iter(desk.measures)), desk.record.dataset.country_word
    facts = [
        Fact(country.name, desk.ask(measure, None, **{word: country.id}), addresses.PLACES)
        for country in desk.record.dataset.countries.values()
    ]
    return sorted(facts, key=lambda fact: (-fact.answer.low, fact.label))


def _apart(desk: Desk, countries: list[Fact]) -> str | None:
    """How many of what is certain in all are certain of no country; more where days or numbers are open besides."""
    whole = desk.ask(next(iter(desk.measures)))
    left = whole.low - sum(fact.answer.low for fact in countries)
    if not countries or left <= 0:
        return None
    least = "" if whole.count.is_exact else "at least "
    country = desk.record.dataset.country_word
    return f"For {least}{left:,} of the {whole.measure.many} on record the reports do not say in which {country}."


def _covered(desk: Desk, country: Named) -> Covered:
    first, last = desk.extent.start.toordinal(), desk.extent.end.toordinal()
    runs = tuple((start - first, end - start + 1) for start, end in desk.standing.coverage.days[country.id])
    days = sum(length for _, length in runs)
    return Covered(country.name, days, last - first + 1, runs)
