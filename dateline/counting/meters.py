"""What is counted: a measure (strikes), or the kinds of a category (targets) that events list.

A meter reads an amount from an event or a stated total, under a scope's limits on kind and effect. Where nothing is given
the amount is unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.regions import Lies, Scope
from dateline.model import Amount, Event, Stated, Tally

Claim = Event | Stated


@dataclass(frozen=True, slots=True)
class MeasureMeter:
    """Counts one measure. Under a limit on kinds: events whose list names such a kind among others count in part."""

    measure: str

    def states(self, claim: Claim) -> bool:
        """Whether the claim gives this measure at all."""
        return self.measure in claim.counts

    def knows(self, claim: Claim, scope: Scope) -> bool:
        """Whether the claim's amount answers the scope's limit on kinds, so that a stated total may be used as it is."""
        return scope.category is None or scope.category in claim.tallies

    def whole(self, claim: Claim) -> Count:
        """The amount without any limit on kinds."""
        amount = claim.counts.get(self.measure)
        return UNKNOWN if amount is None else of_amount(amount)

    def within(self, claim: Claim, scope: Scope) -> Count:
        """The amount under the scope's limit on kinds."""
        whole = self.whole(claim)
        if scope.category is None:
            return whole
        listed = claim.tallies.get(scope.category)
        if listed is None:
            return Count(0, 0, whole.high)
        return part_by_kind(whole, listed, scope)


@dataclass(frozen=True, slots=True)
class TallyMeter:
    """Counts what events list in one category: three vehicles and a cave are four targets."""

    category: str

    def states(self, claim: Claim) -> bool:
        return self.category in claim.tallies

    def knows(self, claim: Claim, scope: Scope) -> bool:
        """A list of kinds answers any limit on kinds of its own category."""
        return scope.category is None or scope.category == self.category

    def whole(self, claim: Claim) -> Count:
        listed = claim.tallies.get(self.category)
        return UNKNOWN if listed is None else sum_of(listed)

    def within(self, claim: Claim, scope: Scope) -> Count:
        listed = claim.tallies.get(self.category)
        if listed is None:
            return UNKNOWN
        return sum((_part_of_tally(tally, fits(tally, scope)) for tally in listed), start=ZERO)

    def one_by_one(self, claim: Claim, scope: Scope) -> list[Scope]:
        """The scope once for every kind and effect that the claim lists in it; by kind alone where an effect is missing."""
        listed = [tally for tally in claim.tallies.get(self.category, ()) if fits(tally, scope) is Lies.INSIDE]
        vague = {tally.kind for tally in listed if tally.effect is None}
        pairs = {(tally.kind, None if tally.kind in vague else tally.effect) for tally in listed}
        limit = partial(Scope, scope.start, scope.end, category=self.category)
        return [limit(kinds=frozenset({kind}), effects=None if effect is None else frozenset({effect})) for kind, effect in pairs]


Meter = MeasureMeter | TallyMeter


def of_amount(amount: Amount) -> Count:
    """A recorded amount as a count: a recorded range is a named uncertainty, one without an upper end is open."""
    if amount.high is None:
        return Count(amount.low, 0, None)
    return Count(amount.low, amount.high - amount.low)


def fits(tally: Tally, scope: Scope) -> Lies:
    """Whether a tally is of the kinds and effects that the scope asks for; it may be (PARTLY) where no effect was stated."""
    if scope.kinds is not None and tally.kind not in scope.kinds:
        return Lies.OUTSIDE
    if scope.effects is None or tally.effect in scope.effects:
        return Lies.INSIDE
    return Lies.PARTLY if tally.effect is None else Lies.OUTSIDE


def part_by_kind(whole: Count, listed: Sequence[Tally], scope: Scope) -> Count:
    """How many of an event's count fall on the kinds asked for.

    None named: none. Only such kinds named: all. Such a kind among others: at least one, at most all, since releases do
    not say which of several strikes hit which target. Perhaps such a kind, had the effect been stated: nobody knows.
    """
    found = [fits(tally, scope) for tally in listed]
    if all(fit is Lies.OUTSIDE for fit in found):
        return ZERO
    if all(fit is Lies.INSIDE for fit in found):
        return whole
    if Lies.INSIDE not in found:
        return Count(0, 0, whole.high)
    certain = any(fit is Lies.INSIDE and amount_of(tally).low for fit, tally in zip(found, listed, strict=True))
    low = min(1, whole.low) if certain else 0
    return Count(low, whole.low + whole.named - low, whole.open)


def amount_of(tally: Tally) -> Count:
    """The number of a tally; `some` is at least one, nobody knows how many."""
    return Count(1, 0, None) if tally.amount is None else of_amount(tally.amount)


def sum_of(listed: Sequence[Tally]) -> Count:
    """The numbers of a list added up."""
    return sum((amount_of(tally) for tally in listed), start=ZERO)


def _part_of_tally(tally: Tally, fit: Lies) -> Count:
    if fit is Lies.OUTSIDE:
        return ZERO
    amount = amount_of(tally)
    return amount if fit is Lies.INSIDE else Count(0, 0, amount.high)
