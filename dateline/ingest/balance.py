"""What a release states against what its lines add up to: country by country, day by day, before anything is written.

The rules of counting proper are in `counting`; this is what an editor wants to know at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.ingest.claims import Claim, Reading, Sort
from dateline.model import Period


@dataclass(frozen=True, slots=True)
class Scope:
    """Days and countries; no countries: all."""

    countries: frozenset[str]
    days: Period | None

    def holds(self, other: Scope) -> bool:
        inside = self.days is None or (other.days is not None and self.days.contains(other.days))
        return inside and (not self.countries or bool(other.countries and other.countries <= self.countries))


@dataclass(frozen=True, slots=True)
class Balance:
    """One stated total: what it states, and what its lines and smaller totals give together. `what`: strikes or engagements.

    `listed` is what its `lines` add up to, without totals: less than `itemised` where a smaller total is larger than its lines.
    """

    claim: Claim
    what: str
    stated: int
    itemised: int
    lines: int
    listed: int

    @property
    def rest(self) -> int:
        """What no line accounts for; negative: the lines give more than is stated."""
        return self.stated - self.itemised


def balances(reading: Reading, every: Sequence[str]) -> tuple[Balance, ...]:
    """Every stated total beside its lines. `every`: the ids of all countries of the dataset."""
    totals = reading.of(Sort.TOTAL)
    events = [claim for claim in reading.of(Sort.EVENT) if not claim.late]
    found = []
    for total in totals:
        others = [other for other in totals if other is not total]
        itemised, lines = _itemised(total, others, events, reading, every)
        scope = scope_of(total, reading, every)
        listed = sum(event.strikes for event in events if scope.holds(scope_of(event, reading, every)))
        found.append(Balance(total, "strikes", total.strikes, itemised, lines, listed))
    late = [claim for claim in reading.of(Sort.EVENT) if claim.late]
    for total in reading.of(Sort.LATE_TOTAL):
        inside = [claim for claim in late if _may_hold(total, claim)]
        listed = sum(claim.strikes for claim in inside)
        found.append(Balance(total, "strikes", total.strikes, listed, len(inside), listed))
    return tuple(found)


def _may_hold(total: Claim, claim: Claim) -> bool:
    """Whether a late addition can be one of those that a sentence counts together."""
    days = total.days is None or claim.days is None or total.days.period.contains(claim.days.period)
    return days and (not total.countries or set(claim.countries) <= set(total.countries))


def scope_of(claim: Claim, reading: Reading, every: Sequence[str]) -> Scope:
    """The days and countries that a claim is for."""
    countries = frozenset(claim.countries)
    days = claim.days.period if claim.days else reading.period
    return Scope(frozenset() if countries >= set(every) else countries, None if days == reading.period else days)


def _itemised(
    total: Claim, others: Sequence[Claim], events: Sequence[Claim], reading: Reading, every: Sequence[str]
) -> tuple[int, int]:
    """What lies in a total: its smaller totals, each at least as large as its own lines, and the lines in none of them."""
    scope = scope_of(total, reading, every)
    inner = [
        other for other in others if scope_of(other, reading, every) != scope and scope.holds(scope_of(other, reading, every))
    ]
    inside = [event for event in events if scope.holds(scope_of(event, reading, every))]
    direct = [
        one
        for one in inner
        if not any(two is not one and scope_of(two, reading, every).holds(scope_of(one, reading, every)) for two in inner)
    ]
    loose = [
        event
        for event in inside
        if not any(scope_of(one, reading, every).holds(scope_of(event, reading, every)) for one in direct)
    ]
    got, lines = sum(event.strikes for event in loose), len(loose)
    for one in direct:
        below, count = _itemised(one, [other for other in inner if other is not one], events, reading, every)
        got += max(one.strikes, below)
        lines += count
    return got, lines
