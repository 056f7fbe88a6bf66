"""What a newsroom knows, as frozen types.

Here belongs the shape of a record: events, reports, places, sources, measures, weeks. No input or output, no counting and
nothing of the host. The types are msgspec structs so that a checked file can be kept as msgpack and read back without
running anything.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Ids of places, sources, reports and events: what is safe in an address, a file name and a query."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


Line = tuple[tuple[float, float], ...]
"""Points of a base map one after the other, each longitude and latitude in degrees (as in GeoJSON)."""


class Frozen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every type here: immutable, compared by value."""


class Period(Frozen, frozen=True, order=True):
    """Days from `start` to `end`, both included (ISO 8601 `2018-03-30/2018-04-05`)."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            msg = f"a period cannot end ({self.end}) before it starts ({self.start})"
            raise ValueError(msg)

    @classmethod
    def parse(cls, text: str) -> Period:
        """One day (`2018-04-05`) or an interval with both days included. Raises ValueError in words."""
        first, slash, last = text.partition("/")
        return cls(parse_day(first), parse_day(last) if slash else parse_day(first))

    @property
    def days(self) -> int:
        """How many days, at least 1."""
        return (self.end - self.start).days + 1

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def each_day(self) -> Iterator[dt.date]:
        for offset in range(self.days):
            yield self.start + dt.timedelta(offset)

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


def parse_day(text: str) -> dt.date:
    """A day written `YYYY-MM-DD`, and in no other way, of the years 1000 to 9998. Raises ValueError in words."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        msg = f"'{text}' is not a date written YYYY-MM-DD"
        raise ValueError(msg)
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        msg = f"'{text}' is not a day of the calendar ({error})"
        raise ValueError(msg) from None
    if not is_reckoned(day):
        msg = f"the year of '{text}' is not one from 1000 to 9998"
        raise ValueError(msg)
    return day


def is_reckoned(day: dt.date) -> bool:
    """Whether the weeks and months around a day can be reckoned with: the calendar of Python ends with the year 9999."""
    return 1000 <= day.year <= 9998


class Amount(Frozen, frozen=True):
    """A recorded count: exact when `low == high`, a range otherwise; `high` None means nobody said how many at most."""

    low: int
    high: int | None

    @classmethod
    def exact(cls, number: int) -> Amount:
        return cls(number, number)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


class Measure(Frozen, frozen=True):
    """A unit that events are counted in, such as strikes. Measures are never added to one another."""

    id: str
    one: str
    many: str
    definition: str
    source: str | None = None


class Named(Frozen, frozen=True):
    """An entry of a word list of the dataset: a country, an actor, a category or an effect."""

    id: str
    name: str
    many: str | None = None
    definition: str | None = None


class Category(Frozen, frozen=True):
    """A dimension that events are sorted by, such as targets: its filter name (`target`), its kinds, what was done to them."""

    id: str
    key: str
    one: str
    many: str
    kinds: dict[str, Named]
    effect: str | None = None
    effects: dict[str, Named] = {}
    definition: str | None = None


class WeekRule(Frozen, frozen=True):
    """From `start` on, reporting weeks begin on `weekday` and last `days` days; `once` is a single period that ends at `end`."""

    start: dt.date
    days: int
    once: bool = False
    note: str | None = None


class Author(Frozen, frozen=True):
    """Somebody with a byline."""

    id: str
    name: str
    description: str | None = None


class Licence(Frozen, frozen=True):
    """Under what terms the data may be used."""

    name: str
    url: str


class PublishedRule(Frozen, frozen=True):
    """What may become of events that a release held; `tags` is the pattern of the names of release tags."""

    edits: Literal["need-correction", "free"]
    tags: str = "v*"

    @property
    def is_on(self) -> bool:
        """Whether an edit of a published event is an error."""
        return self.edits == "need-correction"


PUBLISHED_EDITS = ("need-correction", "free")


class Dataset(Frozen, frozen=True):
    """What the record is about, and its words. `publisher_contact` is where readers write to: an address of e-mail or the web."""

    id: str
    title: str
    description: str
    publisher: str
    licence: Licence
    measures: dict[str, Measure]
    countries: dict[str, Named]
    actors: dict[str, Named]
    weeks: tuple[WeekRule, ...]
    categories: dict[str, Category] = {}
    authors: dict[str, Author] = {}
    publisher_url: str | None = None
    publisher_contact: str | None = None
    country_word: str = "country"
    published: PublishedRule | None = None


class Place(Frozen, frozen=True):
    """A located name of the gazetteer. Without a coordinate that can be trusted it is listed, never plotted."""

    id: str
    name: str
    country: str
    admin1: str | None = None
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    coordinate_source: str | None = None
    note: str | None = None


class Source(Frozen, frozen=True):
    """A published document. `kind` says how near it is to the one who counted; `official` is the original that it quotes.

    `sha256` is the digest of the archived copy's bytes, in hexadecimal, where somebody took it.
    """

    id: str
    title: str
    publisher: str
    url: str
    kind: Literal["official", "mirror", "second-hand"] = "official"
    official: str | None = None
    published: dt.date | None = None
    accessed: dt.date | None = None
    archived: str | None = None
    sha256: str | None = None
    note: str | None = None


class Tally(Frozen, frozen=True):
    """So many of one kind of a category: `{kind: vehicle, effect: destroyed, amount: 3}`; amount None: some, number not given."""

    kind: str
    effect: str | None
    amount: Amount | None


class Event(Frozen, frozen=True):
    """What a report itemises: so many of each measure, on a day or within a span, at a place or at one of several.

    `places` are candidates: the event lies in exactly one of them, all of its count in whichever split. Empty: the place is
    not stated. `country` is given only where there is no place.
    `adds_to` names an earlier report whose days this event was added to by a later release (outside that report's totals).
    """

    id: str
    on: Period
    counts: dict[str, Amount]
    places: tuple[str, ...] = ()
    country: str | None = None
    tallies: dict[str, tuple[Tally, ...]] = {}
    source: str | None = None
    adds_to: str | None = None
    retracted: bool = False
    note: str | None = None


class Discrepancy(Frozen, frozen=True):
    """Why a stated total and its items disagree, and which of the two the counts use."""

    use: Literal["stated", "items"]
    note: str


class Stated(Frozen, frozen=True):
    """A total that a report states for days within its period, a country or a place (None: all that the report covers)."""

    on: Period
    counts: dict[str, Amount]
    country: str | None = None
    place: str | None = None
    tallies: dict[str, tuple[Tally, ...]] = {}
    source: str | None = None
    discrepancy: Discrepancy | None = None
    note: str | None = None


class Report(Frozen, frozen=True):
    """One published document and what it claims about a period.

    `covers` are the countries it speaks of. `partial`: the text at hand may leave events out, so what it itemises is a
    least number wherever it states no total. `part_of` names a report whose days this one itemises; `replaces` one that it
    corrects. `file` is the path relative to the project.
    """

    id: str
    file: str
    source: str
    actor: str
    period: Period
    covers: tuple[str, ...]
    stated: tuple[Stated, ...] = ()
    events: tuple[Event, ...] = ()
    partial: bool = False
    part_of: str | None = None
    replaces: str | None = None
    discrepancy: str | None = None
    note: str | None = None


class Correction(Frozen, frozen=True):
    """A mistake that was published, and its repair: one entry of data/corrections.yml.

    `kind` and `target` say what was wrong: an event or a report by its id, an article by its path below content/ without `.md`.
    `key` leads to the value within it (`strikes`, `period`, `stated.2.strikes` with numbers from 1). `was` and `now` are the two
    values as YAML writes them on one line; None: nothing was given there. Of an article they are its words, and `key` is None.
    `on` is the day of the repair. `source` is a document that became known later and shows the mistake.
    """

    id: str
    on: dt.date
    kind: Literal["event", "report", "article"]
    target: str
    key: str | None
    was: str | None
    now: str | None
    why: str
    noticed_by: str | None = None
    source: str | None = None


class Record(Frozen, frozen=True):
    """All that the newsroom knows at once; every id that is named exists. Reports are in the order of their ids.

    `corrections` are those that were applied to it, in the order of their days; the reports hold what they say now.
    """

    dataset: Dataset
    places: dict[str, Place]
    sources: dict[str, Source]
    reports: dict[str, Report]
    corrections: tuple[Correction, ...] = ()

    def published(self, report: Report) -> dt.date:
        """When a report became known: its publication date, else the day after its period (documented in data-format.md)."""
        return self.sources[report.source].published or report.period.end + dt.timedelta(1)


class Outline(Frozen, frozen=True):
    """The land of a country on the base map: polygons of rings, the outer one first, each a closed line."""

    name: str
    polygons: tuple[tuple[Line, ...], ...]


class River(Frozen, frozen=True):
    """A river on the base map, by the name that readers see."""

    name: str
    lines: tuple[Line, ...]


class Town(Frozen, frozen=True):
    """A town that the base map names for orientation; degrees. `place` is its id where it is in the gazetteer, too."""

    name: str
    lat: float
    lon: float
    place: str | None = None


class Basemap(Frozen, frozen=True):
    """What lies beneath a map: land, borders, rivers, towns (those to be named first come first), and whom to credit."""

    countries: tuple[Outline, ...]
    borders: tuple[Line, ...]
    rivers: tuple[River, ...]
    towns: tuple[Town, ...]
    credit: str

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of all land, in degrees: a map that shows more would show land as sea."""
        points = [point for country in self.countries for polygon in country.polygons for point in polygon[0]]
        longitudes, latitudes = zip(*points, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


class Article(Frozen, frozen=True):
    """A Markdown page of content/: what its front matter says, and its text. Titles and descriptions may hold expressions.

    `file` is relative to the project, `body_line` the line of the file on which the body starts (from 1). `scope` is the
    front matter's `dateline`: the period every number and chart of the page starts from. Pages with a `date` are articles
    and are listed; others (home, methodology) are not.
    """

    file: str
    body: str
    body_line: int
    title: str
    description: str | None = None
    date: dt.date | None = None
    updated: dt.date | None = None
    authors: tuple[str, ...] = ()
    scope: Period | None = None
    kicker: str | None = None
    tags: tuple[str, ...] = ()
    template: str | None = None
    hide: tuple[str, ...] = ()
    lead: bool = False
    search_exclude: bool = False
    search_boost: float | None = None
