"""An event as a line of a list, and the counts of a page as a table: plain texts and addresses for the templates.

Texts are not escaped here: the templates do that. Addresses are relative to the root of the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline import addresses
from dateline.model import Measure, Period, Source
from dateline.query import Answer
from dateline.record_pages.archive import Archive, Pair
from dateline.record_pages.wording import (
    capital,
    counts_words,
    gap_words,
    in_full,
    listed,
    sentences,
    span_words,
    tally_words,
    unplaced_words,
)
from dateline.words import ViewRow

MOST_EVENTS = 400
"""So many events are listed on one page: a page that a phone can hold. The explore page has all of them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads: an address relative to the root of the site."""

    name: str
    address: str
    words: str = ""

    @property
    def row(self) -> ViewRow | None:
        """Its words belong to its name."""
        return ViewRow(self.name, (self.words,)) if self.words else None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words. `where` are the places that it lies at one of; `elsewhere` is said where there is none."""

    id: str
    when: str
    where: tuple[Link, ...]
    elsewhere: str
    counts: str
    listed: str
    note: str | None
    retracted: bool
    adds_to: Link | None
    report: Link

    @property
    def row(self) -> ViewRow:
        """All that is said of it belongs together."""
        return ViewRow(self.when, (*self.said, self.report.name))

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of it besides its day and its report."""
        named = (*(place.name for place in self.where), self.elsewhere, self.counts, self.listed, self.note or "")
        return (*named, self.adds_to.name if self.adds_to else "")


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by measure (columns) and by scope (rows, the whole first)."""

    measures: tuple[str, ...]
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A document: `url` and `archived` only where they are addresses that a reader can go to."""

    title: str
    publisher: str
    kind: str
    url: str | None
    archived: str | None
    official: str | None
    note: str | None


def event_line(archive: Archive, pair: Pair) -> EventLine:
    """One event in words."""
    report, event = pair
    record = archive.record
    adds_to = _report_link(archive, event.adds_to) if event.adds_to else None
    return EventLine(
        event.id,
        span_words(event),
        tuple(Link(record.places[name].name, addresses.place_page(name)) for name in event.places),
        _elsewhere(archive, pair),
        counts_words(event.counts, record.dataset.measures.values()),
        tally_words(event.tallies, record.dataset),
        event.note,
        event.retracted,
        adds_to,
        Link(record.sources[report.source].title, addresses.event_page(report.id, event.id)),
    )


def _report_link(archive: Archive, name: str) -> Link:
    source = archive.record.sources[archive.record.reports[name].source]
    return Link(source.title, addresses.report_page(name))


def _elsewhere(archive: Archive, pair: Pair) -> str:
    """Where an event lies that names no place."""
    report, event = pair
    countries = [event.country] if event.country else report.covers
    names = [archive.record.dataset.countries[name].name for name in countries]
    return f"{listed(names, 'or')}, place not stated"


def event_lines(archive: Archive, pairs: Iterable[Pair]) -> tuple[EventLine, ...]:
    """Events in words, in the order given."""
    return tuple(event_line(archive, pair) for pair in pairs)


def count_table(archive: Archive, total: str, answers: dict[Measure, Answer]) -> CountTable:
    """What each measure counts in all and by country. Countries in which nothing was counted, or may have been, are left out."""
    measures = tuple(answers)
    split = {row.key: row.label for answer in answers.values() for row in answer.by(archive.record.dataset.country_word)}
    names = tuple(capital(measure.many) for measure in measures)
    under = tuple((name,) for name in names)
    rows = [ViewRow(total, tuple(in_full(answers[measure].count) for measure in measures), under=under)]
    if len(split) > 1:
        for country, name in split.items():
            parts = [answers[measure].narrowed(countries=frozenset({country})) for measure in measures]
            rows.append(ViewRow(name, tuple(in_full(part.count) for part in parts), under=under))
    return CountTable(names, tuple(rows))


def missing(archive: Archive, period: Period, countries: Iterable[str], unplaced: Iterable[Answer] = ()) -> tuple[str, ...]:
    """What is not known of a period: days without a report, counts without a place."""
    names = archive.record.dataset.countries
    gaps = [(country, archive.uncovered(period, country)) for country in countries]
    said: list[str | None] = [gap_words(days, period.days, names[country].name) for country, days in gaps if days]
    spoken = [answer for answer in unplaced if answer.coverage != "none"]
    said += [unplaced_words(archive.unplaced(answer), answer.count, answer.measure) for answer in spoken]
    return sentences(said)


def source_line(source: Source) -> SourceLine:
    """A source as a page names it."""
    kinds = {"official": "", "mirror": "copy of the original", "second-hand": "second-hand"}
    return SourceLine(
        source.title,
        source.publisher,
        kinds[source.kind],
        web_address(source.url),
        web_address(source.archived),
        web_address(source.official),
        source.note,
    )


def web_address(text: str | None) -> str | None:
    """An address that a reader can go to, None for anything else."""
    return text if text and text.startswith(("https://", "http://")) else None
