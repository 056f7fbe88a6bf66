"""JSON Schemas of the files that people write, from the same shapes that read them.

Editors show the descriptions and complete the ids while one types. What JSON Schema cannot say (sums, order of days, which
country a place lies in) only the loader checks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dateline.load import dataset, gazetteer
from dateline.load.basemap import basemap_shape
from dateline.load.corrections import corrections_shape
from dateline.load.front_matter import front_matter_shape
from dateline.load.record import words_of
from dateline.load.reports import Words, report_shape
from dateline.load.shapes import JsonSchema, Shape
from dateline.load.tallies import Tallies, TallyAmount
from dateline.load.vocabulary import Known
from dateline.model import Record

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_Ids = Mapping[str, Mapping[str, str]]
"""For each kind of thing, its ids and what each is called."""


def schemas(record: Record) -> dict[str, str]:
    """The JSON Schema (2020-12) of each kind of file, as text, by file name, listing the project's own ids."""
    words = words_of(record)
    countries = {word.id: word.name for word in record.dataset.countries.values()}
    ids: _Ids = {
        "source": {source.id: source.title for source in record.sources.values()},
        "place": {place.id: f"{place.name}, {countries[place.country]}" for place in record.places.values()},
        "country": countries,
        "actor": {word.id: word.name for word in record.dataset.actors.values()},
        "author": {author.id: author.name for author in record.dataset.authors.values()},
    }
    authors = Known("author", dataset.FILE, record.dataset.authors)
    made = {
        "dataset": _document("The dataset: what the record is about, and its words", dataset.SHAPE, {}),
        "places": _document("The places of the record", gazetteer.places_shape(words.countries), _only(ids, "country")),
        "sources": _document("The documents that the record rests on", gazetteer.SOURCES_SHAPE, {}),
        "corrections": _document(
            "Mistakes that were published, and their repairs", corrections_shape(words.sources), _only(ids, "source")
        ),
        "basemap": _document("The words of the base map", basemap_shape(words.places), _only(ids, "place")),
        "report": _report(words, _only(ids, "source", "place", "country", "actor")),
        "front-matter": _document("The front matter of a page", front_matter_shape(authors), _only(ids, "author")),
    }
    return {f"{name}.schema.json": json.dumps(made[name], ensure_ascii=False, indent=2) + "\n" for name in made}


def _only(ids: _Ids, *kinds: str) -> _Ids:
    return {kind: ids[kind] for kind in kinds}


def _report(words: Words, ids: _Ids) -> JsonSchema:
    document = _document("One published report", report_shape(words), ids)
    for category in words.categories.values():
        document["$defs"] |= Tallies(category).definitions()
    document["$defs"] |= {"tally": TallyAmount().schema()}
    return document


def _document(title: str, shape: Shape[Any], ids: _Ids) -> JsonSchema:
    definitions = {kind: _choice(entries) for kind, entries in ids.items()}
    return {"$schema": _DRAFT, "title": title, **shape.schema(), **({"$defs": definitions} if definitions else {})}


def _choice(entries: Mapping[str, str]) -> JsonSchema:
    """The ids, and beside them what each is called, as editors show it."""
    return {"enum": list(entries), "enumDescriptions": list(entries.values())} if entries else {"not": {}}
