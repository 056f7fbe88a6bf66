"""What one chart says, another does not contradict; and no headline, key or summary says more than the reports."""

from __future__ import annotations

import re

from dateline.charts import Drawing, theme
from dateline.charts.wording import in_full, rate_of, rate_words
from dateline.counting.bounds import Count
from dateline.model import Amount, Discrepancy, Event, Period, Report
from tests.charts.atlas import located, mapped
from tests.charts.published import asked, keys, labels, spec
from tests.factories import event, report, seed_report, stated

ONE, TWO = "2018-04-06/2018-04-12", "2018-04-13/2018-04-19"
VAGUE = report(
    "vague",
    ONE,
    [stated(ONE, strikes=26)],
    [
        event("a", ONE, "abu-kamal", strikes=9),
        Event("b", Period.parse(ONE), {"strikes": Amount(4, None)}, ("abu-kamal",)),
        event("c", ONE, "bayji qayyarah", strikes=2),
    ],
)
"""Of 26 strikes 9 are certain at Abu Kamal and at least 4 more; 2 at one of two places; the other 11 there or nowhere stated."""


def tied(*numbers: int) -> Report:
    places = ("abu-kamal", "bayji", "rutbah", "baghdad", "qayyarah", "shadaddi")
    events = [
        event(f"e{at}", ONE, place, strikes=number) for at, (place, number) in enumerate(zip(places, numbers, strict=False))
    ]
    return report("tied", ONE, [stated(ONE, strikes=sum(numbers))], events)


def test_what_may_be_at_a_place_or_at_none_is_not_said_to_be_shared_by_several() -> None:
    places, on_map = asked("places", VAGUE), mapped(located(VAGUE))
    assert "2 are reported for several places together" in places.summary
    assert "For 11 the reports leave open whether they were at one of these places." in places.summary
    assert "2 strikes near Bayji or Qayyarah; at which is not stated." in on_map.summary
    assert "For 11 the reports leave open whether they were near one of these places." in on_map.summary


def test_the_key_gives_the_reason_of_what_is_possible_only_where_it_is_the_reason_of_all() -> None:
    assert ("light", "possible: one of several places named") in keys(asked("places", seed_report()))
    assert ("light", "possible, not certain") in keys(asked("places", VAGUE))
    ranged = report("r", ONE, events=[Event("e", Period.parse(ONE), {"strikes": Amount(1, 3)}, ("bayji",))])
    assert ("light", "possible, not certain") in keys(asked("places", ranged))


def test_a_mark_says_as_much_as_its_bar_shows() -> None:
    open_too = report("o", ONE, events=[event("e", ONE, "bayji qayyarah", strikes=3)], covers=("iraq",), partial=True)
    drawing = asked("places", open_too)
    assert "Bayji, Iraq, 6 to 12 April 2018: 0 to 3 strikes, or more" in labels(drawing)
    assert "A plus: more is possible." in drawing.subtitle


def test_no_chart_names_one_of_several_places_as_the_highest() -> None:
    assert mapped(located(tied(3, 3))).title == "3 strikes are known near each of Abu Kamal and Bayji"
    assert mapped(located(tied(1, 1, 1))).title == "1 strike is known near each of Abu Kamal, Bayji and Rutbah"
    drawing = mapped(located(tied(3, 3, 1)))
    assert "Highest for certain: near Abu Kamal and Bayji, 3 strikes." in drawing.summary
    assert "Highest shown for one place: 3 strikes, Abu Kamal, 6 to 12 April 2018, and as many in 1 other cell." in (
        asked("matrix", tied(3, 3, 1)).summary
    )


def test_a_map_says_what_it_is_limited_to() -> None:
    assert mapped(located(tied(4, 3)), country="iraq").title == "3 strikes in Iraq near Bayji"
    assert mapped(located(tied(4, 3)), place="bayji").title == "3 strikes near Bayji"


def test_a_week_that_may_have_had_as_many_leaves_no_single_highest() -> None:
    nine = report("a", ONE, [stated(ONE, strikes=9)])
    maybe = report("b", TWO, events=[Event("e", Period.parse(TWO), {"strikes": Amount(0, 9)}, ("bayji",))])
    drawing = asked("weekly", nine, maybe)
    assert drawing.title == "9 strikes are known for the week of 6 to 12 April 2018, more than for any other week shown"
    assert "Highest known: 9 strikes" in drawing.summary


def test_few_strikes_in_long_periods_are_no_rate_of_0() -> None:
    assert [rate_words(rate) for rate in (0, 1 / 14, 1 / 30, 0.5, 2, 46.71)] == ["0", "0.07", "0.03", "0.5", "2", "46.7"]
    assert [rate_words(rate, least=True) for rate in (1 / 14, 27 / 7, 0.3)] == ["0.07", "3.8", "0.3"]
    week = Period.parse(ONE)
    assert [rate_of(count, week) for count in (Count(27), Count(27, 0, None), Count(27, 3))] == ["3.9", "3.8", "at least 3.8"]
    fortnight = Period.parse("2018-12-10/2018-12-29")
    one = report("f", "2018-12-16/2018-12-20", events=[event("e", "2018-12-16", "bayji", strikes=1)], covers=("iraq",))
    none = report("w", "2018-12-10/2018-12-15", [stated("2018-12-10/2018-12-15", strikes=0)])
    assert asked("weekly", one, none, scope=str(fortnight)).title.startswith("At least 0.07 strikes a day are known for 16 to 29")


def test_why_something_is_uncertain_fits_what_was_asked() -> None:
    said = "What is possible but not certain comes from reports that give a range, name several places or cover days of more"
    assert said in asked("weekly", seed_report(), place="bayji").summary
    straddling = report("s", "2018-04-10/2018-04-15", [stated("2018-04-10/2018-04-15", strikes=4)])
    said = "comes from reports that give a range or cover days of more than one week."
    assert said in asked("weekly", straddling, scope="2018-04-06/2018-04-19").summary


def test_lines_that_exceed_a_total_are_named_as_a_cause() -> None:
    lines = [event("i", ONE, "bayji", strikes=4), event("s", ONE, "abu-kamal", strikes=4)]
    total = stated(ONE, strikes=5, discrepancy=Discrepancy("stated", "lines add to 8"))
    said = "comes from reports that give a range, name several places, list more than the total that is counted or cover"
    assert said in asked("weekly", report("r", ONE, [total], lines), country="iraq").summary
    of_cells = "comes from reports that name several places, give a range, list more than the total that is counted or cover"
    assert of_cells in asked("matrix", report("r", ONE, [total], lines)).summary
    # Where the lines are counted instead there is no range.
    items = stated(ONE, strikes=5, discrepancy=Discrepancy("items", "lines add to 8"))
    assert "possible but not certain" not in asked("weekly", report("r", ONE, [items], lines), country="iraq").summary


def test_two_marks_of_one_place_say_different_things() -> None:
    events = [event("a", ONE, "bayji", strikes=2), event("b", ONE, "bayji qayyarah", strikes=1)]
    whole, partial = report("r", ONE, events=events), report("r", ONE, events=events, partial=True)
    bayji = "Bayji, Iraq, 6 to 12 April 2018"
    for reports, more in ((whole, "possibly 1 strike more"), (partial, "possibly 1 strike or more besides")):
        assert [f"{bayji}: 2 strikes certain", f"{bayji}: {more}"] == [
            label for label in labels(asked("places", reports)) if label.startswith("Bayji")
        ]
        drawn = mapped(located(reports))
        discs = spec(drawn)["datasets"]["discs"]
        near = {disc["label"]: disc["opacity"] for disc in discs if disc["label"].startswith("Near Bayji,")}
        assert near == {f"Near {bayji}: 2 strikes certain": 1, f"Near {bayji}: {more}": theme.LIGHT}


def test_what_may_have_a_place_or_none_is_drawn_once_beneath_the_map() -> None:
    more = report("u", TWO, [stated(TWO, strikes=6)])
    drawing = mapped(located(VAGUE, more))
    discs = {disc["label"]: disc for disc in spec(drawing)["datasets"]["discs"]}
    (unstated,) = [disc for label, disc in discs.items() if label.startswith("Place not stated")]
    assert "Place unclear, 6 to 19 April 2018: 11 strikes" in discs
    # Only what certainly has no place: the table and the words hold the range.
    (row,) = [row for row in drawing.rows if row["id"] == "not-stated"]
    assert (row["total"].low, row["total"].named) == (6, 11)
    assert unstated["label"] == f"Place not stated, 6 to 19 April 2018: {in_full(row['total'], drawing.total.measure)}"
    assert unstated["opacity"] == 1


def _unplaced(drawing: Drawing) -> str | None:
    found = re.search(r"No place is stated for (.+?)(?:;|\.)", drawing.summary)
    return found and found[1]


def test_places_and_matrix_leave_the_same_without_a_place() -> None:
    # Eight days over two weeks: each week may have had all of them or none, both together had them for certain.
    straddling = report("s", "2018-04-10/2018-04-15", [stated("2018-04-10/2018-04-15", strikes=41)])
    placed = report(
        "p", "2018-04-06/2018-04-09", [stated("2018-04-06/2018-04-09", strikes=5)], [event("e", "2018-04-06", "bayji", strikes=3)]
    )
    found = [_unplaced(asked(chart, straddling, placed)) for chart in ("places", "matrix")]
    assert found == ["43 strikes", "43 strikes"]
