"""What the matrix says in words: its finding, its measure, a summary for those who do not see it.

Words from counts, no counting. Nothing is claimed that the bounds do not allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dateline.charts.matrix_plot import TALL_WEEKS
from dateline.charts.wording import capital, counted, limits, listed, many_periods, range_causes, rate_of
from dateline.counting.bounds import Count
from dateline.model import Measure, Period
from dateline.query import Answer
from dateline.query.words import reader_period

NAMED = 3
"""So many places are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A lane of the matrix: a place, the other places together (`others`), or what has no stated place (`rest`)."""

    key: str
    name: str
    country: str | None
    kind: Literal["place", "others", "rest"] = "place"

    @property
    def full_name(self) -> str:
        return f"{self.name}, {self.country}" if self.country else self.name


@dataclass(frozen=True, slots=True)
class MatrixWeek:
    """A reporting period: its count (None: no report), and what each lane holds of it, by the lane's key."""

    period: Period
    count: Count | None
    cells: dict[str, Count]


@dataclass(frozen=True)
class MatrixStory:
    """The lanes and weeks of a matrix, and the sentences that they allow. `places` are all that the answer names.

    `rest` is what has no stated place in all weeks together: more may be certain of it than of each week by itself.
    """

    answer: Answer
    weeks: tuple[MatrixWeek, ...]
    lanes: tuple[Place, ...]
    places: int
    rest: Count

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @cached_property
    def reported(self) -> tuple[MatrixWeek, ...]:
        return tuple(week for week in self.weeks if week.count is not None)

    @cached_property
    def per_day(self) -> bool:
        """Whether periods differ in length, so that only a count per day can be compared."""
        return len({week.period.days for week in self.reported}) > 1

    @property
    def noun(self) -> str:
        return "period" if self.per_day else "week"

    def rate(self, count: Count, period: Period) -> float:
        """What a cell is coloured by: what is certain, per day where periods differ in length."""
        return count.low / period.days if self.per_day else count.low

    @cached_property
    def often(self) -> tuple[tuple[Place, int], ...]:
        """Places with something certain, and in how many weeks, most first."""
        found = ((lane, self._weeks_at(lane)) for lane in self.lanes if lane.kind == "place")
        return tuple(sorted((entry for entry in found if entry[1]), key=lambda entry: -entry[1]))

    def _weeks_at(self, lane: Place) -> int:
        return sum(week.cells[lane.key].low > 0 for week in self.reported)

    def subtitle(self) -> str:
        """What is measured, where and when, and how a cell is read."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        where = f", {', '.join(limits)}" if limits else ""
        per = "per day at each place in each reporting period" if self.per_day else "at each place in each reporting week"
        text = f"{capital(self.measure.many)} {per}{where}, {reader_period(self.answer.period)}."
        if self.per_day:
            numbers = f", its number all {self.measure.many} of the period" if len(self.weeks) <= TALL_WEEKS else ""
            text += f" A cell is as long as its period; its colour tells the {self.measure.many} per day{numbers}."
        if any(_is_empty(count) for week in self.reported for count in week.cells.values()):
            text += f" Where a cell is empty, the reports of the {self.noun} give no number for the place."
        return text

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        what = f"{counted(self.answer.count, self.measure)}{limits(self.answer)}"
        if not self.reported:
            return f"No report covers {reader_period(self.answer.period)}{limits(self.answer)}"
        if not self.places:
            return f"No place is stated for {what}"
        if not self.often:
            return f"None of {what} can be pinned to one place and one {self.noun}"
        if len(self.weeks) == 1:
            return self._single()
        number = self.often[0][1]
        first = [lane.name for lane, weeks in self.often if weeks == number]
        with_report = " with a report" if len(self.reported) < len(self.weeks) else ""
        weeks = f"{number:,} of {many_periods(len(self.reported), self.noun)}{with_report}"
        where = listed(first) if len(first) <= NAMED else f"{len(first)} places"
        return f"Reports put {self._what} at {where} in {weeks}{', each' if len(first) > 1 else ''}"

    @property
    def _what(self) -> str:
        return f"{self.measure.many}{limits(self.answer)}"

    def _single(self) -> str:
        cells = self.weeks[0].cells
        most = max(cells[lane.key].low for lane, _ in self.often)
        first = [lane for lane, _ in self.often if cells[lane.key].low == most]
        where = listed([lane.name for lane in first]) if len(first) <= NAMED else f"{len(first)} places"
        each = "each of " if len(first) > 1 else ""
        return f"Most {self._what} known at one place: {cells[first[0].key]} of {self.answer.count}, {each}{where}"

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        many, period = self.measure.many, reader_period(self.answer.period)
        if not self.reported:
            yield f"No report covers {period}, so nothing is known of {many} then."
            return
        periods = many_periods(len(self.weeks), f"reporting {self.noun}")
        yield f"{capital(many)} at {many_periods(self.places, 'place')} in {periods}, {period}: {self.answer.count} in all."
        yield from self._leaders()
        yield from self._rest()
        missing = len(self.weeks) - len(self.reported)
        if missing:
            yield f"No report covers {many_periods(missing, self.noun)}."
        if any(count.named for week in self.reported for count in week.cells.values()):
            causes = ["name several places", *range_causes(self.answer), f"cover days of more than one {self.noun}"]
            yield f"What is possible but not certain comes from reports that {listed(causes, 'or')}."

    def _leaders(self) -> Iterator[str]:
        if not self.often:
            return
        if len(self.weeks) > 1:
            names = [f"{lane.name} ({many_periods(weeks, self.noun)})" for lane, weeks in self.often[:NAMED]]
            number = len(self.often)
            first = f", most often {listed(names)}" if number > NAMED else f": {listed(names)}"
            yield f"{capital(self.measure.many)} are certain at {many_periods(number, 'place')}{first}."
        found = [(week, lane) for week in self.reported for lane, _ in self.often]
        week, lane = max(found, key=lambda entry: self.rate(entry[0].cells[entry[1].key], entry[0].period))
        count = week.cells[lane.key]
        most = self.rate(count, week.period)
        rate = f" ({rate_of(count, week.period)} a day)" if self.per_day else ""
        same = sum(self.rate(other.cells[at.key], other.period) == most for other, at in found) - 1
        also = f", and as many {'a day ' if self.per_day else ''}in {many_periods(same, 'other cell')}" if same else ""
        where = f"{lane.name}, {reader_period(week.period)}{also}"
        yield f"Highest shown for one place: {counted(count, self.measure)}{rate}, {where}."

    def _rest(self) -> Iterator[str]:
        if any(lane.kind == "rest" for lane in self.lanes):
            they = "it is" if self.rest.high == 1 else "they are"
            yield f"No place is stated for {counted(self.rest, self.measure)}; {they} counted as “Place not stated”, at no place."


def _is_empty(count: Count) -> bool:
    """Whether nothing is drawn for a count: nothing certain, nothing named, but not known to be none either."""
    return not count.low and not count.named and count.open != 0
