"""Every event of a record as one JSON file of columns, small enough to be fetched whole by the explore page.

The form of the file is an agreement with `templates/assets/javascripts/explore-store.js` alone, not a download for others: those
have events.csv and events.json. Days are counted from 1 January 1970. What repeats (places, lists of targets, notes) is said
once in a list and named by its index. Nothing is left out: retracted events and replaced reports are marked as such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import msgspec

from dateline.counting.bounds import ZERO, Count
from dateline.counting.meters import amount_of, of_amount
from dateline.counting.trees import event_region
from dateline.counting.weeks import weeks_between
from dateline.export import ordered_events
from dateline.model import Category, Event, Period, Record, Report, Source, Tally
from dateline.query import Desk

VERSION = 1
UNKNOWN = -1
"""Stands for a number that nobody stated: the upper end of `some`, or a measure that an event does not give."""
COUNTED, LATE, RETRACTED, REPLACED = range(4)
"""What an event's status may be; those retracted, and those of a replaced report, count nothing."""
_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass
class _Indexed:
    """A list without repetition: each entry is known by where it stands."""

    index: dict[Hashable, int] = field(default_factory=dict)

    def of(self, entry: Hashable) -> int:
        return self.index.setdefault(entry, len(self.index))

    @property
    def entries(self) -> list[Hashable]:
        return list(self.index)


def explore_json(desk: Desk) -> bytes:
    """The file for the explore page: the words of the dataset, the reporting weeks, and the events as columns."""
    record = desk.record
    columns = _Columns(desk)
    for report, event in ordered_events(record):
        columns.add(report, event)
    dataset = record.dataset
    content = {
        "version": VERSION,
        "title": dataset.title,
        "licence": dataset.licence.name,
        "country_word": dataset.country_word,
        "measures": [[measure.id, measure.one, measure.many] for measure in dataset.measures.values()],
        "countries": [[country.id, country.name] for country in dataset.countries.values()],
        "places": [
            [place.id, place.name, list(dataset.countries).index(place.country), list(place.aliases)]
            for place in record.places.values()
        ],
        "categories": [_category(category) for category in dataset.categories.values()],
        "reports": list(record.reports),
        "sources": [_source(source) for source in record.sources.values()],
        "weeks": _weeks(desk),
        "stated": [str(desk.ask(measure)) if record.reports else "0" for measure in dataset.measures],
        "itemised": [str(itemised(desk, measure)) for measure in dataset.measures],
        **columns.content(),
    }
    return msgspec.json.encode(content) + b"\n"


def itemised(desk: Desk, measure: str) -> Count:
    """How many of a measure the events that count itemise together."""
    replaced = replaced_reports(desk.record)
    total = ZERO
    for report, event in ordered_events(desk.record):
        amount = event.counts.get(measure)
        if amount is not None and status_of(report, event, replaced) in (COUNTED, LATE):
            total += of_amount(amount)
    return total


def status_of(report: Report, event: Event, replaced: AbstractSet[str]) -> int:
    """Whether an event counts, was added late, was retracted, or stands in a report that another one replaced."""
    if event.retracted:
        return RETRACTED
    if report.id in replaced:
        return REPLACED
    return LATE if event.adds_to else COUNTED


def replaced_reports(record: Record) -> frozenset[str]:
    """The reports in whose place a later one stands."""
    return frozenset(report.replaces for report in record.reports.values() if report.replaces)


class _Columns:
    """The events, column by column, and the lists that the columns point into."""

    def __init__(self, desk: Desk) -> None:
        self._record = desk.record
        self._replaced = replaced_reports(desk.record)
        dataset = desk.record.dataset
        self._reports = {name: number for number, name in enumerate(desk.record.reports)}
        self._sources = {name: number for number, name in enumerate(desk.record.sources)}
        self._places = {name: number for number, name in enumerate(desk.record.places)}
        self._countries = {name: number for number, name in enumerate(dataset.countries)}
        self._wheres, self._notes = _Indexed(), _Indexed()
        self._added: dict[str, str] = {}
        self._tallies = [_Indexed() for _ in dataset.categories]
        self._plain: dict[str, list[object]] = {
            name: [] for name in ("id", "report", "source", "start", "days", "where", "status", "note")
        }
        self._low: list[list[int]] = [[] for _ in dataset.measures]
        self._high: list[list[int]] = [[] for _ in dataset.measures]
        self._kinds: list[list[int]] = [[] for _ in dataset.categories]

    def add(self, report: Report, event: Event) -> None:
        countries = tuple(sorted(self._countries[name] for name in event_region(self._record, report, event).countries))
        row = {
            "id": event.id,
            "report": self._reports[report.id],
            "source": self._sources[event.source or report.source],
            "start": event.on.start.toordinal() - _EPOCH,
            "days": event.on.days,
            "where": self._wheres.of((tuple(self._places[name] for name in event.places), countries)),
            "status": status_of(report, event, self._replaced),
            "note": UNKNOWN if event.note is None else self._notes.of(event.note),
        }
        for name, value in row.items():
            self._plain[name].append(value)
        if event.adds_to is not None:
            self._added[event.id] = event.adds_to
        self._count(event)

    def _count(self, event: Event) -> None:
        dataset = self._record.dataset
        for number, measure in enumerate(dataset.measures):
            amount = event.counts.get(measure)
            self._low[number].append(UNKNOWN if amount is None else amount.low)
            self._high[number].append(UNKNOWN if amount is None or amount.high is None else amount.high)
        for number, category in enumerate(dataset.categories.values()):
            tallies = event.tallies.get(category.id)
            kept = UNKNOWN if tallies is None else self._tallies[number].of(tuple(_tally(category, tally) for tally in tallies))
            self._kinds[number].append(kept)

    def content(self) -> dict[str, object]:
        """The columns under `events`, the lists, and `added`: by the ids of late events the reports that they were added to."""
        events = {**self._plain, "low": self._low, "high": self._high, "kinds": self._kinds}
        tallies = [indexed.entries for indexed in self._tallies]
        lists = {"wheres": self._wheres.entries, "notes": self._notes.entries, "tallies": tallies}
        return {**lists, "added": self._added, "events": events}


def _tally(category: Category, tally: Tally) -> tuple[object, ...]:
    """`[kind, effect, low, high, some]`: kind and effect by their index, -1 for none; some: no number was given."""
    count = amount_of(tally)
    effect = UNKNOWN if tally.effect is None else list(category.effects).index(tally.effect)
    high = UNKNOWN if count.high is None else count.high
    return (list(category.kinds).index(tally.kind), effect, count.low, high, int(tally.amount is None))


def _category(category: Category) -> dict[str, object]:
    return {
        "key": category.key,
        "one": category.one,
        "many": category.many,
        "kinds": [[kind.id, kind.name, kind.many or kind.name] for kind in category.kinds.values()],
        "effects": [[effect.id, effect.name] for effect in category.effects.values()],
    }


def _source(source: Source) -> list[str]:
    return [source.id, source.title, source.publisher, source.url, source.kind]


def _weeks(desk: Desk) -> list[list[int]]:
    """The first and the last day of every reporting week that holds a report's or an event's day."""
    record = desk.record
    days = [period for report in record.reports.values() for period in (report.period, *(event.on for event in report.events))]
    if not days:
        return []
    extent = Period(min(period.start for period in days), max(period.end for period in days))
    return [
        [week.start.toordinal() - _EPOCH, week.end.toordinal() - _EPOCH] for week in weeks_between(record.dataset.weeks, extent)
    ]
