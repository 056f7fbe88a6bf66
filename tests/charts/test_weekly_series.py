"""What bars may be stacked by: parts that never count anything twice, their colours, and what is said where they would."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from dateline.charts import Drawing, prepare, theme
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.figure.table import csv_bytes
from dateline.model import Category, Dataset, Named, Place, Record, Report
from dateline.query import Desk
from tests.counting.worlds import World, worlds
from tests.factories import DATASET, PLACES, event, record, report, seed_report, stated, tally

WEEK = "2018-04-06/2018-04-12"


def drawn(made: Record, **options: object) -> Drawing:
    return prepare("weekly", options, Desk(made), None)


def labels(drawing: Drawing) -> list[str]:
    return [bar["label"] for bar in drawing.draw(drawing.plot, 720).to_dict()["datasets"]["bars"]]


def fills(drawing: Drawing) -> dict[str, str]:
    bars = drawing.draw(drawing.plot, 720).to_dict()["datasets"]["bars"]
    roles = {colour: role for role, colour in theme.ROLES.items()}
    return {bar["label"].split(", ")[-1].split(":")[0]: roles[bar["fill"]] for bar in bars}


def listing(*tallies: Any, strikes: int = 4) -> Report:
    return report(
        "l", WEEK, [stated(WEEK, strikes=strikes)], [event("e", WEEK, "baghdad", strikes=2, tallies={"target": tallies})]
    )


TARGETS = listing(tally("vehicle", 3), tally("vehicle", 1, None), tally("cave", 2, "damaged"), tally("tactical-unit", None))


def test_what_is_listed_can_be_stacked_by_kind() -> None:
    drawing = drawn(record(TARGETS), measure="targets", colour="target")
    assert labels(drawing) == [
        "Week of 6 to 12 April 2018, Vehicle: 4 targets, of at least 7 in all",
        "Week of 6 to 12 April 2018, Tactical unit: 1 target, of at least 7 in all",
        "Week of 6 to 12 April 2018, Cave: 2 targets, of at least 7 in all",
    ]
    assert drawing.parts == ("vehicle", "tactical-unit", "cave")
    assert "by target" in drawing.subtitle
    assert "(Vehicle at least 4, Tactical unit at least 1, Cave at least 2)" in drawing.summary


def test_what_is_listed_can_be_stacked_by_effect_and_what_has_none_stands_apart() -> None:
    drawing = drawn(record(TARGETS), measure="targets", colour="effect")
    parts = [label.removeprefix("Week of 6 to 12 April 2018, ").partition(":")[0] for label in labels(drawing)]
    assert parts == ["Destroyed", "Damaged", "effect not stated"]
    assert [entry.label for entry in drawing.key][:3] == ["Destroyed", "Damaged", "effect not stated"]
    # The colours of effects are those that they have in the chart of categories, and none is a country's.
    categories = prepare("categories", {}, Desk(record(TARGETS)), None)
    theirs = {entry.label.casefold(): entry.role for entry in categories.key}
    for entry in drawing.key[:2]:
        assert entry.role == theirs[entry.label.casefold()]
        assert entry.role not in ("c1", "c2")


@pytest.mark.parametrize("colour", ["target", "effect"])
def test_strikes_are_not_stacked_by_what_one_strike_may_have_several_of(colour: str) -> None:
    with pytest.raises(QueryError) as caught:
        drawn(record(TARGETS), colour=colour)
    assert caught.value.message.startswith(f"strikes cannot be stacked by '{colour}': one strike may count for several")
    assert "measure: targets" in (caught.value.help or "")
    assert caught.value.code == "bad-option"


def test_places_are_stacked_by_what_is_certain_at_each() -> None:
    drawing = drawn(record(seed_report()), colour="place")
    assert labels(drawing) == [
        "Week of 30 March to 5 April 2018, Baghdad: 1 strike",
        # Two places have no colour of their own, and two strikes fell on one of them or the other.
        "Week of 30 March to 5 April 2018, 2 other places: 2 strikes",
        "Week of 30 March to 5 April 2018, no single place stated: 6 strikes",
    ]
    assert drawing.title == "9 strikes in the week of 30 March to 5 April 2018"
    assert drawing.rows[0]["bayji"] == Count(0, 3)


def many_places(number: int) -> Record:
    base = record()
    names = {f"town-{i}": Place(f"town-{i}", f"Town {i}", "iraq") for i in range(number)}
    events = [event(f"e{i}", WEEK, name, strikes=number - i) for i, name in enumerate(names)]
    return replace(base, places={**PLACES, **names}, reports={"r": report("r", WEEK, events=events)})


def test_parts_past_the_palette_are_folded_into_one() -> None:
    drawing = drawn(many_places(9), colour="place")
    assert [entry.label for entry in drawing.key] == ["Town 0", "Town 1", "Town 2", "Town 3", "Town 4", "4 other places"]
    assert [entry.role for entry in drawing.key] == list(theme.SERIES)
    assert drawing.rows[0]["others"] == Count(4 + 3 + 2 + 1)
    assert [entry.label for entry in drawn(many_places(6), colour="place").key][-1] == "Town 5"


def test_others_together_certainly_hold_what_lies_at_one_of_two_of_them() -> None:
    made = many_places(9)
    pair = event("pair", WEEK, "town-7 town-8", strikes=5)
    whole = replace(made.reports["r"], events=(*made.reports["r"].events, pair))
    row = drawn(replace(made, reports={"r": whole}), colour="place").rows[0]
    assert row["others"] == Count(10 + 5)


def with_countries(number: int) -> Record:
    ids = [f"land-{i}" for i in range(number)]
    dataset: Dataset = replace(DATASET, countries={name: Named(name, name.capitalize()) for name in ids}, country_word="land")
    totals = [stated(WEEK, strikes=3, country=name) for name in ids]
    made = report("r", WEEK, totals, covers=tuple(ids))
    return replace(record(), dataset=dataset, places={}, reports={"r": made})


def test_countries_keep_their_colours_and_those_past_the_palette_share_one() -> None:
    drawing = drawn(with_countries(8))
    assert [(entry.label, entry.role) for entry in drawing.key] == [
        *((f"Land-{i}", f"c{i + 1}") for i in range(5)),
        ("Any other land", "c6"),
    ]
    assert drawing.rows[0]["others"] == Count(9)
    alone = drawn(with_countries(8), land=["land-2", "land-6"])
    assert [(entry.label, entry.role) for entry in alone.key] == [("Land-2", "c3"), ("Land-6", "c6")]


def test_a_part_that_is_called_like_a_column_does_not_take_its_place() -> None:
    category = Category("kind", "kinds", "kind", "kinds", {"total": Named("total", "Total loss"), "days": Named("days", "Days")})
    made = report("r", WEEK, [stated(WEEK, strikes=1, tallies={"kind": (tally("total", 2, None), tally("days", 1, None))})])
    base = replace(record(made), dataset=replace(DATASET, categories={"kind": category}))
    drawing = drawn(base, measure="kinds", colour="kind")
    assert drawing.parts == ("total-part", "days-part")
    header = csv_bytes(drawing).decode().splitlines()[0].split(",")
    assert len(header) == len(set(header))


@given(worlds())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_parts_of_a_bar_are_never_more_than_the_bar(world: World) -> None:
    desk = Desk(world.record)
    for options in (
        {},
        {"colour": "place"},
        {"measure": "targets", "colour": "target"},
        {"measure": "targets", "colour": "effect"},
    ):
        drawing = prepare("weekly", options, desk, None)
        for row in drawing.rows:
            parts = [row[name] for name in drawing.parts if row[name] is not None]
            assert row["total"] is None or sum(part.low for part in parts) <= row["total"].low
        heights = sum(segment.amount for bar in drawing.plot.bars for segment in bar.segments)  # type: ignore[attr-defined]
        counts = [row["total"] for row in drawing.rows if row["total"] is not None]
        assert heights == sum(count.low + count.named for count in counts)


@given(worlds())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_headline_claims_no_more_than_the_bounds_allow(world: World) -> None:
    drawing = prepare("weekly", {}, Desk(world.record), None)
    rates = [_rates(row) for row in drawing.rows]
    lows, highs = [low for low, _ in rates], [high for _, high in rates]
    title = drawing.title
    if "peaked" in title or "had the most" in title or "stayed" in title:
        assert all(high is not None and high <= max(lows) for high in highs)
    if "more than for any other" in title:
        assert max(lows) > 0
        assert sum(low == max(lows) for low in lows) < len(lows)
    if title.startswith("Reports count no"):
        assert set(highs) == {0}
    if "peaked" in title:
        assert lows[0] < max(lows) or lows.count(max(lows)) > 1
    assert not title.endswith(".")


def _rates(row: dict[str, Any]) -> tuple[float, float | None]:
    count, days = row["total"], (row["end"] - row["start"] + dt.timedelta(1)).days
    if count is None:
        return 0, None
    return count.low / days, None if count.high is None else count.high / days
