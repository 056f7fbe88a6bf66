"""The matrix: a cell for each place and week, sums that hold, and cells that never say more than the reports."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import Drawing, prepare, theme
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.model import Period, Place, Record, Report
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
from tests.factories import DATASET, SOURCE, event, record, report, seed_report, stated


def matrix(*reports: Report, scope: str | None = None, **options: object) -> Drawing:
    return asked("matrix", *reports, scope=scope, **options)


ONE, TWO, FOUR = "2018-04-06/2018-04-12", "2018-04-13/2018-04-19", "2018-04-27/2018-05-03"
SPRING = (
    report(
        "a", ONE, [stated(ONE, strikes=20)], [event("a1", ONE, "abu-kamal", strikes=12), event("a2", ONE, "bayji", strikes=1)]
    ),
    report(
        "b",
        TWO,
        [stated(TWO, strikes=3)],
        [event("b1", TWO, "abu-kamal shadaddi", strikes=2), event("b2", TWO, "bayji", strikes=1)],
    ),
    # 20 to 26 April: no report
    report("d", FOUR, [stated(FOUR, strikes=4)], [event("d1", FOUR, "abu-kamal", strikes=4)]),
)


def test_a_cell_for_each_place_and_week_that_holds_something() -> None:
    drawing = matrix(*SPRING)
    assert labels(drawing) == [
        "20 to 26 April 2018 (1 week): no report",
        "Abu Kamal, Syria, week of 6 to 12 April 2018: at least 12 strikes",
        "Bayji, Iraq, week of 6 to 12 April 2018: at least 1 strike",
        "Place not stated, week of 6 to 12 April 2018: 7 strikes",
        "Abu Kamal, Syria, week of 13 to 19 April 2018: 0 to 2 strikes",
        "Bayji, Iraq, week of 13 to 19 April 2018: 1 strike",
        "Shadaddi, Syria, week of 13 to 19 April 2018: 0 to 2 strikes",
        "Abu Kamal, Syria, week of 27 April to 3 May 2018: 4 strikes",
        "Bayji, Iraq, week of 27 April to 3 May 2018: 0 strikes",
        "Shadaddi, Syria, week of 27 April to 3 May 2018: 0 strikes",
    ]
    check_published(drawing)


def test_rows_are_weeks_and_add_up_to_the_query() -> None:
    drawing = matrix(*SPRING)
    week = drawing.rows[0]
    assert (week["start"], week["end"], week["days"]) == (dt.date(2018, 4, 6), dt.date(2018, 4, 12), 7)
    assert (week["at_abu-kamal"], week["not_stated"], week["total"]) == (Count(12, 0, 7), Count(7), Count(20))
    assert [row["total"] for row in drawing.rows] == [Count(20), Count(3), None, Count(4)]
    assert {row["at_bayji"] for row in drawing.rows} == {Count(1, 0, 7), Count(1), None, Count(0)}


def test_possible_zero_unknown_and_no_report_look_different() -> None:
    by_label = {bar["label"]: bar for bar in bars(matrix(*SPRING))}
    sure, possible, zero, missing = (
        next(bar for label, bar in by_label.items() if words in label)
        for words in ("at least 12", "0 to 2", ": 0 strikes", "no report")
    )
    assert (sure["opacity"], possible["opacity"]) == (1, theme.LIGHT)
    assert zero["y"] == zero["y2"]
    assert missing["fill"] == theme.colour("hatch")
    # In the first week nobody says anything of Shadaddi: its share of the 7 is not known, so nothing is drawn.
    assert not any("Shadaddi" in label and "6 to 12" in label for label in by_label)
    assert "Where a cell is empty, the reports of the week give no number for the place." in matrix(*SPRING).subtitle
    assert keys(matrix(*SPRING))[-3:] == [
        ("light", "possible, not certain"),
        ("zero", "0 strikes there"),
        ("hatch", "no report"),
    ]


def test_the_key_begins_with_what_is_counted() -> None:
    assert keys(matrix(*SPRING))[0] == ("solid", "Strikes: 1")
    assert keys(matrix(seed_report()))[0] == ("solid", "Strikes: 1")


def test_the_headline_says_only_what_reports_put_where() -> None:
    # Of four weeks three have a report. Two places are tied.
    assert matrix(*SPRING).title == "Reports put strikes at Abu Kamal and Bayji in 2 of 3 weeks with a report, each"
    assert matrix(*SPRING, country="syria").title == "Reports put strikes in Syria at Abu Kamal in 2 of 3 weeks with a report"
    assert matrix(seed_report()).title == "Most strikes known at one place: 1 of 9, Baghdad"
    assert matrix(*SPRING, scope="2018-04-20/2018-04-26").title == "No report covers 20 to 26 April 2018"
    unplaced = report("n", ONE, [stated(ONE, strikes=5)])
    assert matrix(unplaced).title == "No place is stated for 5 strikes"
    pair = report("p", ONE, events=[event("e", ONE, "bayji qayyarah", strikes=2)])
    assert matrix(pair).title == "None of 2 strikes can be pinned to one place and one week"


def test_the_summary_says_what_is_shown_highest_missing_and_uncertain() -> None:
    words = matrix(*SPRING).summary
    assert words.startswith("Strikes at 3 places in 4 reporting weeks, 6 April to 3 May 2018: at least 27 in all.")
    assert "Strikes are certain at 2 places: Abu Kamal (2 weeks) and Bayji (2 weeks)." in words
    assert "Highest shown for one place: at least 12 strikes, Abu Kamal, 6 to 12 April 2018." in words
    assert "No place is stated for 7 strikes; they are counted as “Place not stated”, at no place." in words
    assert "No report covers 1 week." in words
    assert "reports that name several places" in words


FORTNIGHT = "2018-12-16/2018-12-29"
LAST_WEEK = "2018-12-10/2018-12-15"


def test_a_fortnight_is_never_read_as_a_week() -> None:
    drawing = matrix(
        report("w", LAST_WEEK, events=[event("w1", LAST_WEEK, "baghdad", strikes=12)]),
        report("f", FORTNIGHT, events=[event("f1", FORTNIGHT, "baghdad", strikes=14)]),
    )
    week, fortnight = bars(drawing)
    wide = [bar["x2"] - bar["x"] for bar in (week, fortnight)]
    assert wide[1] / wide[0] == pytest.approx(14 / 6, rel=0.05)
    # 2 a day is more than 1 a day, though 14 are more than 12.
    assert (week["fill"], fortnight["fill"]) == (theme.colour("r5"), theme.colour("r1"))
    assert keys(drawing)[0] == ("solid", "Strikes per day: under 2")
    assert "colour tells the strikes per day, its number all strikes of the period" in drawing.subtitle
    assert drawing.columns[3].audience == "all"
    assert "Highest shown for one place: 12 strikes (2 a day)" in drawing.summary


def test_others_share_a_lane_and_nothing_is_lost() -> None:
    # One of two places that are both among the others: certain for them together.
    many = report(
        "m",
        ONE,
        events=[
            event("a", ONE, "abu-kamal", strikes=9),
            event("b", ONE, "baghdad", strikes=5),
            event("c", ONE, "bayji qayyarah", strikes=4),
            event("d", ONE, "rutbah", strikes=2),
        ],
    )
    drawing = matrix(many, top=1)
    assert [column.label for column in drawing.columns][4:] == ["Abu Kamal", "4 other places", "All strikes"]
    assert drawing.rows[0]["others"] == Count(11)
    check_published(drawing)
    assert "4 other places" not in str(matrix(many, top=4).columns)


LONG = Period(dt.date(2017, 1, 6), dt.date(2018, 5, 24))
"""72 weeks."""


def year_and_more(places: int = 50) -> Desk:
    """Each week has a report, and strikes at three of many places."""
    gazetteer = {f"p{n}": Place(f"p{n}", f"Place number {n} of many", "iraq" if n % 2 else "syria") for n in range(places)}
    reports = []
    for number in range(LONG.days // 7):
        start = LONG.start + dt.timedelta(7 * number)
        days = f"{start}/{start + dt.timedelta(6)}"
        events = [event(f"e{number}-{n}", days, f"p{(number * 7 + n) % places}", strikes=1 + 40 * n) for n in range(3)]
        reports.append(report(f"r{number}", days, [stated(days, strikes=150)], events))
    return Desk(Record(DATASET, gazetteer, {SOURCE.id: SOURCE}, {entry.id: entry for entry in reports}))


@pytest.mark.parametrize("top", [1, 10, 14])
def test_many_weeks_and_places_stay_legible_at_both_widths(top: int) -> None:
    drawing = prepare("matrix", {"top": top}, year_and_more(), LONG)
    check_texts_fit(drawing)
    check_published(drawing)
    narrow, wide = spec(drawing, theme.NARROW), spec(drawing, theme.WIDE)
    # On a narrow page time runs down, so that a week is high enough to be touched and seen.
    assert narrow["height"] > narrow["width"]
    assert wide["width"] > wide["height"]
    assert labels(drawing, theme.NARROW) == labels(drawing, theme.WIDE)
    assert min(bar["y2"] - bar["y"] for bar in bars(drawing, theme.NARROW)) >= 10
    assert min(bar["x2"] - bar["x"] for bar in bars(drawing, theme.WIDE)) >= 5


def test_columns_of_places_do_not_run_into_each_other() -> None:
    drawing = prepare("matrix", {"top": 14}, year_and_more(), LONG)
    heads = sorted({entry["x"] for entry in spec(drawing, theme.NARROW)["datasets"]["texts"] if entry["angle"]})
    assert min(two - one for one, two in itertools.pairwise(heads)) >= theme.SIZE + 2


def upright(drawing: Drawing) -> list[dict[str, Any]]:
    """The names of columns where time runs down, each time that they are written."""
    return [
        entry for entry in spec(drawing, theme.NARROW)["datasets"]["texts"] if entry["angle"] and entry["text"] != "no report"
    ]


def test_a_long_column_has_its_name_at_the_foot_too() -> None:
    drawing = prepare("matrix", {"top": 3}, year_and_more(), LONG)
    end = max(bar["y2"] for bar in bars(drawing, theme.NARROW))
    heads = [entry["text"] for entry in upright(drawing) if entry["y"] < 0]
    feet = [entry["text"] for entry in upright(drawing) if entry["y"] > end]
    assert feet == heads != []
    # What is seen with its heads has no need of it.
    short = prepare("matrix", {"top": 3}, year_and_more(), Period(dt.date(2017, 1, 6), dt.date(2017, 2, 16)))
    assert all(entry["y"] < 0 for entry in upright(short))


def test_no_cell_is_far_from_the_name_of_its_column() -> None:
    drawing = prepare("matrix", {"top": 3}, year_and_more(), LONG)
    check_texts_fit(drawing)
    written = sorted({entry["y"] for entry in upright(drawing)})
    assert len(written) == 3
    for bar in bars(drawing, theme.NARROW):
        assert min(abs(y - edge) for y in written for edge in (bar["y"], bar["y2"])) <= 300
        # Names stand in gaps, not on cells.
        assert not any(bar["y"] < y < bar["y2"] for y in written)


def test_numbers_stand_in_cells_where_there_is_room() -> None:
    assert {"12+", "1+", "0–2", "7", "4"} <= set(texts(matrix(*SPRING)))
    shown = texts(prepare("matrix", {}, year_and_more(), LONG))
    assert not any(text.rstrip("+").isdigit() and len(text) < 4 for text in shown)


def test_too_many_weeks_are_refused_with_a_way_out() -> None:
    long = report("l", "2010-01-01/2018-04-05", [stated("2010-01-01/2018-04-05", strikes=9)])
    with pytest.raises(QueryError, match="at most 80 reporting weeks, not 431") as caught:
        matrix(long)
    assert caught.value.code == "too-many-rows"
    assert "`from:`" in str(caught.value.help)


@pytest.mark.parametrize("top", [0, 15, "all"])
def test_top_is_a_number_that_fits(top: object) -> None:
    with pytest.raises(QueryError, match="option 'top' takes a whole number from 1 to 14"):
        matrix(*SPRING, top=top)


def test_nothing_reported_and_a_zero_are_not_the_same() -> None:
    zero = matrix(report("z", ONE, [stated(ONE, strikes=0)]))
    assert zero.marks == 0
    assert zero.rows[0]["total"] == Count(0)
    check_rows(zero)
    nothing = matrix(*SPRING, scope="2018-04-20/2018-04-26")
    assert labels(nothing) == ["20 to 26 April 2018 (1 week): no report"]
    assert nothing.rows[0]["total"] is None
    check_published(nothing)


def test_names_from_data_are_text_wherever_they_stand() -> None:
    evil = '</svg><script>alert(1)</script> & "co" \'=1+1'
    places = {"evil": Place("evil", evil, "iraq")}
    made = report("r", ONE, events=[event("e", ONE, "evil", strikes=3)])
    drawing = prepare("matrix", {}, Desk(Record(DATASET, places, {SOURCE.id: SOURCE}, {"r": made})), None)
    drawn = check_published(drawing)
    for svg in drawn.svgs.values():
        assert "<script" not in svg
        assert "&lt;script&gt;alert(1)" in svg


def test_every_specification_is_valid_vega_lite() -> None:
    for drawing in (matrix(*SPRING), matrix(seed_report()), prepare("matrix", {}, year_and_more(), LONG)):
        check_specification(drawing)


@given(worlds(), questions(), st.integers(1, 3))
def test_rows_and_marks_agree_whatever_was_reported(world: World, question: dict[str, object], top: int) -> None:
    drawing = of_world("matrix", world, question, top=top)
    check_rows(drawing)
    check_texts_fit(drawing)


def test_the_order_of_files_does_not_matter() -> None:
    assert matrix(*SPRING).plot == matrix(*reversed(SPRING)).plot
    assert Desk(record(*SPRING)).record.reports.keys() == {"a", "b", "d"}
