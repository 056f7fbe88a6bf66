"""What an answer is made of: stated totals that it takes, events that it counts, what is left over, days without a report.

Here belongs taking an answer apart, in the steps in which `cells` puts it together: both settle a cell by the same function, and
the parts add up to the answer, low to low, named to named, open to open. Nothing is decided here, and nothing is worded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.counting.cells import (
    Cell,
    Item,
    answers_itself,
    count_item,
    count_remainder,
    parts_of,
    remainder,
    settled,
    stated_within,
)
from dateline.counting.ledger import Ledger
from dateline.counting.meters import Meter
from dateline.counting.regions import Lies, Scope, lies
from dateline.model import Event, Report, Stated

Kind = Literal["stated", "event", "rest", "cell", "gap"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that an answer rests on, and what it puts into it (`count`).

    stated: a total that a report states, taken as it is; its events are in it (`itemised`), and are not counted again.
    event: an event; `whole` is all that it gives, of which `count` is what must or may lie in the scope.
    rest: what a total leaves over once its parts are taken off, or (`row` None) what a report may have left out.
    cell: a report, or a total of it (`row`), that answers by its `parts`. A total may say more or less than its parts do: then
    `count` is not their sum (`is_settled`).
    gap: days that no report covers.
    """

    kind: Kind
    count: Count
    report: Report | None = None
    row: Stated | None = None
    event: Event | None = None
    whole: Count = ZERO
    parts: tuple[Part, ...] = ()
    excess: int = 0
    cell: Cell | None = field(default=None, repr=False, compare=False)

    @property
    def added(self) -> Count:
        """The parts added up, before their total settles what they say together."""
        return sum((part.count for part in self.parts), start=ZERO)

    @property
    def is_settled(self) -> bool:
        """Whether a stated total changes what the parts say together."""
        return self.kind == "cell" and self.added != self.count


@dataclass(frozen=True)
class Basis:
    """The parts of one answer, in the order of their reports; late additions, then days without a report, come last."""

    meter: Meter
    scope: Scope
    parts: tuple[Part, ...]

    @property
    def count(self) -> Count:
        """The answer: its parts added up."""
        return sum((part.count for part in self.parts), start=ZERO)

    def leaves(self) -> Iterator[Part]:
        """Every part that is not itself made of parts, with the cells that settle theirs after them."""
        for part in self.parts:
            yield from _leaves(part)

    def itemised(self, part: Part) -> Iterator[Part]:
        """What lies within a stated total that was taken as it is: its events by day, then what no event accounts for.

        `whole` is all that they give, `count` nothing: the total has counted them. The smaller totals within it leave something
        over, each by itself (`row`): together with the events that is the total, as far as the report adds up.
        """
        if part.cell is None:
            return
        for item in sorted(_items(part.cell), key=lambda item: (item.event.on.start, item.event.on.end, item.event.id)):
            whole = self.meter.within(item.event, self.scope)
            if whole != ZERO:
                yield Part("event", ZERO, item.report, event=item.event, whole=whole)
        for cell in _cells(part.cell):
            left = remainder(cell, self.meter, self.scope)
            if left != ZERO:
                yield Part("rest", ZERO, cell.report, cell.row, whole=left)

    def itemised_sum(self, part: Part) -> Count:
        """What lies within a stated total, added up: its own parts, stated ones as they are stated."""
        return ZERO if part.cell is None else parts_of(part.cell, self.meter, self.scope)


def basis_of(ledger: Ledger, scope: Scope) -> Basis:
    """What the ledger's count of a scope is made of."""
    parts = [part for tree in ledger.telling(scope) for part in _cell(tree.root, ledger.meter, scope)]
    parts += [part for item in ledger.late_asked(scope) for part in _item(item, ledger.meter, scope)]
    if ledger.standing.uncovered(scope):
        parts.append(Part("gap", UNKNOWN))
    return Basis(ledger.meter, scope, tuple(parts))


def _cell(cell: Cell, meter: Meter, scope: Scope) -> Iterator[Part]:
    position = lies(cell.region, scope)
    if position is Lies.OUTSIDE:
        return
    stated = stated_within(cell, meter, scope)
    if stated is not None and answers_itself(stated, position, meter, scope):
        yield Part("stated", stated, cell.report, cell.row, cell=cell)
        return
    parts = [part for child in cell.children for part in _cell(child, meter, scope)]
    parts += [part for item in cell.items_for(scope) for part in _item(item, meter, scope)]
    left = count_remainder(cell, meter, scope)
    if left != ZERO:
        parts.append(Part("rest", left, cell.report, cell.row))
    added = sum((part.count for part in parts), start=ZERO)
    count = settled(cell, meter, scope, stated, added)
    if parts or count != ZERO:
        yield Part("cell", count, cell.report, cell.row, parts=tuple(parts), excess=cell.excess)


def _item(item: Item, meter: Meter, scope: Scope) -> Iterator[Part]:
    count = count_item(item, meter, scope)
    if count != ZERO:
        yield Part("event", count, item.report, event=item.event, whole=meter.within(item.event, scope))


def _cells(cell: Cell) -> Iterator[Cell]:
    for child in cell.children:
        yield from _cells(child)
    yield cell


def _items(cell: Cell) -> Iterator[Item]:
    for inner in _cells(cell):
        yield from inner.items


def _leaves(part: Part) -> Iterator[Part]:
    if part.kind != "cell":
        yield part
        return
    for inner in part.parts:
        yield from _leaves(inner)
    if part.is_settled:
        yield part
