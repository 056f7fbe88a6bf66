"""One answer told: its bounds, why they lie apart, and every report with what it puts into it, line by line.

Here belongs bringing the parts of an answer (`dateline.counting.basis`) together with the pages and documents that they lead to.
The lines of an answer add up to it, or the build stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dateline import addresses
from dateline.charts.wording import in_full
from dateline.counting.basis import Basis, Part
from dateline.counting.bounds import ZERO, Count
from dateline.evidence.wording import bounds_of, contributes, disagreements, gives, heard, scope_of_total, why_inexact
from dateline.markdown.numbers import Links, address_of, question
from dateline.model import Measure, Record, Report, Source
from dateline.query import Answer
from dateline.query.remembered import Remembered
from dateline.record_pages.archive import Archive
from dateline.record_pages.lines import EventLine, Link, SourceLine, event_line, source_line
from dateline.record_pages.wording import is_unknown
from dateline.words import ViewRow

MOST_LINES = 60
"""So many totals and events of an answer are listed one by one; of a larger one its reports are listed, each with its sum."""
MOST_REPORTS = 60
"""So many reports of a large answer are listed, those that give most; of the others it is said what they give together."""


MOST_SILENT = 6
"""So many reports that put nothing into an answer are named."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part of an answer in words. `adds` is what it puts into the answer, `why` how.

    `event` is set for events, `words` for all else. `within`: it lies in the total above, which has counted it already.
    """

    words: str
    address: str
    adds: str
    why: str = ""
    event: EventLine | None = None
    within: bool = False

    @property
    def row(self) -> ViewRow:
        """What it adds belongs to the event, or to the words."""
        head, said = (self.event.when, self.event.said) if self.event else (self.words, ())
        return ViewRow(head, (*said, self.why, self.adds))


@dataclass(frozen=True, slots=True)
class Group:
    """What one report puts into an answer, and the document behind it. `sum` stands for lines that are not listed.

    `notes` say where the report disagrees with itself, and what was made of it.
    """

    id: str
    address: str
    source: SourceLine
    lines: tuple[Line, ...]
    sum: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as evidence. `bounds` are its count part by part, where it is not exact; `groups` its reports in order.

    `more` says what is not listed, `gap` whether days are among what was asked that no report covers. `speaking` is how many
    reports speak of what was asked, `telling` how many put something into the answer, `heard` both in words; `silent` are the
    others, where they are few. `sources` are the ids of the documents behind those that tell.
    """

    question: str
    count: Count
    result: str
    bounds: tuple[ViewRow, ...]
    why: tuple[str, ...]
    groups: tuple[Group, ...]
    late: int
    more: str
    gap: bool
    speaking: int
    telling: int
    heard: str
    silent: tuple[Link, ...]
    sources: tuple[str, ...]
    explore: str


@dataclass(frozen=True)
class Teller:
    """Tells answers of one record. Pages ask much the same, so that each answer is told once."""

    archive: Archive
    links: Links = field(default_factory=Links)
    known: Remembered[Told] = field(default_factory=lambda: Remembered(Told), repr=False, compare=False)

    @property
    def record(self) -> Record:
        return self.archive.record

    def told(self, answer: Answer) -> Told:
        """The answer with all that it rests on."""
        return self.known.of(answer, self._tell)

    def _tell(self, answer: Answer) -> Told:
        bases = answer.bases()
        _check(answer, bases)
        parts = [(basis, part) for basis in bases for part in basis.parts if part.kind != "gap"]
        lines = (leaf for basis, part in parts for leaf, _ in _lines_of(basis, part))
        listed = list(islice(lines, MOST_LINES + 1))
        few = len(listed) <= MOST_LINES
        groups = self._detailed(answer, parts) if few else self._summed(answer, parts)
        left = "" if few else _left_out(parts, answer.measure)
        behind = listed if few else [part for _, part in parts]
        used = {report.id for part in behind for report in _reports_of(part)}
        spoken = {report.id: report for report in answer.reports()}
        return Told(
            question=question(answer),
            count=answer.count,
            result=in_full(answer.count, answer.measure),
            bounds=() if answer.count.is_exact else tuple(bounds_of(answer.count)),
            why=tuple(why_inexact(answer)),
            groups=groups,
            late=sum(1 for _, part in parts if part.event is not None and part.event.adds_to is not None),
            more=left,
            gap=any(part.kind == "gap" for basis in bases for part in basis.parts),
            speaking=len(used | spoken.keys()),
            telling=len(used),
            heard=heard(len(used), len(used | spoken.keys()), listed=few),
            silent=self._links(spoken[name] for name in spoken if name not in used) if few else (),
            sources=tuple(dict.fromkeys(source for part in behind for source in _sources_of(part))),
            explore=address_of(answer, self.links),
        )

    def _links(self, reports: Iterable[Report]) -> tuple[Link, ...]:
        """Reports by the titles of their documents; none where they are many."""
        found = [Link(self.record.sources[report.source].title, addresses.report_page(report.id)) for report in reports]
        return tuple(found) if len(found) <= MOST_SILENT else ()

    def _detailed(self, answer: Answer, parts: list[tuple[Basis, Part]]) -> tuple[Group, ...]:
        lines: dict[str, list[Line]] = {}
        for basis, part in parts:
            for leaf, within in _lines_of(basis, part):
                if leaf.report is not None:
                    lines.setdefault(leaf.report.id, []).append(self._line(answer, basis, leaf, within=within))
        return tuple(self._group(self.record.reports[name], tuple(found)) for name, found in lines.items())

    def _summed(self, answer: Answer, parts: list[tuple[Basis, Part]]) -> tuple[Group, ...]:
        groups = []
        chosen = _giving_most(parts)
        for number, (basis, part) in enumerate(parts):
            if part.report is not None and number in chosen:
                events = sum(1 for leaf, _ in _lines_of(basis, part) if leaf.event is not None)
                itemised = f", in {events:,} event{'' if events == 1 else 's'}" if events else ", no event itemised"
                groups.append(self._group(part.report, (), f"{gives(part.count, answer.measure)}{itemised}"))
        return tuple(groups)

    def _group(self, report: Report, lines: tuple[Line, ...], total: str = "") -> Group:
        source = source_line(self.record.sources[report.source])
        return Group(report.id, addresses.report_page(report.id), source, lines, total, tuple(disagreements(report)))

    def _line(self, answer: Answer, basis: Basis, part: Part, *, within: bool) -> Line:
        report, measure = part.report, answer.measure
        if report is None:
            message = "a part of an answer without a report is no line"
            raise ValueError(message)
        adds = gives(part.whole if within else part.count, measure)
        if part.event is not None:
            why = "" if within else contributes(part, basis.scope, self.record)
            line = event_line(self.archive, (report, part.event))
            return Line("", line.report.address, adds, why, line, within)
        return Line(*self._words(report, part, measure, within=within), adds=adds, within=within)

    def _words(self, report: Report, part: Part, measure: Measure, *, within: bool) -> tuple[str, str]:
        """What a line says that is no event, and where that stands."""
        page = addresses.report_page(report.id)
        stated = f"{page}#stated"
        if part.row is None:
            return f"The report may leave {measure.many} out that it does not itemise", page
        total = scope_of_total(self.record, report, part.row)
        if part.kind == "stated":
            return f"Total stated for {total}", stated
        if part.kind == "rest":
            if within:
                return f"Not itemised, of the total for {total}", stated
            return f"Not itemised: what the total stated for {total} leaves over, nobody knows where or when", stated
        return f"Together, as the total stated for {total} lets it be (in place of the lines above)", stated


def _check(answer: Answer, bases: tuple[Basis, ...]) -> None:
    found = sum((basis.count for basis in bases), start=ZERO)
    if found != answer.count:
        message = f"the evidence for '{answer.in_words()}' adds up to {found!r}, and the answer is {answer.count!r}"
        raise RuntimeError(message)


def _lines_of(basis: Basis, part: Part) -> Iterator[tuple[Part, bool]]:
    """A part line by line; with each, whether it lies within a total that has counted it."""
    if part.kind == "cell":
        for inner in part.parts:
            yield from _lines_of(basis, inner)
        if part.is_settled:
            yield part, False
        return
    yield part, False
    if part.kind == "stated":
        yield from ((inner, True) for inner in basis.itemised(part))


def _left_out(parts: list[tuple[Basis, Part]], measure: Measure) -> str:
    """What of a large answer is not listed at all."""
    chosen = _giving_most(parts)
    rest = [part.count for number, (_, part) in enumerate(parts) if number not in chosen]
    known = [count for count in rest if not is_unknown(count)]
    said = []
    if known:
        together = sum(known, start=ZERO)
        said.append(f"Not listed: {_reports(len(known))} that give least, {gives(together, measure)} together.")
    if len(rest) > len(known):
        said.append(f"{_reports(len(rest) - len(known))} may hold {measure.many} of these, and do not say so, or how many.")
    return " ".join(said)


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number:,} reports"


def _giving_most(parts: list[tuple[Basis, Part]]) -> frozenset[int]:
    """Which parts of a large answer are listed, by their numbers: those that give most, and something that is known."""
    known = [number for number, (_, part) in enumerate(parts) if not is_unknown(part.count)]
    known.sort(key=lambda number: (-parts[number][1].count.low, -parts[number][1].count.named, number))
    return frozenset(known[:MOST_REPORTS])


def _reports_of(part: Part) -> Iterator[Report]:
    if part.report is not None:
        yield part.report
    for inner in part.parts:
        yield from _reports_of(inner)


def _sources_of(part: Part) -> Iterator[str]:
    """The documents behind a part: where an event or a total names its own, that one."""
    if part.report is not None and part.kind != "cell":
        own = part.event or part.row
        yield (own.source if own is not None else None) or part.report.source
    for inner in part.parts:
        yield from _sources_of(inner)


def documents(record: Record, told: Told) -> tuple[Source, ...]:
    """The documents behind an answer."""
    return tuple(record.sources[name] for name in told.sources)
