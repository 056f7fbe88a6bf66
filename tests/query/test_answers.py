from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Answer, Desk, ranked
from tests.factories import WEEK, event, record, report, seed_report, stated

desk = Desk(record(seed_report()))
strikes = desk.ask("strikes")
NEXT = report("next", "2018-04-06/2018-04-12", [stated("2018-04-06/2018-04-12", strikes=14, engagements=20)])
two_weeks = Desk(record(seed_report(), NEXT))


def test_an_answer_prints_as_its_count() -> None:
    assert str(strikes) == str(strikes.count) == "9"
    assert (strikes.low, strikes.high) == (9, 9)
    assert f"{desk.ask('strikes', place='bayji')}" == "0 to 3"


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, "strikes, 30 March to 5 April 2018"),
        ({"country": "iraq"}, "strikes, Iraq, 30 March to 5 April 2018"),
        ({"country": ["syria", "iraq"]}, "strikes, Iraq and Syria, 30 March to 5 April 2018"),
        ({"place": "Baiji", "day": "2018-04-01"}, "strikes, Bayji, 1 April 2018"),
        ({"place": ["bayji", "abu-kamal"]}, "strikes, Abu Kamal or Bayji, 30 March to 5 April 2018"),
        ({"target": "cave", "effect": "destroyed"}, "strikes, Cave, Destroyed, 30 March to 5 April 2018"),
        ({"report": "2018-04-06-cjtf-oir"}, "strikes, report 2018-04-06-cjtf-oir, 30 March to 5 April 2018"),
        ({"actor": "other"}, "strikes, Other, 30 March to 5 April 2018"),
    ],
)
def test_the_question_in_words(filters: dict[str, Any], words: str) -> None:
    assert desk.ask("strikes", **filters).in_words() == words


def test_a_sum_keeps_its_bounds_and_its_words() -> None:
    both = desk.ask("strikes", place="bayji") + desk.ask("strikes", place="baghdad")
    assert str(both) == "1 to 4"
    assert both.in_words() == "strikes, Bayji, 30 March to 5 April 2018 and strikes, Baghdad, 30 March to 5 April 2018"
    weeks = two_weeks.ask("strikes", week="2018-03-30") + two_weeks.ask("strikes", week="2018-04-06")
    assert str(weeks) == "23"
    assert weeks.period == Period.parse("2018-03-30/2018-04-12")
    assert [found.id for found in weeks.reports()] == ["2018-04-06-cjtf-oir", "next"]
    assert str(desk.ask("targets", country="iraq", target="cave") + desk.ask("targets", country="iraq", target="vehicle")) == "2"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({}, {}),
        ({}, {"country": "iraq"}),
        ({"country": "iraq"}, {"place": "bayji"}),
        ({"place": ["bayji", "baghdad"]}, {"place": "baghdad"}),
        ({"day": "2018-04-01"}, {"start": "2018-04-01"}),
        ({"target": "cave"}, {"target": "vehicle"}),
    ],
)
def test_a_sum_that_counts_twice_is_refused(one: dict[str, Any], two: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match="count the same strikes twice") as caught:
        desk.ask("strikes", **one) + desk.ask("strikes", **two)
    assert (caught.value.code, caught.value.help) == ("counted-twice", "narrow one of the two")


def test_a_sum_of_sums_that_counts_twice_is_refused() -> None:
    both = desk.ask("strikes", country="iraq") + desk.ask("strikes", country="syria")
    with pytest.raises(QueryError, match="twice"):
        both + desk.ask("strikes", place="bayji")
    with pytest.raises(QueryError, match="a sum cannot be split further"):
        both.by("place")


targets, engagements = desk.ask("targets"), desk.ask("engagements")


@pytest.mark.parametrize(
    ("sum_", "message"),
    [
        (lambda: strikes + engagements, "cannot add engagements and strikes: they are different measures"),
        (lambda: strikes - targets, "cannot subtract targets and strikes: they are different measures"),
        (lambda: strikes + 1, "cannot add 1 and strikes"),
        (lambda: 1 + strikes, "cannot add 1 and strikes"),
        (lambda: strikes - "3", "cannot subtract '3' and strikes"),
        (lambda: 3 - strikes, "cannot subtract 3 and strikes"),
    ],
    ids=["other-measure", "category", "number", "number-first", "text", "number-less"],
)
def test_measures_and_numbers_do_not_mix(sum_: Callable[[], Any], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        sum_()
    assert (caught.value.message, caught.value.code) == (message, "mixed-measures")


@pytest.mark.parametrize(
    ("one", "two", "reads", "low", "high"),
    [
        ({"country": "iraq"}, {"country": "syria"}, "3", 3, 3),
        ({"country": "syria"}, {"country": "iraq"}, "−3", -3, -3),
        ({"country": "iraq"}, {"place": "bayji"}, "3 to 6", 3, 6),
        ({"place": "bayji"}, {"place": "baghdad"}, "−1 to 2", -1, 2),
        ({}, {"day": "2018-04-07"}, "at most 9", None, 9),
        ({"day": "2018-04-07"}, {}, "at least −9", -9, None),
        ({"day": "2018-04-07"}, {"day": "2018-04-08"}, "unknown", None, None),
    ],
)
def test_a_difference(one: dict[str, Any], two: dict[str, Any], reads: str, low: int | None, high: int | None) -> None:
    found = desk.ask("strikes", **one) - desk.ask("strikes", **two)
    assert (str(found), found.low, found.high) == (reads, low, high)


def test_the_rows_that_certainly_count_most() -> None:
    assert [row.key for row in strikes.top("place", 3)] == ["baghdad", "abu-kamal", "bayji"]
    assert [str(row) for row in strikes.top("country", 1)] == ["Iraq"]
    assert len(strikes.top("place", 99)) == 7
    assert ranked(strikes.by("place").rows)[-1].key == "rutbah"


@pytest.mark.parametrize("number", [0, -1, True, 2.0, "3", None])
def test_top_takes_a_number_of_rows(number: Any) -> None:
    with pytest.raises(QueryError, match="takes a number of rows from 1"):
        strikes.top("place", number)


def test_the_events_behind_an_answer() -> None:
    assert [item.event.id for item in desk.ask("strikes", place="bayji").items()] == ["bayji-qayyarah"]
    assert [item.event.id for item in desk.ask("strikes", country="syria").items()] == ["syria"]
    assert len(strikes.items()) == 4


def test_the_reports_behind_an_answer() -> None:
    assert [found.id for found in strikes.reports()] == ["2018-04-06-cjtf-oir"]
    assert desk.ask("strikes", day="2018-04-09").reports() == ()
    assert [found.id for found in two_weeks.ask("strikes", day="2018-04-06").reports()] == ["next"]


def test_coverage_of_a_sum() -> None:
    def on(day: str) -> Answer:
        return desk.ask("strikes", day=day)

    assert (on("2018-04-01") + on("2018-04-02")).coverage == "full"
    assert (on("2018-04-05") + on("2018-04-06")).coverage == "partial"
    assert (on("2018-04-06") + on("2018-04-07")).coverage == "none"
    assert (on("2018-04-06") + on("2018-04-07")).uncovered == 4


def test_a_sum_of_ranges_holds_what_is_true() -> None:
    """The three near Bayji and Qayyarah are not stated apart: asked one by one they may be none or all at each."""
    apart = desk.ask("strikes", place="bayji") + desk.ask("strikes", place="qayyarah")
    together = desk.ask("strikes", place=["bayji", "qayyarah"])
    assert (str(apart), str(together)) == ("0 to 6", "3")
    assert apart.low <= together.low
    assert apart.high is not None
    assert together.high is not None
    assert together.high <= apart.high


def test_a_desk_builds_no_ledger_that_is_not_asked_for() -> None:
    fresh = Desk(record(report("a", WEEK, events=[event("e", WEEK, "bayji", strikes=1)])))
    assert str(fresh.ask("strikes")) == "1"
    assert fresh.ledger("strikes") is fresh.ledger("strikes")
    assert list(fresh._ledgers) == ["strikes"]
