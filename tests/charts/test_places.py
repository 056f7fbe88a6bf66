"""The places chart: ranked rows that account for the total, ranges, other places and what has no stated place."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from dateline.charts import Drawing, prepare, theme
from dateline.counting.bounds import Count
from dateline.model import Report
from dateline.query import Desk
from tests.charts.published import check_specification
from tests.factories import event, record, report, seed_report, stated

WEEK = "2018-04-06/2018-04-12"


def drawn(*reports: Report, **options: object) -> Drawing:
    return prepare("places", options, Desk(record(*reports)), None)


def bars(drawing: Drawing, width: int = 720) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawing.draw(drawing.plot, width).to_dict()["datasets"]["bars"]
    return found


def rows(drawing: Drawing) -> list[tuple[str, str]]:
    return [(row["name"], str(row["total"])) for row in drawing.rows]


PLENTY = report(
    "plenty",
    WEEK,
    [stated(WEEK, strikes=40)],
    [
        event("a", WEEK, "abu-kamal", strikes=15),
        event("b", WEEK, "baghdad", strikes=6),
        event("c", WEEK, "bayji qayyarah", strikes=4),
        event("d", WEEK, "rutbah", strikes=2),
        event("e", WEEK, "al-qaim", strikes=1),
    ],
)


def test_the_seed_week() -> None:
    drawing = drawn(seed_report())
    assert rows(drawing) == [
        ("Baghdad", "1"),
        ("Abu Kamal", "0 to 3"),
        ("Bayji", "0 to 3"),
        ("Qayyarah", "0 to 3"),
        ("Shadaddi", "0 to 3"),
        ("Al Qaim", "0 to 2"),
        ("Rutbah", "0 to 2"),
    ]
    assert drawing.title == "Only 1 of 9 strikes can be pinned to one place"
    assert [bar["label"] for bar in bars(drawing)][:2] == [
        "Baghdad, Iraq, 30 March to 5 April 2018: 1 strike",
        "Abu Kamal, Syria, 30 March to 5 April 2018: 0 to 3 strikes",
    ]
    assert drawing.marks == 7
    assert "8 are reported for several places together" in drawing.summary
    assert "Highest possible: 0 to 3 strikes, Abu Kamal, Bayji, Qayyarah and Shadaddi." in drawing.summary


def test_certain_is_solid_and_possible_is_lighter_in_the_countrys_colour() -> None:
    by_label = {bar["label"]: bar for bar in bars(drawn(seed_report()))}
    baghdad, bayji, shadaddi = (
        by_label[f"{name}, 30 March to 5 April 2018: {amount}"]
        for name, amount in (
            ("Baghdad, Iraq", "1 strike"),
            ("Bayji, Iraq", "0 to 3 strikes"),
            ("Shadaddi, Syria", "0 to 3 strikes"),
        )
    )
    assert (baghdad["opacity"], bayji["opacity"]) == (1, theme.LIGHT)
    assert baghdad["fill"] == bayji["fill"] != shadaddi["fill"]


def test_what_has_no_stated_place_is_a_row_of_its_own_drawn_otherwise() -> None:
    drawing = drawn(PLENTY)
    assert rows(drawing)[-1] == ("Place not stated", "12")
    hatch = [bar for bar in bars(drawing) if bar["label"].startswith("Place not stated")]
    assert [bar["fill"] for bar in hatch] == [theme.colour("hatch")]
    assert drawing.key[-1].label == "place not stated"
    assert "No place is stated for 12 strikes." in drawing.summary
    assert "in the last row" in drawing.subtitle


def test_other_places_are_counted_together_so_that_nothing_is_lost() -> None:
    drawing = drawn(PLENTY, top=2)
    assert [name for name, _ in rows(drawing)] == ["Abu Kamal", "Baghdad", "4 other places", "Place not stated"]
    others = drawing.rows[2]["total"]
    # The event at Bayji or Qayyarah certainly lies among them.
    assert (others.low, others.named) == (7, 0)
    assert sum(row["total"].low for row in drawing.rows) == drawing.total.low == 40


def test_a_single_place_left_over_is_named() -> None:
    names = [name for name, _ in rows(drawn(PLENTY, top=5))]
    assert "Qayyarah" in names
    assert not any("other" in name for name in names)


def test_the_leading_place_is_claimed_only_when_it_is_sure() -> None:
    sure = report("s", WEEK, events=[event("a", WEEK, "baghdad", strikes=5), event("b", WEEK, "rutbah", strikes=2)])
    assert drawn(sure).title == "Baghdad had the most strikes: 5 of 7"
    assert drawn(PLENTY).title == "More strikes are known at Abu Kamal than at any other place: at least 15 of 40"
    open_end = report("o", WEEK, events=[event("a", WEEK, "baghdad", strikes=(5, None)), event("b", WEEK, "rutbah", strikes=2)])
    assert drawn(open_end).title == "More strikes are known at Baghdad than at any other place: at least 5"


def test_ties_and_single_places_are_told_as_such() -> None:
    def title(**strikes: int | tuple[int, int | None]) -> str:
        events = [event(f"e{i}", WEEK, place.replace("_", "-"), strikes=n) for i, (place, n) in enumerate(strikes.items())]
        return drawn(report("r", WEEK, events=events)).title

    assert title(baghdad=5, rutbah=5, bayji=1) == "More strikes are known at Baghdad and Rutbah than at any other place: 5 each"
    assert title(baghdad=5, rutbah=(5, 6), bayji=1).endswith("than at any other place: at least 5 each")
    assert title(baghdad=1, rutbah=1) == "1 strike is known at each of 2 places"
    assert title(baghdad=(2, 3), rutbah=2) == "At least 2 strikes are known at each of 2 places"
    assert title(baghdad=5) == "All 5 strikes were at Baghdad"
    assert title(baghdad=1) == "The only strike was at Baghdad"
    assert title(baghdad=(0, 3)) == "None of 0 to 3 strikes can be pinned to one place"
    assert title(baghdad=(3, None)) == "Baghdad is the only place named: at least 3 of at least 3 strikes"
    assert title(baghdad=9, rutbah=(2, 20)).startswith("More strikes are known at Baghdad")
    assert drawn(seed_report(), country="iraq").title == "Only 1 of 6 strikes in Iraq can be pinned to one place"
    assert drawn(seed_report(), place="baghdad").title == "The only strike was at Baghdad"


def test_what_is_named_is_not_called_the_most_possible_where_more_has_no_place() -> None:
    named = [event("a", WEEK, "baghdad", strikes=6), event("b", WEEK, "rutbah bayji", strikes=8)]
    assert "Highest possible: 0 to 8 strikes, Bayji and Rutbah." in drawn(report("n", WEEK, events=named)).summary
    open_end = report("n", WEEK, [stated(WEEK, strikes=20)], events=named)
    assert "Highest by what is named: 0 to 8 strikes, Bayji and Rutbah." in drawn(open_end).summary


def test_the_smallest_bar_can_be_seen_beside_the_largest() -> None:
    few = report("f", WEEK, events=[event("a", WEEK, "baghdad", strikes=5000), event("b", WEEK, "rutbah", strikes=(1, 2))])
    for width in (340, 720):
        drawing = drawn(few)
        spec = drawing.draw(drawing.plot, width).to_dict()
        per_unit = spec["width"] / 5000
        assert all((bar["x2"] - bar["x"]) * per_unit >= 1.99 for bar in spec["datasets"]["bars"])
        assert len(spec["datasets"]["bars"]) == drawing.marks == 3


def test_long_names_break_and_stay_within_their_column() -> None:
    long = "A village with a very long name indeed, near the river"
    named = record(report("l", WEEK, events=[event("a", WEEK, "baghdad", strikes=3)]))
    places = {**named.places, "baghdad": msgspec.structs.replace(named.places["baghdad"], name=long)}
    drawing = prepare("places", {}, Desk(msgspec.structs.replace(named, places=places)), None)
    for width in (340, 720):
        spec = drawing.draw(drawing.plot, width).to_dict()
        name = next(entry for entry in spec["datasets"]["texts"] if entry["align"] == "right")
        lines = name["text"] if isinstance(name["text"], list) else [name["text"]]
        assert len(lines) <= 2
        assert all(theme.text_width(line) <= spec["padding"]["left"] for line in lines)
        assert spec["width"] >= width * 0.45


def test_nothing_placed_at_all() -> None:
    drawing = drawn(report("n", WEEK, [stated(WEEK, strikes=5)]))
    assert drawing.title == "No place is stated for 5 strikes"
    assert rows(drawing) == [("Place not stated", "5")]
    assert drawn(report("n", WEEK, [stated(WEEK, strikes=0)])).rows == ()


@pytest.mark.parametrize("width", [340, 720])
def test_labels_stay_within_the_drawing(width: int) -> None:
    drawing = drawn(PLENTY)
    spec = drawing.draw(drawing.plot, width).to_dict()
    assert spec["width"] + spec["padding"]["left"] + spec["padding"]["right"] == width
    for entry in spec["datasets"]["texts"]:
        lines = entry["text"] if isinstance(entry["text"], list) else [entry["text"]]
        wide = max(theme.text_width(line, bold=entry["weight"] == "bold") for line in lines)
        if entry["align"] == "right":
            assert entry["x"] - wide >= -spec["padding"]["left"] - 1
        else:
            assert entry["x"] + wide <= spec["width"] + spec["padding"]["right"] + 1


def test_every_specification_is_valid_vega_lite() -> None:
    for drawing in (drawn(seed_report()), drawn(PLENTY)):
        check_specification(drawing)


def test_what_is_open_is_not_added_to_every_bar_but_kept_in_the_table() -> None:
    drawing = drawn(PLENTY)
    assert drawing.rows[0]["total"] == Count(15, 0, 12)
    assert bars(drawing)[0]["label"] == "Abu Kamal, Syria, 6 to 12 April 2018: at least 15 strikes"
