"""What an answer is made of: in any world, the parts add up to the answer, and each thing on record is used once."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.counting.basis import Basis, Part
from dateline.counting.bounds import UNKNOWN, ZERO, Count
from dateline.model import Discrepancy, Record
from dateline.query import Answer, Desk
from tests.counting.worlds import World, questions, worlds
from tests.factories import WEEK, event, record, report, seed_report, stated, tally


def ask(data: Record, measure: str = "strikes", **filters: Any) -> Answer:
    return Desk(data).ask(measure, **filters)


def basis(data: Record, measure: str = "strikes", **filters: Any) -> Basis:
    (found,) = ask(data, measure, **filters).bases()
    return found


def told(part: Part) -> tuple[str, str, str]:
    """A part in short: its kind, which event or report it is, what it contributes."""
    who = part.event.id if part.event else part.report.id if part.report else ""
    return part.kind, who, str(part.count)


def cells(parts: tuple[Part, ...]) -> list[Part]:
    return [found for part in parts if part.kind == "cell" for found in (part, *cells(part.parts))]


@given(worlds(), questions(), st.sampled_from(["strikes", "targets"]))
def test_the_parts_add_up_to_the_answer(world: World, asked: dict[str, Any], measure: str) -> None:
    answer = ask(world.record, measure, **asked)
    (found,) = answer.bases()
    assert (found.count.low, found.count.named, found.count.open) == (answer.count.low, answer.count.named, answer.count.open)


@given(worlds(), questions(), st.sampled_from(["strikes", "targets"]))
def test_only_a_stated_total_changes_what_parts_say_together(world: World, asked: dict[str, Any], measure: str) -> None:
    found = basis(world.record, measure, **asked)
    for cell in cells(found.parts):
        if cell.row is None:
            assert not cell.is_settled
        if cell.is_settled:
            assert cell in list(found.leaves())
            assert cell.count.low >= cell.added.low - cell.excess
            if cell.added.high is not None:
                assert cell.count.high is not None
                assert cell.count.high <= max(cell.added.high, cell.count.low)


@given(worlds(), questions(), st.sampled_from(["strikes", "targets"]))
def test_each_event_and_total_is_used_once_and_none_that_does_not_count(
    world: World, asked: dict[str, Any], measure: str
) -> None:
    found = basis(world.record, measure, **asked)
    leaves = list(found.leaves())
    within = [inner for part in leaves if part.kind == "stated" for inner in found.itemised(part)]
    events = [part.event for part in (*leaves, *within) if part.event is not None]
    assert len(events) == len({event.id for event in events})
    assert not any(event.retracted for event in events)
    standing = {member.id for top in Desk(world.record).standing.tops for member in Desk(world.record).standing.members(top)}
    assert {part.report.id for part in leaves if part.report} <= standing
    for part in leaves:
        if part.kind == "event" and part.whole.high is not None:
            assert part.count.high is not None
            assert part.count.high <= part.whole.high
    assert all(part.count == ZERO for part in within)


@given(worlds(), questions(), st.sampled_from(["strikes", "targets"]))
def test_days_without_a_report_are_one_open_part(world: World, asked: dict[str, Any], measure: str) -> None:
    answer = ask(world.record, measure, **asked)
    gaps = [part for basis in answer.bases() for part in basis.parts if part.kind == "gap"]
    assert len(gaps) == bool(answer.uncovered)
    assert all(part.count == UNKNOWN for part in gaps)


@given(worlds(), questions(kinds=False))
def test_what_lies_within_an_exact_total_adds_up_to_it(world: World, asked: dict[str, Any]) -> None:
    found = basis(world.record, **asked)
    for part in found.leaves():
        within = list(found.itemised(part)) if part.kind == "stated" else []
        if all(inner.whole.is_exact for inner in within):  # a shared event may lie in a total beside it: then there is a range
            added = sum((inner.whole for inner in within), start=ZERO)
            assert not within or added.low >= part.count.low


def test_totals_within_a_total_each_leave_something_over() -> None:
    nested = report(
        "nested",
        WEEK,
        [stated(WEEK, strikes=30), stated(WEEK, strikes=23, country="iraq"), stated("2018-04-02", strikes=2, country="syria")],
        [event("n-1", WEEK, "bayji", strikes=4)],
    )
    found = basis(record(nested), week="2018-03-30")
    (part,) = found.parts
    within = [(inner.kind, inner.row.country if inner.row else None, inner.whole.low) for inner in found.itemised(part)]
    assert within == [("event", None, 4), ("rest", "iraq", 19), ("rest", "syria", 2), ("rest", None, 5)]
    assert sum(number for _, _, number in within) == part.count.low


def test_a_stated_total_answers_with_its_own_number_and_names_what_it_itemises() -> None:
    found = basis(record(seed_report()), week="2018-03-30")
    (part,) = found.parts
    assert told(part) == ("stated", "2018-04-06-cjtf-oir", "9")
    within = [(inner.event.id, str(inner.whole)) for inner in found.itemised(part) if inner.event]
    assert within == [("baghdad", "1"), ("bayji-qayyarah", "3"), ("rutbah-al-qaim", "2"), ("syria", "3")]
    assert found.itemised_sum(part) == Count(9)


def test_a_place_is_answered_by_its_events() -> None:
    found = basis(record(seed_report()), place="bayji")
    assert [told(part) for part in found.leaves()] == [("event", "bayji-qayyarah", "0 to 3")]
    assert next(found.leaves()).whole == Count(3)


def test_a_remainder_is_a_part_of_its_own() -> None:
    short = report(
        "short", WEEK, [stated(WEEK, strikes=5, country="iraq")], [event("s-1", WEEK, "bayji", strikes=2)], covers=("iraq",)
    )
    found = basis(record(short), place="bayji")
    assert [told(part) for part in found.leaves()] == [("event", "s-1", "2"), ("rest", "short", "at least 0")]
    assert found.count == Count(2, 0, 3)
    whole = basis(record(short), country="iraq")
    (part,) = whole.parts
    assert [(inner.kind, str(inner.whole)) for inner in whole.itemised(part)] == [("event", "2"), ("rest", "3")]


def test_a_discrepancy_counts_the_items_or_settles_them_by_the_total() -> None:
    def release(use: Any) -> Record:
        row = stated(WEEK, strikes=5, discrepancy=Discrepancy(use, "the lines say 8"))
        lines = [event("d-1", WEEK, "bayji", strikes=5), event("d-2", WEEK, "abu-kamal", strikes=3)]
        return record(report("odd", WEEK, [row], lines))

    items = basis(release("items"))
    assert [told(part) for part in items.leaves()] == [("event", "d-1", "5"), ("event", "d-2", "3")]
    total = basis(release("stated"))
    assert [told(part) for part in total.leaves()] == [("stated", "odd", "5")]
    iraq = basis(release("stated"), country="iraq")
    assert [told(part) for part in iraq.leaves()] == [("event", "d-1", "5"), ("cell", "odd", "2 to 5")]
    assert iraq.count == ask(release("stated"), country="iraq").count == Count(2, 3)


def test_late_additions_come_beside_the_total_and_gaps_last() -> None:
    late = report("late", "2018-04-06/2018-04-12", [], [event("l-1", WEEK, "rutbah", strikes=1, adds_to="2018-04-06-cjtf-oir")])
    found = basis(record(seed_report(), late), start="2018-03-30", end="2018-04-05")
    assert [told(part) for part in found.leaves()] == [("stated", "2018-04-06-cjtf-oir", "9"), ("event", "l-1", "1")]
    beyond = basis(record(seed_report()), start="2018-03-30", end="2018-05-01")
    assert [part.kind for part in beyond.parts] == ["stated", "gap"]


def test_a_list_of_kinds_blurs_a_total() -> None:
    hit = event("k-1", WEEK, "bayji", strikes=3, tallies={"target": (tally("cave", 1), tally("vehicle", 2))})
    data = record(report("kinds", WEEK, [stated(WEEK, strikes=3)], [hit]))
    found = basis(data, target="cave")
    assert next(told(part) for part in found.leaves()) == ("event", "k-1", "1 to 3")
    assert found.count == ask(data, target="cave").count
