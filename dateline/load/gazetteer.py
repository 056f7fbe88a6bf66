"""data/places.yml and data/sources.yml: the places that reports name, and the documents that say so."""

from __future__ import annotations

from typing import Any

from dateline.load.findings import Findings
from dateline.load.positions import Path
from dateline.load.scalars import Choice, Day, Id, Number, Sha256, Text, Url
from dateline.load.shapes import ById, Field, Fields, ListOf
from dateline.load.vocabulary import Known, Reference
from dateline.load.yaml_reader import Plain
from dateline.model import Place, Source

PLACES = "data/places.yml"
SOURCES = "data/sources.yml"


class At(ListOf):
    """A coordinate, [latitude, longitude] in degrees."""

    def __init__(self) -> None:
        super().__init__(Number(-180, 180), "a pair [latitude, longitude]", least=2, most=2)

    def read(self, value: Plain, at: Path, found: Findings) -> list[Any] | None:
        got = super().read(value, at, found)
        if got is None or None in got:
            return None
        if abs(got[0]) > 90:
            found.add(
                "bad-coordinate",
                f"a latitude lies between -90 and 90; {got[0]:g} does not",
                (*at, 0),
                "latitude comes first, then longitude",
            )
            return None
        if got == [0, 0]:
            found.add("bad-coordinate", "0, 0 is a point in the Atlantic", at, "leave 'at' out when the coordinate is not known")
            return None
        return got


def places_shape(countries: Known) -> ById:
    """The shape of places.yml; the countries are those of dataset.yml."""
    place = Fields(
        "a place",
        {
            "name": Field(Text(), "The name as readers see it.", required=True),
            "country": Field(Reference(countries), "The id of its country.", required=True),
            "admin1": Field(Text(), "The governorate, province or state."),
            "aliases": Field(
                ListOf(Text(), "a list of names", least=1), "Other spellings; each stands for one place of a country."
            ),
            "at": Field(At(), "Its coordinate [latitude, longitude], in degrees. Leave it out rather than guess."),
            "at_source": Field(Text(), "Where the coordinate comes from."),
            "note": Field(Text(lines=True), "What a reader should know."),
        },
        extra={"dependentRequired": {"at": ["at_source"], "at_source": ["at"]}},
    )
    return ById(Id(), place, "a mapping from ids to places")


def read_places(data: Plain, countries: Known, found: Findings) -> dict[str, Place]:
    """The places that could be read, by id."""
    got = places_shape(countries).read(data, (), found) or {}
    places: dict[str, Place] = {}
    for identifier, fields in got.items():
        if fields is not None:
            places[identifier] = _place(identifier, fields, found)
    _check_names(places, found)
    return places


def _place(identifier: str, fields: dict[str, Any], found: Findings) -> Place:
    for have, lack in (("at", "at_source"), ("at_source", "at")):
        if have in fields and lack not in fields:
            found.add(
                "missing-key",
                f"a place with '{have}' needs the key '{lack}' too",
                (identifier, have),
                "a coordinate has a source",
                key=True,
            )
    lat, lon = fields.get("at", (None, None))
    return Place(
        id=identifier,
        name=fields["name"],
        country=fields["country"],
        admin1=fields.get("admin1"),
        aliases=tuple(alias for alias in fields.get("aliases", ()) if alias is not None),
        lat=lat,
        lon=lon,
        coordinate_source=fields.get("at_source"),
        note=fields.get("note"),
    )


def _check_names(places: dict[str, Place], found: Findings) -> None:
    """Within a country, a name or an alias stands for one place."""
    owners: dict[tuple[str, str], str] = {}
    for place in places.values():
        owners.setdefault((place.country, _folded(place.name)), place.id)
    for place in places.values():
        paths: list[tuple[Path, str]] = [((place.id, "name"), place.name)]
        paths += [((place.id, "aliases", number), alias) for number, alias in enumerate(place.aliases)]
        for path, name in paths:
            owner = owners.setdefault((place.country, _folded(name)), place.id)
            if owner != place.id:
                help_ = "a name stands for one place in a country; tell them apart, as in 'Sinjar (Idlib)'"
                found.add("duplicate-alias", f"'{name}' is already a name of '{owner}'", path, help_)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


SOURCES_SHAPE = ById(
    Id(),
    Fields(
        "a source",
        {
            "title": Field(Text(), "The title of the document.", required=True),
            "publisher": Field(Text(), "Who published it.", required=True),
            "url": Field(Url(), "Its address.", required=True),
            "kind": Field(
                Choice(("official", "mirror", "second-hand"), "a kind of source"),
                "official (when left out): by the one who counted; mirror: a copy of it; second-hand: quotes it.",
            ),
            "official": Field(Url(), "The address of the original that this one quotes."),
            "published": Field(Day(), "The day of publication."),
            "accessed": Field(Day(), "The day on which it was last seen."),
            "archived": Field(Url(), "The address of an archived copy."),
            "sha256": Field(Sha256(), "The SHA-256 of the archived copy's bytes, in hexadecimal."),
            "note": Field(Text(lines=True), "What a reader should know."),
        },
    ),
    "a mapping from ids to sources",
)


def read_sources(data: Plain, found: Findings) -> dict[str, Source]:
    """The sources that could be read, by id."""
    got = SOURCES_SHAPE.read(data, (), found) or {}
    return {identifier: Source(id=identifier, **fields) for identifier, fields in got.items() if fields is not None}


def place_names(places: dict[str, Place]) -> dict[str, str]:
    """Every name and alias, and the id of its place."""
    return {name: place.id for place in places.values() for name in (*place.aliases, place.name)}
