"""The chart `places`: what was counted at each place, ranked, with the range that the reports leave.

Here belongs how rows of a query become rows, marks and words. How they are drawn is in `places_plot`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dateline.charts import theme
from dateline.charts.drawing import ChartRequest, Column, Drawing, KeyEntry, source_ids
from dateline.charts.options import Options, asked, number_option, option
from dateline.charts.places_plot import PlaceBar, PlacesPlot, draw_places
from dateline.charts.registry import chart
from dateline.charts.wording import capital, counted, listed, many_periods, sure
from dateline.counting.bounds import ZERO, Count
from dateline.query import Answer, Table
from dateline.query.filters import area_of
from dateline.query.words import reader_period

NAMED = 4
"""So many places are named in a sentence of the summary; more are only counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOptions(Options):
    """Options of `places`."""

    top: int = field(default=15, metadata=option(number_option(1, 50), "how many places are shown by name"))


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the chart: a place, the other places together, or what has no stated place."""

    key: str
    name: str
    count: Count
    country: str | None
    kind: str = "place"

    @property
    def most(self) -> int:
        """What may lie there, as far as it is named."""
        return self.count.low + self.count.named


@chart("places", PlacesOptions)
def places(request: ChartRequest) -> Drawing:
    """Ranked bars by place, with the range that the reports leave, and what has no stated place as a row of its own."""
    options = request.options
    answer = asked(options, request.scope, request.desk)
    story = PlacesStory(answer, answer.by("place"), getattr(options, "top", 15))
    plot = PlacesPlot(tuple(_bar(line, story) for line in story.lines))
    return Drawing(
        draw=draw_places,
        plot=plot,
        title=options.title or story.finding(),
        subtitle=story.subtitle(),
        columns=_columns(story),
        rows=tuple(_row(line, story) for line in story.lines),
        marks=plot.marks,
        total=answer,
        sum_of="total",
        summary=story.summary(),
        source_ids=source_ids([answer]),
        key=tuple(_key(story)),
    )


@dataclass(frozen=True)
class PlacesStory:
    """The places of a chart, and the sentences that they allow."""

    answer: Answer
    table: Table
    top: int

    @cached_property
    def ranked(self) -> tuple[Line, ...]:
        """All places, the highest certain count first."""
        lines = [Line(row.key, row.label, row.count, row.country) for row in self.table.rows]
        return tuple(sorted(lines, key=lambda line: (-line.count.low, -line.count.named, line.name, line.key)))

    @cached_property
    def total(self) -> Count:
        return self.answer.count

    @property
    def rest(self) -> Count:
        """What has no stated place."""
        return self.table.rest or ZERO

    @property
    def has_rest(self) -> bool:
        """Whether anything was reported without a place. Days without a report are no row: nothing is known of them."""
        return bool(self.rest.low or self.rest.named or self.rest.open)

    @property
    def countries(self) -> dict[str, str]:
        """The countries of the dataset, id to name."""
        return {entry.id: entry.name for entry in self.answer.desk.record.dataset.countries.values()}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The rows of the chart, which account for all of the total: places, other places, place not stated."""
        # One place left over says more by its name than as "1 other place".
        top = self.top if len(self.ranked) > self.top + 1 else len(self.ranked)
        lines = list(self.ranked[:top])
        others = self.ranked[top:]
        if others:
            lines.append(self._others(others))
        if self.has_rest:
            lines.append(Line("not-stated", "Place not stated", self.rest, None, "rest"))
        return tuple(lines)

    def _others(self, lines: tuple[Line, ...]) -> Line:
        # Asked for together: an event at one of two of them certainly lies among them.
        countries = frozenset(line.country for line in lines)
        area = area_of(self.answer.desk.record, frozenset(line.key for line in lines))
        together = self.answer.narrowed(**area)
        country = next(iter(countries)) if len(countries) == 1 else None
        return Line("others", f"{len(lines)} other places", together.count, country, "others")

    def role(self, line: Line) -> str:
        """The colour of a row: its country's, as in every other chart."""
        return "rest" if line.country is None else theme.series_role(list(self.countries).index(line.country))

    @property
    def pinned(self) -> int:
        """How many are certain to lie at one place."""
        return sum(line.count.low for line in self.ranked)

    def subtitle(self) -> str:
        """What is measured, where and when."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        where = f", {', '.join(limits)}" if limits else ""
        text = f"{capital(self.answer.measure.many)} by place{where}, {reader_period(self.answer.period)}."
        return f"{text} Those without a stated place are in the last row, not in the bars above." if self.has_rest else text

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        total, many = self.total, self.answer.measure.many
        if not self.ranked:
            return f"No place is stated for {counted(total, self.answer.measure)}"
        if self.pinned * 2 < total.low:
            number = f"Only {self.pinned:,}" if self.pinned else "None"
            return f"{number} of {counted(total, self.answer.measure)} can be pinned to one place"
        first, others = self.ranked[0], self.ranked[1:]
        amount = f"{first.count} of {total}"
        if self.rest == ZERO and total.open == 0 and all(other.most < first.count.low for other in others):
            return f"{first.name} had the most {many}: {amount}"
        return f"Most {many} known at one place: {amount}, {first.name}"

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest and lowest, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        measure, total = self.answer.measure, self.total
        number = many_periods(len(self.ranked), "place")
        amounts = f"{total} in all, {self.pinned:,} certain to lie at one place"
        yield f"{capital(measure.many)} at {number}, {reader_period(self.answer.period)}: {amounts}."
        yield from self._extremes()
        among = total.low - self.pinned - self.rest.low
        if any(line.count.named for line in self.ranked) and among > 0:
            verb = "is" if among == 1 else "are"
            yield f"{among:,} {verb} reported for several places together, so that how many fell on each is not known."
        if self.has_rest:
            yield f"No place is stated for {counted(self.rest, measure)}."
        if self.answer.uncovered:
            yield "Some days of the period are covered by no report."

    def _extremes(self) -> Iterator[str]:
        if len(self.ranked) < 2:
            return
        measure, first, last = self.answer.measure, self.ranked[0], self.ranked[-1]
        if first.count.low:
            yield f"Highest for certain: {first.name}, {counted(first.count, measure)}."
        most = max(line.most for line in self.ranked)
        possible = [line for line in self.ranked if line.most == most]
        if first not in possible:
            where = listed([line.name for line in possible]) if len(possible) <= NAMED else f"each of {len(possible)} places"
            yield f"Highest possible: {counted(sure(possible[0].count), measure)}, {where}."
        if last.count.is_exact and all(line.count.low > last.count.low for line in self.ranked[:-1]):
            yield f"Lowest: {last.name}, {counted(last.count, measure)}."


def _columns(story: PlacesStory) -> tuple[Column, ...]:
    word = story.answer.desk.record.dataset.country_word
    unit = story.answer.measure.many
    return (
        Column("id", "Id", audience="files"),
        Column("name", "Place"),
        Column("country", capital(word)),
        Column("total", capital(unit), "count", unit),
    )


def _row(line: Line, story: PlacesStory) -> dict[str, Any]:
    country = story.countries[line.country] if line.country else None
    return {"id": line.key, "name": line.name, "country": country, "total": line.count}


def _bar(line: Line, story: PlacesStory) -> PlaceBar:
    where = f"{line.name}, {story.countries[line.country]}" if line.country else line.name
    return PlaceBar(
        line.name,
        line.count.low,
        line.count.named,
        story.role(line),
        str(line.count),
        f"{where}: {counted(line.count, story.answer.measure)}",
        apart=line.kind != "place",
        hatched=line.kind == "rest",
    )


def _key(story: PlacesStory) -> Iterator[KeyEntry]:
    shown = dict.fromkeys(line.country for line in story.lines if line.country)
    for name, label in story.countries.items():
        if name in shown:
            yield KeyEntry("solid", theme.series_role(list(story.countries).index(name)), label)
    uncertain = {story.role(line) for line in story.lines if line.count.named}
    if uncertain:
        yield KeyEntry("light", uncertain.pop() if len(uncertain) == 1 else "rest", "possible: one of several places named")
    if any(line.kind == "rest" and line.count.low for line in story.lines):
        yield KeyEntry("hatch", "hatch", "place not stated")
