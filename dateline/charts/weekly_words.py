"""What the weekly chart says in words: its finding, what it measures, and a summary for those who do not see it.

Words from counts, no counting. A superlative is only claimed where the bounds allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from dateline.charts import theme
from dateline.charts.wording import capital, counted, listed, many_periods, sure
from dateline.counting.bounds import Count
from dateline.model import Measure, Period
from dateline.query import Answer
from dateline.query.words import reader_period

SPANS = 3
"""So many stretches without a report are named in a sentence; of more, only the longest."""
PEAK = 4
"""From so many weeks on a highest one is called a peak."""


@dataclass(frozen=True, slots=True)
class Week:
    """One reporting period: its count (None: no report), the parts it splits into, and how much of it is reported."""

    period: Period
    count: Count | None
    parts: dict[str, Count]
    coverage: Literal["full", "partial", "none"]

    @property
    def kind(self) -> Literal["counted", "open", "missing"]:
        """What can be drawn: a bar, or nothing. `open`: reported on, but without a number (at least 0); `missing`: no report."""
        if self.count is None:
            return "missing"
        return "counted" if self.count.low or self.count.named or self.count.open == 0 else "open"


@dataclass(frozen=True)
class WeeklyStory:
    """The weeks of a chart, and the sentences that they allow."""

    answer: Answer
    weeks: tuple[Week, ...]
    names: dict[str, str]

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @cached_property
    def reported(self) -> tuple[Week, ...]:
        """The weeks that some report gives a number for."""
        return tuple(week for week in self.weeks if week.kind == "counted")

    @cached_property
    def roles(self) -> dict[str, str]:
        """The colour role of each part: its place in the dataset, so that a country keeps its colour in every chart."""
        countries = list(self.answer.desk.record.dataset.countries)
        return {name: theme.series_role(countries.index(name)) for name in self.names}

    @cached_property
    def per_day(self) -> bool:
        """Whether periods differ in length, so that only a count per day can be compared."""
        return len({week.period.days for week in self.reported}) > 1

    @property
    def unsplit_name(self) -> str:
        return f"{self.answer.desk.record.dataset.country_word} not stated"

    def rate(self, week: Week) -> float:
        """What a week is ranked by: what is certain, per day where periods differ in length."""
        low = week.count.low if week.count else 0
        return low / week.period.days if self.per_day else low

    def subtitle(self) -> str:
        """What is measured, where and when."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        per = "per day in each reporting period" if self.per_day else "per reporting week"
        by = f", by {self.answer.desk.record.dataset.country_word}" if len(self.names) > 1 else ""
        where = f", {', '.join(limits)}" if limits else ""
        text = f"{capital(self.measure.many)} {per}{by}{where}, {reader_period(self.answer.period)}."
        if self.per_day:
            text += f" Bars are as wide as the period they stand for; the numbers on them count all its {self.measure.many}."
        return text

    def finding(self) -> str:
        """The headline: what the chart shows most plainly, claimed no further than the bounds allow."""
        many = self.measure.many
        if not self.reported:
            return self._unknown()
        if len(self.weeks) == 1:
            return self._single()
        top = max(self.reported, key=self.rate)
        if self.rate(top):
            return self._highest(top)
        return f"No {many} are certain in any of {many_periods(len(self.weeks), self.noun)}"

    def _unknown(self) -> str:
        when = reader_period(self.answer.period)
        if all(week.kind == "missing" for week in self.weeks):
            return f"No report covers {when}"
        return f"No report gives a number of {self.measure.many}, {when}"

    def _highest(self, top: Week) -> str:
        """The headline about the highest week: called a peak only where no other week can have had as many."""
        many, amount = self.measure.many, self._amount(top)
        if self._is_peak(top):
            if len(self.weeks) < PEAK:
                return f"Most {many} in one {self.noun}: {amount}, {reader_period(top.period)}"
            return f"{capital(many)} peaked at {amount} {self._when(top)}"
        ties = sum(self.rate(week) == self.rate(top) for week in self.reported)
        where = reader_period(top.period) if ties == 1 else f"in each of {many_periods(ties, self.noun)}"
        return f"Most {many} reported for one {self.noun}: {amount}, {where}"

    @property
    def noun(self) -> str:
        """What a reporting period is called here."""
        return "period" if self.per_day else "week"

    def _single(self) -> str:
        count = self.weeks[0].count or Count(0, 0, None)
        text = f"{capital(counted(count, self.measure))} {self._when(self.weeks[0])}"
        parts = {name: part for name, part in self.weeks[0].parts.items() if part.is_exact and part.low}
        if count.is_exact and len(self.names) > 1 and parts:
            most = max(parts, key=lambda name: parts[name].low)
            if parts[most].low * 2 > count.low:
                whole = parts[most].low == count.low
                return f"{text}, {'all' if whole else f'{parts[most].low:,}'} of them in {self.names[most]}"
        return text

    def _amount(self, week: Week) -> str:
        count = week.count or Count(0, 0, None)
        if not self.per_day:
            return str(count)
        return f"{'at least ' if count.open != 0 else ''}{_short(self.rate(week))} a day"

    def _when(self, week: Week) -> str:
        kind = {7: "in the week of ", 1: "on "}.get(week.period.days, "from ")
        return kind + reader_period(week.period)

    def _is_peak(self, top: Week) -> bool:
        """Whether no other week can have had as many: all are reported, and none may reach the top."""
        if len(self.reported) < len(self.weeks) or (top.count and not top.count.is_exact):
            return False
        return all(_highest(week, per_day=self.per_day) < self.rate(top) for week in self.weeks if week is not top)

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest and lowest, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if not self.reported:
            yield f"{self._unknown()}, so nothing is known of {self.measure.many} then."
            return
        periods = many_periods(len(self.weeks), f"reporting {self.noun}")
        total = f"{self.answer.count} in all{self._split()}"
        yield f"{capital(self.measure.many)} in {periods}, {reader_period(self.answer.period)}: {total}."
        yield from self._extremes()
        yield from self._gaps()
        least = [week for week in self.reported if week.count and week.count.open != 0]
        if least:
            are = "is a minimum" if len(least) == 1 else "are minimums"
            yield f"{len(least)} of these counts {are}, because something of the {self.noun} is not reported."
        if any(week.count and week.count.named for week in self.reported):
            yield "What is possible but not certain comes from reports that give a range, or days of more than one period."

    def _split(self) -> str:
        if len(self.names) < 2:
            return ""
        country = self.answer.desk.record.dataset.country_word
        return " (" + ", ".join(f"{row.label} {row.count}" for row in self.answer.by(country).rows) + ")"

    def _extremes(self) -> Iterator[str]:
        if len(self.reported) < 2:
            return
        top = max(self.reported, key=self.rate)
        # What is only known as "at least" may well be more: no lowest among those.
        closed = [week for week in self.reported if week.count and week.count.open == 0]
        low = min(closed, key=self.rate, default=top)
        if self.rate(top) <= self.rate(low):
            return
        yield f"Highest: {self._extreme(top, self.reported)}."
        # A range may be the lowest or not: a lowest is named only where no range could be lower.
        exact = [week for week in closed if week.count and week.count.is_exact]
        low = min(exact, key=self.rate, default=top)
        if exact and low is not top and all(self.rate(week) >= self.rate(low) for week in closed):
            yield f"Lowest{'' if len(exact) == len(self.weeks) else ' that is fully reported'}: {self._extreme(low, exact)}."

    def _extreme(self, week: Week, among: Sequence[Week]) -> str:
        same = sum(self.rate(other) == self.rate(week) for other in among) - 1
        also = f" and {many_periods(same, f'other {self.noun}')}" if same else ""
        count = sure(week.count) if week.count and week.count.open == 0 else week.count
        rate = f" ({_short(self.rate(week))} a day)" if self.per_day and self.rate(week) else ""
        return f"{counted(count or Count(0), self.measure)}{rate}, {reader_period(week.period)}{also}"

    def _gaps(self) -> Iterator[str]:
        for kind, words in (("missing", "No report covers"), ("open", "No report gives a number for")):
            runs = [list(run) for found, run in groupby(self.weeks, key=lambda week: week.kind) if found == kind]
            number = sum(map(len, runs))
            if number:
                spans = [reader_period(Period(run[0].period.start, run[-1].period.end)) for run in runs]
                where = listed(spans) if len(spans) <= SPANS else f"{len(spans)} stretches, the longest {_longest(runs)}"
                yield f"{words} {many_periods(number, self.noun)}: {where}."


def _longest(runs: list[list[Week]]) -> str:
    longest = max(runs, key=lambda run: (run[-1].period.end - run[0].period.start).days)
    return reader_period(Period(longest[0].period.start, longest[-1].period.end))


def _short(rate: float) -> str:
    """A count per day with one decimal, or none where it is a whole number."""
    return f"{rate:,.1f}".removesuffix(".0")


def _highest(week: Week, *, per_day: bool) -> float:
    if week.count is None or week.count.high is None:
        return float("inf")
    return week.count.high / week.period.days if per_day else week.count.high
