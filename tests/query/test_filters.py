from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from dateline.errors import QueryError
from dateline.model import Category, Period, Place
from dateline.query import Desk
from tests.factories import DATASET, PLACES, WEEK, event, named, record, report, seed_report, stated, tally

OTHER = report(
    "2018-04-07-other",
    "2018-04-07",
    events=[event("o", "2018-04-07", "bayji", strikes=2, tallies={"target": (tally("cave", 1),)})],
    actor="other",
)
desk = Desk(record(seed_report(), OTHER))


@pytest.mark.parametrize(
    ("filters", "reads"),
    [
        ({"start": "2018-03-30", "end": "2018-04-05"}, "9"),
        ({"start": dt.date(2018, 3, 30), "end": dt.date(2018, 4, 5)}, "9"),
        ({"week": "2018-03-30"}, "9"),
        ({"week": dt.date(2018, 3, 30)}, "9"),
        ({"day": "2018-04-07"}, "2"),
        ({"day": dt.date(2018, 4, 7)}, "2"),
        ({"month": "2018-03"}, "at least 0"),
        ({"country": "iraq", "week": "2018-03-30"}, "6"),
        ({"country": ["iraq", "syria"], "week": "2018-03-30"}, "9"),
        ({"country": ("syria",), "week": "2018-03-30"}, "3"),
        ({"place": "baghdad", "week": "2018-03-30"}, "1"),
        ({"place": ["baghdad", "bayji", "qayyarah"], "week": "2018-03-30"}, "4"),
        ({"target": "cave", "day": "2018-04-07"}, "2"),
        ({"effect": "destroyed", "day": "2018-04-07"}, "2"),
        ({"effect": ["damaged", "engaged"], "day": "2018-04-07"}, "0"),
        ({"report": "2018-04-07-other"}, "2"),
        ({"report": ["2018-04-07-other", "2018-04-06-cjtf-oir"]}, "11"),
        ({"actor": "other", "day": "2018-04-07"}, "2"),
        ({"actor": ["other", "cjtf-oir"], "day": "2018-04-07"}, "2"),
        ({"report": "2018-04-07-other", "actor": "other"}, "2"),
        ({"country": None, "week": "2018-03-30", "start": None}, "9"),
    ],
)
def test_every_filter(filters: dict[str, Any], reads: str) -> None:
    assert str(desk.ask("strikes", **filters)) == reads


def test_days_that_are_not_given_are_those_of_the_record_or_the_page() -> None:
    assert desk.ask("strikes").period == Period.parse("2018-03-30/2018-04-07")
    page = Period.parse("2018-04-01/2018-04-03")
    assert desk.ask("strikes", page).period == page
    assert desk.ask("strikes", page, start="2018-03-31").period == Period.parse("2018-03-31/2018-04-03")
    assert desk.ask("strikes", page, end="2018-04-20").period == Period.parse("2018-04-01/2018-04-20")
    assert desk.ask("strikes", page, month="2018-02").period == Period.parse("2018-02-01/2018-02-28")


@pytest.mark.parametrize("name", ["Bayji", "bayji", "BAIJI", "  baiji ", "Baiji"])
def test_a_place_by_its_name_or_an_alias(name: str) -> None:
    assert desk.ask("strikes", place=name).scope.places == frozenset({"bayji"})


def test_a_name_of_two_words_however_it_is_spaced() -> None:
    assert desk.ask("strikes", place="albu\n kamal").scope.places == frozenset({"abu-kamal"})


SINJARS = {
    "sinjar": Place("sinjar", "Sinjar", "iraq"),
    "sinjar-idlib": Place("sinjar-idlib", "Sinjar", "syria"),
    "sinjar-2": Place("sinjar-2", "Sinjar  al-Gharbi", "syria"),
}


def test_a_name_of_two_places_is_settled_by_the_country_or_refused() -> None:
    two = Desk(msgspec.structs.replace(record(seed_report()), places={**PLACES, **SINJARS}))
    with pytest.raises(QueryError) as caught:
        two.ask("strikes", place="Sinjar")
    assert (caught.value.code, caught.value.message) == ("ambiguous-place", "'Sinjar' is the name of 2 places")
    assert caught.value.help == "write one of sinjar, sinjar-idlib"
    assert two.ask("strikes", place="Sinjar", country="syria").scope.places == frozenset({"sinjar-idlib"})
    assert two.ask("strikes", place="sinjar").scope.places == frozenset({"sinjar"})
    assert two.ask("strikes", place="sinjar al-gharbi").scope.places == frozenset({"sinjar-2"})


@pytest.mark.parametrize(
    ("filters", "code", "message", "way_out"),
    [
        ({"contry": "iraq"}, "unknown-filter", "no filter 'contry' in a query", "did you mean 'country'?"),
        ({"country": "irak"}, "unknown-country", "no country 'irak' in data/dataset.yml", "did you mean 'iraq'?"),
        ({"country": "Iraq"}, "unknown-country", "no country 'Iraq' in data/dataset.yml", "did you mean 'iraq'?"),
        ({"country": ["iraq", "jordan"]}, "unknown-country", "no country 'jordan'", "known: iraq, syria"),
        ({"place": "qayarah"}, "unknown-place", "no place 'qayarah' in data/places.yml", "did you mean 'qayyarah'?"),
        ({"place": "Albu Kemal"}, "unknown-place", "no place 'Albu Kemal'", "did you mean 'Albu Kamal'?"),
        ({"place": ""}, "unknown-place", "no place ''", None),
        ({"target": "vehicles"}, "unknown-target", "no target 'vehicles'", "did you mean 'vehicle'?"),
        ({"effect": "burnt"}, "unknown-effect", "no effect 'burnt'", "known: damaged, destroyed, engaged"),
        (
            {"report": "2018-04-06"},
            "unknown-report",
            "no report '2018-04-06' in data/events",
            "did you mean '2018-04-06-cjtf-oir'?",
        ),
        ({"actor": "cjtf"}, "unknown-actor", "no actor 'cjtf'", "did you mean 'cjtf-oir'?"),
        ({"country": 3}, "bad-filter", "country= takes a text or a list of texts, not 3", 'write country="..."'),
        ({"country": []}, "bad-filter", "country= takes a text or a list of texts, not []", None),
        ({"place": ["bayji", 1]}, "bad-filter", "place= takes a text or a list of texts", None),
        ({"place": "shadaddi", "country": "iraq"}, "empty-query", "shadaddi does not lie in iraq", "leave out the country"),
        ({"report": "2018-04-07-other", "actor": "cjtf-oir"}, "empty-query", "is not by cjtf-oir but by other", "leave out"),
        ({"day": "5 April"}, "bad-date", "day=: '5 April' is not a date written YYYY-MM-DD", None),
        ({"day": "2018-02-30"}, "bad-date", "day=: '2018-02-30' is not a day of the calendar", None),
        ({"day": "0001-01-01"}, "bad-date", "the year of '0001-01-01' is not one from 1000 to 9998", None),
        ({"day": dt.date(9999, 12, 31)}, "bad-date", "day= takes a day", None),
        ({"day": 20180405}, "bad-date", "day= takes a day, not 20180405", 'write day="2018-03-30"'),
        ({"day": dt.datetime(2018, 4, 5, tzinfo=dt.UTC)}, "bad-date", "day= takes a day", None),
        ({"month": "2018-13"}, "bad-date", "month=: '2018-13' is not a month written YYYY-MM", 'write month="2018-03"'),
        ({"month": "9999-12"}, "bad-date", "month=: '9999-12' is not a month", None),
        ({"month": 3}, "bad-date", "month= takes a month, not 3", None),
        ({"week": "2018-04-01"}, "unknown-week", "no reporting week starts on 2018-04-01", "that day starts on 2018-03-30"),
        ({"day": "2018-04-01", "week": "2018-03-30"}, "bad-filter", "a query takes one of day=, week=, month=", None),
        ({"month": "2018-04", "end": "2018-04-05"}, "bad-filter", "a query takes one of day=, week=, month=", None),
        ({"start": "2018-04-05", "end": "2018-03-30"}, "bad-period", "cannot end (2018-03-30) before it starts", "dateline:"),
        ({"start": "2018-05-01"}, "bad-period", "cannot end (2018-04-07) before it starts (2018-05-01)", "dateline:"),
    ],
)
def test_what_is_wrong_is_an_error_with_a_way_out(filters: dict[str, Any], code: str, message: str, way_out: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        desk.ask("strikes", **filters)
    assert caught.value.code == code
    assert message in caught.value.message
    assert way_out is None or way_out in (caught.value.help or "")


def test_an_unknown_measure() -> None:
    with pytest.raises(QueryError, match=r"no measure 'strike' in data/dataset\.yml") as caught:
        desk.ask("strike")
    assert caught.value.help == "did you mean 'strikes'?"


WEAPONS = Category("weapon", "weapons", "weapon", "weapons", named("bomb", "missile"))


def test_one_category_at_a_time() -> None:
    dataset = msgspec.structs.replace(DATASET, categories={**DATASET.categories, "weapon": WEAPONS})
    two = Desk(msgspec.structs.replace(record(seed_report()), dataset=dataset))
    assert str(two.ask("weapons")) == "at least 0"
    with pytest.raises(QueryError, match="one category, not 2"):
        two.ask("strikes", weapon="bomb", target="cave")
    with pytest.raises(QueryError, match="targets cannot be limited by weapon"):
        two.ask("targets", weapon="bomb")
    with pytest.raises(QueryError, match="no dimension 'effects'"):
        two.ask("weapons").by("effects")
    with pytest.raises(QueryError, match="an answer limited by weapon cannot be split by target"):
        two.ask("strikes", weapon="bomb").by("target")
    with pytest.raises(QueryError, match="weapons cannot be split by target"):
        two.ask("weapons").by("target")


def test_a_newsroom_may_call_its_countries_otherwise() -> None:
    dataset = msgspec.structs.replace(DATASET, country_word="district")
    local = Desk(msgspec.structs.replace(record(seed_report()), dataset=dataset))
    assert str(local.ask("strikes", district="iraq")) == "6"
    assert local.ask("strikes").by("district").dimension == "district"
    with pytest.raises(QueryError, match="no filter 'country'"):
        local.ask("strikes", country="iraq")
    with pytest.raises(QueryError, match="no district 'irak'"):
        local.ask("strikes", district="irak")


def test_an_empty_record_has_nothing_to_ask() -> None:
    empty = Desk(record())
    for measure in ("strikes", "targets"):
        with pytest.raises(QueryError, match="the record holds no report yet") as caught:
            empty.ask(measure)
        assert caught.value.help == "add one under data/events/"
    with pytest.raises(QueryError, match="the record holds no report yet"):
        empty.namespace()["strikes"](week="2018-03-30")  # type: ignore[operator]


def test_a_record_with_only_empty_reports_can_be_asked() -> None:
    assert str(Desk(record(report("a", WEEK))).ask("strikes")) == "at least 0"
    assert str(Desk(record(report("a", WEEK, [stated(WEEK, strikes=0)]))).ask("strikes")) == "0"


def test_a_country_given_as_a_place_says_so() -> None:
    with pytest.raises(QueryError, match="'Iraq' is a country, not a place") as caught:
        Desk(record(seed_report())).ask("strikes", place="Iraq")
    assert caught.value.help == 'write country="iraq"'
