"""Where and when: scopes that are asked about, regions that are reported on, and how the two lie to each other.

Days are proleptic ordinals (`date.toordinal`), both ends included. Nothing here counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

Interval = tuple[int, int]


class Lies(Enum):
    """How a region lies to a scope."""

    OUTSIDE = 0
    PARTLY = 1
    INSIDE = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked about: days, countries and places (None: no limit). `homes` are the places, each with its country.

    `kinds` and `effects` limit the category named `category`; `reports` and `actors` limit whose claims count.
    """

    start: int
    end: int
    countries: frozenset[str] | None = None
    places: frozenset[str] | None = None
    homes: frozenset[tuple[str, str]] = frozenset()
    category: str | None = None
    kinds: frozenset[str] | None = None
    effects: frozenset[str] | None = None
    reports: frozenset[str] | None = None
    actors: frozenset[str] | None = None

    @property
    def elsewhere(self) -> Scope:
        """The same question for places that nothing names: what is said of no place in particular answers them all alike."""
        homes = frozenset((f"?{home}", home) for _, home in self.homes)
        return replace(self, places=frozenset(place for place, _ in homes), homes=homes)

    @property
    def without_days(self) -> tuple[object, ...]:
        """All of the scope but its days: what answers for a whole report may be kept under."""
        return (self.countries, self.places, self.category, self.kinds, self.effects, self.reports, self.actors)

    def places_in(self, country: str) -> list[str]:
        """The places asked about that lie in a country."""
        return [place for place, home in self.homes if home == country]

    def has_country(self, country: str) -> bool:
        return self.countries is None or country in self.countries


@dataclass(frozen=True, slots=True)
class Region:
    """What a report, a stated total or an event speaks of: days, and the countries, or the places, that it lies in.

    `places` None: anywhere in the countries. Otherwise it lies at one of the places (one: there).
    """

    start: int
    end: int
    countries: frozenset[str]
    places: frozenset[str] | None = None

    def contains(self, other: Region) -> bool:
        """Whether all of `other` lies within."""
        return (
            self.start <= other.start
            and other.end <= self.end
            and other.countries <= self.countries
            and (self.places is None or (other.places is not None and other.places <= self.places))
        )

    def touches(self, other: Region) -> bool:
        """Whether the two share a day and a place."""
        return (
            self.start <= other.end
            and other.start <= self.end
            and not self.countries.isdisjoint(other.countries)
            and (self.places is None or other.places is None or not self.places.isdisjoint(other.places))
        )


def lies_in_area(region: Region, scope: Scope) -> Lies:
    """How the region's countries and places lie to those of the scope, whatever the days."""
    if scope.countries is not None and scope.countries.isdisjoint(region.countries):
        return Lies.OUTSIDE
    if scope.places is not None:
        if region.places is None:
            return Lies.PARTLY
        if scope.places.isdisjoint(region.places):
            return Lies.OUTSIDE
        return Lies.INSIDE if region.places <= scope.places else Lies.PARTLY
    return Lies.INSIDE if scope.countries is None or region.countries <= scope.countries else Lies.PARTLY


def lies_in_days(start: int, end: int, scope: Scope) -> Lies:
    """How the days from `start` to `end` lie to those of the scope."""
    if end < scope.start or scope.end < start:
        return Lies.OUTSIDE
    return Lies.INSIDE if scope.start <= start and end <= scope.end else Lies.PARTLY


def lies(region: Region, scope: Scope) -> Lies:
    """How a region lies to a scope in days and area together."""
    if region.end < scope.start or scope.end < region.start:
        return Lies.OUTSIDE
    area = lies_in_area(region, scope)
    if area is not Lies.INSIDE:
        return area
    return Lies.INSIDE if scope.start <= region.start and region.end <= scope.end else Lies.PARTLY


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days as few intervals in order, none touching another."""
    result: list[Interval] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def without(interval: Interval, taken: Iterable[Interval]) -> list[Interval]:
    """The days of `interval` that none of `taken` covers."""
    start, last = interval
    result: list[Interval] = []
    for first, end in merged(taken):
        if end < start:
            continue
        if first > last:
            break
        if first > start:
            result.append((start, first - 1))
        start = end + 1
    if start <= last:
        result.append((start, last))
    return result
