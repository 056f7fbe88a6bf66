"""The places of one count in the gazetteer, and their country, beside what the release says of it."""

from __future__ import annotations

from dataclasses import replace

from dateline.ingest.claims import Doubt
from dateline.ingest.names import Named, Names


def known(place: Named, context: tuple[str, ...], names: Names) -> Named:
    """One place of the gazetteer, or none; several only where the country does not tell them apart, which is a doubt."""
    here = [each for each in place.ids if not context or names.places[each].country in context]
    if place.ids and not here:
        is_in = names.places[place.ids[0]].country
        raise Doubt(f"{place.name} is in {is_in} by the gazetteer, and in {' or '.join(context)} by the release")
    if len(here) > 1:
        raise Doubt(f"{place.name} may be {' or '.join(here)}")
    return replace(place, ids=tuple(here))


def countries_of(places: tuple[Named, ...], context: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """The country of all places of one count; none where a place is unknown and the context does not say it."""
    found = dict.fromkeys(names.places[each].country for place in places for each in place.ids)
    unknown = any(not place.ids for place in places)
    if unknown and len(context) == 1:
        found |= dict.fromkeys(context)
    elif unknown:
        return ()
    if len(found) > 1:
        raise Doubt("places in two countries for one count")
    return tuple(found)
