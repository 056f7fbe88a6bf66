"""What cannot be drawn is refused in words; what can is drawn alike on every machine, and fetches nothing."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from typing import Any

import pytest
import vl_convert

from dateline.figure.renderer import DrawingError, refused, render, undrawable
from tests.figure.cases import bar_spec, seed

CRASHERS = ["\x00", "\x07", "\x0b", "\x1b", "\x85", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\ud800"]


@pytest.mark.parametrize("character", CRASHERS, ids=lambda c: f"U+{ord(c):04X}")
def test_characters_that_abort_the_renderer_are_refused(character: str) -> None:
    with pytest.raises(DrawingError, match=f"U\\+{ord(character):04X}, which cannot be drawn"):
        render(bar_spec(a=f"Bay{character}ji"))
    assert undrawable(f"x{character}") == f"U+{ord(character):04X}"


@pytest.mark.parametrize("escape", ["\\u0000", "\\x07", "\\u{1b}", "\\0", "\\uFFFE"])
def test_a_bad_character_that_an_expression_makes_is_found(escape: str) -> None:
    made = {"transform": [{"calculate": f"'a{escape}b'", "as": "t"}]}
    (message,) = refused(bar_spec() | made)
    assert re.search(r"its expression `'a.*b'` makes the character U\+[0-9A-F]{4}, which cannot be drawn", message)


@pytest.mark.parametrize("escape", ["\\u00e9", "\\ud83d\\ude00", "\\n", "\\u{1F600}", "\\u{99999999}"])
def test_other_characters_may_be_made(escape: str) -> None:
    assert list(refused(bar_spec() | {"transform": [{"calculate": f"'a{escape}b'", "as": "t"}]})) == []


def test_a_bad_character_is_found_in_names_too() -> None:
    assert list(refused({"width": 1, "na\x07me": 2})) == ["a name in the chart holds the character U+0007, which cannot be drawn"]


@pytest.mark.parametrize(
    "text", ["Dayr az Zawr", "دير الزور", "O’Brien — “x” <b>&amp;", "tab\there", "\\u0007 as text", "🜨 é 漢"]
)
def test_other_characters_are_drawn(text: str) -> None:
    assert "<svg" in render(bar_spec(a=text))
    assert undrawable(text) is None


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_values_that_are_no_number_are_refused(value: float) -> None:
    with pytest.raises(DrawingError, match="'b' is not a number"):
        render(bar_spec(b=value))


def test_a_field_that_no_row_has_is_refused_instead_of_drawn_empty() -> None:
    spec = bar_spec()
    spec["encoding"]["y"]["field"] = "strikes"
    with pytest.raises(DrawingError, match="no row has a field 'strikes'"):
        render(spec)


def test_fields_are_checked_in_layers_and_named_data_but_not_after_transforms() -> None:
    spec = bar_spec()
    layer = {"mark": "bar", "encoding": {"x": {"field": "c", "type": "nominal"}}}
    assert list(refused({"data": spec["data"], "layer": [layer]})) == ["no row has a field 'c', which the chart draws"]
    named = {"datasets": {"d": [{"a": 1}]}, "layer": [{**layer, "data": {"name": "d"}}]}
    assert len(list(refused(named))) == 1
    made = {**layer, "data": spec["data"], "transform": [{"calculate": "datum.a", "as": "c"}]}
    assert list(refused(made)) == []


def test_nothing_is_fetched() -> None:
    spec = {**bar_spec(), "data": {"url": "http://127.0.0.1:9/rows.csv"}}
    with pytest.raises(DrawingError, match=re.escape("its data are to be read from 'http://127.0.0.1:9/rows.csv'")):
        render(spec)


def test_what_is_no_specification_is_an_error_in_one_line() -> None:
    with pytest.raises(DrawingError) as caught:
        render({"mark": "unheard-of", "data": {"values": [{}]}})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("chart", ["weekly", "places"])
@pytest.mark.parametrize("width", [340, 720])
def test_a_filled_template_draws_what_vega_lite_itself_draws(chart: str, width: int) -> None:
    drawing = seed(chart)
    spec = drawing.draw(drawing.plot, width).to_dict()
    assert render(spec) == vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])


SCRIPT = """
import os, sys
from dateline.figure.renderer import render
spec: dict = {"data": {"values": [{"a": "W" * 20}]}, "mark": "bar", "encoding": {"y": {"field": "a", "type": "nominal"}}}
spec["config"] = {"axis": {"labelFont": sys.argv[1], "titleFont": sys.argv[1]}}
sys.stdout.write(render(spec).split(">")[0])
"""


def test_the_machines_fonts_and_time_zone_make_no_difference(tmp_path: Any) -> None:
    def root_of(font: str, **environment: str) -> str:
        variables = {**os.environ, **environment}
        done = subprocess.run([sys.executable, "-c", SCRIPT, font], env=variables, capture_output=True, text=True, check=True)
        return done.stdout

    # A font of the machine is measured like one that does not exist: it is not seen.
    assert root_of("DejaVu Serif") == root_of("No Such Font")
    assert root_of("Liberation Sans", TZ="Pacific/Kiritimati") == root_of(
        "Liberation Sans", TZ="America/Los_Angeles", HOME=str(tmp_path)
    )


def test_a_week_starts_on_its_day_in_every_time_zone() -> None:
    script = (
        "from tests.figure.cases import seed; from dateline.figure.renderer import render; d = seed();"
        "import sys; sys.stdout.write(render(d.draw(d.plot, 720).to_dict()))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
    }
    assert len(drawn) == 1
    assert "30 Mar" in drawn.pop()
