"""The chart `matrix`: what was counted at each place in each reporting week, as a table of colours.

Here belongs how rows of a query become lanes, cells and a key. How they are drawn is in `matrix_plot`, what is said about
them in `matrix_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from dateline.charts.axes import Span
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.matrix_plot import Blank, Cell, Lane, MatrixPlot, draw_matrix
from dateline.charts.matrix_words import MatrixStory, MatrixWeek, Place
from dateline.charts.options import Options, asked, number_option, option
from dateline.charts.ramp import Ramp, ramp_of
from dateline.charts.registry import chart
from dateline.charts.wording import capital, in_full, in_short, many_periods, period_name
from dateline.counting.bounds import ZERO, Count
from dateline.counting.weeks import weeks_between
from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Answer, Row
from dateline.query.filters import Area, area_of
from dateline.query.words import reader_period

MOST_WEEKS = 80
"""More reporting weeks than this cannot be told apart in 720 px."""
POSSIBLE = "r3"
"""The colour role of what is possible, not certain: drawn lighter, whatever its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOptions(Options):
    """Options of `matrix`."""

    top: int = field(default=10, metadata=option(number_option(1, 14), "how many places are shown by name"))


@chart("matrix", MatrixOptions)
def matrix(request: ChartRequest) -> Drawing:
    """A table of colours: places by reporting weeks, the stronger the colour the more; weeks without a report are hatched."""
    options = request.options
    answer = asked(options, request.scope, request.desk)
    _check_length(answer)
    story = _story(answer, getattr(options, "top", 10))
    ramp = _ramp(story)
    plot = _plot(story, ramp)
    return Drawing(
        draw=draw_matrix,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_row(week, story) for week in story.weeks),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        parts=tuple(lane.key for lane in story.lanes),
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(story, ramp, plot)),
    )


def _check_length(answer: Answer) -> None:
    number = sum(1 for _ in weeks_between(answer.desk.record.dataset.weeks, answer.period))
    if number > MOST_WEEKS:
        message = f"chart 'matrix' shows at most {MOST_WEEKS} reporting weeks, not {number:,}"
        raise QueryError(message, "ask for less time with `from:` and `to:`", "too-many-rows")


def _story(answer: Answer, top: int) -> MatrixStory:
    table = answer.by("place")
    rows = sorted(table.rows, key=lambda row: (-row.count.low, -row.count.named, row.label, row.key))
    # One place left over says more by its name than as "1 other place".
    shown = rows[: top if len(rows) > top + 1 else len(rows)]
    areas = _areas(answer, [row.key for row in shown], [row.key for row in rows[len(shown) :]])
    weeks = tuple(_week(row, areas) for row in answer.by("week").rows)
    lanes = [_place(row) for row in shown]
    if "others" in areas:
        lanes.append(Place("others", f"{len(rows) - len(shown)} other places", None, "others"))
    unstated = [week.cells.get("not_stated", ZERO) for week in weeks]
    if any(count.low or count.named for count in unstated) or not lanes:
        lanes.append(Place("not_stated", "Place not stated", None, "rest"))
    return MatrixStory(answer, weeks, tuple(lanes), len(rows), table.rest or ZERO)


def _place(row: Row) -> Place:
    countries = row.answer.desk.record.dataset.countries
    return Place(_key_of(row.key), row.label, countries[row.country].name if row.country else None)


def _key_of(place: str) -> str:
    """The column of a place; ids hold no underscore, so that none is taken for another column."""
    return f"at_{place}"


def _areas(answer: Answer, shown: list[str], others: list[str]) -> dict[str, Area]:
    """Where each lane lies. The others are asked for together: an event at one of two of them certainly lies among them."""
    record = answer.desk.record
    areas = {_key_of(place): area_of(record, frozenset({place})) for place in shown}
    return {**areas, "others": area_of(record, frozenset(others))} if others else areas


def _week(row: Row, areas: dict[str, Area]) -> MatrixWeek:
    period = row.period or row.answer.period
    if row.coverage == "none" and not row.count.low and not row.count.named:
        return MatrixWeek(period, None, {})
    cells = {key: row.answer.narrowed(**area).count for key, area in areas.items()}
    return MatrixWeek(period, row.count, {**cells, "not_stated": row.answer.by("place").rest or ZERO})


def _ramp(story: MatrixStory) -> Ramp:
    found = (
        story.rate(week.cells[lane.key], week.period)
        for week in story.reported
        for lane in story.lanes
        if week.cells[lane.key].low
    )
    return ramp_of(found, whole=not story.per_day)


def _plot(story: MatrixStory, ramp: Ramp) -> MatrixPlot:
    return MatrixPlot(
        tuple(Span(week.period.start, week.period.end) for week in story.weeks),
        tuple(Lane(lane.name, lane.kind != "place") for lane in story.lanes),
        tuple(_cells(story, ramp)),
        tuple(_blanks(story)),
    )


def _blanks(story: MatrixStory) -> Iterator[Blank]:
    """Weeks in a row that have no report."""
    for missing, run in groupby(range(len(story.weeks)), key=lambda index: story.weeks[index].count is None):
        if missing:
            found = list(run)
            period = Period(story.weeks[found[0]].period.start, story.weeks[found[-1]].period.end)
            yield Blank(found[0], found[-1], f"{reader_period(period)} ({many_periods(len(found), story.noun)}): no report")


def _cells(story: MatrixStory, ramp: Ramp) -> Iterator[Cell]:
    for index, week in enumerate(story.weeks):
        for number, lane in enumerate(story.lanes):
            count = week.cells.get(lane.key)
            kind = _kind(count, lane)
            if count is None or kind is None:
                continue
            role = ramp.role(story.rate(count, week.period)) if kind == "sure" else POSSIBLE
            words = f"{lane.full_name}, {_lower(period_name(week.period))}: {in_full(count, story.measure)}"
            yield Cell(number, index, kind, role, "" if kind == "zero" else in_short(count), words)


def _kind(count: Count | None, lane: Place) -> Literal["sure", "possible", "zero"] | None:
    """What is drawn for a count: nothing where there is no report, or none that names the place."""
    if count is None:
        return None
    if count.low:
        return "sure"
    if count.named:
        return "possible"
    return "zero" if count.open == 0 and lane.kind == "place" else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _columns(story: MatrixStory) -> tuple[Column, ...]:
    unit = story.measure.many
    return (
        Column("period", "Period" if story.per_day else "Week", audience="readers"),
        Column("start", "From", "date", audience="files"),
        Column("end", "To", "date", audience="files"),
        Column("days", "Days", "number", audience="all" if story.per_day else "files"),
        *(Column(lane.key, lane.name, "count", unit) for lane in story.lanes),
        Column("total", f"All {unit}", "count", unit),
    )


def _row(week: MatrixWeek, story: MatrixStory) -> dict[str, Any]:
    period = week.period
    times = {"period": reader_period(period), "start": period.start, "end": period.end, "days": period.days}
    return {**times, **{lane.key: week.cells.get(lane.key) for lane in story.lanes}, "total": week.count}


def _key(story: MatrixStory, ramp: Ramp, plot: MatrixPlot) -> Iterator[KeyEntry]:
    if any(cell.kind == "sure" for cell in plot.cells):
        unit = f"{story.measure.many} per day" if story.per_day else story.measure.many
        for index, (role, label) in enumerate(zip(ramp.roles, ramp.labels(), strict=True)):
            yield KeyEntry("solid", role, label if index else f"{capital(unit)}: {label}")
    if any(cell.kind == "possible" for cell in plot.cells):
        yield KeyEntry("light", POSSIBLE, "possible, not certain")
    if any(cell.kind == "zero" for cell in plot.cells):
        yield KeyEntry("zero", "axis", f"0 {story.measure.many} there")
    if plot.blanks:
        yield KeyEntry("hatch", "hatch", "no report")
