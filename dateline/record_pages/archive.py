"""What the pages need from a record, looked up once: which weeks, events and reports belong together.

Here belong indexes over the model, and nothing that is written on a page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from dateline.counting.bounds import Count
from dateline.counting.regions import Scope
from dateline.counting.weeks import ONE_DAY, week_of, weeks_between
from dateline.model import Event, Measure, Period, Place, Record, Report
from dateline.query import Answer, Desk

Pair = tuple[Report, Event]


@dataclass(frozen=True)
class Archive:
    """A record by week, place and report. Events of reports that were replaced stand on the pages of these reports alone."""

    desk: Desk
    _at: dict[tuple[str, str], Count] = field(default_factory=dict, repr=False, compare=False)

    @property
    def record(self) -> Record:
        return self.desk.record

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that anything on record gives, in the order of the dataset: others would be columns of unknowns."""
        reports = self.record.reports.values()
        used = {measure for report in reports for row in report.stated for measure in row.counts}
        used |= {measure for report in reports for event in report.events for measure in event.counts}
        return tuple(measure for name, measure in self.record.dataset.measures.items() if name in used)

    @cached_property
    def weeks(self) -> tuple[Period, ...]:
        """Every reporting week from the first day on record to the last, in order; those without a report among them."""
        if not self.record.reports:
            return ()
        return tuple(weeks_between(self.record.dataset.weeks, self.desk.extent))

    @cached_property
    def standing(self) -> tuple[Report, ...]:
        """The reports that count, by their first day and id."""
        members = [report for top in self.desk.standing.tops for report in self.desk.standing.members(top)]
        return tuple(sorted(members, key=lambda report: (report.period.start, report.id)))

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """All reports, also those that were replaced, by their first day and id."""
        return tuple(sorted(self.record.reports.values(), key=lambda report: (report.period.start, report.id)))

    @cached_property
    def events(self) -> tuple[Pair, ...]:
        """The events of the reports that count, by day and id; those that were retracted among them."""
        found = [(report, event) for report in self.standing for event in report.events]
        return tuple(sorted(found, key=lambda pair: (pair[1].on.start, pair[1].on.end, pair[1].id)))

    @cached_property
    def by_place(self) -> dict[str, tuple[Pair, ...]]:
        """The events that name a place, alone or among others."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.events:
            for place in pair[1].places:
                found[place].append(pair)
        return {place: tuple(pairs) for place, pairs in found.items()}

    @cached_property
    def by_week(self) -> dict[Period, tuple[Pair, ...]]:
        """The events with a day in a week; one whose span goes beyond the week belongs to each that it touches."""
        found: dict[Period, list[Pair]] = defaultdict(list)
        for pair in self.events:
            for week in self.weeks_of(pair[1].on):
                found[week].append(pair)
        return {week: tuple(pairs) for week, pairs in found.items()}

    @cached_property
    def reports_by_week(self) -> dict[Period, tuple[Report, ...]]:
        """The reports that count and speak of a day of the week."""
        found: dict[Period, list[Report]] = defaultdict(list)
        for report in self.standing:
            for week in self.weeks_of(report.period):
                found[week].append(report)
        return {week: tuple(reports) for week, reports in found.items()}

    @cached_property
    def parts(self) -> dict[str, tuple[Report, ...]]:
        """The reports that say they are part of a report, by its id."""
        return self._pointing({report.id: report.part_of for report in self.reports})

    @cached_property
    def replacements(self) -> dict[str, tuple[Report, ...]]:
        """The reports that say they replace a report, by its id."""
        return self._pointing({report.id: report.replaces for report in self.reports})

    def _pointing(self, pointers: dict[str, str | None]) -> dict[str, tuple[Report, ...]]:
        found: dict[str, list[Report]] = defaultdict(list)
        for name, target in pointers.items():
            if target is not None:
                found[target].append(self.record.reports[name])
        return {target: tuple(reports) for target, reports in found.items()}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The gazetteer by country, then by name."""
        order = list(self.record.dataset.countries)
        return tuple(sorted(self.record.places.values(), key=lambda p: (order.index(p.country), p.name.casefold(), p.id)))

    def weeks_of(self, period: Period) -> list[Period]:
        """The weeks with a page that share a day with a period: late additions may lie outside all of them."""
        known, rules = self._known_weeks, self.record.dataset.weeks
        found, day = [], max(period.start, self.weeks[0].start)
        while day <= min(period.end, self.weeks[-1].end):
            week = week_of(rules, day)
            found += [week] if week in known else []
            day = week.end + ONE_DAY
        return found

    @cached_property
    def _known_weeks(self) -> frozenset[Period]:
        return frozenset(self.weeks)

    def ask(self, measure: Measure, period: Period | None = None, **filters: object) -> Answer:
        """An answer of the desk."""
        return self.desk.ask(measure.id, period, **filters)

    def at(self, measure: Measure, place: str) -> Count:
        """What a measure counts at a place over the whole record: asked for by its page, and by the list of places."""
        key = (measure.id, place)
        if key not in self._at:
            self._at[key] = self.ask(measure, None, place=place).count
        return self._at[key]

    def unplaced(self, answer: Answer) -> Count:
        """What the reports give of an answer without stating a place."""
        return self.desk.ledger(answer.measure.id).unplaced(answer.scope)

    @cached_property
    def unplaced_in(self) -> dict[str, tuple[Count, Measure]]:
        """By country: of how many of the first measure nobody stated the place, over the whole record."""
        word = self.record.dataset.country_word
        found = {}
        for measure in self.measures[:1]:
            for country in self.record.dataset.countries:
                found[country] = (self.unplaced(self.ask(measure, None, **{word: country})), measure)
        return found

    def uncovered(self, period: Period, country: str) -> int:
        """On how many days of a period no report speaks of a country."""
        scope = Scope(period.start.toordinal(), period.end.toordinal(), frozenset({country}))
        return self.desk.standing.uncovered(scope)
