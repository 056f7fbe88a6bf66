"""What one report lets one count: its stated totals as nested cells, its events as items, and what is left over.

A cell that lies wholly in the scope asked about answers with what was stated, so a total is never blurred by its parts.
A cell that lies partly in it answers by its parts. What a stated total leaves over once its parts are taken off (the
remainder) lies somewhere in the cell outside those parts: nobody stated where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.counting.bounds import UNKNOWN, ZERO, Count, capped, raised, subtract
from dateline.counting.meters import MeasureMeter, Meter, fits, part_by_kind
from dateline.counting.regions import Interval, Lies, Region, Scope, lies, lies_in_area, lies_in_days
from dateline.model import Event, Report, Stated

NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Where something may lie: days by country that no stated part takes up, less the places that have totals of their own."""

    free: tuple[tuple[str, Interval], ...]
    taken: tuple[tuple[str, Interval], ...] = ()
    places: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An event in the tree. `room` is set where stated totals beside it leave only a part of its region to it.

    `shared`: it may lie in one of those totals, which then already counts it.
    """

    report: Report
    event: Event
    region: Region
    room: Room | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A stated total (`row`), or a whole report that states none, with the parts that lie in it.

    `unknown`: the report may leave things out here, so there is more that nobody counted. `excess`: by how much the parts
    exceed a stated total that the newsroom chose to use all the same; so many of them must not be counted. `left`: what a
    stated total leaves over once the parts are taken off, of all kinds together. `by_place`: the items for whoever asks for one
    place, those without a place among them.
    """

    report: Report
    region: Region
    row: Stated | None
    children: tuple[Cell, ...]
    items: tuple[Item, ...]
    room: Room
    unknown: bool = False
    excess: int = 0
    left: Count = ZERO
    by_place: Mapping[str, tuple[Item, ...]] = field(default_factory=dict, repr=False, compare=False)

    def items_for(self, scope: Scope) -> Sequence[Item]:
        """The items that may lie in the scope's area, and perhaps some that do not."""
        if scope.places is None or len(scope.places) > 1:
            return self.items
        (place,) = scope.places
        return self.by_place.get(place, self.by_place.get(NOWHERE, ()))


def index_by_place(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    """For every place that items name, the items that may lie there; under NOWHERE those that name none."""
    listed: dict[str, list[Item]] = {}
    unplaced = []
    for item in items:
        if item.region.places is None:
            unplaced.append(item)
        for place in item.region.places or ():
            listed.setdefault(place, []).append(item)
    return {NOWHERE: tuple(unplaced), **{place: (*found, *unplaced) for place, found in listed.items()}}


def whole(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """All that the cell counts under the scope's limit on kinds, wherever it lies."""
    if cell.row is None:
        return parts_of(cell, meter, scope) + (UNKNOWN if cell.unknown else ZERO)
    if not meter.knows(cell.row, scope):
        return parts_of(cell, meter, scope) + remainder(cell, meter, scope)
    stated = meter.within(cell.row, scope)
    return stated if stated.is_exact else raised(stated, parts_of(cell, meter, scope).low)


def parts_of(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """The parts of a cell added up, under the scope's limit on kinds."""
    total = ZERO
    for child in cell.children:
        total += whole(child, meter, scope)
    for item in cell.items:
        amount = meter.within(item.event, scope)
        total += _possible(amount) if item.shared else amount
    return total


def _possible(amount: Count) -> Count:
    """The same amount as something that may lie elsewhere, by name."""
    return Count(0, amount.low + amount.named, amount.open)


def _open(amount: Count) -> Count:
    """The same amount as something that lies nobody knows where."""
    return Count(0, 0, amount.high)


def count_cell(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """What must and what may lie in `scope` of all that the cell counts."""
    position = lies(cell.region, scope)
    if position is Lies.OUTSIDE:
        return ZERO
    stated = stated_within(cell, meter, scope)
    if stated is not None and answers_itself(stated, position, meter, scope):
        return stated
    return settled(cell, meter, scope, stated, _count_parts(cell, meter, scope))


def stated_within(cell: Cell, meter: Meter, scope: Scope) -> Count | None:
    """What the cell's total says under the scope's limit on kinds; None where it states none, or cannot say."""
    return meter.within(cell.row, scope) if cell.row is not None and meter.knows(cell.row, scope) else None


def answers_itself(stated: Count, position: Lies, meter: Meter, scope: Scope) -> bool:
    """Whether a total answers with what was stated, without a look at its parts."""
    return position is Lies.INSIDE and stated.is_exact and not _blurred_by_kind(meter, scope)


def settled(cell: Cell, meter: Meter, scope: Scope, stated: Count | None, count: Count) -> Count:
    """What the parts of a cell say together (`count`), within what its total (`stated`) lets be true of the scope."""
    row = cell.row
    if cell.excess:
        off = min(cell.excess, count.low)
        count = Count(count.low - off, count.named + off, count.open)
    if stated is None:
        return count if row is None else capped(count, meter.whole(row).high)
    if lies(cell.region, scope) is Lies.INSIDE:
        return _agreed(count, stated)
    return capped(count, stated.high if row is None else _most(cell, row, meter, scope, count))


def _most(cell: Cell, row: Stated, meter: Meter, scope: Scope, count: Count) -> int | None:
    """The most that a cell lets lie in the scope; never less than what is certain.

    Kind by kind where its total lists kinds: what may be more of one may not be more of another.
    """
    most = meter.within(row, scope).high
    listed = () if isinstance(meter, MeasureMeter) else row.tallies.get(meter.category, ())
    if isinstance(meter, MeasureMeter) or any(fits(tally, scope) is Lies.PARTLY for tally in listed):
        return most
    kinds = [replace(scope, category=one.category, kinds=one.kinds, effects=one.effects) for one in meter.one_by_one(row, scope)]
    if len(kinds) < 2:
        return most
    highs = [count_cell(cell, meter, one).high for one in kinds]
    added = None if None in highs else max(count.low, sum(high or 0 for high in highs))
    return added if most is None or (added is not None and added < most) else most


def _blurred_by_kind(meter: Meter, scope: Scope) -> bool:
    """Whether a list of kinds only bounds the measure (two of six strikes hit a cave: which?), so that parts may say more."""
    return isinstance(meter, MeasureMeter) and scope.category is not None


def _agreed(parts: Count, stated: Count) -> Count:
    """What two ways of counting the same leave possible."""
    return capped(raised(stated, parts.low), parts.high)


def _count_parts(cell: Cell, meter: Meter, scope: Scope) -> Count:
    count = ZERO
    for child in cell.children:
        count += count_cell(child, meter, scope)
    for item in cell.items_for(scope):
        count += count_item(item, meter, scope)
    return count + count_remainder(cell, meter, scope)


def count_item(item: Item, meter: Meter, scope: Scope) -> Count:
    """What must and what may lie in `scope` of one event."""
    position = lies(item.region, scope) if item.room is None else _lies_in_room(item.room, scope)[0]
    if position is Lies.OUTSIDE:
        return ZERO
    amount = meter.within(item.event, scope)
    if position is Lies.INSIDE and not item.shared:
        return amount
    nowhere = item.region.places is None and lies_in_area(item.region, scope) is Lies.PARTLY
    return _open(amount) if nowhere else _possible(amount)


def remainder(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """What a stated total leaves over once the parts are taken off, under the scope's limit on kinds.

    Without a stated total nothing is left over, unless the report may leave things out. Where the total does not say
    which kinds it counts, the remainder may be of any kind.
    """
    if cell.row is None:
        return UNKNOWN if cell.unknown else ZERO
    if scope.category is None:
        return cell.left
    if meter.knows(cell.row, scope) and not _blurred_by_kind(meter, scope):
        return left_over(cell, cell.row, meter, scope)
    if scope.category in cell.row.tallies:
        return _possible(part_by_kind(cell.left, cell.row.tallies[scope.category], scope))
    return _open(cell.left)


def left_over(cell: Cell, row: Stated, meter: Meter, scope: Scope) -> Count:
    """What the stated total of a cell leaves over once its parts are taken off, under the scope's limit on kinds.

    A list may be sure of more kind by kind than as a whole: of five vehicles and some caves, two vehicles may be left.
    """
    parts = parts_of(cell, meter, scope)
    left = _less(meter.within(row, scope), parts)
    if isinstance(meter, MeasureMeter) or parts.is_exact:
        return left
    kinds = meter.one_by_one(row, scope)
    return raised(left, sum(_less(meter.within(row, one), parts_of(cell, meter, one)).low for one in kinds))


def _less(stated: Count, parts: Count) -> Count:
    low = max(0, stated.low - parts.high) if parts.high is not None else 0
    high = subtract(stated.high, parts.low)
    return Count(low, 0, None) if high is None else Count(low, max(0, high - low))


def count_remainder(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """What must and what may lie in `scope` of what a cell leaves over."""
    left = remainder(cell, meter, scope)
    if left == ZERO:
        return ZERO
    if not cell.room.free:
        return ZERO if cell.row is None else _open(left)
    position, by_days_only = _lies_in_room(cell.room, scope)
    if position is Lies.OUTSIDE:
        return ZERO
    if position is Lies.INSIDE:
        return left
    return _possible(left) if by_days_only else _open(left)


def _lies_in_room(room: Room, scope: Scope) -> tuple[Lies, bool]:
    """How the room lies to the scope, and whether only the days make it lie partly."""
    if not room.free:
        return Lies.OUTSIDE, False
    area_inside = all(scope.has_country(country) for country, _ in room.free)
    if scope.places is not None:
        area_inside = area_inside and room.places is not None and room.places <= scope.places
    positions = [_lies_in_stretch(room, country, days, scope) for country, days in room.free]
    if all(position is Lies.OUTSIDE for position in positions):
        return Lies.OUTSIDE, False
    inside = area_inside and all(position is Lies.INSIDE for position in positions)
    return (Lies.INSIDE if inside else Lies.PARTLY), area_inside


def _lies_in_stretch(room: Room, country: str, days: Interval, scope: Scope) -> Lies:
    if not scope.has_country(country):
        return Lies.OUTSIDE
    if scope.places is not None and not any(_has_room_at(room, place, days, scope) for place in scope.places_in(country)):
        return Lies.OUTSIDE
    return lies_in_days(*days, scope)


def _has_room_at(room: Room, place: str, days: Interval, scope: Scope) -> bool:
    """Whether the remainder may lie at `place`: not where the place has a total of its own on all the days asked about."""
    if room.places is not None:
        return place in room.places
    first, last = max(days[0], scope.start), min(days[1], scope.end)
    return not any(taken == place and start <= first and last <= end for taken, (start, end) in room.taken)


def count_unplaced(cell: Cell, meter: Meter, scope: Scope) -> Count:
    """What lies in `scope`, or may, without any stated place: events that name only a country, and remainders."""
    if lies(cell.region, scope) is Lies.OUTSIDE or cell.region.places is not None:
        return ZERO
    count = count_remainder(cell, meter, scope)
    for child in cell.children:
        count += count_unplaced(child, meter, scope)
    for item in cell.items:
        if item.region.places is None:
            count += count_item(item, meter, scope)
    return count
