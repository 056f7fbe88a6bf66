"""Ramps: steps that a key can name, roles that grow with the amount, colours and numbers that can be read on them."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.charts import theme
from dateline.charts.ramp import Ramp, ramp_of
from tests.charts.test_theme import DARK, GRAPHIC, LIGHT, TEXT, contrast, luminance


@pytest.mark.parametrize(
    ("amounts", "labels"),
    [
        ([1, 1], ("1",)),
        ([1, 2, 3], ("1", "2", "3 or more")),
        ([3, 7], ("3", "4", "5", "6", "7 or more")),
        ([1, 60], ("1", "2 to 4", "5 to 9", "10 to 29", "30 or more")),
        ([1, 700], ("1 to 2", "3 to 9", "10 to 49", "50 to 199", "200 or more")),
        ([], ("1",)),
        ([100, 106], ("100 to 106",)),
    ],
)
def test_whole_numbers_fall_into_steps_without_a_hole(amounts: list[float], labels: tuple[str, ...]) -> None:
    assert ramp_of(amounts, whole=True).labels() == labels


def test_counts_per_day_have_steps_below_one() -> None:
    assert ramp_of([1 / 7, 32.4], whole=False).labels() == ("under 0.5", "0.5 to 1", "1 to 3", "3 to 10", "10 or more")
    assert ramp_of([1 / 7], whole=False).labels() == ("0.14",)
    # A week with 8 beside a fortnight with 14: one colour, which must not be said to stand for 1 alone.
    assert ramp_of([1, 8 / 7], whole=False).labels() == ("1 to 1.14",)
    assert ramp_of([0.142, 1 / 7], whole=False).labels() == ("0.14",)


@pytest.mark.parametrize("whole", [True, False])
@given(amounts=st.lists(st.integers(1, 100_000), min_size=1))
def test_more_is_never_a_weaker_colour_and_every_amount_has_one(amounts: list[int], *, whole: bool) -> None:
    ramp = ramp_of(amounts if whole else [amount / 7 for amount in amounts], whole=whole)
    assert ramp.bounds == tuple(sorted(set(ramp.bounds)))
    assert len(ramp.bounds) == len(ramp.labels()) == len(set(ramp.roles)) <= len(theme.RAMP)
    roles = [ramp.role(amount if whole else amount / 7) for amount in sorted(amounts)]
    assert roles == sorted(roles)
    assert roles[0] == ramp.roles[0]


def test_few_steps_lie_as_far_apart_as_they_can() -> None:
    assert Ramp((1, 2), whole=True, highest=2).roles == ("r1", "r5")
    assert Ramp((1,), whole=True, highest=1).roles == ("r3",)


@pytest.mark.parametrize("role", theme.RAMP)
def test_cells_stand_out_and_numbers_on_them_are_legible(role: str) -> None:
    for colours in (LIGHT, DARK):
        assert contrast(colours[role], colours["ground"]) >= GRAPHIC
        assert contrast(colours[role], colours[theme.on(role)]) >= TEXT


def test_more_is_darker_on_light_pages_and_lighter_on_dark_ones() -> None:
    light, dark = ([luminance(colours[role]) for role in theme.RAMP] for colours in (LIGHT, DARK))
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def lightness(colour: str) -> float:
    """The L* of CIELAB."""
    return 116 * math.pow(luminance(colour), 1 / 3) - 16


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_steps_are_even(colours: dict[str, str]) -> None:
    found = [lightness(colours[role]) for role in theme.RAMP]
    steps = [abs(two - one) for one, two in itertools.pairwise(found)]
    assert max(steps) - min(steps) < 2
    assert min(steps) > 9


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_number_on_a_cell_that_is_only_possible_is_legible(colours: dict[str, str]) -> None:
    def mixed(place: int) -> int:
        above, below = (int(colours[role].ljust(7, "f")[place : place + 2], 16) for role in ("r3", "ground"))
        return round(theme.LIGHT * above + (1 - theme.LIGHT) * below)

    cell = "#" + "".join(f"{mixed(place):02x}" for place in (1, 3, 5))
    assert contrast(cell, colours["text"]) >= TEXT
