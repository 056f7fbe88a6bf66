"""Splitting an answer by week, day, month, country, place, report, kind or effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.meters import TallyMeter
from dateline.counting.regions import Scope
from dateline.counting.weeks import ONE_DAY, weeks_between
from dateline.errors import QueryError
from dateline.model import Category, Period
from dateline.query.answers import Answer, Row, Splitter, Table
from dateline.query.filters import Area, area_of
from dateline.query.words import reader_day, reader_month, reader_period

NONE: frozenset[str] = frozenset()
MOST_ROWS = 10_000


def splitters(country_word: str, categories: Iterable[Category]) -> dict[str, Splitter]:
    """Every dimension that a record's answers can be split by, with what splits them."""
    found: dict[str, Splitter] = {
        "week": by_week,
        "day": by_day,
        "month": by_month,
        country_word: by_country,
        "place": by_place,
        "report": by_report,
    }
    for category in categories:
        found[category.id] = _by_kind(category)
        if category.effect:
            found[category.effect] = _by_effect(category)
    return found


def by_week(answer: Answer) -> Table:
    """A row for every reporting week that shares a day with the scope; at the ends only its days within the scope count."""
    asked = _tabled(answer, "week", 7)
    rows = []
    for week in weeks_between(answer.desk.record.dataset.weeks, asked):
        days = Period(max(week.start, asked.start), min(week.end, asked.end))
        rows.append(_time_row(answer, str(week.start), reader_period(days), days))
    return Table(answer, "week", tuple(rows), ZERO)


def by_day(answer: Answer) -> Table:
    """A row for every day of the scope."""
    asked = _tabled(answer, "day", 1)
    rows = [_time_row(answer, str(day), reader_day(day), Period(day, day)) for day in asked.each_day()]
    return Table(answer, "day", tuple(rows), ZERO)


def by_month(answer: Answer) -> Table:
    """A row for every calendar month that shares a day with the scope."""
    rows = [
        _time_row(answer, f"{part.start:%Y-%m}", reader_month(part.start), part) for part in _months(_tabled(answer, "month", 28))
    ]
    return Table(answer, "month", tuple(rows), ZERO)


def _tabled(answer: Answer, dimension: str, days: int) -> Period:
    """The period asked about. Raises QueryError if rows of at least `days` days would be more than anybody can read."""
    period = answer.period
    if period.days // days > MOST_ROWS:
        msg = f"a table by {dimension} of {period.days:,} days has more than {MOST_ROWS:,} rows"
        raise QueryError(msg, "ask for less time", "too-many-rows")
    return period


def _months(period: Period) -> Iterator[Period]:
    start = period.start
    while start <= period.end:
        after = (start.replace(day=28) + dt.timedelta(4)).replace(day=1)
        yield Period(start, min(period.end, after - ONE_DAY))
        start = after


def _time_row(answer: Answer, key: str, label: str, period: Period) -> Row:
    part = answer.narrowed(start=period.start.toordinal(), end=period.end.toordinal())
    return Row(key, label, part, period)


def by_country(answer: Answer) -> Table:
    """A row for every country of the scope, in the order of the dataset."""
    scope = answer.scope
    countries = answer.desk.record.dataset.countries
    rows = [
        Row(country.id, country.name, answer.narrowed(**_area_in(answer, country.id)), country=country.id)
        for country in countries.values()
        if scope.has_country(country.id)
    ]
    return Table(answer, answer.desk.record.dataset.country_word, tuple(rows), ZERO)


def _area_in(answer: Answer, country: str) -> Area:
    """The scope's area as far as it lies in one country."""
    if answer.scope.places is None:
        return Area(countries=frozenset({country}))
    return area_of(answer.desk.record, frozenset(answer.scope.places_in(country)))


def by_place(answer: Answer) -> Table:
    """A row for every place that an event or a stated total of the scope names and that has something, or may have by name.

    The rest has no stated place, or nobody stated that it is of the kind asked about.
    """
    desk, scope = answer.desk, answer.scope
    ledger = desk.ledger(answer.measure.id)
    rows = []
    for name in sorted(ledger.places(scope)):
        place = desk.record.places[name]
        if not scope.has_country(place.country) or (scope.places is not None and name not in scope.places):
            continue
        part = answer.narrowed(**area_of(desk.record, frozenset({name})))
        rows.append(Row(name, place.name, part, country=place.country))
    shown = [row for row in rows if row.count.low or row.count.named]
    rest = sum((_of_unknown_kind(row) for row in rows if row not in shown), start=ledger.unplaced(scope))
    return Table(answer, "place", tuple(sorted(shown, key=lambda row: (row.label, row.key))), rest)


def _of_unknown_kind(row: Row) -> Count:
    """What a place that has no row of its own may have all the same, other than by what was said of no place in particular."""
    return _beyond(row.count, replace(row.answer, scopes=(row.answer.scope.elsewhere,)).count)


def _beyond(count: Count, common: Count) -> Count:
    """What is open in a count that is not open in what all rows have in common."""
    if common.open is None or count.open is None:
        return ZERO if common.open is None else UNKNOWN
    return Count(0, 0, max(0, count.open - common.open))


def by_report(answer: Answer) -> Table:
    """A row for every report that counts on its own in the scope; late additions count with the report that made them.

    Where certain reports are asked about, a row for each of them that is not part of another.
    """
    desk, asked = answer.desk, answer.reports()
    if answer.scope.reports is None:
        tops = {top.id: top for top in map(desk.standing.top_of, asked)}
    else:
        tops = {one.id: one for one in asked if not any(desk.standing.counts_within(one, other) for other in asked)}
    rows = [Row(name, name, answer.narrowed(reports=frozenset({name}))) for name in tops]
    return Table(answer, "report", tuple(rows), ZERO)


def _by_kind(category: Category) -> Splitter:
    def split(answer: Answer) -> Table:
        _limit_to(answer, category)
        rows = [
            Row(kind.id, kind.name, answer.narrowed(category=category.id, kinds=frozenset({kind.id})))
            for kind in category.kinds.values()
            if answer.scope.kinds is None or kind.id in answer.scope.kinds
        ]
        nothing = replace(answer.scope, category=category.id, kinds=NONE)
        return _kinds_table(answer, category.id, rows, nothing)

    return split


def _by_effect(category: Category) -> Splitter:
    def split(answer: Answer) -> Table:
        _limit_to(answer, category)
        rows = [
            Row(effect.id, effect.name, answer.narrowed(category=category.id, effects=frozenset({effect.id})))
            for effect in category.effects.values()
            if answer.scope.effects is None or effect.id in answer.scope.effects
        ]
        nothing = replace(answer.scope, category=category.id, effects=NONE)
        return _kinds_table(answer, category.effect or category.id, rows, nothing)

    return split


def _limit_to(answer: Answer, category: Category) -> None:
    if answer.scope.category not in (None, category.id):
        msg = f"an answer limited by {answer.scope.category} cannot be split by {category.id}"
        raise QueryError(msg)
    meter = answer.desk.ledger(answer.measure.id).meter
    if isinstance(meter, TallyMeter) and meter.category != category.id:
        msg = f"{answer.measure.many} cannot be split by {category.id}"
        raise QueryError(msg)


def _kinds_table(answer: Answer, dimension: str, rows: list[Row], nothing: Scope) -> Table:
    """The rows that have something. What comes without a list, or an effect, is what `nothing` (no kind, no effect) gives."""
    shown = tuple(row for row in rows if row.count.low or row.count.named)
    unlisted = answer.desk.ledger(answer.measure.id).reported(nothing)
    common = Count(0, 0, unlisted.high)
    rest = sum((_beyond(row.count, common) for row in rows if row not in shown), start=common)
    return Table(answer, dimension, shown, rest)
