"""What pages rest on: found from what they asked, to the report, the place, the week and the source."""

from __future__ import annotations

import datetime as dt

from dateline.model import Record, Source
from dateline.query import Desk
from dateline.render import Expressions, author_names
from dateline.story import Gatherer, Usage, Used
from tests.factories import SOURCE, WEEK, event, record, report, seed_report, stated

LATER = "2018-04-06/2018-04-12"
NEW = Source("new", "Another week", "Airwars", "https://example.org/n")
OLD = Source("old", "A remark", "Airwars", "https://example.org/o")
ROW = Source("row", "A total", "Airwars", "https://example.org/r")
LINE = Source("line", "A line", "Airwars", "https://example.org/l")
FIRST_WEEK, SECOND_WEEK = dt.date(2018, 3, 30), dt.date(2018, 4, 6)


def data() -> Record:
    second = report(
        "b",
        LATER,
        [stated(LATER, strikes=4, source="row")],
        [
            event("b-hajin", LATER, "abu-kamal", strikes=2, source="line"),
            event("b-late", WEEK, "rutbah", strikes=1, adds_to="2018-04-06-cjtf-oir"),
            event("b-no", LATER, "baghdad", strikes=1, retracted=True),
        ],
        source="new",
        covers=("syria",),
    )
    return record(seed_report(), second, sources=[NEW, OLD, ROW, LINE])


def used(*expressions: str, charts: tuple[str, ...] = ()) -> Used:
    desk = Desk(data())
    names = Expressions({**desk.namespace(), **author_names(desk.record.sources)})
    totals = [desk.ask("strikes", week=week) for week in charts]
    return Gatherer(desk).used((names.evaluate(text) for text in expressions), totals)


def test_a_number_rests_on_its_reports_places_weeks_and_sources() -> None:
    found = used('strikes(country="syria", week="2018-04-06")')
    assert found.reports == {"b"}
    assert found.places == {"abu-kamal"}
    assert found.weeks == {SECOND_WEEK}
    assert found.sources == {"new", "row", "line"}
    assert found.asked == frozenset()


def test_places_that_may_hold_what_is_counted_are_used_and_those_of_retracted_events_are_not() -> None:
    found = used('strikes(week="2018-03-30")')
    assert {"bayji", "qayyarah", "shadaddi", "rutbah"} <= found.places
    assert "b" in found.reports  # its late addition counts in these days
    assert "baghdad" not in used('strikes(week="2018-04-06")').places


def test_a_place_that_is_asked_for_is_used_also_where_nothing_was_counted() -> None:
    found = used('strikes(place="qayyarah", week="2018-04-06")')
    assert found.asked == {"qayyarah"} == found.places


def test_a_calculation_a_chart_and_a_quotation_all_count() -> None:
    change = used('change(strikes(week="2018-04-06"), strikes(week="2018-03-30"))')
    assert change.weeks == {FIRST_WEEK, SECOND_WEEK}
    assert used(charts=("2018-04-06",)).reports == {"b"}
    assert used('quoted("304 percent", source="old")') == Used(sources=frozenset({"old"}))
    assert SOURCE.id in used("strikes()", 'quoted("9", source="old")', charts=("2018-04-06",)).sources


def test_days_beyond_the_record_are_no_weeks_of_it() -> None:
    assert used('strikes(start="2018-03-30", end="2018-12-31")').weeks == {FIRST_WEEK, SECOND_WEEK}


def test_usage_is_found_from_either_end() -> None:
    usage = Usage({"b.md": used('strikes(place="bayji")'), "a.md": used('strikes(week="2018-04-06")'), "none.md": Used()})
    assert usage.of("a.md").weeks == {SECOND_WEEK}
    assert usage.of("missing.md") == Used()
    assert usage.of_place("bayji") == ("b.md",)
    assert usage.of_report("b") == ("a.md",)
    assert usage.of_report("2018-04-06-cjtf-oir") == ("b.md",)
    assert usage.of_week(FIRST_WEEK) == ("b.md",)
    assert usage.of_source("row") == ("a.md",)
