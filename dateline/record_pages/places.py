"""The page of a place: its names, what was counted there and may have been, every event that names it, what lies near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline import addresses
from dateline.model import Place
from dateline.query.words import reader_period
from dateline.record_pages.archive import Archive, Pair
from dateline.record_pages.lines import MOST_EVENTS, CountTable, EventLine, Link, event_lines, missing
from dateline.record_pages.nearby import nearest
from dateline.record_pages.wording import capital, in_full
from dateline.words import ViewRow

NEIGHBOURS = 6


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What the template of a place is given. `months` are those for which something names the place, under a `caption`.

    `more` says how many events are not listed; it is empty where all are.
    """

    title: str
    area: str
    aliases: tuple[str, ...]
    summary: str
    period: str
    bounds: tuple[str, ...]
    missing: tuple[str, ...]
    months: CountTable | None
    caption: str
    events: tuple[EventLine, ...]
    more: str
    nearby: tuple[Link, ...]
    where: str
    note: str | None
    explore: str


def place_page(archive: Archive, place: Place) -> PlacePage:
    """The page of a place of the gazetteer, also of one that nothing names yet."""
    pairs = archive.by_place.get(place.id, ())
    latest = pairs[-MOST_EVENTS:]
    counts = [(archive.at(measure, place.id), measure) for measure in archive.measures] if pairs else []
    return PlacePage(
        place.name,
        place_area(archive, place),
        place.aliases,
        place_summary(archive, place),
        reader_period(archive.desk.extent) if archive.record.reports else "",
        tuple(in_full(count, measure) for count, measure in counts),
        (*missing(archive, archive.desk.extent, [place.country]), *_unplaced(archive, place)) if counts else (),
        _months(archive, place) if pairs else None,
        f"Counted at {place.name} by month; months that name it nowhere are left out",
        event_lines(archive, latest),
        _left_out(len(pairs), len(latest)),
        tuple(_near(archive, other, distance) for other, distance in nearest(archive.places, place, NEIGHBOURS)),
        _where(place),
        place.note,
        addresses.explore(place=place.id),
    )


def place_area(archive: Archive, place: Place) -> str:
    """Where a place lies: `Ninawa, Iraq`."""
    country = archive.record.dataset.countries[place.country].name
    return f"{place.admin1}, {country}" if place.admin1 else country


def place_summary(archive: Archive, place: Place) -> str:
    """What is on record of a place, in a sentence: its range too, because a list of places need not say which."""
    pairs = archive.by_place.get(place.id, ())
    if not pairs or not archive.measures:
        return f"No event on record names {place.name}."
    measure = archive.measures[0]
    count = archive.at(measure, place.id)
    return f"{capital(in_full(count, measure))}: {_named(place, pairs)}."


def _named(place: Place, pairs: Sequence[Pair]) -> str:
    """How many events name a place, and how many of them as one of several."""
    number, shared = len(pairs), sum(1 for _, event in pairs if len(event.places) > 1)
    if number == 1:
        return f"1 event on record names {place.name}{', as one of several places' if shared else ''}"
    among = "all of them" if shared == number else f"{shared:,} of them"
    return f"{number:,} events on record name {place.name}{f', {among} as one of several places' if shared else ''}"


def _unplaced(archive: Archive, place: Place) -> Iterator[str]:
    """That events whose place nobody stated may lie here as anywhere in the country."""
    count, measure = archive.unplaced_in[place.country]
    if count.low or count.named:
        country = archive.record.dataset.countries[place.country].name
        yield f"In {country} no place is stated for {in_full(count, measure)}: any of them may lie here."


def _months(archive: Archive, place: Place) -> CountTable | None:
    """The months in which something is counted at the place, or named as one of several."""
    measures = archive.measures
    split = [archive.ask(measure, place=place.id).by("month") for measure in measures]
    names = tuple(capital(measure.many) for measure in measures)
    under = tuple((name,) for name in names)
    rows = [
        ViewRow(parts[0].label, tuple(in_full(part.count) for part in parts), under=under)
        for parts in zip(*split, strict=True)
        if any(part.count.low or part.count.named for part in parts)
    ]
    return CountTable(names, tuple(rows)) if rows else None


def _left_out(number: int, listed: int) -> str:
    if number == listed:
        return ""
    return f"The latest {listed:,}; {number - listed:,} earlier ones stand on the pages of their weeks."


def _near(archive: Archive, place: Place, distance: int) -> Link:
    return Link(place.name, addresses.place_page(place.id), f"{distance:,} km, {place_area(archive, place)}")


def _where(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return "No coordinate that can be trusted is known, so it is on no map."
    north, east = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    source = f" ({place.coordinate_source})" if place.coordinate_source else ""
    return f"{abs(place.lat):.3f}° {north}, {abs(place.lon):.3f}° {east}{source}."
