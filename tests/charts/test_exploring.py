"""What can be explored of a chart: each event once, certain and possible parts, places, weeks, and the address beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from dateline.charts import prepare
from dateline.charts.exploring import NOWHERE, OTHERS, SEVERAL, Exploring
from dateline.charts.exploring_plot import draw_exploring
from dateline.errors import ContentError, QueryError
from dateline.figure.explore import explore_file
from dateline.model import Period
from dateline.query import Desk
from tests.factories import event, record, report, seed_report, stated, tally

NEXT = "2018-04-06/2018-04-12"
BOTH = Period.parse("2018-03-30/2018-04-12")


def exploring(*events: Any, measure: str = "strikes", scope: Period | None = BOTH, **filters: object) -> Exploring:
    later = report("later", NEXT, [stated(NEXT, strikes=100)], events)
    return Exploring(Desk(record(seed_report(), later)).ask(measure, scope, **filters))


def test_each_event_is_one_row_and_their_sum_is_what_is_itemised() -> None:
    found = exploring(event("a", NEXT, "bayji", strikes=(2, 4)), event("b", NEXT, strikes=1))
    rows = found.events()
    assert sum(row["low"] for row in rows) == 9 + 3
    assert sum(row["may"] for row in rows) == 2
    assert sorted({row["place"] for row in rows}) == sorted(["Bayji", "Baghdad", SEVERAL, NOWHERE])
    assert found.covers == "This explores 12 to 14 strikes that reports itemise, of 109 that they count."


def test_an_event_at_one_of_several_places_is_at_none_of_them() -> None:
    places = {row["place"]: row["low"] for row in exploring().events() if row["place"] != SEVERAL}
    assert places == {"Baghdad": 1}
    assert exploring().places == ("Baghdad", SEVERAL)


def test_an_event_of_two_weeks_is_certain_in_neither() -> None:
    found = exploring(event("over", "2018-04-05/2018-04-06", "bayji", strikes=2, adds_to=seed_report().id))
    rows = [row for row in found.by_week() if row["low"] + row["may"] == 2 and row["country"] == "|iraq|" and not row["low"]]
    assert [row["week"] for row in rows] == ["30 March to 5 April 2018", "6 to 12 April 2018"]
    assert [row["may"] for row in rows] == [2, 2]
    (over,) = [row for row in found.events() if row["place"] == "Bayji"]
    assert over["first"] < over["last"]


def test_weeks_without_events_are_there() -> None:
    assert len({row["week"] for row in exploring().by_week()}) == 2


def test_a_week_without_events_says_why() -> None:
    found = exploring(scope=Period.parse("2018-03-23/2018-04-12"))
    assert {row["week"]: row["gap"] for row in found.by_week() if row["gap"]} == {
        "23 to 29 March 2018": "no report",
        "6 to 12 April 2018": "nothing itemised",
    }
    assert [row["gap"] for row in found.by_week() if row["country"]] == [""] * 4
    assert found.key() == [["hatch", "no report"], ["ground", "nothing itemised"]]
    several = exploring(event("a", NEXT, "bayji", strikes=(2, 4)))
    assert several.key() == [["light", "possible, not certain"]]


def test_a_country_that_no_report_speaks_of_has_no_report() -> None:
    iraq_only = report("iraq", NEXT, [stated(NEXT, strikes=3)], covers=("iraq",))
    found = Exploring(Desk(record(seed_report(), iraq_only)).ask("strikes", BOTH, country="syria"))
    assert [row["gap"] for row in found.by_week() if row["gap"]] == ["no report"]


def test_many_places_share_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.charts.exploring.MOST_PLACES", 1)
    found = exploring(event("a", NEXT, "bayji", strikes=5), event("b", NEXT, "rutbah", strikes=2))
    assert found.places == ("Bayji", OTHERS, SEVERAL)
    assert sum(row["low"] for row in found.events() if row["place"] == OTHERS) == 3


def test_kinds_are_chosen_only_where_a_row_says_how() -> None:
    listed = {"target": (tally("vehicle", 3), tally("cave", None))}
    one = event("a", NEXT, "bayji", strikes=2, tallies=listed)
    assert [kind for kind, _ in exploring(one).choices()["kind"]] == ["cave", "vehicle"]
    assert exploring(one, target="vehicle").choices()["kind"] == []
    assert exploring(one, measure="targets").choices()["kind"] == []
    (row,) = exploring(one, target="vehicle", report="later").events()
    assert (row["low"], row["may"]) == (1, 1)


def test_the_address_asks_the_same() -> None:
    assert exploring().address == "explore/?from=2018-03-30&to=2018-04-12"
    assert exploring(country="iraq").address == "explore/?from=2018-03-30&to=2018-04-12&country=iraq"
    limited = exploring(place=["bayji", "abu-kamal"], target="cave")
    assert limited.address == "explore/?from=2018-03-30&to=2018-04-12&place=abu-kamal,bayji&targets=cave"


def test_the_file_holds_specifications_without_vega_lite_and_without_rows() -> None:
    content = json.loads(explore_file(exploring(), None))
    for spec in content["specs"].values():
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega/v6")
        assert {entry["name"]: entry.get("values", []) for entry in spec["data"] if entry["name"] in ("weeks", "events")} == {
            "weeks": [],
            "events": [],
        }
        assert spec["background"] == "transparent"
        assert {"brush", "brushed", "country", "kind", "first", "last"} <= {signal["name"] for signal in spec["signals"]}
    assert content["data"]["events"] == exploring().events()


def test_quotation_marks_in_words_stay_text() -> None:
    desk = Desk(record(seed_report()))
    odd = msgspec.structs.replace(desk.measures["strikes"], one="o'strike \\\\", many="'); alert(1); ('")
    spec = draw_exploring(Exploring(replace(desk.ask("strikes"), measure=odd)), 720)
    calculated = [step["calculate"] for step in _steps(spec) if step.get("as") == "label"]
    assert len(calculated) == 5
    assert all(r"' \'); alert(1); (\''" in text and r"' o\'strike \\\\'" in text for text in calculated)


def _steps(spec: dict[str, Any]) -> list[dict[str, Any]]:
    layers = [layer for part in spec["vconcat"] for layer in part["layer"]]
    return [step for layer in layers for step in layer.get("transform", [])]


def test_nothing_itemised_is_said_at_the_block() -> None:
    bare = record(report("bare", NEXT, [stated(NEXT, strikes=100)]))
    with pytest.raises(ContentError) as caught:
        explore_file(Exploring(Desk(bare).ask("strikes")), None)
    (problem,) = caught.value.problems
    assert problem.code == "nothing-to-explore"
    assert "strikes, 6 to 12 April 2018" in problem.message


def test_the_option_is_true_or_false() -> None:
    desk = Desk(record(seed_report()))
    assert prepare("weekly", {"explore": True}, desk, None).explore
    assert not prepare("weekly", {"explore": False}, desk, None).explore
    with pytest.raises(QueryError, match="option 'explore' takes true or false, not 'yes'"):
        prepare("weekly", {"explore": "yes"}, desk, None)
