"""What does not add up in a record: reports that overlap, totals that their items exceed, notes without a reason.

Findings name a report and a path into its file; who knows the files turns them into problems with a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.counting.cells import Cell, whole
from dateline.counting.ledger import Ledger
from dateline.counting.meters import Meter, TallyMeter
from dateline.counting.regions import Region
from dateline.counting.standing import Standing
from dateline.counting.trees import ALWAYS, Tree, stated_region
from dateline.model import Record, Report, Stated

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a report's file that does not add up: where (a path of keys and indexes), what, and a way out."""

    report: Report
    path: Path
    code: str
    message: str
    help: str


def overlaps(standing: Standing) -> Iterator[Finding]:
    """Two reports of one actor over the same days and country, of which neither is part of the other nor replaces it.

    Parts of one whole are held to the same: what two of them itemise would be counted twice.
    """
    yield from _overlaps_among(standing.tops)
    for top in standing.tops:
        siblings: dict[str, list[Report]] = {}
        for part in standing.parts.get(top.id, ()):
            siblings.setdefault(standing.whole_of(part).id, []).append(part)
        for parts in siblings.values():
            yield from _overlaps_among(sorted(parts, key=lambda part: (part.period.start, part.id)))


def _overlaps_among(reports: Iterable[Report]) -> Iterator[Finding]:
    open_reports: list[Report] = []
    for report in reports:
        open_reports = [other for other in open_reports if other.period.end >= report.period.start]
        for other in open_reports:
            shared = sorted(set(other.covers) & set(report.covers))
            if other.actor == report.actor and shared:
                yield _overlap(other, report, shared)
        open_reports.append(report)


def _overlap(other: Report, report: Report, shared: list[str]) -> Finding:
    return Finding(
        report,
        ("period",),
        "overlap",
        f"reports '{other.id}' ({other.period}) and '{report.id}' ({report.period}) both cover {', '.join(shared)}"
        f" on {max(other.period.start, report.period.start)}",
        f"write `part_of: {other.id}` if it itemises that report, `replaces: {other.id}` if it corrects it, or narrow `covers`",
    )


def discrepancies(ledger: Ledger) -> Iterator[Finding]:
    """Stated totals that their parts exceed, or leave a remainder of that has nowhere to be, without a note; and idle notes."""
    for tree in ledger.trees:
        yield from _walk(tree.root, ledger.meter)
        yield from _crossing(tree, ledger)


def noted(standing: Standing) -> set[tuple[str, int]]:
    """Every stated total that carries a discrepancy note: (report id, index in `stated`)."""
    return {
        (report.id, index)
        for report in standing.record.reports.values()
        for index, row in enumerate(report.stated)
        if row.discrepancy is not None
    }


def needed(standing: Standing, ledgers: list[Ledger]) -> Iterator[Finding]:
    """Discrepancy notes on totals that agree with their items: the note, or the items, must be wrong."""
    conflicts = {key for ledger in ledgers for tree in ledger.trees for key in _conflicts(tree, ledger)}
    standing_ids = {report.id for ledger in ledgers for tree in ledger.trees for report in _members(tree, standing.record)}
    for report_id, index in sorted(noted(standing) - conflicts):
        if report_id in standing_ids:
            yield Finding(
                standing.record.reports[report_id],
                ("stated", index, "discrepancy"),
                "idle-discrepancy",
                "this total agrees with its items, so there is no discrepancy to explain",
                "take the note off, or correct the number it was written for",
            )


def _members(tree: Tree, record: Record) -> list[Report]:
    return [record.reports[name] for name in sorted(tree.reports)]


def _conflicts(tree: Tree, ledger: Ledger) -> Iterator[tuple[str, int]]:
    members = _members(tree, ledger.standing.record)
    for report in members:
        for index, row in enumerate(report.stated):
            if row.discrepancy is not None and ledger.meter.states(row) and _disagrees(row, report, tree, ledger):
                yield report.id, index


def _disagrees(row: Stated, report: Report, tree: Tree, ledger: Ledger) -> bool:
    region = stated_region(ledger.standing.record, report, row)
    stated = ledger.meter.whole(row)
    parts = _parts_in(tree.root, region, row, ledger.meter)
    exceeds = stated.high is not None and parts > stated.high
    return exceeds or _falls_short(tree.root, region, row, ledger.meter)


def _falls_short(cell: Cell, region: Region, row: Stated, meter: Meter) -> bool:
    """Whether the total's own cell has no room for what its parts leave over."""
    if cell.region == region and (cell.row is row or cell.row is None):
        parts = whole(_unstated(cell), meter, ALWAYS)
        return not cell.room.free and parts.high is not None and parts.high < meter.whole(row).low
    return any(_falls_short(child, region, row, meter) for child in cell.children)


def _unstated(cell: Cell) -> Cell:
    return Cell(cell.report, cell.region, None, cell.children, cell.items, cell.room)


def _parts_in(cell: Cell, region: Region, row: Stated, meter: Meter) -> int:
    """The least that other claims within `region` add up to."""
    if cell.row is not None and cell.row is not row and region.contains(cell.region):
        return whole(cell, meter, ALWAYS).low
    total = sum(_parts_in(child, region, row, meter) for child in cell.children)
    return total + sum(meter.whole(item.event).low for item in cell.items if region.contains(item.region) and not item.shared)


def _walk(cell: Cell, meter: Meter) -> Iterator[Finding]:
    for child in cell.children:
        yield from _walk(child, meter)
    if cell.row is None or cell.row.discrepancy is not None:
        return
    stated = meter.whole(cell.row)
    parts = whole(_unstated(cell), meter, ALWAYS)
    if cell.excess and stated.high is not None:
        yield _finding(cell.report, cell.row, meter, f"items add up to {parts.low:,} under a stated total of {stated.high:,}")
    elif not cell.room.free and parts.high is not None and parts.high < stated.low:
        yield _finding(
            cell.report,
            cell.row,
            meter,
            f"a total of {stated.low:,} is stated, but its parts leave no day open and add up to {parts.high:,}",
        )


def _crossing(tree: Tree, ledger: Ledger) -> Iterator[Finding]:
    for report, row, region in tree.crossing:
        stated = ledger.meter.whole(row).high
        if row.discrepancy is None and stated is not None:
            parts = _parts_in(tree.root, region, row, ledger.meter)
            if parts > stated:
                yield _finding(report, row, ledger.meter, f"items add up to {parts:,} under a stated total of {stated:,}")


def _finding(report: Report, row: Stated, meter: Meter, what: str) -> Finding:
    word = meter.category if isinstance(meter, TallyMeter) else meter.measure
    index = next(i for i, candidate in enumerate(report.stated) if candidate is row)
    return Finding(
        report,
        ("stated", index),
        "discrepancy",
        f"{word}: {what}",
        "correct the number, or add `discrepancy: {use: stated, note: why}` (or `use: items`) to this total",
    )
