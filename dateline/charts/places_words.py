"""What the places chart says in words: its rows, its finding, what it measures, and a summary for those who do not see it.

Words from counts, no counting. A superlative is only claimed where the bounds allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.charts import theme
from dateline.charts.place_sets import PlaceSets, certain_in_sets, place_sets
from dateline.charts.wording import capital, counted, limits, listed, many_periods, sure, units
from dateline.counting.bounds import ZERO, Count
from dateline.query import Answer, Table
from dateline.query.filters import area_of
from dateline.query.words import reader_period

NAMED = 4
"""So many places are named in a sentence; more are only counted."""


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
        if line.country is None:
            return "rest"
        return theme.series_role(list(self.countries).index(line.country), len(self.countries))

    @property
    def pinned(self) -> int:
        """How many are certain to lie at one place."""
        return sum(line.count.low for line in self.ranked)

    @cached_property
    def sets(self) -> PlaceSets:
        """What lies at one of several places. Together with what is certain it is never more than the total."""
        most = self.total.low - self.pinned - self.rest.low
        return certain_in_sets(place_sets(self.answer, {line.key for line in self.ranked}), most)

    @property
    def is_split_by_sets(self) -> bool:
        """Whether all that is possible at a place is so because reports name several places, and for no other reason."""
        if self.rest.named or any(not count.is_exact for count in self.sets.values()):
            return False
        return all(
            line.count.named == sum(count.low for places, count in self.sets.items() if line.key in places)
            for line in self.ranked
        )

    def subtitle(self) -> str:
        """What is measured, where and when."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        where = f", {', '.join(limits)}" if limits else ""
        text = f"{capital(self.answer.measure.many)} by place{where}, {reader_period(self.answer.period)}."
        if any(line.count.named and line.count.open != 0 for line in self.lines):
            text += " A plus: more is possible."
        return f"{text} Those without a stated place are in the last row, not in the bars above." if self.has_rest else text

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        total, what = self.total, f"{counted(self.total, self.answer.measure)}{limits(self.answer)}"
        if not self.ranked:
            return f"No place is stated for {what}"
        if not self.pinned or self.pinned * 2 < total.low:
            return f"{f'Only {self.pinned:,}' if self.pinned else 'None'} of {what} can be pinned to one place"
        if len(self.ranked) == 1:
            return self._only(self.ranked[0])
        first, ties = self.ranked[0], self._ties
        if len(ties) > 1:
            return self._tied(ties)
        many = f"{self.answer.measure.many}{limits(self.answer)}"
        if self.rest == ZERO and total.open == 0 and all(other.most < first.count.low for other in self.ranked[1:]):
            return f"{first.name} had the most {many}: {first.count} of {total}"
        return f"More {many} are known at {first.name} than at any other place: {first.count}{self._of_all}"

    @cached_property
    def _ties(self) -> tuple[Line, ...]:
        """The places of which most is certain."""
        return tuple(line for line in self.ranked if line.count.low == self.ranked[0].count.low)

    @property
    def _of_all(self) -> str:
        return f" of {self.total}" if self.total.is_exact else ""

    def _only(self, line: Line) -> str:
        what = counted(self.total, self.answer.measure)
        if self.answer.scope.places is None:
            what += limits(self.answer)
        if line.count != self.total or not self.total.is_exact:
            return f"{line.name} is the only place named: {line.count} of {what}"
        return (
            f"All {what} were at {line.name}" if self.total.low > 1 else f"The only {what.removeprefix('1 ')} was at {line.name}"
        )

    def _tied(self, ties: tuple[Line, ...]) -> str:
        measure, low = self.answer.measure, ties[0].count.low
        least = "" if all(line.count.is_exact for line in ties) else "at least "
        if len(ties) == len(self.ranked) or len(ties) > NAMED:
            known = capital(f"{least}{low:,} {units(low, measure)}{limits(self.answer)} {'is' if low == 1 else 'are'} known")
            more = "" if len(ties) == len(self.ranked) else ", more than at any other"
            return f"{known} at each of {len(ties)} places{more}"
        names = listed([line.name for line in ties])
        return f"More {measure.many}{limits(self.answer)} are known at {names} than at any other place: {least}{low:,} each"

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest and lowest, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        measure, total = self.answer.measure, self.total
        number = many_periods(len(self.ranked), "place")
        amounts = f"{total} in all, {self.pinned:,} certain to lie at one place"
        yield f"{capital(measure.many)}{limits(self.answer)} at {number}, {reader_period(self.answer.period)}: {amounts}."
        yield from self._extremes()
        among = sum(count.low for count in self.sets.values())
        if among:
            verb = "is" if among == 1 else "are"
            yield f"{among:,} {verb} reported for several places together, so that how many fell on each is not known."
        if self.has_rest:
            yield f"No place is stated for {counted(self.rest, measure)}."
        unclear = total.low - self.pinned - self.rest.low - among
        if unclear > 0:
            were = "it was" if unclear == 1 else "they were"
            yield f"For {unclear:,} the reports leave open whether {were} at one of these places."
        if self.answer.uncovered:
            yield "Some days of the period are covered by no report."

    def _extremes(self) -> Iterator[str]:
        if len(self.ranked) < 2:
            return
        measure, first, last = self.answer.measure, self.ranked[0], self.ranked[-1]
        if first.count.low:
            yield f"Highest for certain: {_places(self._ties)}, {counted(first.count, measure)}."
        most = max(line.most for line in self.ranked)
        possible = [line for line in self.ranked if line.most == most]
        if first not in possible:
            # What nobody placed may lie anywhere, so that what is named for a place is not the most that it may have.
            how = "possible" if self.rest == ZERO and self.total.open == 0 else "by what is named"
            yield f"Highest {how}: {counted(sure(possible[0].count), measure)}, {_places(possible)}."
        if last.count.is_exact and all(line.count.low > last.count.low for line in self.ranked[:-1]):
            yield f"Lowest: {last.name}, {counted(last.count, measure)}."


def _places(lines: Sequence[Line]) -> str:
    return listed([line.name for line in lines]) if len(lines) <= NAMED else f"each of {len(lines)} places"
