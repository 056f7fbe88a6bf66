"""What authors may write into a chart block, and what they are told when it is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from dateline.charts import Registry, built_in, find, prepare
from dateline.charts.options import option_fields
from dateline.charts.places import PlacesOptions
from dateline.charts.weekly import WeeklyOptions
from dateline.errors import QueryError
from dateline.model import Period
from dateline.query import Desk
from tests.factories import record, seed_report

DESK = Desk(record(seed_report()))


@pytest.mark.parametrize(
    ("chart", "raw", "code", "message", "help_"),
    [
        ("weekly", {"colours": "country"}, "unknown-option", "no option 'colours'", "'colour'"),
        ("weekly", {"contry": "iraq"}, "unknown-option", "no option 'contry'", "'country'"),
        ("weekly", {"start": "2018-03-30"}, "unknown-option", "no option 'start'", None),
        ("weekly", {"top": 3}, "unknown-option", "no option 'top'", None),
        ("weekly", {"colour": "contry"}, "unknown-colour", "no colour 'contry'", "'country'"),
        ("weekly", {"colour": 3}, "bad-option", "option 'colour' takes a text, not 3", None),
        ("weekly", {"country": "irak"}, "unknown-country", "no country 'irak'", "'iraq'"),
        ("weekly", {"country": 4}, "bad-option", "takes a text or a list of texts", None),
        ("weekly", {"place": []}, "bad-option", "takes a text or a list of texts", None),
        ("weekly", {"measure": "strike"}, "unknown-measure", "no measure 'strike'", "'strikes'"),
        ("weekly", {"from": "30 March"}, "bad-option", "not a date written YYYY-MM-DD", None),
        ("weekly", {"from": 20180330}, "bad-option", "takes a day", None),
        ("weekly", {"from": dt.datetime(2018, 3, 30, tzinfo=dt.UTC)}, "bad-option", "takes a day", None),
        ("weekly", {"from": dt.date(2018, 4, 6)}, "bad-period", "cannot end (2018-04-05) before", "dateline"),
        ("weekly", {"title": " "}, "bad-option", "takes a text", None),
        ("places", {"top": True}, "bad-option", "a whole number from 1 to 50, not True", None),
        ("places", {"top": 0}, "bad-option", "a whole number from 1 to 50", None),
        ("places", {"colour": "country"}, "unknown-option", "no option 'colour'", None),
        ("wekly", {}, "unknown-chart", "no chart 'wekly'", "'weekly'"),
    ],
)
def test_what_is_wrong_is_said_with_a_way_out(
    chart: str, raw: Mapping[str, object], code: str, message: str, help_: str | None
) -> None:
    with pytest.raises(QueryError) as caught:
        prepare(chart, raw, DESK, None)
    assert caught.value.code == code
    assert message in caught.value.message
    if help_:
        assert help_ in (caught.value.help or "")


def test_a_chart_starts_from_the_pages_period_and_its_own_days_come_first() -> None:
    scope = Period(dt.date(2018, 3, 1), dt.date(2018, 4, 30))
    assert prepare("weekly", {}, DESK, scope).total.period == scope
    drawing = prepare("weekly", {"from": dt.date(2018, 3, 30), "to": "2018-04-05"}, DESK, scope)
    assert drawing.total.period == Period(dt.date(2018, 3, 30), dt.date(2018, 4, 5))
    assert prepare("weekly", {}, DESK, None).total.period == DESK.extent


def test_filters_limit_the_query() -> None:
    assert prepare("weekly", {"country": "iraq"}, DESK, None).total.low == 6
    assert prepare("places", {"place": ["Baghdad", "bayji"]}, DESK, None).total.high == 4
    assert prepare("weekly", {"title": " Nine strikes "}, DESK, None).title == "Nine strikes"


def test_every_option_says_what_it_does() -> None:
    for kind in (WeeklyOptions, PlacesOptions):
        fields = option_fields(kind)
        assert {"from", "to", "title", "id", "measure"} < fields.keys()
        assert all(field.metadata["about"] for field in fields.values())


def test_charts_are_found_by_name_and_two_cannot_share_one() -> None:
    assert find("weekly").about.startswith("Bars by reporting week")
    assert {"weekly", "places", "map"} <= set(built_in().charts)
    import dateline.charts.places as first  # noqa: PLC0415
    import dateline.charts.weekly as second  # noqa: PLC0415

    assert set(Registry.of([first, second]).charts) == {"places", "weekly"}
    twin = type(first)("twin")
    twin.chart = type(first.places)("places", PlacesOptions, first.places.function)  # type: ignore[attr-defined]
    with pytest.raises(QueryError, match="two charts are named 'places'"):
        Registry.of([first, twin])
