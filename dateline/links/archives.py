"""Which documents have no archived copy, and how much rests on each.

Nothing is asked of any host here: the table is made from the record and from what pages rest on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import Problem
from dateline.links.addresses import SOURCES
from dateline.load.files import read_source
from dateline.load.positions import Positions
from dateline.model import Record


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """A document without an archived copy: how many reports, events and articles rest on it."""

    id: str
    title: str
    url: str
    reports: int
    events: int
    articles: int


def archive_lines(record: Record, articles: Mapping[str, int]) -> list[ArchiveLine]:
    """The documents without an archived copy, those that most rests on first. `articles` counts the articles on each."""
    reports = Counter(report.source for report in record.reports.values())
    events = Counter(event.source or report.source for report in record.reports.values() for event in report.events)
    lines = [
        ArchiveLine(source.id, source.title, source.url, reports[source.id], events[source.id], articles.get(source.id, 0))
        for source in record.sources.values()
        if source.archived is None
    ]
    return sorted(lines, key=lambda line: (-line.articles, -line.events, line.id))


def unarchived(root: Path, lines: Iterable[ArchiveLine]) -> list[Problem]:
    """The same as problems at their places, for a newsroom that demands a copy of every document."""
    positions = Positions(read_source(root, root / SOURCES).text, SOURCES)
    way_out = "save the document at a web archive, and write its address there as `archived:`"
    return [
        Problem("not-archived", f"source '{line.id}' has no archived copy", positions.spot((line.id,), key=True), way_out)
        for line in lines
    ]
