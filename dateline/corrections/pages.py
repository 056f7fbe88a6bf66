"""Which pages of the record a correction changed: weeks, places and reports, with their counts before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import addresses
from dateline.charts.wording import capital, in_full
from dateline.corrections.differences import UNASKED, Difference, PageChange
from dateline.corrections.steps import Step
from dateline.counting.weeks import week_of, weeks_between
from dateline.errors import QueryError
from dateline.markdown.numbers import question
from dateline.model import Event, Frozen, Period, Record
from dateline.query import Answer, Desk
from dateline.query.words import reader_period


class RecordEffect(Frozen, frozen=True):
    """What corrections (their ids) changed in the record: counts of the days they are about, and pages."""

    corrections: tuple[str, ...]
    days: tuple[Difference, ...]
    pages: tuple[PageChange, ...]


def record_effects(steps: Iterable[Step]) -> tuple[RecordEffect, ...]:
    """What each step changed, in their order."""
    return tuple(_effect(step) for step in steps)


def _effect(step: Step) -> RecordEffect:
    events = _changed_events(step)
    pages = (*_reports(step), *_weeks(step, events), *_places(step, events))
    return RecordEffect(tuple(correction.id for correction in step.corrections), tuple(_days(step, events)), pages)


def _changed_events(step: Step) -> tuple[Event, ...]:
    """The events that differ, as they were and as they are."""
    found: list[Event] = []
    for was, now in step.changed:
        old, new = set(map(repr, was.events)), set(map(repr, now.events))
        found += [event for event in was.events if repr(event) not in new]
        found += [event for event in now.events if repr(event) not in old]
    return tuple(found)


def _reports(step: Step) -> Iterator[PageChange]:
    for _, now in step.changed:
        title = step.after.record.sources[now.source].title
        numbers = tuple(_differing(step, None, "{} of this report", report=now.id))
        yield PageChange(addresses.report_page(now.id), title, numbers)


def _weeks(step: Step, events: tuple[Event, ...]) -> Iterator[PageChange]:
    """The weeks with other counts, or with other events on their pages."""
    rules = step.after.record.dataset.weeks
    shown = {week for event in events for week in weeks_between(rules, event.on)}
    extent = step.after.extent
    found = {week for days in step.days for week in weeks_between(rules, days)} | shown
    for week in sorted(found):
        if week_of(rules, week.start) != week or not extent.overlaps(week):
            continue
        numbers = tuple(_by_country(step, week))
        if numbers or week in shown:
            yield PageChange(addresses.week_page(week.start), f"Week of {reader_period(week)}", numbers)


def _by_country(step: Step, period: Period) -> Iterator[Difference]:
    yield from _differing(step, period)
    for country in step.after.record.dataset.countries:
        yield from _differing(step, period, **{step.after.record.dataset.country_word: country})


def _places(step: Step, events: tuple[Event, ...]) -> Iterator[PageChange]:
    named = dict.fromkeys(place for event in events for place in event.places)
    for place in sorted(named, key=lambda name: (step.after.record.places[name].name, name)):
        numbers = tuple(_differing(step, None, place=place))
        yield PageChange(addresses.place_page(place), step.after.record.places[place].name, numbers)


def _days(step: Step, events: tuple[Event, ...]) -> Iterator[Difference]:
    """The counts of the single days of events that differ, in their countries."""
    record = step.after.record
    asked = {(event.on, country) for event in events if event.on.days == 1 for country in _countries(event, record)}
    for on, country in sorted(asked):
        yield from _differing(step, on, **{record.dataset.country_word: country})


def _countries(event: Event, record: Record) -> set[str]:
    return {record.places[place].country for place in event.places} | ({event.country} if event.country else set())


def _differing(step: Step, period: Period | None, named: str | None = None, **filters: str) -> Iterator[Difference]:
    """The measures of a question that read differently. `named` is what it is called, `{}` in it the measure."""
    for name, measure in step.after.record.dataset.measures.items():
        if name not in step.measures:
            continue
        was, now = _asked(step.before, name, period, filters), _asked(step.after, name, period, filters)
        if now is None:
            continue
        old, new = in_full(was.count) if was else UNASKED, in_full(now.count)
        if old != new:
            yield Difference(capital(named.format(measure.many) if named else question(now)), old, new)


def _asked(desk: Desk, measure: str, period: Period | None, filters: dict[str, str]) -> Answer | None:
    try:
        return desk.ask(measure, period, **filters)
    except QueryError:
        return None
