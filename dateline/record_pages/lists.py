"""The lists of all weeks, places and reports: by year and by country."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dateline import addresses
from dateline.model import Period
from dateline.query.words import reader_period
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import Link
from dateline.record_pages.wording import in_full, week_title


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of a list, its anchor, and what stands under it."""

    id: str
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the template of a list is given."""

    title: str
    summary: str
    groups: tuple[Group, ...]


def weeks_list(archive: Archive) -> ListPage:
    """Every reporting week, by the year that it begins in."""
    groups = []
    for year, weeks in groupby(archive.weeks, key=lambda week: week.start.year):
        links = tuple(Link(week_title(week), addresses.week_page(week.start), _week_words(archive, week)) for week in weeks)
        groups.append(Group(f"in-{year}", str(year), links))
    known = sum(1 for week in archive.weeks if week in archive.reports_by_week)
    summary = f"{len(archive.weeks):,} reporting weeks as the sources count them, {known:,} of them with a report."
    return ListPage("Reporting weeks", summary, tuple(groups))


def places_list(archive: Archive) -> ListPage:
    """Every place of the gazetteer, by country."""
    groups = []
    for country, places in groupby(archive.places, key=lambda place: place.country):
        links = tuple(Link(place.name, addresses.place_page(place.id), _place_words(archive, place.id)) for place in places)
        groups.append(Group(f"in-{country}", archive.record.dataset.countries[country].name, links))
    named = sum(1 for place in archive.places if place.id in archive.by_place)
    summary = f"{len(archive.places):,} places of the gazetteer, {named:,} of them named by an event."
    return ListPage("Places", summary, tuple(groups))


def reports_list(archive: Archive) -> ListPage:
    """Every report, by the year that its period begins in."""
    groups = []
    for year, reports in groupby(archive.reports, key=lambda report: report.period.start.year):
        links = tuple(
            Link(archive.record.sources[report.source].title, addresses.report_page(report.id), reader_period(report.period))
            for report in reports
        )
        groups.append(Group(f"in-{year}", str(year), links))
    replaced = len(archive.replacements)
    later = f", {replaced:,} of them replaced by a later one" if replaced else ""
    return ListPage("Reports", f"{len(archive.reports):,} reports on record{later}.", tuple(groups))


def _week_words(archive: Archive, week: Period) -> str:
    if week not in archive.reports_by_week:
        return "no report"
    return ", ".join(in_full(archive.ask(measure, week).count, measure) for measure in archive.measures[:1])


def _place_words(archive: Archive, place: str) -> str:
    if place not in archive.by_place:
        return "not named by any event"
    return ", ".join(in_full(archive.at(measure, place), measure) for measure in archive.measures[:1])
