"""Parts of a bar: none is too short to be seen, and a bar is as long as what it counts wherever that can be."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import charts
from dateline.charts.visible import THIN, stretches
from tests.charts.published import asked, bars, spec
from tests.factories import event, report, stated, tally


@given(amounts=st.lists(st.integers(1, 5000), min_size=1, max_size=6), per_unit=st.floats(0.01, 50))
def test_every_part_is_seen_and_the_bar_keeps_its_length(amounts: list[int], per_unit: float) -> None:
    found = list(stretches(amounts, per_unit))
    assert found[0][0] == 0
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))
    assert all((end - start) * per_unit >= THIN - 1e-6 for start, end in found)
    whole = found[-1][1] * per_unit
    if sum(amounts) * per_unit >= 2 * THIN * len(amounts) * 6:
        assert whole == pytest.approx(sum(amounts) * per_unit)


def test_the_least_length_has_one_owner() -> None:
    modules = Path(charts.__file__).parent.glob("*.py")
    assert [module.stem for module in modules if re.search(r"^THIN\b.*=", module.read_text(encoding="utf-8"), re.MULTILINE)] == [
        "visible"
    ]


def test_parts_that_are_long_enough_are_as_long_as_they_count() -> None:
    assert list(stretches([5, 3], 10)) == [(0, 5), (5, 8)]
    assert list(stretches([1, 500], 0.4)) == [(0, 5), (5, 501)]


def test_one_beside_thousands_is_drawn_in_every_chart_of_bars() -> None:
    week, after = "2018-03-02/2018-03-08", "2018-03-09/2018-03-15"
    plenty = report(
        "plenty",
        week,
        [stated(week, strikes=900)],
        [event("a", week, "baghdad", strikes=1, tallies={"target": (tally("cave", 1), tally("vehicle", 900, "damaged"))})],
    )
    few = report("few", after, [stated(after, strikes=1, country="iraq")], covers=("iraq",))
    for chart, axis, side in (("weekly", "y", "height"), ("coverage", "x", "width"), ("categories", "x", "width")):
        made = spec(asked(chart, plenty, few))
        last = next(param["value"] for param in made["params"] if param["name"] == f"{axis}_last")
        sizes = [abs(bar[f"{axis}2"] - bar[axis]) * made[side] / last for bar in made["datasets"]["bars"]]
        assert len(sizes) >= 2
        assert min(sizes) >= THIN - 0.01, chart


def test_a_stump_of_a_week_in_a_long_span_does_not_vanish_between_the_gaps_of_bars() -> None:
    stump = report("stump", "2018-04-05", [stated("2018-04-05", strikes=9)])
    drawing = asked("weekly", stump, scope="2018-04-05/2019-08-01")
    bar = next(bar for bar in bars(drawing, 340) if "9 strikes" in bar["label"])
    start, end = (dt.datetime.fromisoformat(bar[side]) for side in ("x", "x2"))
    days = (end - start) / dt.timedelta(1)
    made = spec(drawing, 340)
    first, last = (next(p["value"] for p in made["params"] if p["name"] == f"x_{side}") for side in ("first", "last"))
    # The canvas takes half a pixel off at each side.
    assert days * 86_400_000 / (last - first) * made["width"] - 1 >= 0.6
