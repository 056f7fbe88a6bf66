"""The chart `weekly`: what was counted in each reporting week, stacked by country, place or category.

Here belongs how rows of a query become rows, marks and a key. What bars may be stacked by is in `weekly_series`, how they are
drawn in `weekly_plot`, what is said about them in `weekly_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dateline.charts import theme
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.notes import TimeNote, notes_option, within
from dateline.charts.options import Options, asked, option, text_option
from dateline.charts.registry import chart
from dateline.charts.weekly_plot import Bar, Gap, Segment, WeeklyPlot, draw_weekly
from dateline.charts.weekly_series import Series, series_of
from dateline.charts.weekly_words import Week, WeeklyStory
from dateline.charts.wording import at_bar, capital, many_periods, period_name, units
from dateline.counting.bounds import Count
from dateline.model import Measure, Period
from dateline.query import Row
from dateline.query.words import reader_period

COVERAGE = {"full": "all days", "partial": "some days", "none": "no report"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyOptions(Options):
    """Options of `weekly`."""

    colour: str | None = field(
        default=None,
        metadata=option(
            text_option,
            "what bars are stacked by: the dataset's word for countries (default), place, none, or, where its listings are "
            "counted, a category or its effect",
        ),
    )
    notes: tuple[TimeNote, ...] = field(
        default=(),
        metadata=option(notes_option, "what happened when: a list of {date, text}, or of {from, to, text}, drawn above the bars"),
    )


@chart("weekly", WeeklyOptions)
def weekly(request: ChartRequest) -> Drawing:
    """Bars by reporting week, as wide as their period, stacked by country, place or kind; weeks without a report are hatched."""
    options = request.options
    answer = asked(options, request.scope, request.desk)
    notes = within(getattr(options, "notes", ()), answer.period)
    series = series_of(answer, getattr(options, "colour", None))
    weeks = tuple(_week(row, series) for row in answer.by("week").rows)
    story = WeeklyStory(answer, weeks, series, notes)
    plot = _plot(story)
    return Drawing(
        draw=draw_weekly,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_row(week, tuple(series.names)) for week in weeks),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        parts=tuple(series.names),
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(story, plot)),
    )


def _week(row: Row, series: Series) -> Week:
    count, coverage = row.count, row.coverage
    period = row.period or row.answer.period
    if coverage == "none" and not count.low and not count.named:
        return Week(period, None, {}, coverage)
    return Week(period, count, {part.key: part.of(row.answer) for part in series.parts}, coverage)


def _columns(story: WeeklyStory) -> tuple[Column, ...]:
    unit = story.measure.many
    parts = [Column(name, label, "count", unit) for name, label in story.series.names.items()]
    total = Column("total", f"All {unit}" if parts else capital(unit), "count", unit)
    times = (
        Column("period", "Period" if story.per_day else "Week", audience="readers"),
        Column("start", "From", "date", audience="files"),
        Column("end", "To", "date", audience="files"),
        Column("days", "Days", "number", audience="all" if story.per_day else "files"),
    )
    return (*times, *parts, total, Column("coverage", "Reported"))


def _row(week: Week, names: tuple[str, ...]) -> dict[str, Any]:
    parts = {name: week.parts.get(name) for name in names}
    times = {"period": reader_period(week.period), "start": week.period.start, "end": week.period.end, "days": week.period.days}
    return {**times, **parts, "total": week.count, "coverage": COVERAGE[week.coverage]}


def _plot(story: WeeklyStory) -> WeeklyPlot:
    bars = tuple(_bar(week, week.count, story) for week in story.reported if week.count is not None)
    start, end = story.weeks[0].period.start, story.weeks[-1].period.end
    return WeeklyPlot(start, end, bars, tuple(_gaps(story)), story.per_day, story.notes)


def _gaps(story: WeeklyStory) -> Iterator[Gap]:
    """Weeks in a row that have no report, or none that gives a number: "at least 0" is not drawn as zero."""
    words = {"missing": "no report", "open": f"no report gives a number of {story.measure.many}"}
    shown = {"missing": "no report", "open": "no number"}
    for kind, run in groupby(story.weeks, key=lambda week: week.kind):
        if kind in words:
            found = list(run)
            period = Period(found[0].period.start, found[-1].period.end)
            label = f"{reader_period(period)} ({many_periods(len(found), story.noun)}): {words[kind]}"
            yield Gap(period.start, period.end, shown[kind], label)


def _bar(week: Week, count: Count, story: WeeklyStory) -> Bar:
    name = period_name(week.period)
    least = count.open != 0
    note = f", of at least {count.low:,} in all" if least and story.series.parts else ", at least" if least else ""
    segments = tuple(_segments(name, note, week, count, story))
    words = f"{name}: 0 {story.measure.many}"
    return Bar(week.period.start, week.period.end, segments, at_bar(count), words, least)


def _segments(name: str, note: str, week: Week, count: Count, story: WeeklyStory) -> Iterator[Segment]:
    """What is certain, by part, then what is of no stated part, then what is possible, in the same order."""
    series, measure = story.series, story.measure
    names, roles, plain = series.names, series.roles, "rest" if series.parts else theme.SERIES[0]
    for key, part in week.parts.items():
        if part.low:
            yield _sure_segment(roles[key], part.low, names[key], name, note, measure)
    unsplit = count.low - sum(part.low for part in week.parts.values())
    if unsplit:
        yield _sure_segment(plain, unsplit, series.rest, name, note, measure)
    by_part = {key: part.named for key, part in week.parts.items() if part.named}
    if by_part and sum(by_part.values()) == count.named:
        for key, named in by_part.items():
            yield _possible_segment(roles[key], named, names[key], name, measure)
    elif count.named:
        yield _possible_segment(plain, count.named, "", name, measure)


def _sure_segment(role: str, amount: int, part: str, name: str, note: str, measure: Measure) -> Segment:
    where = f"{name}, {part}" if part else name
    return Segment(role, amount, light=False, name=part, label=f"{where}: {amount:,} {units(amount, measure)}{note}")


def _possible_segment(role: str, amount: int, part: str, name: str, measure: Measure) -> Segment:
    where = f"{name}, {part}" if part else name
    words = f"{where}: possibly {amount:,} {units(amount, measure)} more"
    return Segment(role, amount, light=True, name=f"{part} (possible)" if part else "possible", label=words)


def _key(story: WeeklyStory, plot: WeeklyPlot) -> Iterator[KeyEntry]:
    segments = [segment for bar in plot.bars for segment in bar.segments]
    solid = {segment.role for segment in segments if not segment.light}
    if story.series.is_stacked:
        drawn = {segment.role for segment in segments}
        yield from (KeyEntry("solid", part.role, part.name) for part in story.series.parts if part.role in drawn)
    if "rest" in solid:
        yield KeyEntry("solid", "rest", story.series.rest)
    light = {segment.role for segment in segments if segment.light}
    if light:
        yield KeyEntry("light", light.pop() if len(light) == 1 else "rest", "possible, not certain")
    if any(bar.least for bar in plot.bars):
        yield KeyEntry("least", "text", "at least (+): not all of it reported")
    if any(not bar.segments for bar in plot.bars):
        yield KeyEntry("zero", "text", f"0 {story.measure.many} reported")
    if plot.gaps:
        only = all(week.kind != "open" for week in story.weeks)
        yield KeyEntry("hatch", "hatch", "no report" if only else "no report, or none that gives a number")
