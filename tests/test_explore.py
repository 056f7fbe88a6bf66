"""The explore page's data: every event once, columns of one length, status and sums as the build counts them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from dateline.explore import explore_json, listing
from dateline.explore.data import COUNTED, LATE, REPLACED, RETRACTED, UNKNOWN
from dateline.model import Record, Source
from dateline.query import Desk
from tests.factories import SOURCE, event, record, report, seed_report, stated, tally

NEXT = "2018-04-06/2018-04-12"


def source(name: str) -> Source:
    return Source(name, "Another", "Airwars", "https://example.org/b", published=dt.date(2018, 4, 13))


def told(given: Record) -> dict[str, Any]:
    return dict(json.loads(explore_json(Desk(given))))


def rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns as rows; ids of places instead of indexes."""
    events = data["events"]
    found = []
    for i, name in enumerate(events["id"]):
        places, countries = data["wheres"][events["where"][i]]
        found.append(
            {
                "id": name,
                "report": data["reports"][events["report"][i]],
                "places": [data["places"][place][0] for place in places],
                "countries": [data["countries"][country][0] for country in countries],
                "start": str(dt.date(1970, 1, 1) + dt.timedelta(events["start"][i])),
                "days": events["days"][i],
                "strikes": (events["low"][0][i], events["high"][0][i]),
                "status": events["status"][i],
            }
        )
    return found


def test_the_seed_week() -> None:
    data = told(record(seed_report()))
    found = {row["id"]: row for row in rows(data)}
    assert list(found) == sorted(found)
    assert found["bayji-qayyarah"] == {
        "id": "bayji-qayyarah",
        "report": "2018-04-06-cjtf-oir",
        "places": ["bayji", "qayyarah"],
        "countries": ["iraq"],
        "start": "2018-03-30",
        "days": 7,
        "strikes": (3, 3),
        "status": COUNTED,
    }
    assert data["stated"] == ["9", "at least 0"]
    assert data["itemised"] == ["9", "0"]
    assert [data["places"][i][3] for i, place in enumerate(data["places"]) if place[0] == "abu-kamal"] == [["Albu Kamal"]]
    first = (dt.date(2018, 3, 30) - dt.date(1970, 1, 1)).days
    assert data["weeks"] == [[first, first + 6]]


def test_all_columns_are_of_one_length() -> None:
    data = told(record(seed_report(), report("later", NEXT, [], [event("a", NEXT, "bayji", strikes=(1, None))])))
    events = data["events"]
    lengths = {len(events[name]) for name in ("id", "report", "source", "start", "days", "where", "status", "note")}
    lengths |= {len(column) for name in ("low", "high", "kinds") for column in events[name]}
    assert lengths == {5}


def test_ranges_unknown_ends_and_measures_that_are_not_given() -> None:
    given = [
        event("range", NEXT, "bayji", strikes=(0, 3)),
        event("some", NEXT, "bayji", strikes=(1, None)),
        event("other", NEXT, "bayji", engagements=4),
    ]
    data = told(record(report("later", NEXT, [], given)))
    assert {row["id"]: row["strikes"] for row in rows(data)} == {
        "range": (0, 3),
        "some": (1, UNKNOWN),
        "other": (UNKNOWN, UNKNOWN),
    }
    assert data["itemised"] == ["at least 1", "4"]


def test_lists_of_targets_are_said_once() -> None:
    listed = {"target": (tally("vehicle", 3), tally("cave", None, None))}
    given = [event(name, NEXT, "bayji", strikes=1, tallies=listed) for name in ("a", "b")] + [event("c", NEXT, strikes=1)]
    data = told(record(report("later", NEXT, [], given)))
    assert data["events"]["kinds"] == [[0, 0, UNKNOWN]]
    assert data["tallies"] == [[[[0, 0, 3, 3, 0], [2, UNKNOWN, 1, UNKNOWN, 1]]]]


def test_what_counts_nothing_is_there_and_says_so() -> None:
    first = report("first", NEXT, [], [event("wrong", NEXT, "bayji", strikes=5)])
    better = report(
        "second",
        NEXT,
        [],
        [
            event("right", NEXT, "bayji", strikes=2),
            event("gone", NEXT, "bayji", strikes=1, retracted=True),
            event("late", "2018-03-30", "bayji", strikes=1, adds_to=seed_report().id),
        ],
        source="b",
        replaces="first",
    )
    data = told(record(seed_report(), first, better, sources=[source("b")]))
    status = {row["id"]: row["status"] for row in rows(data)}
    assert {name: status[name] for name in ("wrong", "right", "gone", "late")} == {
        "wrong": REPLACED,
        "right": COUNTED,
        "gone": RETRACTED,
        "late": LATE,
    }
    assert data["itemised"][0] == "12"


def test_the_same_record_gives_the_same_bytes() -> None:
    given = record(seed_report())
    assert explore_json(Desk(given)) == explore_json(Desk(given))
    assert SOURCE.id in told(given)["sources"][0]


def test_the_list_by_week() -> None:
    later = report("later", "2018-04-13/2018-04-19", [stated("2018-04-13/2018-04-19", strikes=3)], source="b")
    found = listing(Desk(record(seed_report(), later, sources=[source("b")])))
    assert found.covers == "Reports itemise 9 strikes, of at least 12 that they count: only what is itemised can be explored."
    (year,) = found.years
    assert year.year == 2018
    assert [(week.days, week.count, week.address) for week in year.weeks] == [
        ("30 March to 5 April 2018", "9 strikes", "weeks/2018-03-30/"),
        ("6 to 12 April 2018", "no report", "weeks/2018-04-06/"),
        ("13 to 19 April 2018", "3 strikes", "weeks/2018-04-13/"),
    ]


def test_an_empty_record_has_an_empty_list() -> None:
    assert listing(Desk(record())).years == ()
    assert told(record())["events"]["id"] == []
