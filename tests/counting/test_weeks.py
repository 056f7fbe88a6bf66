from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.counting.weeks import ONE_DAY, week_of, weeks_between
from dateline.model import Period, WeekRule
from tests.factories import DATASET


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2018-04-05", "2018-03-30/2018-04-05"),
        ("2018-04-06", "2018-04-06/2018-04-12"),
        ("2018-05-31", "2018-05-25/2018-05-31"),
        ("2018-06-01", "2018-06-01/2018-06-10"),
        ("2018-06-10", "2018-06-01/2018-06-10"),
        ("2018-06-11", "2018-06-11/2018-06-17"),
        ("2018-12-15", "2018-12-10/2018-12-15"),
        ("2018-12-16", "2018-12-16/2018-12-29"),
        ("2019-01-12", "2018-12-30/2019-01-12"),
        ("2014-08-08", "2014-08-08/2014-08-14"),
        ("2014-08-07", "2014-08-01/2014-08-07"),
        ("2014-07-31", "2014-07-25/2014-07-31"),
    ],
)
def test_the_weeks_of_the_coalition(day: str, week: str) -> None:
    assert week_of(DATASET.weeks, dt.date.fromisoformat(day)) == Period.parse(week)


def test_a_week_that_the_next_rule_cuts_is_short() -> None:
    assert week_of(DATASET.weeks, dt.date(2018, 12, 14)).days == 6


@st.composite
def rules(draw: st.DrawFn) -> tuple[WeekRule, ...]:
    """Rules as the loader lets them through: each starts after the one before it, a single period when it is over."""
    made: list[WeekRule] = []
    free = dt.date(2018, 1, 1)
    for _ in range(draw(st.integers(1, 4))):
        start = free + dt.timedelta(draw(st.integers(0, 20)))
        once = draw(st.booleans())
        days = draw(st.integers(1, 15)) if once else draw(st.sampled_from([7, 14]))
        made.append(WeekRule(start, days, once=once))
        free = start + dt.timedelta(days if once else 1)
    return tuple(made)


@given(rules(), st.dates(dt.date(2017, 10, 1), dt.date(2018, 6, 1)), st.integers(0, 60))
def test_weeks_cut_the_calendar_without_gap_or_overlap(weeks: tuple[WeekRule, ...], start: dt.date, days: int) -> None:
    asked = Period(start, start + dt.timedelta(days))
    found = list(weeks_between(weeks, asked))
    assert found[0].contains(Period(start, start))
    assert found[-1].contains(Period(asked.end, asked.end))
    for one, two in itertools.pairwise(found):
        assert two.start == one.end + ONE_DAY


@given(rules(), st.dates(dt.date(2017, 10, 1), dt.date(2018, 6, 1)))
def test_every_day_of_a_week_says_that_it_is_in_it(weeks: tuple[WeekRule, ...], day: dt.date) -> None:
    week = week_of(weeks, day)
    assert week.contains(Period(day, day))
    assert {week_of(weeks, each) for each in week.each_day()} == {week}


def test_the_days_after_a_last_single_period_lie_in_periods_too() -> None:
    once = (WeekRule(dt.date(2018, 6, 1), 10, once=True),)
    asked = Period(dt.date(2018, 6, 1), dt.date(2018, 6, 25))
    assert [str(week) for week in weeks_between(once, asked)] == [
        "2018-06-01/2018-06-10",
        "2018-06-11/2018-06-20",
        "2018-06-21/2018-06-30",
    ]
