"""Which reports of a record count, and which days they speak of.

A replaced report counts nothing, a part counts within the whole that it itemises. Nothing here counts events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dateline.counting.coverage import Coverage, coverage_of
from dateline.counting.regions import Scope
from dateline.model import Record, Report


@dataclass(frozen=True)
class Standing:
    """Which reports count: those on their own (`tops`, in the order of their start), each with its parts; none that is replaced.

    `coverage` is that of all standing reports together.
    """

    record: Record
    tops: tuple[Report, ...]
    parts: dict[str, tuple[Report, ...]]
    coverage: Coverage
    _replaced_by: Mapping[str, str]
    _covered: dict[frozenset[str], Coverage] = field(default_factory=dict, repr=False, compare=False)

    def members(self, report: Report) -> tuple[Report, ...]:
        """A report with the reports that count within it."""
        top = self.top_of(report)
        parts = self.parts.get(top.id, ())
        return (report, *(parts if top is report else (part for part in parts if self.counts_within(part, report))))

    def top_of(self, report: Report) -> Report:
        """The report that this one counts within: itself if it stands alone, what replaced it if it was replaced."""
        return (report, *self._above(report))[-1]

    def whole_of(self, report: Report) -> Report:
        """The nearest report that this one is part of, as it stands today; itself if it stands alone."""
        return [*self._above(report), report][0]

    def counts_within(self, report: Report, whole: Report) -> bool:
        """Whether `report` is part of `whole`, or was replaced by it."""
        return any(whole is above for above in self._above(report))

    def _above(self, report: Report) -> list[Report]:
        current = _today(self.record, report, self._replaced_by)
        wholes = _wholes(self.record, current, self._replaced_by)
        return wholes if current is report else [current, *wholes]

    def uncovered(self, scope: Scope) -> int:
        """How many country-days of the scope no report covers; none where only certain reports are asked what they say."""
        return 0 if scope.reports is not None else self._coverage(scope).uncovered(scope)

    def covered(self, scope: Scope) -> int:
        """How many country-days of the scope some report covers."""
        return self._coverage(scope).covered(scope)

    def _coverage(self, scope: Scope) -> Coverage:
        """What the actors asked about reported on: the days of another actor's reports say nothing of theirs."""
        if scope.actors is None:
            return self.coverage
        found = self._covered.get(scope.actors)
        if found is None:
            theirs = [report for top in self.tops for report in self.members(top) if report.actor in scope.actors]
            found = self._covered[scope.actors] = coverage_of(self.record, theirs)
        return found


def standing_of(record: Record) -> Standing:
    """Sort the reports of a record into wholes and parts. Parts of a replaced report go over to its replacement."""
    replaced_by = {report.replaces: report.id for report in record.reports.values() if report.replaces in record.reports}
    standing = [report for report in record.reports.values() if report.id not in replaced_by]
    tops: list[Report] = []
    parts: dict[str, list[Report]] = {}
    for report in standing:
        wholes = _wholes(record, report, replaced_by)
        if wholes:
            parts.setdefault(wholes[-1].id, []).append(report)
        else:
            tops.append(report)
    tops.sort(key=lambda report: (report.period.start, report.id))
    whole = {top: tuple(sorted(found, key=lambda report: report.id)) for top, found in parts.items()}
    return Standing(record, tuple(tops), whole, coverage_of(record, standing), replaced_by)


def _wholes(record: Record, report: Report, replaced_by: Mapping[str, str]) -> list[Report]:
    """What a report is part of, what that is part of, and so on, each as it stands today; nothing where they go in a circle."""
    found: dict[str, Report] = {}
    parent = report.part_of
    while parent in record.reports:
        whole = _today(record, record.reports[parent], replaced_by)
        if whole is report:
            return []
        if whole.id in found or not _holds(whole, report):
            break
        found[whole.id] = whole
        parent = whole.part_of
    return list(found.values())


def _today(record: Record, report: Report, replaced_by: Mapping[str, str]) -> Report:
    """The report, or what replaced it."""
    while report.id in replaced_by:
        report = record.reports[replaced_by[report.id]]
    return report


def _holds(whole: Report, part: Report) -> bool:
    """Whether a replacement still covers what was part of the report it replaced; otherwise the part stands alone."""
    return whole.period.contains(part.period) and set(part.covers) <= set(whole.covers)


def as_known(record: Record, day: dt.date) -> Record:
    """The record as it stood at the end of `day`: only reports published by then."""
    known = {report.id: report for report in record.reports.values() if record.published(report) <= day}
    return msgspec.structs.replace(record, reports=known)
