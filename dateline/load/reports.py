"""data/events/**/*.yml: one published report a file, its stated totals and its events.

Which keys a report may have depends on the dataset: the words of its measures and categories are keys here. Checks that need
a second report are in `crosschecks`; sums and overlaps belong to counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from dateline.load.findings import Findings
from dateline.load.hints import slug
from dateline.load.positions import Path
from dateline.load.scalars import Choice, Flag, Id, Span, Text
from dateline.load.shapes import Either, Field, Fields, JsonSchema, ListOf
from dateline.load.tallies import Tallies, count_field
from dateline.load.vocabulary import Known, Reference
from dateline.load.yaml_reader import Plain
from dateline.model import SLUG, Amount, Category, Discrepancy, Event, Measure, Period, Report, Stated, Tally

FOLDER = "data/events"
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Words:
    """What a report may name: from dataset.yml, places.yml and sources.yml."""

    measures: Mapping[str, Measure]
    categories: Mapping[str, Category]
    countries: Known
    actors: Known
    places: Known
    sources: Known
    place_countries: Mapping[str, str]

    @property
    def tally_keys(self) -> list[str]:
        """The YAML keys of the categories, such as `targets`."""
        return [category.key for category in self.categories.values()]


class ReportReader:
    """Reads reports with the words of one dataset. Made once, used for every file."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.shape = report_shape(words)
        self._category_ids = {category.key: category.id for category in words.categories.values()}

    def read(self, data: Plain, file: str, found: Findings) -> Report | None:
        """The report of `file` (its stem is the id), or None after noting everything that is wrong."""
        before = len(found.noted)
        identifier = PurePosixPath(file).stem
        if not SLUG.fullmatch(identifier):
            nearest = slug(identifier)
            found.add(
                "bad-id",
                f"the file name '{identifier}' is not an id",
                (),
                f"rename the file to {nearest}.yml" if nearest else None,
            )
        got = self.shape.read(data, (), found) or {}
        period = got.get("period")
        covers = tuple(c for c in got.get("covers", self.words.countries.listed or ()) if c is not None)
        self._check_head(data, found)
        _check_unread(got.get(UNREAD, ()), found)
        scope = _Scope(self.words, period, covers, found)
        stated = [
            self._stated(fields, ("stated", n), scope) for n, fields in enumerate(got.get("stated", ())) if fields is not None
        ]
        events: list[Event] = []
        for number, fields in _taken(got.get("events", [])):
            event = self._event(fields, ("events", number), scope)
            if len(found.noted) == before:  # nothing is held of a report that is refused
                events.append(event)
        if len(found.noted) > before or period is None:
            return None
        plain = {key: got[key] for key in ("partial", "part_of", "replaces", "discrepancy", "note") if key in got}
        actor = got.get("actor") or (self.words.actors.listed or [""])[0]
        return Report(identifier, file, got["source"], actor, period, covers, tuple(stated), tuple(events), **plain)

    def _check_head(self, data: Plain, found: Findings) -> None:
        if not isinstance(data, dict):
            return
        if not (data.get("stated") or data.get("events")):
            help_ = "an explicit report of none is written stated: [{...: 0}]"
            found.add("empty-report", "this report states no total and has no events", (), help_)

    def _event(self, fields: dict[str, Any], at: Path, scope: _Scope) -> Event:
        on = fields.get("on")
        given = fields.get("place", ())
        places = tuple(place for place in ((given,) if isinstance(given, str) else given) if place is not None)
        counts = self._counts(fields)
        scope.check_counts(counts, at)
        scope.check_places(fields, places, at)
        if on and "adds_to" not in fields:
            scope.check_days(
                on, (*at, "on"), "correct one of the two, or say with adds_to which earlier report this event adds to"
            )
        plain = {key: fields[key] for key in ("country", "source", "adds_to", "retracted", "note") if key in fields}
        return Event(fields["id"], on or scope.period_or_any, counts, places, tallies=self._tallies(fields), **plain)

    def _stated(self, fields: dict[str, Any], at: Path, scope: _Scope) -> Stated:
        on = fields.get("on")
        counts = self._counts(fields)
        scope.check_counts(counts, at)
        scope.check_places(fields, (fields["place"],) if "place" in fields else (), at)
        if on:
            scope.check_days(on, (*at, "on"), "correct one of the two")
        plain = {key: fields[key] for key in ("country", "place", "source", "note") if key in fields}
        discrepancy = Discrepancy(**fields["discrepancy"]) if "discrepancy" in fields else None
        return Stated(on or scope.period_or_any, counts, tallies=self._tallies(fields), discrepancy=discrepancy, **plain)

    def _counts(self, fields: dict[str, Any]) -> dict[str, Amount]:
        return {key: fields[key] for key in fields if key in self.words.measures}

    def _tallies(self, fields: dict[str, Any]) -> dict[str, tuple[Tally, ...]]:
        return {self._category_ids[key]: fields[key] for key in fields if key in self._category_ids}


def _taken(rows: list[dict[str, Any] | None]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that could be read, with their numbers. Each is taken out of the list: in a large file they are most of it."""
    for number, fields in enumerate(rows):
        rows[number] = None
        if fields is not None:
            yield number, fields


def _check_unread(lines: Sequence[str | None], found: Findings) -> None:
    """Whatever a reader of releases did not understand has to be resolved by a person: it may hold events."""
    for number, line in enumerate(lines):
        if line is not None:
            shown = " ".join(line.split())
            found.add(
                "unread-lines",
                f"a line of the release was not understood: {shown if len(shown) <= 80 else shown[:79] + '…'}",
                (UNREAD, number),
                "turn it into events or stated totals, then delete it here; if it counts nothing, delete it after reading it",
            )


@dataclass(frozen=True, slots=True)
class _Scope:
    """What everything in one report has to lie in."""

    words: Words
    period: Period | None
    covers: tuple[str, ...]
    found: Findings

    @property
    def period_or_any(self) -> Period:
        """The report's period; any day where it could not be read (the report is refused then)."""
        return self.period or Period.parse("2000-01-01")

    def check_counts(self, counts: dict[str, Amount], at: Path) -> None:
        if not counts:
            self.found.add("no-measure", "nothing is counted here", at, "give one of: " + ", ".join(self.words.measures))

    def check_days(self, on: Period, at: Path, help_: str) -> None:
        if self.period and not self.period.contains(on):
            self.found.add("outside-period", f"{on} is not within the report's period {self.period}", at, help_)

    def check_places(self, fields: dict[str, Any], places: tuple[str, ...], at: Path) -> None:
        if "country" in fields and "place" in fields:
            help_ = "the place knows its country: leave 'country' out"
            self.found.add("country-and-place", "a country is given together with a place", (*at, "country"), help_, key=True)
        elif "country" in fields and fields["country"] not in self.covers:
            self._not_covered(fields["country"], fields["country"], (*at, "country"))
        several = isinstance(fields.get("place"), list)
        for number, place in enumerate(places):
            country = self.words.place_countries.get(place)
            if country is not None and country not in self.covers:
                self._not_covered(
                    f"{place}, which is in {country},", country, (*at, "place", number) if several else (*at, "place")
                )

    def _not_covered(self, what: str, country: str, at: Path) -> None:
        covers = ", ".join(self.covers)
        self.found.add(
            "not-covered",
            f"{what} is not among the countries that the report covers: {covers}",
            at,
            f"correct it, or add {country} to 'covers'",
        )


def report_shape(words: Words) -> Fields:
    """The shape of a report with the measures and categories of one dataset."""
    place, country, source = Reference(words.places), Reference(words.countries), Reference(words.sources)
    counted = {measure.id: count_field(measure) for measure in words.measures.values()}
    tallied = {
        category.key: Field(Tallies(category), category.definition or f"So many {category.many}.")
        for category in words.categories.values()
    }
    shared = {
        **counted,
        **tallied,
        "country": Field(country, "The id of the country; only where no place is given."),
        "source": Field(source, "The id of the source, where it is not the report's."),
        "note": Field(Text(lines=True), "What a reader should know."),
    }
    some_measure = {"anyOf": [{"required": [key]} for key in counted], "not": {"required": ["place", "country"]}}
    event = Fields("an event", _event_fields(place) | shared, extra=some_measure)
    stated = Fields("a stated total", _stated_fields(place) | shared, extra=some_measure)
    several = len(words.actors.listed or ()) > 1
    return Fields(
        "a report",
        _report_fields(words, stated, event, actor_required=several),
        partial=True,
        extra={
            "anyOf": [
                {"required": ["stated"], "properties": {"stated": {"minItems": 1}}},
                {"required": ["events"], "properties": {"events": {"minItems": 1}}},
            ]
        },
    )


class _Unresolved(ListOf):
    """A list that is read, so that each of its items can be told, and that has to be empty."""

    def schema(self) -> JsonSchema:
        return super().schema() | {"maxItems": 0}


def _event_fields(place: Reference) -> dict[str, Field]:
    places = Either[Any](place, ListOf(place, "a list of places", least=1, distinct=True))
    return {
        "id": Field(Id(), "The id of the event, unique in the whole record. A published id never vanishes.", required=True),
        "on": Field(Span(), "The day, or the span first/last; the report's period when left out."),
        "place": Field(places, "The place, or a list when it was one of several."),
        "adds_to": Field(Id(), "An earlier report whose days this event was added to by this one."),
        "retracted": Field(Flag(), "true: the source took it back; it counts nothing and keeps its page."),
    }


def _stated_fields(place: Reference) -> dict[str, Field]:
    discrepancy = Fields(
        "a discrepancy",
        {
            "use": Field(
                Choice(("stated", "items"), "'stated' or 'items'"), "Which figure the counts use: stated or items.", required=True
            ),
            "note": Field(Text(lines=True), "What disagrees, and why this figure is used.", required=True),
        },
    )
    return {
        "on": Field(Span(), "The day or the span that the total is for; the report's period when left out."),
        "place": Field(place, "The place that the total is for."),
        "discrepancy": Field(discrepancy, "The items add up to more than this total: which is used, and why."),
    }


def _report_fields(words: Words, stated: Fields, event: Fields, *, actor_required: bool) -> dict[str, Field]:
    countries = ListOf(Reference(words.countries), "a list of countries", least=1, distinct=True)
    return {
        "source": Field(Reference(words.sources), "The id of the published document, from data/sources.yml.", required=True),
        "actor": Field(
            Reference(words.actors), "Whose acts are reported; may be left out where the dataset has one actor.", actor_required
        ),
        "period": Field(Span(), "The days that the report speaks of, first/last, both included.", required=True),
        "covers": Field(countries, "The countries that the report speaks of; all when left out."),
        "partial": Field(Flag(), "true: the text at hand may leave events out."),
        "part_of": Field(Id(), "The id of a report whose days this one itemises."),
        "replaces": Field(Id(), "The id of a report that this one corrects."),
        "discrepancy": Field(Text(lines=True), "A contradiction that is not a sum, such as a misprinted range."),
        "note": Field(Text(lines=True), "What a reader should know."),
        "stated": Field(ListOf(stated, "a list of totals"), "The totals that the report states."),
        "events": Field(ListOf(event, "a list of events"), "What the report itemises."),
        UNREAD: Field(
            _Unresolved(Text(lines=True), "a list of lines"),
            "Lines of the release that `ingest` did not understand. Any of them stops the build until it is resolved.",
        ),
    }
