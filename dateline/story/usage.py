"""What pages rest on: the reports, places, weeks and sources behind the numbers and charts of each.

Here belongs turning what a page asked into ids, so that a page of the record can name the articles that use it, and a repair can
find every page that it touches. What an answer counts is decided in `counting`; here it is only gathered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from dateline.counting.weeks import weeks_between
from dateline.model import Period
from dateline.query import Answer, Desk
from dateline.query.remembered import Remembered
from dateline.render import Evaluated

Nothing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Used:
    """What one page rests on, as ids; `weeks` are the first days of reporting weeks.

    `places` are those where something lies, or may lie, that a number or a chart counts, and those that a question names
    (`asked`), whether or not anything was counted there.
    """

    reports: frozenset[str] = Nothing
    places: frozenset[str] = Nothing
    weeks: frozenset[dt.date] = frozenset()
    sources: frozenset[str] = Nothing
    asked: frozenset[str] = Nothing

    def __or__(self, other: Used) -> Used:
        return Used(
            self.reports | other.reports,
            self.places | other.places,
            self.weeks | other.weeks,
            self.sources | other.sources,
            self.asked | other.asked,
        )


@dataclass(frozen=True)
class Usage:
    """What each page rests on, by its path below content/."""

    pages: Mapping[str, Used]

    def of(self, name: str) -> Used:
        """What a page rests on; nothing for one that was not converted."""
        return self.pages.get(name, Used())

    def of_report(self, report: str) -> tuple[str, ...]:
        """The pages that rest on a report, by path."""
        return self._where(lambda used: report in used.reports)

    def of_place(self, place: str) -> tuple[str, ...]:
        """The pages that count something at a place, or ask for it, by path."""
        return self._where(lambda used: place in used.places)

    def of_week(self, start: dt.date) -> tuple[str, ...]:
        """The pages that ask for a day of the week that begins on `start`, by path."""
        return self._where(lambda used: start in used.weeks)

    def of_source(self, source: str) -> tuple[str, ...]:
        """The pages that rest on a source, or quote it, by path."""
        return self._where(lambda used: source in used.sources)

    def _where(self, uses: Callable[[Used], bool]) -> tuple[str, ...]:
        return tuple(sorted(name for name, used in self.pages.items() if uses(used)))


@dataclass(frozen=True)
class Gatherer:
    """Finds what answers rest on. Pages ask much the same, so that each answer is looked into once."""

    desk: Desk
    known: Remembered[Used] = field(default_factory=lambda: Remembered(Used), repr=False, compare=False)

    def used(self, numbers: Iterable[Evaluated], charts: Iterable[Answer] = (), sources: Iterable[str] = ()) -> Used:
        """What a page rests on: `numbers` are what its expressions gave, `charts` what charts count; `sources` come besides."""
        found = Used(sources=frozenset(sources))
        for number in numbers:
            for answer in number.used:
                found |= self.behind(answer)
            found |= Used(sources=frozenset(quotation.source for quotation in number.quotes))
        for answer in charts:
            found |= self.behind(answer)
        return found

    def behind(self, answer: Answer) -> Used:
        """What one answer rests on."""
        return self.known.of(answer, self._behind)

    def _behind(self, answer: Answer) -> Used:
        items = answer.items()
        reports = {report.id: report for report in (*answer.reports(), *(item.report for item in items))}
        sources = {report.source for report in reports.values()}
        sources |= {item.event.source for item in items if item.event.source}
        sources |= {row.source for report in reports.values() for row in report.stated if row.source}
        asked = frozenset(place for scope in answer.scopes for place in scope.places or ())
        places = asked.union(place for item in items for place in item.event.places)
        return Used(frozenset(reports), places, self._weeks(answer), frozenset(sources), asked)

    def _weeks(self, answer: Answer) -> frozenset[dt.date]:
        extent, found = self.desk.extent, set[dt.date]()
        for scope in answer.scopes:
            first, last = max(scope.start, extent.start.toordinal()), min(scope.end, extent.end.toordinal())
            if first <= last:
                days = Period(dt.date.fromordinal(first), dt.date.fromordinal(last))
                found.update(week.start for week in weeks_between(self.desk.record.dataset.weeks, days))
        return frozenset(found)
