"""What needs two reports to be checked: ids that are used once, and reports that name another one.

Overlapping periods and sums belong to counting. Findings are returned by file, with the path inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.load.findings import Finding
from dateline.load.positions import Path
from dateline.load.reports import FOLDER
from dateline.load.vocabulary import Known
from dateline.load.yaml_reader import Plain
from dateline.model import SLUG, Report

Link = Literal["part_of", "replaces"]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """One file of reports: what it became (None: something is wrong in it), and the ids of its events with their positions."""

    id: str
    file: str
    report: Report | None
    events: tuple[tuple[int, str], ...]
    links: tuple[tuple[Path, str], ...]

    @classmethod
    def of(cls, report: Report) -> ReadReport:
        links: list[tuple[Path, str | None]] = [(("part_of",), report.part_of), (("replaces",), report.replaces)]
        links += [(("events", number, "adds_to"), event.adds_to) for number, event in enumerate(report.events) if event.adds_to]
        events = tuple((number, event.id) for number, event in enumerate(report.events))
        return cls(report.id, report.file, report, events, tuple((path, link) for path, link in links if link))

    @classmethod
    def broken(cls, identifier: str, file: str, data: Plain | None) -> ReadReport:
        """A file with something wrong: its ids still count as used, and the reports that it names have to exist."""
        top = data if isinstance(data, dict) else {}
        listed: Any = top.get("events")
        rows = [row if isinstance(row, dict) else {} for row in listed] if isinstance(listed, list) else []
        events = tuple((n, str(row["id"])) for n, row in enumerate(rows) if _is_id(row.get("id")))
        links: list[tuple[Path, Any]] = [((key,), top.get(key)) for key in ("part_of", "replaces")]
        links += [(("events", n, "adds_to"), row["adds_to"]) for n, row in enumerate(rows) if "adds_to" in row]
        return cls(identifier, file, None, events, tuple((path, str(link)) for path, link in links if _is_id(link)))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and SLUG.fullmatch(value) is not None


Noted = list[tuple[str, Finding]]
MOST_DAYS = 36_525
"""A hundred years."""


def check_all(reports: Sequence[ReadReport]) -> Noted:
    """Everything that is wrong between reports: (file, finding)."""
    known = Known("report", FOLDER, [report.id for report in reports])
    by_id = {read.id: read for read in reversed(reports)}
    whole = {identifier: read.report for identifier, read in by_id.items() if read.report}
    noted = _duplicate_reports(reports) + _duplicate_events(reports) + _far_away(reports)
    for read in by_id.values():
        noted += _unknown_reports(read, known)
        if read.report:
            noted += _check_part_of(read.report, whole)
            noted += _check_adds_to(read.report)
    return noted + _cycles(whole, "part_of") + _cycles(whole, "replaces")


def _far_away(reports: Sequence[ReadReport]) -> Noted:
    """Reports so far from most others that one of their digits is wrong: a record has a page for each week from first to last."""
    periods = sorted((read.report.period for read in reports if read.report), key=lambda period: period.start)
    if not periods:
        return []
    middle = periods[len(periods) // 2].start
    noted: Noted = []
    for read in reports:
        period = read.report.period if read.report else None
        if period and max((middle - period.start).days, (period.end - middle).days, period.days) > MOST_DAYS:
            message = f"{period} reaches more than a hundred years from {middle}, about which most of the record is"
            if period.days > MOST_DAYS:
                message = f"{period} is longer than a hundred years"
            noted.append((read.file, Finding("bad-date", message, ("period",), "look at the years")))
    return noted


def _duplicate_reports(reports: Sequence[ReadReport]) -> Noted:
    first: dict[str, ReadReport] = {}
    noted: Noted = []
    for read in reports:
        earlier = first.setdefault(read.id, read)
        if earlier is not read:
            message = f"the report id '{read.id}' is already that of {earlier.file}"
            noted.append((read.file, Finding("duplicate-id", message, (), "the file name is the id: rename one of the files")))
    return noted


def _duplicate_events(reports: Sequence[ReadReport]) -> Noted:
    first: dict[str, tuple[str, int]] = {}
    noted: Noted = []
    for read in reports:
        for number, identifier in read.events:
            file, place = first.setdefault(identifier, (read.file, number))
            if (file, place) != (read.file, number):
                where = f"event {place + 1} of this file" if file == read.file else f"event {place + 1} of {file}"
                message = f"the event id '{identifier}' is already used: {where}"
                noted.append(
                    (
                        read.file,
                        Finding("duplicate-id", message, ("events", number, "id"), "an id stands for one event of the record"),
                    )
                )
    return noted


def _unknown_reports(read: ReadReport, known: Known) -> Noted:
    told = [(path, known.problem(link)) for path, link in read.links]
    return [(read.file, Finding(problem.code, problem.message, path, problem.help)) for path, problem in told if problem]


def _check_part_of(report: Report, whole: dict[str, Report]) -> Noted:
    parent = whole.get(report.part_of or "")
    if parent is None or parent.id == report.id:
        return []
    noted: Noted = []
    if not parent.period.contains(report.period):
        message = f"the period {report.period} is not within {parent.period}, that of '{parent.id}', which this report is part of"
        noted.append((report.file, Finding("outside-period", message, ("period",), "correct one of the two, or drop 'part_of'")))
    more = [country for country in report.covers if country not in parent.covers]
    if more:
        message = f"this report covers {', '.join(more)}, but '{parent.id}', which it is part of, does not"
        noted.append(
            (
                report.file,
                Finding("not-covered", message, ("covers",), "a part covers no more than the whole: narrow 'covers' here"),
            )
        )
    if parent.actor != report.actor:
        message = f"the actor is '{report.actor}', but that of '{parent.id}', which this report is part of, is '{parent.actor}'"
        noted.append((report.file, Finding("wrong-actor", message, ("actor",), "a part has the actor of the whole")))
    return noted


def _check_adds_to(report: Report) -> Noted:
    return [
        (
            report.file,
            Finding(
                "cycle", "an event cannot add to the report it stands in", ("events", number, "adds_to"), "leave 'adds_to' out"
            ),
        )
        for number, event in enumerate(report.events)
        if event.adds_to == report.id
    ]


def _cycles(whole: dict[str, Report], link: Link) -> Noted:
    """Reports that, followed along `link`, come back to themselves; each circle is told once, at its smallest id."""
    noted: Noted = []
    done: set[str] = set()
    for start in sorted(whole):
        trail: dict[str, None] = {}
        here: str | None = start
        while here in whole and here not in done and here not in trail:
            trail[here] = None
            here = getattr(whole[here], link)
        if here in trail:
            circle = list(trail)[list(trail).index(str(here)) :]
            noted.append((whole[circle[0]].file, _cycle(circle, link)))
        done.update(trail)
    return noted


def _cycle(circle: list[str], link: Link) -> Finding:
    way = " → ".join([*circle, circle[0]])
    return Finding("cycle", f"'{link}' goes in a circle: {way}", (link,), f"one of them must not have '{link}'")
