"""From the filters of a question (`country="iraq", week="2018-03-30"`) to a scope. Anything unknown is an error with a hint.

Values are ids; a place may also be given by its name or an alias if that is not ambiguous.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypedDict

from dateline.counting.regions import Scope
from dateline.counting.weeks import week_of
from dateline.errors import QueryError
from dateline.model import Category, Period, Record, is_reckoned, parse_day
from dateline.query.asked import quoted_value

TIME_FILTERS = ("start", "end", "day", "week", "month")


class Area(TypedDict, total=False):
    """The fields of a scope that say where."""

    countries: frozenset[str] | None
    places: frozenset[str] | None
    homes: frozenset[tuple[str, str]]


def area_of(record: Record, places: frozenset[str]) -> Area:
    """The fields of a scope that is limited to places."""
    homes = frozenset((place, record.places[place].country) for place in places)
    return Area(countries=frozenset(country for _, country in homes), places=places, homes=homes)


@dataclass(frozen=True)
class Words:
    """The filter names and values that a record knows."""

    record: Record
    extent: Period

    @property
    def names(self) -> list[str]:
        """Every filter that can be written, in the order that documentation lists them."""
        dataset = self.record.dataset
        categories = [word for c in dataset.categories.values() for word in (c.id, c.effect) if word]
        return [dataset.country_word, "place", *TIME_FILTERS, *categories, "report", "actor"]

    def scope(self, filters: Mapping[str, object], default: Period | None) -> Scope:
        """The scope of a question. Raises QueryError for names and values that are not known, and for empty scopes."""
        for name in filters:
            if name not in self.names:
                raise QueryError.unknown("filter", name, self.names, "a query")
        given = {name: value for name, value in filters.items() if value is not None}
        area = self._area(given)
        category, kinds, effects = self._category(given)
        reports = self._ids(given, "report", self.record.reports, "data/events")
        actors = self._ids(given, "actor", self.record.dataset.actors, "data/dataset.yml")
        self._refuse_others(reports, actors)
        period = _period(given, self._span(reports) or default or self.extent, self.record)
        self._refuse_elsewhen(reports, period)
        return Scope(
            period.start.toordinal(),
            period.end.toordinal(),
            **area,
            category=category,
            kinds=kinds,
            effects=effects,
            reports=reports,
            actors=actors,
        )

    def _span(self, reports: frozenset[str] | None) -> Period | None:
        """The periods of named reports: what a question about them is about when it gives no day."""
        if reports is None:
            return None
        found = [self.record.reports[name].period for name in reports]
        return Period(min(period.start for period in found), max(period.end for period in found))

    def _refuse_elsewhen(self, reports: frozenset[str] | None, period: Period) -> None:
        """A report asked about days that it does not speak of would answer 0, which it does not say."""
        for report in (self.record.reports[name] for name in sorted(reports or ())):
            spoken = (report.period, *(event.on for event in report.events))
            if not any(days.overlaps(period) for days in spoken):
                msg = f"report '{report.id}' speaks of {report.period}, not of {period}"
                raise QueryError(msg, "leave out the days, and the report's own are taken", "empty-query")

    def _refuse_others(self, reports: frozenset[str] | None, actors: frozenset[str] | None) -> None:
        """Reports of none of the actors asked about would make an empty question."""
        for name in sorted(reports or ()):
            if actors is not None and self.record.reports[name].actor not in actors:
                msg = f"report '{name}' is not by {', '.join(sorted(actors))} but by {self.record.reports[name].actor}"
                raise QueryError(msg, "leave out the actor, or name another report", "empty-query")

    def _area(self, given: Mapping[str, object]) -> Area:
        word = self.record.dataset.country_word
        countries = self._ids(given, word, self.record.dataset.countries, "data/dataset.yml")
        if "place" not in given:
            return Area(countries=countries)
        places = frozenset(self._place(value, countries) for value in _texts(given["place"], "place"))
        lie_in = frozenset(self.record.places[place].country for place in places)
        if countries is not None and not lie_in <= countries:
            outside = sorted(place for place in places if self.record.places[place].country not in countries)
            msg = f"{', '.join(outside)} does not lie in {', '.join(sorted(countries))}"
            raise QueryError(msg, f"leave out the {word}, or name another place", "empty-query")
        return area_of(self.record, places)

    def _place(self, value: str, countries: frozenset[str] | None) -> str:
        """The id of a place given by its id, its name or an alias; of two with one name, the one in the countries asked about."""
        if value in self.record.places:
            return value
        folded = _folded(value)
        called = [p.id for p in self.record.places.values() if folded in map(_folded, (p.name, *p.aliases))]
        if len(called) > 1 and countries is not None:
            called = [place for place in called if self.record.places[place].country in countries] or called
        if len(called) == 1:
            return called[0]
        if called:
            msg = f"'{value}' is the name of {len(called)} places"
            raise QueryError(msg, f"write one of {', '.join(sorted(called))}", "ambiguous-place")
        names = [name for place in self.record.places.values() for name in (place.id, place.name, *place.aliases)]
        for country in self.record.dataset.countries.values():
            if folded in map(_folded, (country.id, country.name)):
                word = self.record.dataset.country_word
                raise QueryError(f"'{value}' is a {word}, not a place", f'write {word}="{country.id}"', "unknown-place")
        raise QueryError.unknown("place", value, names, "data/places.yml")

    def _category(self, given: Mapping[str, object]) -> tuple[str | None, frozenset[str] | None, frozenset[str] | None]:
        found: list[tuple[str, frozenset[str] | None, frozenset[str] | None]] = []
        for category in self.record.dataset.categories.values():
            kinds = self._ids(given, category.id, category.kinds, "data/dataset.yml")
            effects = self._effects(given, category)
            if kinds is not None or effects is not None:
                found.append((category.id, kinds, effects))
        if len(found) > 1:
            msg = f"a query can limit one category, not {len(found)} ({', '.join(name for name, _, _ in found)})"
            raise QueryError(msg)
        return found[0] if found else (None, None, None)

    def _effects(self, given: Mapping[str, object], category: Category) -> frozenset[str] | None:
        if category.effect is None:
            return None
        return self._ids(given, category.effect, category.effects, "data/dataset.yml")

    def _ids(self, given: Mapping[str, object], name: str, known: Collection[str], where: str) -> frozenset[str] | None:
        if name not in given:
            return None
        values = _texts(given[name], name)
        for value in values:
            if value not in known:
                raise QueryError.unknown(name, value, known, where)
        return frozenset(values)


def _folded(name: str) -> str:
    """A name without its case and the width of its spaces."""
    return " ".join(name.casefold().split())


def _texts(value: object, name: str) -> list[str]:
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not values or not all(isinstance(entry, str) for entry in values):
        msg = f"{name}= takes a text or a list of texts, not {quoted_value(value)}"
        raise QueryError(msg, f'write {name}="..." or {name}=["...", "..."]', "bad-filter")
    return [entry for entry in values if isinstance(entry, str)]


def as_day(value: object, name: str) -> dt.date:
    """A day given as a date or as `YYYY-MM-DD`."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime) and is_reckoned(value):
        return value
    if isinstance(value, str):
        try:
            return parse_day(value)
        except ValueError as error:
            span = 'a span of days is start="2018-03-30", end="2018-04-05"'
            way_out = span if "/" in value else f'write {name}="2018-03-30"'
            raise QueryError(f"{name}=: {error}", way_out, "bad-date") from None
    msg = f"{name}= takes a day, not {quoted_value(value)}"
    raise QueryError(msg, f'write {name}="2018-03-30"', "bad-date")


def _period(given: Mapping[str, object], default: Period, record: Record) -> Period:
    named = [name for name in ("day", "week", "month") if name in given]
    if len(named) > 1 or (named and ("start" in given or "end" in given)):
        msg = "a query takes one of day=, week=, month=, or start= with end="
        raise QueryError(msg, code="bad-filter")
    if named:
        return _NAMED_PERIODS[named[0]](given[named[0]], record)
    start = as_day(given["start"], "start") if "start" in given else default.start
    end = as_day(given["end"], "end") if "end" in given else default.end
    if end < start:
        msg = f"a period cannot end ({end}) before it starts ({start})"
        raise QueryError(msg, "the page's `dateline:` gives the day that is not written", "bad-period")
    return Period(start, end)


def _day(value: object, _: Record) -> Period:
    day = as_day(value, "day")
    return Period(day, day)


def _week(value: object, record: Record) -> Period:
    day = as_day(value, "week")
    week = week_of(record.dataset.weeks, day)
    if week.start != day:
        msg = f"no reporting week starts on {day}"
        raise QueryError(msg, f"the week with that day starts on {week.start}", "unknown-week")
    return week


def _month(value: object, _: Record) -> Period:
    if not isinstance(value, str):
        msg = f"month= takes a month, not {quoted_value(value)}"
        raise QueryError(msg, _MONTH_HELP, "bad-date")
    try:
        first = parse_day(f"{value}-01")
    except ValueError:
        msg = f"month=: '{value}' is not a month written YYYY-MM"
        raise QueryError(msg, _MONTH_HELP, "bad-date") from None
    last = (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)
    return Period(first, last)


_MONTH_HELP = 'write month="2018-03"'
_NAMED_PERIODS = {"day": _day, "week": _week, "month": _month}
