"""The weekly chart: its rows, marks, words and geometry, for the seed week and for every odd kind of week."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from dateline.charts import Drawing, prepare, theme
from dateline.charts.weekly_plot import WeeklyPlot
from dateline.counting.bounds import Count
from dateline.model import Period, Report
from dateline.query import Desk
from tests.charts.published import check_specification, check_texts_apart, check_texts_fit
from tests.factories import event, record, report, seed_report, stated


def week(name: str, period: str, strikes: int, iraq: int | None = None, **rest: Any) -> Report:
    """A report of a total, split by country if `iraq` is given."""
    totals = [stated(period, strikes=strikes)]
    if iraq is not None:
        totals += [stated(period, strikes=iraq, country="iraq"), stated(period, strikes=strikes - iraq, country="syria")]
    return report(name, period, totals, **rest)


ODD = (
    week("a", "2018-04-06/2018-04-12", 12, 4),
    week("b", "2018-04-13/2018-04-19", 0),
    # 20 to 26 April: no report
    week("c", "2018-04-27/2018-04-30", 7, 2),
    week("d", "2018-05-04/2018-05-10", 20),
)
SCOPE = Period(dt.date(2018, 4, 6), dt.date(2018, 5, 10))


def drawn(*reports: Report, scope: Period | None = None, **options: object) -> Drawing:
    return prepare("weekly", options, Desk(record(*reports)), scope)


def bars(drawing: Drawing, width: int = 720) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawing.draw(drawing.plot, width).to_dict()["datasets"]["bars"]
    return found


def texts(drawing: Drawing, width: int = 720) -> list[str]:
    found = drawing.draw(drawing.plot, width).to_dict()["datasets"]["texts"]
    return [" ".join(entry["text"]) if isinstance(entry["text"], list) else entry["text"] for entry in found]


def test_the_seed_week() -> None:
    drawing = drawn(seed_report())
    assert drawing.title == "9 strikes in the week of 30 March to 5 April 2018, 6 of them in Iraq"
    assert drawing.subtitle == "Strikes per reporting week, by country, 30 March to 5 April 2018."
    assert [bar["label"] for bar in bars(drawing)] == [
        "Week of 30 March to 5 April 2018, Iraq: 6 strikes",
        "Week of 30 March to 5 April 2018, Syria: 3 strikes",
    ]
    assert drawing.marks == 2
    assert [(entry.mark, entry.label) for entry in drawing.key] == [("solid", "Iraq"), ("solid", "Syria")]
    assert drawing.source_ids == ("lwj-2018-04-06",)
    assert drawing.rows == (
        {
            "period": "30 March to 5 April 2018",
            "start": dt.date(2018, 3, 30),
            "end": dt.date(2018, 4, 5),
            "days": 7,
            "iraq": Count(6),
            "syria": Count(3),
            "total": Count(9),
            "coverage": "all days",
        },
    )


def test_a_single_week_names_its_parts_beside_the_bar_and_does_not_fill_the_page() -> None:
    drawing = drawn(seed_report())
    assert {"9", "6", "3", "Iraq", "Syria"} <= set(texts(drawing))
    spec = drawing.draw(drawing.plot, 720).to_dict()
    assert spec["width"] <= 7 * 16


def test_zero_no_report_part_of_a_week_and_unsplit_totals_look_different() -> None:
    drawing = drawn(*ODD, scope=SCOPE)
    by_label = {bar["label"]: bar for bar in bars(drawing)}
    assert list(by_label) == [
        "Week of 6 to 12 April 2018, Iraq: 4 strikes",
        "Week of 6 to 12 April 2018, Syria: 8 strikes",
        "Week of 13 to 19 April 2018: 0 strikes",
        "20 to 26 April 2018 (1 week): no report",
        "Week of 27 April to 3 May 2018, Iraq: 2 strikes, of at least 7 in all",
        "Week of 27 April to 3 May 2018, Syria: 5 strikes, of at least 7 in all",
        "Week of 4 to 10 May 2018, country not stated: 20 strikes",
    ]
    zero, gap = by_label["Week of 13 to 19 April 2018: 0 strikes"], by_label["20 to 26 April 2018 (1 week): no report"]
    assert (zero["y"], zero["y2"], zero["line"]) == (0, 0, 2)
    assert gap["y2"] > 0
    assert gap["fill"] != zero["fill"]
    assert [entry.label for entry in drawing.key] == [
        "Iraq",
        "Syria",
        "country not stated",
        "at least (+): not all of it reported",
        "0 strikes reported",
        "no report",
    ]
    assert len(drawing.draw(drawing.plot, 720).to_dict()["datasets"]["arrows"]) == 1
    assert {"12", "0", "at least 7", "20", "no report"} <= set(texts(drawing))
    assert "122+" in texts(drawn(week("top", "2016-01-01/2016-01-06", 122), *long_record()[1:]), 340)


def test_rows_of_missing_weeks_have_no_count_rather_than_zero() -> None:
    drawing = drawn(*ODD, scope=SCOPE)
    missing = next(row for row in drawing.rows if row["start"] == dt.date(2018, 4, 20))
    assert (missing["total"], missing["iraq"], missing["coverage"]) == (None, None, "no report")
    zero = next(row for row in drawing.rows if row["start"] == dt.date(2018, 4, 13))
    assert (zero["total"], zero["coverage"]) == (Count(0), "all days")


def test_a_report_that_straddles_weeks_is_drawn_lighter_in_each() -> None:
    straddling = report(
        "s", "2018-04-06/2018-04-19", [stated("2018-04-06/2018-04-19", strikes=5, country="syria")], covers=("syria",)
    )
    drawing = drawn(straddling, country="syria")
    assert [row["total"] for row in drawing.rows] == [Count(0, 5), Count(0, 5)]
    assert {bar["opacity"] for bar in bars(drawing)} == {0.3}
    assert bars(drawing)[0]["label"] == "Week of 6 to 12 April 2018, Syria: possibly 5 strikes more"
    assert [(entry.mark, entry.label) for entry in drawing.key] == [("light", "possible, not certain")]
    assert drawing.title == "No strikes in Syria are certain in any of 2 weeks"


LENGTHS = (
    week("w", "2018-05-25/2018-05-31", 14, 7),
    week("ten", "2018-06-01/2018-06-10", 30, 10),
    week("x", "2018-06-11/2018-06-17", 7, 7),
)


def test_periods_of_other_lengths_are_drawn_per_day_and_as_wide_as_they_are() -> None:
    drawing = drawn(*LENGTHS)
    assert "per day in each reporting period" in drawing.subtitle
    assert "as wide as the period" in drawing.subtitle
    assert drawing.title == "The period 1 to 10 June 2018 had the most strikes a day of 3 periods: 3"
    ten = [bar for bar in bars(drawing) if bar["label"].startswith("10 days from 1 to 10 June 2018")]
    assert (ten[0]["x"], ten[0]["x2"]) == ("2018-06-01T00:00:00Z", "2018-06-11T00:00:00Z")
    assert [bar["y2"] for bar in ten] == [1, 3]
    assert {"14", "30", "7"} <= set(texts(drawing))
    assert any(column.key == "days" and column.audience == "all" for column in drawing.columns)


def test_a_fortnight_is_not_read_as_a_week() -> None:
    drawing = drawn(week("w", "2018-12-10/2018-12-15", 60), week("f", "2018-12-16/2018-12-29", 70))
    heights = {bar["label"].split(",")[0]: bar["y2"] for bar in bars(drawing)}
    assert heights == {"6 days from 10 to 15 December 2018": 10, "Two weeks from 16 to 29 December 2018": 5}


def test_a_peak_is_claimed_only_where_no_other_week_can_have_had_more() -> None:
    plain = [week(f"w{i}", f"2018-04-{6 + 7 * i:02d}/2018-04-{12 + 7 * i:02d}", n) for i, n in enumerate((3, 9, 4))]
    last = week("w3", "2018-04-27/2018-05-03", 2)
    assert drawn(*plain, last).title == "Strikes peaked at 9 in the week of 13 to 19 April 2018"
    assert drawn(*plain).title == "The week of 13 to 19 April 2018 had the most strikes of 3 weeks: 9"
    known = "9 strikes are known for the week of 13 to 19 April 2018, more than for any other week shown"
    assert drawn(plain[0], plain[1], last).title == known
    tie = week("w4", "2018-05-04/2018-05-10", 9)
    assert drawn(*plain, last, tie).title == "Strikes peaked at 9 in each of 2 weeks"
    assert drawn(plain[1], last, tie).title == "9 strikes are known for each of 2 weeks, more than for any other week shown"
    assert drawn(last, tie).title == "The week of 4 to 10 May 2018 had the most strikes of 2 weeks: 9"


def test_other_headlines_are_sentences_too() -> None:
    same = [week(f"w{i}", f"2018-04-{6 + 7 * i:02d}/2018-04-{12 + 7 * i:02d}", 5) for i in range(3)]
    assert drawn(*same).title == "Strikes stayed at 5 in each of 3 weeks"
    none = [week(f"w{i}", f"2018-04-{6 + 7 * i:02d}/2018-04-{12 + 7 * i:02d}", 0) for i in range(3)]
    assert drawn(*none).title == "Reports count no strikes in any of 3 weeks"
    assert drawn(none[0]).title == "No strikes in the week of 6 to 12 April 2018"
    single = drawn(same[0], scope=Period(dt.date(2018, 4, 6), dt.date(2018, 4, 26)))
    assert single.title == "5 strikes in the week of 6 to 12 April 2018; no number is reported for 2 other weeks"
    one = week("one", "2018-04-06/2018-04-08", 1)
    least = drawn(one, none[1], scope=Period(dt.date(2018, 4, 6), dt.date(2018, 4, 19)))
    assert least.title == "At least 1 strike is known for the week of 6 to 12 April 2018, more than for any other week shown"


def test_a_rate_of_at_least_is_never_rounded_up() -> None:
    part = week("p", "2018-05-25/2018-05-30", 26)
    drawing = drawn(part, week("ten", "2018-06-01/2018-06-10", 7), scope=Period(dt.date(2018, 5, 25), dt.date(2018, 6, 10)))
    # 26 in 7 days are 3.71 a day.
    assert (
        drawing.title
        == "At least 3.7 strikes a day are known for the week of 25 to 31 May 2018, more than for any other period shown"
    )
    more = week("p", "2018-05-25/2018-05-30", 27)
    drawing = drawn(more, week("ten", "2018-06-01/2018-06-10", 7), scope=Period(dt.date(2018, 5, 25), dt.date(2018, 6, 10)))
    # 3.857, which rounds to 3.9.
    assert drawing.title.startswith("At least 3.8 strikes a day")
    assert "at least 27 strikes (3.8 a day)" in drawing.summary


def test_headlines_say_what_they_are_limited_to() -> None:
    plain = [week(f"w{i}", f"2018-03-{2 + 7 * i:02d}/2018-03-{8 + 7 * i:02d}", n, n) for i, n in enumerate((3, 9, 4, 2))]
    assert drawn(*plain, country="iraq").title == "Strikes in Iraq peaked at 9 in the week of 9 to 15 March 2018"
    assert drawn(*plain, country=["iraq", "syria"]).title == "Strikes peaked at 9 in the week of 9 to 15 March 2018"
    assert drawn(*plain, place="baghdad").title.startswith("No report gives a number of strikes")
    assert drawn(seed_report(), country="syria").title == "3 strikes in Syria in the week of 30 March to 5 April 2018"
    assert drawn(seed_report(), place=["bayji", "qayyarah"]).title.startswith("3 strikes at Bayji or Qayyarah in the week of")


def test_at_least_none_is_drawn_as_unknown_and_not_as_zero() -> None:
    silent = report("s", "2018-04-06/2018-04-12", [stated("2018-04-06/2018-04-12", engagements=4)])
    drawing = drawn(silent, week("z", "2018-04-13/2018-04-19", 0), week("w", "2018-04-20/2018-04-26", 3))
    assert [(bar["label"], bar["fill"] == theme.colour("hatch")) for bar in bars(drawing)] == [
        ("6 to 12 April 2018 (1 week): no report gives a number of strikes", True),
        ("Week of 13 to 19 April 2018: 0 strikes", False),
        ("Week of 20 to 26 April 2018, country not stated: 3 strikes", False),
    ]
    assert drawing.rows[0]["total"] == Count(0, 0, None)
    assert drawing.key[-1].label == "no report, or none that gives a number"
    assert "no number" in texts(drawing)
    assert "No report gives a number for 1 week: 6 to 12 April 2018." in drawing.summary
    assert drawn(silent).title == "No report gives a number of strikes, 6 to 12 April 2018"


def test_no_lowest_is_claimed_among_least_numbers() -> None:
    part = week("p", "2018-04-06/2018-04-08", 1)
    rest = [week("a", "2018-04-13/2018-04-19", 4), week("b", "2018-04-20/2018-04-26", 9)]
    summary = drawn(part, *rest, scope=Period(dt.date(2018, 4, 6), dt.date(2018, 4, 26))).summary
    assert "Lowest that is fully reported: 4 strikes, 13 to 19 April 2018." in summary


def test_a_span_that_nobody_reports_on_says_so() -> None:
    drawing = drawn(seed_report(), scope=Period(dt.date(2018, 1, 5), dt.date(2018, 1, 11)))
    assert drawing.title == "No report covers 5 to 11 January 2018"
    assert drawing.marks == 1
    assert "nothing is known" in drawing.summary


def test_the_summary_tells_span_total_extremes_gaps_and_what_is_uncertain() -> None:
    summary = drawn(*ODD, scope=SCOPE).summary
    assert summary.startswith("Strikes in 5 reporting weeks, 6 April to 10 May 2018: at least 39 in all")
    assert "Highest known: 20 strikes, 4 to 10 May 2018." in summary
    assert "Lowest that is fully reported: 0 strikes, 13 to 19 April 2018." in summary
    assert "No report covers 1 week: 20 to 26 April 2018." in summary
    assert "1 of these counts is a minimum" in summary


def test_colour_none_stacks_nothing_but_counts_the_same() -> None:
    drawing = drawn(seed_report(), colour="none")
    assert [bar["label"] for bar in bars(drawing)] == ["Week of 30 March to 5 April 2018: 9 strikes"]
    assert drawing.parts == ()
    assert drawing.key == ()


def test_a_country_keeps_its_colour_when_it_is_alone() -> None:
    both = {bar["label"].split(", ")[1][:5]: bar["fill"] for bar in bars(drawn(seed_report()))}
    alone = bars(drawn(seed_report(), country="syria"))
    assert {bar["fill"] for bar in alone} == {both["Syria"]}


def long_record(weeks: int = 66) -> tuple[Report, ...]:
    first = dt.date(2016, 1, 1)
    starts = [first + dt.timedelta(7 * i) for i in range(weeks)]
    return tuple(
        week(f"w{i}", f"{start}/{start + dt.timedelta(6)}", (i * 7) % 45, (i * 7) % 45 // 3)
        for i, start in enumerate(starts)
        if i % 13
    )


@pytest.mark.parametrize("width", [340, 720])
def test_labels_of_a_long_span_neither_collide_nor_leave_the_drawing(width: int) -> None:
    drawing = drawn(*long_record())
    spec = drawing.draw(drawing.plot, width).to_dict()
    assert spec["width"] + spec["padding"]["left"] + spec["padding"]["right"] == width
    check_texts_fit(drawing)
    check_texts_apart(drawing)
    months = [text for text in texts(drawing, width) if re.match("[A-Z][a-z]{2}( 20..)?$", text)]
    assert "Jan 2017" in months
    assert len(months) >= 6


def test_every_specification_is_valid_vega_lite() -> None:
    for drawing in (drawn(seed_report()), drawn(*ODD, scope=SCOPE), drawn(*LENGTHS)):
        check_specification(drawing)


def test_the_drawing_uses_nothing_but_its_plot() -> None:
    drawing = drawn(*ODD, scope=SCOPE)
    assert isinstance(drawing.plot, WeeklyPlot)
    assert drawing.draw(drawing.plot, 340).to_dict() == drawing.draw(drawing.plot, 340).to_dict()
    assert drawing.plot.marks == drawing.marks == len(bars(drawing))


def test_an_event_with_a_recorded_range_is_a_range() -> None:
    ranged = report("r", "2018-04-06/2018-04-12", events=[event("e", "2018-04-06/2018-04-12", "baghdad", strikes=(1, 4))])
    drawing = drawn(ranged)
    assert drawing.title == "1 to 4 strikes in the week of 6 to 12 April 2018"
    assert [bar["label"] for bar in bars(drawing)] == [
        "Week of 6 to 12 April 2018, Iraq: 1 strike",
        "Week of 6 to 12 April 2018, Iraq: possibly 3 strikes more",
    ]
    assert "1 to 4" in texts(drawing)


def test_the_highest_bar_is_labelled_even_beside_a_gap() -> None:
    many = [report for index, report in enumerate(long_record()) if index != 21]
    top = report("top", "2016-05-27/2016-06-02", [stated("2016-05-27/2016-06-02", strikes=1234)])
    kept = [one for one in many if not one.period.overlaps(top.period) and one.period.start < dt.date(2016, 5, 27)]
    after = [one for one in many if one.period.start > dt.date(2016, 6, 10)]
    for width in (340, 720):
        assert "1,234" in texts(drawn(*kept, top, *after), width)
