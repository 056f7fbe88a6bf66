"""What the categories chart says in words: its finding, its measure, a summary for those who do not see it.

Words from counts, no counting. Nothing is claimed that the bounds do not allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.charts import theme
from dateline.charts.wording import capital, counted, limits, listed, many_periods
from dateline.counting.bounds import Count
from dateline.model import Category, Measure
from dateline.query import Answer
from dateline.query.words import reader_period

NAMED = 3
"""So many kinds are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row: a kind, or the other kinds together. `effects` are its parts; `vague`: named somewhere without a number.

    `plural`: whether its name is one.
    """

    key: str
    name: str
    count: Count
    effects: dict[str, Count]
    plural: bool = True
    vague: bool = False
    others: bool = False

    @property
    def most(self) -> int:
        return self.count.low + self.count.named

    @property
    def unstated(self) -> int:
        """What comes without an effect."""
        return max(0, self.count.low - sum(part.low for part in self.effects.values()))


@dataclass(frozen=True, slots=True)
class Lists:
    """How many events (strikes) there are in all, and how many of them certainly come with a list."""

    whole: Answer
    listed: Count

    @property
    def unlisted(self) -> int:
        """So many of those that are certain come without a list, as far as is known."""
        return max(0, self.whole.count.low - self.listed.low)

    def in_words(self, many: str) -> str:
        """`1,914 of at least 4,439 strikes come with a list of targets`."""
        total = counted(self.whole.count, self.whole.measure)
        verb = "comes" if self.listed.low == 1 else "come"
        return f"{self.listed.low:,} of {total} {verb} with a list of {many}"


@dataclass(frozen=True)
class CategoriesStory:
    """The kinds of a chart, ranked, and the sentences that they allow. `rest`: what comes without a list, if anything may."""

    answer: Answer
    category: Category
    ranked: tuple[Kind, ...]
    rows: tuple[Kind, ...]
    effects: dict[str, str]
    lists: Lists
    rest: Count

    @property
    def measure(self) -> Measure:
        return self.answer.measure

    @cached_property
    def roles(self) -> dict[str, str]:
        """The colour role of each effect: past those of the countries, so that none is taken for a country."""
        first = len(self.answer.desk.record.dataset.countries)
        first = first if first + len(self.category.effects) <= len(theme.SERIES) else 0
        return {name: theme.series_role(first + index) for index, name in enumerate(self.category.effects)}

    @property
    def plain_role(self) -> str:
        """The colour of what has no stated effect: of all bars, where none is stated."""
        first = len(self.answer.desk.record.dataset.countries)
        return "rest" if self.effects else theme.SERIES[first % len(theme.SERIES)]

    @property
    def incomplete(self) -> bool:
        """Whether something may be missing because it comes without a list."""
        return self.rest != Count(0)

    def subtitle(self) -> str:
        """What is measured, where and when."""
        limits = self.answer.desk.scope_words(self.answer.scope)
        where = f", {', '.join(limits)}" if limits else ""
        by = f"by kind and {self.category.effect}" if self.effects else "by kind"
        text = f"{capital(self.measure.many)} {by}{where}, {reader_period(self.answer.period)}, as the reports list them."
        if any(kind.count.open != 0 for kind in self.rows):
            text += " A + says “at least”: there may be more."
        return text

    def finding(self) -> str:
        """The headline, claimed no further than the bounds allow."""
        many, where = self.measure.many, limits(self.answer)
        total = f"{counted(self.answer.count, self.measure)}{where}"
        if not self.ranked:
            return f"No report lists any {many}{where}" if self.incomplete else f"0 {many}{where}"
        first, others = self.ranked[0], self.ranked[1:]
        if not others:
            return f"{first.name}: {first.count} of {total}"
        if first.count.low == others[0].count.low:
            return f"Reports list {total} of {len(self.ranked):,} kinds"
        amount = f"{first.count} of {total}"
        if all(other.count.high is not None and other.count.high < first.count.low for other in others):
            return f"{first.name} {'were' if first.plural else 'was'} listed most: {amount}"
        return f"{first.name}: {amount}, more than are known of any other kind"

    def summary(self) -> str:
        """The chart in sentences: what is shown, span, total, highest, split by effect, what is uncertain or missing."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        many, total = self.measure.many, self.answer.count
        kinds = many_periods(len(self.ranked), "kind")
        yield f"{capital(many)} of {kinds}, {reader_period(self.answer.period)}: {total} in all."
        if len(self.ranked) > 1:
            leaders = [f"{kind.name[:1].lower()}{kind.name[1:]} ({kind.count})" for kind in self.ranked[:NAMED]]
            yield f"Most for certain: {listed(leaders)}."
        yield from self._by_effect()
        vague = sum(kind.vague for kind in self.ranked)
        if vague:
            verb = "is" if vague == 1 else "are"
            yield f"{capital(many_periods(vague, 'kind'))} {verb} also named without a number, which counts as one."
        if self.incomplete and self.lists.whole.count.low:
            yield f"{self.lists.in_words(many)}; what the others hit is not known."
        if self.answer.uncovered:
            yield "Some days of the period are covered by no report."

    def _by_effect(self) -> Iterator[str]:
        if len(self.effects) > 1:
            found = [f"{name} {self._sum(effect)}" for effect, name in self.effects.items()]
            yield f"By {self.category.effect}: {listed(found)}."

    def _sum(self, effect: str) -> Count:
        return self.answer.narrowed(category=self.category.id, effects=frozenset({effect})).count
