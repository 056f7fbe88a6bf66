"""A record read back from its downloads alone: from the CSV files, from `events.json`, and events from Parquet.

Nothing of the exporting code is used: what a re-user can know is what stands in the files, and in `datapackage.json`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow.parquet as pq

from dateline.model import (
    Amount,
    Category,
    Correction,
    Dataset,
    Discrepancy,
    Event,
    Licence,
    Measure,
    Named,
    Period,
    Place,
    Record,
    Report,
    Source,
    Stated,
    Tally,
    WeekRule,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
Files = Mapping[str, bytes]
Row = dict[str, Any]


def cell(text: str) -> str | None:
    """A cell without the quotation mark that kept it from being a formula; None for an empty one."""
    if text.startswith("'") and text.lstrip("'").startswith(_FORMULA):
        text = text[1:]
    return text or None


def rows(files: Files, name: str) -> list[Row]:
    """The rows of a table, read as its schema in datapackage.json says."""
    package = json.loads(files["datapackage.json"])
    resource = next(entry for entry in package["resources"] if entry["name"] == name)
    fields = resource["schema"]["fields"]
    read = csv.reader(io.StringIO(files[resource["path"]].decode(), newline=""))
    assert next(read) == [field["name"] for field in fields]
    return [{field["name"]: _value(text, field) for text, field in zip(row, fields, strict=True)} for row in read]


def _value(text: str, field: dict[str, Any]) -> Any:
    if field["type"] == "list":
        return tuple(text.split(field["delimiter"])) if text else ()
    if field["type"] == "array":
        return tuple(json.loads(text)) if text else ()
    given = cell(text)
    if given is None:
        return None
    read: dict[str, Callable[[str], Any]] = {
        "integer": int,
        "number": float,
        "boolean": lambda word: word == "true",
        "date": dt.date.fromisoformat,
    }
    return read.get(field["type"], str)(given)


def from_csv(files: Files) -> Record:
    """The record in the CSV files."""
    dataset = _dataset(files)
    return _record(dataset, files, [_event(row, dataset) for row in rows(files, "events")])


def from_parquet(files: Files) -> Record:
    """The record with its events from Parquet, all else from CSV."""
    dataset = _dataset(files)
    table = pq.read_table(io.BytesIO(files["events.parquet"])).to_pylist()
    for row in table:
        for category in dataset.categories.values():
            row[category.key] = tuple(
                Tally(t["kind"], t["effect"], None if t["low"] is None else Amount(t["low"], t["high"]))
                for t in row[category.key]
            )
        row["places"], row[dataset.country_word] = tuple(row["places"]), tuple(row[dataset.country_word])
    return _record(dataset, files, [_event(row, dataset) for row in table])


def _record(dataset: Dataset, files: Files, events: list[tuple[str, Event, tuple[str, ...]]]) -> Record:
    sources = {row["id"]: Source(**row) for row in rows(files, "sources")}
    word = dataset.country_word
    places = {row["id"]: Place(country=row.pop(word), **row) for row in rows(files, "places")}
    stated: dict[str, list[Stated]] = {}
    for row in rows(files, "stated"):
        stated.setdefault(row["report"], []).append(_stated(row, dataset))
    reports = {}
    for row in rows(files, "reports"):
        period = Period(row.pop("start"), row.pop("end"))
        del row["known"]
        theirs = tuple(_within(event, countries, row) for name, event, countries in events if name == row["id"])
        reports[row["id"]] = Report(file="", period=period, stated=tuple(stated.get(row["id"], ())), events=theirs, **row)
    corrections = tuple(Correction(**row) for row in rows(files, "corrections"))
    return Record(dataset, places, sources, reports, corrections)


def _within(event: Event, countries: tuple[str, ...], report: Row) -> Event:
    """The event with the country that it names itself: one that its report does not give anyhow."""
    country = countries[0] if not event.places and sorted(countries) != sorted(report["covers"]) else None
    source = None if event.source == report["source"] else event.source
    return Event(
        event.id, event.on, event.counts, event.places, country, event.tallies, source, event.adds_to, event.retracted, event.note
    )


def _event(row: Row, dataset: Dataset) -> tuple[str, Event, tuple[str, ...]]:
    event = Event(
        row["id"],
        Period(row["start"], row["end"]),
        _amounts(row, dataset),
        row["places"],
        tallies=_kinds(row, dataset),
        source=row["source"],
        adds_to=row["adds_to"],
        retracted=row["status"] == "retracted",
        note=row["note"],
    )
    return row["report"], event, row[dataset.country_word]


def _stated(row: Row, dataset: Dataset) -> Stated:
    use, note = row["discrepancy_use"], row["discrepancy_note"]
    return Stated(
        Period(row["start"], row["end"]),
        _amounts(row, dataset),
        row[dataset.country_word],
        row["place"],
        _kinds(row, dataset),
        row["source"],
        Discrepancy(use, note) if use else None,
        row["note"],
    )


def _amounts(row: Row, dataset: Dataset) -> dict[str, Amount]:
    found = {measure: (row[f"{measure}_low"], row[f"{measure}_high"]) for measure in dataset.measures}
    return {measure: Amount(low, high) for measure, (low, high) in found.items() if low is not None}


def _kinds(row: Row, dataset: Dataset) -> dict[str, tuple[Tally, ...]]:
    found = {category.id: row[category.key] for category in dataset.categories.values()}
    return {name: given if isinstance(given, tuple) else _tallies(given) for name, given in found.items() if given}


def _tallies(text: str) -> tuple[Tally, ...]:
    return tuple(_tally(*part.split(":")) for part in text.split(";"))


def _tally(effect: str, kind: str, number: str) -> Tally:
    low, dash, high = number.partition("-")
    if number == "some":
        return Tally(kind, effect or None, None)
    return Tally(kind, effect or None, Amount(int(low), (int(high) if high else None) if dash else int(low)))


def _dataset(files: Files) -> Dataset:
    package = json.loads(files["datapackage.json"])
    words = rows(files, "words")

    def named(role: str, listed: str | None = None) -> dict[str, Named]:
        found = [row for row in words if row["role"] == role and listed in (None, row["list"])]
        return {row["id"]: Named(row["id"], row["name"], row["many"], row["definition"]) for row in found}

    return Dataset(
        package["name"],
        package["title"],
        package["description"],
        package["contributors"][0]["title"],
        Licence(package["licenses"][0]["title"], package["licenses"][0]["path"]),
        {row["id"]: Measure(**row) for row in rows(files, "measures")},
        named("country"),
        named("actor"),
        tuple(WeekRule(**row) for row in rows(files, "weeks")),
        {
            row["id"]: Category(kinds=named("kind", row["id"]), effects=named("effect", row["id"]), **row)
            for row in rows(files, "categories")
        },
        publisher_url=package["contributors"][0].get("path"),
        country_word=next(row["list"] for row in words if row["role"] == "country"),
    )


def from_json(content: bytes) -> Record:
    """The record in `events.json`."""
    said = json.loads(content)
    dataset = Dataset(
        said["id"],
        said["title"],
        said["description"],
        said["publisher"]["name"],
        Licence(**said["licence"]),
        {name: Measure(name, **words) for name, words in said["measures"].items()},
        _named(said["countries"]),
        _named(said["actors"]),
        tuple(WeekRule(**{**rule, "start": dt.date.fromisoformat(rule["start"])}) for rule in said["weeks"]),
        {
            name: Category(**{"id": name, **one, "kinds": _named(one["kinds"]), "effects": _named(one.get("effects", {}))})
            for name, one in said["categories"].items()
        },
        publisher_url=said["publisher"].get("url"),
        country_word=said["country_word"],
    )
    return Record(
        dataset,
        {name: Place(name, **{**place, "aliases": tuple(place.get("aliases", ()))}) for name, place in said["places"].items()},
        {name: Source(name, **_days(source)) for name, source in said["sources"].items()},
        {report["id"]: _json_report(report) for report in said["reports"]},
        tuple(Correction(**{"key": None, "was": None, "now": None, **_days(one)}) for one in said["corrections"]),
    )


def _named(words: dict[str, Row]) -> dict[str, Named]:
    return {name: Named(name, **word) for name, word in words.items()}


def _days(said: Row) -> Row:
    return {key: dt.date.fromisoformat(value) if key in ("published", "accessed", "on") else value for key, value in said.items()}


def _json_report(said: Row) -> Report:
    said["period"] = _span(said)
    said["covers"] = tuple(said["covers"])
    said["stated"] = tuple(Stated(**_json_counts(row), discrepancy=_json_discrepancy(row)) for row in said.get("stated", ()))
    said["events"] = tuple(
        Event(**{**_json_counts(event), "places": tuple(event.get("places", ()))}) for event in said.get("events", ())
    )
    return Report(file="", **said)


def _span(said: Row) -> Period:
    return Period(dt.date.fromisoformat(said.pop("start")), dt.date.fromisoformat(said.pop("end")))


def _json_counts(said: Row) -> Row:
    tallies = {
        name: tuple(Tally(one["kind"], one.get("effect"), Amount(one["low"], one["high"])) for one in listed)
        for name, listed in said.get("tallies", {}).items()
    }
    rest = {key: value for key, value in said.items() if key not in ("start", "end", "counts", "tallies", "discrepancy")}
    counts = {name: Amount(**amount) for name, amount in said["counts"].items()}
    span = Period(dt.date.fromisoformat(said["start"]), dt.date.fromisoformat(said["end"]))
    return {**rest, "on": span, "counts": counts, "tallies": tallies}


def _json_discrepancy(said: Row) -> Discrepancy | None:
    return Discrepancy(**said["discrepancy"]) if "discrepancy" in said else None
