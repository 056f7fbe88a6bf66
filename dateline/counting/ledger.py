"""All reports of a record for one meter, ready to be asked.

Here belongs which trees and late additions a question goes to. Which reports count at all is decided in `standing`, what
one report lets one count in `cells`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.cells import Cell, Item, count_cell, count_item, count_unplaced
from dateline.counting.meters import Meter
from dateline.counting.regions import Scope
from dateline.counting.standing import Standing
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
    _kept: dict[tuple[object, ...], dict[str, Count]] = field(default_factory=dict, repr=False, compare=False)
    _like: Shared | None = field(default=None, repr=False, compare=False)

    def count(self, scope: Scope) -> Count:
        """What must and what may lie in the scope, gaps in the coverage included."""
        total = self.reported(scope)
        return total + UNKNOWN if self.standing.uncovered(scope) else total

    def reported(self, scope: Scope) -> Count:
        """What the reports alone give, as if days without a report did not matter."""
        total = ZERO
        elsewhere = scope if scope.places is None else scope.elsewhere
        kept, kept_elsewhere = self._kept_for(scope), self._kept_for(elsewhere)
        for tree in self.asked(scope):
            if scope.places is None or not scope.places.isdisjoint(tree.places):
                total += self._count_tree(tree, scope, kept)
            else:
                total += self._count_tree(tree, elsewhere, kept_elsewhere)
        for item in self.late_asked(scope):
            total += count_item(item, self.meter, scope)
        return total

    def unplaced(self, scope: Scope) -> Count:
        """What the reports give in the scope without any place. Days without a report are not in it."""
        total = ZERO
        for tree in self.asked(scope):
            total += count_unplaced(tree.root, self.meter, scope)
        for item in self.late_asked(scope):
            if item.region.places is None:
                total += count_item(item, self.meter, scope)
        return total

    def places(self, scope: Scope) -> set[str]:
        """Every place that a report of the scope's days, or a late addition, names; not all have something in the scope."""
        late = (item.region.places or frozenset() for item in self.late_asked(scope))
        return set[str]().union(*(tree.places for tree in self.asked(scope)), *late)

    def items(self, scope: Scope) -> Iterator[Item]:
        """Every event that lies in the scope in whole or in part, or may."""
        for tree in self.asked(scope):
            yield from _items_in(tree.root, self.meter, scope)
        for item in self.late_asked(scope):
            if count_item(item, self.meter, scope) != ZERO:
                yield item

    def reports(self, scope: Scope) -> list[Report]:
        """The reports that speak of any day and country of the scope, in the order of their start."""
        record = self.standing.record
        speaking = [record.reports[name] for tree in self.asked(scope) for name in tree.reports]
        unique = {report.id: report for report in speaking if _speaks_of(report, scope)}
        late = (item for item in self.late_asked(scope) if count_item(item, self.meter, scope) != ZERO)
        unique |= {item.report.id: item.report for item in late}
        return sorted(unique.values(), key=lambda report: (report.period.start, report.id))

    def asked(self, scope: Scope) -> Iterator[Tree]:
        """The trees that may have something in the scope's days, by its actors, of its reports."""
        trees = (
            self.trees[self._first(scope) : bisect_right(self.starts, scope.end)]
            if scope.reports is None
            else self._chosen(scope)
        )
        for tree in trees:
            region = tree.root.region
            if region.end >= scope.start and region.start <= scope.end and _is_by(tree.root.report, scope):
                yield tree

    def telling(self, scope: Scope) -> Iterator[Tree]:
        """The trees that may have something in the scope; where places are asked for, those that have."""
        elsewhere = scope if scope.places is None else scope.elsewhere
        kept = self._kept_for(elsewhere)
        for tree in self.asked(scope):
            named = scope.places is None or not scope.places.isdisjoint(tree.places)
            if named or self._count_tree(tree, elsewhere, kept) != ZERO:
                yield tree

    def _first(self, scope: Scope) -> int:
        return bisect_left(self.starts, scope.start - self.longest)

    def _chosen(self, scope: Scope) -> list[Tree]:
        """A tree for each report asked about that is not counted within another one asked about."""
        return [
            tree_of(self.standing.record, report, self._parts_of(report), self.meter) for report in self._chosen_reports(scope)
        ]

    def _chosen_reports(self, scope: Scope) -> list[Report]:
        asked = [self.standing.record.reports[name] for name in sorted(scope.reports or ())]
        return [report for report in asked if not any(self.standing.counts_within(report, other) for other in asked)]

    def _parts_of(self, report: Report) -> tuple[Report, ...]:
        return self.standing.members(report)[1:]

    def late_asked(self, scope: Scope) -> Iterator[Item]:
        """The late additions of the scope's reports and actors, whether or not they lie in it."""
        late = self.late
        if scope.reports is not None:
            members = [member for report in self._chosen_reports(scope) for member in self.standing.members(report)]
            late = tuple(item for member in members for item in late_items(self.standing.record, member))
        return (item for item in late if _is_by(item.report, scope))

    def _kept_for(self, scope: Scope) -> dict[str, Count]:
        kept = self._kept.get(scope.without_days)
        if kept is None:
            kept = self._kept[scope.without_days] = self._like.counts(scope) if self._like else {}
        return kept

    def _count_tree(self, tree: Tree, scope: Scope, kept: dict[str, Count]) -> Count:
        """The count of a tree; answers for whole trees are kept, since every chart and table asks for them again."""
        region = tree.root.region
        if scope.start > region.start or region.end > scope.end:
            return count_cell(tree.root, self.meter, scope)
        count = kept.get(tree.root.report.id)
        if count is None:
            count = kept[tree.root.report.id] = count_cell(tree.root, self.meter, scope)
        return count


@dataclass(frozen=True)
class Shared:
    """What a ledger has in common with that of a record with a few other reports: the trees, by the ids of their reports."""

    ledger: Ledger
    trees: dict[str, Tree]

    @classmethod
    def of(cls, ledger: Ledger, standing: Standing) -> Shared:
        """The trees of `ledger` that are the same with `standing`, whose places and words are those of its record."""
        trees, parts = {tree.root.report.id: tree for tree in ledger.trees}, ledger.standing.parts
        same = (
            report.id
            for report in standing.tops
            if report.id in trees
            and trees[report.id].root.report is report
            and _identical(parts.get(report.id, ()), standing.parts.get(report.id, ()))
        )
        return cls(ledger, {name: trees[name] for name in same})

    def counts(self, scope: Scope) -> dict[str, Count]:
        """What is known already of whole trees in the scope."""
        known = self.ledger._kept.get(scope.without_days, {})  # noqa: SLF001 - of the same class
        return {name: count for name, count in known.items() if name in self.trees}


def _identical(one: tuple[Report, ...], other: tuple[Report, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def ledger_of(standing: Standing, meter: Meter, like: Ledger | None = None) -> Ledger:
    """Build the trees of all standing reports for one meter; those of `like` are used where reports are the same."""
    record = standing.record
    shared = Shared.of(like, standing) if like else None
    ready = shared.trees if shared else {}
    trees = tuple(
        ready.get(report.id) or tree_of(record, report, standing.parts.get(report.id, ()), meter) for report in standing.tops
    )
    members = [member for report in standing.tops for member in standing.members(report)]
    late = tuple(item for member in members for item in late_items(record, member))
    return Ledger(
        standing,
        meter,
        trees,
        late,
        longest=max((tree.root.region.end - tree.root.region.start for tree in trees), default=0),
        starts=tuple(tree.root.region.start for tree in trees),
        _like=shared,
    )


def late_items(record: Record, report: Report) -> Iterator[Item]:
    """The events that a report adds to the days of an earlier one: outside its own totals, counted by themselves."""
    for event in report.events:
        if event.adds_to is not None and not event.retracted:
            yield Item(report, event, event_region(record, report, event))


def _is_by(report: Report, scope: Scope) -> bool:
    return scope.actors is None or report.actor in scope.actors


def _speaks_of(report: Report, scope: Scope) -> bool:
    days = report.period.start.toordinal() <= scope.end and scope.start <= report.period.end.toordinal()
    return days and any(scope.has_country(country) for country in report.covers)


def _items_in(cell: Cell, meter: Meter, scope: Scope) -> Iterator[Item]:
    for child in cell.children:
        yield from _items_in(child, meter, scope)
    for item in cell.items:
        if count_item(item, meter, scope) != ZERO:
            yield item
