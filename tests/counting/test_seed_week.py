"""The worked example of the design, section 4."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.query import Desk
from tests.factories import record, seed_report

desk = Desk(record(seed_report()))


@pytest.mark.parametrize(
    ("filters", "reads"),
    [
        ({}, "9"),
        ({"country": "iraq"}, "6"),
        ({"country": "syria"}, "3"),
        ({"place": "baghdad"}, "1"),
        ({"place": "bayji"}, "0 to 3"),
        ({"place": "qayyarah"}, "0 to 3"),
        ({"place": ["bayji", "qayyarah"]}, "3"),
        ({"place": "rutbah"}, "0 to 2"),
        ({"place": "shadaddi"}, "0 to 3"),
        ({"place": ["baghdad", "bayji"]}, "1 to 4"),
        ({"day": "2018-04-01"}, "0 to 9"),
        ({"day": "2018-04-01", "country": "iraq"}, "0 to 6"),
        ({"day": "2018-04-06"}, "at least 0"),
        ({"start": "2018-03-30", "end": "2018-04-08"}, "at least 9"),
        ({"week": "2018-03-30"}, "9"),
        ({"target": "cave", "country": "iraq"}, "1 to 6"),
        ({"target": "cave", "country": "syria"}, "0"),
    ],
)
def test_strikes(filters: dict[str, Any], reads: str) -> None:
    assert str(desk.ask("strikes", **filters)) == reads


def test_targets_are_counted_from_the_lists_of_the_stated_totals() -> None:
    assert str(desk.ask("targets", country="iraq")) == "6"
    assert str(desk.ask("targets", country="iraq", target="tactical-unit")) == "3"
    assert str(desk.ask("targets")) == "at least 8"


def test_engagements_were_not_given() -> None:
    assert str(desk.ask("engagements")) == "at least 0"


def test_places_account_for_the_total() -> None:
    table = desk.ask("strikes").by("place")
    assert [(row.key, str(row.count)) for row in table.rows] == [
        ("abu-kamal", "0 to 3"),
        ("al-qaim", "0 to 2"),
        ("baghdad", "1"),
        ("bayji", "0 to 3"),
        ("qayyarah", "0 to 3"),
        ("rutbah", "0 to 2"),
        ("shadaddi", "0 to 3"),
    ]
    assert table.rest is not None
    assert str(table.rest) == "0"
