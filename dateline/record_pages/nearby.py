"""Which places lie near a place: great-circle distances over the gazetteer."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Sequence

from dateline.model import Place

EARTH = 6371.0
"""Mean radius in kilometres (IUGG)."""
_KM_PER_DEGREE = math.pi * EARTH / 180


def nearest(places: Sequence[Place], place: Place, number: int) -> list[tuple[Place, int]]:
    """The `number` places that lie nearest, each with its distance in whole kilometres, nearest first.

    Places without a coordinate are near nothing. Ties are in the order of names.
    """
    if place.lat is None or place.lon is None:
        return []
    found: list[tuple[float, str, str, Place]] = []
    for other in places:
        if other.lat is None or other.lon is None or other.id == place.id:
            continue
        if len(found) == number and abs(other.lat - place.lat) * _KM_PER_DEGREE > found[-1][0]:
            continue  # the latitude alone is too far: most of a large gazetteer is told apart by this
        distance = distance_km(place.lat, place.lon, other.lat, other.lon)
        insort(found, (distance, other.name, other.id, other), key=lambda entry: entry[:3])
        del found[number:]
    return [(other, round(distance)) for distance, _, _, other in found]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance along the ground between two points in degrees (haversine formula)."""
    one, two = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (two - one) / 2, math.radians(other_lon - lon) / 2
    root = math.sin(half_lat) ** 2 + math.cos(one) * math.cos(two) * math.sin(half_lon) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(root)))
