"""The categories chart: targets as reports list them, by kind and effect, and what comes without a list."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import Drawing, prepare, theme
from dateline.counting.bounds import Count
from dateline.errors import QueryError
from dateline.model import Amount, Named, Report, Tally
from dateline.query import Desk
from tests.charts.published import (
    bars,
    check_published,
    check_rows,
    check_specification,
    check_texts_fit,
    keys,
    labels,
    of_world,
    spec,
    texts,
)
from tests.counting.worlds import World, questions, worlds
from tests.factories import event, record, report, seed_report, stated, tally

WEEK = "2018-04-06/2018-04-12"


def categories(*reports: Report, **options: object) -> Drawing:
    return prepare("categories", options, Desk(record(*reports)), None)


def targets(*listed: Tally) -> dict[str, tuple[Tally, ...]]:
    return {"target": listed}


LISTED = report(
    "l",
    WEEK,
    [stated(WEEK, strikes=10)],
    [
        event(
            "a",
            WEEK,
            "abu-kamal",
            strikes=4,
            tallies=targets(tally("vehicle", 5), tally("vehicle", 2, "damaged"), tally("cave", 1)),
        ),
        event("b", WEEK, "baghdad", strikes=1, tallies=targets(tally("tactical-unit", 3, "engaged"), tally("cave", 1, None))),
        event("c", WEEK, "bayji", strikes=2),
    ],
)


def rows(drawing: Drawing) -> list[tuple[str, str]]:
    return [(row["kind"], str(row["total"])) for row in drawing.rows]


def test_the_seed_week_counts_some_as_at_least_one() -> None:
    drawing = categories(seed_report())
    assert rows(drawing) == [
        ("Tactical unit", "at least 4"),
        ("Vehicle", "at least 2"),
        ("Cave", "1"),
        ("Supply route", "1"),
    ]
    assert drawing.title == "Tactical unit: at least 4 of at least 8 targets, more than are known of any other kind"
    assert keys(drawing) == [("onward", "also named without a number, counted as one")]
    assert "2 kinds are also named without a number, which counts as one." in drawing.summary
    assert len(spec(drawing)["datasets"]["arrows"]) == 2
    check_published(drawing)


def test_bars_are_stacked_by_effect_and_say_so() -> None:
    drawing = categories(LISTED)
    assert labels(drawing)[:5] == [
        "Vehicle, Destroyed: at least 5 targets",
        "Vehicle, Damaged: at least 2 targets",
        "Tactical unit, Engaged: at least 3 targets",
        "Cave, Destroyed: at least 1 target",
        "Cave, effect not stated: at least 1 target",
    ]
    assert [label for _, label in keys(drawing)] == ["Destroyed", "Damaged", "Engaged", "effect not stated", "no list of targets"]
    colours = {bar["fill"] for bar in bars(drawing)[:4]}
    assert len(colours) == 3
    # Countries have the first two colours in every other chart.
    assert colours.isdisjoint({theme.colour("c1"), theme.colour("c2")})


def test_effects_split_a_row_and_never_claim_a_zero() -> None:
    vehicle = categories(LISTED).rows[0]
    assert (vehicle["effect_destroyed"], vehicle["effect_damaged"]) == (Count(5, 0, None), Count(2, 0, None))
    # What the strikes without a list hit is not known, so that engaged vehicles are not known to be none.
    assert vehicle["effect_engaged"] == Count(0, 0, None)
    assert (vehicle["not_stated"], vehicle["total"]) == (Count(0), Count(7, 0, None))


def test_what_comes_without_a_list_is_shown_once_and_in_its_own_unit() -> None:
    drawing = categories(LISTED)
    assert "5 of 10 strikes come with a list of targets." in texts(drawing)
    listed, unlisted = bars(drawing)[-2:]
    assert (listed["label"], unlisted["label"]) == ("5 strikes with a list of targets", "5 strikes without a list of targets")
    assert unlisted["fill"] == theme.colour("hatch")
    assert unlisted["x2"] - unlisted["x"] == pytest.approx(listed["x2"] - listed["x"])
    # It spans the whole drawing, names included, so that nobody reads it on the axis of the bars.
    assert listed["x"] < 0
    assert rows(drawing)[-1] == ("5 strikes without a list of targets", "at least 0")
    assert "5 of 10 strikes come with a list of targets; what the others hit is not known." in drawing.summary


def test_nothing_is_missing_where_everything_is_listed() -> None:
    whole = report(
        "w", WEEK, events=[event("a", WEEK, "baghdad", strikes=2, tallies=targets(tally("cave", 3), tally("vehicle", 1)))]
    )
    drawing = categories(whole)
    assert drawing.title == "Cave was listed most: 3 of 4 targets"
    assert rows(drawing) == [("Cave", "3"), ("Vehicle", "1")]
    assert "A + says" not in drawing.subtitle
    assert labels(drawing) == ["Cave, Destroyed: 3 targets", "Vehicle, Destroyed: 1 target"]


def test_kinds_are_named_in_the_plural_where_the_dataset_has_one() -> None:
    data = record(LISTED)
    target = data.dataset.categories["target"]
    kinds = {**target.kinds, "vehicle": Named("vehicle", "Vehicle", "vehicles of all kinds")}
    dataset = msgspec.structs.replace(data.dataset, categories={"target": msgspec.structs.replace(target, kinds=kinds)})
    drawing = prepare("categories", {}, Desk(msgspec.structs.replace(data, dataset=dataset)), None)
    assert drawing.title == "Vehicles of all kinds: at least 7 of at least 12 targets, more than are known of any other kind"


def test_a_kind_is_listed_most_only_where_no_other_may_have_more() -> None:
    def title(units: int | None, caves: int | None) -> str:
        listed = targets(tally("tactical-unit", 4), tally("tactical-unit", units), tally("cave", caves))
        return categories(report("r", WEEK, events=[event("a", WEEK, "baghdad", strikes=1, tallies=listed)])).title

    assert title(1, 2) == "Tactical unit was listed most: 5 of 7 targets"
    # More of the first changes nothing; of the other nobody knows how many there were.
    assert title(None, 2) == "Tactical unit was listed most: at least 5 of at least 7 targets"
    assert title(1, None) == "Tactical unit: 5 of at least 6 targets, more than are known of any other kind"


def test_a_tie_names_no_leader() -> None:
    tie = report(
        "t", WEEK, events=[event("a", WEEK, "baghdad", strikes=2, tallies=targets(tally("cave", 1), tally("vehicle", 1)))]
    )
    assert categories(tie).title == "Reports list 2 targets of 2 kinds"


def test_ranges_are_drawn_lighter_in_the_colour_of_their_effect() -> None:
    ranged = Tally("vehicle", "destroyed", Amount(2, 5))
    drawing = categories(report("r", WEEK, events=[event("a", WEEK, "baghdad", strikes=1, tallies=targets(ranged))]))
    sure, possible = bars(drawing)
    assert (sure["opacity"], possible["opacity"]) == (1, theme.LIGHT)
    assert sure["fill"] == possible["fill"]
    assert possible["label"] == "Vehicle: possibly 3 targets more"
    assert drawing.title == "Vehicle: 2 to 5 of 2 to 5 targets"


def test_a_number_in_the_total_settles_what_a_line_leaves_open() -> None:
    numbered = stated(WEEK, strikes=2, tallies=targets(tally("vehicle", 6)))
    vague = event("a", WEEK, "baghdad", strikes=2, tallies=targets(tally("vehicle", None)))
    drawing = categories(report("r", WEEK, [numbered], [vague]))
    assert rows(drawing) == [("Vehicle", "6")]
    assert keys(drawing) == [("solid", "Destroyed")]


def test_other_kinds_share_a_row() -> None:
    drawing = categories(LISTED, top=1)
    assert [name for name, _ in rows(drawing)] == ["Vehicle", "2 other kinds", "5 strikes without a list of targets"]
    assert rows(drawing)[1][1] == "at least 5"
    check_published(drawing)


def test_no_list_at_all() -> None:
    drawing = categories(report("n", WEEK, [stated(WEEK, strikes=5)]))
    assert drawing.title == "No report lists any targets"
    assert labels(drawing) == ["5 strikes without a list of targets"]
    check_published(drawing)
    check_texts_fit(drawing)
    zero = categories(report("z", WEEK, [stated(WEEK, strikes=0, tallies=targets())]))
    assert zero.title == "0 targets"
    check_published(zero)


def test_filters_limit_kinds_effects_and_places() -> None:
    assert rows(categories(LISTED, target="cave"))[0][0] == "Cave"
    damaged = categories(LISTED, effect="damaged")
    assert damaged.title == "Vehicle: at least 2 of at least 2 targets (Damaged)"
    assert [column.key for column in damaged.columns][2:] == ["effect_damaged", "total"]
    assert "targets at Baghdad" in categories(LISTED, place="baghdad").title


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"category": "target"}, "no category 'target'"),
        ({"category": "weapons"}, "no category 'weapons'"),
        ({"measure": "strikes"}, "no category 'strikes'"),
        ({"category": "targets", "measure": "strikes"}, "cannot show targets and strikes at once"),
        ({"top": 0}, "option 'top' takes a whole number from 1 to 40"),
    ],
)
def test_what_cannot_be_shown_is_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        categories(LISTED, **options)


def test_a_dataset_without_categories_has_a_way_out() -> None:
    data = record(report("n", WEEK, [stated(WEEK, strikes=5)]))
    bare = msgspec.structs.replace(data, dataset=msgspec.structs.replace(data.dataset, categories={}))
    with pytest.raises(QueryError, match="needs a category") as caught:
        prepare("categories", {}, Desk(bare), None)
    assert "another chart" in str(caught.value.help)


def test_measure_and_category_may_say_the_same() -> None:
    assert categories(LISTED, measure="targets").plot == categories(LISTED, category="targets").plot == categories(LISTED).plot


@pytest.mark.parametrize("options", [{}, {"top": 1}, {"country": "iraq"}])
def test_texts_stay_within_the_drawing(options: dict[str, object]) -> None:
    check_texts_fit(categories(LISTED, **options))


def test_every_specification_is_valid_vega_lite() -> None:
    check_specification(categories(LISTED))


@given(worlds(), questions(), st.integers(1, 2))
def test_rows_and_marks_agree_whatever_was_reported(world: World, question: dict[str, object], top: int) -> None:
    drawing = of_world("categories", world, question, top=top)
    check_rows(drawing)
    check_texts_fit(drawing)
