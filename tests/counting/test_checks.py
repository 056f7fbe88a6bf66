from __future__ import annotations

from typing import Any

import pytest

from dateline.counting import checks
from dateline.counting.checks import Finding
from dateline.model import Discrepancy, Report
from dateline.query import Desk
from tests.factories import WEEK, event, record, report, stated, tally

DAY = "2018-04-01"
NOTE = Discrepancy("stated", "Why.")


def found(*reports: Report) -> list[Finding]:
    desk = Desk(record(*reports))
    ledgers = [desk.ledger(measure) for measure in desk.measures]
    sums = [finding for ledger in ledgers for finding in checks.discrepancies(ledger)]
    return [*checks.overlaps(desk.standing), *sums, *checks.needed(desk.standing, ledgers)]


def one(*reports: Report) -> tuple[str, tuple[str | int, ...], str]:
    (finding,) = found(*reports)
    return finding.report.id, finding.path, finding.code


def test_reports_over_the_same_days_and_country_are_an_error() -> None:
    pair = report("a", WEEK, [stated(WEEK, strikes=9)]), report("b", "2018-04-05/2018-04-08", covers=("syria",), partial=True)
    assert one(*pair) == ("b", ("period",), "overlap")
    assert found(*pair)[0].message == (
        "reports 'a' (2018-03-30/2018-04-05) and 'b' (2018-04-05/2018-04-08) both cover syria on 2018-04-05"
    )
    assert "part_of: a" in found(*pair)[0].help


@pytest.mark.parametrize(
    "rest", [{"part_of": "a"}, {"replaces": "a"}, {"covers": ("syria",)}, {"actor": "other"}], ids=lambda rest: next(iter(rest))
)
def test_what_makes_two_reports_no_overlap(rest: dict[str, Any]) -> None:
    assert found(report("a", WEEK, covers=("iraq",)), report("b", DAY, **{"covers": ("iraq",), **rest})) == []


def test_a_long_report_overlaps_more_than_the_next_one() -> None:
    rows = report("a", WEEK), report("b", DAY), report("c", "2018-04-03")
    assert [(finding.report.id, finding.path) for finding in found(*rows)] == [("b", ("period",)), ("c", ("period",))]


def test_two_parts_that_itemise_the_same_day_are_an_error() -> None:
    lines = [report(name, DAY, events=[event(name, DAY, "bayji", strikes=2)], part_of="a") for name in ("b", "c")]
    assert one(report("a", WEEK), *lines) == ("c", ("period",), "overlap")


def test_a_part_of_a_part_is_no_overlap() -> None:
    assert found(report("a", WEEK), report("b", DAY, part_of="a"), report("c", DAY, part_of="b")) == []


def test_items_that_exceed_a_total() -> None:
    over = report(
        "a", WEEK, [stated(WEEK, strikes=5)], [event("e", DAY, "bayji", strikes=4), event("f", DAY, "rutbah", strikes=4)]
    )
    assert one(over) == ("a", ("stated", 0), "discrepancy")
    assert found(over)[0].message == "strikes: items add up to 8 under a stated total of 5"
    assert "discrepancy: {use: stated" in found(over)[0].help


def test_items_that_may_exceed_a_total_do_not_yet() -> None:
    assert found(report("a", WEEK, [stated(WEEK, strikes=5)], [event("e", DAY, "bayji", strikes=(3, 9))])) == []


def test_totals_that_exceed_the_total_above_them() -> None:
    rows = [stated(WEEK, strikes=5), stated(WEEK, country="iraq", strikes=4), stated(WEEK, country="syria", strikes=2)]
    assert one(report("a", WEEK, rows)) == ("a", ("stated", 0), "discrepancy")


def test_totals_that_leave_a_remainder_without_a_place_to_be() -> None:
    rows = [stated(WEEK, strikes=9), stated(WEEK, country="iraq", strikes=4), stated(WEEK, country="syria", strikes=2)]
    assert one(report("a", WEEK, rows)) == ("a", ("stated", 0), "discrepancy")
    assert "no day open and add up to 6" in found(report("a", WEEK, rows))[0].message


def test_items_that_exceed_a_total_of_the_whole_by_way_of_a_part() -> None:
    lines = report("b", DAY, events=[event("e", DAY, "bayji", strikes=6)], part_of="a", covers=("iraq",))
    assert one(report("a", WEEK, [stated(WEEK, strikes=5)]), lines) == ("a", ("stated", 0), "discrepancy")


@pytest.mark.parametrize(("whole", "part", "smaller"), [(5, 7, "a"), (7, 5, "b"), (7, 12, "a"), (12, 7, "b")])
def test_a_part_that_states_another_total_for_the_same_days(whole: int, part: int, smaller: str) -> None:
    pair = report("a", DAY, [stated(DAY, strikes=whole)]), report("b", DAY, [stated(DAY, strikes=part)], part_of="a")
    assert one(*pair) == (smaller, ("stated", 0), "discrepancy")


def test_a_part_that_states_the_same_total() -> None:
    assert found(report("a", DAY, [stated(DAY, strikes=5)]), report("b", DAY, [stated(DAY, strikes=5)], part_of="a")) == []


def test_a_crossing_total_is_checked_too() -> None:
    rows = [stated(WEEK, country="iraq", strikes=9), stated(DAY, strikes=2)]
    items = [event("e", DAY, "bayji", strikes=3)]
    assert one(report("a", WEEK, rows, items)) == ("a", ("stated", 1), "discrepancy")


def test_lists_of_targets_are_checked_as_strikes_are() -> None:
    rows = [stated(WEEK, strikes=5, tallies={"target": (tally("cave", 1),)})]
    items = [event("e", DAY, "bayji", strikes=3, tallies={"target": (tally("vehicle", 2),)})]
    assert one(report("a", WEEK, rows, items)) == ("a", ("stated", 0), "discrepancy")
    assert found(report("a", WEEK, rows, items))[0].message.startswith("target: ")


@pytest.mark.parametrize("use", ["stated", "items"])
def test_a_note_settles_it(use: Any) -> None:
    rows = [stated(WEEK, strikes=5, discrepancy=Discrepancy(use, "Why."))]
    items = [event("e", DAY, "bayji", strikes=4), event("f", DAY, "rutbah", strikes=4)]
    assert found(report("a", WEEK, rows, items)) == []


def test_a_note_on_a_crossing_total_settles_it() -> None:
    rows = [stated(WEEK, country="iraq", strikes=9), stated(DAY, strikes=2, discrepancy=NOTE)]
    assert found(report("a", WEEK, rows, [event("e", DAY, "bayji", strikes=3)])) == []


def test_a_note_without_a_discrepancy_is_idle() -> None:
    rows = [stated(WEEK, strikes=5, discrepancy=NOTE)]
    assert one(report("a", WEEK, rows, [event("e", DAY, "bayji", strikes=4)])) == (
        "a",
        ("stated", 0, "discrepancy"),
        "idle-discrepancy",
    )


def test_a_note_on_a_remainder_without_a_place_is_not_idle() -> None:
    rows = [
        stated(WEEK, strikes=9, discrepancy=NOTE),
        stated(WEEK, country="iraq", strikes=4),
        stated(WEEK, country="syria", strikes=2),
    ]
    assert found(report("a", WEEK, rows)) == []


def test_notes_of_a_replaced_report_are_left_alone() -> None:
    old = report("a", WEEK, [stated(WEEK, strikes=5, discrepancy=NOTE)])
    assert found(old, report("b", WEEK, [stated(WEEK, strikes=5)], replaces="a")) == []


def test_late_additions_and_retractions_exceed_nothing() -> None:
    items = [
        event("e", DAY, "bayji", strikes=5),
        event("f", DAY, "bayji", strikes=4, retracted=True),
        event("g", "2018-03-20", "bayji", strikes=4, adds_to="z"),
    ]
    assert found(report("a", WEEK, [stated(WEEK, strikes=5)], items)) == []
