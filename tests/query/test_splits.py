from __future__ import annotations

from typing import Any

import pytest

from dateline.errors import QueryError
from dateline.query import Answer, Desk, Table
from tests.factories import WEEK, event, record, report, seed_report, stated, tally

LISTED = {"target": (tally("vehicle", 3), tally("cave", 1, "damaged"))}
SECOND = report(
    "second",
    "2018-04-06/2018-04-12",
    [stated("2018-04-06/2018-04-12", strikes=5)],
    [event("s", "2018-04-08", "bayji", strikes=3, tallies=LISTED), event("u", "2018-04-09", country="syria", strikes=1)],
)
desk = Desk(record(seed_report(), SECOND))


def rows(table: Table) -> list[tuple[str, str, str]]:
    return [(row.key, row.label, str(row.count)) for row in table]


def rest(table: Table) -> tuple[int, int | None]:
    assert table.rest is not None
    return table.rest.low, table.rest.high


def ask(measure: str = "strikes", **filters: Any) -> Answer:
    return desk.ask(measure, **filters)


def test_by_week() -> None:
    table = ask(start="2018-03-30", end="2018-04-14").by("week")
    assert rows(table) == [
        ("2018-03-30", "30 March to 5 April 2018", "9"),
        ("2018-04-06", "6 to 12 April 2018", "5"),
        ("2018-04-13", "13 to 14 April 2018", "at least 0"),
    ]
    assert [row.coverage for row in table] == ["full", "full", "none"]
    assert [row.uncovered for row in table] == [0, 0, 4]
    assert [str(row.period) for row in table] == ["2018-03-30/2018-04-05", "2018-04-06/2018-04-12", "2018-04-13/2018-04-14"]
    assert (len(table), rest(table), table.dimension) == (3, (0, 0), "week")


def test_the_weeks_at_the_ends_count_only_what_is_asked() -> None:
    table = ask(start="2018-04-03", end="2018-04-08").by("week")
    assert rows(table) == [("2018-03-30", "3 to 5 April 2018", "0 to 9"), ("2018-04-06", "6 to 8 April 2018", "3 to 4")]


def test_by_day() -> None:
    assert rows(ask(start="2018-04-07", end="2018-04-09").by("day")) == [
        ("2018-04-07", "7 April 2018", "0 to 1"),
        ("2018-04-08", "8 April 2018", "3 to 4"),
        ("2018-04-09", "9 April 2018", "1 to 2"),
    ]


def test_by_month() -> None:
    table = ask(start="2018-03-31", end="2018-05-01").by("month")
    assert [(key, label) for key, label, _ in rows(table)] == [
        ("2018-03", "March 2018"), ("2018-04", "April 2018"), ("2018-05", "May 2018"),
    ]  # fmt: skip
    assert [str(row.period) for row in table] == ["2018-03-31", "2018-04-01/2018-04-30", "2018-05-01"]
    assert [str(row.count) for row in table] == ["0 to 9", "at least 5", "at least 0"]


def test_by_country() -> None:
    assert rows(ask(week="2018-03-30").by("country")) == [("iraq", "Iraq", "6"), ("syria", "Syria", "3")]
    assert rows(ask(country="syria", week="2018-03-30").by("country")) == [("syria", "Syria", "3")]
    places = ask(place=["baghdad", "shadaddi", "abu-kamal"], week="2018-03-30").by("country")
    assert rows(places) == [("iraq", "Iraq", "1"), ("syria", "Syria", "3")]
    assert [row.country for row in places] == ["iraq", "syria"]


def test_by_place() -> None:
    table = ask(week="2018-04-06").by("place")
    assert rows(table) == [("bayji", "Bayji", "at least 3")]
    assert [row.country for row in table] == ["iraq"]
    assert rest(table) == (2, 2)
    one = ask(week="2018-03-30", place=["bayji", "baghdad"]).by("place")
    assert rows(one) == [("baghdad", "Baghdad", "1"), ("bayji", "Bayji", "0 to 3")]
    assert rows(ask(week="2018-03-30", country="syria").by("place")) == [
        ("abu-kamal", "Abu Kamal", "0 to 3"), ("shadaddi", "Shadaddi", "0 to 3"),
    ]  # fmt: skip


def test_what_nobody_stated_to_be_of_a_kind_is_in_the_rest() -> None:
    """Two strikes at Bayji without a list of targets: none there is known to have hit a cave, both may have."""
    plain = Desk(record(report("a", WEEK, events=[event("e", WEEK, "bayji", strikes=2)])))
    table = plain.ask("strikes", target="cave").by("place")
    assert (table.rows, rest(table)) == ((), (0, 2))


def test_kinds_whose_effect_nobody_stated_are_in_the_rest() -> None:
    listed = {"target": (tally("vehicle", 3, None), tally("cave", 1))}
    plain = Desk(record(report("a", WEEK, events=[event("e", WEEK, "bayji", strikes=2, tallies=listed)])))
    table = plain.ask("targets", effect="destroyed").by("target")
    assert rows(table) == [("cave", "Cave", "1")]
    assert rest(table) == (0, 3)
    assert str(plain.ask("targets", effect="destroyed")) == "at least 1"


def test_by_report() -> None:
    table = ask().by("report")
    assert rows(table) == [("2018-04-06-cjtf-oir",) * 2 + ("9",), ("second", "second", "5")]
    assert rows(ask(country="iraq", end="2018-04-05").by("report")) == [("2018-04-06-cjtf-oir",) * 2 + ("6",)]
    assert rows(ask(report="second").by("report")) == [("second", "second", "5")]


def test_by_target() -> None:
    table = ask("targets", week="2018-04-06").by("target")
    assert rows(table) == [("vehicle", "Vehicle", "at least 3"), ("cave", "Cave", "at least 1")]
    assert rest(table) == (0, None)
    strikes = ask(day="2018-04-08", place="bayji").by("target")
    assert [row.key for row in strikes] == ["vehicle", "cave"]
    assert rows(ask("targets", target="cave", week="2018-04-06").by("target")) == [("cave", "Cave", "at least 1")]


def test_by_effect() -> None:
    table = ask("targets", week="2018-04-06").by("effect")
    assert rows(table) == [("destroyed", "Destroyed", "at least 3"), ("damaged", "Damaged", "at least 1")]
    assert rows(ask("targets", week="2018-04-06", effect="damaged").by("effect")) == [("damaged", "Damaged", "at least 1")]
    assert rows(ask("targets", week="2018-04-06", target="cave").by("effect")) == [("damaged", "Damaged", "at least 1")]
    seed = ask("targets", week="2018-03-30", country="iraq").by("effect")
    assert (seed.rows, rest(seed)) == ((), (0, 6))


def test_a_row_can_be_split_again() -> None:
    iraq = ask(week="2018-03-30").by("country").rows[0]
    assert rows(iraq.answer.by("place"))[0] == ("al-qaim", "Al Qaim", "0 to 2")
    week = ask().by("week").rows[1]
    assert rows(week.answer.by("country")) == [("iraq", "Iraq", "at least 3"), ("syria", "Syria", "at least 1")]
    assert rows(week.answer.by("place"))[0] == ("bayji", "Bayji", "at least 3")


@pytest.mark.parametrize("dimension", ["weeks", "Week", "", "strikes", None, ["week"]])
def test_an_unknown_dimension(dimension: Any) -> None:
    with pytest.raises(QueryError, match="no dimension") as caught:
        ask().by(dimension)
    assert caught.value.code == "unknown-dimension"
    if dimension in ("weeks", "Week"):
        assert caught.value.help == "did you mean 'week'?"


@pytest.mark.parametrize("dimension", ["day", "week", "month"])
def test_a_table_that_nobody_can_read_is_refused(dimension: str) -> None:
    with pytest.raises(QueryError, match=f"a table by {dimension} of .* days has more than 10,000 rows"):
        ask(start="1000-01-01", end="9998-12-31").by(dimension)


@pytest.mark.parametrize("dimension", ["day", "week", "month"])
def test_the_ends_of_the_calendar(dimension: str) -> None:
    assert len(ask(start="1000-01-01", end="1000-01-31").by(dimension)) >= 1
    assert len(ask(start="9998-12-01", end="9998-12-31").by(dimension)) >= 1


def test_a_total_of_a_place_is_a_row_without_any_event() -> None:
    only = Desk(record(report("a", WEEK, [stated(WEEK, strikes=9), stated(WEEK, place="bayji", strikes=2)])))
    table = only.ask("strikes").by("place")
    assert rows(table) == [("bayji", "Bayji", "2")]
    assert rest(table) == (7, 7)


@pytest.mark.parametrize("dimension", ["day", "week", "month"])
def test_spans_of_thousands_of_years_are_not_split(dimension: str) -> None:
    asked = ask(start="1000-01-01", end="9998-12-31")
    assert asked.low == 14
    with pytest.raises(QueryError, match="more than 10,000 rows"):
        asked.by(dimension)
