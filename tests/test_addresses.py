"""Addresses are stable, and one question has one address."""

from __future__ import annotations

import datetime as dt

from dateline import addresses


def test_pages_and_files_lie_where_the_design_says() -> None:
    assert addresses.week_page(dt.date(2018, 3, 30)) == "weeks/2018-03-30/"
    assert addresses.place_page("bayji") == "places/bayji/"
    assert addresses.event_page("2018-04-06-cjtf-oir", "2018-04-06-baghdad") == "reports/2018-04-06-cjtf-oir/#2018-04-06-baghdad"
    assert addresses.figure_file("a-week-weekly", "png") == "figures/a-week-weekly.png"


def test_one_question_has_one_address() -> None:
    start, end = dt.date(2018, 3, 30), dt.date(2018, 4, 5)
    one = addresses.explore(start=start, end=end, place=["qayyarah", "bayji"], country="iraq")
    assert one == "explore/?from=2018-03-30&to=2018-04-05&country=iraq&place=bayji,qayyarah"
    assert addresses.explore(country="iraq", place=("bayji", "qayyarah"), start=start, end=end) == one
    assert addresses.explore(place=()) == "explore/"


def test_what_an_address_cannot_hold_is_escaped() -> None:
    assert addresses.explore(q='<b>&"') == "explore/?q=%3Cb%3E%26%22"
