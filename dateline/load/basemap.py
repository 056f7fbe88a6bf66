"""data/basemap/: the land, borders, rivers and towns beneath the chart `map`, strictly.

Three GeoJSON files (RFC 7946) and one of YAML. A project may do without the folder; half of it is a problem. What the map shows
of it is decided by the chart.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dateline.errors import ContentError, Problem, Spot, character_name
from dateline.load.files import FORBIDDEN, SourceText, read_source
from dateline.load.findings import Findings
from dateline.load.gazetteer import PLACES, At, place_names
from dateline.load.scalars import Text
from dateline.load.shapes import Field, Fields, ListOf
from dateline.load.vocabulary import Known, Reference
from dateline.load.yaml_reader import read
from dateline.model import Basemap, Line, Outline, Place, River, Town

FOLDER = "data/basemap"
COUNTRIES, BORDERS, RIVERS = (f"{FOLDER}/{name}.geojson" for name in ("countries", "borders", "rivers"))
WORDS = f"{FOLDER}/basemap.yml"
FEWEST_IN_LINE, FEWEST_IN_RING = 2, 4
FILES = (COUNTRIES, BORDERS, RIVERS, WORDS)
MOST_BYTES = 5_000_000
"""A map on a page shows a few kilobytes of it; more than this would only make every build slow."""
MOST_POINTS = 20_000
"""Points of a file: five times what ten countries have at a page's width. Each map goes through all of them."""


_SMALLER = "cut it to the region, and thin its lines"


def basemap_shape(places: Known) -> Fields:
    """The shape of basemap.yml; the places are those of places.yml."""
    town = Fields(
        "a town",
        {
            "place": Field(Reference(places), "The id of a place of the gazetteer, which gives its name and coordinate."),
            "name": Field(Text(), "The name of a town that is not in the gazetteer."),
            "at": Field(At(), "Its coordinate [latitude, longitude], in degrees."),
            "at_source": Field(Text(), "Where the coordinate comes from."),
        },
        extra={
            "oneOf": [{"required": ["place"], "maxProperties": 1}, {"required": ["name", "at", "at_source"], "maxProperties": 3}]
        },
    )
    towns = Field(
        ListOf(town, "a list of towns"), "Towns for orientation, those that are to be named first come first.", required=True
    )
    return Fields("the base map", {"credit": Field(Text(), "Whose map it is, as readers see it.", required=True), "towns": towns})


class _Lines(msgspec.Struct, frozen=True, tag="MultiLineString"):
    coordinates: tuple[Line, ...]


class _OneLine(msgspec.Struct, frozen=True, tag="LineString"):
    coordinates: Line


class _Polygons(msgspec.Struct, frozen=True, tag="MultiPolygon"):
    coordinates: tuple[tuple[Line, ...], ...]


class _Polygon(msgspec.Struct, frozen=True, tag="Polygon"):
    coordinates: tuple[Line, ...]


class _Feature(msgspec.Struct, frozen=True, tag="Feature"):
    geometry: _Lines | _OneLine | _Polygons | _Polygon
    properties: dict[str, Any] | None = None


class _Collection(msgspec.Struct, frozen=True, tag="FeatureCollection"):
    features: list[_Feature]


T = TypeVar("T", Outline, River)


def load_basemap(root: Path, places: Mapping[str, Place]) -> Basemap | None:
    """The base map in `root`/data/basemap, or None where there is no such folder. Raises ContentError with all that is wrong."""
    if not (root / FOLDER).exists():
        return None
    reading = _Reading(root, places)
    basemap = reading.run()
    if reading.problems:
        raise ContentError(reading.problems)
    return basemap


@dataclass(slots=True)
class _Reading:
    """One reading of the folder; every problem of every file is noted."""

    root: Path
    places: Mapping[str, Place]
    problems: list[Problem] = field(default_factory=list)

    def run(self) -> Basemap:
        return Basemap(
            countries=tuple(self._named(COUNTRIES, Outline, (_Polygon, _Polygons))),
            borders=tuple(line for _, found in self._features(BORDERS, (_OneLine, _Lines)) for line in _parts(found.geometry)),
            rivers=tuple(self._named(RIVERS, River, (_OneLine, _Lines))),
            **self._words(),
        )

    def _text(self, file: str) -> SourceText | None:
        try:
            source = read_source(self.root, self.root / file)
        except ContentError as error:
            way_out = f"a base map is {', '.join(FILES)}; docs/data-format.md says what is in them"
            missing = [Problem(p.code, p.message, p.spot, way_out) for p in error.problems if p.code == "missing-file"]
            self.problems += missing or error.problems
            return None
        if len(source.raw) <= MOST_BYTES:
            return source
        size = f"{len(source.raw) / 1e6:.1f} MB; a file of the base map may have {MOST_BYTES / 1e6:g} MB"
        self.problems.append(Problem("file-too-large", f"this file has {size}", Spot(file), _SMALLER))
        return None

    def _refuse(self, file: str, message: str, way_out: str) -> None:
        self.problems.append(Problem("bad-basemap", message, Spot(file), way_out))

    def _features(self, file: str, kinds: tuple[type, ...]) -> Iterator[tuple[int, _Feature]]:
        """The good features of a file, each with its number in it."""
        source = self._text(file)
        if source is None:
            return
        try:
            collection = msgspec.json.decode(source.text, type=_Collection)
        except (msgspec.MsgspecError, RecursionError) as error:
            way_out = "it has to be a GeoJSON FeatureCollection of lines or polygons, each point [longitude, latitude]"
            self._refuse(file, f"this is not such GeoJSON as a base map needs: {error}", way_out)
            return
        if not collection.features:
            self._refuse(file, "this file holds no features", "a base map has land, borders and rivers")
        points = sum(map(_points, collection.features))
        if points > MOST_POINTS:
            self._refuse(file, f"this file has {points:,} points; {MOST_POINTS:,} are the most", _SMALLER)
            return
        for number, feature in enumerate(collection.features, 1):
            if wrong := _wrong(feature, kinds):
                self._refuse(file, f"feature {number}: {wrong}", "points are [longitude, latitude] in degrees")
            else:
                yield number, feature

    def _named(self, file: str, make: type[T], kinds: tuple[type, ...]) -> Iterator[T]:
        for number, feature in self._features(file, kinds):
            name = (feature.properties or {}).get("name")
            if not isinstance(name, str) or not name.strip():
                self._refuse(file, f"feature {number} has no name", 'give it one: "properties": {"name": "..."}')
            elif found := FORBIDDEN.search(name):
                message = f"the name of feature {number} holds the character {character_name(found[0])}"
                self._refuse(file, message, "take it out of the name")
            else:
                yield make(" ".join(name.split()), _parts(feature.geometry))

    def _words(self) -> dict[str, Any]:
        source, found = self._text(WORDS), Findings()
        words: dict[str, Any] = {}
        if source is not None:
            known = Known("place", PLACES, self.places, place_names(dict(self.places)))
            try:
                words = basemap_shape(known).read(read(source.text, source.file), (), found) or {}
            except ContentError as error:
                self.problems += error.problems
        towns = [self._town(entry, number, found) for number, entry in enumerate(words.get("towns", ())) if entry is not None]
        if source is not None:
            self.problems += found.problems(source.text, source.file)
        return {"credit": words.get("credit", ""), "towns": tuple(town for town in towns if town)}

    def _town(self, entry: dict[str, Any], number: int, found: Findings) -> Town | None:
        """A town of the gazetteer, or one that says all of itself."""
        at = ("towns", number)
        if set(entry) == {"place"}:
            place = self.places[entry["place"]]
            if place.lat is not None and place.lon is not None:
                return Town(place.name, place.lat, place.lon, place.id)
            found.add("bad-basemap", f"'{place.id}' has no coordinate in {PLACES}", (*at, "place"), "name another town")
        elif set(entry) == {"name", "at", "at_source"}:
            return Town(entry["name"], *entry["at"])
        else:
            message = "a town has either the key 'place', or 'name', 'at' and 'at_source'"
            found.add("bad-basemap", message, at, "write {place: ...}, or {name: ..., at: [..., ...], at_source: ...}")
        return None


def _parts(geometry: _Lines | _OneLine | _Polygons | _Polygon) -> Any:
    """The lines, or the polygons, of a geometry, however many it has."""
    return (geometry.coordinates,) if isinstance(geometry, (_OneLine, _Polygon)) else geometry.coordinates


def _points(feature: _Feature) -> int:
    parts = _parts(feature.geometry)
    lines = itertools.chain.from_iterable(parts) if isinstance(feature.geometry, (_Polygon, _Polygons)) else parts
    return sum(map(len, lines))


def _wrong(feature: _Feature, kinds: tuple[type, ...]) -> str | None:
    """What is wrong with a feature, in a sentence."""
    geometry = feature.geometry
    if not isinstance(geometry, kinds):
        return f"a {type(geometry).__struct_config__.tag} does not belong here"
    if isinstance(geometry, (_Polygon, _Polygons)):
        rings = [ring for polygon in _parts(geometry) for ring in polygon]
        if any(len(ring) < FEWEST_IN_RING or ring[0] != ring[-1] for ring in rings) or not all(_parts(geometry)):
            return f"a ring has at least {FEWEST_IN_RING} points and ends where it begins"
    else:
        rings = list(_parts(geometry))
        if any(len(line) < FEWEST_IN_LINE for line in rings):
            return f"a line has at least {FEWEST_IN_LINE} points"
    if not rings:
        return "it has no points"
    outside = next((point for line in rings for point in line if not _on_earth(point)), None)
    return f"{list(outside)} is no point on earth" if outside else None


def _on_earth(point: tuple[float, float]) -> bool:
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90
