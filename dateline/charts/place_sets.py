"""What events say of several places together: it lies at one of them, and they do not say at which.

Here belongs how a number divides between single places, sets of places and what stays unclear, so that the chart of places
and the map say the same of it. Nothing is worded or drawn here.
"""

from __future__ import annotations

from collections.abc import Collection

from dateline.counting.bounds import ZERO, Count
from dateline.counting.cells import count_item
from dateline.query import Answer

__all__ = ["PlaceSets", "certain_in_sets", "place_sets"]

PlaceSets = dict[tuple[str, ...], Count]
"""Counts by sets of place ids; the ids of a set are in order."""


def place_sets(answer: Answer, shown: Collection[str]) -> PlaceSets:
    """For every set of places that events name together, as far as they are `shown`, what they count; the most first."""
    meter = answer.desk.ledger(answer.measure.id).meter
    sums: PlaceSets = {}
    for item in answer.items():
        places = tuple(sorted(set(shown) & (item.region.places or frozenset())))
        if len(places) > 1:
            sums[places] = sums.get(places, ZERO) + count_item(item, meter, answer.scope)
    return dict(sorted(sums.items(), key=lambda entry: (-entry[1].low, -entry[1].named, entry[0])))


def certain_in_sets(sets: PlaceSets, most: int) -> PlaceSets:
    """The same, with no more than `most` that is certain in all: what lines exceed a total by is only possible."""
    left, found = most, {}
    for places, count in sets.items():
        low = max(0, min(count.low, left))
        left -= low
        found[places] = Count(low, count.named + count.low - low, count.open)
    return found
