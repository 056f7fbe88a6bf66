"""What a map knows of its places, and the sentences that allow: which lie on it, what is shared between several, what is left.

Rows of a query to spots, sets and rest. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.charts.place_sets import certain_in_sets, place_sets
from dateline.charts.wording import capital, counted, limits, listed, many_periods, sure, units
from dateline.counting.bounds import ZERO, Count
from dateline.model import Basemap, Place
from dateline.query import Answer, Table
from dateline.query.filters import area_of
from dateline.query.words import reader_period

SETS = 2
"""So many sets of places that share a number are told in a sentence each."""
NAMED = 4
"""So many places are named in a sentence; more are only counted."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the chart: what is counted there, and whether it lies on the map."""

    place: Place
    count: Count
    on_map: bool

    @property
    def most(self) -> int:
        """What may lie there, as far as it is named."""
        return self.count.low + self.count.named


@dataclass(frozen=True, slots=True)
class Shared:
    """What reports say of several places together: it lies at one of them, and they do not say at which."""

    places: tuple[Place, ...]
    count: Count
    on_map: bool

    @property
    def key(self) -> str:
        return "-or-".join(place.id for place in self.places)

    @property
    def name(self) -> str:
        return listed([place.name for place in self.places], "or")

    @property
    def country(self) -> str | None:
        """Their country, if it is one."""
        countries = {place.country for place in self.places}
        return countries.pop() if len(countries) == 1 else None


@dataclass(frozen=True)
class MapStory:
    """An answer by place, as far as the base map reaches."""

    answer: Answer
    table: Table
    basemap: Basemap

    @cached_property
    def total(self) -> Count:
        return self.answer.count

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """All places, the highest certain count first."""
        places = self.answer.desk.record.places
        spots = [Spot(places[row.key], row.count, self._covers(places[row.key])) for row in self.table.rows]
        return tuple(sorted(spots, key=lambda spot: (-spot.count.low, -spot.count.named, spot.place.name, spot.place.id)))

    @property
    def mapped(self) -> tuple[Spot, ...]:
        """The places on the map."""
        return tuple(spot for spot in self.spots if spot.on_map)

    @property
    def missing(self) -> tuple[Spot, ...]:
        """The places that are not: without a coordinate, or beyond the base map."""
        return tuple(spot for spot in self.spots if not spot.on_map)

    @cached_property
    def _extent(self) -> tuple[float, float, float, float]:
        return self.basemap.extent

    def _covers(self, place: Place) -> bool:
        west, south, east, north = self._extent
        return place.lat is not None and place.lon is not None and west <= place.lon <= east and south <= place.lat <= north

    @cached_property
    def shared(self) -> tuple[Shared, ...]:
        """What lies at one of several places, the most first. Together with what is certain it is never more than the total."""
        sets = place_sets(self.answer, {spot.place.id for spot in self.spots})
        found = []
        for places, count in certain_in_sets(sets, self.total.low - self.pinned - self.rest.low).items():
            members = tuple(self.answer.desk.record.places[name] for name in places)
            if count.low or count.named or count.open:
                found.append(Shared(members, count, all(map(self._covers, members))))
        return tuple(found)

    @property
    def rest(self) -> Count:
        """What has no stated place."""
        return self.table.rest or ZERO

    @property
    def has_rest(self) -> bool:
        """Whether anything was reported without a place. Days without a report are no row: nothing is known of them."""
        return bool(self.rest.low or self.rest.named or self.rest.open)

    @property
    def pinned(self) -> int:
        """How many are certain to lie at one place."""
        return sum(spot.count.low for spot in self.spots)

    @property
    def unclear(self) -> int:
        """How many may be at a place of the chart or at none that is stated: the reports leave it open."""
        return self.total.low - self.pinned - self.rest.low - sum(shared.count.low for shared in self.shared)

    @cached_property
    def on_map(self) -> Count:
        """All that the map shows, asked for together."""
        area = area_of(self.answer.desk.record, frozenset(spot.place.id for spot in self.mapped))
        return self.answer.narrowed(**area).count

    @property
    def leading(self) -> tuple[Spot, ...]:
        """The fewest places, up to three, that certainly have more than all the others together; none if there are none."""
        among = sum(shared.count.low + shared.count.named for shared in self.shared)
        for number in range(1, 4):
            first, others = self.spots[:number], self.spots[number:]
            if not others or first[-1].count.low == others[0].count.low:
                continue  # of places with the same number none leads
            if sum(s.count.low for s in first) > sum(s.count.low for s in others) + among + self.unclear:
                return first
        return ()

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        measure, first = self.answer.measure, self.spots[0]
        many = f"{measure.many}{limits(self.answer)}"
        leading = self.leading
        if leading:
            where = listed([spot.place.name for spot in leading])
            return f"Where a place is stated, most {many} were near {where}"
        if self.pinned == 0 or self.pinned * 2 < self.total.low - self.rest.low:
            number = f"Only {self.pinned:,}" if self.pinned else "None"
            return f"{number} of {counted(self.total, measure)}{limits(self.answer)} can be pinned to one place"
        if len(self.spots) == 1:
            kinds = "" if self.answer.scope.places is not None else limits(self.answer)
            return f"{capital(counted(first.count, measure))}{kinds} near {first.place.name}"
        if len(self._ties) > 1:
            return self._tied
        return f"Most {many} known near one place: {first.count} of {self.total}, {first.place.name}"

    @cached_property
    def _ties(self) -> tuple[Spot, ...]:
        """The places of which most is certain."""
        return tuple(spot for spot in self.spots if spot.count.low == self.spots[0].count.low)

    @property
    def _tied(self) -> str:
        """The headline about several places of which equally much is certain."""
        measure, low = self.answer.measure, self.spots[0].count.low
        least = "" if all(spot.count.is_exact for spot in self._ties) else "at least "
        known = capital(f"{least}{low:,} {units(low, measure)}{limits(self.answer)} {'is' if low == 1 else 'are'} known")
        more = ", more than near any other" if len(self._ties) < len(self.spots) else ""
        return f"{known} near each of {self._some_places(self._ties)}{more}"

    @staticmethod
    def _some_places(spots: Sequence[Spot]) -> str:
        return listed([spot.place.name for spot in spots]) if len(spots) <= NAMED else f"{len(spots)} places"

    def subtitle(self) -> str:
        """What is measured, where and when, and how the circles are to be read."""
        scope = self.answer.desk.scope_words(self.answer.scope)
        where = f", {', '.join(scope)}" if scope else ""
        many = self.answer.measure.many
        text = (
            f"{capital(many)} by place{where}, {reader_period(self.answer.period)}. The area of a circle is the number of {many}."
        )
        if any(spot.count.open != 0 for spot in self.mapped):
            text += " A plus: more is possible."
        return f"{text} What is not on the map is in the bars beneath." if self.missing or self.has_rest else text

    def summary(self) -> str:
        """The map in sentences: what is shown, span, total, highest, what is uncertain, and what is missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        measure = self.answer.measure
        number = many_periods(len(self.mapped), "place")
        amounts = f"{self.total} in all, {self.pinned:,} certain to lie near one place"
        yield f"{capital(measure.many)} at {number} on the map, {reader_period(self.answer.period)}: {amounts}."
        if self.spots[0].count.low:
            where = "each of " if len(self._ties) > NAMED else ""
            where += self._some_places(self._ties)
            yield f"Highest for certain: near {where}, {counted(self.spots[0].count, measure)}."
        for shared in self.shared[:SETS]:
            yield f"{capital(counted(sure(shared.count), measure))} near {shared.name}; at which is not stated."
        if len(self.shared) > SETS:
            others = sum((shared.count for shared in self.shared[SETS:]), start=ZERO)
            verb = "is" if sure(others).high == 1 else "are"
            yield f"{capital(counted(sure(others), measure))} more {verb} reported for other places together."
        if self.missing:
            yield f"Not on the map: {self._some(spot.place.name for spot in self.missing)}."
        if self.has_rest:
            yield f"No place is stated for {counted(self.rest, measure)}."
        if self.unclear > 0:
            were = "it was" if self.unclear == 1 else "they were"
            yield f"For {self.unclear:,} the reports leave open whether {were} near one of these places."
        yield "Reports say near; how far from the place is not stated."
        if self.answer.uncovered:
            yield "Some days of the period are covered by no report."

    @staticmethod
    def _some(names: Iterable[str]) -> str:
        found = list(names)
        return listed(found) if len(found) <= NAMED else f"{', '.join(found[:NAMED])} and {len(found) - NAMED} more"
