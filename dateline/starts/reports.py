"""A start of a report: what it states in all, for its period, and where its lines go."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import Problem
from dateline.load.reports import FOLDER
from dateline.load.writing import yaml_text
from dateline.model import Period, Record
from dateline.tables.gathering import Made, held_against


@dataclass(frozen=True, slots=True)
class ReportStart:
    """What has to be known of a report. `stated` are its totals: numbers, `{min}` or `{min, max}` by measure."""

    id: str
    source: str
    period: Period
    stated: dict[str, Any] = field(default_factory=dict)
    actor: str | None = None
    covers: tuple[str, ...] = ()
    note: str | None = None


def amount_of(text: str) -> int | dict[str, int]:
    """`9`, `2-4` or `2+` as a report says it. Raises ValueError in words."""
    found = re.fullmatch(r"([0-9]{1,12})(?:(\+)|(?:-|\.\.)([0-9]{1,12}))?", text.strip())
    if found is None:
        msg = f"'{text}' is not a number (9), a range (2-4) or a least number (2+)"
        raise ValueError(msg)
    low = int(found[1])
    if found[2]:
        return {"min": low}
    if found[3] is None or int(found[3]) == low:
        return low
    if int(found[3]) < low:
        msg = f"'{text}' ends before it starts"
        raise ValueError(msg)
    return {"min": low, "max": int(found[3])}


def report_file(start: ReportStart) -> str:
    """Where the report goes: the folder of the year it begins in."""
    return f"{FOLDER}/{start.period.start.year}/{start.id}.yml"


def report_text(start: ReportStart, record: Record) -> str:
    """The YAML of the report, and as comments what may be added to it."""
    report: dict[str, Any] = {"source": start.source}
    if start.actor:
        report["actor"] = start.actor
    report["period"] = str(start.period)
    if start.covers:
        report["covers"] = list(start.covers)
    if start.note:
        report["note"] = start.note
    report["stated"] = [dict(start.stated)]
    measure = next(iter(start.stated), next(iter(record.dataset.measures)))
    place = next(iter(record.places), "a-place")
    country = next(iter(record.dataset.countries))
    return yaml_text(report) + (
        f"# More totals, for a country or a day:  - {{{measure}: 2, country: {country}, on: {start.period.start}}}\n"
        "# What the report lists one by one. A place that is one of two is a list, a number that is a range {min: 1, max: 2}.\n"
        "# events:\n"
        f"#   - {{id: {start.id}-1, on: {start.period.start}, place: {place}, {measure}: 1}}\n"
    )


def report_problems(start: ReportStart, record: Record) -> list[Problem]:
    """What the loader and the counting would say of it."""
    return held_against(record, [Made(report_file(start), report_text(start, record), start.period, 0)])
