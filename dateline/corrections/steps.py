"""The states of a record from what was first published to what it says now, and what one step may change.

A step is one correction, or several that repair one report on one day, or that make no sense one without the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.errors import ContentError, QueryError
from dateline.load import Earlier
from dateline.model import Correction, Event, Period, Record, Report, Stated
from dateline.query import Answer, Desk


@dataclass(frozen=True)
class Step:
    """The record before and after some corrections, each at a desk that questions are asked at."""

    corrections: tuple[Correction, ...]
    before: Desk
    after: Desk

    @cached_property
    def changed(self) -> tuple[tuple[Report, Report], ...]:
        """The reports that differ, before and after."""
        old, new = self.before.record.reports, self.after.record.reports
        pairs = ((old[name], report) for name, report in new.items() if name in old)
        return tuple((was, now) for was, now in pairs if was is not now and was != now)

    @cached_property
    def days(self) -> tuple[Period, ...]:
        """The days whose counts may differ: those of the reports that differ, of what they are part of, and of late additions."""
        found: dict[Period, None] = {}
        for desk, number in ((self.before, 0), (self.after, 1)):
            for report in (pair[number] for pair in self.changed):
                late = (event.on for event in report.events)
                found |= dict.fromkeys((report.period, desk.standing.top_of(report).period, *late))
        return tuple(found)

    @cached_property
    def measures(self) -> frozenset[str]:
        """What may be counted differently: measures, and categories by their keys."""
        dataset = self.after.record.dataset
        keys = {category.key: name for name, category in dataset.categories.items()}
        return frozenset(
            name
            for name in (*dataset.measures, *keys)
            if any(_counted(one, name, keys) != _counted(two, name, keys) for one, two in self.changed)
        )

    @cached_property
    def moves_the_ends(self) -> bool:
        """Whether the record begins or ends on another day, so that questions without days ask of others."""
        return _extent(self.before) != _extent(self.after)

    def may_change(self, answers: Iterable[Answer]) -> bool:
        """Whether any of some answers may differ."""
        return self.moves_the_ends or any(
            answer.measure.id in self.measures and self.touches(answer.period) for answer in answers
        )

    def touches(self, period: Period | None) -> bool:
        """Whether any of the days (None: all of the record's) may be counted differently."""
        return bool(self.measures) and (period is None or any(days.overlaps(period) for days in self.days))


def _counted(report: Report, name: str, keys: dict[str, str]) -> tuple[object, ...]:
    """All of a report that counting a measure, or a category by its key, depends on."""
    category = keys.get(name)

    def given(row: Stated | Event) -> object:
        return row.tallies.get(category) if category else row.counts.get(name)

    return (
        (report.period, report.covers, report.actor, report.partial, report.part_of, report.replaces),
        tuple((row.on, row.country, row.place, given(row), row.discrepancy and row.discrepancy.use) for row in report.stated),
        tuple((one.id, one.on, one.places, one.country, one.adds_to, one.retracted, given(one)) for one in report.events),
    )


def _extent(desk: Desk) -> Period | None:
    try:
        return desk.extent
    except QueryError:
        return None


@dataclass(frozen=True)
class Steps:
    """The steps that led to the record of a desk. `root` is the project, whose files hold what was published."""

    root: Path
    desk: Desk

    def __iter__(self) -> Iterator[Step]:
        return iter(self._all)

    @cached_property
    def _all(self) -> tuple[Step, ...]:
        return tuple(self._made())

    def _made(self) -> Iterator[Step]:
        """Steps between the states that can be read. The newest state is the record itself."""
        earlier = Earlier(self.root, self.desk.record)
        groups = self._groups(earlier)
        if not groups:
            return
        done: list[Correction] = []
        waiting: list[Correction] = []
        before = self._desk(earlier, done)
        for number, group in enumerate(groups, 1):
            done += group
            waiting += group
            after = self.desk if number == len(groups) else self._desk(earlier, done)
            if after is None:
                continue
            if before is not None:
                yield Step(tuple(waiting), before, after)
            before, waiting = after, []

    def _groups(self, earlier: Earlier) -> list[list[Correction]]:
        """Corrections of one report on one day are one repair: what lies between them was never published."""
        groups: dict[tuple[object, str], list[Correction]] = {}
        for correction in self.desk.record.corrections:
            report = earlier.report_of(correction)
            if report is not None:
                groups.setdefault((correction.on, report.id), []).append(correction)
        return list(groups.values())

    def _desk(self, earlier: Earlier, applied: list[Correction]) -> Desk | None:
        kept = {correction.id for correction in applied}
        try:
            record: Record | None = earlier.record_with(lambda c: c.kind == "article" or c.id in kept)
        except ContentError:
            return None
        return Desk(record, like=self.desk) if record else None
