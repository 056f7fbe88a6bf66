"""The page of a reporting week: what was counted, every event of it, its reports, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from dateline import addresses
from dateline.counting.trees import event_region
from dateline.model import Period
from dateline.record_pages.archive import Archive, Pair
from dateline.record_pages.lines import MOST_EVENTS, CountTable, EventLine, Link, count_table, event_lines, missing
from dateline.record_pages.wording import report_words, split_words, week_title


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Events of one country, or of several that a report does not tell apart. `more` says how many are not listed."""

    id: str
    name: str
    events: tuple[EventLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class WeekPage:
    """What the template of a week is given."""

    title: str
    summary: str
    table: CountTable
    missing: tuple[str, ...]
    groups: tuple[EventGroup, ...]
    reports: tuple[Link, ...]
    before: Link | None
    after: Link | None
    explore: str


def week_page(archive: Archive, index: int) -> WeekPage:
    """The page of the week at a place in `archive.weeks`."""
    week = archive.weeks[index]
    answers = {measure: archive.ask(measure, week) for measure in archive.measures}
    reports = archive.reports_by_week.get(week, ())
    return WeekPage(
        week_title(week),
        week_summary(archive, week),
        count_table(archive, "In all", answers),
        missing(archive, week, archive.record.dataset.countries, answers.values()),
        _groups(archive, week),
        tuple(_report_link(archive, report.id) for report in reports),
        _neighbour(archive, index - 1),
        _neighbour(archive, index + 1),
        addresses.explore(start=week.start, end=week.end),
    )


def week_summary(archive: Archive, week: Period) -> str:
    """The week in a sentence: `9 strikes: 6 in Iraq and 3 in Syria.`, or that no report covers it."""
    if not archive.measures:
        return "Nothing is counted in these days."
    answer = archive.ask(archive.measures[0], week)
    if answer.coverage == "none":
        return "No report covers these days."
    split = [row for row in answer.by(archive.record.dataset.country_word) if row.coverage != "none"]
    return split_words(answer.count, answer.measure, [(row.label, row.count) for row in split])


def _groups(archive: Archive, week: Period) -> tuple[EventGroup, ...]:
    """The events by country, in the order of the dataset; those that may lie in several come last."""
    names = archive.record.dataset.countries
    found: dict[str, list[Pair]] = {country: [] for country in names}
    several: list[Pair] = []
    for report, event in archive.by_week.get(week, ()):
        countries = event_region(archive.record, report, event).countries
        (found[next(iter(countries))] if len(countries) == 1 else several).append((report, event))
    groups = [_group(archive, f"in-{country}", names[country].name, pairs) for country, pairs in found.items() if pairs]
    return (*groups, *([_group(archive, "in-several", "Country not stated", several)] if several else []))


def _group(archive: Archive, anchor: str, name: str, pairs: list[Pair]) -> EventGroup:
    left = len(pairs) - MOST_EVENTS
    more = f"{left:,} more event{' is' if left == 1 else 's are'} on the pages of the reports below." if left > 0 else ""
    return EventGroup(anchor, name, event_lines(archive, pairs[:MOST_EVENTS]), more)


def _report_link(archive: Archive, name: str) -> Link:
    report = archive.record.reports[name]
    title = archive.record.sources[report.source].title
    return Link(title, addresses.report_page(name), report_words(report, archive.record.dataset))


def _neighbour(archive: Archive, index: int) -> Link | None:
    if not 0 <= index < len(archive.weeks):
        return None
    week = archive.weeks[index]
    return Link(week_title(week), addresses.week_page(week.start))
