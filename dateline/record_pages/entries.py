"""The words under which search finds a week, a place, a report, the downloads and the sources."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Period, Place, Record, Report
from dateline.record_pages.archive import Archive, Pair
from dateline.record_pages.found import Entry, spellings
from dateline.record_pages.places import PlacePage
from dateline.record_pages.reports import ReportPage
from dateline.record_pages.weeks import WeekPage

OF_A_PLACE = 40.0
"""A place comes before the many pages that name it."""


def place_entry(archive: Archive, place: Place, page: PlacePage) -> Entry:
    """A place, by every spelling of its name and its aliases."""
    country = archive.record.dataset.countries[place.country].name
    also = f"Also {', '.join(place.aliases)}. " if place.aliases else ""
    typed = tuple(spellings((place.name, *place.aliases)))
    return Entry(f"{place.name} (place, {country})", f"{also}{page.summary}", OF_A_PLACE, typed)


def week_entry(archive: Archive, week: Period, page: WeekPage) -> Entry:
    """A week, by its days and by the places that its events name."""
    return Entry(f"{page.title} (reporting week)", f"{page.summary}{_near(archive, archive.by_week.get(week, ()))}")


def report_entry(archive: Archive, report: Report, page: ReportPage) -> Entry:
    """A report, by its title, its id and the places that its events name."""
    pairs = [(report, event) for event in report.events]
    return Entry(f"{page.title} (report)", f"{page.source.publisher}. {page.summary} {report.id}.{_near(archive, pairs)}")


def data_entry(record: Record) -> Entry:
    """The downloads, by what people call them."""
    return Entry("Data (downloads)", f"{record.dataset.title}. CSV, JSON, GeoJSON and Parquet, columns, terms, how to cite.")


def sources_entry(record: Record) -> Entry:
    """The list of sources, by who published them."""
    publishers = dict.fromkeys(sorted(source.publisher for source in record.sources.values()))
    return Entry("Sources (all documents)", f"{len(record.sources):,} documents of {', '.join(publishers)}.")


def _near(archive: Archive, pairs: Iterable[Pair]) -> str:
    """The places of events, each once, and after them their other names, which may be cut off first."""
    named = [archive.record.places[name] for name in dict.fromkeys(name for _, event in pairs for name in event.places)]
    also = [alias for place in named for alias in place.aliases]
    words = f" {', '.join(place.name for place in named)}." if named else ""
    return f"{words} Also written: {', '.join(also)}." if also else words
