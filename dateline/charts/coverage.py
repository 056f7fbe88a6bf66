"""The chart `coverage`: how much of what reports state they itemise, report by report.

Here belongs how reports become rows, bars and a key. An event is itemised if a report gives it a line of its own; what a
stated total leaves over has none. How bars are drawn is in `coverage_plot`, what is said about them in `coverage_words`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from dateline.charts.coverage_plot import CoverageBar, CoveragePlot, Part, draw_coverage
from dateline.charts.coverage_words import CoverageStory, Line
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, option
from dateline.charts.registry import chart
from dateline.charts.wording import capital, counted, many_periods, on_bar, short_month, short_range, sure, units
from dateline.counting.bounds import ZERO, Count
from dateline.counting.cells import Item, count_item
from dateline.counting.trees import stated_region
from dateline.errors import QueryError
from dateline.model import Period, Report
from dateline.query import Answer, Row

FEW = 25
"""Up to so many reports, and stretches without any, have a row each unless the author says otherwise."""
MOST = 60
"""More rows than this nobody reads."""
MOST_DAYS = 36_525
"""A hundred years: each day is looked at."""
MONTHS = 36
"""More months than this are taken together by year."""
STEPS = ("report", "month", "year")


def step_option(value: object, name: str) -> str:
    """One of `report`, `month` and `year`."""
    if value not in STEPS:
        message = f"option '{name}' takes report, month or year, not {value!r}"
        raise QueryError(message, "leave it out, and the number of reports decides", "bad-option")
    return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOptions(Options):
    """Options of `coverage`."""

    by: str | None = field(
        default=None,
        metadata=option(step_option, "what has a row; default: each report while there are few, else each month or year"),
    )


@chart("coverage", CoverageOptions)
def coverage(request: ChartRequest) -> Drawing:
    """Bars by report or month: what has a line of its own, what stands only in a total, and the days without a report."""
    options = request.options
    answer = asked(options, request.scope, request.desk)
    story = _story(answer, getattr(options, "by", None))
    plot = CoveragePlot(tuple(_bar(line, story) for line in story.lines))
    return Drawing(
        draw=draw_coverage,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_row(line) for line in story.lines),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        parts=("checked", "loose", "remainder"),
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(plot)),
        # Rows are what reports say; what may lie in days or countries without one is in none of them.
        complete=not answer.uncovered,
    )


def _story(answer: Answer, wanted: str | None) -> CoverageStory:
    if answer.period.days > MOST_DAYS:
        message = f"chart 'coverage' shows at most {MOST_DAYS:,} days, not {answer.period.days:,}"
        raise QueryError(message, "ask for less time with `from:` and `to:`", "too-many-rows")
    days = {day: answer.narrowed(start=day.toordinal(), end=day.toordinal()).coverage for day in answer.period.each_day()}
    bare = [day for day, covered in days.items() if covered == "none"]
    reports = [_line(row) for row in answer.by("report").rows]
    lines = sorted([*reports, *_gaps(bare)], key=lambda line: (line.period.start, line.key))
    months = len({(day.year, day.month) for day in (line.period.end for line in lines)})
    step = wanted or ("report" if len(lines) <= FEW else "month" if months <= MONTHS else "year")
    if step != "report":
        lines = list(_grouped(reports, days, step))
    if len(lines) > MOST:
        message = f"chart 'coverage' by {step} would have {len(lines):,} rows, more than {MOST}"
        raise QueryError(message, "leave out `by:`, or ask for less time with `from:` and `to:`", "too-many-rows")
    part = sum(covered == "partial" for covered in days.values())
    return CoverageStory(answer, tuple(lines), step, len(days), part)


def _line(row: Row) -> Line:
    """The row of a report, with what it itemises and whether it states a total."""
    answer, standing = row.answer, row.answer.desk.standing
    top = answer.desk.record.reports[row.key]
    members = standing.members(top)
    meter = answer.desk.ledger(answer.measure.id).meter
    within, beside = ZERO, ZERO
    for item in answer.items():
        amount = sure(count_item(item, meter, answer.scope))
        if _has_total(answer, members, item):
            within += amount
        else:
            beside += amount
    within, beside = _at_most(within, row.count.low), _at_most(beside, max(0, row.count.low - within.low))
    untotalled = not any(meter.states(stated) for member in members for stated in member.stated)
    disputed = any(member.discrepancy or any(stated.discrepancy for stated in member.stated) for member in members)
    return Line(top.id, _name(answer, top), top.period, row.count, within, beside, 1, int(untotalled), int(disputed))


def _has_total(answer: Answer, members: Sequence[Report], item: Item) -> bool:
    """Whether a stated total holds the item, so that it could be checked."""
    record, meter = answer.desk.record, answer.desk.ledger(answer.measure.id).meter
    return any(
        meter.states(stated) and stated_region(record, member, stated).contains(item.region)
        for member in members
        for stated in member.stated
    )


def _at_most(count: Count, most: int) -> Count:
    """Lines may add up to more than the total that the record uses; what is drawn does not."""
    low = min(count.low, most)
    return Count(low, min(count.named, most - low))


def _name(answer: Answer, report: Report) -> str:
    countries = answer.desk.record.dataset.countries
    days = f"{short_range(report.period)} {report.period.end.year}"
    if set(report.covers) >= {name for name in countries if answer.scope.has_country(name)}:
        return days
    return f"{days}, {', '.join(countries[name].name for name in report.covers)}"


def _gaps(bare: list[dt.date]) -> Iterator[Line]:
    """A row for each stretch of days without a report."""
    for _, run in groupby(enumerate(bare), key=lambda entry: entry[1].toordinal() - entry[0]):
        days = [day for _, day in run]
        period = Period(days[0], days[-1])
        yield Line("", f"{short_range(period)} {period.end.year}", period, None, bare=len(days))


def _grouped(reports: list[Line], covered: Mapping[dt.date, str], step: str) -> Iterator[Line]:
    """The reports of each month or year together: those whose period ends in it. `covered` is how each day is reported."""
    bare = [day for day, how in covered.items() if how == "none"]
    ends = [line.period.end for line in reports] + bare
    for first in sorted({_first(day, step) for day in ends}):
        found = [line for line in reports if _first(line.period.end, step) == first]
        days = [day for day in bare if _first(day, step) == first]
        period = Period(min([*days, *(line.period.start for line in found)]), max([*days, *(line.period.end for line in found)]))
        name = str(first.year) if step == "year" else f"{short_month(first)} {first.year}"
        total = sum((line.count or ZERO for line in found), start=ZERO) if found else None
        together = Line(f"{first:%Y}" if step == "year" else f"{first:%Y-%m}", name, period, total, bare=len(days))
        yield replace(
            together,
            checked=sum((line.checked for line in found), start=ZERO),
            loose=sum((line.loose for line in found), start=ZERO),
            reports=len(found),
            untotalled=sum(line.untotalled for line in found),
            disputed=sum(line.disputed for line in found),
            part=sum(how == "partial" and _first(day, step) == first for day, how in covered.items()),
        )


def _first(day: dt.date, step: str) -> dt.date:
    return day.replace(month=1, day=1) if step == "year" else day.replace(day=1)


def _columns(story: CoverageStory) -> tuple[Column, ...]:
    unit = story.measure.many
    single = story.by == "report"
    return (
        Column("id", "Report" if single else capital(story.by), audience="files"),
        Column("name", "Period" if single else capital(story.by), audience="readers"),
        Column("start", "From", "date", audience="files"),
        Column("end", "To", "date", audience="files"),
        *(() if single else (Column("reports", "Reports", "number"),)),
        Column("checked", "Itemised, total stated", "count", unit),
        Column("loose", "Itemised, no total stated", "count", unit),
        Column("remainder", "Only in a total", "count", unit),
        Column("total", f"All {unit}", "count", unit),
        Column("bare", "Days without a report", "number"),
    )


def _row(line: Line) -> dict[str, Any]:
    known = line.count is not None
    parts = {"checked": line.checked, "loose": line.loose, "remainder": line.remainder}
    return {
        "id": line.key,
        "name": line.name,
        "start": line.period.start,
        "end": line.period.end,
        "reports": line.reports,
        **{name: part if known else None for name, part in parts.items()},
        "total": line.least,
        "bare": line.bare,
    }


def _bar(line: Line, story: CoverageStory) -> CoverageBar:
    missing = f"{many_periods(line.bare, 'day')} without a report" if line.bare and line.reports else ""
    if line.count is None or line.least is None:
        return CoverageBar(line.name, "", (), f"no report, {many_periods(line.bare, 'day')}")
    parts = tuple(_parts(line, line.least, story))
    if not parts:
        # What reports count as 0 is shown as reported, whatever the days beside them may hold.
        words = "" if line.count.open != 0 else f"{_subject(line, story)}: 0 {story.measure.many}"
        return CoverageBar(line.name, missing, (), "0" if words else "no number given", words)
    return CoverageBar(line.name, missing, parts, _shown(line, line.least), least=line.least.open != 0)


def _subject(line: Line, story: CoverageStory) -> str:
    return f"Report{'' if story.by == 'report' else 's'} of {story.when(line)}"


def _shown(line: Line, count: Count) -> str:
    """What stands at the end of a bar: `21 of 39`, `all 9`, `8, no total stated`."""
    if line.untotalled and line.untotalled == line.reports:
        return f"{on_bar(count)}, no total"
    if line.itemised == count:
        return f"all {on_bar(count)}"
    return f"{sure(line.itemised)} of {on_bar(count)}"


def _parts(line: Line, count: Count, story: CoverageStory) -> Iterator[Part]:
    subject, measure = _subject(line, story), story.measure
    unsure = count.low - line.itemised.low - line.remainder.low
    of = f" of {counted(count, measure)}"
    if line.checked.low:
        yield Part("solid", "c3", line.checked.low, f"{subject}: {line.checked.low:,}{of} itemised")
    if line.loose.low:
        yield Part("solid", "c5", line.loose.low, f"{subject}: {line.loose.low:,}{of} itemised, without a stated total")
    if unsure > 0:
        yield Part("light", "c3", unsure, f"{subject}: {unsure:,}{of} perhaps itemised")
    if line.remainder.low:
        yield Part("hatch", "hatch", line.remainder.low, f"{subject}: {line.remainder.low:,}{of} stated, not itemised")
    if count.named:
        more = f"possibly {count.named:,} {units(count.named, measure)} more"
        yield Part("light", "rest", count.named, f"{subject}: {more}")


def _key(plot: CoveragePlot) -> Iterator[KeyEntry]:
    found = {(part.look, part.role) for bar in plot.bars for part in bar.parts}
    if ("solid", "c3") in found:
        yield KeyEntry("solid", "c3", "itemised")
    if ("solid", "c5") in found:
        yield KeyEntry("solid", "c5", "itemised, no total stated")
    if ("light", "c3") in found:
        yield KeyEntry("light", "c3", "perhaps itemised")
    if ("hatch", "hatch") in found:
        yield KeyEntry("hatch", "hatch", "in a total only")
    if ("light", "rest") in found:
        yield KeyEntry("light", "rest", "possible, not certain")
    if any(bar.least and bar.parts for bar in plot.bars):
        yield KeyEntry("onward", "text", "at least (+): not all of it reported")
    if any(bar.words and not bar.parts for bar in plot.bars):
        yield KeyEntry("zero", "text", "0 reported")
