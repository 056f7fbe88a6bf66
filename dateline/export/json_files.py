"""The record as JSON: reports with their stated totals and events, as they are on record, and the words that they use."""

from __future__ import annotations

import msgspec

from dateline.model import Amount, Event, Place, Record, Report, Source, Stated, Tally

_SOME = Amount(1, None)


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
