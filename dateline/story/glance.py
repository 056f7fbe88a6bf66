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
from dateline.words import ViewRow

_LENGTHS = {7: "week", 14: "fortnight"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the record: what it is of (`label`), and the page that it leads to (relative to the root).

    `bound` is `at least` where anything is open, else nothing; `figure` the number, or the range, without it; `unit` the measure
    in the form that goes with the number; `period` its days; `certain` what is counted at least.
    """

    label: str
    bound: str
    figure: str
    unit: str
    period: str
    address: str
    certain: int

    @classmethod
    def of(cls, label: str, answer: Answer, address: str) -> Fact:
        """An answer as a number of the record."""
        bound = "at least" if answer.count.open != 0 else ""
        figure = f"{answer.low:,}" if bound else str(answer)
        unit = answer.measure.one if figure == "1" else answer.measure.many
        return cls(label, bound, figure, unit, reader_period(answer.period), address, answer.low)

    @property
    def row(self) -> ViewRow:
        """What stands below its label."""
        return ViewRow(self.label, (self.bound, self.figure, self.unit, self.period), held=(self.bound,))


@dataclass(frozen=True, slots=True)
class Covered:
    """Which days of the record's span the reports on a country cover: `days` of `total`, and the same in words.

    `runs` are the covered days without a break between them, as (days after the first day of the span, length in days).
    """

    name: str
    days: int
    total: int
    words: str
    runs: tuple[Interval, ...]

    @property
    def row(self) -> ViewRow:
        """What is said of a country."""
        return ViewRow(self.name, (self.words,))

    @property
    def path(self) -> str:
        """The covered days as an SVG path, one unit a day wide and ten units high."""
        return "".join(f"M{start} 0h{length}v10h-{length}z" for start, length in self.runs)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the record holds: its span, what it was `read` from in a sentence, its numbers, its coverage.

    `apart` says in a sentence how many no country is certain of; None where the countries add up to the whole.
    """

    span: Period
    read: str
    facts: tuple[Fact, ...]
    covered: tuple[Covered, ...]
    apart: str | None = None


def glance_of(desk: Desk) -> Glance | None:
    """The record at a glance in its first measure; None while it holds no report."""
    record = desk.record
    if not desk.standing.tops:
        return None
    used = {report.source for report in record.reports.values()}
    countries = _countries(desk)
    facts = (*_whole(desk), *countries)
    covered = tuple(_covered(desk, country) for country in record.dataset.countries.values())
    read = (
        f"The record was read from {_many(len(record.reports), 'report')}, by way of {_many(len(used), 'document')}. "
        f"It runs from {reader_period(desk.extent)}."
    )
    return Glance(desk.extent, read, facts, covered, _apart(desk, countries))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _whole(desk: Desk) -> Iterator[Fact]:
    """The last reporting period that any report speaks of, and the record as a whole."""
    measure = next(iter(desk.measures))
    last = week_of(desk.record.dataset.weeks, desk.extent.end)
    length = _LENGTHS.get(last.days, f"{last.days} days")
    yield Fact.of(f"Latest {length}", desk.ask(measure, last), addresses.week_page(last.start))
    if last != desk.extent:
        yield Fact.of("On record in all", desk.ask(measure), addresses.WEEKS)


def _countries(desk: Desk) -> list[Fact]:
    """Each country over the whole record, the one with the highest certain number first."""
    if len(desk.record.dataset.countries) < 2:  # it is the record as a whole
        return []
    measure, word = next(iter(desk.measures)), desk.record.dataset.country_word
    facts = [
        Fact.of(country.name, desk.ask(measure, None, **{word: country.id}), addresses.PLACES)
        for country in desk.record.dataset.countries.values()
    ]
    return sorted(facts, key=lambda fact: (-fact.certain, fact.label))


def _apart(desk: Desk, countries: list[Fact]) -> str | None:
    """How many of what is certain in all are certain of no country; more where days or numbers are open besides."""
    whole = desk.ask(next(iter(desk.measures)))
    left = whole.low - sum(fact.certain for fact in countries)
    if not countries or left <= 0:
        return None
    least = "" if whole.count.is_exact else "at least "
    country = desk.record.dataset.country_word
    return f"For {least}{left:,} of the {whole.measure.many} on record the reports do not say in which {country}."


def _covered(desk: Desk, country: Named) -> Covered:
    first, last = desk.extent.start.toordinal(), desk.extent.end.toordinal()
    runs = tuple((start - first, end - start + 1) for start, end in desk.standing.coverage.days[country.id])
    days = sum(length for _, length in runs)
    total = last - first + 1
    words = f"{days:,} of {total:,} days covered, {total - days:,} without a report"
    return Covered(country.name, days, total, words, runs)
