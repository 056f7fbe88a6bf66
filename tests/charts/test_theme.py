"""Colours that can be told apart on both grounds, texts that fit, round ticks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.charts import theme

CSS = (Path(__file__).parents[2] / "templates/assets/stylesheets/figure.css").read_text(encoding="utf-8")
GRAPHIC = 3.0
TEXT = 4.5


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--dl-([a-z0-9]+): (#[0-9a-f]{3,6});", block))


LIGHT = declared(CSS[CSS.index(":root {") : CSS.index("}")])
DARK = declared(CSS[CSS.index('[data-md-color-scheme="slate"] {') :].partition("}")[0])


def full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def luminance(colour: str) -> float:
    channels = [int(full(colour)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# How the three cones' loss changes linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def as_seen(colour: str, matrix: tuple[tuple[float, float, float], ...]) -> list[float]:
    linear = [(int(full(colour)[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5)]
    return [max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))) ** (1 / 2.2) * 255 for row in matrix]


@pytest.mark.parametrize("role", [*theme.SERIES, "rest", "axis"])
def test_marks_stand_out_from_light_and_dark_ground(role: str) -> None:
    assert contrast(LIGHT[role], LIGHT["ground"]) >= GRAPHIC
    assert contrast(DARK[role], DARK["ground"]) >= GRAPHIC


@pytest.mark.parametrize("role", ["c1", "c2", "text", "muted", "link"])
def test_texts_are_legible_on_both_grounds(role: str) -> None:
    assert contrast(LIGHT[role], LIGHT["ground"]) >= TEXT
    assert contrast(DARK[role], DARK["ground"]) >= TEXT


@pytest.mark.parametrize("role", [*theme.SERIES, "rest"])
def test_numbers_on_bars_are_legible(role: str) -> None:
    # Bold numbers of 13 px on a bar; the same count also stands in words in the table.
    assert contrast(LIGHT[role], LIGHT["on"]) >= GRAPHIC
    assert contrast(DARK[role], DARK["on"]) >= GRAPHIC


@pytest.mark.parametrize("kind", BLIND)
@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_first_two_countries_differ_for_the_colour_blind(kind: str, colours: dict[str, str]) -> None:
    one, two = (as_seen(colours[role], BLIND[kind]) for role in ("c1", "c2"))
    assert sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5 > 60


def test_the_drawn_colours_are_those_of_the_style_sheet() -> None:
    assert {role: full(LIGHT[role]) for role in theme.ROLES} == theme.ROLES
    assert LIGHT.keys() == DARK.keys()


def test_paper_and_system_schemes_repeat_the_same_colours() -> None:
    blocks = [declared(block) for block in re.findall(r"\{([^{}]*--dl-c1:[^{}]*)\}", CSS)]
    assert len(blocks) == 4
    assert [block["c1"] for block in blocks] == [LIGHT["c1"], DARK["c1"], DARK["c1"], LIGHT["c1"]]
    assert {name: blocks[2][name] for name in DARK} == DARK


@pytest.mark.parametrize(
    ("highest", "wanted", "ticks"),
    [
        (9, 4, (0, 5, 10)),
        (1, 4, (0, 0.5, 1)),
        (3, 4, (0, 1, 2, 3)),
        (12.0, 5, (0, 5, 10, 15)),
        (1015, 5, (0, 500, 1000, 1500)),
        (0, 4, (0, 1)),
    ],
)
def test_ticks_are_round_and_reach_the_highest(highest: float, wanted: int, ticks: tuple[float, ...]) -> None:
    assert theme.ticks(highest, wanted) == ticks


def test_widths_are_those_of_arial() -> None:
    assert theme.text_width("Iraq", 1000) == pytest.approx(278 + 333 + 556 + 556)
    assert theme.text_width("é") == theme.text_width("e")
    assert theme.text_width("e\u0301") == theme.text_width("e")
    assert theme.text_width("漢", 10) == pytest.approx(10)


def test_texts_break_between_words_and_never_outgrow_their_room() -> None:
    lines = theme.wrap("Place with a name that goes on and on without end", 90)
    assert len(lines) == 2
    assert lines[0] == "Place with a"
    assert lines[1].endswith("…")
    assert all(theme.text_width(line) <= 90 for line in lines)
    assert theme.wrap("Baghdad", 200) == ("Baghdad",)
    assert theme.wrap("", 10) == ("",)


def test_more_values_than_colours_share_the_colour_of_the_rest() -> None:
    assert [theme.series_role(i) for i in (0, 5, 6)] == ["c1", "c6", "rest"]
