"""The record in files for others: events as CSV and JSON, and the feeds of the articles.

Here belongs what re-users and feed readers get. Every number in words was computed before it came here.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from dateline.counting.trees import event_region
from dateline.model import Amount, Event, Place, Record, Report, Source, Stated, Tally
from dateline.render import page_environment

_SOME = Amount(1, None)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def events_csv(record: Record) -> bytes:
    """Every event, one a line, in the order of its first day. A count is two columns; an empty high means unknown.

    `places` holds the places that the event lies at one of, separated by `|`. `targets` and other categories read
    `effect:kind:count`, separated by `;`. `status` is `counted`, `late` (added by a later release) or `retracted`. The source's
    kind and address stand on every line, so that the file speaks for itself.
    """
    measures, categories = list(record.dataset.measures), list(record.dataset.categories.values())
    header = ["id", "report", "source", "start", "end", "places", record.dataset.country_word]
    header += [f"{measure}_{end}" for measure in measures for end in ("low", "high")]
    header += [category.key for category in categories] + ["status", "note", "source_kind", "source_url"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for report, event in ordered_events(record):
        countries = "|".join(sorted(event_region(record, report, event).countries))
        row = [event.id, report.id, event.source or report.source, str(event.on.start), str(event.on.end)]
        row += ["|".join(event.places), countries]
        for measure in measures:
            row += _cells(event.counts.get(measure))
        row += [_tallies(event.tallies.get(category.id, ())) for category in categories]
        source = record.sources[event.source or report.source]
        row += [_status(event), event.note or "", source.kind, source.url]
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode()


def ordered_events(record: Record) -> list[tuple[Report, Event]]:
    """All events with their reports, by first day and id."""
    found = [(report, event) for report in record.reports.values() for event in report.events]
    return sorted(found, key=lambda pair: (pair[1].on.start, pair[1].on.end, pair[1].id))


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(amount: Amount | None) -> list[str]:
    if amount is None:
        return ["", ""]
    return [str(amount.low), "" if amount.high is None else str(amount.high)]


def _tallies(tallies: Iterable[Tally]) -> str:
    return ";".join(f"{tally.effect or ''}:{tally.kind}:{_number(tally.amount)}" for tally in tallies)


def _number(amount: Amount | None) -> str:
    if amount is None:
        return "some"
    if amount.is_exact:
        return str(amount.low)
    return f"{amount.low}-{'' if amount.high is None else amount.high}"


def _status(event: Event) -> str:
    if event.retracted:
        return "retracted"
    return "late" if event.adds_to else "counted"


def events_json(record: Record) -> bytes:
    """The reports with their stated totals and events, as they are on record, and the words that they use."""
    dataset = record.dataset
    content = {
        "id": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "licence": {"name": dataset.licence.name, "url": dataset.licence.url},
        "measures": {m.id: {"one": m.one, "many": m.many, "definition": m.definition} for m in dataset.measures.values()},
        "places": {place.id: _place(place) for place in record.places.values()},
        "sources": {source.id: _source(source) for source in record.sources.values()},
        "reports": [_report(report) for report in record.reports.values()],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _place(place: Place) -> dict[str, object]:
    return _filled(
        {
            "name": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "aliases": list(place.aliases),
            "lat": place.lat,
            "lon": place.lon,
            "coordinate_source": place.coordinate_source,
            "note": place.note,
        }
    )


def _source(source: Source) -> dict[str, object]:
    days = {"published": source.published, "accessed": source.accessed}
    return _filled(
        {
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "kind": source.kind,
            "official": source.official,
            **{name: str(day) for name, day in days.items() if day},
            "archived": source.archived,
            "note": source.note,
        }
    )


def _report(report: Report) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": report.id,
        "source": report.source,
        "actor": report.actor,
        "start": str(report.period.start),
        "end": str(report.period.end),
        "covers": list(report.covers),
        "partial": report.partial,
        "part_of": report.part_of,
        "replaces": report.replaces,
        "discrepancy": report.discrepancy,
        "note": report.note,
        "stated": [_stated(row) for row in report.stated],
        "events": [_event(event) for event in report.events],
    }
    return _filled(fields)


def _stated(row: Stated) -> dict[str, object]:
    return _filled(
        {
            "start": str(row.on.start),
            "end": str(row.on.end),
            "country": row.country,
            "place": row.place,
            "counts": _amounts(row.counts),
            "tallies": _tally_lists(row.tallies),
            "source": row.source,
            "discrepancy": {"use": row.discrepancy.use, "note": row.discrepancy.note} if row.discrepancy else None,
            "note": row.note,
        }
    )


def _event(event: Event) -> dict[str, object]:
    return _filled(
        {
            "id": event.id,
            "start": str(event.on.start),
            "end": str(event.on.end),
            "places": list(event.places),
            "country": event.country,
            "counts": _amounts(event.counts),
            "tallies": _tally_lists(event.tallies),
            "source": event.source,
            "adds_to": event.adds_to,
            "retracted": event.retracted,
            "note": event.note,
        }
    )


def _amounts(counts: dict[str, Amount]) -> dict[str, object]:
    return {measure: _range(amount) for measure, amount in counts.items()}


def _range(amount: Amount) -> dict[str, object]:
    """Both ends, `high` null where nobody said how many at most."""
    return {"low": amount.low, "high": amount.high}


def _tally_lists(tallies: dict[str, tuple[Tally, ...]]) -> dict[str, object]:
    return {
        category: [_filled({"kind": tally.kind, "effect": tally.effect}) | _range(tally.amount or _SOME) for tally in listed]
        for category, listed in tallies.items()
    }


def _filled(fields: dict[str, object]) -> dict[str, object]:
    """Without what was not said."""
    return {name: value for name, value in fields.items() if value is not None and value is not False and value not in ([], {})}


@dataclass(frozen=True)
class FeedEntry:
    """An article in a feed: plain texts, an absolute address."""

    title: str
    description: str
    url: str
    date: dt.date
    updated: dt.date
    authors: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """What the feeds say of the site itself."""

    title: str
    description: str
    url: str


MOST_ENTRIES = 30


def feeds(feed: Feed, entries: Iterable[FeedEntry], templates: list[Path]) -> Iterator[tuple[str, bytes]]:
    """The feeds as (file name, content): RSS and JSON Feed by publication, RSS by last update."""
    known = list(entries)
    by_date = sorted(known, key=lambda entry: (entry.date, entry.url), reverse=True)[:MOST_ENTRIES]
    by_update = sorted(known, key=lambda entry: (entry.updated, entry.url), reverse=True)[:MOST_ENTRIES]
    template = page_environment(templates).get_template("partials/feed.rss.html")
    for name, chosen in (("created", by_date), ("updated", by_update)):
        days = [entry.date if name == "created" else entry.updated for entry in chosen]
        items = [(entry, rfc822(day)) for entry, day in zip(chosen, days, strict=True)]
        built = rfc822(max(days)) if days else None
        yield f"feed_rss_{name}.xml", template.render(feed=feed, items=items, name=f"feed_rss_{name}.xml", built=built).encode()
    yield "feed_json_created.json", _json_feed(feed, by_date)


def rfc822(day: dt.date) -> str:
    """The first moment of a day (UTC) as RSS writes it, in English whatever the locale."""
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]
    return f"{weekday}, {day.day:02d} {month} {day.year} 00:00:00 +0000"


def _json_feed(feed: Feed, entries: Iterable[FeedEntry]) -> bytes:
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": f"{feed.url}feed_json_created.json",
        "description": feed.description,
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.description,
                "date_published": f"{entry.date}T00:00:00Z",
                "date_modified": f"{entry.updated}T00:00:00Z",
                "authors": [{"name": name} for name in entry.authors],
            }
            for entry in entries
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
