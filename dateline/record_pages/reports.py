"""The page of a report: what it states, what its lines give, where the two disagree, what replaces it, and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline import addresses
from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.meters import of_amount
from dateline.counting.trees import event_region, stated_region
from dateline.model import Measure, Report, Stated
from dateline.query.words import reader_day, reader_period
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import EventLine, Link, SourceLine, event_lines, source_line
from dateline.record_pages.wording import capital, in_full, is_unknown, listed, tally_words, week_title
from dateline.words import ViewRow

STATED, LINES = "Stated", "Lines give"
"""The headings of a pair."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A stated total of one measure beside what the lines within it give; `disagrees` when the lines exceed it."""

    stated: str
    lines: str
    disagrees: bool = False


@dataclass(frozen=True, slots=True)
class StatedLine:
    """The totals that a report states for one scope, a pair for each of the `measures` of the table; `notes` on them in words."""

    scope: str
    measures: tuple[str, ...]
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]

    @property
    def row(self) -> ViewRow:
        """As it stands in the table, and what is said of it below."""
        cells = [cell for pair in self.pairs for cell in (pair.stated, pair.lines)]
        under = [(measure, heading) for measure in self.measures for heading in (STATED, LINES)]
        return ViewRow(self.scope, (*cells, *self.notes), under=(*under, *(() for _ in self.notes)))


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the template of a report is given. `headings` are those of a pair, `facts` its days under what they are called."""

    title: str
    summary: str
    actor: str
    period: str
    covers: str
    published: str | None
    accessed: str | None
    source: SourceLine
    entry: str
    measures: tuple[str, ...]
    headings: tuple[str, ...]
    stated: tuple[StatedLine, ...]
    notes: tuple[str, ...]
    events: tuple[EventLine, ...]
    replaced_by: tuple[Link, ...]
    replaces: Link | None
    part_of: Link | None
    parts: tuple[Link, ...]
    weeks: tuple[Link, ...]
    before: Link | None
    after: Link | None
    facts: tuple[ViewRow, ...]


def report_page(archive: Archive, index: int) -> ReportPage:
    """The page of the report at a place in `archive.reports`."""
    report = archive.reports[index]
    record = archive.record
    source = record.sources[report.source]
    return ReportPage(
        source.title,
        report_summary(archive, report),
        record.dataset.actors[report.actor].name,
        reader_period(report.period),
        listed([record.dataset.countries[name].name for name in report.covers]),
        reader_day(source.published) if source.published else None,
        reader_day(source.accessed) if source.accessed else None,
        source_line(source),
        addresses.source_entry(source.id),
        _names(archive, report),
        (STATED, LINES),
        tuple(_stated(archive, report, row) for row in report.stated),
        tuple(_notes(report)),
        event_lines(archive, [(report, event) for event in report.events]),
        tuple(link(archive, other) for other in archive.replacements.get(report.id, ())),
        link(archive, record.reports[report.replaces]) if report.replaces else None,
        link(archive, record.reports[report.part_of]) if report.part_of else None,
        tuple(link(archive, other) for other in archive.parts.get(report.id, ())),
        tuple(Link(week_title(week), addresses.week_page(week.start)) for week in archive.weeks_of(report.period)),
        link(archive, archive.reports[index - 1]) if index else None,
        link(archive, archive.reports[index + 1]) if index + 1 < len(archive.reports) else None,
        tuple(_facts(archive, report)),
    )


def _facts(archive: Archive, report: Report) -> Iterator[ViewRow]:
    """Days that must not be taken for one another."""
    published = archive.record.sources[report.source].published
    yield ViewRow("Days", (reader_period(report.period),))
    yield ViewRow("Published", (reader_day(published) if published else "",))
    yield ViewRow("Counted in", tuple(week_title(week) for week in archive.weeks_of(report.period)))


def link(archive: Archive, report: Report) -> Link:
    """A report by the title of its source, with its period."""
    return Link(archive.record.sources[report.source].title, addresses.report_page(report.id), reader_period(report.period))


def report_summary(archive: Archive, report: Report) -> str:
    """What a report counts, in a sentence; that it counts nothing where another has replaced it."""
    if archive.replacements.get(report.id):
        return "A later report replaces this one: nothing of it is counted."
    said = []
    for measure in archive.measures:
        count = archive.ask(measure, report=report.id).count
        if not is_unknown(count):
            said.append(in_full(count, measure))
    if not said:
        return "This report gives no count."
    return f"{capital(said[0])}{f' ({listed(said[1:])})' if said[1:] else ''} in {_covers(archive, report)}."


def _covers(archive: Archive, report: Report) -> str:
    names = [archive.record.dataset.countries[name].name for name in report.covers]
    return f"{listed(names)}, {reader_period(report.period)}"


def _notes(report: Report) -> Iterator[str]:
    if report.partial:
        yield "The text at hand may leave events out, so that its lines are a least number wherever it states no total."
    yield from (note for note in (report.discrepancy, report.note) if note)


def _measures(archive: Archive, report: Report) -> list[Measure]:
    """The measures that the report states any total of."""
    return [measure for measure in archive.measures if any(measure.id in row.counts for row in report.stated)]


def _names(archive: Archive, report: Report) -> tuple[str, ...]:
    return tuple(capital(measure.many) for measure in _measures(archive, report))


def _stated(archive: Archive, report: Report, row: Stated) -> StatedLine:
    pairs: list[Pair] = []
    notes: list[str] = []
    for measure in _measures(archive, report):
        lines = _itemised(archive, report, row, measure)
        if measure.id not in row.counts:
            pairs.append(Pair("not stated", _given(lines)))
            continue
        stated = of_amount(row.counts[measure.id])
        pairs.append(Pair(in_full(stated), _given(lines), stated.high is not None and lines.low > stated.high))
        notes += _left(stated, lines, measure)
    return StatedLine(_scope(archive, report, row), _names(archive, report), tuple(pairs), (*notes, *_row_notes(archive, row)))


def _given(lines: Count) -> str:
    """What lines give: `not given` where none of them gives the measure."""
    return "not given" if lines == UNKNOWN else in_full(lines)


def _scope(archive: Archive, report: Report, row: Stated) -> str:
    """What a total is stated for: a place, a country or all; its days where they are not all of the report's."""
    record = archive.record
    area = record.places[row.place].name if row.place else record.dataset.countries[row.country].name if row.country else "All"
    return area if row.on == report.period else f"{area}, {reader_period(row.on)}"


def _itemised(archive: Archive, report: Report, row: Stated, measure: Measure) -> Count:
    """What the lines give that lie within the scope of a stated total; unknown where a line does not give the measure."""
    region = stated_region(archive.record, report, row)
    found = [
        of_amount(event.counts[measure.id]) if measure.id in event.counts else UNKNOWN
        for member in (report, *archive.desk.standing.members(report)[1:])
        for event in member.events
        if not event.retracted and event.adds_to is None and region.contains(event_region(archive.record, member, event))
    ]
    return sum(found, start=ZERO)


def _row_notes(archive: Archive, row: Stated) -> Iterator[str]:
    what = tally_words(row.tallies, archive.record.dataset)
    if what:
        yield f"{capital(what)}."
    if row.discrepancy is not None:
        used = "the stated total is" if row.discrepancy.use == "stated" else "the lines are"
        yield f"The two disagree; {used} used. {row.discrepancy.note}"
    if row.note:
        yield row.note


def _left(stated: Count, lines: Count, measure: Measure) -> Iterator[str]:
    """What the lines leave over of a stated total."""
    if lines.is_exact and stated.low > lines.low:
        left = Count(stated.low - lines.low, stated.named, stated.open)
        yield f"No line of the report accounts for {in_full(left, measure)}."
