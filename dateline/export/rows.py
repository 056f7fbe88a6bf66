"""What the tables of the data package hold: a record as rows, each value in the order of its table's fields.

Values are Python's: texts, whole numbers, days, tuples of ids or texts, tuples of tallies; None where nothing was said. How they
are written is for each kind of file to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from dateline.counting.standing import standing_of
from dateline.counting.trees import event_region
from dateline.model import Amount, Dataset, Event, Named, Record, Report, Stated, Tally

Value = str | int | float | bool | dt.date | tuple[str, ...] | tuple[Tally, ...] | None
Row = tuple[Value, ...]


def rows_of(table: str, record: Record) -> Iterator[Row]:
    """The rows of a table of a record, by the table's name."""
    return _MAKERS[table](record)


def ordered_events(record: Record) -> list[tuple[Report, Event]]:
    """All events with their reports, by first day, last day and id."""
    found = [(report, event) for report in record.reports.values() for event in report.events]
    return sorted(found, key=lambda pair: (pair[1].on.start, pair[1].on.end, pair[1].id))


def _events(record: Record) -> Iterator[Row]:
    counting = _counting(record)
    for report, event in ordered_events(record):
        source = record.sources[event.source or report.source]
        yield (
            event.id,
            report.id,
            source.id,
            event.on.start,
            event.on.end,
            event.places,
            tuple(sorted(event_region(record, report, event).countries)),
            *_amounts(record.dataset, event.counts),
            *_kinds(record.dataset, event.tallies),
            _status(event, counts=report.id in counting),
            event.note,
            source.kind,
            source.url,
            event.adds_to,
        )


def _counting(record: Record) -> set[str]:
    """The ids of the reports that count: those that no other report has replaced."""
    standing = standing_of(record)
    return {member.id for top in standing.tops for member in standing.members(top)}


def _status(event: Event, *, counts: bool) -> str:
    if event.retracted:
        return "retracted"
    if not counts:
        return "replaced"
    return "late" if event.adds_to else "counted"


def _reports(record: Record) -> Iterator[Row]:
    for report in sorted(record.reports.values(), key=lambda report: report.id):
        yield (
            report.id,
            report.source,
            report.actor,
            report.period.start,
            report.period.end,
            report.covers,
            report.partial,
            report.part_of,
            report.replaces,
            record.published(report),
            report.discrepancy,
            report.note,
        )


def _stated(record: Record) -> Iterator[Row]:
    for report in sorted(record.reports.values(), key=lambda report: report.id):
        for number, row in enumerate(report.stated, start=1):
            yield _total(record.dataset, report, number, row)


def _total(dataset: Dataset, report: Report, number: int, row: Stated) -> Row:
    return (
        report.id,
        number,
        row.on.start,
        row.on.end,
        row.country,
        row.place,
        *_amounts(dataset, row.counts),
        *_kinds(dataset, row.tallies),
        row.source or report.source,
        row.discrepancy.use if row.discrepancy else None,
        row.discrepancy.note if row.discrepancy else None,
        row.note,
    )


def _amounts(dataset: Dataset, counts: dict[str, Amount]) -> Iterator[int | None]:
    for measure in dataset.measures:
        amount = counts.get(measure)
        yield amount.low if amount else None
        yield amount.high if amount else None


def _kinds(dataset: Dataset, tallies: dict[str, tuple[Tally, ...]]) -> Iterator[tuple[Tally, ...]]:
    yield from (tallies.get(category, ()) for category in dataset.categories)


def _places(record: Record) -> Iterator[Row]:
    for place in record.places.values():
        yield (
            place.id,
            place.name,
            place.country,
            place.admin1,
            place.aliases,
            place.lat,
            place.lon,
            place.coordinate_source,
            place.note,
        )


def _sources(record: Record) -> Iterator[Row]:
    for source in record.sources.values():
        yield (
            source.id,
            source.title,
            source.publisher,
            source.url,
            source.kind,
            source.official,
            source.published,
            source.accessed,
            source.archived,
            source.sha256,
            source.note,
        )


def _corrections(record: Record) -> Iterator[Row]:
    for one in record.corrections:
        yield (one.id, one.on, one.kind, one.target, one.key, one.was, one.now, one.why, one.noticed_by, one.source)


def _measures(record: Record) -> Iterator[Row]:
    for measure in record.dataset.measures.values():
        yield (measure.id, measure.one, measure.many, measure.definition, measure.source)


def _categories(record: Record) -> Iterator[Row]:
    for one in record.dataset.categories.values():
        yield (one.id, one.key, one.one, one.many, one.effect, one.definition)


def _words(record: Record) -> Iterator[Row]:
    dataset = record.dataset
    yield from _named("country", dataset.country_word, dataset.countries.values())
    yield from _named("actor", "actor", dataset.actors.values())
    for category in dataset.categories.values():
        yield from _named("kind", category.id, category.kinds.values())
        yield from _named("effect", category.id, category.effects.values())


def _named(role: str, listed: str, words: Iterable[Named]) -> Iterator[Row]:
    for word in words:
        yield (role, listed, word.id, word.name, word.many, word.definition)


def _weeks(record: Record) -> Iterator[Row]:
    for rule in record.dataset.weeks:
        yield (rule.start, rule.days, rule.once, rule.note)


_MAKERS: dict[str, Callable[[Record], Iterator[Row]]] = {
    "events": _events,
    "reports": _reports,
    "stated": _stated,
    "places": _places,
    "sources": _sources,
    "corrections": _corrections,
    "measures": _measures,
    "categories": _categories,
    "words": _words,
    "weeks": _weeks,
}
