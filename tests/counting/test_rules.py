"""The counting rules one by one, each in a record as small as it can be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dateline.counting import checks
from dateline.counting.standing import as_known
from dateline.model import Discrepancy, Report, Source
from dateline.query import Desk
from tests.factories import WEEK, event, record, report, stated, tally

DAY = "2018-04-01"


def ask(*reports: Report, measure: str = "strikes", **filters: Any) -> str:
    return str(Desk(record(*reports)).ask(measure, **filters))


# Amounts ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "reads"), [(3, "3"), ((1, 4), "1 to 4"), ((2, None), "at least 2"), ((0, 1), "0 to 1"), (0, "0")]
)
def test_a_recorded_range_stays_one(amount: Any, reads: str) -> None:
    assert ask(report("a", DAY, events=[event("e", DAY, "bayji", strikes=amount)]), place="bayji") == reads


def test_a_range_under_a_stated_total_leaves_a_remainder_that_is_one_too() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9)], [event("e", DAY, "bayji", strikes=(2, 5))])
    desk = Desk(record(week))
    assert str(desk.ask("strikes")) == "9"
    assert desk.ask("strikes", place="bayji").count.low == 2
    assert desk.ask("strikes", place="bayji").high == 9
    rest = desk.ask("strikes").by("place").rest
    assert rest is not None
    assert (rest.low, rest.high) == (4, 7)


@pytest.mark.parametrize(("amount", "reads"), [((3, None), "at least 5"), ((3, 9), "5 to 9"), ((7, 9), "7 to 9"), (9, "9")])
def test_items_sharpen_a_total_that_is_itself_a_range(amount: Any, reads: str) -> None:
    """Five strikes are itemised under a total of "three or more"."""
    week = report("a", WEEK, [stated(WEEK, strikes=amount)], [event("e", DAY, "bayji", strikes=5)])
    assert ask(week) == reads


def test_a_list_of_a_country_sharpens_one_of_the_whole() -> None:
    some, two = {"target": (tally("vehicle", None),)}, {"target": (tally("vehicle", 2),)}
    week = report("a", WEEK, [stated(WEEK, strikes=4, tallies=some), stated(WEEK, country="iraq", strikes=3, tallies=two)])
    assert ask(week, measure="targets") == "at least 2"
    assert ask(week, measure="targets", country="iraq") == "2"


def test_what_is_left_of_a_list_is_known_kind_by_kind() -> None:
    """Of five vehicles and some caves, three vehicles and some caves are itemised elsewhere: two vehicles are left."""
    stated_list = {"target": (tally("vehicle", 5), tally("cave", None))}
    item = {"target": (tally("vehicle", 3), tally("cave", None))}
    rows = [stated(WEEK, strikes=9, tallies=stated_list), stated(WEEK, country="syria", strikes=4, tallies=item)]
    week = report("a", WEEK, rows)
    assert ask(week, measure="targets", country="iraq", target="vehicle") == "2"
    assert ask(week, measure="targets", country="iraq") == "at least 2"


def test_the_most_of_a_part_of_the_days_is_known_kind_by_kind() -> None:
    """Of two caves and three vehicles, two vehicles fell on the first day: a later day has at most two caves and a vehicle."""
    first, last = WEEK.split("/")
    rows = [
        stated(WEEK, strikes=5, tallies={"target": (tally("cave", 2), tally("vehicle", 3))}),
        stated(WEEK, country="syria", strikes=2, tallies={"target": (tally("cave", None),)}),
        stated(first, country="iraq", strikes=2, tallies={"target": (tally("vehicle", 2),)}),
    ]
    desk = Desk(record(report("a", WEEK, rows)))
    asked: list[dict[str, Any]] = [{"target": "cave"}, {"target": "vehicle"}, {}]
    assert [desk.ask("targets", start=last, end=last, **limits).high for limits in asked] == [2, 1, 3]


def test_an_event_of_an_itemised_total_may_be_what_a_day_leaves_over() -> None:
    """All of Syria's two strikes are itemised, one for the 3rd, one for the 3rd or 4th; the 3rd had two: so it was the 3rd."""
    syria: dict[str, Any] = {"country": "syria"}
    lines = [event("e", "2018-06-03/2018-06-04", "shadaddi", strikes=1), event("f", "2018-06-03", "shadaddi", strikes=1)]
    rows = [stated("2018-06-03/2018-06-04", strikes=5), stated("2018-06-03", strikes=2, **syria)]
    days = report("days", "2018-06-03/2018-06-04", rows, lines, part_of="all")
    desk = Desk(record(report("all", "2018-06-02/2018-06-04", [stated("2018-06-02/2018-06-04", strikes=2, **syria)]), days))
    assert list(checks.discrepancies(desk.ledger("strikes"))) == []
    assert str(desk.ask("strikes", day="2018-06-03", **syria)) == "2"
    assert desk.ask("strikes", day="2018-06-03", place="shadaddi").low <= 2


# Places and spans ---------------------------------------------------------------------------------------------------------


def test_a_span_that_straddles_weeks_gives_a_range_to_each() -> None:
    span = report("a", "2018-03-28/2018-04-02", events=[event("e", "2018-03-29/2018-03-31", "bayji", strikes=4)])
    weeks = Desk(record(span)).ask("strikes", start="2018-03-28", end="2018-04-02").by("week")
    assert [(row.key, str(row.count)) for row in weeks] == [("2018-03-23", "0 to 4"), ("2018-03-30", "0 to 4")]


def test_a_report_that_straddles_weeks_gives_a_range_to_each() -> None:
    straddling = report("a", "2018-03-28/2018-04-02", [stated("2018-03-28/2018-04-02", strikes=7)])
    weeks = Desk(record(straddling)).ask("strikes", start="2018-03-28", end="2018-04-02").by("week")
    assert [(row.key, str(row.count)) for row in weeks] == [("2018-03-23", "0 to 7"), ("2018-03-30", "0 to 7")]
    assert str(Desk(record(straddling)).ask("strikes")) == "7"


def test_places_in_two_countries_blur_the_country() -> None:
    either = report("a", DAY, events=[event("e", DAY, "al-qaim abu-kamal", strikes=3)])
    assert ask(either) == "3"
    assert ask(either, country="iraq") == "0 to 3"
    assert ask(either, place=["al-qaim", "abu-kamal"]) == "3"


def test_an_event_that_names_only_a_country_is_open_within_it() -> None:
    vague = report("a", DAY, events=[event("e", DAY, country="iraq", strikes=3)])
    assert ask(vague, country="iraq") == "3"
    assert ask(vague, country="syria") == "0"
    assert ask(vague, place="bayji") == "at least 0"
    table = Desk(record(vague)).ask("strikes").by("place")
    assert (table.rows, str(table.rest)) == ((), "3")


# Stated totals ------------------------------------------------------------------------------------------------------------


def test_what_a_total_leaves_over_is_counted_where_nobody_stated() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9)], [event("e", DAY, "bayji", strikes=4)])
    assert ask(week) == "9"
    assert ask(week, country="iraq") == "at least 4"
    assert ask(week, day=DAY) == "4 to 9"
    assert ask(week, place="bayji") == "at least 4"


def test_the_total_of_a_country_closes_the_other() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9), stated(WEEK, country="iraq", strikes=6)])
    assert ask(week, country="syria") == "3"


def test_a_total_of_a_place() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9), stated(WEEK, place="bayji", strikes=2)])
    assert ask(week, place="bayji") == "2"
    assert ask(week, place="qayyarah") == "at least 0"
    assert ask(week, country="iraq") == "at least 2"


def test_totals_of_two_measures_do_not_mix() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9, engagements=14)], [event("e", DAY, "bayji", strikes=4)])
    assert ask(week, measure="engagements") == "14"
    assert ask(week, measure="engagements", place="bayji") == "at least 0"


def test_a_measure_that_nobody_gave_is_unknown() -> None:
    week = report("a", WEEK, [stated(WEEK, strikes=9)], [event("e", DAY, "bayji", strikes=4)])
    assert ask(week, measure="engagements") == "at least 0"
    some = report("b", DAY, events=[event("e", DAY, "bayji", strikes=4, engagements=5), event("f", DAY, "rutbah", strikes=1)])
    assert ask(some, measure="engagements") == "at least 5"
    assert ask(some, measure="engagements", place="bayji") == "5"


@pytest.mark.parametrize(("use", "reads"), [("stated", "7"), ("items", "8")])
def test_a_discrepancy_says_which_figure_is_used(use: Any, reads: str) -> None:
    rows = [stated(DAY, strikes=7, discrepancy=Discrepancy(use, "Seven in the sentence, eight in the line."))]
    day = report("a", DAY, rows, [event("e", DAY, "bayji", strikes=5), event("f", DAY, "rutbah", strikes=3)])
    assert ask(day) == reads
    assert ask(day, country="iraq") == reads


def test_where_the_stated_figure_is_used_no_place_is_sure_of_all_its_items() -> None:
    rows = [stated(DAY, strikes=7, discrepancy=Discrepancy("stated", "Why."))]
    day = report("a", DAY, rows, [event("e", DAY, "bayji", strikes=5), event("f", DAY, "rutbah", strikes=3)])
    assert ask(day, place="bayji") == "4 to 5"
    assert ask(day, place="rutbah") == "2 to 3"
    assert ask(day, place=["bayji", "rutbah"]) == "7"


def test_a_partial_report_gives_a_least_number_where_it_states_no_total() -> None:
    lines = [event("e", DAY, "bayji", strikes=4), event("f", DAY, "shadaddi", strikes=2)]
    cut = report("a", WEEK, [stated(WEEK, country="iraq", strikes=5)], lines, partial=True)
    assert ask(cut) == "at least 7"
    assert ask(cut, country="iraq") == "5"
    assert ask(cut, country="syria") == "at least 2"
    assert ask(report("a", WEEK, [stated(WEEK, strikes=6)], lines, partial=True)) == "6"


# Parts, replacements, retractions, late additions -------------------------------------------------------------------------


def whole(**rest: Any) -> Report:
    return report("whole", WEEK, [stated(WEEK, strikes=9)], [event("w", WEEK, "bayji qayyarah", strikes=3)], **rest)


def part(name: str = "part", **rest: Any) -> Report:
    return report(
        name, DAY, [stated(DAY, strikes=4)], [event(f"{name}-e", DAY, "rutbah", strikes=2)], **{"part_of": "whole", **rest}
    )


def test_parts_fill_the_total_of_the_whole() -> None:
    both = (whole(), part())
    assert ask(*both) == "9"
    assert ask(*both, place="rutbah") == "at least 2"
    assert ask(*both, day=DAY) == "4"


def test_an_item_of_the_whole_may_be_among_the_day_total_of_a_part() -> None:
    """Two of the four on the day are not itemised; the three of the week at Bayji or Qayyarah may be among them, or not."""
    rest = Desk(record(whole(), part())).ask("strikes").by("place").rest
    assert rest is not None
    assert (rest.low, rest.high) == (4, 7)


def test_a_day_with_a_total_leaves_the_others_the_rest() -> None:
    both = (report("whole", WEEK, [stated(WEEK, strikes=9)]), part())
    assert ask(*both, day=DAY) == "4"
    assert ask(*both, day="2018-04-02") == "0 to 5"


def test_a_part_of_a_part_counts_once() -> None:
    lines = report("lines", DAY, events=[event("l", DAY, "bayji", strikes=2)], part_of="part", covers=("iraq",))
    assert ask(whole(), part(), lines) == "9"
    assert ask(whole(), part(), lines, report="part") == "4"
    assert ask(whole(), part(), lines, report="part", place="bayji") == "2"


def test_a_report_may_be_asked_for_what_it_says_itself() -> None:
    both = (whole(), part())
    assert ask(*both, report="part") == "4"
    assert ask(*both, report="whole") == "9"
    assert ask(*both, report=["whole", "part"]) == "9"
    assert [row.key for row in Desk(record(*both)).ask("strikes").by("report")] == ["whole"]


def test_the_events_of_a_report_are_those_of_its_parts_too() -> None:
    desk = Desk(record(whole(), part()))
    assert [item.event.id for item in desk.ask("strikes", report="whole").items()] == ["part-e", "w"]
    assert [item.event.id for item in desk.ask("strikes", report="part").items()] == ["part-e"]
    table = desk.ask("strikes", report="part").by("place")
    assert [(row.key, row.count.low) for row in table] == [("rutbah", 2)]
    assert str(table.rest) == "2"


def test_a_replaced_report_counts_nothing_but_can_be_asked() -> None:
    old = report("old", WEEK, [stated(WEEK, strikes=12)], [event("e", DAY, "bayji", strikes=12)])
    new = report("new", WEEK, [stated(WEEK, strikes=9)], replaces="old")
    assert ask(old, new) == "9"
    assert ask(old, new, place="bayji") == "at least 0"
    assert ask(old, new, report="old") == "12"
    assert ask(old, new, report=["old", "new"]) == "9"
    assert [found.id for found in Desk(record(old, new)).ask("strikes").reports()] == ["new"]


def test_the_parts_of_a_replaced_report_go_over_to_its_replacement() -> None:
    again = report("again", WEEK, [stated(WEEK, strikes=8)], replaces="whole")
    assert ask(whole(), part(), again) == "8"
    assert ask(whole(), part(), again, place="rutbah") == "at least 2"


def test_a_part_that_the_replacement_does_not_cover_is_not_lost() -> None:
    """The release corrects its dates: what was itemised for a day outside of them stands alone again."""
    later = report("later", "2018-04-02/2018-04-05", [stated("2018-04-02/2018-04-05", strikes=5)], replaces="whole")
    assert ask(whole(), part(), later, day=DAY) == "4"
    assert ask(whole(), part(), later) == "9"


def test_reports_that_are_part_of_each_other_in_a_circle_do_not_vanish() -> None:
    one = report("one", DAY, [stated(DAY, strikes=4)], part_of="two", replaces="three")
    two = report("two", DAY, [stated(DAY, strikes=4)], part_of="three")
    three = report("three", DAY, [stated(DAY, strikes=9)])
    hanging = report("part", DAY, events=[event("e", DAY, "bayji", strikes=1)], part_of="one", covers=("iraq",))
    desk = Desk(record(one, two, three, hanging))
    assert {top.id for top in desk.standing.tops} >= {"one", "two"}


def test_a_retracted_event_counts_nothing() -> None:
    lines = [event("e", DAY, "bayji", strikes=4), event("f", DAY, "bayji", strikes=2, retracted=True)]
    assert ask(report("a", DAY, events=lines)) == "4"
    desk = Desk(record(report("a", DAY, events=lines)))
    assert [item.event.id for item in desk.ask("strikes").items()] == ["e"]


def late() -> tuple[Report, Report]:
    first = report("first", WEEK, [stated(WEEK, strikes=9)])
    added = event("late", "2018-04-05", "shadaddi", strikes=3, adds_to="first")
    second = report("second", "2018-04-06/2018-04-12", [stated("2018-04-06/2018-04-12", strikes=5)], [added], source="later")
    return first, second


LATER = Source("later", "The next week", "The coalition", "https://example.org/b", published=dt.date(2018, 4, 13))


def test_a_late_addition_counts_on_its_own_day_outside_of_all_totals() -> None:
    known = record(*late(), sources=[LATER])
    desk = Desk(known)
    assert str(desk.ask("strikes", week="2018-03-30")) == "12"
    assert str(desk.ask("strikes", week="2018-04-06")) == "5"
    assert str(desk.ask("strikes", day="2018-04-05", place="shadaddi")) == "at least 3"
    assert [item.event.id for item in desk.ask("strikes", week="2018-03-30").items()] == ["late"]
    assert [found.id for found in desk.ask("strikes", week="2018-03-30").reports()] == ["first", "second"]


def test_late_additions_are_rows_of_the_report_that_made_them() -> None:
    desk = Desk(record(*late(), sources=[LATER]))
    rows = desk.ask("strikes", week="2018-03-30").by("report")
    assert [(row.key, str(row.count)) for row in rows] == [("first", "9"), ("second", "3")]


def test_a_late_addition_by_a_part_is_a_row_of_the_whole() -> None:
    first, second = late()
    made = event("late", "2018-04-05", "shadaddi", strikes=3, adds_to="first")
    piece = report("piece", "2018-04-07", events=[made], part_of="second")
    rest = report("second", str(second.period), second.stated, source="later")
    rows = Desk(record(first, rest, piece, sources=[LATER])).ask("strikes").by("report")
    assert [(row.key, str(row.count)) for row in rows] == [("first", "9"), ("second", "8")]


def test_the_record_as_it_was_known() -> None:
    known = record(*late(), sources=[LATER])
    before = as_known(known, dt.date(2018, 4, 12))
    assert list(before.reports) == ["first"]
    assert str(Desk(before).ask("strikes", week="2018-03-30")) == "9"
    assert list(as_known(known, dt.date(2018, 4, 13)).reports) == ["first", "second"]
    assert not as_known(known, dt.date(2018, 4, 5)).reports


def test_a_report_without_a_date_is_known_the_day_after_its_period() -> None:
    undated = Source("undated", "A page", "Somebody", "https://example.org/c")
    known = record(report("a", DAY, [stated(DAY, strikes=1)], source="undated"), sources=[undated])
    assert not as_known(known, dt.date(2018, 4, 1)).reports
    assert list(as_known(known, dt.date(2018, 4, 2)).reports) == ["a"]


def test_what_a_report_was_before_it_was_replaced() -> None:
    old = report("old", WEEK, [stated(WEEK, strikes=12)])
    new = report("new", WEEK, [stated(WEEK, strikes=9)], replaces="old", source="later")
    piece = report("piece", DAY, [stated(DAY, strikes=2)], part_of="new", source="lwj-2018-04-06")
    known = record(old, new, piece, sources=[LATER])
    assert str(Desk(known).ask("strikes")) == "9"
    assert str(Desk(as_known(known, dt.date(2018, 4, 10))).ask("strikes", report="old")) == "12"


# Kinds and effects --------------------------------------------------------------------------------------------------------


def struck(*tallies: Any, strikes: Any = 2, **rest: Any) -> Report:
    return report("a", DAY, events=[event("e", DAY, "bayji", strikes=strikes, tallies={"target": tallies}, **rest)])


@pytest.mark.parametrize(
    ("filters", "reads"),
    [
        ({}, "5"),
        ({"target": "vehicle"}, "4"),
        ({"target": "vehicle", "effect": "damaged"}, "1"),
        ({"effect": "destroyed"}, "4"),
        ({"effect": "engaged"}, "0"),
        ({"target": "tactical-unit"}, "0"),
        ({"target": ["vehicle", "cave"]}, "5"),
    ],
)
def test_targets_by_kind_and_effect(filters: dict[str, Any], reads: str) -> None:
    day = struck(tally("vehicle", 3), tally("vehicle", 1, "damaged"), tally("cave", 1))
    assert ask(day, measure="targets", **filters) == reads


@pytest.mark.parametrize(
    ("filters", "reads"),
    [
        ({"target": "cave"}, "1 to 4"),
        ({"target": ["vehicle", "cave"]}, "4"),
        ({"target": "tactical-unit"}, "0"),
        ({"effect": "destroyed"}, "4"),
        ({"effect": "damaged"}, "0"),
    ],
)
def test_strikes_by_what_they_hit(filters: dict[str, Any], reads: str) -> None:
    assert ask(struck(tally("vehicle", 3), tally("cave", 1), strikes=4), **filters) == reads


def test_some_is_at_least_one() -> None:
    day = struck(tally("vehicle", None), tally("cave", 2))
    assert ask(day, measure="targets") == "at least 3"
    assert ask(day, measure="targets", target="cave") == "2"


def test_an_effect_that_nobody_stated_may_be_any() -> None:
    day = struck(tally("vehicle", 3, None), tally("cave", 1))
    assert ask(day, measure="targets", effect="destroyed") == "at least 1"
    assert ask(day, measure="targets", effect="damaged") == "at least 0"
    assert ask(day, measure="targets", target="vehicle", effect="damaged") == "at least 0"
    assert ask(day, measure="targets", target="cave", effect="damaged") == "0"
    assert ask(day, effect="damaged") == "at least 0"
    table = Desk(record(day)).ask("targets").by("effect")
    assert [(row.key, str(row.count)) for row in table] == [("destroyed", "at least 1")]
    assert table.rest is not None
    assert table.rest.high == 3


def test_an_event_without_a_list_may_have_hit_anything() -> None:
    day = report("a", DAY, events=[event("e", DAY, "bayji", strikes=2)])
    assert ask(day, measure="targets") == "at least 0"
    assert ask(day, target="cave") == "at least 0"
    rest = Desk(record(day)).ask("strikes").by("target").rest
    assert rest is not None
    assert (rest.low, rest.high) == (0, 2)


def test_a_count_by_kind_is_never_above_the_stated_total() -> None:
    """The newsroom uses the stated seven, though the lines, all at a cave, add up to eight."""
    rows = [stated(DAY, strikes=7, discrepancy=Discrepancy("stated", "Why."))]
    cave = {"target": (tally("cave"),)}
    day = report("a", DAY, rows, [event(f"e{n}", DAY, "bayji", strikes=4, tallies=cave) for n in range(2)])
    answer = Desk(record(day)).ask("strikes", target="cave")
    assert answer.high == 7
