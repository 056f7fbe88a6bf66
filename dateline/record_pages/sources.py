"""The page of all sources: every document by publisher and year, and what rests on it.

Here belongs what a document is said to be. The articles that use one come in from outside: the record knows nothing of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from dateline import addresses
from dateline.model import Record, Report, Source
from dateline.query.words import reader_day, reader_period
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import Link, SourceLine, source_line
from dateline.record_pages.wording import listed

FEW = 6
"""So many reports or articles are named at once; more are folded away."""


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a document: `words` say what, and how many where they are folded away."""

    words: str
    links: tuple[Link, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A document: what it is, its days, its copy, and what rests on it. `defines` names the measures that it defines."""

    id: str
    line: SourceLine
    published: str | None
    accessed: str | None
    sha256: str | None
    resting: tuple[Resting, ...]
    defines: str | None


@dataclass(frozen=True, slots=True)
class SourcesYear:
    """What a publisher published in a year; `year` None: nobody says when."""

    year: int | None
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class SourcesGroup:
    """A publisher's documents. `id` is the anchor of the group: no id of a source can be the same, for its underscore.

    `jump` is what leads to it: the name, and how many they are.
    """

    id: str
    name: str
    jump: str
    years: tuple[SourcesYear, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """What the template of the sources is given."""

    title: str
    summary: str
    archived: str
    groups: tuple[SourcesGroup, ...]


def sources_page(archive: Archive, uses: Mapping[str, Iterable[Link]]) -> SourcesPage:
    """All sources of the record; `uses` are the articles that rest on each, by its id."""
    record = archive.record
    resting, defining = _resting(record), _defining(record)
    groups = []
    for number, (name, sources) in enumerate(_by_publisher(record), start=1):
        years = tuple(
            SourcesYear(year, tuple(_entry(source, resting, defining, uses) for source in found))
            for year, found in groupby(sources, key=lambda source: source.published.year if source.published else None)
        )
        groups.append(SourcesGroup(f"publisher_{number}", name, f"{name} ({len(sources):,})", years))
    kept = sum(1 for source in record.sources.values() if source.archived)
    total = len(record.sources)
    summary = f"{total:,} document{'' if total == 1 else 's'} that the record rests on, by who published them."
    return SourcesPage("Sources", summary, _copies(kept, total), tuple(groups))


def _copies(kept: int, total: int) -> str:
    """How many of so many documents have an archived copy."""
    if not total:
        return ""
    if not kept:
        return "None of them has an archived copy yet."
    return (
        "Each has an archived copy." if kept == total else f"{kept:,} of them {'has' if kept == 1 else 'have'} an archived copy."
    )


def _by_publisher(record: Record) -> list[tuple[str, list[Source]]]:
    """The sources of each publisher by day, those without a day last; who published most comes first."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in record.sources.values():
        found[source.publisher].append(source)
    for sources in found.values():
        sources.sort(key=lambda source: (str(source.published or "9999"), source.title, source.id))
    return sorted(found.items(), key=lambda group: (-len(group[1]), group[0]))


def _resting(record: Record) -> dict[str, tuple[Report, ...]]:
    """The reports that rest on a source, as a whole or with a total or an event, by their days."""
    found: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(record.reports.values(), key=lambda report: (report.period.start, report.id)):
        parts = [row.source for row in report.stated] + [event.source for event in report.events]
        for source in dict.fromkeys([report.source, *(part for part in parts if part)]):
            found[source].append(report)
    return {source: tuple(reports) for source, reports in found.items()}


def _defining(record: Record) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for measure in record.dataset.measures.values():
        if measure.source:
            found[measure.source].append(measure.many)
    return found


def _entry(
    source: Source,
    resting: Mapping[str, tuple[Report, ...]],
    defining: Mapping[str, list[str]],
    uses: Mapping[str, Iterable[Link]],
) -> SourceEntry:
    return SourceEntry(
        source.id,
        source_line(source),
        reader_day(source.published) if source.published else None,
        reader_day(source.accessed) if source.accessed else None,
        source.sha256,
        (*_resting_on("report", _reports(resting.get(source.id, ()))), *_resting_on("article", uses.get(source.id, ()))),
        listed(defining[source.id]) if source.id in defining else None,
    )


def _resting_on(what: str, found: Iterable[Link]) -> Iterator[Resting]:
    links = tuple(found)
    if len(links) > FEW:
        yield Resting(f"{len(links):,} {what}s", links, folded=True)
    elif links:
        yield Resting(f"{what.capitalize()}{'' if len(links) == 1 else 's'}", links, folded=False)


def _reports(reports: Iterable[Report]) -> Iterator[Link]:
    yield from (Link(reader_period(report.period), addresses.report_page(report.id)) for report in reports)
