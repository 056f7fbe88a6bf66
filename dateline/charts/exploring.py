"""What a reader can explore of a chart: the events behind its answer as rows, and what can be chosen among them.

Exploring works on what reports itemise. Each event is one row: at its place, at "one of several" or at no stated place, so that
none is drawn twice. Numbers that reports state without itemising them cannot be explored, and `Exploring.covers` says so. The
chart over these rows is in `exploring_plot`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dateline.addresses import explore
from dateline.charts.wording import counted
from dateline.counting.bounds import ZERO, Count
from dateline.counting.cells import Item, count_item
from dateline.counting.meters import TallyMeter, amount_of
from dateline.counting.weeks import weeks_between
from dateline.model import Category, Period
from dateline.query import Answer
from dateline.query.words import reader_period

MOST_PLACES = 12
"""So many places have bars of their own; the others share one."""
OTHERS = "Other places"
SEVERAL = "One of several"
NOWHERE = "Not stated"
NO_REPORT = "no report"
NO_ITEMS = "nothing itemised"
"""Why a week holds no bar: no report covers it, or its reports state totals only."""
_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY = 86_400_000


@dataclass(frozen=True)
class Exploring:
    """The events behind an answer, ready to be explored."""

    answer: Answer

    @cached_property
    def items(self) -> tuple[tuple[Item, Count], ...]:
        """The events that are counted or may be, once each, with what each of them counts."""
        ledger = self.answer.desk.ledger(self.answer.measure.id)
        found: dict[tuple[str, str], tuple[Item, Count]] = {}
        for scope in self.answer.scopes:
            for item in ledger.items(scope):
                count = count_item(item, ledger.meter, scope)
                _, before = found.get(_key(item), (item, ZERO))
                found[_key(item)] = (item, before + count)
        return tuple(sorted(found.values(), key=lambda pair: (pair[0].event.on.start, *_key(pair[0]))))

    @property
    def covers(self) -> str:
        """How much of the answer is itemised, in a sentence."""
        total = sum((count for _, count in self.items), start=ZERO)
        return f"This explores {counted(total, self.answer.measure)} that reports itemise, of {self.answer} that they count."

    @property
    def address(self) -> str:
        """The explore page with the answer's days and filters set, as far as that page has them."""
        scope, period = self.answer.scopes[0], self.answer.period
        keys = {category.id: category.key for category in self.answer.desk.record.dataset.categories.values()}
        kinds = {keys[scope.category]: scope.kinds} if scope.category and scope.kinds else {}
        countries = None if scope.places else scope.countries
        filters = {"place": scope.places, "country": countries, "report": scope.reports, **kinds}
        return explore(start=period.start, end=period.end, **filters)

    @cached_property
    def weeks(self) -> tuple[Period, ...]:
        """The reporting weeks of the answer's days, whole."""
        return tuple(weeks_between(self.answer.desk.record.dataset.weeks, self.answer.period))

    @property
    def even(self) -> bool:
        """Whether all weeks are equally long; else bars are as high as their count per day."""
        return len({week.days for week in self.weeks}) < 2

    @property
    def category(self) -> Category | None:
        """The category that events can be chosen by: the first of the dataset.

        None where the answer is limited by kind already, or counts kinds: no row says how such limits go together.
        """
        meter = self.answer.desk.ledger(self.answer.measure.id).meter
        if isinstance(meter, TallyMeter) or any(scope.category for scope in self.answer.scopes):
            return None
        return next(iter(self.answer.desk.record.dataset.categories.values()), None)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The names of the rows of the place chart, in their order."""
        totals: dict[str, tuple[int, int]] = {}
        for item, count in self.items:
            label = self._label(item)
            low, named = totals.get(label, (0, 0))
            totals[label] = (low - count.low, named - count.named)
        ranked = sorted((name for name in totals if name not in (SEVERAL, NOWHERE)), key=lambda name: (totals[name], name))
        others = [OTHERS] if len(ranked) > MOST_PLACES else []
        return (*ranked[:MOST_PLACES], *others, *(name for name in (SEVERAL, NOWHERE) if name in totals))

    def _label(self, item: Item) -> str:
        places = item.event.places
        if not places:
            return NOWHERE
        return self.answer.desk.record.places[places[0]].name if len(places) == 1 else SEVERAL

    def events(self) -> list[dict[str, Any]]:
        """A row for each event: place, first and last week (their middles), countries, kinds, and its count."""
        return [self._event(item, count) for item, count in self.items]

    def _event(self, item: Item, count: Count) -> dict[str, Any]:
        label, weeks = self._label(item), self._weeks_of(item)
        tallies = item.event.tallies.get(self.category.id, ()) if self.category else ()
        return {
            "place": label if label in self.places else OTHERS,
            "first": _middle(weeks[0]),
            "last": _middle(weeks[-1]),
            "country": _tokens(item.region.countries),
            "kinds": _tokens(tally.kind for tally in tallies),
            "surely": _tokens(tally.kind for tally in tallies if amount_of(tally).low),
            "low": count.low,
            "may": count.named + (count.open or 0),
            "open": int(count.open is None),
        }

    def _weeks_of(self, item: Item) -> list[Period]:
        """The weeks that an event may lie in, of those that are drawn."""
        found = [week for week in self.weeks if week.overlaps(item.event.on)]
        return found or [min(self.weeks, key=lambda week: abs((week.start - item.event.on.start).days))]

    def key(self) -> list[list[str]]:
        """What looks need words, as [mark, words]: only those that occur."""
        found = {row["gap"] for row in self.by_week()}
        light = any(row["may"] for row in self.by_week())
        looks = [("light", "possible, not certain", light), ("hatch", NO_REPORT, NO_REPORT in found)]
        return [[mark, words] for mark, words, occurs in [*looks, ("ground", NO_ITEMS, NO_ITEMS in found)] if occurs]

    def by_week(self) -> list[dict[str, Any]]:
        """A row for each event and week that it may lie in: certain only where there is one such week.

        Before them a row for each week; its `gap` says why it has no events, if it has none.
        """
        return list(self._by_week())

    def _by_week(self) -> Iterator[dict[str, Any]]:
        for week in self.weeks:
            yield {**_week(week), "country": "", "kinds": "", "surely": "", "low": 0, "may": 0, "open": 0, "gap": self._gap(week)}
        for (item, count), row in zip(self.items, self.events(), strict=True):
            weeks = self._weeks_of(item)
            low, may = (count.low, row["may"]) if len(weeks) == 1 else (0, count.low + row["may"])
            for week in weeks:
                kept = {key: row[key] for key in ("country", "kinds", "surely", "open")}
                yield {**_week(week), **kept, "low": low, "may": may, "gap": ""}

    @cached_property
    def _held(self) -> frozenset[Period]:
        """The weeks that an event may lie in."""
        return frozenset(week for item, _ in self.items for week in self._weeks_of(item))

    def _gap(self, week: Period) -> str:
        """Why no event lies in a week; empty where one may. Without a report of any of its days, a blank would read as zero."""
        if week in self._held:
            return ""
        first, last = week.start.toordinal(), week.end.toordinal()
        asked = [scope for scope in self.answer.scopes if scope.start <= last and scope.end >= first]
        clipped = tuple(replace(scope, start=max(scope.start, first), end=min(scope.end, last)) for scope in asked)
        return NO_REPORT if replace(self.answer, scopes=clipped).coverage == "none" else NO_ITEMS

    def choices(self) -> dict[str, Any]:
        """What readers can choose: weeks as [middle, words], countries and kinds as [id, name], those that occur."""
        dataset = self.answer.desk.record.dataset
        seen = {kind for row in self.events() for kind in row["kinds"].split("|")}
        kinds = [[kind.id, kind.name] for kind in self.category.kinds.values() if kind.id in seen] if self.category else []
        lie = {country for row in self.events() for country in row["country"].split("|")}
        return {
            "weeks": [[_middle(week), reader_period(week)] for week in self.weeks],
            "country": [[one.id, one.name] for one in dataset.countries.values() if one.id in lie],
            "country_word": dataset.country_word,
            "kind": sorted(kinds, key=lambda pair: (pair[1].casefold(), pair[0])),
            "kind_word": self.category.one if self.category else "",
            "measure": [self.answer.measure.one, self.answer.measure.many],
        }


def _key(item: Item) -> tuple[str, str]:
    return (item.report.id, item.event.id)


def _tokens(names: Iterable[str]) -> str:
    """Ids that an expression can look for: `|cave|vehicle|`."""
    found = sorted(set(names))
    return f"|{'|'.join(found)}|" if found else ""


def milliseconds(day: dt.date) -> int:
    """A day as Vega has it: milliseconds from 1970, in UTC."""
    return (day.toordinal() - _EPOCH) * _DAY


def _middle(week: Period) -> int:
    return milliseconds(week.start) + week.days * _DAY // 2


def _week(week: Period) -> dict[str, Any]:
    return {
        "start": milliseconds(week.start),
        "end": milliseconds(week.end + dt.timedelta(1)),
        "middle": _middle(week),
        "days": week.days,
        "week": reader_period(week),
    }
