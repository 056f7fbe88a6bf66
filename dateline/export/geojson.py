"""The events as GeoJSON (RFC 7946): a feature for each, with the columns of `events.csv`.

Here belongs what geometry an event has: one that claims no more than is known.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.export.json_files import objects
from dateline.export.rows import Row, rows_of
from dateline.export.tables import Field, events_table
from dateline.model import Place, Record

GEOMETRY = Field(
    "geometry_is",
    "text",
    "place: the point of the one place that it is recorded for. candidates: the points of the places that it lies at one of. "
    "some-candidates: the same, but at least one further place has no coordinate. no-coordinate: none of its places has one. "
    "not-stated: no place is stated. A point stands for a named place, never for the site of an event.",
    required=True,
    choices=("place", "candidates", "some-candidates", "no-coordinate", "not-stated"),
)
"""The property that says what the geometry of a feature means."""


def events_geojson(record: Record, rows: Iterable[Row] | None = None) -> bytes:
    """All events as features. One at one of several places has the points of all; one without a coordinate has null.

    `rows` are those of the events, where somebody has them already.
    """
    table = events_table(record.dataset)
    features = []
    for properties in objects(table, rows_of("events", record) if rows is None else rows):
        meaning, geometry = _geometry([record.places[name] for name in properties["places"]])  # type: ignore[attr-defined]
        properties[GEOMETRY.name] = meaning
        features.append({"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties})
    lines = b",\n".join(map(msgspec.json.encode, features))
    return b'{"type":"FeatureCollection","features":[\n' + lines + b"\n]}\n"


def _geometry(places: list[Place]) -> tuple[str, dict[str, object] | None]:
    """What the geometry of an event at one of `places` means, and the geometry."""
    points = [[place.lon, place.lat] for place in places if place.lon is not None and place.lat is not None]
    if not points:
        return ("no-coordinate" if places else "not-stated"), None
    if len(places) == 1:
        return "place", {"type": "Point", "coordinates": points[0]}
    meaning = "candidates" if len(points) == len(places) else "some-candidates"
    return meaning, {"type": "MultiPoint", "coordinates": points}
