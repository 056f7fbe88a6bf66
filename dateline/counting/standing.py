"""Which reports of a record count, and which days they speak of.

A replaced report counts nothing, a part counts within the whole that it itemises. Nothing here counts events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
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
        return (report, *self.parts.get(report.id, ()))

    def top_of(self, report: Report) -> Report:
        """The report that this one counts within: itself if it stands alone, what replaced it if it was replaced."""
        current = report
        while current.id in self._replaced_by:
            current = self.record.reports[self._replaced_by[current.id]]
        return _top_of(self.record, current, self._replaced_by)

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
    known = {replaced: by for replaced, by in replaced_by.items() if replaced is not None}
    standing = [report for report in record.reports.values() if report.id not in known]
    tops: list[Report] = []
    parts: dict[str, list[Report]] = {}
    for report in standing:
        top = _top_of(record, report, known)
        if top is report:
            tops.append(report)
        else:
            parts.setdefault(top.id, []).append(report)
    tops.sort(key=lambda report: (report.period.start, report.id))
    whole = {top: tuple(sorted(found, key=lambda report: report.id)) for top, found in parts.items()}
    return Standing(record, tuple(tops), whole, coverage_of(record, standing), known)


def _top_of(record: Record, report: Report, replaced_by: Mapping[str, str]) -> Report:
    top = report
    for whole in _wholes(record, report, replaced_by):
        if whole is report or not _holds(whole, report):
            break
        top = whole
    return top


def _wholes(record: Record, report: Report, replaced_by: Mapping[str, str]) -> Iterator[Report]:
    """What a report is part of, and what that is part of, each as it stands today."""
    parent = report.part_of
    while parent in record.reports:
        while parent in replaced_by:
            parent = replaced_by[parent]
        yield record.reports[parent]
        parent = record.reports[parent].part_of


def _holds(whole: Report, part: Report) -> bool:
    """Whether a replacement still covers what was part of the report it replaced; otherwise the part stands alone."""
    return whole.period.contains(part.period) and set(part.covers) <= set(whole.covers)


def as_known(record: Record, day: dt.date) -> Record:
    """The record as it stood at the end of `day`: only reports published by then."""
    known = {report.id: report for report in record.reports.values() if record.published(report) <= day}
    return msgspec.structs.replace(record, reports=known)
