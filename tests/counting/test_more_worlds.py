"""The counting rules against known worlds: parts, replaced reports, late additions, ranges, kinds and effects of targets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.counting import checks
from dateline.query import Answer, Desk
from tests.counting.worlds import COUNTRIES, EFFECTS, KINDS, World, questions, worlds
from tests.factories import record

MEASURES = st.sampled_from(["strikes", "targets"])


@given(worlds(), questions(), MEASURES)
def test_the_truth_lies_within_the_bounds(world: World, asked: dict[str, Any], measure: str) -> None:
    count = Desk(world.record).ask(measure, **asked).count
    truth = world.truth(measure, asked)
    assert count.low <= truth
    assert count.high is None or truth <= count.high


@given(worlds(), questions(), MEASURES, st.data())
def test_narrowing_never_raises_a_bound(world: World, asked: dict[str, Any], measure: str, data: st.DataObject) -> None:
    desk = Desk(world.record)
    wide, less = desk.ask(measure, **asked), desk.ask(measure, **data.draw(narrower(asked)))
    assert less.low <= wide.low
    assert wide.high is None or (less.high is not None and less.high <= wide.high)


@st.composite
def narrower(draw: st.DrawFn, asked: dict[str, Any]) -> dict[str, Any]:
    """The same question with less time, and with whatever limit it does not have yet."""
    start = draw(st.dates(asked["start"], asked["end"]))
    limits: dict[str, Any] = {"start": start, "end": draw(st.dates(start, asked["end"]))}
    if draw(st.booleans()):
        limits |= {"start": asked["start"], "end": asked["end"]}
    if "place" not in asked and draw(st.booleans()):
        limits["country"] = draw(st.sampled_from(COUNTRIES))
    if draw(st.booleans()):
        limits["target"] = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True))
    if draw(st.booleans()):
        limits["effect"] = draw(st.sampled_from(EFFECTS))
    return limits | {name: value for name, value in asked.items() if name not in ("start", "end")}


@given(worlds(), questions(), st.sampled_from(["week", "day", "month", "country", "place", "report", "target", "effect"]))
def test_a_total_of_targets_lies_between_the_sums_of_any_partition(world: World, asked: dict[str, Any], dimension: str) -> None:
    assert_partition(Desk(world.record).ask("targets", **asked), dimension)


@given(worlds(), questions(), st.sampled_from(["week", "day", "month", "country", "place", "report"]))
def test_a_total_of_strikes_lies_between_the_sums_of_any_partition(world: World, asked: dict[str, Any], dimension: str) -> None:
    """By target they are no partition: one strike may hit two kinds."""
    assert_partition(Desk(world.record).ask("strikes", **asked), dimension)


def assert_partition(answer: Answer, dimension: str) -> None:
    table = answer.by(dimension)
    assert table.rest is not None
    counts = [*(row.count for row in table), table.rest]
    assert sum(count.low for count in counts) <= answer.low
    highs = [count.high for count in counts]
    if answer.coverage == "full" and None not in highs:
        assert answer.high is not None
        assert answer.high <= sum(high or 0 for high in highs)


@given(worlds(), questions(), MEASURES, st.randoms(use_true_random=False))
def test_the_order_of_files_events_and_totals_never_matters(
    world: World, asked: dict[str, Any], measure: str, random: Any
) -> None:
    shuffled = []
    for found in world.record.reports.values():
        events, rows = list(found.events), list(found.stated)
        random.shuffle(events)
        random.shuffle(rows)
        shuffled.append(replace(found, events=tuple(events), stated=tuple(rows)))
    random.shuffle(shuffled)
    one, two = Desk(world.record).ask(measure, **asked), Desk(record(*shuffled)).ask(measure, **asked)
    assert one.count == two.count
    for dimension in ("place", "report"):
        assert [(r.key, r.count) for r in one.by(dimension)] == [(r.key, r.count) for r in two.by(dimension)]
        assert one.by(dimension).rest == two.by(dimension).rest


@given(worlds())
def test_reports_that_tell_the_truth_do_not_contradict_each_other(world: World) -> None:
    desk = Desk(world.record)
    assert list(checks.overlaps(desk.standing)) == []
    assert list(checks.discrepancies(desk.ledger("strikes"))) == []
    assert list(checks.discrepancies(desk.ledger("targets"))) == []


@given(worlds(), questions(), MEASURES)
def test_what_a_report_counts_is_counted_by_its_events_and_its_rows(world: World, asked: dict[str, Any], measure: str) -> None:
    answer = Desk(world.record).ask(measure, **asked)
    shown = [row for row in answer.by("report") if row.count.low]
    assert {row.key for row in shown} <= {found.id for found in answer.reports()}
    for row in answer.by("place"):
        assert row.count == Desk(world.record).ask(measure, **{**asked, "country": row.country, "place": row.key}).count


@pytest.mark.parametrize("measure", ["strikes", "targets"])
@given(world=worlds(), asked=questions())
def test_without_a_gap_the_reports_bound_what_is_asked(measure: str, world: World, asked: dict[str, Any]) -> None:
    answer = Desk(world.record).ask(measure, **asked)
    assert (answer.uncovered == 0) == (answer.coverage == "full")
    assert answer.coverage == "full" or answer.high is None
