"""Coverage: which days of which countries any report speaks of. A day that none covers has no data, which is not zero."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from dateline.counting.regions import Interval, Scope, merged
from dateline.model import Record, Report


@dataclass(frozen=True, slots=True)
class Coverage:
    """The covered days per country, as intervals in order that do not touch."""

    days: dict[str, tuple[Interval, ...]]

    def uncovered(self, scope: Scope) -> int:
        """How many country-days of the scope no report covers."""
        return sum(self._missing(country, scope) for country in self.days if scope.has_country(country))

    def covered(self, scope: Scope) -> int:
        """How many country-days of the scope some report covers."""
        countries = sum(scope.has_country(country) for country in self.days)
        return countries * (scope.end - scope.start + 1) - self.uncovered(scope)

    def _missing(self, country: str, scope: Scope) -> int:
        missing = scope.end - scope.start + 1
        intervals = self.days[country]
        for start, end in intervals[bisect_left(intervals, scope.start, key=lambda interval: interval[1]) :]:
            if start > scope.end:
                break
            missing -= min(end, scope.end) - max(start, scope.start) + 1
        return missing


def coverage_of(record: Record, reports: list[Report]) -> Coverage:
    """The days that `reports` cover, for every country of the dataset."""
    found: dict[str, list[Interval]] = {country: [] for country in record.dataset.countries}
    for report in reports:
        for country in report.covers:
            found[country].append((report.period.start.toordinal(), report.period.end.toordinal()))
    return Coverage({country: tuple(merged(intervals)) for country, intervals in found.items()})
