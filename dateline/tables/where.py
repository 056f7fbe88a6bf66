"""Where the event of a row happened: its places, or only its country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.tables.cells import CellError, degrees_of
from dateline.tables.lookups import parts
from dateline.tables.places import Gazetteer
from dateline.tables.reading import Reading


def where_of(reading: Reading, country: str | None, gazetteer: Gazetteer) -> dict[str, Any]:
    """The fields `place` or `country` of an event; neither where the row gives none."""
    spec = reading.map.get("place")
    places = _places(reading, spec, country, gazetteer) if spec and _states_place(reading, spec) else []
    _check_covered(reading, [gazetteer.places[place].country for place in places] or [country])
    if places:
        return {"place": places[0] if len(places) == 1 else places}
    return {"country": country} if country else {}


def _check_covered(reading: Reading, countries: Iterable[str | None]) -> None:
    covers = reading.map.get("reports", {}).get("covers")
    for country in dict.fromkeys(countries):
        if covers and country and country not in covers:
            message = f"{country} is not among the countries that the reports cover: {', '.join(covers)}"
            help_ = "skip such rows in the map, with the reason, or add the country to `covers`"
            reading.wrong_row(CellError("not-covered", message, help_))


def _states_place(reading: Reading, spec: dict[str, Any]) -> bool:
    rule = spec.get("only_if")
    return rule is None or reading.attempt_text(rule["column"]).casefold() in {word.casefold() for word in rule["is"]}


def _places(reading: Reading, spec: dict[str, Any], country: str | None, gazetteer: Gazetteer) -> list[str]:
    column = spec["column"]
    look_up = gazetteer.by_id if spec.get("by") == "id" else gazetteer.by_name
    names = parts(reading.attempt_text(column), spec.get("separator"))
    found: dict[str, None] = {}
    before = len(reading.rejected.unknown)
    for name in names:
        place = reading.attempt(column, lambda name=name: look_up(name, country), None)  # type: ignore[misc]
        if place is not None:
            found[place.id] = None
    if len(reading.rejected.unknown) > before and len(names) == 1:
        _note_coordinate(reading, spec.get("at"), country, names[0])
    return list(found)


def _note_coordinate(reading: Reading, spec: dict[str, Any] | None, country: str | None, name: str) -> None:
    """What the row gives as the coordinate of its one unknown place, for a proposal."""
    unknown = reading.unknown.get(name, country)
    if spec is None or unknown is None:
        return
    decimal = reading.map.get("decimal", ".")
    lat = reading.attempt(spec["lat"], lambda: degrees_of(reading.needed(spec["lat"], "the latitude"), decimal, 90), None)
    lon = reading.attempt(spec["lon"], lambda: degrees_of(reading.needed(spec["lon"], "the longitude"), decimal, 180), None)
    if lat is not None and lon is not None:
        unknown.coordinates[lat, lon] = None
