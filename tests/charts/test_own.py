"""A chart of the newsroom's own: rows that account for the question, words that claim no more, a drawing that is checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.charts import ChartCodeError, built_in
from dateline.charts.own_words import headline, summary
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.figure.labels import labels_of
from dateline.query import Desk
from dateline.site import load_site
from tests.charts.own import BY_COUNTRY, RECORD, drawn, line_of, prepared, registry, written
from tests.factories import event, record, report, seed_report, stated

ROOT = Path(__file__).parents[2]
EXAMPLE = written(monthly=(ROOT / "charts" / "monthly.py").read_text("utf-8"))

ALL_MARCH = "2018-03-01/2018-03-31"


def by(dimension: str, more: str = "") -> str:
    return f"""
@chart("by-it", by="{dimension}"{more})
def by_it(rows, options, width):
    '''Dots.'''
    return dots(rows, order=alt.Order("order:Q"))
"""


def rows_of(dimension: str, made: Any = RECORD, **options: object) -> list[dict[str, Any]]:
    drawing = prepared(written(by(dimension)), "by-it", options, made)
    return [dict(row) for row in drawing.plot.rows]  # type: ignore[attr-defined]


def test_rows_are_plain_and_say_what_is_known() -> None:
    march, april, may, june = rows_of("month")
    assert (march["key"], march["name"], march["start"], march["end"], march["days"]) == (
        *("2018-03", "March 2018", "2018-03-30", "2018-03-31", 2),
    )
    assert (march["low"], march["named"], march["most"], march["high"], march["count"]) == (0, 9, 9, 9, "0 to 9")
    assert april["least"]
    assert april["words"] == "April 2018: 0 to 9 strikes, or more"
    assert (may["low"], may["high"], may["count"], may["words"]) == (None, None, "no report", "May 2018: no report")
    assert (june["low"], june["high"], june["words"]) == (4, 4, "June 2018: 4 strikes")
    assert json.loads(json.dumps([march, april, may, june])) == [march, april, may, june]


def test_at_least_nothing_is_no_number_and_never_zero() -> None:
    made = record(report("a", "2018-06-01/2018-06-10", events=[event("x", "2018-06-05", "baghdad", strikes=(0, None))]))
    row = rows_of("month", made)[0]
    assert (row["low"], row["count"]) == (None, "no number")
    assert row["words"] == "June 2018: no report gives a number of strikes"


@pytest.mark.parametrize("dimension", ["week", "day", "month", "country", "place", "report"])
@pytest.mark.parametrize("options", [{}, {"country": "iraq"}])
def test_rows_account_for_the_question_and_are_drawn_whole(dimension: str, options: dict[str, Any]) -> None:
    outcome = drawn(written(by(dimension)), "by-it", **options)
    assert outcome.problems == ()
    assert outcome.figure is not None
    labels = labels_of(outcome.figure.finished.svgs["narrow"])
    assert sorted(labels) == sorted(row["words"] for row in rows_of(dimension, **options))


def test_what_has_no_stated_country_is_a_row() -> None:
    made = record(report("a", "2018-03-30/2018-04-05", [stated("2018-03-30/2018-04-05", strikes=9)]))
    rows = rows_of("country", made)
    assert [(row["kind"], row["low"]) for row in rows] == [("row", None), ("row", None), ("rest", 9)]
    assert rows[-1]["words"] == "Country not stated: 9 strikes"


def test_places_beyond_the_most_are_one_row() -> None:
    code = written(by("place", ", options=PlacesOptions"))
    drawing = prepared(code, "by-it", {"top": 2}, record(seed_report()))
    assert [row["kind"] for row in drawing.plot.rows] == ["row", "row", "others"]  # type: ignore[attr-defined]
    assert drawing.plot.rows[0]["words"] == "Baghdad, Iraq: 1 strike"  # type: ignore[attr-defined]


def test_kinds_are_counted_for_themselves_only() -> None:
    with pytest.raises(QueryError, match="may be of several kinds") as caught:
        rows_of("target")
    assert "measure: targets" in (caught.value.help or "")
    outcome = drawn(written(by("target")), "by-it", record(seed_report()), measure="targets")
    assert outcome.problems == ()


def test_what_the_record_cannot_be_split_by_is_the_charts_fault() -> None:
    code = written(by("moon"))
    with pytest.raises(ChartCodeError) as caught:
        prepared(code, "by-it")
    problem = caught.value.at(None)
    assert problem.spot is not None
    assert str(problem.spot) == f"charts/own.py:{line_of(code, '@chart')}"
    assert "split by 'moon'" in problem.message


def story(made: Any, dimension: str = "month") -> Any:
    from dateline.charts.options import Options  # noqa: PLC0415
    from dateline.charts.own_rows import story_of  # noqa: PLC0415

    return story_of(Desk(made).ask("strikes"), dimension, Options())


def test_the_headline_claims_no_more_than_is_known() -> None:
    whole = [
        report("june", "2018-06-01/2018-06-30", events=[event("x", "2018-06-05", "baghdad", strikes=4)]),
        report("july", "2018-07-01/2018-07-31", events=[event("y", "2018-07-05", "baghdad", strikes=9)]),
    ]
    assert headline(story(record(*whole))) == "July 2018 had the most strikes: 9"
    assert headline(story(record(*whole[1:]))) == "9 strikes, July 2018"
    gap = report("may", "2018-05-01/2018-05-01", events=[event("z", "2018-05-01", "baghdad", strikes=1)])
    assert headline(story(record(*whole, gap))) == "Most strikes known in one month: 9, July 2018"
    same = report("same", "2018-08-01/2018-08-31", events=[event("w", "2018-08-05", "baghdad", strikes=9)])
    assert headline(story(record(*whole, same))) == "Most strikes known in one month: 9, in each of 2 months"
    # June may have had as many as July: it is not said to have had fewer.
    maybe = report("aug", "2018-08-01/2018-08-31", events=[event("v", "2018-08-05", "baghdad", strikes=(2, 12))])
    assert headline(story(record(*whole, maybe))).startswith("Most strikes known")


def test_the_summary_says_what_is_missing() -> None:
    said = summary(story(RECORD))
    assert "No report covers May 2018." in said
    assert "Highest for certain: June 2018, 4 strikes." in said
    assert "Lowest" not in said
    assert "at least 13 in all" in said


def test_words_may_be_the_newsrooms_own() -> None:
    more = ', title=lambda story: f"{len(story.rows)} months", key=lambda story: [KeyEntry("solid", "c1", "strikes")]'
    drawing = prepared(written(by("month", more)), "by-it")
    assert drawing.title == "4 months"
    assert [entry.label for entry in drawing.key] == ["strikes"]
    assert prepared(written(by("month", more)), "by-it", {"title": "Mine"}).title == "Mine"


def test_the_worked_example_is_drawn_and_takes_its_option() -> None:
    outcome = drawn(EXAMPLE, "monthly")
    assert outcome.problems == ()
    assert outcome.figure is not None
    narrow, wide = outcome.figure.finished.svgs["narrow"], outcome.figure.finished.svgs["wide"]
    assert 'width="340"' in narrow
    assert 'width="720"' in wide
    assert "dl-hatch" in narrow
    assert narrow.index("March 2018") < narrow.index("June 2018")
    ordered = drawn(EXAMPLE, "monthly", order="amount").figure
    assert ordered is not None
    assert ordered.finished.svgs["narrow"].index("June 2018") < ordered.finished.svgs["narrow"].index("March 2018")
    with pytest.raises(QueryError, match="no value 'size' in option 'order'"):
        prepared(EXAMPLE, "monthly", {"order": "size"})


def test_the_key_of_the_worked_example_explains_each_sign_and_no_other() -> None:
    known = [("dot", "certain"), ("light", "possible, not certain"), ("hatch", "no report")]
    signs = [*known, ("onward", "at least: not all of it reported")]
    assert [(entry.mark, entry.label) for entry in prepared(EXAMPLE, "monthly").key] == signs
    exact = record(report("r", ALL_MARCH, [stated(ALL_MARCH, strikes=4)], [event("x", "2018-03-05", "baghdad", strikes=4)]))
    assert [entry.mark for entry in prepared(EXAMPLE, "monthly", {}, exact).key] == ["dot"]
    # The arrow is drawn where the key has it.
    among, alone = drawn(EXAMPLE, "monthly").figure, drawn(EXAMPLE, "monthly", exact).figure
    assert among is not None
    assert alone is not None
    for width in ("narrow", "wide"):
        assert among.finished.svgs[width].count("dl-s-text") == 1
        assert "dl-s-text" not in alone.finished.svgs[width]


def test_another_process_draws_the_same() -> None:
    here, there = drawn(EXAMPLE, "monthly").figure, drawn(EXAMPLE, "monthly", workers=1).figure
    assert here is not None
    assert there is not None
    assert here.finished == there.finished


def test_the_example_is_drawn_from_the_sites_own_record() -> None:
    site = load_site(ROOT, cached=False)
    assert drawn(EXAMPLE, "monthly", site.record).problems == ()


OPTIONS = """
@dataclass(frozen=True, kw_only=True)
class Mine(Options):
    numbers: bool = flag(True, "whether numbers stand there")
    many: int = number(3, 1, 9, "how many")
    since: str | None = day("2018-04-01", "a day to mark")
    note: str | None = text(None, "a word beside it")
    side: str = choice("left", ("left", "right"), "where it stands")

@chart("mine", by="country", options=Mine)
def mine(rows, options, width):
    '''Dots.'''
    note = f"{options.numbers} {options.many} {options.since} {options.note} {options.side}"
    return alt.layer(dots(rows), alt.Chart(alt.InlineData([{"a": note}])).mark_text().encode(text="a:N"))
"""


def test_options_have_types_and_reach_the_drawing() -> None:
    code = written(OPTIONS)
    figure = drawn(code, "mine", numbers=False, many=2, side="right", since="2018-05-01").figure
    assert figure is not None
    assert "False 2 2018-05-01 None right" in figure.finished.svgs["wide"]
    with pytest.raises(QueryError) as caught:
        prepared(code, "mine", {"numbers": "yes", "many": 10, "since": "May", "side": "up", "nots": 1, "country": "irak"})
    assert [error.message for error in caught.value.each] == [
        "option 'numbers' takes true or false, not 'yes'",
        "option 'many' takes a whole number from 1 to 9, not 10",
        caught.value.each[2].message,
        "no value 'up' in option 'side'",
        "no option 'nots' in chart 'mine'",
        "no country 'irak' in data/dataset.yml",
    ]
    assert caught.value.each[2].message.startswith("option 'since': ")


def test_a_chart_says_what_it_is() -> None:
    chart = registry(written(BY_COUNTRY)).find("by-country")
    assert (chart.about, chart.file) == ("Dots by country.", "charts/own.py")
    assert set(registry(written(BY_COUNTRY)).charts) == {*built_in().charts, "by-country"}
    total = prepared(written(BY_COUNTRY), "by-country").rows
    assert all(isinstance(row["total"], Count) for row in total)
