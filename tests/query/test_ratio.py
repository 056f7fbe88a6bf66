from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.query import Desk, Ratio, change, share
from dateline.query.ratio import change_of, share_of
from tests.factories import record, report, seed_report, stated

numbers = st.integers(0, 5000)
counts = st.builds(Count, numbers, numbers, st.one_of(st.none(), numbers))
desk = Desk(record(seed_report(), report("next", "2018-04-06/2018-04-12", [stated("2018-04-06/2018-04-12", strikes=14)])))
week = desk.ask("strikes", week="2018-03-30")


@given(numbers, st.integers(1, 5000))
def test_a_share_of_exact_numbers_is_their_quotient(part: int, whole: int) -> None:
    assume(part <= whole)
    found = share_of(Count(part), Count(whole))
    assert found.low == found.high == Decimal(100) * part / whole


@given(numbers, st.integers(1, 5000))
def test_a_change_of_exact_numbers_is_their_quotient(now: int, before: int) -> None:
    found = change_of(Count(now), Count(before))
    assert found.low == found.high == Decimal(100) * (now - before) / before


@st.composite
def within(draw: st.DrawFn, count: Count) -> int:
    return draw(st.integers(count.low, 20_000 if count.high is None else count.high))


@given(counts, counts, st.data())
def test_a_share_holds_every_possible_quotient(part: Count, whole: Count, data: st.DataObject) -> None:
    assume(whole.low)
    top, bottom = data.draw(within(part)), data.draw(within(whole))
    assume(top <= bottom)
    assert_holds(share_of(part, whole), Decimal(100) * top / bottom)


@given(counts, counts, st.data())
def test_a_change_holds_every_possible_quotient(now: Count, before: Count, data: st.DataObject) -> None:
    assume(before.low)
    after, start = data.draw(within(now)), data.draw(within(before))
    assert_holds(change_of(now, before), Decimal(100) * (after - start) / start)


def assert_holds(ratio: Ratio, truth: Decimal) -> None:
    assert ratio.low is None or ratio.low <= truth
    assert ratio.high is None or truth <= ratio.high
    assert ratio.low is None or ratio.high is None or ratio.low <= ratio.high


@pytest.mark.parametrize(
    ("ratio", "reads"),
    [
        (Ratio(Decimal("66.67"), Decimal("66.67")), "67%"),
        (Ratio(Decimal("66.5"), Decimal("66.5")), "67%"),
        (Ratio(Decimal("-66.5"), Decimal("-66.5")), "−67%"),
        (Ratio(Decimal("-0.3"), Decimal("-0.3")), "0%"),
        (Ratio(Decimal("33.9"), Decimal("50.1")), "33% to 51%"),
        (Ratio(Decimal("33.9"), Decimal("50.1"), 1), "33.9% to 50.1%"),
        (Ratio(Decimal("99.6"), None), "at least 99%"),
        (Ratio(None, Decimal("0.4")), "at most 1%"),
        (Ratio(None, None), "unknown"),
        (Ratio(Decimal(1234), Decimal(1234)), "1,234%"),
        (Ratio(Decimal("-12.4"), Decimal("8.2")), "−13% to 9%"),
    ],
)
def test_how_a_ratio_reads(ratio: Ratio, reads: str) -> None:
    """An exact one is rounded to the nearest, bounds outwards: what is printed is never more than is known."""
    assert str(ratio) == reads


@pytest.mark.parametrize(
    ("part", "reads"),
    [
        ({"country": "iraq"}, "67%"),
        ({"place": "baghdad"}, "11%"),
        ({"place": "bayji"}, "0% to 34%"),
        ({"day": "2018-04-01"}, "0% to 100%"),
    ],
)
def test_a_share_of_a_week(part: dict[str, Any], reads: str) -> None:
    asked = part if "day" in part else {"week": "2018-03-30", **part}
    assert str(share(desk.ask("strikes", **asked), week)) == reads


def test_shares_with_decimals_and_of_sums() -> None:
    iraq = desk.ask("strikes", week="2018-03-30", country="iraq")
    assert str(share(iraq, week, digits=2)) == "66.67%"
    assert str(share(iraq + desk.ask("strikes", week="2018-03-30", country="syria"), week)) == "100%"
    assert str(share(week, week + desk.ask("strikes", week="2018-04-06"))) == "39%"


def test_a_change_between_weeks() -> None:
    after = desk.ask("strikes", week="2018-04-06")
    assert str(change(after, week)) == "56%"
    assert str(change(week, after)) == "−36%"
    assert str(change(desk.ask("strikes", day="2018-04-13"), week)) == "at least −100%"


@pytest.mark.parametrize(
    ("part", "whole"),
    [({}, {"week": "2018-03-30"}), ({"country": "iraq"}, {"place": "bayji"}), ({"week": "2018-03-30"}, {"target": "cave"})],
)
def test_a_share_is_of_a_whole_that_holds_the_part(part: dict[str, Any], whole: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match="does not lie within") as caught:
        share(desk.ask("strikes", **part), desk.ask("strikes", **whole))
    assert caught.value.code == "no-share"


def test_nothing_is_no_whole() -> None:
    nothing = desk.ask("strikes", week="2018-03-30", target="cave", country="syria")
    with pytest.raises(QueryError, match="there is no share of 0"):
        share(nothing, nothing)
    with pytest.raises(QueryError, match="there is no change from 0"):
        change(week, nothing)
    with pytest.raises(QueryError, match="there is no change from at least 0"):
        change(week, desk.ask("strikes", day="2018-04-13"))


@pytest.mark.parametrize("ask", [share, change])
def test_shares_and_changes_are_within_one_measure(ask: Any) -> None:
    with pytest.raises(QueryError, match="within one measure, not between strikes and engagements"):
        ask(week, desk.ask("engagements"))
    with pytest.raises(QueryError, match="is between two queries"):
        ask(9, week)


@pytest.mark.parametrize("digits", [-1, 7, 1.0, "2", True, None, 10**9])
@pytest.mark.parametrize("ask", [share, change])
def test_digits_are_few(ask: Any, digits: Any) -> None:
    with pytest.raises(QueryError, match="digits= takes a number of decimals from 0 to 6"):
        ask(week, week, digits)
