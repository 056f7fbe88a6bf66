"""What the coverage chart says in words: its finding, its measure, a summary for those who do not see it.

Words from counts, no counting. Nothing is claimed that the bounds do not allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.charts.wording import capital, counted, limits, many_periods, sure, units
from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.model import Measure, Period
from dateline.query import Answer
from dateline.query.words import reader_month, reader_period


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a report, or all whose periods end in one month or year. `count` None: days without any report.

    `checked` is itemised within a stated total, `loose` without one; the amounts are within `count`. `reports` are how many,
    `untotalled` how many of them state no total, `disputed` how many have lines that do not add up to what they state.
    `bare` days of the period have no report, on `part` days reports cover some of what was asked about.
    """

    key: str
    name: str
    period: Period
    count: Count | None
    checked: Count = ZERO
    loose: Count = ZERO
    reports: int = 0
    untotalled: int = 0
    disputed: int = 0
    bare: int = 0
    part: int = 0

    @property
    def least(self) -> Count | None:
        """The count as it is shown: at least that, where reports do not cover all days of the row."""
        return self.count + UNKNOWN if self.count is not None and (self.bare or self.part) else self.count

    @property
    def itemised(self) -> Count:
        return self.checked + self.loose

    @property
    def remainder(self) -> Count:
        """What is certain but not itemised; as a range where the items are one."""
        low = self.count.low if self.count else 0
        least = max(0, low - self.itemised.low - self.itemised.named)
        return Count(least, max(0, low - self.itemised.low) - least)


@dataclass(frozen=True)
class CoverageStory:
    """The rows of a chart, and the sentences that they allow. `by` is `report`, `month` or `year`."""

    answer: Answer
    lines: tuple[Line, ...]
    by: str
    days: int
    part_days: int

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @cached_property
    def reported(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.count is not None and line.reports)

    @cached_property
    def reports(self) -> int:
        return sum(line.reports for line in self.lines)

    @cached_property
    def itemised(self) -> Count:
        return sum((line.itemised for line in self.reported), start=ZERO)

    @cached_property
    def remainder(self) -> Count:
        return sum((line.remainder for line in self.reported), start=ZERO)

    @property
    def bare(self) -> int:
        return sum(line.bare for line in self.lines)

    def when(self, line: Line) -> str:
        """The days, month or year of a row."""
        if self.by == "report" or not line.reports:
            return reader_period(line.period)
        return reader_month(line.period.end) if self.by == "month" else str(line.period.end.year)

    def subtitle(self) -> str:
        """What is measured, where and when."""
        where = self.answer.desk.scope_words(self.answer.scope)
        limited = f", {', '.join(where)}" if where else ""
        many = self.measure.many
        per = "in each report" if self.by == "report" else f"by the {self.by} in which a report’s period ends"
        text = f"{capital(many)} {per}{limited}, {reader_period(self.answer.period)}: how many have a line of their own"
        return f"{text}, with a day or a place, and how many stand only in a total."

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        where, known = limits(self.answer), sum(line.count.low for line in self.reported if line.count)
        total = f"{counted(self.answer.count, self.measure)}{where}"
        found = sure(self.itemised)
        if not self.reported:
            return f"No report covers {reader_period(self.answer.period)}{where}"
        if not known:
            return f"{capital(total)}, so nothing is itemised"
        if not found.low and not found.named:
            return f"None of {total} is itemised"
        if self.remainder == ZERO and self.answer.count.is_exact:
            return f"All {total} are itemised" if known > 1 else f"{capital(total)}, itemised"
        return f"Of {total}, {found} {'is' if found.high == 1 else 'are'} itemised"

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, what is itemised, missing or uncertain."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        many, period = self.measure.many, reader_period(self.answer.period)
        if not self.reported:
            yield f"No report covers {period}, so nothing is known of {many} then."
            return
        known = f"{self.answer.count} in all, {sure(self.itemised)} with a line of their own"
        yield f"{capital(many)} in {many_periods(self.reports, 'report')}, {period}: {known}."
        yield from self._missing()
        yield from self._oddities()
        yield from self._bare()

    def _missing(self) -> Iterator[str]:
        if self.remainder == ZERO:
            return
        known = sure(self.remainder)
        yield f"{known} {units(known.high, self.measure)} stand only in a total."
        most = max(self.reported, key=lambda line: line.remainder.low)
        if len(self.reported) > 1 and most.remainder.low:
            yield f"Most of these for certain: {sure(most.remainder)}, {self.when(most)}."

    def _oddities(self) -> Iterator[str]:
        untotalled = sum(line.untotalled for line in self.lines)
        if untotalled:
            verb = "states" if untotalled == 1 else "state"
            yield f"{capital(many_periods(untotalled, 'report'))} {verb} no total to check the lines against."
        disputed = sum(line.disputed for line in self.lines)
        if disputed:
            where = many_periods(disputed, "report")
            yield f"In {where} lines and totals disagree; the record says which figure is used, and why."

    def _bare(self) -> Iterator[str]:
        if self.bare:
            yield f"No report covers {self.bare:,} of {self.days:,} days."
        if self.part_days:
            word = self.answer.desk.record.dataset.country_word
            yield f"On {many_periods(self.part_days, 'day')} reports cover some, but not every {word}."
