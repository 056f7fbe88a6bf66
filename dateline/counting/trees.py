"""From reports to cells: which stated total lies in which, and which events lie in which total.

Stated totals nest: a day in a week, a country in all. A total that crosses another one (all countries on one day, one
country in the whole week) cannot be nested with it; the larger is counted with. The other is checked, and where its events
add up to it nothing else is counted there; where they do not, and no total holds both, nobody knows what it adds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from dateline.counting.bounds import ZERO
from dateline.counting.cells import Cell, Item, Room, index_by_place, left_over, parts_of
from dateline.counting.meters import Meter
from dateline.counting.regions import Region, Scope, without
from dateline.model import Event, Period, Record, Report, Stated

ALWAYS = Scope(0, 10**9)


@dataclass
class _Node:
    """A cell while it is being put together."""

    report: Report
    region: Region
    row: Stated | None
    children: list[_Node] = field(default_factory=list)
    events: list[tuple[Report, Event, Region]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Itemised:
    """A crossing total that its events add up to, with where each of them lies."""

    region: Region
    events: tuple[Region, ...]

    def closes(self, cell: Region) -> bool:
        """Whether nothing that a cell leaves over can lie here: no event here may be what it leaves over."""
        return not any(at.touches(cell) and not cell.contains(at) for at in self.events)


@dataclass(frozen=True, slots=True)
class Tree:
    """One report with the reports that are part of it, and every place that they name.

    `crossing` are stated totals that are checked, not counted with.
    """

    root: Cell
    reports: frozenset[str]
    places: frozenset[str] = frozenset()
    crossing: tuple[tuple[Report, Stated, Region], ...] = ()


def region_of(period: Period, countries: Iterable[str], places: Iterable[str] | None = None) -> Region:
    """A region from the model's days."""
    named = frozenset(places) if places else None
    return Region(period.start.toordinal(), period.end.toordinal(), frozenset(countries), named)


def event_region(record: Record, report: Report, event: Event) -> Region:
    """Where an event may lie: at its places, else in its country, else in all that the report covers."""
    if event.places:
        return region_of(event.on, (record.places[place].country for place in event.places), event.places)
    return region_of(event.on, (event.country,) if event.country else report.covers)


def stated_region(record: Record, report: Report, row: Stated) -> Region:
    """What a stated total speaks of."""
    if row.place:
        return region_of(row.on, (record.places[row.place].country,), (row.place,))
    return region_of(row.on, (row.country,) if row.country else report.covers)


def tree_of(record: Record, report: Report, parts: Sequence[Report], meter: Meter) -> Tree:
    """The cells of a report for one meter, the claims of its parts among them. Late additions and retractions are left out."""
    rows = [
        (member, row, stated_region(record, member, row))
        for member in (report, *parts)
        for row in member.stated
        if meter.states(row)
    ]
    rows.sort(key=lambda entry: _precedence(entry[1], entry[2], meter))
    root = _Node(report, region_of(report.period, report.covers), None)
    crossing = [entry for entry in rows if not _insert(root, *entry)]
    for member in (report, *parts):
        for event in member.events:
            if not event.retracted and event.adds_to is None:
                _place(root, member, event, event_region(record, member, event))
    full = tuple(found for _, row, region in crossing if (found := _itemised(root, row, region, meter)))
    unknown = len(full) < len(crossing) or _leaves_out((report, *parts), rows, record, meter)
    cell = _frozen(_without_idle_root(root), meter, full, unknown=unknown)
    named = (*_events_places(root), *(region.places or () for _, _, region in rows))
    return Tree(cell, _ids(report, parts), frozenset().union(*named), tuple(crossing))


def _events_places(node: _Node) -> Iterator[Iterable[str]]:
    yield from (event.places for _, event, _ in node.events)
    for child in node.children:
        yield from _events_places(child)


def _ids(report: Report, parts: Sequence[Report]) -> frozenset[str]:
    return frozenset(member.id for member in (report, *parts))


def _precedence(row: Stated, region: Region, meter: Meter) -> tuple[object, ...]:
    """Larger cells first, and of two totals for the same cell the smaller, so that the other is seen to exceed it.

    The rest only makes sure that the order of files and lines never matters.
    """
    days, amount = region.end - region.start + 1, meter.whole(row)
    size = (-days * len(region.countries), region.places is not None, -days)
    return (*size, amount.low, amount.high is None, amount.high or 0, msgspec.json.encode(row))


def _insert(node: _Node, report: Report, row: Stated, region: Region) -> bool:
    """Put a stated total into the smallest cell that holds it; False if it crosses another."""
    for child in node.children:
        if child.region.contains(region):
            return _insert(child, report, row, region)
    if any(child.region.touches(region) for child in node.children):
        return False
    node.children.append(_Node(report, region, row))
    return True


def _place(node: _Node, report: Report, event: Event, region: Region) -> None:
    for child in node.children:
        if child.region.contains(region):
            _place(child, report, event, region)
            return
    node.events.append((report, event, region))


def _itemised(root: _Node, row: Stated, region: Region, meter: Meter) -> _Itemised | None:
    """The total as an itemised one, if the events within it add up to it exactly, so that nothing else can lie there."""
    events = list(_events_in(root, region))
    found = sum((meter.whole(event) for event, _ in events), start=ZERO)
    return _Itemised(region, tuple(at for _, at in events)) if found.is_exact and found == meter.whole(row) else None


def _events_in(node: _Node, region: Region) -> Iterator[tuple[Event, Region]]:
    for child in node.children:
        yield from _events_in(child, region)
    yield from ((event, at) for _, event, at in node.events if region.contains(at))


def _leaves_out(members: Sequence[Report], rows: Sequence[tuple[Report, Stated, Region]], record: Record, meter: Meter) -> bool:
    """Whether the reports may count more than they itemise: they say so, or state other measures here and not this one."""
    if any(member.partial for member in members):
        return True
    if not rows and not any(meter.states(event) for member in members for event in member.events):
        return True
    return any(
        not meter.states(row) and not _is_zero(row) and not any(r.contains(stated_region(record, m, row)) for _, _, r in rows)
        for m in members
        for row in m.stated
    )


def _is_zero(row: Stated) -> bool:
    return all(amount.high == 0 for amount in row.counts.values())


def _without_idle_root(root: _Node) -> _Node:
    """A total stated for the whole report takes the place of the report's own cell."""
    if len(root.children) == 1 and not root.events and root.children[0].region == root.region:
        return root.children[0]
    return root


def _frozen(node: _Node, meter: Meter, full: tuple[_Itemised, ...], *, unknown: bool = False) -> Cell:
    children = tuple(_frozen(child, meter, full) for child in node.children)
    row = node.row
    if row is not None and row.discrepancy is not None and row.discrepancy.use == "items":
        row = None
    counted = tuple(child.region for child in children if child.row is not None or child.children)
    items = tuple(_item(*entry, counted, full) for entry in node.events)
    closed = (other.region for other in full if other.closes(node.region))
    room = _room(node.region, (*(child.region for child in node.children), *closed))
    unknown = unknown and row is None
    cell = Cell(node.report, node.region, row, children, items, room, unknown, by_place=index_by_place(items))
    return _with_sums(cell, meter)


def _item(report: Report, event: Event, region: Region, counted: tuple[Region, ...], full: tuple[_Itemised, ...]) -> Item:
    if not counted and not full:
        return Item(report, event, region)
    shared = any(other.touches(region) for other in counted)
    elsewhere = tuple(other.region for other in full if other.region.touches(region) and not other.region.contains(region))
    if not shared and not elsewhere:
        return Item(report, event, region)
    return Item(report, event, region, _room(region, (*counted, *elsewhere)), shared)


def _with_sums(cell: Cell, meter: Meter) -> Cell:
    """The cell with what its total leaves over, and by how much its parts exceed it."""
    if cell.row is None:
        return cell
    stated, parts = meter.whole(cell.row).high, parts_of(cell, meter, ALWAYS).low
    excess = 0 if stated is None else max(0, parts - stated)
    return replace(cell, left=left_over(cell, cell.row, meter, ALWAYS), excess=excess)


def _room(region: Region, accounted: tuple[Region, ...]) -> Room:
    """What the regions that are accounted for elsewhere leave of a region."""
    free = tuple(
        (country, stretch)
        for country in sorted(region.countries)
        for stretch in without((region.start, region.end), _taken_whole(region, accounted, country))
    )
    taken = tuple((place, (other.start, other.end)) for other in accounted for place in sorted(other.places or ()))
    return Room(free, taken, region.places)


def _taken_whole(region: Region, accounted: tuple[Region, ...], country: str) -> list[tuple[int, int]]:
    """The days on which the accounted regions take up all that `region` may mean in a country."""
    return [
        (other.start, other.end)
        for other in accounted
        if country in other.countries and (other.places is None or (region.places is not None and region.places <= other.places))
    ]
