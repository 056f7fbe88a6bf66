"""The page of a place: bounds in words, its other names, what lies near it."""

from __future__ import annotations

import pytest

from dateline.model import Record
from dateline.query import Desk
from dateline.record_pages.archive import Archive
from dateline.record_pages.nearby import distance_km, nearest
from dateline.record_pages.places import PlacePage, place_page
from tests import factories
from tests.record_pages.cases import archive, at, later_report, plain


def of(name: str, made: Archive) -> PlacePage:
    return place_page(made, made.record.places[name])


def test_a_place_named_as_one_of_two_has_a_range() -> None:
    page = of("bayji", archive(factories.seed_report()))
    assert page.summary == "0 to 3 strikes: 1 event on record names Bayji, as one of several places."
    assert page.aliases == ("Baiji",)
    assert page.bounds == ("0 to 3 strikes",)
    assert page.months is not None
    assert plain(page.months) == (("March 2018", ("0 to 3",)), ("April 2018", ("0 to 3",)))
    assert page.months.rows[0].under == (("Strikes",),)
    assert page.missing == ()


def test_a_certain_one_is_one() -> None:
    assert of("baghdad", archive(factories.seed_report())).summary == "1 strike: 1 event on record names Baghdad."


def test_silent_days_and_counts_without_a_place_make_it_open() -> None:
    page = of("abu-kamal", archive(factories.seed_report(), later_report()))
    assert (
        page.summary
        == "At least 2 strikes, possibly 5 or more: 2 events on record name Abu Kamal, 1 of them as one of several places."
    )
    assert page.missing == (
        "No report covers Syria on 7 days of 21.",
        "In Syria no place is stated for 3 strikes: any of them may lie here.",
    )


def test_a_place_that_nothing_names_has_a_page_that_says_so() -> None:
    page = of("qayyarah", archive(later_report()))
    assert page.summary == "No event on record names Qayyarah."
    assert (page.bounds, page.months, page.events, page.missing) == ((), None, (), ())


def test_a_record_without_a_report_has_places() -> None:
    made = Archive(Desk(factories.record()))
    assert of("bayji", made).summary == "No event on record names Bayji."


def test_without_a_coordinate_it_is_said_to_be_on_no_map() -> None:
    assert of("bayji", archive(factories.seed_report())).where.startswith("No coordinate that can be trusted")


def test_neighbours_by_distance() -> None:
    places = [at("a", 34.0, 43.0), at("b", 34.0, 43.5), at("c", 35.0, 43.0), at("d", None, None), at("e", -34.0, 43.0)]
    assert [(place.id, km) for place, km in nearest(places, places[0], 2)] == [("b", 46), ("c", 111)]
    assert [place.id for place, _ in nearest(places, places[0], 9)] == ["b", "c", "e"]
    assert nearest(places, places[3], 2) == []


def test_neighbours_across_the_date_line() -> None:
    places = [at("west", 0.0, 179.9), at("east", 0.0, -179.9), at("far", 0.0, 170.0)]
    assert [place.id for place, _ in nearest(places, places[0], 1)] == ["east"]


@pytest.mark.parametrize(
    ("one", "two", "km"),
    [((0, 0), (0, 1), 111.19), ((36.335, 43.119), (33.315, 44.366), 354.6), ((90, 0), (-90, 0), 20015.1), ((5, 5), (5, 5), 0)],
)
def test_distances_on_the_globe(one: tuple[float, float], two: tuple[float, float], km: float) -> None:
    assert distance_km(*one, *two) == pytest.approx(km, abs=0.8)


def test_the_latest_events_are_listed_where_there_are_too_many() -> None:
    events = [factories.event(f"e-{n:03}", "2018-04-01", "bayji", strikes=1) for n in range(405)]
    base = factories.record(factories.report("r", factories.WEEK, [], events))
    page = of("bayji", Archive(Desk(Record(base.dataset, base.places, base.sources, base.reports))))
    assert len(page.events) == 400
    assert page.more == "The latest 400; 5 earlier ones stand on the pages of their weeks."
    assert page.events[-1].id == "e-404"
