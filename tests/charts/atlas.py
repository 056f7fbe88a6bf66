"""A small region with a base map: the factories' places with coordinates, and land as rectangles."""

from __future__ import annotations

import dataclasses

import msgspec

from dateline.charts import Drawing, Registry, built_in
from dateline.model import Basemap, Outline, Place, Record, Report, River, Town
from dateline.query import Desk
from tests.factories import PLACES, record

AT = {
    "bayji": (34.93, 43.49),
    "qayyarah": (35.8, 43.29),
    "rutbah": (33.04, 40.29),
    "al-qaim": (34.39, 40.99),
    "baghdad": (33.34, 44.4),
    "shadaddi": (36.06, 40.73),
    "abu-kamal": (34.45, 40.92),
}
"""Latitude and longitude, as in data/places.yml."""


def rectangle(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


BASEMAP = Basemap(
    countries=(
        Outline("Iraq", ((rectangle(41, 29, 48, 37.3),),)),
        Outline("Syria", ((rectangle(35.8, 32.3, 41, 37.3),),)),
        Outline("Turkey", ((rectangle(32, 37.3, 50, 39),),)),
        Outline("Elsewhere", ((rectangle(32, 28, 50, 29),),)),
    ),
    borders=(((41.0, 32.3), (41.0, 37.3)), ((35.8, 37.3), (48.0, 37.3))),
    rivers=(River("Euphrates", (((38.0, 36.8), (40.1, 35.3), (40.9, 34.5), (42.4, 34.1), (44.0, 32.5)),)),),
    towns=(Town("Baghdad", 33.34, 44.4, "baghdad"), Town("Mosul", 36.33, 43.12), Town("Homs", 34.72, 36.73)),
    credit="Natural Earth",
)


def located(*reports: Report, **without: None) -> Record:
    """The reports' record, all places with a coordinate but those given as `name=None` (underscores for hyphens)."""
    left_out = {name.replace("_", "-") for name in without}
    places = {name: _at(place) for name, place in PLACES.items() if name not in left_out}
    return msgspec.structs.replace(record(*reports), places={**PLACES, **places})


def _at(place: Place) -> Place:
    lat, lon = AT[place.id]
    return msgspec.structs.replace(place, lat=lat, lon=lon, coordinate_source="test")


def atlas(basemap: Basemap | None = BASEMAP) -> Registry:
    """All charts, on the base map."""
    return dataclasses.replace(built_in(), basemap=basemap)


def mapped(known: Record, **options: object) -> Drawing:
    """The map of a record."""
    return atlas().prepare("map", options, Desk(known), None)
