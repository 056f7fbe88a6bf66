"""The coverage chart: what reports itemise of what they state, by report, month or year, and the days without any."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import Drawing, theme
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.model import Amount, Discrepancy, Period, Report
from dateline.query import Desk
from tests.charts.published import (
    asked,
    bars,
    check_published,
    check_rows,
    check_specification,
    check_texts_fit,
    keys,
    labels,
    of_world,
    spec,
    texts,
)
from tests.counting.worlds import World, questions, worlds
from tests.factories import event, record, report, seed_report, stated

ONE, TWO, FOUR = "2018-04-06/2018-04-12", "2018-04-13/2018-04-19", "2018-04-27/2018-05-03"
SPRING = (
    report(
        "a", ONE, [stated(ONE, strikes=39)], [event("a1", ONE, "abu-kamal", strikes=20), event("a2", ONE, "bayji", strikes=1)]
    ),
    report("b", TWO, events=[event("b1", TWO, "abu-kamal", strikes=8)], partial=True),
    # 20 to 26 April: no report
    report("d", FOUR, [stated(FOUR, strikes=4)], [event("d1", FOUR, "abu-kamal", strikes=4)]),
)


def coverage(*reports: Report, scope: str | None = None, **options: object) -> Drawing:
    return asked("coverage", *reports, scope=scope, **options)


def test_each_report_shows_what_it_itemises_of_its_total() -> None:
    drawing = coverage(*SPRING)
    assert labels(drawing) == [
        "Report of 6 to 12 April 2018: 21 of 39 strikes itemised",
        "Report of 6 to 12 April 2018: 18 of 39 strikes stated, not itemised",
        "Report of 13 to 19 April 2018: 8 of at least 8 strikes itemised, without a stated total",
        "Report of 27 April to 3 May 2018: 4 of 4 strikes itemised",
    ]
    assert {"21 of 39", "8+, no total", "all 4", "no report, 7 days"} <= set(texts(drawing))
    assert keys(drawing) == [
        ("solid", "itemised"),
        ("solid", "itemised, no total stated"),
        ("hatch", "in a total only"),
        ("onward", "at least (+): not all of it reported"),
    ]
    check_published(drawing)


def test_the_headline_counts_what_is_itemised() -> None:
    assert coverage(SPRING[0]).title == "Of 39 strikes, 21 are itemised"
    assert coverage(*SPRING).title == "Of at least 51 strikes, 33 are itemised"
    assert coverage(seed_report()).title == "All 9 strikes are itemised"
    assert coverage(SPRING[0], country="iraq").title == "Of at least 1 strike in Iraq, 1 is itemised"
    assert coverage(report("n", ONE, [stated(ONE, strikes=5)])).title == "None of 5 strikes is itemised"
    assert coverage(report("z", ONE, [stated(ONE, strikes=0)])).title == "0 strikes, so nothing is itemised"
    assert coverage(*SPRING, scope="2018-04-20/2018-04-26").title == "No report covers 20 to 26 April 2018"
    one = report("o", ONE, events=[event("e", ONE, "bayji", strikes=1)])
    assert coverage(one).title == "1 strike, itemised"


def test_rows_split_into_what_has_a_line_and_what_has_none() -> None:
    rows = coverage(*SPRING).rows
    assert [(row["checked"], row["loose"], row["remainder"], row["total"]) for row in rows] == [
        (Count(21), Count(0), Count(18), Count(39)),
        (Count(0), Count(8), Count(0), Count(8, 0, None)),
        (None, None, None, None),
        (Count(4), Count(0), Count(0), Count(4)),
    ]
    assert [row["bare"] for row in rows] == [0, 0, 7, 0]
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_the_summary_says_what_is_missing() -> None:
    words = coverage(*SPRING).summary
    assert words.startswith("Strikes in 3 reports, 6 April to 3 May 2018: at least 51 in all, 33 with a line of their own.")
    assert "18 strikes stand only in a total. Most of these for certain: 18, 6 to 12 April 2018." in words
    assert "1 report states no total to check the lines against." in words
    assert "No report covers 7 of 28 days." in words


def test_no_report_zero_and_no_number_are_told_apart() -> None:
    zero = coverage(report("z", ONE, [stated(ONE, strikes=0)]))
    assert labels(zero) == ["Report of 6 to 12 April 2018: 0 strikes"]
    assert keys(zero) == [("zero", "0 reported")]
    silent = coverage(report("s", ONE, [stated(ONE, engagements=4)]))
    assert labels(silent) == []
    assert "no number given" in texts(silent)
    nothing = coverage(*SPRING, scope="2018-04-20/2018-04-26")
    assert texts(nothing) == ["20–26 Apr 2018", "no report, 7 days"]
    for drawing in (zero, silent, nothing):
        check_published(drawing)


def test_a_line_that_is_a_range_leaves_open_how_much_has_no_line() -> None:
    ranged = event("e", ONE, "bayji", strikes=(2, 5))
    drawing = coverage(report("r", ONE, [stated(ONE, strikes=9)], [ranged]))
    assert drawing.title == "Of 9 strikes, 2 to 5 are itemised"
    assert drawing.rows[0]["remainder"] == Count(4, 3)
    solid, light, hatch = bars(drawing)
    assert [bar["x2"] - bar["x"] for bar in (solid, light, hatch)] == [2, 3, 4]
    assert (light["opacity"], hatch["fill"]) == (theme.LIGHT, theme.colour("hatch"))
    assert "2 to 5 of 9" in texts(drawing)


def test_lines_that_exceed_the_total_are_not_drawn_beyond_it() -> None:
    total = stated(ONE, strikes=5, discrepancy=Discrepancy("stated", "lines add to 8"))
    drawing = coverage(report("r", ONE, [total], [event("e", ONE, "bayji", strikes=8)]))
    assert [bar["x2"] for bar in bars(drawing)] == [5]
    assert "In 1 report lines and totals disagree" in drawing.summary
    check_published(drawing)


def test_a_range_in_the_total_is_lighter() -> None:
    total = stated(ONE, strikes=(4, 6))
    drawing = coverage(report("r", ONE, [total], [event("e", ONE, "bayji", strikes=4)]))
    assert labels(drawing)[-1] == "Report of 6 to 12 April 2018: possibly 2 strikes more"
    assert "4 of 4–6" in texts(drawing)
    check_published(drawing)


def test_parts_count_with_the_report_that_they_itemise() -> None:
    day = "2018-04-08"
    part = report("p", day, [stated(day, strikes=6)], [event("p1", day, "bayji", strikes=6)], part_of="w")
    drawing = coverage(report("w", ONE, [stated(ONE, strikes=10)]), part)
    assert [(row["id"], str(row["checked"]), str(row["total"])) for row in drawing.rows] == [("w", "6", "10")]


def test_a_later_addition_stands_with_the_report_that_made_it() -> None:
    late = event("late", "2018-04-12", "bayji", strikes=2, adds_to="a")
    later = report("b", TWO, [stated(TWO, strikes=3)], [event("b1", TWO, "baghdad", strikes=3), late])
    rows = coverage(SPRING[0], later).rows
    assert (rows[1]["checked"], rows[1]["loose"], rows[1]["total"]) == (Count(3), Count(2), Count(5))


def daily(number: int, first: dt.date = dt.date(2017, 1, 1)) -> list[Report]:
    days = [str(first + dt.timedelta(n)) for n in range(number)]
    return [
        report(f"r{day}", day, [stated(day, strikes=n % 5)], [event(f"e{day}", day, "bayji", strikes=n % 3)] if n % 5 > 2 else [])
        for n, day in enumerate(days)
    ]


def test_many_reports_are_taken_together_by_month_and_said_to_be() -> None:
    reports = daily(100)
    del reports[40:45]
    drawing = coverage(*reports)
    assert [row["name"] for row in drawing.rows] == ["Jan 2017", "Feb 2017", "Mar 2017", "Apr 2017"]
    assert [row["reports"] for row in drawing.rows] == [31, 23, 31, 10]
    assert [row["bare"] for row in drawing.rows] == [0, 5, 0, 0]
    assert drawing.subtitle.startswith("Strikes by the month in which a report’s period ends")
    assert "5 days without a report" in texts(drawing)
    assert labels(drawing)[0] == "Reports of January 2017: 12 of 60 strikes itemised"
    # February has days without a report: what is left of it is no full count.
    assert [row["total"].open for row in drawing.rows] == [0, None, 0, 0]
    assert [text.endswith("+") for text in texts(drawing) if " of " in text] == [False, True, False, False]
    assert ("onward", "at least (+): not all of it reported") in keys(drawing)
    assert sum(row["total"].low for row in drawing.rows) == drawing.total.low
    check_published(drawing)


def test_a_month_reported_for_one_country_only_is_at_least() -> None:
    day = report("s", "2018-04-08", [stated("2018-04-08", strikes=3)], covers=("syria",))
    other = report("w", "2018-04-09", [stated("2018-04-09", strikes=4)])
    drawing = coverage(day, other, by="month")
    assert str(drawing.rows[0]["total"]) == "at least 7"
    assert str(coverage(other, by="month").rows[0]["total"]) == "4"
    check_published(drawing)


def test_a_month_of_zeros_with_days_missing_is_still_reported_as_zero() -> None:
    drawing = coverage(
        *(report(f"r{day}", f"2018-04-{day}", [stated(f"2018-04-{day}", strikes=0)]) for day in (10, 12)), by="month"
    )
    assert labels(drawing) == ["Reports of April 2018: 0 strikes"]
    assert keys(drawing) == [("zero", "0 reported")]
    assert str(drawing.rows[0]["total"]) == "at least 0"
    check_published(drawing)


def test_many_months_are_taken_together_by_year() -> None:
    monthly = [
        report(f"r{n}", f"{2010 + n // 12}-{n % 12 + 1:02}-05", [stated(f"{2010 + n // 12}-{n % 12 + 1:02}-05", strikes=1)])
        for n in range(40)
    ]
    drawing = coverage(*monthly)
    assert [row["name"] for row in drawing.rows] == ["2010", "2011", "2012", "2013"]
    check_rows(drawing)


def test_the_author_may_choose() -> None:
    reports = daily(30)
    assert len(coverage(*reports).rows) == 1
    assert len(coverage(*reports, by="report").rows) == 30
    assert len(coverage(*reports[:3], by="year").rows) == 1
    with pytest.raises(QueryError, match="option 'by' takes report, month or year, not 'week'"):
        coverage(*reports, by="week")
    with pytest.raises(QueryError, match="would have 70 rows, more than 60") as caught:
        coverage(*daily(70), by="report")
    assert caught.value.code == "too-many-rows"


def test_reports_of_some_countries_say_which() -> None:
    syria = report("s", ONE, [stated(ONE, strikes=4)], covers=("syria",))
    drawing = coverage(syria)
    assert drawing.rows[0]["name"] == "6–12 Apr 2018, Syria"
    assert "On 7 days reports cover some, but not every country." in drawing.summary
    check_published(drawing)
    assert coverage(syria, country="syria").rows[0]["name"] == "6–12 Apr 2018"


@pytest.mark.parametrize("reports", [SPRING, daily(25), daily(80), [seed_report()]], ids=["spring", "25", "80", "seed"])
def test_texts_stay_within_the_drawing(reports: list[Report]) -> None:
    check_texts_fit(coverage(*reports))


def test_names_stand_above_the_bars_where_there_is_little_room() -> None:
    narrow, wide = (spec(coverage(*SPRING), width) for width in (theme.NARROW, theme.WIDE))
    assert narrow["width"] > 300
    assert narrow["padding"]["left"] < 10 < wide["padding"]["left"]


def test_every_specification_is_valid_vega_lite() -> None:
    check_specification(coverage(*SPRING))


@given(worlds(), questions(), st.sampled_from([None, "report", "month", "year"]))
def test_rows_and_marks_agree_whatever_was_reported(world: World, question: dict[str, object], by: str | None) -> None:
    drawing = of_world("coverage", world, question, **({"by": by} if by else {}))
    check_rows(drawing)
    check_texts_fit(drawing)


def test_an_open_range_is_at_least() -> None:
    drawing = coverage(report("r", ONE, [stated(ONE, strikes=(4, None))]))
    assert drawing.rows[0]["total"].open is None
    assert "0 of 4+" in texts(drawing)
    assert Desk(record(SPRING[0])).extent == Period.parse(ONE)
    assert Amount(4, None).high is None


def test_a_hundred_years_are_the_most_that_is_looked_at_day_by_day() -> None:
    assert coverage(*SPRING, scope="1919-01-01/2018-12-31").rows
    with pytest.raises(QueryError, match="shows at most 36,525 days, not 730,485") as refused:
        coverage(*SPRING, scope="1000-01-01/2999-12-31")
    assert refused.value.code == "too-many-rows"
