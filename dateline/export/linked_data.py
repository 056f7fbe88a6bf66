"""What search engines and archives are told of articles and of the data: JSON-LD in the vocabulary of schema.org.

Here belongs which types and properties stand for what, and how they are written into a page. Nothing is claimed that the record
or the front matter does not say: an article has no licence here, because dataset.yml gives one for the data alone. A corrections
policy is a property of who publishes, not of an article.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dateline import addresses
from dateline.export.package import Package
from dateline.model import Author, Correction, Dataset, Record, Source

CONTEXT = "https://schema.org"
MOST_SOURCES = 50
"""So many documents are named that an article is based on; of more, the list of all sources is."""
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}

Thing = dict[str, object]


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes the site at `home`, in which language; `corrects`: it has a page of corrections."""

    home: str
    site_name: str
    publisher: str
    publisher_url: str | None
    language: str
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An article as machines are told of it: plain texts, absolute addresses. `image` is the picture that it is shared with."""

    url: str
    title: str
    description: str | None
    published: dt.date
    updated: dt.date | None
    authors: tuple[Author, ...]
    sources: tuple[Source, ...]
    image: str | None = None
    image_alt: str | None = None


def script(thing: Thing) -> Markup:
    """An element that holds JSON-LD. Nothing in it can end the element, whatever the texts say."""
    text = json.dumps({"@context": CONTEXT, **thing}, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 - escaped above


def article_data(told: Told, imprint: Imprint, corrections: tuple[Correction, ...] = ()) -> Thing:
    """An article as NewsArticle. `corrections` are those that changed it or a number on it."""
    modified = max([told.updated or told.published, told.published, *(one.on for one in corrections)])
    thing: Thing = {
        "@type": "NewsArticle",
        "@id": f"{told.url}#article",
        "mainEntityOfPage": told.url,
        "url": told.url,
        "headline": told.title,
        "datePublished": str(told.published),
        "dateModified": str(modified),
        "inLanguage": imprint.language,
        "isAccessibleForFree": True,
        "publisher": _publisher(imprint),
        "isBasedOn": [{"@type": "Dataset", "@id": dataset_id(imprint.home)}, *_based_on(told.sources, imprint.home)],
    }
    if told.description:
        thing["description"] = told.description
    if told.authors:
        thing["author"] = [_author(author, imprint.home) for author in told.authors]
    if told.image:
        picture: Thing = {"@type": "ImageObject", "url": told.image, "width": "1200 px", "height": "630 px"}
        thing["image"] = {**picture, "caption": told.image_alt} if told.image_alt else picture
    if corrections:
        thing["correction"] = [_comment(one, imprint.home) for one in corrections]
    return thing


def dataset_id(home: str) -> str:
    """What the data are called in the data of other pages."""
    return f"{home}{addresses.DATA}#dataset"


def _publisher(imprint: Imprint) -> Thing:
    policy = {"correctionsPolicy": f"{imprint.home}{addresses.CORRECTIONS}"} if imprint.corrects else {}
    return {"@type": "NewsMediaOrganization", "name": imprint.publisher, "url": imprint.publisher_url or imprint.home, **policy}


def _author(author: Author, home: str) -> Thing:
    return {"@type": "Person", "name": author.name, "url": f"{home}{addresses.author_page(author.id)}"}


def _based_on(sources: Sequence[Source], home: str) -> list[Thing | str]:
    if len(sources) > MOST_SOURCES:
        return [f"{home}{addresses.SOURCES}"]
    return [_work(source, home) for source in sources]


def _work(source: Source, home: str) -> Thing:
    work: Thing = {"@type": "CreativeWork", "@id": f"{home}{addresses.source_entry(source.id)}", "name": source.title}
    if source.url.startswith(("https://", "http://")):
        work["url"] = source.url
    return work


def _comment(one: Correction, home: str) -> Thing:
    before, after = (value or "nothing" for value in (one.was, one.now))
    return {
        "@type": "CorrectionComment",
        "url": f"{home}{addresses.correction_entry(one.id)}",
        "datePublished": str(one.on),
        "text": f"{one.why} Before: {before}. Now: {after}.",
    }


def dataset_data(package: Package, record: Record, imprint: Imprint) -> Thing:
    """The data as Dataset, with every file as a DataDownload."""
    dataset = record.dataset
    thing: Thing = {
        "@type": "Dataset",
        "@id": dataset_id(imprint.home),
        "url": f"{imprint.home}{addresses.DATA}",
        "name": dataset.title,
        "description": dataset.description,
        "license": dataset.licence.url,
        "creator": _publisher(imprint),
        "publisher": _publisher(imprint),
        "version": package.holdings.version,
        "inLanguage": imprint.language,
        "isAccessibleForFree": True,
        "variableMeasured": _variables(dataset),
        "distribution": [_download(package, file.name, imprint.home) for file in package.holdings.files],
    }
    if package.holdings.news:
        thing["dateModified"] = str(package.holdings.news)
    if package.extent:
        thing["temporalCoverage"] = "/".join(map(str, package.extent))
        thing["spatialCoverage"] = [*_countries(dataset), *_box(record)]
    return thing


def _variables(dataset: Dataset) -> list[Thing]:
    measures: list[Thing] = [
        {"@type": "PropertyValue", "name": measure.many, "description": measure.definition}
        for measure in dataset.measures.values()
    ]
    categories: list[Thing] = [
        {"@type": "PropertyValue", "name": one.many, **({"description": one.definition} if one.definition else {})}
        for one in dataset.categories.values()
    ]
    return measures + categories


def _download(package: Package, name: str, home: str) -> Thing:
    file = package.file(name)
    return {
        "@type": "DataDownload",
        "name": file.name,
        "description": file.title,
        "contentUrl": f"{home}{addresses.data_file(file.name)}",
        "encodingFormat": file.media_type,
        "contentSize": f"{len(file.content)} B",
        "sha256": file.sha256,
    }


def _countries(dataset: Dataset) -> list[Thing]:
    return [{"@type": "Place", "name": country.name} for country in dataset.countries.values()]


def _box(record: Record) -> list[Thing]:
    """The rectangle of the places that events name, as far as they have a coordinate: `south west north east`."""
    named = {place for report in record.reports.values() for event in report.events for place in event.places}
    places = [record.places[name] for name in sorted(named)]
    found = [(place.lat, place.lon) for place in places if place.lat is not None and place.lon is not None]
    if not found:
        return []
    lats, lons = zip(*found, strict=True)
    box = f"{min(lats)} {min(lons)} {max(lats)} {max(lons)}"
    return [{"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}]
