"""Events from rows to reports: which rows make one report, its period and id, the ids of its events, and its YAML.

Nothing is written here. What is made is read back by the strict loader, and held against the record.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import msgspec

from dateline.counting.checks import discrepancies, needed, overlaps
from dateline.counting.weeks import week_of
from dateline.errors import Problem, Spot
from dateline.load.crosschecks import ReadReport, check_all
from dateline.load.findings import Findings
from dateline.load.record import words_of
from dateline.load.reports import FOLDER, ReportReader
from dateline.load.writing import yaml_text
from dateline.load.yaml_reader import read
from dateline.model import Period, Record, Report
from dateline.query import Desk
from dateline.tables.drafts import Constants, Draft, Rejected
from dateline.tables.table import Table


@dataclass(frozen=True, slots=True)
class Made:
    """A report that is ready to be written: its file, its YAML, and how many rows are in it."""

    file: str
    text: str
    period: Period
    rows: int


class Gathering:
    """Gives events ids and reports, row by row, in the order of the table."""

    def __init__(self, table: Table, data: dict[str, Any], record: Record, constants: Constants) -> None:
        self.table, self.map, self.record, self.constants = table, data, record, constants
        self.plan: dict[str, Any] = data.get("reports", {})
        self.name = self.plan.get("name") or constants.source
        self._groups: dict[tuple[str, str], list[tuple[Draft, str]]] = {}
        self._used: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._known = {event.id: report.id for report in record.reports.values() for event in report.events}

    def take(self, draft: Draft) -> Rejected | None:
        """Put an event into its report; or what is wrong between it and others."""
        group = self._group_of(draft)
        if group is None:
            by = self.plan["by"]
            message = f"{draft.on} does not lie in one {by}"
            help_ = "gather the reports by a longer time in the map, or in one for the whole table: reports: {by: table}"
            return self._rejected(draft, Problem("straddling-row", message, self.table.spot(draft.row), help_))
        identifier = self._id_of(draft)
        wrong = self._clash(identifier, draft)
        if wrong:
            return self._rejected(draft, wrong)
        self._used[identifier] = draft.row.line
        self._groups.setdefault((group, draft.actor), []).append((draft, identifier))
        return None

    def _rejected(self, draft: Draft, problem: Problem) -> Rejected:
        return Rejected(draft.row, [problem])

    def _group_of(self, draft: Draft) -> str | None:
        """What the id of the report starts with: the first day of its group; None where the event lies in two."""
        by = self.plan.get("by", "table")
        if "column" in self.plan:
            return draft.group
        if by == "table":
            return ""
        whole = _span_of(by, draft.on.start, self.record)
        return _starts(by, whole) if whole.contains(draft.on) else None

    def _id_of(self, draft: Draft) -> str:
        """That of the table, or one made of day, place and number: the same for the same table."""
        prefix = self.map.get("id", {}).get("prefix")
        start = f"{prefix}-" if prefix else ""
        if draft.own_id is not None:
            return start + draft.own_id
        base = "-".join(filter(None, [f"{start}{draft.on.start}", draft.name]))
        number = self._numbers[base] = self._numbers.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"

    def _clash(self, identifier: str, draft: Draft) -> Problem | None:
        column = self.map.get("id", {}).get("column")
        spot = self.table.spot(draft.row, column)
        if identifier in self._known:
            message = f"the event id '{identifier}' is already in the record, in the report '{self._known[identifier]}'"
            help_ = "was this table read before? Otherwise give its ids a prefix in the map: id: {prefix: ...}"
            return Problem("duplicate-id", message, spot, help_)
        if identifier in self._used:
            message = f"the event id '{identifier}' is already that of line {self._used[identifier]}"
            return Problem("duplicate-id", message, spot, "an id stands for one event: correct it, or skip one of the rows")
        return None

    def reports(self) -> list[Made]:
        """The reports in the order of their files."""
        if not self._groups:
            return []
        extent = _extent([draft.on for drafts in self._groups.values() for draft, _ in drafts])
        several = len({actor for _, actor in self._groups}) > 1
        made = [self._made(group, actor, drafts, extent, several=several) for (group, actor), drafts in self._groups.items()]
        return sorted(made, key=lambda one: one.file)

    def _made(self, group: str, actor: str, drafts: list[tuple[Draft, str]], extent: Period, *, several: bool) -> Made:
        period = _extent([draft.on for draft, _ in drafts])
        by = self.plan.get("by", "table")
        if "column" not in self.plan and by != "table":
            whole = _span_of(by, period.start, self.record)
            period = Period(max(whole.start, extent.start), min(whole.end, extent.end))
        start = group or str(period.start)
        identifier = "-".join([start, self.name, *([actor] if several and actor else [])])
        return Made(
            str(PurePosixPath(FOLDER) / str(period.start.year) / f"{identifier}.yml"),
            yaml_text(self._report(actor, period, drafts)),
            period,
            len(drafts),
        )

    def _report(self, actor: str, period: Period, drafts: list[tuple[Draft, str]]) -> dict[str, Any]:
        report: dict[str, Any] = {"source": self.constants.source}
        if actor:
            report["actor"] = actor
        report["period"] = str(period)
        if "covers" in self.plan:
            report["covers"] = self.plan["covers"]
        if self.plan.get("partial", True):
            report["partial"] = True
        report |= {key: self.plan[key] for key in ("part_of", "note") if key in self.plan}
        ordered = sorted(drafts, key=lambda pair: (pair[0].on.start, pair[0].on.end))
        report["events"] = [{"id": identifier, **draft.fields} for draft, identifier in ordered]
        return report


def _span_of(by: str, day: dt.date, record: Record) -> Period:
    if by == "week":
        return week_of(record.dataset.weeks, day)
    if by == "month":
        return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    return Period(dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))


def _starts(by: str, whole: Period) -> str:
    return str(whole.start)[: {"week": 10, "month": 7, "year": 4}[by]]


def _extent(periods: list[Period]) -> Period:
    return Period(min(period.start for period in periods), max(period.end for period in periods))


_OVERLAP = (
    "say in the map that the table itemises that report (reports: {part_of: ...}), or narrow `covers`, or skip those rows, with "
    "the reason"
)


def held_against(record: Record, made: Iterable[Made]) -> list[Problem]:
    """What the loader and the counting say of the reports beside those that are there. The record has to be a good one."""
    reader = ReportReader(words_of(record))
    problems: list[Problem] = []
    reports: list[Report] = []
    for one in made:
        found = Findings()
        report = reader.read(read(one.text, one.file), one.file, found)
        problems += found.problems(one.text, one.file)
        if report is not None and report.id in record.reports:
            message = f"the report id '{report.id}' is already that of {record.reports[report.id].file}"
            help_ = "was this table read before? Otherwise give the reports another name in the map: reports: {name: ...}"
            problems.append(Problem("duplicate-id", message, Spot(one.file), help_))
        elif report is not None:
            reports.append(report)
    return problems + _between(record, reports)


def _between(record: Record, reports: list[Report]) -> list[Problem]:
    """What is wrong between reports: ids, days that two of them speak of, sums that no longer add up."""
    whole = sorted([*record.reports.values(), *reports], key=lambda one: one.id)
    noted = check_all([ReadReport.of(report) for report in whole])
    problems = [Problem(finding.code, finding.message, Spot(file), finding.help) for file, finding in noted]
    if problems or not reports:
        return problems
    joined = msgspec.structs.replace(record, reports={report.id: report for report in whole})
    found = _sums(joined)
    before = {(one.code, one.message) for one in _sums(record)} if found else set()
    return [one for one in found if (one.code, one.message) not in before]


def _sums(record: Record) -> list[Problem]:
    if not record.reports:
        return []
    desk = Desk(record)
    ledgers = [desk.ledger(measure) for measure in desk.measures]
    clashes = [Problem(one.code, one.message, Spot(one.report.file), _OVERLAP) for one in overlaps(desk.standing)]
    sums = [one for ledger in ledgers for one in discrepancies(ledger)] + list(needed(desk.standing, ledgers))
    return clashes + [Problem(one.code, one.message, Spot(one.report.file), one.help) for one in sums]
