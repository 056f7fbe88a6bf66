"""A correction in words for readers: what was wrong, what was published, what is right.

Plain texts, to be escaped where they go. Ids become names where the record knows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from dateline import addresses
from dateline.charts.wording import capital, counted
from dateline.counting.meters import of_amount
from dateline.load import plain_of
from dateline.model import Correction, Event, Period, Record, Report
from dateline.query.words import listed, reader_day, reader_period

NOTHING = "nothing given"


@dataclass(frozen=True, slots=True)
class Described:
    """`subject` is what was wrong, with its address (of articles None: the host knows it); `value` which part of it."""

    subject: str
    address: str | None
    value: str
    was: str
    now: str


def described(correction: Correction, record: Record) -> Described:
    """A correction as readers are told of it."""
    was, now = (None if text is None else plain_of(text) for text in (correction.was, correction.now))
    key = (correction.key or "").split(".")
    if correction.kind == "article":
        return Described(correction.target, None, "", was or "", now or "")
    report, event = _found(correction, record)
    if correction.kind == "report" and key[0] == "events":
        key = key[2:]
    subject, address = _subject(report, event, record)
    value = _value(key, record)
    if not key and event is not None:
        old = NOTHING if was is None else _event_words(was, record)
        value = "an event that was left out" if was is None else "an event"
        return Described(subject, address, value, old, _event(now, event, record))
    return Described(subject, address, value, _words(was, key, record), _words(now, key, record))


def in_words(correction: Correction, record: Record) -> Correction:
    """The same correction with what readers are told of it in the place of ids, keys and YAML, for feeds and search engines."""
    found = described(correction, record)
    return msgspec.structs.replace(
        correction, target=found.subject, key=found.value or None, was=found.was or None, now=found.now or None
    )


def _found(correction: Correction, record: Record) -> tuple[Report | None, Event | None]:
    """The report and, where the correction is of one, its event."""
    key = (correction.key or "").split(".")
    if correction.kind == "report":
        report = record.reports.get(correction.target)
        name = key[1] if key[0] == "events" and len(key) > 1 else None
        return report, next((event for event in report.events if event.id == name), None) if report else None
    for report in record.reports.values():
        for event in report.events:
            if event.id == correction.target:
                return report, event
    return None, None


def _subject(report: Report | None, event: Event | None, record: Record) -> tuple[str, str | None]:
    if report is None:
        return "", None
    title = record.sources[report.source].title
    if event is None:
        return title, addresses.report_page(report.id)
    return title, addresses.event_page(report.id, event.id)


def _value(key: list[str], record: Record) -> str:
    """Which value of a report or an event a key leads to."""
    names = {
        "period": "the days that it speaks of",
        "on": "the day",
        "place": "the place",
        "retracted": "whether it counts",
        "note": "the note",
        "discrepancy": "the note",
        "source": "the source",
        "covers": "the countries that it speaks of",
        "part_of": "what it is part of",
        "replaces": "what it replaces",
        "adds_to": "what it adds to",
    }
    names |= {measure.id: measure.many for measure in record.dataset.measures.values()}
    names |= {category.key: category.many for category in record.dataset.categories.values()}
    if not key:
        return ""
    if key[0] == "stated" and len(key) > 1:
        rest = _value(key[2:], record)
        return f"stated total {key[1]}{f': {rest}' if rest else ''}"
    said = names.get(key[0], key[0].replace("_", " "))
    kinds = {k.id: k.name for c in record.dataset.categories.values() for k in (*c.kinds.values(), *c.effects.values())}
    inner = [kinds.get(step, step) for step in key[1:]]
    return f"{said} ({', '.join(inner)})" if inner else said


def _words(value: Any, key: list[str], record: Record) -> str:
    """A value for readers: days, places and counts as pages write them; anything else as it stands."""
    if value is None:
        return NOTHING
    last = key[-1] if key else ""
    if last in {"period", "on"} and isinstance(value, str):
        return reader_period(Period.parse(value))
    if last == "place" or (len(key) > 1 and key[-2] == "place"):
        places = value if isinstance(value, list) else [value]
        return listed([record.places[name].name if name in record.places else str(name) for name in places], "or")
    if last == "retracted":
        return "retracted" if value == "true" else "not retracted"
    if isinstance(value, dict) and value.keys() <= {"min", "max"}:
        return f"{value['min']} to {value['max']}" if "max" in value else f"at least {value['min']}"
    return _plainly(value, record)


def _plainly(value: Any, record: Record) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_value([key], record) or key}: {_words(item, [key], record)}" for key, item in value.items())
    return listed([_plainly(item, record) for item in value]) if isinstance(value, list) else str(value)


def _event_words(value: Any, record: Record) -> str:
    return _plainly({key: item for key, item in value.items() if key != "id"}, record) if isinstance(value, dict) else str(value)


def _event(now: Any, event: Event, record: Record) -> str:
    """An event as it is now: how many, where, when."""
    if now is None:
        return NOTHING
    numbers = [counted(of_amount(event.counts[m.id]), m) for m in record.dataset.measures.values() if m.id in event.counts]
    places = listed([record.places[name].name for name in event.places], "or")
    return capital(", ".join(filter(None, [*numbers, places and f"near {places}", _days(event)])))


def _days(event: Event) -> str:
    return reader_day(event.on.start) if event.on.days == 1 else reader_period(event.on)
