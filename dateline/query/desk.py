"""The desk that questions are asked at: one per record, with every index built once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dateline.counting.bounds import Count
from dateline.counting.ledger import Ledger, ledger_of
from dateline.counting.meters import MeasureMeter, Meter, TallyMeter
from dateline.counting.regions import Scope
from dateline.counting.standing import Standing, standing_of
from dateline.errors import QueryError
from dateline.model import Measure, Period, Record, Report
from dateline.query.answers import Answer, Splitter
from dateline.query.asked import quoted_value
from dateline.query.filters import Words, as_day
from dateline.query.ratio import Ratio, change_of, share_of
from dateline.query.splits import splitters
from dateline.query.words import listed


@dataclass(frozen=True)
class Desk:
    """Answers questions about a record. Immutable to its users; ledgers are built when first asked for.

    `like` is the desk of a record that differs in a few reports: what the two have in common is not built again.
    """

    record: Record
    like: Desk | None = field(default=None, repr=False, compare=False)
    _ledgers: dict[str, Ledger] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.record)

    @cached_property
    def extent(self) -> Period:
        """From the first day to the last that any report covers."""
        periods = [report.period for report in self.standing.tops]
        if not periods:
            msg = "the record holds no report yet"
            raise QueryError(msg, "add one under data/events/")
        return Period(min(p.start for p in periods), max(p.end for p in periods))

    @cached_property
    def words(self) -> Words:
        return Words(self.record, self.extent)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """What can be counted: the dataset's measures, and its categories by their keys (`targets`)."""
        dataset = self.record.dataset
        listed_kinds = {
            category.key: Measure(category.key, category.one, category.many, category.definition or category.many)
            for category in dataset.categories.values()
        }
        return {**dataset.measures, **listed_kinds}

    @cached_property
    def _splitters(self) -> dict[str, Splitter]:
        return splitters(self.record.dataset.country_word, self.record.dataset.categories.values())

    def ask(self, measure: str, scope: Period | None = None, **filters: object) -> Answer:
        """Count `measure` under filters; days that no filter gives come from `scope`, else from the whole record.

        Raises QueryError for a measure, filter or value that is not known, with a hint.
        """
        return self._ask(measure, scope, filters)

    def _ask(self, measure: str, scope: Period | None, filters: Mapping[str, object]) -> Answer:
        if measure not in self.measures:
            raise QueryError.unknown("measure", measure, self.measures, "data/dataset.yml")
        asked = self.words.scope(filters, scope)
        meter = self.ledger(measure).meter
        if isinstance(meter, TallyMeter) and asked.category not in (None, meter.category):
            msg = f"{self.measures[measure].many} cannot be limited by {asked.category}"
            raise QueryError(msg, None, "bad-filter")
        return Answer(self, self.measures[measure], (asked,))

    def ledger(self, measure: str) -> Ledger:
        """The ledger of a measure, built on first use."""
        ledger = self._ledgers.get(measure)
        if ledger is None:
            ledger = self._ledgers[measure] = ledger_of(
                self.standing, self._meter(measure), self.like.ledger(measure) if self.like else None
            )
        return ledger

    def _meter(self, measure: str) -> Meter:
        for category in self.record.dataset.categories.values():
            if category.key == measure:
                return TallyMeter(category.id)
        return MeasureMeter(measure)

    def count(self, measure: str, scope: Scope) -> Count:
        return self.ledger(measure).count(scope)

    def splitter(self, dimension: str) -> Splitter:
        """What splits an answer by `dimension`. Raises QueryError if it is not known."""
        try:
            return self._splitters[dimension]
        except (KeyError, TypeError):
            raise QueryError.unknown("dimension", str(dimension), self._splitters, "by()") from None

    def stands_alone(self, report: Report) -> bool:
        """Whether a report counts on its own, not as part of another."""
        return any(report is top for top in self.standing.tops)

    def overlap(self, one: Scope, two: Scope, measure: str) -> bool:
        """Whether the two scopes may count the same thing."""
        apart = one.end < two.start or two.end < one.start or _disjoint(one.countries, two.countries)
        apart = apart or _disjoint(one.places, two.places) or _disjoint(one.actors, two.actors)
        if isinstance(self.ledger(measure).meter, TallyMeter):
            apart = apart or _disjoint(one.kinds, two.kinds) or _disjoint(one.effects, two.effects)
        return not apart

    def scope_words(self, scope: Scope) -> list[str]:
        """The limits of a scope but its days, in words for readers."""
        record, words = self.record, []
        if scope.places is not None:
            words.append(listed([record.places[name].name for name in sorted(scope.places)], "or"))
        elif scope.countries is not None:
            words.append(listed([record.dataset.countries[name].name for name in sorted(scope.countries)]))
        if scope.category is not None:
            category = record.dataset.categories[scope.category]
            words += [listed([category.kinds[k].name for k in sorted(scope.kinds)], "or")] if scope.kinds else []
            words += [listed([category.effects[e].name for e in sorted(scope.effects)], "or")] if scope.effects else []
        if scope.reports is not None:
            words.append(f"report {listed(sorted(scope.reports))}")
        if scope.actors is not None:
            words.append(listed([record.dataset.actors[name].name for name in sorted(scope.actors)]))
        return words

    def namespace(self, scope: Period | None = None) -> dict[str, object]:
        """The names that expressions may use: one function per measure and category, `share` and `change`."""
        names: dict[str, object] = {name: self._asker(name, scope) for name in self.measures}
        return {**names, "share": share, "change": change, "day": _reader_date}

    def _asker(self, measure: str, scope: Period | None) -> Callable[..., Answer]:
        def ask(*values: object, **filters: object) -> Answer:
            if values:
                msg = f"{measure}() cannot be asked like this: {quoted_value(values[0])} has no name"
                raise QueryError(msg, f'filters are given by name: {measure}({self.words.names[0]}="...")', "bad-filter")
            return self._ask(measure, scope, filters)

        ask.__name__ = measure
        return ask


def share(part: Answer, whole: Answer, digits: int = 0) -> Ratio:
    """What per cent `part` is of `whole`. Raises QueryError unless the part lies in the whole."""
    _same_measure(part, whole, "a share")
    for scope in part.scopes:
        if not any(_within(scope, outer) for outer in whole.scopes):
            msg = f"'{part.in_words()}' does not lie within '{whole.in_words()}'"
            raise QueryError(msg, "a share is of a whole that holds the part", "no-share")
    return share_of(part.count, whole.count, digits)


def change(now: Answer, before: Answer, digits: int = 0) -> Ratio:
    """By what per cent `now` is more than `before`."""
    _same_measure(now, before, "a change")
    return change_of(now.count, before.count, digits)


def _same_measure(one: object, two: object, what: str) -> None:
    if not isinstance(one, Answer) or not isinstance(two, Answer):
        msg = f"{what} is between two queries"
        raise QueryError(msg, None, "mixed-measures")
    if one.measure.id != two.measure.id:
        msg = f"{what} is within one measure, not between {one.measure.many} and {two.measure.many}"
        raise QueryError(msg, None, "mixed-measures")


def _reader_date(text: str) -> dt.date:
    """A day written `YYYY-MM-DD`; it prints in the reader's form."""
    return as_day(text, "day")


def _disjoint(one: frozenset[str] | None, two: frozenset[str] | None) -> bool:
    return one is not None and two is not None and one.isdisjoint(two)


def _within(inner: Scope, outer: Scope) -> bool:
    pairs = (
        (inner.countries, outer.countries),
        (inner.places, outer.places),
        (inner.kinds, outer.kinds),
        (inner.effects, outer.effects),
        (inner.reports, outer.reports),
        (inner.actors, outer.actors),
    )
    days = outer.start <= inner.start and inner.end <= outer.end
    return days and all(big is None or (small is not None and small <= big) for small, big in pairs)
