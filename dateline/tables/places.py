"""The names of a table to the places of the gazetteer, and proposals for those that it lacks.

A name is a place only when the gazetteer says so, by id, name or alias; coordinates of a table place nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.load.gazetteer import PLACES, place_names
from dateline.load.hints import slug
from dateline.load.vocabulary import Known, fold
from dateline.load.writing import can_hold, yaml_text
from dateline.model import Place, Record
from dateline.tables.cells import CellError
from dateline.tables.table import Row


class UnknownPlaceError(CellError):
    """A name that the gazetteer does not have: told once, however many rows use it."""

    def __init__(self, name: str, country: str | None, message: str, help: str | None) -> None:
        self.name, self.country = name, country
        super().__init__("unknown-place", message, help)


class Gazetteer:
    """The places of a record, by what tables call them."""

    def __init__(self, record: Record) -> None:
        self.places = record.places
        self.known = Known("place", PLACES, record.places, place_names(record.places))
        self._by_name: dict[str, list[Place]] = {}
        for place in record.places.values():
            for name in dict.fromkeys(map(fold, (place.id, place.name, *place.aliases))):
                self._by_name.setdefault(name, []).append(place)

    def by_id(self, identifier: str, country: str | None) -> Place:
        """Raises UnknownPlaceError."""
        problem = self.known.problem(identifier)
        if problem:
            raise UnknownPlaceError(identifier, country, problem.message, problem.help)
        return self._within(self.places[identifier], identifier, country)

    def by_name(self, name: str, country: str | None) -> Place:
        """The one place of that name, in the country where one is given. Raises CellError."""
        found = self._by_name.get(fold(name), [])
        within = [place for place in found if country in (None, place.country)]
        if len(within) == 1:
            return within[0]
        if within:
            ids = ", ".join(f"'{place.id}' ({place.country})" for place in within)
            raise CellError(
                "ambiguous-place", f"'{name}' is a name of {ids}", "map the country, too, or give ids of places (by: id)"
            )
        where = f"no place '{name}' in {PLACES}" + (f" that lies in {country}" if country else "")
        elsewhere = ", ".join(f"'{place.id}' lies in {place.country}" for place in found)
        raise UnknownPlaceError(name, country, where, elsewhere or self._hint(name))

    def _within(self, place: Place, name: str, country: str | None) -> Place:
        if country in (None, place.country):
            return place
        message = f"'{name}' lies in {place.country}, but the row says {country}"
        raise CellError("ambiguous-place", message, "correct one of the two")

    def _hint(self, name: str) -> str:
        near = self.known.hint(name)
        add = f"add '{name}' to {PLACES}, as a place or an alias of one"
        return f"{near} Otherwise {add}" if near and near.startswith("did") else add


@dataclass(slots=True)
class Unknown:
    """A name that the gazetteer lacks: its rows, and the coordinates that they give."""

    name: str
    country: str | None
    help: str | None
    message: str
    column: str
    rows: list[Row] = field(default_factory=list)
    coordinates: dict[tuple[float, float], None] = field(default_factory=dict)


class UnknownPlaces:
    """The names of a table that the gazetteer lacks, each once, in the order in which they were met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], Unknown] = {}

    def __iter__(self) -> Iterator[Unknown]:
        return iter(self._found.values())

    def get(self, name: str, country: str | None) -> Unknown | None:
        """What is known of a name in a country; None where it was not met."""
        return self._found.get((fold(name), country))

    def note(self, error: UnknownPlaceError, row: Row, column: str) -> None:
        """Note that a row has such a name."""
        key = (fold(error.name), error.country)
        self._found.setdefault(key, Unknown(error.name, error.country, error.help, error.message, column)).rows.append(row)


def proposals(unknown: Iterable[Unknown], source: str | None, taken: Iterable[str]) -> str:
    """Entries for data/places.yml, to be looked over by an editor: nothing in them is known but what the table says.

    A coordinate is given only where all rows of a name agree on it.
    """
    used = set(taken)
    entries: dict[str, Any] = {}
    for one in unknown:
        base = slug(one.name) or "place"
        identifier = next(i for i in _ids(base, one.country) if i not in used)
        used.add(identifier)
        entries[identifier] = _entry(one, source)
    return yaml_text(entries)


def _ids(base: str, country: str | None) -> Iterable[str]:
    yield base
    yield f"{base}-{country}" if country else f"{base}-2"
    yield from (f"{base}-{number}" for number in range(3, 1_000_000))


def _entry(one: Unknown, source: str | None) -> dict[str, Any]:
    name = "".join(" " if can_hold(character) else character for character in one.name)
    entry: dict[str, Any] = {"name": name}
    if one.country:
        entry["country"] = one.country
    if source and len(one.coordinates) == 1 and (0.0, 0.0) not in one.coordinates:
        entry |= {"at": list(next(iter(one.coordinates))), "at_source": source}
    elif len(one.coordinates) > 1:
        entry["note"] = f"The table gives {len(one.coordinates)} different coordinates for this name."
    return entry
