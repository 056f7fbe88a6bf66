"""JSON: the record as a whole in one file, and its tables one by one.

`events.json` is the record as it was written: reports with their stated totals and events, and the words that they use. The other
files hold the rows of a table as objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.export.rows import Row
from dateline.export.tables import Table
from dateline.model import Amount, Category, Correction, Dataset, Event, Named, Place, Record, Report, Source, Stated, Tally

_SOME = Amount(1, None)


def table_json(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows of a table as a list of objects by the names of its columns; null where nothing was said."""
    return _written(objects(table, rows))


def objects(table: Table, rows: Iterable[Row]) -> list[dict[str, object]]:
    """Rows as objects that can be encoded: each kind of a category with its `low` and `high`."""
    names = table.header
    kinds = [number for number, field in enumerate(table.fields) if field.kind == "tallies"]
    return [dict(zip(names, _with_kinds(row, kinds), strict=True)) for row in rows]


def _with_kinds(row: Row, kinds: list[int]) -> Sequence[object]:
    values: list[Any] = list(row)
    for number in kinds:
        values[number] = [_tally(entry) for entry in values[number]]
    return values


def events_json(record: Record) -> bytes:
    """The reports with their stated totals and events, as they are on record, and the words that they use."""
    dataset = record.dataset
    content = {
        "id": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "publisher": _filled({"name": dataset.publisher, "url": dataset.publisher_url}),
        "licence": {"name": dataset.licence.name, "url": dataset.licence.url},
        **_vocabulary(dataset),
        "places": {place.id: _place(place) for place in record.places.values()},
        "sources": {source.id: _source(source) for source in record.sources.values()},
        "reports": [_report(report) for report in record.reports.values()],
        "corrections": [_correction(correction) for correction in record.corrections],
    }
    return _written(content)


def _written(content: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _vocabulary(dataset: Dataset) -> dict[str, object]:
    return {
        "measures": {
            m.id: _filled({"one": m.one, "many": m.many, "definition": m.definition, "source": m.source})
            for m in dataset.measures.values()
        },
        "country_word": dataset.country_word,
        "countries": _words(dataset.countries.values()),
        "actors": _words(dataset.actors.values()),
        "categories": {category.id: _category(category) for category in dataset.categories.values()},
        "weeks": [
            _filled({"start": str(rule.start), "days": rule.days, "once": rule.once, "note": rule.note}) for rule in dataset.weeks
        ],
    }


def _words(words: Iterable[Named]) -> dict[str, object]:
    return {word.id: _filled({"name": word.name, "many": word.many, "definition": word.definition}) for word in words}


def _category(category: Category) -> dict[str, object]:
    return _filled(
        {
            "key": category.key,
            "one": category.one,
            "many": category.many,
            "definition": category.definition,
            "kinds": _words(category.kinds.values()),
            "effect": category.effect,
            "effects": _words(category.effects.values()),
        }
    )


def _correction(one: Correction) -> dict[str, object]:
    return _filled({**msgspec.structs.asdict(one), "on": str(one.on)})


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
            "sha256": source.sha256,
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


def _tally(tally: Tally) -> dict[str, object]:
    return {"effect": tally.effect, "kind": tally.kind, **_range(tally.amount or _SOME)}


def _filled(fields: dict[str, object]) -> dict[str, object]:
    """Without what was not said."""
    return {name: value for name, value in fields.items() if value is not None and value is not False and value not in ([], {})}
