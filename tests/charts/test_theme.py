"""Colours that can be told apart on both grounds and by everybody, texts that fit, round ticks, the look of any chart."""

from __future__ import annotations

import itertools
import math
import re
import time
from pathlib import Path

import altair as alt
import pytest

from dateline.charts import theme

CSS = (Path(__file__).parents[2] / "templates/assets/stylesheets/figure.css").read_text(encoding="utf-8")
GRAPHIC = 3.0
"""WCAG 2.2, 1.4.11: what a graphic is understood by, against what it stands on."""
TEXT = 4.5
"""WCAG 2.2, 1.4.3: text of less than 18.66 px bold."""
APART = 12.0
"""CIEDE2000: from about 2 a difference is seen side by side, from about 10 at a glance."""
FAR_APART = 16.0
"""The same for the first four colours, which most charts make do with."""


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--dl-([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


LIGHT = declared(CSS[CSS.index(":root {") : CSS.index("}")])
DARK = declared(CSS[CSS.index('[data-md-color-scheme="slate"] {') :].partition("}")[0])
SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

# How the loss of one kind of cones changes linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHTS: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)


def full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def linear(colour: str) -> Triple:
    red, green, blue = (int(full(colour)[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (_linear(red), _linear(green), _linear(blue))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def times(matrix: Matrix, vector: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return (one, two, three)


def luminance(colour: str) -> float:
    return times(XYZ, linear(colour))[1]


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, sight: str) -> Triple:
    """A colour in CIE Lab as it looks to somebody."""
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in times(SIGHTS[sight], linear(colour)))
    x, y, z = (_cube_root(value / white) for value, white in zip(times(XYZ, (red, green, blue)), WHITE, strict=True))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def _cube_root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def difference(one: Triple, two: Triple) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005), all weights 1."""
    mean_chroma = (math.hypot(*one[1:]) + math.hypot(*two[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    (l1, c1, h1), (l2, c2, h2) = _polar(one, stretch), _polar(two, stretch)
    turn = (h2 - h1 + 180) % 360 - 180
    hue = (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    by_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue)


def _polar(lab: Triple, stretch: float) -> Triple:
    a, b = lab[1] * stretch, lab[2]
    return (lab[0], math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_published_examples(one: Triple, two: Triple, expected: float) -> None:
    assert difference(one, two) == pytest.approx(expected, abs=1e-4)


@SCHEMES
@pytest.mark.parametrize("role", [*theme.SERIES, "rest", "hatch", "axis"])
def test_marks_stand_out_from_light_and_dark_ground(role: str, colours: dict[str, str]) -> None:
    assert contrast(colours[role], colours["ground"]) >= GRAPHIC


@SCHEMES
@pytest.mark.parametrize("role", ["text", "muted", "link", "c1", "c2"])
def test_texts_are_legible_on_both_grounds(role: str, colours: dict[str, str]) -> None:
    assert contrast(colours[role], colours["ground"]) >= TEXT


@SCHEMES
@pytest.mark.parametrize("role", [*theme.SERIES, "rest"])
def test_numbers_on_marks_are_legible(role: str, colours: dict[str, str]) -> None:
    assert contrast(colours[role], colours[theme.on(role)]) >= TEXT


@SCHEMES
@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_colours_differ_to_everybody(sight: str, colours: dict[str, str]) -> None:
    as_seen = {role: seen(colours[role], sight) for role in (*theme.SERIES, "rest")}
    found = {(one, two): difference(as_seen[one], as_seen[two]) for one, two in itertools.combinations(as_seen, 2)}
    assert {pair: round(apart, 1) for pair, apart in found.items() if apart < APART} == {}
    first = [apart for pair, apart in found.items() if set(pair) <= set(theme.SERIES[:4])]
    assert min(first) >= FAR_APART


def test_the_drawn_colours_are_those_of_the_style_sheet() -> None:
    assert {role: full(LIGHT[role]) for role in theme.ROLES} == theme.ROLES
    assert LIGHT.keys() == DARK.keys()
    # A role is found by its colour when a drawing is made fit for a page.
    assert len(set(theme.ROLES.values())) == len(theme.ROLES)


def test_every_role_that_marks_and_words_have_reaches_the_page() -> None:
    for role in (*theme.SERIES, "rest", "text", "muted", "on", "on-low", "on-high", "ground"):
        assert f".dl-{role} {{ fill: var(--dl-{role}); }}" in CSS
    for role in (*theme.SERIES, "rest", "text", "muted", "axis", "grid"):
        assert f".dl-s-{role} {{ stroke: var(--dl-{role}); }}" in CSS


def test_paper_and_system_schemes_repeat_the_same_colours() -> None:
    blocks = [declared(block) for block in re.findall(r"\{([^{}]*--dl-c1:[^{}]*)\}", CSS)]
    assert len(blocks) == 4
    assert [block["c1"] for block in blocks] == [LIGHT["c1"], DARK["c1"], DARK["c1"], LIGHT["c1"]]
    assert {name: blocks[2][name] for name in DARK} == DARK
    assert {name: blocks[3][name] for name in theme.ROLES} == {name: LIGHT[name] for name in theme.ROLES}


def test_any_altair_chart_gets_our_look() -> None:
    config = theme.altair_config()
    chart = alt.Chart({"values": [{"a": 1}]}).mark_bar().encode(x="a:Q")
    given = alt.Chart.from_dict({**chart.to_dict(), "config": config}, validate=True).to_dict()["config"]
    assert given == {**config, "view": {**given["view"], **config["view"]}}
    colours = re.findall(r"#[0-9a-fA-F]{3,8}", repr(config))
    assert colours
    assert set(colours) <= set(theme.ROLES.values())
    assert config["axis"]["labelFontSize"] == config["text"]["fontSize"] == theme.SIZE


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


def test_a_text_is_cut_where_it_no_longer_fits_however_long_it_is() -> None:
    text = "Ab-Cd-" * 400
    for width in (0, 5, 40, 90.5):
        cut = theme.shortened(text, width)
        kept = len(cut) - 1
        assert cut == f"{text[:kept]}…"
        assert not kept or theme.text_width(cut) <= width
        assert theme.text_width(f"{text[: kept + 1]}…") > width
    started = time.perf_counter()
    assert len(theme.wrap("W" * 20_000, 300)) == 1
    assert time.perf_counter() - started < 2


def test_values_past_the_palette_share_its_last_colour_and_never_look_like_what_is_not_stated() -> None:
    assert [theme.series_role(index, 6) for index in range(6)] == list(theme.SERIES)
    assert [theme.series_role(index, 8) for index in range(8)] == ["c1", "c2", "c3", "c4", "c5", "c6", "c6", "c6"]
    assert [theme.series_role(index) for index in (0, 5, 6)] == ["c1", "c6", "rest"]
