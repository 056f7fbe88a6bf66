"""All reports of a record for one meter, ready to be asked.

Here belongs which trees a question asks. Which reports count at all is decided in `standing`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.cells import Cell, Item, count_cell, count_item, count_unplaced
from dateline.counting.coverage import Coverage, coverage_of
from dateline.counting.meters import Meter
from dateline.counting.regions import Lies, Scope, lies
from dateline.counting.trees import Tree, event_region, tree_of
from dateline.model import Record, Report


@dataclass(frozen=True)
class Ledger:
    """The trees of all standing reports for one meter, in the order of their start; late additions beside them."""

    standing: Standing
    meter: Meter
    trees: tuple[Tree, ...]
    late: tuple[Item, ...]
    longest: int
    starts: tuple[int, ...]
    _kept: dict[tuple[object, ...], Count] = field(default_factory=dict, repr=False, compare=False)

    def count(self, scope: Scope) -> Count:
        """What must and what may lie in the scope, gaps in the coverage included."""
        total = self.reported(scope)
        if scope.reports is None and self.standing.coverage.uncovered(scope):
            return total + UNKNOWN
        return total

    def reported(self, scope: Scope) -> Count:
        """What the reports alone give, as if days without a report did not matter."""
        if scope.reports is not None:
            return self._of_reports(scope)
        total = ZERO
        for index in self._overlapping(scope):
            total += self._count_tree(index, scope)
        for item in self.late:
            if _is_asked(item.report, scope):
                total += count_item(item, self.meter, scope)
        return total

    def unplaced(self, scope: Scope) -> Count:
        """What the reports give in the scope without any place. Days without a report are not in it."""
        total = ZERO
        for index in self._overlapping(scope):
            cell = self.trees[index].root
            if _is_asked(cell.report, scope):
                total += count_unplaced(cell, self.meter, scope)
        for item in self.late:
            if item.region.places is None and _is_asked(item.report, scope):
                total += count_item(item, self.meter, scope)
        return total

    def places(self, scope: Scope) -> set[str]:
        """Every place that an event or a stated total overlapping the scope names."""
        found: set[str] = set()
        for index in self._overlapping(scope):
            found |= _places_in(self.trees[index].root, scope)
        for item in self.late:
            if item.region.places and lies(item.region, scope) is not Lies.OUTSIDE:
                found |= item.region.places
        return found

    def items(self, scope: Scope) -> Iterator[Item]:
        """Every event that lies in the scope in whole or in part, or may."""
        for index in self._overlapping(scope):
            yield from _items_in(self.trees[index].root, self.meter, scope)
        for item in self.late:
            if _is_asked(item.report, scope) and count_item(item, self.meter, scope) != ZERO:
                yield item

    def reports(self, scope: Scope) -> list[Report]:
        """The reports that speak of any day and country of the scope, in the order of their start."""
        record = self.standing.record
        found: set[str] = set()
        for index in self._overlapping(scope):
            found |= self.trees[index].reports
        found |= {item.report.id for item in self.items(scope)}
        speaking = [record.reports[name] for name in found if _speaks_of(record.reports[name], scope)]
        late = [item.report for item in self.late if item.report.id in found]
        unique = {report.id: report for report in (*speaking, *late) if _is_asked(report, scope)}
        return sorted(unique.values(), key=lambda report: (report.period.start, report.id))

    def _overlapping(self, scope: Scope) -> range:
        first = bisect_left(self.starts, scope.start - self.longest)
        return range(first, bisect_right(self.starts, scope.end))

    def _count_tree(self, index: int, scope: Scope) -> Count:
        cell = self.trees[index].root
        if not _is_asked(cell.report, scope) or cell.region.end < scope.start:
            return ZERO
        if not (scope.start <= cell.region.start and cell.region.end <= scope.end):
            return count_cell(cell, self.meter, scope)
        key = (index, *scope.without_days)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = count_cell(cell, self.meter, scope)
        return kept

    def _of_reports(self, scope: Scope) -> Count:
        total = ZERO
        for name in sorted(scope.reports or ()):
            report = self.standing.record.reports[name]
            tree = tree_of(self.standing.record, report, self.standing.parts.get(name, ()), self.meter)
            total += count_cell(tree.root, self.meter, scope)
            for item in late_items(self.standing.record, report):
                total += count_item(item, self.meter, scope)
        return total


def ledger_of(standing: Standing, meter: Meter) -> Ledger:
    """Build the trees of all standing reports for one meter."""
    record = standing.record
    trees = tuple(tree_of(record, report, standing.parts.get(report.id, ()), meter) for report in standing.tops)
    members = [member for report in standing.tops for member in (report, *standing.parts.get(report.id, ()))]
    late = tuple(item for member in members for item in late_items(record, member))
    return Ledger(
        standing,
        meter,
        trees,
        late,
        longest=max((tree.root.region.end - tree.root.region.start for tree in trees), default=0),
        starts=tuple(tree.root.region.start for tree in trees),
    )


def late_items(record: Record, report: Report) -> Iterator[Item]:
    """The events that a report adds to the days of an earlier one: outside its own totals, counted by themselves."""
    for event in report.events:
        if event.adds_to is not None and not event.retracted:
            yield Item(report, event, event_region(record, report, event))


def _is_asked(report: Report, scope: Scope) -> bool:
    return (scope.actors is None or report.actor in scope.actors) and (scope.reports is None or report.id in scope.reports)


def _speaks_of(report: Report, scope: Scope) -> bool:
    days = report.period.start.toordinal() <= scope.end and scope.start <= report.period.end.toordinal()
    return days and any(scope.has_country(country) for country in report.covers)


def _items_in(cell: Cell, meter: Meter, scope: Scope) -> Iterator[Item]:
    for child in cell.children:
        yield from _items_in(child, meter, scope)
    for item in cell.items:
        if _is_asked(item.report, scope) and count_item(item, meter, scope) != ZERO:
            yield item


def _places_in(cell: Cell, scope: Scope) -> set[str]:
    if lies(cell.region, scope) is Lies.OUTSIDE:
        return set()
    found = set(cell.region.places or ())
    for child in cell.children:
        found |= _places_in(child, scope)
    for item in cell.items:
        if item.region.places and lies(item.region, scope) is not Lies.OUTSIDE:
            found |= item.region.places
    return found
