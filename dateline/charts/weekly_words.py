"""What the weekly chart says in words: its finding, what it measures, and a summary for those who do not see it.

Words from counts, no counting. A superlative is only claimed where the bounds allow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from dateline.charts.notes import TimeNote, notes_in_words
from dateline.charts.weekly_series import Series
from dateline.charts.wording import (
    capital,
    counted,
    limits,
    listed,
    many_periods,
    range_causes,
    rate_of,
    rate_words,
    sure,
    units,
)
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
    series: Series
    notes: tuple[TimeNote, ...] = ()

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @cached_property
    def reported(self) -> tuple[Week, ...]:
        """The weeks that some report gives a number for."""
        return tuple(week for week in self.weeks if week.kind == "counted")

    @cached_property
    def per_day(self) -> bool:
        """Whether periods differ in length, so that only a count per day can be compared."""
        return len({week.period.days for week in self.reported}) > 1

    @cached_property
    def where(self) -> str:
        """What the chart is limited to, as it follows a noun: ` in Iraq`; mostly nothing."""
        return limits(self.answer)

    def rate(self, week: Week) -> float:
        """What a week is ranked by: what is certain, per day where periods differ in length."""
        low = week.count.low if week.count else 0
        return low / week.period.days if self.per_day else low

    def subtitle(self) -> str:
        """What is measured, where and when."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        per = "per day in each reporting period" if self.per_day else "per reporting week"
        by = f", by {self.series.by}" if self.series.is_stacked else ""
        where = f", {', '.join(limits)}" if limits else ""
        text = f"{capital(self.measure.many)} {per}{by}{where}, {reader_period(self.answer.period)}."
        if self.per_day:
            text += f" Bars are as wide as the period they stand for; the numbers on them count all its {self.measure.many}."
        return text

    def finding(self) -> str:
        """The headline: what the chart shows most plainly, claimed no further than the bounds allow."""
        if not self.reported:
            return self._unknown()
        if len(self.reported) == 1:
            return self._single(self.reported[0])
        top = max(self.reported, key=self.rate)
        if not self.rate(top):
            return self._none()
        return self._highest(top) if self._is_highest(top) else self._most_known(top)

    def _unknown(self) -> str:
        when = reader_period(self.answer.period)
        if all(week.kind == "missing" for week in self.weeks):
            return f"No report covers {when}"
        return f"No report gives a number of {self.measure.many}, {when}"

    def _none(self) -> str:
        periods = many_periods(len(self.weeks), self.noun)
        if all(week.count == Count(0) for week in self.weeks):
            return f"Reports count no {self.measure.many}{self.where} in any of {periods}"
        return f"No {self.measure.many}{self.where} are certain in any of {periods}"

    def _highest(self, top: Week) -> str:
        """The headline about a highest week that no other can have exceeded. First or last, it need not be a peak."""
        many, amount = f"{self.measure.many}{self.where}", self._amount(top)
        ties = self._ties(top)
        if ties > 1:
            verb = "stayed" if ties == len(self.weeks) else "peaked"
            return f"{capital(many)} {verb} at {amount} in each of {many_periods(ties, self.noun)}"
        if len(self.weeks) >= PEAK and top not in (self.weeks[0], self.weeks[-1]):
            return f"{capital(many)} peaked at {amount} {self._when(top)}"
        most = f"{many}{' a day' if self.per_day else ''} of {many_periods(len(self.weeks), self.noun)}"
        return f"{capital(self._of(top))} had the most {most}: {amount.removesuffix(' a day')}"

    def _most_known(self, top: Week) -> str:
        """The headline about the week of which most is certain, where another may have had more."""
        ties = self._ties(top)
        least = any(week.count and not week.count.is_exact for week in self.reported if self.rate(week) == self.rate(top))
        shown = rate_words(self.rate(top), least=least)
        noun = f"{units(1 if shown == '1' else None, self.measure)}{' a day' if self.per_day else ''}{self.where}"
        known = f"{'At least ' if least else ''}{shown} {noun} {'is' if shown == '1' else 'are'} known"
        if ties == len(self.weeks):
            return f"{known} for each of {many_periods(ties, self.noun)}"
        which = self._of(top).removeprefix("the period ") if ties == 1 else f"each of {many_periods(ties, self.noun)}"
        return f"{known} for {which}, more than for any other {self.noun} shown"

    def _ties(self, top: Week) -> int:
        return sum(self.rate(week) == self.rate(top) for week in self.reported)

    @property
    def noun(self) -> str:
        """What a reporting period is called here."""
        return "period" if self.per_day else "week"

    def _single(self, week: Week) -> str:
        """The headline about the only week that some report gives a number for."""
        count, others = week.count or Count(0, 0, None), len(self.weeks) - 1
        amount = f"no {self.measure.many}" if count == Count(0) else counted(count, self.measure)
        text = f"{capital(amount)}{self.where} {self._when(week)}{self._most_of(week, count)}"
        return f"{text}; no number is reported for {many_periods(others, f'other {self.noun}')}" if others else text

    def _most_of(self, week: Week, count: Count) -> str:
        """Of which part more than half is, if it is certain."""
        for part in self.series.parts if self.series.is_stacked and count.is_exact else ():
            found = week.parts.get(part.key)
            if part.phrase and found and found.is_exact and found.low * 2 > count.low:
                return f", {'all' if found.low == count.low else f'{found.low:,}'} of them {part.phrase}"
        return ""

    def _amount(self, week: Week) -> str:
        return f"{rate_words(self.rate(week))} a day" if self.per_day else str(week.count)

    def _when(self, week: Week) -> str:
        kind = {7: "in the week of ", 1: "on "}.get(week.period.days, "from ")
        return kind + reader_period(week.period)

    def _of(self, week: Week) -> str:
        kind = {7: "the week of ", 1: ""}.get(week.period.days, "the period ")
        return kind + reader_period(week.period)

    def _is_highest(self, top: Week) -> bool:
        """Whether no other week can have had more: all are reported, and none may exceed the top.

        Nor may a week that has less for certain reach it: the highest weeks are known, all of them.
        """
        if len(self.reported) < len(self.weeks) or (top.count and not top.count.is_exact):
            return False
        high = self.rate(top)
        others = [week for week in self.weeks if not (self.rate(week) == high and week.count and week.count.is_exact)]
        return all(_most(week, per_day=self.per_day) < high for week in others)

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest and lowest, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if not self.reported:
            yield f"{self._unknown()}, so nothing is known of {self.measure.many} then."
            return
        periods = many_periods(len(self.weeks), f"reporting {self.noun}")
        total = f"{self.answer.count} in all{self._split()}"
        yield f"{capital(self.measure.many)}{self.where} in {periods}, {reader_period(self.answer.period)}: {total}."
        yield from self._extremes()
        yield from self._gaps()
        least = [week for week in self.reported if week.count and week.count.open != 0]
        if least:
            are = "is a minimum" if len(least) == 1 else "are minimums"
            yield f"{len(least)} of these counts {are}, because something of the {self.noun} is not reported."
        if any(week.count and week.count.named for week in self.reported):
            yield f"What is possible but not certain comes from reports that {listed(self._causes(), 'or')}."
        yield from notes_in_words(self.notes)

    def _causes(self) -> list[str]:
        """Why a count may be a range, as far as the question lets it."""
        scope = self.answer.scope
        causes = [*range_causes(self.answer), f"cover days of more than one {self.noun}"]
        if limits(self.answer) and (scope.places is not None or scope.countries is not None):
            causes.insert(1, "name several places")
        if scope.category is not None:
            causes.insert(1, f"list several kinds of {self.answer.desk.record.dataset.categories[scope.category].one}")
        return causes

    def _split(self) -> str:
        if not self.series.is_stacked:
            return ""
        return " (" + ", ".join(f"{part.name} {part.of(self.answer)}" for part in self.series.parts) + ")"

    def _extremes(self) -> Iterator[str]:
        if len(self.reported) < 2:
            return
        top = max(self.reported, key=self.rate)
        # What is only known as "at least" may well be more: no lowest among those.
        closed = [week for week in self.reported if week.count and week.count.open == 0]
        low = min(closed, key=self.rate, default=top)
        if self.rate(top) <= self.rate(low):
            return
        yield f"Highest{'' if self._is_highest(top) else ' known'}: {self._extreme(top, self.reported)}."
        # A range may be the lowest or not: a lowest is named only where no range could be lower.
        exact = [week for week in closed if week.count and week.count.is_exact]
        low = min(exact, key=self.rate, default=top)
        if len(exact) > 1 and low is not top and all(self.rate(week) >= self.rate(low) for week in closed):
            yield f"Lowest{'' if len(exact) == len(self.weeks) else ' that is fully reported'}: {self._extreme(low, exact)}."

    def _extreme(self, week: Week, among: Sequence[Week]) -> str:
        same = sum(self.rate(other) == self.rate(week) for other in among) - 1
        also = f" and {many_periods(same, f'other {self.noun}')}" if same else ""
        count = sure(week.count) if week.count and week.count.open == 0 else week.count
        rate = f" ({rate_of(count, week.period)} a day)" if self.per_day and count and self.rate(week) else ""
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


def _most(week: Week, *, per_day: bool) -> float:
    if week.count is None or week.count.high is None:
        return float("inf")
    return week.count.high / week.period.days if per_day else week.count.high
